//! What the figures of a run are made of. In a lake a metric means one thing, and so does a form: whoever asks for
//! `on_time_rate` over all provinces would add up what cannot be added up, and a column that some files lack makes most
//! engines refuse all of them.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use crate::pipeline::{Formula, Pipeline};
use crate::store::LakeRecord;

use super::error::LakeError;

/// What each metric divides by what, by its id.
pub(super) fn metrics(pipeline: &Pipeline) -> BTreeMap<String, String> {
    let metrics = pipeline.metrics.iter().map(|metric| {
        let [above, below] = [&metric.numerator, &metric.denominator];
        let ratio = format!("({}) / ({})", sum(above, pipeline), sum(below, pipeline));
        (metric.id.clone(), ratio)
    });
    metrics.collect()
}

/// A signed sum by the ids of its measures.
fn sum(formula: &Formula, pipeline: &Pipeline) -> String {
    let terms = formula.terms.iter().enumerate().map(|(place, &(sign, measure))| {
        let sign = match (place, sign) {
            (0, 0..) => "",
            (0, _) => "-",
            (_, 0..) => " + ",
            (_, _) => " - ",
        };
        format!("{sign}{}", pipeline.measure(measure).id)
    });
    terms.collect()
}

/// The columns of a table in order, each with its type.
pub(super) fn layout(frame: &DataFrame) -> Vec<String> {
    let columns = frame.columns().iter();
    columns.map(|column| format!("{} {}", column.name(), column.dtype())).collect()
}

/// That two runs mean the same by the metrics and forms that both have.
pub(super) fn agree(one: &LakeRecord, other: &LakeRecord) -> Result<(), Box<LakeError>> {
    let named = |record: &LakeRecord| (record.pipeline.clone(), record.period.clone());
    for (metric, here) in &one.metrics {
        if let Some(there) = other.metrics.get(metric).filter(|there| *there != here) {
            return Err(Box::new(LakeError::OtherMetric {
                metric: metric.clone(),
                runs: [named(one), named(other)],
                formulas: [here.clone(), there.clone()],
            }));
        }
    }
    for (form, here) in &one.forms {
        if let Some(there) = other.forms.get(form).filter(|there| *there != here) {
            let only = |of: &[String], without: &[String]| {
                let mut columns = of.to_vec();
                columns.retain(|column| !without.contains(column));
                columns.join(", ")
            };
            return Err(Box::new(LakeError::OtherForm {
                form: form.clone(),
                runs: [named(one), named(other)],
                columns: [only(here, there), only(there, here)],
            }));
        }
    }
    Ok(())
}
