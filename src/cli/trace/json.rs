//! Where figures come from, as data: everything, whatever the text leaves out.

use schemars::JsonSchema;
use serde::Serialize;

use crate::check::{FindingJson, PlaceData, SubmissionJson};
use crate::cli::diff::json::{ChangedRateJson, rate};
use crate::cli::diff::place_json::{ChangedPlaceJson, place};
use crate::model::{Finding, Lang};
use crate::pipeline::Pipeline;
use crate::run::{
    CellHolds, CellTrace, FigureTrace, Impact, LineTrace, Neighbour, PlaceTrace, PublishedCell,
    Traced, UnitTrace,
};
use crate::table::Sum;

use super::cell_text::shown;
use super::cells_json::{LateCellJson, ReportedCellJson, indicator_cell, late_cell};

/// Where figures come from, or what hangs on a cell.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct TraceJson<'t> {
    /// Id of the pipeline.
    pipeline: &'t str,
    /// The period of the run.
    period: &'t str,
    /// Id of the run.
    run: &'t str,
    /// Whether this is the run that is published.
    published: bool,
    /// The cell of a published workbook that was asked for.
    published_cell: Option<PublishedCellJson<'t>>,
    /// The figures, each with its lines and cells.
    figures: Vec<FigureJson<'t>>,
    /// How their units stand, and who stands next.
    standings: Vec<StandingJson<'t>>,
    /// The forms that a count of forms counts.
    submissions: Vec<SubmissionJson<'t>>,
    /// The findings that a count of findings counts.
    findings: Vec<FindingJson<'t>>,
    /// The cells of counts that ask for a reason, with the reason.
    late_cells: Vec<LateCellJson<'t>>,
    /// The cells that an indicator is taken from, with those of the two lines of a percentage.
    indicator_cells: Vec<ReportedCellJson<'t>>,
    /// What hangs on a cell of a submitted file, where that was asked.
    impact: Option<ImpactJson<'t>>,
    /// What should not be relied on: files that were changed since the run, stages that are out of date.
    warnings: &'t [String],
}

/// A cell of a published workbook.
#[derive(Debug, Serialize, JsonSchema)]
struct PublishedCellJson<'t> {
    #[serde(flatten)]
    place: PlaceData<'t>,
    /// What stands there.
    found: &'t str,
    /// What it shows, in words.
    shows: String,
    /// Whether the file is, byte for byte, what the run published; else its data code led to the run.
    same_bytes: bool,
    /// How many other runs published the same file.
    other_runs: usize,
}

/// A figure, taken apart.
#[derive(Debug, Serialize, JsonSchema)]
struct FigureJson<'t> {
    metric: &'t str,
    /// `own` what the unit itself handles, `total` with everything under it.
    scope: &'static str,
    unit_id: &'t str,
    unit: &'t str,
    /// The field; null for all fields together.
    field: Option<&'t str>,
    /// Sum above the line as the run computed it; null where it has none.
    numerator: Option<i64>,
    denominator: Option<i64>,
    /// 0 to 1; null where there is nothing to divide by.
    rate: Option<f64>,
    /// Whether no figure is missing that it goes by.
    complete: bool,
    /// Whether the cells add up to the sums.
    adds_up: bool,
    /// The sum above the line in words of the forms.
    numerator_terms: Vec<TermJson<'t>>,
    denominator_terms: Vec<TermJson<'t>>,
    /// The units that have lines in it.
    traced_units: Vec<TracedUnitJson<'t>>,
    /// The files of these lines.
    traced_files: Vec<TracedFileJson<'t>>,
    /// The forms that supply it: what came and what did not.
    submissions: Vec<SubmissionJson<'t>>,
    /// What was found about these units and forms, and in these lines.
    findings: Vec<FindingJson<'t>>,
}

/// A measure of a sum.
#[derive(Debug, Serialize, JsonSchema)]
struct TermJson<'t> {
    /// 1 where it is added, -1 where it is taken away.
    sign: i64,
    measure: &'t str,
    measure_title: &'t str,
}

/// A file that a figure comes from.
#[derive(Debug, Serialize, JsonSchema)]
struct TracedFileJson<'t> {
    file: &'t str,
    /// Fingerprint of the file as it was read.
    blake3: Option<&'t str>,
}

/// The part of a unit in a figure.
#[derive(Debug, Serialize, JsonSchema)]
struct TracedUnitJson<'t> {
    unit_id: &'t str,
    unit: &'t str,
    /// What it adds above the line.
    numerator: i64,
    denominator: i64,
    traced_lines: Vec<TracedLineJson<'t>>,
}

