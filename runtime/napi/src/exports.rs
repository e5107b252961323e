//! The exported functions, each one a call of `knit-runtime` with its arguments checked.

use std::time::Duration;

use knit_runtime::error::{CreateError, OpenError, RingError, WaitError};
use knit_runtime::region::Region;
use knit_runtime::{bell, layout, peer, region, wait};

use crate::call::{Call, Export, Failure, Function, Outcome};
use crate::regions;

pub(crate) static ALL: &[Export] = &[
    (c"createRegion", &(create_region as Function)),
    (c"openRegion", &(open_region as Function)),
    (c"closeDescriptor", &(close_descriptor as Function)),
    (c"wait", &(wait as Function)),
    (c"wake", &(wake as Function)),
    (c"ring", &(ring as Function)),
    (c"dieWithParent", &(die_with_parent as Function)),
    (c"layoutVersion", &(layout_version as Function)),
];

fn create_region(call: &Call) -> Outcome {
    let (region, descriptor) = Region::create(call.size(0, "bytes")?)?;
    let buffer = regions::to_buffer(call, region).inspect_err(|_| {
        // The caller never learns of it, and a second error would hide the first.
        let _ = region::close(descriptor);
    })?;
    let descriptor = call.new_number(descriptor)?;
    call.object(&[(c"buffer", buffer), (c"descriptor", descriptor)])
}

fn open_region(call: &Call) -> Outcome {
    let region = Region::open(call.descriptor(0)?, call.size(1, "bytes")?)?;
    regions::to_buffer(call, region)
}

fn close_descriptor(call: &Call) -> Outcome {
    let descriptor = call.descriptor(0)?;
    region::close(descriptor).map_err(|error| {
        Failure::Other(format!(
            "descriptor {descriptor} could not be closed: {error}"
        ))
    })?;
    call.undefined()
}

fn wait(call: &Call) -> Outcome {
    let region = regions::from_buffer(call, 0)?;
    let offset = call.size(1, "byteOffset")?;
    let expected = call.u32(2, "expected")?;
    let timeout = timeout(call, 3)?;
    call.boolean(wait::wait(&region, offset, expected, timeout)?)
}

/// Microseconds; `Infinity` is for as long as it takes.
fn timeout(call: &Call, index: usize) -> Outcome<Option<Duration>> {
    let microseconds = call.number(index, "timeoutMicroseconds")?;
    if microseconds == f64::INFINITY {
        return Ok(None);
    }
    Duration::try_from_secs_f64(microseconds / 1e6)
        .map(Some)
        .map_err(|_| {
            Failure::Range(format!(
                "`timeoutMicroseconds` must be 0 or more, not {microseconds}"
            ))
        })
}

fn wake(call: &Call) -> Outcome {
    let region = regions::from_buffer(call, 0)?;
    let offset = call.size(1, "byteOffset")?;
    call.new_number(wait::wake(&region, offset, call.u32(2, "count")?)?)
}

fn ring(call: &Call) -> Outcome {
    call.boolean(bell::ring(call.descriptor(0)?)?)
}

fn die_with_parent(call: &Call) -> Outcome {
    call.boolean(peer::die_with_parent(call.u32(0, "parentPid")?)?)
}

fn layout_version(call: &Call) -> Outcome {
    call.new_number(layout::LAYOUT_VERSION)
}

impl From<CreateError> for Failure {
    fn from(error: CreateError) -> Self {
        match error {
            CreateError::Size(_) => Self::Range(error.to_string()),
            CreateError::System(_) => Self::Other(error.to_string()),
        }
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Size(_) => Self::Range(error.to_string()),
            OpenError::NotMemory
            | OpenError::WrongSize { .. }
            | OpenError::NotSealed
            | OpenError::System(_) => Self::Other(error.to_string()),
        }
    }
}

impl From<WaitError> for Failure {
    fn from(error: WaitError) -> Self {
        match error {
            WaitError::Offset { .. } => Self::Range(error.to_string()),
            WaitError::Unsupported | WaitError::System(_) => Self::Other(error.to_string()),
        }
    }
}

impl From<RingError> for Failure {
    fn from(error: RingError) -> Self {
        Self::Other(error.to_string())
    }
}
