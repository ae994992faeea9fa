//! The package: what it lists is there, what the shipped provinces need is in it, and its units are those that
//! `tthc schedule` prints.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use std::path::{Path, PathBuf};
use std::process::Command;

use toml::{Table, Value};
use tthc::pipeline::load;

use crate::case::Case;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// What a package takes from where, and where it puts that.
struct Asset {
    from: String,
    to: String,
}

fn assets() -> Vec<Asset> {
    let manifest: Table = text("Cargo.toml").parse().unwrap();
    let assets = manifest["package"]["metadata"]["deb"]["assets"].as_array().unwrap();
    let word = |asset: &Value, at: usize| asset[at].as_str().unwrap().to_owned();
    assets.iter().map(|asset| Asset { from: word(asset, 0), to: word(asset, 1) }).collect()
}

impl Asset {
    /// Where it puts a file; `None` where it does not take it.
    fn place(&self, file: &str) -> Option<String> {
        let pattern: Vec<&str> = self.from.split('/').collect();
        let path: Vec<&str> = file.split('/').collect();
        if !fits(&pattern, &path) {
            return None;
        }
        // Below the first part with a star the folders stay as they are.
        let fixed = pattern.iter().take_while(|part| !part.contains('*')).count();
        let rest = if fixed < pattern.len() { &path[fixed..] } else { &path[path.len() - 1..] };
        let to = self.to.strip_suffix('/');
        Some(to.map_or_else(|| self.to.clone(), |to| format!("{to}/{}", rest.join("/"))))
    }
}

fn fits(pattern: &[&str], path: &[&str]) -> bool {
    match (pattern.split_first(), path.split_first()) {
        (None, None) => true,
        (Some((&"**", rest)), _) => (0..=path.len()).any(|skipped| fits(rest, &path[skipped..])),
        (Some((part, pattern)), Some((name, path))) => is_like(part, name) && fits(pattern, path),
        _ => false,
    }
}

/// Whether a name is as a pattern says, whose stars stand for anything.
fn is_like(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => name.strip_prefix(start).is_some_and(|name| {
            name.char_indices()
                .map(|(at, _)| at)
                .chain([name.len()])
                .any(|at| is_like(rest, &name[at..]))
        }),
    }
}

#[test]
fn stars_stand_for_names_and_two_of_them_for_folders() {
    let asset = |from: &str| Asset { from: from.to_owned(), to: "usr/x/".to_owned() };
    for (from, file, to) in [
        ("a/**/*", "a/b/c.csv", Some("usr/x/b/c.csv")),
        ("a/**/*", "a/c.csv", Some("usr/x/c.csv")),
        ("a/*-20*/**/*", "a/p-2023/d/e.xlsx", Some("usr/x/p-2023/d/e.xlsx")),
        ("a/*-20*/**/*", "a/formats/e.xlsx", None),
        ("a/b", "a/b", Some("usr/x/b")),
        ("a/*", "a/b/c", None),
    ] {
        assert_eq!(asset(from).place(file).as_deref(), to, "{from} {file}");
    }
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] }).collect()
}

/// Every file of a province lies in the package as it lies here, so that what is declared finds its files.
#[test]
fn the_package_holds_all_that_the_shipped_provinces_need() {
    let mut pipelines = below(&root().join("pipelines"));
    pipelines.retain(|path| path.parent() == Some(&root().join("pipelines")));
    pipelines.retain(|path| !path.ends_with("metrics.toml"));
    assert!(pipelines.len() >= 2, "{pipelines:?}");
    let assets = assets();
    for path in pipelines {
        let pipeline = load(&path).unwrap();
        let declared = pipeline.files.iter().map(|file| file.path.clone());
        let sent = below(&pipeline.inbox);
        assert!(!sent.is_empty(), "{}", path.display());
        for file in declared.chain(sent) {
            let file = file.canonicalize().unwrap();
            let file = file.strip_prefix(root()).unwrap().to_str().unwrap();
            let places: Vec<String> = assets.iter().filter_map(|asset| asset.place(file)).collect();
            assert_eq!(places, [format!("usr/share/tthc/{file}")], "{file}");
        }
    }
}

#[test]
fn what_the_package_lists_is_there() {
    let all: Vec<String> = ["README.md", "CHANGELOG.md", "LICENSE"].map(str::to_owned).to_vec();
    let folders = ["packaging", "pipelines", "fixtures", "docs"].map(|folder| root().join(folder));
    let here = folders.iter().flat_map(|folder| below(folder));
    let here = here.map(|path| path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned());
    let here: Vec<String> = all.into_iter().chain(here).collect();
    for asset in assets() {
        let made = asset.from.starts_with("target/");
        let taken = here.iter().any(|file| asset.place(file).is_some());
        assert!(made || taken, "{} is nothing", asset.from);
    }
    for script in ["packaging/deb", "packaging/debian/postinst", "packaging/debian/postrm"] {
        let read = Command::new("bash").args(["-n", script]).current_dir(root()).status().unwrap();
        assert!(read.success(), "{script}");
    }
}

/// The units of the package bind a run by what those bind it by that are printed for a province.
#[test]
fn units_are_as_hard_as_those_that_are_printed() {
    let case = Case::new().declare(
        "[[ranking]]\nid = \"departments\"",
        "[schedule]\nat = \"01:00\"\n\n[[ranking]]\nid = \"departments\"",
    );
    let printed = case.tthc(&["schedule", "pipelines/thu.toml", "--systemd", "--lang", "en"]);
    let printed = printed.says_anything().exit(0).stdout;
    let units = text("packaging/systemd/tthc@.service") + &text("packaging/systemd/tthc@.timer");
    // What names this province and its folders, and who is told that it failed.
    let own = [
        "Description=",
        "RequiresMountsFor=",
        "OnFailure=",
        "User=",
        "WorkingDirectory=",
        "ExecStart=",
        "ReadWritePaths=",
        "Unit=",
    ];
    let failed = printed.find("-failed.service\n[Unit]").unwrap();
    let lines =
        printed[..failed].lines().filter(|line| !line.starts_with("# /etc") && !line.is_empty());
    for line in lines.filter(|line| !own.iter().any(|key| line.starts_with(key))) {
        assert!(units.lines().any(|unit| unit == line), "the package lacks {line}\n{printed}");
    }
    assert!(!units.lines().any(|line| line == "User=root"));
}

/// The image is built with a Rust that is new enough, from what is in the repository.
#[test]
fn the_image_is_made_of_what_is_there() {
    let file = text("Containerfile");
    let manifest: Table = text("Cargo.toml").parse().unwrap();
    let version = manifest["package"]["rust-version"].as_str().unwrap();
    assert!(file.contains(&format!("rust:{version}-")), "{version}");
    let copied = file.lines().filter_map(|line| line.strip_prefix("COPY --from=build /src/"));
    let copied: Vec<&str> = copied.filter_map(|line| line.split(' ').next()).collect();
    assert!(copied.len() >= 3);
    for path in copied {
        assert!(root().join(path).exists(), "{path}");
    }
    assert!(file.contains("\nUSER tthc\n"));
}
