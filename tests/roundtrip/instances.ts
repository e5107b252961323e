// Random values of the platform's own classes.

import fc from "fast-check";
import { text } from "./leaves.ts";

export function instance(name: string): fc.Arbitrary<unknown> {
  switch (name) {
    case "RegExp":
      return expression;
    case "URL":
      return fc
        .webUrl({ withQueryParameters: true, withFragments: true })
        .filter((address) => URL.canParse(address))
        .map((address) => new URL(address));
    case "URLSearchParams":
      return fc
        .array(fc.tuple(fc.string(), fc.string({ unit: "grapheme" })))
        .map((pairs) => new URLSearchParams(pairs));
    case "DOMException":
      return fc
        .tuple(fc.string(), fc.constantFrom("AbortError", "Own", ""))
        .map(([message, kind]) => new DOMException(message, kind));
    default:
      return fc.oneof(...classes(name).map(error));
  }
}

const expression = fc
  .tuple(
    fc.constantFrom("", "a+", "[^/]/\\/(?<name>.)", "\\n\u00e9", "日本"),
    fc.constantFrom("", "g", "dgimsuy", "i"),
  )
  .map(([source, flags]) => new RegExp(source, flags));

/** An Error may be any of them. */
function classes(name: string): string[] {
  const all = ["Error", "AggregateError", "RangeError", "SyntaxError"];
  return name === "Error" ? all : [name];
}

/** With a stack of its own and whatever else hangs on errors. */
function error(name: string): fc.Arbitrary<Error> {
  const made = Reflect.get(globalThis, name) as ErrorConstructor;
  const fields = fc.record(
    {
      code: fc.oneof(fc.integer(), text),
      name: fc.constant("OwnError"),
      details: fc.dictionary(fc.string(), fc.double()),
    },
    { requiredKeys: [] },
  );
  return fc
    .tuple(text, text, fields, fc.option(fc.oneof(text, fc.date())))
    .map(([message, stack, own, cause]) => {
      const options = cause === null ? {} : { cause };
      const error =
        name === "AggregateError"
          ? new AggregateError(
              [cause, new RangeError(message)],
              message,
              options,
            )
          : new made(message, options);
      Object.defineProperty(error, "stack", { value: stack });
      return Object.assign(error, own);
    });
}
