//! A list of dossiers that is being read: who sent it, what its rows mean, and, when they are counted, its reading.

use std::collections::BTreeMap;

use crate::ingest::file_findings::FileFindings;
use crate::ingest::findings::file::unreadable_file::UNREADABLE_FILE;
use crate::ingest::findings::sender::other_period::OTHER_PERIOD;
use crate::ingest::findings::sender::unknown_sender::UNKNOWN_SENDER;
use crate::ingest::lookups::Lookups;
use crate::ingest::sender::weigh::sender_of_list;
use crate::model::{
    CellRef, Column, DossierFault, Finding, Line, Notation, Period, Reading, Role, Slot, Status,
    Table, Text, TextKind, UnitIx, Unused,
};
use crate::pipeline::{Binding, DossierColumn, DossierList, Form, Pipeline};

use super::code_sample::{CodeSample, ListedCode};
use super::faults::fault_finding;
use super::header::ListHeader;
use super::moment::{DAY, day_number};
use super::rules::DossierRules;
use super::sheets::RowOfSheet;

/// A list of dossiers that is being read.
pub struct OpenedList<'p> {
    /// What its rows mean.
    pub rules: DossierRules<'p>,
    pipeline: &'p Pipeline,
    header: ListHeader<'p>,
    sender: UnitIx,
    reading: Reading,
    findings: FileFindings,
    /// How cells of the file are found.
    notation: Notation,
}

/// Dossiers of a unit and a field: what they are counted as, or why they are not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierGroup {
    /// Id of the unit; the text as found where the register has none such.
    pub unit: String,
    /// The field.
    pub field: Option<String>,
    /// Why they do not count.
    pub fault: Option<DossierFault>,
    /// Where the first of them stands.
    pub first: RowOfSheet,
    /// How many they are.
    pub dossiers: i64,
    /// The counts, in the order of [`DossierList::COUNTS`].
    pub counts: [i64; DossierList::COUNTS.len()],
}

/// The first and the last minute of a period since 1970.
#[must_use]
pub fn period_minutes(period: Period) -> (i64, i64) {
    let (year, first, _) = period.months();
    let day = |(year, month): (u16, u8)| {
        let (year, month) = (year.try_into().ok()?, month.try_into().ok()?);
        day_number(year, month, 1)
    };
    let minute = |month| day(month).unwrap_or_default() * i64::from(DAY);
    (minute((year, first)), minute(period.month_after()) - 1)
}

impl<'p> OpenedList<'p> {
    /// Begins with a list by its header, with what else was found in its file; its reading where it cannot be counted.
    ///
    /// # Errors
    /// The reading that says why.
    pub fn open(
        (file, blake3): (&str, &str),
        header: ListHeader<'p>,
        notation: Notation,
        found: Vec<Finding>,
        pipeline: &'p Pipeline,
    ) -> Result<Self, Box<Reading>> {
        let lookups = Lookups::new(&pipeline.register);
        let form = &pipeline.forms[header.form.index()];
        let sender = sender_of_list(file, form, &lookups);
        let blake3 = Some(blake3.to_owned());
        let mut reading = Reading { file: file.to_owned(), blake3, ..Reading::default() };
        let mut findings = FileFindings::default();
        let at = |row, column| CellRef { row, column, notation };
        let about = |finding: Finding| match sender {
            Some(sender) => finding.about(&pipeline.register.get(sender).id),
            None => finding,
        };
        findings.extend(found.into_iter().map(|finding| finding.in_file(file)));
        let said = header.findings(form, at).into_iter();
        findings.extend(said.map(|finding| about(finding.in_file(file))));
        let Some(known) = sender.filter(|_| header.is_whole()) else {
            if sender.is_none() {
                findings.push(unknown_sender(form).in_file(file));
            }
            let unused = |unit| Unused { form: Some(header.form), unit, doubtful: false };
            reading.unused = sender.map(unused).into_iter().collect();
            reading.refused = Some(Status::Unrecognised);
            reading.findings = findings.into_findings(file);
            reading.asked = lookups.into_asked();
            return Err(Box::new(reading));
        };
        let rules = DossierRules::new((form, header.list), lookups, known);
        Ok(Self { rules, pipeline, header, sender: known, reading, findings, notation })
    }

