//! What published workbooks compute by themselves: LibreOffice calculates every formula of both provinces anew and comes to
//! what stands in the files; a wrong result planted among them is seen; and where a count is changed, rates, places and
//! classes change as the program would have them.

#![expect(clippy::unwrap_used, reason = "a workbook that cannot be taken apart fails the test")]
#![expect(clippy::disallowed_methods, reason = "pipelines lie in a temporary folder")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use tempfile::TempDir;
use tthc::model::CellRef;
use tthc::pipeline::{self, Better, Pipeline, Ranking};

use crate::case::{Case, PIPELINE};
use crate::grid::zip;
use crate::lint::{Book, Parts, Sheet, parts};
use crate::office::Office;
use crate::truth::{Done, NIGHTLY, run};
use crate::why::{self, dong_phu, loc_ninh, province};

const PHU_THO: &str = "pipelines/phu-tho-2026q3.toml";
const BINH_PHUOC: &str = "pipelines/nightly.toml";

/// A workbook, once as it was published and once as LibreOffice calculates it.
struct Calculated {
    ours: Book,
    theirs: Book,
}

/// Every workbook of both provinces by name, and those with counts that were changed in them.
struct AllCalculated {
    pipelines: BTreeMap<&'static str, Pipeline>,
    published: BTreeMap<String, Calculated>,
    changed: BTreeMap<String, Calculated>,
    /// One that gives a wrong result for a formula, and where.
    planted: (Calculated, String),
    /// One of rates that almost are one.
    near: Calculated,
}

/// Nothing where there is no LibreOffice; it is started once for all of them.
static CALCULATED: LazyLock<Option<AllCalculated>> = LazyLock::new(|| {
    let office = Office::open()?;
    let other = other_lists();
    let others = other.path().join("pipelines/khac.toml");
    let others = others.to_str().unwrap();
    let runs = [
        ("nightly", BINH_PHUOC, &*NIGHTLY),
        ("phu-tho-2026q3", PHU_THO, &run(PHU_THO, "2026-Q3", &[])),
        ("khac", others, &run(others, "2023-Q3", &[])),
    ];
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut pipelines = BTreeMap::new();
    let moved = second_period();
    let bytes = fs::read(moved.latest().path().join("xep-hang.xlsx")).unwrap();
    files.push(("thu-xep-hang.xlsx".to_owned(), bytes));
    pipelines.insert("thu", pipeline::load(&moved.path(PIPELINE)).unwrap());
    for (id, declared, done) in runs {
        let named = workbooks(done).map(|(name, bytes)| (format!("{id}-{name}"), bytes));
        files.extend(named);
        let declared = Path::new(env!("CARGO_MANIFEST_DIR")).join(declared);
        pipelines.insert(id, pipeline::load(&declared).unwrap());
    }
    let published = files.len();
    let rankings: Vec<(String, Parts)> = { files.iter() }
        .filter(|(name, _)| name.ends_with("-xep-hang.xlsx"))
        .map(|(name, bytes)| (name.clone(), parts(bytes)))
        .collect();
    assert_eq!(rankings.len(), runs.len() + 1);
    files.extend(
        rankings
            .iter()
            .map(|(name, parts)| (format!("changed-{name}"), bytes_of(&with_other_counts(parts)))),
    );
    let (planted, place) = with_a_wrong_result(&rankings[0].1);
    files.push(("planted.xlsx".to_owned(), bytes_of(&planted)));
    files.push(("near.xlsx".to_owned(), near_rates()));
    let asked: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let theirs = office.recalculate(&asked);
    let mut books = files.iter().zip(&theirs).map(|((name, ours), theirs)| {
        let [ours, theirs] = [ours, theirs].map(|bytes| Book::of(&parts(bytes)));
        (name.clone(), Calculated { ours, theirs })
    });
    Some(AllCalculated {
        pipelines,
        published: books.by_ref().take(published).collect(),
        changed: books.by_ref().take(rankings.len()).collect(),
        planted: (books.next().unwrap().1, place),
        near: books.next().unwrap().1,
    })
});

