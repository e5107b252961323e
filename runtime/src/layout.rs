//! The bytes of a lane: one worker's region of shared memory, as both ends must see it.
//!
//! This file is the only place where the layout is written down. `runtime/ts/abi.ts` (constants for
//! TypeScript) and `runtime/src/abi_asserts.rs` (compile-time proofs) are generated from it; a test
//! holds them fresh. Everything in a region is untrusted: each side checks what it reads.
//!
//! ```text
//! 0        LaneHeader         5 pairs of cache lines, each with one writer in the hot path
//! 4736     submission ring    slots × Slot, written by the host
//! …        completion ring    slots × Slot, written by the worker
//! …        request arena      tails and large arguments, written by the host
//! …        response arena     the same for results, written by the worker
//! ```

/// `KNIT` in ASCII, little-endian: the first word of every region.
pub const MAGIC: u32 = 0x5449_4e4b;

/// Raised whenever the meaning of a byte in a region or a message changes.
pub const LAYOUT_VERSION: u32 = 1;

/// Slots of each ring. A power of two, so that a position becomes an index by masking.
pub const RING_SLOTS: u32 = 1024;

/// Bytes of a slot that hold a message too small for an arena.
pub const PAYLOAD_BYTES: u32 = 104;

/// Arena blocks start at multiples of this many bytes, one cache line.
pub const ARENA_ALIGN: u32 = 64;

/// Added to `Slot::kind` when the message stands in the slot itself.
pub const IN_SLOT: u32 = 0x8000_0000;

/// Added by the host to `Slot::kind` of a call that it has given up: the worker answers and does not
/// run it, if it has not done so yet.
pub const CANCELLED: u32 = 0x4000_0000;

/// `Slot::kind` of a message that is no call: the host has given up the call of that id, which may
/// be running; the message is one dynamic cell, the reason.
pub const ABORT: u32 = 0x2000_0000;

/// Added by the host to `Slot::kind` of a call whose run is to be timed.
pub const TIMED: u32 = 0x1000_0000;

/// `Slot::kind` of a message that is no call: the first of its lane, one dynamic cell, which says what
/// the worker is to do before it loads its tasks and before it ends.
pub const HOOKS: u32 = 0x0800_0000;

/// Words of the table of aborted calls. A power of two, so that a call's id becomes an index by masking.
pub const ABORT_WORDS: u32 = 1024;

/// The bits of `Slot::kind` of a completion that are its status. Those from [`TOOK_SHIFT`] on, up to [`CANCELLED`],
/// say how long the task of a call that was [`TIMED`] ran, see `took.ts`; else they are 0.
pub const STATUS_MASK: u32 = 0xff;

/// See [`STATUS_MASK`].
pub const TOOK_SHIFT: u32 = 8;

/// Status of a completion: the task returned.
pub const STATUS_RETURNED: u32 = 0;

/// Status of a completion: the task threw; the message is one dynamic cell.
pub const STATUS_THREW: u32 = 1;

/// Status of a completion: the worker has booted; `call` is 0.
pub const STATUS_READY: u32 = 2;

/// Status of a completion: the call was cancelled before it had started.
pub const STATUS_CANCELLED: u32 = 3;

/// The first bytes of a region. The host fills in line 0 before the worker starts. What is written
/// often stands 128 bytes from everything else, as processors fetch cache lines in pairs.
#[repr(C)]
pub struct LaneHeader {
    /// [`MAGIC`].
    pub magic: u32,
    /// [`LAYOUT_VERSION`] of the host.
    pub version: u32,
    /// Low half of the schema fingerprint the host was generated from.
    pub fingerprint_low: u32,
    /// High half of it.
    pub fingerprint_high: u32,
    /// [`RING_SLOTS`] of the host.
    pub slots: u32,
    /// Bytes of the request arena, a multiple of [`ARENA_ALIGN`].
    pub request_bytes: u32,
    /// Bytes of the response arena, a multiple of [`ARENA_ALIGN`].
    pub response_bytes: u32,
    pub reserved: [u32; 25],

    /// 1 while the host waits in its event loop; the worker swaps it to 0 and rings.
    pub host_parked: u32,
    /// 1 while the host has messages that wait for room in the request arena or the submission ring.
    pub host_wants_room: u32,
    pub reserved_host: [u32; 30],

    /// 1 while the worker waits in its event loop; the host swaps it to 0 and rings.
    pub worker_parked: u32,
    /// 1 while the worker has results that wait for room.
    pub worker_wants_room: u32,
    pub reserved_worker: [u32; 30],

    /// Written by the host: how many completions it has taken; their slots and arena blocks are the
    /// worker's again.
    pub completions_taken: u32,
    pub reserved_taken: [u32; 31],

    /// Written by the worker: how many calls it has started, told before each one runs. Calls start
    /// in the order of their positions: one is `submitted` at or above this position, `started` below
    /// it, `done` once completed. Not ordered with the arguments' bytes: for that there is the next.
    pub calls_started: u32,
    /// How many requests the worker has read, told after each batch of calls and after long
    /// arguments: their slots and arena blocks are the host's again.
    pub requests_read: u32,
    /// How many calls the worker has timed as samples: with the next, what the host goes by when it spreads
    /// calls. Not ordered with anything.
    pub calls_sampled: u32,
    /// How long those took in all, in microseconds; one that goes on after its task has returned counts for a second.
    pub microseconds_sampled: u32,
    pub reserved_started: [u32; 28],

    /// Written by the host: the ids of running calls that it has given up, each at its id modulo
    /// [`ABORT_WORDS`], for tasks that ask while they keep the worker's thread.
    pub aborted: [u32; ABORT_WORDS as usize],
}

/// One place in a ring: two cache lines, of which a small message touches only the first.
#[repr(C, align(128))]
pub struct Slot {
    /// Position of the message in its ring plus one, in the low 32 bits: published last, it says that
    /// the message is there to be taken.
    pub turn: u32,
    /// The call this belongs to, chosen by the host, returned by the worker.
    pub call: u32,
    /// Submission: the task's id, [`TIMED`] or not. Completion: a `STATUS_` value and how long the task ran. With
    /// [`IN_SLOT`] or without.
    pub kind: u32,
    /// Bytes of the message, unless it is in the slot: then it is as long as its fixed part.
    pub size: u32,
    /// Where the message is, in bytes from the start of its arena, unless it is in the slot.
    pub offset: u32,
    pub reserved: u32,
    /// The message, when it fits.
    pub payload: [u8; PAYLOAD_BYTES as usize],
}
