//! `tthc show`: places and rates of a run; as text in `text` and `definitions`, as data in `json`.

mod columns;
mod definitions;
mod field_mix;
pub(super) mod json;
mod text;

use crate::model::Exit;
use crate::run::{self, ListEnd, NamedError, ShowError, ShowWish};

use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::args::place::{NamedRunArg, PLACE, RunsArgs};
use super::call::Call;
use super::diff::doubts::doubts;
use super::print::printer::Ended;

/// Cho xem hạng và tỷ lệ của một lượt chạy: tất cả, hoặc của một đơn vị, một bảng xếp hạng, một chỉ tiêu
///
/// Tỷ lệ được liệt kê khi có --unit hoặc --metric; --json luôn có cả hạng lẫn tỷ lệ. Đơn vị có số liệu chưa đủ được ghi
/// rõ bên cạnh. Đơn vị đồng hạng với đơn vị cuối của --top, --bottom cũng được liệt kê.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes())]
pub(super) struct ShowArgs {
    #[command(flatten)]
    runs: RunsArgs,
    #[command(flatten)]
    run: NamedRunArg,
    /// Chỉ đơn vị này: mã hoặc tên
    #[arg(long, value_name = "ĐƠN VỊ")]
    unit: Option<String>,
    /// Chỉ bảng xếp hạng này
    #[arg(long, value_name = "MÃ")]
    ranking: Option<String>,
    /// Chỉ chỉ tiêu này và các bảng xếp hạng theo nó
    #[arg(long, value_name = "MÃ")]
    metric: Option<String>,
    /// Chỉ chừng này hạng đầu của mỗi danh sách
    #[arg(long, value_name = "N", conflicts_with_all = ["bottom", "unit"])]
    top: Option<u32>,
    /// Chỉ chừng này hạng cuối của mỗi danh sách
    #[arg(long, value_name = "N", conflicts_with = "unit")]
    bottom: Option<u32>,
    /// Thêm hạng theo từng cách tính, đặt cạnh nhau
    #[arg(long)]
    definitions: bool,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    json: bool,
}

pub(super) const ENGLISH: English = English {
    more: Some(
        "Rates are listed where --unit or --metric stands; --json always has both. A unit whose figures are incomplete is \
         marked. Who is tied with the last of --top or --bottom is listed too.",
    ),
    arguments: &[
        ("unit", "This unit only: its id or its name"),
        ("ranking", "This ranking only"),
        ("metric", "This metric only, and the rankings that go by it"),
        ("top", "So many first places of each list only"),
        ("bottom", "So many last places of each list only"),
        ("definitions", "The places under each definition too, side by side"),
    ],
    values: &[("ĐƠN VỊ", "UNIT"), ("MÃ", "ID")],
    ..English::new(
        "Show places and rates of a run: all, or those of a unit, of a ranking, of a metric",
    )
};

impl ShowArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let (printer, lang) = (call.printer(self.json), call.manner.lang);
        let pipeline = match self.runs.load() {
            Ok(pipeline) => pipeline,
            Err(error) => return printer.declaration(&error, &call.again()),
        };
        let shown = match run::show(&pipeline, &self.run.run, &self.wish()) {
            Ok(shown) => shown,
            Err(error) => {
                let (hint, next) = (error.hint(lang), next(&error, call, PLACE));
                return printer.ended(&Ended {
                    code: error.code(),
                    error: &error.text(lang),
                    hint: hint.as_deref(),
                    exit: error.exit(),
                    next: &next,
                    faults: &[],
                });
            }
        };
        let warnings = doubts(&shown.record.run, &shown.changed, &shown.stale, lang);
        let with_rates = self.unit.is_some() || self.metric.is_some();
        let exit = printer.answer(
            Exit::Complete,
            || json::json(&shown, &pipeline, &warnings),
            || text::text(&shown, &pipeline, with_rates, call.manner),
        );
        for line in &warnings {
            printer.warn(line);
        }
        exit
    }

    fn wish(&self) -> ShowWish {
        let (top, bottom) = (self.top.map(ListEnd::Top), self.bottom.map(ListEnd::Bottom));
        ShowWish {
            unit: self.unit.clone(),
            ranking: self.ranking.clone(),
            metric: self.metric.clone(),
            end: top.or(bottom),
            definitions: self.definitions,
        }
    }
}

/// What to type where a run could not be asked; `place` are the arguments by which other commands find it.
pub(super) fn next(error: &ShowError, call: &Call<'_>, place: &[&str]) -> String {
    let typed = call.typed.clone();
    match error {
        ShowError::Unknown { key, near: Some(near), .. } => {
            typed.with(key.word(), near).to_string()
        }
        ShowError::Several { units, .. } => match units.first() {
            Some((first, _)) => typed.with("unit", first).to_string(),
            None => typed.to_string(),
        },
        ShowError::Run(NamedError::Unfound { .. }) | ShowError::NotMade { .. } => {
            typed.of_command("status").only(place).to_string()
        }
        ShowError::Gone { .. } => typed.of_command("retry").only(place).to_string(),
        _ => typed.to_string(),
    }
}
