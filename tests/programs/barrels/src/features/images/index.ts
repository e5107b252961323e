export { Turn, type Image } from "./image";
export { rotate } from "./rotate.ts";
export * from "./rotate.ts";
