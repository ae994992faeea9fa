//! Templates: written for every form and unit, filled in as offices do, calculated by LibreOffice and read back; what the
//! column `Kiểm tra` says; and what the command refuses.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]
#![expect(clippy::disallowed_methods, reason = "what is filled in lies in a temporary folder")]

mod province;
mod sheet;

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::DataFrame;
use tthc::pipeline;

use crate::case::{Case, PIPELINE};
use crate::lint::parts;
use crate::office::Office;
use crate::truth::{Done, run};

use province::{Figure, Filled, TemplateFile, files_in, filled, filled_by, written};
use sheet::TemplateSheet;

/// Reads files as a night does.
fn read(pipeline: &str, period: &str, files: &[TemplateFile]) -> Done {
    let inbox = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(inbox.path().join(name), bytes).unwrap();
    }
    let inbox = inbox.path().to_str().unwrap();
    let more = ["--inbox", inbox, "--publish", "--quiet", "--fail-on", "never"];
    run(&format!("pipelines/{pipeline}.toml"), period, &more)
}

fn text(frame: &DataFrame, name: &str, row: usize) -> String {
    let value = frame.column(name).unwrap().get(row).unwrap();
    value.get_str().map_or_else(String::new, str::to_owned)
}

/// The figures that were read; a ratio that the form computes itself is told by the counts it is of.
fn figures(table: &DataFrame) -> BTreeSet<Figure> {
    let read = (0..table.height()).map(|row| {
        let [file, unit, field, measure] =
            ["file", "unit_id", "field", "measure"].map(|name| text(table, name, row));
        let value = table.column("value").unwrap().get(row).unwrap();
        #[expect(clippy::cast_possible_truncation, reason = "counts are small")]
        let value = value.try_extract::<f64>().unwrap().round() as i64;
        (file, unit, field, measure, value)
    });
    read.collect()
}

/// What was found: code, file, cell and message.
fn found(table: &DataFrame) -> Vec<String> {
    let words =
        |row| ["code", "severity", "file", "cell", "message"].map(|name| text(table, name, row));
    (0..table.height()).map(|row| words(row).join(" ")).collect()
}

#[track_caller]
fn same(expected: &BTreeSet<Figure>, read: &BTreeSet<Figure>) {
    let is_ratio = |figure: &&Figure| figure.3.contains("_rate") && !expected.contains(*figure);
    let lost: Vec<&Figure> = expected.difference(read).take(5).collect();
    let new: Vec<&Figure> = read.difference(expected).filter(|f| !is_ratio(f)).take(5).collect();
    assert!(lost.is_empty() && new.is_empty(), "lost {lost:?}, new {new:?}");
}

/// The same files as LibreOffice saves them when it has calculated them.
fn saved(office: &Office, files: &[TemplateFile]) -> Vec<TemplateFile> {
    let named: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let bytes = office.recalculate(&named);
    files.iter().map(|(name, _)| name.clone()).zip(bytes).collect()
}

#[test]
fn every_form_of_every_unit_comes_back_without_a_finding() {
    let Some(office) = Office::open() else { return };
    for (pipeline, period) in [("phu-tho-2026q3", "2026-Q3"), ("nightly", "2023-Q3")] {
        let Filled { files, figures: expected } = filled(pipeline);
        let done = read(pipeline, period, &saved(&office, &files));
        same(&expected, &figures(&done.table("observations")));
        assert_eq!(found(&done.table("findings")), Vec::<String>::new(), "{pipeline}");
    }
}

#[test]
fn formulas_that_nobody_calculated_cost_no_unit_its_totals() {
    for (pipeline, period) in [("phu-tho-2026q3", "2026-Q3"), ("nightly", "2023-Q3")] {
        let Filled { files, figures: expected } = filled(pipeline);
        let done = read(pipeline, period, &files);
        same(&expected, &figures(&done.table("observations")));
        let told = found(&done.table("findings"));
        let notes: Vec<&String> = told.iter().filter(|told| told.starts_with("F132 ")).collect();
        assert_eq!(notes.len(), told.len(), "{told:#?}");
        // Once a table; a form without sums has nothing to calculate.
        let forms = ["-phu-luc-1-", "-phu-luc-2-", "-phu-luc-3-", "-tien-do-766-"];
        let summed = files.iter().filter(|(name, _)| forms.iter().any(|form| name.contains(form)));
        assert_eq!(notes.len(), summed.count(), "{notes:#?}");
    }
}

