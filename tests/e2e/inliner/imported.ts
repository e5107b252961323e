import { isMain } from "@knit/runtime";

export function elsewhere(): string {
  return isMain ? "host" : "worker";
}
