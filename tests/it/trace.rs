//! `tthc trace`: a figure by its unit and metric, by a cell of a published workbook, and what hangs on a cell of an office.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]
#![expect(clippy::disallowed_methods, reason = "tests spoil what a run left")]

use std::io::{Cursor, Read as _, Write as _};

use serde_json::{Value, json};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::case::Case;
use crate::grid::{HEAD_3, under};
use crate::reading::{DONG_PHU, LOC_NINH};

const PUBLISHED: &str = "output/thu/2023-Q3/latest/xep-hang.xlsx";

/// Two districts with four communes; `more` may stand for lines of the first.
fn province(loc_ninh: &str) -> Case {
    Case::of("phu-luc-3")
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, loc_ninh))])
        .file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))])
}

fn ran(case: &Case) {
    case.run(&["--quiet", "--fail-on", "never"]).says_anything().exit(0);
}

#[track_caller]
fn traced(case: &Case, arguments: &[&str]) -> Value {
    let arguments = [&["trace"], arguments, &["--json"]].concat();
    serde_json::from_str(&case.tthc(&arguments).says_anything().exit(0).stdout).unwrap()
}

#[track_caller]
fn refused(case: &Case, arguments: &[&str]) -> Value {
    let arguments = [&["trace"], arguments, &["--json"]].concat();
    let told = case.tthc(&arguments).says_anything().exit(2).stdout;
    serde_json::from_str::<Value>(&told).unwrap()["error"].take()
}

/// All cells of a figure: cell, raw, read_as, numerator, denominator, not_counted.
fn cells(figure: &Value) -> Vec<String> {
    let mut cells = Vec::new();
    for unit in figure["traced_units"].as_array().unwrap() {
        for line in unit["traced_lines"].as_array().unwrap() {
            for cell in line["traced_cells"].as_array().unwrap() {
                let word = |key: &str| cell[key].as_str().unwrap_or("counts").to_owned();
                let (above, below) = (&cell["numerator"], &cell["denominator"]);
                cells.push(format!(
                    "{} {} {} {above}/{below} {}",
                    line["file"].as_str().unwrap(),
                    word("cell"),
                    word("raw"),
                    word("not_counted"),
                ));
            }
        }
    }
    cells
}

const OF_DISTRICT: [&str; 5] = ["thu", "--unit", "692", "--metric", "on_time_rate"];

#[test]
fn a_figure_is_told_by_its_cells_and_a_place_by_its_neighbours() {
    let case = province(LOC_NINH);
    ran(&case);
    let text =
        |arguments: &[&str]| case.tthc(&[&["trace"], arguments].concat()).stderr("").exit_text();
    insta::assert_snapshot!("trace_vi", text(&OF_DISTRICT));
    let english = [&OF_DISTRICT[..], &["--lang", "en"]].concat();
    insta::assert_snapshot!("trace_en", text(&english));
    let told = traced(&case, &OF_DISTRICT);
    let figure = &told["figures"][0];
    assert_eq!((&figure["scope"], &figure["adds_up"]), (&json!("total"), &json!(true)));
    assert_eq!((&figure["numerator"], &figure["denominator"]), (&json!(155), &json!(161)));
    assert_eq!(
        cells(figure),
        [
            "692.xlsx G8 50 0/50 counts",
            "692.xlsx H8 45 45/0 counts",
            "692.xlsx G9 40 0/40 counts",
            "692.xlsx H9 40 40/0 counts",
            "692.xlsx G12 35 0/35 counts",
            "692.xlsx H12 34 34/0 counts",
            "692.xlsx G15 36 0/36 counts",
            "692.xlsx H15 36 36/0 counts",
        ]
    );
    let print = figure["traced_files"][0]["blake3"].as_str().unwrap();
    let bytes = std::fs::read(case.path("inbox/692.xlsx")).unwrap();
    assert_eq!(print, tthc::store::Fingerprint::of_bytes(&bytes).as_str());
    // 155/161 stands first, 128/150 second: 145 of 150 would be level (145 × 161 ≥ 155 × 150), 144 would not.
    let standing = &told["standings"][0];
    assert_eq!((&standing["ranking"], &standing["place"]), (&json!("districts"), &json!(1)));
    assert_eq!(standing["next_above"], json!([]));
    let below = &standing["next_below"][0];
    assert_eq!(below["unit_id"], "695");
    assert_eq!(
        below["files_between"],
        json!([{ "metric": "on_time_rate", "numerator_change": 17 }])
    );
}

