import { Severity, type Finding } from "@acme/shared";

export const rank = (finding: Finding): number =>
  finding.severity === Severity.High ? 1 : 0;
