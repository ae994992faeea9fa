//! `tthc retry`: what failed in the last run, and what follows, again.

use crate::model::Exit;
use crate::pipeline::{DeclarationError, Setting};
use crate::run::{self, Request, Select};
use crate::store::{Invocation, Record};

use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::args::place::{InboxArg, PlaceArgs};
use super::args::target::TargetArgs;
use super::call::Call;
use super::run::conduct::ConductArgs;
use super::run::night::{NextCommands, night};
use super::run::threads;

/// Chạy lại những gì hỏng ở lượt gần nhất (tệp không đọc được, bước chưa xong) và những gì theo sau
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes())]
pub(super) struct RetryArgs {
    #[command(flatten)]
    target: TargetArgs,
    #[command(flatten)]
    conduct: ConductArgs,
}

pub(super) const ENGLISH: English = English::new(
    "Run again what failed in the last run (unreadable files, unfinished stages) and what follows",
);

impl RetryArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let printer = self.conduct.printer(call);
        let typed = ConductArgs::again(call);
        if let Err(error) = threads::limit(self.conduct.jobs, call.words) {
            return printer.run_error(&error, &typed.to_string());
        }
        let asked = match self.request() {
            Ok(asked) => asked,
            Err(error) => return printer.declaration(&error, &typed.to_string()),
        };
        let next = NextCommands::new(typed.clone(), &typed.of_command("run"));
        night(&asked, &self.conduct, &printer, &next)
    }

    /// Where nothing else is typed, of the inbox and with the keys of the run that is tried again; what was published
    /// with them is published again, and a trial stays one.
    fn request(&self) -> Result<Request, DeclarationError> {
        let fail_on = self.conduct.fail_on;
        let request = self.target.request(fail_on, Select::Retry)?;
        // A state that cannot be read is told by the run itself.
        let Ok(Some(Record { asked, trial, .. })) = run::last_record(&request) else {
            return Ok(self.conduct.conducted(request));
        };
        let Invocation { inbox, set, .. } = asked;
        let TargetArgs { place, set: typed, today, publish } = self.target.clone();
        let same = typed.is_empty() && place.inbox.inbox.is_none();
        let before = set.iter().filter_map(|typed| Setting::parse(typed).ok());
        let set = if typed.is_empty() { before.collect() } else { typed };
        let inbox = InboxArg { inbox: place.inbox.inbox.or(inbox) };
        let publish = publish || same && !trial;
        let target = TargetArgs { place: PlaceArgs { inbox, ..place }, set, today, publish };
        Ok(self.conduct.conducted(target.request(fail_on, Select::Retry)?))
    }
}
