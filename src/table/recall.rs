//! The tables of what was read → readings again: the tables of the last run are its memory. Ids that the pipeline no
//! longer knows are left behind: a form with its lines, a measure with its column, a unit with the name of its line.

use std::collections::BTreeMap;

use polars::prelude::{DataFrame, Float64Chunked, Int64Chunked};

use crate::model::{
    CellRef, Code, Column, Finding, FormIx, Line, MeasureIx, Reading, Role, Slot, Status,
    SubmissionRow, Table, Text, TextKind, UnitIx, Unused,
};
use crate::pipeline::{Form, Items, Pipeline};

use super::column::Columns;
use super::column::TableError;
use super::readings::{ASKED, COLUMNS, NAMES, ReadTables, TEXTS, VALUE, printed_name, role_words};

/// What is kept beside the tables of a reading.
#[derive(Debug, Clone, Copy)]
pub struct ReadRecords<'k> {
    /// What became of each file.
    pub submissions: &'k [SubmissionRow],
    /// What was found when the files were read.
    pub findings: &'k [Finding],
}

/// The readings that tables hold, in the order of their files.
///
/// # Errors
/// A column is missing or of another type.
pub fn recall(
    tables: &ReadTables,
    kept: ReadRecords,
    pipeline: &Pipeline,
) -> Result<Vec<Reading>, TableError> {
    let mut recalling = Recalling::new(kept, pipeline);
    recalling.columns(&tables.columns)?;
    recalling.texts(&tables.texts)?;
    for (place, form) in pipeline.forms.iter().enumerate() {
        if let Some(lines) = tables.lines.get(&form.id) {
            recalling.lines(FormIx(u16::try_from(place).unwrap_or(u16::MAX)), form, lines)?;
        }
    }
    recalling.names(&tables.names)?;
    Ok(recalling.readings())
}

/// A reading while it is put together.
#[derive(Default)]
struct Recalled {
    reading: Reading,
    /// Places of its fields.
    fields: BTreeMap<String, u32>,
    /// Its tables by the places they had: those of forms that are gone are missing.
    places: BTreeMap<u32, usize>,
    /// Numbers of columns that a count is split into, by table and cell.
    parts: BTreeMap<(u32, u32, u32), f64>,
}

impl Recalled {
    fn field(&mut self, field: Option<&str>) -> Option<u32> {
        let field = field?;
        if let Some(&place) = self.fields.get(field) {
            return Some(place);
        }
        let place = u32::try_from(self.reading.fields.len()).ok()?;
        self.reading.fields.push(field.to_owned());
        self.fields.insert(field.to_owned(), place);
        Some(place)
    }
}

struct Recalling<'a> {
    pipeline: &'a Pipeline,
    measures: BTreeMap<&'a str, MeasureIx>,
    places: BTreeMap<String, usize>,
    recalled: Vec<Recalled>,
}

impl<'a> Recalling<'a> {
    fn new(kept: ReadRecords, pipeline: &'a Pipeline) -> Self {
        let measures = pipeline.measures.iter().zip(0u16..);
        let measures =
            measures.map(|(measure, place)| (measure.id.as_str(), MeasureIx(place))).collect();
        let mut recalling =
            Self { pipeline, measures, places: BTreeMap::new(), recalled: Vec::new() };
        for row in kept.submissions {
            let Some(file) = &row.file else { continue };
            let reading = &mut recalling.of(file).reading;
            reading.blake3.clone_from(&row.blake3);
            if matches!(row.status, Status::Unrecognised | Status::Unreadable) {
                reading.refused = Some(row.status);
            }
            reading.unused.extend(unused(row, pipeline));
        }
        // What is told of several files is told anew.
        for finding in kept.findings.iter().filter(|finding| finding.code != Code::SentTwice) {
            let file = finding.place.file.as_deref().and_then(|file| recalling.places.get(file));
            if let Some(&place) = file {
                recalling.recalled[place].reading.findings.push(finding.clone());
            }
        }
        recalling
    }

    /// The file of a name.
    fn of(&mut self, file: &str) -> &mut Recalled {
        let known = self.places.get(file).copied();
        let place = known.unwrap_or_else(|| {
            let reading = Reading { file: file.to_owned(), ..Reading::default() };
            self.recalled.push(Recalled { reading, ..Recalled::default() });
            self.places.insert(file.to_owned(), self.recalled.len() - 1);
            self.recalled.len() - 1
        });
        &mut self.recalled[place]
    }

    fn unit(&self, id: Option<&str>) -> Option<UnitIx> {
        self.pipeline.register.find_id(id?)
    }

