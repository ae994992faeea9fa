//! `tthc init`: a province begun from its units and filled examples, or the demonstration out of the program alone;
//! what is said of it in `text` and `json`.

pub(super) mod json;
mod text;

use std::path::PathBuf;

use crate::model::{Exit, Lang};
use crate::run::{self, Diagnosis, ExampleGiven, InitError, InitWish, UnitsGiven, demonstration};

use super::args::command_line::quoted;
use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::args::place::PeriodArg;
use super::call::Call;
use super::read_files::worker;
use super::register::of_province;

/// Tạo một thư mục chạy được ngay cho địa phương mình từ danh mục đơn vị và các biểu mẫu đã điền; không ghi gì thêm thì tạo bản minh họa hai đơn vị
///
/// Trong thư mục: pipelines/TÊN.toml với mọi khóa, có chú giải; các biểu có sẵn hoặc soạn từ ví dụ; danh mục đơn vị;
/// số đếm và chỉ số; thư mục nhận báo cáo có các ví dụ. Thư mục đã có thì không bị ghi đè. Kết thúc bằng những dòng
/// của doctor và lệnh để chạy.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes())]
pub(super) struct InitArgs {
    /// Thư mục sẽ tạo; tên của nó cũng là tên pipeline
    #[arg(value_name = "TÊN")]
    name: Option<PathBuf>,
    /// Danh mục đơn vị: CSV hoặc bảng tính có các cột mã, cấp, mã cấp trên, tên; hoặc mã hay tên một tỉnh (xem tthc register)
    #[arg(long, value_name = "DANH MỤC")]
    register: Option<PathBuf>,
    /// Biểu đã điền số liệu, loại tệp nào cũng được; một hay nhiều tệp
    #[arg(long, value_name = "VÍ DỤ", num_args = 1..)]
    example: Vec<PathBuf>,
    #[command(flatten)]
    period: PeriodArg,
    /// In kết quả dạng JSON ra stdout
    #[arg(long)]
    json: bool,
}

pub(super) const ENGLISH: English = English {
    more: Some(
        "In the folder: pipelines/NAME.toml with every key, commented; forms that are known or drafted from the examples; \
         the register of units; measures and metrics; an inbox with the examples. A folder that is there is not \
         overwritten. Ends with the lines of doctor and the command that runs it.",
    ),
    arguments: &[
        ("name", "The folder to make; its name is that of the pipeline, too"),
        (
            "register",
            "The units: CSV or a sheet with the columns id, level, parent_id, name; or a province (see tthc register)",
        ),
        ("example", "Filled forms, of any kind of file; one or several"),
    ],
    values: &[("TÊN", "NAME"), ("DANH MỤC", "UNITS"), ("VÍ DỤ", "EXAMPLE")],
    ..English::new(
        "Make a folder that runs from your units and filled forms; without arguments a demonstration of two units",
    )
};

impl InitArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let (printer, lang) = (call.printer(self.json), call.manner.lang);
        let wish = match self.wish(lang) {
            Ok(wish) => wish,
            Err(lacks) => {
                let said = lang.pick(
                    "cần đủ tên, danh mục và ví dụ; không ghi gì cả thì tạo bản minh họa",
                    "a name, units and an example are needed; without any there is a demonstration",
                );
                let hint = format!("{} {lacks}", lang.pick("thêm", "add"));
                let next = "tthc init tinh-nha --register don-vi.csv --example bieu.xlsx";
                return printer.refused(said, Some(&hint), next);
            }
        };
        let begun = match run::init(&wish, &worker()) {
            Ok(begun) => begun,
            Err(InitError::Register(error) | InitError::Composed(error)) => {
                return printer.declaration(&error, &call.again());
            }
            Err(InitError::Run(error)) => return printer.run_error(&error, &call.again()),
            Err(error) => {
                return printer.refused(&error.text(lang), error.hint(lang), &call.again());
            }
        };
        let next = format!("tthc run {}", quoted(&begun.file.display().to_string()));
        printer.answer(
            Diagnosis::exit(&begun.checks),
            || json::json(&begun, &next, lang),
            || text::text(&begun, &next, call.manner),
        )
    }

    /// What a province is to be begun from; what is missing, where something is.
    fn wish(&self, lang: Lang) -> Result<InitWish, String> {
        let (folder, units) = match (&self.name, &self.register) {
            (None, None) if self.example.is_empty() => {
                let period = self.period.period;
                return Ok(InitWish { period, ..demonstration(lang) });
            }
            (Some(folder), Some(units)) if !self.example.is_empty() => {
                (folder.clone(), units.clone())
            }
            _ => {
                let lacks = [
                    (self.name.is_none(), lang.pick("TÊN", "NAME")),
                    (self.register.is_none(), "--register"),
                    (self.example.is_empty(), "--example"),
                ];
                let lacks = lacks.into_iter().filter(|(lacks, _)| *lacks).map(|(_, word)| word);
                return Err(lacks.collect::<Vec<_>>().join(", "));
            }
        };
        let examples = self.example.iter().cloned().map(ExampleGiven::File).collect();
        let period = self.period.period;
        Ok(InitWish { folder, units: units_of(units), examples, period, lang })
    }
}

/// A file, or else a province that the program knows.
fn units_of(typed: PathBuf) -> UnitsGiven {
    let shipped = (!typed.exists()).then(|| of_province(typed.to_str()?)).flatten();
    shipped.map_or(UnitsGiven::File(typed), |(name, text)| UnitsGiven::Text(name, text))
}
