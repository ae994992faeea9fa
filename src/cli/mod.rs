//! The face: arguments as typed (`args`), as meant (`request`), and every line people see (`print`). The only
//! place where outcomes and errors become exit codes.

mod args;
mod bundle;
mod check;
mod diff;
mod doctor;
mod explain;
mod export;
mod form;
mod inspect;
mod man;
mod operate;
mod plan;
mod print;
mod read_files;
mod request;
mod run;
mod schedule;
mod schema;
mod status;

use std::ffi::OsString;
use std::io::BufWriter;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::ingest;
use crate::model::Exit;
use crate::run as runs;
use crate::store;

use print::manner::{self, Manner};
use print::printer as print_;
use read_files::confine;
use run::{progress as live, signals};

/// Runs the program and says how it ends.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let (manner, command) = match args::parse(&arguments) {
        Ok(parsed) => parsed,
        Err(stop) => return print_::stop(&stop),
    };
    let exit = match command {
        // What a run published stays published, whoever could not be told.
        args::Command::Run(typed) => return run_command(&typed, manner, &arguments),
        args::Command::Retry(typed) => return retry_command(&typed, manner, &arguments),
        args::Command::Plan(typed) => plan_command(&typed, manner),
        args::Command::Inspect(typed) => inspect_command(&typed, manner),
        args::Command::Check(typed) => check_command(&typed, manner),
        args::Command::Status(typed) => status_command(&typed, manner),
        args::Command::Diff(typed) => diff_command(&typed, manner),
        args::Command::Export(typed) => export::export_command(&typed, manner),
        args::Command::Form(args::Form::Draft(typed)) => draft_command(&typed, manner),
        args::Command::Explain(typed) => {
            print_::Printer::new(manner, typed.json).explanation(typed.code)
        }
        args::Command::Schedule(typed) => operate::schedule_command(&typed, manner),
        args::Command::Doctor(typed) => operate::doctor_command(&typed, manner),
        args::Command::Bundle(typed) => operate::bundle_command(&typed, manner),
        args::Command::Schema(typed) => {
            let schema = schema::schema(typed.file);
            print_::data(&format!("{schema:#}\n"));
            Exit::Complete
        }
        args::Command::Completions(typed) => completions_command(&typed, manner),
        args::Command::Man(typed) => man_command(&typed, manner),
        args::Command::ReadFiles => read_files(),
    };
    if print_::lost() { Exit::Failed } else { exit }
}

fn inspect_command(typed: &args::Inspect, manner: Manner) -> Exit {
    let printer = print_::Printer::new(manner, typed.json);
    let again = request::again_inspect(typed);
    let pipelines = match request::pipelines(typed.pipeline.as_deref()) {
        Ok(pipelines) => pipelines,
        Err(error) => return printer.declaration(&error, &again),
    };
    let worker = request::apart();
    let inspections = match runs::inspect(&typed.file, &pipelines, &worker) {
        Ok(inspections) => inspections,
        Err(error) => return printer.run_error(&error, &again),
    };
    if let Some(path) = &typed.html
        && let Err(error) = runs::inspection_page(&inspections, path)
    {
        return printer.run_error(&error, &again);
    }
    printer.inspections(&inspections)
}

fn check_command(typed: &args::Check, manner: Manner) -> Exit {
    let printer = print_::Printer::new(manner, typed.json);
    let again = request::again_check(typed);
    let pipeline = match request::pipeline_to_check(typed) {
        Ok(pipeline) => pipeline,
        Err(error) => return printer.declaration(&error, &again),
    };
    let worker = request::apart();
    match runs::check(&typed.files, &pipeline, &worker) {
        Ok(checked) => printer.checked(&checked, typed.fail_on, &pipeline),
        Err(error) => printer.run_error(&error, &again),
    }
}

fn status_command(typed: &args::Status, manner: Manner) -> Exit {
    let printer = print_::Printer::new(manner, typed.json);
    let again = request::again_status(typed);
    let pipeline = match request::pipeline_of_status(typed) {
        Ok(pipeline) => pipeline,
        Err(error) => return printer.declaration(&error, &again),
    };
    match runs::status(&pipeline) {
        Ok(situation) => printer.situation(&situation, &pipeline, typed.missing),
        Err(error) => printer.run_error(&error, &again),
    }
}

fn diff_command(typed: &args::Diff, manner: Manner) -> Exit {
    let printer = print_::Printer::new(manner, typed.json);
    let again = request::again_diff(typed);
    let pipeline = match request::pipeline_of_diff(typed) {
        Ok(pipeline) => pipeline,
        Err(error) => return printer.declaration(&error, &again),
    };
    match runs::diff(&pipeline, &typed.old, &typed.new) {
        Ok(difference) => printer.difference(&difference, &pipeline),
        Err(error) => printer.no_difference(&error, &again),
    }
}

fn draft_command(typed: &args::Draft, manner: Manner) -> Exit {
    let printer = print_::Printer::new(manner, typed.json);
    let again = request::again_draft(typed);
    let pipeline = match request::pipeline_of(typed.pipeline.as_deref()) {
        Ok(pipeline) => pipeline,
        Err(error) => return printer.declaration(&error, &again),
    };
    let worker = request::apart();
    let wish = ingest::Wish { sheet: typed.sheet.clone(), id: typed.id.clone() };
    match runs::draft(&typed.example, pipeline.as_ref(), &wish, &worker) {
        Ok(drafted) => printer.draft(&drafted),
        Err(error) => printer.run_error(&error, &again),
    }
}