    fn columns(&mut self, frame: &DataFrame) -> Result<(), TableError> {
        let c = Columns::new(COLUMNS, frame);
        let (file, sheet, form) = (c.text("file")?, c.text("sheet")?, c.text("form")?);
        let (table, measure, cell) = (c.whole("table")?, c.text("measure")?, c.text("cell")?);
        let (header, sender) = (c.text("header")?, c.text("sender")?);
        let (part, parts) = (c.whole("part")?, c.whole("parts")?);
        let small = |value: Option<u32>| u16::try_from(value.unwrap_or(0)).unwrap_or(u16::MAX);
        for i in 0..frame.height() {
            let known =
                self.pipeline.forms.iter().position(|known| Some(&*known.id) == form.get(i));
            let (Some(place), Some(sender)) = (known, self.unit(sender.get(i))) else { continue };
            let slot = self.slot(&self.pipeline.forms[place], measure.get(i).unwrap_or_default());
            let form = FormIx(u16::try_from(place).unwrap_or(u16::MAX));
            let Some((notation, at)) = cell.get(i).and_then(CellRef::parse_column) else {
                continue;
            };
            let sheet = sheet.get(i).unwrap_or_default();
            let Recalled { reading, places, .. } = self.of(file.get(i).unwrap_or_default());
            let tables = &mut reading.tables;
            let place = *places.entry(table.get(i).unwrap_or(0)).or_insert_with(|| {
                tables.push(Table::new(form, sender, sheet, notation, Vec::new()));
                tables.len() - 1
            });
            if let Some(slot) = slot {
                let (part, of) = (small(part.get(i)), small(parts.get(i)));
                let header = header.get(i).unwrap_or_default().to_owned();
                tables[place].columns.push(Column { slot, part, of, at, header });
            }
        }
        Ok(())
    }

    fn slot(&self, form: &Form, measure: &str) -> Option<Slot> {
        if form.items == Items::Indicator {
            return (measure == VALUE).then_some(Slot::Value);
        }
        let counts = |known: &MeasureIx| form.counts().any(|count| count == *known);
        if let Some(&known) = self.measures.get(measure).filter(|known| counts(known)) {
            return Some(Slot::Count(known));
        }
        let printed = form.columns.iter().position(|column| printed_name(column) == measure);
        Some(Slot::Printed(u16::try_from(printed?).ok()?))
    }

    fn texts(&mut self, frame: &DataFrame) -> Result<(), TableError> {
        let c = Columns::new(TEXTS, frame);
        let (file, cell, raw) = (c.text("file")?, c.text("cell")?, c.text("raw")?);
        let (kind, value, table) = (c.text("kind")?, c.float("value")?, c.whole("table")?);
        for i in 0..frame.height() {
            let Some(CellRef { row, column, .. }) = cell.get(i).and_then(CellRef::parse) else {
                continue;
            };
            let kind = kind.word(i, &TextKind::ALL, TextKind::word)?;
            let table = table.get(i).unwrap_or(0);
            let recalled = self.of(file.get(i).unwrap_or_default());
            if kind == TextKind::Part {
                recalled.parts.insert((table, row, column), value.get(i).unwrap_or(0.0));
            } else if let Some(&place) = recalled.places.get(&table) {
                let raw = raw.get(i).unwrap_or_default().to_owned();
                recalled.reading.tables[place].texts.push(Text { row, column, kind, raw });
            }
        }
        Ok(())
    }

    fn lines(
        &mut self,
        form: FormIx,
        declared: &Form,
        frame: &DataFrame,
    ) -> Result<(), TableError> {
        let c = Columns::new("lines", frame);
        let (unit, field, found) = (c.text("unit_id")?, c.text("field")?, c.text("field_found")?);
        let (source, role, file) = (c.text("source")?, c.text("role")?, c.text("file")?);
        let (row, table, block) = (c.whole("row")?, c.whole("table")?, c.whole("block")?);
        let first_block = c.whole("first_block")?;
        let numbers = FormNumbers::of(&c, declared, self.pipeline)?;
        let mut last: Option<(&str, usize)> = None;
        for i in 0..frame.height() {
            let of = file.get(i).unwrap_or_default();
            // Neighbouring lines mostly stand in one file.
            let place = match last {
                Some((known, place)) if known == of => place,
                _ => {
                    self.of(of);
                    self.places.get(of).copied().unwrap_or(0)
                }
            };
            last = Some((of, place));
            let unit = self.unit(unit.get(i));
            let recalled = &mut self.recalled[place];
            let at = table.get(i).unwrap_or(0);
            let Some(&known) = recalled.places.get(&at) else { continue };
            let line = Line {
                row: row.get(i).unwrap_or(1).saturating_sub(1),
                role: role_of(role.get(i)),
                unit,
                field: recalled.field(found.get(i).or_else(|| field.get(i))),
                source: recalled.field(source.get(i)),
                indicator: numbers.indicator(i, &self.measures),
                first_block: first_block.get(i).unwrap_or(0),
                block: block.get(i).unwrap_or(0),
            };
            let Recalled { reading, parts, .. } = recalled;
            let told = &mut reading.tables[known];
            if told.form == form {
                let columns = std::mem::take(&mut told.columns);
                let values = columns.iter().map(|column| match column.of {
                    0 | 1 => numbers.get(column.slot, i),
                    _ => parts.get(&(at, line.row, column.at)).copied(),
                });
                let values: Vec<Option<f64>> = values.collect();
                told.columns = columns;
                told.push(line, values.into_iter());
            }
        }
        Ok(())
    }

