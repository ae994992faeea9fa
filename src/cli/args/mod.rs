//! The command line as typed; it does nothing. Help and mistakes are said in the language of the caller
//! (`speech`, `english`, `mistake`); only here and below is clap known.

mod early;
mod english;
mod export;
mod mistake;
mod refused;
mod speech;
mod values;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::model::{Code, Lang, Period, Stage};
use crate::pipeline::{Declares, FailOn, Setting};
use crate::run::Patience;

use crate::cli::print::manner::{Color, LogFormat, Manner};
use crate::cli::schedule::guide::GUIDE;
use early::Early;
pub(super) use export::Export;
use values::{FOREVER, code, form_id, jobs, patience, setting, words};

/// Đọc, kiểm tra, tính tỷ lệ và xếp hạng kết quả giải quyết thủ tục hành chính
#[derive(Debug, Parser)]
#[command(
    name = "tthc",
    version,
    after_help = exit_codes(),
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
struct Cli {
    #[command(flatten)]
    manner: TypedManner,
    /// In phiên bản
    #[arg(long, short = 'V', display_order = 990, action = clap::ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    command: Command,
}

/// How the program is to talk, as typed; every command takes it.
#[derive(Debug, Clone, clap::Args)]
struct TypedManner {
    /// Ngôn ngữ của thông báo: vi, en
    #[arg(long, global = true, display_order = 901, value_name = "TIẾNG", value_parser = words(Lang::ALL, Lang::word), env = "TTHC_LANG", default_value = "vi")]
    lang: Lang,
    /// Tô màu thông báo: auto, always, never
    #[arg(long, global = true, display_order = 902, value_name = "KHI", value_parser = words(Color::ALL, Color::word), default_value = "auto")]
    color: Color,
    /// Chỉ in lỗi
    #[arg(long, short, global = true, display_order = 903)]
    quiet: bool,
    /// Nói thêm chi tiết; -vv nói nhiều hơn nữa
    #[arg(long, short, global = true, display_order = 904, action = clap::ArgAction::Count, conflicts_with = "quiet")]
    verbose: u8,
    /// In hướng dẫn
    #[arg(long, short, global = true, display_order = 905, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

/// What is to be done.
#[derive(Debug, Clone, Subcommand)]
pub(super) enum Command {
    /// Đọc mọi báo cáo của một kỳ, kiểm tra, tính, xếp hạng và xuất bản
    #[command(after_help = exit_codes())]
    Run(Run),
    /// Chạy lại những gì hỏng ở lượt gần nhất (tệp không đọc được, bước chưa xong) và những gì theo sau
    #[command(after_help = exit_codes())]
    Retry(Retry),
    /// Cho biết lượt chạy tới sẽ làm gì và vì sao, từng bước và từng tệp; không thay đổi gì
    #[command(after_help = exit_codes())]
    Plan(Plan),
    /// Cho xem chương trình đọc một tệp như thế nào: trang tính, biểu mẫu, cột, vai trò từng dòng
    #[command(after_help = exit_codes())]
    Inspect(Inspect),
    /// Kiểm tra tệp trước khi gửi: cùng cách đọc, cùng quy tắc như ban đêm, mọi phát hiện kèm địa chỉ ô
    #[command(after_help = exit_codes())]
    Check(Check),
    /// Cho biết ai đã gửi gì, ai chưa gửi, tệp nào mới đến, các lượt chạy gần nhất ra sao; không thay đổi gì
    #[command(after_help = exit_codes())]
    Status(Status),
    /// Cho biết hai lượt chạy khác nhau ở đâu: tệp, số liệu, phát hiện, tỷ lệ, và vì sao từng đơn vị đổi hạng
    #[command(after_help = exit_codes())]
    Diff(Diff),
    /// Xuất một bảng của một lượt chạy ra CSV, JSON, Excel hoặc Parquet, để làm tiếp bằng chương trình khác
    ///
    /// Bảng nào cũng được: lines/BIỂU (mỗi dòng của biểu một dòng), metrics, rankings, scores, findings, submissions,
    /// checks, columns, texts, names, units; observations là mọi số được nhận, mỗi số một dòng kèm ô của nó. Ghi sai
    /// tên thì mọi bảng được liệt kê. CSV là UTF-8 không có BOM, Excel mở trực tiếp sẽ sai dấu: mở bằng Excel thì xuất
    /// ra .xlsx.
    #[command(after_help = exit_codes())]
    Export(Export),
    /// Làm việc với biểu mẫu: soạn nháp khai báo từ một ví dụ đã điền
    #[command(subcommand, after_help = exit_codes())]
    Form(Form),
    /// Giải thích một mã phát hiện: nghĩa là gì, ví dụ, cách sửa; không ghi mã thì liệt kê mọi mã
    Explain(Explain),
    /// In dòng crontab hoặc unit của systemd cho lịch đã khai báo; --help in cả trang cài đặt và vận hành
    #[command(after_help = exit_codes(), after_long_help = GUIDE)]
    Schedule(Schedule),
    /// Xem mọi thứ mà lượt chạy tới cần có đủ không: khai báo, thư mục, quyền, đĩa, khóa, giờ, danh mục
    ///
    /// Thoát với 0 khi không có gì hơn cảnh báo, 1 khi có điều làm hỏng lượt chạy tới, 2 khi khai báo sai. Không thay
    /// đổi gì; tệp ghi thử được xóa ngay.
    #[command(after_help = exit_codes())]
    Doctor(Doctor),
    /// Gói một lượt chạy thành một tệp .zip: đầu vào, khai báo, kết quả và cách chạy lại
    ///
    /// Tệp đầu vào đã mất hoặc đã đổi từ lượt đó được liệt kê, không đưa vào gói; khi ấy thoát với 3.
    #[command(after_help = exit_codes())]
    Bundle(Bundle),
    /// In lược đồ JSON (JSON Schema) của các tệp khai báo, để trình soạn thảo nhắc khóa và báo lỗi
    Schema(Schema),
    /// In tệp để shell tự điền lệnh, tùy chọn và giá trị khi nhấn Tab
    Completions(Completions),
    /// In trang hướng dẫn (man) dạng roff, hoặc ghi mỗi lệnh một trang
    Man(Man),
    /// Đọc từng tệp nhận từ stdin; chương trình tự gọi để tệp hỏng không làm dừng cả lượt chạy
    #[command(name = READ_FILES, hide = true)]
    ReadFiles,
}

/// `tthc inspect`, as typed.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Inspect {
    /// Tệp cần xem, loại nào cũng được, kể cả .zip
    pub(super) file: PathBuf,
    /// Xem theo pipeline này; mặc định là pipeline trong pipelines/ nhận ra nhiều biểu nhất
    #[arg(long, short, value_name = "PIPELINE")]
    pub(super) pipeline: Option<PathBuf>,
    /// Ghi thêm một trang HTML tô màu từng ô theo vai trò
    #[arg(long, value_name = "TỆP")]
    pub(super) html: Option<PathBuf>,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    pub(super) json: bool,
}

