//! Header texts → columns of a form. Columns are found by the texts above them, never by position; merged
//! cells are unfolded here and nowhere else.

mod twins;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{Area, CellRef, Sheet, Value};
use crate::pipeline::{
    Binding, ColumnWordings, Form, FormColumn, Heading, Telling, WordedPath, Wordings, header_key,
};
use crate::text;

/// Most rows a header may have.
pub(super) const MOST_ROWS: u32 = 4;

/// Widest merged cell that can be a header; wider ones are decoration.
const WIDEST_MERGE: u32 = 100;

/// Most columns of a sheet with text above them; a form has some dozens, and a list of thousands is none.
const MOST_COLUMNS: usize = 1_000;

/// The header of a table, bound to the columns of a form.
#[derive(Debug, Clone)]
pub(super) struct Header {
    /// Last row of the header.
    pub(super) bottom: u32,
    /// For each column of the form the columns of the sheet: none, one, or those that it is split into.
    pub(super) bound: Vec<Vec<u32>>,
    /// Columns of the form that more than one column of the sheet could be, with the lowest header cells.
    pub(super) ambiguous: Vec<(usize, Vec<CellRef>)>,
    /// Columns of the sheet with any text above them.
    pub(super) headed: BTreeSet<u32>,
    /// Headed columns of the sheet that the form does not know.
    pub(super) unknown: Vec<(CellRef, String)>,
}

/// The texts above one column of the sheet.
#[derive(Debug, Clone)]
pub(super) struct HeadedColumn {
    /// Its column in the sheet.
    pub(super) column: u32,
    /// Lowest cell with text.
    pub(super) lowest: CellRef,
    /// Keys from the top, each merged cell once.
    pub(super) path: Vec<String>,
    /// The texts as found.
    pub(super) shown: String,
}

/// The texts above one column of the sheet, as they stand there.
#[derive(Debug)]
pub(super) struct Above<'s> {
    column: u32,
    lowest: CellRef,
    /// From the top, each merged cell once.
    texts: Vec<&'s str>,
}

impl Above<'_> {
    fn shown(&self) -> String {
        self.texts.iter().map(|text| text::normal(text)).collect::<Vec<_>>().join(" / ")
    }
}

impl Header {
    /// The sheet column of the first form column with a binding.
    pub(super) fn column_of(&self, form: &Form, binding: Binding) -> Option<u32> {
        let index = form.columns.iter().position(|column| column.binding == binding)?;
        self.bound[index].first().copied()
    }

    /// All sheet columns of the first form column with a binding: the header of labels may stand over two.
    pub(super) fn columns_of(&self, form: &Form, binding: Binding) -> Vec<u32> {
        let index = form.columns.iter().position(|column| column.binding == binding);
        index.map(|index| self.bound[index].clone()).unwrap_or_default()
    }

    /// Columns of the sheet that carry figures of a form.
    pub(super) fn figures(&self, form: &Form) -> Vec<u32> {
        let columns = form.columns.iter().zip(&self.bound);
        let figures = columns.filter(|(column, _)| column.binding.holds_figures());
        figures.flat_map(|(_, bound)| bound.iter().copied()).collect()
    }

