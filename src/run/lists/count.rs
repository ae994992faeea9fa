//! The rows of a list, understood and counted by the query: first which codes stand in several rows, over all of them, then
//! the counts, some rows at a time, whose sums are those of all.

use std::panic::resume_unwind;
use std::sync::mpsc::sync_channel;
use std::thread;

use polars::prelude::{DataFrame, Expr, Int64Chunked, IntoLazy as _, col};
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use rayon::slice::ParallelSliceMut as _;

use crate::ingest::{DossierGroup, DossierRules, OpenedList, period_minutes};
use crate::model::{DossierFault, Period};
use crate::pipeline::{DossierColumn, DossierList};
use crate::query::{
    DOSSIERS, DOSSIERS_REPEATED, Embedded, Engine as _, NO_FAULT, QueryTable, Step, dossiers,
};
use crate::table::TableError;
use crate::table::column::{Columns, counts, frame};

use super::rows::ListSource;
use super::understood::{row_number, understood};

/// Counts the dossiers of a list: some rows are counted while the next are read.
pub(super) fn count(
    opened: &mut OpenedList<'_>,
    period: Period,
    source: &dyn ListSource,
) -> Result<Vec<DossierGroup>, TableError> {
    let (first, last) = period_minutes(period);
    let steps = dossiers(first, last);
    let (repeated, counted) = steps.split_at(1);
    let repeated = repeated_codes(opened, repeated, source)?;
    let count_some = |rows: DataFrame| {
        let repeated = QueryTable::new(DOSSIERS_REPEATED, repeated.clone());
        Embedded.run(&[QueryTable::new(DOSSIERS, rows), repeated], counted)
    };
    let rules = &mut opened.rules;
    let (read, counted) = thread::scope(|scope| {
        let (give, given) = sync_channel(1);
        let counted =
            scope.spawn(|| given.into_iter().map(count_some).collect::<Result<Vec<_>, _>>());
        let read = source.each(DossierColumn::ALL, &mut |rows| {
            // Nobody takes what is given once counting has failed; that is told below.
            let _ = give.send(understood(rules, rows, last)?);
            Ok(())
        });
        drop(give);
        (read, counted.join().unwrap_or_else(|panic| resume_unwind(panic)))
    });
    read?;
    summed(counted?)?.map_or(Ok(Vec::new()), |summed| groups(&summed, rules))
}

/// The codes that stand in several rows of the whole list.
fn repeated_codes(
    opened: &mut OpenedList<'_>,
    steps: &[Step],
    source: &dyn ListSource,
) -> Result<DataFrame, TableError> {
    let (mut numbers, mut codes) = (Vec::new(), Vec::new());
    if opened.header().column(DossierColumn::Code).is_some() {
        source.each(&[DossierColumn::Code], &mut |rows| {
            let code = |place| rows.cell(place, DossierColumn::Code).code();
            let some: Vec<Option<i64>> = (0..rows.rows.len()).into_par_iter().map(code).collect();
            for (place, code) in some.into_iter().enumerate() {
                if let Some(code) = code {
                    numbers.push(row_number(rows, place));
                    codes.push(code);
                }
            }
            Ok(())
        })?;
    }
    // Of codes that stand once the query says nothing, and sorting tells them apart in a small part of its time.
    let twice = standing_twice(&codes);
    let rows = numbers.into_iter().zip(codes);
    let rows = rows.filter(|(_, code)| twice.binary_search(code).is_ok());
    let (numbers, codes): (Vec<i64>, Vec<i64>) = rows.unzip();
    let given = frame(vec![
        counts("row_number", numbers.into_iter().map(Some)),
        counts("code", codes.into_iter().map(Some)),
    ])?;
    Ok(Embedded.run(&[QueryTable::new(DOSSIERS, given)], steps)?)
}

/// Codes that stand more than once, in order.
fn standing_twice(codes: &[i64]) -> Vec<i64> {
    let mut sorted = codes.to_vec();
    sorted.par_sort_unstable();
    let several = sorted.chunk_by(|a, b| a == b).filter(|same| same.len() > 1);
    several.map(|same| same[0]).collect()
}

/// Where a row number is.
fn place_of(row_number: i64) -> (usize, u32) {
    let sheet = usize::try_from(row_number >> 32).unwrap_or(0);
    (sheet, u32::try_from(row_number & i64::from(u32::MAX)).unwrap_or(u32::MAX))
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
    let (unit, field, fault) = (c.count("unit_id")?, c.count("field")?, c.text("fault")?);
    let (first, dossiers) = (c.count("first_row")?, c.count("dossiers")?);
    let sums = DossierList::COUNTS.iter().map(|id| c.count(id));
    let sums = sums.collect::<Result<Vec<_>, _>>()?;
    let number = |of: &Int64Chunked, row| of.get(row).unwrap_or_default();
    let at = |of: &Int64Chunked, row| of.get(row).and_then(|place| usize::try_from(place).ok());
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
