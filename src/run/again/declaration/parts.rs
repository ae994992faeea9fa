//! A declaration taken apart by the stages that read it. Every struct is taken apart whole or goes in whole: a key that
//! comes to a declaration goes to its stages by itself, or has to be put to them here before the program compiles.

use serde_json::{Value, json};

use crate::model::{Level, Limits, Unit, UnitIx};
use crate::pipeline::{
    DataEdition, DistrictBooks, Form, InspectionPlan, Measure, Metric, Notice, OtherPeriods,
    Pipeline, Ranking, RankingPage, Register, ReturnForms, Succession, Workbook,
};

use super::form::{form_as_checked, form_as_measured, form_as_published, form_as_read};

/// The declaration taken apart: a key that comes to it has to be named here before the program compiles.
pub(super) struct DeclarationParts<'p> {
    titles: Value,
    measures: &'p [Measure],
    forms: &'p [Form],
    metrics: &'p [Metric],
    rankings: &'p [Ranking],
    workbooks: &'p [Workbook],
    notice: Option<&'p Notice>,
    data: Option<&'p DataEdition>,
    page: Option<&'p RankingPage>,
    districts: Option<&'p DistrictBooks>,
    fields: &'p [String],
    other_periods: OtherPeriods,
    return_forms: ReturnForms,
    limits: Limits,
    checks: Value,
    inspections: &'p [InspectionPlan],
    successions: &'p [Succession],
    /// Where the forms of each unit go: told in a list, and in no form that goes back.
    contacts: Vec<&'p [String]>,
}

impl<'p> DeclarationParts<'p> {
    pub(super) fn of(pipeline: &'p Pipeline) -> Self {
        let Pipeline {
            id: _,
            title,
            agency,
            signatory,
            place,
            period: _,
            relative: _,
            source: _,
            inbox: _,
            lake: _,
            elsewhere: _,
            output: _,
            files: _,
            schedule: _,
            deliveries: _,
            return_mail: _,
            engine: _,
            register,
            successions,
            measures,
            forms,
            metrics,
            rankings,
            workbooks,
            notice,
            data,
            page,
            districts,
            fields,
            fail_on: _,
            return_forms,
            other_periods,
            limits,
            keep: _,
            shrink_guard: _,
            deadlines,
            inspections,
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
            notice: notice.as_ref(),
            data: data.as_ref(),
            page: page.as_ref(),
            districts: districts.as_ref(),
            fields,
            other_periods: *other_periods,
            return_forms: *return_forms,
            limits: *limits,
            checks: json!([deadlines, policies, waivers]),
            inspections,
            successions,
            contacts: register.iter().map(|(_, unit)| unit.contacts.as_slice()).collect(),
        }
    }

    pub(super) fn of_reading(&self, limits: &Limits) -> Value {
        let forms: Vec<Value> = self.forms.iter().map(form_as_read).collect();
        let measures: Vec<Value> = self.measures.iter().map(measure_as_read).collect();
        json!([measures, forms, limits, self.other_periods])
    }

    pub(super) fn of_checking(&self) -> Value {
        let forms: Vec<Value> = self.forms.iter().map(form_as_checked).collect();
        let metrics: Vec<Value> = self.metrics.iter().map(metric_as_checked).collect();
        let rankings: Vec<Value> = self.rankings.iter().map(ranking_as_checked).collect();
        json!([self.measures, forms, metrics, rankings, self.checks, self.successions])
    }

    pub(super) fn of_measuring(&self) -> Value {
        // Of a measure only that it is there, under this name.
        let measures: Vec<&str> = self.measures.iter().map(|m| m.id.as_str()).collect();
        let metrics: Vec<Value> = self.metrics.iter().map(metric_as_computed).collect();
        let forms = self.forms.iter();
        let forms: Vec<Value> = forms.map(|form| form_as_measured(form, self.measures)).collect();
        json!([measures, forms, metrics])
    }

