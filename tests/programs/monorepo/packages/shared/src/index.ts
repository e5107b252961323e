export type * from "./model.ts";
export { Severity } from "./severity.ts";
export * as text from "text/index";
export { slug, default as shout } from "text/index";
