//! Every line people see; that of a run is put together in `outcome`. stdout is data, stderr is messages; a complete run without a terminal says nothing.

mod outcome;

use std::any::Any;
use std::fmt::Display;
use std::fs::File;
use std::io::{self, IsTerminal as _, Write as _};
use std::os::fd::AsFd as _;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};

use crate::model::{Code, Exit, Inspection, Lang};
use crate::pipeline::{DeclarationError, FailOn, Pipeline};
use crate::run::{
    self, Bundled, Checked, Difference, ExportError, Exported, Forecast, FormDrafted, NamedError,
    RunError, Situation,
};
use crate::store::{Level, log_line};

use super::faults::Faults;
use super::manner::{LogFormat, Manner};
use super::{
    args, bundled, check, diff, doctor, draft, explain, export, inspection, live, plan, status,
};

/// Lines that a person sees at once, in a terminal or in the mail of cron: no failure says more.
const SCREEN: usize = 24;

/// Version of the JSON that commands print.
const JSON_VERSION: u32 = 1;

/// Writes to the terminal, or to whatever stands in its place.
#[derive(Debug)]
pub(super) struct Printer {
    manner: Manner,
    json: bool,
    format: LogFormat,
}

/// What is said instead of doing a command.
pub(super) fn stop(stop: &args::Stop) -> Exit {
    match stop {
        args::Stop::Asked(text) => {
            out(text);
            Exit::Complete
        }
        args::Stop::Help(text) => {
            err(text);
            Exit::Usage
        }
        args::Stop::Mistake { manner, json, message, hint, next } => {
            Printer::new(*manner, *json).fails(message, hint.as_deref(), Exit::Usage, next)
        }
    }
}

/// Whether data could not be written to stdout.
static LOST: AtomicBool = AtomicBool::new(false);

// Who closes a pipe has seen enough; a disk that refuses has lost what was asked for.
fn out(text: &str) {
    bytes(text.as_bytes());
}

/// Data that may be no text.
pub(super) fn bytes(bytes: &[u8]) {
    let mut stdout = io::stdout().lock();
    if let Err(error) = stdout.write_all(bytes).and_then(|()| stdout.flush())
        && error.kind() != io::ErrorKind::BrokenPipe
        && !LOST.swap(true, Ordering::Relaxed)
    {
        err(&format!("error: stdout: {error}\n"));
    }
}

/// Whether something that was asked for could not be written; it has been told.
pub(super) fn lost() -> bool {
    LOST.load(Ordering::Relaxed)
}