    pub(super) fn of_ranking(&self) -> Value {
        let metrics: Vec<Value> = self.metrics.iter().map(metric_as_ranked).collect();
        let rankings: Vec<Value> = self.rankings.iter().map(ranking_as_ranked).collect();
        json!([metrics, rankings, self.successions])
    }

    pub(super) fn of_publishing(&self) -> Value {
        json!([self.of_sheets(), self.limits, self.contacts, self.inspections])
    }

    pub(super) fn of_sheets(&self) -> Value {
        let forms: Vec<Value> = self.forms.iter().map(form_as_published).collect();
        let (rankings, workbooks) = (self.rankings, self.workbooks);
        let published = json!([workbooks, self.notice, self.data, self.page, self.return_forms]);
        let published = json!([published, self.districts, self.fields]);
        json!([self.measures, forms, self.metrics, rankings, published, self.titles])
    }
}

/// The further names of each unit, in the order of the register.
pub(super) fn aliases(register: &Register) -> Vec<&[String]> {
    register.iter().map(|(_, unit)| unit.aliases.as_slice()).collect()
}

/// A unit without its further names, which only say what a text in a form means, and without its addresses.
pub(super) type UnitPlace<'r> = (&'r str, Level, Option<UnitIx>, &'r str, Option<&'r str>);

pub(super) fn places(register: &Register) -> Vec<UnitPlace<'_>> {
    let units = register.iter().map(|(_, unit)| {
        let Unit { id, level, parent, name, aliases: _, since, contacts: _ } = unit;
        (id.as_str(), *level, *parent, name.as_str(), since.as_deref())
    });
    units.collect()
}

fn measure_as_read(measure: &Measure) -> Value {
    let Measure { id, title: _, scale } = measure;
    json!([id, scale])
}

/// What the rate of a unit is held against that of its league by.
fn metric_as_checked(metric: &Metric) -> Value {
    let Metric {
        id,
        title,
        numerator_title: _,
        denominator_title: _,
        missed_title: _,
        numerator,
        denominator,
        better: _,
        source: _,
    } = metric;
    json!([id, title, numerator, denominator])
}

fn metric_as_computed(metric: &Metric) -> Value {
    let Metric {
        id,
        title: _,
        numerator_title: _,
        denominator_title: _,
        missed_title: _,
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
        missed_title: _,
        numerator: _,
        denominator: _,
        better,
        source: _,
    } = metric;
    json!([id, better])
}

/// Who is compared, and by which metrics: what they weigh, and from how many files on, is no concern of the rules.
fn ranking_as_checked(ranking: &Ranking) -> Value {
    let Ranking {
        id: _,
        title: _,
        sheet: _,
        league,
        scope,
        grouping: _,
        shares,
        indicator: _,
        minimum_denominator: _,
        incomplete: _,
        missing_parts: _,
        tie_break: _,
        classes: _,
        definitions: _,
        definitions_sheet: _,
        show: _,
        field_mix: _,
    } = ranking;
    let metrics: Vec<_> = shares.iter().map(|share| share.metric).collect();
    json!([league, scope, metrics])
}

/// Titles of a ranking are for the workbook alone.
fn ranking_as_ranked(ranking: &Ranking) -> Value {
    let Ranking {
        id,
        title: _,
        sheet: _,
        league,
        scope,
        grouping,
        shares,
        indicator,
        minimum_denominator,
        incomplete,
        missing_parts,
        tie_break,
        classes,
        definitions,
        definitions_sheet: _,
        show,
        field_mix,
    } = ranking;
    let goes_by = json!([shares, indicator]);
    let places = json!([league, scope, grouping, goes_by, minimum_denominator, incomplete]);
    // What else is shown says which files are late all the same.
    let shown = (!definitions.is_empty()).then_some(show);
    let by_field = field_mix.is_some();
    json!([id, places, missing_parts, tie_break, classes, definitions, shown, by_field])
}
