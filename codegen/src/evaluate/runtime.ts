// What `@knit/runtime` exports, as far as the types of a task module can depend on it. Read where the package
// itself cannot be found: it may be linked only after the first `knit gen`.

export interface AbortContext {
  hasAborted(): boolean;
  now(): number;
  readonly signal: { readonly aborted: boolean; readonly reason: any };
  throwIfAborted(): void;
}

export type Task<F, Late = never> = F;

export const isMain: boolean;
