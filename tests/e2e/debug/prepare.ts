export default function prepare(): void {
  Object.assign(globalThis, { prepared: 1, passing: "" });
}
