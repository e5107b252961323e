// The alphabet of the dynamic cell: one byte that says what follows it. Changing a number here
// changes the wire. A value is its tag and then, by tag:
//
//   128..255          the integers 0..127, nothing follows
//   integer           zigzag count          count: unsigned LEB128, at most 32 bits
//   double, date      pad to 8, f64
//   int64             pad to 8, i64
//   magnitude         count (bytes * 2 + sign), bytes
//   text, symbol      count (units * 2 + wide), pad to 2, units
//   reference         count: the how manyth object of the cell it is
//   object            shape, values         shape: count; if it is a new one, count of keys and the keys
//   dense             count, values
//   sparse            length, (key, value)*, end
//   numbers           count, pad to 8, f64*
//   map, set          values, end
//   error             class, fields         see errors.ts
//   buffer            count, bytes          resizable: its greatest size before that
//   view              class, buffer, offset, count of elements
//   others            the values they are made from
//
// Objects are numbered in the order in which both sides come to know them. What lies deeper than
// `deepest` is left out where it stands and follows after everything above it, so that no depth of
// nesting can exhaust the stack.

export const tag = {
  undefined: 0,
  null: 1,
  false: 2,
  true: 3,
  integer: 4,
  double: 5,
  text: 6,
  object: 7,
  dense: 8,
  numbers: 9,
  reference: 10,
  int64: 11,
  magnitude: 12,
  date: 13,
  map: 14,
  set: 15,
  bare: 16,
  sparse: 17,
  error: 18,
  exception: 19,
  buffer: 20,
  resizable: 21,
  view: 22,
  symbol: 23,
  boxed: 24,
  expression: 25,
  address: 26,
  query: 27,
  end: 28,
} as const;

/** From here on a tag is itself an integer. */
export const smallIntegers = 128;

/** How many containers may stand in one another before the inner ones are put off. */
export const deepest = 100;

/** The classes of views, by their number on the wire. */
export const views = [
  "DataView",
  "Int8Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
  "Float16Array",
  "Float32Array",
  "Float64Array",
  "BigInt64Array",
  "BigUint64Array",
  "Buffer",
] as const;

/** The classes of errors, by their number on the wire; what a runtime lacks arrives as an Error. */
export const errors = [
  "Error",
  "EvalError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "TypeError",
  "URIError",
  "AggregateError",
  "SuppressedError",
] as const;

/** Fields of errors that do not show up when one lists their keys; by number on the wire, from 1. */
export const hiddenFields = [
  "name",
  "message",
  "stack",
  "cause",
  "errors",
  "error",
  "suppressed",
] as const;

/** Before a field of an error: no more fields, or a field that is listed among its keys. */
export const noField = 0;
export const listedField = 255;
