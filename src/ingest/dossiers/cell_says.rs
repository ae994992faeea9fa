//! What a cell tells.

/// What a cell tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellSays<T> {
    /// Nothing stands there.
    Blank,
    /// What stands there says nothing.
    Unread,
    /// It says this.
    Said(T),
}

impl<T> CellSays<T> {
    /// What it says.
    pub fn said(self) -> Option<T> {
        match self {
            Self::Said(said) => Some(said),
            Self::Blank | Self::Unread => None,
        }
    }
}
