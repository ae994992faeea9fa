//! One case: a small province in a folder of its own, the real program run on it, and what it left behind.
//!
//! A call always checks stdout, stderr and the exit code; what is not said is expected to be nothing, nothing
//! and 0. Tables are read back from the Parquet files of the newest run and compared as text. Expected texts
//! may be indented as the test is.

#![expect(clippy::unwrap_used, reason = "a case that cannot be laid out is a mistake in the test")]
#![expect(clippy::disallowed_methods, reason = "cases lay out temporary folders of their own")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use polars::prelude::{AnyValue, DataFrame};
use tempfile::TempDir;
use tthc::model::{Finding, Findings, Stage, Submissions};
use tthc::store::{Fingerprint, Folder, Lock, Record, Run};
use tthc::table::{Artifact, Rankings};

use crate::grid;

/// Name of the pipeline of every case.
pub(crate) const PIPELINE: &str = "pipelines/thu.toml";

/// Two departments, two districts, and a commune name that stands in both of them.
const UNITS: &str = "\
id,level,parent_id,name,aliases
70,province,,Tỉnh Bình Phước,
70.so-noi-vu,department,70,Sở Nội vụ,
70.so-tu-phap,department,70,Sở Tư pháp,
692,district,70,Huyện Lộc Ninh,
25294,commune,692,Xã Lộc Thành,
25297,commune,692,Xã Tân Tiến,
695,district,70,Huyện Đồng Phú,
25363,commune,695,Thị trấn Tân Phú,
25380,commune,695,Xã Tân Tiến,
";

/// The other district.
pub(crate) const DONG_PHU: &str = "\
695,district,70,Huyện Đồng Phú,
25363,commune,695,Thị trấn Tân Phú,
25380,commune,695,Xã Tân Tiến,
";

/// Cases take files away as they please; who asks about the guard declares another.
const DECLARATION: &str = r#"title = "Xếp hạng thử"
agency = ["ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC", "SỞ NỘI VỤ"]
signatory = "GIÁM ĐỐC"
place = "Bình Phước"
period = "2023-Q3"
inbox = "../inbox"
output = "../output"
units = "units.csv"
forms = ["forms/phu-luc-2.toml", "forms/phu-luc-3.toml", "forms/phu-luc-5.toml"]
shrink-guard = 100
metrics = "metrics.toml"
[[ranking]]
id = "departments"
title = "Xếp hạng các sở, ban, ngành"
sheet = "Sở, ban, ngành"
league = "department"
scope = "own"
metric = "on_time_rate"
minimum-denominator = 30

[[ranking]]
id = "districts"
title = "Xếp hạng địa bàn cấp huyện"
sheet = "Địa bàn huyện"
league = "district"
scope = "total"
metric = "on_time_rate"
minimum-denominator = 30

[[ranking]]
id = "communes"
title = "Xếp hạng UBND cấp xã"
sheet = "Cấp xã"
league = "commune"
scope = "own"
metric = "on_time_rate"
minimum-denominator = 30

[[workbook]]
file = "xep-hang.xlsx"
title = "Xếp hạng thử"
sheets = ["summary", "rankings", "method", "findings", "submissions"]
"#;

/// A folder with a pipeline, an inbox and what runs leave.
pub(crate) struct Case {
    folder: TempDir,
}

impl Case {
    /// The whole small province with an empty inbox and Phụ lục 2, 3 and 5.
    #[must_use]
    pub(crate) fn new() -> Self {
        let case = Self { folder: TempDir::new().unwrap() };
        std::fs::create_dir_all(case.path("pipelines/forms")).unwrap();
        std::fs::create_dir_all(case.path("inbox")).unwrap();
        std::fs::write(case.path(PIPELINE), DECLARATION).unwrap();
        std::fs::write(case.path("pipelines/units.csv"), UNITS).unwrap();
        let forms = [1, 2, 3, 4, 5].map(|number| format!("forms/phu-luc-{number}.toml"));
        let others = ["forms/ho-so.toml", "metrics.toml"];
        for file in forms.iter().map(String::as_str).chain(others) {
            let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines").join(file);
            std::fs::copy(real, case.path("pipelines").join(file)).unwrap();
        }
        case
    }

