//! What was read, in memory, in tables and in the store: the same at every turn. Readings of random lines serve other
//! modules too.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use std::collections::BTreeMap;

use polars::prelude::DataFrame;
use proptest::prelude::*;
use tthc::check::{CATALOGUE, sums};
use tthc::ingest::{Gathered, Receipts, gather};
use tthc::measure::by_unit;
use tthc::model::{
    AskedNames, Code, Column, Finding, FormIx, Line, MeasureIx, Notation, Reading, Role, Slot,
    Status, SubmissionRow, Table, Text, TextKind, UnitIx, Unused,
};
use tthc::pipeline::{Items, Pipeline};
use tthc::store::{decode, encode};
use tthc::table::{Observations, ReadRecords, ReadTables, recall, view};

use crate::properties::NIGHTLY;

/// A form of the nightly pipeline.
pub(crate) fn form(pipeline: &Pipeline, id: &str) -> FormIx {
    let place = pipeline.forms.iter().position(|form| form.id == id).unwrap();
    FormIx(u16::try_from(place).unwrap())
}

/// The place of a measure.
pub(crate) fn measure(pipeline: &Pipeline, id: &str) -> MeasureIx {
    let place = pipeline.measures.iter().position(|measure| measure.id == id).unwrap();
    MeasureIx(u16::try_from(place).unwrap())
}

/// A line of an item in a block of its own.
pub(crate) fn item(row: u32, unit: UnitIx, field: Option<u32>) -> Line {
    Line {
        row,
        role: Role::Item,
        unit: Some(unit),
        field,
        source: None,
        indicator: None,
        first_block: 0,
        block: 0,
    }
}

/// A column of a sheet.
pub(crate) fn column(slot: Slot, at: u32) -> Column {
    Column { slot, part: 0, of: 1, at, header: String::new() }
}

/// The tables of readings, and what became of their files.
pub(crate) fn tables(
    readings: &[Reading],
    pipeline: &Pipeline,
) -> (ReadTables, Vec<SubmissionRow>) {
    let Gathered { submissions, repeated, .. } = gather(readings, Receipts::default(), pipeline);
    (ReadTables::of(readings, &submissions, &repeated, pipeline).unwrap(), submissions.rows)
}

/// The accepted numbers of readings.
pub(crate) fn observations(readings: &[Reading], pipeline: &Pipeline) -> Observations {
    Observations::of(&view(&tables(readings, pipeline).0).unwrap()).unwrap()
}

fn stored(frame: &DataFrame) -> DataFrame {
    decode(encode(frame).unwrap()).unwrap()
}

const FIELDS: [&str; 4] = ["Đất đai", "ĐẤT ĐAI", "Hộ tịch", "Tổng"];

/// The columns that a form may have in a sheet: a count may be split, and a share stand beside it.
fn columns(pipeline: &Pipeline, ix: FormIx, split: bool) -> Vec<Column> {
    let form = &pipeline.forms[ix.index()];
    if form.items == Items::Indicator {
        return vec![Column { header: "Kết quả".to_owned(), ..column(Slot::Value, 3) }];
    }
    let mut columns: Vec<Column> = Vec::new();
    for measure in form.counts() {
        let at = u32::try_from(columns.len()).unwrap() + 2;
        let of = if split && columns.is_empty() { 2 } else { 1 };
        for part in 0..of {
            let header = format!("cột {at} {part}");
            let at = at + u32::from(part);
            columns.push(Column { slot: Slot::Count(measure), part, of, at, header });
        }
    }
    let printed = (0u16..).zip(&form.columns).filter(|(_, column)| column.printed.is_some());
    let last = u32::try_from(columns.len()).unwrap() + 2;
    columns.extend((last..).zip(printed).map(|(at, (place, _))| column(Slot::Printed(place), at)));
    columns
}

/// What is drawn for a line: what it is, its field and source, and its numbers.
type Drawn = (bool, bool, usize, Option<usize>, Vec<Option<u32>>, Option<String>);

fn drawn() -> impl Strategy<Value = Drawn> {
    let numbers = prop::collection::vec(prop::option::weighted(0.8, 0u32..100_000), 24);
    let text = prop::option::weighted(0.3, "[0-9]{1,4} phiếu");
    let words = (any::<bool>(), any::<bool>(), 0..FIELDS.len(), prop::option::of(0..FIELDS.len()));
    (words, numbers, text).prop_map(|((total, own, field, source), numbers, text)| {
        (total, own, field, source, numbers, text)
    })
}

