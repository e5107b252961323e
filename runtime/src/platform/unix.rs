//! What Linux and macOS have in common: mappings, descriptors, sockets and pipes.

use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, IntoRawFd, OwnedFd};

use memmap2::{MmapOptions, MmapRaw};

use crate::Descriptor;
use crate::error::OpenError;

pub(crate) struct Mapping(MmapRaw);

impl Mapping {
    pub(crate) fn new(memory: &impl AsFd, size: usize) -> io::Result<Self> {
        let descriptor = memory.as_fd().as_raw_fd();
        MmapOptions::new().len(size).map_raw(descriptor).map(Self)
    }

    pub(crate) fn pointer(&self) -> *mut u8 {
        self.0.as_mut_ptr()
    }
}

pub(crate) fn into_descriptor(memory: OwnedFd) -> Descriptor {
    memory.into_raw_fd()
}

pub(crate) fn close(descriptor: Descriptor) -> io::Result<()> {
    // SAFETY: a system call without pointers; a wrong number is an error.
    done(unsafe { libc::close(descriptor) }).map(drop)
}

/// The descriptor and what the system says about it, if it is open at all.
pub(crate) fn inspect<'a>(
    descriptor: Descriptor,
) -> Result<(BorrowedFd<'a>, libc::stat), OpenError> {
    // SAFETY: all zero is a valid `stat`.
    let mut status: libc::stat = unsafe { std::mem::zeroed() };
    // SAFETY: `status` outlives the call; a wrong number is an error.
    if unsafe { libc::fstat(descriptor, &mut status) } != 0 {
        return Err(OpenError::NotMemory);
    }
    // SAFETY: open, as `fstat` has just shown. The caller maps it at once; should another thread close
    // it meanwhile, mapping fails or maps what the number means by then.
    Ok((unsafe { BorrowedFd::borrow_raw(descriptor) }, status))
}

pub(crate) fn ring(descriptor: Descriptor) -> io::Result<bool> {
    match heard(send(descriptor)) {
        Err(error) if error.raw_os_error() == Some(libc::ENOTSOCK) => ring_pipe(descriptor),
        result => result,
    }
}

fn send(descriptor: Descriptor) -> io::Result<isize> {
    let byte = [1_u8];
    let flags = libc::MSG_NOSIGNAL | libc::MSG_DONTWAIT;
    // SAFETY: `byte` outlives the call.
    done(unsafe { libc::send(descriptor, byte.as_ptr().cast(), 1, flags) })
}

/// A pipe may be in blocking mode and has no flag against that: it is asked for room first. Its
/// SIGPIPE is ignored in Node.js, Deno, Bun and every Rust program.
fn ring_pipe(descriptor: Descriptor) -> io::Result<bool> {
    let mut room = libc::pollfd {
        fd: descriptor,
        events: libc::POLLOUT,
        revents: 0,
    };
    // SAFETY: one entry, which outlives the call.
    if done(unsafe { libc::poll(&mut room, 1, 0) } as isize)? == 0 {
        return Ok(true);
    }
    let byte = [1_u8];
    // SAFETY: `byte` outlives the call.
    heard(done(unsafe {
        libc::write(descriptor, byte.as_ptr().cast(), 1)
    }))
}

fn heard(sent: io::Result<isize>) -> io::Result<bool> {
    match sent {
        Ok(_) => Ok(true),
        Err(error) => match error.raw_os_error() {
            Some(libc::EAGAIN | libc::ENOBUFS | libc::EINTR) => Ok(true),
            Some(libc::EPIPE | libc::ECONNRESET | libc::ENOTCONN) => Ok(false),
            _ => Err(error),
        },
    }
}

/// The result of a system call, or the error that it left behind.
pub(crate) fn done<T: PartialOrd + From<i8>>(result: T) -> io::Result<T> {
    if result < T::from(0) {
        return Err(io::Error::last_os_error());
    }
    Ok(result)
}
