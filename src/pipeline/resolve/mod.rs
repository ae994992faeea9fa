//! From the files as written to the pipeline as meant. Every name is looked up, every number checked; a
//! fault never stops the search for the next one.

mod address;
mod apart;
mod choices;
mod class;
mod data_edition;
mod deadline;
mod definitions;
mod delivery;
mod districts;
mod engine;
mod entries;
pub(super) mod form;
mod formula;
pub(super) mod inspection;
mod keep;
mod limits;
mod metric;
pub(super) mod names;
mod notice;
mod page;
pub(super) mod period;
mod place;
mod policy;
mod ranked_indicator;
mod ranking;
mod reach;
pub(super) mod register;
pub(super) mod rules;
mod run_folder;
mod schedule;
mod shrink_guard;
mod source;
mod workbook;

use std::path::{Path, PathBuf};

use crate::model::{Limits, MeasureIx, Period, RelativePeriod};
use crate::pipeline::data_edition::DataEdition;
use crate::pipeline::declared::DeclaredFile;
use crate::pipeline::delivery::ReturnMail;
use crate::pipeline::districts::DistrictBooks;
use crate::pipeline::engine::RemoteEngine;
use crate::pipeline::fail_on::FailOn;
use crate::pipeline::fault::place::At;
use crate::pipeline::form::Form;
use crate::pipeline::keep::Keep;
use crate::pipeline::meant::Pipeline;
use crate::pipeline::notice::Notice;
use crate::pipeline::other_periods::OtherPeriods;
use crate::pipeline::overrides::Overrides;
use crate::pipeline::page::RankingPage;
use crate::pipeline::ranking::Ranking;
use crate::pipeline::register::Register;
use crate::pipeline::resolve::form::column::bound;
use crate::pipeline::resolve::form::indicator::{agreements, declare};
use crate::pipeline::schedule::Schedule;
use crate::pipeline::succession::Succession;
use crate::pipeline::workbook::Workbook;
use crate::pipeline::written::form::FormDeclaration;
use crate::pipeline::written::pipeline::Declaration;
use crate::pipeline::written::ranking::MetricsDeclaration;
use crate::text::key;
use apart::apart;
use choices::{choice_or, listed};
use data_edition::data_edition;
use deadline::deadlines;
use delivery::{Surroundings, deliveries, return_mail as return_mail_of};
use entries::Entries;
use inspection::ground::PlanGround;
use inspection::plan_deadlines::with_plans;
use inspection::{WrittenPlan, plans};
use keep::keep;
use limits::limits;
use metric::{measures, metrics};
use names::{ITS_OWN_ID, Names, Once};
use place::beside;
use policy::{policies, waivers};
use ranked_indicator::KnownIndicators;
use ranking::rankings;
use rules::{RuleFiles, check_forms, identities_of};
use schedule::schedule;
use shrink_guard::shrink_guard;
use source::{lake, returns, source};
use workbook::workbooks;

/// All files of a pipeline as written; `None` where one could not be read, which is reported already.
pub(super) struct WrittenFiles<'a> {
    pub(super) path: &'a Path,
    pub(super) files: Vec<DeclaredFile>,
    pub(super) pipeline: (Declaration, At),
    pub(super) forms: Vec<Option<(FormDeclaration, At)>>,
    pub(super) metrics: Option<(MetricsDeclaration, At)>,
    pub(super) rules: RuleFiles,
    /// The text and the path of the file of units.
    pub(super) units: Option<(String, PathBuf)>,
    pub(super) register: Option<Register>,
    pub(super) inspections: Vec<WrittenPlan>,
    pub(super) successions: Vec<Succession>,
}