pub(super) fn err(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Data as it is.
pub(super) fn data(text: &str) {
    out(text);
}

/// Whether messages go to a terminal.
pub(super) fn is_terminal() -> bool {
    io::stderr().is_terminal()
}

/// Whether what goes to stdout goes to a terminal.
pub(super) fn data_is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Where answers to another process go: stdout without the buffer that breaks at each line.
pub(super) fn answers() -> io::Result<File> {
    Ok(File::from(io::stdout().as_fd().try_clone_to_owned()?))
}

impl Printer {
    pub(super) const fn new(manner: Manner, json: bool) -> Self {
        Self { manner, json, format: LogFormat::Text }
    }

    /// With messages written in this format.
    pub(super) const fn logging(self, format: LogFormat) -> Self {
        Self { format, ..self }
    }

    /// What a code means, an example and how to mend it; all codes in a line each where none is named.
    pub(super) fn explanation(&self, code: Option<Code>) -> Exit {
        let (lang, paint) = (self.manner.lang, self.manner.paint_data());
        let codes: Vec<Code> = code.map_or_else(|| Code::ALL.to_vec(), |code| vec![code]);
        if self.json {
            let codes: Vec<_> = codes.iter().map(|code| explain::json(*code)).collect();
            let exit = Exit::Complete.code();
            let json = json!({ "version": JSON_VERSION, "exit_code": exit, "codes": codes });
            out(&format!("{json}\n"));
        } else if let Some(code) = code {
            out(&explain::text(code, lang, paint));
        } else {
            out(&codes.iter().map(|code| explain::line(*code, lang, paint)).collect::<String>());
        }
        Exit::Complete
    }

    /// A drafted form on stdout; what was assumed, and how it stood the test, on stderr.
    pub(super) fn draft(&self, drafted: &FormDrafted) -> Exit {
        if self.json {
            out(&format!("{}\n", draft::json(drafted, self.manner.lang, JSON_VERSION)));
        } else {
            out(&drafted.text);
            err(&draft::text(drafted, self.manner));
        }
        Exit::Complete
    }

    /// A declaration that is wrong; the last line is what to run when it is mended.
    pub(super) fn declaration(&self, error: &DeclarationError, again: &str) -> Exit {
        self.fails(
            &Faults { error, most: self.most(SCREEN - 1), lang: self.manner.lang },
            None,
            Exit::Usage,
            again,
        )
    }

    /// A pipeline that is not there while one of nearly the same name is.
    pub(super) fn no_pipeline(
        &self,
        error: &DeclarationError,
        near: &dyn Display,
        again: &str,
    ) -> Exit {
        let hint = match self.manner.lang {
            Lang::Vi => format!("có phải là `{near}`?"),
            Lang::En => format!("did you mean `{near}`?"),
        };
        self.fails(error, Some(&hint), Exit::Usage, again)
    }

    /// As many lines as fit, or all where more was asked for.
    const fn most(&self, fit: usize) -> usize {
        if self.manner.verbose > 0 { usize::MAX } else { fit }
    }

    /// A run that could not be made; the last line is the next command.
    pub(super) fn run_error(&self, error: &RunError, again: &str) -> Exit {
        let lang = self.manner.lang;
        self.fails(&error.say(lang), error.hint(lang), error.exit(), again)
    }

    /// The program itself is at fault.
    pub(super) fn defect(&self, panic: &(dyn Any + Send), again: &str) -> Exit {
        let text = panic.downcast_ref::<&str>().copied();
        let said = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        let said = said.unwrap_or("?");
        let (error, hint) = match self.manner.lang {
            Lang::Vi => (
                format!("chương trình dừng vì lỗi của chính nó: {said}"),
                "báo người quản trị kèm các dòng trên; kết quả tốt gần nhất được giữ nguyên",
            ),
            Lang::En => (
                format!("the program failed by a fault of its own: {said}"),
                "report it with the lines above; the last good output stays",
            ),
        };
        self.fails(&error, Some(hint), Exit::Failed, again)
    }

    /// Something that ended the program; the last line is the next command.
    pub(super) fn fails(
        &self,
        error: &dyn Display,
        hint: Option<&str>,
        exit: Exit,
        next: &str,
    ) -> Exit {
        if self.json {
            let json = json!({ "version": JSON_VERSION, "exit_code": exit.code(), "error": format!("{error:#}") });
            out(&format!("{json}\n"));
        }
        match self.format {
            LogFormat::Text => {
                let paint = self.manner.paint();
                let head = paint.hint("hint:");
                // Faults of a declaration bring hints of their own.
                let error = error.to_string().replace("\nhint: ", &format!("\n{head} "));
                let hint = hint.map(|hint| format!("{head} {hint}\n")).unwrap_or_default();
                err(&format!("{} {error}\n{hint}{next}\n", paint.error("error:")));
            }
            LogFormat::Json => {
                let fields = json!({
                    "exit_code": exit.code(), "error": format!("{error:#}"), "hint": hint, "next": next,
                });
                self.log(Level::Error, "failed", &fields);
            }
        }
        exit
    }

    /// A line for whoever collects logs.
    fn log(&self, level: Level, event: &str, fields: &Value) {
        if level >= live::least(self.manner) {
            err(&format!("{}\n", log_line(level, event, fields)));
        }
    }

    /// A line for the person beside the data.
    pub(super) fn remark(&self, line: &str) {
        if !self.manner.quiet {
            err(&format!("{line}\n"));
        }
    }

    /// What should not be relied on, beside the data.
    fn warn(&self, line: &str) {
        self.remark(&format!("{} {line}", self.manner.paint().warning("warning:")));
    }

    /// Something that cannot be done as it was asked for; the last line is the next command.
    pub(super) fn refused(&self, said: &str, hint: Option<&str>, again: &str) -> Exit {
        self.fails(&said, hint, Exit::Usage, again)
    }

    /// What the doctor found.
    pub(super) fn examined(&self, checks: &[run::Diagnosis], pipeline: &Pipeline) -> Exit {
        let lang = self.manner.lang;
        if self.json {
            out(&format!("{}\n", doctor::json(checks, pipeline, lang, JSON_VERSION)));
        } else {
            out(&doctor::text(checks, self.manner));
        }
        run::Diagnosis::exit(checks)
    }

    /// A run that was packed; what it lacks is listed.
    pub(super) fn bundled(&self, packed: &Bundled) -> Exit {
        let lang = self.manner.lang;
        if self.json {
            out(&format!("{}\n", bundled::json(packed, lang, JSON_VERSION)));
        } else {
            out(&format!("{}\n", packed.path.display()));
        }
        for lack in &packed.lacks {
            err(&format!("{}\n", lack.sentence(lang)));
        }
        packed.exit()
    }

    /// What the reader sees in a file: as text for people, or as JSON.
    pub(super) fn inspections(&self, inspections: &[Inspection]) -> Exit {
        let unread = |file: &Inspection| file.sheets.iter().all(|sheet| sheet.tables.is_empty());
        let exit = run::Ending::Inspection { unread: inspections.iter().any(unread) }.exit();
        if self.json {
            let json = json!({
                "version": JSON_VERSION,
                "exit_code": exit.code(),
                "files": inspections,
            });
            out(&format!("{json}\n"));
        } else {
            for file in inspections {
                out(&inspection::text(file, self.manner));
            }
        }
        exit
    }

    /// How a period stands. That something is missing is the answer, not a failure of the question.
    pub(super) fn situation(
        &self,
        situation: &Situation,
        pipeline: &Pipeline,
        missing: bool,
    ) -> Exit {
        if self.json {
            let lang = self.manner.lang;
            out(&format!("{}\n", status::json(situation, pipeline, missing, lang, JSON_VERSION)));
        } else {
            out(&status::text(situation, pipeline, missing, self.manner));
        }
        Exit::Complete
    }

    /// What a run would do now.
    pub(super) fn forecast(&self, forecast: &Forecast, pipeline: &Pipeline) -> Exit {
        if self.json {
            out(&format!("{}\n", plan::json(forecast, pipeline, JSON_VERSION)));
        } else {
            out(&plan::text(forecast, pipeline, self.manner));
        }
        Exit::Complete
    }

    /// What a check of single files found.
    pub(super) fn checked(&self, checked: &Checked, fail_on: FailOn, pipeline: &Pipeline) -> Exit {
        let exit = checked.exit(fail_on);
        if self.json {
            out(&format!("{}\n", check::json(checked, exit, JSON_VERSION)));
        } else {
            out(&check::text(checked, pipeline, self.manner));
        }
        exit
    }

    /// What changed between two runs. That they differ is the answer, not a failure of the question.
    pub(super) fn difference(&self, difference: &Difference, pipeline: &Pipeline) -> Exit {
        if self.json {
            let lang = self.manner.lang;
            out(&format!("{}\n", diff::json(difference, pipeline, lang, JSON_VERSION)));
        } else {
            out(&diff::text(difference, pipeline, self.manner));
        }
        for line in diff::warnings(difference, self.manner.lang) {
            self.warn(&line);
        }
        Exit::Complete
    }

    /// Two runs that could not be compared; the last line is the next command.
    pub(super) fn no_difference(&self, error: &NamedError, again: &str) -> Exit {
        let lang = self.manner.lang;
        self.fails(&error.text(lang), error.hint(lang).as_deref(), error.exit(), again)
    }

    /// A table that was given; that it may not be what the run made is told beside it.
    pub(super) fn exported(&self, exported: &Exported) {
        for line in export::warnings(exported, self.manner.lang) {
            self.warn(&line);
        }
    }

    /// A table that could not be given; the last line is the next command.
    pub(super) fn not_exported(&self, error: &ExportError, next: &str) -> Exit {
        let lang = self.manner.lang;
        self.fails(&error.text(lang), error.hint(lang).as_deref(), error.exit(), next)
    }
}