#[test]
fn a_template_that_comes_back_empty_is_one_finding() {
    for (pipeline, period) in [("phu-tho-2026q3", "2026-Q3"), ("nightly", "2023-Q3")] {
        let forms = province::load(pipeline).forms.into_iter();
        let files: Vec<TemplateFile> =
            forms.flat_map(|form| written(pipeline, &form.id, &["--all"])).collect();
        let done = read(pipeline, period, &files);
        assert_eq!(figures(&done.table("observations")), BTreeSet::new());
        let told = found(&done.table("findings"));
        let empty: Vec<&String> =
            told.iter().filter(|told| told.starts_with("F153 error ")).collect();
        assert_eq!((empty.len(), told.len()), (files.len(), files.len()), "{told:#?}");
        let submissions = done.table("submissions");
        let status: BTreeSet<String> =
            (0..submissions.height()).map(|row| text(&submissions, "status", row)).collect();
        assert_eq!(status, BTreeSet::from(["unusable".to_owned()]));
    }
}

/// The templates of a form that a case writes.
fn in_case(case: &Case, form: &str, more: &[&str]) -> Vec<TemplateFile> {
    let _ = std::fs::remove_dir_all(case.path("bieu"));
    let call = [&["template", form, "-p", PIPELINE, "-o", "bieu"], more].concat();
    case.tthc(&call).says_anything().exit(0);
    files_in(&case.path("bieu"))
}

/// Reads filled templates in a case and compares all figures.
#[track_caller]
fn comes_back(case: Case, form: &str) -> Case {
    let declared = pipeline::load(&case.path(PIPELINE)).unwrap();
    let filled = filled_by(&declared, |form| in_case(&case, form, &["--all"]));
    assert!(filled.figures.len() > 10, "{form}: {}", filled.figures.len());
    let case = filled.files.iter().fold(case, |case, (name, bytes)| case.bytes(name, bytes));
    let night = case.read();
    same(&filled.figures, &figures(&night.frame("observations")));
    case
}

/// The form of the export of a one-stop system, sent by communes.
fn flat() -> Case {
    let form = "tong-hop-mot-cua.toml";
    let real = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines/forms").join(form);
    let case = Case::of("phu-luc-3").declare("phu-luc-3.toml", form);
    std::fs::copy(real, case.path("pipelines/forms").join(form)).unwrap();
    case
}

#[test]
fn a_flat_table_names_unit_and_field_on_each_line() {
    comes_back(flat(), "tong-hop-mot-cua");
}

#[test]
fn a_form_that_declares_columns_alone_has_a_template_too() {
    let case = Case::of("phu-luc-2").edit("pipelines/forms/phu-luc-2.toml", "\nhead = [", "\n# [");
    comes_back(case, "phu-luc-2");
}

#[test]
fn a_form_of_communes_is_filled_in_by_each_of_them() {
    let case = Case::of("phu-luc-2").edit(
        "pipelines/forms/phu-luc-2.toml",
        "sent-by = [\"department\"]\ncovers = [\"department\"]",
        "sent-by = [\"commune\"]\ncovers = [\"commune\"]",
    );
    let case = comes_back(case, "phu-luc-2");
    let names: Vec<String> =
        files_in(&case.path("bieu")).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names[0], "25294-xa-loc-thanh-phu-luc-2-2023-q3.xlsx");
    let sheet = TemplateSheet::read(&files_in(&case.path("bieu"))[0].1);
    let told: Vec<&str> = sheet.texts.values().map(String::as_str).collect();
    assert!(told.contains(&"(Huyện Lộc Ninh)"), "{told:?}");
}

#[test]
fn the_same_template_has_the_same_bytes() {
    let one = || written("nightly", "phu-luc-3", &["--unit", "697"]);
    assert_eq!(one(), one());
}

