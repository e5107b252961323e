// The native module: what JavaScript cannot do itself. Only process workers need it, so it is loaded
// when the first of them is started and never before.

import { createRequire } from "node:module";

/** What the module offers; see `runtime/napi`. */
export interface Native {
  /** The version of the lane's layout that the module was built with. */
  layoutVersion(): number;
  /** Anonymous shared memory of `bytes`, and the descriptor that names it to a child. */
  createRegion(bytes: number): {
    readonly buffer: ArrayBuffer;
    readonly descriptor: number;
  };
  /** The memory behind a descriptor that was inherited. */
  openRegion(descriptor: number, bytes: number): ArrayBuffer;
  closeDescriptor(descriptor: number): void;
  /** Writes one byte; a bell that rings already stays as it is. */
  ring(descriptor: number): void;
  /** Has this process killed when the process `parent` ends. */
  dieWithParent(parent: number): void;
}

let loaded: Native | undefined;

/** Loads the module; throws an error that says what is missing. */
export function nativeModule(): Native {
  loaded ??= load();
  return loaded;
}

function load(): Native {
  const require = createRequire(import.meta.url);
  const platform = `${process.platform}-${process.arch}`;
  const failures: string[] = [];
  for (const place of ["./knit.node", `@knit/${platform}`]) {
    try {
      return require(place) as Native;
    } catch (error) {
      failures.push(
        error instanceof Error ? error.message.split("\n")[0]! : String(error),
      );
    }
  }
  throw new Error(
    `process workers need knit's native module, which could not be loaded on ${platform} (${failures.join("; ")}): run \`knit link\` again, or use thread workers`,
  );
}
