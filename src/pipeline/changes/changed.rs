//! What differs inside one file.

/// A change inside one file.
pub(super) struct Changed {
    pub(super) key: Option<String>,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
}

impl Changed {
    pub(super) fn of(key: String, old: Option<String>, new: Option<String>) -> Self {
        Self { key: Some(key), old, new }
    }
}
