//! What can go wrong, one enum for each operation; the variants are what a caller can tell apart.

use std::error::Error;
use std::fmt;
use std::io;

/// Memory could not be made.
#[derive(Debug)]
pub enum CreateError {
    /// No region has this many bytes.
    Size(usize),
    System(io::Error),
}

/// Memory that another process made could not be opened.
#[derive(Debug)]
pub enum OpenError {
    /// No region has this many bytes.
    Size(usize),
    /// The descriptor is closed, or of something else.
    NotMemory,
    /// The other process made less or more memory than it said.
    WrongSize {
        expected: usize,
        found: u64,
    },
    /// The other process could shrink the memory and so crash this one with a read.
    NotSealed,
    System(io::Error),
}

/// Waiting or waking on a word of a region failed.
#[derive(Debug)]
pub enum WaitError {
    /// The word is not in the region, or not at a multiple of four.
    Offset {
        offset: usize,
        size: usize,
    },
    /// This version of the system cannot wait on shared memory.
    Unsupported,
    System(io::Error),
}

/// The bell could not be rung, for another reason than that nobody listens.
#[derive(Debug)]
pub struct RingError(pub io::Error);

impl fmt::Display for CreateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Size(size) => write!(f, "a region cannot have {size} bytes"),
            Self::System(error) => write!(f, "shared memory could not be made: {error}"),
        }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Size(size) => write!(f, "a region cannot have {size} bytes"),
            Self::NotMemory => f.write_str("the descriptor is not one of shared memory"),
            Self::WrongSize { expected, found } => write!(
                f,
                "the shared memory has {found} bytes where {expected} were announced"
            ),
            Self::NotSealed => f.write_str("the shared memory can still be resized by its maker"),
            Self::System(error) => write!(f, "shared memory could not be opened: {error}"),
        }
    }
}

impl fmt::Display for WaitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Offset { offset, size } => {
                write!(f, "no word at offset {offset} of a region of {size} bytes")
            }
            Self::Unsupported => {
                f.write_str("this system cannot wait on shared memory; macOS can from 14.4 on")
            }
            Self::System(error) => write!(f, "waiting on shared memory failed: {error}"),
        }
    }
}

impl fmt::Display for RingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the bell could not be rung: {}", self.0)
    }
}

impl Error for CreateError {}
impl Error for OpenError {}
impl Error for WaitError {}
impl Error for RingError {}
