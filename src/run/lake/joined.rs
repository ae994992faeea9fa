//! What a pipeline goes on from that takes the runs of others in place of files: the tables of all pipelines of its period
//! in a lake, one behind the other. A file is named with its pipeline in front, as if each had a folder in one inbox.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{BooleanChunked, Column, DataFrame, DataType, NewChunkedArray as _};

use crate::model::{Checks, Finding, Findings, Stage, StagedFinding, Status, Submissions};
use crate::pipeline::{Form, Pipeline};
use crate::run::error::RunError;
use crate::store::{Lake, LakeRecord, StoreError};
use crate::table::column::texts;
use crate::table::{
    Artifact, COLUMNS, Columns, LEFT_OUT, Lines, ReadTables, TEXTS, TableError, lines_of,
};
use crate::validate::unit_of_nobody;

use super::error::LakeError;
use super::meaning::{agree, metrics};
use super::spelling::FieldSpelling;

/// The runs of a country.
#[derive(Debug)]
pub(in crate::run) struct JoinedRuns {
    /// What was read.
    pub(in crate::run) tables: ReadTables,
    /// What became of each file, and who sent none.
    pub(in crate::run) submissions: Submissions,
    /// What was found, by reading and by rules.
    pub(in crate::run) findings: Findings,
    /// Which checks were made.
    pub(in crate::run) checks: Checks,
}

impl JoinedRuns {
    /// The runs of these records of a lake, in this order.
    ///
    /// # Errors
    /// A record or table cannot be read, or is not the one that was gathered; a metric or form means something else than in
    /// the pipeline; two runs tell of one form of one unit.
    pub(in crate::run) fn of(
        lake: &Lake,
        records: &[String],
        pipeline: &Pipeline,
    ) -> Result<Self, RunError> {
        let records = records.iter().map(|file| lake.record_at(file));
        let records: Vec<LakeRecord> = records.collect::<Result<_, StoreError>>()?;
        let mut own = LakeRecord::new(&pipeline.id, &pipeline.period.to_string(), "");
        own.metrics = metrics(pipeline);
        for record in &records {
            agree(&own, record)?;
            agree(&records[0], record)?;
        }
        let mut country =
            Joined { lake, pipeline, told: BTreeMap::new(), strange: BTreeSet::new() };
        let mut joined = country.records(&records)?;
        let strange = country.strange.iter().map(|(of, unit)| StagedFinding {
            stage: Stage::Validate,
            finding: unit_of_nobody(unit, of),
        });
        joined.findings.rows.extend(strange);
        Ok(joined)
    }
}

/// Runs while they are put together.
struct Joined<'j> {
    lake: &'j Lake,
    pipeline: &'j Pipeline,
    /// Which pipeline tells of a unit in a form.
    told: BTreeMap<(String, String), String>,
    /// Units that the register does not know, each with its pipeline.
    strange: BTreeSet<(String, String)>,
}

