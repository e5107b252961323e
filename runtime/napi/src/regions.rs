//! Regions as `ArrayBuffer`s: which memory of this process is a region, and until when.
//!
//! The engine ends a buffer at a time and in a thread of its own choice; its finalizer only takes the
//! region out of the table below. A buffer of anything else has no entry there, so that nobody waits
//! on memory that no other process can see.

use std::collections::BTreeMap;
use std::ffi::c_void;
use std::ptr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use knit_runtime::region::Region;
use napi_sys::{self as sys, Status, napi_env};

use crate::call::{Call, Failure, Outcome, check};

/// All mappings that a buffer stands for, by the address of their first byte.
static REGIONS: Mutex<BTreeMap<usize, Arc<Region>>> = Mutex::new(BTreeMap::new());

/// An `ArrayBuffer` over the region, which is unmapped when the buffer is collected.
pub(crate) fn to_buffer(call: &Call, region: Region) -> Outcome {
    let pointer = region.pointer();
    let size = region.size();
    let key = pointer.addr();
    regions().insert(key, Arc::new(region));
    let mut buffer = ptr::null_mut();
    let hint = ptr::without_provenance_mut(key);
    // SAFETY: the mapping lives until the finalizer runs, which is after the buffer's end.
    let status = unsafe {
        let env = call.env();
        sys::napi_create_external_arraybuffer(
            env,
            pointer.cast(),
            size,
            Some(finalize),
            hint,
            &mut buffer,
        )
    };
    if status == Status::napi_ok {
        return Ok(buffer);
    }
    regions().remove(&key);
    if status == Status::napi_no_external_buffers_allowed {
        return Err(Failure::Other(
            "this runtime allows no external memory: use thread workers".into(),
        ));
    }
    check(status)?;
    Ok(buffer)
}

/// The region behind a buffer argument; it stays mapped while the caller holds it.
pub(crate) fn from_buffer(call: &Call, index: usize) -> Outcome<Arc<Region>> {
    let data = call.buffer(index, "buffer")?;
    regions().get(&data.addr()).cloned().ok_or_else(|| {
        Failure::Type("`buffer` must come from `createRegion` or `openRegion`".into())
    })
}

unsafe extern "C" fn finalize(_env: napi_env, _data: *mut c_void, hint: *mut c_void) {
    // Out of the table first: unmapping takes a while and must not hold the lock.
    let region = regions().remove(&hint.addr());
    drop(region);
}

/// A panic elsewhere leaves the table whole: nothing panics while it is being changed.
fn regions() -> MutexGuard<'static, BTreeMap<usize, Arc<Region>>> {
    REGIONS.lock().unwrap_or_else(PoisonError::into_inner)
}
