//! Header texts: what they are compared by, and those of a form made ready to be compared with many.

mod key;
mod texts;

pub use key::{header_key, telling};
pub use texts::{ColumnWordings, HeaderText, Heading, Telling, WordedPath, Wordings};
