//! Windows: mappings of the page file, named semaphores, pipes.
//!
//! Waiting by address ends at the process there, so that each word that somebody waits on gets a
//! named semaphore. The names come from a random number behind the region's bytes: whoever changes
//! it wakes the wrong sleepers, who then look at their word and sleep again.

use std::io;
use std::os::windows::io::{
    AsHandle, AsRawHandle, BorrowedHandle, FromRawHandle, IntoRawHandle, OwnedHandle,
};
use std::ptr;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use windows_sys::Win32::Foundation::{
    CloseHandle, ERROR_BROKEN_PIPE, ERROR_IO_PENDING, ERROR_NO_DATA, ERROR_OPERATION_ABORTED,
    ERROR_PIPE_NOT_CONNECTED, HANDLE, INVALID_HANDLE_VALUE, WAIT_FAILED, WAIT_TIMEOUT,
};
use windows_sys::Win32::Security::Cryptography::{
    BCRYPT_USE_SYSTEM_PREFERRED_RNG, BCryptGenRandom,
};
use windows_sys::Win32::Security::SECURITY_ATTRIBUTES;
use windows_sys::Win32::Storage::FileSystem::WriteFile;
use windows_sys::Win32::System::IO::{CancelIoEx, GetOverlappedResult, OVERLAPPED};
use windows_sys::Win32::System::Memory::{
    CreateFileMappingW, FILE_MAP_READ, FILE_MAP_WRITE, MEMORY_BASIC_INFORMATION,
    MEMORY_MAPPED_VIEW_ADDRESS, MapViewOfFile, PAGE_READWRITE, UnmapViewOfFile, VirtualQuery,
};
use windows_sys::Win32::System::Threading::{
    CreateEventW, CreateSemaphoreW, INFINITE, OpenSemaphoreW, ReleaseSemaphore,
    SEMAPHORE_MODIFY_STATE, WaitForSingleObject,
};

use crate::Descriptor;
use crate::error::{OpenError, WaitError};
use crate::region::Region;

/// What stands behind the bytes of a region: the number that its semaphores are named by.
const TRAILER: usize = 8;

pub(crate) struct Mapping {
    view: MEMORY_MAPPED_VIEW_ADDRESS,
    size: usize,
}

// SAFETY: a view belongs to the process, not to a thread; its bytes are reached through atomics.
unsafe impl Send for Mapping {}
// SAFETY: as above.
unsafe impl Sync for Mapping {}

impl Mapping {
    pub(crate) fn new(memory: &impl AsHandle, size: usize) -> io::Result<Self> {
        let memory = memory.as_handle().as_raw_handle();
        let access = FILE_MAP_READ | FILE_MAP_WRITE;
        // SAFETY: a system call without pointers; too large a size is an error.
        let view = unsafe { MapViewOfFile(memory, access, 0, 0, whole(size)) };
        if view.Value.is_null() {
            return Err(io::Error::last_os_error());
        }
        Ok(Self { view, size })
    }

    pub(crate) fn pointer(&self) -> *mut u8 {
        self.view.Value.cast()
    }

    fn id(&self) -> &AtomicU64 {
        let trailer = self.size.next_multiple_of(TRAILER);
        // SAFETY: behind the region's bytes and inside the view, which `whole` made room for;
        // aligned, and only ever reached as an atomic.
        unsafe { AtomicU64::from_ptr(self.pointer().add(trailer).cast()) }
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: mapped by `new` and used by nobody any more.
        unsafe { UnmapViewOfFile(self.view) };
    }
}

/// A region's bytes and its trailer.
fn whole(size: usize) -> usize {
    size.next_multiple_of(TRAILER) + TRAILER
}

