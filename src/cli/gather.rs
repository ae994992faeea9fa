//! `tthc gather`: published runs into a lake.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Exit, Lang};
use crate::run::{self, GatheredRun};
use crate::store::Lake;

use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::call::Call;

/// Where results lie unless something else is declared.
const OUTPUT: &str = "output";

/// Gộp các lượt chạy đã công bố vào một hồ dữ liệu: mỗi bảng, mỗi pipeline, mỗi kỳ một tệp Parquet
///
/// HỒ/metrics/<pipeline>/<kỳ>.parquet, HỒ/lines/<biểu>/<pipeline>/<kỳ>.parquet …; mỗi bảng có thêm cột pipeline ở đầu. Lượt
/// sửa lại thay lượt cũ của cùng pipeline và kỳ nên không gì bị tính hai lần; gộp lại lần nữa không đổi gì, và sửa
/// được lần gộp bị ngắt giữa chừng. Lượt chạy thử, bị giữ lại hay chưa trọn vẹn, và lượt hiểu một chỉ tiêu hay một biểu
/// khác với các lượt đã có thì bị từ chối, không ghi gì. Pipeline khai báo [lake] thì tự gộp sau khi công bố.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes())]
pub(super) struct GatherArgs {
    /// Thư mục của hồ dữ liệu; chưa có thì được tạo
    #[arg(value_name = "HỒ")]
    lake: PathBuf,
    /// Thư mục của một lượt, của một kỳ (lấy latest), của một pipeline hoặc thư mục kết quả (lấy latest của mọi kỳ); mặc định là output ở đây
    #[arg(value_name = "LƯỢT")]
    runs: Vec<PathBuf>,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    json: bool,
}

pub(super) const ENGLISH: English = English {
    more: Some(
        "LAKE/metrics/<pipeline>/<period>.parquet, LAKE/lines/<form>/<pipeline>/<period>.parquet and so on; each table has a \
         column pipeline in front. A corrected run takes the place of the one before of its pipeline and period, so nothing \
         counts twice; gathering again changes nothing, and mends what was interrupted. A trial, a run that was held back or \
         is not complete, and one that means something else by a metric or a form than those that are there are refused, \
         and nothing is written. A pipeline that declares [lake] gathers by itself after publishing.",
    ),
    arguments: &[
        ("lake", "Folder of the lake; made where it is not there"),
        (
            "runs",
            "Folder of a run, of a period (its latest), of a pipeline or of all results (the latest of every period); output here unless said",
        ),
    ],
    values: &[("HỒ", "LAKE"), ("LƯỢT", "RUN")],
    ..English::new(
        "Put published runs into a lake: a Parquet file for each table, pipeline and period",
    )
};

impl GatherArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let printer = call.printer(self.json);
        let here = [PathBuf::from(OUTPUT)];
        let runs = if self.runs.is_empty() { &here[..] } else { &self.runs };
        let gathered = match run::gather(&Lake::new(&self.lake), runs) {
            Ok(gathered) => gathered,
            Err(error) => return printer.run_error(&error, &call.again()),
        };
        let text = || gathered.iter().map(|one| line(one, call.manner.lang)).collect();
        printer.answer(Exit::Complete, || json(&self.lake, &gathered), text)
    }
}

fn line(gathered: &GatheredRun, lang: Lang) -> String {
    let GatheredRun { pipeline, period, run, tables, changed } = gathered;
    let state = if *changed {
        lang.pick("đã gộp", "gathered")
    } else {
        lang.pick("đã có, không đổi", "there already")
    };
    let count = lang.pick("bảng", "tables");
    format!("{pipeline} {period}: {state} ({run}, {tables} {count})\n")
}

/// What is in the lake now of the runs that were named.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct GatherJson<'g> {
    /// Folder of the lake.
    lake: &'g Path,
    /// The runs.
    gathered: Vec<GatheredJson<'g>>,
}

/// A run in a lake.
#[derive(Debug, Serialize, JsonSchema)]
struct GatheredJson<'g> {
    /// Name of the pipeline.
    pipeline: &'g str,
    /// Reporting period.
    period: &'g str,
    /// Id of the run.
    run: &'g str,
    /// How many tables it has there.
    table_count: usize,
    /// Whether anything was written: else it was there already.
    written: bool,
}

fn json<'g>(lake: &'g Path, gathered: &'g [GatheredRun]) -> GatherJson<'g> {
    let run = |one: &'g GatheredRun| {
        let GatheredRun { pipeline, period, run, tables, changed } = one;
        GatheredJson { pipeline, period, run, table_count: *tables, written: *changed }
    };
    GatherJson { lake, gathered: gathered.iter().map(run).collect() }
}
