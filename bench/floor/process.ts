import { closeSync } from "node:fs";

import { nativeModule } from "./native.ts";
import { floorBytes, floorWorker } from "./ring.ts";

const region = 3;
const buffer = nativeModule().openRegion(region, floorBytes);
closeSync(region);
floorWorker(buffer);
