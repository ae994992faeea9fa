//! Where the declared forms stand in a sheet: any row, any column, several below each other.

use crate::ingest::template::made_for::MadeFor;
use crate::model::{CellRef, Sheet};
use crate::pipeline::{Binding, Form, Items};

use super::bound_table::BoundTable;
use super::header::bind::bind_found;
use super::header::bound::Header;
use super::header::unfold::{MOST_ROWS, columns_found};
use super::heading::{title_of, titles};
use super::nearest::NearForm;

/// What a search for forms found in one sheet.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Search<'p> {
    /// Tables, from the top.
    pub(in crate::ingest) tables: Vec<BoundTable<'p>>,
    /// Headers that fit several forms equally well: the cell, and the table as each of them.
    pub(in crate::ingest) doubtful: Vec<(CellRef, Vec<BoundTable<'p>>)>,
    /// The form that came nearest to the sheet, where a header is none of any.
    pub(in crate::ingest) nearest: Option<NearForm<'p>>,
    /// From here on nothing was looked for.
    pub(in crate::ingest) given_up: Option<CellRef>,
}

/// Rows above a header that can hold its heading.
const HEADING_ROWS: u32 = 60;

/// Rows of a sheet that are tried as the header of a form; more of them are made to keep a reader busy.
const MOST_HEADERS: u32 = 1_000;

/// Finds the declared forms in a sheet, which may have been made from a template. Where several fit equally well, `sent`
/// tells for each whether a unit that sends it is named: a department never sends the form of a district.
pub(in crate::ingest) fn locate<'p>(
    sheet: &Sheet,
    forms: &[&'p Form],
    template: Option<&MadeFor>,
    sent: &dyn Fn(&BoundTable) -> bool,
) -> Search<'p> {
    let mut search = Search::default();
    let heads = |text: &str| forms.iter().any(|form| form.wordings().heads(text));
    let mut above = 0;
    let mut tried = 0;
    for (row, cells) in sheet.rows() {
        if search.tables.last().is_some_and(|table| table.heads(row)) {
            continue;
        }
        let mut texts = cells.iter().filter_map(|cell| cell.text().map(|text| (cell.at, text)));
        let Some((at, _)) = texts.find(|(_, text)| heads(text)) else {
            continue;
        };
        if let Some(last) = search.tables.last_mut()
            && let Some(repeat) = repeated(sheet, last, row)
        {
            above = repeat.end;
            last.repeats.push(repeat);
            continue;
        }
        tried += 1;
        if tried > MOST_HEADERS {
            search.given_up = Some(at);
            break;
        }
        // A heading stands near its table; what is far above belongs to something else.
        above = above.max(row.saturating_sub(HEADING_ROWS));
        match best_fit(sheet, forms, template, row, above).settled(above..row, sent) {
            Fit::One(form, header) if !holds_indicators(sheet, form, &header) => {}
            Fit::One(form, header) => {
                let between = titles(sheet, above, row);
                if let Some(last) = search.tables.last_mut()
                    && last.continues_below(form, &header, &between)
                {
                    last.repeats.push(row..header.bottom + 1);
                    continue;
                }
                if let Some(last) = search.tables.last_mut() {
                    last.end = end_before(sheet, last, row);
                    above = last.end;
                }
                let heading = above..row;
                above = header.bottom + 1;
                let title = title_of(form, &titles(sheet, heading.start, heading.end));
                let table = BoundTable::new(form, header, heading, title);
                let own = template.filter(|template| template.form.id == form.id);
                search.tables.push(match own {
                    Some(own) => table.of_template(own.is_current),
                    None => table,
                });
            }
            Fit::Several(fits) => {
                let tables = fits.into_iter();
                let tables =
                    tables.map(|(form, header)| BoundTable::new(form, header, above..row, None));
                search.doubtful.push((at, tables.collect()));
            }
            Fit::Near(form, header) => {
                search.nearest =
                    Some(NearForm::new(BoundTable::new(form, header, above..row, None)));
            }
            Fit::None => {}
        }
    }
    search
}

/// Rows below a header in which a form of indicators has one of them; beyond that it is another table.
const FIRST_INDICATOR: u32 = 60;

/// Whether a table of indicators holds any that its form knows: `Chỉ tiêu` and `Kết quả` head many other tables.
fn holds_indicators(sheet: &Sheet, form: &Form, header: &Header) -> bool {
    if form.items != Items::Indicator {
        return true;
    }
    let label = header.column_of(form, Binding::Label);
    let first = header.bottom + 1;
    let cells =
        sheet.rows_in(first..first.saturating_add(FIRST_INDICATOR)).flat_map(|(_, cells)| cells);
    let labels = cells.filter(|cell| Some(cell.at.column) == label).filter_map(|cell| cell.text());
    labels.into_iter().any(|text| {
        let key = form.label_key(text);
        form.indicators.iter().any(|indicator| indicator.keys.contains(&key))
    })
}

