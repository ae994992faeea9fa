//! Which file of the program knows which: every path is followed to the file that defines what it names. From that,
//! loops between files, names taken from the face of a file's own room, and words that name two types.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Import, Module, Source};

pub(super) type Sources = BTreeMap<String, Source>;

/// From file to file, with a name that leads there and the line it stands on.
type Edges = BTreeMap<String, BTreeMap<String, (String, usize)>>;

pub(super) struct Graph<'a> {
    modules: BTreeMap<&'a [String], (&'a str, &'a Module)>,
    sources: &'a Sources,
}

/// Where a path leads.
pub(super) struct Definition<'a> {
    pub(super) file: &'a str,
    pub(super) module: &'a [String],
    pub(super) name: String,
    /// Modules that only hand the name on.
    pub(super) faces: Vec<&'a [String]>,
}

/// A name that a file takes from the face of a room it stands in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Borrowed {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) written: Vec<String>,
    pub(super) defined: Vec<String>,
}

impl<'a> Graph<'a> {
    pub(super) fn new(sources: &'a Sources) -> Self {
        let modules = sources.iter().flat_map(|(file, source)| {
            let modules = source.modules.iter();
            modules.map(move |module| (module.home.as_slice(), (file.as_str(), module)))
        });
        Self { modules: modules.collect(), sources }
    }

