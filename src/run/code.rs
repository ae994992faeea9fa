//! The data codes of a run. A workbook bears that of the tables it was published from; a form that goes back that of what it
//! alone was made from, so that it need not be made again because another unit sent something. What is shown of the
//! declaration is in both, and nothing of the machine: the same data have the same code wherever they are published.

use crate::model::DataCode;
use crate::store::{Fingerprint, Record};

/// The code of what is made from data of this fingerprint, and shown by a declaration of that one.
pub(super) fn code_of(data: &Fingerprint, sheets: &Fingerprint) -> DataCode {
    let both = format!("{} {}", data.as_str(), sheets.as_str());
    DataCode::of(Fingerprint::of_bytes(both.as_bytes()).as_str())
}

/// The code of the workbooks of a run; `None` where it published none.
#[must_use]
pub fn data_code(record: &Record) -> Option<DataCode> {
    record.published().filter(|output| !output.file.contains('/')).find_map(|output| output.code)
}
