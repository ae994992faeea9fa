//! The run that published a workbook, and what one of its cells shows: found by its bytes, or by the data code at the foot
//! of its sheets where it was saved again since. The sheets are composed once more from the tables of the run.

use std::path::{Path, PathBuf};

use crate::check::CATALOGUE;
use crate::model::{CellRef, DataCode, Limits, Sheet, Value};
use crate::pipeline::Pipeline;
use crate::publish::book::plan::{Datum, PlanCell, SheetPlan};
use crate::publish::{self, Inputs, Meaning};
use crate::read::{self, Opened};
use crate::run::code::data_code;
use crate::run::error::RunError;
use crate::run::kept::{declared_in, declared_then};
use crate::store::{Folder, Output, Run, pipelines_of, sha256};
use crate::text::{key, nearest_word, plain_number};

use super::address::CellAddress;
use super::error::TraceError;
use super::shows::Shows;
use super::traced_run::TracedRun;

/// A cell of a published workbook.
#[derive(Debug, Clone)]
pub struct PublishedCell {
    /// The file, relative to the run.
    pub file: String,
    /// The name on the tab.
    pub sheet: String,
    /// The cell that was asked for.
    pub at: CellRef,
    /// What stands there.
    pub text: String,
    /// What that is.
    pub shows: Shows,
    /// The code by which the run was found, where the file is no longer what was published.
    pub by_code: Option<DataCode>,
    /// How many other runs published the same.
    pub others: usize,
    /// Whether the run is the one that is published now.
    pub is_latest: bool,
}

/// The run of a cell of a published workbook, and what the cell shows. `outputs` are where runs lie; `now` is the pipeline
/// that was named, for runs that kept no declaration.
///
/// # Errors
/// There is no such file, sheet or run, or the file shows something else than the run published.
pub(super) fn published_cell(
    address: &CellAddress,
    typed: &str,
    outputs: &[PathBuf],
    now: Option<&Pipeline>,
) -> Result<(TracedRun, PublishedCell), TraceError> {
    let there = address.ways().find(|(file, _)| Path::new(file).is_file());
    let Some((path, sheet)) = there.map(|(file, sheet)| (PathBuf::from(file), sheet)) else {
        // The sign hardly ever stands in a name: the shortest name of a file is the one that was meant.
        let path = address.ways().last().map_or(typed, |(file, _)| file).into();
        return Err(RunError::NoFile { path }.into());
    };
    let bytes = crate::store::read_file(&path).map_err(RunError::from)?;
    let bearer = bearer(&path, &bytes, outputs)?;
    let run = &bearer.run;
    let pipeline = match (declared_in(run), now) {
        (Some(pipeline), _) => pipeline,
        (None, Some(now)) => declared_then(run, now, None),
        (None, None) => return Err(TraceError::NoDeclaration { run: run.record().run.clone() }),
    };
    let traced = TracedRun::load(run, pipeline)?;
    let found = sheet_of(&path, &bytes, sheet)?;
    let code = data_code(run.record()).unwrap_or_else(|| DataCode::of(""));
    let inputs = traced.inputs(code);
    let data = traced.pipeline.data.as_ref();
    if data.is_some_and(|data| data.file == bearer.file) {
        return Err(TraceError::DataEdition { file: path, pipeline: traced.record.pipeline });
    }
    let Some(book) = publish::composed(&inputs, &bearer.file) else {
        let pipeline = traced.record.pipeline.clone();
        let original = original(&bytes, &found.name, address.at);
        return Err(TraceError::Returned { file: path, pipeline, original });
    };
    let Some(plan) = book.sheets.iter().find(|plan| plan.name == found.name) else {
        return Err(no_sheet(sheet, book.sheets.iter().map(|plan| plan.name.to_owned()).collect()));
    };
    let nothing = PlanCell {
        column: 0,
        across: 1,
        down: 1,
        datum: Datum::Blank,
        style: crate::publish::book::style::CellStyle::Body,
        means: Meaning::Words,
    };
    let (at, cell) = cell_of(plan, address.at).unwrap_or((address.at, &nothing));
    let (stands, published) = (standing(&found, at), shown(&cell.datum));
    if !same(found.get(at), &cell.datum) {
        let cell = format!("{}!{}", found.name, address.at);
        return Err(TraceError::Differs { cell, found: stands, published });
    }
    let published = PublishedCell {
        sheet: found.name.clone(),
        at: address.at,
        text: stands,
        shows: traced.shows(cell),
        by_code: bearer.by_code,
        others: bearer.others,
        is_latest: bearer.is_latest,
        file: bearer.file,
    };
    Ok((traced, published))
}

