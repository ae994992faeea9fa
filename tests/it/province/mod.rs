//! A province of submissions, each office in a mess of its own, against the known truth of the fixtures.
//!
//! The 31 files of the demonstration inbox are typed in again the way offices type them: other layouts, wordings,
//! encodings and formats, with faults planted at known cells. One run of the program reads them all; every value is
//! then compared at its cell. What is typed where nothing is meant (`-`) is no figure and nothing may be read there.

#![expect(clippy::unwrap_used, reason = "a file that cannot be made fails the test")]

mod inbox;
mod layout;
mod mess;
mod offices;
mod paper;
mod plant;
mod score;
mod script;
mod source;
mod typing;
mod write;

use inbox::Inbox;
use mess::Messes;
use paper::Page;
use score::Score;
pub(crate) use write::{Format, Letters};

/// Grids as a file of any format.
pub(crate) fn drawn(format: Format, sheets: &[(&str, &str)]) -> Vec<u8> {
    let pages: Vec<Page> = sheets.iter().map(|(name, grid)| Page::drawn(name, grid)).collect();
    write::file(&pages, format, Messes(&[]))
}

/// What the program makes of such an inbox.
pub(crate) fn many_findings() -> crate::truth::Done {
    let home = tempfile::tempdir().unwrap();
    Inbox::new().write(home.path());
    let folder = home.path().to_str().unwrap();
    crate::truth::run("pipelines/nightly.toml", "2023-Q3", &["--inbox", folder, "--publish"])
}

/// Values that have to be read right, of a thousand.
const RIGHT: usize = 995;

/// One run of the program on an inbox.
fn read(inbox: &Inbox) -> Score {
    let home = tempfile::tempdir().unwrap();
    inbox.write(home.path());
    let folder = home.path().to_str().unwrap();
    let done =
        crate::truth::run("pipelines/nightly.toml", "2023-Q3", &["--inbox", folder, "--publish"]);
    let messages = String::from_utf8_lossy(&done.output.stderr);
    assert_eq!(done.exit_code(), Some(0), "{messages}");
    let score = Score::of(inbox, &done.table("observations"), &done.table("findings"));
    let complaints = [
        ("read for a wrong unit", &score.elsewhere),
        ("wrong without a finding", &score.unsaid),
        ("not named at its cell", &score.unnamed),
    ];
    for (what, places) in complaints {
        let shown: Vec<&str> = places.iter().take(20).map(String::as_str).collect();
        let (count, shown) = (places.len(), shown.join("\n  "));
        assert!(places.is_empty(), "{what}: {count}\n  {shown}\n{}", score.table);
    }
    assert!(score.right * 1_000 >= score.values * RIGHT, "{}", score.table);
    score
}

/// What stands in the page for the analyst is what comes out.
#[test]
fn a_province_in_a_mess_is_understood() {
    let score = read(&Inbox::new());
    let readme = include_str!("../../../docs/analyst.md").replace('\n', " ");
    for figure in score.published() {
        assert!(readme.contains(&figure), "docs/analyst.md does not say `{figure}`");
    }
    insta::assert_snapshot!("province", score.table);
}

/// The same messes in other hands, without planted faults: whatever is an error then is a false alarm.
#[test]
fn messes_change_hands() {
    for by in [1, 4, 7] {
        let score = read(&Inbox::turned(by));
        assert!(score.alarms.is_empty(), "{by}:\n{}\n{}", score.alarms.join("\n"), score.table);
    }
}
