export enum Severity {
  Low = "low",
  High = "high",
}