/// A line of an office's table.
#[derive(Debug, Serialize, JsonSchema)]
struct TracedLineJson<'t> {
    file: &'t str,
    sheet: &'t str,
    /// Its row, as Excel numbers it.
    row: u32,
    form: &'t str,
    field: Option<&'t str>,
    source: Option<&'t str>,
    numerator: i64,
    denominator: i64,
    traced_cells: Vec<TracedCellJson<'t>>,
}

/// A cell that a figure asks for.
#[derive(Debug, Serialize, JsonSchema)]
struct TracedCellJson<'t> {
    /// As Excel names it.
    cell: String,
    measure: &'t str,
    /// The text as it was found.
    raw: &'t str,
    /// The count that it was read as.
    count: i64,
    /// How it was read: `number`, `number_as_text`, `number_shown`, `followed`, `part`.
    read_as: &'static str,
    /// What it adds above the line.
    numerator: i64,
    denominator: i64,
    /// Why it does not count: `cell_left_out`, `unit_left_out`, `line_incomplete`, `superseded`, `repeated`; null where it
    /// does.
    not_counted: Option<&'static str>,
    /// What was found at it.
    findings: Vec<FindingJson<'t>>,
}

/// How a unit stands, and who stands next.
#[derive(Debug, Serialize, JsonSchema)]
struct StandingJson<'t> {
    ranking: &'t str,
    unit_id: &'t str,
    unit: &'t str,
    /// `ranked`, or why there is no place.
    status: &'static str,
    place: Option<u32>,
    of: u32,
    /// Id of the unit inside which the list is kept.
    group: Option<&'t str>,
    value: Option<f64>,
    /// What it is ranked by.
    ranked_by: Vec<TracedShareJson<'t>>,
    /// Those who stand next above, all in one place.
    next_above: Vec<NeighbourJson<'t>>,
    tied_with: Vec<NeighbourJson<'t>>,
    /// Those who stand next below, all in one place.
    next_below: Vec<NeighbourJson<'t>>,
    /// How many are missing below the line to reach the minimum.
    short_by: Option<i64>,
}

/// The sums of a metric that a ranking goes by.
#[derive(Debug, Serialize, JsonSchema)]
struct TracedShareJson<'t> {
    metric: &'t str,
    /// Points for a rate of 1; null where the ranking is by the rate itself.
    points: Option<u32>,
    numerator: Option<i64>,
    denominator: Option<i64>,
}

/// A unit that stands next to another.
#[derive(Debug, Serialize, JsonSchema)]
struct NeighbourJson<'t> {
    unit_id: &'t str,
    unit: &'t str,
    place: Option<u32>,
    value: Option<f64>,
    ranked_by: Vec<TracedShareJson<'t>>,
    /// How many files would bring the lower of the two level with the other.
    files_between: Vec<FilesBetweenJson<'t>>,
}

/// Files of one metric alone.
#[derive(Debug, Serialize, JsonSchema)]
struct FilesBetweenJson<'t> {
    metric: &'t str,
    /// So many more above the line, or fewer where it is less than 0; null where all there are would not do.
    numerator_change: Option<i64>,
}

/// What hangs on a cell of a submitted file.
#[derive(Debug, Serialize, JsonSchema)]
struct ImpactJson<'t> {
    #[serde(flatten)]
    place: PlaceData<'t>,
    blake3: Option<&'t str>,
    /// `count`, `indicator`, `total`, `printed` or `nothing`.
    holds: &'static str,
    /// Whose number it is.
    unit_id: Option<&'t str>,
    unit: Option<&'t str>,
    /// The line it stands in, with this cell alone.
    traced_line: Option<TracedLineJson<'t>>,
    /// What was found at it.
    findings: Vec<FindingJson<'t>>,
    /// The rates it is in: as they are, and without it.
    hanging_rates: Vec<ChangedRateJson<'t>>,
    /// The units that would stand elsewhere: as they do, and without it.
    changed_places: Vec<ChangedPlaceJson<'t>>,
    /// The rankings that go by the indicator that it is the value of, or a part of.
    indicator_rankings: &'t [String],
    /// Whether this program computes the figures of the run as the run has them.
    reproduced: bool,
}

