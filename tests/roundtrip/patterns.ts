// Random strings that look like a template-literal type.

import fc from "fast-check";
import { text } from "./leaves.ts";
import { split } from "./schema.ts";
import type { Pattern } from "./schema.ts";

export function strings(pattern: Pattern): fc.Arbitrary<string> {
  const expression = new RegExp(pattern.regexp, "u");
  const templates = pattern.templates.map((chunks) =>
    fc.tuple(...chunks.map(chunk)).map((parts) => parts.join("")),
  );
  // Parts side by side may make a surrogate pair, which changes in another way than its halves.
  return fc.oneof(...templates).filter((text) => expression.test(text));
}

/** Whether a key belongs to an index signature with such keys. */
export function fits(keys: string, key: string, patterns: Pattern[]): boolean {
  if (keys === "string") return true;
  if (keys === "number") return String(Number(key)) === key;
  const pattern = patterns.find(({ name }) => name === split(keys)[1])!;
  return new RegExp(pattern.regexp, "u").test(key);
}

function chunk(spelling: string): fc.Arbitrary<string> {
  switch (spelling) {
    case "string":
      return text;
    case "number":
      return fc.double().map(String);
    case "bigint":
      return fc.bigInt().map(String);
    case "Uppercase<string>":
      return text.map((text) => text.toUpperCase());
    case "Lowercase<string>":
      return text.map((text) => text.toLowerCase());
    case "Capitalize<string>":
      return text.map((text) => text.slice(0, 1).toUpperCase() + text.slice(1));
    case "Uncapitalize<string>":
      return text.map((text) => text.slice(0, 1).toLowerCase() + text.slice(1));
    default:
      return fc.constant(JSON.parse(spelling) as string);
  }
}
