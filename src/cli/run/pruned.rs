//! What retention removed, in words and as data.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::Lang;
use crate::run::Pruned;

/// A run that was removed, as data.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct RemovedJson<'p> {
    /// Its period.
    period: &'p str,
    /// Its id.
    run: &'p str,
}

/// Runs that were removed, as data.
pub(super) fn json(pruned: &Pruned) -> Vec<RemovedJson<'_>> {
    let removed = pruned.removed.iter();
    removed.map(|gone| RemovedJson { period: &gone.period, run: &gone.run }).collect()
}

/// How many runs were removed; nothing where none was.
pub(super) fn summary(pruned: &Pruned, lang: Lang) -> Option<String> {
    let count = pruned.removed.len();
    let said = match lang {
        Lang::Vi => format!("đã xóa {count} lượt chạy cũ theo [keep]"),
        Lang::En => format!("removed {count} old runs as [keep] says"),
    };
    (count > 0).then_some(said)
}

/// A line for each thing that could not be removed.
pub(super) fn warnings(pruned: &Pruned, lang: Lang) -> Vec<String> {
    let what = lang.pick("chưa xóa được lượt chạy cũ", "an old run could not be removed");
    pruned.failed.iter().map(|error| format!("{what}: {}", error.say(lang))).collect()
}