impl TracedRun {
    /// What a cell of one of its sheets shows.
    #[must_use]
    pub fn shows(&self, cell: &PlanCell<'_>) -> Shows {
        if cell.datum == Datum::Blank && cell.means == Meaning::Words {
            return Shows::Blank;
        }
        let known = (&self.submissions, &self.findings, self.by_field());
        Shows::of(cell.means, cell.style, &self.pipeline, known, &self.numbers.numbers)
    }

    /// What its sheets are composed from.
    #[must_use]
    pub fn inputs(&self, code: DataCode) -> Inputs<'_> {
        Inputs {
            pipeline: &self.pipeline,
            code,
            metrics: &self.ratios,
            rankings: &self.rankings,
            scores: &self.scores,
            definitions: &self.definitions,
            field_mix: &self.field_mix,
            moves: &self.moves,
            overall: &self.overall,
            indicators: &self.indicators,
            edition: self.by_field(),
            catalogue: &CATALOGUE,
            findings: &self.findings,
            submissions: &self.submissions,
            inspections: &self.inspections,
        }
    }
}

/// The run that published a file.
struct FileBearer {
    run: Run,
    file: String,
    by_code: Option<DataCode>,
    others: usize,
    is_latest: bool,
}

/// The run whose file it is: the one in whose folder it lies, else what is published, else the newest.
fn bearer(path: &Path, bytes: &[u8], outputs: &[PathBuf]) -> Result<FileBearer, TraceError> {
    let print = sha256(bytes);
    let codes = codes_at_the_foot(bytes);
    let runs = runs(path, outputs)?;
    let by_bytes = |output: &&Output| output.sha256 == print;
    let by_code = |output: &&Output| output.code.is_some_and(|code| codes.contains(&code));
    let find = |is: &dyn Fn(&&Output) -> bool| {
        let bears = runs.iter().filter_map(|(run, rank)| {
            let output = run.record().outputs().find(is)?;
            Some((run, *rank, output))
        });
        let mut bears: Vec<(&Run, RunRank, &Output)> = bears.collect();
        bears.sort_by(|a, b| (b.1, &b.0.record().run).cmp(&(a.1, &a.0.record().run)));
        bears.dedup_by(|a, b| a.0.record().run == b.0.record().run);
        bears
    };
    let (found, coded) = match find(&by_bytes) {
        found if found.is_empty() => (find(&by_code), true),
        found => (found, false),
    };
    let Some((run, rank, output)) = found.first() else {
        let code = codes.first().map(ToString::to_string);
        return Err(TraceError::NotPublished { file: path.to_owned(), code });
    };
    Ok(FileBearer {
        file: output.file.clone(),
        by_code: output.code.filter(|_| coded),
        others: found.len() - 1,
        is_latest: rank.latest,
        run: (*run).clone(),
    })
}

/// Which of several runs is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct RunRank {
    /// The file lies in its folder.
    own: bool,
    /// It is what is published.
    latest: bool,
}

/// The runs of outputs, and the one in whose folder a file lies.
fn runs(path: &Path, outputs: &[PathBuf]) -> Result<Vec<(Run, RunRank)>, TraceError> {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let mut runs = Vec::new();
    let home = whole.ancestors().skip(1).find(|folder| folder.join("run.json").is_file());
    if let Some(home) = home {
        let run = Run::open(home.to_owned()).map_err(RunError::from)?;
        let latest = home.parent().and_then(Path::parent).map(|folder| folder.join("latest"));
        let latest = latest.and_then(|link| link.canonicalize().ok());
        let latest = latest.as_deref() == Some(home);
        runs.push((run, RunRank { own: true, latest }));
    }
    for output in outputs.iter().filter(|output| output.is_dir()) {
        for pipeline in pipelines_of(output).map_err(RunError::from)? {
            let folders = Folder::of_all_periods(output, &pipeline).map_err(RunError::from)?;
            for (_, folder) in folders {
                let latest = folder.latest().map_err(RunError::from)?;
                let latest = latest.map(|run| run.record().run.clone());
                for run in folder.newest_first().map_err(RunError::from)? {
                    let run = run.map_err(RunError::from)?;
                    let latest = latest.as_ref() == Some(&run.record().run);
                    runs.push((run, RunRank { own: false, latest }));
                }
            }
        }
    }
    Ok(runs)
}

/// The data codes at the foot of the sheets of a workbook.
fn codes_at_the_foot(bytes: &[u8]) -> Vec<DataCode> {
    let mut codes: Vec<DataCode> = Vec::new();
    for footer in read::footers(bytes, &Limits::default()) {
        let words = footer.split(|c: char| !c.is_ascii_alphanumeric());
        for code in words.filter(|word| word.len() == CODE_LENGTH).filter_map(DataCode::parse) {
            if footer.contains(MARK) && !codes.contains(&code) {
                codes.push(code);
            }
        }
    }
    codes
}

