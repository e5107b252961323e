//! Going when the parent goes, also when it is killed.
//!
//! A worker sees the end of its bell when its host dies, but only once it returns to its event loop:
//! a task that computes for minutes would outlive its host by as much.

use crate::platform;

/// Asks the system to kill this process when the thread that started it ends. False if the process
/// `parent` is gone already, so that nothing will.
///
/// Linux only. Elsewhere this does nothing and returns true: there the end of the bell has to do.
pub fn die_with_parent(parent: u32) -> std::io::Result<bool> {
    platform::die_with_parent(parent)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::io::{Read, pipe};
    use std::os::fd::{AsRawFd, IntoRawFd};

    /// This process starts a parent, that starts a child which never ends by itself. Once the parent
    /// is gone, the last writer of the pipe must go too.
    #[test]
    fn a_child_goes_with_its_parent() {
        let (mut reader, writer) = pipe().unwrap();
        // SAFETY: the child uses system calls only, and leaves by `_exit`.
        let parent = unsafe { libc::fork() };
        if parent == 0 {
            parent_main(writer.as_raw_fd());
        }
        drop(writer);
        let mut said = Vec::new();
        reader.read_to_end(&mut said).unwrap();
        assert_eq!(said, [1]);
        let mut status = -1;
        // SAFETY: waits for the child made above; `status` outlives the call.
        unsafe { libc::waitpid(parent, &mut status, 0) };
    }

    fn parent_main(writer: i32) -> ! {
        let (mut ready, told) = pipe().unwrap();
        let told = told.into_raw_fd();
        // SAFETY: only system calls follow in the child, which is killed by the system.
        unsafe {
            let own = libc::getpid();
            if libc::fork() == 0 {
                let armed = die_with_parent(own as u32).unwrap_or(false);
                libc::write(writer, [u8::from(armed)].as_ptr().cast(), 1);
                libc::write(told, [1_u8].as_ptr().cast(), 1);
                loop {
                    libc::pause();
                }
            }
        }
        let _ = ready.read(&mut [0]);
        // SAFETY: ends this process without running the test harness' own exit.
        unsafe { libc::_exit(0) }
    }

    #[test]
    fn a_parent_that_is_gone() {
        // SAFETY: the child uses system calls only, and leaves by `_exit`.
        let child = unsafe { libc::fork() };
        if child == 0 {
            let armed = die_with_parent(u32::MAX).unwrap_or(true);
            // SAFETY: ends the child without running the test harness' own exit.
            unsafe { libc::_exit(i32::from(armed)) };
        }
        let mut status = -1;
        // SAFETY: waits for the child made above; `status` outlives the call.
        unsafe { libc::waitpid(child, &mut status, 0) };
        assert_eq!(status, 0);
    }
}
