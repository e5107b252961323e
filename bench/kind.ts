/** What a worker runs in. */
export type Kind = "thread" | "process";

/** The runtime that the benchmark runs in, with its major version: `node 24`. */
export const runtime: string =
  "Deno" in globalThis
    ? `deno ${process.versions["deno"]!.split(".").slice(0, 2).join(".")}`
    : "Bun" in globalThis
      ? `bun ${process.versions["bun"]!.split(".").slice(0, 2).join(".")}`
      : `node ${process.versions.node.split(".")[0]}`;
