//! What a rule about all files of a period looks at: their lines, the sums of these by form and unit, and the register
//! of submissions.

use std::collections::BTreeMap;

use crate::model::{
    Check, Finding, FormIx, Lang, LineOf, MeasureIx, Place, Reading, Submissions, Total, UnitIx,
    UnitLines, UnitSums,
};
use crate::pipeline::{Form, Pipeline};

use super::given::{Given, PeriodBefore};

/// Everything that a rule about all files may look at.
pub struct PeriodContext<'a> {
    pub(super) readings: &'a [Reading],
    pub(super) submissions: &'a Submissions,
    pub(super) pipeline: &'a Pipeline,
    /// The sums of the lines of all files.
    pub(super) sums: &'a UnitSums,
    /// The period before, where that was run.
    pub(super) earlier: Option<PeriodBefore<'a>>,
    /// Places of the rows of each file in the register of submissions.
    rows: &'a [Vec<usize>],
    /// Where the lines of each table stand among those of its form: file and table by the first of their lines.
    tables: BTreeMap<FormIx, BTreeMap<usize, (usize, usize)>>,
}

impl<'a> PeriodContext<'a> {
    pub(super) fn new(
        given: &'a Given<'a>,
        rows: &'a [Vec<usize>],
        submissions: &'a Submissions,
    ) -> Self {
        let Given { readings, sums, earlier, pipeline, .. } = *given;
        let mut tables: BTreeMap<FormIx, BTreeMap<usize, (usize, usize)>> = BTreeMap::new();
        let mut lines: BTreeMap<FormIx, usize> = BTreeMap::new();
        for (file, reading) in readings.iter().enumerate() {
            for (place, table) in reading.tables.iter().enumerate() {
                if !table.lines.is_empty() {
                    let before = lines.entry(table.form).or_default();
                    tables.entry(table.form).or_default().insert(*before, (file, place));
                    *before += table.lines.len();
                }
            }
        }
        Self { readings, submissions, pipeline, sums, earlier, rows, tables }
    }

    /// The line at a place among the lines of its form, and the place of its file.
    pub(super) fn line(&self, form: FormIx, place: u32) -> Option<(usize, LineOf<'a>)> {
        let place = usize::try_from(place).ok()?;
        let (first, &(file, table)) = self.tables.get(&form)?.range(..=place).next_back()?;
        let reading = self.readings.get(file)?;
        let table = reading.tables.get(table)?;
        let place = place - first;
        Some((file, LineOf { reading, table, line: table.lines.get(place)?, place }))
    }

    /// Forms and units that have any count.
    pub(super) fn units(&self) -> impl Iterator<Item = (FormIx, UnitIx)> {
        self.sums.units().filter_map(|(form, unit)| {
            Some((self.form_ix(form)?, self.pipeline.register.find_id(unit)?))
        })
    }

    /// Whether there are figures of the period before.
    pub(super) fn looks_back(&self) -> bool {
        self.earlier.is_some_and(|before| before.sums.is_some())
    }

    /// The lines of a unit in a form.
    pub(super) fn lines(&self, form: FormIx, unit: UnitIx) -> Option<UnitLines<'a>> {
        self.sums.lines(&self.form(form).id, &self.pipeline.register.get(unit).id)
    }

    /// The sum of a measure of a unit in a form; `None` where it has no count.
    pub(super) fn sum(&self, form: FormIx, unit: UnitIx, measure: MeasureIx) -> Option<Total> {
        self.lines(form, unit)?.sum(&self.pipeline.measure(measure).id)
    }

    /// The same in the period before.
    pub(super) fn before(&self, form: FormIx, unit: UnitIx, measure: MeasureIx) -> Option<i64> {
        let (form, unit) = (&self.form(form).id, &self.pipeline.register.get(unit).id);
        let before = self.earlier?.sums?.get(form, unit, &self.pipeline.measure(measure).id);
        before.map(|before| before.value)
    }

    /// The same lines in the period before.
    pub(super) fn lines_before(&self, form: FormIx, unit: UnitIx) -> Option<UnitLines<'a>> {
        self.earlier?.sums?.lines(&self.form(form).id, &self.pipeline.register.get(unit).id)
    }

    /// Of what the figures of the period before are made up, where they are not those of the unit itself: ` (…)`.
    pub(super) fn made_of(&self, unit: UnitIx) -> String {
        let origin = self
            .earlier
            .and_then(|before| before.lineage.origin(&self.pipeline.register.get(unit).id));
        let note = origin.and_then(|origin| origin.note(Lang::Vi));
        note.map_or_else(String::new, |note| format!(" ({note})"))
    }

    pub(super) fn form(&self, form: FormIx) -> &'a Form {
        &self.pipeline.forms[form.index()]
    }

    /// The place of a form.
    pub(super) fn form_ix(&self, id: &str) -> Option<FormIx> {
        let place = self.pipeline.forms.iter().position(|known| known.id == id)?;
        u16::try_from(place).ok().map(FormIx)
    }

    /// The submission of a form that came in a file, by its place in the register.
    pub(super) fn subject(&self, file: usize, form: FormIx) -> Option<usize> {
        let form = &self.form(form).id;
        let mut rows = self.rows(file).iter().copied();
        let is_it = |&row: &usize| {
            let row = &self.submissions.rows[row];
            row.form.as_ref() == Some(form) && row.status.is_used()
        };
        rows.rfind(is_it)
    }

    /// Places in the register of the rows of a file.
    pub(super) fn rows(&self, file: usize) -> &[usize] {
        self.rows.get(file).map_or(&[], Vec::as_slice)
    }

    /// The place in the register of a row of a file.
    pub(super) fn row(&self, file: usize, row: Option<usize>) -> Option<usize> {
        self.rows(file).get(row?).copied()
    }

    /// Where the count of a measure stands in a line.
    pub(super) fn place(line: &LineOf, measure: Option<MeasureIx>) -> Place {
        let number = measure.and_then(|measure| line.count(measure));
        Place {
            file: Some(line.reading.file.clone()),
            sheet: Some(line.table.sheet.clone()),
            cell: number.or_else(|| line.counts().next()).map(|number| number.at),
        }
    }

    /// A finding at the first count of a sum, about a form and a unit; and the place of its file.
    pub(super) fn at(
        &self,
        check: &Check,
        (form, unit): (FormIx, UnitIx),
        (measure, first): (MeasureIx, u32),
        message: String,
    ) -> Finding {
        let unit = &self.pipeline.register.get(unit).id;
        let finding = Finding::new(check, message).of_form(&self.form(form).id).about(unit);
        match self.line(form, first) {
            Some((_, line)) => Finding { place: Self::place(&line, Some(measure)), ..finding },
            None => finding,
        }
    }

    /// The submission that a line at a place among those of its form came with.
    pub(super) fn subject_of(&self, form: FormIx, place: u32) -> Option<usize> {
        let (file, _) = self.line(form, place)?;
        self.subject(file, form)
    }

    /// Title of a measure.
    pub(super) fn title(&self, measure: MeasureIx) -> &'a str {
        &self.pipeline.measure(measure).title
    }

    /// Name of a unit.
    pub(super) fn name(&self, unit: UnitIx) -> &'a str {
        &self.pipeline.register.get(unit).name
    }
}
