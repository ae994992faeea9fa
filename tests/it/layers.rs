//! Layers: which module may know which, which crate is known where, who prints and who writes to disk.
//!
//! The rules look at a map of path → source, so that each of them is also shown to fail on a small invented
//! tree. What they allow stands in the tables below and nowhere else.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Each module with the modules it may know, lowest layer first; modules that share a number are in one layer.
const LAYERS: [(&str, u8, &[&str]); 14] = [
    ("model", 0, &[]),
    ("text", 1, &[]),
    ("read", 2, &["model", "text"]),
    ("pipeline", 3, &["model", "text"]),
    ("ingest", 4, &["model", "text", "read", "pipeline"]),
    // The reading half ends here.
    ("table", 5, &["model", "text", "pipeline"]),
    ("compare", 6, VERBS_KNOW),
    ("validate", 6, VERBS_KNOW),
    ("measure", 6, VERBS_KNOW),
    ("rank", 6, VERBS_KNOW),
    ("publish", 6, VERBS_KNOW),
    ("store", 6, VERBS_KNOW),
    ("run", 7, RUN_KNOWS),
    ("cli", 8, CLI_KNOWS),
];

const VERBS_KNOW: &[&str] = &["model", "text", "table", "pipeline"];

/// What the library is without its default feature.
const READING_HALF: [&str; 5] = ["model", "text", "read", "pipeline", "ingest"];
/// What stands in front of every other module.
const NIGHT: &str = "#[cfg(feature = \"night\")]";

const RUN_KNOWS: &[&str] = &[
    "model", "text", "read", "table", "pipeline", "ingest", "validate", "measure", "rank",
    "publish", "store", "compare",
];

const CLI_KNOWS: &[&str] = &[
    "model", "text", "read", "table", "pipeline", "ingest", "validate", "measure", "rank",
    "publish", "store", "compare", "run",
];

/// Each dependency with the folders and files that may name it.
const EDGES: [(&str, &[&str]); 35] = [
    ("anstyle", &["src/cli/paint.rs"]),
    ("blake3", &["src/ingest/", "src/store/"]),
    ("calamine", &["src/read/cell.rs", "src/read/xls/", "src/read/xlsb/", "src/read/xlsx/"]),
    ("cfb", &["src/read/sniff.rs", "src/read/xls/container.rs"]),
    ("chardetng", &["src/read/decode/"]),
    ("clap", &["src/cli/args.rs", "src/cli/args/"]),
    ("clap_complete", &["src/cli/furniture.rs"]),
    ("clap_mangen", &["src/cli/furniture.rs"]),
    ("csv", &["src/pipeline/", "src/ingest/receipts.rs", "src/run/export/text.rs"]),
    ("encoding_rs", &["src/read/decode/"]),
    ("html5ever", &["src/read/html/"]),
    ("indicatif", &["src/cli/progress.rs"]),
    (
        "jiff",
        &[
            "src/model/letter.rs",
            "src/pipeline/",
            "src/ingest/receipts.rs",
            "src/store/",
            "src/run/",
        ],
    ),
    ("mail_parser", &["src/read/letters/"]),
    ("minijinja", &["src/publish/inspection_page.rs"]),
    ("num_bigint", &["src/rank/", "src/publish/"]),
    ("num_rational", &["src/rank/", "src/publish/"]),
    ("polars", &["src/table/", "src/measure/", "src/store/", "src/run/"]),
    ("polars_io", &["src/store/parquet.rs"]),
    ("postcard", &["src/run/workers/frames.rs"]),
    ("quick_xml", &["src/read/"]),
    (
        "rayon",
        &[
            "src/table/",
            "src/validate/",
            "src/publish/",
            "src/store/new_run.rs",
            "src/run/",
            "src/cli/",
        ],
    ),
    ("rustix", &["src/cli/confine.rs", "src/store/lock.rs", "src/store/room.rs"]),
    ("rust_xlsxwriter", &["src/publish/write/"]),
    (
        "serde",
        &[
            "src/model/",
            "src/text/legacy/",
            "src/pipeline/",
            "src/ingest/",
            "src/publish/",
            "src/store/",
            "src/run/",
            "src/cli/",
        ],
    ),
    ("serde_ignored", &["src/pipeline/read.rs"]),
    ("serde_json", &["src/store/", "src/run/", "src/cli/"]),
    ("sha2", &["src/store/"]),
    ("signal_hook", &["src/cli/signals.rs"]),
    ("strsim", &["src/text/", "src/pipeline/"]),
    ("thiserror", &["src/"]),
    ("toml", &["src/pipeline/"]),
    ("unicode_normalization", &["src/text/", "src/read/", "src/publish/width.rs"]),
    ("zip", &["src/read/", "src/store/package.rs"]),
    ("tthc", &["src/main.rs"]),
];

