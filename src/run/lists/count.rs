//! The rows of a list, understood and counted by the query: first which codes stand in several rows, over all of them, then
//! the counts, some rows at a time, whose sums are those of all.

use std::mem::take;
use std::sync::mpsc::sync_channel;
use std::thread;

use polars::prelude::{DataFrame, Expr, Int64Chunked, IntoLazy as _, UInt32Chunked, col};

use crate::ingest::{
    CodeSample, DossierGroup, DossierRules, ListedCode, OpenedList, period_minutes,
};
use crate::model::{DossierFault, Period};
use crate::pipeline::{DossierColumn, DossierList};
use crate::query::{
    DOSSIERS, DOSSIERS_REPEATED, Embedded, Engine as _, NO_FAULT, QueryTable, Step, dossiers,
};
use crate::table::TableError;
use crate::table::column::Columns;

use super::ahead::{AHEAD, joined, read_ahead};
use super::codes::ListCodes;
use super::rows::{ListSource, place_of};
use super::understood::understood;

/// Rows that wait until enough of a share have come: then each group has many of those that are counted together.
const WAITING: usize = 1 << 21;

/// Counts the dossiers of a list and keeps some of its codes: while some rows are read, those before them are understood and those before these counted.
pub(super) fn count(
    opened: &mut OpenedList<'_>,
    period: Period,
    source: &dyn ListSource,
) -> Result<(Vec<DossierGroup>, CodeSample<ListedCode>), TableError> {
    let (first, last) = period_minutes(period);
    let steps = dossiers(first, last);
    let until = u32::try_from(last).unwrap_or_default();
    let (repeated, counted) = steps.split_at(1);
    let mut codes = ListCodes::default();
    if opened.header().column(DossierColumn::Code).is_some() {
        codes = ListCodes::of(source)?;
    }
    let repeated = codes.repeated(source, repeated)?;
    let rules = &mut opened.rules;
    let others = DossierColumn::ALL.iter().filter(|of| **of != DossierColumn::Code);
    let others: Vec<DossierColumn> = others.copied().collect();
    let parts = thread::scope(|scope| {
        let (give, given) = sync_channel(AHEAD);
        let parts = scope.spawn(|| counted_parts(given, &repeated, counted));
        let mut before = 0;
        let read = read_ahead(source, &others, |rows| {
            let code = |place| codes.code(before + place);
            for shares in understood(rules, &rows, &code, until)? {
                // Nobody takes what is given once counting has failed, which is told below.
                let _ = give.send(shares);
            }
            before += rows.numbers.len();
            Ok(())
        });
        drop(give);
        let parts = joined(parts);
        read.and(parts)
    });
    let groups = summed(parts?)?.map_or(Ok(Vec::new()), |summed| groups(&summed, rules))?;
    Ok((groups, codes.sample))
}

/// What rows are counted as, many of a share together.
fn counted_parts(
    given: impl IntoIterator<Item = Vec<DataFrame>>,
    repeated: &DataFrame,
    steps: &[Step],
) -> Result<Vec<DataFrame>, TableError> {
    let count = |mut rows: DataFrame| {
        rows.rechunk_mut();
        let given = [(DOSSIERS, rows), (DOSSIERS_REPEATED, repeated.clone())];
        Embedded.run(&given.map(|(name, frame)| QueryTable::new(name, frame)), steps)
    };
    let mut parts = Vec::new();
    let mut waiting: Vec<DataFrame> = Vec::new();
    for shares in given {
        waiting.resize_with(shares.len(), DataFrame::empty);
        for (all, some) in waiting.iter_mut().zip(shares) {
            *all = joint(take(all), some)?;
        }
        while waiting.iter().map(DataFrame::height).sum::<usize>() > WAITING
            && let Some(largest) = waiting.iter_mut().max_by_key(|share| share.height())
        {
            parts.push(count(take(largest))?);
        }
    }
    // Of a short list few stand in each share.
    let most = WAITING / waiting.len().max(1);
    let mut rest = DataFrame::empty();
    for share in waiting {
        rest = joint(rest, share)?;
        if rest.height() > most {
            parts.push(count(take(&mut rest))?);
        }
    }
    if rest.width() > 0 {
        parts.push(count(rest)?);
    }
    Ok(parts)
}

/// Rows behind others.
fn joint(mut all: DataFrame, more: DataFrame) -> Result<DataFrame, TableError> {
    if all.width() == 0 {
        return Ok(more);
    }
    if more.width() > 0 {
        all.vstack_mut_owned(more)?;
    }
    Ok(all)
}

/// The sums of what parts of a list were counted as; of a list without rows none.
fn summed(parts: Vec<DataFrame>) -> Result<Option<DataFrame>, TableError> {
    let mut parts = parts.into_iter();
    let Some(mut all) = parts.next() else { return Ok(None) };
    for part in parts {
        all.vstack_mut_owned(part)?;
    }
    let keys = ["unit_id", "field", "fault"].map(col);
    let sums = DossierList::COUNTS.iter().chain(&["dossiers"]).map(|id| col(*id).sum());
    let columns: Vec<Expr> = sums.chain([col("first_row").min()]).collect();
    Ok(Some(all.lazy().group_by(keys).agg(columns).collect()?))
}

/// Groups by what their units and fields are called.
fn groups(summed: &DataFrame, rules: &DossierRules<'_>) -> Result<Vec<DossierGroup>, TableError> {
    let c = Columns::new(DOSSIERS, summed);
    let (unit, field, fault) = (c.whole("unit_id")?, c.whole("field")?, c.text("fault")?);
    let (first, dossiers) = (c.count("first_row")?, c.count("dossiers")?);
    let sums = DossierList::COUNTS.iter().map(|id| c.count(id));
    let sums = sums.collect::<Result<Vec<_>, _>>()?;
    let number = |of: &Int64Chunked, row| of.get(row).unwrap_or_default();
    let at = |of: &UInt32Chunked, row| of.get(row).map(|place| place as usize);
    let group = |row| {
        let unit = at(unit, row).and_then(|place| rules.units.named().get(place));
        let known = unit.and_then(|unit| unit.unit).map(|ix| &rules.units.register().get(ix).id);
        let fault = match fault.get(row) {
            Some(NO_FAULT) => None,
            _ => Some(fault.word(row, DossierFault::ALL, DossierFault::word)?),
        };
        Ok(DossierGroup {
            unit: known.or(unit.map(|unit| &unit.raw)).cloned().unwrap_or_default(),
            field: at(field, row).and_then(|place| rules.fields.names().get(place)).cloned(),
            fault,
            first: place_of(number(first, row)),
            dossiers: number(dossiers, row),
            counts: std::array::from_fn(|place| number(sums[place], row)),
        })
    };
    (0..summed.height()).map(group).collect()
}
