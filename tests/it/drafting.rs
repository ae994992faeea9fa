//! `tthc form draft`: a form file made of a filled example reads that example as a person's form file does.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]
#![expect(
    clippy::disallowed_methods,
    reason = "pipelines with drafted forms are laid out in folders of their own"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use proptest::prelude::*;
use tempfile::TempDir;
use tthc::ingest::{self, Wish};
use tthc::model::{Area, Cell, CellRef, Sheet, Value};
use tthc::pipeline::form_of;
use tthc::read::{Book, Format};

use crate::case::{Case, PIPELINE, observed, same, values};
use crate::grid::{self, shifted};
use crate::truth;

/// What `tthc form draft` says about a fixture: stdout and stderr.
fn drafted(example: &str, more: &[&str]) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_tthc"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["form", "draft", example])
        .args(more)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let stderr = text(output.stderr);
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    (text(output.stdout), stderr)
}

/// The real pipelines in a folder of their own, with one file in the inbox and, perhaps, another form in place of
/// a declared one.
struct Province {
    folder: TempDir,
    pipeline: String,
    period: String,
}

impl Province {
    fn new(pipeline: &str, period: &str, example: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for inside in ["pipelines", "pipelines/forms", "pipelines/inspections", "pipelines/units"] {
            fs::create_dir_all(folder.path().join(inside)).unwrap();
            for entry in fs::read_dir(root.join(inside)).unwrap().flatten() {
                if entry.path().is_file() {
                    let to = folder.path().join(inside).join(entry.file_name());
                    fs::copy(entry.path(), to).unwrap();
                }
            }
        }
        fs::create_dir(folder.path().join("inbox")).unwrap();
        let name = Path::new(example).file_name().unwrap();
        fs::copy(root.join(example), folder.path().join("inbox").join(name)).unwrap();
        Self { folder, pipeline: pipeline.to_owned(), period: period.to_owned() }
    }

    fn path(&self, inside: &str) -> PathBuf {
        self.folder.path().join(inside)
    }

    /// Puts a form in the place of a declared one.
    fn with(self, form: &str, text: &str) -> Self {
        fs::write(self.path(&format!("pipelines/forms/{form}.toml")), text).unwrap();
        self
    }

    /// What is read of the inbox: numbers by their cells, by their names, and what is found wrong.
    fn read(&self) -> [String; 3] {
        let pipeline = self.path(&format!("pipelines/{}.toml", self.pipeline));
        let inbox = self.path("inbox");
        let arguments =
            ["--inbox", inbox.to_str().unwrap(), "--fail-on", "never", "--quiet", "--publish"];
        let done = truth::run(pipeline.to_str().unwrap(), &self.period, &arguments);
        let stderr = String::from_utf8_lossy(&done.output.stderr).into_owned();
        assert_eq!(done.exit_code(), Some(0), "{stderr}");
        let frame = done.table("findings");
        let text = |column: &str, row: usize| {
            let value = frame.column(column).unwrap().get(row).unwrap();
            value.get_str().unwrap_or("-").to_owned()
        };
        let findings = (0..frame.height())
            .filter(|row| !["F301", "F108"].contains(&text("code", *row).as_str()))
            .map(|row| {
                format!("{} {} {}\n", text("code", row), text("cell", row), text("message", row))
            });
        let observations = done.table("observations");
        [observed(&observations), values(&observations), findings.collect()]
    }
}

/// The drafted form instead of the declared one reads the same numbers at the same cells under the same names, and
/// finds the same faults in them.
#[track_caller]
fn reads_alike(pipeline: &str, period: &str, form: &str, example: &str, sheet: &str) {
    let by_hand = Province::new(pipeline, period, example).read();
    let (text, _) = drafted(example, &["--pipeline", pipeline, "--sheet", sheet, "--id", form]);
    let by_draft = Province::new(pipeline, period, example).with(form, &text).read();
    assert!(by_hand[0].lines().count() > 3, "{}", by_hand[0]);
    for (what, (hand, draft)) in
        ["cells", "values", "findings"].iter().zip(by_hand.iter().zip(&by_draft))
    {
        same(what, hand, draft);
    }
}

