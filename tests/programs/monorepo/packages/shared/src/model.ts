import type { Severity } from "severity";

export interface Entity<Id extends string | number = string> {
  id: Id;
  createdAt: Date;
}

export interface Finding extends Entity<number> {
  severity: Severity;
  message: string;
  tags?: string[];
}
