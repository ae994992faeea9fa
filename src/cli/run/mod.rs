//! `tthc run`: its arguments and its request. How a run is conducted and ends stands in `night` and `outcome`, what
//! is said while it goes on in `progress`; `tthc retry` makes a run by the same.

pub(super) mod conduct;
pub(super) mod json;
pub(super) mod night;
mod outcome;
mod progress;
mod pruned;
pub(super) mod signals;
mod summary;
pub(super) mod threads;

use std::path::PathBuf;

use crate::model::{Exit, Lang};
use crate::pipeline::DeclarationError;
use crate::run::Request;

use super::args::command_line::CommandLine;
use super::args::english::English;
use super::args::exit_codes::exit_codes;
use super::args::target::{STAGES, StageArgs, TargetArgs};
use super::call::Call;
use super::print::printer::{DECLARATION, Ended, Printer};
use conduct::ConductArgs;
use night::{NextCommands, night};

/// Đọc mọi báo cáo của một kỳ, kiểm tra, tính, xếp hạng và xuất bản
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = exit_codes())]
pub(super) struct RunArgs {
    #[command(flatten)]
    target: TargetArgs,
    #[command(flatten)]
    stages: StageArgs,
    /// Dùng các kết quả của `tthc read` trong thư mục này thay cho đọc lại tệp; tệp nào không có trong đó thì lượt chạy tự đọc
    #[arg(long, value_name = "THƯ MỤC", num_args = 1.., conflicts_with_all = ["from", "only"])]
    readings: Vec<PathBuf>,
    #[command(flatten)]
    conduct: ConductArgs,
}

pub(super) const ENGLISH: English = English {
    arguments: &[(
        "readings",
        "Take what `tthc read` left in this folder in place of reading files; what is not in it is read",
    )],
    ..English::new("Read all submissions of a period, check, compute, rank and publish")
};

impl RunArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let printer = self.conduct.printer(call);
        let typed = ConductArgs::again(call);
        if let Err(error) = threads::limit(self.conduct.jobs, call.words) {
            return printer.run_error(&error, &typed.to_string());
        }
        let asked = match self.request() {
            Ok(asked) => asked,
            Err(error) => return self.without_pipeline(&error, typed, &printer),
        };
        let next = NextCommands::new(typed.clone(), &typed.without(STAGES));
        night(&asked, &self.conduct, &printer, &next)
    }

    fn request(&self) -> Result<Request, DeclarationError> {
        let request = self.target.request(self.conduct.fail_on, self.stages.select())?;
        let mut request = self.conduct.conducted(request);
        // Without the inbox nobody can tell whether these are all files that came in.
        let unseen = !self.readings.is_empty() && !request.pipeline.inbox.is_dir();
        request.trial |= unseen && !self.target.publish;
        request.readings.clone_from(&self.readings);
        (request.force, request.asked.force) = (self.stages.force, self.stages.force);
        Ok(request)
    }

    /// A declaration that is wrong, or not there while one of nearly the same name is.
    fn without_pipeline(
        &self,
        error: &DeclarationError,
        typed: CommandLine,
        printer: &Printer,
    ) -> Exit {
        let Some(near) = self.target.place.pipeline.nearest() else {
            return printer.declaration(error, &typed.to_string());
        };
        let lang = printer.manner().lang;
        let hint = match lang {
            Lang::Vi => format!("có phải là `{near}`?"),
            Lang::En => format!("did you mean `{near}`?"),
        };
        let next = typed.with("pipeline", near).to_string();
        printer.ended(&Ended {
            code: DECLARATION,
            error: &error.say(lang),
            hint: Some(&hint),
            exit: Exit::Usage,
            next: &next,
            faults: &error.faults,
        })
    }
}
