//! Layers: which module may know which, which crate is known where, who prints and who writes to disk; that no files
//! know each other in a circle, that a name is taken from the file that defines it, and that it means one thing.
//!
//! The rules look at a map of path → source, so that each of them is also shown to fail on a small invented
//! tree (`planted`). What they allow stands in the tables below and nowhere else. `source` takes a file apart, `graph`
//! follows what it names.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

mod graph;
mod planted;
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use graph::{Graph, Sources};
use source::{Named, Source, Word, source};

/// Each module with the modules it may know, lowest layer first; modules that share a number are in one layer.
const LAYERS: [(&str, u8, &[&str]); 17] = [
    ("model", 0, &[]),
    ("text", 1, &[]),
    ("read", 2, &["model", "text"]),
    ("pipeline", 3, &["model", "text"]),
    ("ingest", 4, &["model", "text", "read", "pipeline"]),
    ("validate", 5, &["model", "text", "pipeline"]),
    ("check", 6, &["model", "text", "read", "pipeline", "ingest", "validate"]),
    // The reading half ends here.
    ("table", 7, &["model", "text", "pipeline"]),
    ("query", 8, &["model", "text", "table", "pipeline"]),
    ("compare", 9, VERBS_KNOW),
    ("inspection", 9, VERBS_KNOW),
    ("measure", 9, VERBS_KNOW),
    ("rank", 9, VERBS_KNOW),
    ("publish", 9, VERBS_KNOW),
    ("store", 9, VERBS_KNOW),
    ("run", 10, RUN_KNOWS),
    ("cli", 11, CLI_KNOWS),
];

const VERBS_KNOW: &[&str] = &["model", "text", "table", "pipeline", "query"];

/// What the library is without its default feature.
const READING_HALF: [&str; 7] =
    ["model", "text", "read", "pipeline", "ingest", "validate", "check"];
/// What stands in front of every other module.
const NIGHT: &str = "#[cfg(feature = \"night\")]";

const RUN_KNOWS: &[&str] = &[
    "model",
    "text",
    "read",
    "table",
    "pipeline",
    "ingest",
    "validate",
    "check",
    "query",
    "measure",
    "rank",
    "publish",
    "store",
    "compare",
    "inspection",
];

const CLI_KNOWS: &[&str] = &[
    "model",
    "text",
    "read",
    "table",
    "pipeline",
    "ingest",
    "validate",
    "check",
    "query",
    "measure",
    "rank",
    "publish",
    "store",
    "compare",
    "inspection",
    "run",
];

