// How deep the smallest value of a type is: the way out of types that lead back to themselves.

import { split } from "./schema.ts";
import type { Composite, Schema, Shape } from "./schema.ts";

export class Heights {
  readonly #heights = new Map<string, number>();

  constructor(schema: Schema) {
    for (const { name } of schema.composites) this.#heights.set(name, Infinity);
    // Each round settles at least one that refers to settled ones only.
    for (const _ of schema.composites) {
      for (const composite of schema.composites)
        this.#heights.set(composite.name, this.#composite(composite));
    }
  }

  of(shape: Shape): number {
    const [word, name] = split(shape);
    const inner = ["inline", "boxed", "list"].includes(word);
    return inner ? this.#heights.get(name)! : 0;
  }

  #composite(composite: Composite): number {
    if ("variants" in composite) {
      const heights = composite.variants.map(({ shape }) => this.of(shape));
      return Math.min(...heights);
    }
    const slots =
      "fields" in composite
        ? composite.fields
        : "items" in composite
          ? composite.items
          : [];
    const always = slots.filter(({ presence }) => presence === undefined);
    return 1 + Math.max(-1, ...always.map(({ shape }) => this.of(shape)));
  }
}