    /// A province that knows one form only.
    #[must_use]
    pub(crate) fn of(form: &str) -> Self {
        let forms = r#"["forms/phu-luc-2.toml", "forms/phu-luc-3.toml", "forms/phu-luc-5.toml"]"#;
        let case = Self::new().declare(forms, &format!(r#"["forms/{form}.toml"]"#));
        match form {
            "phu-luc-5" => case.declare("\"on_time_rate\"", "\"satisfaction_rate\""),
            _ => case,
        }
    }

    /// Huyện Lộc Ninh with two communes and no other district; only this form is known.
    #[must_use]
    pub(crate) fn district(form: &str) -> Self {
        Self::of(form).edit("pipelines/units.csv", DONG_PHU, "")
    }

    /// Where something of the case lies.
    pub(crate) fn path(&self, inside: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(inside)
    }

    /// Puts a workbook into the inbox.
    #[must_use]
    pub(crate) fn file(self, name: &str, sheets: &[(&str, &str)]) -> Self {
        self.bytes(name, &grid::xlsx(sheets))
    }

    /// Puts a workbook into the inbox that was made from a template, with what it says of itself in both places.
    #[must_use]
    pub(crate) fn template(self, name: &str, mark: &str, sheets: &[(&str, &str)]) -> Self {
        self.bytes(name, &grid::stamped(sheets, &[("", mark)], Some(mark)))
    }

    /// What the template of a form says of itself, for a unit, or for anybody where there is none, and a period.
    #[track_caller]
    pub(crate) fn mark(&self, form: &str, unit: &str, period: &str) -> String {
        let pipeline = tthc::pipeline::load(&self.path(PIPELINE)).unwrap();
        format!("{form};{};{unit};{period}", pipeline.form(form).unwrap().version())
    }

    /// Puts any file into the inbox.
    #[must_use]
    pub(crate) fn bytes(self, name: &str, bytes: &[u8]) -> Self {
        let path = self.path("inbox").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
        self
    }

    /// Puts a file beside the pipeline.
    #[must_use]
    pub(crate) fn declared(self, name: &str, text: &str) -> Self {
        std::fs::write(self.path("pipelines").join(name), text).unwrap();
        self
    }

    /// Takes a file out of the inbox.
    #[must_use]
    pub(crate) fn without(self, name: &str) -> Self {
        std::fs::remove_file(self.path("inbox").join(name)).unwrap();
        self
    }

    /// Replaces text in the declaration of the pipeline.
    #[must_use]
    #[track_caller]
    pub(crate) fn declare(self, from: &str, to: &str) -> Self {
        self.edit(PIPELINE, from, to)
    }

    /// Phụ lục of these numbers may be sent and are not asked for.
    #[must_use]
    #[track_caller]
    pub(crate) fn not_asked_for(self, numbers: &[u8]) -> Self {
        numbers.iter().fold(self, |case, number| {
            let file = format!("pipelines/forms/phu-luc-{number}.toml");
            case.edit(&file, "sent-by = [", "optional = true\nsent-by = [")
        })
    }

    /// Replaces text in a file of the case.
    #[must_use]
    #[track_caller]
    pub(crate) fn edit(self, file: &str, from: &str, to: &str) -> Self {
        let text = std::fs::read_to_string(self.path(file)).unwrap();
        assert!(text.contains(from), "{file} does not hold `{from}`");
        std::fs::write(self.path(file), text.replace(from, to)).unwrap();
        self
    }

    /// The case with another text in one of its files.
    pub(crate) fn rewritten(&self, file: &str, text: &str) -> &Self {
        std::fs::write(self.path(file), text).unwrap();
        self
    }

    /// `tthc run` on the pipeline, with further arguments.
    pub(crate) fn run(&self, arguments: &[&str]) -> Call<'_> {
        self.tthc(&[&["run", PIPELINE], arguments].concat())
    }

    /// What a run says that its declaration does not let begin.
    pub(crate) fn refused(&self, lang: &str) -> String {
        self.run(&["--lang", lang]).says_anything().exit(2).stderr
    }

    /// `tthc` with any arguments, in the folder of the case.
    pub(crate) fn tthc(&self, arguments: &[&str]) -> Call<'_> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tthc"));
        command.args(arguments).current_dir(self.folder.path()).env_remove("POLARS_MAX_THREADS");
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "TTHC_LANG"] {
            command.env_remove(name);
        }
        Call { case: self, command, stdout: Some(String::new()), stderr: Some(String::new()) }
    }

    /// A line as a person types it into a shell in the folder of the case.
    pub(crate) fn shell(&self, line: &str) -> Call<'_> {
        let program = Path::new(env!("CARGO_BIN_EXE_tthc"));
        let mut call = self.tthc(&[]);
        call.command = Command::new("sh");
        call.command.args(["-c", line]).current_dir(self.folder.path());
        let path = format!("{}:{}", program.parent().unwrap().display(), env!("PATH"));
        call.env("PATH", &path)
    }

    /// A quiet run whose findings and figures are what is of interest.
    #[track_caller]
    pub(crate) fn read(&self) -> Night<'_> {
        self.run(&["--quiet", "--fail-on", "never"]).exit(0)
    }

    /// The folder of the runs of this period.
    pub(crate) fn runs(&self) -> Folder {
        Folder::new(&self.path("output"), "thu", "2023-Q3")
    }

    /// The newest run, which may be incomplete.
    #[track_caller]
    pub(crate) fn newest(&self) -> Run {
        self.runs().newest().unwrap().unwrap_or_else(|| panic!("there is no run"))
    }

    /// The run that `latest` points to.
    #[track_caller]
    pub(crate) fn latest(&self) -> Run {
        self.runs().latest().unwrap().unwrap_or_else(|| panic!("there is no latest run"))
    }

    /// Id of the run that `latest` points to.
    pub(crate) fn latest_id(&self) -> Option<String> {
        let target = std::fs::read_link(self.runs().latest_path()).ok()?;
        Some(target.file_name()?.to_string_lossy().into_owned())
    }

    /// The lock of the period, as another run would hold it.
    #[track_caller]
    pub(crate) fn hold_lock(&self) -> Lock {
        self.runs().lock().unwrap().unwrap_or_else(|holder| panic!("{holder} holds it"))
    }

    /// Every artifact of the latest run with the fingerprint of its bytes: what must not depend on how it came
    /// about.
    pub(crate) fn artifacts(&self) -> Vec<(String, Fingerprint)> {
        let latest = self.latest();
        let mut files: Vec<String> =
            latest.record().outputs().map(|output| output.file.clone()).collect();
        files.push("SHA256SUMS".to_owned());
        let print = |file: String| {
            let bytes = std::fs::read(latest.path().join(&file)).unwrap();
            (file, Fingerprint::of_bytes(&bytes))
        };
        files.into_iter().map(print).collect()
    }

    /// The same without the declaration that the run keeps, and the sums in which it stands.
    #[track_caller]
    pub(crate) fn made(&self) -> Vec<(String, Fingerprint)> {
        let kept = |file: &str| file.starts_with("pipelines/") || file == "SHA256SUMS";
        self.artifacts().into_iter().filter(|(file, _)| !kept(file)).collect()
    }
}

