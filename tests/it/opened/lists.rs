//! The lists of a page as they are shown, beside what the tables of the run hold.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::json;
use tthc::table::{Standing, StandingStatus};

use super::Opened;
use crate::browser::Tab;
use crate::grid::{HEAD_3, under};
use crate::published;
use crate::reading::DONG_PHU;
use crate::truth::NIGHTLY;

/// A row as it is shown.
#[derive(Deserialize, Debug, Clone)]
pub(super) struct SeenRow {
    pub(super) unit: String,
    pub(super) seen: bool,
    /// What stands in each column, by its head.
    cells: Vec<(String, String)>,
}

/// Head of the column by whose rates places go.
const RATE: &str = "Tỷ lệ";

impl SeenRow {
    fn get(&self, head: &str) -> Option<&str> {
        self.cells.iter().find(|cell| cell.0 == head).map(|cell| cell.1.as_str())
    }

    /// The cell so many columns before that of a head.
    fn before(&self, head: &str, columns: usize) -> &str {
        let at = self.cells.iter().position(|cell| cell.0 == head).unwrap();
        &self.cells[at - columns].1
    }
}

pub(super) fn text_of(selector: &str) -> String {
    format!("document.querySelector(\"{selector}\").textContent.trim()")
}

/// Goes to a list. A long one is made ready when it comes near.
#[track_caller]
pub(super) fn near<'t>(tab: &'t Tab, list: &str) -> &'t Tab {
    tab.eval(&format!("document.querySelector('#r-{list}').scrollIntoView()"));
    tab.until(&format!("document.querySelector('#r-{list} input[type=search]').checkVisibility()"))
}

/// The rows of a list that are in the page.
#[track_caller]
pub(super) fn rows(tab: &Tab, list: &str) -> Vec<SeenRow> {
    let script = format!(
        "(table => {{ const heads = [...table.tHead.rows[0].cells].map(e => e.textContent.trim());
        return [...table.tBodies[0].rows].filter(row => row.dataset.unit).map(row => ({{unit: row.dataset.unit, seen: row.checkVisibility(),
            cells: [...row.cells].map((e, at) => [heads[at], e.textContent.trim()])}})) }})
        (document.querySelector({}))",
        json!(format!("#r-{list} table.ranking"))
    );
    serde_json::from_value(tab.eval(&script)).unwrap()
}

#[track_caller]
pub(super) fn names(tab: &Tab, list: &str) -> Vec<String> {
    rows(tab, list).iter().map(|row| row.get("Đơn vị").unwrap().to_owned()).collect()
}

/// The rows of all pages of a list, turned by clicks; it is back at its first page.
#[track_caller]
pub(super) fn all_pages(tab: &Tab, list: &str) -> Vec<SeenRow> {
    let mut all = rows(tab, list);
    let next = format!("#r-{list} .dt-paging-button.next");
    let more = format!(
        "(e => !!e && !e.disabled && e.getAttribute('aria-disabled') !== 'true')(document.querySelector('{next}'))"
    );
    while tab.eval(&more) == json!(true) {
        tab.click(&next);
        all.extend(rows(tab, list));
    }
    let first = format!("#r-{list} .dt-paging-button.first");
    if tab.eval(&format!("!!document.querySelector('{first}:not(.disabled)')")) == json!(true) {
        tab.click(&first);
    }
    all
}

/// `12.345`.
fn count(number: i64) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(|group| str::from_utf8(group).unwrap());
    groups.collect::<Vec<_>>().join(".")
}

/// Hundredths, half up: `98,44`.
fn hundredths(numerator: i64, denominator: i64, scale: i64) -> String {
    let rounded = (2 * 100 * scale * numerator + denominator) / (2 * denominator);
    format!("{},{:02}", rounded / 100, rounded % 100)
}

