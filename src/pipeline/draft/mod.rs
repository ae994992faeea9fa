//! Files that are not written yet: a form as a filled example tells it, a pipeline, and the text that a person looks
//! through.

mod form;
mod noted;
mod pipeline;
mod text;
mod words;

pub use form::{ColumnDraft, FormDraft, Holds, IdentityDraft, PrintedDraft};
pub use noted::Noted;
pub use pipeline::{DraftedTable, PipelineDraft};
