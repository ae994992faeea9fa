//! A register of units as an office has it → one that a pipeline reads. Other words for the columns and tiers are
//! understood, other separators and encodings too, and workbooks; lines stay where they are, so that a fault is told at
//! the line of the office's own file. What is wrong with the units themselves is told when the pipeline is resolved.

use std::path::{Path, PathBuf};

use csv::{ReaderBuilder, WriterBuilder};

use crate::model::{Level, Limits, Value};
use crate::read::{self, Opened};
use crate::run::error::RunError;
use crate::store;
use crate::text;

use super::error::InitError;
use super::wish::UnitsGiven;

/// A register that a pipeline reads.
#[derive(Debug, Clone)]
pub(super) struct RegisterText {
    /// Where it came from, for faults.
    pub(super) path: PathBuf,
    pub(super) text: String,
    /// Columns that are of no use.
    pub(super) ignored: Vec<String>,
}

/// The columns of a register, and what else offices call them, without marks.
const COLUMNS: [(&str, &[&str]); 7] = [
    ("id", &["ma", "ma don vi", "ma so", "ma dvhc", "ma don vi hanh chinh", "ma dinh danh"]),
    ("level", &["cap", "cap don vi", "cap hanh chinh", "loai", "loai don vi", "loai hinh"]),
    (
        "parent_id",
        &[
            "ma cap tren",
            "ma don vi cap tren",
            "cap tren",
            "don vi cap tren",
            "truc thuoc",
            "thuoc",
            "ma cha",
            "ma truc thuoc",
            "don vi chu quan",
        ],
    ),
    ("name", &["ten", "ten don vi", "don vi", "ten co quan", "co quan", "ten don vi hanh chinh"]),
    ("aliases", &["ten khac", "ten goi khac", "ten viet tat"]),
    ("valid_from", &["tu ngay", "hieu luc tu", "ngay hieu luc"]),
    ("valid_to", &["den ngay", "het hieu luc", "ngay het hieu luc"]),
];

/// What else offices call a tier, without marks. `Thành phố` may be a province or stand below one, and is told apart by
/// what it stands under.
const TIERS: [(Level, &[&str]); 5] = [
    (Level::Province, &["tinh", "cap tinh", "thanh pho truc thuoc trung uong"]),
    (
        Level::Department,
        &[
            "so",
            "so nganh",
            "so, nganh",
            "so, ban, nganh",
            "so ban nganh",
            "ban",
            "nganh",
            "cap so",
            "co quan chuyen mon",
        ],
    ),
    (Level::Branch, &["chi nhanh", "chi nhanh vpdkdd"]),
    (Level::District, &["huyen", "cap huyen", "thi xa", "quan"]),
    (Level::Commune, &["xa", "cap xa", "phuong", "thi tran", "dac khu"]),
];

/// The word for a city.
const CITY: &str = "thanh pho";

/// Lines that may stand above the header.
const MOST_ABOVE: usize = 20;

/// A line of a table: its number, and its cells.
type UnitsLine = (u64, Vec<String>);

/// The register that is given.
pub(super) fn register_text(given: &UnitsGiven) -> Result<RegisterText, InitError> {
    let path = match given {
        UnitsGiven::File(path) => path,
        UnitsGiven::Text(name, text) => {
            let (path, text) = (PathBuf::from(name), text.clone());
            return Ok(RegisterText { path, text, ignored: Vec::new() });
        }
    };
    if !path.is_file() {
        return Err(RunError::NoFile { path: path.clone() }.into());
    }
    let bytes = store::read_file(path).map_err(RunError::from)?;
    let nothing = || InitError::NoRegister { path: path.clone() };
    let lines = match String::from_utf8(bytes.clone()) {
        Ok(text) if !text.contains('\0') => {
            let bare = text.strip_prefix('\u{feff}').unwrap_or(&text);
            if is_canonical(bare) {
                let text = bare.to_owned();
                return Ok(RegisterText { path: path.clone(), text, ignored: Vec::new() });
            }
            lines_of_text(bare)
        }
        _ => lines_of_book(&bytes),
    };
    canonical(path, &lines).ok_or_else(nothing)
}

/// Whether the columns are called as a pipeline calls them.
fn is_canonical(text: &str) -> bool {
    let header = text.lines().next().unwrap_or_default();
    let names: Vec<&str> = header.split(',').map(str::trim).collect();
    COLUMNS[..4].iter().all(|(column, _)| names.contains(column))
}

