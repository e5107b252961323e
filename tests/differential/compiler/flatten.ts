/**
 * Types as the compiler knows them, as a graph of plain nodes: aliases followed, generics put in,
 * everything evaluated. A node is made once for a type, so that a recursive type is a circle.
 */
import ts from "typescript";
import { library, type Library } from "./library.ts";
import { literal, pattern } from "./literals.ts";
import { properties } from "./properties.ts";
import { widthOf } from "./widths.ts";

/** Index into the nodes of a {@link Flat}. */
export type Id = number;

export type Field = { name: string; optional: boolean; type: Id };

export type Member = { type: Id; how: "required" | "optional" | "rest" };

type Simple =
  | "undefined"
  | "null"
  | "boolean"
  | "number"
  | "bigint"
  | "string"
  | "symbol"
  | "void"
  | "never"
  | "dynamic";

export type Node =
  | { is: Simple }
  | { is: "literals"; values: Literal[] }
  | { is: "pattern"; text: string }
  | { is: "array"; element: Id }
  | { is: "tuple"; members: Member[] }
  | { is: "record"; fields: Field[]; indexes: { key: Id; value: Id }[] }
  | { is: "class"; name: string; arguments: Id[] }
  | { is: "union"; variants: Id[] }
  | { is: "refused"; what: string };

export type Literal =
  | { kind: "string" | "number" | "bigint"; text: string }
  | { kind: "boolean"; text: "true" | "false" };

export type Task = {
  name: string;
  params: { name: string; optional: boolean; rest: boolean; type: Id }[];
  result: Id;
};

export type Flat = { tasks: Task[]; nodes: Node[] };

/** Far more than a fixture has: a type without an end is a mistake in the fixture. */
const MOST_NODES = 5000;

export class Flattener {
  readonly checker: ts.TypeChecker;
  readonly #program: ts.Program;
  readonly #nodes: Node[] = [];
  readonly #known = new Map<ts.Type, Id>();

  constructor(program: ts.Program) {
    this.#program = program;
    this.checker = program.getTypeChecker();
  }

  module(file: ts.SourceFile): Flat {
    const symbol = this.checker.getSymbolAtLocation(file);
    if (symbol === undefined) {
      throw new Error(`${file.fileName} is no module`);
    }
    const exports = this.checker.getExportsOfModule(symbol);
    const tasks = exports.flatMap((symbol) => this.#task(symbol));
    return { tasks, nodes: this.#nodes };
  }

  #task(symbol: ts.Symbol): Task[] {
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    const target = isAlias ? this.checker.getAliasedSymbol(symbol) : symbol;
    if ((target.flags & ts.SymbolFlags.Value) === 0 || isTypeOnly(symbol)) {
      return [];
    }
    const signatures = this.checker.getTypeOfSymbol(target).getCallSignatures();
    const [signature] = signatures;
    if (signature === undefined) {
      return [];
    }
    if (signatures.length > 1 || signature.typeParameters !== undefined) {
      const result = this.add({ is: "refused", what: "overloads or generics" });
      return [{ name: symbol.name, params: [], result }];
    }
    const params = signature.parameters.map((param, at) =>
      this.#param(param, at, signature),
    );
    const result = signature.getReturnType();
    const awaited = this.checker.getAwaitedType(result) ?? result;
    return [{ name: symbol.name, params, result: this.node(awaited) }];
  }

  #param(symbol: ts.Symbol, at: number, signature: ts.Signature) {
    const declared = symbol.valueDeclaration;
    const own =
      declared !== undefined && ts.isParameter(declared) ? declared : undefined;
    // Members of a tuple that are spread as parameters have no declaration that says so.
    const least = (signature as unknown as { minArgumentCount: number })
      .minArgumentCount;
    const optional =
      own === undefined
        ? at >= least
        : own.questionToken !== undefined || own.initializer !== undefined;
    const isPattern = own !== undefined && !ts.isIdentifier(own.name);
    return {
      name: isPattern ? `argument${at}` : symbol.name,
      optional,
      rest: own?.dotDotDotToken !== undefined,
      type: this.node(this.checker.getTypeOfSymbol(symbol)),
    };
  }

  node(type: ts.Type): Id {
    const known = this.#known.get(type);
    if (known !== undefined) {
      return known;
    }
    const id = this.#nodes.length;
    if (id > MOST_NODES) {
      throw new Error(`no end: ${this.checker.typeToString(type)}`);
    }
    this.#known.set(type, id);
    this.#nodes.push({ is: "dynamic" });
    this.#nodes[id] = this.#made(type);
    return id;
  }

  add(node: Node): Id {
    return this.#nodes.push(node) - 1;
  }

