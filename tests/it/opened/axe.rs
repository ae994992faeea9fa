//! What axe-core finds against those who read a page by keys, by ear or with weak eyes. It is licensed otherwise than this
//! program and lies outside of it: where `TTHC_AXE` names its file, it is asked.

use std::path::Path;

use super::{CARDS, Opened};
use crate::browser::Tab;
use crate::published;
use crate::truth::NIGHTLY;

/// The script, where it is named; that it is not is said.
#[expect(clippy::print_stderr, reason = "whoever runs the tests is told what was not looked at")]
pub(crate) fn script() -> Option<String> {
    let Some(file) = std::env::var_os("TTHC_AXE") else {
        eprintln!("left out, for TTHC_AXE names no axe-core: {}", file!());
        return None;
    };
    let file = Path::new(&file);
    let script = std::fs::read_to_string(file);
    Some(script.unwrap_or_else(|error| panic!("TTHC_AXE={}: {error}", file.display())))
}

/// The rules that are broken, with where.
#[track_caller]
pub(crate) fn broken(tab: &Tab, axe: &str) -> Vec<String> {
    tab.eval(&format!("{axe}; typeof axe"));
    let run = "axe.run(document, {resultTypes: ['violations']}).then(found => found.passes.length < 10 ? ['nothing was looked at'] :
        found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id} (${rule.impact}): ${node.html.slice(0, 200)}`)))";
    serde_json::from_value(tab.eval(run)).unwrap()
}

/// Light, dark, on a telephone, with a card.
#[test]
fn axe_finds_nothing_against_the_page() {
    let (Some(axe), Some(page)) = (script(), Opened::done(&published::RUN)) else { return };
    for (width, phone) in [(1280, false), (390, true)] {
        for scheme in ["light", "dark"] {
            page.tab.size(width, 844, phone).prefers(scheme, "");
            let tab = page.go("");
            assert_eq!(broken(tab, &axe), [""; 0], "{width} {scheme}");
            tab.click("section tbody a").until(&format!("{CARDS}.length === 1"));
            assert_eq!(broken(tab, &axe), [""; 0], "{width} {scheme}, an open card");
        }
    }
    let Some(page) = Opened::done(&NIGHTLY) else { return };
    assert_eq!(broken(page.go(""), &axe), [""; 0], "several long lists");
    // What is wrong would be found.
    page.tab.eval("document.querySelector('section h2').outerHTML = '<img src=\"data:,\"><a href=\"#\" style=\"color: #ccc\">đây</a>'");
    let found = broken(&page.tab, &axe).join("\n");
    for rule in ["image-alt", "color-contrast"] {
        assert!(found.contains(rule), "{rule}: {found}");
    }
}
