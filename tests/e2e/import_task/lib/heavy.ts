import type { AbortContext } from "@knit/runtime";

// Seen by whoever evaluates this module.
Object.assign(globalThis, { heavy: true });

export type Box = { width: number; height: number };

export function scale(box: Box, by: number): Box {
  return { width: box.width * by, height: box.height * by };
}

export const area = ({ width, height }: Box): number => width * height;

export async function repeat(text: string, times: number): Promise<string> {
  return text.repeat(times);
}

export async function watched(
  name: string,
  context: AbortContext,
): Promise<string> {
  while (!context.hasAborted())
    await new Promise((resolve) => setTimeout(resolve, 1));
  return name;
}