/// What one field has is part of what all have, and its lines are those of the field.
#[test]
fn a_field_is_traced_by_itself() {
    let case = province(LOC_NINH);
    ran(&case);
    let of_field = [&OF_DISTRICT[..], &["--field", "Đất đai"]].concat();
    let told = traced(&case, &of_field);
    assert_eq!(
        cells(&told["figures"][0]),
        ["692.xlsx G8 50 0/50 counts", "692.xlsx H8 45 45/0 counts"]
    );
    assert_eq!(told["figures"][0]["numerator"], 45);
    assert_eq!(told["standings"], json!([]), "places go by all fields");
    let error = refused(&case, &[&OF_DISTRICT[..], &["--field", "Đất dai"]].concat());
    assert_eq!(error["code"], "unknown_field");
    assert!(error["next"].as_str().unwrap().contains("Đất đai"), "{error}");
}

/// The lines of a file that another one took the place of are listed and said not to count.
#[test]
fn the_lines_of_a_replaced_file_are_named_with_the_reason() {
    let older = LOC_NINH.replacen("| 50 | 45 | 5 |", "| 50 | 44 | 6 |", 1);
    let case = province(LOC_NINH).file("cu/692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &older))]);
    ran(&case);
    let told = traced(&case, &OF_DISTRICT);
    let figure = &told["figures"][0];
    assert_eq!(figure["adds_up"], true);
    let cells = cells(figure);
    let aside: Vec<&String> = cells.iter().filter(|cell| cell.ends_with(" superseded")).collect();
    assert_eq!((cells.len(), aside.len()), (16, 8), "{cells:#?}");
    let said = case.tthc(&[&["trace"], &OF_DISTRICT[..]].concat()).says_anything().exit(0).stdout;
    assert!(said.contains("không tính: đã có tệp thay thế"), "{said}");
    // Nothing hangs on them.
    let file = aside[0].split(' ').next().unwrap();
    let told = impact(&case, &format!("{file}!Phụ lục 3!H8"));
    assert_eq!(told["traced_line"]["traced_cells"][0]["not_counted"], "superseded");
    assert_eq!(told["hanging_rates"], json!([]));
}

/// A cell that cannot be read is no number: what was found there stands beside the figure, which says it is incomplete.
#[test]
fn a_cell_that_cannot_be_read_is_told_beside_the_figure() {
    let case = province(&LOC_NINH.replacen("| 45 |", "| 4S |", 1));
    ran(&case);
    let told = traced(&case, &OF_DISTRICT);
    let figure = &told["figures"][0];
    assert_eq!((&figure["adds_up"], &figure["complete"]), (&json!(true), &json!(false)));
    let found: Vec<String> = { figure["findings"].as_array().unwrap().iter() }
        .map(|finding| format!("{} {}", finding["code"], finding["cell"]).replace('"', ""))
        .collect();
    assert!(found.contains(&"F130 H8".to_owned()), "{found:?}");
    assert!(cells(figure).contains(&"692.xlsx G8 50 0/0 line_incomplete".to_owned()));
}

/// A line that lacks one of its numbers counts in neither sum: the number that is there says so.
#[test]
fn a_number_whose_line_lacks_another_is_said_not_to_count() {
    let torn = LOC_NINH.replacen("| 36 | 36 | 0 | 4  | 4 | 0", "| 36 | 3G | O | 4  | 4 | 0", 1);
    assert_ne!(torn, LOC_NINH);
    let case = province(&torn);
    ran(&case);
    let told = traced(&case, &["thu", "--unit", "25297", "--metric", "on_time_rate"]);
    let cells = cells(&told["figures"][0]);
    assert!(cells.contains(&"692.xlsx G15 36 0/0 line_incomplete".to_owned()), "{cells:?}");
    assert_eq!(told["standings"][0]["status"], "incomplete");
    assert_eq!(told["standings"][0]["next_above"], json!([]), "who has no place has no neighbours");
}

/// A number that was not typed as one is told with the text that stands there.
#[test]
fn a_number_typed_as_text_is_told_as_it_was_found() {
    let case = province(&LOC_NINH.replacen("| 45 |", "| \"45 hồ sơ\" |", 1));
    ran(&case);
    let told = traced(&case, &OF_DISTRICT);
    let cell = &told["figures"][0]["traced_units"][0]["traced_lines"][0]["traced_cells"][1];
    assert_eq!((&cell["cell"], &cell["raw"]), (&json!("H8"), &json!("45 hồ sơ")));
    assert_eq!((&cell["read_as"], &cell["count"]), (&json!("number_as_text"), &json!(45)));
}

/// Where less is better the one above has less: so many fewer files above the line reach it.
#[test]
fn where_less_is_better_it_is_told_how_many_fewer() {
    let case = province(LOC_NINH).declare(
        "id = \"districts\"\ntitle = \"Xếp hạng địa bàn cấp huyện\"\nsheet = \"Địa bàn huyện\"\nleague = \"district\"\nscope = \"total\"\nmetric = \"on_time_rate\"",
        "id = \"districts\"\ntitle = \"Xếp hạng địa bàn cấp huyện\"\nsheet = \"Địa bàn huyện\"\nleague = \"district\"\nscope = \"total\"\nmetric = \"late_rate\"",
    );
    let metrics = std::fs::read_to_string(case.path("pipelines/metrics.toml")).unwrap();
    let late = "\n[[metric]]\nid = \"late_rate\"\ntitle = \"Tỷ lệ quá hạn\"\nnumerator = \"resolved_overdue\"\ndenominator = \"resolved_total\"\nnumerator-title = \"Quá hạn\"\ndenominator-title = \"Đã giải quyết\"\nbetter = \"lower\"\nsource = \"thử\"\n";
    case.rewritten("pipelines/metrics.toml", &(metrics + late));
    ran(&case);
    let told = traced(&case, &["thu", "--unit", "695", "--ranking", "districts"]);
    let above = &told["standings"][0]["next_above"][0];
    assert_eq!(above["unit_id"], "692");
    // 22/150 against 6/161: 5 of 150 would be level (5 × 161 ≤ 6 × 150), 6 would not (966 > 900).
    assert_eq!(above["files_between"], json!([{ "metric": "late_rate", "numerator_change": -17 }]));
}

/// In a score each metric is told by itself.
#[test]
fn of_a_score_each_metric_is_told() {
    let case = province(LOC_NINH).declare(
        "scope = \"total\"\nmetric = \"on_time_rate\"",
        "scope = \"total\"\nshare = [{ metric = \"on_time_rate\", points = 20 }, { metric = \"online_rate\", points = 10 }]",
    );
    ran(&case);
    let told = traced(&case, &["thu", "--unit", "695", "--ranking", "districts"]);
    let metrics: Vec<&Value> =
        told["figures"].as_array().unwrap().iter().map(|figure| &figure["metric"]).collect();
    assert_eq!(metrics, ["on_time_rate", "online_rate"]);
    let above = told["standings"][0]["next_above"][0]["files_between"].as_array().unwrap();
    assert_eq!(above.len(), 2, "{above:?}");
    // Each alone, exactly: the points of so many files more are at least those of the one above, and of one less are not.
    let points = |shares: &Value, more: (usize, i64)| -> f64 {
        let shares = shares.as_array().unwrap().iter().enumerate();
        let each = shares.map(|(at, share)| {
            let number = |key: &str| share[key].as_f64().unwrap();
            #[expect(clippy::cast_precision_loss, reason = "a handful of files")]
            let further = if at == more.0 { more.1 as f64 } else { 0.0 };
            number("points") * (number("numerator") + further) / number("denominator")
        });
        each.sum()
    };
    let standing = &told["standings"][0];
    let goal = points(&standing["next_above"][0]["ranked_by"], (0, 0));
    for (at, share) in above.iter().enumerate() {
        if let Some(files) = share["numerator_change"].as_i64() {
            assert!(points(&standing["ranked_by"], (at, files)) >= goal, "{share}");
            assert!(points(&standing["ranked_by"], (at, files - 1)) < goal, "{share}");
        }
    }
}

/// A cell of the published workbook: which it is in the sheet, by what stands in it.
fn published_cells(case: &Case, sheet: &str) -> Vec<(String, Value)> {
    let bytes = std::fs::read(case.path(PUBLISHED)).unwrap();
    let tthc::read::Opened::Book(book) = tthc::read::read(&bytes, &tthc::model::Limits::default())
    else {
        panic!("no workbook")
    };
    let sheet = book.sheets.iter().find(|known| known.name == sheet).unwrap();
    let cells = sheet.rows().flat_map(|(_, cells)| cells);
    let cells = cells.filter_map(|cell| match &cell.value {
        tthc::model::Value::Number(number) => Some((cell.at.to_string(), json!(number))),
        _ => None,
    });
    cells.collect()
}

#[test]
fn a_cell_of_a_published_workbook_leads_to_its_figure() {
    let case = province(LOC_NINH);
    ran(&case);
    let mut shown = Vec::new();
    for (cell, stands) in published_cells(&case, "Địa bàn huyện") {
        let told = traced(&case, &[&format!("{PUBLISHED}!Địa bàn huyện!{cell}")]);
        assert_eq!(told["published_cell"]["same_bytes"], true);
        let words = told["published_cell"]["shows"].as_str().unwrap().to_owned();
        if words.contains("cả danh sách") {
            // What the list comes to: the figures of all its units.
            let sum = |key: &str| -> f64 {
                told["figures"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|one| one[key].as_f64().unwrap())
                    .sum()
            };
            let value = match words.split(':').next().unwrap() {
                "tử số" => sum("numerator"),
                "mẫu số" => sum("denominator"),
                "tỷ lệ" => sum("numerator") / sum("denominator"),
                other => panic!("{cell}: {other}"),
            };
            assert_eq!(Some(value), stands.as_f64(), "{cell}: {words}");
            shown.push(words);
            continue;
        }
        let figure = &told["figures"][0];
        let value = match words.split(':').next().unwrap() {
            "tử số" => figure["numerator"].as_f64(),
            "mẫu số" => figure["denominator"].as_f64(),
            "tỷ lệ" => figure["rate"].as_f64(),
            "hạng" => told["standings"][0]["place"].as_f64(),
            other => panic!("{cell}: {other}"),
        };
        assert_eq!(value, stands.as_f64(), "{cell}: {words}");
        shown.push(words);
    }
    assert_eq!(shown.len(), 11, "{shown:#?}");
    // The name of a sheet as people type it, a cell of words, and a cell that is merged with others.
    let told = traced(&case, &[&format!("{PUBLISHED}!'địa bàn huyện'!a6")]);
    assert_eq!(told["figures"], json!([]));
    let told = traced(&case, &[&format!("{PUBLISHED}!Địa bàn huyện!ZZ999")]);
    assert_eq!(told["published_cell"]["shows"], "ô trống");
    let text =
        case.tthc(&["trace", &format!("{PUBLISHED}!Tổng hợp!A7")]).says_anything().exit(0).stdout;
    assert!(text.contains("xep-hang.xlsx!Tổng hợp!A7"), "{text}");
}

/// Counts of forms and of findings say what they count.
#[test]
fn a_count_of_forms_or_findings_lists_what_it_counts() {
    let case = province(&LOC_NINH.replacen("| 45 |", "| 4S |", 1))
        .without("695.xlsx")
        .declare("\"findings\", \"submissions\"", "\"quality\", \"submissions\"");
    ran(&case);
    let mut counted = 0;
    let sheets = ["Tổng hợp", "Chất lượng số liệu"];
    let cells = sheets
        .map(|sheet| published_cells(&case, sheet).into_iter().map(move |cell| (sheet, cell)));
    for (sheet, (cell, stands)) in cells.into_iter().flatten() {
        let told = traced(&case, &[&format!("{PUBLISHED}!{sheet}!{cell}")]);
        let words = told["published_cell"]["shows"].as_str().unwrap();
        let list = if words.starts_with("số biểu") {
            &told["submissions"]
        } else if words.starts_with("số phát hiện") {
            &told["findings"]
        } else {
            continue;
        };
        assert_eq!(
            json!(list.as_array().unwrap().len()).as_f64(),
            stands.as_f64(),
            "{cell}: {words}"
        );
        counted += 1;
    }
    assert!(counted >= 10, "{counted}");
}

/// The workbook with other bytes: packed anew, and with a text of a part replaced where one is named.
fn saved_again(case: &Case, to: &str, replace: Option<(&str, &str)>) {
    let bytes = std::fs::read(case.path(PUBLISHED)).unwrap();
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut replaced = 0;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if let (Some((from, to)), true) = (replace, name.contains("worksheets/sheet")) {
            let text = String::from_utf8(content).unwrap();
            replaced += text.matches(from).count();
            content = text.replace(from, to).into_bytes();
        }
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        writer.start_file(name, stored).unwrap();
        writer.write_all(&content).unwrap();
    }
    assert!(replace.is_none() || replaced > 0);
    std::fs::write(case.path(to), writer.finish().unwrap().into_inner()).unwrap();
}

