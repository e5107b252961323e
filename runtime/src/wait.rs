//! Waiting on a word of shared memory until another process wakes whoever waits there.
//!
//! Owns the check that the word lies in the region. Promises no more than a futex does: a waiter may
//! be woken for nothing, so it looks at its word again and decides for itself.

use std::sync::atomic::AtomicU32;
use std::time::Duration;

use crate::error::WaitError;
use crate::platform;
use crate::region::Region;

/// Sleeps while the word at `offset` is `expected`, until woken; without `timeout`, for as long as
/// that takes. False if the time ran out.
pub fn wait(
    region: &Region,
    offset: usize,
    expected: u32,
    timeout: Option<Duration>,
) -> Result<bool, WaitError> {
    let word = word(region, offset)?;
    platform::wait(region, word, offset, expected, timeout)
}

/// Wakes at most `count` waiters of the word at `offset`. Returns how many, as far as the system
/// tells: macOS and Windows only say whether there were any.
pub fn wake(region: &Region, offset: usize, count: u32) -> Result<u32, WaitError> {
    let word = word(region, offset)?;
    if count == 0 {
        return Ok(0);
    }
    platform::wake(region, word, offset, count)
}

fn word(region: &Region, offset: usize) -> Result<&AtomicU32, WaitError> {
    let size = region.size();
    let fits = offset.checked_add(4).is_some_and(|end| end <= size);
    if !fits || !offset.is_multiple_of(4) {
        return Err(WaitError::Offset { offset, size });
    }
    // SAFETY: inside the mapping and aligned, both just checked; the mapping lives as long as
    // `region`. All processes access these bytes atomically, or at worst race with other hardware
    // stores, which an atomic load tolerates.
    Ok(unsafe { AtomicU32::from_ptr(region.pointer().add(offset).cast()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::region::close;
    use std::sync::atomic::Ordering::SeqCst;

    fn region() -> Region {
        let (region, descriptor) = Region::create(4096).unwrap();
        close(descriptor).unwrap();
        region
    }

    #[test]
    fn words_outside_or_askew_are_refused() {
        let region = region();
        for offset in [1, 2, 4093, 4096, usize::MAX, usize::MAX - 3] {
            let waited = wait(&region, offset, 0, Some(Duration::ZERO));
            assert!(matches!(waited, Err(WaitError::Offset { .. })), "{offset}");
            assert!(wake(&region, offset, 1).is_err(), "{offset}");
        }
        assert_eq!(wake(&region, 4092, 1).unwrap(), 0);
    }

    #[test]
    fn another_value_than_expected_does_not_wait() {
        assert!(wait(&region(), 0, 1, None).unwrap());
    }

    #[test]
    fn time_runs_out() {
        assert!(!wait(&region(), 0, 0, Some(Duration::from_millis(1))).unwrap());
        assert!(!wait(&region(), 0, 0, Some(Duration::ZERO)).unwrap());
    }

    /// Two words, two processes: the child answers each of the parent's steps with one of its own.
    #[cfg(unix)]
    #[test]
    fn processes_wake_each_other() {
        const ROUNDS: u32 = 1_000;
        let region = region();
        // SAFETY: the child uses only the mapping and system calls, and leaves by `_exit`.
        let child = unsafe { libc::fork() };
        if child == 0 {
            let done = (1..=ROUNDS).all(|round| {
                await_value(&region, 0, round);
                tell(&region, 64, round)
            });
            // SAFETY: ends the child without running the test harness' own exit.
            unsafe { libc::_exit(if done { 0 } else { 1 }) };
        }
        for round in 1..=ROUNDS {
            assert!(tell(&region, 0, round));
            await_value(&region, 64, round);
        }
        let mut status = -1;
        // SAFETY: waits for the child made above; `status` outlives the call.
        unsafe { libc::waitpid(child, &mut status, 0) };
        assert_eq!(status, 0);
    }

    #[cfg(unix)]
    fn await_value(region: &Region, offset: usize, value: u32) {
        loop {
            let found = word(region, offset).unwrap().load(SeqCst);
            if found == value {
                return;
            }
            // A watchdog: the other process is gone if nothing comes for so long.
            if !wait(region, offset, found, Some(Duration::from_secs(20))).unwrap() {
                panic!("the other process is silent");
            }
        }
    }

    #[cfg(unix)]
    fn tell(region: &Region, offset: usize, value: u32) -> bool {
        word(region, offset).unwrap().store(value, SeqCst);
        wake(region, offset, u32::MAX).is_ok()
    }
}
