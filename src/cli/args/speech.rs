//! The command line in a language: texts, names of values, and the headings that clap itself writes.

use clap::builder::{IntoResettable, Resettable, Styles};
use clap::{Arg, Command};

use crate::model::{Exit, Lang};

use super::english;

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
    let command = command.mut_args(|arg| argument(arg, lang, &path.join(" ")));
    let command = match lang {
        Lang::Vi => command,
        Lang::En => texts_in_english(command, &path.join(" ")),
    };
    let command = match command.get_after_help() {
        Some(_) => command.after_help(exit_codes(lang)),
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

fn texts_in_english(command: Command, path: &str) -> Command {
    // What has no text keeps the declared one, which a test finds.
    let Some(text) = english::text(path) else { return command };
    let long = english::long_text(path).map_or(Resettable::Reset, IntoResettable::into_resettable);
    let command = command.about(text).long_about(long);
    match english::page(path) {
        Some(page) => command.after_long_help(page),
        None => command,
    }
}

fn argument(arg: Arg, lang: Lang, path: &str) -> Arg {
    // Texts name them.
    let arg = if takes_value(&arg) { arg.hide_possible_values(true) } else { arg };
    match lang {
        Lang::Vi => vietnamese(arg),
        Lang::En => in_english(arg, path),
    }
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

fn in_english(arg: Arg, path: &str) -> Arg {
    let declared = arg.get_value_names().and_then(<[_]>::first);
    let name = declared.filter(|_| takes_value(&arg)).and_then(|name| english::value_name(name));
    let arg = match name {
        Some(name) => arg.value_name(name),
        None => arg,
    };
    match english::argument(path, arg.get_id().as_str()) {
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

/// All exit codes, for the end of a page of help.
pub(super) fn exit_codes(lang: Lang) -> String {
    let line = |exit: &Exit| format!("  {:>3}  {}", exit.code(), exit.sentence_in(lang));
    let lines: Vec<String> = Exit::ALL.iter().map(line).collect();
    format!("{}\n{}", lang.pick("Mã thoát:", "Exit codes:"), lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::Command;

    use super::super::{command, english};
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
        all(&command(lang), "", &mut found);
        found
    }

    fn is_vietnamese(text: &str) -> bool {
        text.chars().any(|letter| letter.is_alphabetic() && !letter.is_ascii())
    }

    #[test]
    fn every_command_and_argument_has_an_english_text() {
        let mut missing = Vec::new();
        let mut used: BTreeSet<String> = BTreeSet::new();
        for (path, command) in commands(Lang::En) {
            missing.extend(english::text(&path).is_none().then(|| path.clone()));
            used.insert(path.clone());
            for arg in command.get_arguments() {
                let (own, shared) =
                    (format!("{path}.{}", arg.get_id()), format!("*.{}", arg.get_id()));
                let found = english::argument(&path, arg.get_id().as_str());
                missing.extend(found.is_none().then(|| own.clone()));
                used.extend([own, shared]);
            }
        }
        assert!(missing.is_empty(), "add to src/cli/args/english.rs: {missing:?}");
        let unused: Vec<&str> = english::keys().filter(|key| !used.contains(*key)).collect();
        assert!(unused.is_empty(), "in src/cli/args/english.rs and nowhere else: {unused:?}");
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
