//! Which period a table is of, and which of them count.

pub(super) mod dated;
pub(super) mod months;
pub(super) mod other_periods;
pub(super) mod span;
pub(super) mod words;
