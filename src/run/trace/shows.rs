//! What a cell of a published sheet shows, told by the tables of its run.

use std::collections::BTreeMap;

use crate::model::{
    Action, Finding, Findings, FormIx, MeasureIx, Place, Scope, Severity, SubmissionRow,
    Submissions, UnitIx,
};
use crate::pipeline::{MetricIx, Pipeline};
use crate::publish::book::style::CellStyle;
use crate::publish::{
    self, Circle, FieldFigure, FieldShows, FormsFigure, LateFigure, LateNumber, Meaning, OneOf,
    RateFigure, StandingFigure, late_numbers,
};
use crate::table::{EditionTables, Observations};

use super::figure::FigureAsked;

/// What a cell shows; rankings by their places in the pipeline.
#[derive(Debug, Clone, PartialEq)]
pub enum Shows {
    /// Nothing.
    Blank,
    /// Words about the sheet or its figures; how they look says what they are.
    Words(CellStyle),
    /// The number of a row in its list.
    RowNumber,
    /// A sum or the rate of a metric of a unit.
    Rate(FigureAsked, RateFigure),
    /// The same of all units together.
    Overall(MetricIx, RateFigure),
    /// The same of all units of a list together.
    List {
        /// The ranking.
        ranking: usize,
        /// The unit inside which the list is kept.
        group: Option<UnitIx>,
        /// The metric.
        metric: MetricIx,
        /// Which of its figures.
        shows: RateFigure,
    },
    /// How a unit stands.
    Standing {
        /// The ranking.
        ranking: usize,
        /// The unit.
        unit: UnitIx,
        /// What of it.
        shows: StandingFigure,
    },
    /// How many units a list has.
    Units {
        /// The ranking.
        ranking: usize,
        /// The unit inside which the list is kept.
        group: Option<UnitIx>,
    },
    /// How many units a tie has beyond those that are named.
    Others {
        /// The ranking.
        ranking: usize,
    },
    /// How many units have a place.
    Ranked {
        /// The ranking.
        ranking: usize,
    },
    /// What counts against all units but those that hold most of it.
    RestMissed {
        /// The metric.
        metric: MetricIx,
        /// How many these are.
        largest: usize,
    },
    /// Forms that are owed, or came.
    Forms {
        /// The form; all of them where it is none.
        form: Option<FormIx>,
        /// What is counted.
        shows: FormsFigure,
        /// What is counted, a row each.
        rows: Vec<SubmissionRow>,
    },
    /// A form that came or did not.
    Submission(SubmissionRow),
    /// How many findings there are.
    Findings {
        /// How bad they are.
        severity: Option<Severity>,
        /// Those alone by which figures do not count.
        left_out: bool,
        /// What is counted.
        rows: Vec<Finding>,
    },
    /// A finding.
    Finding(Finding),
    /// How many files a unit needs to be ranked.
    Minimum {
        /// The ranking.
        ranking: usize,
    },
    /// Where a class begins.
    Bound {
        /// The ranking.
        ranking: usize,
        /// The place of the class among those of the ranking.
        class: usize,
    },
    /// A figure of a metric by field.
    Field {
        /// Whose it is; the one above where it is of several.
        unit: OneOf<UnitIx>,
        /// In which field.
        field: OneOf<Option<String>>,
        /// The metric.
        metric: MetricIx,
        /// Which of its figures.
        shows: FieldShows,
        /// The figures that it is, or is the sum of; of those that have no place of their own, what they are the rest of.
        parts: Vec<FigureAsked>,
    },
    /// What units say of an indicator.
    Indicator {
        /// Whose it is; all of a tier together where it is none.
        unit: Option<UnitIx>,
        /// The indicator.
        measure: MeasureIx,
        /// The cells that it is taken from, and for a percentage those of its two lines.
        numbers: Vec<ReportedCell>,
    },
    /// Counts that ask for a reason.
    Late {
        /// Whose they are.
        unit: OneOf<UnitIx>,
        /// In which field.
        field: OneOf<Option<String>>,
        /// The count; all of them where it is none.
        measure: Option<MeasureIx>,
        /// Where they stand; none of those that have no row of their own.
        numbers: Vec<LateCell>,
    },
}

/// What a unit says of an indicator, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportedCell {
    /// Whose it is.
    pub unit: UnitIx,
    /// The indicator.
    pub measure: MeasureIx,
    /// The cell.
    pub place: Place,
    /// What it says.
    pub value: f64,
}

