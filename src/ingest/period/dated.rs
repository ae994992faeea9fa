//! Which period a table tells it is of: in its heading, on its tab, in the name of its file, weighed in that order.
//! What stands in the sheet outweighs what is around it.

use crate::ingest::table::locate::Located;
use crate::model::{CellRef, Period, Sheet};
use crate::text;

use super::months::Span;
use super::span::spans;

/// A text that names another period than that of the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ingest) struct Other {
    /// The text.
    pub(in crate::ingest) text: String,
    /// Its cell, where it has one.
    pub(in crate::ingest) at: Option<CellRef>,
    /// Where it stands.
    pub(in crate::ingest) place: Place,
}

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) enum Place {
    Heading,
    Tab,
    File,
}

impl Place {
    /// In Vietnamese.
    pub(in crate::ingest) const fn title(self) -> &'static str {
        match self {
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
}

/// What the texts of one place tell.
enum Told {
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
    table: &Located,
    period: Period,
    above: Option<&Dated>,
) -> Dated {
    let run = Span::of_period(period);
    let around = |place, text: &str| match told(std::iter::once((None, text)), place, run) {
        // A folder or a tab of a year holds all its periods.
        Told::Year(_) => Told::Nothing,
        told => told,
    };
    let tab = around(Place::Tab, &sheet.name);
    let name = file.rsplit('/').next().unwrap_or(file);
    let name = around(Place::File, name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let doubt = |tab, name| match (tab, name) {
        (Told::Other(other), _) | (_, Told::Other(other)) => Some(other),
        _ => None,
    };
    match (told(heading(sheet, table), Place::Heading, run), tab, name) {
        (Told::Other(other), ..) => Dated::Other(other),
        (Told::Fits, tab, name) => Dated::Fits(doubt(tab, name)),
        (_, Told::Fits, name) => Dated::Fits(doubt(Told::Nothing, name)),
        (_, Told::Other(other), _) => Dated::Other(other),
        (_, _, Told::Fits) => Dated::Fits(None),
        (Told::Year(year), ..) => Dated::Other(year),
        (.., name) => match (above, name) {
            (Some(above), _) if *above != Dated::Silent => above.clone(),
            (_, Told::Other(other)) => Dated::Other(other),
            _ => Dated::Silent,
        },
    }
}

/// The words of the name of a file, which often has dashes for spaces: `9-thang-2023`. Between digits they stay.
fn spaced(stem: &str) -> String {
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
pub(in crate::ingest) fn is_bare(sheet: &Sheet, table: &Located) -> bool {
    heading(sheet, table).next().is_none()
}

fn heading<'s>(
    sheet: &'s Sheet,
    table: &Located,
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
    place: Place,
    run: Span,
) -> Told {
    let (mut fits, mut apart, mut near, mut year) = (false, None, None, None);
    for (at, text) in texts {
        // A paragraph above a table speaks of other times too.
        let speaks = at.is_none() && text.len() > SPEECH;
        let named = (place == Place::File).then(|| spaced(text));
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
        (Some(other), ..) | (None, false, Some(other), _) => Told::Other(other),
        (None, true, ..) => Told::Fits,
        (None, false, None, Some(year)) => Told::Year(year),
        (None, false, None, None) => Told::Nothing,
    }
}
