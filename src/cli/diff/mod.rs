//! `tthc diff`: what changed between two runs; as text in `text` and `places`, as data in `json` and `place_json`.

pub(super) mod doubts;
pub(super) mod figure_json;
pub(super) mod json;
pub(super) mod page;
pub(super) mod place_json;
pub(super) mod places;
mod text;
mod units;
pub(super) mod words;

use crate::model::Exit;
use crate::run;

use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::args::place::RunsArgs;
use super::call::Call;
use super::print::printer::Ended;

/// Cho biết hai lượt chạy khác nhau ở đâu: tệp, số liệu, phát hiện, tỷ lệ, và vì sao từng đơn vị đổi hạng
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes())]
pub(super) struct DiffArgs {
    #[command(flatten)]
    runs: RunsArgs,
    /// Lượt chạy trước: mã lượt hoặc phần đầu của mã, latest, latest~1 (lượt trọn vẹn trước đó), hoặc thư mục của lượt
    #[arg(value_name = "LƯỢT TRƯỚC")]
    old: String,
    /// Lượt chạy sau, ghi như trên
    #[arg(value_name = "LƯỢT SAU")]
    new: String,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    json: bool,
}

pub(super) const ENGLISH: English = English {
    arguments: &[
        (
            "old",
            "The earlier run: its id or how it begins, latest, latest~1 (the complete one before), or its folder",
        ),
        ("new", "The later run, named likewise"),
    ],
    values: &[("LƯỢT TRƯỚC", "OLD RUN"), ("LƯỢT SAU", "NEW RUN")],
    ..English::new(
        "Tell where two runs differ: files, values, findings, rates, and why each unit changed its place",
    )
};

impl DiffArgs {
    /// That the runs differ is the answer, not a failure of the question.
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let (printer, again, lang) = (call.printer(self.json), call.again(), call.manner.lang);
        let pipeline = match self.runs.load() {
            Ok(pipeline) => pipeline,
            Err(error) => return printer.declaration(&error, &again),
        };
        let difference = match run::diff(&pipeline, &self.old, &self.new) {
            Ok(difference) => difference,
            Err(error) => {
                let hint = error.hint(lang);
                return printer.ended(&Ended {
                    code: error.code(),
                    error: &error.text(lang),
                    hint: hint.as_deref(),
                    exit: error.exit(),
                    next: &again,
                    faults: &[],
                });
            }
        };
        let exit = printer.answer(
            Exit::Complete,
            || json::json(&difference, &pipeline, lang),
            || text::text(&difference, &pipeline, call.manner),
        );
        for line in doubts::warnings(&difference, lang) {
            printer.warn(&line);
        }
        exit
    }
}