/// Each dependency with the folders and files that may name it.
const EDGES: [(&str, &[&str]); 44] = [
    ("anstyle", &["src/cli/print/paint.rs"]),
    ("arrow_array", &["src/run/engine/spark.rs"]),
    (
        "blake3",
        &["src/ingest/", "src/inspection/draw.rs", "src/pipeline/form/version.rs", "src/store/"],
    ),
    ("calamine", &["src/read/cell.rs", "src/read/xls/", "src/read/xlsb/", "src/read/xlsx/"]),
    ("cfb", &["src/read/sniff.rs", "src/read/xls/container.rs"]),
    ("chardetng", &["src/read/decode/"]),
    ("clap", &["src/cli/"]),
    ("clap_complete", &["src/cli/completions/"]),
    ("clap_mangen", &["src/cli/man.rs"]),
    (
        "csv",
        &[
            "src/pipeline/",
            "src/ingest/submissions/receipts.rs",
            "src/run/export/text.rs",
            "src/cli/register/",
            "src/run/init/units.rs",
        ],
    ),
    ("encoding_rs", &["src/read/decode/"]),
    ("flate2", &["src/publish/check_page/"]),
    ("foldhash", &["src/ingest/dossiers/meant.rs"]),
    ("html5ever", &["src/read/html/"]),
    ("indicatif", &["src/cli/run/progress/bar.rs"]),
    (
        "jiff",
        &[
            "src/model/letter.rs",
            "src/inspection/",
            "src/pipeline/",
            "src/ingest/dossiers/moment.rs",
            "src/ingest/submissions/receipts.rs",
            "src/store/",
            "src/run/",
            "src/cli/args/",
            "src/cli/inspection/",
            "src/cli/run/",
        ],
    ),
    ("lettre", &["src/run/deliver/letter.rs"]),
    ("libm", &["src/rank/interval/", "src/model/funnel.rs", "src/publish/page/funnel.rs"]),
    ("mail_parser", &["src/read/letters/"]),
    (
        "minijinja",
        &[
            "src/publish/check_page/",
            "src/publish/document/package.rs",
            "src/publish/inspection_page.rs",
            "src/publish/page/write.rs",
        ],
    ),
    ("num_bigint", &["src/rank/", "src/table/field_mix.rs"]),
    ("num_rational", &["src/rank/", "src/table/field_mix.rs"]),
    ("polars", &["src/table/", "src/query/", "src/measure/", "src/store/", "src/run/"]),
    ("polars_io", &["src/store/parquet.rs", "src/run/lists/parquet.rs"]),
    ("postcard", &["src/run/workers/frames.rs"]),
    ("quick_xml", &["src/read/"]),
    (
        "rayon",
        &[
            "src/table/",
            "src/rank/",
            "src/publish/",
            "src/store/new_run.rs",
            "src/run/",
            "src/cli/",
        ],
    ),
    (
        "rustix",
        &[
            "src/cli/read_files/confine.rs",
            "src/store/inbox.rs",
            "src/store/lock.rs",
            "src/store/room.rs",
        ],
    ),
    ("rust_xlsxwriter", &["src/publish/write/"]),
    ("schemars", &["src/check/", "src/cli/"]),
    (
        "serde",
        &[
            "src/model/",
            "src/text/legacy/",
            "src/read/",
            "src/pipeline/",
            "src/ingest/",
            "src/check/",
            "src/publish/",
            "src/store/",
            "src/run/",
            "src/cli/",
        ],
    ),
    ("serde_ignored", &["src/pipeline/written/file.rs"]),
    (
        "serde_json",
        &[
            "src/check/page.rs",
            "src/inspection/",
            "src/publish/check_page/",
            "src/publish/page/json.rs",
            "src/store/",
            "src/run/",
            "src/cli/",
        ],
    ),
    ("sha2", &["src/store/"]),
    ("shlex", &["src/cli/args/command_line.rs"]),
    ("signal_hook", &["src/cli/run/signals.rs"]),
    ("spark_connect", &["src/run/engine/spark.rs"]),
    ("strsim", &["src/text/", "src/pipeline/"]),
    (
        "strum",
        &["src/model/", "src/read/format.rs", "src/pipeline/", "src/table/", "src/run/error.rs"],
    ),
    ("thiserror", &["src/"]),
    ("toml", &["src/pipeline/"]),
    ("unicode_normalization", &["src/text/", "src/read/", "src/publish/book/width.rs"]),
    (
        "zip",
        &[
            "src/read/",
            "src/store/package.rs",
            "src/publish/document/package.rs",
            "src/publish/write/edition.rs",
            "src/cli/register/",
        ],
    ),
    ("tthc", &["src/main.rs"]),
];

/// The one file that prints.
const PRINTER: &str = "src/cli/terminal.rs";
const PRINTING_MACROS: [&str; 4] = ["print", "println", "eprint", "eprintln"];
const PRINTING_CALLS: [&str; 2] = ["stdout", "stderr"];

/// The one module that writes to disk.
const WRITER: &str = "src/store/";
/// The last two names of a path that writes to disk.
const WRITING_PATHS: [(&str, &str); 15] = [
    ("fs", "write"),
    ("fs", "rename"),
    ("fs", "copy"),
    ("fs", "create_dir"),
    ("fs", "create_dir_all"),
    ("fs", "hard_link"),
    ("fs", "soft_link"),
    ("fs", "symlink"),
    ("fs", "remove_file"),
    ("fs", "remove_dir"),
    ("fs", "remove_dir_all"),
    ("fs", "DirBuilder"),
    ("File", "create"),
    ("File", "create_new"),
    ("File", "options"),
];
/// Names that write to disk wherever they come from.
const WRITING_NAMES: [&str; 2] = ["OpenOptions", "NamedTempFile"];
/// Names under which a path that writes to disk could hide.
const NOT_RENAMED: [&str; 2] = ["fs", "File"];
/// The method by which a workbook would write itself to disk, and where workbooks are made: in memory.
const WRITING_METHOD: (&str, &str) = ("save", "src/publish/");

