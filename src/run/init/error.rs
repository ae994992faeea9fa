//! Why no province was begun.

use std::path::PathBuf;

use crate::model::{Lang, Period};
use crate::pipeline::DeclarationError;
use crate::run::error::RunError;

/// Why no province was begun. Nothing was written.
#[derive(Debug)]
pub enum InitError {
    /// The folder cannot be the name of a pipeline.
    Name {
        /// The folder.
        folder: PathBuf,
    },
    /// Something stands there already.
    Exists {
        /// The folder.
        folder: PathBuf,
    },
    /// The folder above is not there.
    NoPlace {
        /// It.
        above: PathBuf,
    },
    /// The register is no table of text.
    NoRegister {
        /// The file.
        path: PathBuf,
    },
    /// The register has faults.
    Register(DeclarationError),
    /// No example tells its period.
    NoPeriod,
    /// Two examples tell different periods.
    Periods {
        /// An example and its period.
        first: (String, Period),
        /// Another one.
        second: (String, Period),
    },
    /// Two examples bear one name.
    OneName {
        /// The name.
        name: String,
    },
    /// What was put together is no pipeline; a defect of the program.
    Composed(DeclarationError),
    /// An example cannot be read, or the disk refuses.
    Run(RunError),
}

impl From<RunError> for InitError {
    fn from(error: RunError) -> Self {
        Self::Run(error)
    }
}

impl InitError {
    /// What a person reads.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let said = |place: &PathBuf, vi: &str, en: &str| {
            format!("{}: {}", place.display(), lang.pick(vi, en))
        };
        match self {
            Self::Name { folder } => said(
                folder,
                "tên thư mục cũng là tên của pipeline, chỉ gồm chữ cái không dấu, chữ số, `_` và `-`",
                "the folder is also the name of the pipeline: letters, digits, `_` and `-`",
            ),
            Self::Exists { folder } => said(
                folder,
                "đã có; không ghi đè lên gì",
                "is there already; nothing is overwritten",
            ),
            Self::NoPlace { above } => {
                said(above, "không có thư mục này", "there is no such folder")
            }
            Self::NoRegister { path } => said(
                path,
                "không đọc được danh mục đơn vị: cần một bảng có dòng đầu cột",
                "no register of units can be read here: it takes a table with a header",
            ),
            Self::Register(error) | Self::Composed(error) => error.to_string(),
            Self::NoPeriod => lang
                .pick("không ví dụ nào cho biết kỳ báo cáo", "no example tells its period")
                .to_owned(),
            Self::Periods { first, second } => format!(
                "{} {}, {} {}",
                lang.pick("các ví dụ thuộc hai kỳ:", "the examples are of two periods:"),
                of_period(first),
                lang.pick("còn", "and"),
                of_period(second)
            ),
            Self::OneName { name } => format!(
                "`{name}`: {}",
                lang.pick("hai ví dụ cùng tên tệp", "two examples bear this name")
            ),
            Self::Run(error) => error.say(lang),
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn hint(&self, lang: Lang) -> Option<&'static str> {
        let (vi, en) = match self {
            Self::Exists { .. } => (
                "chọn tên khác, hoặc chạy ở thư mục khác",
                "choose another name, or run it in another folder",
            ),
            Self::NoPeriod | Self::Periods { .. } => (
                "ghi kỳ bằng --period, ví dụ 2026-Q3",
                "name the period by --period, such as 2026-Q3",
            ),
            Self::NoRegister { .. } => (
                "lưu danh mục thành CSV (UTF-8) với các cột id,level,parent_id,name",
                "save it as CSV (UTF-8) with the columns id,level,parent_id,name",
            ),
            Self::OneName { .. } => ("đổi tên một trong hai tệp", "rename one of them"),
            Self::Run(error) => return error.hint(lang),
            Self::Name { .. } | Self::NoPlace { .. } | Self::Register(_) | Self::Composed(_) => {
                return None;
            }
        };
        Some(lang.pick(vi, en))
    }
}

fn of_period((file, period): &(String, Period)) -> String {
    format!("{file} ({period})")
}
