//! What each stage reads of a declaration, in a canonical form: what it does not read is no reason to run it again.
//! Structs are taken apart whole, so that a key that comes to a declaration has to be put to its stages here.

use serde_json::{Value, json};

use crate::model::{Stage, Unit};
use crate::pipeline::{Form, Indicator, IndicatorValue, Metric, Numbers, Pipeline, Register};

/// The part of a declaration that a stage reads.
pub(super) fn reads(pipeline: &Pipeline, stage: Stage) -> Value {
    match stage {
        Stage::Ingest => json!([of_reading(pipeline), aliases(&pipeline.register)]),
        Stage::Validate => of_checking(pipeline),
        Stage::Measure => of_measuring(pipeline),
        Stage::Rank => of_ranking(pipeline),
        Stage::Publish => of_publishing(pipeline),
    }
}

/// What reading goes by, but for the further names of units: of those it is known which file asked for them.
pub(super) fn of_reading(p: &Pipeline) -> Value {
    let forms: Vec<Value> = p.forms.iter().map(form_as_read).collect();
    let measures: Vec<Value> = p.measures.iter().map(|m| json!([m.id, m.scale])).collect();
    json!([p.period, places(&p.register), measures, forms, p.limits])
}

/// The further names of each unit, in the order of the register.
pub(super) fn aliases(register: &Register) -> Vec<&[String]> {
    register.iter().map(|(_, unit)| unit.aliases.as_slice()).collect()
}

fn of_checking(p: &Pipeline) -> Value {
    let forms: Vec<Value> = p.forms.iter().map(form_as_checked).collect();
    json!([p.period, places(&p.register), p.measures, forms, p.deadlines, p.policies, p.waivers])
}

fn of_measuring(p: &Pipeline) -> Value {
    let measures: Vec<&str> = p.measures.iter().map(|measure| measure.id.as_str()).collect();
    let metrics: Vec<Value> = p.metrics.iter().map(metric_as_computed).collect();
    let forms: Vec<&str> = p.forms.iter().map(|form| form.id.as_str()).collect();
    json!([p.period, places(&p.register), measures, forms, metrics])
}

/// Titles and columns of a ranking are for the workbook alone.
fn of_ranking(p: &Pipeline) -> Value {
    let metrics: Vec<Value> = p.metrics.iter().map(|m| json!([m.id, m.better])).collect();
    let rankings = p.rankings.iter();
    let rankings: Vec<Value> = rankings
        .map(|r| json!([r.id, r.league, r.scope, r.grouping, r.shares, r.minimum_denominator]))
        .collect();
    json!([p.period, places(&p.register), metrics, rankings])
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
        p.period,
        places(&p.register),
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
fn places(register: &Register) -> Vec<Value> {
    let place = |unit: &Unit| {
        let Unit { id, level, parent, name, aliases: _ } = unit;
        json!([id, level, parent, name])
    };
    register.iter().map(|(_, unit)| place(unit)).collect()
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
