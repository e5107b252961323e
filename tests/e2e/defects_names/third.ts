// Loaded before the module with the tasks, and exports of the same names.
import { zeta } from "./other.ts";

export const beta = (): string => "beta of third";
export const first = (): string => zeta();