/// The inbox of Bình Phước under lists of every kind: less is better, points of one and of several metrics with a part that is
/// missing, something that decides between equals, classes with and without a last one; and units whose names a
/// spreadsheet would calculate.
const OTHER_LISTS: &str = r#"
[[ranking]]
id = "late-own"
title = "Quá hạn cấp huyện"
sheet = "Quá hạn"
league = "district"
scope = "total"
metric = "pending_overdue_rate"
class = [{ to-percent = 1, title = "A" }, { to-percent = 2, title = "B \"hai\"" }, { to-percent = 5, title = "C" }]

[[ranking]]
id = "late_communes"
title = "Quá hạn cấp xã"
sheet = "Quá hạn xã"
league = "commune"
scope = "own"
group-by = "parent"
minimum-denominator = 5
metric = "pending_overdue_rate"
class = [{ to-percent = 0, title = "Không" }, { to-percent = 100, title = "Có" }]

[[ranking]]
id = "points"
title = "Điểm của sở"
sheet = "Sở"
league = "department"
scope = "own"
share = [{ metric = "on_time_rate", points = 30 }]
class = [{ from-percent = 99, title = "Tốt" }, { from-percent = 97, title = "Khá" }]

[[ranking]]
id = "numbered"
title = "Loại là số"
sheet = "Loại là số"
league = "department"
scope = "own"
metric = "on_time_rate"
class = [{ from-percent = 99, title = "1" }, { from-percent = 0, title = "2" }]

[[ranking]]
id = "both"
title = "Điểm của xã"
sheet = "Xã 's"
league = "commune"
scope = "own"
missing-parts = "rescale"
share = [{ metric = "on_time_rate", points = 60 }, { metric = "satisfaction_rate", points = 40 }]
class = [{ from-percent = 98, title = "Tốt" }, { from-percent = 0, title = "Còn lại" }]

[[ranking]]
id = "decided"
title = "Có phân định"
sheet = "Có phân định"
league = "commune"
scope = "own"
metric = "on_time_rate"
tie-break = "overdue"
class = [{ from-percent = 99, title = "Tốt" }, { from-percent = 0, title = "Còn lại" }]

[[workbook]]
file = "xep-hang.xlsx"
title = "Xếp hạng"
sheets = ["summary", "rankings", "method"]

[[workbook]]
file = "khong-phuong-phap.xlsx"
title = "Xếp hạng"
sheets = ["ranking:points", "ranking:late-own"]
"#;

/// Names that a spreadsheet would calculate, for three units of the register.
const CALCULATING: [(&str, &str); 3] = [
    ("Sở Nội vụ", "=HYPERLINK(\"http://a\",\"b\")"),
    ("Sở Y tế", "+1+SUM(A1)"),
    ("Sở Công Thương", "@SUM(A1)"),
];

/// A folder with the pipelines of the repository, and one of these lists.
fn other_lists() -> TempDir {
    let home = TempDir::new().unwrap();
    let (root, into) = (Path::new(env!("CARGO_MANIFEST_DIR")), home.path().join("pipelines"));
    for folder in ["", "forms", "inspections", "units"] {
        fs::create_dir_all(into.join(folder)).unwrap();
        for file in fs::read_dir(root.join("pipelines").join(folder)).unwrap() {
            let file = file.unwrap();
            if file.path().is_file() {
                fs::copy(file.path(), into.join(folder).join(file.file_name())).unwrap();
            }
        }
    }
    let nightly = fs::read_to_string(into.join("nightly.toml")).unwrap();
    let (head, _) = nightly.split_once("[schedule]").unwrap();
    let inbox = root.join("fixtures").join("binh-phuoc-{period}");
    let head = head.replace("../fixtures/binh-phuoc-{period}", inbox.to_str().unwrap());
    fs::write(into.join("khac.toml"), format!("{head}{OTHER_LISTS}")).unwrap();
    let register = into.join("units/binh-phuoc-2023.csv");
    let mut units = fs::read_to_string(&register).unwrap();
    for (name, other) in CALCULATING {
        let (from, to) = (format!(",{name},"), other.replace('"', "\"\""));
        assert!(units.contains(&from), "{name}");
        units = units.replace(&from, &format!(",\"{to}\",{name}"));
    }
    fs::write(register, units).unwrap();
    home
}

