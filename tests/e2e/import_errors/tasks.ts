import { importTask } from "@knit/runtime";
import "./parts.ts";

const { what = "" } = process.env;
const ending = import.meta.url.endsWith(".ts") ? "ts" : "js";

export const load = importTask<number, number>({
  href: what === "module" ? "./missing.js" : `./parts.${ending}`,
  name: what === "constant" ? "limit" : "add",
});
