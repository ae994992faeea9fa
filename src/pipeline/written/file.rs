//! Reads one declaration file: its text, the lines of its keys, the keys nobody knows.

use std::fs::File;
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;
use std::rc::Rc;

use toml::de::{DeTable, Deserializer, Error};

use super::setting;
use super::setting::Setting;
use super::syntax::syntax_error;
use super::value::{A_DATE, A_TABLE, ValueType, is_date};
use crate::model::Sentence;
use crate::pipeline::fault::hint::hint;
use crate::pipeline::fault::place::{At, KeyLines, PathStep, line_at};
use crate::pipeline::fault::said::both;
use crate::pipeline::fault::{Fault, Faults};

/// More than the register of a whole country takes.
const MOST_BYTES: u64 = 16 << 20;

/// The text of a file as it is; `Err` says in words why there is none.
pub(in crate::pipeline) fn text(path: &Path) -> Result<String, Sentence> {
    let read = || {
        let mut bytes = Vec::new();
        File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes).map(|_| bytes)
    };
    let bytes = read().map_err(|error: io::Error| match error.kind() {
        ErrorKind::NotFound => no_such_file(),
        ErrorKind::PermissionDenied => {
            Sentence::new("tệp không được phép đọc", "a file that may not be read")
        }
        ErrorKind::IsADirectory => Sentence::new("một thư mục", "a folder"),
        _ => both!("tệp không đọc được ({error})", "a file that cannot be read ({error})"),
    })?;
    if bytes.len() as u64 > MOST_BYTES {
        let most = MOST_BYTES >> 20;
        return Err(both!("tệp lớn hơn {most} MB", "a file of more than {most} MB"));
    }
    String::from_utf8(bytes)
        .map_err(|_| Sentence::new("tệp không phải văn bản UTF-8", "a file that is not UTF-8 text"))
}

/// What is said of a file that is not there.
pub(in crate::pipeline) fn no_such_file() -> Sentence {
    Sentence::new("tệp không tồn tại", "no such file")
}

/// A file as written and its top; `None` where its syntax is wrong, which is reported.
pub(in crate::pipeline) fn toml<T>(source: &str, path: &Path, faults: &Faults) -> Option<(T, At)>
where
    T: ValueType + for<'de> serde::Deserialize<'de>,
{
    toml_with(source, path, &[], faults)
}

/// The same, with keys that are set for one run. Lines are those of the file as it is.
pub(in crate::pipeline) fn toml_with<T>(
    source: &str,
    path: &Path,
    settings: &[Setting],
    faults: &Faults,
) -> Option<(T, At)>
where
    T: ValueType + for<'de> serde::Deserialize<'de>,
{
    let file = path.display().to_string();
    let syntax = |error: Error| {
        faults.push(Fault {
            file: file.clone(),
            line: error.span().map(|span| line_at(source, span.start)),
            path: String::new(),
            found: syntax_error(error.message()),
            expected: Sentence::same("TOML"),
            hint: None,
        });
    };
    let mut table = DeTable::parse(source).map_err(&syntax).ok()?;
    let mut lines = KeyLines::new(file.clone());
    lines.learn(source, table.get_ref());
    setting::set(table.get_mut(), settings, faults);
    let top = At::top(Rc::new(lines), faults.clone());
    let mut unknown = Vec::new();
    let declared = serde_ignored::deserialize(Deserializer::from(table), |path| {
        unknown.push(steps(&path));
    });
    for path in unknown {
        report_unknown::<T>(&top, &path);
    }
    declared.map_err(&syntax).ok().map(|declared| (declared, top))
}

fn steps(path: &serde_ignored::Path<'_>) -> Vec<PathStep> {
    use serde_ignored::Path;
    match path {
        Path::Root => Vec::new(),
        Path::Seq { parent, index } => [steps(parent), vec![PathStep::Item(*index)]].concat(),
        Path::Map { parent, key } => [steps(parent), vec![PathStep::Key(key.clone())]].concat(),
        Path::Some { parent }
        | Path::NewtypeStruct { parent }
        | Path::NewtypeVariant { parent } => steps(parent),
    }
}

fn report_unknown<T: ValueType>(top: &At, path: &[PathStep]) {
    let Some((PathStep::Key(last), above)) = path.split_last() else { return };
    let table = above.iter().fold(top.clone(), |at, step| at.step(step.clone()));
    if is_date(last) {
        table.wrong(A_DATE, A_TABLE);
        return;
    }
    let words: Vec<&str> = above
        .iter()
        .filter_map(|step| if let PathStep::Key(key) = step { Some(key.as_str()) } else { None })
        .collect();
    let known = T::keys(&words);
    let hint = hint(last, known.iter().map(String::as_str));
    table.key(last).wrong_hint(
        ("khóa lạ", "an unknown key"),
        ("một khóa của bảng này", "a key of this table"),
        hint,
    );
}
