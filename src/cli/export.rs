//! `tthc export`: a table of a run, for other programs.

use std::path::{Path, PathBuf};

use crate::model::Exit;
use crate::run::{self, ExportError, NamedError, TableFormat};
use crate::store;

use super::args::command_line::quoted;
use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::args::place::{LATEST, NamedRunArg, PLACE, RunsArgs};
use super::args::values::words;
use super::call::Call;
use super::diff::doubts::doubts;
use super::print::printer::Printer;
use super::terminal;

/// Xuất một bảng của một lượt chạy ra CSV, JSON, Excel hoặc Parquet, để làm tiếp bằng chương trình khác
///
/// Bảng nào cũng được: lines/BIỂU (mỗi dòng của biểu một dòng), metrics, rankings, scores, findings, submissions,
/// checks, columns, texts, names, units; observations là mọi số được nhận, mỗi số một dòng kèm ô của nó. Ghi sai
/// tên thì mọi bảng được liệt kê. CSV là UTF-8 không có BOM, Excel mở trực tiếp sẽ sai dấu: mở bằng Excel thì xuất
/// ra .xlsx.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes())]
pub(super) struct ExportArgs {
    /// Bảng cần xuất, ví dụ metrics, lines/phu-luc-3 hoặc observations
    #[arg(value_name = "BẢNG")]
    table: String,
    #[command(flatten)]
    runs: RunsArgs,
    #[command(flatten)]
    run: NamedRunArg,
    /// Tệp sẽ ghi, đuôi cho biết dạng; không ghi thì in CSV ra stdout
    #[arg(long, short, value_name = "TỆP")]
    out: Option<PathBuf>,
    /// Dạng, dù đuôi tệp là gì: parquet, csv, xlsx, json
    #[arg(long, value_name = "DẠNG", value_parser = words(TableFormat::ALL, TableFormat::word))]
    format: Option<TableFormat>,
}

pub(super) const ENGLISH: English = English {
    more: Some(
        "Any table: lines/FORM (a row a line of the form), metrics, rankings, scores, findings, submissions, checks, \
         columns, texts, names, units; observations is every accepted number, a row each with its cell. A wrong name \
         has all tables listed. CSV is UTF-8 without a BOM, of which Excel garbles the letters: for Excel write .xlsx.",
    ),
    arguments: &[
        ("table", "The table, such as metrics, lines/phu-luc-3 or observations"),
        ("out", "The file to write, its ending tells the format; CSV to stdout unless said"),
        ("format", "The format, whatever the ending: parquet, csv, xlsx, json"),
    ],
    values: &[("BẢNG", "TABLE")],
    ..English::new(
        "Write a table of a run as CSV, JSON, Excel or Parquet, to go on with it in another program",
    )
};

impl ExportArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let (printer, lang) = (call.printer(false), call.manner.lang);
        let format = match self.format() {
            Ok(format) => format,
            Err(out) => return self.without_format(out, call, &printer),
        };
        if self.out.is_none() && !format.is_text() && terminal::data_is_terminal() {
            let what = lang.pick("không in ra màn hình được", "is nothing for a terminal");
            let hint = lang.pick("ghi vào tệp bằng -o", "write it to a file by -o");
            let said = format!("{} {what}", format.word());
            return printer.refused(&said, Some(hint), &self.to_file(format, call));
        }
        let pipeline = match self.runs.load() {
            Ok(pipeline) => pipeline,
            Err(error) => return printer.declaration(&error, &call.again()),
        };
        let exported = match run::export(&pipeline, &self.run.run, &self.table, format) {
            Ok(exported) => exported,
            Err(error) => {
                let (hint, next) = (error.hint(lang), self.next(&error, call));
                return printer.fails(&error.text(lang), hint.as_deref(), error.exit(), &next);
            }
        };
        match &self.out {
            None => terminal::bytes(&exported.bytes),
            Some(out) => {
                if let Err(error) = store::write_file(out, &exported.bytes) {
                    return printer.run_error(&error.into(), &again_written(out, call));
                }
            }
        }
        // That the table may not be what the run made is told beside it.
        for line in doubts(&exported.run, &exported.changed, &exported.stale, lang) {
            printer.warn(&line);
        }
        Exit::Complete
    }

    /// What was asked for, or what the ending of the file tells; the file whose ending tells nothing.
    fn format(&self) -> Result<TableFormat, &Path> {
        match (self.format, &self.out) {
            (Some(format), _) => Ok(format),
            (None, None) => Ok(TableFormat::Csv),
            (None, Some(out)) => TableFormat::of_ending(out).ok_or(out),
        }
    }

    fn without_format(&self, out: &Path, call: &Call<'_>, printer: &Printer) -> Exit {
        let lang = call.manner.lang;
        let what = lang.pick("tên tệp không cho biết dạng", "the name tells no format");
        let hint = lang.pick(
            "đuôi là .csv, .json, .xlsx hoặc .parquet; hoặc ghi --format",
            "let it end in .csv, .json, .xlsx or .parquet, or add --format",
        );
        let meant = if out.is_dir() {
            let out = out.join(file_name(&self.table, TableFormat::Csv));
            call.typed.clone().with("out", out.display())
        } else {
            call.typed.clone().with("format", TableFormat::Csv.word())
        };
        let said = format!("{}: {what}", out.display());
        printer.refused(&said, Some(hint), &meant.to_string())
    }

    /// What to type where it failed.
    fn next(&self, error: &ExportError, call: &Call<'_>) -> String {
        let typed = call.typed.clone();
        match error {
            ExportError::NoTable { near: Some(near), .. } => typed.with("table", near).to_string(),
            ExportError::NoTable { near: None, .. } => "tthc export --help".to_owned(),
            ExportError::Run(NamedError::Unfound { .. }) => {
                typed.of_command("status").only(PLACE).to_string()
            }
            ExportError::TooManyRows { .. } | ExportError::LongText { .. } => {
                self.to_file(TableFormat::Parquet, call)
            }
            // With the inbox and the keys that it was made with.
            error if error.is_of_a_spoiled_run() && self.run.run == LATEST => {
                typed.of_command("retry").only(PLACE).to_string()
            }
            _ => typed.to_string(),
        }
    }

    /// The same into a file of this format, beside the one that was named.
    fn to_file(&self, format: TableFormat, call: &Call<'_>) -> String {
        let out = match &self.out {
            Some(out) => out.with_extension(format.word()),
            None => PathBuf::from(file_name(&self.table, format)),
        };
        call.typed.clone().without(&["format"]).with("out", out.display()).to_string()
    }
}

/// A file named after a table.
fn file_name(table: &str, format: TableFormat) -> String {
    format!("{}.{}", table.replace('/', "-"), format.word())
}

/// The same again, where the folder is not there after it is made.
fn again_written(out: &Path, call: &Call<'_>) -> String {
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists());
    let made =
        folder.map(|folder| format!("mkdir -p {} && ", quoted(&folder.display().to_string())));
    made.unwrap_or_default() + &call.again()
}