    fn names(&mut self, frame: &DataFrame) -> Result<(), TableError> {
        let c = Columns::new(NAMES, frame);
        let (file, asked, name) = (c.text("file")?, c.text("asked")?, c.text("name")?);
        for i in 0..frame.height() {
            let names = &mut self.of(file.get(i).unwrap_or_default()).reading.asked;
            let names = match ASKED.iter().position(|kind| asked.get(i) == Some(kind)) {
                Some(0) => &mut names.exact,
                Some(1) => &mut names.near,
                _ => &mut names.within,
            };
            names.insert(name.required(i)?);
        }
        Ok(())
    }

    fn readings(self) -> Vec<Reading> {
        let readings = self.recalled.into_iter().map(|recalled| {
            let mut reading = recalled.reading;
            reading.tables.iter_mut().for_each(Table::sort);
            reading
        });
        let mut readings: Vec<Reading> = readings.collect();
        readings.sort_by(|a, b| a.file.cmp(&b.file));
        readings
    }
}

/// The columns of a stored form that hold its numbers.
enum FormNumbers<'f> {
    Wide(BTreeMap<Slot, NumberColumn<'f>>),
    Indicators(super::column::TextColumn<'f>, &'f Float64Chunked),
}

enum NumberColumn<'f> {
    Counts(&'f Int64Chunked),
    Printed(&'f Float64Chunked),
}

impl<'f> FormNumbers<'f> {
    fn of(c: &Columns<'f>, form: &Form, pipeline: &Pipeline) -> Result<Self, TableError> {
        if form.items == Items::Indicator {
            return Ok(Self::Indicators(c.text("indicator")?, c.float(VALUE)?));
        }
        let mut wide = BTreeMap::new();
        // A measure that a form has only now was read of no file.
        for measure in form.counts() {
            if let Ok(counts) = c.count(&pipeline.measure(measure).id) {
                wide.insert(Slot::Count(measure), NumberColumn::Counts(counts));
            }
        }
        for (place, column) in (0u16..).zip(&form.columns) {
            if let Ok(printed) = c.float(&printed_name(column)) {
                wide.insert(Slot::Printed(place), NumberColumn::Printed(printed));
            }
        }
        Ok(Self::Wide(wide))
    }

    fn get(&self, slot: Slot, row: usize) -> Option<f64> {
        match self {
            Self::Indicators(_, values) => values.get(row),
            Self::Wide(wide) => match wide.get(&slot)? {
                #[expect(clippy::cast_precision_loss, reason = "counts are below 10^12")]
                NumberColumn::Counts(counts) => counts.get(row).map(|count| count as f64),
                NumberColumn::Printed(printed) => printed.get(row),
            },
        }
    }

    fn indicator(&self, row: usize, measures: &BTreeMap<&str, MeasureIx>) -> Option<MeasureIx> {
        match self {
            Self::Indicators(ids, _) => measures.get(ids.get(row)?).copied(),
            Self::Wide(_) => None,
        }
    }
}

/// What a row of the register of submissions tells of a form that does not count.
fn unused(row: &SubmissionRow, pipeline: &Pipeline) -> Option<Unused> {
    let unit = pipeline.register.find_id(row.unit_id.as_deref()?)?;
    let doubtful = row.status == Status::Doubtful;
    let Some(form) = &row.form else { return Some(Unused { form: None, unit, doubtful }) };
    if !doubtful && row.status != Status::Unusable {
        return None;
    }
    let place = pipeline.forms.iter().position(|known| known.id == *form)?;
    Some(Unused { form: Some(FormIx(u16::try_from(place).ok()?)), unit, doubtful })
}

/// Which of the lines that tell the same count is told anew.
fn role_of(word: Option<&str>) -> Role {
    let is = |role: &Role| role_words(*role).iter().any(|known| word == Some(known));
    Role::ALL.into_iter().find(is).unwrap_or(Role::Item)
}