/// A count that asks for a reason, where it stands, and the reason.
#[derive(Debug, Clone, PartialEq)]
pub struct LateCell {
    /// Whose it is.
    pub unit: UnitIx,
    /// What is counted.
    pub measure: MeasureIx,
    /// The cell.
    pub place: Place,
    /// How many.
    pub count: i64,
    /// What the unit writes beside it.
    pub reason: Option<String>,
}

impl Shows {
    /// What a cell of a composed sheet shows.
    pub(super) fn of(
        meaning: Meaning<'_>,
        style: CellStyle,
        pipeline: &Pipeline,
        (submissions, findings, tables): (&Submissions, &Findings, Option<&EditionTables>),
        numbers: &Observations,
    ) -> Self {
        let place = |id: &str| pipeline.rankings.iter().position(|ranking| ranking.id == id);
        let place = |ranking: &crate::pipeline::Ranking| place(&ranking.id).unwrap_or_default();
        match meaning {
            Meaning::Words => Self::Words(style),
            Meaning::RowNumber => Self::RowNumber,
            Meaning::Rate { scope, unit, metric, shows } => {
                Self::Rate(FigureAsked { scope, unit, metric, field: None }, shows)
            }
            Meaning::Overall { metric, shows } => Self::Overall(metric, shows),
            Meaning::List { ranking, group, metric, shows } => {
                Self::List { ranking: place(ranking), group, metric, shows }
            }
            Meaning::Standing { ranking, unit, shows } => {
                Self::Standing { ranking: place(ranking), unit, shows }
            }
            Meaning::Units { ranking, group } => Self::Units { ranking: place(ranking), group },
            Meaning::Ranked(ranking) => Self::Ranked { ranking: place(ranking) },
            Meaning::RestMissed { metric, largest } => Self::RestMissed { metric, largest },
            Meaning::Others(ranking) => Self::Others { ranking: place(ranking) },
            Meaning::Forms { form, shows } => {
                let id = form.map(|form| pipeline.forms[form.index()].id.as_str());
                Self::Forms { form, shows, rows: owed(id, shows, submissions) }
            }
            Meaning::Submission(row) => Self::Submission(row.clone()),
            Meaning::Findings { severity, left_out } => {
                let wanted = |finding: &&Finding| {
                    severity.is_none_or(|severity| finding.severity == severity)
                        && (!left_out || finding.action == Action::LeftOut)
                };
                let rows = findings.iter().filter(wanted).cloned().collect();
                Self::Findings { severity, left_out, rows }
            }
            Meaning::FindingsOf { unit, code, left_out } => {
                let wanted = |finding: &&&Finding| {
                    finding.code == code && (!left_out || finding.action == Action::LeftOut)
                };
                let dealt = publish::findings_of(unit, pipeline, findings, submissions);
                let rows = dealt.iter().filter(wanted).map(|finding| (*finding).clone()).collect();
                Self::Findings { severity: None, left_out, rows }
            }
            Meaning::Finding(finding) => Self::Finding(finding.clone()),
            Meaning::Minimum(ranking) => Self::Minimum { ranking: place(ranking) },
            Meaning::Bound { ranking, class } => Self::Bound { ranking: place(ranking), class },
            Meaning::Field(figure) => Self::Field {
                unit: figure.unit,
                field: owned(figure.field),
                metric: figure.metric,
                shows: figure.shows,
                parts: parts(figure, pipeline),
            },
            Meaning::Indicator { unit, measure, level } => {
                let is_asked = |of: UnitIx| match unit {
                    Some(unit) => unit == of,
                    None => pipeline.register.get(of).level == level,
                };
                let numbers = indicator_cells(measure, is_asked, pipeline, numbers);
                Self::Indicator { unit, measure, numbers }
            }
            Meaning::Late(figure) => {
                let numbers = tables.map(|tables| late_numbers(pipeline, findings, tables));
                let wanted = |number: &LateNumber<'_>| is_of(*number, figure, pipeline);
                let numbers = numbers.into_iter().flatten().filter(wanted).map(LateCell::of);
                let (unit, measure) = (figure.unit, figure.measure);
                let numbers = numbers.collect();
                Self::Late { unit, field: owned(figure.field), measure, numbers }
            }
        }
    }
}

