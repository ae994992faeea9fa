//! The files of a run that the next one goes by: their names, and loading them as tables.

use polars::prelude::DataFrame;
use rayon::prelude::*;

use crate::model::Stage;
use crate::pipeline::Pipeline;
use crate::run::error::RunError;
use crate::store::{Output, Reason, Run, StageRecord, Verified};
use crate::table::{
    ANCESTORS, Artifact, COLUMNS, CountedLines, GAPS, IndicatorFigures, Lines, NAMES, Ratios,
    ReadTables, TEXTS, UNITS, lines_of, read_lines_of,
};

/// File name of the findings of reading alone.
pub(in crate::run) const READ_FINDINGS: &str = "read_findings";
/// File name of the submissions as reading left them.
pub(in crate::run) const READ_SUBMISSIONS: &str = "read_submissions";

/// File name of the checks that the runs of a lake made.
pub(in crate::run) const READ_CHECKS: &str = "read_checks";

/// Whether a table serves only the next reading: no stage of this run is made from it.
pub(super) fn is_memory(file: &str) -> bool {
    [UNITS, ANCESTORS, NAMES].iter().any(|name| file == format!("data/{name}.parquet"))
}

/// Whether a table holds what is counted: measuring alone is made from it.
pub(super) fn is_counted(file: &str) -> bool {
    file.starts_with(&format!("data/{}", lines_of(""))) || file == format!("data/{GAPS}.parquet")
}

/// Whether a file holds lines as they were read; runs of earlier programs read them into `lines` itself.
pub(in crate::run) fn is_read_lines(output: &Output) -> bool {
    form_of(output).is_some()
}

/// The form whose lines a file that reading left holds.
fn form_of(output: &Output) -> Option<&str> {
    let homes = [read_lines_of(""), lines_of("")];
    let file = output.file.strip_prefix("data/")?.strip_suffix(".parquet")?;
    homes.iter().find_map(|home| file.strip_prefix(home))
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
    let lines = lines_in(run, Stage::Ingest)?;
    Ok(ReadTables { lines, columns: load(COLUMNS)?, texts: load(TEXTS)?, names: load(NAMES)? })
}

/// What counts in a run that was checked.
pub(in crate::run) fn counted_of(run: &Run) -> Result<CountedLines, RunError> {
    Ok(CountedLines { lines: lines_in(run, Stage::Validate)?, gaps: run.table(GAPS)? })
}

/// The lines of each form as a stage left them.
fn lines_in(run: &Run, stage: Stage) -> Result<Lines, RunError> {
    let files = run.record().stage(stage).map_or(&[][..], |record| &record.outputs);
    let files: Vec<(&str, &Output)> =
        files.iter().filter_map(|output| Some((form_of(output)?, output))).collect();
    let load = |(form, output): &(&str, &Output)| {
        let name = output.file.trim_start_matches("data/").trim_end_matches(".parquet");
        Ok(((*form).to_owned(), run.table(name)?))
    };
    files.par_iter().map(load).collect()
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
