//! Something drafted, with what is to be said beside it.

/// Something drafted, with what is to be said beside it, in Vietnamese.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Noted<T> {
    /// What was drafted.
    pub value: T,
    /// What the example shows of it.
    pub seen: Vec<String>,
    /// What was assumed; a person has to look at it.
    pub assumed: Vec<String>,
}

impl<T> Noted<T> {
    /// Something that needs no word.
    #[must_use]
    pub const fn plain(value: T) -> Self {
        Self { value, seen: Vec::new(), assumed: Vec::new() }
    }

    /// With what the example shows of it.
    #[must_use]
    pub fn seen(mut self, text: impl Into<String>) -> Self {
        self.seen.push(text.into());
        self
    }

    /// With what was assumed.
    #[must_use]
    pub fn assumed(mut self, text: impl Into<String>) -> Self {
        self.assumed.push(text.into());
        self
    }
}