    /// The column of the form that a column of the sheet is.
    pub(super) fn declared<'f>(&self, form: &'f Form, column: u32) -> Option<&'f FormColumn> {
        let index = self.bound.iter().position(|bound| bound.contains(&column))?;
        form.columns.get(index)
    }

    /// Required columns of the form that the sheet lacks.
    pub(super) fn missing<'f>(&'f self, form: &'f Form) -> impl Iterator<Item = usize> + 'f {
        (0..form.columns.len()).filter(|&index| {
            let column = &form.columns[index];
            let doubtful = self.ambiguous.iter().any(|(ambiguous, _)| *ambiguous == index);
            // Numbering and notes carry no figures; a form without them is still complete.
            let needed =
                !matches!(column.binding, Binding::Ordinal | Binding::Note | Binding::Ignored);
            self.bound[index].is_empty() && needed && !column.optional && !doubtful
        })
    }

    /// How well the form fits: bound columns count for it, missing and unknown ones against it. `None`
    /// where the table cannot be this form at all.
    pub(super) fn fit(&self, form: &Form) -> Option<i64> {
        self.column_of(form, Binding::Label)?;
        // Without the column that names the units nobody knows whose lines these are.
        let nameless = |(column, bound): (&FormColumn, &Vec<u32>)| {
            column.binding == Binding::Unit && !column.optional && bound.is_empty()
        };
        if form.columns.iter().zip(&self.bound).any(nameless) {
            return None;
        }
        let is_count = |index: &usize| {
            matches!(form.columns[*index].binding, Binding::Count(_) | Binding::Value)
        };
        let counts = (0..form.columns.len()).filter(is_count).count();
        let found =
            (0..form.columns.len()).filter(is_count).filter(|&i| !self.bound[i].is_empty()).count();
        if found == 0 || found * 2 < counts {
            return None;
        }
        let all = self.bound.iter().filter(|bound| !bound.is_empty()).count();
        let against = self.missing(form).count() * 2 + self.unknown.len();
        Some(i64::try_from(all * 4).ok()? - i64::try_from(against).ok()?)
    }
}

/// A column of the sheet with the texts above it as a form knows them.
struct Candidate {
    column: u32,
    lowest: CellRef,
    path: Vec<Arc<Heading>>,
}

impl Candidate {
    fn fits(&self, path: &WordedPath) -> bool {
        path.fits(self.path.iter().map(|heading| &heading.text))
    }

    /// Whether its texts are those of a column but for a slip of the hand.
    fn nearly_fits(&self, path: &WordedPath) -> bool {
        path.fits_nearly(self.path.iter().map(|heading| &heading.text))
    }

    /// Whether its words that tell are those of a column.
    fn resembles(&self, telling: &WordedPath) -> bool {
        let mut path = self.path.as_slice();
        // `Quá hạn` over `Số lượng` and `Tỷ lệ`: the count is the column.
        while let Some((lowest, above)) = path.split_last()
            && lowest.tells != Telling::Something
        {
            path = above;
        }
        !path.is_empty() && telling.fits(path.iter().map(|heading| &heading.told))
    }
}

/// Binds headed columns to a form; `bottom` is the last row of the header.
pub(super) fn bind(columns: &[HeadedColumn], form: &Form, bottom: u32) -> Header {
    let wordings = form.wordings();
    let candidates = columns.iter().map(|headed| Candidate {
        column: headed.column,
        lowest: headed.lowest,
        path: headed.path.iter().map(|key| Arc::new(wordings.heading(key))).collect(),
    });
    let shown = |index: usize| columns[index].shown.clone();
    bind_candidates(&candidates.collect::<Vec<_>>(), form, bottom, &shown)
}

/// [`bind`] for the texts as they were found.
pub(super) fn bind_found(columns: &[Above], form: &Form, bottom: u32) -> Header {
    let shown = |index: usize| columns[index].shown();
    bind_candidates(&candidates(columns, form), form, bottom, &shown)
}

/// The column of a sheet that is a part of a column of the form, where it alone is one and is nothing else.
pub(super) fn lone_part(
    columns: &[Above],
    form: &Form,
    header: &Header,
    index: usize,
) -> Option<u32> {
    let candidates = candidates(columns, form);
    let parts = &form.wordings().columns()[index].parts;
    let fits = |candidate: &&Candidate| parts.iter().any(|part| candidate.fits(part));
    let mut fitting = candidates.iter().filter(fits);
    let only = fitting.next().filter(|_| fitting.next().is_none())?;
    let bound = header.bound.iter().any(|bound| bound.contains(&only.column));
    (!bound).then_some(only.column)
}

fn candidates(columns: &[Above], form: &Form) -> Vec<Candidate> {
    let wordings = form.wordings();
    let candidates = columns.iter().map(|above| Candidate {
        column: above.column,
        lowest: above.lowest,
        path: above.texts.iter().map(|text| wordings.heading_found(text)).collect(),
    });
    candidates.collect()
}

