//! What every verb of a plan of inspection is asked with: the plan, its pipeline, the day; and what is said where there is
//! no such plan.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::cli::args::command_line::CommandLine;
use crate::cli::args::place::{as_of_now, declaration, plan_of_inspection};
use crate::cli::args::values::date;
use crate::cli::call::Call;
use crate::cli::print::printer::{Ended, Printer};
use crate::model::Exit;
use crate::pipeline::Overrides;
use crate::run::{self, InspectionError, ServedPlan};

/// A plan, and what holds for every verb.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct PlanAsked {
    /// Tệp kế hoạch, hoặc tên của một tệp trong pipelines/inspections/ (ví dụ: ke-hoach-2023)
    #[arg(value_name = "KẾ HOẠCH")]
    plan: PathBuf,
    /// Pipeline của kế hoạch, khi nhiều pipeline nêu nó
    #[arg(long, global = true, value_name = "PIPELINE")]
    pipeline: Option<PathBuf>,
    /// Thư mục kết quả
    #[arg(long, global = true, value_name = "THƯ MỤC")]
    output: Option<PathBuf>,
    /// Ngày để tính còn bao nhiêu ngày, trễ bao nhiêu ngày; không ghi thì là hôm nay
    #[arg(long, global = true, value_name = "NGÀY", value_parser = date)]
    today: Option<Date>,
    /// In kết quả dạng JSON ra stdout
    #[arg(long, global = true)]
    pub(super) json: bool,
}

impl PlanAsked {
    /// The plan and its pipeline; where there is none that is said, and how the program ends.
    pub(super) fn served(&self, printer: &Printer, call: &Call<'_>) -> Result<ServedPlan, Exit> {
        let named = self.pipeline.as_deref().map(declaration);
        let overrides = Overrides { output: self.output.clone(), ..as_of_now() };
        let served = run::served(&plan_of_inspection(&self.plan), named.as_deref(), &overrides);
        served.map_err(|error| fail(&error, printer, call))
    }

    /// The day that is told of.
    pub(super) fn today(&self, served: &ServedPlan) -> Date {
        served.today(self.today)
    }
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
