//! The bytes of one file → its reading, and the readings of a period → what became of each file. Cannot fail: what is
//! wrong with a file is a finding. Plain Rust without disk, process or thread: who calls it has the files, and reads
//! as many at once as the machine can.
//!
//! `taken` has the files of a period read, `open` sees to archives, `understand` puts the reading of a file together:
//! `table` finds the declared forms in a sheet and the role of each line, `sender` weighs whose a table is, `period` which
//! period it is of, `template` what a file says of itself that was made from one, `table_of_file` what tables tell of each
//! other, `figures` turns lines into numbers (`count`: one cell). `submissions` tells which of the files, and of the forms about one unit,
//! count. `inspect` shows all this of one file, `drafting` makes a declaration of a filled example, `originals` opens
//! files once more, to be given back. `dossiers` is what lists of dossiers mean. `lookups` is the register as one file asks it, `context` a table in its file. `findings` is
//! what may be found, a code a file.

mod context;
mod count;
mod dossiers;
mod drafting;
mod figures;
mod file_content;
mod file_findings;
mod findings;
mod inspect;
mod lookups;
mod open;
mod originals;
mod period;
mod remarks;
mod sender;
mod submissions;
mod table;
mod table_of_file;
mod taken;
mod template;
mod understand;

pub use dossiers::{
    CellSays, CodeSample, DossierGroup, DossierMoment, DossierRules, DossierUnit, HEADER_WITHIN,
    ListCell, ListFields, ListHeader, ListUnits, ListWords, ListedCode, ListedDossier, ListsOfBook,
    MeantAt, OpenedList, RowOfSheet, RowTold, RowUnit, WordSays, lists_of, period_minutes,
};
pub use drafting::draft::{draft, draft_book};
pub use drafting::wish::{Drafted, NoTable, Wish};
pub use file_content::{FileContent, is_bundle, read_file, read_opened};
pub use findings::CHECKS;
pub use inspect::{ROWS_OF_A_PAGE, inspect};
pub use lookups::is_concerned;
pub use originals::{holder, lost, originals};
pub use submissions::gather::{Gathered, gather};
pub use submissions::receipts::{Receipts, is_receipts};
pub use submissions::superseded::leave_superseded;
pub use taken::{TakenFiles, read_members, take_files};
pub use understand::understand;
