//! `tthc status`: how a period stands; as text in `text`, as data in `json`.

pub(super) mod json;
mod monitor;
mod page;
mod text;

use crate::model::Exit;
use crate::run;

use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::args::place::PlaceArgs;
use super::call::Call;

/// Cho biết ai đã gửi gì, ai chưa gửi, tệp nào mới đến, các lượt chạy gần nhất ra sao; không thay đổi gì
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes())]
pub(super) struct StatusArgs {
    #[command(flatten)]
    place: PlaceArgs,
    /// Chỉ liệt kê đơn vị chưa gửi
    #[arg(long)]
    missing: bool,
    /// Một dòng cho phần mềm giám sát: TTHC OK, WARNING hoặc CRITICAL, thoát với 0, 1 hoặc 2
    #[arg(long, conflicts_with_all = ["missing", "json"])]
    monitor: bool,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    json: bool,
}

pub(super) const ENGLISH: English = English {
    arguments: &[
        ("missing", "List only units that have not sent"),
        ("monitor", "One line for a monitor: TTHC OK, WARNING or CRITICAL; exits with 0, 1 or 2"),
    ],
    ..English::new(
        "Tell who sent what, who did not, which files are new and how the last runs ended; changes nothing",
    )
};

impl StatusArgs {
    /// That something is missing is the answer, not a failure of the question.
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let (printer, again) = (call.printer(self.json), call.again());
        let loaded = self.place.load();
        if self.monitor {
            return monitor::answer(loaded.as_ref(), call.manner.lang);
        }
        let pipeline = match loaded {
            Ok(pipeline) => pipeline,
            Err(error) => return printer.declaration(&error, &again),
        };
        let situation = match run::status(&pipeline) {
            Ok(situation) => situation,
            Err(error) => return printer.run_error(&error, &again),
        };
        printer.answer(
            Exit::Complete,
            || json::json(&situation, &pipeline, self.missing, call.manner.lang),
            || text::text(&situation, &pipeline, self.missing, call.manner),
        )
    }
}
