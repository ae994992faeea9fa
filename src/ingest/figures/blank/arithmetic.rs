//! The sums that a form declares inside a line, as places of columns: what they leave for the cells of a line that hold
//! no number. Counts are never negative, so that parts which leave nothing of their whole are nothing.

use crate::ingest::figures::columns::figure_columns::FigureColumn;
use crate::model::MeasureIx;
use crate::pipeline::{Form, Relation};

/// What makes up for a number that its own cell does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest::figures) enum Source {
    /// The other cells of its line, by the place of a sum among those of the table.
    Line(usize),
    /// A total, by its row.
    Total(u32),
}

/// The cells of a line, by the columns of its table.
#[derive(Debug, Clone)]
pub(in crate::ingest::figures) struct Cells {
    /// As they were read.
    given: Vec<Option<f64>>,
    /// With what follows.
    pub(super) now: Vec<Option<f64>>,
    /// What the others follow from.
    pub(in crate::ingest::figures) from: Vec<Option<Source>>,
    /// Which cells take what follows: a number that is merged over several of them is none of each.
    pub(in crate::ingest::figures) open: Vec<bool>,
    /// What a total leaves for a cell.
    left: Vec<(usize, f64, u32)>,
}

impl Cells {
    /// Cells as they were read; `open` tells which may be filled.
    pub(in crate::ingest::figures) fn new(given: Vec<Option<f64>>, open: Vec<bool>) -> Self {
        let (now, from) = (given.clone(), vec![None; given.len()]);
        Self { given, now, from, open, left: Vec::new() }
    }

    /// Nothing is filled into a cell any more.
    pub(in crate::ingest::figures) fn refuse(&mut self, column: usize) {
        self.open[column] = false;
        self.left.retain(|(at, ..)| *at != column);
    }

    /// A total says what a cell is.
    pub(super) fn left_by(&mut self, column: usize, value: f64, row: u32) {
        self.left.push((column, value, row));
    }

    /// The columns that were filled.
    pub(in crate::ingest::figures) fn filled(
        &self,
    ) -> impl Iterator<Item = (usize, f64, Source)> + '_ {
        let from = self.from.iter().enumerate();
        from.filter_map(|(column, source)| Some((column, self.now[column]?, (*source)?)))
    }

    fn fill(&mut self, column: usize, value: f64, source: Source) -> bool {
        let takes = self.open[column] && self.now[column].is_none();
        if takes {
            (self.now[column], self.from[column]) = (Some(value), Some(source));
        }
        takes
    }

    fn begin_again(&mut self) {
        self.now.clone_from(&self.given);
        self.from.fill(None);
    }
}

/// A sum inside a line.
#[derive(Debug)]
pub(in crate::ingest::figures) struct DeclaredSum {
    equal: bool,
    /// Places of its columns.
    pub(in crate::ingest::figures) whole: Vec<usize>,
    pub(in crate::ingest::figures) parts: Vec<usize>,
    /// Whether the lines of the table close by it: where files are counted elsewhere too, most of them do not.
    trusted: bool,
}

/// The sums of a table of which every column is there.
pub(in crate::ingest::figures) fn sums(form: &Form, columns: &[FigureColumn]) -> Vec<DeclaredSum> {
    let of = |measures: &[MeasureIx]| -> Option<Vec<usize>> {
        let mut places = Vec::new();
        for measure in measures {
            let before = places.len();
            let own = (0..columns.len()).filter(|&at| columns[at].count == Some(*measure));
            places.extend(own);
            if places.len() == before {
                return None;
            }
        }
        Some(places)
    };
    let declared = form.identities.iter().filter_map(|identity| {
        Some(DeclaredSum {
            equal: identity.relation == Relation::Equal,
            whole: of(&identity.whole)?,
            parts: of(&identity.parts)?,
            trusted: true,
        })
    });
    declared.collect()
}

/// A sum beside the cells of a line.
struct Balance {
    /// What is known of its whole.
    whole: f64,
    /// The same less what is known of its parts.
    difference: f64,
    /// Columns without a number.
    open_whole: Vec<usize>,
    open_parts: Vec<usize>,
}