    /// Its header.
    #[must_use]
    pub const fn header(&self) -> &ListHeader<'p> {
        &self.header
    }

    /// Its reading without any dossier: the file fails while it is counted.
    #[must_use]
    pub fn refused(mut self, reason: &str) -> Reading {
        let unit = &self.pipeline.register.get(self.sender).id;
        let finding = Finding::new(&UNREADABLE_FILE, reason).in_file(&self.reading.file);
        self.findings.push(finding.about(unit).left_out());
        self.without_lines(Status::Unreadable)
    }

    /// Its reading, by what its dossiers are counted as, in any order; `sheets` are the names of its sheets.
    #[must_use]
    pub fn reading(
        mut self,
        mut groups: Vec<DossierGroup>,
        codes: CodeSample<ListedCode>,
        sheets: &[String],
    ) -> Reading {
        groups.sort_by_key(|group| group.first);
        if groups.is_empty() {
            let period = self.pipeline.period.title();
            let message = format!(
                "danh sách không có hồ sơ nào của {period}: không hồ sơ nào được tiếp nhận trong kỳ, chuyển từ kỳ trước sang hay kết thúc trong kỳ"
            );
            let form = &self.pipeline.forms[self.header.form.index()];
            let finding = Finding::new(&OTHER_PERIOD, message).in_file(&self.reading.file);
            let finding = finding.of_form(&form.id);
            self.findings
                .push(finding.about(&self.pipeline.register.get(self.sender).id).left_out());
            return self.without_lines(Status::Unrecognised);
        }
        self.faults(&groups, sheets);
        let mut places: BTreeMap<String, u32> = BTreeMap::new();
        let columns = self.columns();
        let codes: Vec<ListedCode> = codes.into_told().collect();
        for (at, sheet) in sheets.iter().enumerate() {
            let form = self.header.form;
            let mut table =
                Table::new(form, self.sender, sheet, Notation::Dossiers, columns.clone());
            let own = groups.iter().filter(|group| group.first.0 == at && group.fault.is_none());
            for group in own {
                let field = group.field.as_ref().map(|field| {
                    *places.entry(field.clone()).or_insert_with(|| {
                        self.reading.fields.push(field.clone());
                        u32::try_from(self.reading.fields.len() - 1).unwrap_or(u32::MAX)
                    })
                });
                let line = Line {
                    row: group.first.1,
                    role: Role::Item,
                    unit: self.pipeline.register.find_id(&group.unit),
                    field,
                    source: None,
                    indicator: None,
                    first_block: 0,
                    block: 0,
                };
                let counts = columns.iter().map(|column| count(group, column));
                table.push(line, counts);
            }
            let column = self.header.column(DossierColumn::Code).unwrap_or_default();
            let own = codes.iter().filter(|((sheet, _), _)| *sheet == at);
            table.texts.extend(own.map(|((_, row), raw)| Text {
                row: *row,
                column,
                kind: TextKind::Code,
                raw: raw.clone(),
            }));
            table.sort();
            self.reading.tables.push(table);
        }
        self.finished()
    }

    fn finished(mut self) -> Reading {
        self.reading.findings = self.findings.into_findings(&self.reading.file);
        self.reading.asked = self.rules.into_asked();
        self.reading
    }

    fn without_lines(mut self, why: Status) -> Reading {
        let form = Some(self.header.form);
        self.reading.unused.push(Unused { form, unit: self.sender, doubtful: false });
        self.reading.refused = Some(why);
        self.finished()
    }

    /// A column for each count of the form; what stands for it is no cell but the dossiers of the list.
    fn columns(&self) -> Vec<Column> {
        let form = &self.pipeline.forms[self.header.form.index()];
        let counts = form.columns.iter().filter_map(|column| {
            let Binding::Count(measure) = column.binding else { return None };
            let id = &self.pipeline.measure(measure).id;
            let at = DossierList::COUNTS.iter().position(|count| count == id)?;
            let at = u32::try_from(at).ok()?;
            let header = column.label().clone();
            Some(Column { slot: Slot::Count(measure), part: 0, of: 1, at, header })
        });
        counts.collect()
    }

    /// One finding for each unit and each reason, with how many dossiers it is about.
    fn faults(&mut self, groups: &[DossierGroup], sheets: &[String]) {
        let mut told: BTreeMap<(DossierFault, &str), (i64, RowOfSheet)> = BTreeMap::new();
        for group in groups {
            let Some(fault) = group.fault else { continue };
            let (dossiers, first) = told.entry((fault, &group.unit)).or_insert((0, group.first));
            *dossiers += group.dossiers;
            *first = (*first).min(group.first);
        }
        let form = &self.pipeline.forms[self.header.form.index()];
        for ((fault, unit), (dossiers, (sheet, row))) in told {
            let finding = fault_finding(fault, unit, dossiers, &self.rules, self.pipeline);
            let column = fault.column().and_then(|of| self.header.column(of)).unwrap_or_default();
            let at = CellRef { row, column, notation: self.notation };
            let known = self.pipeline.register.find_id(unit);
            let about = self.pipeline.register.get(known.unwrap_or(self.sender));
            let finding = finding.in_file(&self.reading.file).in_sheet(&sheets[sheet]).at(at);
            self.findings.push(finding.of_form(&form.id).about(&about.id).left_out());
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "no list has 2⁵³ dossiers")]
fn count(group: &DossierGroup, column: &Column) -> Option<f64> {
    group.counts.get(column.at as usize).map(|count| *count as f64)
}

fn unknown_sender(form: &Form) -> Finding {
    let levels: Vec<&str> = form.sent_by.iter().map(|level| level.title()).collect();
    let message = format!(
        "là danh sách hồ sơ của {} nhưng không rõ đơn vị nào gửi; hãy ghi tên một đơn vị {} vào tên tệp hoặc thư mục",
        form.name,
        levels.join(" hoặc ")
    );
    Finding::new(&UNKNOWN_SENDER, message).of_form(&form.id).left_out()
}
