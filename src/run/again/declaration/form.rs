//! A form taken apart by the stages that read it, key by key.

use serde_json::{Value, json};

use crate::pipeline::{Form, Indicator, IndicatorValue, Measure, Numbers};

/// What finds and understands the lines of a form.
pub(super) fn form_as_read(form: &Form) -> Value {
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
        dossiers,
        groups,
        items,
        parts,
        sections,
        indicators,
        abbreviations,
        words,
        identities,
        reasons: _,
        previous: _,
        sample: _,
        branches: _,
        numbers,
        official: _,
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
        dossiers,
        groups,
        items,
        parts,
        sections,
        indicators,
        abbreviations,
        [json!(words), json!(identities)],
        // A template of another version is told, whatever of the layout is another.
        json!(form.version()),
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

/// What the rules hold a form against.
pub(super) fn form_as_checked(form: &Form) -> Value {
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
        dossiers: _,
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
        official: _,
        wordings: _,
    } = form;
    let Numbers { thousands: _, decimal: _, suffixes: _, zero: _, none: _, multiples: _, largest } =
        numbers;
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
        largest
    ])
}

/// What figures are made of: of a form its name, who sends it and whose lines stand in it; of indicators all that the table
/// of them tells.
pub(super) fn form_as_measured(form: &Form, measures: &[Measure]) -> Value {
    let Form {
        id,
        name: _,
        title: _,
        source: _,
        anchors: _,
        sent_by,
        covers,
        hidden_sheets: _,
        optional: _,
        columns: _,
        dossiers: _,
        groups: _,
        items: _,
        parts: _,
        sections,
        indicators,
        abbreviations: _,
        words: _,
        identities: _,
        reasons: _,
        previous: _,
        sample: _,
        branches: _,
        numbers: _,
        official: _,
        wordings: _,
    } = form;
    let values = indicators.iter().filter_map(|indicator| indicator.value.as_ref());
    let scales: Vec<&str> =
        values.map(|value| measures[value.measure.index()].scale.as_str()).collect();
    json!([id, sent_by, covers, sections, indicators, scales])
}

/// What workbooks and the forms that go back say of a form.
pub(super) fn form_as_published(form: &Form) -> Value {
    let Form {
        id,
        name,
        title,
        source,
        anchors: _,
        sent_by,
        covers,
        hidden_sheets: _,
        optional,
        // Only which counts the form has.
        columns: _,
        dossiers: _,
        groups: _,
        items: _,
        parts: _,
        sections,
        indicators,
        abbreviations: _,
        words: _,
        identities: _,
        reasons,
        previous: _,
        sample: _,
        branches: _,
        numbers: _,
        official: _,
        wordings: _,
    } = form;
    let counts: Vec<_> = form.counts().collect();
    json!([
        [id, name, title, source],
        sent_by,
        covers,
        optional,
        counts,
        reasons,
        sections,
        indicators
    ])
}