/// Figures, taken apart.
pub(super) fn of_trace<'t>(
    traced: &'t Traced,
    warnings: &'t [String],
    lang: Lang,
) -> TraceJson<'t> {
    let pipeline = &traced.run.pipeline;
    let register = &pipeline.register;
    TraceJson {
        pipeline: &traced.run.record.pipeline,
        period: &traced.run.record.period,
        run: &traced.run.record.run,
        published: traced.published,
        published_cell: traced.cell.as_ref().map(|cell| published_cell(cell, pipeline, lang)),
        figures: traced.figures.iter().map(|of| figure(of, pipeline)).collect(),
        standings: traced.places.iter().map(|of| standing(of, pipeline)).collect(),
        submissions: { traced.counted_forms().iter() }
            .map(|row| SubmissionJson::of(row, register))
            .collect(),
        findings: { traced.counted_findings().iter() }
            .map(|found| FindingJson::of(found, Some(register)))
            .collect(),
        late_cells: traced.late_cells().iter().map(|of| late_cell(of, pipeline)).collect(),
        indicator_cells: { traced.indicator_cells.iter() }
            .map(|of| indicator_cell(of, pipeline))
            .collect(),
        impact: None,
        warnings,
    }
}

/// What hangs on a cell.
pub(super) fn of_impact<'t>(impact: &'t Impact, warnings: &'t [String]) -> TraceJson<'t> {
    let pipeline = &impact.run.pipeline;
    let register = &pipeline.register;
    let (holds, unit, line) = match &impact.holds {
        CellHolds::Count { unit, line } => ("count", Some(register.get(*unit)), Some(line)),
        CellHolds::Indicator { unit, .. } => ("indicator", Some(register.get(*unit)), None),
        CellHolds::Total => ("total", None, None),
        CellHolds::Printed => ("printed", None, None),
        CellHolds::Nothing => ("nothing", None, None),
    };
    TraceJson {
        pipeline: &impact.run.record.pipeline,
        period: &impact.run.record.period,
        run: &impact.run.record.run,
        published: impact.published,
        published_cell: None,
        figures: Vec::new(),
        standings: Vec::new(),
        submissions: Vec::new(),
        findings: Vec::new(),
        late_cells: Vec::new(),
        indicator_cells: Vec::new(),
        impact: Some(ImpactJson {
            place: PlaceData::at(&impact.place),
            blake3: impact.blake3.as_deref(),
            holds,
            unit_id: unit.map(|unit| unit.id.as_str()),
            unit: unit.map(|unit| unit.name.as_str()),
            traced_line: line.map(|line| traced_line(line, &[], pipeline)),
            findings: { impact.findings.iter() }
                .map(|found| FindingJson::of(found, Some(register)))
                .collect(),
            hanging_rates: impact.figures.iter().map(rate).collect(),
            changed_places: { impact.moves.iter() }
                .map(|moved| place(moved, None, register))
                .collect(),
            indicator_rankings: match &impact.holds {
                CellHolds::Indicator { rankings, .. } => rankings,
                _ => &[],
            },
            reproduced: impact.reproduced,
        }),
        warnings,
    }
}

fn published_cell<'t>(
    cell: &'t PublishedCell,
    pipeline: &'t Pipeline,
    lang: Lang,
) -> PublishedCellJson<'t> {
    let words = crate::cli::diff::words::DiffWords { lang, pipeline };
    PublishedCellJson {
        place: PlaceData::of(Some(&cell.file), Some(&cell.sheet), Some(cell.at)),
        found: &cell.text,
        shows: shown(&cell.shows, words),
        same_bytes: cell.by_code.is_none(),
        other_runs: cell.others,
    }
}

fn figure<'t>(figure: &'t FigureTrace, pipeline: &'t Pipeline) -> FigureJson<'t> {
    let register = &pipeline.register;
    let metric = pipeline.metric(figure.asked.metric);
    let unit = register.get(figure.asked.unit);
    let terms = |formula: &'t crate::pipeline::Formula| {
        let terms = formula.terms.iter().map(|&(sign, of)| {
            let measure = pipeline.measure(of);
            TermJson { sign, measure: &measure.id, measure_title: &measure.title }
        });
        terms.collect()
    };
    FigureJson {
        metric: &metric.id,
        scope: figure.asked.scope.word(),
        unit_id: &unit.id,
        unit: &unit.name,
        field: figure.asked.field.as_deref(),
        numerator: figure.published.map(|sum| sum.numerator),
        denominator: figure.published.map(|sum| sum.denominator),
        rate: figure.published.and_then(|sum| sum.rate().ratio()),
        complete: figure.published.is_none_or(|sum| sum.complete),
        adds_up: figure.adds_up(),
        numerator_terms: terms(&metric.numerator),
        denominator_terms: terms(&metric.denominator),
        traced_units: { figure.units.iter() }
            .map(|of| traced_unit(of, &figure.findings, pipeline))
            .collect(),
        traced_files: { figure.files.iter() }
            .map(|(file, print)| TracedFileJson { file, blake3: print.as_deref() })
            .collect(),
        submissions: figure.forms.iter().map(|row| SubmissionJson::of(row, register)).collect(),
        findings: { figure.findings.iter() }
            .map(|found| FindingJson::of(found, Some(register)))
            .collect(),
    }
}