/// A call of the program that has not been made yet.
#[must_use]
pub(crate) struct Call<'c> {
    case: &'c Case,
    command: Command,
    stdout: Option<String>,
    stderr: Option<String>,
}

impl<'c> Call<'c> {
    /// What it prints to stdout.
    pub(crate) fn stdout(self, expected: &str) -> Self {
        Self { stdout: Some(dedent(expected)), ..self }
    }

    /// What it prints to stderr.
    pub(crate) fn stderr(self, expected: &str) -> Self {
        Self { stderr: Some(dedent(expected)), ..self }
    }

    /// What it prints is looked at later, or by another test.
    pub(crate) fn says_anything(self) -> Self {
        Self { stdout: None, stderr: None, ..self }
    }

    /// With a variable of the environment.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// As cron calls it: no terminal, and nothing in the environment but where programs and home are.
    pub(crate) fn under_cron(mut self) -> Self {
        let home = self.case.folder.path().to_owned();
        self.command.env_clear().env("PATH", env!("PATH")).env("HOME", home).stdin(Stdio::null());
        self
    }

    /// Makes the call; it has to end with this code and to have printed what was said.
    #[track_caller]
    pub(crate) fn exit(mut self, code: i32) -> Night<'c> {
        let output = self.command.output().unwrap();
        let text = |bytes: &[u8]| filtered(str::from_utf8(bytes).unwrap(), self.case);
        let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
        if let Some(expected) = &self.stderr {
            same("stderr", expected, &stderr);
        }
        if let Some(expected) = &self.stdout {
            same("stdout", expected, &stdout);
        }
        assert_eq!(output.status.code(), Some(code), "exit code; stderr:\n{stderr}");
        Night { case: self.case, stdout, stderr }
    }
}