/// A small province in which units moved since the period before.
fn second_period() -> Case {
    let class = "class = [{ from-percent = 90, title = \"Tốt\" }, { from-percent = 0, title = \"Chưa tốt\" }]";
    let metric = "metric = \"on_time_rate\"";
    let case = province().declare(metric, &format!("{metric}\n{class}"));
    let case = loc_ninh(case, 45, 30);
    why::run(&case, "2023-Q2");
    let case = dong_phu(loc_ninh(case, 25, 35), 10);
    why::run(&case, "2023-Q3");
    case
}

fn workbooks(done: &Done) -> impl Iterator<Item = (String, Vec<u8>)> + '_ {
    let is_book = |name: &String| Path::new(name).extension().is_some_and(|end| end == "xlsx");
    let books = done.files.iter().filter(move |(name, _)| is_book(name));
    books.map(|(name, bytes)| (name.replace('/', "-"), bytes.clone()))
}

fn bytes_of(parts: &Parts) -> Vec<u8> {
    let parts: Vec<(&str, &str)> =
        parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    zip(&parts)
}

/// The parts with another number in a cell of a sheet.
fn put(parts: &mut Parts, part: &str, at: CellRef, value: &str) {
    let xml = parts.get_mut(part).unwrap();
    let cell = xml.find(&format!("<c r=\"{at}\"")).unwrap();
    let from = cell + xml[cell..].find("<v>").unwrap() + 3;
    let to = from + xml[from..].find("</v>").unwrap();
    assert!(!xml[cell + 1..to].contains("<c "), "{at} of {part} holds nothing");
    xml.replace_range(from..to, value);
}

/// A workbook whose first rate of a ranking is given as another one than its formula gives.
fn with_a_wrong_result(good: &Parts) -> (Parts, String) {
    let book = Book::of(good);
    let (number, sheet) = rankings_of(&book).next().unwrap();
    let (mut planted, at) = (good.clone(), sheet.rows[0].rate);
    put(&mut planted, &part(number), at, "0.5");
    (planted, format!("{}!{at}", sheet.name))
}

/// A workbook in which the numerators of some units of each ranking are others, as nothing calculates them yet.
fn with_other_counts(good: &Parts) -> Parts {
    let mut changed = good.clone();
    for (number, sheet) in rankings_of(&Book::of(good)) {
        for (row, unit) in sheet.rows.iter().enumerate().filter(|(row, _)| row % 3 == 1) {
            let other =
                (unit.numerator * 7 + i64::try_from(row).unwrap() * 13) % (unit.denominator + 1);
            put(&mut changed, &part(number), unit.above, &other.to_string());
        }
    }
    changed
}

/// Counts of as many files as places are told by a formula for, with rates that lie as near to each other as such can, one over
/// the product of their denominators, and some that are equal.
fn near_counts() -> Vec<(i64, i64)> {
    const LARGEST: i64 = 1 << 23;
    let below = (0..100).map(|less| LARGEST - less);
    let near_all = below.clone().map(|below| (below - 1, below));
    let near_half = below.clone().map(|below| (below / 2, below));
    let neighbours =
        below.map(|below| (1, below)).chain([(5_592_405, 8_388_608), (5_592_403, 8_388_605)]);
    near_all.chain(near_half).chain(neighbours).collect()
}