fn bind_candidates(
    candidates: &[Candidate],
    form: &Form,
    bottom: u32,
    shown: &dyn Fn(usize) -> String,
) -> Header {
    let headed = candidates.iter().map(|candidate| candidate.column).collect();
    let mut header =
        Header { bottom, bound: Vec::new(), ambiguous: Vec::new(), headed, unknown: Vec::new() };
    let mut used = BTreeSet::new();
    let wordings = form.wordings();
    for (index, (declared, worded)) in form.columns.iter().zip(wordings.columns()).enumerate() {
        let fitting: Vec<&Candidate> =
            candidates.iter().filter(|candidate| candidate.fits(&worded.path)).collect();
        if wordings.twins().iter().any(|group| group.contains(&index)) {
            used.extend(fitting.iter().map(|column| column.column));
            header.bound.push(Vec::new());
            continue;
        }
        let bound = match fitting.as_slice() {
            [one] => vec![one.column],
            [] => split(candidates, &worded.parts),
            // One merged cell over two columns of words is one column.
            [first, rest @ ..]
                if declared.binding.holds_words()
                    && rest.iter().all(|other| other.lowest == first.lowest) =>
            {
                fitting.iter().map(|column| column.column).collect()
            }
            _ => Vec::new(),
        };
        used.extend(fitting.iter().map(|column| column.column));
        used.extend(&bound);
        let doubtful = fitting.len() > 1 && bound.is_empty();
        header.bound.push(bound);
        if doubtful {
            header.ambiguous.push((index, fitting.iter().map(|column| column.lowest).collect()));
        }
    }
    let by_words = |one: &Candidate, worded: &ColumnWordings| one.resembles(&worded.telling);
    bind_alone(candidates, wordings, &by_words, &mut header, &mut used);
    bind_mistyped(candidates, wordings, &mut header, &mut used);
    for group in wordings.twins() {
        twins::bind(group, candidates, form, &mut header, &mut used);
    }
    let unknown = candidates.iter().enumerate().filter(|(_, one)| !used.contains(&one.column));
    header.unknown = unknown.map(|(index, one)| (one.lowest, shown(index))).collect();
    header
}

/// Binds what is nearly written right; last of all, for what is right goes before it.
fn bind_mistyped(
    candidates: &[Candidate],
    wordings: &Wordings,
    header: &mut Header,
    used: &mut BTreeSet<u32>,
) {
    let mistyped = |one: &Candidate| one.path.iter().any(|heading| heading.text.is_near_any());
    if candidates.iter().any(mistyped) {
        let by_letters = |one: &Candidate, worded: &ColumnWordings| one.nearly_fits(&worded.path);
        bind_alone(candidates, wordings, &by_letters, header, used);
    }
}

/// Binds what is left, where one column of the sheet and one of the form alone agree.
fn bind_alone(
    candidates: &[Candidate],
    wordings: &Wordings,
    agree: &dyn Fn(&Candidate, &ColumnWordings) -> bool,
    header: &mut Header,
    used: &mut BTreeSet<u32>,
) {
    let left: Vec<&Candidate> =
        candidates.iter().filter(|candidate| !used.contains(&candidate.column)).collect();
    let mut claims: Vec<(usize, u32)> = Vec::new();
    for (index, worded) in wordings.columns().iter().enumerate() {
        let twin = wordings.twins().iter().any(|group| group.contains(&index));
        let doubtful = twin || header.ambiguous.iter().any(|(other, _)| *other == index);
        if !header.bound[index].is_empty() || doubtful {
            continue;
        }
        let fitting = left.iter().filter(|candidate| agree(candidate, worded));
        claims.extend(fitting.map(|candidate| (index, candidate.column)));
    }
    for &(index, column) in &claims {
        let alone = claims.iter().filter(|(i, c)| *i == index || *c == column).count() == 1;
        if alone {
            header.bound[index] = vec![column];
            used.insert(column);
        }
    }
}