impl Joined<'_> {
    fn records(&mut self, records: &[LakeRecord]) -> Result<JoinedRuns, RunError> {
        // What no run has is an empty table.
        let none = (Submissions::default(), BTreeSet::new());
        let mut tables = ReadTables::of(&[], &none.0, &none.1, self.pipeline).map_err(defect)?;
        let pipeline = self.pipeline;
        let lines = pipeline.forms.iter().map(|form| {
            let parts = records.iter().map(|record| self.lines(record, form));
            let parts: Vec<DataFrame> =
                parts.filter_map(Result::transpose).collect::<Result<_, RunError>>()?;
            Ok((form.id.clone(), parts))
        });
        let lines = lines.collect::<Result<BTreeMap<String, Vec<DataFrame>>, RunError>>()?;
        spelled_alike(lines, &mut tables.lines).map_err(defect)?;
        for (name, table) in [(COLUMNS, &mut tables.columns), (TEXTS, &mut tables.texts)] {
            let parts = records.iter().map(|record| {
                let mut part = self.table(record, name)?;
                part = part.drop("period").map_err(TableError::from).map_err(defect)?;
                in_folder(&mut part, record).map_err(defect)?;
                Ok(part)
            });
            behind(table, parts.collect::<Result<_, RunError>>()?).map_err(defect)?;
        }
        let (mut submissions, mut findings, mut checks) =
            (Submissions::default(), Findings::default(), Checks::default());
        for record in records {
            submissions.rows.extend(self.submissions(record)?.rows);
            findings.rows.extend(self.findings(record)?.rows);
            checks.rows.extend(self.checks(record)?.rows);
        }
        Ok(JoinedRuns { tables, submissions, findings, checks })
    }

    /// The lines of a form in a run; `None` where the run has no such form.
    fn lines(&mut self, record: &LakeRecord, form: &Form) -> Result<Option<DataFrame>, RunError> {
        let name = lines_of(&form.id);
        if !record.tables.contains_key(&name) {
            return Ok(None);
        }
        let mut lines = self.table(record, &name)?;
        for measure in form.measures() {
            let measure = &self.pipeline.measure(measure).id;
            if form.indicators.is_empty() && lines.column(measure).is_err() {
                let run = (record.pipeline.clone(), record.period.clone());
                let (form, measure) = (form.id.clone(), measure.clone());
                return Err(LakeError::LacksMeasure { run, form, measure }.into());
            }
        }
        let known: Vec<bool> = {
            let c = Columns::new("lines", &lines);
            let unit = c.text("unit_id").map_err(defect)?;
            let known = (0..lines.height()).map(|row| match unit.get(row) {
                Some(unit) => self.tells(record, unit, &form.id),
                None => Ok(true),
            });
            known.collect::<Result<_, RunError>>()?
        };
        if known.contains(&false) {
            let known = BooleanChunked::from_slice("".into(), &known);
            lines = lines.filter(&known).map_err(TableError::from).map_err(defect)?;
        }
        in_folder(&mut lines, record).map_err(defect)?;
        // The findings say that again, of the whole country.
        let nothing = Column::full_null(LEFT_OUT.into(), lines.height(), &DataType::String);
        lines.with_column(nothing).map_err(TableError::from).map_err(defect)?;
        Ok(Some(lines))
    }

    /// That a run tells of a unit in a form, as no other may; whether the register knows the unit.
    fn tells(&mut self, record: &LakeRecord, unit: &str, form: &str) -> Result<bool, RunError> {
        let of = self.told.entry((unit.to_owned(), form.to_owned()));
        let of = of.or_insert_with(|| record.pipeline.clone());
        if *of != record.pipeline {
            let pipelines = [of.clone(), record.pipeline.clone()];
            let (unit, form) = (unit.to_owned(), form.to_owned());
            return Err(LakeError::UnitTwice { unit, form, pipelines }.into());
        }
        let known = self.pipeline.register.find_id(unit).is_some();
        if !known {
            self.strange.insert((record.pipeline.clone(), unit.to_owned()));
        }
        Ok(known)
    }

    fn submissions(&mut self, record: &LakeRecord) -> Result<Submissions, RunError> {
        let mut read: Submissions = self.artifact(record)?;
        let pipeline = self.pipeline;
        read.rows.retain(|row| row.form.as_ref().is_none_or(|form| pipeline.form(form).is_some()));
        for row in &mut read.rows {
            let replaced = row.status == Status::Superseded;
            if let (Some(unit), Some(form), false) = (&row.unit_id, &row.form, replaced) {
                self.tells(record, unit, form)?;
            }
            in_folder_of(&mut row.file, record);
        }
        Ok(read)
    }

    fn findings(&self, record: &LakeRecord) -> Result<Findings, RunError> {
        let mut found: Findings = self.artifact(record)?;
        let declared = |finding: &Finding| {
            finding.form.as_ref().is_none_or(|form| self.pipeline.form(form).is_some())
        };
        found.rows.retain(|row| declared(&row.finding));
        found.rows.iter_mut().for_each(|row| in_folder_of(&mut row.finding.place.file, record));
        Ok(found)
    }

    fn checks(&self, record: &LakeRecord) -> Result<Checks, RunError> {
        let mut made: Checks = self.artifact(record)?;
        made.rows
            .retain(|row| row.form.as_ref().is_none_or(|form| self.pipeline.form(form).is_some()));
        made.rows.iter_mut().for_each(|row| in_folder_of(&mut row.file, record));
        Ok(made)
    }

    fn artifact<T: Artifact>(&self, record: &LakeRecord) -> Result<T, RunError> {
        T::from_frame(&self.table(record, T::NAME)?).map_err(|source| {
            let path = self.lake.table_path(T::NAME, &record.pipeline, &record.period);
            RunError::Store(StoreError::Table { path, source })
        })
    }

    /// A table of a run, without the column that names its pipeline.
    fn table(&self, record: &LakeRecord, name: &str) -> Result<DataFrame, RunError> {
        let Some(mut table) = self.lake.table(record, name)? else {
            return Err(LakeError::Torn {
                run: (record.pipeline.clone(), record.period.clone()),
                path: self.lake.table_path(name, &record.pipeline, &record.period),
            }
            .into());
        };
        table.drop_in_place("pipeline").map_err(TableError::from).map_err(defect)?;
        Ok(table)
    }
}

/// Puts the lines of each form behind each other, the fields of all spelled alike.
fn spelled_alike(
    parts: BTreeMap<String, Vec<DataFrame>>,
    lines: &mut Lines,
) -> Result<(), TableError> {
    // The first pipeline that has a field decides, in whichever of its forms.
    let mut spelling = FieldSpelling::default();
    let most = parts.values().map(Vec::len).max().unwrap_or(0);
    for place in 0..most {
        for part in parts.values().filter_map(|parts| parts.get(place)) {
            spelling.learn(part)?;
        }
    }
    for (form, mut parts) in parts {
        parts.iter_mut().try_for_each(|part| spelling.apply(part))?;
        behind(lines.entry(form).or_default(), parts)?;
    }
    Ok(())
}

/// Puts parts behind each other in place of an empty table; without parts it stays.
fn behind(table: &mut DataFrame, parts: Vec<DataFrame>) -> Result<(), TableError> {
    let mut parts = parts.into_iter();
    if let Some(mut all) = parts.next() {
        for part in parts {
            all.vstack_mut(&part)?;
        }
        all.rechunk_mut();
        *table = all;
    }
    Ok(())
}

/// Names the files of a table with their pipeline in front.
fn in_folder(table: &mut DataFrame, record: &LakeRecord) -> Result<(), TableError> {
    let files: Vec<Option<String>> = {
        let c = Columns::new("lines", table);
        let file = c.text("file")?;
        (0..table.height())
            .map(|row| file.get(row).map(|file| format!("{}/{file}", record.pipeline)))
            .collect()
    };
    table.with_column(texts("file", files.iter().map(Option::as_deref)))?;
    Ok(())
}

fn in_folder_of(file: &mut Option<String>, record: &LakeRecord) {
    if let Some(file) = file {
        *file = format!("{}/{file}", record.pipeline);
    }
}

fn defect(source: TableError) -> RunError {
    RunError::Table { stage: Stage::Ingest, source }
}