/// The pipeline as meant, as far as it can be made out.
pub(super) fn pipeline(
    written: WrittenFiles<'_>,
    (period, relative): (Option<Period>, Option<RelativePeriod>),
    overrides: &Overrides,
) -> Option<Pipeline> {
    let (declared, at) = &written.pipeline;
    let title = declared.title.text(&at.key("title"));
    let (agency, signatory, place) = letterhead(declared, at);
    let own = || written.path.parent().unwrap_or(Path::new(""));
    let folder = overrides.home.as_deref().unwrap_or_else(own);
    let id = written.path.file_stem()?.to_string_lossy().into_owned();
    let (from, inbox) = source(declared, at, folder, period);
    let elsewhere =
        overrides.inbox.as_deref().is_some_and(|given| !is_same(given, inbox.as_deref()));
    let inbox = overrides.inbox.clone().or(inbox);
    let output = output(declared, at, folder, overrides, inbox.as_deref(), &id);
    let (fail_on, lake) = (fail_on(declared, at), lake(declared, at, folder, from));
    let return_forms = returns(declared, at, from);
    let (other_periods, schedule) = (other_periods(declared, at), scheduled(declared, at));
    let (limits, keep) = (limited(declared, at), kept(declared, at));
    let shrink_guard = shrink_guard(&declared.shrink_guard, &at.key("shrink-guard"));

    let entries = Entries::of(&written.pipeline, written.metrics.as_ref(), &written.rules);
    let complete = written.metrics.is_some() || declared.metrics.is_missing();
    let (mut measures, measure_names) = measures(&entries.measures(), complete);
    let all_names = declare(&written.forms, &measure_names, &mut measures);
    let bound = bound_by_all(&written.forms, &measure_names).filter(|_| complete);
    let forms = forms(&written.forms, &written.rules, &measure_names, &all_names);
    let metrics = metrics(&entries.metrics(), complete, &measure_names, bound.as_deref());

    let units = written.register.as_ref();
    let deadlines = deadlines(&entries.deadlines(), &forms, units, period);
    let units_text = written.units.as_ref().map(|(text, path)| (text.as_str(), path.as_path()));
    let ground = PlanGround::new(&forms, &measures, period, units_text);
    let policies = policies(&entries.checks());
    let waivers = waivers(&entries.waivers(), &forms, units, period);
    let known = KnownIndicators { forms: &forms, names: &all_names };
    let (rankings, names, compared) = rankings(&entries.rankings(), &metrics, &known, units);
    let mut folders = Once::default();
    let published = published(declared, at, &names, (&compared, &rankings), &mut folders);
    let inspections = plans(&written.inspections, &ground, &mut folders);
    let deadlines = with_plans(deadlines, &inspections, &forms, units, period);
    let around =
        Surroundings { folder, id: &id, inbox: inbox.as_deref(), output: output.as_deref() };
    let deliveries = deliveries(&declared.deliver.items(&at.key("deliver")), &around);
    let (return_mail, engine) = (returned(declared, at, folder), engine_apart(declared, at));
    Some(Pipeline {
        id,
        title: title?,
        agency,
        signatory,
        place,
        period: period?,
        relative,
        source: from,
        inbox: inbox?,
        lake,
        elsewhere,
        output: output?,
        files: written.files,
        schedule,
        deliveries,
        return_mail,
        engine,
        register: written.register?,
        successions: written.successions,
        measures,
        forms,
        metrics: metrics.supplied,
        rankings,
        workbooks: published.workbooks,
        notice: published.notice,
        data: published.data,
        page: published.page,
        districts: published.districts,
        fields: published.fields,
        fail_on: overrides.fail_on.unwrap_or(fail_on?),
        return_forms: return_forms?,
        other_periods: other_periods?,
        limits,
        keep,
        shrink_guard,
        deadlines,
        inspections,
        policies,
        waivers,
    })
}

/// Lines of the agency, who signs, and where.
fn letterhead(declared: &Declaration, at: &At) -> (Vec<String>, String, String) {
    let lines = declared.agency.items(&at.key("agency"));
    let agency = lines.into_iter().map(|(_, line)| line.clone()).collect();
    let signatory = declared.signatory.optional(&at.key("signatory")).cloned().unwrap_or_default();
    let place = declared.place.optional(&at.key("place")).cloned().unwrap_or_default();
    (agency, signatory, place)
}

fn limited(declared: &Declaration, at: &At) -> Limits {
    let at = at.key("limits");
    limits(declared.limits.optional(&at).map(|limits| (limits, at.clone())))
}

fn returned(declared: &Declaration, at: &At, folder: &Path) -> Option<ReturnMail> {
    let at = at.key("return-mail");
    return_mail_of(declared.return_mail.optional(&at)?, &at, folder)
}

fn engine_apart(declared: &Declaration, at: &At) -> Option<RemoteEngine> {
    let at = at.key("engine");
    engine::engine(declared.engine.optional(&at)?, &at)
}

/// What is published, each under a name of its own.
struct PublishedFiles {
    workbooks: Vec<Workbook>,
    notice: Option<Notice>,
    data: Option<DataEdition>,
    page: Option<RankingPage>,
    districts: Option<DistrictBooks>,
    fields: Vec<String>,
}

