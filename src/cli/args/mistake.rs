//! What is wrong with a command line, in words: what was found, what was expected, what might have been meant.

use std::error::Error as _;
use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};

use crate::model::{Lang, PeriodError};

use super::early::Early;
use super::no_command::NoCommand;
use super::program::program;
use super::refusal::Refusal;
use super::speech;

/// What is said instead of doing the command.
pub(super) fn no_command(error: &Error, early: &Early, arguments: &[OsString]) -> NoCommand {
    let manner = early.manner();
    let text = |colored: bool| {
        let text = error.render();
        let text = if colored { text.ansi().to_string() } else { text.to_string() };
        speech::placeholders(&text, early.lang)
    };
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            NoCommand::Asked(text(manner.paint_data().is_on()))
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => NoCommand::Help(text(manner.color)),
        _ => NoCommand::Mistake {
            manner,
            json: early.json,
            message: message(error, early.lang).unwrap_or_else(|| first_line(error)),
            hint: hint(error, early.lang),
            next: format!("{} --help", path(&program(early.lang), arguments).join(" ")),
        },
    }
}

/// Where nothing better is known, what clap says.
fn first_line(error: &Error) -> String {
    let text = error.render().to_string();
    text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned()
}

fn message(error: &Error, lang: Lang) -> Option<String> {
    let argument = || words(error, ContextKind::InvalidArg);
    let message = match error.kind() {
        ErrorKind::UnknownArgument => {
            format!("{} `{}`", lang.pick("không có tham số", "unknown argument"), argument()?)
        }
        ErrorKind::InvalidSubcommand => {
            let word = words(error, ContextKind::InvalidSubcommand)?;
            format!("{} `{word}`", lang.pick("không có lệnh", "unknown command"))
        }
        ErrorKind::MissingRequiredArgument => {
            format!("{} {}", lang.pick("thiếu", "missing"), argument()?)
        }
        ErrorKind::ArgumentConflict => conflict(error, lang)?,
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => value(error, lang)?,
        _ => return None,
    };
    Some(message)
}

fn conflict(error: &Error, lang: Lang) -> Option<String> {
    let argument = words(error, ContextKind::InvalidArg)?;
    let prior = words(error, ContextKind::PriorArg)?;
    Some(if prior == argument {
        format!("`{argument}` {}", lang.pick("chỉ được ghi một lần", "may stand once only"))
    } else {
        let not_with = lang.pick("không dùng cùng với", "cannot stand beside");
        format!("`{argument}` {not_with} `{prior}`")
    })
}

fn value(error: &Error, lang: Lang) -> Option<String> {
    let argument = words(error, ContextKind::InvalidArg)?;
    let found = words(error, ContextKind::InvalidValue).unwrap_or_default();
    let expected = words(error, ContextKind::ValidValue).filter(|words| !words.is_empty());
    let expected = match (expected, error.source()) {
        (Some(words), _) => format!("{} {words}", lang.pick("cần một trong", "expected one of")),
        (None, Some(source)) => {
            let said = source.downcast_ref::<Refusal>().map(|refused| refused.0.say(lang));
            let is_period = source.is::<PeriodError>();
            let period = lang.pick(
                "cần một kỳ: 2023, 2023-H1, 2023-Q3 hoặc 2023-09",
                "expected a period: 2023, 2023-H1, 2023-Q3 or 2023-09",
            );
            match said {
                Some(said) => said.to_owned(),
                None if is_period => period.to_owned(),
                None => source.to_string(),
            }
        }
        (None, None) => String::new(),
    };
    let what = if found.is_empty() {
        format!("`{argument}` {}", lang.pick("thiếu giá trị", "lacks its value"))
    } else {
        let wrong = lang.pick("không dùng được giá trị", "cannot take");
        format!("`{argument}` {wrong} `{found}`")
    };
    Some(if expected.is_empty() { what } else { format!("{what}: {expected}") })
}

/// What might have been meant.
fn hint(error: &Error, lang: Lang) -> Option<String> {
    let kinds =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let near = kinds.into_iter().find_map(|kind| words(error, kind))?;
    Some(format!("{} {near}", lang.pick("có phải muốn ghi:", "did you mean:")))
}

fn words(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(word) => Some(word.clone()),
        ContextValue::Strings(words) => Some(words.join(", ")),
        _ => None,
    }
}

/// The command that was named, as far as it is one.
fn path(top: &Command, arguments: &[OsString]) -> Vec<String> {
    let mut path = vec![top.get_name().to_owned()];
    let mut command = top;
    for word in arguments.iter().skip(1).filter_map(|word| word.to_str()) {
        if let Some(below) = command.find_subcommand(word).filter(|below| !below.is_hide_set()) {
            path.push(word.to_owned());
            command = below;
        }
    }
    path
}
