import { prepared } from "./hooks.ts";

/** As it was when this module was loaded. */
const before = prepared;

export function preparation(): unknown {
  return before;
}

export function forever(): void {
  for (;;);
}
