// What generated `worker.ts` files import. A change that breaks files generated earlier goes into a
// `v2`; this module keeps working.

export { startWorker } from "../worker.ts";
