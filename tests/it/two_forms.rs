//! Several forms, or several senders, that tell the same figures of one unit: they count once. Forms that tell other
//! fields, other units or other measures all count.

#![expect(clippy::unwrap_used, reason = "a form that cannot be copied is a mistake in the test")]

use std::path::Path;

use crate::case::Case;
use crate::flat::FORM;
use crate::grid::{HEAD_2, HEAD_3, under};
use crate::reading::LOC_NINH;

/// Communes send a form of their own and the export of their system; this is the order of the declaration.
fn communes(order: [&str; 2]) -> Case {
    let forms = order.map(|form| format!("\"forms/{form}\"")).join(", ");
    let declared = r#"["forms/phu-luc-2.toml", "forms/phu-luc-3.toml", "forms/phu-luc-5.toml"]"#;
    let case = Case::new().declare(declared, &format!("[{forms}]"));
    let case = case.edit("pipelines/units.csv", crate::case::DONG_PHU, "");
    let case = case.edit("pipelines/forms/phu-luc-2.toml", "\"department\"", "\"commune\"");
    with_export(case)
}

fn with_export(case: Case) -> Case {
    let form = Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines/forms").join(FORM);
    case.declared(&format!("forms/{FORM}"), &std::fs::read_to_string(form).unwrap())
}

const BOTH: [&str; 2] = ["phu-luc-2.toml", FORM];

const OWN: &str = "
    1    | Hộ tịch    | 40 | 30 | 0 | 40 | 36 | 4 | 0 | 0 | 0 | chờ
    2    | Chứng thực | 60 | 50 | 0 | 55 | 55 | 0 | 5 | 5 | 0
    Tổng | <<         | 100 | 80 | 0 | 95 | 91 | 4 | 5 | 5 | 0
";

fn own(body: &str) -> String {
    under(&format!("\nUBND XÃ LỘC THÀNH{HEAD_2}"), body)
}

const EXPORT: &str = "
    BÁO CÁO TỔNG HỢP TIẾP NHẬN VÀ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH
    Đơn vị | Lĩnh vực | Tổng tiếp nhận | Trực tuyến | Trực tiếp | Từ kỳ trước | Tổng đã giải quyết | Trước và đúng hạn | Quá hạn | Tổng đang giải quyết | Trong hạn | Quá hạn
";

const SAME: &str = "
    Xã Lộc Thành | Hộ tịch    | 40 | 30 | 10 | 0 | 40 | 36 | 4 | 0 | 0 | 0
    Xã Lộc Thành | Chứng thực | 60 | 50 | 10 | 0 | 55 | 55 | 0 | 5 | 5 | 0
";

fn sent(case: Case, [form, export]: [&str; 2]) -> Case {
    case.file("pl.xlsx", &[("Bảng", form)]).file("bc-01.xlsx", &[("Bảng", export)])
}

fn told(case: Case, forms: [&str; 2]) -> (String, String) {
    told_of(&sent(case, forms))
}

/// The rate of the commune, and what is said of figures that are told twice.
fn told_of(case: &Case) -> (String, String) {
    let night = case.read();
    let rates = night.frame("metrics");
    let text = |column: &str, row: usize| {
        rates.column(column).unwrap().get(row).unwrap().to_string().replace('"', "")
    };
    let rows = (0..rates.height()).filter(|&row| {
        text("unit_id", row) == "25294"
            && text("metric", row) == "on_time_rate"
            && text("scope", row) == "own"
            && text("field", row) == "null"
    });
    let rate = |row| {
        let gaps = if text("complete", row) == "true" { "" } else { " incomplete" };
        format!("{}/{}{gaps}", text("numerator", row), text("denominator", row))
    };
    let rates: Vec<String> = rows.map(rate).collect();
    let findings = night.findings();
    let twice: Vec<&str> = findings.lines().filter(|line| line.starts_with("F141")).collect();
    (rates.join(" "), twice.join("\n"))
}

#[test]
fn the_same_figures_in_two_forms_count_once_without_a_word() {
    let export = under(EXPORT, SAME);
    for order in [BOTH, [BOTH[1], BOTH[0]]] {
        let found = told(communes(order), [&own(OWN), &export]);
        assert_eq!(found, ("91/95".to_owned(), String::new()), "{order:?}");
    }
    // Under other names, and as a total alone.
    let renamed =
        export.replace("Hộ tịch", "Tư pháp - hộ tịch").replace("Chứng thực", "Công chứng");
    assert_eq!(told(communes(BOTH), [&own(OWN), &renamed]).0, "91/95");
    // One of them under another name, and other figures in the other.
    let partly = export.replace("Chứng thực", "Công chứng").replace("40 | 36 | 4", "40 | 30 | 10");
    let (rate, twice) = told(communes(BOTH), [&own(OWN), &partly]);
    assert_eq!(rate, "91/95", "{twice}");
    assert!(twice.starts_with("F141 error bc-01.xlsx: "), "{twice}");
    let total = OWN.lines().filter(|line| line.contains("Tổng")).collect::<String>();
    assert_eq!(told(communes(BOTH), [&own(&total), &export]).0, "91/95");
}