/// Every figure of every row, against the table.
#[track_caller]
pub(super) fn hold(list: &str, shown: &[SeenRow], standings: &[&Standing]) {
    let units: Vec<&str> = standings.iter().map(|row| row.unit_id.as_str()).collect();
    let seen: Vec<&str> = shown.iter().map(|row| row.unit.as_str()).collect();
    assert_eq!(seen, units, "{list}: who stands where");
    for (row, standing) in shown.iter().zip(standings) {
        let dash = |told: Option<String>| told.unwrap_or_else(|| "–".to_owned());
        let holds = |head: &str, expected: &str| {
            let found = row.get(head).unwrap_or(expected);
            assert_eq!(found, expected, "{list} {} {head}: {row:?}", row.unit);
        };
        assert_eq!(row.get("Đơn vị"), Some(standing.unit_name.as_str()), "{list}");
        assert_eq!(
            row.get("Hạng"),
            Some(dash(standing.place.map(|at| count(at.into()))).as_str()),
            "{list} {}",
            row.unit
        );
        let sums = standing.numerator.zip(standing.denominator);
        if row.get(RATE).is_some() {
            let rate = sums.filter(|sums| sums.1 > 0);
            holds(RATE, &dash(rate.map(|(above, below)| hundredths(above, below, 100) + "%")));
            assert_eq!(
                row.before(RATE, 2),
                dash(standing.numerator.map(count)),
                "{list} {}",
                row.unit
            );
            assert_eq!(
                row.before(RATE, 1),
                dash(standing.denominator.map(count)),
                "{list} {}",
                row.unit
            );
        }
        let moved = standing.place.map(|place| {
            match standing.previous_place.map(|before| i64::from(before) - i64::from(place)) {
                None => "mới".to_owned(),
                Some(0) => "=".to_owned(),
                Some(up @ 1..) => format!("▲ {up}"),
                Some(down) => format!("▼ {}", -down),
            }
        });
        holds("Đổi", &dash(moved));
        let places = standing.place_low.zip(standing.place_high);
        holds("Hạng có thể", &dash(places.map(|(low, high)| format!("{low}–{high}"))));
        holds("Xếp loại", &dash(standing.class.clone()));
        let needed = standing.needed.zip(standing.next_class.as_ref());
        let head = row.cells.iter().find(|cell| cell.0.starts_with("Cần"));
        if let Some((head, _)) = head {
            holds(head, &dash(needed.map(|(files, class)| format!("{} → {class}", count(files)))));
        }
        if let Some((_, points)) =
            row.cells.iter().find(|cell| cell.0.starts_with("Điểm (thang 20)"))
        {
            let rate = sums.filter(|sums| sums.1 > 0);
            assert_eq!(
                *points,
                dash(rate.map(|(above, below)| hundredths(above, below, 20))),
                "{list} {}",
                row.unit
            );
        }
    }
}

#[test]
fn the_figures_of_the_page_are_those_of_the_tables() {
    for done in [&*NIGHTLY, &*published::RUN] {
        let Some(page) = Opened::done(done) else { return };
        let tab = page.go("");
        let lists = page.lists();
        let held: BTreeSet<&str> = page.rankings.iter().map(|row| row.ranking.as_str()).collect();
        assert_eq!(lists.iter().map(String::as_str).collect::<BTreeSet<_>>(), held);
        for list in lists {
            hold(&list, &all_pages(tab, &list), &page.standings(&list));
        }
    }
}

#[test]
fn a_move_is_told_as_the_tables_hold_it() {
    let case = super::small();
    case.run(&["--period", "2023-Q2"]).says_anything().exit(3);
    // What was late is not any more.
    let better = DONG_PHU.replace("| 80 | 60 | 20 |", "| 80 | 80 | 0 |");
    let case = case.file("cap-huyen/695.xlsx", &[("Phụ lục 3", &under(HEAD_3, &better))]);
    case.run(&["--period", "2023-Q3"]).says_anything().exit(3);
    let Some(page) = Opened::case(&case) else { return };
    let tab = page.go("");
    let mut moved = 0;
    for list in page.lists() {
        let shown = all_pages(tab, &list);
        moved += shown
            .iter()
            .filter(|row| row.get("Đổi").is_some_and(|told| told.contains('▲')))
            .count();
        hold(&list, &shown, &page.standings(&list));
    }
    assert!(moved > 0, "nothing moved");
}

