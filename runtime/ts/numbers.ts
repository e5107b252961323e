// Types of numbers that take less room than a double. To TypeScript each is a number or bigint with a
// mark that is never there: any number may be given for one, and none for one that is too narrow for it.
// knit reads this file as well.

declare const width: unique symbol;

/** An integer from -128 to 127, in one byte. */
export type i8 = number & { readonly [width]?: "i8" };

/** An integer from 0 to 255, in one byte. */
export type u8 = number & { readonly [width]?: "u8" };

/** An integer from -32,768 to 32,767, in two bytes. */
export type i16 = number & { readonly [width]?: "i8" | "u8" | "i16" };

/** An integer from 0 to 65,535, in two bytes. */
export type u16 = number & { readonly [width]?: "u8" | "u16" };

/** An integer from -2,147,483,648 to 2,147,483,647, in four bytes. */
export type i32 = number & {
  readonly [width]?: "i8" | "u8" | "i16" | "u16" | "i32";
};

/** An integer from 0 to 4,294,967,295, in four bytes. */
export type u32 = number & { readonly [width]?: "u8" | "u16" | "u32" };

/** A number that arrives rounded to single precision, in four bytes. */
export type f32 = number & {
  readonly [width]?: "i8" | "u8" | "i16" | "u16" | "f32";
};

/** Any number, in eight bytes. */
export type f64 = number;

/** A bigint from -2⁶³ to 2⁶³ - 1, in eight bytes. */
export type i64 = bigint & { readonly [width]?: "i64" };

/** A bigint from 0 to 2⁶⁴ - 1, in eight bytes. */
export type u64 = bigint & { readonly [width]?: "u64" };
