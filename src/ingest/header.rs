//! Header texts → columns of a form. Columns are found by the texts above them, never by position; merged
//! cells are unfolded here and nowhere else.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::model::{Area, CellRef, Sheet, Value};
use crate::pipeline::{Binding, Column, Form, HeaderText, WordedPath, Wordings, telling};
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
    pub(super) fn declared<'f>(&self, form: &'f Form, column: u32) -> Option<&'f Column> {
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

/// Header texts as a form knows them: the same few stand above many columns, and are tried in several rows.
#[derive(Debug)]
pub(super) struct Known<'p> {
    form: &'p Form,
    wordings: &'p Wordings,
    texts: BTreeMap<String, Rc<HeaderText>>,
    /// By the text found: what the words of it that tell are to the form.
    telling: BTreeMap<String, (Telling, Rc<HeaderText>)>,
}

/// What is left of a text without the words that do not tell columns apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Telling {
    Nothing,
    /// What is counted, which alone tells no column.
    Counted,
    Something,
}

/// What is counted in a survey.
const COUNTED_WORD: &str = "phiếu";

impl<'p> Known<'p> {
    pub(super) fn to(form: &'p Form) -> Self {
        let wordings = form.wordings();
        Self { form, wordings, texts: BTreeMap::new(), telling: BTreeMap::new() }
    }

    fn text(&mut self, key: &str) -> Rc<HeaderText> {
        if let Some(known) = self.texts.get(key) {
            return Rc::clone(known);
        }
        let text = Rc::new(self.wordings.header_text(key));
        self.texts.insert(key.to_owned(), Rc::clone(&text));
        text
    }

    fn telling(&mut self, key: &str) -> (Telling, Rc<HeaderText>) {
        if let Some((telling, known)) = self.telling.get(key) {
            return (*telling, Rc::clone(known));
        }
        let words = telling(key);
        let tells = match words.as_str() {
            "" => Telling::Nothing,
            COUNTED_WORD => Telling::Counted,
            _ => Telling::Something,
        };
        let text = Rc::new(self.wordings.header_text(&words));
        self.telling.insert(key.to_owned(), (tells, Rc::clone(&text)));
        (tells, text)
    }
}

/// A column of the sheet with the texts above it as a form knows them.
struct Candidate<'c> {
    headed: &'c HeadedColumn,
    path: Vec<Rc<HeaderText>>,
}

impl Candidate<'_> {
    fn fits(&self, path: &WordedPath) -> bool {
        path.fits(self.path.iter().map(Rc::as_ref))
    }
}

/// Binds headed columns to a form; `bottom` is the last row of the header.
pub(super) fn bind(columns: &[HeadedColumn], form: &Form, bottom: u32) -> Header {
    bind_known(columns, &mut Known::to(form), bottom)
}

