//! Why a run is not put into a lake, or a lake cannot be gone on from.

use std::path::PathBuf;

use crate::model::Lang;
use crate::store::Record;

/// A pipeline and its period.
type OfPeriod = (String, String);

/// Why a run is not put into a lake, or a lake cannot be gone on from.
#[derive(Debug)]
pub enum LakeError {
    /// A folder holds no run.
    NoRun {
        /// The folder.
        path: PathBuf,
    },
    /// A run is not one that was published.
    Unpublished {
        /// Its folder.
        path: PathBuf,
        /// Why not.
        why: Unpublished,
    },
    /// What a run was declared by is not kept in it, or this program does not understand it.
    Undeclared {
        /// Its folder.
        path: PathBuf,
    },
    /// A run was itself put together from a lake: its units would stand there twice.
    OfRuns {
        /// Its folder.
        path: PathBuf,
    },
    /// Two runs mean different things by one metric.
    OtherMetric {
        /// The metric.
        metric: String,
        /// The runs.
        runs: [OfPeriod; 2],
        /// What each divides by what.
        formulas: [String; 2],
    },
    /// Two runs have other columns in the lines of one form.
    OtherForm {
        /// The form.
        form: String,
        /// The runs.
        runs: [OfPeriod; 2],
        /// The columns that each has and the other has not.
        columns: [String; 2],
    },
    /// A table of a lake is not the one that its record tells of.
    Torn {
        /// The run.
        run: OfPeriod,
        /// The file.
        path: PathBuf,
    },
    /// The lines of a form lack a measure that the form asks for.
    LacksMeasure {
        /// The run.
        run: OfPeriod,
        /// The form.
        form: String,
        /// The measure.
        measure: String,
    },
    /// Two runs tell of one form of one unit.
    UnitTwice {
        /// The unit.
        unit: String,
        /// The form.
        form: String,
        /// The pipelines.
        pipelines: [String; 2],
    },
}

/// Why a run is not one that was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unpublished {
    /// It was a trial.
    Trial,
    /// It was held back.
    HeldBack,
    /// It is not complete.
    Incomplete,
}

impl Unpublished {
    /// Why a run is not one that was published; `None` where it is.
    pub(super) const fn of(record: &Record) -> Option<Self> {
        if record.trial {
            Some(Self::Trial)
        } else if record.held_back.is_some() {
            Some(Self::HeldBack)
        } else if !record.complete {
            Some(Self::Incomplete)
        } else {
            None
        }
    }

    const fn said(self, lang: Lang) -> &'static str {
        match self {
            Self::Trial => lang.pick("lượt này chạy thử", "this run is a trial"),
            Self::HeldBack => lang.pick(
                "lượt này bị giữ lại, chưa công bố",
                "this run was held back and is not published",
            ),
            Self::Incomplete => lang.pick(
                "lượt này chưa trọn vẹn, không được công bố",
                "this run is not complete and is not published",
            ),
        }
    }
}

impl LakeError {
    /// The error in a language.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::NoRun { path } => {
                let what = lang.pick("không có lượt chạy nào ở đây", "there is no run here");
                format!("{}: {what}", path.display())
            }
            Self::Unpublished { path, why } => format!("{}: {}", path.display(), why.said(lang)),
            Self::Undeclared { path } => {
                let what = lang.pick(
                    "lượt này không giữ khai báo, hoặc khai báo đã giữ không còn đọc được",
                    "this run keeps no declaration, or one that can no longer be read",
                );
                format!("{}: {what}", path.display())
            }
            Self::OfRuns { path } => {
                let what = lang.pick(
                    "lượt này tổng hợp từ các lượt khác nên không gộp lại vào hồ dữ liệu",
                    "this run was put together from other runs, so it is no part of a lake",
                );
                format!("{}: {what}", path.display())
            }
            Self::OtherMetric { metric, runs: [a, b], formulas: [c, d] } => {
                let what = lang.pick("là hai công thức khác nhau", "is two different formulas");
                format!("{metric}: {what}: {} `{c}`, {} `{d}`", of(a), of(b))
            }
            Self::OtherForm { form, runs: [a, b], columns } => {
                let [c, d] =
                    columns.each_ref().map(|only| if only.is_empty() { "–" } else { only });
                let what = lang.pick("có các cột khác nhau", "has different columns");
                format!("{form}: {what}: {} `{c}`, {} `{d}`", of(a), of(b))
            }
            Self::Torn { run, path } => {
                let what = lang.pick(
                    "không phải bảng mà bản ghi của hồ dữ liệu nêu; lần gộp trước bị ngắt giữa chừng, hoặc đang gộp",
                    "is not the table that its record in the lake tells of: it was gathered in part, or is being gathered",
                );
                format!("{}: {what} ({})", path.display(), of(run))
            }
            Self::LacksMeasure { run, form, measure } => {
                let what = lang.pick("không có cột", "has no column");
                format!("{}: {form} {what} `{measure}`", of(run))
            }
            Self::UnitTwice { unit, form, pipelines: [a, b] } => match lang {
                Lang::Vi => format!("{unit}: {form} có trong cả hai lượt chạy, {a} và {b}"),
                Lang::En => format!("{unit}: {form} stands in two runs, {a} and {b}"),
            },
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn hint(&self, lang: Lang) -> &'static str {
        let (vi, en) = match self {
            Self::NoRun { .. } => (
                "ghi thư mục của một lượt, của một kỳ, hoặc thư mục kết quả (output)",
                "name the folder of a run, of a period, or the output folder",
            ),
            Self::Unpublished { .. } => {
                ("gộp lượt mà latest trỏ đến", "gather the run that latest points to")
            }
            Self::Undeclared { .. } => (
                "chạy lại pipeline bằng bản tthc này rồi gộp",
                "run the pipeline with this tthc, then gather",
            ),
            Self::OfRuns { .. } => {
                ("gộp các lượt của từng tỉnh", "gather the runs of the provinces")
            }
            Self::OtherMetric { .. } => (
                "trong một hồ dữ liệu một mã chỉ tiêu có một nghĩa: đổi mã, hoặc gộp vào hồ khác",
                "in a lake an id of a metric means one thing: give it another id, or take another lake",
            ),
            Self::OtherForm { .. } => (
                "trong một hồ dữ liệu một mã biểu có một bố cục: gộp lại các tỉnh bằng cùng biểu và cùng bản tthc, đổi mã biểu, hoặc gộp vào hồ khác",
                "in a lake an id of a form means one layout: gather all with one form and one tthc, give it another id, or take another lake",
            ),
            Self::Torn { .. } => (
                "gộp lại lượt của tỉnh đó bằng tthc gather rồi chạy lại",
                "gather the run of that province again, then run again",
            ),
            Self::LacksMeasure { .. } => (
                "khai báo trong forms đúng biểu mà các tỉnh dùng",
                "declare in forms the form that the provinces use",
            ),
            Self::UnitTwice { .. } => (
                "mỗi đơn vị thuộc một pipeline: sửa danh mục đơn vị của một trong hai, chạy lại rồi gộp lại",
                "a unit belongs to one pipeline: mend the register of one of them, run and gather again",
            ),
        };
        lang.pick(vi, en)
    }
}

/// A pipeline and period in a sentence.
fn of((pipeline, period): &OfPeriod) -> String {
    format!("{pipeline} {period}")
}
