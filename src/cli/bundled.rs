//! A run that was packed, as data.

use serde_json::{Value, json};

use crate::model::Lang;
use crate::run::{BundleLack, Bundled};

/// Where the archive is, and what it lacks.
pub(super) fn json(packed: &Bundled, lang: Lang, version: u32) -> Value {
    let lack = |lack: &BundleLack| json!({ "lack": lack.word(), "message": lack.sentence(lang) });
    json!({
        "version": version,
        "exit_code": packed.exit().code(),
        "path": packed.path,
        "lacks": packed.lacks.iter().map(lack).collect::<Vec<_>>(),
    })
}