/// A workbook of them: numerator, denominator, rate and place.
fn near_rates() -> Vec<u8> {
    let counts = near_counts();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "rates").unwrap();
    for (row, (above, below)) in (1u32..).zip(&counts) {
        sheet.write_number(row, 0, i32::try_from(*above).unwrap()).unwrap();
        sheet.write_number(row, 1, i32::try_from(*below).unwrap()).unwrap();
        let (at, last) = (row + 1, counts.len() + 1);
        sheet.write_formula(row, 2, format!("IF(B{at}>0,A{at}/B{at},0)").as_str()).unwrap();
        sheet.write_formula(row, 3, format!("RANK(C{at},C$2:C${last},0)").as_str()).unwrap();
    }
    book.save_to_buffer().unwrap()
}

fn part(number: usize) -> String {
    format!("xl/worksheets/sheet{number}.xml")
}

/// A ranking sheet: its columns by head, and its rows that hold a place as a formula.
struct RankingRows<'b> {
    name: &'b str,
    sheet: &'b Sheet,
    heads: BTreeMap<&'b str, u32>,
    rows: Vec<UnitCells>,
}

/// The cells of a unit.
struct UnitCells {
    row: u32,
    above: CellRef,
    rate: CellRef,
    numerator: i64,
    denominator: i64,
    /// First and last row that its place is told among.
    among: (u32, u32),
}

/// The sheets that have places as formulas, with their numbers, from 1.
fn rankings_of(book: &Book) -> impl Iterator<Item = (usize, RankingRows<'_>)> {
    (1..).zip(&book.sheets).filter_map(|(number, sheet)| {
        let rows = ranking_rows(sheet)?;
        (!rows.rows.is_empty()).then_some((number, rows))
    })
}

fn ranking_rows(sheet: &Sheet) -> Option<RankingRows<'_>> {
    let head = sheet.cells.iter().find(|(at, cell)| at.1 == 0 && cell.text == "Hạng")?.0.0;
    let in_head = sheet.cells.range((head, 0)..(head + 1, 0));
    let heads: BTreeMap<&str, u32> = in_head.map(|(at, cell)| (cell.text.as_str(), at.1)).collect();
    let rows = sheet.cells.iter().filter(|(at, cell)| at.1 == heads["Hạng"] && cell.is_formula);
    let rows = rows.filter_map(|(at, cell)| {
        let ranked = cell.formula.strip_prefix("RANK(")?.strip_suffix(')')?;
        let mut ranked = ranked.split(',');
        let rate = CellRef::parse(ranked.next()?)?;
        let (first, last) = ranked.next()?.split_once(':')?;
        let row = |text: &str| text.split_once('$')?.1.parse::<u32>().ok();
        let among = (row(first)? - 1, row(last)? - 1);
        // `IF(F7>0,E7/F7,"–")`
        let formula = &sheet.cells[&(rate.row, rate.column)].formula;
        let (above, below) = formula.split(',').nth(1)?.split_once('/')?;
        let [above, below] = [above, below].map(|cell| CellRef::parse(cell).unwrap());
        let count = |at: CellRef| sheet.at(at.row, at.column).parse().unwrap();
        let (numerator, denominator) = (count(above), count(below));
        Some(UnitCells { row: at.0, above, rate, numerator, denominator, among })
    });
    Some(RankingRows { name: &sheet.name, sheet, rows: rows.collect(), heads })
}

/// Whether two results are one: LibreOffice writes fifteen digits.
fn is_same(ours: &str, theirs: &str) -> bool {
    match (ours.parse::<f64>(), theirs.parse::<f64>()) {
        (Ok(ours), Ok(theirs)) => (ours - theirs).abs() <= 1e-12 * ours.abs().max(1e-6),
        _ => ours == theirs,
    }
}

/// The same of figures that are reckoned from results.
fn is_near(expected: &str, shown: &str) -> bool {
    match (expected.parse::<f64>(), shown.parse::<f64>()) {
        (Ok(expected), Ok(shown)) => (expected - shown).abs() <= 1e-9,
        _ => expected == shown,
    }
}

