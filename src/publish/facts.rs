//! The inputs, indexed once for all workbooks: units by id, ratios and parts of scores by unit.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::model::{Action, Level, Rate, Scope, Severity, Unit};
use crate::pipeline::{Better, Class, Metric, Pipeline, Ranking};
use crate::table::{MetricRow, ScoreRow, Standing};

use super::Inputs;

/// The inputs and what finds things in them.
pub(super) struct Facts<'a> {
    pub(super) inputs: &'a Inputs<'a>,
    pub(super) pipeline: &'a Pipeline,
    units: BTreeMap<&'a str, &'a Unit>,
    ratios: BTreeMap<(&'a str, &'a str, &'a str), &'a MetricRow>,
    parts: BTreeMap<(&'a str, &'a str), Vec<&'a ScoreRow>>,
    /// How many findings left data of a unit out, by unit and form.
    left_out: BTreeMap<&'a str, BTreeMap<Option<&'a str>, usize>>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(inputs: &'a Inputs<'a>) -> Self {
        let pipeline = inputs.pipeline;
        let units: BTreeMap<_, _> =
            pipeline.register.iter().map(|(_, unit)| (unit.id.as_str(), unit)).collect();
        let shown: BTreeSet<&str> = pipeline
            .rankings
            .iter()
            .flat_map(|ranking| ranking.show.iter())
            .map(|&ix| pipeline.metric(ix).id.as_str())
            .collect();
        let provinces: BTreeSet<&str> =
            units.values().filter(|unit| unit.level == Level::Province).map(|u| &*u.id).collect();
        let ratios = inputs
            .metrics
            .iter()
            .filter(|row| row.field.is_none())
            .filter(|row| {
                shown.contains(row.metric.as_str()) || provinces.contains(row.unit_id.as_str())
            })
            .map(|row| ((&*row.scope, &*row.unit_id, &*row.metric), row))
            .collect();
        let mut parts: BTreeMap<(&str, &str), Vec<&ScoreRow>> = BTreeMap::new();
        for row in inputs.scores.rows.iter().filter(|row| row.points.is_some()) {
            parts.entry((&row.ranking, &row.unit_id)).or_default().push(row);
        }
        let mut left_out: BTreeMap<&str, BTreeMap<Option<&str>, usize>> = BTreeMap::new();
        for finding in inputs.findings.iter() {
            let counts = finding.action == Action::LeftOut && finding.severity >= Severity::Error;
            if let Some(unit) = finding.unit_id.as_deref().filter(|_| counts) {
                let form = finding.form.as_deref();
                *left_out.entry(unit).or_default().entry(form).or_default() += 1;
            }
        }
        Self { inputs, pipeline, units, ratios, parts, left_out }
    }

    /// How many findings left data out of the figures a unit is ranked by: its own, and in scope `total`
    /// those of every unit under it.
    pub(super) fn left_out(&self, ranking: &Ranking, unit_id: &str) -> usize {
        let register = &self.pipeline.register;
        let forms = self.forms_of(ranking);
        let of = |id: &str| -> usize {
            let counts = self.left_out.get(id).into_iter().flatten();
            let counts = counts.filter(|(form, _)| form.is_none_or(|form| forms.contains(form)));
            counts.map(|(_, count)| count).sum()
        };
        match (ranking.scope, register.find_id(unit_id)) {
            (Scope::Total, Some(unit)) if !self.left_out.is_empty() => {
                register.under(unit).into_iter().map(|below| of(&register.get(below).id)).sum()
            }
            _ => of(unit_id),
        }
    }

    /// Forms that supply the measures a ranking goes by.
    fn forms_of(&self, ranking: &Ranking) -> BTreeSet<&'a str> {
        let metrics = ranking.shares.iter().map(|share| self.pipeline.metric(share.metric));
        let formulas = metrics.flat_map(|metric| [&metric.numerator, &metric.denominator]);
        let measures: BTreeSet<_> = formulas
            .flat_map(|formula| formula.terms.iter().map(|&(_, measure)| measure))
            .collect();
        let forms = self.pipeline.forms.iter();
        forms
            .filter(|form| form.counts().any(|measure| measures.contains(&measure)))
            .map(|form| form.id.as_str())
            .collect()
    }

    /// Name of a unit; its id where the register does not know it.
    pub(super) fn name(&self, id: &'a str) -> &'a str {
        self.units.get(id).map_or(id, |unit| &unit.name)
    }

    /// Name of the unit above a unit.
    pub(super) fn parent_name(&self, id: &str) -> Option<&'a str> {
        let parent = self.units.get(id)?.parent?;
        Some(&self.pipeline.register.get(parent).name)
    }

    /// A metric of a unit over all fields.
    pub(super) fn rate(&self, scope: Scope, unit_id: &str, metric: &str) -> Option<Rate> {
        let row = self.ratios.get(&(scope.word(), unit_id, metric))?;
        Some(Rate { numerator: row.numerator, denominator: row.denominator })
    }

    /// A metric of the whole province: counts of the provinces of the register, summed.
    pub(super) fn whole(&self, metric: &Metric) -> Option<Rate> {
        let rates = self
            .units
            .values()
            .filter(|unit| unit.level == Level::Province)
            .filter_map(|unit| self.rate(Scope::Total, &unit.id, &metric.id));
        rates.reduce(|a, b| Rate {
            numerator: a.numerator + b.numerator,
            denominator: a.denominator + b.denominator,
        })
    }

    /// What a metric contributes to the score of a unit.
    pub(super) fn part(&self, ranking: &str, unit_id: &str, metric: &str) -> Option<&'a ScoreRow> {
        self.parts.get(&(ranking, unit_id))?.iter().copied().find(|row| row.metric == metric)
    }

    /// The scale of what a metric counts: `hồ sơ`.
    pub(super) fn scale(&self, metric: &Metric) -> &'a str {
        let first = metric.numerator.terms.first();
        first.map_or("", |&(_, measure)| &self.pipeline.measure(measure).scale)
    }

    /// Whether a smaller value gets a better place.
    pub(super) fn lower_is_better(&self, ranking: &Ranking) -> bool {
        let mut shares = ranking.shares.iter();
        !ranking.is_score()
            && shares.any(|share| self.pipeline.metric(share.metric).better == Better::Lower)
    }

    /// Whether units of a ranking get a class: the thresholds of classes are lower bounds, so a ranking
    /// in which less is better has none.
    pub(super) fn has_classes(&self, ranking: &Ranking) -> bool {
        !ranking.classes.is_empty() && !self.lower_is_better(ranking)
    }

    /// The class of a ranked unit, by its exact value, not the rounded one.
    pub(super) fn class(&self, ranking: &'a Ranking, standing: &Standing) -> Option<&'a Class> {
        standing.place?;
        let parts = self.parts.get(&(ranking.id.as_str(), standing.unit_id.as_str()));
        let share = match (standing.numerator, standing.denominator, parts) {
            (Some(numerator), Some(denominator), _) => fraction(numerator, denominator)?,
            (_, _, Some(parts)) => {
                let mut score = BigRational::from_integer(BigInt::from(0));
                for part in parts {
                    let rate = fraction(part.numerator, part.denominator)?;
                    score += rate * BigInt::from(part.points.unwrap_or(0));
                }
                score / BigInt::from(ranking.full_points().max(1))
            }
            _ => return None,
        };
        let percent = share * BigInt::from(100);
        ranking
            .classes
            .iter()
            .find(|class| percent >= BigRational::from_integer(BigInt::from(class.from_percent)))
    }
}

fn fraction(numerator: i64, denominator: i64) -> Option<BigRational> {
    (denominator > 0).then(|| BigRational::new(BigInt::from(numerator), BigInt::from(denominator)))
}
