export type { Config } from "../config";
import { Config } from "../config";
export declare function level(config: Config): number;
