// A lane whose worker could not start.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Lane } from "../../runtime/ts/lane.ts";
import { layRegion, regionBytes } from "../../runtime/ts/region.ts";
import { Responder } from "../../runtime/ts/responder.ts";

const arena = 64 * 1024;
const limits = { initial: arena, longest: arena };
const sizes = { request: arena, response: arena };

test("a worker that cannot be used is ended once", () => {
  const memory = new SharedArrayBuffer(regionBytes(sizes));
  const region = layRegion(memory, sizes);
  const lane = new Lane(region, [], limits, 0);
  let closed = 0;
  lane.peer = {
    ring() {},
    listen() {},
    close() {
      closed += 1;
      return Promise.resolve();
    },
  };
  const worker = new Responder(region, limits, () => {});
  worker.threw(0, new RangeError("no such luck"), 0);
  for (let times = 0; times < 3; times += 1) lane.drain();
  assert.equal(closed, 1);
  assert.equal(lane.broken?.message, "no such luck");
});
