//! What the summary says of a period, each sentence held against the tables of the runs by rules of this test; what is not
//! sure is not said. And the sheet of moves against the table of moves.

#![expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a helper that fails fails the test"
)]

use tthc::pipeline::SheetKind;
use tthc::publish::book::plan::{Datum, SheetPlan};
use tthc::store::{Folder, Run};
use tthc::table::{Artifact as _, Columns, Metrics, Moves, Rankings, Standing};

use crate::book::{composed, published};
use crate::case::Case;
use crate::grid::{HEAD_2, under};
use crate::reading::NOI_VU;
use crate::why::{dong_phu, loc_ninh, province, run};

/// Every form that is owed came, and is whole.
fn whole() -> Case {
    let justice = NOI_VU.replace("Sở Nội vụ", "Sở Tư pháp");
    province().file("so-tu-phap.xlsx", &[("Sở Tư pháp", &under(HEAD_2, &justice))])
}

fn latest(case: &Case, period: &str) -> Run {
    Folder::new(&case.path("output"), "thu", period).latest().unwrap().unwrap()
}

/// The units with their sums of the first metric: each by what it handles itself.
fn own(run: &Run) -> Vec<(String, i64, i64)> {
    let frame = run.table(Metrics::NAME).unwrap();
    let c = Columns::new(Metrics::NAME, &frame);
    let text = |name| c.text(name).unwrap();
    let count = |name| c.count(name).unwrap();
    let (metric, scope, field) = (text("metric"), text("scope"), text("field"));
    let (name, above, below) = (text("unit_name"), count("numerator"), count("denominator"));
    let wanted = |row: &usize| {
        let is = (metric.get(*row), scope.get(*row)) == (Some("on_time_rate"), Some("own"));
        is && field.is_null(*row) && below.get(*row).is_some_and(|below| below > 0)
    };
    let rows = (0..frame.height()).filter(wanted);
    let row =
        |row| (name.get(row).unwrap().to_owned(), above.get(row).unwrap(), below.get(row).unwrap());
    rows.map(row).collect()
}

/// The rate of the province: what all units handle themselves.
fn rate(run: &Run) -> f64 {
    let sums = own(run).into_iter().fold((0, 0), |sum, one| (sum.0 + one.1, sum.1 + one.2));
    sums.0 as f64 / sums.1 as f64
}

fn rows(run: &Run, ranking: &str) -> Vec<Standing> {
    let table = Rankings::from_frame(&run.table(Rankings::NAME).unwrap()).unwrap();
    table.of(ranking).cloned().collect()
}

/// The sentences of the summary.
fn said(case: &Case) -> Vec<String> {
    let book = published(case);
    let sentences = book.lines().filter_map(|line| line.split_once(" – "));
    let sentences = sentences.filter(|(at, _)| at.starts_with('A') && !at.contains(' '));
    sentences.map(|(_, said)| said.to_owned()).collect()
}

/// A sheet with its numbers: a line each of its lines.
fn sheet<T>(case: &Case, kind: SheetKind, ask: impl FnOnce(Option<&SheetPlan<'_>>) -> T) -> T {
    composed(case, |books| ask(books[0].sheets.iter().find(|sheet| sheet.name == kind.name())))
}

fn numbers(sheet: &SheetPlan<'_>) -> Vec<(String, Vec<f64>)> {
    let number = |datum: &Datum<'_>| match datum {
        Datum::Count(count) => Some(*count as f64),
        Datum::Number(number) => Some(*number),
        _ => None,
    };
    let line = |line: &tthc::publish::book::plan::PlanLine<'_>| {
        let first = line.cells.first().map(|cell| cell.datum.to_string()).unwrap_or_default();
        (first, line.cells.iter().filter_map(|cell| number(cell.datum.shown())).collect())
    };
    sheet.lines.iter().map(line).collect()
}

