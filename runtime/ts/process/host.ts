import type { WorkerMemory } from "../peer.ts";
export function processMemory(bytes: number): WorkerMemory { throw new Error("no processes yet " + bytes); }
