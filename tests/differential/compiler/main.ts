/**
 * Asks the TypeScript compiler what the exported functions of the fixtures take and give, and prints the
 * answer as JSON. `tests/differential.rs` runs it and compares that with what knit makes of the same files.
 *
 * Usage: node main.ts <folder of fixtures> <fixture>...
 */
import { join, relative } from "node:path";
import ts from "typescript";
import { Flattener, type Flat } from "./flatten.ts";

type Answer = {
  /** What `tsc --strict` has against the fixtures. */
  errors: string[];
  fixtures: Record<string, Flat>;
};

/** The runtime's own source, from here. */
const RUNTIME = "../../../runtime/ts/index.ts";

const [root, ...names] = process.argv.slice(2);
if (root === undefined || names.length === 0) {
  throw new Error("usage: main.ts <folder> <fixture>...");
}
process.stdout.write(JSON.stringify(answer(root, names)));

function answer(root: string, names: string[]): Answer {
  const program = ts.createProgram({
    rootNames: names.map((name) => join(root, name)),
    options: {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ESNext,
      lib: ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
      module: ts.ModuleKind.Preserve,
      allowImportingTsExtensions: true,
      paths: { "@knit/runtime": [join(import.meta.dirname, RUNTIME)] },
      types: ["node"],
      typeRoots: [join(import.meta.dirname, "../../node_modules/@types")],
    },
  });
  const fixtures: Record<string, Flat> = {};
  for (const name of names) {
    const file = program.getSourceFile(join(root, name));
    if (file === undefined) {
      throw new Error(`${name} is not in the program`);
    }
    fixtures[name] = new Flattener(program).module(file);
  }
  const errors = ts.getPreEmitDiagnostics(program);
  return { errors: errors.map((error) => spelled(root, error)), fixtures };
}

function spelled(root: string, error: ts.Diagnostic): string {
  const text = ts.flattenDiagnosticMessageText(error.messageText, "\n  ");
  if (error.file === undefined || error.start === undefined) {
    return text;
  }
  const { line, character } = error.file.getLineAndCharacterOfPosition(
    error.start,
  );
  const path = relative(root, error.file.fileName);
  return `${path}:${line + 1}:${character + 1}: ${text}`;
}