/// What was saved again is found by its data code, and what was edited is not taken for what was published.
#[test]
fn a_workbook_that_was_saved_again_is_found_by_its_code_and_an_edited_cell_is_refused() {
    let case = province(LOC_NINH);
    ran(&case);
    let cells = published_cells(&case, "Địa bàn huyện");
    let (cell, _) = cells.iter().find(|(_, stands)| *stands == json!(155.0)).unwrap();
    saved_again(&case, "ban-sao.xlsx", None);
    let asked = format!("ban-sao.xlsx!Địa bàn huyện!{cell}");
    let told = traced(&case, &[&asked, "-p", "thu"]);
    assert_eq!(told["published_cell"]["same_bytes"], false);
    assert_eq!(told["figures"][0]["numerator"], 155);
    saved_again(&case, "sua.xlsx", Some(("<v>155</v>", "<v>165</v>")));
    let error = refused(&case, &[&format!("sua.xlsx!Địa bàn huyện!{cell}"), "-p", "thu"]);
    assert_eq!(error["code"], "differs");
    assert!(error["message"].as_str().unwrap().contains("165"), "{error}");
    let error = refused(&case, &["inbox/692.xlsx!Phụ lục 3!H8", "-p", "thu"]);
    assert_eq!(error["code"], "not_published");
    assert!(error["hint"].as_str().unwrap().contains("--impact"), "{error}");
}

