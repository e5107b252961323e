export * from "./images";
export * from "./text/index.ts";
export * as text from "./text";
