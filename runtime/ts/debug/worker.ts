// What a worker loads only if its pool is debugged. Packages hold it and what it needs as `debug.js`, so that other
// workers start without.

export { Watch } from "./watch.ts";
