//! One file of the program as the layer rules see it: what it names, calls and expands, and which modules stand in
//! it with what they define and import.

#![expect(clippy::expect_used, reason = "a source that is no Rust fails the test")]

use std::collections::BTreeSet;

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, File, Item, ItemMod, ItemUse, Macro, Meta, Path, UseTree};

/// A path that a source names, from the crate (`crate::…`), from a foreign crate or from where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) names: Vec<String>,
    pub(super) renamed: bool,
    pub(super) line: usize,
}

/// A name and the line that it stands on.
pub(super) type Word = (String, usize);

#[derive(Debug, Default)]
pub(super) struct Source {
    /// All paths of more than one name and all that `use` brings, with `self` and `super` resolved.
    pub(super) paths: Vec<Named>,
    /// Macros that are expanded.
    pub(super) macros: Vec<Word>,
    /// Last names of functions that are called.
    pub(super) calls: Vec<Word>,
    /// Methods that are called.
    pub(super) methods: Vec<Word>,
    /// The module of the file first, then those inside it.
    pub(super) modules: Vec<Module>,
    /// Modules in files of their own that stand under `#[cfg(test)]`.
    pub(super) tests: Vec<Vec<String>>,
}

#[derive(Debug, Default)]
pub(super) struct Module {
    /// `crate::a::b`.
    pub(super) home: Vec<String>,
    /// Whether it stands under `#[cfg(test)]`.
    pub(super) tests: bool,
    pub(super) items: BTreeSet<String>,
    pub(super) types: Vec<Word>,
    pub(super) imports: Vec<Import>,
    /// Paths in its text as they are written, of one name too.
    pub(super) mentions: Vec<Named>,
}

#[derive(Debug, Clone)]
pub(super) struct Import {
    /// What it is called here; `*` for all of a module.
    pub(super) local: String,
    /// Where it comes from, with `self` and `super` resolved.
    pub(super) target: Vec<String>,
    pub(super) public: bool,
    pub(super) line: usize,
}

impl Module {
    /// What a name that is imported here stands for.
    pub(super) fn import(&self, name: &str) -> Option<&Import> {
        self.imports.iter().find(|import| import.local == name)
    }

    pub(super) fn globs(&self) -> impl Iterator<Item = &Import> {
        self.imports.iter().filter(|import| import.local == "*")
    }
}

/// Takes a file of the program apart.
///
/// # Panics
/// It is no Rust.
pub(super) fn source(path: &str, text: &str) -> Source {
    let file: File = syn::parse_file(text).expect(path);
    let mut source = Source::default();
    let home = module_of(path);
    source.modules.push(Module { home, ..Module::default() });
    defined(&mut source.modules[0], &file.items);
    let mut walk = Walk { source: &mut source, at: 0 };
    walk.visit_file(&file);
    source
}

/// `src/a/b.rs` is `crate::a::b`.
fn module_of(path: &str) -> Vec<String> {
    let inside = path.strip_prefix("src/").unwrap_or(path).trim_end_matches(".rs");
    let names = inside.split('/').filter(|name| !matches!(*name, "mod" | "lib" | "main"));
    std::iter::once("crate").chain(names).map(str::to_owned).collect()
}

fn defined(module: &mut Module, items: &[Item]) {
    for item in items {
        let (name, is_type) = match item {
            Item::Const(item) => (&item.ident, false),
            Item::Enum(item) => (&item.ident, true),
            Item::Fn(item) => (&item.sig.ident, false),
            Item::Static(item) => (&item.ident, false),
            Item::Struct(item) => (&item.ident, true),
            Item::Trait(item) => (&item.ident, true),
            Item::Type(item) => (&item.ident, true),
            Item::Union(item) => (&item.ident, true),
            Item::Macro(item) => match &item.ident {
                Some(name) => (name, false),
                None => continue,
            },
            _ => continue,
        };
        module.items.insert(name.to_string());
        if is_type {
            module.types.push((name.to_string(), line_of(name.span())));
        }
    }
}

fn line_of(span: Span) -> usize {
    span.start().line
}

struct Walk<'a> {
    source: &'a mut Source,
    /// The module that is walked through, in `source.modules`.
    at: usize,
}

