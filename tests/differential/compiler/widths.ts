/** The types of numbers that `@knit/runtime` exports. */
import ts from "typescript";

/** Each has room for those before it that its mark names. */
const WIDTHS = ["i8", "u8", "i16", "u16", "i32", "u32", "f32", "i64", "u64"];

/** Which of them a primitive with a mark is. */
export function widthOf(type: ts.IntersectionType): string | undefined {
  for (const property of type.getProperties()) {
    const declared = property.valueDeclaration;
    const file = declared?.getSourceFile().fileName;
    if (declared === undefined || !file?.endsWith("/runtime/ts/numbers.ts")) {
      continue;
    }
    const node = (declared as ts.PropertySignature).type;
    const names: string[] = node?.getText().match(/\w+/g) ?? [];
    return WIDTHS.findLast((width) => names.includes(width));
  }
  return undefined;
}