#[test]
fn a_template_says_what_it_is_and_hides_nothing() {
    let declared = province::load("nightly");
    for form in &declared.forms {
        let unit = if form.sent_by.len() == 1 && form.id.ends_with(['2', '4']) {
            "Sở Nội vụ"
        } else {
            "697"
        };
        let files = written("nightly", &form.id, &["--unit", unit]);
        let parts = parts(&files[0].1);
        let id = if unit == "697" { "697" } else { "70.so-noi-vu" };
        let mark = format!("{};{};{id};2023-Q3", form.id, form.version());
        let name = format!("<definedName name=\"tthc_form\">\"{mark}\"</definedName>");
        assert!(parts["xl/workbook.xml"].contains(&name), "{}", parts["xl/workbook.xml"]);
        assert!(parts["docProps/custom.xml"].contains(&format!("<vt:lpwstr>{mark}</vt:lpwstr>")));
        assert!(!parts["xl/workbook.xml"].contains("idden"));
        let sheet = &parts["xl/worksheets/sheet1.xml"];
        assert!(!sheet.contains("hidden=\"1\""));
        assert!(sheet.contains("<sheetProtection sheet=\"1\""));
        assert!(!sheet.contains("password") && !sheet.contains("hashValue"));
        assert!(sheet.contains("state=\"frozen\"") && sheet.contains("orientation=\"landscape\""));
        assert!(parts["xl/workbook.xml"].contains("_xlnm.Print_Titles"));
    }
}

#[test]
fn a_version_is_that_of_the_layout() {
    let version = |case: Case| {
        pipeline::load(&case.path(PIPELINE)).unwrap().form("phu-luc-3").unwrap().version()
    };
    let file = "pipelines/forms/phu-luc-3.toml";
    let plain = version(Case::of("phu-luc-3"));
    assert_eq!(plain.len(), 8);
    let same = [
        ("\"ghi chú\" = [", "\"ghi chú\" = [\"nhận xét\", "),
        ("suffixes = [", "suffixes = [\"bộ hồ sơ\", "),
        ("anchors = [", "anchors = [\"kết quả giải quyết\", "),
    ];
    for (from, to) in same {
        assert_eq!(version(Case::of("phu-luc-3").edit(file, from, to)), plain, "{to}");
    }
    let other = [
        ("\"Trong kỳ\", \"Trực tuyến\"", "\"Trong quý\", \"Trực tuyến\""),
        ("covers = [\"district\", ", "covers = ["),
        ("[reasons]\nmeasures = [\"resolved_overdue\", ", "[reasons]\nmeasures = ["),
        (
            "\"resolved_overdue\"]\nrelation = \"equal\"",
            "\"resolved_overdue\"]\nrelation = \"at-least\"",
        ),
        ("Lưu ý: ", "Chú ý: "),
    ];
    for (from, to) in other {
        assert_ne!(version(Case::of("phu-luc-3").edit(file, from, to)), plain, "{to}");
    }
}

#[test]
fn fields_are_those_of_the_period_before() {
    let case = Case::district("phu-luc-3");
    let labels = |case: &Case, period: &str| -> Vec<String> {
        let files = in_case(case, "phu-luc-3", &["--all", "--period", period]);
        let sheet = TemplateSheet::read(&files[0].1);
        let labels = sheet.texts.iter().filter(|((_, column), _)| *column == 1);
        let labels: Vec<String> = labels.map(|(_, text)| text.clone()).collect();
        let first = labels.iter().position(|label| label.starts_with("UBND")).unwrap();
        labels[first..].to_vec()
    };
    // No fields are declared and none are known.
    assert_eq!(labels(&case, "2023-Q2").len(), 3);
    let files = in_case(&case, "phu-luc-3", &["--all", "--period", "2023-Q2"]);
    let mut sheet = TemplateSheet::read(&files[0].1);
    let first = sheet.rows()[0];
    for (row, field) in [(first, "Lĩnh vực Lâm nghiệp"), (first + 3, "Hộ tịch")] {
        sheet.text((row, 1), field);
        let row_asks: Vec<(u32, u32)> =
            sheet.asks.keys().filter(|at| at.0 == row).copied().collect();
        for at in row_asks {
            // What is received is what is resolved in time.
            sheet.number(at, if [3, 7].contains(&at.1) { "5" } else { "0" });
        }
    }
    let case = case.bytes("692.xlsx", &sheet.bytes());
    case.run(&["--quiet", "--period", "2023-Q2", "--fail-on", "never"]).says_anything().exit(0);
    let now = labels(&case, "2023-Q3");
    assert_eq!(
        now,
        [
            "UBND huyện Lộc Ninh",
            "Lĩnh vực Lâm nghiệp",
            "Lĩnh vực Hộ tịch",
            "UBND xã Lộc Thành",
            "UBND xã Tân Tiến"
        ]
    );
    // An earlier period has nothing before it.
    assert_eq!(labels(&case, "2023-Q2").len(), 3);
}