/// A run is told by the declaration that it kept, whatever is declared since.
#[test]
fn a_run_is_traced_by_its_own_declaration() {
    let case = province(LOC_NINH);
    ran(&case);
    let before = traced(&case, &OF_DISTRICT);
    let cells = published_cells(&case, "Địa bàn huyện");
    let case = case.edit(
        "pipelines/metrics.toml",
        "numerator = \"resolved_on_time\"\ndenominator = \"resolved_total\"",
        "numerator = \"resolved_overdue\"\ndenominator = \"resolved_total\"",
    );
    assert_eq!(traced(&case, &OF_DISTRICT), before);
    for (cell, _) in cells {
        traced(&case, &[&format!("{PUBLISHED}!Địa bàn huyện!{cell}")]);
    }
}

fn impact(case: &Case, cell: &str) -> Value {
    traced(case, &["thu", "--impact", cell])["impact"].take()
}

/// What hangs on a cell is what comes of a run in which it cannot be read.
#[test]
fn what_hangs_on_a_cell_is_what_a_run_without_it_gives() {
    let case = province(LOC_NINH);
    ran(&case);
    let told = impact(&case, "692.xlsx!Phụ lục 3!H8");
    assert_eq!((&told["holds"], &told["unit_id"]), (&json!("count"), &json!("692")));
    assert_eq!(told["reproduced"], true);
    let rate = |told: &Value, metric: &str, scope: &str, unit: &str, field: &Value| -> Value {
        let rates = told["hanging_rates"].as_array().unwrap().iter();
        let mut found = rates.filter(|rate| {
            (&rate["metric"], &rate["scope"], &rate["unit_id"], &rate["field"])
                == (&json!(metric), &json!(scope), &json!(unit), field)
        });
        found.next().cloned().unwrap_or_default()
    };
    let own = rate(&told, "on_time_rate", "own", "692", &Value::Null);
    assert_eq!((&own["old"]["numerator"], &own["new"]["numerator"]), (&json!(85), &json!(40)));
    let total = rate(&told, "on_time_rate", "total", "692", &Value::Null);
    assert_eq!(
        (&total["old"]["denominator"], &total["new"]["denominator"]),
        (&json!(161), &json!(111))
    );
    let field = rate(&told, "on_time_rate", "own", "692", &json!("Đất đai"));
    assert_eq!((&field["old"]["numerator"], &field["new"]), (&json!(45), &Value::Null));
    assert_eq!(rate(&told, "on_time_rate", "own", "25294", &Value::Null), Value::Null);
    assert_eq!(rate(&told, "online_rate", "own", "692", &Value::Null), Value::Null);
    // It would be incomplete and without a place, and who stood below it would move up.
    let places = told["changed_places"].as_array().unwrap().iter();
    let places: Vec<(&str, &Value)> =
        places.map(|place| (place["unit_id"].as_str().unwrap(), &place["new"]["status"])).collect();
    assert!(places.contains(&("692", &json!("incomplete"))), "{places:?}");
    assert!(places.contains(&("695", &json!("ranked"))), "{places:?}");
    // The same as a run in which the cell and the total of its column tell nothing.
    let torn = LOC_NINH.replacen("| 50 | 45 | 5 |", "| 50 | xx | 5 |", 1).replacen(
        "| 90 | 85 |",
        "| 90 | yy |",
        1,
    );
    let case = case.file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &torn))]);
    ran(&case);
    let now = traced(&case, &OF_DISTRICT);
    if now["figures"][0]["complete"] == false {
        assert_eq!(now["figures"][0]["denominator"], total["new"]["denominator"]);
    }
    let text = case.tthc(&["trace", "thu", "--impact", "695.xlsx!Phụ lục 3!H8"]).says_anything();
    let text = text.exit(0).stdout;
    assert!(text.contains("695.xlsx!Phụ lục 3!H8") && text.contains("đổi hạng"), "{text}");
}