impl Walk<'_> {
    fn module(&mut self) -> &mut Module {
        &mut self.source.modules[self.at]
    }

    fn mention(&mut self, names: Vec<String>, line: usize) {
        let is_path = names.len() > 1;
        let resolved = resolved(&self.module().home, names);
        if is_path {
            self.source.paths.push(Named { names: resolved.clone(), renamed: false, line });
        }
        self.module().mentions.push(Named { names: resolved, renamed: false, line });
    }

    /// Reads one branch of a `use` tree.
    fn imports(&mut self, tree: &UseTree, before: &[String], public: bool) {
        let with = |name: &syn::Ident| {
            let mut names = before.to_vec();
            // `a::{self}` is `a`.
            if name != "self" || before.is_empty() {
                names.push(name.to_string());
            }
            names
        };
        match tree {
            UseTree::Path(path) => self.imports(&path.tree, &with(&path.ident), public),
            UseTree::Group(group) => {
                group.items.iter().for_each(|item| self.imports(item, before, public));
            }
            UseTree::Name(name) => {
                let names = with(&name.ident);
                let local = names.last().cloned().unwrap_or_default();
                self.import(names, local, false, public, name.ident.span());
            }
            UseTree::Rename(rename) => {
                let local = rename.rename.to_string();
                self.import(with(&rename.ident), local, true, public, rename.ident.span());
            }
            UseTree::Glob(glob) => {
                let mut names = before.to_vec();
                names.push("*".to_owned());
                self.import(names, "*".to_owned(), false, public, glob.star_token.spans[0]);
            }
        }
    }

    fn import(
        &mut self,
        names: Vec<String>,
        local: String,
        renamed: bool,
        public: bool,
        span: Span,
    ) {
        let line = line_of(span);
        let target = resolved(&self.module().home, names);
        self.source.paths.push(Named { names: target.clone(), renamed, line });
        self.module().imports.push(Import { local, target, public, line });
    }

    /// What stands in the tokens of a macro or an attribute, which are no syntax tree.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut flat = Vec::new();
        flatten(tokens, &mut flat);
        let text = |i: usize| flat.get(i).map_or("", |token: &Word| token.0.as_str());
        let mut found = Vec::new();
        let mut at = 0;
        while at < flat.len() {
            if !is_name(text(at)) {
                at += 1;
                continue;
            }
            let (from, line) = (at, flat[at].1);
            let mut names = vec![flat[at].0.clone()];
            while text(at + 1) == ":" && text(at + 2) == ":" && is_name(text(at + 3)) {
                names.push(flat[at + 3].0.clone());
                at += 3;
            }
            let is_method = from > 0 && text(from - 1) == ".";
            found.push((names, line, is_method, text(at + 1).to_owned()));
            at += 1;
        }
        for (names, line, is_method, next) in found {
            let last = names.last().cloned().unwrap_or_default();
            match (next.as_str(), is_method) {
                ("!", _) => self.source.macros.push((last, line)),
                ("(", true) => self.source.methods.push((last, line)),
                ("(", false) => self.source.calls.push((last, line)),
                _ => {}
            }
            if !is_method {
                self.mention(names, line);
            }
        }
    }
}

fn flatten(tokens: TokenStream, into: &mut Vec<Word>) {
    for token in tokens {
        let line = line_of(token.span());
        match token {
            TokenTree::Group(group) => {
                into.push(("(".to_owned(), line));
                flatten(group.stream(), into);
                into.push((")".to_owned(), line));
            }
            TokenTree::Literal(_) => into.push(("\"".to_owned(), line)),
            token => into.push((token.to_string(), line)),
        }
    }
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        Meta::Path(path) => path.is_ident("test"),
        Meta::NameValue(_) => false,
    })
}

impl<'ast> Visit<'ast> for Walk<'_> {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        let mut home = self.module().home.clone();
        home.push(item.ident.to_string());
        let tests = self.module().tests || is_test(&item.attrs);
        let Some((_, items)) = &item.content else {
            self.source.tests.extend(tests.then_some(home));
            return;
        };
        let outside = self.at;
        let mut module = Module { home, tests, ..Module::default() };
        defined(&mut module, items);
        self.source.modules.push(module);
        self.at = self.source.modules.len() - 1;
        visit::visit_item_mod(self, item);
        self.at = outside;
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let public = !matches!(item.vis, syn::Visibility::Inherited);
        self.imports(&item.tree, &[], public);
    }

    /// `pub(in a::b)` tells who may see, not what is known.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    fn visit_path(&mut self, path: &'ast Path) {
        let names = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let line = path.segments.first().map_or(0, |segment| line_of(segment.ident.span()));
        self.mention(names, line);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        if let Some(name) = call.path.segments.last() {
            self.source.macros.push((name.ident.to_string(), line_of(name.ident.span())));
        }
        self.tokens(call.tokens.clone());
        visit::visit_macro(self, call);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
        }
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if let syn::Expr::Path(called) = &*call.func
            && let Some(name) = called.path.segments.last()
        {
            self.source.calls.push((name.ident.to_string(), line_of(name.ident.span())));
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.source.methods.push((call.method.to_string(), line_of(call.method.span())));
        visit::visit_expr_method_call(self, call);
    }
}

/// `self` and `super` at the beginning of a path in a module, followed.
pub(super) fn resolved(home: &[String], names: Vec<String>) -> Vec<String> {
    let ups = names.iter().take_while(|name| *name == "super").count();
    let own = names.len() > 1 && names[0] == "self";
    match (ups, own) {
        (0, false) => names,
        (0, true) => {
            let rest = names.into_iter().skip(1);
            // `self::super::a` is `super::a`.
            let rest: Vec<String> = rest.collect();
            let ups = rest.iter().take_while(|name| *name == "super").count();
            up(home, ups, rest)
        }
        _ => up(home, ups, names),
    }
}

fn up(home: &[String], ups: usize, names: Vec<String>) -> Vec<String> {
    let kept = home.len().saturating_sub(ups).max(1);
    home[..kept].iter().cloned().chain(names.into_iter().skip(ups)).collect()
}
