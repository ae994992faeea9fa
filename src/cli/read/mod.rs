//! `tthc read`: files of an inbox read apart from a run, so that many machines can read them at once.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use crate::check::FindingJson;
use crate::model::{Exit, Lang};
use crate::pipeline::{self, DeclarationError, FailOn, Overrides, Pipeline};
use crate::run::{self, MadeShard, RunError, is_gap};
use crate::store;

use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::args::place::{InboxArg, PIPELINE_HELP, PeriodArg, as_of_now, declaration};
use super::args::values::{jobs, words};
use super::call::Call;
use super::read_files::worker;
use super::run::threads;

/// Đọc một phần các tệp của thư mục nhận báo cáo ra các bảng, để nhiều máy cùng đọc rồi một lượt chạy gộp lại
///
/// Kết quả chỉ phụ thuộc vào các tệp, tên của chúng và khai báo. Không giữ khóa, không hỏi ai chưa gửi. Gộp bằng
/// `tthc run PIPELINE --readings THƯ MỤC`.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes())]
pub(super) struct ReadArgs {
    /// Các tệp cần đọc, nằm trong thư mục nhận báo cáo
    #[arg(value_name = "TỆP", required_unless_present = "from_list")]
    files: Vec<PathBuf>,
    /// Danh sách tệp cần đọc, mỗi dòng một đường dẫn; `-` là đọc từ stdin
    #[arg(long, value_name = "TỆP")]
    from_list: Option<PathBuf>,
    #[arg(long, short, value_name = "PIPELINE", help = PIPELINE_HELP)]
    pipeline: PathBuf,
    /// Thư mục sẽ ghi các bảng; kết quả đọc cũ ở đó được thay
    #[arg(long, short, value_name = "THƯ MỤC")]
    out: PathBuf,
    #[command(flatten)]
    period: PeriodArg,
    #[command(flatten)]
    inbox: InboxArg,
    /// Từ mức nào thì thoát với mã 3: never, gaps, error, warning
    #[arg(long, value_name = "MỨC", value_parser = words(FailOn::ALL, FailOn::word), default_value = "gaps")]
    fail_on: FailOn,
    /// Số luồng; mặc định bằng số nhân của máy
    #[arg(long, value_name = "N", value_parser = jobs)]
    jobs: Option<u16>,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    json: bool,
}

pub(super) const ENGLISH: English = English {
    more: Some(
        "What comes out depends on the files, their names and the declaration alone. No lock is held, and nobody is \
         missed. `tthc run PIPELINE --readings FOLDER` puts the parts together.",
    ),
    arguments: &[
        ("files", "The files to read, which lie in the inbox"),
        ("from_list", "A list of files to read, a path a line; `-` is stdin"),
        ("out", "The folder to write the tables to; an earlier reading there is replaced"),
    ],
    ..English::new(
        "Read some files of the inbox into tables, so that many machines read and one run puts together",
    )
};

impl ReadArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let (printer, again) = (call.printer(self.json), call.again());
        if let Err(error) = threads::limit(self.jobs, call.words) {
            return printer.run_error(&error, &again);
        }
        let pipeline = match self.pipeline() {
            Ok(pipeline) => pipeline,
            Err(error) => return printer.declaration(&error, &again),
        };
        let made =
            self.files().and_then(|files| run::read_shard(&files, &pipeline, &worker(), &self.out));
        let made = match made {
            Ok(made) => made,
            Err(error) => return printer.run_error(&error, &again),
        };
        printer.answer(
            made.exit(self.fail_on),
            || json(&made, &pipeline),
            || text(&made, call.manner.lang),
        )
    }

    fn pipeline(&self) -> Result<Pipeline, DeclarationError> {
        let (period, inbox) = (self.period.period, self.inbox.inbox.clone());
        let overrides = Overrides { period, inbox, ..as_of_now() };
        pipeline::load_with(&declaration(&self.pipeline), &overrides)
    }

    /// The files that were named, and those in the list.
    fn files(&self) -> Result<Vec<PathBuf>, RunError> {
        let mut files = self.files.clone();
        if let Some(list) = &self.from_list {
            let list = if list == Path::new("-") { Path::new("/dev/stdin") } else { list };
            let listed = String::from_utf8_lossy(&store::read_file(list)?).into_owned();
            let lines = listed.lines().filter(|line| !line.trim().is_empty());
            files.extend(lines.map(PathBuf::from));
        }
        Ok(files)
    }
}

/// What cannot be used, a line each, and how much was read.
fn text(made: &MadeShard, lang: Lang) -> String {
    let mut out = String::new();
    for gap in made.findings.iter().filter(|finding| is_gap(finding)) {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{} {}: {}", gap.code, gap.place, gap.message);
    }
    let MadeShard { folder, files, lines, findings } = made;
    let (folder, findings) = (folder.display(), findings.len());
    let _ = match lang {
        Lang::Vi => writeln!(out, "{folder}: {files} tệp, {lines} dòng, {findings} phát hiện"),
        Lang::En => writeln!(out, "{folder}: {files} files, {lines} lines, {findings} findings"),
    };
    out
}

/// What was read.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ShardJson<'m> {
    /// Id of the pipeline.
    pipeline: &'m str,
    /// The period.
    period: String,
    /// The folder with the tables.
    folder: &'m Path,
    counts: ShardCounts,
    /// Everything that was found.
    findings: Vec<FindingJson<'m>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct ShardCounts {
    /// Files that were read.
    files: usize,
    /// Lines of counts in them.
    lines: usize,
}

fn json<'m>(made: &'m MadeShard, pipeline: &'m Pipeline) -> ShardJson<'m> {
    let register = Some(&pipeline.register);
    ShardJson {
        pipeline: &pipeline.id,
        period: pipeline.period.to_string(),
        folder: &made.folder,
        counts: ShardCounts { files: made.files, lines: made.lines },
        findings: made.findings.iter().map(|found| FindingJson::of(found, register)).collect(),
    }
}