#[test]
fn a_file_that_may_be_filled_in_is_not_written_over() {
    let case = Case::district("phu-luc-3");
    let make = ["template", "phu-luc-3", "--all", "-p", PIPELINE];
    let file = "bieu-mau/692-huyen-loc-ninh-phu-luc-3-2023-q3.xlsx";
    case.tthc(&make).stdout(&format!("{file}\n")).exit(0);
    // The same once more is no loss.
    case.tthc(&make).stdout(&format!("{file}\n")).exit(0);
    std::fs::write(case.path(file), "đã điền").unwrap();
    case.tthc(&make)
        .stderr(&format!(
            "
             error: {file}: đã có một tệp khác
             hint: tệp có thể đã được điền: ghi vào thư mục khác bằng -o
             tthc template phu-luc-3 --all -p {PIPELINE} -o bieu-mau-2"
        ))
        .exit(2);
    assert_eq!(std::fs::read_to_string(case.path(file)).unwrap(), "đã điền");
}

#[test]
fn who_does_not_send_a_form_is_told_who_does() {
    let case = Case::district("phu-luc-3");
    let refused = |form: &str, unit: &str, said: &str| {
        let call = ["template", form, "--unit", unit, "-p", PIPELINE];
        case.tthc(&call).stderr(said).exit(2);
    };
    refused(
        "phu-luc-33",
        "692",
        &format!(
            "
             error: `phu-luc-33`: pipeline không có biểu như vậy
             hint: có phải là `phu-luc-3`? có: phu-luc-3
             tthc template phu-luc-3 --unit 692 -p {PIPELINE}"
        ),
    );
    refused(
        "phu-luc-3",
        "Huyện Lộc Nin",
        &format!(
            "
             error: `Huyện Lộc Nin`: danh mục không có đơn vị như vậy
             hint: có phải là `692`?
             tthc template phu-luc-3 --unit 692 -p {PIPELINE}"
        ),
    );
    refused(
        "phu-luc-3",
        "xã lộc thành",
        &format!(
            "
             error: Xã Lộc Thành không gửi Phụ lục 3; biểu này do cấp huyện gửi
             hint: đơn vị gửi biểu này là 692
             tthc template phu-luc-3 --unit 692 -p {PIPELINE}"
        ),
    );
    assert!(!case.path("bieu-mau").exists());
}

#[test]
fn a_form_tells_its_pipeline_where_only_one_has_it() {
    let case = Case::district("phu-luc-3");
    let made = "bieu-mau/692-huyen-loc-ninh-phu-luc-3-2023-q3.xlsx\n";
    case.tthc(&["template", "Phụ lục 3", "--all"]).stdout(made).exit(0);
    case.tthc(&["template", "phu-luc3", "--all"])
        .stderr(
            "
             error: `phu-luc3`: không pipeline nào trong pipelines/ có biểu này
             hint: có phải là `phu-luc-3`? có: phu-luc-3
             tthc template phu-luc-3 --all",
        )
        .exit(2);
    let other = std::fs::read_to_string(case.path(PIPELINE)).unwrap();
    let case = case.declared("nua.toml", &other);
    case.tthc(&["template", "phu-luc-3", "--all", "--lang", "en"])
        .stderr(
            "
             error: `phu-luc-3`: 2 pipelines have this form
             hint: add -p PIPELINE; there are: nua, thu
             tthc template phu-luc-3 --all -p nua",
        )
        .exit(2);
}

/// What the column says of each row, from the file as LibreOffice calculates it.
fn control(office: &Office, sheet: &TemplateSheet) -> BTreeMap<u32, String> {
    let made = saved(office, &[("mau.xlsx".to_owned(), sheet.bytes())]);
    let shown = office.shown(&made[0].1);
    let cells = shown.into_values().next().unwrap();
    let (&(_, column), _) = cells.iter().find(|(_, text)| *text == "Kiểm tra").unwrap();
    let said = cells.into_iter().filter(|((_, at), _)| *at == column);
    said.map(|((row, _), text)| (row, text)).collect()
}

