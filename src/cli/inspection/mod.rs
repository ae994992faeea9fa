//! `tthc inspection`: a plan of inspection, and what is asked of it: a file for each verb. How a plan and its pipeline are
//! found is the same for all of them.

pub(super) mod dossier;
pub(super) mod status;

use std::path::{Path, PathBuf};

use clap::Subcommand;
use jiff::civil::Date;

use crate::model::Exit;
use crate::run::{self, InspectionError, ServedPlan};

use super::args::command_line::CommandLine;
use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::args::place::{as_of_now, declaration};
use super::args::values::date;
use super::call::Call;
use super::print::printer::{Ended, Printer};

/// Làm việc với một kế hoạch kiểm tra; không ghi lệnh con thì cho biết tình hình
///
/// Kế hoạch thuộc về pipeline nêu nó ở `inspections`. Hạn gửi của kế hoạch cũng là hạn gửi biểu của mọi lượt chạy.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes())]
pub(super) struct InspectionArgs {
    /// Tệp kế hoạch, hoặc tên của một tệp trong pipelines/inspections/ (ví dụ: ke-hoach-2023)
    #[arg(value_name = "KẾ HOẠCH")]
    plan: PathBuf,
    #[command(flatten)]
    asked: PlanAsked,
    #[command(subcommand)]
    verb: Option<InspectionVerb>,
}

/// What holds for every verb.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct PlanAsked {
    /// Pipeline của kế hoạch, khi nhiều pipeline nêu nó
    #[arg(long, global = true, value_name = "PIPELINE")]
    pipeline: Option<PathBuf>,
    /// Ngày để tính còn bao nhiêu ngày, trễ bao nhiêu ngày; không ghi thì là hôm nay
    #[arg(long, global = true, value_name = "NGÀY", value_parser = date)]
    today: Option<Date>,
    /// In kết quả dạng JSON ra stdout
    #[arg(long, global = true)]
    json: bool,
}

/// What is asked of a plan.
#[derive(Debug, Clone, Subcommand)]
enum InspectionVerb {
    Status(status::InspectionStatusArgs),
    Dossier(dossier::DossierArgs),
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
            None => status::InspectionStatusArgs::default().start(self, &printer, call),
            Some(InspectionVerb::Status(typed)) => typed.start(self, &printer, call),
            Some(InspectionVerb::Dossier(typed)) => typed.start(self, &printer, call),
        }
    }

    /// The plan and its pipeline; where there is none that is said, and how the program ends.
    pub(super) fn served(&self, printer: &Printer, call: &Call<'_>) -> Result<ServedPlan, Exit> {
        let named = self.asked.pipeline.as_deref().map(declaration);
        let served = run::served(&plan_file(&self.plan), named.as_deref(), &as_of_now());
        served.map_err(|error| fail(&error, printer, call))
    }
}

impl InspectionArgs {
    /// The day that is told of.
    pub(super) fn today(&self, served: &ServedPlan) -> Date {
        served.today(self.asked.today)
    }
}

/// A path as typed, or the file of that name in `pipelines/inspections/`.
fn plan_file(typed: &Path) -> PathBuf {
    if typed.exists() || typed.components().count() > 1 || typed.extension().is_some() {
        return typed.to_owned();
    }
    Path::new("pipelines/inspections").join(typed).with_extension("toml")
}

/// What ended a verb, and what to type then.
pub(super) fn fail(error: &InspectionError, printer: &Printer, call: &Call<'_>) -> Exit {
    let lang = call.manner.lang;
    if let InspectionError::Declaration(error) = error {
        return printer.declaration(error, &call.again());
    }
    let (hint, next) = (error.hint(lang), next(error, call.typed.clone()).to_string());
    printer.ended(&Ended {
        code: error.code(),
        error: &error.text(lang),
        hint: hint.as_deref(),
        exit: error.exit(),
        next: &next,
        faults: &[],
    })
}

/// The command that would not fail so.
fn next(error: &InspectionError, typed: CommandLine) -> CommandLine {
    match error {
        InspectionError::NoPlan { near: Some(near), .. } => typed.with("plan", near),
        InspectionError::Several { pipelines, .. } => match pipelines.first() {
            Some(first) => typed.with("pipeline", first.display()),
            None => typed,
        },
        InspectionError::NoTarget { near: Some(near), .. } => typed.with("target", near),
        _ => typed,
    }
}
