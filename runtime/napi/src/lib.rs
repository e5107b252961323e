//! knit's Node-API module: what `knit-runtime` can do, as functions for JavaScript.
//!
//! ```text
//! createRegion(bytes)                                      { buffer: ArrayBuffer, descriptor: number }
//! openRegion(descriptor, bytes)                            ArrayBuffer
//! closeDescriptor(descriptor)                              undefined
//! wait(buffer, byteOffset, expected, timeoutMicroseconds)  boolean, false if the time ran out
//! wake(buffer, byteOffset, count)                          number of waiters woken
//! ring(descriptor)                                         boolean, false if nobody listens
//! dieWithParent(parentPid)                                 boolean, false if the parent is gone
//! layoutVersion()                                          number
//! ```
//!
//! `wait` blocks its thread, event loop included, and a thread that waits cannot be terminated.
//!
//! One binary serves all versions of Node.js, Deno and Bun, in any number of threads. Nothing here
//! keeps a handle of an environment, and nothing unwinds into one.

mod call;
mod exports;
mod regions;

use std::sync::Once;

use napi_sys::{napi_env, napi_value};

/// The version that the oldest supported runtime has, Node.js 20.
const NODE_API: i32 = 8;

/// Called by the runtime: what version of Node-API this module was written for.
#[unsafe(no_mangle)]
pub extern "C" fn node_api_module_get_api_version_v1() -> i32 {
    NODE_API
}

/// Called by the runtime, once in each thread that loads the module.
///
/// # Safety
/// `env` and `exports` are those of the current call into this module.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn napi_register_module_v1(env: napi_env, exports: napi_value) -> napi_value {
    find_symbols();
    // SAFETY: what this function asks of its own caller.
    unsafe { call::export(env, exports, exports::ALL) };
    exports
}

/// Finds Node-API in the process. Several threads may load the module at the same time, and the
/// symbols are written into plain memory.
fn find_symbols() {
    static FOUND: Once = Once::new();
    // SAFETY: written once, before any use; forgetting the library keeps the symbols good for ever.
    FOUND.call_once(|| std::mem::forget(unsafe { napi_sys::setup() }));
}
