// A yardstick that people know. It runs where its authors say that it does: on Node.

import { add } from "../tasks.ts";

export default ({ a, b }: { a: number; b: number }): number => add(a, b);
