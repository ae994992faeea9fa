//! The command line in English: a text for each command and each argument. A new command needs its lines here; the
//! tests of `speech` name those that are missing.

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
];

/// What a command does.
pub(super) fn text(path: &str) -> Option<&'static str> {
    TEXTS.iter().find(|(key, _)| *key == path).map(|(_, text)| *text)
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
    TEXTS.iter().map(|(key, _)| *key)
}