fn table(form: &'static str, sheet: String) -> impl Strategy<Value = Table> {
    let lines = prop::collection::vec(drawn(), 0..6);
    (lines, any::<bool>(), any::<bool>(), 0usize..5).prop_map(
        move |(lines, split, letters, unit)| {
            let pipeline = &*NIGHTLY;
            let ix = self::form(pipeline, form);
            let levels = &pipeline.forms[ix.index()].sent_by;
            let senders = pipeline.register.iter().filter(|(_, unit)| levels.contains(&unit.level));
            let sender = senders.map(|(ix, _)| ix).nth(unit).unwrap_or(UnitIx(0));
            let notation = if letters { Notation::Letters } else { Notation::Numbers };
            let mut told = Table::new(ix, sender, &sheet, notation, columns(pipeline, ix, split));
            for (row, drawn) in (7u32..).zip(lines) {
                put(&mut told, row, sender, drawn, pipeline);
            }
            told.sort();
            told
        },
    )
}

fn put(told: &mut Table, row: u32, sender: UnitIx, drawn: Drawn, pipeline: &Pipeline) {
    let (total, own, field, source, numbers, text) = drawn;
    let indicators = &pipeline.forms[told.form.index()].indicators;
    let asked = indicators.iter().filter_map(|one| Some(one.value.as_ref()?.measure));
    let indicator = asked.cycle().nth(row as usize);
    let total = total && indicator.is_none();
    let word = |place: usize| u32::try_from(place).ok();
    let line = Line {
        row,
        role: if total { Role::Total } else { Role::Item },
        unit: (own || !total).then_some(sender),
        field: word(field).filter(|_| indicator.is_none()),
        source: source.and_then(word).filter(|_| indicator.is_none()),
        indicator,
        first_block: u32::from(!total),
        block: 1,
    };
    let numbers = numbers.into_iter().take(told.columns.len());
    let mut numbers: Vec<Option<f64>> = numbers.map(|number| number.map(f64::from)).collect();
    // The parts of a count are there together or not at all.
    if told.columns.first().is_some_and(|column| column.of > 1) && numbers[1].is_none() {
        numbers[0] = None;
    }
    if numbers[0].is_none() && told.columns.first().is_some_and(|column| column.of > 1) {
        numbers[1] = None;
    }
    if let (Some(raw), Some(_)) = (text, numbers[0]) {
        let (column, kind) = (told.columns[0].at, TextKind::NumberAsText);
        told.texts.push(Text { row, column, kind, raw });
    }
    told.push(line, numbers.into_iter());
}

fn reading(place: usize) -> impl Strategy<Value = Reading> {
    let forms = ["phu-luc-1", "phu-luc-2", "phu-luc-3", "phu-luc-5"];
    let tables = prop::collection::vec(
        (0..forms.len()).prop_flat_map(move |form| {
            (Just(form), "[A-C]").prop_flat_map(move |(form, sheet)| table(forms[form], sheet))
        }),
        0..3,
    );
    let names = prop::collection::btree_set("[a-c]{1,2}", 0..3);
    (tables, names.clone(), names).prop_map(move |(mut tables, exact, near)| {
        // No two tables stand in the same rows of a sheet.
        for (place, table) in tables.iter_mut().enumerate() {
            table.sheet.push_str(&place.to_string());
        }
        let file = format!("tệp {place}.xlsx");
        let finding = Finding::new(CATALOGUE.get(Code::TextNumbers), "chữ").in_file(&file);
        Reading {
            templates: Vec::new(),
            blake3: Some(format!("{place:064}")),
            refused: tables.is_empty().then_some(Status::Unrecognised),
            unused: match tables.as_slice() {
                [] => vec![
                    Unused { form: Some(FormIx(1)), unit: UnitIx(1), doubtful: true },
                    Unused { form: None, unit: UnitIx(2), doubtful: false },
                ],
                _ => Vec::new(),
            },
            tables,
            fields: FIELDS.map(str::to_owned).to_vec(),
            findings: vec![finding],
            asked: AskedNames { exact, near, ..AskedNames::default() },
            file,
        }
    })
}

/// Readings of three files by the nightly pipeline.
pub(crate) fn readings() -> impl Strategy<Value = Vec<Reading>> {
    (reading(1), reading(2), reading(3)).prop_map(|(a, b, c)| vec![a, b, c])
}

/// A line with its words written out: their places are in the order in which they come.
type Said = (usize, Line, Option<String>, Option<String>, Vec<(String, Option<String>, f64)>);

