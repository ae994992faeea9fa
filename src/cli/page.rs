//! `tthc page`: the page by which offices check a file before they send it, nothing installed.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::Exit;
use crate::pipeline::{self, DeclarationError, Overrides, Pipeline};
use crate::run;

use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::args::place::{PeriodArg, PipelineArg, as_of_now, declaration};
use super::call::Call;

/// Lập trang kiem-tra.html: mở bằng trình duyệt để kiểm tra tệp trước khi gửi, không cài gì, không cần mạng
///
/// Trang là một tệp duy nhất, chép qua USB hay gửi kèm thư đều được. Trong đó có biểu mẫu, danh mục đơn vị và quy tắc của
/// pipeline; không có địa chỉ thư, đường dẫn hay ghi chú của tệp khai báo. Khai báo đổi, hoặc sang kỳ khác, thì lập lại.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes())]
pub(super) struct PageArgs {
    #[command(flatten)]
    pipeline: PipelineArg,
    #[command(flatten)]
    period: PeriodArg,
    /// Tệp .html sẽ ghi
    #[arg(long, short, value_name = "TỆP", default_value = "kiem-tra.html")]
    out: PathBuf,
    /// Bộ đọc cho trình duyệt (kiem-tra.wasm); mặc định là ../share/tthc/kiem-tra.wasm cạnh chương trình
    #[arg(long, value_name = "TỆP")]
    engine: Option<PathBuf>,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    json: bool,
}

pub(super) const ENGLISH: English = English {
    more: Some(
        "The page is one file that goes by USB stick or mail. It holds the forms, the units and the rules of the pipeline, and no \
         address, path or note of the declaration. Make it anew when the declaration or the period changes.",
    ),
    arguments: &[
        ("out", "The .html to write"),
        (
            "engine",
            "The engine for browsers (kiem-tra.wasm); ../share/tthc/kiem-tra.wasm beside the program unless said",
        ),
    ],
    ..English::new(
        "Make kiem-tra.html: a page that checks files before they are sent, nothing installed, without a network",
    )
};

impl PageArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let (printer, again) = (call.printer(self.json), call.again());
        let pipeline = match self.pipeline() {
            Ok(pipeline) => pipeline,
            Err(error) => return printer.declaration(&error, &again),
        };
        let engine = self.engine.clone().unwrap_or_else(installed);
        let bytes = match run::check_page(&pipeline, &engine, &self.out) {
            Ok(bytes) => bytes,
            Err(error) => return printer.run_error(&error, &again),
        };
        let period = pipeline.period.to_string();
        printer.answer(
            Exit::Complete,
            || PageJson { path: &self.out, pipeline: &pipeline.id, period: &period, bytes },
            || format!("{}\n", self.out.display()),
        )
    }

    fn pipeline(&self) -> Result<Pipeline, DeclarationError> {
        let overrides = Overrides { period: self.period.period, ..as_of_now() };
        pipeline::load_with(&declaration(&self.pipeline.pipeline), &overrides)
    }
}

/// Where the engine lies that was installed with the program.
fn installed() -> PathBuf {
    let inside = Path::new("share/tthc/kiem-tra.wasm");
    let program = std::env::current_exe().unwrap_or_default();
    program.ancestors().nth(2).map_or_else(|| inside.to_owned(), |root| root.join(inside))
}

/// The page that was made.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct PageJson<'p> {
    /// The page.
    path: &'p Path,
    /// Id of the pipeline that it checks by.
    pipeline: &'p str,
    /// The period that it is for.
    period: &'p str,
    /// Its size.
    bytes: usize,
}
