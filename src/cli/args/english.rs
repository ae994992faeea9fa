//! The command line in English: a text for each command and each argument. A new command needs its lines here; the
//! tests of `speech` name those that are missing.

use crate::cli::schedule::guide_english::GUIDE_IN_ENGLISH;

/// `command` or `command.argument` with its text; `*.argument` serves every command that has no text of its own.
const TEXTS: &[(&str, &str)] = &[
    ("", "Reads, checks, rates and ranks the results of administrative procedures"),
    ("run", "Read all submissions of a period, check, compute, rank and publish"),
    (
        "retry",
        "Run again what failed in the last run (unreadable files, unfinished stages) and what follows",
    ),
    (
        "plan",
        "Tell what the next run would do and why, stage by stage and file by file; changes nothing",
    ),
    (
        "*.set",
        "Set a key of the declaration for this run, such as ranking.communes.minimum-denominator=50",
    ),
    (
        "*.wait_for_lock",
        "Wait for a run that holds the lock, at most so many seconds; without a number as long as it takes",
    ),
    ("inspect", "Show how a file is read: sheets, form, columns, the role of each line"),
    (
        "check",
        "Check files before they are sent: read and ruled as at night, each finding with its cell",
    ),
    (
        "status",
        "Tell who sent what, who did not, which files are new and how the last runs ended; changes nothing",
    ),
    (
        "diff",
        "Tell where two runs differ: files, values, findings, rates, and why each unit changed its place",
    ),
    (
        "export",
        "Write a table of a run as CSV, JSON, Excel or Parquet, to go on with it in another program",
    ),
    ("form", "Work with forms: draft a declaration from a filled example"),
    (
        "form draft",
        "Draft the declaration (TOML) of a form from a filled table; what had to be assumed is said",
    ),
    (
        "explain",
        "Explain a finding code: what it means, an example, how to mend it; without a code list them all",
    ),
    (
        "schedule",
        "Print the declared schedule for crontab or systemd; --help adds how to install and run the program",
    ),
    (
        "doctor",
        "See whether the next run has what it needs: declaration, folders, rights, disk, lock, clock, register",
    ),
    (
        "bundle",
        "Pack a run into one .zip: what it read, the declaration, the results and how to make it again",
    ),
    (
        "schema",
        "Print the JSON Schema of the declarations, for editors that complete and check them",
    ),
    ("completions", "Print the file by which a shell completes commands, options and values"),
    ("man", "Print the manual page as roff, or write one page a command"),
    ("*.help", "Print help"),
    ("*.lang", "Language of messages: vi, en"),
    ("*.color", "Colour of messages: auto, always, never"),
    ("*.quiet", "Print errors only"),
    ("*.verbose", "Say more; -vv says still more"),
    (".version", "Print version"),
    ("*.pipeline", "A declaration, or the name of a file in pipelines/ (such as nightly)"),
    ("*.period", "Reporting period: 2023, 2023-H1, 2023-Q3 or 2023-09"),
    ("*.inbox", "Folder of submissions"),
    ("*.output", "Folder of results"),
    ("*.json", "Print the result as JSON to stdout"),
    ("*.fail_on", "From where on to exit with 3: never, gaps, error, warning"),
    ("*.from", "Rerun from this stage on: ingest, validate, measure, rank, publish"),
    ("*.only", "Rerun this stage alone; later stages are out of date then (exit code 5)"),
    ("*.force", "Run all stages even if nothing changed"),
    ("*.jobs", "Number of threads; as many as the machine has cores unless said"),
    (
        "*.log_format",
        "Format of messages on stderr: text, or json for log collectors, one object a line",
    ),
    (
        "diff.old",
        "The earlier run: its id or how it begins, latest, latest~1 (the complete one before), or its folder",
    ),
    ("diff.new", "The later run, named likewise"),
    ("export.table", "The table, such as metrics, lines/phu-luc-3 or observations"),
    (
        "export.run",
        "The run: its id or how it begins, latest, latest~1 (the complete one before), or its folder",
    ),
    ("export.out", "The file to write, its ending tells the format; CSV to stdout unless said"),
    ("export.format", "The format, whatever the ending: parquet, csv, xlsx, json"),
    ("schedule.cron", "Print a line of crontab (unless said otherwise)"),
    (
        "schedule.systemd",
        "Print units of systemd: a service, a timer, and a service that tells of failure",
    ),
    ("schedule.dir", "Write the units of systemd into this folder, such as /etc/systemd/system"),
    (
        "bundle.run",
        "The run: its name in runs/, or its folder; the one latest points to unless said",
    ),
    ("bundle.out", "The .zip to write; <pipeline>-<period>-<run>.zip here unless said"),
    ("inspect.file", "The file to look at, of any kind, also .zip"),
    (
        "inspect.pipeline",
        "Read by this pipeline; unless said by the one in pipelines/ that knows most forms in it",
    ),
    ("inspect.html", "Also write an HTML page with each cell coloured by its role"),
    ("check.files", "The files to check"),
    ("status.missing", "List only units that have not sent"),
    ("form draft.example", "An example filled with figures, of any kind"),
    ("form draft.pipeline", "Reuse counts, synonyms and units of this pipeline"),
    ("form draft.sheet", "The sheet that holds the table; the one with the largest unless said"),
    ("form draft.id", "Id of the form; taken from the title unless said"),
    ("explain.code", "Finding code, such as F203"),
    ("schema.file", "Which file: pipeline, form, metrics"),
    ("completions.shell", "Which shell: bash, zsh, fish, elvish, powershell"),
    ("man.dir", "Write one page a command into this folder"),
];

