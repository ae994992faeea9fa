//! `tthc check`, what a unit runs before it sends, and `tthc explain`.

use crate::case::Case;
use crate::grid::{HEAD_3, under};
use crate::reading::LOC_NINH;

fn sent(body: &str) -> Case {
    Case::district("phu-luc-3").file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, body))])
}

const CHECK: [&str; 4] = ["check", "inbox/692.xlsx", "--pipeline", "thu"];

#[test]
fn a_faultless_form_passes() {
    sent(LOC_NINH)
        .tthc(&CHECK)
        .stdout(
            "
            inbox/692.xlsx: Phụ lục 3 của Huyện Lộc Ninh, 40 số liệu; quy tắc: 6 đạt, 10 không áp dụng
            không có phát hiện nào
            ",
        )
        .exit(0);
}

/// The same rules as at night, with the cell of each finding; what others have not sent is not asked for.
#[test]
fn every_finding_has_its_cell_and_nothing_is_kept() {
    let case = sent(&LOC_NINH.replacen("| 60 ", "| 61 ", 1));
    let night = case.tthc(&CHECK).says_anything().exit(3);
    insta::assert_snapshot!("check_text", night.stdout);
    assert_eq!(night.stderr, "");
    assert!(!case.path("output").exists());
    let warned = [&CHECK[..], &["--fail-on", "never"]].concat();
    case.tthc(&warned).says_anything().exit(0);
}

#[test]
fn json_holds_each_finding_by_its_parts() {
    let case = sent(&LOC_NINH.replacen("| 60 ", "| 61 ", 1));
    let night = case.tthc(&[&CHECK[..], &["--json"]].concat()).says_anything().exit(3);
    let json: serde_json::Value =
        serde_json::from_str(&night.stdout).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(json["version"], 2);
    assert_eq!(json["exit_code"], 3);
    assert_eq!(json["submissions"][0]["unit_id"], "692");
    assert_eq!(json["submissions"][0]["unit"], "Huyện Lộc Ninh");
    assert_eq!(json["checks"][0]["code"], "F201");
    assert_eq!(json["checks"][0]["verdict"], "failed");
    let found: Vec<(&str, &str)> = json["findings"]
        .as_array()
        .map(|list| {
            list.iter()
                .filter_map(|row| Some((row["code"].as_str()?, row["cell"].as_str()?)))
                .collect()
        })
        .unwrap_or_default();
    assert!(found.contains(&("F201", "C8")) && found.contains(&("F203", "C10")), "{found:?}");
}

#[test]
fn several_files_and_one_that_is_none() {
    let case = sent(LOC_NINH).bytes("b.pdf", b"%PDF");
    let night =
        case.tthc(&["check", "inbox/b.pdf", "inbox/692.xlsx", "-p", "thu"]).says_anything().exit(3);
    assert!(
        night.stdout.contains("F101 không dùng được inbox/b.pdf: tệp là PDF"),
        "{}",
        night.stdout
    );
    assert!(night.stdout.contains("inbox/692.xlsx: Phụ lục 3"), "{}", night.stdout);
    case.tthc(&["check", "inbox/c.xlsx", "-p", "thu"])
        .stderr(
            "
            error: inbox/c.xlsx: không có tệp này
            hint: kiểm tra lại đường dẫn
            tthc check inbox/c.xlsx -p thu
            ",
        )
        .exit(2);
}

#[test]
fn a_code_is_explained_with_an_example_and_what_to_do() {
    let case = Case::new();
    case.tthc(&["explain", "f203"])
        .stdout(
            "
            F203  Dòng tổng không khớp (lỗi)

            Nghĩa là:
              Dòng tổng khác với các dòng cộng lại. Dòng tổng chỉ để đối chiếu; số liệu các dòng mới được tính.

            Ví dụ:
              Dòng \"Tổng\" ghi 528, cộng các dòng được 527.

            Cách sửa:
              Tìm dòng sai hoặc thiếu rồi sửa; nên dùng công thức SUM.
            ",
        )
        .exit(0);
    let all = case.tthc(&["explain"]).says_anything().exit(0);
    assert_eq!(all.stdout.lines().count(), tthc::model::Code::ALL.len());
    let json = case.tthc(&["explain", "F130", "--json"]).says_anything().exit(0);
    assert!(json.stdout.contains("\"code\":\"F130\""), "{}", json.stdout);
    let wrong = case.tthc(&["explain", "F999"]).says_anything().exit(2);
    assert!(wrong.stderr.contains("cần một mã, ví dụ F"), "{}", wrong.stderr);
}

/// No two kinds of findings are explained alike.
#[test]
fn every_code_has_guidance_of_its_own() {
    let mut seen = std::collections::BTreeSet::new();
    for code in tthc::model::Code::ALL {
        let guidance = tthc::check::CATALOGUE.get(*code).vietnamese;
        for text in [guidance.means, guidance.example, guidance.mend] {
            assert!(
                text.ends_with('.') || text.ends_with(')') || text.len() > 15,
                "{code}: {text}"
            );
        }
        assert!(seen.insert(guidance.means), "{code} is explained as another");
    }
}
