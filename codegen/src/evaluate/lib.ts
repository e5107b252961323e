type Partial<T> = { [P in keyof T]?: T[P] };
type Required<T> = { [P in keyof T]-?: T[P] };
type Readonly<T> = { readonly [P in keyof T]: T[P] };
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Record<K extends keyof any, T> = { [P in K]: T };
type Exclude<T, U> = T extends U ? never : T;
type Extract<T, U> = T extends U ? T : never;
type Omit<T, K extends keyof any> = Pick<T, Exclude<keyof T, K>>;
type NonNullable<T> = T & {};
type Parameters<T> = T extends (...args: infer P) => any ? P : never;
type ConstructorParameters<T> = T extends abstract new (...args: infer P) => any ? P : never;
type ReturnType<T> = T extends (...args: any) => infer R ? R : any;
type InstanceType<T> = T extends abstract new (...args: any) => infer R ? R : any;
type ThisParameterType<T> = T extends (this: infer U, ...args: never) => any ? U : unknown;
type OmitThisParameter<T> = unknown extends ThisParameterType<T>
  ? T
  : T extends (...args: infer A) => infer R
    ? (...args: A) => R
    : T;
type NoInfer<T> = T;
type ThisType<T> = {};
type Awaited<T> = T extends null | undefined
  ? T
  : T extends PromiseLike<infer V>
    ? Awaited<V>
    : T extends object & { then(onfulfilled: infer F, ...args: infer _): any }
      ? F extends (value: infer V, ...args: infer _) => any
        ? Awaited<V>
        : never
      : T;

