//! `tthc inspection PLAN status`: who is visited when, and by when each reports.

use std::fmt::Write as _;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::args::english::English;
use crate::cli::args::exit_codes::exit_codes;
use crate::cli::call::Call;
use crate::cli::print::columns::columns;
use crate::cli::print::printer::Printer;
use crate::model::{Exit, Lang};
use crate::run::ServedPlan;

use super::asked::PlanAsked;

/// Cho biết kiểm tra đơn vị nào, khi nào, hạn gửi báo cáo
#[derive(Debug, Clone, Default, clap::Args)]
#[command(after_help = exit_codes())]
pub(in crate::cli) struct InspectionStatusArgs {}

pub(in crate::cli) const ENGLISH: English =
    English::new("Tell who is visited when, and by when each reports");

impl InspectionStatusArgs {
    pub(super) fn start(&self, asked: &PlanAsked, printer: &Printer, call: &Call<'_>) -> Exit {
        let served = match asked.served(printer, call) {
            Ok(served) => served,
            Err(exit) => return exit,
        };
        let today = asked.today(&served);
        let lang = call.manner.lang;
        printer.answer(Exit::Complete, || json(&served, today), || text(&served, today, lang))
    }
}

fn name<'s>(served: &'s ServedPlan, unit: &'s str) -> &'s str {
    let register = &served.pipeline.register;
    register.find_id(unit).map_or(unit, |ix| register.get(ix).name.as_str())
}

fn text(served: &ServedPlan, today: Date, lang: Lang) -> String {
    let heads = [
        ("Đơn vị", "Unit"),
        ("Kiểm tra từ", "From"),
        ("Đến", "To"),
        ("Cơ quan chủ trì", "Lead"),
        ("Hạn báo cáo", "Report by"),
    ];
    let heads = heads.map(|(vi, en)| lang.pick(vi, en).to_owned()).to_vec();
    let day = |day: Date| day.strftime("%d/%m/%Y").to_string();
    let rows = served.plan.targets.iter().map(|target| {
        let unit = name(served, &target.unit).to_owned();
        vec![unit, day(target.from), day(target.to), target.lead.clone(), day(target.report_by)]
    });
    let rows: Vec<Vec<String>> = std::iter::once(heads).chain(rows).collect();
    let (title, number) = (&served.plan.title, &served.plan.number);
    let as_of = lang.pick("tính đến ngày", "as of");
    let mut out = format!("{title} ({number}), {as_of} {}\n", day(today));
    for line in columns(&rows) {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{line}");
    }
    out
}

/// How a plan of inspection stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct PlanStatusJson<'s> {
    plan: &'s str,
    pipeline: &'s str,
    title: &'s str,
    number: &'s str,
    /// The day that this is told of.
    today: String,
    targets: Vec<PlanTargetJson<'s>>,
}

/// A unit that is visited.
#[derive(Debug, Serialize, JsonSchema)]
struct PlanTargetJson<'s> {
    unit_id: &'s str,
    unit_name: &'s str,
    from: String,
    to: String,
    lead: &'s str,
    deputy: &'s str,
    report_by: String,
}

fn json(served: &ServedPlan, today: Date) -> PlanStatusJson<'_> {
    let targets = served.plan.targets.iter().map(|target| PlanTargetJson {
        unit_id: &target.unit,
        unit_name: name(served, &target.unit),
        from: target.from.to_string(),
        to: target.to.to_string(),
        lead: &target.lead,
        deputy: &target.deputy,
        report_by: target.report_by.to_string(),
    });
    PlanStatusJson {
        plan: &served.plan.id,
        pipeline: &served.pipeline.id,
        title: &served.plan.title,
        number: &served.plan.number,
        today: today.to_string(),
        targets: targets.collect(),
    }
}
