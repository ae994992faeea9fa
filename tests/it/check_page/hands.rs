//! The page in the hands of an official: chosen by mouse and by keys, dropped, light, dark, on a telephone, on paper; what a hostile
//! file leaves of it; a long sheet.

use serde_json::{Value, json};

use super::{DONE, Desk};
use crate::grid::{HEAD_3, under, xlsx};
use crate::opened::axe;
use crate::reading::LOC_NINH;

/// A form with a wrong total.
fn wrong() -> Vec<u8> {
    xlsx(&[("Phụ lục 3", &under(HEAD_3, &LOC_NINH.replacen("| 60 ", "| 61 ", 1)))])
}

fn state(desk: &Desk) -> String {
    desk.tab.text("document.querySelector('#state').textContent")
}

#[test]
fn a_dropped_file_is_checked_and_nothing_is_asked_of_a_network() {
    let Some(desk) = Desk::nightly() else { return };
    let bytes = json!(wrong());
    let tab = &desk.tab;
    tab.eval(&format!(
        "(() => {{ const data = new DataTransfer(); data.items.add(new File([new Uint8Array({bytes})], '692.xlsx'));
        for (const kind of ['dragover', 'drop']) document.querySelector('#drop').dispatchEvent(new DragEvent(kind, {{dataTransfer: data, bubbles: true, cancelable: true}})) }})()"
    ));
    tab.until(DONE);
    let codes: Vec<String> = desk.found().into_iter().map(|told| told[1].clone()).collect();
    assert!(codes.contains(&"F201".to_owned()) && codes.contains(&"F203".to_owned()), "{codes:?}");
    // The worker is a part of the page, no request.
    let page = format!("file://{}", desk.page().display());
    let asked: Vec<String> =
        tab.requests().into_iter().filter(|url| !url.starts_with("blob:")).collect();
    assert_eq!(asked, [page]);
    assert_eq!(tab.console(), [""; 0]);
    for attempt in [
        "fetch('http://127.0.0.1/a')",
        "new Promise((_, no) => { const ask = new XMLHttpRequest(); ask.onerror = no; ask.open('GET', 'http://127.0.0.1/b'); ask.send() })",
    ] {
        let ended = tab.text(&format!("{attempt}.then(() => 'sent', () => 'refused')"));
        assert_eq!(ended, "refused", "{attempt}");
    }
}

#[test]
fn a_finding_leads_to_its_cell_and_back_by_keys_alone() {
    let Some(desk) = Desk::nightly() else { return };
    let file = desk.file("692.xlsx", &wrong());
    let tab = desk.tab.press("Tab");
    assert_eq!(tab.text("document.activeElement.id"), "files");
    tab.choose_by_key("Enter", &[file]).until(DONE);
    tab.until("document.activeElement.localName === 'h2'");
    tab.press("Tab").press("Tab").until("document.activeElement.matches('.kind a')");
    let place = tab.text("document.activeElement.textContent");
    tab.press("Enter").until("document.activeElement.matches('.sheet td.found.at')");
    let title = tab.text("document.activeElement.title");
    let cell = place.rsplit_once('!').unwrap().1;
    assert!(title.starts_with(&format!("{cell}: ")), "{place} leads to {title}");
    tab.press("Tab").until("document.activeElement.matches('td.found a')").press("Enter");
    tab.until("document.activeElement.matches('.kind li')");
    let back = tab.text("document.activeElement.querySelector('a').textContent");
    assert_eq!(back, place);
}

#[test]
fn axe_finds_nothing_against_the_page_of_a_check() {
    let (Some(axe), Some(desk)) = (axe::script(), Desk::nightly()) else { return };
    let files = [desk.file("692.xlsx", &wrong()), desk.file("hong.xlsx", b"PK\x03\x04")];
    for (width, phone) in [(1280, false), (360, true)] {
        for scheme in ["light", "dark"] {
            desk.tab.size(width, 800, phone).prefers(scheme, "");
            let tab = desk.open();
            assert_eq!(axe::broken(tab, &axe), [""; 0], "{width} {scheme}, before");
            desk.check(&files);
            assert_eq!(axe::broken(tab, &axe), [""; 0], "{width} {scheme}");
            let over = "document.documentElement.scrollWidth - innerWidth";
            assert!(tab.number(over) <= 0.0, "{width} moves sideways");
        }
    }
}