fn completions_command(typed: &args::Completions, manner: Manner) -> Exit {
    let printer = print_::Printer::new(manner, false);
    match man::completions(&typed.shell, manner.lang) {
        Some(text) => {
            print_::data(&text);
            Exit::Complete
        }
        None => printer.fails(&typed.shell, None, Exit::Usage, "tthc completions --help"),
    }
}

fn man_command(typed: &args::Man, manner: Manner) -> Exit {
    let printer = print_::Printer::new(manner, false);
    let pages = match man::pages(manner.lang) {
        Ok(pages) => pages,
        Err(error) => return printer.fails(&error, None, Exit::Failed, "tthc man --help"),
    };
    let Some(folder) = &typed.dir else {
        print_::data(pages.first().map_or("", |page| &page.text));
        return Exit::Complete;
    };
    for page in &pages {
        if let Err(error) = store::write_file(&folder.join(&page.file), page.text.as_bytes()) {
            return printer.run_error(&error.into(), &request::again_man(folder));
        }
    }
    Exit::Complete
}

/// Reads the files that another process of this program hands over. Its stderr is read by that process.
fn read_files() -> Exit {
    let Ok(answers) = print_::answers() else { return Exit::Failed };
    // It works on one thread: as many processes as the machine can run read at once.
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
    if alone.build_global().is_err() {
        return Exit::Failed;
    }
    match runs::serve(std::io::stdin().lock(), BufWriter::new(answers), confine::confine) {
        Ok(()) => Exit::Complete,
        Err(_) => Exit::Failed,
    }
}

fn run_command(typed: &args::Run, manner: Manner, arguments: &[OsString]) -> Exit {
    let conduct = &typed.conduct;
    let printer = print_::Printer::new(manner, conduct.json).logging(conduct.log_format);
    let again = request::again(typed, true);
    if let Err(error) = request::use_threads(conduct.jobs, arguments) {
        return printer.fails(&error, None, Exit::Failed, &again);
    }
    let asked = match request::request(typed) {
        Ok(asked) => asked,
        Err(error) => match request::meant(&typed.target) {
            Some(target) => {
                let near = target.pipeline.display().to_string();
                let meant = args::Run { target, ..typed.clone() };
                return printer.no_pipeline(&error, &near, &request::again(&meant, true));
            }
            None => return printer.declaration(&error, &again),
        },
    };
    let next = Next { again, all: request::again(typed, false), target: &typed.target };
    night(&asked, &printer, manner, conduct.log_format, &next)
}

fn retry_command(typed: &args::Retry, manner: Manner, arguments: &[OsString]) -> Exit {
    let conduct = &typed.conduct;
    let printer = print_::Printer::new(manner, conduct.json).logging(conduct.log_format);
    let again = request::again_retry(typed);
    if let Err(error) = request::use_threads(conduct.jobs, arguments) {
        return printer.fails(&error, None, Exit::Failed, &again);
    }
    let asked = match request::request_of_retry(typed) {
        Ok(asked) => asked,
        Err(error) => return printer.declaration(&error, &again),
    };
    let (target, stages) = (typed.target.clone(), args::Stages::default());
    let all = request::again(&args::Run { target, stages, conduct: conduct.clone() }, false);
    let next = Next { again, all, target: &typed.target };
    night(&asked, &printer, manner, conduct.log_format, &next)
}

/// What to type next, by how a run ended.
struct Next<'t> {
    /// The same again.
    again: String,
    /// The same with all stages.
    all: String,
    target: &'t args::Target,
}

/// A run from beginning to end; it ends cleanly when it is told to.
fn night(
    asked: &runs::Request,
    printer: &print_::Printer,
    manner: Manner,
    format: manner::LogFormat,
    next: &Next,
) -> Exit {
    if let Err(error) = signals::watch(&asked.stop) {
        return printer.run_error(&runs::RunError::Signals(error), &next.again);
    }
    let live = live::Live::new(manner, format);
    // Whatever a defect of the program does, it ends with a code that people know; what the run had begun is gone.
    let ended = catch_unwind(AssertUnwindSafe(|| runs::run(asked, &live)));
    live.end();
    match ended {
        Err(panic) => printer.defect(panic.as_ref(), &next.again),
        Ok(Ok(outcome)) if outcome.exit == Exit::Gaps => {
            printer.outcome(&outcome, asked, &request::who_is_missing(next.target))
        }
        Ok(Ok(outcome)) => printer.outcome(&outcome, asked, &next.all),
        Ok(Err(error)) if error.needs_all_stages() => printer.run_error(&error, &next.all),
        Ok(Err(error)) => printer.run_error(&error, &next.again),
    }
}

fn plan_command(typed: &args::Plan, manner: Manner) -> Exit {
    let printer = print_::Printer::new(manner, typed.json);
    let again = request::again_plan(typed);
    let asked = match request::request_of_plan(typed) {
        Ok(asked) => asked,
        Err(error) => return printer.declaration(&error, &again),
    };
    match runs::plan(&asked) {
        Ok(forecast) => printer.forecast(&forecast, &asked.pipeline),
        Err(error) => printer.run_error(&error, &again),
    }
}