/// The one file that prints.
const PRINTER: &str = "src/cli/print.rs";
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
    let used: BTreeSet<String> = tree
        .iter()
        .flat_map(|(path, source)| paths(path, &tokens(source)))
        .filter_map(|path| path.names.into_iter().next())
        .collect();
    // The writer of workbooks comes with the stage that needs it.
    let waiting =
        if tree.contains_key("src/publish/write/mod.rs") { "" } else { "rust_xlsxwriter" };
    let unused: Vec<&str> = EDGES
        .iter()
        .map(|edge| edge.0)
        .filter(|name| !used.contains(*name) && *name != waiting)
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

/// Everything that breaks a rule, one line each, by file.
fn faults(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, source) in tree {
        let tokens = tokens(source);
        faults.extend(head(path, source));
        faults.extend(size(path, source));
        faults.extend(unfinished(path, source, &tokens));
        faults.extend(printing(path, &tokens));
        let paths = paths(path, &tokens);
        faults.extend(writing(path, &tokens, &paths));
        faults.extend(clocks(path, &paths));
        faults.extend(crates(path, &paths));
        faults.extend(layers(path, &paths));
        if path == "src/lib.rs" {
            faults.extend(library(source, tree));
        }
    }
    faults.extend(median(tree));
    faults
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

fn unfinished(path: &str, source: &str, tokens: &[Token]) -> Vec<String> {
    let macros = macros(tokens)
        .filter(|token| UNFINISHED_MACROS.contains(&token.text.as_str()))
        .map(|token| (token.line, format!("{}!", token.text)));
    let words = (1..).zip(source.lines()).flat_map(|(line, text)| {
        let words = UNFINISHED_WORDS.iter().filter(move |word| text.contains(**word));
        words.map(move |word| (line, (*word).to_owned()))
    });
    let found = macros.chain(words);
    found.map(|(line, word)| format!("{path}:{line}: `{word}` is left behind")).collect()
}

fn printing(path: &str, tokens: &[Token]) -> Vec<String> {
    if path == PRINTER {
        return Vec::new();
    }
    let macros = macros(tokens).filter(|token| PRINTING_MACROS.contains(&token.text.as_str()));
    // `.stdout(…)` says where another process prints to.
    let calls = tokens.windows(3).filter(|three| {
        three[0].text != "."
            && PRINTING_CALLS.contains(&three[1].text.as_str())
            && three[2].text == "("
    });
    macros
        .map(|token| (token, "!"))
        .chain(calls.map(|three| (&three[1], "()")))
        .map(|(token, end)| {
            format!("{path}:{}: `{}{end}` prints, only {PRINTER} may", token.line, token.text)
        })
        .collect()
}

fn macros(tokens: &[Token]) -> impl Iterator<Item = &Token> {
    let calls = tokens.windows(3).filter(|three| three[1].text == "!" && three[2].text != "=");
    calls.map(|three| &three[0])
}