/// What a call left behind.
pub(crate) struct Night<'c> {
    case: &'c Case,
    /// What it printed to stdout.
    pub(crate) stdout: String,
    /// What it printed to stderr.
    pub(crate) stderr: String,
}

impl Night<'_> {
    /// All findings: `F203 error a.xlsx!Phụ lục 3!G17: message → kept`.
    #[track_caller]
    pub(crate) fn finds(self, expected: &str) -> Self {
        same("findings", &dedent(expected), &self.findings());
        self
    }

    /// The observations: one line a row of a sheet, its numbers by measure.
    #[track_caller]
    pub(crate) fn observations(self, expected: &str) -> Self {
        same("observations", &dedent(expected), &self.observed());
        self
    }

    /// A metric over all fields: scope, unit, numerator / denominator.
    #[track_caller]
    pub(crate) fn metrics(self, metric: &str, expected: &str) -> Self {
        let frame = self.frame("metrics");
        let text = |column: &str, row: usize| cell_text(&frame, column, row);
        let rows = 0..frame.height();
        let rows = rows.filter(|&r| text("metric", r) == metric && text("field", r) == "-");
        let mut rows: Vec<usize> = rows.collect();
        // The table goes by unit.
        rows.sort_by_key(|&row| text("scope", row) != "own");
        let lines = rows.into_iter().map(|row| {
            let sums = format!("{}/{}", text("numerator", row), text("denominator", row));
            let gaps = if text("complete", row) == "true" { "" } else { " incomplete" };
            format!("{} {} {sums}{gaps}", text("scope", row), text("unit_id", row))
        });
        same("metrics", &dedent(expected), &joined(lines));
        self
    }

    /// A ranking: place, unit, numerator / denominator, status where it is not ranked, place before.
    #[track_caller]
    pub(crate) fn rankings(self, ranking: &str, expected: &str) -> Self {
        same("rankings", &dedent(expected), &self.ranked(ranking));
        self
    }

    /// The same as text.
    #[track_caller]
    pub(crate) fn ranked(&self, ranking: &str) -> String {
        let table: Rankings = self.table();
        let lines = table.of(ranking).map(|row| {
            let mut line = row.place.map_or("-".to_owned(), |place| place.to_string());
            let _ = write!(line, " {}", row.unit_id);
            if let (Some(n), Some(d)) = (row.numerator, row.denominator) {
                let _ = write!(line, " {n}/{d}");
            }
            if row.place.is_none() {
                let _ = write!(line, " {}", row.status.word());
            }
            if row.tied {
                line.push_str(" tied");
            }
            if let Some(before) = row.previous_place {
                let _ = write!(line, " before {before}");
            }
            line
        });
        joined(lines)
    }

    /// The submissions: unit, form, file, status.
    #[track_caller]
    pub(crate) fn submissions(self, expected: &str) -> Self {
        let table: Submissions = self.table();
        let lines = table.rows.iter().map(|row| {
            let words = [&row.unit_id, &row.form, &row.file];
            let words = words.map(|word| word.as_deref().unwrap_or("-"));
            format!("{} {}", words.join(" "), row.status.word())
        });
        same("submissions", &dedent(expected), &joined(lines));
        self
    }

    /// Why each stage ran: `ingest=input_changed validate=– …`.
    #[track_caller]
    pub(crate) fn reasons(self, expected: &str) -> Self {
        same("reasons", expected, &reasons(self.case.newest().record()));
        self
    }

    /// The findings as data.
    #[track_caller]
    pub(crate) fn found(&self) -> Vec<Finding> {
        let table: Findings = self.table();
        table.iter().cloned().collect()
    }

    /// The findings as text.
    #[track_caller]
    pub(crate) fn findings(&self) -> String {
        let table: Findings = self.table();
        joined(table.iter().map(|finding| {
            let (severity, action) = (finding.severity.word(), finding.action.word());
            let place = match finding.place.to_string() {
                place if place.is_empty() => place,
                place => format!(" {place}"),
            };
            format!("{} {severity}{place}: {} → {action}", finding.code, finding.message)
        }))
    }

    /// The observations by unit and field, wherever they stand: `692 Hộ tịch: received_total=40 …`.
    #[track_caller]
    pub(crate) fn values(&self) -> String {
        values(&self.frame("observations"))
    }

    /// The observations of one form cell by cell: `D8 directives=1001`, and the text where the cell says it otherwise.
    #[track_caller]
    pub(crate) fn cells(&self, form: &str) -> String {
        let frame = self.frame("observations");
        let rows = (0..frame.height()).filter(|&row| cell_text(&frame, "form", row) == form);
        joined(rows.map(|row| {
            let text = |column: &str| cell_text(&frame, column, row);
            let value = frame.column("value").unwrap().f64().unwrap().get(row).unwrap();
            let line = format!("{} {}={value}", text("cell"), text("measure"));
            match text("raw") {
                raw if raw == value.to_string() => line,
                raw => format!("{line} \"{raw}\""),
            }
        }))
    }

    /// Where the first observation stands, as people find it.
    #[track_caller]
    pub(crate) fn first_place(&self) -> String {
        let frame = self.frame("observations");
        let text = |column: &str| cell_text(&frame, column, 0);
        if frame.height() == 0 {
            return "-".to_owned();
        }
        format!("{} {} = {}", text("sheet"), text("cell"), text("raw"))
    }

    /// The observations as text.
    #[track_caller]
    pub(crate) fn observed(&self) -> String {
        observed(&self.frame("observations"))
    }

    #[track_caller]
    fn table<T: Artifact>(&self) -> T {
        T::from_frame(&self.frame(T::NAME)).unwrap()
    }

    /// A table of the newest run as it is stored, or the view of its accepted numbers.
    #[track_caller]
    pub(crate) fn frame(&self, name: &str) -> DataFrame {
        tthc::run::table(&self.case.newest(), name).unwrap()
    }
}

