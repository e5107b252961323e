export type Message =
  | { type: "move"; version: 1; x: number }
  | { type: "move"; version: 2; to: { x: number; y: number } }
  | { type: "stop" | "pause"; version: 1; at: Date };

export type Nested =
  | { meta: { kind: "text"; size: number }; text: string }
  | { meta: { kind: "file" }; bytes: Uint8Array };

export type Disjoint =
  | { radius: number; label?: string }
  | { width: number; height: number }
  | { label: string; points: [number, number][] };

export type Keyed = { id: number } | { id: string | null } | { id: Date };

export type Wider = { name: string } | { name: string; age: number };

export type Operation =
  | ["add", number, number]
  | ["negate", number]
  | [kind: "sum", ...terms: number[]];

export type Rows = string[] | number[] | [boolean] | [true, Date];

export type Groups =
  Set<string> | Set<bigint> | Map<string, Date> | Map<number, Date>;

export type Tree = { leaf: number } | { nodes: Tree[] } | null;

export const message = (value: Message): Message => value;
export const nested = (value: Nested): Nested => value;
export const disjoint = (value: Disjoint): Disjoint => value;
export const keyed = (value: Keyed): Keyed => value;
export const wider = (value: Wider): Wider => value;
export const operation = (value: Operation): Operation => value;
export const rows = (value: Rows): Rows => value;
export const groups = (value: Groups): Groups => value;
export const tree = (value: Tree): Tree => value;