/// `tthc check`, as typed.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Check {
    /// Các tệp cần kiểm tra
    #[arg(required = true, value_name = "TỆP")]
    pub(super) files: Vec<PathBuf>,
    /// Tệp khai báo, hoặc tên của một tệp trong pipelines/ (ví dụ: nightly)
    #[arg(long, short, value_name = "PIPELINE")]
    pub(super) pipeline: PathBuf,
    /// Kỳ báo cáo: 2023, 2023-H1, 2023-Q3 hoặc 2023-09
    #[arg(long, value_name = "KỲ")]
    pub(super) period: Option<Period>,
    /// Từ mức nào thì thoát với mã 3: never, gaps, error, warning
    #[arg(long, value_name = "MỨC", value_parser = words(FailOn::ALL, FailOn::word), default_value = "error")]
    pub(super) fail_on: FailOn,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    pub(super) json: bool,
}

/// `tthc status`, as typed.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Status {
    /// Tệp khai báo, hoặc tên của một tệp trong pipelines/ (ví dụ: nightly)
    pub(super) pipeline: PathBuf,
    /// Kỳ báo cáo: 2023, 2023-H1, 2023-Q3 hoặc 2023-09
    #[arg(long, value_name = "KỲ")]
    pub(super) period: Option<Period>,
    /// Thư mục nhận báo cáo
    #[arg(long, value_name = "THƯ MỤC")]
    pub(super) inbox: Option<PathBuf>,
    /// Thư mục kết quả
    #[arg(long, value_name = "THƯ MỤC")]
    pub(super) output: Option<PathBuf>,
    /// Chỉ liệt kê đơn vị chưa gửi
    #[arg(long)]
    pub(super) missing: bool,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    pub(super) json: bool,
}

