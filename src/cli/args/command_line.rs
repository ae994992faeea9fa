//! A command line as it was typed, word for word, for the command that is to be typed next. How it is said (language,
//! colour, how much) is left out: that is for who types it.

use std::borrow::Cow;
use std::fmt;

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command};

/// The names of what says how the program is to talk; every command takes them.
const MANNER: [&str; 5] = ["lang", "color", "quiet", "verbose", "help"];

/// A command with the arguments that were typed.
#[derive(Debug, Clone)]
pub(in crate::cli) struct CommandLine {
    /// `tthc form draft`, with what is typed between its words.
    command: Vec<CommandWord>,
    /// What was typed, in that order.
    typed: Vec<Argument>,
    /// What can be typed.
    known: Vec<Argument>,
}

/// A word of a command, or an argument that stands before the next one: `tthc inspection PLAN draw`.
#[derive(Debug, Clone)]
enum CommandWord {
    Name(String),
    Argument(Argument),
}

/// An argument of a command, with a value where it takes one and is typed.
#[derive(Debug, Clone)]
struct Argument {
    id: String,
    /// How an option is written; none where its place tells it.
    option: Option<String>,
    /// Whether the option is all that is typed of it.
    flag: bool,
    /// Whether the value stands behind a `=`.
    joined: bool,
    value: Option<String>,
}

impl CommandLine {
    /// What was typed of all that can be.
    pub(super) fn new(program: &Command, matches: &ArgMatches) -> Self {
        let (mut at, mut matches) = (program, matches);
        let mut command = vec![CommandWord::Name(at.get_name().to_owned())];
        while let Some((name, below)) = matches.subcommand()
            && let Some(inner) = at.find_subcommand(name)
        {
            // What holds for all that is below is known there too.
            let own: Vec<Argument> =
                at.get_arguments().filter(|arg| !arg.is_global_set()).map(Argument::new).collect();
            command.extend(typed_of(&own, matches).into_iter().map(CommandWord::Argument));
            command.push(CommandWord::Name(name.to_owned()));
            (at, matches) = (inner, below);
        }
        let known = at.get_arguments().filter(|arg| !MANNER.contains(&arg.get_id().as_str()));
        let known: Vec<Argument> = known.map(Argument::new).collect();
        let typed = typed_of(&known, matches);
        Self { command, typed, known }
    }

    /// Without these arguments.
    pub(in crate::cli) fn without(mut self, ids: &[&str]) -> Self {
        self.typed.retain(|argument| !ids.contains(&argument.id.as_str()));
        self
    }

    /// With these arguments alone.
    pub(in crate::cli) fn only(mut self, ids: &[&str]) -> Self {
        self.typed.retain(|argument| ids.contains(&argument.id.as_str()));
        self
    }

    /// Another command with the same arguments.
    pub(in crate::cli) fn of_command(self, name: &str) -> Self {
        Self { command: vec![CommandWord::Name(format!("tthc {name}"))], ..self }
    }

    /// With this option that takes no value.
    pub(in crate::cli) fn with_flag(mut self, id: &str) -> Self {
        if !self.typed.iter().any(|argument| argument.id == id) {
            self.typed.extend(self.known.iter().find(|argument| argument.id == id).cloned());
        }
        self
    }

    /// With another value of an argument, whichever of its values it stands for.
    pub(in crate::cli) fn replacing(mut self, id: &str, old: &str, new: &str) -> Self {
        let is_old =
            |argument: &&mut Argument| argument.id == id && argument.value.as_deref() == Some(old);
        let above = self.command.iter_mut().filter_map(CommandWord::argument);
        if let Some(argument) = above.chain(&mut self.typed).find(is_old) {
            argument.value = Some(new.to_owned());
        }
        self
    }

    /// With this value of an argument that stands once, in place of what was typed of it.
    pub(in crate::cli) fn with(mut self, id: &str, value: impl fmt::Display) -> Self {
        let value = Some(value.to_string());
        let above = self.command.iter_mut().filter_map(CommandWord::argument);
        if let Some(argument) = above.chain(&mut self.typed).find(|argument| argument.id == id) {
            argument.value = value;
        } else if let Some(argument) = self.known.iter().find(|argument| argument.id == id) {
            self.typed.push(Argument { value, ..argument.clone() });
        }
        self
    }
}

impl CommandWord {
    const fn argument(&mut self) -> Option<&mut Argument> {
        match self {
            Self::Name(_) => None,
            Self::Argument(argument) => Some(argument),
        }
    }
}

/// What was typed of these arguments, in that order.
fn typed_of(known: &[Argument], matches: &ArgMatches) -> Vec<Argument> {
    let mut typed: Vec<(usize, Argument)> =
        known.iter().flat_map(|argument| argument.typed(matches)).collect();
    typed.sort_by_key(|(place, _)| *place);
    typed.into_iter().map(|(_, argument)| argument).collect()
}

impl Argument {
    fn new(arg: &Arg) -> Self {
        let short = arg.get_short().map(|letter| format!("-{letter}"));
        let option = short.or_else(|| arg.get_long().map(|word| format!("--{word}")));
        let (flag, joined) = (!arg.get_action().takes_values(), arg.is_require_equals_set());
        Self { id: arg.get_id().to_string(), option, flag, joined, value: None }
    }

    /// Each time it was typed, with its place.
    fn typed(&self, matches: &ArgMatches) -> Vec<(usize, Self)> {
        let id = self.id.as_str();
        if matches.value_source(id) != Some(ValueSource::CommandLine) {
            return Vec::new();
        }
        let places = matches.indices_of(id).into_iter().flatten();
        let values = matches.try_get_raw(id).ok().flatten();
        let mut values = values.into_iter().flatten().map(|value| value.to_string_lossy());
        let one = |place| {
            let value = values.next().filter(|_| !self.flag).map(Cow::into_owned);
            (place, Self { value, ..self.clone() })
        };
        places.map(one).collect()
    }