/// The cells of an indicator and, where it is a percentage of two lines, of these.
pub(super) fn indicator_cells(
    measure: MeasureIx,
    is_asked: impl Fn(UnitIx) -> bool,
    pipeline: &Pipeline,
    numbers: &Observations,
) -> Vec<ReportedCell> {
    let lines = pipeline.forms.iter().flat_map(|form| &form.indicators);
    let mut values = lines.filter_map(|line| line.value.as_ref());
    let ratio = values.find(|value| value.measure == measure).and_then(|of| of.ratio.as_ref());
    let parts = ratio.into_iter().flat_map(|ratio| [&ratio.numerator, &ratio.denominator]);
    let parts = parts.flat_map(|formula| formula.terms.iter().map(|&(_, measure)| measure));
    let wanted: Vec<MeasureIx> = std::iter::once(measure).chain(parts).collect();
    let mut cells = Vec::new();
    for of in wanted {
        let id = &pipeline.measure(of).id;
        cells.extend(numbers.rows.iter().filter_map(|number| {
            let unit = pipeline.register.find_id(numbers.word(number.unit))?;
            (numbers.word(number.measure) == id && is_asked(unit)).then(|| ReportedCell {
                unit,
                measure: of,
                place: Place {
                    file: Some(numbers.word(number.file).to_owned()),
                    sheet: Some(numbers.word(number.sheet).to_owned()),
                    cell: Some(number.at),
                },
                value: number.value,
            })
        }));
    }
    cells
}

fn owned(field: OneOf<Option<&str>>) -> OneOf<Option<String>> {
    match field {
        OneOf::One(field) => OneOf::One(field.map(str::to_owned)),
        OneOf::All => OneOf::All,
        OneOf::Rest => OneOf::Rest,
    }
}

/// The figures of a cell in a table of fields. What names no field, and what has no place of its own, is the rest of them.
fn parts(figure: FieldFigure<'_>, pipeline: &Pipeline) -> Vec<FigureAsked> {
    let FieldFigure { among, scope, unit, field, metric, .. } = figure;
    let field = match field {
        OneOf::One(field) => field.map(str::to_owned),
        OneOf::All | OneOf::Rest => None,
    };
    let asked = |(scope, unit)| FigureAsked { scope, unit, metric, field: field.clone() };
    match (unit, among) {
        (OneOf::One(unit), _) => vec![asked((scope, unit))],
        (_, Circle::Under(unit)) => vec![asked((Scope::Total, unit))],
        (_, Circle::Level(level)) => {
            let units = pipeline.register.iter().filter(|(_, unit)| unit.level == level);
            units.map(|(unit, _)| asked((scope, unit))).collect()
        }
        (_, Circle::Everyone) => Vec::new(),
    }
}

/// Whether a number is in a cell of a table of them; what has no row of its own is told of as all are.
fn is_of(number: LateNumber<'_>, figure: LateFigure<'_>, pipeline: &Pipeline) -> bool {
    let of_unit = match (figure.unit, figure.among) {
        (OneOf::One(unit), _) => number.unit == unit,
        (_, Circle::Under(unit)) => pipeline.register.line_up(number.unit).any(|up| up == unit),
        (_, Circle::Level(level)) => pipeline.register.get(number.unit).level == level,
        (_, Circle::Everyone) => true,
    };
    let of_field = match figure.field {
        OneOf::One(field) => number.field == field,
        OneOf::All | OneOf::Rest => true,
    };
    of_unit && of_field && figure.measure.is_none_or(|measure| number.measure == measure)
}

impl LateCell {
    fn of(number: LateNumber<'_>) -> Self {
        Self {
            unit: number.unit,
            measure: number.measure,
            place: Place {
                file: Some(number.file.to_owned()),
                sheet: Some(number.sheet.to_owned()),
                cell: Some(number.at),
            },
            count: number.count,
            reason: number.reason.map(str::to_owned),
        }
    }
}

/// The forms that are counted, each once: a unit owes a form once, however many files it sent.
fn owed(form: Option<&str>, shows: FormsFigure, submissions: &Submissions) -> Vec<SubmissionRow> {
    let mut owed: BTreeMap<(&str, &str), &SubmissionRow> = BTreeMap::new();
    for row in &submissions.rows {
        let (Some(of), Some(unit)) = (&row.form, &row.unit_id) else { continue };
        if form.is_none_or(|form| form == of) {
            let known = owed.entry((of, unit)).or_insert(row);
            if known.status.is_gap() {
                *known = row;
            }
        }
    }
    let wanted = |row: &&&SubmissionRow| match shows {
        FormsFigure::Owed => true,
        FormsFigure::Received => !row.status.is_gap(),
        FormsFigure::Missing => row.status.is_gap(),
    };
    owed.values().filter(wanted).map(|row| (*row).clone()).collect()
}