/// On what is only compared, or was never read, nothing hangs; and it is said why.
#[test]
fn on_a_printed_total_and_on_words_nothing_hangs() {
    let case = province(LOC_NINH);
    ran(&case);
    for (cell, holds) in
        [("H10", "total"), ("M8", "nothing"), ("B8", "nothing"), ("H99", "nothing")]
    {
        let told = impact(&case, &format!("692.xlsx!Phụ lục 3!{cell}"));
        assert_eq!(told["holds"], holds, "{cell}");
        assert_eq!(told["hanging_rates"], json!([]), "{cell}");
    }
    let error = refused(&case, &["thu", "--impact", "629.xlsx!Phụ lục 3!H8"]);
    assert_eq!(error["code"], "unknown_file");
    assert!(error["hint"].as_str().unwrap().contains("692.xlsx!Phụ lục 3!H8"), "{error}");
    // A cell that does not count already says so.
    let case = case.file(
        "692.xlsx",
        &[(
            "Phụ lục 3",
            &under(
                HEAD_3,
                &LOC_NINH.replacen("| 36 | 36 | 0 | 4  | 4 | 0", "| 36 | 3G | O | 4  | 4 | 0", 1),
            ),
        )],
    );
    ran(&case);
    let told = impact(&case, "692.xlsx!Phụ lục 3!H15");
    assert_eq!(told["findings"][0]["code"], "F130", "{told}");
    assert_eq!(told["hanging_rates"], json!([]));
}