fn lines_of_text(text: &str) -> Vec<UnitsLine> {
    let head: Vec<&str> = text.lines().take(MOST_ABOVE).collect();
    let most = [b',', b';', b'\t'].into_iter().rev().max_by_key(|&separator| {
        head.iter().map(|line| line.bytes().filter(|&byte| byte == separator).count()).max()
    });
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(most.unwrap_or(b','))
        .from_reader(text.as_bytes());
    let records = reader.records().filter_map(Result::ok).map(|record| {
        let line = record.position().map_or(0, |at| line_of(text, at));
        (line, record.iter().map(text::normal).collect())
    });
    records.collect()
}

/// The line of a record: where the reader stood before it, and the empty lines that it passed over.
fn line_of(text: &str, at: &csv::Position) -> u64 {
    let rest = usize::try_from(at.byte()).ok().and_then(|start| text.as_bytes().get(start..));
    let passed = rest.unwrap_or_default().iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    at.line() + passed.filter(|byte| **byte == b'\n').map(|_| 1).sum::<u64>()
}

/// The lines of the first sheet that is shown.
fn lines_of_book(bytes: &[u8]) -> Vec<UnitsLine> {
    let Opened::Book(book) = read::read(bytes, &Limits::DEFAULT) else { return Vec::new() };
    let Some(sheet) = book.sheets.iter().find(|sheet| !sheet.hidden) else { return Vec::new() };
    let rows = sheet.rows().map(|(row, cells)| {
        let mut line = Vec::new();
        for cell in cells {
            let column = usize::try_from(cell.at.column).unwrap_or(usize::MAX).min(MOST_COLUMNS);
            line.resize(line.len().max(column + 1), String::new());
            line[column] = match &cell.value {
                Value::Text(text) => text::normal(text),
                Value::Number(number) => number.to_string(),
                _ => String::new(),
            };
        }
        (u64::from(row) + 1, line)
    });
    rows.collect()
}

/// A register has no more columns.
const MOST_COLUMNS: usize = 60;

/// The column that a header text names: its place in [`COLUMNS`].
fn column_of(header: &str) -> Option<usize> {
    let plain = header.to_lowercase();
    let bare = text::unmarked(header);
    COLUMNS.iter().position(|(column, others)| plain == *column || others.contains(&bare.as_str()))
}

/// The same lines in the columns and words of a pipeline; `None` where nothing names the columns.
fn canonical(path: &Path, lines: &[UnitsLine]) -> Option<RegisterText> {
    let is_header = |line: &&UnitsLine| {
        let named: Vec<Option<usize>> = line.1.iter().map(|cell| column_of(cell)).collect();
        [0, 1, 3].iter().all(|wanted| named.contains(&Some(*wanted)))
    };
    let header = lines.iter().take(MOST_ABOVE).find(is_header)?;
    let places: Vec<Option<usize>> = (0..COLUMNS.len())
        .map(|column| header.1.iter().position(|cell| column_of(cell) == Some(column)))
        .collect();
    let used = |place: &usize| places.contains(&Some(*place));
    let unused =
        (0..header.1.len()).filter(|place| !used(place)).map(|place| header.1[place].clone());
    let ignored = unused.filter(|name| !name.is_empty()).collect();
    let mut rows: Vec<(u64, Vec<String>)> = lines
        .iter()
        .filter(|line| line.0 > header.0 && line.1.iter().any(|cell| !cell.is_empty()))
        .map(|(line, cells)| {
            let cell = |place: &Option<usize>| place.and_then(|place| cells.get(place)).cloned();
            (*line, places.iter().map(|place| cell(place).unwrap_or_default()).collect())
        })
        .collect();
    settle_parents(&mut rows, places[2].is_some());
    for (_, row) in &mut rows {
        row[1] = tier(&row[1], &row[2]);
    }
    let mut text = String::new();
    let mut at = 1;
    let names: Vec<String> = COLUMNS.iter().map(|(column, _)| (*column).to_owned()).collect();
    for (line, row) in std::iter::once(&(header.0, names)).chain(&rows) {
        while at < *line {
            text.push('\n');
            at += 1;
        }
        text.push_str(&one_line(row));
        at += 1;
    }
    Some(RegisterText { path: path.to_owned(), text, ignored })
}