/// `tthc schedule`, as typed.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Schedule {
    /// Tệp khai báo, hoặc tên của một tệp trong pipelines/ (ví dụ: nightly)
    pub(super) pipeline: PathBuf,
    /// Thư mục nhận báo cáo
    #[arg(long, value_name = "THƯ MỤC")]
    pub(super) inbox: Option<PathBuf>,
    /// Thư mục kết quả
    #[arg(long, value_name = "THƯ MỤC")]
    pub(super) output: Option<PathBuf>,
    /// In dòng crontab (mặc định)
    #[arg(long, conflicts_with_all = ["systemd", "dir"])]
    pub(super) cron: bool,
    /// In unit của systemd: service, timer, và service báo hỏng
    #[arg(long)]
    pub(super) systemd: bool,
    /// Ghi unit của systemd vào thư mục này, ví dụ /etc/systemd/system
    #[arg(long, value_name = "THƯ MỤC")]
    pub(super) dir: Option<PathBuf>,
}

/// `tthc doctor`, as typed.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Doctor {
    /// Tệp khai báo, hoặc tên của một tệp trong pipelines/ (ví dụ: nightly)
    pub(super) pipeline: PathBuf,
    /// Kỳ báo cáo: 2023, 2023-H1, 2023-Q3 hoặc 2023-09
    #[arg(long, value_name = "KỲ")]
    pub(super) period: Option<Period>,
    /// Thư mục nhận báo cáo
    #[arg(long, value_name = "THƯ MỤC")]
    pub(super) inbox: Option<PathBuf>,
    /// Thư mục kết quả
    #[arg(long, value_name = "THƯ MỤC")]
    pub(super) output: Option<PathBuf>,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    pub(super) json: bool,
}

/// `tthc bundle`, as typed.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Bundle {
    /// Tệp khai báo, hoặc tên của một tệp trong pipelines/ (ví dụ: nightly)
    pub(super) pipeline: PathBuf,
    /// Lượt chạy: tên trong runs/, hoặc đường dẫn đến thư mục của nó; mặc định là lượt mà latest trỏ đến
    #[arg(value_name = "LƯỢT")]
    pub(super) run: Option<PathBuf>,
    /// Tệp .zip sẽ ghi; mặc định <pipeline>-<kỳ>-<lượt>.zip ở đây
    #[arg(long, short, value_name = "TỆP")]
    pub(super) out: Option<PathBuf>,
    /// Kỳ báo cáo: 2023, 2023-H1, 2023-Q3 hoặc 2023-09
    #[arg(long, value_name = "KỲ")]
    pub(super) period: Option<Period>,
    /// Thư mục nhận báo cáo
    #[arg(long, value_name = "THƯ MỤC")]
    pub(super) inbox: Option<PathBuf>,
    /// Thư mục kết quả
    #[arg(long, value_name = "THƯ MỤC")]
    pub(super) output: Option<PathBuf>,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    pub(super) json: bool,
}