/// The columns that a declared one is split into; none where any of them is missing or could be two.
fn split(columns: &[Candidate], parts: &[WordedPath]) -> Vec<u32> {
    let parts = parts.iter().map(|part| {
        let mut fitting = columns.iter().filter(|candidate| candidate.fits(part));
        let only = fitting.next().filter(|_| fitting.next().is_none());
        only.map(|candidate| candidate.column)
    });
    parts.collect::<Option<Vec<u32>>>().unwrap_or_default()
}

/// The columns that have any text in rows `top` … `bottom`, with their texts.
pub(super) fn headed_columns(sheet: &Sheet, top: u32, bottom: u32) -> Vec<HeadedColumn> {
    let columns = columns_found(sheet, top, bottom).into_iter().map(|above| HeadedColumn {
        column: above.column,
        lowest: above.lowest,
        path: above.texts.iter().map(|text| header_key(text)).collect(),
        shown: above.shown(),
    });
    columns.collect()
}

/// [`headed_columns`] with the texts as they were found.
pub(super) fn columns_found(sheet: &Sheet, top: u32, bottom: u32) -> Vec<Above<'_>> {
    let narrow = |area: &&Area| area.last.column - area.first.column < WIDEST_MERGE;
    let merges = sheet.merges_in(top..bottom.saturating_add(1)).iter().filter(narrow);
    let merges: Vec<Area> = merges.copied().take(MOST_COLUMNS).collect();
    let mut columns = BTreeSet::new();
    for row in top..=bottom {
        let texts = sheet.row(row).iter().filter(|cell| cell.text().is_some());
        columns.extend(texts.map(|cell| cell.at.column));
    }
    for area in &merges {
        columns.extend(area.first.column..=area.last.column);
    }
    columns
        .into_iter()
        .take(MOST_COLUMNS)
        .filter_map(|c| headed(sheet, &merges, top, bottom, c))
        .collect()
}

fn headed<'s>(
    sheet: &'s Sheet,
    merges: &[Area],
    top: u32,
    bottom: u32,
    column: u32,
) -> Option<Above<'s>> {
    let mut sources: Vec<CellRef> = Vec::new();
    for row in top..=bottom {
        // Below a text of its own a blank belongs to that text, not to the neighbour.
        let may_borrow = row < bottom && sources.iter().all(|source| source.column != column);
        let source = source(sheet, merges, CellRef::new(row, column), may_borrow);
        if let Some(source) = source.filter(|source| sources.last() != Some(source)) {
            sources.push(source);
        }
    }
    let texts: Vec<(CellRef, &str)> =
        sources.into_iter().filter_map(|at| Some((at, text_at(sheet, at)?))).collect();
    // Text borrowed from a neighbour alone heads nothing.
    let lowest = texts.last().map(|(at, _)| *at)?;
    let own = texts.iter().any(|(at, _)| {
        at.column == column
            || merges.iter().any(|area| area.first == *at && column <= area.last.column)
    });
    let texts = texts.iter().map(|(_, text)| *text);
    own.then(|| Above { column, lowest, texts: texts.collect() })
}

/// The cell whose text stands at an address of the header: itself, the corner of its merged area, or, in a
/// header that was never merged, the nearest text to the left.
fn source(sheet: &Sheet, merges: &[Area], at: CellRef, may_borrow: bool) -> Option<CellRef> {
    if let Some(area) = merges.iter().find(|area| area.contains(at)) {
        return Some(area.first);
    }
    let row = sheet.row(at.row);
    if let Some(own) = row.iter().find(|cell| cell.at == at && cell.text().is_some()) {
        return Some(own.at);
    }
    if !may_borrow {
        return None;
    }
    let left = row.iter().rev().find(|cell| cell.at.column < at.column)?;
    let merged = merges.iter().any(|area| area.contains(left.at));
    (!merged && left.text().is_some()).then_some(left.at)
}

fn text_at(sheet: &Sheet, at: CellRef) -> Option<&str> {
    match sheet.get(at)? {
        Value::Text(text) => Some(text),
        _ => None,
    }
}