enum Fit<'p> {
    One(&'p Form, Header),
    Several(Vec<(&'p Form, Header)>),
    Near(&'p Form, Header),
    None,
}

impl Fit<'_> {
    /// Of several forms, the one whose sender is named.
    fn settled(self, heading: std::ops::Range<u32>, sent: &dyn Fn(&BoundTable) -> bool) -> Self {
        let Self::Several(fits) = self else { return self };
        let is_sent = |(form, header): &(&Form, Header)| {
            sent(&BoundTable::new(form, header.clone(), heading.clone(), None))
        };
        let mut sent: Vec<usize> = (0..fits.len()).filter(|&index| is_sent(&fits[index])).collect();
        match (sent.pop(), sent.is_empty()) {
            (Some(index), true) => {
                let (form, header) = fits[index].clone();
                Self::One(form, header)
            }
            _ => Self::Several(fits),
        }
    }
}

/// Columns of a form that were found, and those that were not: a form of two columns is never near for having few.
type Nearness = (usize, std::cmp::Reverse<usize>);

/// What a title above a header counts for a form; it outweighs everything.
const OF_TITLE: i64 = 1_000;

/// What a template counts for its form, where the header has all that it had.
const OF_TEMPLATE: i64 = 500;

/// The form that fits a header best.
fn best_fit<'p>(
    sheet: &Sheet,
    forms: &[&'p Form],
    template: Option<&MadeFor>,
    top: u32,
    above: u32,
) -> Fit<'p> {
    let titles = titles(sheet, above, top);
    let mut best: Vec<(i64, &'p Form, Header)> = Vec::new();
    let mut near: Option<(Nearness, &'p Form, Header)> = None;
    let titled: Vec<bool> = forms.iter().map(|form| title_of(form, &titles).is_some()).collect();
    for rows in 1..=MOST_ROWS {
        let bottom = top + rows - 1;
        let columns = columns_found(sheet, top, bottom);
        for (&form, titled) in forms.iter().zip(&titled) {
            let header = bind_found(&columns, form, bottom);
            let Some(fit) = header.fit(form) else {
                // A column that stands twice was found, if not which.
                let bound = header.bound.iter().filter(|bound| !bound.is_empty()).count();
                let found = bound + header.ambiguous.len();
                let nearness = (found, std::cmp::Reverse(header.missing(form).count()));
                // One word alone may stand in any line.
                if found > 1 && near.as_ref().is_none_or(|(nearest, ..)| nearness > *nearest) {
                    near = Some((nearness, form, header));
                }
                continue;
            };
            let own = template.is_some_and(|template| template.form.id == form.id)
                && header.missing(form).next().is_none();
            let of_template = if own { OF_TEMPLATE } else { 0 };
            let score = fit + of_template + if *titled { OF_TITLE } else { 0 };
            match best.first().map(|(top_score, ..)| score.cmp(top_score)) {
                Some(std::cmp::Ordering::Less) => {}
                Some(std::cmp::Ordering::Equal) if best[0].1.id == form.id => {}
                Some(std::cmp::Ordering::Equal) => best.push((score, form, header)),
                Some(std::cmp::Ordering::Greater) | None => best = vec![(score, form, header)],
            }
        }
    }
    match best.len() {
        0 => near.map_or(Fit::None, |(_, form, header)| Fit::Near(form, header)),
        1 => best.pop().map_or(Fit::None, |(_, form, header)| Fit::One(form, header)),
        _ => Fit::Several(best.into_iter().map(|(_, form, header)| (form, header)).collect()),
    }
}

/// The rows from `top` on, where they are the header of a table again and nothing but its lines stands above them:
/// the lines below go on where those above end.
fn repeated(sheet: &Sheet, table: &BoundTable, top: u32) -> Option<std::ops::Range<u32>> {
    let rows = table.heading.end..=table.header.bottom;
    let same = |row: u32| {
        let texts = |row: u32| sheet.row(row).iter().map(|cell| (cell.at.column, &cell.value));
        texts(row).eq(texts(top + (row - table.heading.end)))
    };
    let figures = table.header.figures(table.form);
    let lines = table.repeats.last().map_or(table.header.bottom + 1, |repeat| repeat.end);
    let (_, above) = sheet.rows_in(lines..top).next_back()?;
    let counts = above.iter().filter(|cell| figures.contains(&cell.at.column)).any(|cell| {
        cell.text().is_none_or(|text| text.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    });
    let depth = table.header.bottom - table.heading.end;
    (counts && rows.into_iter().all(same)).then_some(top..top + depth + 1)
}

/// Where a table ends when another one begins below: above the texts that head the other one.
fn end_before(sheet: &Sheet, table: &BoundTable, next_top: u32) -> u32 {
    let figures = table.header.figures(table.form);
    let holds_figures =
        |row: u32| sheet.row(row).iter().any(|cell| figures.contains(&cell.at.column));
    let rows = sheet.rows_in(table.header.bottom + 1..next_top).map(|(row, _)| row);
    let last = { rows }.rfind(|&row| holds_figures(row));
    last.map_or(table.header.bottom + 1, |row| row + 1)
}