/// `tthc diff`, as typed.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Diff {
    /// Tệp khai báo, hoặc tên của một tệp trong pipelines/ (ví dụ: nightly)
    pub(super) pipeline: PathBuf,
    /// Lượt chạy trước: mã lượt hoặc phần đầu của mã, latest, latest~1 (lượt trọn vẹn trước đó), hoặc thư mục của lượt
    #[arg(value_name = "LƯỢT TRƯỚC")]
    pub(super) old: String,
    /// Lượt chạy sau, ghi như trên
    #[arg(value_name = "LƯỢT SAU")]
    pub(super) new: String,
    /// Kỳ báo cáo: 2023, 2023-H1, 2023-Q3 hoặc 2023-09
    #[arg(long, value_name = "KỲ")]
    pub(super) period: Option<Period>,
    /// Thư mục kết quả
    #[arg(long, value_name = "THƯ MỤC")]
    pub(super) output: Option<PathBuf>,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    pub(super) json: bool,
}

/// `tthc form`, as typed.
#[derive(Debug, Clone, Subcommand)]
pub(super) enum Form {
    /// Soạn nháp tệp khai báo biểu mẫu (TOML) từ một bảng tính đã điền; điều phải giả định được nói rõ
    #[command(after_help = exit_codes())]
    Draft(Draft),
}

/// `tthc form draft`, as typed.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Draft {
    /// Tệp ví dụ đã điền số liệu, loại nào cũng được
    #[arg(value_name = "VÍ DỤ")]
    pub(super) example: PathBuf,
    /// Dùng lại số đếm, từ đồng nghĩa và danh mục đơn vị của pipeline này
    #[arg(long, short, value_name = "PIPELINE")]
    pub(super) pipeline: Option<PathBuf>,
    /// Trang tính có bảng; mặc định là trang có bảng lớn nhất
    #[arg(long, value_name = "TÊN")]
    pub(super) sheet: Option<String>,
    /// Id của biểu; mặc định lấy từ tiêu đề
    #[arg(long, value_name = "ID", value_parser = form_id)]
    pub(super) id: Option<String>,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    pub(super) json: bool,
}

/// `tthc explain`, as typed.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Explain {
    /// Mã phát hiện, ví dụ F203
    #[arg(value_parser = code)]
    pub(super) code: Option<Code>,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    pub(super) json: bool,
}

/// `tthc schema`, as typed.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Schema {
    /// Tệp nào: pipeline, form, metrics
    #[arg(value_name = "TỆP", value_parser = words(Declares::ALL, Declares::word), default_value = "pipeline")]
    pub(super) file: Declares,
}

/// `tthc completions`, as typed.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Completions {
    /// Shell nào: bash, zsh, fish, elvish, powershell
    #[arg(value_parser = PossibleValuesParser::new(SHELLS))]
    pub(super) shell: String,
}

/// Shells that can be told how to complete the command line.
const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "elvish", "powershell"];

/// `tthc man`, as typed.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Man {
    /// Ghi mỗi lệnh một trang vào thư mục này
    #[arg(long, value_name = "THƯ MỤC")]
    pub(super) dir: Option<PathBuf>,
}

/// Name of the command that the program calls itself with to read files.
pub(super) const READ_FILES: &str = "read-files";

/// `tthc run`, as typed.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Run {
    #[command(flatten)]
    pub(super) target: Target,
    #[command(flatten)]
    pub(super) stages: Stages,
    #[command(flatten)]
    pub(super) conduct: Conduct,
}

/// `tthc retry`, as typed.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Retry {
    #[command(flatten)]
    pub(super) target: Target,
    #[command(flatten)]
    pub(super) conduct: Conduct,
}

/// `tthc plan`, as typed.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Plan {
    #[command(flatten)]
    pub(super) target: Target,
    #[command(flatten)]
    pub(super) stages: Stages,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    pub(super) json: bool,
}

/// Which period of which pipeline.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Target {
    /// Tệp khai báo, hoặc tên của một tệp trong pipelines/ (ví dụ: nightly)
    pub(super) pipeline: PathBuf,
    /// Kỳ báo cáo: 2023, 2023-H1, 2023-Q3 hoặc 2023-09
    #[arg(long, value_name = "KỲ")]
    pub(super) period: Option<Period>,
    /// Thư mục nhận báo cáo
    #[arg(long, value_name = "THƯ MỤC")]
    pub(super) inbox: Option<PathBuf>,
    /// Thư mục kết quả
    #[arg(long, value_name = "THƯ MỤC")]
    pub(super) output: Option<PathBuf>,
    /// Đặt một khóa của tệp khai báo cho lượt này, ví dụ ranking.communes.minimum-denominator=50
    #[arg(long, value_name = "KHÓA=GIÁ TRỊ", value_parser = setting)]
    pub(super) set: Vec<Setting>,
}

