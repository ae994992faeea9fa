//! The keys in which the declarations of two runs differ.

use crate::pipeline::{DeclarationText, KeyChange, Setting, key_changes};
use crate::run::kept::{KeptFile, kept};
use crate::store::Run;

/// The keys that differ, those that were set for one run among them; `None` where one of the runs does not have its
/// declaration.
pub(in crate::run) fn changed_keys(old: &Run, new: &Run) -> Option<Vec<KeyChange>> {
    let (was, is) = (kept(old)?, kept(new)?);
    let set = |run: &Run| -> Vec<Setting> {
        run.record().asked.set.iter().filter_map(|typed| Setting::parse(typed).ok()).collect()
    };
    let (set_then, set_now) = (set(old), set(new));
    let old = DeclarationText { files: &texts(&was), set: &set_then };
    Some(key_changes(old, DeclarationText { files: &texts(&is), set: &set_now }))
}

fn texts(files: &[KeptFile]) -> Vec<(&str, &str)> {
    files.iter().map(|file| (file.name.as_str(), file.text.as_str())).collect()
}
