//! The rows of a list, understood and counted by the query: first which codes stand in several rows, over all of them, then
//! the counts, some rows at a time, whose sums are those of all.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use crate::ingest::{DossierGroup, DossierRules, ListedDossier, OpenedList, period_minutes};
use crate::model::{DossierFault, Period};
use crate::pipeline::{DossierColumn, DossierList};
use crate::query::{
    DOSSIERS, DOSSIERS_REPEATED, Embedded, Engine as _, NO_FAULT, QueryTable, Step, dossiers,
};
use crate::table::TableError;
use crate::table::column::{Columns, counts, frame, words};

use super::rows::{DossierRows, ListSource};

/// Counts by unit, field and what is wrong.
type CountedGroups = BTreeMap<(String, Option<String>, Option<DossierFault>), DossierGroup>;

/// Counts the dossiers of a list.
pub(super) fn count(
    opened: &mut OpenedList<'_>,
    period: Period,
    source: &dyn ListSource,
) -> Result<Vec<DossierGroup>, TableError> {
    let (first, last) = period_minutes(period);
    let steps = dossiers(first, last);
    let (repeated, counted) = steps.split_at(1);
    let repeated = repeated_codes(opened, repeated, source)?;
    let mut groups = CountedGroups::new();
    let rules = &mut opened.rules;
    source.each(DossierColumn::ALL, &mut |rows| {
        let given = [
            QueryTable::new(DOSSIERS, understood(rules, rows)?),
            QueryTable::new(DOSSIERS_REPEATED, repeated.clone()),
        ];
        add(&mut groups, &Embedded.run(&given, counted)?)
    })?;
    Ok(groups.into_values().collect())
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
            for place in 0..rows.rows.len() {
                if let Some(code) = rows.row(place)[DossierColumn::Code.index()].code() {
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
    sorted.sort_unstable();
    let several = sorted.chunk_by(|a, b| a == b).filter(|same| same.len() > 1);
    several.map(|same| same[0]).collect()
}

/// The place of a row among all of a file: sheet by sheet.
fn row_number(rows: &DossierRows, place: usize) -> i64 {
    (i64::try_from(rows.sheet).unwrap_or(0) << 32) | i64::from(rows.rows[place])
}

/// Where a row number is.
fn place_of(row_number: i64) -> (usize, u32) {
    let sheet = usize::try_from(row_number >> 32).unwrap_or(0);
    (sheet, u32::try_from(row_number & i64::from(u32::MAX)).unwrap_or(u32::MAX))
}

/// Rows as the query takes them.
fn understood(rules: &mut DossierRules<'_>, rows: &DossierRows) -> Result<DataFrame, TableError> {
    let mut numbers: Vec<i64> = Vec::with_capacity(rows.rows.len());
    let mut listed: Vec<ListedDossier> = Vec::with_capacity(rows.rows.len());
    for place in 0..rows.rows.len() {
        if let Some(dossier) = rules.dossier(&rows.row(place)) {
            numbers.push(row_number(rows, place));
            listed.push(dossier);
        }
    }
    let register = rules.register();
    let units = rules.units().iter().map(|unit| match unit.unit {
        Some(ix) => register.get(ix).id.as_str(),
        None => unit.raw.as_str(),
    });
    let units: Vec<&str> = units.collect();
    let fields: Vec<&str> = rules.fields().iter().map(String::as_str).collect();
    let faults: Vec<&str> = DossierFault::ALL.iter().map(|fault| fault.word()).collect();
    let of = |told: fn(&ListedDossier) -> Option<i64>| listed.iter().map(told);
    let fault = |dossier: &ListedDossier| dossier.fault.map(|fault| fault as u32);
    frame(vec![
        counts("row_number", numbers.into_iter().map(Some)),
        counts("code", of(|dossier| dossier.code)),
        words("unit_id", &units, listed.iter().map(|dossier| Some(dossier.unit)))?,
        words("field", &fields, listed.iter().map(|dossier| dossier.field))?,
        counts("received", of(|dossier| dossier.received)),
        counts("due", of(|dossier| dossier.due)),
        counts("ended", of(|dossier| dossier.ended)),
        counts("paused", of(|dossier| Some(dossier.paused))),
        counts("supplements", of(|dossier| Some(dossier.supplements))),
        counts("online", of(|dossier| dossier.online.map(i64::from))),
        words("fault", &faults, listed.iter().map(fault))?,
    ])
}

/// Adds the counts of some rows to those before.
fn add(groups: &mut CountedGroups, counted: &DataFrame) -> Result<(), TableError> {
    let c = Columns::new(DOSSIERS, counted);
    let (unit, field, fault) = (c.text("unit_id")?, c.text("field")?, c.text("fault")?);
    let (first, many) = (c.count("first_row")?, c.count("dossiers")?);
    let sums = DossierList::COUNTS.iter().map(|id| c.count(id));
    let sums = sums.collect::<Result<Vec<_>, _>>()?;
    for row in 0..counted.height() {
        let fault = match fault.get(row) {
            Some(NO_FAULT) => None,
            _ => Some(fault.word(row, DossierFault::ALL, DossierFault::word)?),
        };
        let (unit, field) = (unit.required(row)?, field.optional(row));
        let place = place_of(first.get(row).unwrap_or_default());
        let key = (unit.clone(), field.clone(), fault);
        let counts = [0; DossierList::COUNTS.len()];
        let new = || DossierGroup { unit, field, fault, first: place, dossiers: 0, counts };
        let group = groups.entry(key).or_insert_with(new);
        group.first = group.first.min(place);
        group.dossiers += many.get(row).unwrap_or_default();
        for (sum, more) in group.counts.iter_mut().zip(&sums) {
            *sum += more.get(row).unwrap_or_default();
        }
    }
    Ok(())
}
