//! The published workbook as text: every sheet, row and cell of a small province.

use tthc::publish::book::plan::WorkbookPlan;
use tthc::publish::compose;
use tthc::run::TracedRun;

use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, HEAD_5, under};
use crate::reading::{DONG_PHU, LOC_NINH, NOI_VU, SURVEY};

/// A total that is wrong, a department that has not sent, one too small to rank, a field without a reason.
#[test]
fn a_small_province_is_published() {
    let wrong = LOC_NINH.replace("| 90 | 85 | 5 | 10 | 8 | 2", "| 91 | 85 | 5 | 10 | 8 | 2");
    let case = Case::new()
        .file(
            "cap-huyen/692.xlsx",
            &[("Phụ lục 3", &under(HEAD_3, &wrong)), ("Phụ lục 5", &under(HEAD_5, SURVEY))],
        )
        .file("cap-huyen/695.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))])
        .file("so-nganh/so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))]);
    case.run(&["--period", "2023-Q2"]).says_anything().exit(3);
    case.run(&["--period", "2023-Q3"]).says_anything().exit(3);
    insta::assert_snapshot!(published(&case));
}

/// What the latest run of a case publishes, as text.
pub(crate) fn published(case: &Case) -> String {
    composed(case, |books| books.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

/// What the latest run of a case publishes.
#[expect(clippy::unwrap_used, reason = "a run that left no metrics fails the test")]
pub(crate) fn composed<T>(case: &Case, ask: impl FnOnce(&[WorkbookPlan<'_>]) -> T) -> T {
    let pipeline = tthc::pipeline::load(&case.path("pipelines/thu.toml")).unwrap();
    let traced = TracedRun::load(&case.newest(), pipeline).unwrap();
    let inputs = traced.inputs(tthc::model::DataCode::of("0123456789abcdef"));
    ask(&compose(&inputs))
}
