//! Places of a sheet in few words: columns, rows and areas that go together.

use std::collections::BTreeSet;

use tthc::model::CellRef;

/// Row and column.
type Place = (u32, u32);

/// `A`, `AB`.
pub(super) fn letters(column: u32) -> String {
    CellRef::new(0, column).to_string().trim_end_matches('1').to_owned()
}

/// `C7`, `A1:C4`.
fn area((top, left): Place, (bottom, right): Place) -> String {
    let (first, last) = (CellRef::new(top, left), CellRef::new(bottom, right));
    if first == last { first.to_string() } else { format!("{first}:{last}") }
}

/// Cells as the areas that they fill: pieces of a row, and then those that stand below each other.
pub(super) fn areas(cells: &BTreeSet<Place>) -> String {
    let mut pieces: Vec<(u32, u32, u32)> = Vec::new();
    for &(row, column) in cells {
        match pieces.last_mut() {
            Some(piece) if piece.0 == row && piece.2 + 1 == column => piece.2 = column,
            _ => pieces.push((row, column, column)),
        }
    }
    // By column, so that a piece comes right after the one above it.
    pieces.sort_by_key(|&(row, left, right)| (left, right, row));
    let mut areas: Vec<(Place, Place)> = Vec::new();
    for (row, left, right) in pieces {
        match areas.last_mut() {
            Some(((_, first), last)) if (*first, *last) == (left, (row.wrapping_sub(1), right)) => {
                last.0 = row;
            }
            _ => areas.push(((row, left), (row, right))),
        }
    }
    areas.sort_unstable();
    areas.into_iter().map(|(first, last)| area(first, last)).collect::<Vec<_>>().join(" ")
}

/// Areas of which those are told together that stand below each other.
pub(super) fn stacked(given: &[String]) -> String {
    let mut areas: Vec<(Place, Place, u32)> = Vec::new();
    let parsed = given.iter().map(|text| {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        let [first, last] = [first, last].map(|cell| CellRef::parse(cell).unwrap());
        ((first.column, last.column), (first.row, last.row))
    });
    let mut parsed: Vec<_> = parsed.collect();
    parsed.sort_unstable();
    for ((left, right), (top, bottom)) in parsed {
        match areas.last_mut() {
            Some((first, last, times))
                if (first.1, last.1) == (left, right)
                    && last.0 + 1 == top
                    && (last.0 + 1 - first.0) % *times == 0
                    && (last.0 + 1 - first.0) / *times == bottom + 1 - top =>
            {
                last.0 = bottom;
                *times += 1;
            }
            _ => areas.push(((top, left), (bottom, right), 1)),
        }
    }
    areas.sort_unstable();
    let told = areas.into_iter().map(|(first, last, times)| match times {
        1 => area(first, last),
        times => format!("{}÷{times}", area(first, last)),
    });
    told.collect::<Vec<_>>().join(" ")
}

/// Things in order, with those told together that are the same: `1–3 18, 4 36`.
pub(super) fn runs(things: &[(u32, String)], name: impl Fn(u32) -> String) -> String {
    let mut runs: Vec<(u32, u32, &str)> = Vec::new();
    for (at, thing) in things {
        match runs.last_mut() {
            Some(run) if run.1 + 1 == *at && run.2 == thing => run.1 = *at,
            _ => runs.push((*at, *at, thing)),
        }
    }
    let told = runs.into_iter().map(|(first, last, thing)| {
        let until = if first == last { String::new() } else { format!("–{}", name(last)) };
        format!("{}{until} {thing}", name(first))
    });
    told.collect::<Vec<_>>().join(", ")
}

#[test]
fn places_are_told_together() {
    let cells = |text: &str| {
        let cells = text.split(' ').map(|cell| CellRef::parse(cell).unwrap());
        areas(&cells.map(|at| (at.row, at.column)).collect())
    };
    assert_eq!(cells("A1 B1 A2 B2 A4 D2 D3"), "A1:B2 D2:D3 A4");
    assert_eq!(cells("A1 C1 A2 B2 C2"), "A1 C1 A2:C2");
    let merged = |text: &str| {
        let text = text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        stacked(&text)
    };
    assert_eq!(merged("A1:C1 A2:C2 A3:C3 E1:F1 A5:C5"), "A1:C3÷3 E1:F1 A5:C5");
    assert_eq!(merged("A1:A2 A3:A4 A5:A5"), "A1:A4÷2 A5");
    let things = [(1, "18"), (2, "18"), (3, "20"), (5, "20")];
    let things = things.map(|(at, thing)| (at, thing.to_owned()));
    assert_eq!(runs(&things, |at| at.to_string()), "1–2 18, 3 20, 5 20");
}
