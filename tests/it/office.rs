//! LibreOffice, which opens what is published as an office opens it, and what it makes of it. Where it is not installed a
//! test says that it looked at nothing and passes; with `TTHC_OFFICE=require` it fails.

#![expect(clippy::unwrap_used, reason = "an office that does not open a file fails the test")]
#![expect(clippy::disallowed_methods, reason = "files for LibreOffice lie in a temporary folder")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// What a test starts: LibreOffice, and the reader of what it prints.
const PROGRAMS: [&str; 2] = ["soffice", "pdftotext"];
/// Seconds after which it is given up.
const PATIENCE: &str = "240";

/// The settings of an office that calculates every formula of a workbook when it opens it.
const ALWAYS_CALCULATED: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"#;

/// An office with a folder and a profile of its own, so that several can be open at once.
pub(crate) struct Office {
    home: TempDir,
}

/// What a file looks like on paper: the text of each page.
pub(crate) struct Paper {
    pub(crate) pages: Vec<String>,
}

impl Office {
    /// `None` where there is none, which is said.
    #[track_caller]
    #[expect(
        clippy::print_stderr,
        reason = "whoever runs the tests is told what was not looked at"
    )]
    pub(crate) fn open() -> Option<Self> {
        let paths: Vec<PathBuf> =
            std::env::var_os("PATH").iter().flat_map(std::env::split_paths).collect();
        let is_there = |name: &&str| paths.iter().any(|path| path.join(name).is_file());
        let missing: Vec<&str> = PROGRAMS.into_iter().filter(|name| !is_there(name)).collect();
        if missing.is_empty() {
            return Some(Self { home: TempDir::new().unwrap() });
        }
        let missing = missing.join(", ");
        assert!(std::env::var("TTHC_OFFICE").as_deref() != Ok("require"), "no {missing} here");
        eprintln!("left out, for there is no {missing}: {}", std::panic::Location::caller());
        None
    }

    /// Converts files by one start of the program; their names tell what they are. Starts are dear.
    #[track_caller]
    pub(crate) fn convert(&self, files: &[(&str, &[u8])], to: &str) -> Vec<Vec<u8>> {
        self.converted("profile", files, to)
    }

    /// What it makes of workbooks when it calculates every formula anew, by one start of the program. To convert them is
    /// not enough: what stands in a file as the result of a formula is taken as it is.
    #[track_caller]
    pub(crate) fn recalculate(&self, files: &[(&str, &[u8])]) -> Vec<Vec<u8>> {
        let user = self.home.path().join("calculating/user");
        std::fs::create_dir_all(&user).unwrap();
        std::fs::write(user.join("registrymodifications.xcu"), ALWAYS_CALCULATED).unwrap();
        self.converted("calculating", files, "xlsx")
    }

    #[track_caller]
    fn converted(&self, profile: &str, files: &[(&str, &[u8])], to: &str) -> Vec<Vec<u8>> {
        let made = self.home.path().join(format!("{profile}-as-{to}"));
        let said = self.start(profile, files, to, &made);
        let read = |(name, _): &(&str, &[u8])| {
            let file = made.join(name).with_extension(to);
            std::fs::read(&file).unwrap_or_else(|error| panic!("{name}: {error}; {said}"))
        };
        files.iter().map(read).collect()
    }

    /// Converts files into a folder; what was said about it.
    fn start(&self, profile: &str, files: &[(&str, &[u8])], to: &str, made: &Path) -> String {
        let into = self.home.path().join("in");
        std::fs::create_dir_all(&into).unwrap();
        for (name, bytes) in files {
            std::fs::write(into.join(name), bytes).unwrap();
        }
        let profile =
            format!("-env:UserInstallation=file://{}/{profile}", self.home.path().display());
        let output = Command::new("timeout")
            .args([PATIENCE, PROGRAMS[0], "--headless", "--norestore", &profile])
            .args(["--convert-to", to, "--outdir"])
            .arg(made)
            .args(files.iter().map(|(name, _)| into.join(name)))
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    /// What each sheet of a workbook shows in each cell that shows anything, in English figures.
    #[track_caller]
    pub(crate) fn shown(&self, bytes: &[u8]) -> BTreeMap<String, BTreeMap<(u32, u32), String>> {
        let (made, name) = (self.home.path().join("as-shown"), "so.xlsx");
        let _ = std::fs::remove_dir_all(&made);
        // Commas and quotes in UTF-8, cells as they are shown, a file a sheet.
        let to = "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true,true,false,false,-1";
        self.start("profile", &[(name, bytes)], to, &made);
        let sheets = std::fs::read_dir(&made).unwrap().map(|file| {
            let file = file.unwrap().path();
            let sheet = file.file_stem().unwrap().to_str().unwrap().replacen("so-", "", 1);
            let mut reader = csv::ReaderBuilder::new();
            let reader = reader.has_headers(false).flexible(true).from_path(&file);
            let rows = (0..).zip(reader.unwrap().into_records());
            let cells = rows.flat_map(|(row, record)| {
                let record = record.unwrap();
                let texts = (0..).zip(record.iter().map(str::to_owned)).collect::<Vec<_>>();
                texts.into_iter().map(move |(column, text)| ((row, column), text))
            });
            (sheet, cells.filter(|(_, text)| !text.is_empty()).collect())
        });
        sheets.collect()
    }

    /// Prints files, by one start of the program.
    #[track_caller]
    pub(crate) fn print(&self, files: &[(&str, &[u8])]) -> Vec<Paper> {
        self.convert(files, "pdf").iter().map(|pdf| self.paper(pdf)).collect()
    }

    /// What stands on each page of a PDF.
    pub(crate) fn paper(&self, pdf: &[u8]) -> Paper {
        let file = self.home.path().join("printed.pdf");
        std::fs::write(&file, pdf).unwrap();
        let text = Command::new(PROGRAMS[1]).arg(&file).arg("-").output().unwrap();
        let text = String::from_utf8(text.stdout).unwrap();
        // Each page ends with a form feed.
        let pages = text.strip_suffix('\u{c}').unwrap_or(&text).split('\u{c}');
        Paper { pages: pages.map(str::to_owned).collect() }
    }
}

impl Paper {
    /// Words that stand whole in a line less often than they should. Where a font lacks letters others stand in for it,
    /// and what reads the paper sees gaps inside of words, so gaps are passed over.
    pub(crate) fn cut<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Vec<String> {
        let lines = self.pages.iter().flat_map(|page| page.lines());
        let lines: Vec<String> =
            lines.map(|line| line.split_whitespace().collect::<String>()).collect();
        let mut words: BTreeMap<&str, usize> = BTreeMap::new();
        for word in texts.flat_map(str::split_whitespace) {
            *words.entry(word).or_default() += 1;
        }
        let stands =
            |word: &str| lines.iter().map(|line| line.matches(word).count()).sum::<usize>();
        words.retain(|word, times| stands(word) < *times);
        words.into_keys().map(str::to_owned).collect()
    }
}
