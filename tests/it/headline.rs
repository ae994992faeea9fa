//! Issue 15: figures of the whole province that were computed from 20 of 42 forms said nothing of it. Wherever they stand
//! they say from how many forms they are, and who is not in them.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use serde_json::{Value, json};

use crate::book::published;
use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, under};
use crate::reading::{DONG_PHU, LOC_NINH, NOI_VU};

/// One department and one district of two each; Phụ lục 5 is not known.
fn half() -> Case {
    Case::new()
        .declare(r#", "forms/phu-luc-5.toml"]"#, "]")
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
        .file("so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))])
}

/// The part of the summary that has the figures of all.
#[track_caller]
fn overall(case: &Case) -> String {
    let book = published(case);
    let from = book.find(" I. Kết quả chung").unwrap();
    let part = &book[from..];
    part[..part.find(" II. ").unwrap()].to_owned()
}

#[track_caller]
fn answer(case: &Case, arguments: &[&str], exit: i32) -> Value {
    let night = case.tthc(arguments).says_anything().exit(exit);
    serde_json::from_str(&night.stdout).unwrap()
}

#[test]
fn it_says_from_how_many_forms_it_is_wherever_it_stands() {
    let case = half();
    let night = case.run(&["--quiet"]).says_anything().exit(3);
    let said = "\
kết quả chung: Tỷ lệ giải quyết đúng hạn 96,91% (tính từ 2 / 4 biểu phải gửi)
  không có trong kết quả: Phụ lục 2: Sở Tư pháp; Phụ lục 3: Huyện Đồng Phú
";
    assert!(night.stderr.contains(said), "{}", night.stderr);
    let status = case.tthc(&["status", "thu"]).says_anything().exit(0).stdout;
    assert!(status.contains(said), "{status}");
    let english = case.tthc(&["status", "thu", "--lang", "en"]).says_anything().exit(0).stdout;
    let said = "\
overall: Tỷ lệ giải quyết đúng hạn 96.91% (computed from 2 of 4 forms owed)
  not in it: Phụ lục 2: Sở Tư pháp; Phụ lục 3: Huyện Đồng Phú
";
    assert!(english.contains(said), "{english}");
    let sheet = overall(&case);
    for said in [
        "Tính từ 2 / 4 biểu phải gửi.",
        "Không có trong kết quả: Phụ lục 2: Sở Tư pháp; Phụ lục 3: Huyện Đồng Phú.",
        "(tính từ 2 / 4 biểu phải gửi)",
    ] {
        assert!(sheet.contains(said), "{sheet}");
    }
    let absent = json!([
        { "unit_id": "70.so-tu-phap", "unit": "Sở Tư pháp", "form": "phu-luc-2" },
        { "unit_id": "695", "unit": "Huyện Đồng Phú", "form": "phu-luc-3" },
    ]);
    let of_run = answer(&case, &["run", "thu", "--json", "--force"], 3);
    for all in [of_run, answer(&case, &["status", "thu", "--json"], 0)] {
        let headline = &all["headline"];
        assert_eq!(
            (&headline["forms_received"], &headline["forms_expected"]),
            (&json!(2), &json!(4))
        );
        assert_eq!((&headline["absent"], &headline["partial"]), (&absent, &json!([])));
        let first = &headline["metrics"][0];
        assert_eq!((&first["metric"], &first["complete"]), (&json!("on_time_rate"), &json!(false)));
        assert_eq!(
            tthc::model::DataCode::parse(all["data_code"].as_str().unwrap()).map(|_| ()),
            Some(())
        );
    }
}

#[test]
fn when_all_is_there_it_says_so_and_names_nobody() {
    let case = half().file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))]);
    let justice = NOI_VU.replace("Sở Nội vụ", "Sở Tư pháp");
    let case = case.file("so-tu-phap.xlsx", &[("Sở Tư pháp", &under(HEAD_2, &justice))]);
    case.run(&["--quiet"]).says_anything().exit(0);
    let sheet = overall(&case);
    assert!(sheet.contains("Tính từ 4 / 4 biểu phải gửi."), "{sheet}");
    assert!(!sheet.contains("Không có") && !sheet.contains("(tính từ"), "{sheet}");
    assert_eq!(answer(&case, &["status", "thu", "--json"], 0)["headline"]["absent"], json!([]));
}

/// Three further ways of not being in it: a commune of which its district says nothing, a form that came and cannot be
/// used, and a cell that was left out.
#[test]
fn who_sent_what_cannot_be_used_and_who_is_in_it_in_part_are_named_too() {
    let from = LOC_NINH.find("III").unwrap();
    let case = half().file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &LOC_NINH[..from]))]);
    case.run(&["--quiet"]).says_anything().exit(3);
    let sheet = overall(&case);
    assert!(!sheet.contains("Phụ lục 3: Huyện Lộc Ninh"), "{sheet}");
    assert!(sheet.contains("Xã Tân Tiến (Huyện Lộc Ninh)"), "two communes are called so: {sheet}");

    let case = half().bytes("so-tu-phap.xlsx", b"no workbook");
    case.run(&["--quiet"]).says_anything().exit(3);
    let sheet = overall(&case);
    assert!(sheet.contains("Không có trong kết quả: Phụ lục 2: Sở Tư pháp;"), "{sheet}");

    let unread = NOI_VU.replacen("| 30 |", "| 3O? |", 1);
    assert_ne!(unread, NOI_VU);
    let case = half().file("so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, &unread))]);
    let night = case.run(&["--quiet"]).says_anything().exit(3);
    let said = "  có nhưng thiếu một phần số liệu: Phụ lục 2: Sở Nội vụ\n";
    assert!(night.stderr.contains(said), "{}", night.stderr);
    let sheet = overall(&case);
    assert!(sheet.contains("Có nhưng thiếu một phần số liệu: Phụ lục 2: Sở Nội vụ."), "{sheet}");
}

/// A night on which nothing could be read stands for no figures, and a stage alone for none that belong together.
#[test]
fn figures_that_do_not_belong_together_are_not_told_as_those_of_a_run() {
    let case = half();
    case.run(&["--quiet"]).says_anything().exit(3);
    let case = case.declare("minimum-denominator = 30", "minimum-denominator = 31");
    let all = answer(&case, &["run", "thu", "--json", "--only", "rank"], 5);
    assert_eq!(all["headline"], Value::Null);
    let case = case.bytes("692.xlsx", b"x").bytes("so-noi-vu.xlsx", b"x");
    let all = answer(&case, &["run", "thu", "--json"], 1);
    assert_eq!(all["headline"], Value::Null);
    let status = answer(&case, &["status", "thu", "--json"], 0);
    assert_eq!(status["headline"]["forms_received"], json!(2), "what is published still is");
}