/// Without a pipeline the counts are those that the program brings along, and every number is read at its cell.
#[track_caller]
fn reads_alike_unaided(form: &str, example: &str, sheet: &str) {
    let by_hand = Province::new("nightly", "2023-Q3", example).read();
    let (text, _) = drafted(example, &["--sheet", sheet, "--id", form]);
    assert!(text.contains("# Số đếm có sẵn trong chương trình"), "{text}");
    let by_draft = Province::new("nightly", "2023-Q3", example).with(form, &text).read();
    same("cells", &by_hand[0], &by_draft[0]);
    same("values", &by_hand[1], &by_draft[1]);
}

#[test]
fn without_a_pipeline_every_number_is_found_too() {
    let district = "fixtures/binh-phuoc-2023q3/cap-huyen/688-thi-xa-phuoc-long.xlsx";
    let department = "fixtures/binh-phuoc-2023q3/so-nganh/so-noi-vu.xlsx";
    reads_alike_unaided("phu-luc-2", department, "Phụ lục 2");
    reads_alike_unaided("phu-luc-3", district, "Phụ lục 3");
    reads_alike_unaided("phu-luc-5", district, "Phụ lục 5");
}

#[test]
fn phu_luc_2_is_drafted() {
    let example = "fixtures/binh-phuoc-2023q3/so-nganh/so-noi-vu.xlsx";
    reads_alike("nightly", "2023-Q3", "phu-luc-2", example, "Phụ lục 2");
}

#[test]
fn phu_luc_3_is_drafted() {
    let example = "fixtures/binh-phuoc-2023q3/cap-huyen/692-huyen-loc-ninh.xlsx";
    reads_alike("nightly", "2023-Q3", "phu-luc-3", example, "Phụ lục 3");
}

#[test]
fn phu_luc_5_is_drafted() {
    let example = "fixtures/binh-phuoc-2023q3/cap-huyen/688-thi-xa-phuoc-long.xlsx";
    reads_alike("nightly", "2023-Q3", "phu-luc-5", example, "Phụ lục 5");
}

#[test]
fn the_progress_form_is_drafted() {
    let example = "fixtures/phu-tho-2026q3/tien-do-giai-quyet.xlsx";
    reads_alike("phu-tho-2026q3", "2026-Q3", "tien-do-766", example, "Tiến độ giải quyết");
}

/// The whole draft of a real file, as a person reads it.
#[test]
fn the_text_of_a_draft() {
    let example = "fixtures/binh-phuoc-2023q3/cap-huyen/688-thi-xa-phuoc-long.xlsx";
    let (text, stderr) = drafted(example, &["--pipeline", "nightly", "--sheet", "Phụ lục 5"]);
    insta::assert_snapshot!("draft_phu_luc_5", text);
    insta::assert_snapshot!("draft_phu_luc_5_stderr", stderr);
}

/// A form that nobody declared: two header rows far from the corner, groups in Roman numerals, a percentage, numbers
/// typed as texts, a total by another name and a note of its own.
const UNKNOWN: &str = "
    UBND HUYỆN LỘC NINH
    BIỂU SỐ 7
    THỐNG KÊ HỒ SƠ CHỨNG THỰC TẠI HUYỆN LỘC NINH QUÝ III NĂM 2023

    TT | Nội dung | Hồ sơ nộp vào | << | << | Kết quả | << | Tỷ lệ trả sớm (%) | Vướng mắc
    ^^ | ^^       | Tổng cộng | Qua mạng | Tại quầy | Trả sớm | Trả muộn | ^^ | ^^
    1  | 2        | 3         | 4        | 5        | 6       | 7        | 8  | 9
    I  | UBND huyện Lộc Ninh
    1  | Bản sao  | \"1.200 bản\" | 200 | \"1.000\" | 1100 | 100 | \"91,67\" | thiếu người
    2  | Chữ ký   | 300 | 100 | 200 | 240 | 60 | 80 |
    3  | Hợp đồng | 60  | -   | 60  | 60  | 0  | 100 |
       | Toàn bộ  | 1560 | 300 | 1260 | 1400 | 160 | \"89,74\" |
    II | UBND xã Lộc Thành
    1  | Bản sao  | 90  | 40 | 50 | 80 | 10 | \"88,89\" |
    2  | Chữ ký   | 50  | 10 | 40 | 45 | 5  | 90 |
    3  | Di chúc  | 4   | 1  | 3  | 4  | 0  | 100 |
       | Toàn bộ  | 144 | 51 | 93 | 129 | 15 | \"89,58\" |
    Thuyết minh: số liệu lấy từ phần mềm.
    Các xã khác chưa thống kê.
