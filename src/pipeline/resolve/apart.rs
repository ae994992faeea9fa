//! That runs are not kept where submissions come in: what a run leaves would be read by the next, and the other way round
//! retention would look at what offices sent.

use std::path::{Path, PathBuf};

use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::both;

/// The folder of results must not lie in the inbox, nor the inbox in the folder of the runs of this pipeline; links are
/// followed, for a folder has many names.
pub(super) fn apart(inbox: &Path, output: &Path, id: &str, at: &At) {
    let (sent, kept) = (real(inbox), real(&output.join(id)));
    let (inbox, output) = (inbox.display(), output.display());
    if kept.starts_with(&sent) {
        at.wrong(
            both!(
                "`{output}`, trong thư mục nhận báo cáo `{inbox}`",
                "`{output}`, inside the inbox `{inbox}`"
            ),
            ("một thư mục ngoài thư mục nhận báo cáo", "a folder outside the inbox"),
        );
    } else if sent.starts_with(&kept) {
        at.wrong(
            both!(
                "`{output}`, có thư mục nhận báo cáo `{inbox}` giữa các lần chạy",
                "`{output}`, with the inbox `{inbox}` among its runs"
            ),
            ("một thư mục tách khỏi nó", "a folder apart from it"),
        );
    }
}

/// The one name of a folder, also of one that is not there yet: the part of its path that is there decides.
fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut missing = Vec::new();
    for above in path.ancestors() {
        if let Ok(real) = above.canonicalize() {
            return missing.iter().rev().fold(real, |path, part| path.join(part));
        }
        missing.extend(above.file_name());
    }
    path
}
