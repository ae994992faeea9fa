//! Each rule is seen to fail on a tree in which somebody broke it.

use super::{LAYERS, READING_HALF, Tree, faults};

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
    const CLAP: &str = "src/cli/";
    for (path, body, name, places) in [
        ("src/ingest/file.rs", "use cfb::Stream;", "cfb", CFB),
        (
            "src/publish/book.rs",
            "use rust_xlsxwriter::Workbook;",
            "rust_xlsxwriter",
            "src/publish/write/",
        ),
        ("src/run/mod.rs", "fn a() -> clap::Command {}", "clap", CLAP),
        ("src/text/a.rs", "use {std::fmt, clap as c};", "clap", CLAP),
        (
            "src/rank/a.rs",
            "fn a() { serde_json::json!({}) }",
            "serde_json",
            "src/check/page.rs, src/inspection/, src/publish/check_page/, src/publish/page/json.rs, src/store/, src/run/, src/cli/",
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
    assert_eq!(planted("src/compare/a.rs", "use rayon::join;").len(), 1);
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
        let fault = format!("src/run/a.rs:2: `{what}` prints, only src/cli/terminal.rs may");
        assert_eq!(planted("src/run/a.rs", body), [fault]);
        assert_eq!(planted("src/cli/terminal.rs", body), [""; 0]);
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
            "src/lib.rs:27: `pub fn run() {}` is neither doc comment nor `pub mod`",
            "src/lib.rs: run is not listed"
        ]
    );
    assert_eq!(
        with(&|lib| lib.replace("pub mod model;\n", "") + "pub mod model;\n"),
        ["src/lib.rs:29: model stands above cli"]
    );
    assert_eq!(
        with(&|lib| format!("{lib}pub mod extra;\n")),
        ["src/lib.rs:30: extra stands in no layer"]
    );
    assert_eq!(
        with(&|lib| format!("{lib}mod cli;\n")),
        ["src/lib.rs:30: `mod cli;` is neither doc comment nor `pub mod`"]
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
        ("/// XXX\nconst A: u8 = 0;", "XXX"),
    ] {
        let fault = format!("src/rank/a.rs:2: `{what}` is left behind");
        assert_eq!(planted("src/rank/a.rs", body), [fault]);
    }
    let mut tree = sound();
    tree.insert("src/rank/a.rs".to_owned(), "use std::fmt;\n".to_owned());
    assert_eq!(faults(&tree), ["src/rank/a.rs: does not begin with a `//!` head"]);
}

/// The faults of the sound tree with some files put in.
fn planted_files(files: &[(&str, &str)]) -> Vec<String> {
    let mut tree = sound();
    for (path, body) in files {
        tree.insert((*path).to_owned(), format!("//! Planted.\n{body}\n"));
    }
    faults(&tree)
}

#[test]
fn files_that_know_each_other_in_a_circle_are_a_fault() {
    let two = [
        ("src/rank/mod.rs", "mod a;\nmod b;"),
        ("src/rank/a.rs", "use super::b::B;\npub(super) struct A(B);"),
        ("src/rank/b.rs", "pub(super) struct B;\nfn a() -> super::a::A { todo() }"),
    ];
    assert_eq!(
        planted_files(&two),
        ["files that know each other in a circle: src/rank/a.rs:2: B of src/rank/b.rs, \
          src/rank/b.rs:3: A of src/rank/a.rs"]
    );
    // Through the face of a room, and over a third.
    let three = [
        ("src/rank/mod.rs", "mod a;\nmod b;\nmod c;\npub(super) use c::C;\nfn f() { b::g() }"),
        ("src/rank/a.rs", "pub(super) struct A(crate::rank::c::C);"),
        ("src/rank/b.rs", "use super::a;\npub(super) fn g() { a::A::new(); }"),
        ("src/rank/c.rs", "pub(super) struct C;\nfn h() { super::f() }"),
    ];
    assert_eq!(
        planted_files(&three),
        ["files that know each other in a circle: src/rank/a.rs:2: C of src/rank/c.rs, \
          src/rank/b.rs:3: A of src/rank/a.rs, src/rank/c.rs:3: f of src/rank/mod.rs, \
          src/rank/mod.rs:6: g of src/rank/b.rs"]
    );
    let in_tests = [
        ("src/rank/mod.rs", "mod a;\nmod b;"),
        ("src/rank/a.rs", "use super::b::B;\npub(super) struct A(B);"),
        (
            "src/rank/b.rs",
            "pub(super) struct B;\n#[cfg(test)]\nmod tests { use super::super::a::A; }",
        ),
    ];
    assert_eq!(planted_files(&in_tests), [""; 0]);
}

#[test]
fn a_name_from_the_face_of_the_own_room_is_a_fault() {
    let at = |body: &str| {
        planted_files(&[
            (
                "src/run/mod.rs",
                "mod error;\nmod night;\nuse night::Night;\npub use error::RunError;",
            ),
            ("src/run/error.rs", "pub struct RunError;"),
            ("src/run/night/mod.rs", "pub(super) struct Night;\nmod stages;"),
            ("src/run/night/stages.rs", body),
        ])
    };
    for (body, written) in [
        ("use super::super::RunError;", "crate::run::RunError"),
        ("use crate::run::RunError as E;", "crate::run::RunError"),
        ("fn a() -> super::super::RunError { b() }", "crate::run::RunError"),
    ] {
        let fault = format!(
            "src/run/night/stages.rs:2: `{written}` is defined elsewhere, take it from there \
             (`crate::run::error::RunError`)"
        );
        assert_eq!(at(body), [fault], "{body}");
    }
    assert_eq!(at("use super::super::error::RunError;\nuse super::Night;"), [""; 0]);
    assert_eq!(planted("src/cli/a.rs", "use crate::run::RunError;"), [""; 0]);
}

#[test]
fn a_word_for_two_things_is_a_fault() {
    let two = [("src/rank/a.rs", "struct Made;"), ("src/publish/a.rs", "enum Made {}")];
    assert_eq!(planted_files(&two), ["Made means 2 things: src/publish/a.rs:2, src/rank/a.rs:2"]);
    let formats =
        [("src/read/xls/a.rs", "struct Layout;"), ("src/read/ods/a.rs", "struct Layout;")];
    assert_eq!(planted_files(&formats), [""; 0]);
    let twice = [("src/read/xls/a.rs", "struct Layout;"), ("src/read/xls/b.rs", "struct Layout;")];
    assert_eq!(planted_files(&twice).len(), 1);
    let tests = [
        ("src/rank/a.rs", "struct Made;"),
        ("src/publish/a.rs", "#[cfg(test)]\nmod tests { struct Made; }"),
    ];
    assert_eq!(planted_files(&tests), [""; 0]);
}
