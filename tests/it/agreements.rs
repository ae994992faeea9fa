//! Phụ lục 1 beside the other forms of its sender, and forms that only their senders tell apart.

use crate::appendix_1::{Line, Sheet, VALUES, province, sent};
use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, HEAD_5, under};
use crate::reading::{LOC_NINH, LOC_NINH_RATES, NOI_VU, SURVEY};
use crate::rules::checks;

impl Sheet {
    /// What Phụ lục 3 and 5 of Lộc Ninh, and nothing else, make of it.
    fn agreeing() -> Self {
        let mut sheet = Self::filled().with("Số lượng phiếu khảo sát", "195");
        for (number, value) in [
            ("3.1", "96.3"),
            ("3.1.1", "161"),
            ("3.1.2", "155"),
            ("3.2", "98.6"),
            ("3.2.1", "71"),
            ("3.2.2", "70"),
        ] {
            value.clone_into(&mut sheet.resolved(number).value);
        }
        sheet
    }

    /// The line of section III with a number.
    fn resolved(&mut self, number: &str) -> &mut Line {
        let section = self.lines().position(|line| line.number == "III").unwrap_or(0);
        let mut lines = self.lines_mut().skip(section);
        lines.find(|line| line.number == number).unwrap_or_else(|| panic!("no line {number}"))
    }
}

/// One workbook with a tab for each form; only Phụ lục 3 names the district.
fn workbook(name: &str, indicators: &Sheet) -> Case {
    let (three, five) = (under(HEAD_3, LOC_NINH), under(HEAD_5, SURVEY));
    province()
        .edit("pipelines/units.csv", "695,district,70,Huyện Đồng Phú,\n25363,commune,695,Thị trấn Tân Phú,\n25380,commune,695,Xã Tân Tiến,\n", "")
        .not_asked_for(&[2])
        .file(name, &[("PL1", &indicators.grid()), ("PL3", &three), ("PL5", &five)])
}

#[test]
fn the_forms_of_one_workbook_agree() {
    let case = workbook("bao-cao.xlsx", &Sheet::agreeing());
    let night = case.read().finds("").submissions(
        "
        692 phu-luc-1 bao-cao.xlsx accepted
        692 phu-luc-3 bao-cao.xlsx accepted
        692 phu-luc-5 bao-cao.xlsx accepted
        ",
    );
    assert_eq!(night.cells("phu-luc-1").lines().count(), VALUES);
    let made = checks(&night);
    for line in ["F204 checked 0/13", "F209 checked 0/5", "F304 checked 0/1"] {
        assert!(made.contains(&format!("phu-luc-1 692 {line}\n")), "{line} is not in\n{made}");
    }
    // Indicators are in no rate.
    night.metrics("on_time_rate", LOC_NINH_RATES);
}

#[test]
fn an_indicator_that_disagrees_with_another_form_is_found_at_its_cell() {
    let mut sheet = Sheet::agreeing().with("Số lượng phiếu khảo sát", "190");
    "162".clone_into(&mut sheet.resolved("3.1.1").value);
    "69".clone_into(&mut sheet.resolved("3.2.2").value);
    "95,7%".clone_into(&mut sheet.resolved("3.1").value);
    "97,2%".clone_into(&mut sheet.resolved("3.2").value);
    workbook("692.xlsx", &sheet).read().finds(
        r#"
        F209 warning 692.xlsx!PL1!D23: chỉ tiêu "I.5.1 Số lượng phiếu khảo sát tại cơ quan, đơn vị, địa phương" ghi 190, nhưng Phụ lục 5 (trang "PL5") cộng Phiếu khảo sát trực tiếp + Phiếu khảo sát trực tuyến của toàn đơn vị được 195 (lệch 5) → kept
        F209 warning 692.xlsx!PL1!D56: chỉ tiêu "III.3.1.1 Tổng số hồ sơ TTHC đã giải quyết xong" ghi 162, nhưng Phụ lục 3 (trang "PL3") cộng Tổng số đã giải quyết của toàn đơn vị được 161 (lệch 1) → kept
        F209 warning 692.xlsx!PL1!D63: chỉ tiêu "III.3.2.2 Số hồ sơ TTHC giải quyết đúng hạn" ghi 69, nhưng Phụ lục 3 (trang "PL3") cộng Giải quyết trước và đúng hạn của các đơn vị trực thuộc được 70 (lệch 1) → kept
        "#,
    );
}

