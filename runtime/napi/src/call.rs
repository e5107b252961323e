//! One call from JavaScript: its arguments, its result, its errors.
//!
//! The only file that speaks Node-API beside `regions.rs`. An argument of the wrong kind is a
//! `TypeError`, one out of range a `RangeError`, what the system refuses an `Error`; a panic becomes
//! an `Error` too and never unwinds into the engine.

use std::ffi::{CStr, CString, c_void};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;

use napi_sys::{self as sys, Status, ValueType, napi_callback_info, napi_env, napi_value};

/// One call: good until its function returns.
pub(crate) struct Call {
    env: napi_env,
    arguments: [napi_value; MOST_ARGUMENTS],
}

const MOST_ARGUMENTS: usize = 4;

/// What a call ends with instead of a result; each is another class of error in JavaScript.
pub(crate) enum Failure {
    /// `TypeError`
    Type(String),
    /// `RangeError`
    Range(String),
    /// `Error`
    Other(String),
}

pub(crate) type Outcome<T = napi_value> = Result<T, Failure>;

pub(crate) type Function = fn(&Call) -> Outcome;

/// An exported function and its name.
pub(crate) type Export = (&'static CStr, &'static Function);

/// The largest integer that a JavaScript number holds with all its neighbours.
const MOST: f64 = 9_007_199_254_740_991.0;

/// Puts the functions on `exports`. What fails here leaves its function out, which whoever calls it
/// finds out with the runtime's own words.
///
/// # Safety
/// `env` and `exports` are those of the current call into this module.
pub(crate) unsafe fn export(env: napi_env, exports: napi_value, all: &'static [Export]) {
    for (name, function) in all {
        let mut value = ptr::null_mut();
        let data = ptr::from_ref::<Function>(function).cast_mut().cast();
        // SAFETY: the name and what `data` points to live as long as the process.
        unsafe {
            sys::napi_create_function(env, name.as_ptr(), -1, Some(enter), data, &mut value);
            sys::napi_set_named_property(env, exports, name.as_ptr(), value);
        }
    }
}

/// Every call enters here; `data` is the function that it is for.
unsafe extern "C" fn enter(env: napi_env, info: napi_callback_info) -> napi_value {
    let result = catch_unwind(AssertUnwindSafe(|| {
        // SAFETY: the runtime hands over the call's own environment and information.
        let (call, function) = unsafe { Call::new(env, info) };
        function(&call)
    }));
    let failure = match result {
        Ok(Ok(value)) => return value,
        Ok(Err(failure)) => failure,
        Err(_) => Failure::Other("the native module panicked: this is a defect of knit".into()),
    };
    throw(env, failure);
    ptr::null_mut()
}

fn throw(env: napi_env, failure: Failure) {
    let (throw, message): (unsafe fn(_, _, _) -> _, _) = match failure {
        Failure::Type(message) => (sys::napi_throw_type_error, message),
        Failure::Range(message) => (sys::napi_throw_range_error, message),
        Failure::Other(message) => (sys::napi_throw_error, message),
    };
    let message = CString::new(message).unwrap_or_default();
    // SAFETY: the message outlives the call, which copies it.
    unsafe { throw(env, ptr::null(), message.as_ptr()) };
}

impl Call {
    /// # Safety
    /// `env` and `info` are those of a call to a function that `export` made.
    unsafe fn new(env: napi_env, info: napi_callback_info) -> (Self, Function) {
        let mut arguments = [ptr::null_mut(); MOST_ARGUMENTS];
        let mut count = arguments.len();
        let mut data = ptr::null_mut();
        // SAFETY: there is room for `count` arguments; those that are missing become `undefined`.
        let function = unsafe {
            sys::napi_get_cb_info(
                env,
                info,
                &mut count,
                arguments.as_mut_ptr(),
                ptr::null_mut(),
                &mut data,
            );
            *data.cast::<Function>()
        };
        (Self { env, arguments }, function)
    }

    pub(crate) fn env(&self) -> napi_env {
        self.env
    }

    /// An integer argument from `least` to `most`.
    pub(crate) fn integer(&self, index: usize, name: &str, least: f64, most: f64) -> Outcome<f64> {
        let value = self.number(index, name)?;
        if value.fract() != 0.0 || !(least..=most).contains(&value) {
            return Err(Failure::Range(format!(
                "`{name}` must be an integer from {least} to {most}, not {value}"
            )));
        }
        Ok(value)
    }