fn published(
    declared: &Declaration,
    at: &At,
    names: &Names,
    (compared, rankings): (&[String], &[Ranking]),
    folders: &mut Once,
) -> PublishedFiles {
    let mut files = Once::default();
    let all = declared.workbook.items(&at.key("workbook"));
    let workbooks = workbooks(&all, names, compared, &mut files);
    let notice_at = at.key("notice");
    let notice = declared.notice.optional(&notice_at);
    let notice =
        notice.and_then(|told| notice::notice(told, &notice_at, names, rankings, &mut files));
    let data_at = at.key("data");
    let data = declared.data.optional(&data_at);
    let data = data.and_then(|data| data_edition(data, &data_at, &mut files));
    let page_at = at.key("page");
    let page = declared.page.optional(&page_at);
    let page = page.and_then(|told| page::page(told, &page_at, &mut files));
    let districts_at = at.key("districts");
    let districts = declared.districts.optional(&districts_at);
    let districts = districts
        .and_then(|told| districts::districts(told, &districts_at, names, rankings, folders));
    let fields = fields(declared, at);
    PublishedFiles { workbooks, notice, data, page, districts, fields }
}

/// The fields in the order of the sheets, each once however it is written.
fn fields(declared: &Declaration, at: &At) -> Vec<String> {
    let mut once = Once::default();
    let items = declared.fields.items(&at.key("fields")).into_iter();
    let fields = items.filter(|(at, field)| {
        once.first(at, &key(field), ("mỗi lĩnh vực nêu một lần", "a field that stands once"))
    });
    fields.map(|(_, field)| field.clone()).collect()
}

/// Whether two paths are one place, however they are written.
fn is_same(given: &Path, declared: Option<&Path>) -> bool {
    let whole = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path)).ok();
    declared.is_some_and(|declared| whole(given) == whole(declared))
}

fn kept(declared: &Declaration, at: &At) -> Keep {
    let at = at.key("keep");
    keep(declared.keep.optional(&at).map(|keep| (keep, at.clone())))
}

fn scheduled(declared: &Declaration, at: &At) -> Option<Schedule> {
    let at = at.key("schedule");
    declared.schedule.optional(&at).and_then(|table| schedule(table, &at))
}

/// Where runs are kept: not where the inbox is.
fn output(
    declared: &Declaration,
    at: &At,
    folder: &Path,
    overrides: &Overrides,
    inbox: Option<&Path>,
    id: &str,
) -> Option<PathBuf> {
    let at = at.key("output");
    let output = declared.output.text(&at).map(|output| beside(folder, &output));
    let output = overrides.output.clone().or(output)?;
    if let Some(inbox) = inbox {
        apart(inbox, &output, id, &at);
    }
    Some(output)
}

fn fail_on(declared: &Declaration, at: &At) -> Option<FailOn> {
    let (at, all) = (at.key("fail-on"), &FailOn::ALL);
    choice_or(&declared.fail_on, &at, &listed(all), all, FailOn::default())
}

fn other_periods(declared: &Declaration, at: &At) -> Option<OtherPeriods> {
    let (at, all) = (at.key("other-periods"), &OtherPeriods::ALL);
    choice_or(&declared.other_periods, &at, &listed(all), all, OtherPeriods::default())
}

/// What the forms bind together; `None` where it cannot be told.
fn bound_by_all(
    written: &[Option<(FormDeclaration, At)>],
    measures: &Names,
) -> Option<Vec<MeasureIx>> {
    let each: Option<Vec<Vec<MeasureIx>>> =
        written.iter().map(|form| bound(&form.as_ref()?.0, measures)).collect();
    each.map(|each| each.concat())
}

fn forms(
    written: &[Option<(FormDeclaration, At)>],
    rules: &RuleFiles,
    measures: &Names,
    all: &Names,
) -> Vec<Form> {
    check_forms(rules, written);
    let mut ids = Once::default();
    let mut anchors = Once::default();
    let mut forms = Vec::new();
    for (declared, at) in written.iter().flatten() {
        let more = identities_of(declared, rules);
        let Some(form) = form::form(declared, at, &more, measures, all) else { continue };
        ids.first(&at.key("id"), &form.id, ITS_OWN_ID);
        for (index, anchor) in form.anchors.iter().enumerate() {
            anchors.first(
                &at.key("anchors").item(index),
                anchor,
                ("câu chỉ thuộc một biểu", "a text that settles the form"),
            );
        }
        forms.push(form);
    }
    agreements(written, &forms, all);
    forms
}