/// The unit above by its id where a line has its name; in a register without such a column all stand below its one
/// province.
fn settle_parents(rows: &mut [(u64, Vec<String>)], has_parents: bool) {
    let known: Vec<(String, String)> =
        rows.iter().map(|(_, row)| (row[0].clone(), text::unit_key(&row[3]))).collect();
    let only = only_province(rows);
    for (_, row) in rows {
        let above = row[2].clone();
        if !has_parents {
            row[2] = only.clone().filter(|province| *province != row[0]).unwrap_or_default();
        } else if !above.is_empty() && known.iter().all(|(id, _)| *id != above) {
            let key = text::unit_key(&above);
            let mut named = known.iter().filter(|(_, name)| *name == key).map(|(id, _)| id);
            if let (Some(id), None) = (named.next(), named.next()) {
                row[2].clone_from(id);
            }
        }
    }
}

/// The id of the only unit that is called a province, or of the only city where none is.
fn only_province(rows: &[(u64, Vec<String>)]) -> Option<String> {
    let of = |is: &dyn Fn(&str) -> bool| -> Vec<&String> {
        rows.iter().filter(|(_, row)| is(&row[1])).map(|(_, row)| &row[0]).collect()
    };
    let named =
        of(&|word| text::unmarked(word) != CITY && tier(word, "") == Level::Province.word());
    let provinces = if named.is_empty() { of(&|word| text::unmarked(word) == CITY) } else { named };
    match provinces[..] {
        [only] => Some(only.clone()),
        _ => None,
    }
}

/// The word of a pipeline for a tier; what is none stays as it is.
fn tier(word: &str, above: &str) -> String {
    let bare = text::unmarked(word);
    let known =
        TIERS.iter().find(|(_, words)| words.contains(&bare.as_str())).map(|(tier, _)| *tier);
    let city = || if above.is_empty() { Level::Province } else { Level::District };
    let known = known.or_else(|| (bare == CITY).then(city));
    known.map_or_else(|| word.to_owned(), |tier| tier.word().to_owned())
}

/// A line of CSV; texts of several lines become one, for each line stays where it is.
fn one_line(row: &[String]) -> String {
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(row.iter().map(|cell| cell.replace(['\r', '\n'], " ")));
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{canonical, lines_of_text};

    fn read(text: &str) -> String {
        canonical(Path::new("u.csv"), &lines_of_text(text))
            .map_or_else(String::new, |read| read.text)
    }

    #[test]
    fn a_register_in_the_words_of_an_office_keeps_its_lines() {
        let given = "DANH MỤC ĐƠN VỊ\n\nSTT;Mã đơn vị;Tên đơn vị;Cấp;Trực thuộc\n1;70;Tỉnh Minh Họa;Tỉnh;\n2;01;Xã An Bình;Xã;Tỉnh Minh Họa\n";
        let expected = "\n\nid,level,parent_id,name,aliases,valid_from,valid_to\n70,province,,Tỉnh Minh Họa,,,\n01,commune,70,Xã An Bình,,,\n";
        assert_eq!(read(given), expected);
    }

    #[test]
    fn without_a_column_of_units_above_all_stand_below_the_one_province() {
        let given =
            "Mã,Cấp,Tên\n70,tỉnh,Tỉnh Minh Họa\n01,sở,Sở Nội vụ\n02,thành phố,Thành phố An Bình\n";
        let read = read(given);
        assert!(read.contains("01,department,70,Sở Nội vụ"), "{read}");
        assert!(read.contains("02,district,70,Thành phố An Bình"), "{read}");
    }

    #[test]
    fn a_table_without_names_of_columns_is_no_register() {
        assert_eq!(read("70,Tỉnh Minh Họa\n01,Sở Nội vụ\n"), "");
        assert_eq!(read(""), "");
    }

    #[test]
    fn a_name_over_two_lines_moves_no_line() {
        let given = "Mã\tCấp\tTên\n70\ttỉnh\t\"Tỉnh\nMinh Họa\"\n01\thuyền\tSở Nội vụ\n";
        let read = read(given);
        assert!(read.lines().nth(1).is_some_and(|line| line.starts_with("70,province")), "{read}");
        assert!(read.lines().nth(3).is_some_and(|line| line.starts_with("01,district")), "{read}");
    }
}