";

/// A case that knows no form like the example, which is there as `mau.xlsx`.
fn unknown() -> Case {
    let case = Case::district("phu-luc-2").declare(RANKINGS, "");
    fs::write(case.path("mau.xlsx"), grid::xlsx(&[("Biểu 7", &shifted(UNKNOWN, 4, 3))])).unwrap();
    case
}

const RANKINGS: &str = r#"
[[ranking]]
id = "departments"
title = "Xếp hạng các sở, ban, ngành"
sheet = "Sở, ban, ngành"
league = "department"
scope = "own"
metric = "on_time_rate"
minimum-denominator = 30
"#;

/// The measures that a draft proposes, with the comment marks taken away as it says.
fn proposed(draft: &str) -> String {
    let after = draft.split("# Số đếm mới").nth(1).unwrap();
    let lines = after.lines().skip(1).map(|line| line.trim_start_matches('#').trim_start());
    lines.filter(|line| !line.starts_with("Giả định")).map(|line| line.to_owned() + "\n").collect()
}

#[test]
fn an_unknown_form_reads_its_own_example_whole() {
    let case = unknown();
    let night = case.tthc(&["form", "draft", "mau.xlsx", "-p", "thu"]).says_anything().exit(0);
    insta::assert_snapshot!("draft_unknown", night.stdout);
    insta::assert_snapshot!("draft_unknown_stderr", night.stderr);
    let text = fs::read_to_string(case.path(PIPELINE)).unwrap();
    let text = text.replace("forms/phu-luc-2.toml\"", "forms/phu-luc-2.toml\", \"forms/moi.toml\"");
    fs::write(case.path("pipelines/forms/moi.toml"), &night.stdout).unwrap();
    fs::write(case.path(PIPELINE), text + &proposed(&night.stdout)).unwrap();
    let example = fs::read(case.path("mau.xlsx")).unwrap();
    let case = case.bytes("692.xlsx", &example);
    case.read()
        .observations(
            "
            692.xlsx!Biểu 7!13 692 Bản sao: F=1200 G=200 H=1000 I=1100 J=100
            692.xlsx!Biểu 7!14 692 Chữ ký: F=300 G=100 H=200 I=240 J=60
            692.xlsx!Biểu 7!15 692 Hợp đồng: F=60 G=0 H=60 I=60 J=0
            692.xlsx!Biểu 7!18 25294 Bản sao: F=90 G=40 H=50 I=80 J=10
            692.xlsx!Biểu 7!19 25294 Chữ ký: F=50 G=10 H=40 I=45 J=5
            692.xlsx!Biểu 7!20 25294 Di chúc: F=4 G=1 H=3 I=4 J=0
            ",
        )
        // The draft knows the total and the note; what is left is true of the example.
        .finds(
            "
            F302 error 692.xlsx!Biểu 7: Xã Tân Tiến không có số liệu trong Biểu số 7 → left_out
            F134 note 692.xlsx!Biểu 7!F13: 6 số được gõ dạng chữ và đã hiểu thành số, ví dụ \"1.200 bản\"; nên nhập dạng số → corrected
            F133 note 692.xlsx!Biểu 7!G15: 1 ô để trống được hiểu là 0 vì các ô khác của dòng hoặc dòng tổng cho thấy, ví dụ G15 (trong dòng: 60 = 0 + 60) → corrected
            F301 error: Sở Nội vụ chưa gửi Phụ lục 2 (Kết quả giải quyết thủ tục hành chính tại các sở, ban, ngành tỉnh) cho Quý III năm 2023 → left_out
            F301 error: Sở Tư pháp chưa gửi Phụ lục 2 (Kết quả giải quyết thủ tục hành chính tại các sở, ban, ngành tỉnh) cho Quý III năm 2023 → left_out
            ",
        );
}

