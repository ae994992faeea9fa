//! Which period a table tells it is of: in its heading, on its tab, in the name of its file, weighed in that order.
//! What stands in the sheet outweighs what is around it. The period of a template outweighs all of it but a heading that
//! tells another one: then nobody knows.

use crate::ingest::table::bound_table::BoundTable;
use crate::model::{CellRef, Period, Sheet};
use crate::text;

use super::months::MonthSpan;
use super::span::spans;

/// A text that names another period than that of the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ingest) struct Other {
    /// The text.
    pub(in crate::ingest) text: String,
    /// Its cell, where it has one.
    pub(in crate::ingest) at: Option<CellRef>,
    /// Where it stands.
    pub(in crate::ingest) place: PeriodPlace,
}

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) enum PeriodPlace {
    /// In the template that the file was made from.
    Template,
    Heading,
    Tab,
    File,
}

impl PeriodPlace {
    /// In Vietnamese.
    pub(in crate::ingest) const fn title(self) -> &'static str {
        match self {
            Self::Template => "mẫu",
            Self::Heading => "tiêu đề",
            Self::Tab => "tên trang tính",
            Self::File => "tên tệp",
        }
    }
}

/// Which period a table is of, as far as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ingest) enum Dated {
    /// Nothing tells.
    Silent,
    /// That of the run; what names another one all the same.
    Fits(Option<Other>),
    /// Another one.
    Other(Other),
    /// That of the template that it was made from, in Vietnamese, and what its heading tells in its place.
    Torn(String, Other),
}

/// What the texts of one place tell.
enum PlaceTells {
    Nothing,
    /// The year of the run alone, of which its period is a part.
    Year(Other),
    Fits,
    Other(Other),
}

/// Which period a table tells it is of. One that tells nothing is of that of `above`, the table before it, where it
/// goes on from there.
pub(in crate::ingest) fn dated(
    file: &str,
    sheet: &Sheet,
    table: &BoundTable,
    period: Period,
    above: Option<&Dated>,
) -> Dated {
    let run = MonthSpan::of_period(period);
    let (tab, name) = around(file, sheet, run);
    match (told(heading(sheet, table), PeriodPlace::Heading, run), tab, name) {
        (PlaceTells::Other(other), ..) => Dated::Other(other),
        (PlaceTells::Fits, tab, name) => Dated::Fits(doubt(tab, name)),
        (_, PlaceTells::Fits, name) => Dated::Fits(doubt(PlaceTells::Nothing, name)),
        (_, PlaceTells::Other(other), _) => Dated::Other(other),
        (_, _, PlaceTells::Fits) => Dated::Fits(None),
        (PlaceTells::Year(year), ..) => Dated::Other(year),
        (.., name) => match (above, name) {
            (Some(above), _) if *above != Dated::Silent => above.clone(),
            (_, PlaceTells::Other(other)) => Dated::Other(other),
            _ => Dated::Silent,
        },
    }
}

/// Which period a table tells that was made from the template of `period`: that one, if its heading tells no other. What is
/// around it is only a doubt, as beside a heading.
pub(in crate::ingest) fn dated_by_template(
    file: &str,
    sheet: &Sheet,
    table: &BoundTable,
    run: Period,
    period: Period,
) -> Dated {
    let own = MonthSpan::of_period(period);
    if let PlaceTells::Other(other) = told(heading(sheet, table), PeriodPlace::Heading, own) {
        return Dated::Torn(period.title(), other);
    }
    if period == run {
        let (tab, name) = around(file, sheet, own);
        return Dated::Fits(doubt(tab, name));
    }
    Dated::Other(Other { text: period.title(), at: None, place: PeriodPlace::Template })
}

/// What the names of tab and file tell.
fn around(file: &str, sheet: &Sheet, run: MonthSpan) -> (PlaceTells, PlaceTells) {
    let told = |place, text: &str| match told(std::iter::once((None, text)), place, run) {
        // A folder or a tab of a year holds all its periods.
        PlaceTells::Year(_) => PlaceTells::Nothing,
        told => told,
    };
    let name = file.rsplit('/').next().unwrap_or(file);
    let name = told(PeriodPlace::File, name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    (told(PeriodPlace::Tab, &sheet.name), name)
}

/// What around a table of the run's period tells another one.
fn doubt(tab: PlaceTells, name: PlaceTells) -> Option<Other> {
    match (tab, name) {
        (PlaceTells::Other(other), _) | (_, PlaceTells::Other(other)) => Some(other),
        _ => None,
    }
}

/// The words of the name of a file, which often has dashes for spaces: `9-thang-2023`. Between digits they stay.
pub(in crate::ingest) fn spaced(stem: &str) -> String {
    let letters: Vec<char> = stem.chars().collect();
    let digit =
        |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
    let plain = |(at, letter): (usize, &char)| match letter {
        '-' | '_' if !(digit(at.checked_sub(1)) && digit(Some(at + 1))) => ' ',
        letter => *letter,
    };
    letters.iter().enumerate().map(plain).collect()
}

/// Whether nothing at all stands above a table: it goes on from the one before.
pub(in crate::ingest) fn is_bare(sheet: &Sheet, table: &BoundTable) -> bool {
    heading(sheet, table).next().is_none()
}

fn heading<'s>(
    sheet: &'s Sheet,
    table: &BoundTable,
) -> impl Iterator<Item = (Option<CellRef>, &'s str)> + use<'s> {
    let first = table.heading.start == 0;
    let caption = sheet.caption.iter().filter(move |_| first);
    let inside = sheet.rows_in(table.heading.clone()).flat_map(|(_, cells)| cells);
    caption
        .map(|text| (None, text.as_str()))
        .chain(inside.filter_map(|cell| Some((Some(cell.at), cell.text()?))))
}

/// Longest text above a table of a document that is a heading of it, in bytes.
const SPEECH: usize = 200;

fn told<'t>(
    texts: impl Iterator<Item = (Option<CellRef>, &'t str)>,
    place: PeriodPlace,
    run: MonthSpan,
) -> PlaceTells {
    let (mut fits, mut apart, mut near, mut year) = (false, None, None, None);
    for (at, text) in texts {
        // A paragraph above a table speaks of other times too.
        let speaks = at.is_none() && text.len() > SPEECH;
        let named = (place == PeriodPlace::File).then(|| spaced(text));
        for span in spans(named.as_deref().unwrap_or(text), run) {
            let slot = match span {
                span if span.is(run) => {
                    fits = true;
                    continue;
                }
                span if span.is_apart(run) && !speaks => &mut apart,
                span if span.year_only => &mut year,
                _ => &mut near,
            };
            slot.get_or_insert_with(|| Other { text: text::normal(text), at, place });
        }
    }
    // `Quý III và 9 tháng đầu năm` fits quarter III; `Quý III` above `từ 01/4 đến 30/6` is left over from something.
    match (apart, fits, near, year) {
        (Some(other), ..) | (None, false, Some(other), _) => PlaceTells::Other(other),
        (None, true, ..) => PlaceTells::Fits,
        (None, false, None, Some(year)) => PlaceTells::Year(year),
        (None, false, None, None) => PlaceTells::Nothing,
    }
}
