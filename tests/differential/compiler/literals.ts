/** Literal types and patterns, spelled in one way. */
import ts from "typescript";
import type { Literal } from "./flatten.ts";

export function literal(type: ts.Type): Literal {
  if (type.isStringLiteral()) {
    return { kind: "string", text: type.value };
  }
  if (type.isNumberLiteral()) {
    return { kind: "number", text: String(type.value) };
  }
  if ((type.flags & ts.TypeFlags.BigIntLiteral) !== 0) {
    const { negative, base10Value } = (type as ts.BigIntLiteralType).value;
    return { kind: "bigint", text: `${negative ? "-" : ""}${base10Value}` };
  }
  const { intrinsicName } = type as unknown as {
    intrinsicName: "true" | "false";
  };
  return { kind: "boolean", text: intrinsicName };
}

/** What stands between the backquotes. */
export function pattern(type: ts.Type): string {
  if ((type.flags & ts.TypeFlags.TemplateLiteral) !== 0) {
    const { texts, types } = type as ts.TemplateLiteralType;
    const holes = types.map(
      (hole, at) => spelled(hole) + (texts[at + 1] ?? ""),
    );
    return (texts[0] ?? "") + holes.join("");
  }
  return spelled(type);
}

function spelled(hole: ts.Type): string {
  if ((hole.flags & ts.TypeFlags.StringMapping) !== 0) {
    const { symbol, type } = hole as ts.StringMappingType;
    const inner = (type.flags & ts.TypeFlags.String) !== 0;
    return `\${${symbol.name}<${inner ? "string" : pattern(type)}>}`;
  }
  const simple = SIMPLE.find(([flags]) => (hole.flags & flags) !== 0);
  return `\${${simple?.[1] ?? "string"}}`;
}

const SIMPLE: [ts.TypeFlags, string][] = [
  [ts.TypeFlags.NumberLike, "number"],
  [ts.TypeFlags.BigIntLike, "bigint"],
];
