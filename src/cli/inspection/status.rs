//! `tthc inspection PLAN status`: what is due when, what came, what is late, who is visited next; as data in `status_json`.

use std::fmt::Write as _;

use crate::cli::args::english::English;
use crate::cli::args::exit_codes::exit_codes;
use crate::cli::args::place::as_of_now;
use crate::cli::call::Call;
use crate::cli::print::printer::Printer;
use crate::model::{Exit, Lang};
use crate::pipeline::Pipeline;
use crate::run::{self, PlanStanding, ServedPlan};
use crate::table::{InspectionPart, UnitReport};
use crate::text::{lower_first, normal};

use super::asked::PlanAsked;
use super::status_json::json;

/// Cho biết đơn vị nào phải gửi gì khi nào, đã gửi gì, muộn bao nhiêu ngày, sắp kiểm tra đâu; không thay đổi gì
#[derive(Debug, Clone, Default, clap::Args)]
#[command(after_help = exit_codes())]
pub(in crate::cli) struct InspectionStatusArgs {}

pub(in crate::cli) const ENGLISH: English = English::new(
    "Tell what each unit owes and when, what came, what is late by how many days, who is visited next; changes nothing",
);

impl InspectionStatusArgs {
    /// That something is missing is the answer, not a failure of the question.
    pub(super) fn start(asked: &PlanAsked, printer: &Printer, call: &Call<'_>) -> Exit {
        let served = match asked.served(printer, call) {
            Ok(served) => served,
            Err(exit) => return exit,
        };
        let standing = match run::plan_status(&served, &as_of_now(), asked.today(&served)) {
            Ok(standing) => standing,
            Err(error) => return super::asked::fail(&error, printer, call),
        };
        let lang = call.manner.lang;
        printer.answer(
            Exit::Complete,
            || json(&served, &standing, lang),
            || text(&served, &standing, lang),
        )
    }
}

fn text(served: &ServedPlan, standing: &PlanStanding, lang: Lang) -> String {
    let ServedPlan { pipeline, plan } = served;
    let all = &standing.inspections;
    let mut lines = vec![format!("{} ({})", plan.title, plan.number)];
    lines.extend(all.summary(plan, &standing.as_of.to_string(), lang));
    lines.extend(standing.periods.iter().map(|read| told_by(read, lang)));
    for (number, report) in (1..).zip(all.reports(&plan.id, InspectionPart::Target)) {
        let row = report.first;
        let days = row.visit_days(lang).unwrap_or_default();
        let off = lower_first(&row.visit_said(lang).unwrap_or_default());
        let visit = format!("{} {days} ({off})", lang.pick("kiểm tra", "visit"));
        lines.push(String::new());
        lines.push(format!("{number}. {}: {visit}; {}", row.unit_name, due(&report, lang)));
        lines.extend(forms(&report, pipeline, lang));
    }
    let others = all.behind(&plan.id, InspectionPart::Other);
    if let Some(first) = others.first() {
        lines.push(String::new());
        let words = lang.pick(
            "Đơn vị tự kiểm tra chưa gửi đủ hoặc gửi muộn",
            "Units that inspect themselves and have not sent all, or not in time",
        );
        lines.push(format!("{words} ({}; {}):", others.len(), due(first, lang)));
        for report in &others {
            lines.push(format!("- {}", report.first.unit_name));
            lines.extend(forms(report, pipeline, lang));
        }
    }
    let doubts = plan.doubts(&pipeline.register);
    if !doubts.is_empty() {
        let words = lang.pick(
            "Nên xem lại trong kế hoạch (vẫn có hiệu lực như đã ghi)",
            "To be looked at in the plan, which holds as it is written",
        );
        lines.push(String::new());
        lines.push(format!("{words}:"));
        lines.extend(doubts.iter().map(|doubt| format!("- {}", doubt.sentence().say(lang))));
    }
    if !standing.unclear.is_empty() {
        let words = lang.pick(
            "Tệp chưa rõ của đơn vị nào, báo cáo chưa thấy có thể ở trong đó",
            "Files of which nobody knows whose they are, and which may hold what is not seen",
        );
        let files: Vec<String> = standing.unclear.iter().map(|file| normal(file)).collect();
        lines.push(String::new());
        lines.push(format!("{words}: {}", files.join(", ")));
    }
    lines.iter().fold(String::new(), |mut out, line| {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{line}");
        out
    })
}

/// By which run a period is told, and what came since.
fn told_by(read: &run::ReadPeriod, lang: Lang) -> String {
    let period = match lang {
        Lang::Vi => read.period.title(),
        Lang::En => read.period.to_string(),
    };
    let by = match &read.run {
        Some(run) => format!("{} {run}", lang.pick("theo lượt", "by run")),
        None => lang.pick("chưa có lượt nào được xuất bản", "no run is published").to_owned(),
    };
    let since = match &read.inbox {
        None => format!("; {}", lang.pick("không có thư mục nhận báo cáo", "there is no inbox")),
        Some(inbox) if inbox.is_nothing() => String::new(),
        Some(inbox) => {
            let files = inbox.new.len() + inbox.changed.len() + inbox.gone.len();
            match lang {
                Lang::Vi => {
                    format!("; hộp thư có {files} tệp mới, thay đổi hoặc không còn, chưa đọc")
                }
                Lang::En => format!(
                    "; {files} files of the inbox came, changed or went since and are not read"
                ),
            }
        }
    };
    format!("{period}: {by}{since}.")
}

/// Until when its report is on time.
fn due(report: &UnitReport<'_>, lang: Lang) -> String {
    format!("{} {}", lang.pick("báo cáo đến hết ngày", "report by"), report.first.due(lang))
}

fn forms(report: &UnitReport<'_>, pipeline: &Pipeline, lang: Lang) -> Vec<String> {
    let name = |id: &str| pipeline.form(id).map_or("", |form| form.name.as_str());
    report.said(lang, name).into_iter().map(|line| format!("   {line}")).collect()
}
