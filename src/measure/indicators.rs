//! What each unit says of each indicator: no sums, for an indicator stands once in the form of its unit.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::DataFrame;

use crate::model::{Code, Finding, MeasureIx, Role, UnitIx, UnitSums};
use crate::pipeline::{Form, Indicator, IndicatorValue, Items, Pipeline};
use crate::table::{
    Columns, Concord, Gaps, IndicatorFigure, IndicatorFigures, LeftOut, Lines, OtherForm,
    ReportedStatus, TableError, role_words, senders,
};

use super::by_unit::by_unit;

/// A line: file, sheet and row as Excel numbers it.
type LineAddress = (String, String, u32);

/// What every unit that sent a form of indicators says of each of them; nothing where nobody sent one.
///
/// # Errors
/// A column is missing or of another type.
pub fn indicators<'f>(
    lines: &Lines,
    columns: &DataFrame,
    findings: impl Iterator<Item = &'f Finding>,
    pipeline: &'f Pipeline,
) -> Result<IndicatorFigures, TableError> {
    let mut figures = IndicatorFigures::default();
    let mut sent: Vec<(&Form, BTreeSet<UnitIx>)> = Vec::new();
    for form in pipeline.forms.iter().filter(|form| form.items == Items::Indicator) {
        let known = senders(form, columns)?;
        let units: BTreeSet<UnitIx> =
            known.iter().filter_map(|id| pipeline.register.find_id(id)).collect();
        sent.push((form, units));
    }
    if sent.iter().all(|(_, units)| units.is_empty()) {
        return Ok(figures);
    }
    let findings: Vec<&Finding> = findings.collect();
    let left_out = LeftOut::of(findings.iter().copied(), pipeline);
    let differing = differing(&findings);
    let sums = by_unit(&compared(lines, pipeline))?;
    for (form, units) in sent {
        let gaps = left_out.gaps(&form.id, columns)?;
        let told = lines.get(&form.id).map(|lines| told(lines, &gaps, pipeline)).transpose()?;
        let told = told.unwrap_or_default();
        let none = ToldIndicators::default();
        for unit in units {
            let of_unit = IndicatorsOfUnit {
                pipeline,
                form,
                unit,
                told: told.get(&unit).unwrap_or(&none),
                left_out: &left_out,
                sums: &sums,
                differing: &differing,
            };
            figures.rows.extend(of_unit.rows());
        }
    }
    Ok(figures)
}

/// The cells whose percentage is another than its parts give, as the rule about them said.
fn differing(findings: &[&Finding]) -> BTreeSet<LineAddress> {
    let about = findings.iter().filter(|finding| finding.code == Code::PercentageDiffers);
    let at = about.filter_map(|finding| {
        let place = &finding.place;
        Some((place.file.clone()?, place.sheet.clone()?, place.cell?.row + 1))
    });
    at.collect()
}

/// The lines of the forms that indicators are compared with.
fn compared(lines: &Lines, pipeline: &Pipeline) -> Lines {
    let values = pipeline.forms.iter().flat_map(|form| &form.indicators);
    let agreements = values.filter_map(|one| one.value.as_ref()?.agrees_with.as_ref());
    let forms: BTreeSet<&String> = agreements.flat_map(|agreement| &agreement.forms).collect();
    let of = |id: &String| Some((id.clone(), lines.get(id)?.clone()));
    forms.into_iter().filter_map(of).collect()
}

/// What one unit says, by measure.
type ToldIndicators = BTreeMap<MeasureIx, ToldValue>;

/// A value and where it stands.
struct ToldValue {
    /// `None` where it does not count.
    value: Option<f64>,
    line: LineAddress,
}

/// The values of all units in the lines of a form.
fn told(
    lines: &DataFrame,
    gaps: &Gaps,
    pipeline: &Pipeline,
) -> Result<BTreeMap<UnitIx, ToldIndicators>, TableError> {
    let mut told: BTreeMap<UnitIx, ToldIndicators> = BTreeMap::new();
    let [item, _] = role_words(Role::Item);
    let c = Columns::new("lines", lines);
    let (role, unit, indicator) = (c.text("role")?, c.text("unit_id")?, c.text("indicator")?);
    let (value, file, sheet, row) =
        (c.float("value")?, c.text("file")?, c.text("sheet")?, c.whole("row")?);
    let ids = (0u16..).zip(&pipeline.measures).map(|(ix, of)| (of.id.as_str(), MeasureIx(ix)));
    let ids: BTreeMap<&str, MeasureIx> = ids.collect();
    for at in (0..lines.height()).filter(|&at| role.get(at) == Some(item)) {
        let unit = unit.get(at).and_then(|id| pipeline.register.find_id(id));
        let measure = indicator.get(at).and_then(|id| ids.get(id).copied());
        let (Some(unit), Some(measure), Some(value)) = (unit, measure, value.get(at)) else {
            continue;
        };
        let line = (file.required(at)?, sheet.required(at)?, row.get(at).unwrap_or(0));
        let value = (!gaps.contains_key(&line)).then_some(value);
        told.entry(unit).or_default().entry(measure).or_insert(ToldValue { value, line });
    }
    Ok(told)
}

