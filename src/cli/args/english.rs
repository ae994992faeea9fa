//! The command line in English: what a command says in its room (`English`), and the texts that several share. As
//! declared the command line is Vietnamese; the tests of `speech` name the texts that are missing.

/// A command in English; it stands beside the Vietnamese that clap is told.
#[derive(Debug)]
pub(in crate::cli) struct English {
    /// What it does, in a sentence.
    pub(in crate::cli) about: &'static str,
    /// What else is to be known of it, in its long help.
    pub(in crate::cli) more: Option<&'static str>,
    /// The page below its long help.
    pub(in crate::cli) page: Option<&'static str>,
    /// What its own arguments are for.
    pub(in crate::cli) arguments: &'static [(&'static str, &'static str)],
    /// Names of their values: as declared, and in English.
    pub(in crate::cli) values: &'static [(&'static str, &'static str)],
}

impl English {
    /// A command of which one sentence is said.
    pub(in crate::cli) const fn new(about: &'static str) -> Self {
        Self { about, more: None, page: None, arguments: &[], values: &[] }
    }

    /// What its long help says.
    pub(super) fn long_about(&self) -> Option<String> {
        self.more.map(|more| format!("{}\n\n{more}", self.about))
    }

    /// What an argument is for: as the command says it, or all that have it.
    pub(super) fn argument(&self, id: &str) -> Option<&'static str> {
        of(self.arguments, id).or_else(|| of(ARGUMENTS, id))
    }

    /// The name of a value; one that stands nowhere is the same in both languages.
    pub(super) fn value_name(&self, declared: &str) -> Option<&'static str> {
        of(self.values, declared).or_else(|| of(VALUES, declared))
    }
}

fn of(texts: &[(&str, &'static str)], key: &str) -> Option<&'static str> {
    texts.iter().find(|(known, _)| *known == key).map(|(_, text)| *text)
}

/// The program itself.
pub(in crate::cli) const PROGRAM: English = English {
    arguments: &[("version", "Print version")],
    ..English::new("Reads, checks, rates and ranks the results of administrative procedures")
};

/// A command without a text of its own.
pub(super) const UNTOLD: English = English::new("");

/// Arguments that several commands share.
pub(super) const ARGUMENTS: &[(&str, &str)] = &[
    ("help", "Print help"),
    ("lang", "Language of messages: vi, en"),
    ("color", "Colour of messages: auto, always, never"),
    ("quiet", "Print errors only"),
    ("verbose", "Say more; -vv says still more"),
    ("pipeline", "A declaration, or the name of a file in pipelines/ (such as nightly)"),
    ("period", "Reporting period: 2023, 2023-H1, 2023-Q3 or 2023-09"),
    (
        "run",
        "The run: its id or how it begins, latest, latest~1 (the complete one before), or its folder",
    ),
    ("today", "The day that days left and days late are told of; that of the clock unless said"),
    ("inbox", "Folder of submissions"),
    ("output", "Folder of results"),
    (
        "set",
        "Set a key of the declaration for this run, such as ranking.communes.minimum-denominator=50",
    ),
    (
        "publish",
        "Publish in spite of --set or another --inbox; without it that is a trial, and latest stays",
    ),
    ("from", "Rerun from this stage on: ingest, validate, measure, rank, publish"),
    ("only", "Rerun this stage alone; later stages are out of date then (exit code 5)"),
    ("force", "Run all stages even if nothing changed"),
    ("jobs", "Number of threads; as many as the machine has cores unless said"),
    (
        "wait_for_lock",
        "Wait for a run that holds the lock, at most so many seconds; without a number as long as it takes",
    ),
    (
        "accept_fewer",
        "Publish even if far less could be read than is published now (see shrink-guard)",
    ),
    (
        "engine",
        "Compute metrics and places on this engine (Sail, Spark) in place of the key engine.url; they come out the same",
    ),
    ("fail_on", "From where on to exit with 3: never, gaps, error, warning"),
    (
        "log_format",
        "Format of messages on stderr: text, or json for log collectors, one object a line",
    ),
    (
        "notify",
        "When to speak without a terminal, and so when cron sends mail: changes (something is new), always (every run)",
    ),
    ("json", "Print the result as JSON to stdout"),
];

/// Names of values that several commands share.
const VALUES: &[(&str, &str)] = &[
    ("TIẾNG", "LANG"),
    ("KHI", "WHEN"),
    ("KỲ", "PERIOD"),
    ("NGÀY", "DAY"),
    ("MỨC", "LEVEL"),
    ("THƯ MỤC", "DIR"),
    ("TỆP", "FILE"),
    ("BƯỚC", "STAGE"),
    ("GIÂY", "SECONDS"),
    ("ĐỊA CHỈ", "URL"),
    ("KHÓA=GIÁ TRỊ", "KEY=VALUE"),
    ("DẠNG", "FORMAT"),
    ("LƯỢT", "RUN"),
];
