//! How a run is conducted, as typed.

use crate::cli::args::command_line::CommandLine;
use crate::cli::args::values::{FOREVER, engine, jobs, patience, words};
use crate::cli::call::Call;
use crate::cli::print::manner::LogFormat;
use crate::cli::print::printer::Printer;
use crate::pipeline::{FailOn, RemoteEngine};
use crate::run::{Patience, Request};
use crate::store::Invocation;

/// Whether a run that brought nothing new says how things stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notify {
    /// Only what nobody has been told yet is said.
    Changes,
    /// It is said each time.
    Always,
}

impl Notify {
    const ALL: [Self; 2] = [Self::Changes, Self::Always];

    const fn word(self) -> &'static str {
        match self {
            Self::Changes => "changes",
            Self::Always => "always",
        }
    }
}

/// How a run is conducted.
#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct ConductArgs {
    /// Số luồng; mặc định bằng số nhân của máy
    #[arg(long, value_name = "N", value_parser = jobs)]
    pub(in crate::cli) jobs: Option<u16>,
    /// Đợi lượt khác đang giữ khóa xong rồi chạy, nhiều nhất chừng này giây; không ghi số thì đợi mãi
    #[arg(long, value_name = "GIÂY", num_args = 0..=1, require_equals = true, value_parser = patience, default_missing_value = FOREVER)]
    wait_for_lock: Option<Patience>,
    /// Xuất bản dù đọc được ít hơn hẳn lượt đang xuất bản (xem shrink-guard)
    #[arg(long)]
    accept_fewer: bool,
    /// Tính chỉ tiêu và thứ hạng trên máy tính toán này (Sail, Spark), thay cho khóa engine.url; kết quả như nhau
    #[arg(long, value_name = "ĐỊA CHỈ", value_parser = engine)]
    engine: Option<String>,
    /// Từ mức nào thì thoát với mã 3: never, gaps, error, warning
    #[arg(long, value_name = "MỨC", value_parser = words(FailOn::ALL, FailOn::word))]
    pub(in crate::cli) fail_on: Option<FailOn>,
    /// Khi nào thì nói ra ngoài terminal, tức là khi nào cron gửi thư: changes (có gì mới), always (lượt nào cũng nói)
    #[arg(long, value_name = "KHI", value_parser = words(Notify::ALL, Notify::word), default_value = "changes")]
    pub(super) notify: Notify,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    json: bool,
    /// Dạng thông báo trên stderr: text, hoặc json để máy thu nhật ký (mỗi dòng một đối tượng)
    #[arg(long, value_name = "DẠNG", value_parser = words(LogFormat::ALL, LogFormat::word), default_value = "text")]
    log_format: LogFormat,
}

/// What a scheduler asks for and a person who types the command again does not.
const OF_SCHEDULERS: &[&str] = &["wait_for_lock", "notify", "json", "log_format"];

impl ConductArgs {
    /// What the run is told by.
    pub(in crate::cli) const fn printer(&self, call: &Call<'_>) -> Printer {
        call.printer(self.json).logging(self.log_format)
    }

    /// What was typed, for a person who does it again.
    pub(in crate::cli) fn again(call: &Call<'_>) -> CommandLine {
        call.typed.clone().without(OF_SCHEDULERS)
    }

    /// The request, to be conducted so.
    pub(in crate::cli) fn conducted(&self, request: Request) -> Request {
        let patience = self.wait_for_lock.unwrap_or(Patience::None);
        let asked = Invocation { accept_fewer: self.accept_fewer, ..request.asked };
        let mut pipeline = request.pipeline;
        if let Some(url) = self.engine.clone() {
            pipeline.engine = Some(match pipeline.engine {
                Some(declared) => RemoteEngine { url, ..declared },
                None => RemoteEngine::at(url),
            });
        }
        Request { pipeline, patience, accept_fewer: self.accept_fewer, asked, ..request }
    }
}
