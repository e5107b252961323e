export function fail(): void {
  failInside();
}

function failInside(): void {
  throw Object.assign(new RangeError("inside"), { detail: 1 });
}

export async function failLater(): Promise<void> {
  await null;
  throw new Error("later");
}

export function throwText(): void {
  throw "text";
}

export const never = (): Promise<void> => new Promise(() => {});