    /// Whether it is known by its place.
    const fn is_positional(&self) -> bool {
        self.option.is_none()
    }

    /// Whether it would be taken for an option.
    fn looks_like_option(&self) -> bool {
        self.is_positional() && self.value.as_ref().is_some_and(|value| value.starts_with('-'))
    }
}

impl fmt::Display for CommandLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, word) in self.command.iter().enumerate() {
            let gap = if place == 0 { "" } else { " " };
            match word {
                CommandWord::Name(name) => write!(f, "{gap}{name}")?,
                CommandWord::Argument(argument) => write!(f, "{gap}{argument}")?,
            }
        }
        // Behind two dashes nothing is an option; those that stand by their place go there together, in their order.
        let dashed = self.typed.iter().any(Argument::looks_like_option);
        let (behind, before): (Vec<&Argument>, Vec<&Argument>) =
            self.typed.iter().partition(|argument| dashed && argument.is_positional());
        before.iter().try_for_each(|argument| write!(f, " {argument}"))?;
        f.write_str(if dashed { " --" } else { "" })?;
        behind.iter().try_for_each(|argument| write!(f, " {argument}"))
    }
}

impl fmt::Display for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.value.as_deref().map(quoted);
        let (option, value) = (self.option.as_deref(), value.as_deref());
        match (option, value) {
            (Some(option), Some(value)) if self.joined => write!(f, "{option}={value}"),
            (Some(option), Some(value)) => write!(f, "{option} {value}"),
            (option, value) => f.write_str(option.or(value).unwrap_or_default()),
        }
    }
}

/// A word as a shell takes it.
pub(in crate::cli) fn quoted(word: &str) -> String {
    // Only a word with a NUL cannot be quoted, and no shell can be given one.
    shlex::try_quote(word).map_or_else(|_| word.to_owned(), Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::super::program::program;
    use super::{CommandLine, MANNER, quoted};
    use crate::model::Lang;

    fn typed(words: &[&str]) -> CommandLine {
        let mut program = program(Lang::Vi);
        let matches = program.try_get_matches_from_mut(words).unwrap();
        CommandLine::new(&program, &matches)
    }

    #[test]
    fn it_is_said_in_the_order_in_which_it_was_typed_without_how_it_is_said() {
        let words = ["tthc", "--lang", "en", "run", "--set", "a.b=1", "hộp thư", "-q", "--jobs=2"];
        assert_eq!(typed(&words).to_string(), "tthc run --set 'a.b=1' 'hộp thư' --jobs 2");
        let words = ["tthc", "form", "draft", "-pthu", "a.xlsx", "--json"];
        assert_eq!(typed(&words).to_string(), "tthc form draft -p thu a.xlsx --json");
        let words = ["tthc", "inspection", "kế hoạch", "status", "--today", "2023-08-01", "-q"];
        assert_eq!(
            typed(&words).to_string(),
            "tthc inspection 'kế hoạch' status --today 2023-08-01"
        );
        let words = ["tthc", "inspection", "--today=2023-08-01", "ke-hoach", "status", "--json"];
        let plan = typed(&words);
        // What holds for a verb and stands before it goes behind it, among what stands there.
        assert_eq!(plan.to_string(), "tthc inspection ke-hoach status --json --today 2023-08-01");
        let near = plan.with("plan", "ke-hoach-2023").with("pipeline", "nightly").to_string();
        assert!(near.starts_with("tthc inspection ke-hoach-2023 status --json"), "{near}");
        assert!(near.ends_with("--pipeline nightly"), "{near}");
        let words = ["tthc", "run", "thu", "--wait-for-lock=5", "--force"];
        assert_eq!(typed(&words).to_string(), "tthc run thu --wait-for-lock=5 --force");
    }

    #[test]
    fn how_it_is_said_is_all_that_every_command_takes() {
        let program = program(Lang::Vi);
        let global = program.get_arguments().filter(|arg| arg.is_global_set());
        assert_eq!(global.map(|arg| arg.get_id().as_str()).collect::<Vec<_>>(), MANNER);
    }

    #[test]
    fn what_was_not_typed_is_not_said() {
        assert_eq!(typed(&["tthc", "export", "units", "thu"]).to_string(), "tthc export units thu");
    }

    #[test]
    fn another_command_takes_what_it_knows() {
        let run = typed(&["tthc", "run", "--only", "rank", "thu", "--period", "2023"]);
        assert_eq!(run.clone().without(&["only"]).to_string(), "tthc run thu --period 2023");
        let status = run.clone().of_command("status").only(&["pipeline", "period"]);
        assert_eq!(status.to_string(), "tthc status thu --period 2023");
        let near = run.with("pipeline", "thư").with("output", "ra");
        assert_eq!(
            near.to_string(),
            format!("tthc run --only rank {} --period 2023 --output ra", quoted("thư"))
        );
    }

    #[test]
    fn what_looks_like_an_option_stands_behind_dashes() {
        let diff = typed(&["tthc", "diff", "--json", "--", "thu", "-1", "latest"]);
        assert_eq!(diff.to_string(), "tthc diff --json -- thu -1 latest");
    }

    #[test]
    fn a_shell_takes_a_quoted_word_as_one() {
        for word in ["pipelines/nightly.toml", "hộp thư", "it's", "", "$x `y` \\", "latest~1"] {
            assert_eq!(shlex::split(&quoted(word)), Some(vec![word.to_owned()]));
        }
        assert_eq!(quoted("pipelines/nightly.toml"), "pipelines/nightly.toml");
        assert_eq!(quoted("hộp thư"), "'hộp thư'");
    }
}
