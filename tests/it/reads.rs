//! Which stages a key of a declaration concerns: exactly those that read it.

use crate::case::Case;
use crate::grid::{HEAD_3, under};
use crate::reading::LOC_NINH;

const PIPELINE: &str = "pipelines/thu.toml";
const FORM_3: &str = "pipelines/forms/phu-luc-3.toml";
const LIST: &str = "pipelines/forms/ho-so.toml";
const FORM_5: &str = "pipelines/forms/phu-luc-5.toml";
const METRICS: &str = "pipelines/metrics.toml";
const UNITS: &str = "pipelines/units.csv";

/// A file, a text in it, what it becomes, and the stages that are declared otherwise then.
type Change = (&'static str, &'static str, &'static str, &'static str);

const TABLES: &str = "metrics = \"metrics.toml\"\n";

const CHANGES: [Change; 62] = [
    // What only a workbook shows.
    (PIPELINE, "title = \"Xếp hạng thử\"\nagency", "title = \"Thử\"\nagency", "publish"),
    (PIPELINE, "\"SỞ NỘI VỤ\"]", "\"VĂN PHÒNG\"]", "publish"),
    (PIPELINE, "signatory = \"GIÁM ĐỐC\"", "signatory = \"CHÁNH VĂN PHÒNG\"", "publish"),
    (PIPELINE, "place = \"Bình Phước\"", "place = \"Đồng Xoài\"", "publish"),
    (PIPELINE, TABLES, "metrics = \"metrics.toml\"\nreturn-forms = \"error\"\n", "publish"),
    (PIPELINE, "title = \"Xếp hạng các sở, ban, ngành\"", "title = \"Các sở\"", "publish"),
    (PIPELINE, "sheet = \"Sở, ban, ngành\"", "sheet = \"Các sở\"", "publish"),
    (PIPELINE, "sheets = [\"summary\", ", "sheets = [", "publish"),
    (PIPELINE, "[[workbook]]", "[page]\nfile = \"a.html\"\n\n[[workbook]]", "publish"),
    (METRICS, "title = \"Tỷ lệ giải quyết đúng hạn\"", "title = \"Đúng hạn\"", "validate publish"),
    (
        METRICS,
        "numerator-title = \"Hồ sơ giải quyết trước và đúng hạn\"",
        "numerator-title = \"Đúng\"",
        "publish",
    ),
    (METRICS, "Phụ lục 1, mục III.3.1\"", "Phụ lục 1\"", "publish"),
    (FORM_3, "source = \"Quyết định của", "source = \"Theo quyết định của", "publish"),
    // What decides places.
    (PIPELINE, "scope = \"total\"", "scope = \"own\"", "validate rank publish"),
    (PIPELINE, "minimum-denominator = 30", "minimum-denominator = 40", "rank publish"),
    (
        PIPELINE,
        "minimum-denominator = 30",
        "minimum-denominator = 30\ntie-break = \"volume\"",
        "rank publish",
    ),
    (
        PIPELINE,
        "minimum-denominator = 30",
        "minimum-denominator = 30\nclass = [{ from-percent = 0, title = \"Đạt\" }]",
        "rank publish",
    ),
    (
        PIPELINE,
        "minimum-denominator = 30",
        "minimum-denominator = 30\ndefinitions = [\"on_time_rate\", \"on_time_of_due\"]",
        "rank publish",
    ),
    (PIPELINE, "id = \"communes\"", "id = \"xa\"", "rank publish"),
    (
        METRICS,
        "missed-title = \"Hồ sơ giải quyết quá hạn\"\nbetter = \"higher\"",
        "missed-title = \"Hồ sơ giải quyết quá hạn\"\nbetter = \"lower\"",
        "rank publish",
    ),
    // What is computed.
    (
        METRICS,
        "denominator = \"resolved_total\"",
        "denominator = \"resolved_on_time + resolved_overdue\"",
        "validate measure publish",
    ),
    // What is checked, and what is made of it.
    (
        PIPELINE,
        TABLES,
        "metrics = \"metrics.toml\"\n[[check]]\ncode = \"F203\"\nseverity = \"warning\"\n",
        "validate",
    ),
    (PIPELINE, TABLES, "metrics = \"metrics.toml\"\n[[deadline]]\ndays-after = 5\n", "validate"),
    (
        PIPELINE,
        TABLES,
        "metrics = \"metrics.toml\"\n[[waiver]]\ncode = \"F206\"\noffice = \"Sở Nội vụ\"\nreason = \"thử\"\nuntil = \"2023-12-31\"\n",
        "validate",
    ),
    (FORM_3, "largest = 1000000", "largest = 2000000", "validate"),
    (FORM_3, "[reasons]", "[reasons]\n# ", ""),
    (FORM_3, "times = ", "times = 1", "validate"),
    (FORM_5, "error-percent = 5", "error-percent = 4", "validate"),
    (FORM_3, "titles = [", "titles = [\"trung tâm phục vụ\", ", "validate"),
    (METRICS, "title = \"Tổng số tiếp nhận\"", "title = \"Tiếp nhận\"", "validate publish"),
    (FORM_3, "sent-by = [", "optional = true\nsent-by = [", "validate publish"),
    (
        FORM_3,
        "title = \"Kết quả giải quyết thủ tục",
        "title = \"Giải quyết thủ tục",
        // A template prints it: one that was made before is an older version.
        "ingest validate publish",
    ),
    // What is read.
    (PIPELINE, TABLES, "metrics = \"metrics.toml\"\nother-periods = \"count\"\n", "ingest"),
    (
        PIPELINE,
        TABLES,
        "metrics = \"metrics.toml\"\n\n[[level]]\nlevel = \"commune\"\noffices = []\n",
        "ingest",
    ),
    (FORM_3, "anchors = [", "anchors = [\"kết quả giải quyết của huyện\", ", "ingest"),
    (FORM_3, "relation = \"equal\"", "relation = \"at-least\"", "ingest validate"),
    (FORM_3, "sent-by = [", "hidden-sheets = true\nsent-by = [", "ingest"),
    (LIST, "ended = [", "ended = [\"xong\", ", "ingest"),
    (LIST, "code = [", "code = [\"mã\", ", "ingest"),
    (FORM_3, "suffixes = [", "suffixes = [\"bộ\", ", "ingest"),
    (FORM_3, "zero = [", "zero = [\"chưa có\", ", "ingest"),
    (FORM_3, "\"ngàn\" = 1000", "\"ngàn\" = 1000, \"chục\" = 10", "ingest"),
    (FORM_3, "thousands = \".\"\ndecimal = \",\"", "thousands = \",\"\ndecimal = \".\"", "ingest"),
    (FORM_3, "\"stt\" = [", "\"stt\" = [\"số hiệu\", ", "ingest validate"),
    (FORM_3, "groups = \"unit\"", "groups = \"unit\"\ntotal = [\"gộp lại\"]", "ingest validate"),
    (FORM_3, "name = \"Phụ lục 3\"", "name = \"Biểu 3\"", "ingest validate publish"),
    (
        FORM_3,
        "sent-by = [\"district\"]",
        "sent-by = [\"district\", \"commune\"]",
        "ingest validate measure publish",
    ),
    (
        FORM_3,
        "covers = [\"district\", \"commune\"]",
        "covers = [\"commune\"]",
        "ingest validate measure publish",
    ),
    (UNITS, "Sở Tư pháp,", "Sở Tư pháp,Tư pháp tỉnh", "ingest"),
    (UNITS, "Sở Tư pháp,", "Sở Thông tin,", "ingest validate measure rank publish"),
    (PIPELINE, TABLES, "metrics = \"metrics.toml\"\n[limits]\nseconds = 9\n", "ingest publish"),
    (PIPELINE, "period = \"2023-Q3\"", "period = \"2023-Q3\" # quý III", ""),
    (
        FORM_3,
        "[reasons]",
        "[[column]]\npath = [\"số phiếu\"]\nmeasure = \"responses_direct\"\noptional = true\n\n[reasons]",
        "ingest validate publish",
    ),
    // What no stage reads.
    (PIPELINE, TABLES, "metrics = \"metrics.toml\"\nfail-on = \"error\"\n", ""),
    (PIPELINE, TABLES, "metrics = \"metrics.toml\"\n[schedule]\nat = \"02:30\"\n", ""),
    (PIPELINE, TABLES, "metrics = \"metrics.toml\"\n[keep]\nruns = 3\n", ""),
    (PIPELINE, TABLES, "metrics = \"metrics.toml\"\n[engine]\nurl = \"sc://sail\"\n", ""),
    (PIPELINE, TABLES, "metrics = \"metrics.toml\"\n[lake]\nfolder = \"ho\"\n", ""),
    (PIPELINE, "shrink-guard = 100", "shrink-guard = 30", ""),
    (PIPELINE, "agency = [", "agency   =   [", ""),
    (METRICS, "[[measure]]", "\n[[measure]]", ""),
    (FORM_3, "[numbers]", "# số\n[numbers]", ""),
];

#[test]
fn a_key_concerns_the_stages_that_read_it_and_no_other() {
    let forms = "\"forms/phu-luc-5.toml\"";
    let base = Case::new()
        .declare(forms, &format!("{forms}, \"forms/ho-so.toml\""))
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))]);
    base.read();
    let mut wrong = Vec::new();
    for (file, from, to, expected) in CHANGES {
        let before = std::fs::read_to_string(base.path(file)).unwrap();
        assert!(before.contains(from), "{file} does not hold `{from}`");
        let base = base.rewritten(file, &before.replacen(from, to, 1));
        let plan = base.tthc(&["plan", PIPELINE, "--json"]).says_anything().exit(0);
        base.rewritten(file, &before);
        let plan: serde_json::Value = serde_json::from_str(&plan.stdout).unwrap();
        let stages = plan["stages"].as_array().unwrap().iter();
        let declared = stages.filter(|stage| stage["reason"] == "declaration_changed");
        let declared: Vec<&str> = declared.map(|stage| stage["stage"].as_str().unwrap()).collect();
        if declared.join(" ") != expected {
            wrong.push(format!("{file}: `{from}` → `{to}`: {declared:?}, expected {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
