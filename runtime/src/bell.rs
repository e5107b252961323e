//! Ringing another process out of its event loop: one byte on a socket or pipe that it polls.
//!
//! The byte means nothing; what there is to do stands in shared memory. So a bell that is full of
//! unheard rings is as good as rung, and one that nobody hears is no error.

use crate::Descriptor;
use crate::error::RingError;
use crate::platform;

/// Rings. False if nobody is left at the other end. Never blocks, never raises a signal.
pub fn ring(descriptor: Descriptor) -> Result<bool, RingError> {
    platform::ring(descriptor).map_err(RingError)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::io::{Read, Write, pipe};
    use std::os::fd::AsRawFd;
    use std::os::unix::net::UnixStream;

    #[test]
    fn one_ring_is_one_byte() {
        let (bell, mut listener) = UnixStream::pair().unwrap();
        assert!(ring(bell.as_raw_fd()).unwrap());
        let mut byte = [9; 4];
        assert_eq!(listener.read(&mut byte).unwrap(), 1);
    }

    #[test]
    fn a_full_bell_rings_already() {
        // Blocking descriptors, so that a ring that waits would hang here.
        let (bell, _listener) = UnixStream::pair().unwrap();
        for _ in 0..100_000 {
            assert!(ring(bell.as_raw_fd()).unwrap());
        }
        let (_reader, mut writer) = pipe().unwrap();
        writer.write_all(&[0; 65_536]).unwrap();
        assert!(ring(writer.as_raw_fd()).unwrap());
    }

    #[test]
    fn nobody_listens() {
        let (bell, listener) = UnixStream::pair().unwrap();
        drop(listener);
        assert!(!ring(bell.as_raw_fd()).unwrap());
        let (reader, writer) = pipe().unwrap();
        drop(reader);
        assert!(!ring(writer.as_raw_fd()).unwrap());
    }

    #[test]
    fn a_descriptor_of_something_else() {
        assert!(ring(-1).is_err());
    }
}
