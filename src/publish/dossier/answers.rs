//! What a unit reported by the outline: section by section the indicators that answer it, each with its cell and what was
//! found at it, and what it left blank.

use std::collections::BTreeMap;

use crate::model::{CellRef, Finding, MeasureIx, UnitIx};
use crate::pipeline::{Form, Indicator, IndicatorKind, IndicatorValue, OutlineSection, Pipeline};
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
    /// The indicators that answer it and that the unit is asked for.
    pub(super) indicators: Vec<IndicatorAnswer<'a>>,
}

/// An indicator of a unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct IndicatorAnswer<'a> {
    pub(super) form: &'a Form,
    pub(super) indicator: &'a Indicator,
    pub(super) value: &'a IndicatorValue,
    /// `None` where it was left blank, or its form did not come.
    pub(super) figure: Option<IndicatorCell<'a>>,
    /// For a percentage, what its two lines give; `None` inside where the lower one is 0, outside where one is missing.
    pub(super) recomputed: Option<Option<f64>>,
    /// What was found at its cell.
    pub(super) findings: Vec<&'a Finding>,
}

/// What was reported of an indicator, and where.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct IndicatorCell<'a> {
    pub(super) value: f64,
    pub(super) file: &'a str,
    pub(super) sheet: &'a str,
    pub(super) at: CellRef,
}

/// The outline of the plan, answered by a unit.
pub(super) fn answers<'a>(
    inputs: &DossierInputs<'a>,
    unit: UnitIx,
    owed: &[OwedForm<'a>],
) -> Vec<SectionAnswer<'a>> {
    let figures = figures(inputs, unit);
    let sections = inputs.plan.outline.iter().map(|section| {
        let forms = owed.iter().filter(|owed| section.forms.contains(&owed.form.id));
        let indicators =
            section.indicators.iter().filter_map(|id| answer(inputs, unit, id, &figures));
        SectionAnswer { section, forms: forms.copied().collect(), indicators: indicators.collect() }
    });
    sections.collect()
}

/// The cells of the indicators of a unit, by measure.
type Figures<'a> = BTreeMap<&'a str, IndicatorCell<'a>>;

fn figures<'a>(inputs: &DossierInputs<'a>, unit: UnitIx) -> Figures<'a> {
    let pipeline: &'a Pipeline = inputs.run.pipeline;
    let id = &pipeline.register.get(unit).id;
    let Some(tables) = inputs.run.edition else { return Figures::new() };
    let numbers = &tables.numbers;
    let indicators =
        |form: &str| pipeline.form(form).is_some_and(|form| !form.indicators.is_empty());
    let mut figures = Figures::new();
    for row in numbers.rows.iter().filter(|row| numbers.word(row.unit) == id) {
        if indicators(numbers.word(row.form)) {
            figures.entry(numbers.word(row.measure)).or_insert(IndicatorCell {
                value: row.value,
                file: numbers.word(row.file),
                sheet: numbers.word(row.sheet),
                at: row.at,
            });
        }
    }
    figures
}

/// An indicator by its id; `None` where the unit is not asked for it and did not report it, or it is declared no longer.
fn answer<'a>(
    inputs: &DossierInputs<'a>,
    unit: UnitIx,
    id: &str,
    figures: &Figures<'a>,
) -> Option<IndicatorAnswer<'a>> {
    let pipeline: &'a Pipeline = inputs.run.pipeline;
    let is = |measure: MeasureIx| pipeline.measure(measure).id == id;
    let (form, indicator, value) = pipeline.forms.iter().find_map(|form| {
        let lines = form.indicators.iter();
        let mut lines = lines.filter_map(|line| Some((line, line.value.as_ref()?)));
        lines.find(|(_, value)| is(value.measure)).map(|(line, value)| (form, line, value))
    })?;
    let figure = figures.get(id).copied();
    let level = pipeline.register.get(unit).level;
    let asked = !value.optional && (value.asked_of.is_empty() || value.asked_of.contains(&level));
    if figure.is_none() && !asked {
        return None;
    }
    let of_measure = |measure: MeasureIx| {
        figures.get(pipeline.measure(measure).id.as_str()).map(|cell| cell.value)
    };
    let recomputed = value.ratio.as_ref().and_then(|ratio| ratio.percent(of_measure));
    let findings = figure.map_or_else(Vec::new, |cell| at_cell(inputs, &cell));
    Some(IndicatorAnswer { form, indicator, value, figure, recomputed, findings })
}

fn at_cell<'a>(inputs: &DossierInputs<'a>, cell: &IndicatorCell<'a>) -> Vec<&'a Finding> {
    let here = |finding: &&Finding| {
        let place = &finding.place;
        place.cell == Some(cell.at)
            && place.file.as_deref() == Some(cell.file)
            && place.sheet.as_deref() == Some(cell.sheet)
    };
    inputs.run.findings.iter().filter(here).collect()
}

impl IndicatorAnswer<'_> {
    /// The value as people write it; a dash where there is none.
    pub(super) fn shown(&self, pipeline: &Pipeline) -> String {
        let Some(cell) = self.figure else { return "–".to_owned() };
        let scale = &pipeline.measure(self.value.measure).scale;
        match &self.value.kind {
            IndicatorKind::Percent => percent_of(cell.value),
            IndicatorKind::Count => scaled(whole(cell.value), scale),
            IndicatorKind::Amount => scaled(amount(cell.value), scale),
            IndicatorKind::Answer(answers) => {
                let code = answers.iter().find(|answer| f64::from(answer.code) == cell.value);
                code.map_or_else(|| plain_number(cell.value), |answer| answer.words.clone())
            }
        }
    }

    /// What its two lines give, where it is a percentage and they were reported.
    pub(super) fn computed(&self) -> Option<String> {
        let exact = self.recomputed?;
        Some(exact.map_or_else(|| "không có tỷ lệ (mẫu số bằng 0)".to_owned(), percent_of))
    }

    /// What was found at its cell; that it was left blank.
    pub(super) fn said(&self) -> String {
        if self.figure.is_none() {
            return "để trống".to_owned();
        }
        let said = self.findings.iter().map(|finding| finding.message.as_str());
        said.collect::<Vec<_>>().join("; ")
    }

    /// Where it stands.
    pub(super) fn source(&self) -> String {
        self.figure.map_or_else(String::new, |cell| address(cell.file, cell.sheet, &[cell.at]))
    }
}

fn percent_of(value: f64) -> String {
    // A cell that shows 85,5% may hold more decimals than anybody typed.
    format!("{}%", plain_number((value * 100.0).round() / 100.0))
}

fn whole(value: f64) -> String {
    group_thousands(crate::model::whole_count(value))
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
