//! Memory that several processes see: made by one, opened by others through a descriptor.
//!
//! Owns the mapping and its end. Refuses a descriptor whose memory is not exactly what was announced,
//! since a mapping that its maker could shrink turns a plain read into a fatal signal.

use crate::Descriptor;
use crate::error::{CreateError, OpenError};
use crate::platform;

/// One mapping of a region into this process, unmapped on drop.
pub struct Region {
    pub(crate) mapping: platform::Mapping,
    size: usize,
}

impl Region {
    /// Makes memory of `size` bytes, all zero. The descriptor is for another process to open it by;
    /// it belongs to the caller, who ends it with [`close`].
    pub fn create(size: usize) -> Result<(Self, Descriptor), CreateError> {
        if !is_possible(size) {
            return Err(CreateError::Size(size));
        }
        let memory = platform::create_memory(size).map_err(CreateError::System)?;
        let mapping = platform::Mapping::new(&memory, size).map_err(CreateError::System)?;
        Ok((Self { mapping, size }, platform::into_descriptor(memory)))
    }

    /// Maps the memory behind a descriptor that another process made with [`Region::create`].
    pub fn open(descriptor: Descriptor, size: usize) -> Result<Self, OpenError> {
        if !is_possible(size) {
            return Err(OpenError::Size(size));
        }
        let memory = platform::check_memory(descriptor, size)?;
        let mapping = platform::Mapping::new(&memory, size).map_err(OpenError::System)?;
        Ok(Self { mapping, size })
    }

    /// The first byte. Other processes read and write these bytes at any time: no Rust reference to
    /// them is sound but one to an atomic.
    pub fn pointer(&self) -> *mut u8 {
        self.mapping.pointer()
    }

    /// Size in bytes.
    pub fn size(&self) -> usize {
        self.size
    }
}

/// Closes a descriptor of a region. The mappings made through it stay.
pub fn close(descriptor: Descriptor) -> std::io::Result<()> {
    platform::close(descriptor)
}

/// 2^52 bytes is less than any `isize` and than JavaScript's largest safe integer.
fn is_possible(size: usize) -> bool {
    size > 0 && (size as u64) < 1 << 52 && isize::try_from(size).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: usize = 10_000;

    #[test]
    fn both_mappings_are_one_memory() {
        let (first, descriptor) = Region::create(SIZE).unwrap();
        let second = Region::open(descriptor, SIZE).unwrap();
        close(descriptor).unwrap();
        assert_ne!(first.pointer(), second.pointer());
        // SAFETY: the last byte of a region that lives, and no reference to it exists.
        unsafe {
            assert_eq!(second.pointer().add(SIZE - 1).read_volatile(), 0);
            first.pointer().add(SIZE - 1).write_volatile(7);
            assert_eq!(second.pointer().add(SIZE - 1).read_volatile(), 7);
        }
    }

    #[test]
    fn sizes_that_no_region_has() {
        assert!(matches!(Region::create(0), Err(CreateError::Size(0))));
        assert!(matches!(
            Region::create(usize::MAX),
            Err(CreateError::Size(_))
        ));
        assert!(matches!(Region::open(0, 0), Err(OpenError::Size(0))));
    }

    #[test]
    fn another_size_than_announced() {
        let (_region, descriptor) = Region::create(SIZE).unwrap();
        let larger = Region::open(descriptor, SIZE * 4);
        assert!(matches!(larger, Err(OpenError::WrongSize { .. })));
        close(descriptor).unwrap();
    }

    #[test]
    fn a_closed_descriptor() {
        let (_region, descriptor) = Region::create(SIZE).unwrap();
        // A number far above all open ones, so that no other test opens it meanwhile.
        let closed = descriptor + 100_000;
        assert!(matches!(
            Region::open(closed, SIZE),
            Err(OpenError::NotMemory)
        ));
        assert!(close(closed).is_err());
        close(descriptor).unwrap();
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn memory_cannot_be_resized_under_a_mapping() {
        let (_region, descriptor) = Region::create(SIZE).unwrap();
        for size in [0, SIZE as i64 - 1, SIZE as i64 + 1] {
            // SAFETY: plain system call on a descriptor of this test.
            assert_eq!(unsafe { libc::ftruncate(descriptor, size) }, -1);
        }
        close(descriptor).unwrap();
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn memory_without_seals_is_refused() {
        use std::os::fd::AsRawFd;
        // SAFETY: plain system call; the name is a C string.
        let unsealed = unsafe { libc::syscall(libc::SYS_memfd_create, c"unsealed".as_ptr(), 0) };
        // SAFETY: the descriptor was just made and belongs to nobody else.
        let unsealed = unsafe {
            <std::fs::File as std::os::fd::FromRawFd>::from_raw_fd(unsealed as Descriptor)
        };
        unsealed.set_len(SIZE as u64).unwrap();
        let opened = Region::open(unsealed.as_raw_fd(), SIZE);
        assert!(matches!(opened, Err(OpenError::NotSealed)));
        let file = std::fs::File::open("/dev/null").unwrap();
        let opened = Region::open(file.as_raw_fd(), SIZE);
        assert!(matches!(opened, Err(OpenError::NotMemory)));
    }
}
