//! Why a file could not be read though it could be had: it ended whoever read it, and is told so.

use super::limits::Limits;

/// How the reader of a file ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReaderEnd {
    /// It was given up.
    TooLong,
    /// No more memory was left to it.
    TooMuch,
    /// The file holds things in things in things.
    TooDeep,
    /// For another reason, which the machine may have told.
    Stopped(Option<String>),
    /// It answers what was not asked.
    TakenOver,
}

impl ReaderEnd {
    /// What the sender is told.
    #[must_use]
    pub fn reason(&self, limits: &Limits) -> String {
        match self {
            Self::TooLong => format!(
                "đọc tệp lâu quá {} giây (giới hạn của chương trình) nên phải dừng; hãy gửi lại bảng tính chỉ có số liệu",
                limits.seconds
            ),
            Self::TooMuch => format!(
                "đọc tệp cần quá {} MB bộ nhớ (giới hạn của chương trình) nên phải dừng; hãy gửi lại bảng tính chỉ có số liệu",
                limits.memory >> 20
            ),
            Self::TooDeep => "tệp lồng quá sâu nên không đọc được; hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại".to_owned(),
            Self::Stopped(how) => {
                let how = how.as_ref().map(|how| format!(" ({how})")).unwrap_or_default();
                format!("tệp làm bộ đọc dừng đột ngột{how}; hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại")
            }
            Self::TakenOver => "tệp làm bộ đọc trả lời sai; hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại".to_owned(),
        }
    }
}
