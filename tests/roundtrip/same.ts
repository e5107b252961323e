// Whether what came back is what was sent, more strictly than `deepStrictEqual`: which properties there
// are and their order in maps and sets, the two zeros, NaN, prototypes, and the bytes of binary data.

type Pair = [sent: unknown, back: unknown];

/** The way to the first difference; undefined if there is none. */
export function difference(
  sent: unknown,
  back: unknown,
  way: string = "value",
): string | undefined {
  if (typeof sent !== "object" || sent === null || typeof back !== "object") {
    return Object.is(sent, back) ? undefined : way;
  }
  if (back === null) return way;
  // A cycle: what is around it is being compared already.
  if (around.has(sent)) return undefined;
  around.add(sent);
  try {
    return differenceOfObjects(sent, back, way);
  } finally {
    around.delete(sent);
  }
}

const around = new Set<object>();

function differenceOfObjects(
  sent: object,
  back: object,
  way: string,
): string | undefined {
  if (Object.getPrototypeOf(sent) !== Object.getPrototypeOf(back)) {
    return `${way}'s prototype`;
  }
  if (sent instanceof Date) {
    return Object.is(sent.getTime(), (back as Date).getTime())
      ? undefined
      : way;
  }
  if (sent instanceof ArrayBuffer || ArrayBuffer.isView(sent)) {
    return sameBytes(sent, back as ArrayBuffer) ? undefined : way;
  }
  const hidden = hiddenIn(sent).find(
    (key) =>
      difference(Reflect.get(sent, key), Reflect.get(back, key)) !== undefined,
  );
  return hidden === undefined
    ? differenceWithin(sent, back, way)
    : `${way}.${hidden}`;
}

/** Properties that are not listed, but are all that there is to some objects. */
function hiddenIn(value: object): readonly string[] {
  if (value instanceof RegExp) return ["source", "flags", "lastIndex"];
  if (value instanceof URL) return ["href"];
  if (value instanceof DOMException) return ["name", "message", "code"];
  if (value instanceof Error) {
    return ["name", "message", "stack", "cause", "errors"];
  }
  return [];
}

function differenceWithin(
  sent: object,
  back: object,
  way: string,
): string | undefined {
  const [keys, others] = [Object.keys(sent), Object.keys(back)];
  if (keys.length !== others.length) return `${way}'s properties`;
  if (Array.isArray(sent) && sent.length !== (back as unknown[]).length) {
    return `${way}'s length`;
  }
  for (const key of keys) {
    if (!Object.hasOwn(back, key)) return `${way}.${key}`;
    const found = difference(
      Reflect.get(sent, key),
      Reflect.get(back, key),
      `${way}.${key}`,
    );
    if (found !== undefined) return found;
  }
  if (sent instanceof URLSearchParams) {
    return differenceAmong([...sent], [...(back as URLSearchParams)], way);
  }
  return sent instanceof Map || sent instanceof Set
    ? differenceAmong([...sent], [...(back as Set<unknown>)], way)
    : undefined;
}

function differenceAmong(
  sent: unknown[],
  back: unknown[],
  way: string,
): string | undefined {
  if (sent.length !== back.length) return `${way}'s size`;
  const pairs = sent.map((one, at): Pair => [one, back[at]]);
  const found = pairs.map(([one, other], at) =>
    difference(one, other, `${way}[${at}]`),
  );
  return found.find((way) => way !== undefined);
}

function sameBytes(
  sent: ArrayBuffer | ArrayBufferView,
  back: ArrayBuffer | ArrayBufferView,
): boolean {
  const [one, other] = [bytes(sent), bytes(back)];
  return (
    one.length === other.length && one.every((byte, at) => byte === other[at])
  );
}

function bytes(value: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(value)
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : new Uint8Array(value);
}
