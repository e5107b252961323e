// Lets Node.js run the files that it cannot run as they stand: TypeScript on Node 20, enums and parameter
// properties on others, JSX, `using` where the engine lacks it. `knit run` loads this file with `--import`, which worker
// threads and child processes inherit. Module addresses stay the user's own; only the text that is run is another.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import * as module from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const cache = process.env.KNIT_RUN_CACHE;
const knit = process.env.KNIT_RUN_BINARY;

/** Where imports of each file lead that Node.js does not find by itself. */
const scopes = mapped(read(process.env.KNIT_RUN_IMPORTS));
/** What is tried behind the name of a file, as the compiler does. */
const endings = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx"];
const sources = [...endings, ...endings.map((ending) => `/index${ending}`)];

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

export function resolve(specifier, context, next) {
  const parent = context.parentURL?.startsWith("file:") ? fileURLToPath(context.parentURL) : undefined;
  if (parent === undefined || parent.includes("node_modules")) return next(specifier, context);
  if (/^\.\.?(\/|$)/.test(specifier)) return next(source(specifier, context.parentURL) ?? specifier, context);
  const scope = scopes.get(parent);
  if (scope) return next(scope[specifier] ?? specifier, context);
  return unforeseen(specifier, context, next, parent);
}

/** A file that could not be foreseen: where its imports lead is asked for when the first of them leads nowhere. */
function unforeseen(specifier, context, next, parent) {
  const again = (error) => {
    const target = isCode(parent) ? ask(parent).scope[specifier] : undefined;
    if (target === undefined) throw error;
    return next(target, context);
  };
  try {
    const found = next(specifier, context);
    return found instanceof Promise ? found.catch(again) : found;
  } catch (error) {
    return again(error);
  }
}

/** What TypeScript means by a relative specifier that is no file: `./x.ts` by `./x.js` and `./x`, and folders. */
function source(specifier, parentURL) {
  const is = (path) => statSync(new URL(path, parentURL), { throwIfNoEntry: false })?.isFile();
  if (is(specifier)) return undefined;
  const written = /^(.*)\.([cm]?)js(x?)$/.exec(specifier);
  const stem = written ? written[1] : specifier;
  const tried = written ? [`.${written[2]}ts`, ".tsx"] : sources;
  return tried.map((ending) => stem + ending).find(is);
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
  return /\.([cm]?[jt]s|[jt]sx)$/.test(path) && !/[\\/]node_modules[\\/]/.test(path);
}

/** What knit makes of the file, and whether the file itself will do; undefined where that is plain without looking. */
function lowered(path) {
  const text = readFileSync(path);
  if (path.endsWith("js") && (using || !text.includes("using"))) return undefined;
  const name = createHash("sha256").update(`${basename(path)}\0`).update(text).digest("hex");
  const entry = read(join(cache, name)) ?? make(path);
  const end = entry.indexOf("\n");
  const needs = JSON.parse(entry.slice(2, end));
  const runs =
    (types || !needs.types) && (transform || !needs.transform) && (using || !needs.using) && !needs.decorators && !needs.jsx;
  return { runs, module: needs.module, text: entry.slice(end + 1) };
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function make(path) {
  return readFileSync(ask(path).lowered, "utf8");
}

/** The app imports a file that could not be foreseen: `knit` lowers it now, and says where its imports lead. */
function ask(path) {
  const { status, stdout, stderr, error } = spawnSync(knit, ["transpile", path], { encoding: "utf8" });
  if (status !== 0) throw new SyntaxError(error?.message ?? stderr);
  const [lowered, imports] = stdout.split("\n");
  const scope = mapped(imports).get(path) ?? {};
  scopes.set(path, scope);
  return { lowered, scope };
}

/** The scopes of an import map by the paths of their files. */
function mapped(text) {
  const scopes = Object.entries(JSON.parse(text ?? "{}").scopes ?? {});
  return new Map(scopes.map(([url, scope]) => [fileURLToPath(url), scope]));
}

function parses(text) {
  try {
    new Function(text);
    return true;
  } catch {
    return false;
  }
}