/// Who may ask what time it is; no artifact depends on it.
const CLOCK_READERS: [&str; 2] = ["src/store/", "src/run/"];
const CLOCKS: [&str; 4] = ["Timestamp", "SystemTime", "Zoned", "Instant"];

/// The room with a room for each format; what is the same in two of these bears the same name.
const FORMATS: &str = "src/read/";

const UNFINISHED_MACROS: [&str; 3] = ["todo", "dbg", "unimplemented"];
const UNFINISHED_WORDS: [&str; 2] = ["FIXME", "XXX"];

const MOST_LINES: usize = 500;
const MOST_MEDIAN_LINES: usize = 120;

type Tree = BTreeMap<String, String>;

#[test]
fn the_sources_keep_the_rules() {
    let tree = sources();
    assert!(tree.len() > 50, "only {} files under src/ were found", tree.len());
    let faults = faults(&tree);
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_layer_is_there_and_nothing_else() {
    let found: BTreeSet<String> = sources()
        .keys()
        .filter_map(|path| Some(path.strip_prefix("src/")?.split_once('/')?.0.to_owned()))
        .collect();
    let expected: BTreeSet<String> = LAYERS.iter().map(|layer| layer.0.to_owned()).collect();
    assert_eq!(found, expected);
}

#[test]
fn every_dependency_has_an_edge() {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let mut declared: BTreeSet<String> = manifest["dependencies"]
        .as_table()
        .unwrap()
        .keys()
        .map(|name| name.replace('-', "_"))
        .collect();
    declared.insert("tthc".to_owned());
    let edges: BTreeSet<String> = EDGES.iter().map(|edge| edge.0.to_owned()).collect();
    assert_eq!(declared, edges, "left: Cargo.toml, right: the edges");
}

#[test]
fn every_dependency_is_used() {
    let tree = sources();
    let sources = taken_apart(&tree);
    let used: BTreeSet<&String> = sources
        .values()
        .flat_map(|source| &source.paths)
        .filter_map(|path| path.names.first())
        .collect();
    let unused: Vec<&str> = EDGES
        .iter()
        .map(|edge| edge.0)
        .filter(|name| !used.contains(&(*name).to_owned()))
        .collect();
    assert!(unused.is_empty(), "in Cargo.toml and nowhere in src/: {unused:?}");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Tree {
    let mut tree = Tree::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let name = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
                tree.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    tree
}

fn taken_apart(tree: &Tree) -> Sources {
    tree.iter().map(|(path, text)| (path.clone(), source(path, text))).collect()
}

/// Everything that breaks a rule, one line each, by file.
fn faults(tree: &Tree) -> Vec<String> {
    let sources = taken_apart(tree);
    let mut faults = Vec::new();
    for (path, text) in tree {
        let source = &sources[path];
        faults.extend(head(path, text));
        faults.extend(size(path, text));
        faults.extend(unfinished(path, text, source));
        faults.extend(printing(path, source));
        faults.extend(writing(path, source));
        faults.extend(clocks(path, &source.paths));
        faults.extend(crates(path, &source.paths));
        faults.extend(layers(path, &source.paths));
        if path == "src/lib.rs" {
            faults.extend(library(text, tree));
        }
    }
    faults.extend(median(tree));
    let graph = Graph::new(&sources);
    faults.extend(loops(&graph));
    faults.extend(borrowed(&graph));
    faults.extend(namesakes(&graph));
    faults
}

fn loops(graph: &Graph<'_>) -> Vec<String> {
    let knots = graph.loops().into_iter();
    knots
        .map(|ties| format!("files that know each other in a circle: {}", ties.join(", ")))
        .collect()
}

fn borrowed(graph: &Graph<'_>) -> Vec<String> {
    let names = graph.borrowed().into_iter();
    let fault = |name: graph::Borrowed| {
        let (file, line) = (name.file, name.line);
        let (written, defined) = (name.written.join("::"), name.defined.join("::"));
        format!("{file}:{line}: `{written}` is defined elsewhere, take it from there (`{defined}`)")
    };
    names.map(fault).collect()
}

fn namesakes(graph: &Graph<'_>) -> Vec<String> {
    let names = graph.namesakes().into_iter().filter(|(_, places)| !are_siblings(places));
    let fault = |(name, places): (&str, Vec<(&str, usize)>)| {
        let places: Vec<String> =
            places.iter().map(|(file, line)| format!("{file}:{line}")).collect();
        format!("{name} means {} things: {}", places.len(), places.join(", "))
    };
    names.map(fault).collect()
}

/// Whether types of one name are the same thing for each format of file, each in the room of its format.
fn are_siblings(places: &[(&str, usize)]) -> bool {
    let format = |file: &str| {
        let (format, _) = file.strip_prefix(FORMATS)?.split_once('/')?;
        Some(format.to_owned())
    };
    let formats: BTreeSet<String> = places.iter().filter_map(|place| format(place.0)).collect();
    formats.len() == places.len()
}

fn head(path: &str, source: &str) -> Option<String> {
    let fault = || format!("{path}: does not begin with a `//!` head");
    (!source.starts_with("//! ")).then(fault)
}

fn size(path: &str, source: &str) -> Option<String> {
    let lines = source.lines().count();
    (lines > MOST_LINES).then(|| format!("{path}: {lines} lines, at most {MOST_LINES}"))
}

fn median(tree: &Tree) -> Option<String> {
    let mut lines: Vec<usize> = tree.values().map(|source| source.lines().count()).collect();
    lines.sort_unstable();
    let median = *lines.get(lines.len() / 2)?;
    let fault = || format!("src: the median file has {median} lines, at most {MOST_MEDIAN_LINES}");
    (median > MOST_MEDIAN_LINES).then(fault)
}

fn unfinished(path: &str, text: &str, source: &Source) -> Vec<String> {
    let macros =
        source.macros.iter().filter(|(name, _)| UNFINISHED_MACROS.contains(&name.as_str()));
    let macros = macros.map(|(name, line)| (*line, format!("{name}!")));
    let words = (1..).zip(text.lines()).flat_map(|(line, text)| {
        let words = UNFINISHED_WORDS.iter().filter(move |word| text.contains(**word));
        words.map(move |word| (line, (*word).to_owned()))
    });
    let found = macros.chain(words);
    found.map(|(line, word)| format!("{path}:{line}: `{word}` is left behind")).collect()
}

fn printing(path: &str, source: &Source) -> Vec<String> {
    if path == PRINTER {
        return Vec::new();
    }
    let among = |names: &'static [&str]| move |word: &&Word| names.contains(&word.0.as_str());
    let macros = source.macros.iter().filter(among(&PRINTING_MACROS));
    // `.stdout(…)`, a method, says where another process prints to.
    let calls = source.calls.iter().filter(among(&PRINTING_CALLS));
    macros
        .map(|word| (word, "!"))
        .chain(calls.map(|word| (word, "()")))
        .map(|((name, line), end)| {
            format!("{path}:{line}: `{name}{end}` prints, only {PRINTER} may")
        })
        .collect()
}

fn writing(path: &str, source: &Source) -> Vec<String> {
    if path.starts_with(WRITER) {
        return Vec::new();
    }
    let in_paths = source.paths.iter().filter_map(|named| {
        let names = &named.names;
        let pair = names
            .windows(2)
            .find(|pair| WRITING_PATHS.contains(&(pair[0].as_str(), pair[1].as_str())));
        let name = names.iter().find(|name| WRITING_NAMES.contains(&name.as_str()));
        let renamed =
            named.renamed && names.last().is_some_and(|n| NOT_RENAMED.contains(&n.as_str()));
        let what = match (pair, name) {
            (Some(pair), _) => pair.join("::"),
            (None, Some(name)) => name.clone(),
            (None, None) if renamed => format!("{} as …", names.join("::")),
            (None, None) => return None,
        };
        Some((named.line, what))
    });
    let (method, place) = WRITING_METHOD;
    let methods =
        source.methods.iter().filter(|(name, _)| name == method && path.starts_with(place));
    let methods = methods.map(|(name, line)| (*line, format!(".{name}()")));
    in_paths
        .chain(methods)
        .map(|(line, what)| format!("{path}:{line}: `{what}` writes to disk, only {WRITER} may"))
        .collect()
}

fn clocks(path: &str, paths: &[Named]) -> Vec<String> {
    if CLOCK_READERS.iter().any(|reader| path.starts_with(reader)) {
        return Vec::new();
    }
    let reads = paths.iter().filter(|named| {
        let pair = named.names.windows(2).last();
        pair.is_some_and(|pair| CLOCKS.contains(&pair[0].as_str()) && pair[1] == "now")
    });
    reads
        .map(|named| format!("{path}:{}: `{}` reads the clock", named.line, named.names.join("::")))
        .collect()
}

fn crates(path: &str, paths: &[Named]) -> Vec<String> {
    paths
        .iter()
        .filter_map(|named| {
            let first = named.names.first()?;
            let (name, allowed) = EDGES.iter().find(|edge| edge.0 == first.as_str())?;
            let fits = allowed.iter().any(|place| path.starts_with(place));
            let fault = || {
                let allowed = allowed.join(", ");
                format!("{path}:{}: may not know the crate {name}, only {allowed} may", named.line)
            };
            (!fits).then(fault)
        })
        .collect()
}

fn layers(path: &str, paths: &[Named]) -> Vec<String> {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    let own = inside.split_once('/').map_or("", |(folder, _)| folder);
    let layer = LAYERS.iter().find(|layer| layer.0 == own);
    if layer.is_none() && !matches!(path, "src/lib.rs" | "src/main.rs") {
        return vec![format!("{path}: stands in no layer")];
    }
    let known = layer.map_or(&[][..], |layer| layer.2);
    let mut faults = Vec::new();
    for named in paths {
        let whole = named.names.join("::");
        let target = match named.names.first().map(String::as_str) {
            Some("crate") => named.names.get(1).map_or("", String::as_str),
            Some("tthc") => match named.names.get(1).map(String::as_str) {
                Some("cli") => continue,
                other => other.unwrap_or(""),
            },
            _ => continue,
        };
        if target == own && !own.is_empty() || known.contains(&target) {
            continue;
        }
        let who = if own.is_empty() { inside } else { own };
        let what = if target.is_empty() || target == "*" { "the whole crate" } else { target };
        faults.push(format!("{path}:{}: {who} may not know {what} (`{whole}`)", named.line));
    }
    faults
}

/// `lib.rs` holds its doc comment and `pub mod` lines, in the order of the layers.
fn library(source: &str, tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    let (mut last, mut night) = ((0, ""), false);
    let mut listed = BTreeSet::new();
    for (line, text) in (1..).zip(source.lines()) {
        if text.is_empty() || text.starts_with("//!") {
            continue;
        }
        if text == NIGHT {
            night = true;
            continue;
        }
        let name = text.strip_prefix("pub mod ").and_then(|rest| rest.strip_suffix(';'));
        let Some(name) = name else {
            faults
                .push(format!("src/lib.rs:{line}: `{text}` is neither doc comment nor `pub mod`"));
            continue;
        };
        let Some(&(_, number, _)) = LAYERS.iter().find(|layer| layer.0 == name) else {
            faults.push(format!("src/lib.rs:{line}: {name} stands in no layer"));
            continue;
        };
        if number < last.0 {
            faults.push(format!("src/lib.rs:{line}: {name} stands above {}", last.1));
        }
        if std::mem::take(&mut night) == READING_HALF.contains(&name) {
            faults.push(format!("src/lib.rs:{line}: {name} stands in the wrong half"));
        }
        listed.insert(name);
        last = (number, name);
    }
    let missing = LAYERS.iter().map(|layer| layer.0).filter(|name| {
        let folder = format!("src/{name}/");
        !listed.contains(name) && tree.keys().any(|path| path.starts_with(&folder))
    });
    faults.extend(missing.map(|name| format!("src/lib.rs: {name} is not listed")));
    faults
}
