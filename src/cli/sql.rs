//! `tthc sql`: what is computed as SQL, and any query on the tables of a run.

use std::fmt::Write as _;
use std::path::PathBuf;

use crate::model::{Exit, Lang};
use crate::run::{self, NamedError, Queried, SqlError, SqlText, SqlWish, TableFormat};
use crate::store;

use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::args::place::{LATEST, PLACE, RunsArgs};
use super::args::values::words;
use super::call::Call;
use super::print::columns::columns;
use super::terminal;

/// What rows are given as.
const FORMATS: [TableFormat; 2] = [TableFormat::Csv, TableFormat::Json];

/// In ra câu SQL của những gì được tính, chạy được trên DuckDB, DataFusion, Sail, Spark; hoặc hỏi bảng của một lượt chạy
///
/// Không ghi gì thêm thì in mọi chỉ tiêu và mọi bảng xếp hạng, từng bước một (CREATE VIEW), sau phần đầu cho biết mỗi tên
/// là tệp nào của lượt chạy. --run thì chạy ngay trên các bảng của lượt mới nhất (hoặc lượt được ghi) và in kết quả; không có gì
/// được ghi vào lượt. Câu SELECT nào cũng hỏi được, tên bảng viết như phần đầu: lines_phu_luc_3, metrics, rankings.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes())]
pub(super) struct SqlArgs {
    #[command(flatten)]
    runs: RunsArgs,
    /// metrics, ranking:MÃ, observations, dossiers (cách đếm danh sách hồ sơ), hoặc một câu SELECT trong dấu nháy
    #[arg(value_name = "CÂU HỎI")]
    what: Option<String>,
    /// Chạy trên các bảng của lượt này: mã lượt, latest, latest~1 hoặc thư mục của lượt; không ghi thì lượt mới nhất
    #[arg(long, value_name = "LƯỢT", num_args = 0..=1, default_missing_value = LATEST)]
    run: Option<String>,
    /// Dạng của kết quả thay cho bảng chữ: csv, json
    #[arg(long, value_name = "DẠNG", requires = "run", value_parser = words(FORMATS, TableFormat::word))]
    format: Option<TableFormat>,
    /// Ghi vào tệp này thay vì in ra
    #[arg(long, short, value_name = "TỆP")]
    out: Option<PathBuf>,
}

pub(super) const ENGLISH: English = English {
    more: Some(
        "Without more all metrics and all rankings are printed, step by step (CREATE VIEW), after a head that says which file \
         of a run each name is. With --run they run on the tables of the newest run (or the one named) and the rows are \
         printed; nothing is written to the run. Any SELECT may be asked, tables named as in the head: lines_phu_luc_3, \
         metrics, rankings.",
    ),
    arguments: &[
        (
            "what",
            "metrics, ranking:ID, observations, dossiers (how lists of dossiers are counted), or a SELECT in quotes",
        ),
        (
            "run",
            "Run it on the tables of this run: an id, latest, latest~1 or the folder of a run; the newest unless said",
        ),
        ("format", "The format of the rows instead of a plain table: csv, json"),
        ("out", "Write to this file instead"),
    ],
    values: &[("CÂU HỎI", "QUESTION"), ("LƯỢT", "RUN")],
    ..English::new(
        "Print the SQL of what is computed, for DuckDB, DataFusion, Sail or Spark; or query the tables of a run",
    )
};

impl SqlArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let (printer, lang) = (call.printer(false), call.manner.lang);
        let pipeline = match self.runs.load() {
            Ok(pipeline) => pipeline,
            Err(error) => return printer.declaration(&error, &call.again()),
        };
        let wish = self.what.as_deref().map_or(SqlWish::All, SqlWish::parse);
        let said = match &self.run {
            None => run::sql_text(&pipeline, &wish).map(|text| written(&text, lang).into_bytes()),
            Some(run) => run::ask(&pipeline, run, &wish).and_then(|told| self.shown(&told)),
        };
        let bytes = match said {
            Ok(bytes) => bytes,
            Err(error) => {
                let (hint, next) = (error.hint(lang), next(&error, call));
                return printer.fails(&error.text(lang), hint.as_deref(), error.exit(), &next);
            }
        };
        match &self.out {
            None => terminal::bytes(&bytes),
            Some(out) => {
                if let Err(error) = store::write_file(out, &bytes) {
                    return printer.run_error(&error.into(), &call.again());
                }
            }
        }
        Exit::Complete
    }

    fn shown(&self, told: &Queried) -> Result<Vec<u8>, SqlError> {
        match self.format {
            Some(TableFormat::Csv) => Ok(told.csv()?),
            Some(_) => Ok(told.json()?),
            None => Ok((columns(&told.rows()).join("\n") + "\n").into_bytes()),
        }
    }
}

/// The head and the steps.
fn written(text: &SqlText, lang: Lang) -> String {
    let head = lang.pick("Mỗi tên là một tệp của lượt chạy:", "Each name is a file of a run:");
    // Writing to a String cannot fail.
    let mut out = String::new();
    if !text.tables.is_empty() {
        let _ = writeln!(out, "-- {head}");
    }
    for (name, file) in &text.tables {
        let _ = writeln!(out, "--   {name} = {file}");
    }
    for step in &text.steps {
        let _ = write!(out, "\n{step}");
    }
    out
}

/// What to type where it failed.
fn next(error: &SqlError, call: &Call<'_>) -> String {
    let typed = call.typed.clone();
    match error {
        SqlError::NoRanking { near: Some(near), .. } => {
            typed.with("what", format!("ranking:{near}")).to_string()
        }
        SqlError::Run(NamedError::Unfound { .. }) => {
            typed.of_command("status").only(PLACE).to_string()
        }
        SqlError::NotKept => typed.only(PLACE).with("what", "dossiers").to_string(),
        SqlError::Wrong { .. } => {
            let example = "SELECT * FROM metrics LIMIT 5";
            typed.only(PLACE).with("what", example).with("run", LATEST).to_string()
        }
        _ => typed.to_string(),
    }
}
