// `schema.json` as tests read it: what the types of a module are, as the wire has them.

/** `number`, `list Points`, `"a literal"`: as `shape_name` of the compiler spells it. */
export type Shape = string;

export interface Slot {
  name: string;
  shape: Shape;
  /** There where the slot may be empty. */
  presence?: number;
}

/** Properties that no field names; `keys` are `string`, `number` or a pattern. */
export interface Rest {
  keys: string;
  shape: Shape;
}

export type Composite = { name: string; title: string } & (
  | { fields: Slot[]; rest?: Rest[] }
  | { items: Slot[]; rest?: Slot }
  | { element: Shape }
  | { item: Shape }
  | { member: Shape }
  | { entries: [key: Slot, value: Slot] }
  | { variants: { shape: Shape }[] }
);

export interface Pattern {
  name: string;
  regexp: string;
  /** Text in quotes, and what stands between: `string`, `number`, `Uppercase<string>`. */
  templates: string[][];
}

export interface Task {
  name: string;
  /** Sizes are those of the fixed part, in bytes. */
  request: { size: number; parameters: Slot[] };
  response: { size: number; shape: Shape };
}

export interface Schema {
  tasks: Task[];
  composites: Composite[];
  choices: { name: string; literals: string[] }[];
  patterns: Pattern[];
}

/** The word of a shape and the name behind it: `list Points` has both. */
export function split(shape: Shape): [word: string, name: string] {
  const at = shape.indexOf(" ");
  const named = /^(?:bytes|instance|choice|list|inline|boxed|pattern) /.test(
    shape,
  );
  return named ? [shape.slice(0, at), shape.slice(at + 1)] : [shape, ""];
}

/** The value of a literal, as TypeScript spells it. */
export function literal(spelling: string): unknown {
  if (/^-?\d+n$/.test(spelling)) return BigInt(spelling.slice(0, -1));
  if (spelling === "-0") return -0;
  return JSON.parse(spelling);
}

/** The one of a list that has a name; every name in a schema is that of something. */
export function named<Named extends { name: string }>(
  list: Named[],
  name: string,
): Named {
  const found = list.find((one) => one.name === name);
  if (found === undefined) throw new Error(`the schema has no ${name}`);
  return found;
}

/** The tasks of an `echo.ts` that return their argument, and what that is. */
export function echoes({ tasks }: Schema): { name: string; shape: Shape }[] {
  const found = tasks.filter(({ name }) => name.startsWith("echo"));
  return found.map(({ name, request }) => ({
    name,
    shape: request.parameters[0]!.shape,
  }));
}
