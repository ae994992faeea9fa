//! `tthc inspection PLAN report`: what was found at the visits, what was answered and mended, and who has not finished.

use std::fmt::Write as _;
use std::path::PathBuf;

use crate::cli::args::english::English;
use crate::cli::args::exit_codes::exit_codes;
use crate::cli::args::place::as_of_now;
use crate::cli::call::Call;
use crate::cli::print::columns::columns;
use crate::cli::print::printer::Printer;
use crate::model::{Exit, Lang};
use crate::run::{self, MadeReport, ServedPlan};
use crate::table::{FoundTally, InspectionPart, TargetVisit};
use crate::text::day;

use super::asked::PlanAsked;
use super::draw::ended;
use super::report_json::VisitReportJson;

/// Lập báo cáo kết quả sau kiểm tra: đã phát hiện gì, đơn vị trả lời và khắc phục đến đâu, ai chưa xong
///
/// Kết quả ghi ở [[result]] của kế hoạch: phát hiện gì, hạn khắc phục, đơn vị trả lời gì, xong ngày nào. Ghi
/// output/PIPELINE/inspections/KẾ HOẠCH/bao-cao-ket-qua.docx.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(after_help = exit_codes())]
pub(in crate::cli) struct VisitReportArgs {
    /// Tệp .docx sẽ ghi, thay cho bao-cao-ket-qua.docx trong thư mục của kế hoạch
    #[arg(short, long, value_name = "TỆP")]
    out: Option<PathBuf>,
}

pub(in crate::cli) const ENGLISH: English = English {
    more: Some(
        "What was found stands in [[result]] of the plan: what, by when it is to be mended, what the unit answered, when it was \
         done. It writes output/PIPELINE/inspections/PLAN/bao-cao-ket-qua.docx.",
    ),
    arguments: &[(
        "out",
        "The .docx to write, in place of bao-cao-ket-qua.docx in the folder of the plan",
    )],
    values: &[("TỆP", "FILE")],
    ..English::new(
        "Report what came of the visits: what was found, what was answered and mended, who has not finished",
    )
};

impl VisitReportArgs {
    pub(super) fn start(&self, asked: &PlanAsked, printer: &Printer, call: &Call<'_>) -> Exit {
        let served = match asked.served(printer, call) {
            Ok(served) => served,
            Err(exit) => return exit,
        };
        let today = asked.today(&served);
        let made = match run::visit_report(&served, &as_of_now(), today, self.out.as_deref()) {
            Ok(made) => made,
            Err(error) => return ended(&error, printer, call),
        };
        let lang = call.manner.lang;
        printer.answer(
            Exit::Complete,
            || VisitReportJson::of(&served, &made, lang),
            || text(&served, &made, lang),
        )
    }
}

fn text(served: &ServedPlan, made: &MadeReport, lang: Lang) -> String {
    let report = &made.report;
    let as_of = lang.pick("tính đến ngày", "as of");
    let mut out = format!(
        "{} ({}), {as_of} {}\n\n",
        served.plan.title,
        served.plan.number,
        match lang {
            Lang::Vi => day(&report.as_of),
            Lang::En => report.as_of.clone(),
        }
    );
    let heads = [
        ("Đơn vị", "Unit"),
        ("Phát hiện", "Found"),
        ("Đã trả lời", "Answered"),
        ("Đã khắc phục", "Mended"),
        ("Còn hạn", "Not yet due"),
        ("Quá hạn", "Overdue"),
        ("Chưa định hạn", "No date"),
    ];
    let heads = heads.map(|(vi, en)| lang.pick(vi, en).to_owned()).to_vec();
    let rows = report.visits.iter().map(|visit| row(&visit.unit_name, &visit.tally()));
    let sum = row(lang.pick("Cộng", "All"), &report.tally());
    let rows: Vec<Vec<String>> =
        std::iter::once(heads).chain(rows).chain(std::iter::once(sum)).collect();
    for line in columns(&rows) {
        // Writing to a String cannot fail, here and below.
        let _ = writeln!(out, "{}", line.trim_end());
    }
    let unfinished: Vec<(&TargetVisit, Vec<String>)> = report
        .visits
        .iter()
        .map(|visit| (visit, visit.missing(lang)))
        .filter(|(_, missing)| !missing.is_empty())
        .collect();
    if !unfinished.is_empty() {
        let _ = writeln!(out, "\n{}", lang.pick("Chưa hoàn thành:", "Not finished:"));
    }
    for (visit, missing) in unfinished {
        let _ = writeln!(out, "  {}: {}", visit.unit_name, missing.join("; "));
    }
    let others = made.sent.tally(&served.plan.id, InspectionPart::Other);
    if others.units > 0 {
        let _ = writeln!(out, "\n{}", others.said(InspectionPart::Other, lang));
    }
    let _ = writeln!(out, "\n{}", made.path.display());
    out
}

fn row(name: &str, tally: &FoundTally) -> Vec<String> {
    let FoundTally { found, answered, mended, open, overdue, no_date } = *tally;
    let counts = [found, answered, mended, open, overdue, no_date].map(|count| count.to_string());
    std::iter::once(name.to_owned()).chain(counts).collect()
}
