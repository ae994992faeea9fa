//! The row of a list that heads its columns, found by the texts in it.

use crate::model::{CellRef, Finding, FormIx, Sheet};
use crate::pipeline::{DossierColumn, DossierList, Form, Pipeline};
use crate::text;

use crate::ingest::findings::column::ambiguous_column::AMBIGUOUS_COLUMN;
use crate::ingest::findings::column::missing_column::MISSING_COLUMN;
use crate::ingest::findings::column::unknown_column::UNKNOWN_COLUMN;

/// Rows of a sheet in which the header is looked for.
pub const HEADER_WITHIN: u32 = 40;

/// So many columns, the times among them, make a list.
const ENOUGH: usize = 4;

/// The header of a list.
#[derive(Debug, Clone)]
pub struct ListHeader<'p> {
    /// The form whose lines the list is counted into.
    pub form: FormIx,
    /// How it is read.
    pub list: &'p DossierList,
    /// Its row, from 0.
    pub row: u32,
    /// Columns of the sheet, from 0, by [`DossierColumn::index`]; none where the list has none.
    pub columns: Vec<Option<u32>>,
    /// What it lacks, has twice, or has and nobody knows.
    missing: Vec<DossierColumn>,
    twice: Vec<(DossierColumn, [u32; 2])>,
    unknown: Vec<(u32, String)>,
}

impl<'p> ListHeader<'p> {
    /// The header that these texts of a row are, of whichever form.
    #[must_use]
    pub fn of_row<'c>(
        row: u32,
        cells: impl Iterator<Item = (u32, &'c str)>,
        pipeline: &'p Pipeline,
    ) -> Option<Self> {
        let keys: Vec<(u32, &str, String)> =
            cells.map(|(column, raw)| (column, raw, text::key(raw))).collect();
        let forms = (0u16..).map(FormIx).zip(&pipeline.forms);
        let lists = forms.filter_map(|(ix, form)| Some((ix, form.dossiers.as_ref()?)));
        let found = lists.filter_map(|(form, list)| Self::of_keys(form, list, row, &keys));
        // The first of equals, as declared.
        found.reduce(|best, other| if other.known() > best.known() { other } else { best })
    }

    fn of_keys(
        form: FormIx,
        list: &'p DossierList,
        row: u32,
        keys: &[(u32, &str, String)],
    ) -> Option<Self> {
        let mut header = Self {
            form,
            list,
            row,
            columns: vec![None; DossierColumn::ALL.len()],
            missing: Vec::new(),
            twice: Vec::new(),
            unknown: Vec::new(),
        };
        for (column, raw, key) in keys.iter().filter(|(.., key)| !key.is_empty()) {
            let named = list.columns.iter().find(|(_, headers)| headers.contains(key));
            match named.map(|(of, _)| (*of, header.columns[of.index()])) {
                Some((of, None)) => header.columns[of.index()] = Some(*column),
                Some((of, Some(first))) => header.twice.push((of, [first, *column])),
                None if list.others.contains(key) => {}
                None => header.unknown.push((*column, (*raw).to_owned())),
            }
        }
        let lacks = |of: &&DossierColumn| header.columns[of.index()].is_none();
        header.missing = DossierColumn::ALL.iter().filter(lacks).copied().collect();
        header.missing.retain(|of| DossierList::needs(*of));
        let timed = [DossierColumn::Received, DossierColumn::Due];
        let timed = timed.iter().any(|of| header.columns[of.index()].is_some());
        (timed && header.known() >= ENOUGH).then_some(header)
    }

    /// How many columns are known.
    fn known(&self) -> usize {
        self.columns.iter().flatten().count()
    }

    /// The header among the first rows of a sheet.
    #[must_use]
    pub fn of_sheet(sheet: &Sheet, pipeline: &'p Pipeline) -> Option<Self> {
        let rows = sheet.rows_in(0..HEADER_WITHIN);
        { rows }.find_map(|(row, cells)| {
            let texts = cells.iter().filter_map(|cell| Some((cell.at.column, cell.text()?)));
            Self::of_row(row, texts, pipeline)
        })
    }

    /// Whether the list can be counted.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.missing.is_empty() && self.twice.is_empty()
    }

    /// The column of the sheet that tells something.
    #[must_use]
    pub fn column(&self, of: DossierColumn) -> Option<u32> {
        self.columns[of.index()]
    }

    /// What is to be said of it, about no file yet.
    pub(super) fn findings(&self, form: &Form, at: impl Fn(u32, u32) -> CellRef) -> Vec<Finding> {
        let mut findings = Vec::new();
        for of in &self.missing {
            let name = self.list.name(*of);
            let message = format!(
                "danh sách hồ sơ của {} thiếu cột \"{name}\" nên không đếm được",
                form.name
            );
            findings.push(Finding::new(&MISSING_COLUMN, message).expected(name).left_out());
        }
        for (of, [first, second]) in &self.twice {
            let (name, first) = (self.list.name(*of), at(self.row, *first));
            let message = format!(
                "hai cột cùng có thể là \"{name}\" ({first}, {}) nên danh sách không đếm được",
                at(self.row, *second)
            );
            let finding = Finding::new(&AMBIGUOUS_COLUMN, message).at(first).expected(name);
            findings.push(finding.left_out());
        }
        if let Some((column, raw)) = self.unknown.first() {
            let names: Vec<String> =
                self.unknown.iter().map(|(_, raw)| format!("\"{raw}\"")).collect();
            let message = format!(
                "cột không có trong khai báo danh sách của {}, không dùng để đếm: {}",
                form.name,
                names.join(", ")
            );
            let finding = Finding::new(&UNKNOWN_COLUMN, message).at(at(self.row, *column));
            findings.push(finding.found(raw));
        }
        for finding in &mut findings {
            finding.form = Some(form.id.clone());
        }
        findings
    }
}
