//! The files of a run that the next one goes by: their names, and loading them as tables.

use polars::prelude::DataFrame;
use rayon::prelude::*;

use crate::model::Stage;
use crate::pipeline::Pipeline;
use crate::run::error::RunError;
use crate::store::{Output, Reason, Run, StageRecord, Verified};
use crate::table::{
    Artifact, COLUMNS, IndicatorFigures, NAMES, Ratios, ReadTables, TEXTS, UNITS, lines_of,
};

/// File name of the findings of reading alone.
pub(in crate::run) const READ_FINDINGS: &str = "read_findings";
/// File name of the submissions as reading left them.
pub(in crate::run) const READ_SUBMISSIONS: &str = "read_submissions";

/// Whether a table serves only the next reading: no stage of this run is made from it.
pub(super) fn is_memory(file: &str) -> bool {
    [UNITS, NAMES].iter().any(|name| file == format!("data/{name}.parquet"))
}

/// Why the tables of a stage cannot be used: one is gone, or is not what was written.
pub(in crate::run) fn spoiled(run: &Run, record: &StageRecord) -> Option<Reason> {
    let verified = |output: &Output| match run.verify(output) {
        Verified::Whole => None,
        Verified::Missing => Some(Reason::OutputMissing),
        Verified::Changed => Some(Reason::OutputChanged),
    };
    record.outputs.par_iter().find_map_first(verified)
}

/// The tables of what was read, of those that are wanted; the others are empty.
pub(in crate::run) fn tables_of(
    run: &Run,
    wanted: impl Fn(&str) -> bool,
) -> Result<ReadTables, RunError> {
    let load = |name: &str| -> Result<DataFrame, RunError> {
        if wanted(name) { Ok(run.table(name)?) } else { Ok(DataFrame::empty()) }
    };
    let prefix = format!("data/{}", lines_of(""));
    let files = run.record().stage(Stage::Ingest).map_or(&[][..], |record| &record.outputs);
    let forms = files
        .iter()
        .filter_map(|output| output.file.strip_prefix(&prefix)?.strip_suffix(".parquet"));
    let forms: Vec<&str> = forms.collect();
    let lines = forms.par_iter().map(|form| Ok(((*form).to_owned(), load_lines(run, form)?)));
    let lines = lines.collect::<Result<_, RunError>>()?;
    Ok(ReadTables { lines, columns: load(COLUMNS)?, texts: load(TEXTS)?, names: load(NAMES)? })
}

fn load_lines(run: &Run, form: &str) -> Result<DataFrame, RunError> {
    Ok(run.table(&lines_of(form))?)
}

/// Sums of a run with what units say of the indicators that rankings go by, where any do.
pub(in crate::run) fn with_indicators(
    ratios: Ratios,
    run: &Run,
    pipeline: &Pipeline,
) -> Result<Ratios, RunError> {
    let file = format!("data/{}.parquet", IndicatorFigures::NAME);
    let asked = pipeline.rankings.iter().any(|ranking| ranking.indicator.is_some());
    if !asked || !run.files().contains(&file.as_str()) {
        return Ok(ratios);
    }
    let told: IndicatorFigures = table(run, IndicatorFigures::NAME)?;
    Ok(ratios.with_indicators(&told, pipeline))
}

/// A table of a run that stands under another name than its own.
pub(in crate::run) fn table<T: Artifact>(run: &Run, name: &str) -> Result<T, RunError> {
    Ok(T::from_frame(&run.table(name)?).map_err(run.at_table(name))?)
}