#[test]
fn a_draft_is_the_same_every_time_and_names_no_file() {
    let case = unknown();
    let draft = |arguments: &[&str]| {
        let arguments = [&["form", "draft", "mau.xlsx"], arguments].concat();
        case.tthc(&arguments).says_anything().exit(0).stdout
    };
    let (first, again) = (draft(&["-p", "thu"]), draft(&["-p", "thu"]));
    same("draft", &first, &again);
    for text in [first, draft(&[])] {
        assert!(!text.contains("mau") && !text.contains("xlsx") && !text.contains('\\'), "{text}");
    }
    let named = draft(&["--id", "chung-thuc", "--sheet", "Biểu 7"]);
    assert!(named.contains("\nid = \"chung-thuc\"\n"), "{named}");
}

#[test]
fn what_holds_no_table_is_refused_with_its_place() {
    let case = Case::new();
    let sheets = [("Thư", "Kính gửi: Sở Nội vụ\nĐề nghị gửi báo cáo trước ngày 15"), ("Hai", "")];
    fs::write(case.path("thu.xlsx"), grid::xlsx(&sheets[..1])).unwrap();
    fs::write(case.path("hai.xlsx"), grid::xlsx(&sheets)).unwrap();
    fs::write(case.path("b.pdf"), b"%PDF-1.7").unwrap();
    case.tthc(&["form", "draft", "thu.xlsx", "-p", "thu"])
        .stderr(
            "
            error: thu.xlsx!Thư: không tìm thấy bảng nào: cần ít nhất một dòng đầu cột bằng chữ, phía dưới có các dòng gồm một tên và các số
            hint: chọn một tệp đã điền số liệu; nếu bảng nằm ở trang khác thì chỉ trang đó bằng --sheet
            tthc form draft thu.xlsx -p thu
            ",
        )
        .exit(2);
    let wrong = case.tthc(&["form", "draft", "hai.xlsx", "--sheet", "Ba"]).says_anything().exit(2);
    assert!(
        wrong
            .stderr
            .contains("hai.xlsx: không có trang tính \"Ba\"; các trang có: \"Thư\", \"Hai\""),
        "{}",
        wrong.stderr
    );
    let refused = case.tthc(&["form", "draft", "b.pdf"]).says_anything().exit(2);
    assert!(refused.stderr.contains("b.pdf: tệp là PDF"), "{}", refused.stderr);
    let gone = case.tthc(&["form", "draft", "c.xlsx"]).says_anything().exit(2);
    assert!(gone.stderr.contains("c.xlsx: không có tệp này"), "{}", gone.stderr);
}

/// A drafted form as data, and what was said beside it.
struct Draft {
    form: toml::Table,
    text: String,
    said: String,
}

/// The draft of a sheet of Huyện Lộc Ninh by a pipeline that knows the district and no such form.
#[track_caller]
fn draft_of(grid: &str) -> Draft {
    let case = Case::district("phu-luc-5");
    fs::write(case.path("mau.xlsx"), grid::xlsx(&[("Huyện Lộc Ninh", grid)])).unwrap();
    let night = case.tthc(&["form", "draft", "mau.xlsx", "-p", "thu"]).says_anything().exit(0);
    Draft { form: night.stdout.parse().unwrap(), text: night.stdout, said: night.stderr }
}