/// The formulas of a workbook whose results are others when they are calculated, and how many there are.
fn differences(book: &Calculated) -> (Vec<String>, usize) {
    let (mut differ, mut all) = (Vec::new(), 0);
    for (ours, theirs) in book.ours.sheets.iter().zip(&book.theirs.sheets) {
        assert_eq!(ours.name, theirs.name);
        for (at, cell) in ours.cells.iter().filter(|(_, cell)| cell.is_formula) {
            all += 1;
            let again = &theirs.cells[at];
            assert!(again.is_formula, "{}: {at:?} is no formula any more", ours.name);
            if !is_same(&cell.text, &again.text) {
                let at = CellRef::new(at.0, at.1);
                let (given, found) = (&cell.text, &again.text);
                differ.push(format!("{}!{at} ={}: {given}, {found}", ours.name, cell.formula));
            }
        }
    }
    (differ, all)
}

#[test]
fn every_formula_gives_what_stands_in_its_cell() {
    let Some(calculated) = &*CALCULATED else { return };
    let mut formulas = BTreeMap::new();
    for (name, book) in &calculated.published {
        let (differ, all) = differences(book);
        assert_eq!(differ, [""; 0], "{name}");
        formulas.insert(name.as_str(), all);
    }
    let moved = calculated.published["thu-xep-hang.xlsx"].ours.sheets.iter();
    let moved = moved.flat_map(|sheet| sheet.cells.values().map(|cell| cell.formula.as_str()));
    let (places, changes) = moved.fold((0, 0), |(places, changes), formula| {
        let place = formula.starts_with(|c: char| c.is_ascii_digit()) && formula.contains('-');
        (places + usize::from(place), changes + usize::from(formula.ends_with(")*100")))
    });
    assert!(places >= 4 && changes >= 4, "{places} moves, {changes} changes");
    for (name, all) in
        formulas.iter().filter(|(name, _)| name.contains("-huyen-") && !name.contains("phan-hoi"))
    {
        assert!(*all > 0, "{name} calculates nothing");
    }
    // None is left out: these are the files that hold some.
    assert!(formulas["nightly-xep-hang.xlsx"] > 500, "{formulas:?}");
    assert!(formulas["nightly-so-lieu.xlsx"] > 2_000, "{formulas:?}");
    assert!(formulas["phu-tho-2026q3-xep-hang.xlsx"] > 750, "{formulas:?}");
}

/// Names that a spreadsheet would calculate stand in the cells as text, and are that after all was calculated.
#[test]
fn a_name_is_never_a_formula() {
    let Some(calculated) = &*CALCULATED else { return };
    let Calculated { ours, theirs } = &calculated.published["khac-xep-hang.xlsx"];
    for (_, name) in CALCULATING {
        let named = ours.sheets.iter().zip(&theirs.sheets).flat_map(|(ours, theirs)| {
            let cells = ours.cells.iter().filter(|(_, cell)| cell.text == name);
            cells.map(|(at, cell)| (cell, &theirs.cells[at]))
        });
        let named: Vec<_> = named.collect();
        assert!(named.len() >= 2, "{name} stands in {} cells", named.len());
        for (ours, theirs) in named {
            assert!(ours.is_text && !ours.is_formula && theirs.is_text, "{name}");
            assert_eq!(theirs.text, name);
        }
        let formulas = ours.sheets.iter().flat_map(|sheet| sheet.cells.values());
        assert_eq!(formulas.filter(|cell| cell.formula.contains(name)).count(), 0);
    }
}

