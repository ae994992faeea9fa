//! A declaration to hand out, for whoever checks a file before it is sent: what a check goes by and nothing else. Where mail
//! goes, what a shell runs, where folders lie and what somebody noted beside a key is nobody's business out there.

use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::deadline::Deadline;
use super::declared::DeclaredFile;
use super::meant::Pipeline;

/// Keys of a pipeline file that a check goes by. What names a file names it anew.
const HANDED_OUT: [&str; 16] = [
    "aliases",
    "check",
    "deadline",
    "forms",
    "level",
    "limits",
    "measure",
    "metric",
    "metrics",
    "other-periods",
    "period",
    "ranking",
    "successions",
    "title",
    "units",
    "waiver",
];
/// The folders that a pipeline has to name; there are none where a file is checked.
const FOLDERS: [(&str, &str); 2] = [("inbox", "inbox"), ("output", "output")];
/// Columns of a register that a check goes by.
const UNITS: [&str; 7] = ["id", "level", "parent_id", "name", "aliases", "valid_from", "valid_to"];
/// What files are called that the pipeline file names, by its keys.
const TABLES: [(&str, &str); 4] = [
    ("units", "units.csv"),
    ("aliases", "aliases.csv"),
    ("successions", "successions.csv"),
    ("metrics", "metrics.toml"),
];

impl Pipeline {
    /// The files to hand out, the pipeline file first, under names by which it calls them. A check by these finds what a
    /// check by the declared ones finds.
    #[must_use]
    pub fn handed_out(&self) -> Vec<DeclaredFile> {
        let Some(declared) = self.files.first() else { return Vec::new() };
        let folder = declared.path.parent().unwrap_or(Path::new(""));
        let found = |name: &Value| {
            let path = folder.join(name.as_str()?);
            self.files.iter().find(|file| file.path == path)
        };
        let mut keys: Table = parsed(declared.content());
        keys.retain(|key, _| HANDED_OUT.contains(&key));
        keys.extend(FOLDERS.map(|(key, name)| (key.to_owned(), Value::from(name))));
        // A plan is not handed out; when something is due by it is.
        if !self.inspections.is_empty() {
            let due: Vec<Value> = self.deadlines.iter().map(written_out).collect();
            keys.insert("deadline".to_owned(), Value::Array(due));
        }
        let mut others = Vec::new();
        for (key, name) in TABLES {
            let Some(declared) = keys.get_mut(key) else { continue };
            // What lies in no file is named by a word that is known out there too.
            let Some(file) = found(declared) else { continue };
            *declared = Value::from(name);
            let text = match key {
                "metrics" => bare(file.content()),
                "units" => columns(file.content(), &UNITS),
                _ => file.content().to_owned(),
            };
            others.push(DeclaredFile { path: PathBuf::from(name), text });
        }
        if let Some(Value::Array(forms)) = keys.get_mut("forms") {
            for (form, number) in forms.iter_mut().zip(1..) {
                let Some(file) = found(form) else { continue };
                let name = format!("form-{number}.toml");
                let (path, text) = (PathBuf::from(&name), bare(file.content()));
                *form = Value::from(name);
                others.push(DeclaredFile { path, text });
            }
        }
        let file = PathBuf::from(declared.path.file_name().unwrap_or_default());
        let first = DeclaredFile { path: file, text: keys.to_string() };
        std::iter::once(first).chain(others).collect()
    }
}

/// A deadline as it is declared by its day.
fn written_out(deadline: &Deadline) -> Value {
    let Deadline { due, forms, levels, units } = deadline;
    let (date, time) = due.split_once('T').unwrap_or((due, ""));
    let texts = |list: &[String]| Value::from(list.to_vec());
    let levels: Vec<&str> = levels.iter().map(|level| level.word()).collect();
    let keys = [("date", date.into()), ("time", time.into()), ("forms", texts(forms))];
    let keys = keys.into_iter().chain([("levels", levels.into()), ("units", texts(units))]);
    Value::Table(keys.map(|(key, value): (&str, Value)| (key.to_owned(), value)).collect())
}

/// The keys of a file without what is noted between them.
fn bare(text: &str) -> String {
    parsed(text).to_string()
}

/// Whatever is handed out was read before, so there is nothing in it that cannot be.
fn parsed(text: &str) -> Table {
    text.parse().unwrap_or_default()
}

/// A table of these of its columns.
fn columns(text: &str, known: &[&str]) -> String {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().flatten().collect();
    let header = records.first().cloned().unwrap_or_default();
    let kept: Vec<usize> = header
        .iter()
        .enumerate()
        .filter(|(_, name)| known.contains(name))
        .map(|(at, _)| at)
        .collect();
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for record in &records {
        // Writing to memory cannot fail.
        let _ = writer.write_record(kept.iter().map(|at| record.get(*at).unwrap_or_default()));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{FOLDERS, HANDED_OUT};
    use crate::pipeline::{Declares, Shape};

    /// Keys of a pipeline file that stay at home.
    const STAY: [&str; 20] = [
        "agency",
        "data",
        "deliver",
        "districts",
        "engine",
        "fail-on",
        "fields",
        "inspections",
        "keep",
        "lake",
        "notice",
        "page",
        "place",
        "return-forms",
        "return-mail",
        "schedule",
        "shrink-guard",
        "signatory",
        "source",
        "workbook",
    ];

    /// A key that comes to a declaration is put to one of the two.
    #[test]
    fn every_key_of_a_pipeline_goes_or_stays() {
        let Shape::Table { keys, .. } = Declares::Pipeline.shape() else {
            panic!("a pipeline is a table")
        };
        let declared: BTreeSet<&str> = keys.iter().map(|key| key.key.as_str()).collect();
        let folders = FOLDERS.map(|(key, _)| key);
        let known: BTreeSet<&str> =
            HANDED_OUT.iter().chain(&STAY).chain(&folders).copied().collect();
        assert_eq!(known, declared);
    }
}