impl Draft {
    /// A line a column: its path, and what it holds.
    fn columns(&self) -> String {
        let columns = self.form["column"].as_array().unwrap().iter();
        let word = |value: &toml::Value| value.as_str().unwrap().to_owned();
        let lines = columns.map(|column| {
            let path: Vec<String> = column["path"].as_array().unwrap().iter().map(word).collect();
            let holds = ["measure", "role", "id"].iter().find_map(|key| column.get(key)).map(word);
            let printed = column.get("printed").map(|printed| {
                let numerator = printed.get("numerator").map(word).unwrap_or_default();
                format!(" = {numerator} / {} × {}", word(&printed["denominator"]), printed["scale"])
            });
            format!("{}: {}{}\n", path.join(" / "), holds.unwrap(), printed.unwrap_or_default())
        });
        lines.collect()
    }

    /// A line an identity.
    fn identities(&self) -> String {
        let Some(identities) = self.form.get("identity") else { return String::new() };
        let lines = identities.as_array().unwrap().iter().map(|identity| {
            let parts =
                identity["parts"].as_array().unwrap().iter().map(|part| part.as_str().unwrap());
            let parts: Vec<&str> = parts.collect();
            format!("{} {} {}\n", identity["whole"], identity["relation"], parts.join(" + "))
        });
        lines.collect()
    }

    #[track_caller]
    fn says(&self, text: &str) {
        assert!(self.said.contains(text), "{}", self.said);
    }
}

#[test]
fn one_header_row_without_a_title_lists_units() {
    let draft = draft_of(
        "
Đơn vị | Tổng hồ sơ | Đúng hạn | Trễ hạn | Tỷ lệ
Xã Lộc Thành | 10 | 9 | 1 | 0.9
Xã Tân Tiến | 20 | 15 | 5 | 0.75
Cộng | 30 | 24 | 6 | 0.8
",
    );
    same(
        "columns",
        "đơn vị: label
tổng hồ sơ: tong_ho_so
đúng hạn: dung_han
trễ hạn: tre_han
tỷ lệ: ty_le = dung_han / tong_ho_so × 1
",
        &draft.columns(),
    );
    same("identities", "\"tong_ho_so\" \"equal\" dung_han + tre_han\n", &draft.identities());
    assert_eq!(draft.form["rows"]["items"].as_str(), Some("unit"));
    assert_eq!(draft.form["sent-by"][0].as_str(), Some("district"));
    assert_eq!(draft.form["covers"][0].as_str(), Some("commune"));
    draft.says("ví dụ có quá ít dòng để chắc chắn");
    draft.says("phía trên bảng không có tiêu đề");
    draft.says("đọc thử ví dụ bằng bản nháp: 6 số liệu, 0 lỗi");
}

#[test]
fn a_header_that_was_never_merged_is_unfolded() {
    let draft = draft_of(
        "
BÁO CÁO TÌNH HÌNH HỒ SƠ
STT | Lĩnh vực | Tiếp nhận | | Trả kết quả | | Ghi chú
 | | Trực tuyến | Trực tiếp | Đúng hạn | Trễ hạn
1 | Đất đai | 10 | 20 | 25 | 5 |
2 | Hộ tịch | 1 | 2 | 3 | 0 |
3 | Xây dựng | 4 | 2 | 3 | 2 | mưa
",
    );
    same(
        "columns",
        "stt: ordinal
lĩnh vực: label
tiếp nhận / trực tuyến: tiep_nhan_truc_tuyen
tiếp nhận / trực tiếp: tiep_nhan_truc_tiep
trả kết quả / đúng hạn: tra_ket_qua_dung_han
trả kết quả / trễ hạn: tra_ket_qua_tre_han
ghi chú: note
",
        &draft.columns(),
    );
    draft.says("đọc thử ví dụ bằng bản nháp: 12 số liệu, 0 lỗi");
}

