import type {
  f32,
  f64,
  i16,
  i32,
  i64,
  i8,
  u16,
  u32,
  u64,
  u8,
} from "@knit/runtime";

export interface All {
  a: i8;
  b: u8;
  c: i16;
  d: u16;
  e: i32;
  f: u32;
  g: f32;
  h: f64;
  i: i64;
  j: u64;
  last?: u8;
}

export interface Lists {
  a: i8[];
  b: u8[];
  c: i16[];
  d: u16[];
  e: i32[];
  f: u32[];
  g: f32[];
  h: f64[];
  i: i64[];
  j: u64[];
}

export type Id = i32 & { readonly brand: "Id" };

export const all = (value: All): All => value;
export const lists = (value: Lists): Lists => value;
export const several = (value: All[]): All[] => value;
export const either = (value: i32 | u64 | string): i32 | u64 | string => value;
export const pairs = (value: Map<Id, u8>): Map<Id, u8> => value;

// Any number may be given for one, and one for a wider one.
export function sum(values: i32[], start: i16): i32 {
  const first: i32 = start;
  return values.reduce((total, value) => total + value, first);
}