/// Where a formula would not say exactly what the program says there is none.
#[test]
fn what_no_formula_says_exactly_stays_a_value() {
    let Some(calculated) = &*CALCULATED else { return };
    let formulas = |file: &str, sheet: &str, head: &str| {
        let book = &calculated.published[file].ours;
        let sheet = book.sheets.iter().find(|known| known.name == sheet).unwrap();
        let (at, cell) = sheet.cells.iter().find(|(_, cell)| cell.text.starts_with(head)).unwrap();
        let below = sheet.cells.iter().filter(|(below, _)| below.1 == at.1 && below.0 > at.0);
        assert!(cell.is_text);
        below.filter(|(_, cell)| cell.is_formula).count()
    };
    let lists = "khac-xep-hang.xlsx";
    // Something decides between equals; a sum of points is rounded; a class that reads as a number would be one.
    assert_eq!(formulas(lists, "Có phân định", "Hạng"), 0);
    assert!(formulas(lists, "Có phân định", "Xếp loại") > 50);
    assert_eq!(formulas(lists, "Xã 's", "Hạng"), 0);
    assert_eq!(formulas(lists, "Xã 's", "Xếp loại"), 0);
    assert!(formulas(lists, "Xã 's", "Điểm (thang") > 10);
    assert_eq!(formulas(lists, "Loại là số", "Xếp loại"), 0);
    assert!(formulas(lists, "Loại là số", "Hạng") > 10);
    // The bounds of classes stand on the sheet of methods; without it a class is a word.
    assert!(formulas(lists, "Sở", "Xếp loại") > 10);
    assert_eq!(formulas("khac-khong-phuong-phap.xlsx", "Sở", "Xếp loại"), 0);
    assert!(formulas("khac-khong-phuong-phap.xlsx", "Sở", "Hạng") > 10);
}

/// A place that a formula tells by quotients is that of the fractions, however near they lie.
#[test]
fn places_by_quotients_are_those_of_the_fractions() {
    let Some(calculated) = &*CALCULATED else { return };
    let sheet = &calculated.near.theirs.sheets[0];
    let counts = near_counts();
    let mut tied = 0;
    for (row, own) in (1u32..).zip(&counts) {
        let ahead = |other: &&(i64, i64)| other.0 * own.1 > own.0 * other.1;
        let equal = |other: &&(i64, i64)| other.0 * own.1 == own.0 * other.1;
        let place = 1 + counts.iter().filter(ahead).count();
        tied += usize::from(counts.iter().filter(equal).count() > 1);
        assert_eq!(sheet.at(row, 3), place.to_string(), "{own:?}");
    }
    assert!(tied > 40, "{tied} share a place");
}

/// A conversion that does not calculate would pass it.
#[test]
fn a_wrong_result_is_seen() {
    let Some(calculated) = &*CALCULATED else { return };
    let (planted, place) = &calculated.planted;
    let (differ, _) = differences(planted);
    assert_eq!(differ.len(), 1, "{differ:?}");
    assert!(differ[0].starts_with(place) && differ[0].contains("0.5,"), "{place}: {differ:?}");
}

/// What the cells of a unit should show, by head; reckoned in whole numbers.
fn expected(
    ranking: &Ranking,
    better: Better,
    list: &[(i64, i64)],
    own: (i64, i64),
) -> [String; 3] {
    let wide = |a: i64, b: i64| i128::from(a) * i128::from(b);
    let ahead = |other: &&(i64, i64)| {
        let order = wide(other.0, own.1).cmp(&wide(own.0, other.1));
        if better == Better::Higher { order.is_gt() } else { order.is_lt() }
    };
    let place = 1 + list.iter().filter(ahead).count();
    let reaches = |percent: u8| {
        let order = wide(own.0, 100).cmp(&wide(percent.into(), own.1));
        if better == Better::Higher { order.is_ge() } else { order.is_le() }
    };
    let class = ranking.classes.iter().position(|class| reaches(class.percent));
    let next = class.unwrap_or(ranking.classes.len()).checked_sub(1);
    let title = |at: Option<usize>| {
        at.map_or_else(|| "–".to_owned(), |at| ranking.classes[at].title.clone())
    };
    let needed = next.map(|next| {
        let bound = i64::from(ranking.classes[next].percent) * own.1;
        if better == Better::Higher { (bound + 99) / 100 - own.0 } else { own.0 - bound / 100 }
    });
    let needed = needed.map_or_else(|| "–".to_owned(), |needed| needed.to_string());
    [place.to_string(), title(class), needed]
}

