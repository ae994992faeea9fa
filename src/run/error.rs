//! Why a run could not be made.

use std::path::PathBuf;

use strum::IntoStaticStr;

use crate::model::{Lang, Sentence, Stage};
use crate::pipeline::DeclarationError;
use crate::publish::PublishError;
use crate::store::{Holder, StoreError};
use crate::table::TableError;

use super::lake::LakeError;
use super::shard::error::ShardError;

/// Why a run could not be made. Wrong data is never the reason. `Display` is Vietnamese; [`RunError::say`] knows
/// both languages.
#[derive(Debug, thiserror::Error, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
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
    /// The engine of the page that checks files is not there.
    #[error("{path}: không có bộ đọc của trang kiểm tra")]
    NoEngine {
        /// Where it should be.
        path: PathBuf,
    },
    /// What should be that engine is something else.
    #[error("{path}: tệp này không phải bộ đọc của trang kiểm tra")]
    NotAnEngine {
        /// The file.
        path: PathBuf,
    },
    /// The engine was built of another program, so it may find something else than the night.
    #[error("{path}: bộ đọc này thuộc một bản tthc khác, có thể cho kết quả khác ban đêm")]
    OtherEngine {
        /// The file.
        path: PathBuf,
    },
    /// An example holds no table that a form could be drafted from.
    #[error("{place}: {}", .reason.say(Lang::Vi))]
    NoTable {
        /// The file, and the sheet if one was looked at.
        place: String,
        /// Why.
        reason: Sentence,
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
    /// The inbox cannot be listed, all of it.
    #[error("không đọc được thư mục nhận báo cáo: {0}")]
    Inbox(StoreError),
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
    /// A stage was to go on from what another program made.
    #[error("kết quả cũ của bước `{}` do một bản tthc khác lập", .stage.word())]
    OtherProgram {
        /// The stage.
        stage: Stage,
    },
    /// No process could be started to read files.
    #[error("không khởi động được tiến trình đọc tệp: {0}")]
    Reader(std::io::Error),
    /// The machine gives no threads.
    #[error("không tạo được luồng (thread): {0}")]
    Threads(std::io::Error),
    /// The signals that end a run cannot be watched.
    #[error("không theo dõi được tín hiệu dừng: {0}")]
    Signals(std::io::Error),
    /// A run is not put into a lake, or a lake cannot be gone on from.
    #[error("{}", .0.say(Lang::Vi))]
    Lake(Box<LakeError>),
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
    /// An engine is declared, and the program was built without a client.
    #[error(
        "máy tính toán {url}: bản tthc này biên dịch không có `spark-connect` nên không nối được"
    )]
    NoClient {
        /// Its address.
        url: String,
    },
    /// A ranking is called what a table is that its places are made from.
    #[error(
        "bảng xếp hạng `{ranking}` trùng tên một bảng số liệu: máy tính toán không phân biệt được"
    )]
    RankingName {
        /// Its id.
        ranking: String,
    },
    /// The engine apart does not answer, refuses, or answers with other rows than asked for.
    #[error("bước `{}`: máy tính toán {url}: {}; không có gì được xuất bản, kết quả tốt gần nhất giữ nguyên", .stage.word(), .reason.say(Lang::Vi))]
    Engine {
        /// The stage.
        stage: Stage,
        /// Its address.
        url: String,
        /// What it said, or what is wrong with its answer.
        reason: Sentence,
    },
    /// A workbook could not be made.
    #[error("bước `publish` không chạy được: {0}")]
    Publish(#[from] PublishError),
    /// Files could not be read apart from a run, or what was read of them is not taken.
    #[error(transparent)]
    Shard(#[from] ShardError),
    /// A declaration could not be fingerprinted; a defect of the program.
    #[error("không tính được dấu vân tay của khai báo: {0}")]
    Fingerprint(#[from] serde_json::Error),
}

impl From<Box<LakeError>> for RunError {
    fn from(error: Box<LakeError>) -> Self {
        Self::Lake(error)
    }
}

impl From<LakeError> for RunError {
    fn from(error: LakeError) -> Self {
        Self::Lake(Box::new(error))
    }
}

impl RunError {
    /// The word for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.into()
    }

    /// Whether only a run of all stages mends it.
    #[must_use]
    pub const fn needs_all_stages(&self) -> bool {
        matches!(self, Self::NoEarlierRun { .. } | Self::Spoiled { .. } | Self::OtherProgram { .. })
    }

    /// The error in a language.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Vi => self.to_string(),
            Lang::En => self.english(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::NoInbox { path } => format!("{}: there is no inbox here", path.display()),
            Self::NoFile { path } => format!("{}: there is no such file", path.display()),
            Self::NoEngine { path } => {
                format!("{}: the engine of the page is not there", path.display())
            }
            Self::NotAnEngine { path } => {
                format!("{}: is not the engine of the page", path.display())
            }
            Self::OtherEngine { path } => {
                format!(
                    "{}: is of another build of tthc, and may find other things than the night",
                    path.display()
                )
            }
            Self::NoTable { place, reason } => format!("{place}: {}", reason.say(Lang::En)),
            Self::Draft(error) => {
                let error = error.say(Lang::En);
                format!("the draft is no form (a defect of the program): {error}")
            }
            Self::Locked { holder } => format!("another run holds the lock ({holder})"),
            Self::InboxGone { path } => {
                format!("{}: the inbox is gone; the last good results stand", path.display())
            }
            Self::Unsettled { file } => {
                format!("{file}: changes while it is read; run again when it is copied")
            }
            Self::Stopped { .. } => {
                "interrupted; nothing was published, the last good results stand".to_owned()
            }
            Self::Signals(error) => format!("the signals to stop cannot be watched: {error}"),
            Self::NoEarlierRun { stage } => {
                format!("there is no run from which stage `{}` could go on", stage.word())
            }
            Self::Spoiled { stage, file } => {
                format!(
                    "the earlier result of stage `{}` is gone or changed (`{file}`)",
                    stage.word()
                )
            }
            Self::OtherProgram { stage } => {
                format!(
                    "the earlier result of stage `{}` is of another build of tthc",
                    stage.word()
                )
            }
            Self::Reader(error) => format!("no process could be started to read files: {error}"),
            Self::Threads(error) => format!("no threads are to be had: {error}"),
            Self::Inbox(error) => format!("the inbox cannot be read: {}", error.say(Lang::En)),
            Self::Lake(error) => error.say(Lang::En),
            Self::Store(error) => error.say(Lang::En),
            Self::Table { stage, source } => format!("stage `{}` failed: {source}", stage.word()),
            Self::NoClient { url } => {
                format!(
                    "engine {url}: this tthc was built without `spark-connect` and cannot ask it"
                )
            }
            Self::RankingName { ranking } => {
                format!(
                    "ranking `{ranking}` has the name of a table, which an engine would take it for"
                )
            }
            Self::Engine { stage, url, reason } => format!(
                "stage `{}`: engine {url}: {}; nothing was published, the last good results stand",
                stage.word(),
                reason.say(Lang::En)
            ),
            Self::Shard(error) => error.say(Lang::En),
            Self::Publish(error) => format!("stage `publish` failed: {error}"),
            Self::Fingerprint(error) => format!("the declaration has no fingerprint: {error}"),
        }
    }

    /// What to do about it, where that can be said.
    #[must_use]
    pub const fn hint(&self, lang: Lang) -> Option<&'static str> {
        let (vi, en) = match self {
            Self::Lake(error) => return Some(error.hint(lang)),
            Self::NoInbox { .. } => (
                "sửa khóa `inbox` của pipeline, kiểm tra --period, hoặc chỉ thư mục khác bằng --inbox",
                "mend the key `inbox` of the pipeline, look at --period, or name another folder by --inbox",
            ),
            Self::Shard(error) => return Some(error.hint(lang)),
            Self::NoFile { .. } => ("kiểm tra lại đường dẫn", "look at the path again"),
            Self::NoEngine { .. } | Self::NotAnEngine { .. } | Self::OtherEngine { .. } => (
                "trong mã nguồn chạy kiem-tra/build, rồi ghi --engine kiem-tra/target/kiem-tra.wasm",
                "run kiem-tra/build among the sources, then add --engine kiem-tra/target/kiem-tra.wasm",
            ),
            Self::NoTable { .. } => (
                "chọn một tệp đã điền số liệu; nếu bảng nằm ở trang khác thì chỉ trang đó bằng --sheet",
                "take a file that is filled in; if the table is in another sheet, name it by --sheet",
            ),
            Self::Locked { .. } => (
                "đợi lượt chạy kia xong rồi chạy lại, hoặc thêm --wait-for-lock",
                "wait for the other run to end, then run again, or add --wait-for-lock",
            ),
            Self::InboxGone { .. } => (
                "kiểm tra ổ đĩa mạng hoặc thư mục chia sẻ rồi chạy lại",
                "look at the network drive or the shared folder, then run again",
            ),
            Self::NoEarlierRun { .. } | Self::Spoiled { .. } | Self::OtherProgram { .. } => (
                "chạy đủ các bước một lần, không có --from và --only",
                "run all stages once, without --from and --only",
            ),
            Self::Inbox(_) => (
                "kiểm tra ổ đĩa mạng, thư mục chia sẻ và quyền đọc thư mục nhận báo cáo",
                "look at the network drive, the shared folder and the rights to read the inbox",
            ),
            Self::Store(StoreError::Newer { .. }) => (
                "dùng bản tthc mới hơn; bản đang cài cũ hơn bản đã ghi lượt này",
                "use a newer tthc: the one installed is older than the one that wrote this run",
            ),
            Self::Store(StoreError::Table { .. } | StoreError::Record { .. }) => (
                "tệp của lượt này bị hỏng hoặc bị sửa; chạy lại để lập lại",
                "the file of this run is broken or was edited; run again to make it anew",
            ),
            Self::Store(_) => (
                "kiểm tra quyền ghi và dung lượng đĩa của thư mục kết quả",
                "look at the rights and the free space of the output folder",
            ),
            Self::NoClient { .. } => (
                "biên dịch lại bằng `cargo build --release --features spark-connect` (cần protobuf-compiler), hoặc bỏ [engine] và --engine",
                "build it by `cargo build --release --features spark-connect` (needs protobuf-compiler), or leave out [engine] and --engine",
            ),
            Self::RankingName { .. } => (
                "đặt mã khác cho bảng xếp hạng, hoặc bỏ [engine] và --engine",
                "give the ranking another id, or leave out [engine] and --engine",
            ),
            Self::Engine { .. } => (
                "kiểm tra máy tính toán có chạy và đọc được thư mục kết quả; bỏ [engine] và --engine thì tthc tự tính",
                "look whether the engine runs and can read the folder of results; without [engine] and --engine tthc computes by itself",
            ),
            Self::Reader(_) | Self::Threads(_) => (
                "kiểm tra số tiến trình và bộ nhớ còn lại của máy",
                "look at the processes and the free memory of the machine",
            ),
            Self::Unsettled { .. }
            | Self::Stopped { .. }
            | Self::Signals(_)
            | Self::Draft(_)
            | Self::Table { .. }
            | Self::Publish(_)
            | Self::Fingerprint(_) => {
                return None;
            }
        };
        Some(lang.pick(vi, en))
    }
}