  #made(type: ts.Type): Node {
    const has = (flags: ts.TypeFlags) => (type.flags & flags) !== 0;
    const simple = SIMPLE.find(([flags]) => has(flags));
    if (simple !== undefined) {
      return { is: simple[1] };
    }
    if (has(ts.TypeFlags.UniqueESSymbol)) {
      return { is: "refused", what: "a unique symbol" };
    }
    if (type.isUnion()) {
      const variants = type.types.map((variant) => this.node(variant));
      return { is: "union", variants };
    }
    if (has(ts.TypeFlags.Literal)) {
      return { is: "literals", values: [literal(type)] };
    }
    // A member of an enum whose value is computed; a literal one was seen above.
    if (has(ts.TypeFlags.Enum)) {
      return { is: "number" };
    }
    if (has(ts.TypeFlags.TemplateLiteral | ts.TypeFlags.StringMapping)) {
      return { is: "pattern", text: `\`${pattern(type)}\`` };
    }
    // `NoInfer<T>` of an object.
    if (has(ts.TypeFlags.Substitution)) {
      return this.#made((type as ts.SubstitutionType).baseType);
    }
    if (type.isIntersection()) {
      return this.#intersection(type);
    }
    if (has(ts.TypeFlags.Object)) {
      return this.#object(type);
    }
    throw new Error(`not evaluated: ${this.checker.typeToString(type)}`);
  }

  /** A brand is what is left when an object is added to something that is more than its properties. */
  #intersection(type: ts.IntersectionType): Node {
    // Of objects whose discriminants contradict each other.
    if (this.checker.isTypeAssignableTo(type, this.checker.getNeverType())) {
      return { is: "never" };
    }
    const width = widthOf(type);
    if (width !== undefined) {
      return { is: "class", name: width, arguments: [] };
    }
    const specific = ts.TypeFlags.Literal | ts.TypeFlags.TemplateLiteral;
    const carriers = type.types.filter((part) => this.#isCarrier(part));
    const carrier =
      carriers.find((part) => (part.flags & specific) !== 0) ?? carriers[0];
    return carrier === undefined ? this.#object(type) : this.#made(carrier);
  }

  #isCarrier(part: ts.Type): boolean {
    const isObject = (part.flags & ts.TypeFlags.Object) !== 0;
    if (!isObject) {
      return (part.flags & ts.TypeFlags.NonPrimitive) === 0;
    }
    return this.#isList(part) || this.#library(part) !== undefined;
  }

  #isList(type: ts.Type): boolean {
    return this.checker.isArrayType(type) || this.checker.isTupleType(type);
  }

  #library(type: ts.Type): Library | undefined {
    return library(type, this.#program);
  }

  #object(type: ts.Type): Node {
    if (this.checker.isTupleType(type)) {
      return this.#tuple(type as ts.TupleTypeReference);
    }
    if (this.checker.isArrayType(type) || extendsArray(type, this.checker)) {
      const element = type.getNumberIndexType() ?? this.checker.getAnyType();
      return { is: "array", element: this.node(element) };
    }
    const known = this.#library(type);
    const primitive = known === undefined ? undefined : WRAPPED[known.name];
    if (primitive !== undefined) {
      return { is: primitive };
    }
    if (known !== undefined) {
      return this.#builtin(type, known);
    }
    const callable =
      type.getCallSignatures().length + type.getConstructSignatures().length;
    return callable > 0
      ? { is: "refused", what: "a function" }
      : properties(this, type);
  }

  #tuple(type: ts.TupleTypeReference): Node {
    const flags = type.target.elementFlags;
    const members = this.checker.getTypeArguments(type).map((member, at) => ({
      type: this.node(member),
      how: how(flags[at] ?? ts.ElementFlags.Required),
    }));
    return { is: "tuple", members };
  }

  #builtin(type: ts.Type, known: Library): Node {
    if (known.refused) {
      return { is: "refused", what: `\`${known.name}\`` };
    }
    const written = known.generic
      ? this.checker.getTypeArguments(type as ts.TypeReference)
      : [];
    const parts = written.map((argument) => this.node(argument));
    return { is: "class", name: known.name, arguments: parts };
  }
}

const SIMPLE: [ts.TypeFlags, Simple][] = [
  [ts.TypeFlags.Any, "dynamic"],
  [ts.TypeFlags.Unknown, "dynamic"],
  [ts.TypeFlags.NonPrimitive, "dynamic"],
  [ts.TypeFlags.String, "string"],
  [ts.TypeFlags.Number, "number"],
  [ts.TypeFlags.BigInt, "bigint"],
  [ts.TypeFlags.ESSymbol, "symbol"],
  [ts.TypeFlags.Boolean, "boolean"],
  [ts.TypeFlags.Undefined, "undefined"],
  [ts.TypeFlags.Null, "null"],
  [ts.TypeFlags.Void, "void"],
  [ts.TypeFlags.Never, "never"],
];

/** To knit these are the primitives that have them. */
const WRAPPED: Record<string, Simple> = {
  BigInt: "bigint",
  Boolean: "boolean",
  Number: "number",
  String: "string",
  Symbol: "symbol",
};

function how(flags: ts.ElementFlags): Member["how"] {
  if ((flags & ts.ElementFlags.Required) !== 0) {
    return "required";
  }
  return (flags & ts.ElementFlags.Optional) !== 0 ? "optional" : "rest";
}

/** `interface Numbers extends Array<number> {}` */
function extendsArray(type: ts.Type, checker: ts.TypeChecker): boolean {
  const target = (type as ts.TypeReference).target ?? type;
  const bases = target.isClassOrInterface() ? checker.getBaseTypes(target) : [];
  return bases.some(
    (base) => checker.isArrayType(base) || extendsArray(base, checker),
  );
}

/** `export type { f }` exports no function. */
function isTypeOnly(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some(
    (declaration) =>
      ts.isExportSpecifier(declaration) &&
      (declaration.isTypeOnly || declaration.parent.parent.isTypeOnly),
  );
}