/// The handle is inheritable: that is how a worker process gets it.
pub(crate) fn create_memory(size: usize) -> io::Result<OwnedHandle> {
    let inheritable = SECURITY_ATTRIBUTES {
        nLength: size_of::<SECURITY_ATTRIBUTES>() as u32,
        lpSecurityDescriptor: ptr::null_mut(),
        bInheritHandle: 1,
    };
    let bytes = whole(size) as u64;
    // SAFETY: `inheritable` outlives the call, and there is no name.
    let memory = unsafe {
        CreateFileMappingW(
            INVALID_HANDLE_VALUE,
            &inheritable,
            PAGE_READWRITE,
            (bytes >> 32) as u32,
            bytes as u32,
            ptr::null(),
        )
    };
    let memory = owned(memory)?;
    // SYNC: nobody else has the memory yet; handing the handle over orders this before their reads.
    Mapping::new(&memory, size)?
        .id()
        .store(random(), Ordering::Relaxed);
    Ok(memory)
}

fn random() -> u64 {
    let mut bytes = [0_u8; 8];
    let flags = BCRYPT_USE_SYSTEM_PREFERRED_RNG;
    // SAFETY: fills eight bytes that outlive the call. It fails only for wrong arguments.
    unsafe { BCryptGenRandom(ptr::null_mut(), bytes.as_mut_ptr(), 8, flags) };
    u64::from_ne_bytes(bytes)
}

/// A mapping of the page file keeps its size for life: what can be mapped whole is what was made.
pub(crate) fn check_memory<'a>(
    descriptor: Descriptor,
    size: usize,
) -> Result<BorrowedHandle<'a>, OpenError> {
    // SAFETY: only used for the system calls below, to which a wrong handle is an error.
    let memory = unsafe { BorrowedHandle::borrow_raw(handle(descriptor)) };
    let access = FILE_MAP_READ | FILE_MAP_WRITE;
    // SAFETY: a system call without pointers.
    let view = unsafe { MapViewOfFile(memory.as_raw_handle(), access, 0, 0, 0) };
    if view.Value.is_null() {
        return Err(OpenError::NotMemory);
    }
    let found = Mapping { view, size: 0 }.extent();
    let page = 4096;
    if found != whole(size).next_multiple_of(page) as u64 {
        return Err(OpenError::WrongSize {
            expected: size,
            found,
        });
    }
    Ok(memory)
}

impl Mapping {
    /// Bytes of a view of everything there is, in whole pages.
    fn extent(&self) -> u64 {
        let mut about = MEMORY_BASIC_INFORMATION::default();
        let size = size_of::<MEMORY_BASIC_INFORMATION>();
        // SAFETY: `about` has the size that is told and outlives the call.
        unsafe { VirtualQuery(self.view.Value, &mut about, size) };
        about.RegionSize as u64
    }
}

pub(crate) fn into_descriptor(memory: OwnedHandle) -> Descriptor {
    memory.into_raw_handle() as isize as Descriptor
}

fn handle(descriptor: Descriptor) -> HANDLE {
    descriptor as isize as HANDLE
}

