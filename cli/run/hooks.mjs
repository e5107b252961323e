// Lets Node.js run the files that it cannot run as they stand: TypeScript on Node 20, enums and parameter
// properties on others, `using` where the engine lacks it. `knit run` loads this file with `--import`, which worker
// threads and child processes inherit. Module addresses stay the user's own; only the text that is run is another.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import * as module from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const cache = process.env.KNIT_RUN_CACHE;
const knit = process.env.KNIT_RUN_BINARY;

/** What this Node.js does without help. */
const types = Boolean(process.features.typescript);
const transform = process.features.typescript === "transform";
const using = parses("{ using x = null }");

// Where there are no synchronous hooks, this file is loaded once more, by the thread that runs the others.
if (!import.meta.url.endsWith("?hooks")) {
  if (module.registerHooks) {
    module.registerHooks({ resolve, load });
  } else {
    process.setSourceMapsEnabled(true);
    module.register(`${import.meta.url}?hooks`);
  }
}

/** TypeScript may import `./x.ts` as `./x.js`, the name that it will have once it is compiled. */
export function resolve(specifier, context, next) {
  if (/^\.\.?\/.*\.[cm]?js$/.test(specifier) && context.parentURL?.startsWith("file:")) {
    const source = specifier.replace(/js$/, "ts");
    const exists = (path) => existsSync(new URL(path, context.parentURL));
    if (!exists(specifier) && exists(source)) return next(source, context);
  }
  return next(specifier, context);
}

export function load(url, context, next) {
  const path = url.startsWith("file:") ? fileURLToPath(url) : "";
  const code = isCode(path) ? lowered(path) : undefined;
  if (code === undefined) return next(url, context);
  if (code.runs) return next(url, code.module ? { ...context, format: asModule(context.format) } : context);
  // Slows every stack trace down, so only where there is a map to follow.
  process.setSourceMapsEnabled(true);
  return { format: code.module ? "module" : "commonjs", source: code.text, shortCircuit: true };
}

/** `"type": "commonjs"`, which npm writes unasked, does not make CommonJS of what imports and exports. */
function asModule(format) {
  return format === "commonjs-typescript" ? "module-typescript" : format;
}

function isCode(path) {
  return /\.[cm]?[jt]s$/.test(path) && !/[\\/]node_modules[\\/]/.test(path);
}

/** What knit makes of the file, and whether the file itself will do; undefined where that is plain without looking. */
function lowered(path) {
  const text = readFileSync(path);
  if (path.endsWith("js") && (using || !text.includes("using"))) return undefined;
  const name = createHash("sha256").update(`${basename(path)}\0`).update(text).digest("hex");
  const entry = read(join(cache, name)) ?? make(path);
  const end = entry.indexOf("\n");
  const needs = JSON.parse(entry.slice(2, end));
  const runs = (types || !needs.types) && (transform || !needs.transform) && (using || !needs.using);
  return { runs, module: needs.module, text: entry.slice(end + 1) };
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** The app imports a file that could not be foreseen: `knit` lowers it now. */
function make(path) {
  const { status, stdout, stderr, error } = spawnSync(knit, ["transpile", path], { encoding: "utf8" });
  if (status !== 0) throw new SyntaxError(error?.message ?? stderr);
  return readFileSync(stdout.trimEnd(), "utf8");
}

function parses(text) {
  try {
    new Function(text);
    return true;
  } catch {
    return false;
  }
}
