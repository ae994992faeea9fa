//! Which files of a commune give it further tickets: those that are late, resolved or still open, of all its files.
//!
//! The declaration says which these are: counts that a form of communes asks a reason for, and the sums that its identities
//! have them in. A metric of exactly these is what is published of them, left-out figures and all.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{DrawWeights, DrawnFiles, Level, MeasureIx, Scope};
use crate::pipeline::{Better, Formula, Metric, MetricIx, Pipeline, Relation};
use crate::run::error::RunError;
use crate::store::Run;
use crate::table::{Artifact as _, Metrics, Ratios};

/// The metric that has all late files of communes between its two sums; `None` where none is declared.
pub(super) fn late_metric(pipeline: &Pipeline) -> Option<MetricIx> {
    let (mut late, mut in_time, mut all) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for form in pipeline.forms.iter().filter(|form| form.covers.contains(&Level::Commune)) {
        let asked = &form.reasons.measures;
        for identity in &form.identities {
            let equal = identity.relation == Relation::Equal;
            if equal && identity.parts.iter().any(|part| asked.contains(part)) {
                all.extend(identity.whole.iter().copied());
                let (mine, others): (Vec<_>, Vec<_>) =
                    identity.parts.iter().copied().partition(|part| asked.contains(part));
                late.extend(mine);
                in_time.extend(others);
            }
        }
    }
    let is = |formula: &Formula, measures: &BTreeSet<MeasureIx>| {
        let terms: BTreeSet<(i64, MeasureIx)> = formula.terms.iter().copied().collect();
        terms == measures.iter().map(|measure| (1, *measure)).collect()
    };
    let of_late = |metric: &Metric| {
        metric.better == Better::Higher
            && is(&metric.numerator, &in_time)
            && is(&metric.denominator, &all)
    };
    let place = pipeline.metrics.iter().position(of_late).filter(|_| !late.is_empty())?;
    u16::try_from(place).ok().map(MetricIx)
}

/// How the record names it.
pub(super) fn late_title(metric: &Metric) -> DrawWeights {
    let title = match metric.missed_title.as_str() {
        "" => "hồ sơ quá hạn",
        title => title,
    };
    DrawWeights { metric: metric.id.clone(), title: title.to_owned() }
}

/// The files of each unit of a run with whole figures.
pub(super) fn published_files(
    pipeline: &Pipeline,
    run: &Run,
    metric: MetricIx,
) -> Result<BTreeMap<String, DrawnFiles>, RunError> {
    let frame = run.columns(Metrics::NAME, &Ratios::COLUMNS)?;
    let ratios = Ratios::of(&frame, pipeline).map_err(run.at_table(Metrics::NAME))?;
    let files = pipeline.register.iter().filter_map(|(ix, unit)| {
        let sum = ratios.get(Scope::Own, ix, metric)?;
        let whole = sum.complete && sum.denominator > 0;
        whole.then(|| (unit.id.clone(), DrawnFiles::of(sum.rate())))
    });
    Ok(files.collect())
}
