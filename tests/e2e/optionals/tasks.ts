export interface Settings {
  name: string;
  label?: string | undefined;
  size?: number | undefined;
  quiet?: boolean | undefined;
  count?: bigint | undefined;
  note?: string | null | undefined;
  tags?: string[] | undefined;
  when?: Date | undefined;
  bytes?: Uint8Array | undefined;
  parent?: Settings | undefined;
}

export type Strict = { first?: number; second?: string };

export const echo = (settings: Settings): Settings => settings;
export const strict = (value: Strict): Strict => value;

/** Which keys the worker finds, and which of them are undefined. */
export function keys(settings: Settings): string[] {
  return Object.entries(settings).map(([key, value]) =>
    value === undefined ? `${key} undefined` : key,
  );
}

export function maybe(
  value: string | undefined,
  other: number | null,
): (string | number | null | undefined)[] {
  return [value, other];
}

export const find = (at: number): string | undefined =>
  at === 0 ? "zero" : undefined;
