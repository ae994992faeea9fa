//! What a bundle lacks to make the same run again.

use crate::model::Lang;

/// Something that is not as it was when the run was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BundleLack {
    /// A file that was read is gone.
    InputGone(String),
    /// A file that was read is another one now.
    InputChanged(String),
    /// A file that lay there cannot be packed.
    InputUnreadable(String),
    /// A file of the run is missing or changed.
    Output(String),
    /// A stage went by another declaration than the one that is packed.
    Declaration {
        /// What is packed is the declaration that the run kept; else it is that of now.
        kept: bool,
    },
    /// A file of the declaration is named by a whole path, which is another one elsewhere; where it is packed.
    Foreign(String),
    /// The run was made by a program that computes or stores otherwise; its version.
    Program(String),
    /// The stages of the run were not made from one another.
    Stale,
    /// What the period before was is another one now.
    Past,
}

impl BundleLack {
    /// The word in data.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::InputGone(_) => "input-gone",
            Self::InputChanged(_) => "input-changed",
            Self::InputUnreadable(_) => "input-unreadable",
            Self::Output(_) => "output",
            Self::Declaration { .. } => "declaration",
            Self::Foreign(_) => "foreign-path",
            Self::Program(_) => "program",
            Self::Stale => "stale",
            Self::Past => "past",
        }
    }

    /// In a sentence.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let vi = lang == Lang::Vi;
        let fixed = match self {
            Self::InputGone(file) if vi => return format!("{file}: không còn trong hộp thư"),
            Self::InputGone(file) => return format!("{file}: no longer in the inbox"),
            Self::InputChanged(file) if vi => {
                return format!("{file}: đã thay đổi từ lượt đó, không đưa vào gói");
            }
            Self::InputChanged(file) => return format!("{file}: changed since, not packed"),
            Self::InputUnreadable(file) if vi => return format!("{file}: không đọc được"),
            Self::InputUnreadable(file) => return format!("{file}: cannot be read"),
            Self::Output(file) if vi => return format!("run/{file}: bị thiếu hoặc bị sửa"),
            Self::Output(file) => return format!("run/{file}: missing or changed"),
            Self::Foreign(file) if vi => {
                return format!("{file}: pipeline ghi đường dẫn tuyệt đối; sửa lại trước khi chạy");
            }
            Self::Foreign(file) => {
                return format!("{file}: declared by a whole path; mend it before running");
            }
            Self::Program(version) if vi => {
                return format!("lượt này do tthc {version} tính; bản bây giờ tính hoặc lưu khác");
            }
            Self::Program(version) => {
                return format!("made by tthc {version}, which computes or stores otherwise");
            }
            Self::Declaration { kept: true } => lang.pick(
                "có bước của lượt này theo khai báo khác với khai báo của lượt",
                "a stage of the run went by another declaration than that of the run",
            ),
            Self::Declaration { kept: false } => lang.pick(
                "khai báo đã thay đổi từ lượt đó; gói chứa khai báo bây giờ",
                "the declaration changed since; the bundle holds it as it is now",
            ),
            Self::Stale => lang.pick(
                "lượt này chưa trọn: có bước chưa chạy lại theo bước trước",
                "the run is incomplete: a stage did not follow the one before",
            ),
            Self::Past => lang.pick(
                "kết quả của kỳ trước đã thay đổi từ lượt đó, không đưa vào gói",
                "the results of the period before changed since, not packed",
            ),
        };
        fixed.to_owned()
    }
}
