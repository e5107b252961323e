import type { Link } from "../link.ts";
export function processLink(): Link | undefined { return undefined; }
