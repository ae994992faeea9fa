//! `tthc inspect`: what the reader sees, as text, as JSON and as a page.

use crate::case::Case;
use crate::formats::fixture;
use crate::grid::{self, HEAD_3, under};

const BODY: &str = "
    I   | UBND huyện Lộc Ninh
    1   | Đất đai   | 60 | 20 | 10 | 30 | 50 | 45 | 5 | 10 | 8 | 2 | trễ do <b>đo đạc</b> | 7
    2   | Hộ tịch   | 40 | 25 | 5  | 10 | 40 | 40 | 0 | 0  | 0 | 0 |
    ^^  | Tổng      | 100| 45 | 15 | 40 | 90 | 85 | 5 | 10 | 8 | 2 |
        | Nơi nhận: …
";

fn case() -> Case {
    let sheets = [("Phụ lục 3", under(HEAD_3, BODY)), (".Nháp", "1 | 2".to_owned())];
    let sheets: Vec<(&str, &str)> =
        sheets.iter().map(|(name, grid)| (*name, grid.as_str())).collect();
    Case::district("phu-luc-3").bytes("692.xlsx", &grid::xlsx(&sheets))
}

#[test]
fn a_workbook_is_shown_as_the_reader_sees_it() {
    let case = case();
    let night = case.tthc(&["inspect", "inbox/692.xlsx"]).says_anything().exit(0);
    assert_eq!(night.stderr, "");
    insta::assert_snapshot!("inspect_text", night.stdout);
}

#[test]
fn json_holds_what_the_text_says() {
    let case = case();
    let night = case.tthc(&["inspect", "inbox/692.xlsx", "--json"]).says_anything().exit(0);
    let json: serde_json::Value = serde_json::from_str(&night.stdout).unwrap();
    assert_eq!(json["version"], 2);
    assert_eq!(json["exit_code"], 0);
    let file = &json["inspections"][0];
    assert_eq!(file["format"], "Excel (.xlsx)");
    assert_eq!(file["sheets"][1]["hidden"], true);
    let table = &file["sheets"][0]["tables"][0];
    assert_eq!(table["form"], "phu-luc-3");
    assert_eq!(table["sender"], "Huyện Lộc Ninh (692)");
    assert_eq!(table["columns"][2]["cell"], "C5");
    assert_eq!(table["columns"][2]["measure"], "received_total");
    assert_eq!(table["lines"][1]["mark"], "item");
    assert_eq!(file["findings"][0]["code"], "F105");
}

#[test]
fn the_page_shows_each_cell_with_its_part_and_loads_nothing() {
    let case = case();
    let arguments = ["inspect", "inbox/692.xlsx", "--html", "trang.html"];
    case.tthc(&arguments).says_anything().exit(0);
    let page = std::fs::read_to_string(case.path("trang.html")).unwrap();
    for shown in [
        r#"<td class="count" title="C8: số liệu"><span class="sign">SL</span>60</td>"#,
        r#"<td class="group" title="B7: đơn vị"><span class="sign">ĐV</span>UBND huyện Lộc Ninh</td>"#,
        r#"<td class="header" title="C4: đầu cột" colspan="4">"#,
        r#"<td class="header" title="B4: đầu cột" rowspan="3">"#,
        r#"<td class="outside" title="N8: ngoài bảng">"#,
        r#"<td class="signature""#,
        "Tiếp nhận",
        "trễ do &lt;b&gt;đo đạc&lt;&#x2f;b&gt;",
    ] {
        assert!(page.contains(shown), "{shown}\n{page}");
    }
    for foreign in ["http:", "https:", "<script", "src=", "<b>đo"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    let left: Vec<String> = std::fs::read_dir(case.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains("tmp"))
        .collect();
    assert_eq!(left, [""; 0]);
}

#[test]
fn what_is_not_a_form_says_what_is_missing() {
    let sheet = "STT | Lĩnh vực giải quyết | Ghi chú\n1 | Đất đai | đã xong";
    let case = Case::district("phu-luc-3")
        .bytes("gan.xlsx", &grid::xlsx(&[("Sheet1", sheet)]))
        .bytes("khoa.pdf", b"%PDF-1.7");
    let near = case.tthc(&["inspect", "inbox/gan.xlsx"]).says_anything().exit(3);
    assert!(
        near.stdout.contains("gần nhất là Phụ lục 3, thiếu cột: số lượng hồ sơ tiếp nhận"),
        "{}",
        near.stdout
    );
    let refused = case.tthc(&["inspect", "inbox/khoa.pdf"]).says_anything().exit(3);
    assert!(refused.stdout.contains("tệp là PDF"), "{}", refused.stdout);
    case.tthc(&["inspect", "inbox/vắng.xlsx"])
        .stderr(
            "
            error: inbox/vắng.xlsx: không có tệp này
            hint: kiểm tra lại đường dẫn
            tthc inspect 'inbox/vắng.xlsx'
            ",
        )
        .exit(2);
}

#[test]
fn a_table_of_a_document_is_counted_and_an_old_encoding_named() {
    let case = Case::district("phu-luc-3").bytes("b.docx", &fixture("tcvn3.docx"));
    let arguments = ["inspect", "inbox/b.docx", "--pipeline", "thu"];
    let night = case.tthc(&arguments).says_anything().exit(0);
    assert!(night.stdout.contains("chuyển từ bảng mã TCVN3 (ABC)"), "{}", night.stdout);
    assert!(night.stdout.contains("dòng 5, cột 2  dòng số liệu  Đất đai"), "{}", night.stdout);
}
