//! `tthc bundle`: a run to hand on, packed into one file.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Exit, Lang};
use crate::pipeline::{DeclarationError, Pipeline};
use crate::run::{self, BundleLack, Bundled, WhichRun};
use crate::store::{Record, Run};

use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::args::place::{InboxArg, OutputArg, PeriodArg, PipelineArg, PlaceArgs};
use super::call::Call;
use super::terminal;

/// Gói một lượt chạy thành một tệp .zip: đầu vào, khai báo, kết quả và cách chạy lại
///
/// Tệp đầu vào đã mất hoặc đã đổi từ lượt đó được liệt kê, không đưa vào gói; khi ấy thoát với 3.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes())]
pub(super) struct BundleArgs {
    #[command(flatten)]
    pipeline: PipelineArg,
    /// Lượt chạy: tên trong runs/, hoặc đường dẫn đến thư mục của nó; mặc định là lượt mà latest trỏ đến
    #[arg(value_name = "LƯỢT")]
    run: Option<PathBuf>,
    /// Tệp .zip sẽ ghi; mặc định <pipeline>-<kỳ>-<lượt>.zip ở đây
    #[arg(long, short, value_name = "TỆP")]
    out: Option<PathBuf>,
    #[command(flatten)]
    period: PeriodArg,
    #[command(flatten)]
    inbox: InboxArg,
    #[command(flatten)]
    output: OutputArg,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    json: bool,
}

pub(super) const ENGLISH: English = English {
    more: Some(
        "Files that are gone or changed since the run are listed and not packed; the exit code is 3 then.",
    ),
    arguments: &[
        ("run", "The run: its name in runs/, or its folder; the one latest points to unless said"),
        ("out", "The .zip to write; <pipeline>-<period>-<run>.zip here unless said"),
    ],
    ..English::new(
        "Pack a run into one .zip: what it read, the declaration, the results and how to make it again",
    )
};

impl BundleArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let (printer, again, lang) = (call.printer(self.json), call.again(), call.manner.lang);
        let which = which(self.run.as_deref());
        let of_run = match &which {
            WhichRun::At(folder) if folder.join("run.json").is_file() => {
                match Run::open(folder.clone()) {
                    Ok(run) => Some(run.record().clone()),
                    Err(error) => return printer.run_error(&error.into(), &again),
                }
            }
            _ => None,
        };
        let pipeline = match self.pipeline(of_run.as_ref()) {
            Ok(pipeline) => pipeline,
            Err(error) => return printer.declaration(&error, &again),
        };
        if let Some(record) = of_run.filter(|record| record.pipeline != pipeline.id) {
            let other = lang.pick("lượt này thuộc pipeline", "this run is of the pipeline");
            let said = format!("{}: {other} {}", record.run, record.pipeline);
            return printer.refused(&said, None, &again);
        }
        let inbox = self.inbox.inbox.clone();
        let packed = match run::bundle(&pipeline, &which, inbox, self.out.as_deref()) {
            Ok(packed) => packed,
            Err(error) => return printer.run_error(&error, &again),
        };
        // A bundle that lacks something is there all the same.
        let exit = packed.exit();
        printer.answer(exit, || json(&packed, lang), || format!("{}\n", packed.path.display()));
        for lack in &packed.lacks {
            terminal::message(&format!("{}\n", lack.sentence(lang)));
        }
        exit
    }

    /// A run that was named by its place is of the period that it is of.
    fn pipeline(&self, of_run: Option<&Record>) -> Result<Pipeline, DeclarationError> {
        let of_period = of_run.and_then(|record| record.period.parse().ok());
        let period = PeriodArg { period: of_period.or(self.period.period) };
        let (pipeline, inbox) = (self.pipeline.clone(), self.inbox.clone());
        PlaceArgs { pipeline, period, inbox, output: self.output.clone() }.load()
    }
}

/// A folder, or the id of a run among those of the period.
fn which(typed: Option<&Path>) -> WhichRun {
    match typed {
        None => WhichRun::Latest,
        Some(path) if path.components().count() == 1 && !path.join("run.json").exists() => {
            WhichRun::Id(path.to_string_lossy().into_owned())
        }
        Some(path) => WhichRun::At(path.to_owned()),
    }
}

/// Where the archive is, and what it lacks.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct BundleJson<'p> {
    /// The archive.
    path: &'p Path,
    /// What is not as it was when the run was made, and is not packed.
    lacks: Vec<LackJson>,
}

/// Something that an archive lacks.
#[derive(Debug, Serialize, JsonSchema)]
struct LackJson {
    /// The kind, in a word.
    lack: &'static str,
    /// A sentence for people.
    message: String,
}

fn json(packed: &Bundled, lang: Lang) -> BundleJson<'_> {
    let lack = |lack: &BundleLack| LackJson { lack: lack.word(), message: lack.sentence(lang) };
    BundleJson { path: &packed.path, lacks: packed.lacks.iter().map(lack).collect() }
}