#[test]
fn the_rate_of_the_province_is_compared_where_the_same_units_tell_it() {
    let case = whole();
    run(&case, "2023-Q2");
    let case = loc_ninh(case, 30, 34);
    run(&case, "2023-Q3");
    let (then, now) = (rate(&latest(&case, "2023-Q2")), rate(&latest(&case, "2023-Q3")));
    assert!(now < then);
    let first = said(&case).swap_remove(0);
    assert!(first.starts_with("Tỉnh Bình Phước: tỷ lệ giải quyết đúng hạn "), "{first}");
    assert!(first.ends_with(" hồ sơ, giảm so với quý II năm 2023."), "{first}");
    sheet(&case, SheetKind::Summary, |summary| {
        let rows = numbers(summary.unwrap());
        let row = rows.iter().find(|row| row.0 == "Tỷ lệ giải quyết đúng hạn").unwrap();
        let [_, _, rate, before, change] = row.1.as_slice() else { panic!("{row:?}") };
        assert!((rate - now).abs() < 1e-12 && (before - then).abs() < 1e-12);
        assert!((change - (now - then) * 100.0).abs() < 1e-9, "{row:?}");
        // The same of a list: both districts stood in both periods.
        let row = rows.iter().find(|row| row.0 == "Địa bàn huyện").unwrap();
        let districts = |period: &str| {
            let rows = self::rows(&latest(&case, period), "districts");
            let sum = |of: fn(&Standing) -> Option<i64>| rows.iter().filter_map(of).sum::<i64>();
            sum(|row| row.numerator) as f64 / sum(|row| row.denominator) as f64
        };
        let change = (districts("2023-Q3") - districts("2023-Q2")) * 100.0;
        assert!((row.1[1] - districts("2023-Q3")).abs() < 1e-12, "{row:?}");
        assert!((row.1[2] - change).abs() < 1e-9, "{row:?} {change}");
    });
    let untold = |case: &Case| {
        run(case, "2023-Q3");
        let first = said(case).swap_remove(0);
        assert!(!first.contains("so với") && !first.contains("bằng"), "{first}");
    };
    // Another way of counting, a unit that is not there, a figure that is missing.
    untold(&loc_ninh(case, 30, 34).declare("minimum-denominator = 30", "minimum-denominator = 31"));
    untold(&again().without("so-tu-phap.xlsx"));
    let unread = NOI_VU.replacen("| 30 |", "| 3O? |", 1);
    untold(&again().file("so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, &unread))]));
    let case = again();
    run(&case, "2023-Q3");
    assert!(said(&case)[0].ends_with(" hồ sơ, bằng quý II năm 2023."), "{:?}", said(&case));
}

/// A period that was told whole.
fn again() -> Case {
    let case = whole();
    run(&case, "2023-Q2");
    case
}

#[test]
fn few_units_that_hold_much_are_named_and_many_are_not() {
    // Đồng Phú has 40 late files, all others together far fewer.
    let case = dong_phu(whole(), 40);
    run(&case, "2023-Q3");
    let mut missed: Vec<(String, i64)> =
        own(&latest(&case, "2023-Q3")).into_iter().map(|one| (one.0, one.2 - one.1)).collect();
    missed.sort_by_key(|one| std::cmp::Reverse(one.1));
    let total: i64 = missed.iter().map(|one| one.1).sum();
    assert!(missed[0].1 * 3 >= total && missed.len() >= 5, "{missed:?}");
    let (name, most) = &missed[0];
    let share = (*most as f64 / total as f64 * 100.0).round();
    let expected = format!(
        "1 trong {} đơn vị chiếm {share}% của {total} hồ sơ giải quyết quá hạn: {name} {most}.",
        missed.len()
    );
    assert!(said(&case).contains(&expected), "{expected}\n{:#?}", said(&case));
    // The largest, and the others, stand in the table beside the chart.
    sheet(&case, SheetKind::Summary, |summary| {
        let summary = summary.unwrap();
        let rows = numbers(summary);
        for (name, count) in missed.iter().filter(|one| one.1 > 0).take(10) {
            assert!(
                rows.contains(&(name.clone(), vec![*count as f64])),
                "{name} {count}: {rows:?}"
            );
        }
        assert!(summary.charts.iter().any(|chart| chart.alt.contains(name.as_str())));
    });
    // Nothing is late: nothing is said of it, and there is no chart of nothing.
    let none = |lines: &str| lines.replace("97 | 3 |", "100 | 0 |");
    let case = dong_phu(loc_ninh(province(), 50, 35), 0);
    let lines = none(NOI_VU);
    let case = case.file("so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, &lines))]);
    run(&case, "2023-Q3");
    let late: i64 = own(&latest(&case, "2023-Q3")).iter().map(|one| one.2 - one.1).sum();
    let said = said(&case);
    assert_eq!(
        said.iter().any(|said| said.contains("chiếm")),
        late > 0 && holds(&case),
        "{said:?}"
    );
}

/// Whether at most three units, and one in five, hold a third of what is late.
fn holds(case: &Case) -> bool {
    let mut missed: Vec<i64> =
        own(&latest(case, "2023-Q3")).iter().map(|one| one.2 - one.1).collect();
    missed.sort_unstable_by_key(|count| std::cmp::Reverse(*count));
    let total: i64 = missed.iter().sum();
    (1..=3).any(|few| few * 5 <= missed.len() && missed[..few].iter().sum::<i64>() * 3 >= total)
}

#[test]
fn classes_are_counted_with_their_change() {
    let districts =
        "metric = \"on_time_rate\"\nminimum-denominator = 30\n\n[[ranking]]\nid = \"communes\"";
    let classes =
        "class = [{ from-percent = 90, title = \"Tốt\" }, { from-percent = 0, title = \"Yếu\" }]";
    let case = whole().declare(
        districts,
        &districts.replace("\n\n[[ranking]]", &format!("\n{classes}\n\n[[ranking]]")),
    );
    run(&case, "2023-Q2");
    let before = |case: &Case, class: &str| {
        let rows = rows(&latest(case, "2023-Q2"), "districts");
        rows.iter().filter(|row| row.class.as_deref() == Some(class)).count()
    };
    assert_eq!((before(&case, "Tốt"), before(&case, "Yếu")), (1, 1));
    // Without a period before a count has no change.
    run(&case, "2023-Q3");
    assert!(said(&case).contains(&"Xếp loại: Địa bàn huyện: 1 Tốt, 1 Yếu.".to_owned()));
    let case = dong_phu(case, 0);
    run(&case, "2023-Q3");
    let expected = "Xếp loại: Địa bàn huyện: 2 Tốt (+1), 0 Yếu (−1).".to_owned();
    assert!(said(&case).contains(&expected), "{:?}", said(&case));
    // By other bounds the classes of then are others.
    let case = dong_phu(case, 0).declare("from-percent = 90", "from-percent = 89");
    run(&case, "2023-Q3");
    assert!(
        said(&case).contains(&"Xếp loại: Địa bàn huyện: 2 Tốt.".to_owned()),
        "{:?}",
        said(&case)
    );
}

#[test]
fn who_moved_furthest_is_named_with_the_reason_or_nobody_is() {
    let case = province();
    run(&case, "2023-Q2");
    run(&case, "2023-Q3");
    assert!(!said(&case).iter().any(|said| said.contains("nhiều nhất")), "nobody moved");
    sheet(&case, SheetKind::Moves, |sheet| assert!(sheet.is_none()));
    // Lộc Thành falls behind 48/50 of Tân Phú: one up, one down.
    let case = loc_ninh(case, 45, 20);
    run(&case, "2023-Q3");
    let expected = "Tăng hạng nhiều nhất: Thị trấn Tân Phú 3 → 2 (Cấp xã), do số của đơn vị khác; \
                    giảm hạng nhiều nhất: Xã Lộc Thành 2 → 3 (Cấp xã), do số của đơn vị.";
    assert!(said(&case).iter().any(|said| said == expected), "{:?}", said(&case));
    // The districts change places too: of two that moved as far nobody moved furthest.
    let case = dong_phu(loc_ninh(case, 25, 20), 0);
    run(&case, "2023-Q3");
    assert!(!said(&case).iter().any(|said| said.contains("nhiều nhất")), "{:?}", said(&case));
    sheet(&case, SheetKind::Summary, |summary| {
        let rows = numbers(summary.unwrap());
        let moved = ["Huyện Đồng Phú", "Huyện Lộc Ninh", "Thị trấn Tân Phú", "Xã Lộc Thành"];
        for (name, places) in moved.iter().zip([[2.0, 1.0], [1.0, 2.0], [3.0, 2.0], [2.0, 3.0]]) {
            assert!(rows.contains(&((*name).to_owned(), places.to_vec())), "{name}: {rows:?}");
        }
    });
}

#[test]
fn the_sheet_of_moves_has_the_table_of_moves() {
    let case = province().declare("\"rankings\", ", "\"rankings\", \"moves\", ");
    run(&case, "2023-Q3");
    sheet(&case, SheetKind::Moves, |sheet| assert!(sheet.is_none(), "there is no period before"));
    let case = province().declare("\"rankings\", ", "\"rankings\", \"moves\", ");
    run(&case, "2023-Q2");
    let case = dong_phu(loc_ninh(case, 25, 20), 10);
    run(&case, "2023-Q3");
    let run = latest(&case, "2023-Q3");
    let moves = Moves::from_frame(&run.table(Moves::NAME).unwrap()).unwrap();
    assert!(moves.rows.len() >= 4, "{moves:?}");
    sheet(&case, SheetKind::Moves, |sheet| {
        let rows = numbers(sheet.unwrap());
        for row in &moves.rows {
            let standings = self::rows(&run, &row.ranking);
            let standing = standings.iter().find(|one| one.unit_id == row.unit_id).unwrap();
            let mut expected = vec![f64::from(row.previous_place), f64::from(row.place)];
            expected.push(-row.fell() as f64);
            expected.extend([standing.previous_value, standing.value].into_iter().flatten());
            let parts: Vec<f64> = row.parts.iter().flatten().map(|(_, by)| -*by as f64).collect();
            assert!((parts.iter().sum::<f64>() - expected[2]).abs() < 1e-9, "{row:?}");
            expected.extend(parts);
            let found =
                rows.iter().any(|one| one.0.starts_with(&row.unit_name) && one.1 == expected);
            assert!(found, "{expected:?} in {rows:#?}");
        }
        // As many rows as moved, and no others.
        let told = rows.iter().filter(|row| row.1.len() > 2).count();
        assert_eq!(told, moves.rows.len(), "{rows:#?}");
    });
}