fn said(reading: &Reading) -> Vec<Said> {
    let lines = reading.tables.iter().enumerate();
    let lines = lines.flat_map(|(table, of)| reading.lines_of(of).map(move |line| (table, line)));
    let said = lines.map(|(table, line)| {
        let numbers = line.numbers().map(|number| {
            (number.at.to_string(), line.raw(&number).map(str::to_owned), number.value)
        });
        let words = [line.line.field, line.line.source];
        let [field, source] = words.map(|place| reading.field(place).map(str::to_owned));
        let bare = Line { field: None, source: None, ..*line.line };
        (table, bare, field, source, numbers.collect())
    });
    said.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// The tables of a run are its memory: what is read back of them is what was written.
    #[test]
    fn readings_survive_the_store(readings in readings()) {
        let pipeline = &*NIGHTLY;
        let (written, submissions) = tables(&readings, pipeline);
        let lines = written.lines.iter().map(|(form, frame)| (form.clone(), stored(frame)));
        let again = ReadTables {
            lines: lines.collect(),
            columns: stored(&written.columns),
            texts: stored(&written.texts),
            names: stored(&written.names),
        };
        let findings: Vec<Finding> =
            readings.iter().flat_map(|reading| reading.findings.iter().cloned()).collect();
        let kept = ReadRecords { submissions: &submissions, findings: &findings };
        let recalled = recall(&again, kept, pipeline).unwrap();
        prop_assert_eq!(recalled.len(), readings.len());
        for (was, is) in readings.iter().zip(&recalled) {
            prop_assert_eq!(said(was), said(is));
            let heads = |reading: &Reading| -> Vec<_> {
                let heads = reading.tables.iter();
                heads.map(|t| (t.form, t.sender, t.sheet.clone(), t.notation, t.columns.clone(), t.texts.clone())).collect()
            };
            prop_assert_eq!(heads(was), heads(is));
            prop_assert_eq!(
                (&was.file, &was.blake3, &was.findings, &was.asked, was.refused),
                (&is.file, &is.blake3, &is.findings, &is.asked, is.refused)
            );
        }
        // Made again of what was read back they are the same to the letter.
        let (twice, _) = tables(&recalled, pipeline);
        for (form, frame) in &written.lines {
            prop_assert!(frame.equals_missing(&twice.lines[form]), "{}", form);
        }
        prop_assert!(written.columns.equals_missing(&twice.columns));
        prop_assert!(written.texts.equals_missing(&twice.texts));
        prop_assert!(written.names.equals_missing(&twice.names));
    }

    /// A few files that are checked before they are sent are added up as a night adds up what it kept of them.
    #[test]
    fn lines_are_added_up_alike_with_tables_and_without(readings in readings()) {
        let pipeline = &*NIGHTLY;
        let Gathered { submissions, repeated, .. } = gather(&readings, Receipts::default(), pipeline);
        let kept = ReadTables::of(&readings, &submissions, &repeated, pipeline).unwrap();
        prop_assert_eq!(sums(&readings, &submissions, &repeated, pipeline), by_unit(&kept.lines).unwrap());
    }

    /// The view has each number of an item that counts, at its cell.
    #[test]
    fn the_view_has_each_number_once(readings in readings()) {
        let pipeline = &*NIGHTLY;
        let (written, submissions) = tables(&readings, pipeline);
        let view = view(&written).unwrap();
        let numbers = Observations::of(&view).unwrap();
        let superseded: Vec<(&str, &str, &str)> = submissions
            .iter()
            .filter(|row| row.status == Status::Superseded)
            .filter_map(|row| Some((row.file.as_deref()?, row.form.as_deref()?, row.unit_id.as_deref()?)))
            .collect();
        let mut expected: BTreeMap<(String, String, String, String), f64> = BTreeMap::new();
        for reading in &readings {
            for table in &reading.tables {
                let form = pipeline.forms[table.form.index()].id.as_str();
                let unit = pipeline.register.get(table.sender).id.as_str();
                if superseded.contains(&(&reading.file, form, unit)) {
                    continue;
                }
                for line in reading.lines_of(table).filter(|line| line.line.role == Role::Item) {
                    for number in line.counts() {
                        let measure = line.measure(&number).unwrap();
                        let key = (
                            format!("{}!{}", reading.file, table.sheet),
                            number.at.to_string(),
                            form.to_owned(),
                            pipeline.measure(measure).id.clone(),
                        );
                        *expected.entry(key).or_default() += number.value;
                    }
                }
            }
        }
        let mut found: BTreeMap<(String, String, String, String), f64> = BTreeMap::new();
        for row in &numbers.rows {
            let key = (
                format!("{}!{}", numbers.word(row.file), numbers.word(row.sheet)),
                row.at.to_string(),
                numbers.word(row.form).to_owned(),
                numbers.word(row.measure).to_owned(),
            );
            *found.entry(key).or_default() += row.value;
        }
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn the_store_keeps_the_order_and_the_letters_of_a_table(readings in readings()) {
        let (written, _) = tables(&readings, &NIGHTLY);
        for frame in written.lines.values().chain([&written.columns, &written.texts]) {
            let bytes = encode(frame).unwrap();
            prop_assert!(decode(bytes.clone()).unwrap().equals_missing(frame));
            prop_assert_eq!(encode(frame).unwrap(), bytes);
        }
    }
}