/// Which stages.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct Stages {
    /// Chạy lại từ bước này: ingest, validate, measure, rank, publish
    #[arg(long, value_name = "BƯỚC", value_parser = words(Stage::ALL, Stage::word), conflicts_with = "only")]
    pub(super) from: Option<Stage>,
    /// Chỉ chạy lại bước này; các bước sau sẽ cũ đi (mã thoát 5)
    #[arg(long, value_name = "BƯỚC", value_parser = words(Stage::ALL, Stage::word))]
    pub(super) only: Option<Stage>,
    /// Chạy mọi bước dù không có gì thay đổi
    #[arg(long, conflicts_with_all = ["from", "only"])]
    pub(super) force: bool,
}

/// How a run is conducted.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Conduct {
    /// Số luồng; mặc định bằng số nhân của máy
    #[arg(long, value_name = "N", value_parser = jobs)]
    pub(super) jobs: Option<u16>,
    /// Đợi lượt khác đang giữ khóa xong rồi chạy, nhiều nhất chừng này giây; không ghi số thì đợi mãi
    #[arg(long, value_name = "GIÂY", num_args = 0..=1, require_equals = true, value_parser = patience, default_missing_value = FOREVER)]
    pub(super) wait_for_lock: Option<Patience>,
    /// Từ mức nào thì thoát với mã 3: never, gaps, error, warning
    #[arg(long, value_name = "MỨC", value_parser = words(FailOn::ALL, FailOn::word))]
    pub(super) fail_on: Option<FailOn>,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    pub(super) json: bool,
    /// Dạng thông báo trên stderr: text, hoặc json để máy thu nhật ký (mỗi dòng một đối tượng)
    #[arg(long, value_name = "DẠNG", value_parser = words(LogFormat::ALL, LogFormat::word), default_value = "text")]
    pub(super) log_format: LogFormat,
}

fn exit_codes() -> String {
    speech::exit_codes(Lang::Vi)
}

/// The command line in a language, for help, completions and manual pages.
pub(super) fn command(lang: Lang) -> clap::Command {
    speech::in_language(Cli::command(), lang)
}

/// The command line without what the program says to itself alone, for those who complete it.
pub(super) fn for_people(lang: Lang) -> clap::Command {
    let all = command(lang);
    let people = all.get_subcommands().filter(|below| !below.is_hide_set()).cloned();
    let bare = clap::Command::new("tthc").disable_help_flag(true).disable_help_subcommand(true);
    let bare = bare.disable_version_flag(true).version(env!("CARGO_PKG_VERSION"));
    bare.args(all.get_arguments().cloned()).subcommands(people)
}

/// What is said instead of doing a command: help, version or a mistake.
#[derive(Debug)]
pub(super) enum Stop {
    /// Help or version, for stdout.
    Asked(String),
    /// What is wrong with the command line, and the command that helps.
    Mistake {
        /// How it is to be said.
        manner: Manner,
        /// Whether it is to be said as JSON too.
        json: bool,
        /// What is wrong.
        message: String,
        /// What might have been meant.
        hint: Option<String>,
        /// The command that shows how it is done.
        next: String,
    },
    /// Help where no command was named, for stderr.
    Help(String),
}

/// Reads the command line.
pub(super) fn parse(arguments: &[OsString]) -> Result<(Manner, Command), Stop> {
    let early = Early::of(arguments);
    let matches = command(early.lang).try_get_matches_from(arguments);
    match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(Cli { manner: typed, command, .. }) => {
            let TypedManner { lang, color, quiet, verbose, .. } = typed;
            Ok((Manner::new(lang, color, quiet, verbose), command))
        }
        Err(error) => Err(mistake::stop(&error, &early, arguments)),
    }
}
