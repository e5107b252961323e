// What the writer of a dynamic cell remembers about the value so far: which objects it has met, so
// that shared references and cycles stay what they are, and which sets of keys, so that a list of
// records names its fields once. Nothing of it outlives the cell.

import type { Writer } from "../cursor.ts";

export interface Graph {
  /** Every object so far; the index is its number on the wire. */
  readonly objects: object[];
  /** Numbers of the objects, once there are too many to look through. */
  numbers: Map<object, number> | undefined;
  readonly shapes: (readonly string[])[];
  /** How many containers stand around the present one. */
  depth: number;
  /** Writes the contents of containers that lie too deep to be written in place. */
  readonly later: (() => void)[];
  /** Whether views carry all of their buffer and not only the bytes they cover. */
  readonly whole: boolean;
  /** Buffers of which only a piece was written. */
  readonly cut: Set<object>;
}

const none: ReadonlySet<object> = new Set();

export function newGraph(whole: boolean): Graph {
  return {
    objects: [],
    numbers: undefined,
    shapes: [],
    depth: 0,
    later: [],
    whole,
    cut: whole ? (none as Set<object>) : new Set(),
  };
}

/** Thrown when a buffer of which only a piece was written turns out to be shared. */
export const sharedBuffer: { readonly name: "knit.sharedBuffer" } =
  Object.freeze({ name: "knit.sharedBuffer" });

// Up to here looking through a list is faster than a Map.
const few = 8;

/** The number of an object that was met before, else -1. */
export function find(graph: Graph, value: object): number {
  const { objects, numbers } = graph;
  const number =
    numbers === undefined ? objects.indexOf(value) : (numbers.get(value) ?? -1);
  if (number >= 0 && graph.cut.has(value)) throw sharedBuffer;
  return number;
}

/** Gives the next number to an object. */
export function register(graph: Graph, value: object): void {
  const { objects } = graph;
  const number = objects.push(value) - 1;
  if (graph.numbers !== undefined) {
    graph.numbers.set(value, number);
  } else if (number >= few) {
    graph.numbers = new Map(objects.map((known, index) => [known, index]));
  }
}

// A list of records has the shape of the record before; more looking back costs more than it saves.
const recent = 8;

/** The number of a shape with these keys in this order, else -1. */
export function findShape(graph: Graph, keys: readonly string[]): number {
  const { shapes } = graph;
  const oldest = Math.max(0, shapes.length - recent);
  for (let shape = shapes.length - 1; shape >= oldest; shape -= 1) {
    if (sameKeys(shapes[shape]!, keys)) return shape;
  }
  return -1;
}

function sameKeys(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index += 1) {
    if (left[index] !== right[index]) return false;
  }
  return true;
}

/** A point to which a half-written value can be taken back. */
export interface Mark {
  readonly end: number;
  readonly objects: number;
  readonly shapes: number;
  readonly depth: number;
  readonly later: number;
}

export function mark(to: Writer, graph: Graph): Mark {
  return {
    end: to.end,
    objects: graph.objects.length,
    shapes: graph.shapes.length,
    depth: graph.depth,
    later: graph.later.length,
  };
}

/** Forgets everything since `point`. */
export function takeBack(to: Writer, graph: Graph, point: Mark): void {
  to.end = point.end;
  for (const value of graph.objects.splice(point.objects)) {
    graph.numbers?.delete(value);
    graph.cut.delete(value);
  }
  graph.shapes.length = point.shapes;
  graph.depth = point.depth;
  graph.later.length = point.later;
}
