export const add = (a: number, b: number): number => a + b;

throw new RangeError("no such luck");
