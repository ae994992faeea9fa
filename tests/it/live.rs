//! What published workbooks compute by themselves: LibreOffice calculates every formula of both provinces anew and comes to
//! what stands in the files; a wrong result planted among them is seen; and where a count is changed, rates, places and
//! classes change as the program would have them.

#![expect(clippy::unwrap_used, reason = "a workbook that cannot be taken apart fails the test")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use tthc::model::CellRef;
use tthc::pipeline::{self, Better, Ranking};

use crate::grid::zip;
use crate::lint::{Book, Parts, Sheet, parts};
use crate::office::Office;
use crate::truth::{Done, NIGHTLY, run};

const PHU_THO: &str = "pipelines/phu-tho-2026q3.toml";
const BINH_PHUOC: &str = "pipelines/nightly.toml";

/// A workbook, once as it was published and once as LibreOffice calculates it.
struct Calculated {
    ours: Book,
    theirs: Book,
}

/// Every workbook of both provinces by name, and those with counts that were changed in them.
struct AllCalculated {
    published: BTreeMap<String, Calculated>,
    changed: BTreeMap<String, Calculated>,
    /// One that gives a wrong result for a formula, and where.
    planted: (Calculated, String),
}

/// Nothing where there is no LibreOffice; it is started once for all of them.
static CALCULATED: LazyLock<Option<AllCalculated>> = LazyLock::new(|| {
    let office = Office::open()?;
    let phu_tho = run(PHU_THO, "2026-Q3", &[]);
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (id, done) in [("nightly", &*NIGHTLY), ("phu-tho-2026q3", &phu_tho)] {
        files.extend(workbooks(done).map(|(name, bytes)| (format!("{id}-{name}"), bytes)));
    }
    let published = files.len();
    let rankings: Vec<(String, Parts)> = { files.iter() }
        .filter(|(name, _)| name.ends_with("-xep-hang.xlsx"))
        .map(|(name, bytes)| (name.clone(), parts(bytes)))
        .collect();
    assert_eq!(rankings.len(), 2);
    files.extend(
        rankings
            .iter()
            .map(|(name, parts)| (format!("changed-{name}"), bytes_of(&with_other_counts(parts)))),
    );
    let (planted, place) = with_a_wrong_result(&rankings[0].1);
    files.push(("planted.xlsx".to_owned(), bytes_of(&planted)));
    let asked: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let theirs = office.recalculate(&asked);
    let mut books = files.iter().zip(&theirs).map(|((name, ours), theirs)| {
        let [ours, theirs] = [ours, theirs].map(|bytes| Book::of(&parts(bytes)));
        (name.clone(), Calculated { ours, theirs })
    });
    Some(AllCalculated {
        published: books.by_ref().take(published).collect(),
        changed: books.by_ref().take(rankings.len()).collect(),
        planted: (books.next().unwrap().1, place),
    })
});

fn workbooks(done: &Done) -> impl Iterator<Item = (String, Vec<u8>)> + '_ {
    let books = done.files.iter().filter(|(name, _)| name.ends_with(".xlsx"));
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
    // None is left out: these are the files that hold some.
    assert!(formulas["nightly-xep-hang.xlsx"] > 700, "{formulas:?}");
    assert!(formulas["nightly-so-lieu.xlsx"] > 2_000, "{formulas:?}");
    assert!(formulas["phu-tho-2026q3-xep-hang.xlsx"] > 900, "{formulas:?}");
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
) -> [String; 4] {
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
    [place.to_string(), title(class), title(next), needed]
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
        let [place, class, next, needed] = expected(ranking, better, &list, own);
        #[expect(clippy::cast_precision_loss, reason = "counts of files are small")]
        let rate = own.0 as f64 / own.1 as f64;
        let points = f64::from(ranking.shares[0].points.unwrap_or(1));
        let expected = [
            (at("Hạng"), place),
            (Some(unit.rate.column), rate.to_string()),
            (at("Điểm"), (points * rate).to_string()),
            (at("Xếp loại"), class),
            (at("Loại kế tiếp"), next),
            (at("Cần thêm"), needed.clone()),
            (at("Cần bớt"), needed),
        ];
        for (column, expected) in expected {
            let Some(column) = column else { continue };
            let place = format!("{}!{}", sheet.name, CellRef::new(unit.row, column));
            assert!(is_same(&expected, shown(column)), "{place}: {} for {expected}", shown(column));
            checked += 1;
        }
    }
    checked
}

/// Whoever changes a count sees the rate, the places of the whole list and the class that the program would give.
#[test]
fn what_depends_on_a_count_changes_with_it() {
    let Some(calculated) = &*CALCULATED else { return };
    for (name, declared, least) in [("nightly", BINH_PHUOC, 400), ("phu-tho-2026q3", PHU_THO, 900)]
    {
        let pipeline =
            pipeline::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join(declared)).unwrap();
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
        assert!(checked > least && moved > 50, "{name}: {checked} figures, {moved} moved");
    }
}