/// [`bind`], with what is known of the texts of the sheet already.
pub(super) fn bind_known(columns: &[HeadedColumn], known: &mut Known, bottom: u32) -> Header {
    let headed = columns.iter().map(|column| column.column).collect();
    let mut header =
        Header { bottom, bound: Vec::new(), ambiguous: Vec::new(), headed, unknown: Vec::new() };
    let mut used = BTreeSet::new();
    let candidates: Vec<Candidate> = columns
        .iter()
        .map(|headed| Candidate {
            headed,
            path: headed.path.iter().map(|key| known.text(key)).collect(),
        })
        .collect();
    let (form, wordings) = (known.form, known.wordings);
    for (index, (declared, worded)) in form.columns.iter().zip(wordings.columns()).enumerate() {
        let fitting: Vec<&HeadedColumn> =
            candidates.iter().filter(|c| c.fits(&worded.path)).map(|c| c.headed).collect();
        let bound = match fitting.as_slice() {
            [one] => vec![one.column],
            [] => split(&candidates, &worded.parts),
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
    bind_by_words(columns, known, &mut header, &mut used);
    header.unknown = columns
        .iter()
        .filter(|column| !used.contains(&column.column))
        .map(|column| (column.lowest, column.shown.clone()))
        .collect();
    header
}

/// Binds what is left by the words that tell, where one column of the sheet and one of the form alone agree.
fn bind_by_words(
    columns: &[HeadedColumn],
    known: &mut Known,
    header: &mut Header,
    used: &mut BTreeSet<u32>,
) {
    let left = columns.iter().filter(|column| !used.contains(&column.column));
    let telling = left.filter_map(|headed| {
        let mut words: Vec<_> = headed.path.iter().map(|key| known.telling(key)).collect();
        // `Quá hạn` over `Số lượng` and `Tỷ lệ`: the count is the column.
        while words.last().is_some_and(|(lowest, _)| *lowest != Telling::Something) {
            words.pop();
        }
        let path: Vec<Rc<HeaderText>> = words.into_iter().map(|(_, text)| text).collect();
        (!path.is_empty()).then_some(Candidate { headed, path })
    });
    let found: Vec<Candidate> = telling.collect();
    if found.is_empty() {
        return;
    }
    let mut claims: Vec<(usize, u32)> = Vec::new();
    for (index, worded) in known.wordings.columns().iter().enumerate() {
        let doubtful = header.ambiguous.iter().any(|(ambiguous, _)| *ambiguous == index);
        if !header.bound[index].is_empty() || doubtful {
            continue;
        }
        let fitting = found.iter().filter(|candidate| candidate.fits(&worded.telling));
        claims.extend(fitting.map(|candidate| (index, candidate.headed.column)));
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
        only.map(|candidate| candidate.headed.column)
    });
    parts.collect::<Option<Vec<u32>>>().unwrap_or_default()
}

/// The columns that have any text in rows `top` … `bottom`, with their texts.
pub(super) fn headed_columns(sheet: &Sheet, top: u32, bottom: u32) -> Vec<HeadedColumn> {
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

fn headed(
    sheet: &Sheet,
    merges: &[Area],
    top: u32,
    bottom: u32,
    column: u32,
) -> Option<HeadedColumn> {
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
    own.then(|| HeadedColumn {
        column,
        lowest,
        path: texts.iter().map(|(_, text)| header_key(text)).collect(),
        shown: texts.iter().map(|(_, text)| text::normal(text)).collect::<Vec<_>>().join(" / "),
    })
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

/// What is counted, where a header says so in brackets: `Số lượng hồ sơ tiếp nhận (hồ sơ)`.
const COUNTED: [&str; 5] = ["(hồ sơ)", "(hs)", "(phiếu)", "(số phiếu)", "(đvt: hồ sơ)"];

/// What a bracket in a header may begin with that only explains it: `(bao gồm kỳ trước chuyển qua)`.
const EXPLAINS: [&str; 5] = ["bao gồm", "gồm", "kể cả", "tính cả", "trong đó"];

/// Short words of headers, written out.
const SHORT: [(&str, &str); 4] =
    [("hs", "hồ sơ"), ("gq", "giải quyết"), ("sl", "số lượng"), ("tn", "tiếp nhận")];

/// Key of a header text, without a formula of column numbers such as `(3)=(4)+(5)` behind it, without what is
/// counted and without an explanation in brackets; short words are written out.
pub(super) fn header_key(text: &str) -> String {
    let key = text::key(text);
    let counted = COUNTED.iter().find_map(|unit| key.strip_suffix(unit));
    let key = counted.map_or(key.as_str(), str::trim_end);
    let is_formula = |tail: &str| {
        tail.chars().all(|c| c.is_ascii_digit() || "()=+- ".contains(c))
            && tail.chars().any(|c| c.is_ascii_digit())
    };
    let explains =
        |tail: &str| EXPLAINS.iter().any(|word| tail[1..].trim_start().starts_with(word));
    let cut = key
        .match_indices('(')
        .find(|(at, _)| *at > 0 && (is_formula(&key[*at..]) || explains(&key[*at..])));
    let key = cut.map_or(key, |(at, _)| key[..at].trim_end_matches([' ', ':']));
    written_out(key)
}

fn written_out(key: &str) -> String {
    if !SHORT.iter().any(|(short, _)| key.contains(short)) {
        return key.to_owned();
    }
    let long = |word: &str| SHORT.iter().find(|(short, _)| *short == word).map(|(_, long)| *long);
    let words: Vec<&str> = key.split(' ').map(|word| long(word).unwrap_or(word)).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::header_key;

    #[test]
    fn only_column_numbers_are_cut_off() {
        assert_eq!(header_key("Tổng số (3)=(4)+(5)"), "tổng số");
        assert_eq!(header_key("Điểm (thang 20)"), "điểm (thang 20)");
        assert_eq!(header_key("Tỷ lệ (%)"), "tỷ lệ (%)");
        assert_eq!(header_key("(1)"), "(1)");
        assert_eq!(header_key("Hồ sơ tiếp nhận\n(hồ sơ)"), "hồ sơ tiếp nhận");
        assert_eq!(header_key("Tổng số: (3=4+5+6)"), "tổng số");
        assert_eq!(header_key("Số HS tiếp nhận (bao gồm kỳ trước)"), "số hồ sơ tiếp nhận");
        assert_eq!(header_key("Đã GQ"), "đã giải quyết");
    }
}