/// What stands below the text of a command in its long help.
const MORE: &[(&str, &str)] = &[
    (
        "doctor",
        "Exits with 0 where nothing is worse than a warning, 1 where something would break the next run, 2 where the \
         declaration is wrong. Changes nothing; files written to try are deleted at once.",
    ),
    (
        "export",
        "Any table: lines/FORM (a row a line of the form), metrics, rankings, scores, findings, submissions, checks, \
         columns, texts, names, units; observations is every accepted number, a row each with its cell. A wrong name \
         has all tables listed. CSV is UTF-8 without a BOM, of which Excel garbles the letters: for Excel write .xlsx.",
    ),
    (
        "bundle",
        "Files that are gone or changed since the run are listed and not packed; the exit code is 3 then.",
    ),
];

/// Names of values: as declared, and in English.
const VALUE_NAMES: &[(&str, &str)] = &[
    ("TIẾNG", "LANG"),
    ("KHI", "WHEN"),
    ("KỲ", "PERIOD"),
    ("MỨC", "LEVEL"),
    ("THƯ MỤC", "DIR"),
    ("TỆP", "FILE"),
    ("BƯỚC", "STAGE"),
    ("TÊN", "NAME"),
    ("VÍ DỤ", "EXAMPLE"),
    ("GIÂY", "SECONDS"),
    ("KHÓA=GIÁ TRỊ", "KEY=VALUE"),
    ("DẠNG", "FORMAT"),
    ("LƯỢT", "RUN"),
    ("BẢNG", "TABLE"),
    ("LƯỢT TRƯỚC", "OLD RUN"),
    ("LƯỢT SAU", "NEW RUN"),
];

/// What a command does.
pub(super) fn text(path: &str) -> Option<&'static str> {
    TEXTS.iter().find(|(key, _)| *key == path).map(|(_, text)| *text)
}

/// What a command does and what else is to be known of it; `None` where it is said in one sentence.
pub(super) fn long_text(path: &str) -> Option<String> {
    let more = MORE.iter().find(|(key, _)| *key == path).map(|(_, more)| *more)?;
    text(path).map(|text| format!("{text}\n\n{more}"))
}

/// The page below the long help of a command.
pub(super) fn page(path: &str) -> Option<&'static str> {
    (path == "schedule").then_some(GUIDE_IN_ENGLISH)
}

/// What an argument of a command is for.
pub(super) fn argument(path: &str, id: &str) -> Option<&'static str> {
    text(&format!("{path}.{id}")).or_else(|| text(&format!("*.{id}")))
}

/// The name of a value; one that is not in the table is the same in both languages.
pub(super) fn value_name(name: &str) -> Option<&'static str> {
    VALUE_NAMES.iter().find(|(declared, _)| *declared == name).map(|(_, english)| *english)
}

/// All keys.
#[cfg(test)]
pub(super) fn keys() -> impl Iterator<Item = &'static str> {
    TEXTS.iter().chain(MORE).map(|(key, _)| *key)
}
