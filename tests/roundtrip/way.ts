// Ways into a value as errors have to name them, told here anew: `value[3].x`, `value["odd key"]`.

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

export function property(way: string, name: string): string {
  return identifier.test(name) ? `${way}.${name}` : quoted(way, name);
}

/** What an index signature takes stands in quotes, whatever it is called. */
export function quoted(way: string, key: string): string {
  return `${way}[${JSON.stringify(key)}]`;
}

export function item(way: string, index: number): string {
  return `${way}[${index}]`;
}

export function member(way: string, index: number): string {
  return `${way}[Set member ${index}]`;
}

export function mapKey(way: string, index: number): string {
  return `${way}[Map key ${index}]`;
}

export function mapValue(way: string, key: unknown, index: number): string {
  if (typeof key === "string") return `${way}.get(${JSON.stringify(key)})`;
  if (typeof key === "number") return `${way}.get(${key})`;
  return `${way}[Map value ${index}]`;
}