#[test]
fn what_does_not_add_up_is_said_in_words() {
    let Some(office) = Office::open() else { return };
    let files = written("nightly", "phu-luc-3", &["--unit", "697"]);
    let mut sheet = TemplateSheet::read(&files[0].1);
    let first = sheet.rows()[0];
    let columns: Vec<u32> =
        sheet.asks.keys().filter(|at| at.0 == first).map(|(_, column)| *column).collect();
    let planted: [[&str; 7]; 8] = [
        ["30", "5", "10", "40", "0", "5", "0"],
        ["30", "5", "10", "40", "0", "8", "0"],
        ["30", "5", "10", "40", "0", "", "0"],
        ["30", "5", "10", "bốn mươi", "0", "5", "0"],
        ["30", "5", "-1", "40", "0", "5", "0"],
        ["30", "5", "10", "39.5", "0", "5", "0"],
        ["30", "5", "10", "38", "2", "5", "0"],
        ["30", "5", "2000010", "2000040", "0", "5", "0"],
    ];
    for (row, values) in (first..).zip(planted) {
        for (column, value) in columns.iter().zip(values) {
            match value {
                "" => {}
                value if value.parse::<f64>().is_ok() => sheet.number((row, *column), value),
                value => sheet.text((row, *column), value),
            }
        }
    }
    let said = control(&office, &sheet);
    let told: Vec<&str> =
        (first..first + 8).map(|row| said.get(&row).map_or("", String::as_str)).collect();
    let rule = "Chỉ ghi số nguyên từ 0 trở lên, không ghi chữ, dấu chấm hay dấu phẩy.";
    assert_eq!(
        told,
        [
            "",
            "Tổng số tiếp nhận 45 khác Tổng số đã giải quyết + Tổng số đang giải quyết 48.",
            "Còn ô trống: không có thì ghi 0.",
            rule,
            rule,
            rule,
            "Giải quyết quá hạn hoặc Đang giải quyết quá hạn: ghi lý do ở cột Ghi chú.",
            "Có số trên 1000000: xem lại.",
        ]
    );
    // The groups that hold nothing say so, each once, and nothing is said of their lines.
    let others: BTreeSet<&str> =
        said.iter().filter(|(row, _)| **row >= first + 8).map(|(_, text)| text.as_str()).collect();
    assert_eq!(others, BTreeSet::from(["Chưa có số liệu."]));
}

#[test]
fn values_of_indicators_are_watched_as_well() {
    let Some(office) = Office::open() else { return };
    let files = written("nightly", "phu-luc-1", &["--unit", "697"]);
    let mut sheet = TemplateSheet::read(&files[0].1);
    let label = |text: &str| {
        let found = sheet.texts.iter().find(|(_, label)| label.starts_with(text));
        found.unwrap_or_else(|| panic!("{text}")).0.0
    };
    let wanted = [
        ("Số nhiệm vụ đề ra", "20"),
        ("Số nhiệm vụ đã hoàn thành", "30"),
        ("Số văn bản chỉ đạo", "1.5"),
        ("Hình thức khảo sát", "7"),
        ("Tỷ lệ ĐVSNNCL", "140"),
        ("Kế hoạch được giao", "-2.5"),
    ];
    let rows = wanted.map(|(text, value)| (label(text), value));
    let rate = label("Tỷ lệ hoàn thành Kế hoạch");
    for (row, value) in rows {
        sheet.number((row, 3), value);
    }
    let said = control(&office, &sheet);
    let told: Vec<&str> = [rate]
        .into_iter()
        .chain(rows.map(|(row, _)| row))
        .map(|row| said.get(&row).map_or("", String::as_str))
        .collect();
    assert_eq!(
        told,
        [
            "Tỷ lệ trên 100 %: xem lại hai số dùng để tính.",
            "",
            "",
            "Chỉ ghi số nguyên từ 0 trở lên, không ghi chữ, dấu chấm hay dấu phẩy.",
            "Chỉ ghi một trong các mã 0, 1, 2.",
            "Chỉ ghi số từ 0 đến 100, không ghi dấu %.",
            "Chỉ ghi số từ 0 trở lên, không ghi chữ.",
        ]
    );
}
