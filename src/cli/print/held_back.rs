//! Why a run was not published although it is complete: in one line, with the names of who is lost.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::Lang;
use crate::pipeline::Pipeline;
use crate::store::HeldBack;
use crate::text::group_thousands;

/// Units or files that are named; the rest is counted.
const MOST_NAMED: usize = 8;

/// The line.
pub(in crate::cli) fn held_back(held: &HeldBack, pipeline: &Pipeline, lang: Lang) -> String {
    let HeldBack { published, files, lines, .. } = held;
    let [files, lines] = [files, lines].map(|[before, now]| {
        let [before, now] = [before, now].map(|&count| number(count, lang));
        format!("{before} → {now}")
    });
    let lost = lost(held, pipeline, lang).map(|lost| format!("; {lost}")).unwrap_or_default();
    match lang {
        Lang::Vi => format!(
            "đọc được ít hơn hẳn lượt đang xuất bản ({published}): tệp {files}, dòng {lines}{lost}; lượt đang xuất bản được giữ nguyên; nếu đúng là chỉ còn như vậy thì thêm --accept-fewer"
        ),
        Lang::En => format!(
            "far less could be read than is published ({published}): files {files}, lines {lines}{lost}; what is published stays; if this is right add --accept-fewer"
        ),
    }
}

/// Units that had figures and have none; where there is none, files that are gone.
fn lost(held: &HeldBack, pipeline: &Pipeline, lang: Lang) -> Option<String> {
    let register = &pipeline.register;
    let name = |id: &String| {
        register.find_id(id).map_or_else(|| id.clone(), |unit| register.get(unit).name.clone())
    };
    let units: Vec<String> = held.units.iter().map(name).collect();
    let (what, names) = if units.is_empty() {
        (lang.pick("không còn tệp", "files gone"), held.gone.clone())
    } else {
        (lang.pick("mất số liệu của", "lost"), units)
    };
    let (first, more) = (names.iter().take(MOST_NAMED), names.len().saturating_sub(MOST_NAMED));
    let more = match (more, lang) {
        (0, _) => String::new(),
        (more, Lang::Vi) => format!(" và {more} nữa"),
        (more, Lang::En) => format!(" and {more} more"),
    };
    let first: Vec<&str> = first.map(String::as_str).collect();
    (!names.is_empty()).then(|| format!("{what} {}{more}", first.join(", ")))
}

fn number(count: u64, lang: Lang) -> String {
    let grouped = group_thousands(i64::try_from(count).unwrap_or(i64::MAX));
    match lang {
        Lang::Vi => grouped,
        Lang::En => grouped.replace('.', ","),
    }
}

/// Why a run is not published although it is complete.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct HeldBackJson<'h> {
    /// Id of the run that is.
    latest: &'h str,
    /// Files that could be read.
    read_files: BeforeAndNowJson,
    /// Lines of the forms in them.
    read_lines: BeforeAndNowJson,
    /// Ids of units that had figures and have none.
    lost_units: &'h [String],
    /// Files that are gone.
    gone: &'h [String],
}

/// A count of the published run and of this one.
#[derive(Debug, Serialize, JsonSchema)]
struct BeforeAndNowJson {
    old: u64,
    new: u64,
}

/// The same as data; null where it was not held back.
pub(in crate::cli) fn json(held: Option<&HeldBack>) -> Option<HeldBackJson<'_>> {
    let both = |[old, new]: [u64; 2]| BeforeAndNowJson { old, new };
    held.map(|held| HeldBackJson {
        latest: &held.published,
        read_files: both(held.files),
        read_lines: both(held.lines),
        lost_units: &held.units,
        gone: &held.gone,
    })
}