/// Rows in the order of a key that the table holds; those without it stand together at one end.
#[track_caller]
fn ordered(list: &str, shown: &[SeenRow], keys: impl Fn(&str) -> Option<f64>, falling: bool) {
    let keys: Vec<f64> = shown.iter().filter_map(|row| keys(&row.unit)).collect();
    assert!(keys.len() > 1, "{list} has nothing to sort");
    let sorted =
        keys.windows(2).all(|pair| if falling { pair[0] >= pair[1] } else { pair[0] <= pair[1] });
    assert!(sorted, "{list}: {keys:?}");
}

#[test]
#[expect(clippy::cast_precision_loss, reason = "counts of files are small")]
fn a_list_is_sorted_by_mouse_and_keys() {
    for (done, list) in
        [(&*NIGHTLY, "departments"), (&*NIGHTLY, "communes"), (&*published::RUN, "communes")]
    {
        let Some(page) = Opened::done(done) else { return };
        let tab = page.go("");
        let standings = page.standings(list);
        let of = |unit: &str| standings.iter().find(|row| row.unit_id == unit).unwrap();
        let whole = |shown: &[SeenRow]| {
            let units: BTreeSet<&str> = shown.iter().map(|row| row.unit.as_str()).collect();
            assert_eq!((units.len(), shown.len()), (standings.len(), standings.len()));
        };
        let heads = tab.each(&format!("#r-{list} thead th"), "e.textContent.trim()");
        let head = |title: &str| {
            let at = heads.iter().position(|head| head == title).unwrap();
            format!("#r-{list} thead th:nth-child({})", at + 1)
        };
        // A list may be sorted a moment after the key.
        let sorted = |head: &str, word: &str| {
            tab.until(&format!("document.querySelector('{head}').ariaSort == {word}"));
        };
        // By the mouse, up and then down.
        let rate = head(RATE);
        sorted(&rate, "null");
        let by_rate = |unit: &str| {
            let row = of(unit);
            let sums = row.numerator.zip(row.denominator).filter(|sums| sums.1 > 0);
            sums.map(|(above, below)| above as f64 / below as f64)
        };
        for (falling, word) in [(false, "'ascending'"), (true, "'descending'")] {
            tab.click(&rate);
            sorted(&rate, word);
            let shown = all_pages(tab, list);
            whole(&shown);
            ordered(list, &shown, by_rate, falling);
        }
        // By keys, on what takes them in the head.
        let places = head("Hạng");
        let key = format!("{places} [tabindex='0'], {places}[tabindex='0']");
        for (falling, word) in [(false, "'ascending'"), (true, "'descending'")] {
            tab.focus(&key).press("Enter");
            sorted(&places, word);
            sorted(&rate, "null");
            let shown = all_pages(tab, list);
            whole(&shown);
            ordered(list, &shown, |unit| of(unit).place.map(f64::from), falling);
        }
        // Names as a Vietnamese dictionary has them; the browser knows the order by itself.
        tab.click(&head("Đơn vị"));
        sorted(&head("Đơn vị"), "'ascending'");
        let shown: Vec<String> =
            all_pages(tab, list).iter().map(|row| row.get("Đơn vị").unwrap().to_owned()).collect();
        let by_dictionary =
            tab.eval(&format!("{}.sort(new Intl.Collator('vi').compare)", json!(shown)));
        assert_eq!(json!(shown), by_dictionary, "{list}");
        // A number is not sorted as a text: 9 before 10 before 100.
        let above = heads.iter().position(|head| head == RATE).unwrap();
        let files = format!("#r-{list} thead th:nth-child({above})");
        tab.click(&files);
        sorted(&files, "'ascending'");
        ordered(list, &all_pages(tab, list), |unit| of(unit).denominator.map(|n| n as f64), false);
        // Units that have no place stay in the list.
        assert!(
            standings.iter().any(|row| row.status != StandingStatus::Ranked) || list == "communes"
        );
    }
}
