//! The systems, behind one interface. Each file below provides the same items:
//!
//! ```text
//! Mapping { new(&memory, size), pointer() }            a view of memory, ended by drop
//! create_memory(size) -> memory                        nameless, zeroed, of a fixed size
//! check_memory(descriptor, size) -> borrowed memory    what another process hands over
//! into_descriptor(memory), close(descriptor)
//! wait(region, word, offset, expected, timeout), wake(region, word, offset, count)
//! ring(descriptor)
//! die_with_parent(pid)
//! ```

#[cfg(any(target_os = "linux", target_os = "android"))]
mod linux;
#[cfg(target_vendor = "apple")]
mod macos;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(any(target_os = "linux", target_os = "android"))]
pub(crate) use linux::{check_memory, create_memory, die_with_parent, wait, wake};
#[cfg(target_vendor = "apple")]
pub(crate) use macos::{check_memory, create_memory, die_with_parent, wait, wake};
#[cfg(unix)]
pub(crate) use unix::{Mapping, close, into_descriptor, ring};
#[cfg(windows)]
pub(crate) use windows::{
    Mapping, check_memory, close, create_memory, die_with_parent, into_descriptor, ring, wait, wake,
};
