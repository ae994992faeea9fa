//! A form file that is not written yet: what a filled example says of it, and the text that a person looks through.

mod form;
mod noted;
mod text;
mod words;

pub use form::{ColumnDraft, FormDraft, Holds, IdentityDraft, PrintedDraft};
pub use noted::Noted;
