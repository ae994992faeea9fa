//! A document that an office signs or reads, laid out as the decree on administrative papers has it.
//!
//! `plan` is a document as plain data, `fit` gives the columns of a table their widths, `package` lays it out by the
//! templates beside it. What a document says is made elsewhere: `notice` is one.

mod fit;
mod package;
mod plan;

pub(super) use fit::{WIDE, fitted};
pub(super) use package::bytes;
pub(super) use plan::{
    Document, DocumentCell, DocumentColumn, DocumentHead, DocumentPart, DocumentRow,
    DocumentRowKind, DocumentRun, DocumentSide, DocumentSignature, DocumentTable, RunLook,
    written_in,
};
