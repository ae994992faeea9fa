//! A run with the tables that a trace goes through, each loaded once.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use polars::prelude::DataFrame;

use crate::measure::{self, Term};
use crate::model::{CellRef, Findings, Role, Stage, Submissions, TextKind, UnitIx};
use crate::pipeline::{MetricIx, Pipeline};
use crate::run::again::artifacts::tables_of;
use crate::run::error::RunError;
use crate::run::export::{TableDoubts, doubts};
use crate::run::show::ShowError;
use crate::store::{Record, Run, Verified};
use crate::table::{
    Artifact, COLUMNS, Columns, Definitions, EditionTables, FieldMix, IndicatorFigures,
    Inspections, Metrics, Moves, OBSERVATIONS, Observation, Observations, Overall, REPEATED,
    Rankings, Ratios, ReadTables, Scores, TEXTS, TableError, role_words, view, view_of,
};

use super::error::TraceError;

/// A run with what it was made of.
#[derive(Debug)]
pub struct TracedRun {
    /// What it recorded.
    pub record: Record,
    /// The pipeline as it was declared when the run was made.
    pub pipeline: Pipeline,
    /// Files that this was taken from and that were changed since the run.
    pub changed: Vec<(String, Verified)>,
    /// Stages that made it and were not run again after what stands before them was.
    pub stale: Vec<Stage>,
    pub(super) tables: ReadTables,
    /// The numbers that count as far as no finding leaves them out.
    pub(super) numbers: RawNumbers,
    /// The numbers of lines that do not count, by why.
    pub(super) aside: [(LineAside, RawNumbers); 2],
    taken: BTreeMap<(String, String, CellRef), TextKind>,
    /// What was found.
    pub findings: Findings,
    /// Who sent what.
    pub submissions: Submissions,
    /// The metrics by field.
    pub metrics: Metrics,
    /// The metrics over all fields.
    pub ratios: Ratios,
    /// Parts of scores.
    pub scores: Scores,
    /// Places under each definition; none in a run of a program that knew of none.
    pub definitions: Definitions,
    /// What counts against units by field; none in such a run.
    pub field_mix: FieldMix,
    /// What moved units since the period before; none in such a run.
    pub moves: Moves,
    /// The whole province beside the period before; nothing in such a run.
    pub overall: Overall,
    /// What is owed by plans of inspection.
    pub inspections: Inspections,
    /// What units say of indicators.
    pub indicators: IndicatorFigures,
    /// The places.
    pub rankings: Rankings,
    /// Metrics by field and cells with what is written beside them; made when first asked for, for few sheets show them.
    by_field: OnceLock<Option<EditionTables>>,
}

/// Numbers with the text of the cells they were taken from.
#[derive(Debug)]
pub(super) struct RawNumbers {
    pub(super) numbers: Observations,
    pub(super) raws: Vec<String>,
}

/// Why a line does not count although it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineAside {
    /// Another file took the place of its file.
    Superseded,
    /// Another form or sender tells it as well.
    Repeated,
}

/// What each cell adds to a metric of a unit.
pub type TermsOfUnits = BTreeMap<(MetricIx, UnitIx), Vec<Term>>;

impl RawNumbers {
    fn of(view: &DataFrame) -> Result<Self, TableError> {
        let numbers = Observations::of(view)?;
        let raw = Columns::new(OBSERVATIONS, view).text("raw")?;
        let raws = (0..view.height()).map(|row| raw.get(row).unwrap_or_default().to_owned());
        Ok(Self { numbers, raws: raws.collect() })
    }

    /// Where a number of a cell stands among them.
    pub(super) fn find(&self, file: &str, sheet: &str, at: CellRef) -> Option<usize> {
        let words = &self.numbers.words;
        let place = |word: &str| words.iter().position(|known| known == word);
        let (file, sheet) = (place(file)?, place(sheet)?);
        self.numbers.rows.iter().position(|number| {
            number.at == at && (number.file as usize, number.sheet as usize) == (file, sheet)
        })
    }
}

/// A table that earlier programs did not make.
fn where_made<T: Artifact + Default>(run: &Run, known: &mut TableDoubts) -> Result<T, TraceError> {
    let file = format!("data/{}.parquet", T::NAME);
    if run.files().contains(&file.as_str()) { Ok(table(run, known)?) } else { Ok(T::default()) }
}

