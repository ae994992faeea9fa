//! The command line in a language: texts, names of values, and the headings that clap itself writes.

use clap::builder::{IntoResettable, Resettable, Styles};
use clap::{Arg, Command};

use crate::cli::commands::english;
use crate::model::Lang;

use super::english::{English, UNTOLD};
use super::exit_codes::exit_codes_in;

/// The whole tree of commands in a language. As declared it is Vietnamese.
pub(super) fn in_language(command: Command, lang: Lang) -> Command {
    walk(command, lang, &[])
}

fn walk(command: Command, lang: Lang, above: &[&str]) -> Command {
    let name = command.get_name().to_owned();
    let path: Vec<&str> = if command.get_version().is_some() {
        // The program itself; paths begin below it.
        Vec::new()
    } else {
        above.iter().copied().chain([name.as_str()]).collect()
    };
    let command = match (lang, english(&path.join(" "))) {
        (Lang::Vi, _) => command.mut_args(|arg| vietnamese(quiet(arg))),
        // What has no text keeps the declared one, which a test finds.
        (Lang::En, None) => command.mut_args(|arg| in_english(quiet(arg), &UNTOLD)),
        (Lang::En, Some(english)) => texts_in_english(command, english),
    };
    let command = match command.get_after_help() {
        Some(_) => command.after_help(exit_codes_in(lang)),
        None => command,
    };
    let command = command.mut_subcommands(|below| walk(below, lang, &path));
    match lang {
        Lang::Vi => {
            let template = template(&command);
            command.help_template(template).subcommand_value_name("LỆNH")
        }
        Lang::En => command,
    }
}

fn texts_in_english(command: Command, english: &English) -> Command {
    let long = english.long_about().map_or(Resettable::Reset, IntoResettable::into_resettable);
    let command = command.mut_args(|arg| in_english(quiet(arg), english));
    let command = command.about(english.about).long_about(long);
    match english.page {
        Some(page) => command.after_long_help(page),
        None => command,
    }
}

/// Without the list of possible values: texts name them.
fn quiet(arg: Arg) -> Arg {
    if takes_value(&arg) { arg.hide_possible_values(true) } else { arg }
}

/// What clap would add in English, in Vietnamese.
fn vietnamese(arg: Arg) -> Arg {
    let mut notes: Vec<String> = Vec::new();
    let default: Vec<String> =
        arg.get_default_values().iter().map(|word| word.to_string_lossy().into_owned()).collect();
    if takes_value(&arg) && !default.is_empty() {
        notes.push(format!("mặc định: {}", default.join(", ")));
    }
    notes.extend(arg.get_env().map(|name| format!("biến môi trường: {}", name.to_string_lossy())));
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let help = notes.iter().fold(help, |help, note| format!("{help} [{note}]"));
    let arg = arg.help(help);
    if takes_value(&arg) { arg.hide_default_value(true).hide_env(true) } else { arg }
}

fn in_english(arg: Arg, english: &English) -> Arg {
    let declared = arg.get_value_names().and_then(<[_]>::first);
    let name = declared.filter(|_| takes_value(&arg)).and_then(|name| english.value_name(name));
    let arg = match name {
        Some(name) => arg.value_name(name),
        None => arg,
    };
    match english.argument(arg.get_id().as_str()) {
        Some(text) => arg.help(text),
        None => arg,
    }
}

fn takes_value(arg: &Arg) -> bool {
    arg.get_action().takes_values()
}

/// A page of help with Vietnamese headings.
fn template(command: &Command) -> Resettable<clap::builder::StyledStr> {
    let style = Styles::styled().get_header().to_owned();
    let head = |text: &str| format!("{style}{text}{style:#}");
    let parts = [
        (command.get_subcommands().any(|below| !below.is_hide_set()), "Lệnh:", "{subcommands}"),
        (command.get_positionals().next().is_some(), "Tham số:", "{positionals}"),
        (true, "Tùy chọn:", "{options}"),
    ];
    let parts = parts.iter().filter(|(is_there, ..)| *is_there);
    let parts: Vec<String> =
        parts.map(|(_, title, part)| format!("{}\n{part}", head(title))).collect();
    let page = format!(
        "{{about-with-newline}}\n{} {{usage}}\n\n{}{{after-help}}",
        head("Cách dùng:"),
        parts.join("\n\n")
    );
    Resettable::Value(page.into())
}

/// Words of clap that no setting reaches.
pub(super) fn placeholders(text: &str, lang: Lang) -> String {
    match lang {
        Lang::Vi => text.replace("[OPTIONS]", "[TÙY CHỌN]"),
        Lang::En => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::Command;

    use super::super::english::ARGUMENTS;
    use super::super::program::program;
    use crate::cli::commands::english;
    use crate::model::Lang;

    /// Every visible command with its path below the program.
    fn all(command: &Command, path: &str, found: &mut Vec<(String, Command)>) {
        found.push((path.to_owned(), command.clone()));
        for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
            let path = format!("{path} {}", below.get_name());
            all(below, path.trim(), found);
        }
    }

    fn commands(lang: Lang) -> Vec<(String, Command)> {
        let mut found = Vec::new();
        all(&program(lang), "", &mut found);
        found
    }

    fn is_vietnamese(text: &str) -> bool {
        text.chars().any(|letter| letter.is_alphabetic() && !letter.is_ascii())
    }

    #[test]
    fn every_command_and_argument_has_an_english_text() {
        let (mut missing, mut unused) = (Vec::new(), Vec::new());
        let mut used: BTreeSet<String> = BTreeSet::new();
        for (path, command) in commands(Lang::En) {
            let Some(english) = english(&path) else {
                missing.push(path);
                continue;
            };
            let ids: BTreeSet<&str> =
                command.get_arguments().map(|arg| arg.get_id().as_str()).collect();
            let without = ids.iter().filter(|id| english.argument(id).is_none());
            missing.extend(without.map(|id| format!("{path} {id}")));
            let own: BTreeSet<&str> = english.arguments.iter().map(|(id, _)| *id).collect();
            unused.extend(own.difference(&ids).map(|id| format!("{path} {id}")));
            used.extend(ids.difference(&own).map(|id| (*id).to_owned()));
        }
        assert!(missing.is_empty(), "add to ENGLISH of the command: {missing:?}");
        let shared = ARGUMENTS.iter().map(|(id, _)| (*id).to_owned());
        unused.extend(shared.filter(|id| !used.contains(id)));
        assert!(unused.is_empty(), "a text that nothing needs: {unused:?}");
    }

    #[test]
    fn english_help_holds_no_vietnamese_letter() {
        for (path, mut command) in commands(Lang::En) {
            let page = command.render_long_help().to_string();
            let wrong: Vec<&str> = page.lines().filter(|line| is_vietnamese(line)).collect();
            assert!(wrong.is_empty(), "tthc {path}: {wrong:?}");
        }
    }

    #[test]
    fn every_command_and_argument_has_a_vietnamese_text() {
        for (path, command) in commands(Lang::Vi) {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(is_vietnamese(&about), "tthc {path}: {about}");
            for arg in command.get_arguments() {
                let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(is_vietnamese(&help), "tthc {path} {}: {help}", arg.get_id());
            }
        }
    }
}