fn traced_unit<'t>(
    of: &'t UnitTrace,
    findings: &'t [Finding],
    pipeline: &'t Pipeline,
) -> TracedUnitJson<'t> {
    let unit = pipeline.register.get(of.unit);
    TracedUnitJson {
        unit_id: &unit.id,
        unit: &unit.name,
        numerator: of.above,
        denominator: of.below,
        traced_lines: of.lines.iter().map(|line| traced_line(line, findings, pipeline)).collect(),
    }
}

fn traced_line<'t>(
    line: &'t LineTrace,
    findings: &'t [Finding],
    pipeline: &'t Pipeline,
) -> TracedLineJson<'t> {
    TracedLineJson {
        file: &line.file,
        sheet: &line.sheet,
        row: line.row + 1,
        form: &line.form,
        field: line.field.as_deref(),
        source: line.source.as_deref(),
        numerator: line.above,
        denominator: line.below,
        traced_cells: { line.cells.iter() }
            .map(|cell| traced_cell(cell, findings, pipeline))
            .collect(),
    }
}

fn traced_cell<'t>(
    cell: &'t CellTrace,
    findings: &'t [Finding],
    pipeline: &'t Pipeline,
) -> TracedCellJson<'t> {
    let here = cell.findings.iter().filter_map(|&at| findings.get(at));
    TracedCellJson {
        cell: cell.at.to_string(),
        measure: &pipeline.measure(cell.measure).id,
        raw: &cell.raw,
        count: cell.value,
        read_as: cell.taken.word(),
        numerator: cell.above,
        denominator: cell.below,
        not_counted: cell.not_counted.map(crate::run::NotCounted::word),
        findings: here.map(|found| FindingJson::of(found, Some(&pipeline.register))).collect(),
    }
}

fn standing<'t>(place: &'t PlaceTrace, pipeline: &'t Pipeline) -> StandingJson<'t> {
    let own = &place.standing;
    let others = |others: &'t [Neighbour]| {
        others.iter().map(|other| neighbour(other, place.ranking, pipeline)).collect()
    };
    StandingJson {
        ranking: &own.ranking,
        unit_id: &own.unit_id,
        unit: &own.unit_name,
        status: own.status.word(),
        place: own.place,
        of: own.of,
        group: own.group.as_deref(),
        value: own.value,
        ranked_by: shares(&place.sums, place.ranking, pipeline),
        next_above: others(&place.above),
        tied_with: others(&place.tied),
        next_below: others(&place.below),
        short_by: place.short_by,
    }
}

fn neighbour<'t>(
    other: &'t Neighbour,
    ranking: usize,
    pipeline: &'t Pipeline,
) -> NeighbourJson<'t> {
    let files = other.reach.iter().map(|reach| FilesBetweenJson {
        metric: &pipeline.metric(reach.metric).id,
        numerator_change: reach.files.map(|files| if reach.fewer { -files } else { files }),
    });
    NeighbourJson {
        unit_id: &other.standing.unit_id,
        unit: &other.standing.unit_name,
        place: other.standing.place,
        value: other.standing.value,
        ranked_by: shares(&other.sums, ranking, pipeline),
        files_between: files.collect(),
    }
}

fn shares<'t>(
    sums: &[Option<Sum>],
    ranking: usize,
    pipeline: &'t Pipeline,
) -> Vec<TracedShareJson<'t>> {
    let shares = pipeline.rankings[ranking].shares.iter().zip(sums);
    let shares = shares.map(|(share, sum)| TracedShareJson {
        metric: &pipeline.metric(share.metric).id,
        points: share.points,
        numerator: sum.map(|sum| sum.numerator),
        denominator: sum.map(|sum| sum.denominator),
    });
    shares.collect()
}