impl TracedRun {
    /// Loads the tables of a run that went by a pipeline.
    ///
    /// # Errors
    /// The run has not come so far as to have one of them, or what it left cannot be read.
    pub fn load(run: &Run, pipeline: Pipeline) -> Result<Self, TraceError> {
        let mut known = TableDoubts::default();
        add_doubts(run, OBSERVATIONS, &mut known)?;
        let tables = tables_of(run, |name| name == COLUMNS || name == TEXTS)?;
        let [_, superseded] = role_words(Role::Item);
        let at = || run.at_table(COLUMNS);
        let numbers = |view: DataFrame| RawNumbers::of(&view).map_err(at()).map_err(RunError::from);
        let aside =
            |role: &str| numbers(view_of(&tables, role).map_err(at()).map_err(RunError::from)?);
        let metrics: Metrics = table(run, &mut known)?;
        let ratios = Ratios::of(metrics.frame(), &pipeline);
        let indicators: IndicatorFigures = where_made(run, &mut known)?;
        let ratios = ratios.map(|ratios| ratios.with_indicators(&indicators, &pipeline));
        Ok(Self {
            numbers: numbers(view(&tables).map_err(at()).map_err(RunError::from)?)?,
            aside: [
                (LineAside::Superseded, aside(superseded)?),
                (LineAside::Repeated, aside(REPEATED)?),
            ],
            taken: taken(&tables.texts).map_err(run.at_table(TEXTS)).map_err(RunError::from)?,
            findings: table(run, &mut known)?,
            submissions: table(run, &mut known)?,
            ratios: ratios.map_err(run.at_table(Metrics::NAME)).map_err(RunError::from)?,
            scores: table(run, &mut known)?,
            definitions: where_made(run, &mut known)?,
            field_mix: where_made(run, &mut known)?,
            moves: where_made(run, &mut known)?,
            overall: where_made(run, &mut known)?,
            inspections: where_made(run, &mut known)?,
            indicators,
            rankings: table(run, &mut known)?,
            metrics,
            record: run.record().clone(),
            changed: known.changed,
            stale: known.stale,
            tables,
            pipeline,
            by_field: OnceLock::new(),
        })
    }

    /// Metrics by field and cells, where what was published shows them.
    pub(super) fn by_field(&self) -> Option<&EditionTables> {
        let made = || EditionTables::of(&self.metrics, &self.tables).ok();
        let shown = self.pipeline.shows_cells();
        shown.then(|| self.by_field.get_or_init(made).as_ref()).flatten()
    }

    /// What the cells of some units add to some metrics.
    #[must_use]
    pub fn terms(&self, wanted: impl Fn(MetricIx, UnitIx) -> bool) -> TermsOfUnits {
        let mut of_units = TermsOfUnits::new();
        let (numbers, findings) = (&self.numbers.numbers, self.findings.iter());
        for term in measure::terms(numbers, findings, &self.pipeline, wanted) {
            of_units.entry((term.metric, term.unit)).or_default().push(term);
        }
        of_units
    }

    /// How the text of the cell of a number was taken; `None` where the cell holds the number itself.
    pub(super) fn taken(&self, numbers: &Observations, number: &Observation) -> Option<TextKind> {
        let (file, sheet) = (numbers.word(number.file), numbers.word(number.sheet));
        self.taken.get(&(file.to_owned(), sheet.to_owned(), number.at)).copied()
    }

    /// The fingerprint of a file as it was read.
    pub(super) fn fingerprint(&self, file: &str) -> Option<&str> {
        let mut rows = self.submissions.rows.iter();
        let row = rows.find(|row| row.file.as_deref() == Some(file) && row.blake3.is_some());
        let inputs = || self.record.inputs.iter().find(|input| input.file == file);
        row.and_then(|row| row.blake3.as_deref()).or_else(|| inputs().map(|i| i.blake3.as_str()))
    }
}

/// How the texts of cells were taken; a part of a count that was typed as text is both, and told as the part.
fn taken(texts: &DataFrame) -> Result<BTreeMap<(String, String, CellRef), TextKind>, TableError> {
    let c = Columns::new(TEXTS, texts);
    let (file, sheet, cell) = (c.text("file")?, c.text("sheet")?, c.text("cell")?);
    let kind = c.text("kind")?;
    let mut taken = BTreeMap::new();
    for row in 0..texts.height() {
        let found = kind.word(row, &TextKind::ALL, TextKind::word)?;
        let at = cell.get(row).and_then(CellRef::parse);
        if let (Some(file), Some(sheet), Some(at), true) =
            (file.get(row), sheet.get(row), at, found.is_number())
        {
            let here = taken.entry((file.to_owned(), sheet.to_owned(), at)).or_insert(found);
            *here = (*here).max(found);
        }
    }
    Ok(taken)
}

fn add_doubts(run: &Run, name: &str, known: &mut TableDoubts) -> Result<(), TraceError> {
    let of_table = doubts(run, name).map_err(TraceError::gone)?;
    known.changed.extend(of_table.changed);
    known.stale.extend(of_table.stale);
    known.stale.dedup();
    Ok(())
}

/// A table of a run, with what should be known of it.
fn table<T: Artifact>(run: &Run, known: &mut TableDoubts) -> Result<T, TraceError> {
    let file = format!("data/{}.parquet", T::NAME);
    if !run.files().contains(&file.as_str()) {
        return Err(ShowError::NotMade { run: run.record().run.clone(), table: T::NAME }.into());
    }
    add_doubts(run, T::NAME, known)?;
    let frame = run.table(T::NAME).map_err(RunError::from)?;
    Ok(T::from_frame(&frame).map_err(run.at_table(T::NAME)).map_err(RunError::from)?)
}
