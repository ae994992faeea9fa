//! What is worked out of a declaration when it is first asked for.

use std::fmt;
use std::sync::OnceLock;

/// Worked out of what stands beside it and no part of it: two things are equal whether or not it was asked for, and a
/// copy, which may be changed before it is asked, works it out anew.
pub struct Lazy<T>(OnceLock<T>);

impl<T> Lazy<T> {
    /// What was made, made now where it was not.
    pub(super) fn get_or_make(&self, make: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(make)
    }
}

impl<T> Default for Lazy<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<T> Clone for Lazy<T> {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl<T> PartialEq for Lazy<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> fmt::Debug for Lazy<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}
