//! What each stage reads of a declaration, in a canonical form: what it does not read is no reason to run it again.
//! Structs are taken apart whole, so that a key that comes to a declaration has to be put to its stages here.

use serde_json::{Value, json};

use crate::model::{Level, Limits, Stage, Unit, UnitIx};
use crate::pipeline::{
    Form, Indicator, IndicatorValue, Measure, Metric, Numbers, OtherPeriods, Pipeline, Ranking,
    Register, Workbook,
};
use crate::run::error::RunError;
use crate::store::Fingerprint;

/// The fingerprint of the program: another program makes everything anew.
pub(in crate::run) fn program() -> Fingerprint {
    Fingerprint::of_bytes(env!("TTHC_PROGRAM").as_bytes())
}

/// The fingerprints of what each stage reads of a declaration, taken once.
#[derive(Debug, Clone)]
pub(in crate::run) struct Reads {
    stages: [Fingerprint; Stage::ALL.len()],
    /// Of all that reading goes by, but for the further names of units: of those it is known which file asked for
    /// them.
    pub(in crate::run) ground: Fingerprint,
    /// Of all that any stage reads.
    pub(in crate::run) whole: Fingerprint,
}

impl Reads {
    pub(in crate::run) fn of(pipeline: &Pipeline) -> Result<Self, RunError> {
        // A register is by far the largest part, and every stage reads it.
        let places = Fingerprint::of(&places(&pipeline.register))?;
        let print = |part: Value| Fingerprint::of(&json!([pipeline.period, places, part]));
        let parts = Parts::of(pipeline);
        let reading = json!([parts.of_reading(&pipeline.limits), pipeline.register.offices()]);
        let stages = [
            print(json!([reading, Fingerprint::of(&aliases(&pipeline.register))?]))?,
            print(parts.of_checking())?,
            print(parts.of_measuring())?,
            print(parts.of_ranking())?,
            print(parts.of_publishing())?,
        ];
        let (ground, whole) = (print(reading)?, Fingerprint::of(&stages)?);
        Ok(Self { stages, ground, whole })
    }

    /// Of the part that a stage reads.
    pub(in crate::run) const fn stage(&self, stage: Stage) -> &Fingerprint {
        &self.stages[stage as usize]
    }
}

/// The declaration taken apart: a key that comes to it has to be named here before the program compiles.
struct Parts<'p> {
    titles: Value,
    measures: &'p [Measure],
    forms: &'p [Form],
    metrics: &'p [Metric],
    rankings: &'p [Ranking],
    workbooks: &'p [Workbook],
    other_periods: OtherPeriods,
    returns: Value,
    checks: Value,
}

impl<'p> Parts<'p> {
    fn of(pipeline: &'p Pipeline) -> Self {
        let Pipeline {
            id: _,
            title,
            agency,
            signatory,
            place,
            period: _,
            inbox: _,
            output: _,
            files: _,
            schedule: _,
            register: _,
            measures,
            forms,
            metrics,
            rankings,
            workbooks,
            fail_on: _,
            return_forms,
            other_periods,
            limits,
            keep: _,
            deadlines,
            policies,
            waivers,
        } = pipeline;
        Self {
            titles: json!([title, agency, signatory, place]),
            measures,
            forms,
            metrics,
            rankings,
            workbooks,
            other_periods: *other_periods,
            returns: json!([return_forms, limits]),
            checks: json!([deadlines, policies, waivers]),
        }
    }

    fn of_reading(&self, limits: &Limits) -> Value {
        let forms: Vec<Value> = self.forms.iter().map(form_as_read).collect();
        let measures: Vec<Value> = self.measures.iter().map(|m| json!([m.id, m.scale])).collect();
        json!([measures, forms, limits, self.other_periods])
    }

    fn of_checking(&self) -> Value {
        let forms: Vec<Value> = self.forms.iter().map(form_as_checked).collect();
        json!([self.measures, forms, self.checks])
    }

    fn of_measuring(&self) -> Value {
        let measures: Vec<&str> = self.measures.iter().map(|m| m.id.as_str()).collect();
        let metrics: Vec<Value> = self.metrics.iter().map(metric_as_computed).collect();
        let forms: Vec<&str> = self.forms.iter().map(|form| form.id.as_str()).collect();
        json!([measures, forms, metrics])
    }

    fn of_ranking(&self) -> Value {
        let metrics: Vec<Value> = self.metrics.iter().map(metric_as_ranked).collect();
        let rankings: Vec<Value> = self.rankings.iter().map(ranking_as_ranked).collect();
        json!([metrics, rankings])
    }

    fn of_publishing(&self) -> Value {
        let forms = self.forms.iter();
        let forms: Vec<Value> = forms
            .map(|f| {
                let counts: Vec<_> = f.counts().collect();
                json!([[f.id, f.name, f.title, f.source], f.sent_by, f.covers, f.optional, counts])
            })
            .collect();
        let (rankings, workbooks) = (self.rankings, self.workbooks);
        json!([self.measures, forms, self.metrics, rankings, workbooks, self.returns, self.titles])
    }
}

/// The further names of each unit, in the order of the register.
fn aliases(register: &Register) -> Vec<&[String]> {
    register.iter().map(|(_, unit)| unit.aliases.as_slice()).collect()
}

/// Titles and columns of a ranking are for the workbook alone.
fn ranking_as_ranked(ranking: &Ranking) -> Value {
    let Ranking {
        id,
        title: _,
        sheet: _,
        league,
        scope,
        grouping,
        shares,
        minimum_denominator,
        incomplete,
        classes: _,
        show: _,
    } = ranking;
    json!([id, league, scope, grouping, shares, minimum_denominator, incomplete])
}

/// A unit without its further names: those only say what a text in a form means.
type Place<'r> = (&'r str, Level, Option<UnitIx>, &'r str, Option<&'r str>);

fn places(register: &Register) -> Vec<Place<'_>> {
    let units = register.iter().map(|(_, unit)| {
        let Unit { id, level, parent, name, aliases: _, since } = unit;
        (id.as_str(), *level, *parent, name.as_str(), since.as_deref())
    });
    units.collect()
}

fn metric_as_computed(metric: &Metric) -> Value {
    let Metric {
        id,
        title: _,
        numerator_title: _,
        denominator_title: _,
        numerator,
        denominator,
        better: _,
        source: _,
    } = metric;
    json!([id, numerator, denominator])
}

fn metric_as_ranked(metric: &Metric) -> Value {
    let Metric {
        id,
        title: _,
        numerator_title: _,
        denominator_title: _,
        numerator: _,
        denominator: _,
        better,
        source: _,
    } = metric;
    json!([id, better])
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
        identities,
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
        [json!(words), json!(identities)],
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
