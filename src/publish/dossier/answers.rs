//! What a unit reported by the outline: section by section the indicators that answer it, as the table of indicators has
//! them, each with its cell and with what it was held against.

use std::collections::BTreeMap;

use crate::model::{CellRef, UnitIx, whole_count};
use crate::pipeline::{OutlineSection, Pipeline};
use crate::table::{Concord, IndicatorFigure, ReportedStatus};
use crate::text::{group_thousands, plain_number};

use super::forms::OwedForm;
use super::inputs::DossierInputs;
use super::words::address;

/// A section of the outline with what was reported of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SectionAnswer<'a> {
    pub(super) section: &'a OutlineSection,
    /// The forms that answer it, of those that the unit owes.
    pub(super) forms: Vec<OwedForm<'a>>,
    /// The indicators that answer it and that the unit reported, or is asked for; none where their form did not come.
    pub(super) indicators: Vec<IndicatorAnswer<'a>>,
}

/// An indicator of a unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct IndicatorAnswer<'a> {
    pub(super) figure: &'a IndicatorFigure,
    /// What it is held against, in words; nothing where it is held against nothing.
    pub(super) compared: Vec<String>,
    /// Whether it is not what it was held against.
    pub(super) differs: bool,
    /// Whether it is a line of a percentage of the section that is divided again from it, and held against nothing itself.
    pub(super) is_told_elsewhere: bool,
    /// Where it stands; empty where nothing does.
    pub(super) source: String,
}

/// The outline of the plan, answered by a unit.
pub(super) fn answers<'a>(
    inputs: &DossierInputs<'a>,
    unit: UnitIx,
    owed: &[OwedForm<'a>],
) -> Vec<SectionAnswer<'a>> {
    let pipeline: &'a Pipeline = inputs.run.pipeline;
    let id = &pipeline.register.get(unit).id;
    let rows = inputs.run.indicators.rows.iter().filter(|row| row.unit_id == *id);
    let figures: BTreeMap<&str, &'a IndicatorFigure> =
        rows.map(|row| (row.indicator.as_str(), row)).collect();
    let cells = cells(inputs, id);
    let sections = inputs.plan.outline.iter().map(|section| {
        let forms = owed.iter().filter(|owed| section.forms.contains(&owed.form.id));
        let told = section.indicators.iter().filter_map(|id| figures.get(id.as_str()));
        let told = told.filter(|figure| figure.status != ReportedStatus::NotAsked);
        let told: Vec<&'a IndicatorFigure> = told.copied().collect();
        let parts = lines_of_percentages(pipeline, &told);
        let indicators = told.iter().map(|figure| {
            let one = answer(pipeline, figure, &cells);
            let is_part = parts.contains(&figure.indicator.as_str());
            IndicatorAnswer { is_told_elsewhere: is_part && one.compared.is_empty(), ..one }
        });
        SectionAnswer { section, forms: forms.copied().collect(), indicators: indicators.collect() }
    });
    sections.collect()
}

/// The indicators that percentages among these were divided again from.
fn lines_of_percentages<'a>(pipeline: &'a Pipeline, told: &[&IndicatorFigure]) -> Vec<&'a str> {
    let again = told.iter().filter(|figure| figure.numerator.and(figure.denominator).is_some());
    let ratios = again.filter_map(|figure| {
        let lines = pipeline.form(&figure.form)?.indicators.iter();
        let mut values = lines.filter_map(|line| line.value.as_ref());
        let of = values.find(|value| pipeline.measure(value.measure).id == figure.indicator)?;
        of.ratio.as_ref()
    });
    let terms =
        ratios.flat_map(|ratio| ratio.numerator.terms.iter().chain(&ratio.denominator.terms));
    terms.map(|&(_, measure)| pipeline.measure(measure).id.as_str()).collect()
}

/// Where each indicator of a unit stands: file, sheet and cell.
type IndicatorCells<'a> = BTreeMap<&'a str, (&'a str, &'a str, CellRef)>;

fn cells<'a>(inputs: &DossierInputs<'a>, unit: &str) -> IndicatorCells<'a> {
    let Some(tables) = inputs.run.edition else { return IndicatorCells::new() };
    let numbers = &tables.numbers;
    let mut cells = IndicatorCells::new();
    for row in numbers.rows.iter().filter(|row| numbers.word(row.unit) == unit) {
        let [measure, file, sheet] = [row.measure, row.file, row.sheet].map(|at| numbers.word(at));
        cells.entry(measure).or_insert((file, sheet, row.at));
    }
    cells
}