/// Sums below sums; one line contradicts one of them; a column is short for all below another text, and two bear one
/// name.
#[test]
fn what_does_not_hold_or_cannot_be_told_apart_is_said() {
    let lines: Vec<String> = (1..=11)
        .map(|line| {
            let total = if line == 6 { 10 } else { 9 };
            format!(
                "{line} | Việc {line} | {} | 8 | 3 | 5 | {line} | {total} | 9 | 0 | 5 | 1 | 2\n",
                8 + line
            )
        })
        .collect();
    let head = "
BÁO CÁO TÌNH HÌNH HỒ SƠ

STT | Lĩnh vực | Số hồ sơ tiếp nhận | << | << | << | << | Số hồ sơ giải quyết | << | << | Tổng số | Trùng | Trùng
^^ | ^^ | Tổng số | Trong kỳ | << | << | Kỳ trước | Tổng | Đúng hạn | Trễ hạn | ^^ | ^^ | ^^
^^ | ^^ | ^^ | Cộng | Trực tuyến | Trực tiếp | ^^ | ^^ | ^^ | ^^ | ^^ | ^^ | ^^
";
    let draft = draft_of(&format!("{head}{}", lines.concat()));
    same(
        "identities",
        "\"tiep_nhan_trong_ky_cong\" \"equal\" tiep_nhan_trong_ky_truc_tuyen + tiep_nhan_trong_ky_truc_tiep
\"tiep_nhan_tong_so\" \"equal\" tiep_nhan_trong_ky_cong + tiep_nhan_ky_truoc
",
        &draft.identities(),
    );
    draft.says("identity \"giai-quyet\": đẳng thức này chưa được dùng");
    assert!(
        draft.text.contains("# Đúng ở 10 dòng, sai ở 1 dòng, dòng đầu tiên ở B11.\n"),
        "{}",
        draft.text
    );
    assert!(draft.text.contains("# whole = \"giai_quyet_tong\"\n"), "{}", draft.text);
    draft.says("column \"tổng số\": chữ đầu cột này cũng dẫn đến một cột khác");
    draft.says("column \"trùng\": cột ở M3 có cùng đầu cột");
    draft.says("F112 mau.xlsx!Huyện Lộc Ninh!C4: hai cột cùng có thể là \"tổng số\"");
}

/// The sums of a unit stand in the line that names it; points and commas are those of another country; a number
/// beside a word above is no table, and a second table is said to be left out.
#[test]
fn units_with_their_sums_above_and_foreign_separators() {
    let draft = draft_of(
        "
Năm | 2023

TỔNG HỢP THEO ĐƠN VỊ
TT | Nội dung | Nhận | Trả | Điểm bình quân
I | UBND huyện Lộc Ninh | 30 | 20 | \"10.5\"
1 | Đất đai | 10 | 10 | 7
2 | Hộ tịch | 20 | 10 | \"8.25\"
II | UBND xã Lộc Thành | \"1,200\" | \"1,190\" | 10
1 | Đất đai | \"1,100\" | \"1,100\" | x
2 | Hộ tịch | 100 | 90 | 10

Bảng 2
TT | Nội dung | Khen | Chê
1 | Đất đai | 1 | 2
",
    );
    same(
        "columns",
        "tt: ordinal
nội dung: label
nhận: nhan
trả: tra
điểm bình quân: ignored
",
        &draft.columns(),
    );
    assert_eq!(draft.form["rows"]["groups"].as_str(), Some("unit"));
    assert_eq!(draft.form["numbers"]["thousands"].as_str(), Some(","));
    assert_eq!(draft.form["numbers"]["decimal"].as_str(), Some("."));
    assert!(draft.form["rows"].get("note").is_none(), "the title of the next table is no note");
    draft.says("2 dòng ghi tên đơn vị kèm số liệu được hiểu là dòng đơn vị có tổng ở trên");
    draft.says("trang này còn một bảng khác từ dòng 13");
    draft.says("column \"điểm bình quân\": không cột nào chia cho cột nào ra số này");
    draft.says("ô E9 ghi \"x\" ở cột số");
}