/// One unit that sent a form.
struct IndicatorsOfUnit<'a> {
    pipeline: &'a Pipeline,
    form: &'a Form,
    unit: UnitIx,
    told: &'a ToldIndicators,
    left_out: &'a LeftOut<'a>,
    sums: &'a UnitSums,
    differing: &'a BTreeSet<LineAddress>,
}

impl IndicatorsOfUnit<'_> {
    fn rows(&self) -> impl Iterator<Item = IndicatorFigure> {
        let lines = self.form.indicators.iter();
        lines.filter_map(|line| Some(self.row(line, line.value.as_ref()?)))
    }

    fn id(&self) -> &str {
        &self.pipeline.register.get(self.unit).id
    }

    /// A value, where it counts.
    fn value(&self, measure: MeasureIx) -> Option<f64> {
        let out = self.left_out.has_unit(self.id(), &self.form.id);
        self.told.get(&measure).filter(|_| !out)?.value
    }

    fn row(&self, line: &Indicator, declared: &IndicatorValue) -> IndicatorFigure {
        let unit = self.pipeline.register.get(self.unit);
        let measure = self.pipeline.measure(declared.measure);
        let value = self.value(declared.measure);
        let part = |formula: &crate::pipeline::Formula| {
            formula.evaluate_real(|measure| self.value(measure))
        };
        let parts = declared.ratio.as_ref();
        let recomputed = parts.and_then(|ratio| ratio.percent(|of| self.value(of))).flatten();
        let at = self.told.get(&declared.measure).map(|told| &told.line);
        IndicatorFigure {
            period: self.pipeline.period.to_string(),
            form: self.form.id.clone(),
            unit_id: unit.id.clone(),
            unit_name: unit.name.clone(),
            indicator: measure.id.clone(),
            section: self.form.sections[line.section].number.clone(),
            number: line.number.clone(),
            label: line.label.clone(),
            kind: declared.kind.word().to_owned(),
            scale: measure.scale.clone(),
            status: self.status(declared, value),
            value,
            answer: value.and_then(|code| declared.kind.answer(code)).map(str::to_owned),
            numerator: parts.and_then(|ratio| part(&ratio.numerator)),
            denominator: parts.and_then(|ratio| part(&ratio.denominator)),
            recomputed,
            differs: value.is_some() && at.is_some_and(|at| self.differing.contains(at)),
            other: self.other(declared, value),
        }
    }

    fn status(&self, declared: &IndicatorValue, value: Option<f64>) -> ReportedStatus {
        let unit = self.pipeline.register.get(self.unit);
        let measure = self.pipeline.measure(declared.measure);
        let left_out = self.told.contains_key(&declared.measure)
            || self.left_out.has_measure(&unit.id, &measure.id)
            || self.left_out.has_unit(&unit.id, &self.form.id);
        match value {
            Some(_) => ReportedStatus::Reported,
            None if left_out => ReportedStatus::LeftOut,
            None if declared.is_asked_of(unit.level) => ReportedStatus::Blank,
            None => ReportedStatus::NotAsked,
        }
    }

    /// What the other form says that an indicator is declared to agree with, of those the one that the unit sends.
    fn other(&self, declared: &IndicatorValue, value: Option<f64>) -> Option<OtherForm> {
        let agreement = declared.agrees_with.as_ref()?;
        let (register, measures) = (&self.pipeline.register, &self.pipeline.measures);
        let level = register.get(self.unit).level;
        let mut forms =
            self.pipeline.forms.iter().filter(|form| agreement.forms.contains(&form.id));
        let form = forms.find(|form| form.sent_by.contains(&level))?;
        let units = agreement.units(form, register, self.unit);
        let ids = || units.iter().map(|&unit| register.get(unit).id.as_str());
        let summed: Vec<&str> = { agreement.sum.terms.iter() }
            .map(|&(_, of)| measures[of.index()].id.as_str())
            .collect();
        let sum = agreement.sum_of(form, &units, (register, measures), self.sums);
        let sum = sum.map(|(sum, _)| sum);
        let concord = if units.is_empty() {
            // It has nothing of the kind.
            return None;
        } else if ids().all(|id| self.sums.lines(&form.id, id).is_none()) {
            Concord::NotSent
        } else if ids().any(|id| self.left_out.touches(id, &form.id, &summed)) {
            Concord::LeftOut
        } else {
            match (sum, value) {
                (None, _) => Concord::Incomplete,
                (_, None) => Concord::NoValue,
                (Some(sum), Some(value)) if crate::model::whole_count(value) == sum => {
                    Concord::Agrees
                }
                (Some(_), Some(_)) => Concord::Differs,
            }
        };
        let counts = matches!(concord, Concord::Agrees | Concord::Differs | Concord::NoValue);
        Some(OtherForm { form: form.id.clone(), value: sum.filter(|_| counts), concord })
    }
}
