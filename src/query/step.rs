//! One step of what is computed.

use std::fmt;

/// A query with a name that later steps know it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Name of the view: lower-case letters, digits and `_`.
    pub name: String,
    /// What its rows are, for officials; further lines say what they come from.
    pub about: String,
    /// One `SELECT`, without a semicolon.
    pub select: String,
}

impl Step {
    /// A query by a name.
    #[must_use]
    pub fn new(name: &str, about: &str, select: String) -> Self {
        Self { name: name.to_owned(), about: about.to_owned(), select }
    }
}

impl fmt::Display for Step {
    /// As a statement that makes a view of it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, about, select } = self;
        about.lines().try_for_each(|line| writeln!(f, "-- {line}"))?;
        write!(f, "CREATE VIEW {name} AS\n{select};\n")
    }
}