interface PropertyDescriptor {
  configurable?: boolean;
  enumerable?: boolean;
  value?: any;
  writable?: boolean;
}
interface String {
  readonly length: number;
  charAt(pos: number): string;
  charCodeAt(index: number): number;
  codePointAt(pos: number): number | undefined;
  at(index: number): string | undefined;
  concat(...strings: string[]): string;
  indexOf(searchString: string, position?: number): number;
  lastIndexOf(searchString: string, position?: number): number;
  includes(searchString: string, position?: number): boolean;
  startsWith(searchString: string, position?: number): boolean;
  endsWith(searchString: string, position?: number): boolean;
  localeCompare(that: string): number;
  match(regexp: string | RegExp): RegExpMatchArray | null;
  normalize(form?: string): string;
  padStart(maxLength: number, fillString?: string): string;
  padEnd(maxLength: number, fillString?: string): string;
  repeat(count: number): string;
  replace(searchValue: string | RegExp, replaceValue: any): string;
  replaceAll(searchValue: string | RegExp, replaceValue: any): string;
  search(regexp: string | RegExp): number;
  slice(start?: number, end?: number): string;
  split(separator: string | RegExp, limit?: number): string[];
  substring(start: number, end?: number): string;
  substr(from: number, length?: number): string;
  toLowerCase(): string;
  toLocaleLowerCase(): string;
  toUpperCase(): string;
  toLocaleUpperCase(): string;
  trim(): string;
  trimStart(): string;
  trimEnd(): string;
  toString(): string;
  valueOf(): string;
  readonly [index: number]: string;
}
interface Number {
  toString(radix?: number): string;
  toFixed(fractionDigits?: number): string;
  toExponential(fractionDigits?: number): string;
  toPrecision(precision?: number): string;
  toLocaleString(): string;
  valueOf(): number;
}
interface Boolean {
  valueOf(): boolean;
}
interface BigInt {
  toString(radix?: number): string;
  toLocaleString(): string;
  valueOf(): bigint;
}
interface Symbol {
  readonly description: string | undefined;
  toString(): string;
  valueOf(): symbol;
}
interface Function {
  apply(thisArg: any, argArray?: any): any;
  call(thisArg: any, ...argArray: any[]): any;
  bind(thisArg: any, ...argArray: any[]): any;
  toString(): string;
  readonly length: number;
  readonly name: string;
  prototype: any;
}
interface ReadonlyArray<T> {
  readonly length: number;
  at(index: number): T | undefined;
  concat(...items: (T | ConcatArray<T>)[]): T[];
  entries(): IterableIterator<[number, T]>;
  every(predicate: (value: T, index: number) => unknown): boolean;
  filter<S extends T>(predicate: (value: T, index: number, array: readonly T[]) => value is S): S[];
  filter(predicate: (value: T, index: number, array: readonly T[]) => unknown): T[];
  find<S extends T>(predicate: (value: T, index: number) => value is S): S | undefined;
  find(predicate: (value: T, index: number) => unknown): T | undefined;
  findIndex(predicate: (value: T, index: number) => unknown): number;
  findLast<S extends T>(predicate: (value: T, index: number) => value is S): S | undefined;
  findLast(predicate: (value: T, index: number) => unknown): T | undefined;
  findLastIndex(predicate: (value: T, index: number) => unknown): number;
  flat(): (T extends readonly (infer I)[] ? I : T)[];
  flat(depth: number): any[];
  flatMap<U>(callback: (value: T, index: number, array: T[]) => U | readonly U[]): U[];
  forEach(callback: (value: T, index: number) => void): void;
  includes(searchElement: T, fromIndex?: number): boolean;
  indexOf(searchElement: T, fromIndex?: number): number;
  join(separator?: string): string;
  keys(): IterableIterator<number>;
  lastIndexOf(searchElement: T, fromIndex?: number): number;
  map<U>(callback: (value: T, index: number, array: readonly T[]) => U): U[];
  reduce(callback: (previous: T, value: T, index: number) => T): T;
  reduce(callback: (previous: T, value: T, index: number) => T, initialValue: T): T;
  reduce<U>(callback: (previous: U, value: T, index: number) => U, initialValue: U): U;
  reduceRight(callback: (previous: T, value: T, index: number) => T): T;
  reduceRight(callback: (previous: T, value: T, index: number) => T, initialValue: T): T;
  reduceRight<U>(callback: (previous: U, value: T, index: number) => U, initialValue: U): U;
  slice(start?: number, end?: number): T[];
  some(predicate: (value: T, index: number) => unknown): boolean;
  toLocaleString(): string;
  toReversed(): T[];
  toSorted(compare?: (a: T, b: T) => number): T[];
  toSpliced(start: number, deleteCount?: number): T[];
  toString(): string;
  values(): IterableIterator<T>;
  with(index: number, value: T): T[];
  readonly [index: number]: T;
}
interface Array<T> {
  length: number;
  at(index: number): T | undefined;
  concat(...items: (T | ConcatArray<T>)[]): T[];
  copyWithin(target: number, start: number, end?: number): this;
  entries(): IterableIterator<[number, T]>;
  every(predicate: (value: T, index: number) => unknown): boolean;
  fill(value: T, start?: number, end?: number): this;
  filter<S extends T>(predicate: (value: T, index: number, array: readonly T[]) => value is S): S[];
  filter(predicate: (value: T, index: number, array: readonly T[]) => unknown): T[];
  find<S extends T>(predicate: (value: T, index: number) => value is S): S | undefined;
  find(predicate: (value: T, index: number) => unknown): T | undefined;
  findIndex(predicate: (value: T, index: number) => unknown): number;
  findLast<S extends T>(predicate: (value: T, index: number) => value is S): S | undefined;
  findLast(predicate: (value: T, index: number) => unknown): T | undefined;
  findLastIndex(predicate: (value: T, index: number) => unknown): number;
  flat(): (T extends readonly (infer I)[] ? I : T)[];
  flat(depth: number): any[];
  flatMap<U>(callback: (value: T, index: number, array: T[]) => U | readonly U[]): U[];
  forEach(callback: (value: T, index: number) => void): void;
  includes(searchElement: T, fromIndex?: number): boolean;
  indexOf(searchElement: T, fromIndex?: number): number;
  join(separator?: string): string;
  keys(): IterableIterator<number>;
  lastIndexOf(searchElement: T, fromIndex?: number): number;
  map<U>(callback: (value: T, index: number, array: readonly T[]) => U): U[];
  pop(): T | undefined;
  push(...items: T[]): number;
  reduce(callback: (previous: T, value: T, index: number) => T): T;
  reduce(callback: (previous: T, value: T, index: number) => T, initialValue: T): T;
  reduce<U>(callback: (previous: U, value: T, index: number) => U, initialValue: U): U;
  reduceRight(callback: (previous: T, value: T, index: number) => T): T;
  reduceRight(callback: (previous: T, value: T, index: number) => T, initialValue: T): T;
  reduceRight<U>(callback: (previous: U, value: T, index: number) => U, initialValue: U): U;
  reverse(): T[];
  shift(): T | undefined;
  slice(start?: number, end?: number): T[];
  some(predicate: (value: T, index: number) => unknown): boolean;
  sort(compare?: (a: T, b: T) => number): this;
  splice(start: number, deleteCount?: number, ...items: T[]): T[];
  toLocaleString(): string;
  toReversed(): T[];
  toSorted(compare?: (a: T, b: T) => number): T[];
  toSpliced(start: number, deleteCount?: number): T[];
  toString(): string;
  unshift(...items: T[]): number;
  values(): IterableIterator<T>;
  with(index: number, value: T): T[];
  [index: number]: T;
}
interface ConcatArray<T> {
  readonly length: number;
  readonly [index: number]: T;
  join(separator?: string): string;
  slice(start?: number, end?: number): T[];
}
interface Error {
  name: string;
  message: string;
  stack?: string;
  cause?: unknown;
}
interface AggregateError extends Error {
  errors: any[];
}
interface Date {
  getDate(): number;
  getDay(): number;
  getFullYear(): number;
  getHours(): number;
  getMilliseconds(): number;
  getMinutes(): number;
  getMonth(): number;
  getSeconds(): number;
  getTime(): number;
  getTimezoneOffset(): number;
  toDateString(): string;
  toISOString(): string;
  toJSON(): string;
  toLocaleDateString(): string;
  toLocaleString(): string;
  toLocaleTimeString(): string;
  toString(): string;
  toTimeString(): string;
  toUTCString(): string;
  valueOf(): number;
}
interface RegExp {
  readonly source: string;
  readonly flags: string;
  readonly global: boolean;
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  lastIndex: number;
  test(string: string): boolean;
  exec(string: string): RegExpExecArray | null;
}
interface URL {
  hash: string;
  host: string;
  hostname: string;
  href: string;
  readonly origin: string;
  password: string;
  pathname: string;
  port: string;
  protocol: string;
  search: string;
  username: string;
  toString(): string;
  toJSON(): string;
}
interface ReadonlyMap<K, V> {
  forEach(callback: (value: V, key: K) => void): void;
  get(key: K): V | undefined;
  has(key: K): boolean;
  readonly size: number;
  entries(): IterableIterator<[K, V]>;
  keys(): IterableIterator<K>;
  values(): IterableIterator<V>;
}
interface Map<K, V> {
  clear(): void;
  delete(key: K): boolean;
  forEach(callback: (value: V, key: K) => void): void;
  get(key: K): V | undefined;
  has(key: K): boolean;
  set(key: K, value: V): this;
  readonly size: number;
  entries(): IterableIterator<[K, V]>;
  keys(): IterableIterator<K>;
  values(): IterableIterator<V>;
}
interface ReadonlySet<T> {
  forEach(callback: (value: T) => void): void;
  has(value: T): boolean;
  readonly size: number;
  entries(): IterableIterator<[T, T]>;
  keys(): IterableIterator<T>;
  values(): IterableIterator<T>;
}
interface Set<T> {
  add(value: T): this;
  clear(): void;
  delete(value: T): boolean;
  forEach(callback: (value: T) => void): void;
  has(value: T): boolean;
  readonly size: number;
  entries(): IterableIterator<[T, T]>;
  keys(): IterableIterator<T>;
  values(): IterableIterator<T>;
}
interface PromiseLike<T> {
  then(onfulfilled?: ((value: T) => any) | null, onrejected?: any): PromiseLike<any>;
}
interface Promise<T> {
  then(onfulfilled?: ((value: T) => any) | null, onrejected?: any): Promise<any>;
  catch(onrejected?: any): Promise<any>;
  finally(onfinally?: any): Promise<T>;
}
interface ArrayBuffer {
  readonly byteLength: number;
  slice(begin?: number, end?: number): ArrayBuffer;
}
interface DataView {
  readonly buffer: ArrayBuffer;
  readonly byteLength: number;
  readonly byteOffset: number;
}
interface Uint8Array {
  readonly buffer: ArrayBuffer;
  readonly byteLength: number;
  readonly byteOffset: number;
  readonly length: number;
  readonly BYTES_PER_ELEMENT: number;
  slice(start?: number, end?: number): Uint8Array;
  subarray(begin?: number, end?: number): Uint8Array;
  [index: number]: number;
}
interface Math {
  readonly E: number;
  readonly PI: number;
  abs(x: number): number;
  acos(x: number): number;
  asin(x: number): number;
  atan(x: number): number;
  atan2(y: number, x: number): number;
  cbrt(x: number): number;
  ceil(x: number): number;
  clz32(x: number): number;
  cos(x: number): number;
  exp(x: number): number;
  floor(x: number): number;
  fround(x: number): number;
  hypot(...values: number[]): number;
  imul(x: number, y: number): number;
  log(x: number): number;
  log10(x: number): number;
  log2(x: number): number;
  max(...values: number[]): number;
  min(...values: number[]): number;
  pow(x: number, y: number): number;
  random(): number;
  round(x: number): number;
  sign(x: number): number;
  sin(x: number): number;
  sqrt(x: number): number;
  tan(x: number): number;
  trunc(x: number): number;
}
interface JSON {
  stringify(value: any, replacer?: any, space?: any): string;
  parse(text: string): any;
}
interface DateConstructor {
  new (value?: any, ...parts: number[]): Date;
  now(): number;
  parse(text: string): number;
  UTC(year: number): number;
}
interface NumberConstructor {
  (value?: any): number;
  readonly MAX_SAFE_INTEGER: number;
  readonly MIN_SAFE_INTEGER: number;
  readonly MAX_VALUE: number;
  readonly MIN_VALUE: number;
  readonly EPSILON: number;
  isFinite(value: unknown): boolean;
  isInteger(value: unknown): boolean;
  isNaN(value: unknown): boolean;
  isSafeInteger(value: unknown): boolean;
  parseFloat(text: string): number;
  parseInt(text: string, radix?: number): number;
}
interface StringConstructor {
  (value?: any): string;
  fromCharCode(...codes: number[]): string;
  fromCodePoint(...codes: number[]): string;
}
interface BooleanConstructor {
  (value?: any): boolean;
}
interface BigIntConstructor {
  (value: any): bigint;
}
interface ArrayConstructor {
  new <T>(...items: T[]): T[];
  <T>(...items: T[]): T[];
  isArray(value: any): boolean;
  from<T>(items: ArrayLike<T>): T[];
  from<T>(items: Iterable<T> | ArrayLike<T>): T[];
  from<T, U>(items: Iterable<T> | ArrayLike<T>, map: (value: T, index: number) => U): U[];
  of<T>(...items: T[]): T[];
}
interface ObjectConstructor {
  keys(value: {}): string[];
  values<T>(value: { [key: string]: T } | ArrayLike<T>): T[];
  values(value: {}): any[];
  entries<T>(value: { [key: string]: T } | ArrayLike<T>): [string, T][];
  entries(value: {}): [string, any][];
  fromEntries<T = any>(entries: Iterable<readonly [PropertyKey, T]>): { [key: string]: T };
  assign<T extends {}, U>(target: T, source: U): T & U;
  assign<T extends {}, U, V>(target: T, source: U, other: V): T & U & V;
  freeze<
    U extends string | bigint | number | boolean | symbol,
    T extends { [key: string]: U | null | undefined | object },
  >(
    value: T,
  ): Readonly<T>;
  freeze<T>(value: T): Readonly<T>;
  is(one: any, other: any): boolean;
  hasOwn(value: object, key: PropertyKey): boolean;
  groupBy<K extends PropertyKey, T>(
    items: Iterable<T>,
    key: (item: T, index: number) => K,
  ): Partial<Record<K, T[]>>;
}
interface PromiseConstructor {
  all<T extends readonly unknown[] | []>(
    values: T,
  ): Promise<{ -readonly [P in keyof T]: Awaited<T[P]> }>;
  resolve(): Promise<void>;
  resolve<T>(value: T): Promise<Awaited<T>>;
  reject<T = never>(reason?: any): Promise<T>;
}
interface MapConstructor {
  new (): Map<any, any>;
  new <K, V>(entries?: readonly (readonly [K, V])[] | null): Map<K, V>;
  new <K, V>(entries?: Iterable<readonly [K, V]> | null): Map<K, V>;
}
interface SetConstructor {
  new <T = any>(values?: readonly T[] | null): Set<T>;
  new <T>(values?: Iterable<T> | null): Set<T>;
}
interface ErrorConstructor<E> {
  new (message?: string, options?: { cause?: unknown }): E;
  (message?: string, options?: { cause?: unknown }): E;
}
interface RegExpConstructor {
  new (pattern: RegExp | string, flags?: string): RegExp;
  (pattern: RegExp | string, flags?: string): RegExp;
}
interface URLConstructor {
  new (url: string | URL, base?: string | URL): URL;
  canParse(url: string | URL, base?: string | URL): boolean;
}
interface ArrayBufferConstructor {
  new (size: number): ArrayBuffer;
  isView(value: any): boolean;
}
interface TypedArrayConstructor<A, N = number> {
  new (source?: any, offset?: number, length?: number): A;
  of(...values: N[]): A;
  from(values: any, map?: any): A;
  readonly BYTES_PER_ELEMENT: number;
}
declare const Math: Math;
declare const JSON: JSON;
declare const Date: DateConstructor;
declare const Number: NumberConstructor;
declare const String: StringConstructor;
declare const Boolean: BooleanConstructor;
declare const BigInt: BigIntConstructor;
declare const Array: ArrayConstructor;
declare const Object: ObjectConstructor;
declare const Promise: PromiseConstructor;
declare const Map: MapConstructor;
declare const Set: SetConstructor;
declare const Error: ErrorConstructor<Error>;
declare const EvalError: ErrorConstructor<EvalError>;
declare const RangeError: ErrorConstructor<RangeError>;
declare const ReferenceError: ErrorConstructor<ReferenceError>;
declare const SyntaxError: ErrorConstructor<SyntaxError>;
declare const TypeError: ErrorConstructor<TypeError>;
declare const URIError: ErrorConstructor<URIError>;
declare const RegExp: RegExpConstructor;
declare const URL: URLConstructor;
declare const ArrayBuffer: ArrayBufferConstructor;
declare const Int8Array: TypedArrayConstructor<Int8Array>;
declare const Uint8Array: TypedArrayConstructor<Uint8Array>;
declare const Uint8ClampedArray: TypedArrayConstructor<Uint8ClampedArray>;
declare const Int16Array: TypedArrayConstructor<Int16Array>;
declare const Uint16Array: TypedArrayConstructor<Uint16Array>;
declare const Int32Array: TypedArrayConstructor<Int32Array>;
declare const Uint32Array: TypedArrayConstructor<Uint32Array>;
declare const Float16Array: TypedArrayConstructor<Float16Array>;
declare const Float32Array: TypedArrayConstructor<Float32Array>;
declare const Float64Array: TypedArrayConstructor<Float64Array>;
declare const BigInt64Array: TypedArrayConstructor<BigInt64Array, bigint>;
declare const BigUint64Array: TypedArrayConstructor<BigUint64Array, bigint>;
declare const NaN: number;
declare const Infinity: number;
declare function parseInt(text: string, radix?: number): number;
declare function parseFloat(text: string): number;
declare function isNaN(value: number): boolean;
declare function isFinite(value: number): boolean;
declare function encodeURIComponent(value: any): string;
declare function decodeURIComponent(text: string): string;
declare function encodeURI(text: string): string;
declare function decodeURI(text: string): string;
declare function btoa(text: string): string;
declare function atob(text: string): string;
declare function structuredClone<T = any>(value: T): T;
