//! The page of the rankings as a reader opens it: in a real browser, with mouse and keys, light and dark, on a telephone, on
//! paper and without scripts. What it has to show is taken from the tables of the run.

#![expect(clippy::unwrap_used, reason = "a page that cannot be opened fails the test")]
#![expect(clippy::disallowed_methods, reason = "pages lie in a temporary folder")]

pub(crate) mod axe;
mod contrast;
mod lists;

use std::collections::BTreeSet;

use serde_json::json;
use tempfile::TempDir;
use tthc::table::{Artifact as _, Rankings, Standing};

use crate::browser::Tab;
use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, under};
use crate::office::Office;
use crate::published;
use crate::reading::{DONG_PHU, LOC_NINH, NOI_VU};
use crate::truth::{Done, NIGHTLY};

const FILE: &str = "xep-hang.html";

/// A page in a browser, and what the run holds of its lists.
pub(crate) struct Opened {
    pub(crate) tab: Tab,
    url: String,
    rankings: Vec<Standing>,
    _home: TempDir,
}

impl Opened {
    #[track_caller]
    fn of(bytes: &[u8], rankings: Rankings) -> Option<Self> {
        let tab = Tab::open()?;
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join(FILE);
        std::fs::write(&file, bytes).unwrap();
        let url = format!("file://{}", file.display());
        Some(Self { tab, url, rankings: rankings.rows, _home: home })
    }

    #[track_caller]
    fn done(done: &Done) -> Option<Self> {
        Self::of(&done.files[FILE], Rankings::from_frame(&done.table("rankings")).unwrap())
    }

    #[track_caller]
    fn case(case: &Case) -> Option<Self> {
        let bytes = std::fs::read(case.latest().path().join(FILE)).unwrap();
        Self::of(&bytes, Rankings::from_frame(&case.latest().table("rankings").unwrap()).unwrap())
    }

    /// The page from its beginning, or from a part of it.
    #[track_caller]
    fn go(&self, part: &str) -> &Tab {
        // The same file with another part would not be opened anew.
        self.tab.go("about:blank");
        self.tab.go(&format!("{}{part}", self.url))
    }

    /// The lists of the page, in its order.
    fn lists(&self) -> Vec<String> {
        self.tab.each("section[id^='r-']", "e.id.slice(2)")
    }

    fn standings(&self, ranking: &str) -> Vec<&Standing> {
        self.rankings.iter().filter(|row| row.ranking == ranking).collect()
    }
}

