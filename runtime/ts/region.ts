// One lane's region: where its rings and arenas lie, and the handshake that both ends make before
// the first call. The offsets come from `abi.ts`; nothing else computes them.

import {
  LANE_BYTES,
  LANE_FINGERPRINT_HIGH,
  LANE_FINGERPRINT_LOW,
  LANE_MAGIC,
  LANE_REQUEST_BYTES,
  LANE_RESPONSE_BYTES,
  LANE_SLOTS,
  LANE_VERSION,
  LAYOUT_VERSION,
  MAGIC,
  RING_SLOTS,
  SLOT_BYTES,
} from "./abi.ts";
import { Views } from "./cursor.ts";
import type { Disagreement } from "./errors.ts";

/** How many bytes the arenas of a lane get; multiples of `ARENA_ALIGN`. */
export interface ArenaSizes {
  readonly request: number;
  readonly response: number;
}

export interface Region {
  readonly buffer: ArrayBufferLike;
  readonly views: Views;
  /** Absolute offsets in bytes. */
  readonly submissions: number;
  readonly completions: number;
  readonly requests: Arena;
  readonly responses: Arena;
}

interface Arena {
  readonly start: number;
  readonly bytes: number;
}

const ringBytes = RING_SLOTS * SLOT_BYTES;
const arenas = LANE_BYTES + 2 * ringBytes;

/** Size of a region in bytes. */
export function regionBytes(sizes: ArenaSizes): number {
  return arenas + sizes.request + sizes.response;
}

/** Lays a region out over memory that `regionBytes(sizes)` was asked for. */
export function layRegion(buffer: ArrayBufferLike, sizes: ArenaSizes): Region {
  return {
    buffer,
    views: new Views(buffer),
    submissions: LANE_BYTES,
    completions: LANE_BYTES + ringBytes,
    requests: { start: arenas, bytes: sizes.request },
    responses: { start: arenas + sizes.request, bytes: sizes.response },
  };
}

/** The host's half of the handshake: writes what this side was built for into a fresh region. */
export function introduce(region: Region, fingerprint: string): void {
  const u32 = region.views.u32;
  u32[LANE_MAGIC >> 2] = MAGIC;
  u32[LANE_VERSION >> 2] = LAYOUT_VERSION;
  u32[LANE_FINGERPRINT_LOW >> 2] = low(fingerprint);
  u32[LANE_FINGERPRINT_HIGH >> 2] = high(fingerprint);
  u32[LANE_SLOTS >> 2] = RING_SLOTS;
  u32[LANE_REQUEST_BYTES >> 2] = region.requests.bytes;
  u32[LANE_RESPONSE_BYTES >> 2] = region.responses.bytes;
}

/** What the worker finds out about the region that it was given. */
export interface Meeting {
  /** Undefined where the two sides would not even find one another's messages. */
  readonly region?: Region;
  /** Why it cannot serve this host. */
  readonly refusal?: Disagreement | undefined;
}

/** The worker's half: lays out the region it was given, or says why it cannot. */
export function meet(buffer: ArrayBufferLike, fingerprint: string): Meeting {
  if (buffer.byteLength < arenas)
    return refuse("the region is too small to be one of knit's");
  const u32 = new Uint32Array(buffer, 0, LANE_BYTES >> 2);
  if (u32[LANE_MAGIC >> 2] !== MAGIC)
    return refuse("the region is not one of knit's");
  const version = u32[LANE_VERSION >> 2];
  if (version !== LAYOUT_VERSION || u32[LANE_SLOTS >> 2] !== RING_SLOTS) {
    const detail = `the host's @knit/runtime uses layout ${version}, the worker's uses ${LAYOUT_VERSION}: install one version for both`;
    const [host, worker] = [version, LAYOUT_VERSION].map(String);
    return { refusal: { detail, host, worker } };
  }
  const sizes = {
    request: u32[LANE_REQUEST_BYTES >> 2]!,
    response: u32[LANE_RESPONSE_BYTES >> 2]!,
  };
  if (regionBytes(sizes) > buffer.byteLength)
    return refuse("the region is smaller than its header says");
  const region = layRegion(buffer, sizes);
  return { region, refusal: disagreement(u32, fingerprint) };
}

function refuse(detail: string): Meeting {
  return { refusal: { detail } };
}

function disagreement(
  u32: Uint32Array,
  worker: string,
): Disagreement | undefined {
  const host =
    hex(u32[LANE_FINGERPRINT_HIGH >> 2]!) +
    hex(u32[LANE_FINGERPRINT_LOW >> 2]!);
  if (host === worker) return undefined;
  const detail = `pool.ts was generated for wire ${host}, worker.ts for wire ${worker}: run \`knit gen\` again and restart or rebuild both`;
  return { detail, host, worker };
}

function high(fingerprint: string): number {
  return Number.parseInt(fingerprint.slice(0, 8), 16);
}

function low(fingerprint: string): number {
  return Number.parseInt(fingerprint.slice(8), 16);
}

function hex(word: number): string {
  return word.toString(16).padStart(8, "0");
}