fn reasons(record: &Record) -> String {
    let word = |stage| match record.stage(stage).and_then(|stage| stage.reason) {
        Some(reason) => serde_json::to_value(reason).unwrap().as_str().unwrap().to_owned(),
        None => "–".to_owned(),
    };
    let words: Vec<String> =
        Stage::ALL.iter().map(|&stage| format!("{}={}", stage.word(), word(stage))).collect();
    words.join(" ")
}

fn cell_text(frame: &DataFrame, column: &str, row: usize) -> String {
    match frame.column(column).unwrap().get(row).unwrap() {
        AnyValue::Null => "-".to_owned(),
        AnyValue::String(text) => text.to_owned(),
        other => other.to_string(),
    }
}

/// Some columns of a frame as text, a line a row.
pub(crate) fn lines(frame: &DataFrame, columns: &[&str]) -> Vec<String> {
    let line = |row| {
        let cells = columns.iter().map(|column| cell_text(frame, column, row));
        cells.collect::<Vec<_>>().join(" ")
    };
    (0..frame.height()).map(line).collect()
}

/// The observations of a frame by unit, field and measure.
pub(crate) fn values(frame: &DataFrame) -> String {
    let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in 0..frame.height() {
        let text = |column: &str| cell_text(frame, column, row);
        let value = frame.column("value").unwrap().f64().unwrap().get(row).unwrap();
        let head = format!("{} {}", text("unit_id"), text("field"));
        lines.entry(head).or_default().push(format!("{}={value}", text("measure")));
    }
    joined(lines.into_iter().map(|(head, mut values)| {
        values.sort();
        format!("{head}: {}", values.join(" "))
    }))
}