    /// Follows a path from the root of the crate to what it names; `None` where it names a module or nothing here.
    pub(super) fn definition(&self, path: &[String]) -> Option<Definition<'a>> {
        self.follow(path, 0)
    }

    fn follow(&self, path: &[String], depth: usize) -> Option<Definition<'a>> {
        if depth > 16 || path.first()? != "crate" {
            return None;
        }
        let mut at = 1;
        while let Some(name) = path.get(at) {
            let (key, &(file, module)) = self.modules.get_key_value(&path[..at])?;
            let is_last = at + 1 == path.len();
            let inner = self.modules.contains_key(&path[..=at]);
            if inner && !is_last {
                at += 1;
                continue;
            }
            if module.items.contains(name) {
                let name = name.clone();
                return Some(Definition { file, module: key, name, faces: Vec::new() });
            }
            let rest = &path[at + 1..];
            let named =
                module.import(name).map(|import| [&self.origin(module, import), rest].concat());
            let globs = module.globs().map(|import| {
                let mut target = self.origin(module, import);
                target.pop();
                [&target, &path[at..]].concat()
            });
            let found = named
                .into_iter()
                .chain(globs)
                .filter(|target| target.as_slice() != path)
                .find_map(|target| self.follow(&target, depth + 1));
            return found.map(|mut found| {
                found.faces.push(key);
                found
            });
        }
        None
    }

    /// Where an import comes from, from the root where it is of this crate.
    fn origin(&self, module: &Module, import: &Import) -> Vec<String> {
        let child = [&module.home, &import.target[..1]].concat();
        let is_child = self.modules.contains_key(child.as_slice());
        if is_child { [&module.home, &import.target[..]].concat() } else { import.target.clone() }
    }

    /// What a path in the text of a module leads to, from the root.
    fn followed(&self, module: &Module, names: &[String]) -> Vec<String> {
        let (first, rest) = names.split_at(1);
        match module.import(&first[0]) {
            _ if first[0] == "crate" => names.to_vec(),
            Some(import) => [&self.origin(module, import), rest].concat(),
            None => [&module.home, names].concat(),
        }
    }

    /// The modules outside of tests, each with its file.
    fn productive(&self) -> impl Iterator<Item = (&'a str, &'a Module)> {
        let tests: Vec<&Vec<String>> =
            self.sources.values().flat_map(|source| &source.tests).collect();
        self.sources.iter().flat_map(move |(file, source)| {
            let is_test = |module: &Module| {
                module.tests || tests.iter().any(|tests| module.home.starts_with(tests))
            };
            let modules: Vec<_> = source.modules.iter().filter(|module| !is_test(module)).collect();
            let modules = modules.into_iter();
            modules.map(move |module| (file.as_str(), module))
        })
    }

    fn edges(&self) -> Edges {
        let mut edges = Edges::new();
        for (file, module) in self.productive() {
            if matches!(file, "src/lib.rs" | "src/main.rs") {
                continue;
            }
            let imports = module.imports.iter().filter(|import| !import.public);
            let imports = imports.map(|import| (self.origin(module, import), import.line));
            let mentions = module.mentions.iter();
            let mentions =
                mentions.map(|mention| (self.followed(module, &mention.names), mention.line));
            for (path, line) in imports.chain(mentions) {
                if let Some(found) = self.definition(&path)
                    && found.file != file
                {
                    let to = edges.entry(file.to_owned()).or_default();
                    to.entry(found.file.to_owned()).or_insert((found.name, line));
                }
            }
        }
        edges
    }

    /// Files that know each other in a circle: for each knot of them the imports that tie it.
    pub(super) fn loops(&self) -> Vec<Vec<String>> {
        let edges = self.edges();
        let reach: BTreeMap<&str, BTreeSet<&str>> =
            edges.keys().map(|file| (file.as_str(), reachable(&edges, file))).collect();
        let knows = |a: &str, b: &str| reach.get(a).is_some_and(|reach| reach.contains(b));
        let mut told: BTreeSet<&str> = BTreeSet::new();
        let mut loops = Vec::new();
        for file in edges.keys().map(String::as_str) {
            if told.contains(file) || !knows(file, file) {
                continue;
            }
            let knot: BTreeSet<&str> =
                reach[file].iter().copied().filter(|other| knows(other, file)).collect();
            let ties = knot.iter().flat_map(|from| {
                let to = edges[*from].iter().filter(|(to, _)| knot.contains(to.as_str()));
                to.map(move |(to, (name, line))| format!("{from}:{line}: {name} of {to}"))
            });
            loops.push(ties.collect());
            told.extend(knot);
        }
        loops
    }

    /// Names that files take from the face of a room that they stand in themselves.
    pub(super) fn borrowed(&self) -> Vec<Borrowed> {
        let mut borrowed = Vec::new();
        for (file, module) in self.productive() {
            let imports = module.imports.iter().filter(|import| import.local != "*");
            let imports = imports.map(|import| (self.origin(module, import), import.line));
            let mentions = module.mentions.iter().filter(|mention| mention.names.len() > 1);
            let mentions =
                mentions.map(|mention| (self.followed(module, &mention.names), mention.line));
            for (written, line) in imports.chain(mentions) {
                let Some(found) = self.definition(&written) else { continue };
                let is_own = |face: &&[String]| {
                    face.len() < module.home.len() && module.home.starts_with(face)
                };
                let is_inside = module.home.starts_with(found.module);
                if found.faces.iter().any(is_own) && !is_inside {
                    let mut defined = found.module.to_vec();
                    defined.push(found.name);
                    borrowed.push(Borrowed { file: file.to_owned(), line, written, defined });
                }
            }
        }
        borrowed
    }

    /// Types of one name: the name with where each is defined.
    pub(super) fn namesakes(&self) -> BTreeMap<&'a str, Vec<(&'a str, usize)>> {
        let mut types: BTreeMap<&str, Vec<(&str, usize)>> = BTreeMap::new();
        for (file, module) in self.productive() {
            for (name, line) in &module.types {
                types.entry(name).or_default().push((file, *line));
            }
        }
        types.retain(|_, places| places.len() > 1);
        types
    }
}

fn reachable<'a>(edges: &'a Edges, from: &str) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(file) = open.pop() {
        for next in edges.get(file).into_iter().flat_map(BTreeMap::keys) {
            if seen.insert(next.as_str()) {
                open.push(next);
            }
        }
    }
    seen
}
