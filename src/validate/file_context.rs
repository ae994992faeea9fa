//! What a rule about one file looks at: its lines, and what is known of it.

use std::collections::BTreeMap;

use crate::model::{
    Action, CellRef, Check, Code, Finding, FormIx, LineOf, MeasureIx, Number, Place, Reading,
    SubmissionRow,
};
use crate::pipeline::{Form, Pipeline};

use super::file::File;

/// Everything that a rule about one file may look at.
pub struct FileContext<'a> {
    pub(super) reading: &'a Reading,
    /// The rows of the file in the register of submissions.
    pub(super) submissions: &'a [SubmissionRow],
    pub(super) pipeline: &'a Pipeline,
    /// Places among the rows of the file, by form.
    subjects: BTreeMap<&'a str, usize>,
    /// Cells of a sheet that reading left out.
    left_out: BTreeMap<&'a str, Vec<(CellRef, Code)>>,
}

impl<'a> FileContext<'a> {
    pub(super) fn new(file: &File<'a>) -> Self {
        let File { reading, submissions, pipeline } = *file;
        Self {
            reading,
            submissions,
            pipeline,
            subjects: subjects(submissions),
            left_out: left_out(&reading.findings),
        }
    }

    /// The form of a table.
    pub(super) fn form(&self, form: FormIx) -> &'a Form {
        &self.pipeline.forms[form.index()]
    }

    /// The submission that a form came with, by its place among the rows of the file.
    pub(super) fn subject(&self, form: FormIx) -> Option<usize> {
        self.subjects.get(self.form(form).id.as_str()).copied()
    }

    /// Submissions that were read and count, with their places among the rows of the file.
    pub(super) fn used(&self) -> impl Iterator<Item = (usize, &'a SubmissionRow)> {
        self.submissions.iter().enumerate().filter(|(_, row)| row.status.is_used())
    }

    /// Cells of a sheet that reading left out.
    pub(super) fn left_out_in(&self, sheet: &str) -> &[(CellRef, Code)] {
        self.left_out.get(sheet).map_or(&[], Vec::as_slice)
    }

    /// Where a cell of a line stands, for messages about another one.
    pub(super) fn place_of(&self, line: &LineOf, at: CellRef) -> String {
        let place = Place {
            file: Some(self.reading.file.clone()),
            sheet: Some(line.table.sheet.clone()),
            cell: Some(at),
        };
        place.to_string()
    }

    /// Lines of items.
    pub(super) fn item_lines(&self) -> impl Iterator<Item = LineOf<'a>> + use<'a> {
        self.reading.lines().filter(|line| line.is_item())
    }

    /// All lines.
    pub(super) fn lines(&self) -> impl Iterator<Item = LineOf<'a>> + use<'a> {
        self.reading.lines()
    }

    /// A finding at a cell of a line.
    pub(super) fn at(&self, check: &Check, line: &LineOf, at: CellRef, message: String) -> Finding {
        let finding = Finding::new(check, message)
            .in_file(&self.reading.file)
            .in_sheet(&line.table.sheet)
            .at(at)
            .of_form(&self.form(line.table.form).id);
        match line.line.unit {
            Some(unit) => finding.about(&self.pipeline.register.get(unit).id),
            None => finding,
        }
    }

    /// Field or label of a line, for messages.
    pub(super) fn label(&self, line: &LineOf<'a>) -> &'a str {
        match (line.field(), line.line.unit) {
            (Some(field), _) => field,
            (None, Some(unit)) => &self.pipeline.register.get(unit).name,
            (None, None) => "",
        }
    }

    /// Title of a measure.
    pub(super) fn title(&self, measure: MeasureIx) -> &'a str {
        &self.pipeline.measure(measure).title
    }

    /// Title of what a number of a line counts.
    pub(super) fn title_of(&self, line: &LineOf, number: &Number) -> &'a str {
        line.measure(number).map_or("", |measure| self.title(measure))
    }
}

fn subjects(submissions: &[SubmissionRow]) -> BTreeMap<&str, usize> {
    let rows = submissions.iter().enumerate().filter(|(_, row)| row.status.is_used());
    rows.filter_map(|(place, row)| Some((row.form.as_deref()?, place))).collect()
}

fn left_out(read: &[Finding]) -> BTreeMap<&str, Vec<(CellRef, Code)>> {
    let mut cells: BTreeMap<&str, Vec<(CellRef, Code)>> = BTreeMap::new();
    for finding in read.iter().filter(|finding| finding.action == Action::LeftOut) {
        if let (Some(sheet), Some(cell)) = (&finding.place.sheet, finding.place.cell) {
            cells.entry(sheet).or_default().push((cell, finding.code));
        }
    }
    cells
}