#[test]
fn paper_has_the_list_of_findings_and_no_pictures() {
    let Some(desk) = Desk::nightly() else { return };
    let tab = desk.check(&[desk.file("692.xlsx", &wrong())]).prefers("light", "print");
    let seen = "[...document.querySelectorAll('#drop, .sheet, button, .kind li, .verdict')].filter(e => e.checkVisibility()).map(e => e.localName + '.' + e.className)";
    let seen: Vec<String> = serde_json::from_value(tab.eval(seen)).unwrap();
    assert!(seen.contains(&"li.".to_owned()) && seen.contains(&"p.verdict mend".to_owned()));
    assert!(seen.iter().all(|part| part == "li." || part == "p.verdict mend"), "{seen:?}");
    assert!(tab.pdf().starts_with(b"%PDF"));
}

/// Whatever a file does to the engine, the next one is checked; and a good one beside it.
#[test]
fn a_hostile_file_leaves_the_page_usable() {
    let Some(desk) = Desk::nightly() else { return };
    let good = desk.file("692.xlsx", &wrong());
    let deep = format!("<html><table>{}", "<tr><td><table>".repeat(200_000));
    let odd = "<img src=x onerror=alert(1)>";
    let hostile = [
        desk.file("sau.xls", deep.as_bytes()),
        desk.file("cut.xlsx", &wrong()[..700]),
        desk.file("rong.xlsx", b""),
        desk.file("ten &amp; <b>.xlsx", &xlsx(&[("<b>", &format!("{odd} | </script>"))])),
    ];
    for file in &hostile {
        let said = desk.check(std::slice::from_ref(file)).text("document.querySelector('#state').textContent");
        assert!(said.starts_with("Đã đọc 1 tệp: 1 phải sửa"), "{}: {said}", file.display());
        assert_eq!(
            desk.tab.eval("document.querySelectorAll('#results img, #results script').length"),
            json!(0)
        );
        desk.check(&[file.clone(), good.clone()]);
        let codes: Vec<String> = desk
            .found()
            .into_iter()
            .filter(|told| told[0] == "692.xlsx")
            .map(|told| told[1].clone())
            .collect();
        assert!(codes.contains(&"F201".to_owned()), "beside {}: {codes:?}", file.display());
    }
    desk.check(&[good]);
    assert!(state(&desk).starts_with("Đã đọc 1 tệp"), "{}", state(&desk));
}

/// Where a browser gives no worker to a page from a disk, the page reads by itself.
#[test]
fn a_browser_without_workers_checks_all_the_same() {
    let Some(desk) = Desk::nightly() else { return };
    let file = desk.file("692.xlsx", &wrong());
    desk.check(std::slice::from_ref(&file));
    let with = desk.found();
    desk.open();
    desk.tab.eval(
        "window.Worker = class { constructor() { throw new DOMException('', 'SecurityError') } }",
    );
    desk.check(&[file]);
    assert_eq!(desk.found(), with);
    assert!(!with.is_empty());
}

/// Of a long sheet the rows around findings are drawn, the others when they are asked for.
#[test]
fn a_long_sheet_is_drawn_where_it_matters() {
    let Some(desk) = Desk::nightly() else { return };
    let line = |number| format!("    {number} | Lĩnh vực {number}{}\n", " | 1".repeat(10));
    let lines: String = (1..=10_000).map(line).collect();
    let body = format!("{}\n{lines}", LOC_NINH.replacen("| 60 ", "| 61 ", 1).trim_end());
    let form = xlsx(&[("Phụ lục 3", &under(HEAD_3, &body))]);
    let begin = std::time::Instant::now();
    let tab = desk.check(&[desk.file("dai.xlsx", &form)]);
    let (first, drawn) = (begin.elapsed(), "document.querySelectorAll('.sheet tbody tr').length");
    let rows = tab.number(drawn);
    assert!((100.0..2_000.0).contains(&rows), "{rows} rows after {first:?}");
    assert!(first.as_secs() < 60, "{first:?}");
    let cell: Vec<Value> = serde_json::from_value(
        tab.eval("[...document.querySelectorAll('td.found')].map(e => e.title)"),
    )
    .unwrap();
    assert!(!cell.is_empty(), "no finding is seen in the picture");
    tab.click(".sheet tbody button");
    assert!(tab.number(drawn) > rows);
    tab.click(".look-at .tools button");
    assert!(tab.number(drawn) > 10_000.0);
}
