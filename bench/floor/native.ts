// The floor between processes needs a mapping: it comes from the same native module as knit's own.

import { createRequire } from "node:module";

interface NativeModule {
  createRegion(bytes: number): { buffer: ArrayBuffer; descriptor: number };
  openRegion(descriptor: number, bytes: number): ArrayBuffer;
}

export function nativeModule(): NativeModule {
  const path = process.env["KNIT_BENCH_NATIVE"];
  if (path === undefined)
    throw new Error(
      "KNIT_BENCH_NATIVE is not set: start the benchmark with bench/run",
    );
  return createRequire(import.meta.url)(path) as NativeModule;
}
