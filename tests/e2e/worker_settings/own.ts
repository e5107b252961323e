// A worker's entry of the app's own.

Object.assign(globalThis, { ownSource: true });
await import("./tasks.knit/worker.ts");
