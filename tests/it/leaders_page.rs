//! The page of all rankings: every figure as its table has it, text that stays text, nothing that is asked of a network, and
//! the same bytes however it came about. What a browser makes of it is looked at elsewhere.

#![expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a helper that fails fails the test; counts of files are small"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};
use tthc::model::Findings;
use tthc::table::{Rankings, Standing, StandingStatus};

use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, HEAD_5, under};
use crate::reading::{DONG_PHU, LOC_NINH, NOI_VU, SURVEY};
use crate::truth::{Done, NIGHTLY, run};

const PAGE: &str = "[page]\nfile = \"xep-hang.html\"\n";
const CLASSES: &str = "minimum-denominator = 30\nclass = [{ from-percent = 99, title = \"Tốt\" }, \
                       { from-percent = 0, title = \"Chưa tốt\" }]";
/// Most bytes of the page of a province.
const MOST_BYTES: usize = 600_000;

pub(crate) fn small() -> Case {
    let wrong = LOC_NINH.replace("| 90 | 85 | 5 | 10 | 8 | 2", "| 91 | 85 | 5 | 10 | 8 | 2");
    Case::new()
        .declare("[[workbook]]", &format!("{PAGE}\n[[workbook]]"))
        .file(
            "cap-huyen/692.xlsx",
            &[("Phụ lục 3", &under(HEAD_3, &wrong)), ("Phụ lục 5", &under(HEAD_5, SURVEY))],
        )
        .file("cap-huyen/695.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))])
        .file("so-nganh/so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))])
}

fn page(case: &Case) -> String {
    let bytes = std::fs::read(case.latest().path().join("xep-hang.html")).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn of(done: &Done) -> &str {
    str::from_utf8(&done.files["xep-hang.html"]).unwrap()
}

/// What stands between two texts, again and again.
fn between<'p>(page: &'p str, from: &str, to: &str) -> Vec<&'p str> {
    let parts = page.split(from).skip(1);
    parts.map(|part| part.split_once(to).unwrap_or((part, "")).0).collect()
}

/// The letters that a browser makes of escaped ones.
fn read(text: &str) -> String {
    let known = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#x2f;", "/")];
    let text = known.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    text.replace("&amp;", "&")
}

/// The words of a piece of a page.
fn words(html: &str) -> String {
    let mut rest = html;
    let mut out = String::new();
    while let Some((text, tag)) = rest.split_once('<') {
        out.push_str(text);
        rest = tag.split_once('>').unwrap().1;
    }
    out.push_str(rest);
    read(&out).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// All that is read in a page, a line for what stands apart; scripts and style left out.
fn outline(page: &str) -> String {
    let mut html = page.to_owned();
    for (from, to) in [("<style>", "</style>"), ("<script", "</script>")] {
        while let Some(begin) = html.find(from) {
            let end = html[begin..].find(to).unwrap() + begin + to.len();
            html.replace_range(begin..end, "");
        }
    }
    for apart in [
        "<p", "<h", "<li", "<dt", "<tr", "<article", "<section", "<figc", "<text", "<nav",
        "<label", "<butt", "<title", "<foot",
    ] {
        html = html.replace(apart, &format!("\n{apart}"));
    }
    for beside in ["<td", "<th", "<dd"] {
        html = html.replace(beside, &format!(" | {beside}"));
    }
    let lines = html.split('\n').map(|line| {
        let what = line.strip_prefix('<').and_then(|tag| tag.split([' ', '>']).next());
        let strip = if line.contains("<rect") {
            let at = between(line, "x=\"", "\"").join(" ");
            format!(" ({at})")
        } else {
            String::new()
        };
        (what.unwrap_or_default(), format!("{}{strip}", words(line)))
    });
    let mut out = String::new();
    for (what, text) in lines.filter(|(_, text)| !text.is_empty()) {
        writeln!(out, "[{what}] {text}").unwrap();
    }
    out
}

/// `97,65%`, rounded from the exact fraction.
fn percent(numerator: i64, denominator: i64) -> String {
    let [above, below] = [numerator, denominator].map(i128::from);
    let hundredths = (above * 20_000 + below) / (2 * below);
    format!("{},{:02}%", hundredths / 100, hundredths % 100)
}

/// `1.234`.
fn grouped(count: i64) -> String {
    let digits = count.to_string();
    let from_end = digits.len();
    let place = |(at, digit): (usize, char)| {
        let point = at > 0 && (from_end - at).is_multiple_of(3);
        [point.then_some('.'), Some(digit)]
    };
    digits.chars().enumerate().flat_map(place).flatten().collect()
}

fn table<T: tthc::table::Artifact>(done: &Done) -> T {
    T::from_frame(&done.table(T::NAME)).unwrap()
}

/// A row of a ranking: what its columns are called, what stands there and what it is sorted by.
fn cells<'p>(section: &'p str, row: &'p str) -> BTreeMap<String, (String, Option<String>)> {
    let heads = between(section, "data-kind=\"", "</th>");
    let heads: Vec<String> =
        heads.iter().map(|head| words(head.split_once('>').unwrap().1)).collect();
    let cells: Vec<&str> = row.split("<t").skip(1).filter(|cell| !cell.starts_with("r ")).collect();
    assert_eq!(heads.len(), cells.len(), "{row}");
    let cell = |cell: &&str| {
        let order = between(cell, "data-order=\"", "\"").first().map(|order| (*order).to_owned());
        (words(&format!("<t{cell}")), order)
    };
    heads.into_iter().zip(cells.iter().map(cell)).collect()
}

/// Each figure of a row against the table; how many there were.
fn check(section: &str, row: &str, standing: &Standing, place: &str) -> usize {
    let cells = cells(section, row);
    let mut checked = 0;
    let mut is = |head: &str, text: String| {
        if let Some((stands, _)) = cells.get(head) {
            assert_eq!(*stands, text, "{place}, {head}");
            checked += 1;
        }
    };
    let dash = || "–".to_owned();
    let whole = |count: Option<u32>| count.map_or_else(dash, |count| grouped(i64::from(count)));
    is("Hạng", whole(standing.place));
    is("Đơn vị", standing.unit_name.clone());
    for head in ["Hồ sơ giải quyết trước và đúng hạn", "Hồ sơ đúng hạn và trong hạn"]
    {
        is(head, standing.numerator.map_or_else(dash, grouped));
    }
    for head in ["Hồ sơ đã giải quyết", "Hồ sơ tiếp nhận, xử lý"] {
        is(head, standing.denominator.map_or_else(dash, grouped));
    }
    let sums = standing.numerator.zip(standing.denominator).filter(|(_, below)| *below > 0);
    is("Tỷ lệ", sums.map_or_else(dash, |(above, below)| percent(above, below)));
    let interval = standing.place_low.zip(standing.place_high);
    let interval =
        interval.map(|(low, high)| format!("{}–{}", whole(Some(low)), whole(Some(high))));
    is("Hạng có thể", interval.unwrap_or_else(dash));
    is("Xếp loại", standing.class.clone().unwrap_or_else(dash));
    let needed = standing.needed.zip(standing.next_class.as_ref());
    let needed = needed.map(|(files, class)| format!("{} → {class}", grouped(files)));
    is("Cần thêm để lên loại (hồ sơ)", needed.unwrap_or_else(dash));
    // Rates that are rounded alike are sorted by what they are.
    let order = cells.get("Tỷ lệ").and_then(|(_, order)| order.as_ref()?.parse::<f64>().ok());
    let ratio = sums.map_or(-1.0, |(above, below)| above as f64 / below as f64);
    assert_eq!(order, Some(ratio), "{place}");
    checked
}

/// Every ranking on a page against its table, and every unit with its card.
fn check_page(done: &Done, rankings_of_page: usize) -> usize {
    let page = of(done);
    let rankings: Rankings = table(done);
    let ids: BTreeSet<&str> = rankings.rows.iter().map(|row| row.ranking.as_str()).collect();
    assert_eq!(ids.len(), rankings_of_page);
    assert_eq!(between(page, "<section id=\"r-", "\"").len(), rankings_of_page);
    let mut checked = 0;
    for id in ids {
        let section = between(page, &format!("<section id=\"r-{id}\""), "</section>")[0];
        let rows = between(section, "<tr data-unit=\"", "</tr>");
        let mut standings: Vec<&Standing> = rankings.of(id).collect();
        for group in standings.chunk_by_mut(|a, b| a.group == b.group) {
            group.sort_by_key(|row| row.status != StandingStatus::Ranked);
        }
        assert_eq!(rows.len(), standings.len(), "{id}");
        for (row, standing) in rows.into_iter().zip(standings) {
            let (unit, _) = row.split_once('"').unwrap();
            assert_eq!(unit, standing.unit_id);
            assert!(row.contains(&format!("href=\"#u-{unit}\"")), "{unit} has no card");
            let muted = row.split_once('>').unwrap().0.contains("muted");
            assert_eq!(muted, standing.place.is_none(), "{unit}");
            checked += check(section, row, standing, &format!("{id}, {unit}"));
        }
    }
    let units: BTreeSet<&str> = rankings.rows.iter().map(|row| row.unit_id.as_str()).collect();
    let cards = between(page, "<article class=\"card\" id=\"u-", "\"");
    assert_eq!(cards.iter().copied().collect::<BTreeSet<&str>>(), units);
    assert_eq!(cards.len(), units.len(), "a card stands twice");
    checked
}

#[test]
fn every_figure_of_the_page_is_that_of_its_table() {
    assert!(check_page(&NIGHTLY, 7) > 2_000);
    let phu_tho = run("pipelines/phu-tho-2026q3.toml", "2026-Q3", &[]);
    assert!(check_page(&phu_tho, 2) > 1_200);
    for page in [of(&NIGHTLY), of(&phu_tho)] {
        assert!(page.len() <= MOST_BYTES, "{} bytes", page.len());
    }
}

/// A rate that lies in the middle of two hundredths, names in other letters, and a figure that is not the one of the table.
#[test]
fn the_check_of_the_page_would_find_a_wrong_figure() {
    let section = "data-kind=\"figure\">Hạng</th>data-kind=\"figure\">Tỷ lệ</th>";
    let row = |rate: &str| format!("u1\"><td>1<td data-order=\"0.5\">{rate}");
    let mut rankings: Rankings = table(&NIGHTLY);
    let mut standing = rankings.rows.remove(0);
    (standing.place, standing.numerator, standing.denominator) = (Some(1), Some(1), Some(2));
    assert_eq!(check(section, &row("50,00%"), &standing, ""), 2);
    for wrong in ["50,0%", "50.00%", "50,01%"] {
        let found = std::panic::catch_unwind(|| check(section, &row(wrong), &standing, ""));
        assert!(found.is_err(), "{wrong}");
    }
}

#[test]
fn who_stands_outside_the_funnel_is_who_the_rule_tells_of() {
    let findings: Findings = table(&NIGHTLY);
    let told = findings.iter().filter(|finding| finding.code.id() == "F214");
    let told: BTreeSet<String> =
        told.map(|finding| finding.message.split_once(':').unwrap().0.to_owned()).collect();
    let dots = between(of(&NIGHTLY), "<circle class=\"out\"", "</title>");
    let dots: BTreeSet<String> = dots
        .iter()
        .map(|dot| words(dot.split_once("<title>").unwrap().1))
        .map(|title| title.split_once(':').unwrap().0.to_owned())
        .collect();
    assert!(!told.is_empty());
    assert_eq!(dots, told);
}

#[test]
fn a_small_province_is_shown_as_a_page() {
    let case = small().declare("minimum-denominator = 30", CLASSES);
    case.run(&["--period", "2023-Q2"]).says_anything().exit(3);
    let worse = "| 40  | 10 | 0  | 30 | 36 | 30 | 6 | 4  | 4 | 0";
    let better = LOC_NINH.replace("| 40  | 10 | 0  | 30 | 36 | 36 | 0 | 4  | 4 | 0", worse);
    let case = case.file("cap-huyen/692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &better))]);
    case.run(&["--period", "2023-Q3"]).says_anything().exit(3);
    let code = between(&page(&case), "Mã số liệu: ", ".")[0].to_owned();
    insta::assert_snapshot!(outline(&page(&case)).replace(&code, "[code]"));
    let which = case.tthc(&["which", &code, "thu"]).says_anything().exit(0);
    assert!(which.stdout.contains("xep-hang.html"), "{}", which.stdout);
}

/// A unit, a title and a message that would be elements.
#[test]
fn text_of_submitters_stays_text() {
    let evil = "<img src=x onerror=alert(1)></script><s>";
    let case = small()
        .edit("pipelines/units.csv", "Xã Lộc Thành,", &format!("{evil},Xã Lộc Thành"))
        .edit("pipelines/units.csv", "Sở Nội vụ,", "\"a\"\" onmouseover=\"\"alert(2)\",Sở Nội vụ")
        .declare("title = \"Xếp hạng UBND cấp xã\"", "title = \"<u>Xã</u> {{ 7 * 7 }}\"");
    case.read();
    let page = page(&case);
    let read = |text: &str| outline(&page).contains(text);
    assert!(read(evil) && read("a\" onmouseover=\"alert(2)") && read("<u>Xã</u> {{ 7 * 7 }}"));
    for element in ["<img", "<s>", "<u>", " onmouseover=\""] {
        assert!(!page.contains(element), "{element}");
    }
}

/// Of a long list the first rows stand in the page, all of them as data.
#[test]
fn a_long_list_is_sent_as_data() {
    let evil = "</script><img src=x onerror=alert(1)>";
    let register = std::fs::read_to_string(small().path("pipelines/units.csv")).unwrap();
    let more = (0..2_000).map(|number| format!("c{number},commune,692,{evil} {number},\n"));
    let case = small().declared("units.csv", &format!("{register}{}", more.collect::<String>()));
    case.read();
    let page = page(&case);
    let section = between(&page, "<section id=\"r-communes\"", "</section>")[0];
    assert_eq!(between(section, "<tr data-unit=\"", "</tr>").len(), 200);
    assert!(section.contains("Danh sách có 2.004 đơn vị"));
    let data = between(&page, "<script type=\"application/json\" id=\"d-communes\">", "</script>");
    let rows: Vec<Vec<serde_json::Value>> = serde_json::from_str(data[0]).unwrap();
    assert_eq!(rows.len(), 2_004);
    let name = rows.iter().find(|row| row[0] == "c1999").unwrap()[3][0].as_str();
    assert_eq!(name, Some(format!("{evil} 1999").as_str()));
    assert!(!page.contains("<img"), "an element is in it");
    // The first rows are the same in both.
    for (row, data) in between(section, "<tr data-unit=\"", "</tr>").iter().zip(&rows) {
        let shown: Vec<String> =
            row.split("<t").skip(1).map(|cell| words(&format!("<t{cell}"))).collect();
        let sent = data[2..].iter().map(|cell| cell.get(0).unwrap_or(cell).as_str().unwrap());
        let pairs =
            shown.iter().zip(sent).filter(|(_, sent)| !sent.contains("  ") && !sent.is_empty());
        for (shown, sent) in pairs.filter(|(shown, _)| !shown.is_empty()) {
            assert_eq!(shown, sent);
        }
    }
    let cards = between(&page, "<article class=\"card\" id=\"u-", "\"");
    assert_eq!(cards.len(), 4, "{cards:?}");
}

/// The hash of a script as a browser computes it.
pub(crate) fn hash(script: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digest = Sha256::digest(script);
    let letters = digest.chunks(3).flat_map(|three| {
        let bits =
            (0..3).fold(0, |bits, at| bits << 8 | u32::from(three.get(at).copied().unwrap_or(0)));
        let letter = move |at: u32| char::from(LETTERS[(bits >> (18 - 6 * at) & 63) as usize]);
        let filled = three.len();
        (0..4).map(move |at| if at as usize > filled { '=' } else { letter(at) })
    });
    format!("sha256-{}", letters.collect::<String>())
}

#[test]
fn a_browser_runs_the_two_scripts_and_asks_for_nothing() {
    assert_eq!(hash("abc"), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    let page = of(&NIGHTLY);
    let policy = between(page, "Content-Security-Policy\" content=\"", "\"");
    let scripts = between(page, "<script>", "</script>");
    let [tables, own] = scripts.as_slice() else { panic!("{} scripts", scripts.len()) };
    let expected = format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src '{}' '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(tables),
        hash(own)
    );
    assert_eq!(policy, [expected]);
    // What is written by others stands here as they published it.
    assert!(tables.starts_with("/*! DataTables 3.1.5\n"));
    let print: String = Sha256::digest(tables).iter().fold(String::new(), |mut out, byte| {
        write!(out, "{byte:02x}").unwrap();
        out
    });
    assert_eq!(print, "38017a5586acd9c6eb6bbfe8b6938e1a25bdc717c5acfcb07e0c9d663282c59d");
    let licence = include_str!("../../src/publish/page/vendor/LICENSE");
    assert!(licence.starts_with("The MIT License (MIT)\n\nCopyright SpryMedia Limited"));
    let rest = page.replace(tables, "");
    for address in ["http:", "https:", "//", " src=", "url(", "@import", "<link", "<iframe"] {
        let comments = rest.matches(address).count();
        let own = own.matches(address).count();
        assert_eq!(comments, own, "{address}");
    }
    assert!(!own.contains("http") && !own.contains(" src=") && !own.contains("url("));
}

#[test]
fn the_same_tables_give_the_same_page_however_it_came_about() {
    let made = |jobs: &str| {
        let case = small();
        case.run(&["--quiet", "--fail-on", "never", "--jobs", jobs]).exit(0);
        let first = page(&case);
        case.run(&["--quiet", "--fail-on", "never", "--from", "publish"]).exit(0);
        assert!(first == page(&case), "made from stored tables it is another one");
        first
    };
    assert!(made("1") == made("2"), "the bytes differ");
}

#[test]
fn all_faults_of_a_page_are_told_in_one_pass() {
    let declared = "[page]\nfile = \"xep-hang.htm\"\ntitle = \"\"\ncolour = 3\n";
    let case = Case::new().declare("[[workbook]]", &format!("{declared}\n[[workbook]]"));
    insta::assert_snapshot!(case.refused("en"));
    insta::assert_snapshot!("all_faults_of_a_page_vi", case.refused("vi"));
}
