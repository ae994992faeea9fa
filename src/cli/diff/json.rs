//! What changed between two runs, as data: everything, whatever the text leaves out.

use serde_json::{Value, json};

use crate::cli::print::finding;
use crate::compare::{
    Crossings, FindingChange, NumberKey, PartChange, PartSide, PlaceRelation, PlacedNumber,
    RateChange, ShareChange, Spot, Sums, ValueChange,
};
use crate::model::{Lang, Rate};
use crate::pipeline::{KeyChange, Pipeline};
use crate::run::{Difference, Moved, RunSide, Split, StageChange, Unsplit};
use crate::store::Verified;

/// The whole.
pub(super) fn json(difference: &Difference, pipeline: &Pipeline, lang: Lang) -> Value {
    let inputs = &difference.inputs;
    json!({
        "pipeline": pipeline.id,
        "different": difference.is_different(),
        "old": side(&difference.old),
        "new": side(&difference.new),
        "inputs": {
            "new": inputs.new,
            "changed": inputs.changed,
            "gone": inputs.gone,
            "unchanged": inputs.same,
        },
        "stages": difference.stages.iter().copied().map(stage).collect::<Vec<_>>(),
        "declaration": list(difference.keys.as_deref(), key),
        "values": list(difference.values.as_deref(), value),
        "findings": list(difference.findings.as_deref(), finding_change),
        "rates": list(difference.rates.as_deref(), rate),
        "places": list(difference.places.as_deref(), place),
        "warnings": super::doubts::warnings(difference, lang),
    })
}

/// `null` where one run has no such table.
fn list<T>(items: Option<&[T]>, one: impl Fn(&T) -> Value) -> Value {
    items.map_or(Value::Null, |items| items.iter().map(one).collect())
}

fn side(side: &RunSide) -> Value {
    let record = &side.record;
    let spoiled = side.spoiled.iter().map(|(file, verified)| {
        let missing = *verified == Verified::Missing;
        json!({ "file": file, "state": if missing { "missing" } else { "changed" } })
    });
    json!({
        "run": record.run,
        "period": record.period,
        "pipeline": record.pipeline,
        "program": record.program,
        "started": record.started,
        "complete": record.complete,
        "exit_code": record.exit_code,
        "spoiled": spoiled.collect::<Vec<_>>(),
        "stale": side.stale.iter().map(|stage| stage.word()).collect::<Vec<_>>(),
    })
}

fn stage(change: StageChange) -> Value {
    json!({
        "stage": change.stage.word(),
        "declaration_changed": change.declaration,
        "program_changed": change.program,
    })
}

/// A key as it was and is written; a file that came or went has none.
fn key(change: &KeyChange) -> Value {
    let text = |side: &Option<String>| side.clone().filter(|_| change.key.is_some());
    json!({
        "file": change.file,
        "key": change.key,
        "change": match (&change.old, &change.new) {
            (None, _) => "added",
            (_, None) => "removed",
            _ => "changed",
        },
        "old": text(&change.old),
        "new": text(&change.new),
    })
}

fn number(number: &PlacedNumber) -> Value {
    json!({ "value": number.value, "at": finding::place(&number.place) })
}

/// The words of a key beside what changed under it.
fn keyed(key: &NumberKey, mut rest: Value) -> Value {
    if let Value::Object(fields) = &mut rest {
        fields.insert("unit_id".to_owned(), json!(key.unit_id));
        fields.insert("form".to_owned(), json!(key.form));
        fields.insert("field".to_owned(), json!(key.field));
        fields.insert("measure".to_owned(), json!(key.measure));
        fields.insert("source".to_owned(), json!(key.source));
    }
    rest
}

fn value(change: &ValueChange) -> Value {
    let (old, new) = (change.old.as_ref().map(number), change.new.as_ref().map(number));
    keyed(&change.key, json!({ "old": old, "new": new, "change": change.by() }))
}

fn finding_change(change: &FindingChange) -> Value {
    json!({
        "old": change.old.as_ref().map(finding::nested),
        "new": change.new.as_ref().map(finding::nested),
    })
}

fn sums(sums: Option<Sums>) -> Value {
    sums.map_or(Value::Null, |(numerator, denominator)| {
        let rate = Rate { numerator, denominator }.ratio();
        json!({ "numerator": numerator, "denominator": denominator, "rate": rate })
    })
}

fn rate(change: &RateChange) -> Value {
    json!({
        "metric": change.metric,
        "scope": change.scope,
        "unit_id": change.unit_id,
        "unit": change.unit_name,
        "field": change.field,
        "old": sums(change.old),
        "new": sums(change.new),
    })
}

fn place(moved: &Moved) -> Value {
    let m = &moved.moved;
    let own = m.own.iter().zip(&moved.splits).map(|(change, split)| own(change, split));
    json!({
        "ranking": m.ranking,
        "unit_id": m.unit_id,
        "unit": m.unit_name,
        "old": m.old.as_ref().map(spot),
        "new": m.new.as_ref().map(spot),
        "fell": m.fell(),
        "redefined": m.redefined,
        "minimum_changed": m.minimum_changed(),
        "by_others": m.by_others(),
        "own": own.collect::<Vec<_>>(),
        "now_better": crossings(&m.entered),
        "no_longer_better": crossings(&m.left),
    })
}

fn spot(spot: &Spot) -> Value {
    json!({
        "status": spot.status.word(),
        "place": spot.place,
        "of": spot.of,
        "group": spot.group,
        "value": spot.value,
    })
}

fn own(change: &ShareChange, split: &Result<Split, Unsplit>) -> Value {
    let why = |why: &Unsplit| match why {
        Unsplit::Stale => "stale",
        Unsplit::Redefined => "redefined",
        Unsplit::Missing => "missing",
    };
    json!({
        "metric": change.metric,
        "old": sums(change.old),
        "new": sums(change.new),
        "same_rate": change.same_rate(),
        "cells": split.as_ref().ok().map(|split| split.parts.iter().map(part).collect::<Vec<_>>()),
        "not_split": split.as_ref().err().map(why),
    })
}

fn part(change: &PartChange) -> Value {
    let side = |side: &PartSide| {
        json!({
            "value": side.number.value,
            "counts": side.counts,
            "numerator": side.above,
            "denominator": side.below,
            "at": finding::place(&side.number.place),
        })
    };
    let changed = json!({
        "old": change.old.as_ref().map(side),
        "new": change.new.as_ref().map(side),
        "numerator": change.above(),
        "denominator": change.below(),
    });
    keyed(&change.key, changed)
}

fn crossings(crossings: &Crossings) -> Value {
    let named = crossings.named.iter().map(|crossing| {
        let (relation, status) = match crossing.relation {
            PlaceRelation::Behind => ("behind", None),
            PlaceRelation::Tied => ("tied", None),
            PlaceRelation::Absent => ("absent", None),
            PlaceRelation::Unranked(status) => ("unranked", Some(status.word())),
        };
        json!({
            "unit_id": crossing.unit_id,
            "unit": crossing.unit_name,
            "otherwise": relation,
            "status": status,
            "changed": crossing.changed,
        })
    });
    json!({ "count": crossings.count, "units": named.collect::<Vec<_>>() })
}
