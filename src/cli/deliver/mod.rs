//! `tthc deliver`: what is published, handed on by hand; with `--returns` what goes back to units, mailed to them.

mod returns;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Exit, Lang};
use crate::pipeline::Pipeline;
use crate::run::{self, HandedOn, Handing, ReturnDelivery, ReturnsAsked, RunError, StopSignal};

use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::args::place::RunsArgs;
use super::args::values::day;
use super::call::Call;
use super::print::printer::Printer;
use super::run::signals;
use returns::ReturnJson;

/// Giao kết quả đang xuất bản đến các nơi khai báo trong [[deliver]] mà chưa nhận được
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes())]
pub(super) struct DeliverArgs {
    #[command(flatten)]
    runs: RunsArgs,
    /// Giao lại cả cho nơi đã nhận
    #[arg(long)]
    again: bool,
    #[command(flatten)]
    back: ReturnsArgs,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    json: bool,
}

/// What goes back to units.
#[derive(Debug, Clone, clap::Args)]
struct ReturnsArgs {
    /// Gửi thư cho từng đơn vị tệp phản hồi của đơn vị đó, đến địa chỉ ở cột contact của danh mục đơn vị; chỉ gửi tệp mới hoặc đã đổi
    #[arg(long, conflicts_with = "output")]
    returns: bool,
    /// Với --returns: chỉ liệt kê sẽ gửi gì đến đâu, không gửi
    #[arg(long, requires = "returns")]
    dry_run: bool,
    /// Với --returns: ngày chậm nhất phải gửi lại, ghi trong thư; không ghi thì là hạn nộp, nếu còn
    #[arg(long, requires = "returns", value_name = "NGÀY", value_parser = day)]
    until: Option<String>,
}

pub(super) const ENGLISH: English = English {
    arguments: &[
        ("again", "Deliver also to those who have it"),
        (
            "returns",
            "Mail each unit the form that goes back to it, to the column `contact` of the register; only what is new or changed",
        ),
        ("dry_run", "With --returns: list what would be sent where, and send nothing"),
        (
            "until",
            "With --returns: the last day to send it again, told in the mail; the deadline unless said, while it is not over",
        ),
    ],
    values: &[("NGÀY", "DAY")],
    ..English::new("Hand on what is published to those named in [[deliver]] who have not got it")
};

impl DeliverArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let (printer, again, lang) = (call.printer(self.json), call.again(), call.manner.lang);
        let pipeline = match self.runs.load() {
            Ok(pipeline) => pipeline,
            Err(error) => return printer.declaration(&error, &again),
        };
        if self.back.returns {
            return self.send_back(&pipeline, &printer, call);
        }
        if pipeline.deliveries.is_empty() {
            let said =
                lang.pick("pipeline không khai báo [[deliver]]", "no [[deliver]] is declared");
            return printer.refused(said, None, &again);
        }
        let stop = StopSignal::default();
        if let Err(error) = signals::watch(&stop) {
            return printer.run_error(&RunError::Signals(error), &again);
        }
        match run::deliver(&pipeline, self.again, &stop) {
            Err(error) => printer.run_error(&error, &again),
            Ok(None) => nothing_published(&printer, call),
            Ok(Some(handed)) => {
                let exit = HandedOn::exit(&handed, Exit::Complete);
                printer.answer(exit, || json(&handed, lang), || text(&handed, lang));
                warn(&handed, &printer);
                exit
            }
        }
    }

    /// Mails what goes back to units.
    fn send_back(&self, pipeline: &Pipeline, printer: &Printer, call: &Call<'_>) -> Exit {
        let (again, lang) = (call.again(), call.manner.lang);
        let mail = match returns::mail_of(pipeline, lang) {
            Ok(mail) => mail,
            Err(lack) => return printer.refused(lack.said, Some(lack.hint), &again),
        };
        let stop = StopSignal::default();
        if let Err(error) = signals::watch(&stop) {
            return printer.run_error(&RunError::Signals(error), &again);
        }
        let (dry_run, until) = (self.back.dry_run, self.back.until.clone());
        let asked = ReturnsAsked { again: self.again, dry_run, until };
        match run::deliver_returns(pipeline, mail, &asked, &stop) {
            Err(error) => printer.run_error(&error, &again),
            Ok(None) => nothing_published(printer, call),
            Ok(Some(sent)) => {
                let exit = ReturnDelivery::exit(&sent);
                let answer = || DeliverJson {
                    deliveries: Vec::new(),
                    returns: Some(returns::json(&sent, lang)),
                };
                printer.answer(exit, answer, || returns::text(&sent, lang));
                returns::warn(&sent, printer);
                exit
            }
        }
    }
}

fn nothing_published(printer: &Printer, call: &Call<'_>) -> Exit {
    let said =
        call.manner.lang.pick("chưa có kết quả nào được xuất bản", "nothing is published yet");
    let run = call.typed.clone().of_command("run").only(&["pipeline", "period", "output"]);
    printer.fails(&said, None, Exit::NothingToDo, &run.to_string())
}

/// A line for each that got it, now or before.
fn text(handed: &[HandedOn], lang: Lang) -> String {
    let lines = handed.iter().filter_map(|one| {
        let said = match one.state {
            Handing::Done => lang.pick("đã giao", "delivered"),
            Handing::Before => lang.pick("đã có từ trước", "delivered before"),
            Handing::Failed(_) => return None,
        };
        Some(format!("{said}: {}\n", one.to))
    });
    lines.collect()
}

/// What was handed on.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct DeliverJson<'h> {
    deliveries: Vec<DeliveryJson<'h>>,
    /// With `--returns`: the forms that go back.
    #[serde(skip_serializing_if = "Option::is_none")]
    returns: Option<Vec<ReturnJson<'h>>>,
}

/// Somebody who is to get what is published.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct DeliveryJson<'h> {
    to: &'h str,
    /// `delivered`, `delivered_before`, `failed`.
    state: &'static str,
    /// Why it failed.
    message: Option<&'h str>,
}

fn json(handed: &[HandedOn], lang: Lang) -> DeliverJson<'_> {
    DeliverJson { deliveries: deliveries(handed, lang), returns: None }
}

/// Deliveries as data.
pub(super) fn deliveries(handed: &[HandedOn], lang: Lang) -> Vec<DeliveryJson<'_>> {
    let one = |one| DeliveryJson::of(one, lang);
    handed.iter().map(one).collect()
}

impl<'h> DeliveryJson<'h> {
    fn of(one: &'h HandedOn, lang: Lang) -> Self {
        Self {
            to: &one.to,
            state: match one.state {
                Handing::Done => "delivered",
                Handing::Before => "delivered_before",
                Handing::Failed(_) => "failed",
            },
            message: one.failure().map(|why| why.say(lang)),
        }
    }
}

/// Says who did not get it, however quiet the program is to be.
pub(super) fn warn(handed: &[HandedOn], printer: &Printer) {
    let lang = printer.manner().lang;
    for one in handed {
        if let Some(why) = one.failure() {
            let what = lang.pick("chưa giao được đến", "not delivered to");
            printer.insist(&format!("{what} {}: {}", one.to, why.say(lang)));
        }
    }
}