fn answer<'a>(
    pipeline: &Pipeline,
    figure: &'a IndicatorFigure,
    cells: &IndicatorCells<'a>,
) -> IndicatorAnswer<'a> {
    let reported = figure.status == ReportedStatus::Reported;
    let cell = cells.get(figure.indicator.as_str()).filter(|_| reported);
    let source = cell.map(|(file, sheet, at)| address(file, sheet, &[*at]));
    let other = figure.other.as_ref();
    let differs = figure.differs || other.is_some_and(|of| of.concord == Concord::Differs);
    let compared = again(figure).into_iter().chain(beside(pipeline, figure)).collect();
    let source = source.unwrap_or_default();
    IndicatorAnswer { figure, compared, differs, is_told_elsewhere: false, source }
}

/// What the two lines of a percentage give.
fn again(figure: &IndicatorFigure) -> Option<String> {
    let (above, below) = figure.numerator.zip(figure.denominator)?;
    let parts = format!("{}/{}", amount(above), amount(below));
    Some(match figure.recomputed {
        None => format!("{parts}: không có gì để chia"),
        Some(exact) if figure.differs => {
            format!("tính lại {parts} được {}, khác", percent_of(exact))
        }
        Some(exact) => format!("tính lại {parts} được {}", percent_of(exact)),
    })
}

/// What another form of the unit says of it.
fn beside(pipeline: &Pipeline, figure: &IndicatorFigure) -> Option<String> {
    let other = figure.other.as_ref()?;
    let form = pipeline.form(&other.form).map_or(other.form.as_str(), |form| &form.name);
    Some(match (other.concord, other.value) {
        (Concord::Agrees, _) => format!("khớp {form}"),
        (Concord::Differs, Some(sum)) => format!("{form} cộng được {}, khác", group_thousands(sum)),
        // The blank itself says it.
        (Concord::NoValue, _) => return None,
        (concord, _) => format!("chưa đối chiếu được: {form} {}", concord.why_not()?),
    })
}

impl IndicatorAnswer<'_> {
    /// Section, number and label: `III.3.1 Tỷ lệ …`.
    pub(super) fn named(&self) -> String {
        let IndicatorFigure { section, number, label, .. } = self.figure;
        format!("{section}.{} {label}", number.trim_end_matches('.'))
    }

    /// Whether it has a value.
    pub(super) fn is_there(&self) -> bool {
        self.figure.value.is_some()
    }

    /// The value as people write it, or why there is none.
    pub(super) fn shown(&self) -> String {
        let figure = self.figure;
        match (figure.status, figure.value) {
            (ReportedStatus::LeftOut, _) => "không tính".to_owned(),
            (_, None) => "trống".to_owned(),
            (_, Some(value)) => match (&figure.answer, figure.kind.as_str()) {
                (Some(words), _) => words.clone(),
                (None, "percent") => percent_of(value),
                (None, "count") => scaled(group_thousands(whole_count(value)), &figure.scale),
                (None, _) => scaled(amount(value), &figure.scale),
            },
        }
    }

    /// What it was held against, and what came of it.
    pub(super) fn said(&self) -> String {
        self.compared.join("; ")
    }
}

fn percent_of(value: f64) -> String {
    // A cell that shows 85,5% may hold more decimals than anybody typed.
    format!("{}%", plain_number((value * 100.0).round() / 100.0))
}

/// `1.234,5`
fn amount(value: f64) -> String {
    let text = plain_number(value.abs());
    let (front, behind) = text.split_once(',').unwrap_or((&text, ""));
    let front = front.parse().map_or_else(|_| front.to_owned(), group_thousands);
    let sign = if value < 0.0 { "-" } else { "" };
    if behind.is_empty() { format!("{sign}{front}") } else { format!("{sign}{front},{behind}") }
}

fn scaled(figure: String, scale: &str) -> String {
    if scale.is_empty() { figure } else { format!("{figure} {scale}") }
}

#[cfg(test)]
mod tests {
    use super::{amount, percent_of};

    #[test]
    fn amounts_and_percentages_are_vietnamese() {
        assert_eq!(amount(1_234.5), "1.234,5");
        assert_eq!(amount(-1_234_567.0), "-1.234.567");
        assert_eq!(amount(0.25), "0,25");
        assert_eq!(percent_of(85.714_285), "85,71%");
        assert_eq!(percent_of(100.0), "100%");
    }
}