/// A small province with a page: a department, two districts and their communes.
fn small() -> Case {
    let page = format!("[page]\nfile = \"{FILE}\"\n\n[[workbook]]");
    Case::new()
        .declare("[[workbook]]", &page)
        .file("cap-huyen/692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
        .file("cap-huyen/695.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))])
        .file("so-nganh/so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))])
}

/// The cards that are seen.
const CARDS: &str = "[...document.querySelectorAll('article.card')].filter(e => e.checkVisibility()).map(e => e.id)";

#[test]
fn a_page_asks_for_nothing_and_complains_of_nothing() {
    for done in [&*NIGHTLY, &*published::RUN] {
        let Some(page) = Opened::done(done) else { return };
        let tab = page.go("");
        for list in page.lists() {
            tab.click(&format!("#r-{list} thead th:last-child"));
            tab.click(&format!("#r-{list} tbody a[href^='#u-']")).press("Escape");
            tab.click(&format!("#r-{list} input[type=search]")).write("a");
        }
        tab.size(390, 844, true).prefers("dark", "screen");
        tab.pdf();
        assert_eq!(tab.requests(), [page.url.as_str()]);
        assert_eq!(tab.console(), [""; 0]);
    }
}

#[test]
fn a_unit_is_found_without_marks_and_by_its_name_alone() {
    let Some(page) = Opened::done(&published::RUN) else { return };
    let tab = page.go("");
    let found = |sought: &str| {
        tab.eval("document.querySelector('#r-communes input[type=search]').value = ''");
        tab.click("#r-communes input[type=search]").write(sought);
        lists::names(tab, "communes")
    };
    assert_eq!(found("yen lac"), ["Xã Yên Lạc"]);
    assert_eq!(found("YÊN LẠC "), ["Xã Yên Lạc"]);
    // Decomposed, as some telephones write.
    assert_eq!(found("ye\u{302}n la\u{323}c"), ["Xã Yên Lạc"]);
    let begins =
        |name: &str, word: &str| name.to_lowercase().split(' ').any(|part| part.starts_with(word));
    for (sought, words) in [("yen", ["yên", "yến"]), ("doan", ["đoan", "đoàn"])] {
        let names = page.standings("communes").into_iter().map(|row| row.unit_name.clone());
        let expected: BTreeSet<String> =
            names.filter(|name| words.iter().any(|word| begins(name, word))).collect();
        assert!(!expected.is_empty(), "nothing is sought by {sought}");
        assert_eq!(found(sought).into_iter().collect::<BTreeSet<_>>(), expected, "{sought}");
    }
    assert_eq!(found("không có tên này"), [""; 0]);
    // A district is called so by its level, too, which is not its name.
    let Some(page) = Opened::done(&NIGHTLY) else { return };
    let tab = page.go("");
    tab.click("#r-districts-own input[type=search]").write("yen");
    assert_eq!(lists::names(tab, "districts-own"), [""; 0]);
}

#[test]
fn a_class_shows_as_many_units_as_it_says() {
    let Some(page) = Opened::done(&published::RUN) else { return };
    let tab = page.go("");
    let mut chips = 0;
    for list in page.lists() {
        let classes = tab.each(&format!("#r-{list} button[data-class]"), "e.dataset.class");
        let standings = page.standings(&list);
        for class in &classes {
            chips += 1;
            let chip = format!("#r-{list} button[data-class='{class}']");
            let of = standings.iter().filter(|row| row.class.as_ref() == Some(class));
            let of: BTreeSet<String> = of.map(|row| row.unit_id.clone()).collect();
            assert_eq!(tab.text(&lists::text_of(&chip)), format!("{class} ({})", of.len()));
            tab.click(&chip);
            assert_eq!(
                tab.text(&format!("document.querySelector(\"{chip}\").ariaPressed")),
                "true"
            );
            let shown: BTreeSet<String> =
                lists::all_pages(tab, &list).into_iter().map(|row| row.unit).collect();
            assert_eq!(shown, of, "{list} {class}");
            // By the keyboard all are back.
            tab.focus(&chip).press("Enter");
            assert_eq!(lists::all_pages(tab, &list).len(), standings.len());
        }
    }
    assert!(chips >= 10, "the demonstration has classes");
}

#[test]
fn a_card_opens_and_closes_by_the_keyboard() {
    let Some(page) = Opened::done(&NIGHTLY) else { return };
    let tab = page.go("");
    let link = "#r-departments tbody tr:nth-child(3) a";
    let unit = tab.text(&format!("document.querySelector('{link}').hash.slice(1)"));
    assert_eq!(tab.eval(CARDS), json!([]));
    tab.focus(link).press("Enter").until(&format!("{CARDS}.length === 1"));
    assert_eq!(tab.eval(CARDS), json!([unit]));
    // Whoever reads by keys is inside of the card, and goes on from there.
    tab.until("document.activeElement.matches('article.card:target a.close')");
    tab.press("Escape").until(&format!("{CARDS}.length === 0"));
    assert_eq!(
        tab.eval(&format!("document.activeElement === document.querySelector('{link}')")),
        json!(true)
    );
    // And by its own button; by the mouse; from an address that was sent.
    tab.press("Enter").until(&format!("{CARDS}.length === 1"));
    tab.until("document.activeElement.matches('a.close')")
        .press("Enter")
        .until(&format!("{CARDS}.length === 0"));
    assert_eq!(
        tab.eval(&format!("document.activeElement === document.querySelector('{link}')")),
        json!(true)
    );
    tab.click(link).until(&format!("{CARDS}.length === 1"));
    tab.click("article.card:target a.close").until(&format!("{CARDS}.length === 0"));
    page.go("#u-692").until(&format!("{CARDS}.join() === 'u-692'"));
    tab.press("Escape").until(&format!("{CARDS}.length === 0"));
}

#[test]
fn a_telephone_shows_it_without_moving_sideways() {
    for done in [&*NIGHTLY, &*published::RUN] {
        let Some(page) = Opened::done(done) else { return };
        page.tab.size(390, 844, true);
        let tab = page.go("");
        let over = "[document.documentElement.scrollWidth, innerWidth]";
        let fits = |what: &str| {
            let sizes: [f64; 2] = serde_json::from_value(tab.eval(over)).unwrap();
            assert!(sizes[0] <= sizes[1] && sizes[1] <= 390.0, "{what}: {sizes:?}");
        };
        fits("the page");
        for list in page.lists() {
            // Place, name and rate can be seen.
            let heads = tab.each(
                &format!("#r-{list} thead th"),
                "e.checkVisibility() ? e.innerText.trim() : ''",
            );
            assert!(
                heads[0].starts_with("Hạng") && heads.iter().any(|head| head.starts_with("Đơn vị")),
                "{heads:?}"
            );
        }
        // The longest card, with all that stands in it.
        let longest = "[...document.querySelectorAll('article.card')].sort((a, b) => b.innerHTML.length - a.innerHTML.length)[0].id";
        let longest = tab.text(longest);
        page.go(&format!("#{longest}"));
        fits("an open card");
        let sideways =
            format!("(e => e.scrollWidth - e.clientWidth)(document.getElementById('{longest}'))");
        assert!(tab.number(&sideways) <= 0.0, "{longest} moves sideways");
    }
}

#[test]
fn everything_can_be_read_light_and_dark() {
    for done in [&*NIGHTLY, &*published::RUN] {
        let Some(page) = Opened::done(done) else { return };
        let tab = page.go("");
        for (scheme, is_dark) in [("light", false), ("dark", true)] {
            tab.prefers(scheme, "screen");
            let ground = tab.number(contrast::GROUND);
            assert!(if is_dark { ground < 0.1 } else { ground > 0.9 }, "{scheme}: {ground}");
            assert_eq!(contrast::faint(tab), [""; 0], "{scheme}");
            tab.click("a[href^='#u-']").until(&format!("{CARDS}.length === 1"));
            assert_eq!(contrast::faint(tab), [""; 0], "{scheme}, an open card");
            tab.press("Escape");
        }
        tab.eval("document.querySelector('h1').style.color = 'light-dark(#999, #555)'");
        for scheme in ["light", "dark"] {
            tab.prefers(scheme, "screen");
            assert_eq!(contrast::faint(tab).len(), 1, "what is faint is seen");
        }
    }
}

/// Mail and chats show a page without running its scripts.
#[test]
fn the_page_is_whole_without_scripts() {
    for done in [&*NIGHTLY, &*published::RUN] {
        let Some(page) = Opened::done(done) else { return };
        page.tab.without_scripts();
        let tab = page.go("");
        let lists = page.lists();
        assert!(lists.len() >= 2);
        for list in lists {
            let shown = lists::rows(tab, &list);
            assert!(shown.iter().all(|row| row.seen), "{list}");
            lists::hold(&list, &shown, &page.standings(&list));
        }
        // What would do nothing is not offered.
        assert_eq!(
            tab.each("input[type=search]", "e.checkVisibility()")
                .iter()
                .filter(|seen| *seen == "true")
                .count(),
            0
        );
        let link = "section tbody a";
        let unit = tab.text(&format!("document.querySelector('{link}').hash.slice(1)"));
        assert_eq!(tab.click(link).eval(CARDS), json!([unit]));
        assert_eq!(tab.click("article.card:target a.close").eval(CARDS), json!([]));
        assert_eq!(tab.console(), [""; 0]);
    }
}

#[test]
fn paper_holds_every_row_and_no_button() {
    let Some(office) = Office::open() else { return };
    for done in [&*NIGHTLY, &*published::RUN] {
        let Some(page) = Opened::done(done) else { return };
        // A list that is longer than what is seen of it at once; dark on screen.
        let tab = page.prepared();
        let chips = tab.each("button[data-class]", "e.textContent.trim()");
        let paper = office.paper(&tab.pdf());
        let text = paper.pages.join("\n");
        assert!((2..=40).contains(&paper.pages.len()), "{} pages", paper.pages.len());
        for word in chips.iter().map(String::as_str).chain(["Tìm đơn vị", "Đóng ✕", "Trang sau"])
        {
            assert!(!text.contains(word), "{word} is printed");
        }
        let names = page.rankings.iter().map(|row| row.unit_name.as_str());
        assert_eq!(paper.cut(names), [""; 0]);
        // On screen it is as it was.
        assert!(
            tab.each("button[data-class]", "e.checkVisibility()").iter().all(|seen| seen == "true")
        );
    }
}

impl Opened {
    /// As someone leaves it who prints: in the dark, sorted, on another page of a long list.
    fn prepared(&self) -> &Tab {
        self.tab.prefers("dark", "");
        let tab = self.go("");
        for list in self.lists() {
            tab.click(&format!("#r-{list} thead th:nth-child(2)"));
        }
        tab
    }
}

/// Who names a unit does not write the page: neither in what is there at once nor in what a script adds.
#[test]
fn what_is_named_stays_text() {
    let named = "Sở <img src=x onerror=\"document.title='!'\"> & </script><b>Nội</b> vụ";
    let csv = named.replace('"', "\"\"");
    let many: String = (0..2_100)
        .fold(String::new(), |all, at| format!("{all}9{at:04},commune,692,\"Xã {at} {csv}\",\n"));
    let field = "Tôn giáo <img src=y onerror=\"document.title='?'\">";
    let short = small().edit("pipelines/units.csv", "Sở Nội vụ,", &format!("\"{csv}\",Sở Nội vụ"));
    let short = short.file(
        "so-nganh/so-noi-vu.xlsx",
        &[("Sở Nội vụ", &under(HEAD_2, &NOI_VU.replace("Tôn giáo", field)))],
    );
    let long =
        small().edit("pipelines/units.csv", "25294,commune", &format!("{many}25294,commune"));
    for (case, list, sought) in
        [(short, "departments", named), (long, "communes", "Xã 2000 Sở <img")]
    {
        case.read();
        let Some(page) = Opened::case(&case) else { return };
        let tab = page.go("");
        let title = tab.text("document.title");
        lists::near(tab, list).click(&format!("#r-{list} input[type=search]")).write(sought);
        let names = lists::names(tab, list);
        assert!(names.len() == 1 && names[0].ends_with(named), "{names:?}");
        assert_eq!(tab.each("img, main b", "e.outerHTML"), [""; 0]);
        assert_eq!(tab.text("document.title"), title);
        assert_eq!(tab.console(), [""; 0]);
        assert_eq!(tab.requests(), [page.url.as_str()]);
        if list == "departments" {
            let card = tab
                .click("#r-departments tbody a")
                .text("document.querySelector('article.card:target').innerText");
            assert!(card.contains(named) && card.contains(field), "{card}");
        }
    }
}
