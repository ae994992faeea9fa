//! The inputs, indexed once for all workbooks: ratios and parts of scores by unit.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Action, Code, Finding, Rate, Scope, Severity, UnitIx};
use crate::pipeline::{Better, Metric, MetricIx, Pipeline, Ranking};
use crate::table::{FieldMixRow, Headline, MixByUnit, ScoreRow, Sum};

use crate::publish::inputs::Inputs;

/// Findings by which figures are missing, by the id of the unit.
pub(in crate::publish) type Missing<'a> = BTreeMap<&'a str, Vec<&'a Finding>>;

/// The inputs and what finds things in them.
pub(in crate::publish) struct Facts<'a> {
    pub(in crate::publish) inputs: &'a Inputs<'a>,
    pub(in crate::publish) pipeline: &'a Pipeline,
    parts: BTreeMap<(&'a str, &'a str), Vec<&'a ScoreRow>>,
    mixes: MixByUnit<'a>,
    /// Findings that left data of a unit out, by unit and form.
    left_out: BTreeMap<&'a str, BTreeMap<Option<&'a str>, Vec<&'a Finding>>>,
}

impl<'a> Facts<'a> {
    pub(in crate::publish) fn new(inputs: &'a Inputs<'a>) -> Self {
        let pipeline = inputs.pipeline;
        let mut parts: BTreeMap<(&str, &str), Vec<&ScoreRow>> = BTreeMap::new();
        for row in inputs.scores.rows.iter().filter(|row| row.points.is_some()) {
            parts.entry((&row.ranking, &row.unit_id)).or_default().push(row);
        }
        let mut left_out: BTreeMap<&str, BTreeMap<Option<&str>, Vec<&Finding>>> = BTreeMap::new();
        for finding in inputs.findings.iter() {
            let left = finding.action == Action::LeftOut && finding.severity >= Severity::Error;
            let blank = finding.code == Code::BlankCount && finding.action != Action::Corrected;
            let counts = left || blank;
            if let Some(unit) = finding.unit_id.as_deref().filter(|_| counts) {
                let form = finding.form.as_deref();
                left_out.entry(unit).or_default().entry(form).or_default().push(finding);
            }
        }
        Self { inputs, pipeline, parts, mixes: inputs.field_mix.by_unit(), left_out }
    }

    /// The findings by which figures of a metric are missing, by unit: its own, and in scope `total` those of every unit
    /// under it. Units that lack nothing of it are not among them.
    pub(in crate::publish) fn missing(&self, scope: Scope, metric: MetricIx) -> Missing<'a> {
        let register = &self.pipeline.register;
        let forms = self.forms_of(metric);
        let declared = self.pipeline.metric(metric);
        let asked = || declared.measures().map(|of| self.pipeline.measure(of).id.as_str());
        let mut left_out: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
        for (&id, by_form) in &self.left_out {
            let by_form = by_form.iter();
            let of_forms = by_form.filter(|(form, _)| form.is_none_or(|form| forms.contains(form)));
            let findings: Vec<&Finding> =
                of_forms.flat_map(|(_, findings)| findings).copied().collect();
            let concern = |finding: &&&Finding| finding.concerns(asked());
            let findings: Vec<&Finding> = findings.iter().filter(concern).copied().collect();
            let above = match (scope, register.find_id(id)) {
                (Scope::Total, Some(unit)) => {
                    register.line_up(unit).map(|unit| register.get(unit).id.as_str()).collect()
                }
                _ => vec![id],
            };
            for id in above {
                left_out.entry(id).or_default().extend(&findings);
            }
        }
        for (id, findings) in &mut left_out {
            // A blank is missing only where something goes by it.
            let lacks = self.lacks(scope, id, metric);
            findings.retain(|finding| lacks || finding.action == Action::LeftOut);
        }
        left_out.retain(|_, findings| !findings.is_empty());
        left_out
    }

    /// Forms that supply the measures of a metric.
    fn forms_of(&self, metric: MetricIx) -> BTreeSet<&'a str> {
        let measures: BTreeSet<_> = self.pipeline.metric(metric).measures().collect();
        let forms = self.pipeline.forms.iter();
        forms
            .filter(|form| form.counts().any(|measure| measures.contains(&measure)))
            .map(|form| form.id.as_str())
            .collect()
    }

    /// Name of a unit; its id where the register does not know it.
    pub(in crate::publish) fn name(&self, id: &'a str) -> &'a str {
        let register = &self.pipeline.register;
        register.find_id(id).map_or(id, |unit| &register.get(unit).name)
    }

    /// Name of the unit above a unit.
    pub(in crate::publish) fn parent_name(&self, unit: UnitIx) -> Option<&'a str> {
        let register = &self.pipeline.register;
        register.get(unit).parent.map(|parent| register.get(parent).name.as_str())
    }

    /// A metric of a unit over all fields.
    pub(in crate::publish) fn rate(
        &self,
        scope: Scope,
        unit: UnitIx,
        metric: MetricIx,
    ) -> Option<Rate> {
        self.inputs.metrics.get(scope, unit, metric).map(Sum::rate)
    }

    /// Whether lines of a unit lack figures of a metric.
    pub(in crate::publish) fn lacks(&self, scope: Scope, unit_id: &str, metric: MetricIx) -> bool {
        let unit = self.pipeline.register.find_id(unit_id);
        let sum = unit.and_then(|unit| self.inputs.metrics.get(scope, unit, metric));
        sum.is_some_and(|sum| sum.gaps > 0)
    }

    /// The figures of the whole province, and what they were computed from.
    pub(in crate::publish) fn headline(&self) -> Headline {
        let Inputs { metrics, submissions, findings, .. } = self.inputs;
        Headline::of(metrics, submissions, findings, self.pipeline)
    }

    /// What each metric contributes to the score of a unit.
    pub(in crate::publish) fn parts(&self, ranking: &'a str, unit_id: &'a str) -> &[&'a ScoreRow] {
        self.parts.get(&(ranking, unit_id)).map_or(&[], Vec::as_slice)
    }

    /// What counts against a unit by field, where its ranking asks.
    pub(super) fn mix(&self, ranking: &'a str, unit_id: &'a str) -> &'a [FieldMixRow] {
        self.mixes.get(&(ranking, unit_id)).copied().unwrap_or_default()
    }

    /// The scale of what a metric counts: `hồ sơ`.
    pub(in crate::publish) fn scale(&self, metric: &Metric) -> &'a str {
        let first = metric.numerator.terms.first();
        first.map_or("", |&(_, measure)| &self.pipeline.measure(measure).scale)
    }

    /// Whether a smaller value gets a better place.
    pub(in crate::publish) fn lower_is_better(&self, ranking: &Ranking) -> bool {
        ranking.better(&self.pipeline.metrics) == Better::Lower
    }
}
