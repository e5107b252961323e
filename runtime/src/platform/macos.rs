//! macOS: nameless POSIX shared memory, and waiting by address from 14.4 on.

use std::ffi::{CStr, CString, c_int, c_void};
use std::io;
use std::os::fd::{BorrowedFd, FromRawFd, OwnedFd};
use std::sync::OnceLock;
use std::sync::atomic::AtomicU32;
use std::time::Duration;

use super::unix::{done, inspect};
use crate::Descriptor;
use crate::error::{OpenError, WaitError};
use crate::region::Region;

pub(crate) fn create_memory(size: usize) -> io::Result<OwnedFd> {
    let name = random_name();
    let flags = libc::O_RDWR | libc::O_CREAT | libc::O_EXCL;
    // SAFETY: `name` is a C string that outlives the call.
    let memory = done(unsafe { libc::shm_open(name.as_ptr(), flags, 0o600) })?;
    // SAFETY: just made, so nobody else owns it; the system sets its close-on-exec flag.
    let memory = unsafe { OwnedFd::from_raw_fd(memory) };
    // The name was only a way to the descriptor.
    // SAFETY: `name` is a C string that outlives the call.
    done(unsafe { libc::shm_unlink(name.as_ptr()) })?;
    // The system allows this once: the size is fixed from here on, with no need of seals.
    let memory = std::fs::File::from(memory);
    memory.set_len(size as u64)?;
    Ok(memory.into())
}

/// Names have at most 31 bytes.
fn random_name() -> CString {
    let mut random = [0_u64];
    // SAFETY: fills eight bytes that outlive the call.
    unsafe { libc::arc4random_buf(random.as_mut_ptr().cast(), 8) };
    CString::new(format!("/knit-{:016x}", random[0])).expect("hexadecimal has no zero byte")
}

pub(crate) fn check_memory<'a>(
    descriptor: Descriptor,
    size: usize,
) -> Result<BorrowedFd<'a>, OpenError> {
    let (memory, status) = inspect(descriptor)?;
    // A regular file, unlike shared memory, could be cut short under its mapping.
    if status.st_mode & libc::S_IFMT == libc::S_IFREG {
        return Err(OpenError::NotMemory);
    }
    // The system rounds up to whole pages.
    let found = status.st_size as u64;
    let page = page_size();
    if found != size as u64 && found != (size as u64).next_multiple_of(page) {
        return Err(OpenError::WrongSize {
            expected: size,
            found,
        });
    }
    Ok(memory)
}

fn page_size() -> u64 {
    // SAFETY: a question without pointers.
    let size = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
    u64::try_from(size).unwrap_or(16_384)
}

pub(crate) fn wait(
    _region: &Region,
    word: &AtomicU32,
    _offset: usize,
    expected: u32,
    timeout: Option<Duration>,
) -> Result<bool, WaitError> {
    let calls = calls()?;
    let address = word.as_ptr().cast();
    let value = u64::from(expected);
    let result = match timeout {
        // SAFETY: the word lies in a live mapping.
        None => unsafe { (calls.wait)(address, value, 4, SHARED) },
        Some(timeout) => {
            // Zero is not a timeout to this call.
            let nanoseconds = u64::try_from(timeout.as_nanos()).unwrap_or(u64::MAX).max(1);
            // SAFETY: as above.
            unsafe { (calls.wait_for)(address, value, 4, SHARED, CLOCK, nanoseconds) }
        }
    };
    match done(result) {
        Ok(_) => Ok(true),
        Err(error) => match error.raw_os_error() {
            Some(libc::EINTR) => Ok(true),
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
    let calls = calls()?;
    let wake = if count == 1 {
        calls.wake_any
    } else {
        calls.wake_all
    };
    // SAFETY: the word lies in a live mapping.
    match done(unsafe { wake(word.as_ptr().cast(), 4, SHARED) }) {
        Ok(_) => Ok(1),
        Err(error) if error.raw_os_error() == Some(libc::ENOENT) => Ok(0),
        Err(error) => Err(WaitError::System(error)),
    }
}

const SHARED: u32 = libc::OS_SYNC_WAIT_ON_ADDRESS_SHARED;

/// `OS_CLOCK_MACH_ABSOLUTE_TIME`, the only clock there is.
const CLOCK: u32 = 32;

type Wait = unsafe extern "C" fn(*mut c_void, u64, usize, u32) -> c_int;
type WaitFor = unsafe extern "C" fn(*mut c_void, u64, usize, u32, u32, u64) -> c_int;
type Wake = unsafe extern "C" fn(*mut c_void, usize, u32) -> c_int;

struct Calls {
    wait: Wait,
    wait_for: WaitFor,
    wake_any: Wake,
    wake_all: Wake,
}

/// Looked up when first needed: linked in the ordinary way, the module would not load before 14.4.
fn calls() -> Result<&'static Calls, WaitError> {
    static CALLS: OnceLock<Option<Calls>> = OnceLock::new();
    CALLS
        .get_or_init(find_calls)
        .as_ref()
        .ok_or(WaitError::Unsupported)
}

fn find_calls() -> Option<Calls> {
    // SAFETY: the types are those of `os/os_sync_wait_on_address.h`.
    unsafe {
        Some(Calls {
            wait: std::mem::transmute::<*mut c_void, Wait>(find(c"os_sync_wait_on_address")?),
            wait_for: std::mem::transmute::<*mut c_void, WaitFor>(find(
                c"os_sync_wait_on_address_with_timeout",
            )?),
            wake_any: std::mem::transmute::<*mut c_void, Wake>(find(
                c"os_sync_wake_by_address_any",
            )?),
            wake_all: std::mem::transmute::<*mut c_void, Wake>(find(
                c"os_sync_wake_by_address_all",
            )?),
        })
    }
}

fn find(name: &CStr) -> Option<*mut c_void> {
    // SAFETY: `name` outlives the call, which finds nothing or a function of the system library.
    let found = unsafe { libc::dlsym(libc::RTLD_DEFAULT, name.as_ptr()) };
    (!found.is_null()).then_some(found)
}

pub(crate) fn die_with_parent(_parent: u32) -> io::Result<bool> {
    Ok(true)
}
