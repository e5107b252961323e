import { workerData } from "node:worker_threads";

import { floorWorker } from "./ring.ts";

floorWorker(workerData as SharedArrayBuffer);
