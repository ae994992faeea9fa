//! `tthc which`: the run that a sheet came from, by the data code at its foot.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{DataCode, Exit, Lang};
use crate::pipeline;
use crate::run::{self, Sought};

use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::args::place::{OutputArg, PIPELINE_HELP, declaration};
use super::args::values::data_code;
use super::call::Call;

/// Tìm lượt chạy mà một trang đã in thuộc về, theo mã số liệu ở chân trang
///
/// Tìm trong mọi kỳ và mọi pipeline của một thư mục kết quả: của pipeline được nêu, của --output, hoặc của mọi pipeline
/// trong pipelines/. Chữ hoa, chữ thường, dấu cách và dấu gạch trong mã đều như nhau.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes())]
pub(super) struct WhichArgs {
    /// Mã số liệu, tám chữ và số, ví dụ A7KD93QH
    #[arg(value_name = "MÃ", value_parser = data_code)]
    code: DataCode,
    #[arg(help = PIPELINE_HELP)]
    pipeline: Option<PathBuf>,
    #[command(flatten)]
    output: OutputArg,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    json: bool,
}

pub(super) const ENGLISH: English = English {
    more: Some(
        "Looks in all periods and pipelines of an output: of the pipeline that is named, of --output, or of every pipeline \
         in pipelines/. Capitals, blanks and dashes in a code make no difference.",
    ),
    arguments: &[("code", "The data code, eight letters and figures, such as A7KD93QH")],
    values: &[("MÃ", "CODE")],
    ..English::new("Find the run that a printed sheet came from, by the data code at its foot")
};

impl WhichArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let (printer, again, lang) = (call.printer(self.json), call.again(), call.manner.lang);
        let outputs = match (&self.output.output, &self.pipeline) {
            (Some(output), _) => BTreeSet::from([output.clone()]),
            (None, Some(named)) => match pipeline::load(&declaration(named)) {
                Ok(pipeline) => BTreeSet::from([pipeline.output]),
                Err(error) => return printer.declaration(&error, &again),
            },
            (None, None) => declared_outputs(),
        };
        let mut found = Vec::new();
        for output in
            outputs.iter().filter(|output| self.output.output.is_some() || output.exists())
        {
            match run::which(output, self.code) {
                Ok(runs) => found.extend(runs),
                Err(error) => return printer.run_error(&error, &again),
            }
        }
        if found.is_empty() {
            return printer.refused(&self.unfound(&outputs, lang), Some(hint(lang)), &again);
        }
        printer.answer(Exit::Complete, || json(self.code, &found), || text(&found, lang))
    }

    fn unfound(&self, outputs: &BTreeSet<PathBuf>, lang: Lang) -> String {
        let places: Vec<String> = outputs.iter().map(|path| path.display().to_string()).collect();
        let (code, places) = (self.code, places.join(", "));
        match lang {
            Lang::Vi if places.is_empty() => {
                format!("{code}: không biết tìm trong thư mục kết quả nào")
            }
            Lang::Vi => format!("{code}: không có lượt chạy nào mang mã này trong {places}"),
            Lang::En if places.is_empty() => format!("{code}: there is no output to look in"),
            Lang::En => format!("{code}: no run bears this code in {places}"),
        }
    }
}

fn hint(lang: Lang) -> &'static str {
    lang.pick(
        "ghi pipeline hoặc --output; lượt cũ có thể đã bị xóa theo [keep]",
        "name a pipeline or --output; an old run may have been removed as [keep] says",
    )
}

/// The outputs of all pipelines in `pipelines/`; what pipelines share lies beside them and is none.
pub(super) fn declared_outputs() -> BTreeSet<PathBuf> {
    let entries = std::fs::read_dir(Path::new("pipelines")).into_iter().flatten().flatten();
    let files = entries.map(|entry| entry.path());
    let files = files.filter(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.filter_map(|path| pipeline::load(&path).ok()).map(|pipeline| pipeline.output).collect()
}

/// A line a run: where it is, what in it bears the code, how it stands.
fn text(found: &[Sought], lang: Lang) -> String {
    found.iter().fold(String::new(), |mut lines, sought| {
        let state = match (sought.is_latest, sought.run.record().complete) {
            (true, _) => lang.pick("  (đang xuất bản)", "  (published now)"),
            (false, true) => "",
            (false, false) => {
                lang.pick("  (chưa trọn, không xuất bản)", "  (incomplete, not published)")
            }
        };
        let place = sought.run.path().display();
        // Writing to a String cannot fail.
        let _ = writeln!(lines, "{place}  {}{state}", sought.files.join(", "));
        lines
    })
}

/// The runs that a data code belongs to.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct WhichJson<'s> {
    data_code: String,
    /// Runs whose sheets bear it, newest first.
    matches: Vec<BearerJson<'s>>,
}

/// A run whose sheets bear the code.
#[derive(Debug, Serialize, JsonSchema)]
struct BearerJson<'s> {
    /// Id of its pipeline.
    pipeline: &'s str,
    period: &'s str,
    /// Its id.
    run: &'s str,
    folder: &'s Path,
    /// Its files that bear the code.
    files: &'s [String],
    started: &'s str,
    complete: bool,
    /// Whether it is the one that is published.
    published: bool,
}

fn json(code: DataCode, found: &[Sought]) -> WhichJson<'_> {
    let runs = found.iter().map(|sought| {
        let record = sought.run.record();
        BearerJson {
            pipeline: &record.pipeline,
            period: &record.period,
            run: &record.run,
            folder: sought.run.path(),
            files: &sought.files,
            started: &record.started,
            complete: record.complete,
            published: sought.is_latest,
        }
    });
    WhichJson { data_code: code.to_string(), matches: runs.collect() }
}
