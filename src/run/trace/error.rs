//! Why nothing can be traced.

use std::path::PathBuf;

use crate::model::Lang;
use crate::run::error::RunError;
use crate::run::named::NamedError;
use crate::run::show::ShowError;

/// Why nothing can be traced.
#[derive(Debug)]
pub enum TraceError {
    /// What is asked for is not known, or the run cannot be read.
    Show(ShowError),
    /// Nobody has a figure of this field.
    NoField {
        /// The field.
        field: String,
        /// The fields that there are.
        known: Vec<String>,
    },
    /// What was typed is no address of a cell.
    NoAddress {
        /// What was typed.
        typed: String,
    },
    /// No run published this file.
    NotPublished {
        /// The file.
        file: PathBuf,
        /// Whether its data code is on it although no run bears it.
        code: Option<String>,
    },
    /// The run no longer has the declaration it went by, and no pipeline was named.
    NoDeclaration {
        /// Id of the run.
        run: String,
    },
    /// The workbook cannot be read.
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why, in Vietnamese.
        reason: String,
    },
    /// The file is one that goes back to a unit.
    Returned {
        /// The file.
        file: PathBuf,
        /// Id of the pipeline.
        pipeline: String,
        /// The cell that it copies, in the file that was sent.
        original: Option<String>,
    },
    /// The file is the data edition, whose rows bear unit and metric themselves.
    DataEdition {
        /// The file.
        file: PathBuf,
        /// Id of the pipeline.
        pipeline: String,
    },
    /// The workbook has no such sheet.
    NoSheet {
        /// The sheet.
        sheet: String,
        /// The sheets that there are.
        known: Vec<String>,
    },
    /// The cell shows something else than what was published there.
    Differs {
        /// The cell.
        cell: String,
        /// What stands there.
        found: String,
        /// What this program publishes there.
        published: String,
    },
    /// The run read no such file.
    NoInput {
        /// What was typed.
        typed: String,
        /// The file whose name comes nearest.
        near: Option<String>,
    },
}

impl From<ShowError> for TraceError {
    fn from(error: ShowError) -> Self {
        Self::Show(error)
    }
}

impl From<RunError> for TraceError {
    fn from(error: RunError) -> Self {
        Self::Show(error.into())
    }
}

impl From<NamedError> for TraceError {
    fn from(error: NamedError) -> Self {
        Self::Show(error.into())
    }
}

impl TraceError {
    /// A file that a table of a run was in is gone.
    pub(super) const fn gone(path: PathBuf) -> Self {
        Self::Show(ShowError::Gone { path })
    }