fn owned(handle: HANDLE) -> io::Result<OwnedHandle> {
    if handle.is_null() {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the call that made it has just returned it to us alone.
    Ok(unsafe { OwnedHandle::from_raw_handle(handle) })
}

pub(crate) fn close(descriptor: Descriptor) -> io::Result<()> {
    // SAFETY: a system call without pointers; a wrong handle is an error.
    if unsafe { CloseHandle(handle(descriptor)) } == 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(())
}

pub(crate) fn wait(
    region: &Region,
    word: &AtomicU32,
    offset: usize,
    expected: u32,
    timeout: Option<Duration>,
) -> Result<bool, WaitError> {
    let name = semaphore_name(region, offset);
    // SAFETY: `name` ends with a zero and outlives the call.
    let semaphore = unsafe { CreateSemaphoreW(ptr::null(), 0, i32::MAX, name.as_ptr()) };
    let semaphore = owned(semaphore).map_err(WaitError::System)?;
    // SYNC: pairs with the waker's store before it opens the semaphore. The semaphore is there by
    // now, so that a value stored after this load comes with a count that ends the wait.
    if word.load(Ordering::SeqCst) != expected {
        return Ok(true);
    }
    // SAFETY: the semaphore is ours and open.
    match unsafe { WaitForSingleObject(semaphore.as_raw_handle(), milliseconds(timeout)) } {
        WAIT_TIMEOUT => Ok(false),
        WAIT_FAILED => Err(WaitError::System(io::Error::last_os_error())),
        _ => Ok(true),
    }
}

/// Rounded up: a short wait must not become none.
fn milliseconds(timeout: Option<Duration>) -> u32 {
    timeout.map_or(INFINITE, |timeout| {
        u32::try_from(timeout.as_micros().div_ceil(1000)).unwrap_or(INFINITE - 1)
    })
}

pub(crate) fn wake(
    region: &Region,
    _word: &AtomicU32,
    offset: usize,
    count: u32,
) -> Result<u32, WaitError> {
    let name = semaphore_name(region, offset);
    // SAFETY: `name` ends with a zero and outlives the call.
    let semaphore = unsafe { OpenSemaphoreW(SEMAPHORE_MODIFY_STATE, 0, name.as_ptr()) };
    let Ok(semaphore) = owned(semaphore) else {
        return Ok(0);
    };
    // All of them, for a word that has a host and a worker. Not more, since what is left over wakes
    // those who wait later for nothing.
    let count = count.min(64) as i32;
    // SAFETY: the semaphore is ours and open. It refuses only what would overflow its count.
    let released = unsafe { ReleaseSemaphore(semaphore.as_raw_handle(), count, ptr::null_mut()) };
    Ok(u32::from(released != 0))
}

fn semaphore_name(region: &Region, offset: usize) -> Vec<u16> {
    // SYNC: written before the memory was handed over.
    let id = region.mapping.id().load(Ordering::Relaxed);
    let name = format!("Local\\knit-{id:016x}-{offset}\0");
    name.encode_utf16().collect()
}

/// The pipe may have been opened for overlapped use, which a plain write would not survive.
pub(crate) fn ring(descriptor: Descriptor) -> io::Result<bool> {
    let pipe = handle(descriptor);
    // SAFETY: an event without name or attributes.
    let event = owned(unsafe { CreateEventW(ptr::null(), 1, 0, ptr::null()) })?;
    let mut operation = OVERLAPPED {
        hEvent: event.as_raw_handle(),
        ..OVERLAPPED::default()
    };
    let byte = [1_u8];
    let mut written = 0;
    // SAFETY: the byte and the operation stay where they are until the operation has ended, below.
    let sent = unsafe { WriteFile(pipe, byte.as_ptr(), 1, &mut written, &mut operation) };
    if sent != 0 {
        return Ok(true);
    }
    let error = io::Error::last_os_error();
    if error.raw_os_error() != Some(ERROR_IO_PENDING as i32) {
        return heard(error);
    }
    // The pipe is full, which is to say that it rings. Taking the byte back is all that is left.
    // SAFETY: the operation is pending; waiting for its end keeps the kernel off our stack.
    let sent = unsafe {
        CancelIoEx(pipe, &operation);
        GetOverlappedResult(pipe, &operation, &mut written, 1)
    };
    if sent != 0 {
        return Ok(true);
    }
    heard(io::Error::last_os_error())
}

fn heard(error: io::Error) -> io::Result<bool> {
    match error.raw_os_error().map(|code| code as u32) {
        Some(ERROR_OPERATION_ABORTED) => Ok(true),
        Some(ERROR_BROKEN_PIPE | ERROR_NO_DATA | ERROR_PIPE_NOT_CONNECTED) => Ok(false),
        _ => Err(error),
    }
}

pub(crate) fn die_with_parent(_parent: u32) -> io::Result<bool> {
    Ok(true)
}
