//! `tthc trace`: where a published figure comes from, and what hangs on a cell. As text in `figure_text`, `place_text`,
//! `cell_text` and `impact_text`, as data in `json`.

mod cell_text;
mod cells_json;
mod figure_text;
mod impact_text;
pub(super) mod json;
mod place_text;

use std::path::PathBuf;

use crate::cli::print::printer::{Ended, Printer};
use crate::model::Exit;
use crate::pipeline;
use crate::run::{self, CellAddress, ShowError, TraceError, TraceWish, TracedRun};

use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::args::place::{
    LATEST, OutputArg, PIPELINE_HELP, PeriodArg, PipelineArg, RUNS, RunsArgs, as_of_now,
    declaration,
};
use super::call::Call;
use super::diff::doubts::doubts;
use super::which::declared_outputs;

/// Cho biết một con số đã công bố từ đâu ra: từng dòng, từng ô của tệp đã gửi, và vì sao đơn vị đứng hạng đó
///
/// Hỏi theo đơn vị và chỉ tiêu, hoặc theo một ô của tệp đã công bố: tthc trace 'xep-hang.xlsx!Cấp xã!F12'. Mỗi ô được kể
/// cùng tệp, mã băm của tệp, chữ ghi trong ô, cách đọc, phần nó góp vào tử số và mẫu số, các phát hiện ở đó; ô không tính
/// thì nói vì sao. --impact hỏi ngược lại: số nào, hạng nào dựa vào một ô của tệp đã gửi, và không có ô đó thì ra sao.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes())]
pub(super) struct TraceArgs {
    /// Tệp khai báo hay tên trong pipelines/; hoặc một ô của tệp đã công bố: 'xep-hang.xlsx!Cấp xã!F12'
    #[arg(value_name = "PIPELINE | TỆP!TRANG!Ô")]
    pipeline: String,
    #[command(flatten)]
    period: PeriodArg,
    #[command(flatten)]
    output: OutputArg,
    /// Đơn vị: mã hoặc tên
    #[arg(long, value_name = "ĐƠN VỊ", conflicts_with = "impact")]
    unit: Option<String>,
    /// Chỉ tiêu; không ghi thì lấy các chỉ tiêu của --ranking
    #[arg(long, value_name = "MÃ", requires = "unit")]
    metric: Option<String>,
    /// Chỉ bảng xếp hạng này; không ghi thì mọi bảng của cấp đơn vị dùng chỉ tiêu đó
    #[arg(long, value_name = "MÃ", requires = "unit")]
    ranking: Option<String>,
    /// Chỉ lĩnh vực này
    #[arg(long, value_name = "LĨNH VỰC", requires = "unit")]
    field: Option<String>,
    /// Lượt chạy: mã lượt hoặc phần đầu của mã, latest, latest~1 (lượt trọn vẹn trước đó), hoặc thư mục của lượt
    #[arg(long, value_name = "LƯỢT", default_value = LATEST)]
    run: String,
    /// Ô của một tệp đơn vị gửi: 'cap-huyen/692.xlsx!Phụ lục 3!D29'
    #[arg(long, value_name = "TỆP!TRANG!Ô")]
    impact: Option<String>,
    #[arg(short = 'p', long = "pipeline", value_name = "PIPELINE", help = PIPELINE_HELP)]
    of: Option<PathBuf>,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    json: bool,
}

pub(super) const ENGLISH: English = English {
    more: Some(
        "Ask by unit and metric, or by a cell of a published workbook: tthc trace 'xep-hang.xlsx!SHEET!F12'. Each cell is \
         told with its file, the fingerprint of the file, the text in it, how it was read, what it adds above and below the \
         line and what was found there; of one that does not count it is said why. --impact asks the other way: which \
         figures and places hang on a cell of a submitted file, and what they would be without it.",
    ),
    arguments: &[
        (
            "pipeline",
            "A declaration or its name in pipelines/; or a cell of a published workbook: 'xep-hang.xlsx!SHEET!F12'",
        ),
        ("unit", "The unit: its id or its name"),
        ("metric", "The metric; those of --ranking unless said"),
        ("ranking", "This ranking only; all of the league that go by the metric unless said"),
        ("field", "This field only"),
        ("impact", "A cell of a file that a unit sent: 'cap-huyen/692.xlsx!SHEET!D29'"),
        ("of", "A declaration, or the name of a file in pipelines/ (such as nightly)"),
    ],
    values: &[
        ("PIPELINE | TỆP!TRANG!Ô", "PIPELINE | FILE!SHEET!CELL"),
        ("TỆP!TRANG!Ô", "FILE!SHEET!CELL"),
        ("ĐƠN VỊ", "UNIT"),
        ("MÃ", "ID"),
        ("LĨNH VỰC", "FIELD"),
    ],
    ..English::new(
        "Tell where a published figure comes from: each line and cell of the files sent, and why a unit stands where it does",
    )
};

