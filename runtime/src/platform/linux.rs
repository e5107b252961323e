//! Linux: sealed memfds, futexes, the parent-death signal.
//!
//! The newer calls are made by number, so that the module needs no C library younger than 2.17.

use std::io;
use std::os::fd::{BorrowedFd, FromRawFd, OwnedFd};
use std::ptr;
use std::sync::atomic::AtomicU32;
use std::time::Duration;

use super::unix::{done, inspect};
use crate::Descriptor;
use crate::error::{OpenError, WaitError};
use crate::region::Region;

/// With these nobody can take memory away under a mapping, which would be SIGBUS for its readers.
const SEALS: libc::c_int = libc::F_SEAL_SHRINK | libc::F_SEAL_GROW | libc::F_SEAL_SEAL;

pub(crate) fn create_memory(size: usize) -> io::Result<OwnedFd> {
    let flags = libc::MFD_CLOEXEC | libc::MFD_ALLOW_SEALING;
    // Some systems demand that memory be declared not executable; kernels before 6.3 do not know how.
    let memory = memfd(flags | libc::MFD_NOEXEC_SEAL).or_else(|_| memfd(flags))?;
    let memory = std::fs::File::from(memory);
    memory.set_len(size as u64)?;
    let memory = OwnedFd::from(memory);
    // SAFETY: a system call without pointers on a descriptor that lives.
    done(unsafe { libc::fcntl(raw(&memory), libc::F_ADD_SEALS, SEALS) })?;
    Ok(memory)
}

fn memfd(flags: libc::c_uint) -> io::Result<OwnedFd> {
    // SAFETY: the name is a C string, of which the kernel keeps a copy.
    let memory = done(unsafe { libc::syscall(libc::SYS_memfd_create, c"knit".as_ptr(), flags) })?;
    // SAFETY: just made, so nobody else owns it.
    Ok(unsafe { OwnedFd::from_raw_fd(memory as Descriptor) })
}

pub(crate) fn check_memory<'a>(
    descriptor: Descriptor,
    size: usize,
) -> Result<BorrowedFd<'a>, OpenError> {
    let (memory, status) = inspect(descriptor)?;
    // SAFETY: a system call without pointers. Only memfds and the like have seals.
    let Ok(seals) = done(unsafe { libc::fcntl(descriptor, libc::F_GET_SEALS) }) else {
        return Err(OpenError::NotMemory);
    };
    // Seals first: what has none could have another size right after it was asked.
    if seals & libc::F_SEAL_SHRINK == 0 {
        return Err(OpenError::NotSealed);
    }
    let found = status.st_size as u64;
    if found != size as u64 {
        return Err(OpenError::WrongSize {
            expected: size,
            found,
        });
    }
    Ok(memory)
}

pub(crate) fn wait(
    _region: &Region,
    word: &AtomicU32,
    _offset: usize,
    expected: u32,
    timeout: Option<Duration>,
) -> Result<bool, WaitError> {
    let timeout = timeout.map(timespec);
    let timeout = timeout.as_ref().map_or(ptr::null(), ptr::from_ref);
    // Not the private kind: other processes know this word by other addresses.
    // SAFETY: the word lies in a live mapping and `timeout` outlives the call.
    let result = done(unsafe {
        libc::syscall(
            libc::SYS_futex,
            word.as_ptr(),
            libc::FUTEX_WAIT,
            expected,
            timeout,
        )
    });
    match result {
        Ok(_) => Ok(true),
        Err(error) => match error.raw_os_error() {
            Some(libc::EAGAIN | libc::EINTR) => Ok(true),
            Some(libc::ETIMEDOUT) => Ok(false),
            _ => Err(WaitError::System(error)),
        },
    }
}

pub(crate) fn wake(
    _region: &Region,
    word: &AtomicU32,
    _offset: usize,
    count: u32,
) -> Result<u32, WaitError> {
    let count = count.min(i32::MAX as u32);
    // SAFETY: the word lies in a live mapping.
    let woken =
        done(unsafe { libc::syscall(libc::SYS_futex, word.as_ptr(), libc::FUTEX_WAKE, count) });
    woken.map(|woken| woken as u32).map_err(WaitError::System)
}

fn timespec(duration: Duration) -> libc::timespec {
    libc::timespec {
        tv_sec: duration.as_secs().try_into().unwrap_or(i32::MAX.into()),
        tv_nsec: duration.subsec_nanos().into(),
    }
}

pub(crate) fn die_with_parent(parent: u32) -> io::Result<bool> {
    // SAFETY: a system call without pointers.
    done(unsafe { libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL) })?;
    // Asked after arming: a parent that died in between would never be noticed.
    // SAFETY: a system call that cannot fail.
    let found = unsafe { libc::getppid() };
    Ok(u32::try_from(found) == Ok(parent))
}

fn raw(memory: &OwnedFd) -> Descriptor {
    std::os::fd::AsRawFd::as_raw_fd(memory)
}