/// Checks a ranking sheet that was calculated; how many figures of it.
fn check(ranking: &Ranking, better: Better, sheet: &RankingRows<'_>, calculated: &Sheet) -> usize {
    let mut checked = 0;
    let at = |head: &str| {
        let named = sheet.heads.iter().find(|(known, _)| known.starts_with(head));
        named.map(|(_, column)| *column)
    };
    for unit in &sheet.rows {
        let counts = |of: &UnitCells| (of.numerator, of.denominator);
        let list = sheet.rows.iter().filter(|other| other.among == unit.among);
        let list: Vec<(i64, i64)> = list.map(counts).collect();
        let own = counts(unit);
        let shown = |column: u32| calculated.at(unit.row, column);
        let [place, class, needed] = expected(ranking, better, &list, own);
        #[expect(clippy::cast_precision_loss, reason = "counts of files are small")]
        let rate = own.0 as f64 / own.1 as f64;
        let points = f64::from(ranking.shares[0].points.unwrap_or(1));
        // What they were then follows from what was published, before a count was changed.
        let before = |head: &str| sheet.sheet.at(unit.row, at(head)?).parse::<f64>().ok();
        let number = |column| sheet.sheet.at(unit.row, column).parse::<f64>().unwrap();
        let place_then = before("Đổi hạng").map(|moved| moved + number(0));
        let rate_then = before("± điểm %").map(|points| number(unit.rate.column) - points / 100.0);
        let moved = place_then.map(|then| then - place.parse::<f64>().unwrap());
        let moved = moved.unwrap_or_default().to_string();
        let change = rate_then.map(|then| (rate - then) * 100.0).unwrap_or_default().to_string();
        let expected = [
            (at("Hạng"), place),
            (Some(unit.rate.column), rate.to_string()),
            (at("Điểm"), (points * rate).to_string()),
            (at("Xếp loại"), class),
            (at("Cần thêm"), needed.clone()),
            (at("Cần bớt"), needed),
            (at("Đổi hạng"), moved),
            (at("± điểm %"), change),
        ];
        for (column, expected) in expected {
            let Some(column) = column else { continue };
            if !sheet.sheet.cells[&(unit.row, column)].is_formula {
                continue;
            }
            let place = format!("{}!{}", sheet.name, CellRef::new(unit.row, column));
            assert!(is_near(&expected, shown(column)), "{place}: {} for {expected}", shown(column));
            checked += 1;
        }
    }
    checked
}

/// Whoever changes a count sees the rate, the places of the whole list and the class that the program would give.
#[test]
fn what_depends_on_a_count_changes_with_it() {
    let Some(calculated) = &*CALCULATED else { return };
    for (name, least, movers) in
        [("nightly", 400, 50), ("phu-tho-2026q3", 750, 50), ("khac", 300, 20), ("thu", 20, 1)]
    {
        let pipeline = &calculated.pipelines[name];
        let book = &calculated.changed[&format!("changed-{name}-xep-hang.xlsx")];
        let (mut checked, mut moved) = (0, 0);
        for (number, sheet) in rankings_of(&book.ours) {
            let ranking = pipeline.rankings.iter().find(|ranking| ranking.sheet == sheet.name);
            let ranking = ranking.unwrap();
            let theirs = &book.theirs.sheets[number - 1];
            checked += check(ranking, ranking.better(&pipeline.metrics), &sheet, theirs);
            let places = sheet.rows.iter();
            moved +=
                places.filter(|unit| sheet.sheet.at(unit.row, 0) != theirs.at(unit.row, 0)).count();
        }
        assert!(checked > least && moved > movers, "{name}: {checked} figures, {moved} moved");
    }
}
