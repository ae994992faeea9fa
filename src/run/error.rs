//! Why a run could not be made.

use std::path::PathBuf;

use crate::model::{Exit, Stage};
use crate::pipeline::DeclarationError;
use crate::publish::PublishError;
use crate::store::{Holder, StoreError};
use crate::table::TableError;

/// Why a run could not be made. Wrong data is never the reason.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The inbox is not there.
    #[error("{path}: không có thư mục nhận báo cáo (inbox)")]
    NoInbox {
        /// Where it should be.
        path: PathBuf,
    },
    /// A file that was asked about is not there.
    #[error("{path}: không có tệp này")]
    NoFile {
        /// Where it should be.
        path: PathBuf,
    },
    /// An example holds no table that a form could be drafted from.
    #[error("{place}: {reason}")]
    NoTable {
        /// The file, and the sheet if one was looked at.
        place: String,
        /// Why, in Vietnamese.
        reason: String,
    },
    /// A drafted form is not one that can be declared; a defect of the program.
    #[error("bản nháp không dùng được (lỗi của chương trình): {0}")]
    Draft(DeclarationError),
    /// Another run holds the lock.
    #[error("một lượt chạy khác đang giữ khóa ({holder})")]
    Locked {
        /// Who holds it.
        holder: Holder,
    },
    /// The inbox was there and is gone.
    #[error("{path}: thư mục nhận báo cáo (inbox) không còn; kết quả tốt gần nhất được giữ nguyên")]
    InboxGone {
        /// Where it was.
        path: PathBuf,
    },
    /// A file of the inbox changed again and again while it was read.
    #[error("{file}: tệp đang thay đổi trong khi đọc; hãy chạy lại khi đã chép xong")]
    Unsettled {
        /// The file, relative to the inbox.
        file: String,
    },
    /// The run was told to end.
    #[error(
        "lượt chạy bị ngắt giữa chừng; không có gì được xuất bản, kết quả tốt gần nhất giữ nguyên"
    )]
    Stopped {
        /// Number of the signal.
        signal: usize,
    },
    /// A stage was to go on from an earlier run, and there is none.
    #[error("chưa có lượt chạy nào để chạy tiếp từ bước `{}`", .stage.word())]
    NoEarlierRun {
        /// The stage.
        stage: Stage,
    },
    /// A stage was to go on from files that are not what an earlier run wrote.
    #[error("kết quả cũ của bước `{}` bị thiếu hoặc bị sửa (`{file}`)", .stage.word())]
    Spoiled {
        /// The stage.
        stage: Stage,
        /// The file, relative to the run.
        file: String,
    },
    /// No process could be started to read files.
    #[error("không khởi động được tiến trình đọc tệp: {0}")]
    Reader(std::io::Error),
    /// The signals that end a run cannot be watched.
    #[error("không theo dõi được tín hiệu dừng: {0}")]
    Signals(std::io::Error),
    /// The disk failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A stage failed; a defect of the program.
    #[error("bước `{}` không chạy được: {source}", .stage.word())]
    Table {
        /// The stage.
        stage: Stage,
        /// Why.
        source: TableError,
    },
    /// A workbook could not be made.
    #[error("bước `publish` không chạy được: {0}")]
    Publish(#[from] PublishError),
    /// A declaration could not be fingerprinted; a defect of the program.
    #[error("không tính được dấu vân tay của khai báo: {0}")]
    Fingerprint(#[from] serde_json::Error),
}

/// The signal by which the machine ends a program.
const SIGTERM: usize = 15;

impl RunError {
    /// How the program ends.
    #[must_use]
    pub const fn exit(&self) -> Exit {
        match self {
            Self::NoInbox { .. }
            | Self::NoFile { .. }
            | Self::NoTable { .. }
            | Self::NoEarlierRun { .. }
            | Self::Spoiled { .. } => Exit::Usage,
            Self::Locked { .. } => Exit::Locked,
            Self::Stopped { signal: SIGTERM } => Exit::Terminated,
            Self::Stopped { .. } => Exit::Interrupted,
            Self::InboxGone { .. }
            | Self::Unsettled { .. }
            | Self::Reader(_)
            | Self::Signals(_)
            | Self::Draft(_)
            | Self::Store(_)
            | Self::Table { .. }
            | Self::Publish(_)
            | Self::Fingerprint(_) => Exit::Failed,
        }
    }

    /// Whether a run that ends so leaves a record: not where it was a mistake to begin it, or where it begins anew.
    #[must_use]
    pub const fn leaves_record(&self) -> bool {
        matches!(self.exit(), Exit::Failed | Exit::Interrupted | Exit::Terminated)
            && !matches!(self, Self::Unsettled { .. })
    }

    /// Whether only a run of all stages mends it.
    #[must_use]
    pub const fn needs_all_stages(&self) -> bool {
        matches!(self, Self::NoEarlierRun { .. } | Self::Spoiled { .. })
    }

    /// What to do about it, where that can be said.
    #[must_use]
    pub const fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NoInbox { .. } => Some(
                "sửa khóa `inbox` của pipeline, kiểm tra --period, hoặc chỉ thư mục khác bằng --inbox",
            ),
            Self::NoFile { .. } => Some("kiểm tra lại đường dẫn"),
            Self::NoTable { .. } => Some(
                "chọn một tệp đã điền số liệu; nếu bảng nằm ở trang khác thì chỉ trang đó bằng --sheet",
            ),
            Self::Locked { .. } => {
                Some("đợi lượt chạy kia xong rồi chạy lại, hoặc thêm --wait-for-lock")
            }
            Self::InboxGone { .. } => Some("kiểm tra ổ đĩa mạng hoặc thư mục chia sẻ rồi chạy lại"),
            Self::Unsettled { .. } | Self::Stopped { .. } => None,
            Self::NoEarlierRun { .. } | Self::Spoiled { .. } => {
                Some("chạy đủ các bước một lần, không có --from và --only")
            }
            Self::Store(_) => Some("kiểm tra quyền ghi và dung lượng đĩa của thư mục kết quả"),
            Self::Reader(_) => Some("kiểm tra số tiến trình và bộ nhớ còn lại của máy"),
            Self::Draft(_)
            | Self::Signals(_)
            | Self::Table { .. }
            | Self::Publish(_)
            | Self::Fingerprint(_) => None,
        }
    }
}
