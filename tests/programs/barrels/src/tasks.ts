// Gathers the tasks of all features into one pool.
export * from "./features";
export { default as version } from "./version.mjs";
export { checksum as sum, type Digest } from "./lib/checksum.js";
export type * from "./model";