#[test]
fn a_mistaken_trace_is_told_with_what_might_be_meant() {
    let case = province(LOC_NINH);
    refused(&case, &OF_DISTRICT);
    ran(&case);
    for (arguments, code) in [
        (&["thu", "--unit", "6922", "--metric", "on_time_rate"][..], "unknown_unit"),
        (&["thu", "--unit", "Xã Tân Tiến", "--metric", "on_time_rate"], "several_units"),
        (&["thu", "--unit", "692", "--metric", "on_tim_rate"], "unknown_metric"),
        (&["thu", "--unit", "692", "--ranking", "district"], "unknown_ranking"),
        (&["thu", "--impact", "H8"], "no_address"),
        (&["thu"], "usage"),
        (&["thu", "--unit", "692"], "usage"),
    ] {
        let error = refused(&case, arguments);
        assert_eq!(error["code"], code, "{arguments:?}: {error}");
        assert!(error["hint"].is_string(), "{arguments:?}: {error}");
    }
    let error = refused(&case, &[&format!("{PUBLISHED}!Cấp x!A1")]);
    assert_eq!(error["code"], "unknown_sheet");
    assert!(error["hint"].as_str().unwrap().contains("Cấp xã"), "{error}");
    let error = refused(&case, &["khong-co.xlsx!Cấp xã!A1"]);
    assert_eq!(error["code"], "no_file", "{error}");
}

