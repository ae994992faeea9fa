//! A folder of each run that one kind of files has for itself.

use super::names::Once;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::as_written;
use crate::pipeline::return_forms::ReturnForms;
use crate::pipeline::written::value::Declared;

/// Folders of each run that are there already.
const OTHERS: [&str; 3] = ["data", "pipelines", ReturnForms::FOLDER];

/// A folder of the run that holds nothing else, by a name that links and shells take as it is; `taken` are those that other
/// keys have.
pub(super) fn run_folder(declared: &Declared<String>, at: &At, taken: &mut Once) -> Option<String> {
    let folder = declared.text(at)?;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !folder.chars().all(plain) {
        at.wrong(
            as_written(folder),
            ("chữ cái không dấu, chữ số, `_` và `-`", "letters without marks, digits, `_` and `-`"),
        );
        return None;
    }
    let lower = folder.to_lowercase();
    if OTHERS.contains(&lower.as_str()) {
        at.wrong(
            as_written(folder),
            (
                "tên khác tên các thư mục có sẵn của mỗi lần chạy",
                "another name than that of a folder of each run",
            ),
        );
        return None;
    }
    taken.first(at, &lower, ("một thư mục riêng", "a folder of its own")).then_some(folder)
}
