//! Where a pipeline takes its figures from, and the lake that its runs are put into.

use std::path::{Path, PathBuf};

use crate::model::Period;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{as_written, both};
use crate::pipeline::return_forms::ReturnForms;
use crate::pipeline::source::FigureSource;
use crate::pipeline::written::pipeline::Declaration;

use super::choices::{choice_or, listed};
use super::place::beside;

/// The inbox, or the lake that stands for it.
pub(super) fn source(
    declared: &Declaration,
    at: &At,
    folder: &Path,
    period: Option<Period>,
) -> (FigureSource, Option<PathBuf>) {
    let source_at = at.key("source");
    if declared.source.is_missing() {
        return (FigureSource::Files, inbox(declared, at, folder, period));
    }
    if !declared.inbox.is_missing() {
        inbox(declared, at, folder, period);
        source_at.wrong(
            ("cả `inbox` và `source`", "both `inbox` and `source`"),
            ("một trong hai", "one of them"),
        );
    }
    let runs = declared.source.optional(&source_at);
    let runs = runs.and_then(|source| source.runs.text(&source_at.key("runs")));
    (FigureSource::Runs, runs.map(|runs| beside(folder, &runs)))
}

/// The inbox, with `{period}` replaced: `2023-Q3` becomes `2023q3`.
fn inbox(
    declared: &Declaration,
    at: &At,
    folder: &Path,
    period: Option<Period>,
) -> Option<PathBuf> {
    let at = at.key("inbox");
    let inbox = declared.inbox.text(&at)?;
    let rest = inbox.replace("{period}", "");
    if let Some(open) = rest.find(['{', '}']) {
        let found = rest[open..].split_inclusive('}').next().unwrap_or_default();
        at.wrong(
            both!("`{found}` trong `{inbox}`", "`{found}` in `{inbox}`"),
            ("`{period}`, chữ duy nhất được thay", "`{period}`, the only placeholder"),
        );
        return None;
    }
    let compact = period?.to_string().to_lowercase().replace('-', "");
    Some(beside(folder, &inbox.replace("{period}", &compact)))
}

/// The lake that published runs are put into. What was put together from a lake is not put into one: its units would
/// stand there twice.
pub(super) fn lake(
    declared: &Declaration,
    at: &At,
    folder: &Path,
    source: FigureSource,
) -> Option<PathBuf> {
    let at = at.key("lake");
    let lake = declared.lake.optional(&at)?;
    let written = lake.folder.text(&at.key("folder"))?;
    if source == FigureSource::Runs {
        at.wrong(
            as_written(&written),
            (
                "không có `[lake]` khi số liệu lấy từ `[source] runs`",
                "no `[lake]` where figures are taken from `[source] runs`",
            ),
        );
        return None;
    }
    Some(beside(folder, &written))
}

/// From which finding on forms go back: never where no files were sent.
pub(super) fn returns(
    declared: &Declaration,
    at: &At,
    source: FigureSource,
) -> Option<ReturnForms> {
    let (at, all) = (at.key("return-forms"), &ReturnForms::ALL);
    let written = choice_or(&declared.return_forms, &at, &listed(all), all, ReturnForms::default());
    if source == FigureSource::Files {
        return written;
    }
    if !declared.return_forms.is_missing() && written.and_then(ReturnForms::least).is_some() {
        at.wrong(
            ("trả lại biểu", "forms that go back"),
            (
                "`never` khi số liệu lấy từ `[source] runs`: mỗi tỉnh trả lại biểu của mình",
                "`never` where figures are taken from `[source] runs`: each province gives its own back",
            ),
        );
    }
    Some(ReturnForms::Never)
}