/// No metric goes by a form of indicators: its cells say so.
#[test]
fn on_an_indicator_nothing_hangs() {
    let case = crate::appendix_1::sent(&crate::appendix_1::Sheet::filled().grid());
    ran(&case);
    let numbers = case.tthc(&["export", "observations", "thu", "--format", "json"]).exit_text();
    let numbers: Vec<Value> = serde_json::from_str(&numbers).unwrap();
    let word = |key: &str| numbers[0][key].as_str().unwrap();
    let told = impact(&case, &format!("{}!{}!{}", word("file"), word("sheet"), word("cell")));
    assert_eq!((&told["holds"], &told["hanging_rates"]), (&json!("indicator"), &json!([])));
}

/// A form that goes back copies what was sent: its cells lead to those of the file, for which `--impact` asks.
#[test]
fn a_cell_of_a_form_that_goes_back_leads_to_the_file_that_was_sent() {
    let case = province(&LOC_NINH.replacen("| 45 |", "| 4S |", 1));
    ran(&case);
    let back = "output/thu/2023-Q3/latest/phan-hoi/692-huyen-loc-ninh.xlsx";
    let error = refused(&case, &[&format!("{back}!Phụ lục 3!H8")]);
    assert_eq!(error["code"], "returned_form");
    let next = error["next"].as_str().unwrap();
    assert_eq!(next, "tthc trace thu --json --impact '692.xlsx!Phụ lục 3!H8'");
    let told = impact(&case, "692.xlsx!Phụ lục 3!H8");
    assert_eq!(told["findings"][0]["code"], "F130");
    // The first sheet is a list, and copies nothing.
    let error = refused(&case, &[&format!("{back}!Phản hồi!A1")]);
    assert_eq!(error["code"], "returned_form");
    assert!(!error["next"].as_str().unwrap().contains("--impact"), "{error}");
}
