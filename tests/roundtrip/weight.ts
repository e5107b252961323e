/** How much memory a value takes, as a number of parts, characters and bytes. */
export function weight(value: unknown): number {
  const seen = new Set<unknown>();
  const open = [value];
  let parts = 0;
  while (open.length > 0) {
    const part = open.pop();
    parts += 1;
    if (typeof part === "string") parts += part.length;
    if (typeof part !== "object" || part === null || seen.has(part)) continue;
    seen.add(part);
    if (ArrayBuffer.isView(part) || part instanceof ArrayBuffer) {
      parts += part.byteLength;
    } else if (part instanceof Map) {
      for (const [key, item] of part) open.push(key, item);
    } else if (part instanceof Set) {
      for (const member of part) open.push(member);
    } else {
      for (const key of Object.keys(part)) open.push(Reflect.get(part, key));
    }
  }
  return parts;
}