#[test]
fn other_figures_in_two_forms_count_once_and_are_an_error() {
    let other = SAME.replace("40 | 36 | 4 | 0", "40 | 40 | 0 | 0");
    let export = under(EXPORT, &other);
    for (order, rate, file, by) in [
        (BOTH, "91/95", "bc-01.xlsx", "pl.xlsx"),
        ([BOTH[1], BOTH[0]], "95/95", "pl.xlsx", "bc-01.xlsx"),
    ] {
        let case = sent(communes(order), [&own(OWN), &export]);
        let (found, twice) = told_of(&case);
        assert_eq!(found, rate, "{twice}");
        assert_eq!(twice.lines().count(), 1, "{twice}");
        assert!(twice.starts_with(&format!("F141 error {file}: ")), "{twice}");
        for word in [by, "Xã Lộc Thành", "hạn 91", "hạn 95", "khai báo trước được tính"]
        {
            assert!(twice.contains(word), "{word}: {twice}");
        }
        case.run(&["--quiet", "--force", "--fail-on", "gaps"]).says_anything().exit(3);
    }
    // Receipts first.
    let receipts = "file,received_at\nbc-01.xlsx,2023-10-04T08:00\npl.xlsx,2023-10-02T08:00\n";
    let case = communes(BOTH).bytes("received.csv", receipts.as_bytes());
    let (found, twice) = told(case, [&own(OWN), &export]);
    assert_eq!(found, "95/95", "{twice}");
    assert!(twice.starts_with("F141 warning pl.xlsx: "), "{twice}");
    assert!(twice.contains("nhận sau được tính"), "{twice}");
}

#[test]
fn other_fields_in_two_forms_all_count() {
    let line = |at: usize| SAME.lines().nth(at).unwrap().to_owned();
    let homes = "1 | Hộ tịch | 40 | 30 | 0 | 40 | 36 | 4 | 0 | 0 | 0 | chờ\n";
    let found = told(communes(BOTH), [&own(homes), &under(EXPORT, &line(2))]);
    assert_eq!(found, ("91/95".to_owned(), String::new()));
    // Zeros of a field that the other form is for are no figures.
    let zeros = "2 | Chứng thực | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0\n";
    let found = told(communes(BOTH), [&own(&format!("{homes}{zeros}")), &under(EXPORT, &line(2))]);
    assert_eq!(found, ("91/95".to_owned(), String::new()));
    // One field in both.
    let found = told(communes(BOTH), [&own(homes), &under(EXPORT, SAME)]);
    assert_eq!(found, ("91/95".to_owned(), String::new()));
    let other = SAME.replace("40 | 36 | 4 | 0", "40 | 30 | 10 | 0");
    let (rate, twice) = told(communes(BOTH), [&own(homes), &under(EXPORT, &other)]);
    assert_eq!(rate, "91/95");
    assert!(twice.contains("vẫn tính") || twice.contains("vẫn được tính: chứng thực"), "{twice}");
}

/// The district tells the figures of its communes, and a commune tells its own.
#[test]
fn a_commune_in_the_form_of_its_district_counts_once() {
    let forms = r#"["forms/phu-luc-3.toml"]"#;
    let both = format!("[\"forms/phu-luc-3.toml\", \"forms/{FORM}\"]");
    let export = |figures: &str| {
        under(
            EXPORT,
            &format!("Xã Lộc Thành | Chứng thực | 35 | 5 | 30 | 0 | {figures} | 0 | 0 | 0"),
        )
    };
    let district = under(HEAD_3, LOC_NINH);
    for (figures, twice) in [("35 | 34 | 1", 0), ("35 | 30 | 5", 1)] {
        let case = with_export(Case::district("phu-luc-3").declare(forms, &both));
        let form = format!("pipelines/forms/{FORM}");
        let case = case.edit(&form, "sent-by = [", "optional = true\nsent-by = [");
        let case = case.file("692.xlsx", &[("Phụ lục 3", &district)]);
        let case = case.file("25294.xlsx", &[("BC-01", &export(figures))]);
        let night = case.read();
        let findings = night.findings();
        assert_eq!(findings.matches("F141 error 25294.xlsx: ").count(), twice, "{findings}");
        assert!(!findings.contains("F301 error: Xã Lộc Thành"), "{findings}");
        night.metrics(
            "on_time_rate",
            "
            own 692 85/90
            own 25294 34/35
            own 25297 36/36
            total 70 155/161
            total 692 155/161
            ",
        );
        // The next night remembers it.
        case.run(&["--quiet", "--fail-on", "never"]).says_anything().exit(0);
        let case = case.bytes(
            "received.csv",
            b"file,received_at\n692.xlsx,2023-10-01T08:00\n25294.xlsx,2023-10-02T08:00\n",
        );
        let night = case.read();
        let findings = night.findings();
        assert_eq!(findings.matches("F141 warning 692.xlsx: ").count(), twice, "{findings}");
    }
}
