//! The list of commands: a line for each in `Command`, in `start` and in `english`. Everything else of a command
//! (arguments, both languages of its help, what it does and prints, how it ends) stands in the room of its name.

use clap::Subcommand;

use crate::model::Exit;

use super::args::english::{self, English};
use super::call::Call;
use super::run::threads;
use super::{
    bundle, check, completions, deliver, diff, doctor, explain, export, form, gather, init,
    inspect, inspection, man, page, plan, read, read_files, register, retry, run, schedule, schema,
    show, sql, status, template, terminal, trace, what_if, which, why,
};

/// What is to be done; help lists it in this order.
#[derive(Debug, Clone, Subcommand)]
pub(super) enum Command {
    Init(init::InitArgs),
    Run(run::RunArgs),
    Retry(retry::RetryArgs),
    Read(read::ReadArgs),
    Plan(plan::PlanArgs),
    Inspect(inspect::InspectArgs),
    Check(check::CheckArgs),
    Page(page::PageArgs),
    Status(status::StatusArgs),
    Show(show::ShowArgs),
    Diff(diff::DiffArgs),
    Trace(trace::TraceArgs),
    Why(why::WhyArgs),
    WhatIf(what_if::WhatIfArgs),
    Which(which::WhichArgs),
    Export(export::ExportArgs),
    Sql(sql::SqlArgs),
    Gather(gather::GatherArgs),
    #[command(subcommand)]
    Form(form::FormCommand),
    Inspection(inspection::InspectionArgs),
    Register(register::RegisterArgs),
    Template(template::TemplateArgs),
    Explain(explain::ExplainArgs),
    Schedule(schedule::ScheduleArgs),
    Doctor(doctor::DoctorArgs),
    Bundle(bundle::BundleArgs),
    Deliver(deliver::DeliverArgs),
    Schema(schema::SchemaArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
    #[command(name = read_files::NAME, hide = true)]
    ReadFiles(read_files::ReadFilesArgs),
}

impl Command {
    /// Does it, and says how that ends.
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        if self.reads()
            && let Err(error) = threads::limit(None, call.words)
        {
            return call.printer(false).run_error(&error, &call.again());
        }
        let exit = match self {
            // What a run published stays published, whoever could not be told.
            Self::Run(typed) => return typed.start(call),
            Self::Retry(typed) => return typed.start(call),
            Self::Init(typed) => typed.start(call),
            Self::Read(typed) => typed.start(call),
            Self::Plan(typed) => typed.start(call),
            Self::Inspect(typed) => typed.start(call),
            Self::Check(typed) => typed.start(call),
            Self::Page(typed) => typed.start(call),
            Self::Status(typed) => typed.start(call),
            Self::Show(typed) => typed.start(call),
            Self::Diff(typed) => typed.start(call),
            Self::Trace(typed) => typed.start(call),
            Self::Why(typed) => typed.start(call),
            Self::WhatIf(typed) => typed.start(call),
            Self::Which(typed) => typed.start(call),
            Self::Export(typed) => typed.start(call),
            Self::Sql(typed) => typed.start(call),
            Self::Gather(typed) => typed.start(call),
            Self::Form(form::FormCommand::Draft(typed)) => typed.start(call),
            Self::Inspection(typed) => typed.start(call),
            Self::Register(typed) => typed.start(call),
            Self::Template(typed) => typed.start(call),
            Self::Explain(typed) => typed.start(call),
            Self::Schedule(typed) => typed.start(call),
            Self::Doctor(typed) => typed.start(call),
            Self::Bundle(typed) => typed.start(call),
            Self::Deliver(typed) => typed.start(call),
            Self::Schema(typed) => typed.start(call),
            Self::Completions(typed) => typed.start(call),
            Self::Man(typed) => typed.start(call),
            Self::ReadFiles(typed) => typed.start(),
        };
        if terminal::lost() { Exit::Failed } else { exit }
    }

    /// Whether it reads files or tables by itself, on all cores: a run sees to its threads, and others need none.
    const fn reads(&self) -> bool {
        match self {
            Self::Init(_)
            | Self::Plan(_)
            | Self::Inspect(_)
            | Self::Check(_)
            | Self::Status(_)
            | Self::Show(_)
            | Self::Diff(_)
            | Self::Trace(_)
            | Self::WhatIf(_)
            | Self::Export(_)
            | Self::Sql(_)
            | Self::Gather(_)
            | Self::Form(_)
            | Self::Inspection(_)
            | Self::Template(_)
            | Self::Doctor(_)
            | Self::Bundle(_)
            | Self::Deliver(_)
            | Self::Why(_)
            | Self::Which(_) => true,
            Self::Run(_)
            | Self::Retry(_)
            | Self::Read(_)
            | Self::Register(_)
            | Self::Page(_)
            | Self::Explain(_)
            | Self::Schedule(_)
            | Self::Schema(_)
            | Self::Completions(_)
            | Self::Man(_)
            | Self::ReadFiles(_) => false,
        }
    }
}

/// A command in English, by its words.
pub(super) fn english(command: &str) -> Option<&'static English> {
    Some(match command {
        "" => &english::PROGRAM,
        "init" => &init::ENGLISH,
        "run" => &run::ENGLISH,
        "retry" => &retry::ENGLISH,
        "read" => &read::ENGLISH,
        "plan" => &plan::ENGLISH,
        "inspect" => &inspect::ENGLISH,
        "check" => &check::ENGLISH,
        "page" => &page::ENGLISH,
        "status" => &status::ENGLISH,
        "show" => &show::ENGLISH,
        "diff" => &diff::ENGLISH,
        "trace" => &trace::ENGLISH,
        "why" => &why::ENGLISH,
        "what-if" => &what_if::ENGLISH,
        "which" => &which::ENGLISH,
        "export" => &export::ENGLISH,
        "sql" => &sql::ENGLISH,
        "gather" => &gather::ENGLISH,
        "form" => &form::ENGLISH,
        "form draft" => &form::draft::ENGLISH,
        "inspection" => &inspection::ENGLISH,
        "inspection draw" => &inspection::draw::ENGLISH,
        "inspection dossier" => &inspection::dossier::ENGLISH,
        "inspection report" => &inspection::report::ENGLISH,
        "inspection status" => &inspection::status::ENGLISH,
        "register" => &register::ENGLISH,
        "template" => &template::ENGLISH,
        "explain" => &explain::ENGLISH,
        "schedule" => &schedule::ENGLISH,
        "doctor" => &doctor::ENGLISH,
        "bundle" => &bundle::ENGLISH,
        "deliver" => &deliver::ENGLISH,
        "schema" => &schema::ENGLISH,
        "completions" => &completions::ENGLISH,
        "man" => &man::ENGLISH,
        _ => return None,
    })
}
