export interface Base {
  id: number;
}
export type Unit = "cm" | "inch";
