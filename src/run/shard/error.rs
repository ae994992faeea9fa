//! Why a shard could not be made, or is not taken.

use std::path::PathBuf;

use crate::model::Lang;
use crate::pipeline::{FigureSource, Pipeline};

/// Why a shard could not be made, or is not taken. `Display` is Vietnamese; [`ShardError::say`] knows both languages.
#[derive(Debug, thiserror::Error)]
pub enum ShardError {
    /// A file to read does not lie in the inbox, so it has no name there.
    #[error("{file}: không nằm trong thư mục nhận báo cáo {inbox}")]
    Outside {
        /// The file.
        file: PathBuf,
        /// The inbox.
        inbox: PathBuf,
    },
    /// Something else stands where a shard is to be written.
    #[error("{path}: đã có thứ khác ở đây, không phải kết quả của `tthc read`")]
    Taken {
        /// Where.
        path: PathBuf,
    },
    /// A folder is no shard and holds none.
    #[error("{path}: không có kết quả nào của `tthc read`")]
    NoShard {
        /// The folder.
        path: PathBuf,
    },
    /// A shard was made by another build of the program.
    #[error("{path}: do tthc bản {then} đọc, còn đây là bản {now}")]
    OtherBuild {
        /// The shard.
        path: PathBuf,
        /// Who made it.
        then: String,
        /// Who would take it.
        now: String,
    },
    /// A shard was read by another declaration.
    #[error("{path}: đọc theo khai báo {then}, còn lượt này theo {now}")]
    OtherDeclaration {
        /// The shard.
        path: PathBuf,
        /// What it was read by.
        then: String,
        /// What the run goes by.
        now: String,
    },
    /// A table of a shard is gone or is not what was written.
    #[error("{path}: có bảng bị thiếu hoặc bị sửa")]
    Spoiled {
        /// The shard.
        path: PathBuf,
    },
    /// A file was read twice, and was not the same both times.
    #[error("{file}: có trong cả {first} và {second} với nội dung khác nhau")]
    Differs {
        /// The file, relative to the inbox.
        file: String,
        /// A shard.
        first: PathBuf,
        /// Another one.
        second: PathBuf,
    },
    /// The pipeline goes on from the runs of others, and reads no files.
    #[error("pipeline {pipeline} lấy số liệu từ các lượt chạy ([source] runs), không đọc tệp")]
    OfRuns {
        /// Its name.
        pipeline: String,
    },
    /// Nothing that was read lies in the inbox.
    #[error("{inbox}: không có tệp nào trong các kết quả đọc đưa vào")]
    Foreign {
        /// The inbox.
        inbox: PathBuf,
    },
}

impl ShardError {
    /// The error in a language.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        if lang == Lang::Vi {
            return self.to_string();
        }
        match self {
            Self::Outside { file, inbox } => {
                format!("{}: does not lie in the inbox {}", file.display(), inbox.display())
            }
            Self::Taken { path } => {
                format!("{}: something else than a result of `tthc read` is here", path.display())
            }
            Self::NoShard { path } => {
                format!("{}: holds no result of `tthc read`", path.display())
            }
            Self::OtherBuild { path, then, now } => {
                format!("{}: was read by tthc {then}, this one is {now}", path.display())
            }
            Self::OtherDeclaration { path, then, now } => {
                format!("{}: was read by {then}, this run goes by {now}", path.display())
            }
            Self::Spoiled { path } => {
                format!("{}: a table is gone or was edited", path.display())
            }
            Self::Differs { file, first, second } => {
                let (first, second) = (first.display(), second.display());
                format!("{file}: is in {first} and in {second}, with other bytes")
            }
            Self::OfRuns { pipeline } => {
                format!("pipeline {pipeline} goes on from runs ([source] runs) and reads no files")
            }
            Self::Foreign { inbox } => {
                format!("{}: none of the files that were read lies here", inbox.display())
            }
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn hint(&self, lang: Lang) -> &'static str {
        match self {
            Self::Outside { .. } | Self::Foreign { .. } => lang.pick(
                "chỉ thư mục chứa các tệp bằng --inbox",
                "name the folder that holds the files by --inbox",
            ),
            Self::OfRuns { .. } => lang.pick(
                "đọc tệp bằng pipeline của tỉnh; ở đây chỉ cần: tthc run PIPELINE",
                "read files with the pipeline of the province; here it takes no more than: tthc run PIPELINE",
            ),
            Self::Taken { .. } => {
                lang.pick("chỉ thư mục khác bằng -o", "name another folder by -o")
            }
            Self::NoShard { .. } => lang.pick(
                "đọc các tệp bằng: tthc read TỆP… -p PIPELINE -o THƯ MỤC",
                "read the files by: tthc read FILE… -p PIPELINE -o FOLDER",
            ),
            Self::OtherBuild { .. }
            | Self::OtherDeclaration { .. }
            | Self::Spoiled { .. }
            | Self::Differs { .. } => lang.pick(
                "đọc lại các tệp đó bằng `tthc read`, cùng một bản tthc và cùng khai báo",
                "read those files again by `tthc read`, with this program and this declaration",
            ),
        }
    }
}

/// That a pipeline reads files.
pub(super) fn reads_files(pipeline: &Pipeline) -> Result<(), ShardError> {
    match pipeline.source {
        FigureSource::Files => Ok(()),
        FigureSource::Runs => Err(ShardError::OfRuns { pipeline: pipeline.id.clone() }),
    }
}