fn writing(path: &str, tokens: &[Token], paths: &[Named]) -> Vec<String> {
    if path.starts_with(WRITER) {
        return Vec::new();
    }
    let in_paths = paths.iter().filter_map(|named| {
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
    let methods = tokens.windows(3).filter_map(|three| {
        let is_call = three[0].text == "." && three[2].text == "(";
        let (method, place) = WRITING_METHOD;
        let writes = is_call && three[1].text == method && path.starts_with(place);
        writes.then(|| (three[1].line, format!(".{}()", three[1].text)))
    });
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

/// A word or a sign of a source, without comments and literals.
#[derive(Debug, Clone)]
struct Token {
    text: String,
    line: usize,
}

fn tokens(source: &str) -> Vec<Token> {
    let letters: Vec<char> = source.chars().collect();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut tokens: Vec<Token> = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < letters.len() {
        let end = match literal_or_comment(&letters, at) {
            Some(end) => end,
            None if is_word(letters[at]) => {
                let end =
                    (at..letters.len()).find(|&i| !is_word(letters[i])).unwrap_or(letters.len());
                tokens.push(Token { text: letters[at..end].iter().collect(), line });
                end
            }
            None if letters[at..].starts_with(&[':', ':']) => {
                tokens.push(Token { text: "::".to_owned(), line });
                at + 2
            }
            None => {
                if !letters[at].is_whitespace() {
                    tokens.push(Token { text: letters[at].to_string(), line });
                }
                at + 1
            }
        };
        line += letters[at..end].iter().filter(|&&c| c == '\n').count();
        at = end;
    }
    tokens
}

/// Where the comment, text or letter that begins here ends.
fn literal_or_comment(letters: &[char], at: usize) -> Option<usize> {
    let get = |i: usize| letters.get(i).copied().unwrap_or('\0');
    let before = if at == 0 { '\0' } else { letters[at - 1] };
    let find = |from: usize, wanted: &[char]| {
        let mut ends = from..letters.len();
        ends.find(|&i| letters[i..].starts_with(wanted)).map_or(letters.len(), |i| i + wanted.len())
    };
    match get(at) {
        '/' if get(at + 1) == '/' => Some(find(at, &['\n']).max(at + 2)),
        '/' if get(at + 1) == '*' => {
            let (mut depth, mut i) = (1, at + 2);
            while depth > 0 && i < letters.len() {
                match (get(i), get(i + 1)) {
                    ('/', '*') => (depth, i) = (depth + 1, i + 2),
                    ('*', '/') => (depth, i) = (depth - 1, i + 2),
                    _ => i += 1,
                }
            }
            Some(i)
        }
        '"' => Some(quoted(letters, at + 1, '"')),
        'r' if !before.is_alphanumeric() || before == 'b' => {
            let hashes = (at + 1..letters.len()).take_while(|&i| letters[i] == '#').count();
            if get(at + 1 + hashes) != '"' {
                return None;
            }
            let mut close = vec!['"'];
            close.extend(std::iter::repeat_n('#', hashes));
            Some(find(at + 2 + hashes, &close))
        }
        '\'' if get(at + 1) == '\\' || get(at + 2) == '\'' => {
            let from = if get(at + 1) == '\\' { at + 1 } else { at + 2 };
            Some(quoted(letters, from, '\''))
        }
        _ => None,
    }
}

fn quoted(letters: &[char], from: usize, close: char) -> usize {
    let mut at = from;
    while at < letters.len() {
        match letters[at] {
            '\\' => at += 2,
            letter if letter == close => return at + 1,
            _ => at += 1,
        }
    }
    letters.len()
}

/// A path that a source names, from the crate (`crate::…`) or from a foreign crate.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Named {
    names: Vec<String>,
    renamed: bool,
    line: usize,
}

/// All paths of a file, those in `use` and those in the text; `self` and `super` are resolved.
fn paths(path: &str, tokens: &[Token]) -> Vec<Named> {
    let text = |i: usize| tokens.get(i).map_or("", |token| token.text.as_str());
    let mut found = Vec::new();
    let mut home = module_of(path);
    let mut opened: Vec<usize> = Vec::new();
    let (mut at, mut depth) = (0, 0usize);
    while at < tokens.len() {
        match text(at) {
            "mod" if text(at + 2) == "{" => {
                home.push(text(at + 1).to_owned());
                opened.push(depth);
                depth += 1;
                at += 3;
            }
            "{" => (depth, at) = (depth + 1, at + 1),
            "}" => {
                depth = depth.saturating_sub(1);
                if opened.pop_if(|opened| *opened == depth).is_some() {
                    home.pop();
                }
                at += 1;
            }
            "use" if text(at + 1) != "<" => {
                at = used(tokens, at + 1, &home, &[], &mut found);
            }
            _ if is_name(text(at)) && text(at + 1) == "::" => {
                let mut names = vec![text(at).to_owned()];
                let line = tokens[at].line;
                while text(at + 1) == "::" && is_name(text(at + 2)) {
                    names.push(text(at + 2).to_owned());
                    at += 2;
                }
                found.push(Named { names: resolved(&home, names), renamed: false, line });
                at += 1;
            }
            _ => at += 1,
        }
    }
    found
}

/// Reads one branch of a `use` tree; gives the place after it.
fn used(
    tokens: &[Token],
    from: usize,
    home: &[String],
    before: &[String],
    found: &mut Vec<Named>,
) -> usize {
    let text = |i: usize| tokens.get(i).map_or(";", |token| token.text.as_str());
    let line = tokens.get(from).map_or(0, |token| token.line);
    let mut names = before.to_vec();
    let mut at = from;
    loop {
        match text(at) {
            "::" => at += 1,
            "{" => {
                at += 1;
                while !matches!(text(at), "}" | ";") {
                    at = used(tokens, at, home, &names, found);
                    if text(at) == "," {
                        at += 1;
                    }
                }
                return at + 1;
            }
            ";" | "," | "}" | "as" => break,
            // `a::{self}` is `a`.
            "self" if !names.is_empty() => at += 1,
            name => {
                names.push(name.to_owned());
                at += 1;
            }
        }
    }
    let renamed = text(at) == "as";
    found.push(Named { names: resolved(home, names), renamed, line });
    if renamed { at + 2 } else { at }
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// `src/a/b.rs` is `crate::a::b`.
fn module_of(path: &str) -> Vec<String> {
    let inside = path.strip_prefix("src/").unwrap_or(path).trim_end_matches(".rs");
    let names = inside.split('/').filter(|name| !matches!(*name, "mod" | "lib" | "main"));
    std::iter::once("crate").chain(names).map(str::to_owned).collect()
}

fn resolved(home: &[String], names: Vec<String>) -> Vec<String> {
    let ups = names.iter().take_while(|name| *name == "super").count();
    let own = names.first().is_some_and(|name| name == "self");
    match (ups, own) {
        (0, false) => names,
        (0, true) => home.iter().cloned().chain(names.into_iter().skip(1)).collect(),
        _ => {
            let kept = home.len().saturating_sub(ups).max(1);
            home[..kept].iter().cloned().chain(names.into_iter().skip(ups)).collect()
        }
    }
}

/// A tree without faults: one file a layer and a `lib.rs`.
fn sound() -> Tree {
    let mut tree: Tree = LAYERS
        .iter()
        .map(|layer| (format!("src/{}/mod.rs", layer.0), "//! A layer.\n".to_owned()))
        .collect();
    let mut names: Vec<(u8, &str)> = LAYERS.iter().map(|layer| (layer.1, layer.0)).collect();
    names.sort_unstable();
    let listed = |name: &str| {
        let night = if READING_HALF.contains(&name) { "" } else { "#[cfg(feature = \"night\")]\n" };
        format!("{night}pub mod {name};\n")
    };
    let modules: Vec<String> = names.iter().map(|(_, name)| listed(name)).collect();
    tree.insert("src/lib.rs".to_owned(), format!("//! All.\n\n{}", modules.concat()));
    let main = "//! Begins.\n\nfn main() { tthc::cli::main() }\n";
    tree.insert("src/main.rs".to_owned(), main.to_owned());
    tree
}

/// The faults of the sound tree with a file put in.
fn planted(path: &str, body: &str) -> Vec<String> {
    let mut tree = sound();
    tree.insert(path.to_owned(), format!("//! Planted.\n{body}"));
    faults(&tree)
}

#[test]
fn a_sound_tree_has_no_fault() {
    assert_eq!(faults(&sound()), [""; 0]);
    let body = "
        // use crate::cli; println!(); FIX-ME
        /* std::fs::write /* nested */ rayon::join */
        use super::Period;
        use crate::{model::Level, text::{self, Grammar}};
        mod tests { use super::super::form; use super::*; }
        const A: &str = \"use crate::cli; println!()\";
        const B: &str = r#\"calamine::open(\"x\") std::fs::write\"#;
        const C: char = '\"'; fn d<'a>(x: &'a str) -> bool { x != \"clap::x\" }
        const E: char = '\\''; const F: u8 = b'\"';
        fn f() -> u8 { todo() }
    ";
    assert_eq!(planted("src/pipeline/a.rs", body), [""; 0]);
}

#[test]
fn an_import_from_above_is_a_fault() {
    for (body, named) in [
        ("use crate::rank::Ranking;", "crate::rank::Ranking"),
        ("use crate::{model::Level, rank::Ranking};", "crate::rank::Ranking"),
        ("use crate::{model::{Level, Unit}, rank::{self, Ranking as R}};", "crate::rank"),
        ("fn a() { let _ = crate::rank::rank(); }", "crate::rank::rank"),
        ("fn a(x: &dyn Fn(crate::rank::Ranked<'_>)) {}", "crate::rank::Ranked"),
        ("use super::super::rank::Ranking;", "crate::rank::Ranking"),
        ("mod tests { use super::super::super::rank::Ranking; }", "crate::rank::Ranking"),
        ("#[cfg(test)]\nmod tests { fn a() {} }\nuse super::super::rank::*;", "crate::rank::*"),
    ] {
        let line = body.lines().count() + 1;
        let fault = format!("src/pipeline/a.rs:{line}: pipeline may not know rank (`{named}`)");
        assert!(planted("src/pipeline/a.rs", body).contains(&fault), "{body}: {fault}");
    }
}

#[test]
fn siblings_and_the_whole_crate_are_faults() {
    assert_eq!(
        planted("src/rank/a.rs", "use crate::measure::measure;"),
        ["src/rank/a.rs:2: rank may not know measure (`crate::measure::measure`)"]
    );
    assert_eq!(
        planted("src/publish/a.rs", "use crate::store::Folder;"),
        ["src/publish/a.rs:2: publish may not know store (`crate::store::Folder`)"]
    );
    assert_eq!(
        planted("src/text/a.rs", "use crate::model::Level;"),
        ["src/text/a.rs:2: text may not know model (`crate::model::Level`)"]
    );
    assert_eq!(
        planted("src/rank/a.rs", "use crate::*;"),
        ["src/rank/a.rs:2: rank may not know the whole crate (`crate::*`)"]
    );
    assert_eq!(
        planted("src/rank/a.rs", "use crate as all;"),
        ["src/rank/a.rs:2: rank may not know the whole crate (`crate`)"]
    );
    assert_eq!(planted("src/odd/mod.rs", ""), ["src/odd/mod.rs: stands in no layer"]);
    assert_eq!(planted("src/odd.rs", ""), ["src/odd.rs: stands in no layer"]);
    assert_eq!(
        planted("src/main.rs", "fn main() { tthc::run::run() }"),
        ["src/main.rs:2: main.rs may not know run (`tthc::run::run`)"]
    );
}

#[test]
fn a_foreign_crate_is_a_fault_outside_its_place() {
    const CFB: &str = "src/read/sniff.rs, src/read/xls/container.rs";
    const CLAP: &str = "src/cli/args.rs, src/cli/args/";
    for (path, body, name, places) in [
        ("src/ingest/file.rs", "use cfb::Stream;", "cfb", CFB),
        (
            "src/publish/book.rs",
            "use rust_xlsxwriter::Workbook;",
            "rust_xlsxwriter",
            "src/publish/write/",
        ),
        ("src/cli/mod.rs", "fn a() -> clap::Command {}", "clap", CLAP),
        ("src/text/a.rs", "use {std::fmt, clap as c};", "clap", CLAP),
        (
            "src/rank/a.rs",
            "fn a() { serde_json::json!({}) }",
            "serde_json",
            "src/store/, src/run/, src/cli/",
        ),
        ("src/model/a.rs", "use ::toml::Value;", "toml", "src/pipeline/"),
    ] {
        let fault = format!("{path}:2: may not know the crate {name}, only {places} may");
        assert_eq!(planted(path, body), [fault]);
    }
    for path in ["src/model/a.rs", "src/text/a.rs", "src/pipeline/a.rs"] {
        for name in ["polars", "rayon"] {
            let faults = planted(path, &format!("use {name}::prelude::*;"));
            let fault = format!("{path}:2: may not know the crate {name}, only ");
            assert!(faults.len() == 1 && faults[0].starts_with(&fault), "{faults:?}");
        }
    }
    assert_eq!(planted("src/rank/a.rs", "use rayon::join;").len(), 1);
    assert_eq!(planted("src/ingest/a.rs", "use rayon::join;").len(), 1);
    assert_eq!(planted("src/ingest/file.rs", "use calamine::Xlsx;").len(), 1);
    assert_eq!(planted("src/read/xlsx/mod.rs", "use calamine::Xlsx;"), [""; 0]);
}

#[test]
fn printing_is_a_fault_outside_its_file() {
    for (body, what) in [
        ("fn a() { println!(\"x\"); }", "println!"),
        ("fn a() { std::eprint!(\"x\"); }", "eprint!"),
        ("fn a() { writeln!(std::io::stdout().lock()); }", "stdout()"),
        ("use std::io::stderr; fn a() { stderr(); }", "stderr()"),
    ] {
        let fault = format!("src/run/a.rs:2: `{what}` prints, only src/cli/print.rs may");
        assert_eq!(planted("src/run/a.rs", body), [fault]);
        assert_eq!(planted("src/cli/print.rs", body), [""; 0]);
    }
}

#[test]
fn writing_to_disk_is_a_fault_outside_the_store() {
    for (body, what) in [
        ("fn a() { std::fs::write(p, b); }", "fs::write"),
        ("use std::fs::rename;", "fs::rename"),
        ("use std::{fs::{self, hard_link}, io};", "fs::hard_link"),
        ("use std::fs::File; fn a() { File::create(p); }", "File::create"),
        ("fn a() { fs::OpenOptions::new(); }", "OpenOptions"),
        ("fn a() { std::os::unix::fs::symlink(p, q); }", "fs::symlink"),
        ("fn a() { fs::create_dir_all(p); }", "fs::create_dir_all"),
        ("fn a() { fs::remove_file(p); }", "fs::remove_file"),
        ("use std::fs as disk;", "std::fs as …"),
        ("fn a() { book.save(path); }", ".save()"),
    ] {
        let fault = format!("src/publish/a.rs:2: `{what}` writes to disk, only src/store/ may");
        assert_eq!(planted("src/publish/a.rs", body), [fault]);
        assert_eq!(planted("src/store/a.rs", body), [""; 0]);
    }
}

#[test]
fn a_clock_is_a_fault_in_what_makes_artifacts() {
    let body = "use std::time::SystemTime; fn a() { SystemTime::now(); }";
    let fault = "src/publish/a.rs:2: `SystemTime::now` reads the clock";
    assert_eq!(planted("src/publish/a.rs", body), [fault]);
    assert_eq!(planted("src/run/a.rs", body), [""; 0]);
}

#[test]
fn lib_holds_modules_in_the_order_of_the_layers() {
    let with = |change: &dyn Fn(&str) -> String| {
        let mut tree = sound();
        let changed = change(&tree["src/lib.rs"]);
        tree.insert("src/lib.rs".to_owned(), changed);
        faults(&tree)
    };
    assert_eq!(
        with(&|lib| lib.replace("pub mod run;", "pub fn run() {}")),
        [
            "src/lib.rs:23: `pub fn run() {}` is neither doc comment nor `pub mod`",
            "src/lib.rs: run is not listed"
        ]
    );
    assert_eq!(
        with(&|lib| lib.replace("pub mod model;\n", "") + "pub mod model;\n"),
        ["src/lib.rs:25: model stands above cli"]
    );
    assert_eq!(
        with(&|lib| format!("{lib}pub mod extra;\n")),
        ["src/lib.rs:26: extra stands in no layer"]
    );
    assert_eq!(
        with(&|lib| format!("{lib}mod cli;\n")),
        ["src/lib.rs:26: `mod cli;` is neither doc comment nor `pub mod`"]
    );
}

#[test]
fn long_files_are_faults() {
    let line = "const A: u8 = 0;\n";
    assert_eq!(planted("src/rank/a.rs", &line.repeat(499)), [""; 0]);
    assert_eq!(
        planted("src/rank/a.rs", &line.repeat(500)),
        ["src/rank/a.rs: 501 lines, at most 500"]
    );
    let mut tree = sound();
    for source in
        tree.iter_mut().filter(|(path, _)| path.ends_with("/mod.rs")).map(|(_, source)| source)
    {
        source.push_str(&line.repeat(120));
    }
    assert_eq!(faults(&tree), ["src: the median file has 121 lines, at most 120"]);
}

#[test]
fn what_is_left_behind_and_a_missing_head_are_faults() {
    for (body, what) in [
        ("fn a() { todo!() }", "todo!"),
        ("fn a() { dbg!(1) }", "dbg!"),
        ("fn a() { unimplemented!() }", "unimplemented!"),
        ("// FIXME later", "FIXME"),
        ("/// XXX", "XXX"),
    ] {
        let fault = format!("src/rank/a.rs:2: `{what}` is left behind");
        assert_eq!(planted("src/rank/a.rs", body), [fault]);
    }
    let mut tree = sound();
    tree.insert("src/rank/a.rs".to_owned(), "use std::fmt;\n".to_owned());
    assert_eq!(faults(&tree), ["src/rank/a.rs: does not begin with a `//!` head"]);
}