/// The observations of a frame as text: one line a row of a sheet.
pub(crate) fn observed(frame: &DataFrame) -> String {
    let text = |column: &str, row: usize| cell_text(frame, column, row);
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for row in 0..frame.height() {
        let cell = text("cell", row);
        let line = cell.trim_start_matches(|c: char| c.is_ascii_uppercase());
        let place = format!("{}!{}!{line}", text("file", row), text("sheet", row));
        let head = format!("{place} {} {}:", text("unit_id", row), text("field", row));
        let value = frame.column("value").unwrap().f64().unwrap().get(row).unwrap();
        let column = cell.trim_end_matches(|c: char| c.is_ascii_digit());
        let entry = format!("{column}={value}");
        match lines.last_mut() {
            Some(last) if last.0 == head => last.1.push(entry),
            _ => lines.push((head, vec![entry])),
        }
    }
    joined(lines.iter().map(|(head, entries)| format!("{head} {}", entries.join(" "))))
}

fn joined(lines: impl Iterator<Item = String>) -> String {
    lines.map(|line| line + "\n").collect()
}

/// Paths of the case and ids of runs differ from call to call.
fn filtered(text: &str, case: &Case) -> String {
    let folder = case.folder.path().display().to_string();
    let mut rest = text.replace(&folder, "[DIR]");
    for run in std::fs::read_dir(case.runs().path().join("runs")).into_iter().flatten().flatten() {
        rest = rest.replace(&run.file_name().to_string_lossy().into_owned(), "[RUN]");
    }
    holder(&rest)
}

/// Process, machine and time of who holds a lock.
fn holder(text: &str) -> String {
    let pid = format!("pid {}", std::process::id());
    let Some((before, rest)) = text.split_once(&pid) else { return text.to_owned() };
    let end = rest.find(')').unwrap_or(rest.len());
    format!("{before}pid [PID], [HOST], [SINCE]{}", &rest[end..])
}

/// Takes the indentation of a test from an expected text.
pub(crate) fn dedent(text: &str) -> String {
    let text = text.strip_prefix('\n').unwrap_or(text).trim_end();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let least = text.lines().filter(|line| !line.is_empty()).map(indent).min().unwrap_or(0);
    joined(text.lines().map(|line| line.get(least..).unwrap_or_default().to_owned()))
}

/// Fails with the lines that differ.
#[track_caller]
pub(crate) fn same(what: &str, expected: &str, found: &str) {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    assert!(old == new, "{what}: - expected, + found\n{}", difference(&old, &new));
}

fn difference(old: &[&str], new: &[&str]) -> String {
    match (old.split_first(), new.split_first()) {
        (Some((a, old)), Some((b, new))) if a == b => format!("  {a}\n{}", difference(old, new)),
        (Some((a, rest)), _) if !new.contains(a) => format!("- {a}\n{}", difference(rest, new)),
        (_, Some((b, rest))) => format!("+ {b}\n{}", difference(old, rest)),
        (Some((a, rest)), None) => format!("- {a}\n{}", difference(rest, new)),
        (None, None) => String::new(),
    }
}
