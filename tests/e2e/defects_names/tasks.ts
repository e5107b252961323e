import { spawn } from "node:child_process";

import { first } from "./third.ts";

export { zeta as beta, alpha as zeta } from "./other.ts";
export { beta as alpha } from "./third.ts";

function b(): string {
  return "b";
}

function a(): string {
  return "a";
}

// Exchanged, in another order than that of their names, and one of them twice.
export { b as a, a as b, a as again };

export const last = (): string => `last, ${first()}`;

/** Starts a program; returns what it has said. */
export async function start(
  program: string,
  args: string[],
): Promise<{ code: number | null; said: string }> {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stdout.on("data", (text) => (said += String(text)));
  child.stderr.on("data", (text) => (said += String(text)));
  const code = await new Promise<number | null>((resolve) =>
    child.on("close", resolve),
  );
  return { code, said };
}
