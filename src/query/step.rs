//! One step of what is computed.

use std::fmt;

/// A query with a name that later steps know it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Name of the view: lower-case letters, digits and `_`.
    pub name: String,
    /// What its rows are, in one line.
    pub about: String,
    /// One `SELECT`, without a semicolon.
    pub select: String,
}

impl fmt::Display for Step {
    /// As a statement that makes a view of it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, about, select } = self;
        write!(f, "-- {about}\nCREATE VIEW {name} AS\n{select};\n")
    }
}
