import { Severity, type Finding } from "@acme/shared";
import type { Rectangle } from "@/geometry";
import { area } from "@/geometry/area";

export { slug, shout } from "@acme/shared";
export { convert } from "@acme/units/convert";

export function areas(rectangles: Rectangle[]): number[] {
  return rectangles.map(area);
}

export async function review(findings: Finding[]): Promise<Finding[]> {
  const { rank } = await import("@/rank");
  return findings.filter((finding) => rank(finding) > 0);
}

export function severest(severity: Severity): boolean {
  return severity === Severity.High;
}
