// What generated `wire.ts` files import. A change that breaks files generated earlier goes into a
// `v2`; this module keeps working.

export { readBigInt, writeBigInt } from "../bigint.ts";
export { nameOf as viewName, readBytes, writeBytes } from "../bytes.ts";
export {
  absent,
  boolean,
  date,
  fields,
  inside,
  list,
  mismatch,
  number,
  own,
  record,
  tuple,
  tupleBetween,
} from "../check.ts";
export {
  dictionary,
  entries,
  entry,
  isMap,
  isSet,
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
export { choice, exactly, literal, readBoolean } from "../literal.ts";
export {
  box,
  readNumbers,
  reserve,
  span,
  unbox,
  writeNumbers,
} from "../tail.ts";
export { readText, writePattern, writeText } from "../text.ts";
