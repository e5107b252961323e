export type Css = `${number}px` | "auto" | `${string}%`;

export function css(value: Css): Css {
  return value;
}

export function handler(
  value: `on${Capitalize<string>}`,
): `on${Capitalize<string>}` {
  return value;
}

export function shout(value: Uppercase<string>): Uppercase<string> {
  return value;
}

export function odd(value: `a.b/(${bigint})\`${string}`): string {
  return value;
}

export function mixed(value: `#${string}` | number | null): string {
  return String(value);
}

export function wrongResult(value: string): `id-${number}` {
  return value as `id-${number}`;
}
