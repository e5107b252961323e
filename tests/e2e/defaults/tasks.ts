export const add = (a: number, b = 10, c = a + b): number => a + b + c;
export const greet = (
  name: string,
  greeting: string = "hello",
  end?: string,
): string => `${greeting} ${name}${end ?? "!"}`;
export const given = (a?: number, b: string | null = "default"): string =>
  `${a} ${b}`;
export const all = (
  options: { deep?: boolean } = {},
  limits = { most: 5 },
): string => JSON.stringify([options, limits]);
export const none = (): string => "none";
export function many(
  a: number,
  b: number,
  c: number,
  d: number,
  e: number,
  f: number,
  g: string,
  h: string,
  i: boolean,
  j: boolean,
  k?: number,
  l?: number,
): string {
  return [a, b, c, d, e, f, g, h, i, j, k, l].join(" ");
}
export const expression = function (flag = true, big = -5n): string {
  return `${flag} ${big}`;
};
function later({ x, y }: { x: number; y: number }, [first]: [string]): string {
  return `${first}${x}${y}`;
}
export { later, later as renamed };