impl DeclaredSum {
    fn members(&self) -> impl Iterator<Item = usize> + '_ {
        self.whole.iter().chain(&self.parts).copied()
    }

    fn balance(&self, cells: &[Option<f64>]) -> Balance {
        let known = |places: &[usize]| -> f64 { places.iter().filter_map(|&at| cells[at]).sum() };
        let open = |places: &[usize]| -> Vec<usize> {
            places.iter().copied().filter(|&at| cells[at].is_none()).collect()
        };
        let whole = known(&self.whole);
        Balance {
            whole,
            difference: whole - known(&self.parts),
            open_whole: open(&self.whole),
            open_parts: open(&self.parts),
        }
    }

    /// Whether the cells close by it; `None` where one has no number.
    pub(in crate::ingest::figures) fn holds(&self, cells: &[Option<f64>]) -> Option<bool> {
        let Balance { difference, open_whole, open_parts, .. } = self.balance(cells);
        let known = open_whole.is_empty() && open_parts.is_empty();
        known.then(|| if self.equal { is_nothing(difference) } else { difference > -HALF })
    }

    /// The columns for which it leaves one number only.
    fn leaves(&self, cells: &[Option<f64>]) -> Vec<(usize, f64)> {
        let Balance { difference, open_whole, open_parts, .. } = self.balance(cells);
        match (open_whole.as_slice(), open_parts.as_slice()) {
            (&[whole], []) if self.equal && difference < HALF => vec![(whole, -difference)],
            ([], &[part]) if self.equal && difference > -HALF => vec![(part, difference)],
            (blank, []) if self.equal && is_nothing(difference) => nothings(blank),
            ([], blank) if is_nothing(difference) => nothings(blank),
            _ => Vec::new(),
        }
    }

    /// The columns that are nothing because what is known on both sides of it closes without them.
    fn closes_without(&self, cells: &[Option<f64>]) -> Vec<(usize, f64)> {
        let Balance { whole, difference, open_whole, open_parts } = self.balance(cells);
        let both = !open_whole.is_empty() && !open_parts.is_empty();
        let closes = self.equal && both && whole > 0.0 && is_nothing(difference);
        if closes { nothings(&[open_whole, open_parts].concat()) } else { Vec::new() }
    }
}

fn nothings(columns: &[usize]) -> Vec<(usize, f64)> {
    columns.iter().map(|&column| (column, 0.0)).collect()
}

/// Counts are whole.
const HALF: f64 = 0.5;

fn is_nothing(difference: f64) -> bool {
    difference.abs() < HALF
}

/// Marks the sums by which most lines do not close.
pub(super) fn trust(sums: &mut [DeclaredSum], lines: &[&Cells]) {
    for sum in sums {
        let closes = lines.iter().filter_map(|cells| sum.holds(&cells.given));
        let (held, broken) =
            closes.fold(
                (0u32, 0u32),
                |(held, broken), holds| {
                    if holds { (held + 1, broken) } else { (held, broken + 1) }
                },
            );
        sum.trusted = broken <= held;
    }
}

/// What a sum says of the columns of a line that hold no number.
type SumRule = fn(&DeclaredSum, &[Option<f64>]) -> Vec<(usize, f64)>;

/// Fills what follows into a line. A sum is not gone by where another one says that a number of it is wrong, and where
/// what follows from two of them differs nothing does.
pub(in crate::ingest::figures) fn settle(sums: &[DeclaredSum], cells: &mut Cells) {
    cells.begin_again();
    let broken = |sum: &&DeclaredSum| sum.trusted && sum.holds(&cells.given) == Some(false);
    let doubtful: Vec<usize> = sums.iter().filter(broken).flat_map(DeclaredSum::members).collect();
    let known_well = |sum: &DeclaredSum| {
        let mut known = sum.members().filter(|&at| cells.given[at].is_some());
        known.all(|at| !doubtful.contains(&at))
    };
    let used: Vec<(usize, &DeclaredSum)> =
        sums.iter().enumerate().filter(|(_, sum)| sum.trusted && known_well(sum)).collect();
    for (column, value, row) in cells.left.clone() {
        cells.fill(column, value, Source::Total(row));
    }
    let ways: [SumRule; 2] = [DeclaredSum::leaves, DeclaredSum::closes_without];
    let mut way = 0;
    while way < ways.len() {
        let mut filled = false;
        for &(place, sum) in &used {
            for (column, value) in ways[way](sum, &cells.now) {
                filled |= cells.fill(column, value, Source::Line(place));
            }
        }
        // What closes without a number is asked last, for less tells it.
        way = if filled { 0 } else { way + 1 };
    }
    let differs = |sum: &&DeclaredSum| {
        let fills = sum.members().any(|at| cells.from[at].is_some());
        fills && sum.trusted && sum.holds(&cells.now) == Some(false)
    };
    if sums.iter().any(|sum| differs(&sum)) {
        cells.begin_again();
        cells.left.clear();
    }
}

/// Whether all that is left blank in a line can be nothing.
pub(super) fn can_be_nothing(sums: &[DeclaredSum], cells: &Cells) -> bool {
    let zeros: Vec<Option<f64>> = cells.now.iter().map(|value| value.or(Some(0.0))).collect();
    let asked = |sum: &&DeclaredSum| sum.trusted && sum.members().any(|at| cells.now[at].is_none());
    sums.iter().filter(asked).all(|sum| sum.holds(&zeros) != Some(false))
}
