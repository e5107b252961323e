// What generated `wire.ts` files import. A change that breaks files generated earlier goes into a
// `v2`; this module keeps working.

export { readBigInt, writeBigInt } from "../bigint.ts";
export { readNumbers } from "../blocks/read.ts";
export { writeNumbers } from "../blocks/write.ts";
export {
  isBuffer,
  nameOf as viewName,
  readBytes,
  writeBytes,
} from "../bytes.ts";
export {
  absent,
  boolean,
  date,
  fields,
  inside,
  isObject,
  list,
  mismatch,
  number,
  own,
  part,
  record,
  tuple,
  tupleBetween,
  within,
} from "../check.ts";
export {
  dictionary,
  entries,
  entry,
  firstKey,
  firstMember,
  firstValue,
  isIterable,
  isMap,
  isSet,
  iterated,
  member,
  members,
  numberKey,
  properties,
  property,
  put,
} from "../collections.ts";
export { corrupt } from "../cursor.ts";
export type { Reader, Writer } from "../cursor.ts";
export { readDynamic } from "../dynamic/read.ts";
export { writeDynamic } from "../dynamic/write.ts";
export { isInstance, readInstance, writeInstance } from "../instances.ts";
export { choice, exactly, literal, readBoolean } from "../literal.ts";
export { box, reserve, span, unbox } from "../tail.ts";
export {
  readSymbol,
  readText,
  startsWith,
  writePattern,
  writeSymbol,
  writeText,
} from "../text.ts";
export {
  f32,
  i16,
  i32,
  i64,
  i8,
  readU64,
  u16,
  u32,
  u64,
  u8,
} from "../widths.ts";