    /// A size or an offset.
    pub(crate) fn size(&self, index: usize, name: &str) -> Outcome<usize> {
        Ok(self.integer(index, name, 0.0, MOST)? as usize)
    }

    pub(crate) fn u32(&self, index: usize, name: &str) -> Outcome<u32> {
        Ok(self.integer(index, name, 0.0, f64::from(u32::MAX))? as u32)
    }

    pub(crate) fn descriptor(&self, index: usize) -> Outcome<i32> {
        Ok(self.integer(index, "descriptor", 0.0, f64::from(i32::MAX))? as i32)
    }

    /// A number argument of any kind.
    pub(crate) fn number(&self, index: usize, name: &str) -> Outcome<f64> {
        let mut value = 0.0;
        // SAFETY: an argument of this call; what is not a number is an error.
        let status =
            unsafe { sys::napi_get_value_double(self.env, self.arguments[index], &mut value) };
        if status == Status::napi_ok {
            return Ok(value);
        }
        let found = self.type_of(index);
        Err(Failure::Type(format!(
            "`{name}` must be a number, not {found}"
        )))
    }

    /// Where the bytes of an `ArrayBuffer` argument are.
    pub(crate) fn buffer(&self, index: usize, name: &str) -> Outcome<*mut c_void> {
        let value = self.arguments[index];
        let mut is_buffer = false;
        let mut data = ptr::null_mut();
        let mut size = 0;
        // SAFETY: an argument of this call, asked for its bytes only if it has some.
        unsafe {
            sys::napi_is_arraybuffer(self.env, value, &mut is_buffer);
            if is_buffer {
                sys::napi_get_arraybuffer_info(self.env, value, &mut data, &mut size);
            }
        }
        if is_buffer {
            return Ok(data);
        }
        let found = self.type_of(index);
        Err(Failure::Type(format!(
            "`{name}` must be an ArrayBuffer, not {found}"
        )))
    }

    fn type_of(&self, index: usize) -> &'static str {
        let mut found = ValueType::napi_undefined;
        // SAFETY: an argument of this call.
        unsafe { sys::napi_typeof(self.env, self.arguments[index], &mut found) };
        match found {
            ValueType::napi_undefined => "undefined",
            ValueType::napi_null => "null",
            ValueType::napi_boolean => "a boolean",
            ValueType::napi_number => "a number",
            ValueType::napi_string => "a string",
            ValueType::napi_symbol => "a symbol",
            ValueType::napi_function => "a function",
            ValueType::napi_bigint => "a bigint",
            _ => "another object",
        }
    }

    pub(crate) fn undefined(&self) -> Outcome {
        self.made(|env, value| {
            // SAFETY: the environment of this call, and room for the value.
            unsafe { sys::napi_get_undefined(env, value) }
        })
    }

    pub(crate) fn boolean(&self, from: bool) -> Outcome {
        self.made(|env, value| {
            // SAFETY: the environment of this call, and room for the value.
            unsafe { sys::napi_get_boolean(env, from, value) }
        })
    }

    pub(crate) fn new_number(&self, from: impl Into<f64>) -> Outcome {
        let from = from.into();
        self.made(|env, value| {
            // SAFETY: the environment of this call, and room for the value.
            unsafe { sys::napi_create_double(env, from, value) }
        })
    }

    pub(crate) fn object(&self, properties: &[(&CStr, napi_value)]) -> Outcome {
        let object = self.made(|env, value| {
            // SAFETY: the environment of this call, and room for the value.
            unsafe { sys::napi_create_object(env, value) }
        })?;
        for (name, value) in properties {
            // SAFETY: values of this call; the name outlives it.
            let status =
                unsafe { sys::napi_set_named_property(self.env, object, name.as_ptr(), *value) };
            check(status)?;
        }
        Ok(object)
    }

    fn made(&self, make: impl FnOnce(napi_env, *mut napi_value) -> i32) -> Outcome {
        let mut value = ptr::null_mut();
        check(make(self.env, &mut value))?;
        Ok(value)
    }
}

/// Only an engine that is going down refuses to make a value.
pub(crate) fn check(status: i32) -> Outcome<()> {
    if status == Status::napi_ok {
        return Ok(());
    }
    Err(Failure::Other(format!(
        "Node-API failed with status {status}"
    )))
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Other(error.to_string())
    }
}