/// The same form in any format gives the same draft, but for the places named in its comments.
#[test]
fn the_format_of_the_example_makes_no_difference() {
    let plain = |name: &str| -> String {
        let (text, _) = drafted(&format!("fixtures/formats/phu-luc-3.{name}"), &["-p", "nightly"]);
        let keys = text.lines().filter(|line| !line.starts_with('#'));
        keys.map(|line| line.to_owned() + "\n").collect()
    };
    let xlsx = plain("xlsx");
    assert!(xlsx.contains("measure = \"pending_overdue\""), "{xlsx}");
    for other in
        ["xlwt.xls", "lo.ods", "xlsb", "docx", "semicolon-cp1258.csv", "html-plain.xls", "nfd.xlsx"]
    {
        same(other, &xlsx, &plain(other));
    }
}

#[test]
fn a_hidden_column_is_said_to_be_hidden() {
    let (_, said) = drafted("fixtures/formats/hidden.xlsx", &["-p", "nightly"]);
    assert!(said.contains("column \"cột nháp (ẩn)\": cột bị ẩn trong ví dụ"), "{said}");
}

/// What stands in cells of tables, and what stands where nobody expects it.
fn cell() -> impl Strategy<Value = Option<Value>> {
    let text = prop::sample::select(vec![
        "STT",
        "TT",
        "Lĩnh vực",
        "Đơn vị",
        "Tổng số",
        "Tổng",
        "Đúng hạn",
        "Trễ hạn",
        "Tỷ lệ (%)",
        "Ghi chú",
        "I",
        "II",
        "1",
        "(1)",
        "UBND xã Lộc Thành",
        "Đất đai",
        "Trên hệ thống của Bộ",
        "120 phiếu (đạt 85,7%)",
        "1.234",
        "-",
        "8,98 ngàn hồ sơ",
        "\"x\" \\ \u{7}",
        "Lưu ý: …",
        "KẾT QUẢ GIẢI QUYẾT HỒ SƠ QUÝ III",
        "…",
        "  ",
        "5/31",
        "%",
    ]);
    prop_oneof![
        4 => Just(None),
        5 => text.prop_map(|text| Some(Value::Text(text.to_owned()))),
        6 => (0..200u32).prop_map(|n| Some(Value::Number(f64::from(n)))),
        1 => (0..1000u32).prop_map(|n| Some(Value::Number(f64::from(n) / 7.0))),
        1 => Just(Some(Value::Uncalculated)),
        1 => Just(Some(Value::Fault("#REF!".to_owned()))),
    ]
}

fn sheet() -> impl Strategy<Value = Sheet> {
    let rows = prop::collection::vec(prop::collection::vec(cell(), 0..8), 0..14);
    let merges = prop::collection::vec((0..14u32, 0..8u32, 0..3u32, 0..4u32), 0..6);
    (rows, merges).prop_map(|(rows, merges)| {
        let at = |row: usize, column: usize| {
            CellRef::new(u32::try_from(row).unwrap(), u32::try_from(column).unwrap())
        };
        let cells = rows.into_iter().enumerate().flat_map(|(row, cells)| {
            let cells = cells.into_iter().enumerate();
            cells.filter_map(move |(column, value)| {
                Some(Cell { at: at(row, column), value: value? })
            })
        });
        let area = |(row, column, high, wide)| Area {
            first: CellRef::new(row, column),
            last: CellRef::new(row + high, column + wide),
        };
        let merges = merges.into_iter().map(area).collect();
        Sheet::new("Trang 1".to_owned(), false, cells.collect(), merges)
    })
}

proptest! {
    /// Whatever stands in a sheet: there is no table in it, or the draft is a form that the loader takes.
    #[test]
    fn every_draft_is_a_form(sheet in sheet()) {
        let (format, findings) = (Format::Xlsx, Vec::new());
        let book = Book { format, charset: None, sheets: vec![sheet], findings, stamps: Vec::new() };
        if let Ok(drafted) = ingest::draft_book("mau.xlsx", book, None, &Wish::default()) {
            let measures: Vec<_> =
                drafted.form.measures.iter().map(|measure| measure.value.clone()).collect();
            let text = drafted.form.to_toml();
            let form = form_of(&text, &measures);
            prop_assert!(form.is_ok(), "{}\n{text}", form.unwrap_err());
        }
    }
}
