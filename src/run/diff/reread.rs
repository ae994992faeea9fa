//! The files of the earlier run as the later one reads and checks them. Where the declaration of a form, the register, a
//! policy or the program is another one, a file that has not changed may give other figures: these the later run has,
//! and nothing need be read.

use std::collections::BTreeSet;

use polars::prelude::{BooleanChunked, Column, DataFrame, NewChunkedArray as _, PolarsError};

use crate::ingest::holder;
use crate::model::{Findings, Stage, Submissions};
use crate::run::again::artifacts::tables_of;
use crate::store::Record;
use crate::table::{
    COLUMNS, Columns, Lines, Observations, REPEATED, ReadTables, TEXTS, TableError, view,
};

use super::side::ComparedRun;

impl ComparedRun {
    /// The run with the figures that the files of it which have not changed give in a later run of the same period;
    /// `None` where both read alike, or that cannot be known.
    pub(in crate::run) fn reread(&self, later: &Self) -> Option<Self> {
        let (was, is) = (self.run.record(), later.run.record());
        let alike = [Stage::Ingest, Stage::Validate].iter().all(|&stage| {
            let made = |record: &Record| {
                let stage = record.stage(stage)?;
                Some((stage.declaration.clone(), stage.program.clone()))
            };
            made(was) == made(is)
        });
        if alike || was.period != is.period || self.is_spoiled() || later.is_spoiled() {
            return None;
        }
        let wanted = |name: &str| name == COLUMNS || name == TEXTS;
        let (old, new) = (tables_of(&self.run, wanted).ok()?, tables_of(&later.run, wanted).ok()?);
        let unchanged = &Unchanged::of(self, later, [&old, &new]).ok()?;
        let tables = unchanged.tables(&old, &new).ok()?;
        let numbers = view(&tables).and_then(|view| Observations::of(&view)).ok()?;
        let findings = [(self, false), (later, true)].into_iter().flat_map(|(run, now)| {
            let rows = run.findings.iter().flat_map(|findings| &findings.rows);
            rows.filter(move |row| unchanged.has(row.finding.place.file.as_deref()) == now).cloned()
        });
        let submissions = [(self, false), (later, true)].into_iter().flat_map(|(run, now)| {
            let rows = run.submissions.iter().flat_map(|submissions| &submissions.rows);
            rows.filter(move |row| unchanged.has(row.file.as_deref()) == now).cloned()
        });
        Some(Self {
            numbers: Some(numbers),
            findings: Some(Findings { rows: findings.collect() }),
            submissions: Some(Submissions { rows: submissions.collect() }),
            tables: Some(tables),
            ..Self::without_places(&self.run)
        })
    }
}

/// Files that are the same in both runs, and of which all lines count in both or in none.
struct Unchanged {
    /// Files of the inbox, in order.
    holders: Vec<String>,
    /// Files that another one took the place of, or told as well, in either run.
    contested: BTreeSet<String>,
}

impl Unchanged {
    fn of(
        old: &ComparedRun,
        new: &ComparedRun,
        tables: [&ReadTables; 2],
    ) -> Result<Self, TableError> {
        let inputs = &new.run.record().inputs;
        let same = old.run.record().inputs.iter().filter(|input| inputs.contains(input));
        let mut holders: Vec<String> = same.map(|input| input.file.clone()).collect();
        holders.sort();
        let mut contested = BTreeSet::new();
        for lines in tables.into_iter().flat_map(|tables| tables.lines.values()) {
            let c = Columns::new("lines", lines);
            let (file, role) = (c.text("file")?, c.text("role")?);
            let gives_way = |role: &str| role == REPEATED || role.starts_with("superseded_");
            let rows = (0..lines.height()).filter(|&row| role.get(row).is_some_and(gives_way));
            contested.extend(rows.filter_map(|row| file.optional(row)));
        }
        Ok(Self { holders, contested })
    }

    fn has(&self, file: Option<&str>) -> bool {
        file.is_some_and(|file| {
            !self.contested.contains(file) && holder(file, &self.holders).is_some()
        })
    }

    /// The tables of the later run for these files, and of the earlier one for all others.
    fn tables(&self, old: &ReadTables, new: &ReadTables) -> Result<ReadTables, TableError> {
        let none = DataFrame::empty();
        let forms: BTreeSet<&String> = old.lines.keys().chain(new.lines.keys()).collect();
        let lines = forms.into_iter().map(|form| {
            let side = |tables: &ReadTables| tables.lines.get(form).unwrap_or(&none).clone();
            Ok((form.clone(), self.mixed(&side(old), &side(new))?))
        });
        Ok(ReadTables {
            lines: lines.collect::<Result<Lines, TableError>>()?,
            columns: self.mixed(&old.columns, &new.columns)?,
            texts: self.mixed(&old.texts, &new.texts)?,
            names: DataFrame::empty(),
        })
    }

    fn mixed(&self, old: &DataFrame, new: &DataFrame) -> Result<DataFrame, TableError> {
        let (old, new) = (self.only(old, false)?, self.only(new, true)?);
        Ok(joined(old, new)?)
    }

    fn only(&self, frame: &DataFrame, unchanged: bool) -> Result<DataFrame, TableError> {
        if frame.height() == 0 {
            return Ok(frame.clone());
        }
        let c = Columns::new("lines", frame);
        let file = c.text("file")?;
        let keeps = (0..frame.height()).map(|row| self.has(file.get(row)) == unchanged);
        Ok(frame.filter(&BooleanChunked::from_iter_values("keeps".into(), keeps))?)
    }
}

/// The rows of both; a column that one of them lacks says nothing there.
fn joined(mut one: DataFrame, mut other: DataFrame) -> Result<DataFrame, PolarsError> {
    if one.height() == 0 {
        return Ok(other);
    }
    if other.height() == 0 {
        return Ok(one);
    }
    lend(&mut other, &one)?;
    lend(&mut one, &other)?;
    let names: Vec<String> = one.columns().iter().map(|column| column.name().to_string()).collect();
    one.vstack(&other.select(names)?)
}

/// Gives a table the columns of another one, without values.
fn lend(to: &mut DataFrame, from: &DataFrame) -> Result<(), PolarsError> {
    for column in from.columns() {
        if to.column(column.name()).is_err() {
            let height = to.height();
            to.with_column(Column::full_null(column.name().clone(), height, column.dtype()))?;
        }
    }
    Ok(())
}
