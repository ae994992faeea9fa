//! A run that was packed, as data, and how packing ends.

use serde_json::{Value, json};

use crate::model::{Exit, Lang};
use crate::run::{BundleLack, Bundled};

/// A bundle that lacks something is there all the same.
pub(super) const fn exit(packed: &Bundled) -> Exit {
    if packed.lacks.is_empty() { Exit::Complete } else { Exit::Gaps }
}

/// Where the archive is, and what it lacks.
pub(super) fn json(packed: &Bundled, lang: Lang, version: u32) -> Value {
    let lack = |lack: &BundleLack| json!({ "lack": lack.word(), "message": lack.sentence(lang) });
    json!({
        "version": version,
        "exit_code": exit(packed).code(),
        "path": packed.path,
        "lacks": packed.lacks.iter().map(lack).collect::<Vec<_>>(),
    })
}