    /// The word for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Show(error) => error.code(),
            Self::NoField { .. } => "unknown_field",
            Self::NoAddress { .. } => "no_address",
            Self::NotPublished { .. } => "not_published",
            Self::NoDeclaration { .. } => "no_declaration",
            Self::Unreadable { .. } => "unreadable",
            Self::Returned { .. } => "returned_form",
            Self::DataEdition { .. } => "data_edition",
            Self::NoSheet { .. } => "unknown_sheet",
            Self::Differs { .. } => "differs",
            Self::NoInput { .. } => "unknown_file",
        }
    }

    /// What a person reads.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let vi = lang == Lang::Vi;
        match self {
            Self::Show(error) => error.text(lang),
            Self::NoField { field, .. } if vi => {
                format!("`{field}`: đơn vị không có số liệu của lĩnh vực này")
            }
            Self::NoField { field, .. } => {
                format!("`{field}`: the unit has no figures of this field")
            }
            Self::NoAddress { typed } if vi => format!("`{typed}`: không phải địa chỉ của một ô"),
            Self::NoAddress { typed } => format!("`{typed}`: is no address of a cell"),
            Self::NotPublished { file, code } => {
                let file = file.display();
                match (code, vi) {
                    (None, true) => format!("{file}: không lượt chạy nào đã xuất bản tệp này"),
                    (None, false) => format!("{file}: no run published this file"),
                    (Some(code), true) => {
                        format!(
                            "{file}: không còn lượt chạy nào mang mã số liệu {code} của tệp này"
                        )
                    }
                    (Some(code), false) => {
                        format!("{file}: no run bears the data code {code} of this file")
                    }
                }
            }
            Self::NoDeclaration { run } if vi => {
                format!("{run}: lượt này không còn giữ khai báo của nó")
            }
            Self::NoDeclaration { run } => format!("{run}: the run no longer has its declaration"),
            Self::Unreadable { file, reason } => format!("{}: {reason}", file.display()),
            Self::Returned { file, .. } if vi => {
                format!("{}: là tệp phản hồi, chép lại trang mà đơn vị đã gửi", file.display())
            }
            Self::Returned { file, .. } => {
                format!("{}: goes back to a unit and copies what it sent", file.display())
            }
            Self::DataEdition { file, .. } if vi => {
                format!(
                    "{}: mỗi dòng của tệp số liệu ghi sẵn mã đơn vị và chỉ tiêu",
                    file.display()
                )
            }
            Self::DataEdition { file, .. } => {
                format!(
                    "{}: each row of the data edition bears its unit and metric",
                    file.display()
                )
            }
            Self::NoSheet { sheet, .. } if vi => format!("`{sheet}`: tệp không có trang này"),
            Self::NoSheet { sheet, .. } => format!("`{sheet}`: the file has no such sheet"),
            Self::Differs { cell, found, published } if vi => {
                format!("{cell}: trong tệp ghi `{found}`, lượt chạy xuất bản `{published}`")
            }
            Self::Differs { cell, found, published } => {
                format!("{cell}: the file shows `{found}`, the run published `{published}`")
            }
            Self::NoInput { typed, .. } if vi => {
                format!("`{typed}`: lượt này không đọc tệp, trang nào như vậy")
            }
            Self::NoInput { typed, .. } => {
                format!("`{typed}`: the run read no such file and sheet")
            }
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> Option<String> {
        let listed = |known: &[String]| {
            let some: Vec<&str> = known.iter().take(MOST_NAMED).map(String::as_str).collect();
            let words = lang.pick("có", "there are");
            (!some.is_empty()).then(|| format!("{words}: {}", some.join(", ")))
        };
        let said = match self {
            Self::Show(error) => return error.hint(lang),
            Self::NoField { known, .. } | Self::NoSheet { known, .. } => return listed(known),
            Self::NoInput { near, .. } => {
                let words = lang.pick("có phải là", "did you mean");
                return near.as_ref().map(|near| format!("{words} `{near}`?"));
            }
            Self::NoAddress { .. } => lang.pick(
                "ghi TỆP!TRANG!Ô, ví dụ 'xep-hang.xlsx!Cấp xã!F12', trong dấu nháy",
                "write FILE!SHEET!CELL, such as 'xep-hang.xlsx!Cấp xã!F12', in quotes",
            ),
            Self::NotPublished { .. } => lang.pick(
                "chỉ pipeline bằng -p hoặc thư mục kết quả bằng --output; lượt cũ có thể đã bị xóa theo [keep]; tệp đơn vị gửi thì hỏi bằng --impact",
                "name the pipeline by -p or the results by --output; an old run may be gone as [keep] says; of a file that a unit sent ask with --impact",
            ),
            Self::NoDeclaration { .. } => lang.pick("chỉ pipeline bằng -p", "name the pipeline by -p"),
            Self::Returned { .. } => lang.pick(
                "hỏi bằng tthc trace PIPELINE --impact với tệp, trang và ô của tệp đã gửi, ghi ở chân trang",
                "ask tthc trace PIPELINE --impact with file, sheet and cell of what was sent, as the foot of the sheet names it",
            ),
            Self::Differs { .. } => lang.pick(
                "tệp đã bị sửa, hoặc do một bản tthc khác lập; tra bằng --unit và --metric",
                "the file was edited, or another build of tthc made it; ask with --unit and --metric",
            ),
            Self::DataEdition { pipeline, .. } => {
                let what = lang.pick("hỏi bằng", "ask");
                return Some(format!("{what} tthc trace {pipeline} --unit U --metric M"));
            }
            Self::Unreadable { .. } => return None,
        };
        Some(said.to_owned())
    }
}

/// As many names as a line holds.
const MOST_NAMED: usize = 20;