/// The other form may come in a file of its own, and is not asked for what it cannot tell.
#[test]
fn only_what_can_be_told_is_compared() {
    let alone = Sheet::agreeing().with("Số lượng phiếu khảo sát", "190");
    let lines = LOC_NINH
        .replace("| 36 | 36 | 0 | 4  | 4 | 0\n    Tổng", "| 36 | 3b | 0 | 4  | 4 | 0\n    Tổng");
    let case = sent(&alone.grid()).file("692-pl3.xlsx", &[("Phụ lục 3", &under(HEAD_3, &lines))]);
    let night = case.read();
    let made = checks(&night);
    assert!(made.contains("phu-luc-1 692 F209 checked 0/2\n"), "{made}");
    night.finds(
        r#"
        F130 error 692-pl3.xlsx!Phụ lục 3!H15: cột "số lượng hồ sơ đã giải quyết / trước hạn và đúng hạn" ghi "3b": không đọc được thành một số; ô này không được tính; dòng tổng trừ các dòng khác được 36 → left_out
        "#,
    );
    let mut wrong = Sheet::agreeing();
    "160".clone_into(&mut wrong.resolved("3.1.1").value);
    "96,9%".clone_into(&mut wrong.resolved("3.1").value);
    let case = sent(&wrong.grid()).file("692-pl3.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))]);
    case.read().finds(
        r#"
        F209 warning 692.xlsx!Phụ lục 1!D56: chỉ tiêu "III.3.1.1 Tổng số hồ sơ TTHC đã giải quyết xong" ghi 160, nhưng Phụ lục 3 (trang "Phụ lục 3" của tệp 692-pl3.xlsx) cộng Tổng số đã giải quyết của toàn đơn vị được 161 (lệch 1) → kept
        "#,
    );
}

/// A department: Phụ lục 2 and 4 are its other forms.
#[test]
fn a_department_is_compared_with_its_own_forms() {
    let four = under(HEAD_4, SURVEY_4);
    let mut sheet = Sheet::filled().with("Số lượng phiếu khảo sát", "119");
    for (number, value) in [("3.1", "97.7"), ("3.1.1", "131"), ("3.1.2", "128")] {
        value.clone_into(&mut sheet.resolved(number).value);
    }
    let case = province().not_asked_for(&[2, 3, 5]).file(
        "so-noi-vu.xlsx",
        &[("PL1", &sheet.grid()), ("PL2", &under(HEAD_2, NOI_VU)), ("PL4", &four)],
    );
    case.read().finds(
        r#"
        F209 warning so-noi-vu.xlsx!PL1!D23: chỉ tiêu "I.5.1 Số lượng phiếu khảo sát tại cơ quan, đơn vị, địa phương" ghi 119, nhưng Phụ lục 4 (trang "PL4") cộng Phiếu khảo sát trực tiếp + Phiếu khảo sát trực tuyến của toàn đơn vị được 120 (lệch 1) → kept
        F209 warning so-noi-vu.xlsx!PL1!D56: chỉ tiêu "III.3.1.1 Tổng số hồ sơ TTHC đã giải quyết xong" ghi 131, nhưng Phụ lục 2 (trang "PL2") cộng Tổng số đã giải quyết của toàn đơn vị được 130 (lệch 1) → kept
        F209 warning so-noi-vu.xlsx!PL1!D60: chỉ tiêu "III.3.1.2 Số hồ sơ TTHC giải quyết đúng hạn" ghi 128, nhưng Phụ lục 2 (trang "PL2") cộng Giải quyết trước và đúng hạn của toàn đơn vị được 127 (lệch 1) → kept
        "#,
    );
}

/// The letters of TCVN3 from 0xA0 on; below it is ASCII.
const TCVN3: &str = " ĂÂÊÔƠƯĐăâêôơưđẰ     àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ";

#[test]
fn text_of_the_time_before_unicode_is_converted() {
    // Few keyboards wrote capitals with tones.
    let old = |text: &str| -> String {
        let byte = |letter: char| {
            let place = TCVN3.chars().position(|known| known == letter)?;
            char::from_u32(0xa0 + u32::try_from(place).ok()?)
        };
        let small = text.chars().map(|letter| match letter {
            letter if letter.is_ascii() => letter,
            letter => letter.to_lowercase().next().and_then(byte).unwrap_or(letter),
        });
        small.collect()
    };
    let mut sheet = Sheet::filled().edited(|line| {
        for text in [&mut line.label, &mut line.scale, &mut line.note] {
            *text = old(text);
        }
    });
    for line in &mut sheet.0 {
        if let Err(text) = line {
            *text = old(text);
        }
    }
    assert!(sheet.grid().contains("Sè v¨n b¶n chØ ®¹o"), "{}", sheet.grid());
    let case = sent(&sheet.grid());
    let night = case.read().observations(&Sheet::filled().observed(0, "D"));
    let findings = night.findings();
    assert!(findings.starts_with("F114 note 692.xlsx!Phụ lục 1"), "{findings}");
    assert_eq!(findings.lines().count(), 1, "{findings}");
}

/// Title and header of Phụ lục 4: those of Phụ lục 5, with departments in the title.
const HEAD_4: &str = "
    Phụ lục 4

    KẾT QUẢ KHẢO SÁT SỰ HÀI LÒNG CỦA NGƯỜI DÂN, TỔ CHỨC CỦA CÁC SỞ, BAN, NGÀNH TỈNH

    Stt | Lĩnh vực | Số phiếu khảo sát trực tiếp | Số phiếu khảo sát trực tuyến | Kết quả khảo sát (số phiếu và %) | << | << | << | << | Ghi chú
    ^^  | ^^       | ^^ | ^^ | Rất hài lòng | Hài lòng | Bình thường | Không hài lòng | Rất không hài lòng | ^^
";

const SURVEY_4: &str = "
    1    | Thi đua, khen thưởng | 100 | 20 | 60 phiếu (đạt 50%) | 48 phiếu (đạt 40%) | 12 phiếu (đạt 10%) | 0 | 0
    Tổng | <<                   | 100 | 20 | 60 | 48 | 12 | 0 | 0
";

/// Another table with the same header is none of its forms, and the form of the plan left empty is a gap.
#[test]
fn a_table_of_other_indicators_is_not_this_form() {
    let other = "
        Chỉ tiêu | Đơn vị tính | Kết quả
        Diện tích gieo trồng | ha | 1200
        Sản lượng | tấn | 5400
    ";
    let case = workbook("692.xlsx", &Sheet::agreeing());
    let mut sheets = vec![("KT-XH", other.to_owned())];
    sheets.push(("Phụ lục 3", under(HEAD_3, LOC_NINH)));
    sheets.push(("Phụ lục 5", under(HEAD_5, SURVEY)));
    let sheets: Vec<(&str, &str)> = sheets.iter().map(|(n, grid)| (*n, grid.as_str())).collect();
    case.file("692.xlsx", &sheets).read().finds(
        r#"
        F108 note 692.xlsx!KT-XH: trang tính "KT-XH" không có biểu nào đã khai báo nên không được đọc → left_out
        "#,
    );
    Sheet::printed().finds(
        "
        F302 error 692.xlsx!Phụ lục 1: Huyện Lộc Ninh không có số liệu trong Phụ lục 1 → left_out
        ",
    );
}

/// A column that only one of them knew would decide between them before the sender does.
#[test]
fn the_two_surveys_are_one_table() {
    let pipeline = tthc::pipeline::load(std::path::Path::new("pipelines/nightly.toml"));
    let pipeline = pipeline.unwrap_or_else(|error| panic!("{error}"));
    let columns = |form: &str| pipeline.form(form).map(|form| form.columns.clone());
    assert!(columns("phu-luc-4").is_some());
    assert_eq!(columns("phu-luc-4"), columns("phu-luc-5"));
}

/// The same table for departments and for districts: where no title says which, the sender does.
#[test]
fn the_sender_tells_equal_forms_apart() {
    let untitled = |head: &str| {
        let lines =
            head.lines().filter(|line| !line.contains("KẾT QUẢ") && !line.contains("Phụ lục"));
        lines.collect::<Vec<_>>().join("\n")
    };
    let four = under(&untitled(HEAD_4), SURVEY_4);
    let five = under(&untitled(HEAD_5), SURVEY);
    let case = province().not_asked_for(&[2, 3, 5]);
    let case = case
        .file("a.xlsx", &[("Sở Nội vụ", &four)])
        .file("b.xlsx", &[("UBND huyện Lộc Ninh", &five)])
        .file("c.xlsx", &[("Trang 1", &four)])
        .file("d.xlsx", &[("Trang 1", &under(HEAD_4, &format!("\n    Sở Tư pháp\n{SURVEY_4}")))]);
    case.read().submissions(
        "
        70.so-noi-vu phu-luc-4 a.xlsx accepted
        692 phu-luc-5 b.xlsx accepted
        - - c.xlsx unrecognised
        70.so-tu-phap phu-luc-4 d.xlsx accepted
        ",
    );
}
