//! `tthc inspection`: a plan of inspection, and what is asked of it: a file for each verb. How a plan and its pipeline are
//! found is the same for all of them (`asked`).

mod asked;
pub(super) mod dossier;
pub(super) mod draw;
pub(super) mod draw_json;
pub(super) mod report;
pub(super) mod report_json;
pub(super) mod status;
pub(super) mod status_json;

use clap::Subcommand;

use crate::model::Exit;

use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::call::Call;
use asked::PlanAsked;

/// Làm việc với một kế hoạch kiểm tra; không ghi lệnh con thì cho biết tình hình
///
/// Kế hoạch thuộc về pipeline nêu nó ở `inspections`. Hạn gửi của kế hoạch cũng là hạn gửi biểu của mọi lượt chạy.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes())]
pub(super) struct InspectionArgs {
    #[command(flatten)]
    asked: PlanAsked,
    #[command(subcommand)]
    verb: Option<InspectionVerb>,
}

/// What is asked of a plan.
#[derive(Debug, Clone, Subcommand)]
enum InspectionVerb {
    Status(status::InspectionStatusArgs),
    Draw(draw::DrawArgs),
    Dossier(dossier::DossierArgs),
    Report(report::VisitReportArgs),
}

pub(super) const ENGLISH: English = English {
    more: Some(
        "A plan belongs to the pipeline that lists it in `inspections`. Its deadlines are also those of the forms of every run.",
    ),
    arguments: &[
        (
            "plan",
            "The file of a plan, or the name of one in pipelines/inspections/ (such as ke-hoach-2023)",
        ),
        ("pipeline", "The pipeline of the plan, where several list it"),
    ],
    values: &[("KẾ HOẠCH", "PLAN")],
    ..English::new("Work with a plan of inspection; without a further word, tell how it stands")
};

impl InspectionArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let printer = call.printer(self.asked.json);
        match &self.verb {
            None | Some(InspectionVerb::Status(_)) => {
                status::InspectionStatusArgs::start(&self.asked, &printer, call)
            }
            Some(InspectionVerb::Draw(typed)) => typed.start(&self.asked, &printer, call),
            Some(InspectionVerb::Report(typed)) => typed.start(&self.asked, &printer, call),
            Some(InspectionVerb::Dossier(typed)) => typed.start(&self.asked, &printer, call),
        }
    }
}
