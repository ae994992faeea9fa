//! Header texts: what they are compared by, and those of a form made ready to be compared with many.

mod key;
mod path;
mod slip;
mod text_cache;
mod texts;

pub use key::{header_key, telling};
pub use path::{HeaderText, WordedPath};
pub use texts::{ColumnWordings, Heading, Telling, Wordings};
