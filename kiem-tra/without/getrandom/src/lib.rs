//! What stands for the crate of this name in the engine. `zip` asks for random numbers to encrypt, which the engine never
//! does; the real one would ask the page, through a layer that is nowhere else needed.

use std::{fmt, io};

/// There are none.
#[derive(Debug, Clone, Copy)]
pub struct Error;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no random numbers")
    }
}

impl std::error::Error for Error {}

impl From<Error> for io::Error {
    fn from(error: Error) -> Self {
        Self::other(error)
    }
}

/// Fills nothing.
///
/// # Errors
/// Always.
pub const fn fill(_bytes: &mut [u8]) -> Result<(), Error> {
    Err(Error)
}

/// No number.
///
/// # Errors
/// Always.
pub const fn u64() -> Result<u64, Error> {
    Err(Error)
}
