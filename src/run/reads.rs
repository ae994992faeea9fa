//! What each stage reads of a declaration, in a canonical form: what it does not read is no reason to run it again.
//! Structs are taken apart whole, so that a key that comes to a declaration has to be put to its stages here.

use serde_json::{Value, json};

use crate::model::{Level, Stage, Unit, UnitIx};
use crate::pipeline::{Form, Indicator, IndicatorValue, Metric, Numbers, Pipeline, Register};
use crate::store::Fingerprint;

use super::RunError;

/// The fingerprints of what each stage reads of a declaration, taken once.
#[derive(Debug, Clone)]
pub(super) struct Reads {
    stages: [Fingerprint; Stage::ALL.len()],
    /// Of all that reading goes by, but for the further names of units: of those it is known which file asked for
    /// them.
    pub(super) ground: Fingerprint,
    /// Of all that any stage reads.
    pub(super) whole: Fingerprint,
}

impl Reads {
    pub(super) fn of(pipeline: &Pipeline) -> Result<Self, RunError> {
        // A register is by far the largest part, and every stage reads it.
        let places = Fingerprint::of(&places(&pipeline.register))?;
        let print = |part: Value| Fingerprint::of(&json!([pipeline.period, places, part]));
        let reading = of_reading(pipeline);
        let stages = [
            print(json!([reading, Fingerprint::of(&aliases(&pipeline.register))?]))?,
            print(of_checking(pipeline))?,
            print(of_measuring(pipeline))?,
            print(of_ranking(pipeline))?,
            print(of_publishing(pipeline))?,
        ];
        let (ground, whole) = (print(reading)?, Fingerprint::of(&stages)?);
        Ok(Self { stages, ground, whole })
    }

    /// Of the part that a stage reads.
    pub(super) const fn stage(&self, stage: Stage) -> &Fingerprint {
        &self.stages[stage as usize]
    }
}

fn of_reading(p: &Pipeline) -> Value {
    let forms: Vec<Value> = p.forms.iter().map(form_as_read).collect();
    let measures: Vec<Value> = p.measures.iter().map(|m| json!([m.id, m.scale])).collect();
    json!([measures, forms, p.limits])
}

/// The further names of each unit, in the order of the register.
pub(super) fn aliases(register: &Register) -> Vec<&[String]> {
    register.iter().map(|(_, unit)| unit.aliases.as_slice()).collect()
}

fn of_checking(p: &Pipeline) -> Value {
    let forms: Vec<Value> = p.forms.iter().map(form_as_checked).collect();
    json!([p.measures, forms, p.deadlines, p.policies, p.waivers])
}

fn of_measuring(p: &Pipeline) -> Value {
    let measures: Vec<&str> = p.measures.iter().map(|measure| measure.id.as_str()).collect();
    let metrics: Vec<Value> = p.metrics.iter().map(metric_as_computed).collect();
    let forms: Vec<&str> = p.forms.iter().map(|form| form.id.as_str()).collect();
    json!([measures, forms, metrics])
}

/// Titles and columns of a ranking are for the workbook alone.
fn of_ranking(p: &Pipeline) -> Value {
    let metrics: Vec<Value> = p.metrics.iter().map(|m| json!([m.id, m.better])).collect();
    let rankings = p.rankings.iter();
    let rankings: Vec<Value> = rankings
        .map(|r| json!([r.id, r.league, r.scope, r.grouping, r.shares, r.minimum_denominator]))
        .collect();
    json!([metrics, rankings])
}

fn of_publishing(p: &Pipeline) -> Value {
    let forms = p.forms.iter();
    let forms: Vec<Value> = forms
        .map(|f| {
            let counts: Vec<_> = f.counts().collect();
            json!([[f.id, f.name, f.title, f.source], f.sent_by, f.covers, f.optional, counts])
        })
        .collect();
    json!([
        p.measures,
        forms,
        p.metrics,
        p.rankings,
        p.workbooks,
        p.return_forms,
        p.limits,
        p.title,
        p.agency,
        p.signatory,
        p.place
    ])
}

/// The units without their further names: those only say what a text in a form means.
fn places(register: &Register) -> Vec<(&str, Level, Option<UnitIx>, &str)> {
    let units = register.iter().map(|(_, unit)| {
        let Unit { id, level, parent, name, aliases: _ } = unit;
        (id.as_str(), *level, *parent, name.as_str())
    });
    units.collect()
}

fn metric_as_computed(metric: &Metric) -> Value {
    let Metric { id, numerator, denominator, .. } = metric;
    json!([id, numerator, denominator])
}

fn form_as_read(form: &Form) -> Value {
    let Form {
        id,
        name,
        title: _,
        source: _,
        anchors,
        sent_by,
        covers,
        hidden_sheets,
        optional: _,
        columns,
        groups,
        items,
        parts,
        sections,
        indicators,
        abbreviations,
        words,
        identities: _,
        reasons: _,
        previous: _,
        sample: _,
        branches: _,
        numbers,
        wordings: _,
    } = form;
    let Numbers { thousands, decimal, suffixes, zero, none, multiples, largest: _ } = numbers;
    let indicators: Vec<Value> = indicators.iter().map(indicator_as_read).collect();
    json!([
        [id, name],
        anchors,
        sent_by,
        covers,
        hidden_sheets,
        columns,
        groups,
        items,
        parts,
        sections,
        indicators,
        abbreviations,
        words,
        [json!(thousands), json!(decimal), json!([suffixes, zero, none]), json!(multiples)]
    ])
}

fn indicator_as_read(indicator: &Indicator) -> Value {
    let Indicator { section, number, label, keys, under, value } = indicator;
    let value = value.as_ref().map(|value| {
        let IndicatorValue {
            measure,
            kind,
            scales,
            ratio,
            agrees_with: _,
            optional: _,
            asked_of: _,
        } = value;
        json!([measure, kind, scales, ratio])
    });
    json!([section, number, label, keys, under, value])
}

fn form_as_checked(form: &Form) -> Value {
    let Form {
        id,
        name,
        title,
        source: _,
        anchors: _,
        sent_by,
        covers,
        hidden_sheets: _,
        optional,
        columns,
        groups,
        items,
        parts,
        sections,
        indicators,
        abbreviations: _,
        words,
        identities,
        reasons,
        previous,
        sample,
        branches,
        numbers,
        wordings: _,
    } = form;
    json!([
        [id, name, title],
        sent_by,
        covers,
        optional,
        columns,
        groups,
        items,
        parts,
        sections,
        indicators,
        words,
        identities,
        reasons,
        previous,
        sample,
        branches,
        numbers.largest
    ])
}
