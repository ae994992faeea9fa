//! What should not be relied on in a run that is compared or exported.

use crate::model::{Lang, Stage};
use crate::run::{Difference, RunSide};
use crate::store::Verified;

/// What should not be relied on in either run, a line each.
pub(in crate::cli) fn warnings(difference: &Difference, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for RunSide { record, spoiled, stale } in [&difference.old, &difference.new] {
        lines.extend(doubts(&record.run, spoiled, stale, lang));
    }
    lines
}

/// What should not be relied on in a run: files that are not what was written, stages that are out of date.
pub(in crate::cli) fn doubts(
    run: &str,
    spoiled: &[(String, Verified)],
    stale: &[Stage],
    lang: Lang,
) -> Vec<String> {
    let of_file = |(file, verified): &(String, Verified)| {
        let what = match verified {
            Verified::Missing => lang.pick("không còn", "is gone"),
            _ => lang.pick("đã bị sửa sau khi chạy", "was changed after the run"),
        };
        format!("{run}: `{file}` {what}")
    };
    let mut lines: Vec<String> = spoiled.iter().map(of_file).collect();
    if !stale.is_empty() {
        let stages: Vec<&str> = stale.iter().map(|stage| stage.word()).collect();
        let what = lang.pick(
            "được tính từ số liệu cũ hơn các bước trước",
            "was made of older data than the stages before",
        );
        lines.push(format!("{run}: {} {what}", stages.join(", ")));
    }
    lines
}
