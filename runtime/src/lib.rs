//! What JavaScript cannot do for a pool of processes: map memory between them, wait and wake on a
//! word of it, ring each other's event loop, and go when the parent goes.
//!
//! Owns the system calls and the checks around them; knows nothing about calls, rings or JavaScript.
//! Whatever comes from another process, a descriptor or a byte, is untrusted here.

mod abi_asserts;
pub mod bell;
pub mod error;
pub mod layout;
pub mod peer;
mod platform;
pub mod region;
pub mod wait;

/// A file descriptor, or on Windows a handle: of those only 32 bits are significant, on any Windows.
pub type Descriptor = i32;