/// What stands in front of a code at the foot of a sheet.
const MARK: &str = "Mã số liệu";
const CODE_LENGTH: usize = 8;

/// A sheet of the workbook.
fn sheet_of(path: &Path, bytes: &[u8], name: &str) -> Result<Sheet, TraceError> {
    let unreadable = |reason| TraceError::Unreadable { file: path.to_owned(), reason };
    let sheets = match read::read(bytes, &Limits::default()) {
        Opened::Book(book) => book.sheets,
        Opened::Bundle(_) => return Err(unreadable("không phải bảng tính".to_owned())),
        Opened::Refused(reason) => return Err(unreadable(reason)),
    };
    let names: Vec<String> = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let wanted = key(name);
    let mut sheets = sheets.into_iter();
    let found = sheets.find(|sheet| sheet.name == name || key(&sheet.name) == wanted);
    found.ok_or_else(|| no_sheet(name, names))
}

/// The cell of a file that was sent which a sheet of a form that goes back copies, as the foot of the sheet names it; a
/// long name is cut there, and then nothing is told.
fn original(bytes: &[u8], sheet: &str, at: CellRef) -> Option<String> {
    let Opened::Book(book) = read::read(bytes, &Limits::default()) else { return None };
    let place = book.sheets.iter().position(|known| known.name == sheet)?;
    let footers = read::footers(bytes, &Limits::default());
    let footer = footers.get(place).filter(|_| footers.len() == book.sheets.len())?;
    let (file, of) = publish::copied_from(footer)?;
    // A sheet may be called otherwise in the copy; a name that was cut is no name.
    (key(&of) == key(sheet)).then(|| format!("{file}!{of}!{at}"))
}

/// A sheet that is not there, the one whose name comes nearest first.
fn no_sheet(sheet: &str, mut known: Vec<String>) -> TraceError {
    let near = nearest_word(sheet, known.iter().map(String::as_str)).map(str::to_owned);
    known.sort_by_key(|name| Some(name) != near.as_ref());
    TraceError::NoSheet { sheet: sheet.to_owned(), known }
}

/// The cell that covers an address, with its own.
fn cell_of<'p, 'a>(plan: &'p SheetPlan<'a>, at: CellRef) -> Option<(CellRef, &'p PlanCell<'a>)> {
    let lines = (0u32..).zip(&plan.lines).take(at.row as usize + 1);
    let cells = lines.flat_map(|(row, line)| line.cells.iter().map(move |cell| (row, cell)));
    let mut covering = cells.filter(|(row, cell)| {
        let (column, down) = (u32::from(cell.column), u32::from(cell.down));
        (*row..row + down).contains(&at.row)
            && (column..column + u32::from(cell.across)).contains(&at.column)
    });
    covering.next().map(|(row, cell)| (CellRef::new(row, u32::from(cell.column)), cell))
}

/// What stands in a cell of a file.
fn standing(sheet: &Sheet, at: CellRef) -> String {
    match sheet.get(at) {
        None => String::new(),
        Some(Value::Number(number)) => plain_number(*number),
        Some(Value::Text(text) | Value::Date(text) | Value::Fault(text)) => text.clone(),
        Some(Value::Flag(flag)) => flag.to_string(),
        Some(Value::Uncalculated) => "?".to_owned(),
    }
}

fn shown(datum: &Datum<'_>) -> String {
    match datum.shown() {
        Datum::Number(number) => plain_number(*number),
        Datum::Link(link) => link.text.to_string(),
        other => other.to_string(),
    }
}

/// Whether a file shows what was composed; programs that save it again write fewer digits, and spaces of their own.
fn same(found: Option<&Value>, datum: &Datum<'_>) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-12 * a.abs().max(b.abs());
    #[expect(clippy::cast_precision_loss, reason = "counts of files stay far below 2^53")]
    match (found, datum.shown()) {
        (Some(Value::Number(found)), Datum::Count(count)) => near(*found, *count as f64),
        (Some(Value::Number(found)), Datum::Number(number)) => near(*found, *number),
        (Some(Value::Text(found)), Datum::Explained(both)) => {
            key(found) == key(&format!("{} {}", both.title, both.detail))
        }
        (Some(Value::Text(found)), Datum::Text(_) | Datum::Link(_)) => {
            let clipped = found.chars().count() >= publish::CELL_CHARACTERS;
            clipped || key(found) == key(&shown(datum))
        }
        (None, Datum::Blank) => true,
        (None, Datum::Text(text)) => text.is_empty(),
        _ => false,
    }
}
