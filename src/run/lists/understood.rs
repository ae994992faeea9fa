//! Rows of a list as the query takes them: each column of words is gone through from the top, the columns side by side; then the
//! rows, side by side as well.

use std::num::NonZeroI64;
use std::ops::Range;

use polars::prelude::DataFrame;
use rayon::iter::ParallelIterator as _;

use crate::ingest::{CellSays, DossierRules, ListedDossier, RowTold, RowUnit, WordSays};
use crate::pipeline::DossierColumn;
use crate::table::TableError;

use super::dossier_table::{DossierTable, NumberedDossier, SHARES};
use super::rows::DossierRows;

/// Rows whose cells are looked at together: few enough that what is known of them stays near.
const NEAR: usize = 1 << 10;

/// What tells the code of a row by its place.
type CodeOfRow<'c> = dyn Fn(usize) -> Option<NonZeroI64> + Sync + 'c;

/// What the words of rows say.
struct RowWords {
    units: Vec<RowUnit>,
    fields: Vec<Option<u32>>,
    states: Vec<WordSays>,
    channels: Vec<WordSays>,
}

/// The tables of the dossiers of rows with their codes, several times one for each share of the units, in a period of which
/// `last` is the last minute.
pub(super) fn understood(
    rules: &mut DossierRules<'_>,
    rows: &DossierRows,
    code: &CodeOfRow<'_>,
    last: u32,
) -> Result<Vec<Vec<DataFrame>>, TableError> {
    let words = RowWords::of(rules, rows);
    let blocks = rows.blocks().map(|block| {
        // Some shares are larger than others.
        let room = block.len() / SHARES * 5 / 4;
        let mut shares = DossierTable::shares(room);
        for first in block.clone().step_by(NEAR) {
            let places = first..block.end.min(first + NEAR);
            DossierTable::add(&mut shares, &listed(rows, &words, code, places, last));
        }
        shares.into_iter().map(DossierTable::into_frame).collect()
    });
    blocks.collect()
}

impl RowWords {
    fn of(rules: &mut DossierRules<'_>, rows: &DossierRows) -> Self {
        use DossierColumn as C;
        let DossierRules { units, fields, states, channels } = rules;
        // There are many units and few other words: all of these take less time than units do.
        let (units, (fields, states, channels)) = rayon::join(
            || rows.words(C::Unit, |cell| units.place(cell)),
            || {
                (
                    rows.words(C::Field, |cell| fields.place(cell)),
                    rows.words(C::State, |cell| states.say(cell)),
                    rows.words(C::Channel, |cell| channels.say(cell)),
                )
            },
        );
        Self { units, fields, states, channels }
    }
}

/// The dossiers of the rows at these places; of rows in which nothing stands none.
#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "a method of cells is one of cells of one lifetime"
)]
fn listed(
    rows: &DossierRows,
    words: &RowWords,
    code: &CodeOfRow<'_>,
    places: Range<usize>,
    last: u32,
) -> Vec<NumberedDossier> {
    use DossierColumn as C;
    let moments = |of| rows.column(of, places.clone(), |cell| cell.moment());
    let [received, due, finished, returned, paused_from, paused_to] =
        [C::Received, C::Due, C::Finished, C::Returned, C::PausedFrom, C::PausedTo].map(moments);
    let [paused, supplements] =
        [C::Paused, C::Supplements].map(|of| rows.column(of, places.clone(), |cell| cell.count()));
    let mut listed = Vec::with_capacity(places.len());
    for (nth, place) in places.clone().enumerate() {
        let code = code(place);
        let maybe_blank = received[nth] == CellSays::Blank && code.is_none();
        if maybe_blank && rows.is_blank(place) {
            continue;
        }
        let told = RowTold {
            code,
            unit: words.units[place],
            field: words.fields[place],
            state: words.states[place],
            channel: words.channels[place],
            received: received[nth],
            due: due[nth],
            finished: finished[nth],
            returned: returned[nth],
            paused_from: paused_from[nth],
            paused_to: paused_to[nth],
            paused: paused[nth],
            supplements: supplements[nth],
        };
        listed.push((rows.numbers.number(place), ListedDossier::of(&told, last)));
    }
    listed
}