impl TraceArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let printer = call.printer(self.json);
        if self.impact.is_none()
            && self.unit.is_none()
            && CellAddress::parse(&self.pipeline).is_some()
        {
            return self.cell(&printer, call);
        }
        let pipeline = match self.runs().load() {
            Ok(pipeline) => pipeline,
            Err(error) => return printer.declaration(&error, &call.again()),
        };
        if let Some(cell) = &self.impact {
            return match run::impact(&pipeline, &self.run, cell) {
                Ok(impact) => {
                    let warnings = warnings(&impact.run, call);
                    let exit = printer.answer(
                        Exit::Complete,
                        || json::of_impact(&impact, &warnings),
                        || impact_text::text(&impact, call.manner),
                    );
                    warned(&printer, &warnings, exit)
                }
                Err(error) => fails(&printer, &error, call),
            };
        }
        match self.wish() {
            Some(wish) => told(&printer, run::trace(&pipeline, &self.run, &wish), call),
            None => self.asks_for_more(&printer, call),
        }
    }

    /// A cell of a published workbook.
    fn cell(&self, printer: &Printer, call: &Call<'_>) -> Exit {
        let named = match self
            .of
            .as_ref()
            .map(|named| pipeline::load_with(&declaration(named), &as_of_now()))
        {
            Some(Err(error)) => return printer.declaration(&error, &call.again()),
            Some(Ok(pipeline)) => Some(pipeline),
            None => None,
        };
        let named_output = named.as_ref().map(|pipeline| pipeline.output.clone());
        let outputs = match self.output.output.clone().or(named_output) {
            Some(output) => vec![output],
            None => declared_outputs().into_iter().collect(),
        };
        told(printer, run::trace_cell(&self.pipeline, &outputs, named.as_ref()), call)
    }

    fn runs(&self) -> RunsArgs {
        RunsArgs {
            pipeline: PipelineArg { pipeline: PathBuf::from(&self.pipeline) },
            period: self.period,
            output: self.output.clone(),
        }
    }

    /// `None` where too little is named.
    fn wish(&self) -> Option<TraceWish> {
        let unit = self.unit.clone()?;
        let named = self.metric.is_some() || self.ranking.is_some();
        named.then(|| TraceWish {
            unit,
            metric: self.metric.clone(),
            ranking: self.ranking.clone(),
            field: self.field.clone(),
        })
    }

    fn asks_for_more(&self, printer: &Printer, call: &Call<'_>) -> Exit {
        let lang = call.manner.lang;
        let said = match self.unit {
            Some(_) => lang.pick(
                "cần thêm --metric hoặc --ranking để biết số nào của đơn vị",
                "--metric or --ranking has to say which figure of the unit",
            ),
            None => lang.pick(
                "cần --unit với --metric, hoặc một ô TỆP!TRANG!Ô, hoặc --impact",
                "--unit with --metric, a cell FILE!SHEET!CELL, or --impact is needed",
            ),
        };
        let hint = lang.pick(
            "tthc show liệt kê đơn vị, chỉ tiêu và bảng xếp hạng của một lượt",
            "tthc show lists units, metrics and rankings of a run",
        );
        let next = call.typed.clone().of_command("show").only(RUNS).to_string();
        printer.refused(said, Some(hint), &next)
    }
}

fn told(printer: &Printer, traced: Result<run::Traced, TraceError>, call: &Call<'_>) -> Exit {
    match traced {
        Ok(traced) => {
            let warnings = warnings(&traced.run, call);
            let exit = printer.answer(
                Exit::Complete,
                || json::of_trace(&traced, &warnings, call.manner.lang),
                || cell_text::text(&traced, call.manner),
            );
            warned(printer, &warnings, exit)
        }
        Err(error) => fails(printer, &error, call),
    }
}

fn warnings(run: &TracedRun, call: &Call<'_>) -> Vec<String> {
    doubts(&run.record.run, &run.changed, &run.stale, call.manner.lang)
}

fn warned(printer: &Printer, warnings: &[String], exit: Exit) -> Exit {
    for line in warnings {
        printer.warn(line);
    }
    exit
}

fn fails(printer: &Printer, error: &TraceError, call: &Call<'_>) -> Exit {
    let lang = call.manner.lang;
    let (hint, next) = (error.hint(lang), next(error, call));
    printer.ended(&Ended {
        code: error.code(),
        error: &error.text(lang),
        hint: hint.as_deref(),
        exit: error.exit(),
        next: &next,
        faults: &[],
    })
}

/// What to type where it failed.
fn next(error: &TraceError, call: &Call<'_>) -> String {
    let typed = call.typed.clone();
    match error {
        TraceError::Show(ShowError::Unknown { key, near: Some(near), .. }) => {
            typed.with(key.word(), near).to_string()
        }
        TraceError::Show(ShowError::Several { units, .. }) if !units.is_empty() => {
            typed.with("unit", &units[0].0).to_string()
        }
        TraceError::Show(ShowError::Run(_) | ShowError::NotMade { .. }) => {
            typed.of_command("status").only(RUNS).to_string()
        }
        TraceError::Returned { pipeline, original: Some(original), .. } => {
            typed.without(&["of"]).with("pipeline", pipeline).with("impact", original).to_string()
        }
        TraceError::NoInput { near: Some(near), .. } => typed.with("impact", near).to_string(),
        TraceError::NoField { known, .. } if !known.is_empty() => {
            typed.with("field", &known[0]).to_string()
        }
        _ => typed.to_string(),
    }
}
