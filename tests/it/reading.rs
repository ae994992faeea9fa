//! What reading makes of a sheet: the forms as the plan prints them, and the ways in which offices fill them.

use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, HEAD_5, shifted, under, workbook_of};

/// What its lines come to.
pub(crate) const LOC_NINH_RATES: &str = "
    own 692 85/90
    own 25294 34/35
    own 25297 36/36
    total 70 155/161
    total 692 155/161
";

/// Lộc Ninh with its two communes, filled without a fault. The first line below the header is row 7.
pub(crate) const LOC_NINH: &str = "
    I     | UBND huyện Lộc Ninh
    1     | Đất đai    | 60  | 20 | 10 | 30 | 50 | 45 | 5 | 10 | 8 | 2 | chờ đo đạc
    2     | Hộ tịch    | 40  | 25 | 5  | 10 | 40 | 40 | 0 | 0  | 0 | 0
    Tổng  | <<         | 100 | 45 | 15 | 40 | 90 | 85 | 5 | 10 | 8 | 2
    II    | UBND xã Lộc Thành
    1     | Chứng thực | 35  | 5  | 0  | 30 | 35 | 34 | 1 | 0  | 0 | 0 | chờ đo đạc
    Tổng  | <<         | 35  | 5  | 0  | 30 | 35 | 34 | 1 | 0  | 0 | 0
    III   | UBND xã Tân Tiến
    1     | Chứng thực | 40  | 10 | 0  | 30 | 36 | 36 | 0 | 4  | 4 | 0
    Tổng  | <<         | 40  | 10 | 0  | 30 | 36 | 36 | 0 | 4  | 4 | 0
";

/// Đồng Phú, filled without a fault; one of its communes has the name of one of Lộc Ninh.
pub(crate) const DONG_PHU: &str = "
    I     | UBND huyện Đồng Phú
    1     | Đất đai    | 80 | 30 | 0 | 50 | 80 | 60 | 20 | 0 | 0 | 0 | chờ đo đạc
    Tổng  | <<         | 80 | 30 | 0 | 50 | 80 | 60 | 20 | 0 | 0 | 0
    II    | UBND TT. Tân Phú
    1     | Chứng thực | 50 | 10 | 0 | 40 | 50 | 48 | 2  | 0 | 0 | 0 | chờ đo đạc
    Tổng  | <<         | 50 | 10 | 0 | 40 | 50 | 48 | 2  | 0 | 0 | 0
    III   | UBND xã Tân Tiến
    1     | Chứng thực | 20 | 0  | 0 | 20 | 20 | 20 | 0  | 0 | 0 | 0
    Tổng  | <<         | 20 | 0  | 0 | 20 | 20 | 20 | 0  | 0 | 0 | 0
";

/// Sở Nội vụ, filled without a fault.
pub(crate) const NOI_VU: &str = "
    1    | Thi đua, khen thưởng | 120 | 80 | 10 | 100 | 97 | 3 | 20 | 18 | 2 | chờ bổ sung
    2    | Tôn giáo             | 30  | 10 | 0  | 30  | 30 | 0 | 0  | 0  | 0
    Tổng | <<                   | 150 | 90 | 10 | 130 | 127 | 3 | 20 | 18 | 2
";

/// The survey of Lộc Ninh, filled without a fault. The first line below the header is row 7.
pub(crate) const SURVEY: &str = "
    I    | Kết quả khảo sát tại UBND huyện, thị xã, thành phố
    1    | Đất đai           | 100 | 20 | 60 phiếu (đạt 50%) | 48 phiếu (đạt 40%) | 12 phiếu (đạt 10%) | 0 | 0
    Tổng | <<                | 100 | 20 | 60 | 48 | 12 | 0 | 0
    II   | Kết quả khảo sát tại UBND cấp xã trên địa bàn quản lý
    1    | UBND xã Lộc Thành | 40  | 0  | 30 phiếu (đạt 75%) | 10 phiếu (đạt 25%) | 0 | 0 | 0
    2    | UBND xã Tân Tiến  | 30  | 5  | 20 | 10 | 5 | 0 | 0
    Tổng | <<                | 70  | 5  | 50 | 20 | 5 | 0 | 0
";

/// What a faultless Phụ lục 3 of Lộc Ninh holds.
pub(crate) const OBSERVED: &str = "
    a.xlsx!Phụ lục 3!8 692 Đất đai: C=60 D=20 E=10 F=30 G=50 H=45 I=5 J=10 K=8 L=2
    a.xlsx!Phụ lục 3!9 692 Hộ tịch: C=40 D=25 E=5 F=10 G=40 H=40 I=0 J=0 K=0 L=0
    a.xlsx!Phụ lục 3!12 25294 Chứng thực: C=35 D=5 E=0 F=30 G=35 H=34 I=1 J=0 K=0 L=0
    a.xlsx!Phụ lục 3!15 25297 Chứng thực: C=40 D=10 E=0 F=30 G=36 H=36 I=0 J=4 K=4 L=0
";

/// Lộc Ninh alone sends Phụ lục 3 with these lines.
fn loc_ninh(body: &str) -> Case {
    Case::district("phu-luc-3").file("a.xlsx", &[("Phụ lục 3", &under(HEAD_3, body))])
}

/// The same after a change to the faultless lines.
#[track_caller]
fn changed(from: &str, to: &str) -> Case {
    assert!(LOC_NINH.contains(from), "the lines do not hold `{from}`");
    loc_ninh(&LOC_NINH.replace(from, to))
}

/// One line of Đất đai whose first count is what is typed; no total line.
fn typed(text: &str) -> Case {
    let line = format!("1 | Đất đai | {text} | 20 | 10 | 30 | 50 | 45 | 5 | 10 | 8 | 2");
    changed("1     | Đất đai    | 60  | 20 | 10 | 30 | 50 | 45 | 5 | 10 | 8 | 2", &line)
}

#[test]
fn appendix_3_is_read_as_the_plan_prints_it() {
    loc_ninh(LOC_NINH)
        .read()
        .finds("")
        .observations(OBSERVED)
        .metrics("on_time_rate", LOC_NINH_RATES);
}

#[test]
fn appendix_2_is_read_as_the_plan_prints_it() {
    let noi_vu = under(HEAD_2, NOI_VU);
    let tu_phap = under(HEAD_2, &NOI_VU.replace("127 | 3", "129 | 1").replace("97 | 3", "99 | 1"));
    Case::of("phu-luc-2")
        .file("so-noi-vu.xlsx", &[("Sở Nội vụ", &noi_vu)])
        .file("b.xlsx", &[("Sở Tư pháp", &tu_phap)])
        .read()
        .finds("")
        .observations(
            "
            b.xlsx!Sở Tư pháp!7 70.so-tu-phap Thi đua, khen thưởng: C=120 D=80 E=10 F=100 G=99 H=1 I=20 J=18 K=2
            b.xlsx!Sở Tư pháp!8 70.so-tu-phap Tôn giáo: C=30 D=10 E=0 F=30 G=30 H=0 I=0 J=0 K=0
            so-noi-vu.xlsx!Sở Nội vụ!7 70.so-noi-vu Thi đua, khen thưởng: C=120 D=80 E=10 F=100 G=97 H=3 I=20 J=18 K=2
            so-noi-vu.xlsx!Sở Nội vụ!8 70.so-noi-vu Tôn giáo: C=30 D=10 E=0 F=30 G=30 H=0 I=0 J=0 K=0
            ",
        )
        .rankings(
            "departments",
            "
            1 70.so-tu-phap 129/130
            2 70.so-noi-vu 127/130
            ",
        );
}

#[test]
fn appendix_5_is_read_as_the_plan_prints_it() {
    Case::district("phu-luc-5")
        .file("692-loc-ninh.xlsx", &[("Phụ lục 5", &under(HEAD_5, SURVEY))])
        .read()
        .finds("")
        .observations(
            "
            692-loc-ninh.xlsx!Phụ lục 5!8 692 Đất đai: C=100 D=20 E=60 F=48 G=12 H=0 I=0
            692-loc-ninh.xlsx!Phụ lục 5!11 25294 -: C=40 D=0 E=30 F=10 G=0 H=0 I=0
            692-loc-ninh.xlsx!Phụ lục 5!12 25297 -: C=30 D=5 E=20 F=10 G=5 H=0 I=0
            ",
        )
        .metrics(
            "satisfaction_rate",
            "
            own 692 108/120
            own 25294 40/40
            own 25297 30/35
            total 70 178/195
            total 692 178/195
            ",
        );
}

#[test]
fn a_printed_percentage_is_recomputed() {
    let wrong = SURVEY.replace("60 phiếu (đạt 50%)", "60 phiếu (đạt 51,2%)");
    Case::district("phu-luc-5")
        .file("692.xlsx", &[("Phụ lục 5", &under(HEAD_5, &wrong))])
        .read()
        .finds(
            r#"
            F204 warning 692.xlsx!Phụ lục 5!E8: dòng "Đất đai": tỷ lệ ghi 51,2, tính từ số đếm được 50,0 → kept
            "#,
        );
}

#[test]
fn a_form_may_stand_lower_and_further_right() {
    let grid = shifted(&under(HEAD_3, LOC_NINH), 7, 3);
    Case::district("phu-luc-3")
        .file("a.xlsx", &[("Phụ lục 3", &grid)])
        .read()
        .finds("")
        .observations(
            "
        a.xlsx!Phụ lục 3!15 692 Đất đai: F=60 G=20 H=10 I=30 J=50 K=45 L=5 M=10 N=8 O=2
        a.xlsx!Phụ lục 3!16 692 Hộ tịch: F=40 G=25 H=5 I=10 J=40 K=40 L=0 M=0 N=0 O=0
        a.xlsx!Phụ lục 3!19 25294 Chứng thực: F=35 G=5 H=0 I=30 J=35 K=34 L=1 M=0 N=0 O=0
        a.xlsx!Phụ lục 3!22 25297 Chứng thực: F=40 G=10 H=0 I=30 J=36 K=36 L=0 M=4 N=4 O=0
        ",
        );
}

#[test]
fn a_row_of_column_numbers_is_no_data() {
    let rows = [
        "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13",
        "(1) | (2) | (3)=(4)+(5)+(6) | (4) | (5) | (6) | (7) | (8) | (9) | (10) | (11) | (12) | (13)",
    ];
    for numbers in rows {
        let moved = OBSERVED
            .replace("!8 ", "!9 ")
            .replacen("!9 692 Hộ", "!10 692 Hộ", 1)
            .replace("!12 ", "!13 ")
            .replace("!15 ", "!16 ");
        loc_ninh(&format!("{numbers}\n{}", &LOC_NINH[1..])).read().finds("").observations(&moved);
    }
}

#[test]
fn a_total_that_is_off_by_one_is_found_at_its_cell() {
    changed("Tổng  | <<         | 100 | 45 | 15 | 40 | 90", "Tổng  | <<         | 100 | 45 | 15 | 40 | 91")
        .read()
        .finds(
            r#"
            F203 error a.xlsx!Phụ lục 3!G10: dòng "Tổng", cột Tổng số đã giải quyết: ghi 91, cộng các dòng được 90 (lệch 1) → kept
            "#,
        )
        .observations(OBSERVED);
}

#[test]
fn a_line_that_does_not_add_up_is_found_and_kept() {
    changed("35  | 5  | 0  | 30 | 35 | 34 | 1", "35  | 5  | 0  | 30 | 35 | 33 | 1").read().finds(
            r#"
            F201 error a.xlsx!Phụ lục 3!G12: dòng "Chứng thực": Tổng số đã giải quyết ghi 35, nhưng Giải quyết trước và đúng hạn + Giải quyết quá hạn được 34 (lệch 1) → kept
            "#,
        );
}

#[test]
fn numbers_typed_as_text_are_read_in_the_one_way_they_can_be() {
    for (text, value) in [
        (r#""1.234""#, "1234"),
        (r#""1 234""#, "1234"),
        (r#""60""#, "60"),
        ("120 hồ sơ", "120"),
        ("Không", "0"),
        ("=10*6→60", "60"),
    ] {
        let case = typed(text);
        let night = case.read();
        let observed = night.observed();
        let first = format!("a.xlsx!Phụ lục 3!8 692 Đất đai: C={value} D=20 ");
        assert!(observed.starts_with(&first), "{text}:\n{observed}");
    }
}

#[test]
fn numbers_typed_as_text_are_noted_once_a_table() {
    changed("60  | 20", r#""60" | "20""#).read().finds(
            r#"
            F134 note a.xlsx!Phụ lục 3!C8: 2 số được gõ dạng chữ và đã hiểu thành số, ví dụ "60"; nên nhập dạng số → corrected
            "#,
        ).observations(OBSERVED);
}

#[test]
fn a_dash_and_a_blank_are_not_zero() {
    for text in ["-", "–", "_", "", r#"" ""#] {
        let case = typed(text);
        let night = case.read();
        night.finds(
            r#"
            F133 warning a.xlsx!Phụ lục 3!C8: dòng "Đất đai" để trống: số lượng hồ sơ tiếp nhận / tổng số; được hiểu là 60 (trong dòng: 60 = 20 + 30 + 10) → corrected
            "#,
        ).observations(OBSERVED);
    }
}

#[test]
fn a_count_that_can_be_read_two_ways_is_left_out() {
    let found: Vec<String> =
        ["1.234", r#""1,234""#, r#""05/31""#, "-3", "@30/09/2023", "=1/0→#DIV/0!"]
            .iter()
            .map(|text| {
                let case = typed(text);
                let night = case.read();
                let first = "a.xlsx!Phụ lục 3!8 692 Đất đai: D=20 E=10 ";
                assert!(night.observed().starts_with(first), "{text}:\n{}", night.observed());
                format!("{text}\n{}", night.findings())
            })
            .collect();
    insta::assert_snapshot!(found.join("\n"));
}

/// Phụ lục 2 as a program writes it that never computes: its first count is this cell.
fn uncalculated(cell: &str) -> Vec<u8> {
    let text =
        |at: &str, text: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let texts = |cells: &[(&str, &str)]| -> String {
        cells.iter().fold(String::new(), |row, (at, words)| row + &text(at, words))
    };
    let groups = texts(&[
        ("A1", "STT"),
        ("B1", "Lĩnh vực giải quyết"),
        ("C1", "Số lượng hồ sơ tiếp nhận"),
        ("F1", "Số lượng hồ sơ đã giải quyết"),
        ("I1", "Số lượng hồ sơ đang giải quyết"),
    ]);
    let heads = texts(&[
        ("C2", "Tổng số"),
        ("D2", "Trực tuyến"),
        ("E2", "Từ kỳ trước"),
        ("F2", "Tổng số"),
        ("G2", "Trước hạn và Đúng hạn"),
        ("H2", "Quá hạn"),
        ("I2", "Tổng số"),
        ("J2", "Trong hạn"),
        ("K2", "Quá hạn"),
    ]);
    let label = text("B3", "Tôn giáo");
    let counts =
        ["D3", "E3", "F3", "G3", "H3", "I3", "J3", "K3"].iter().zip([10, 0, 30, 30, 0, 0, 0, 0]);
    let counts = counts.fold(String::new(), |row, (at, count)| {
        row + &format!(r#"<c r="{at}"><v>{count}</v></c>"#)
    });
    workbook_of(
        "Sở Nội vụ",
        &format!(
            r#"<row r="1">{groups}</row><row r="2">{heads}</row><row r="3">{label}{cell}{counts}</row>"#
        ),
    )
}

#[test]
fn a_formula_without_a_result_is_neither_blank_nor_zero() {
    for cell in [
        r#"<c r="C3"><f>D3+20</f></c>"#,
        r#"<c r="C3"><f>D3+20</f><v/></c>"#,
        r#"<c r="C3"><f>D3+20</f><v></v></c>"#,
    ] {
        Case::of("phu-luc-2")
            .edit("pipelines/units.csv", "70.so-tu-phap,department,70,Sở Tư pháp,\n", "")
            .bytes("a.xlsx", &uncalculated(cell))
            .read()
            .finds(
            r#"
            F132 error a.xlsx!Sở Nội vụ!C3: cột "số lượng hồ sơ tiếp nhận / tổng số" ghi "(công thức)": là công thức chưa có kết quả; hãy mở bằng Excel, tính lại và lưu; ô này không được tính → left_out
            "#,
        )
            .observations("a.xlsx!Sở Nội vụ!3 70.so-noi-vu Tôn giáo: D=10 E=0 F=30 G=30 H=0 I=0 J=0 K=0");
    }
}

#[test]
fn a_name_that_differs_by_a_mark_is_another_unit() {
    changed("UBND xã Lộc Thành", "UBND xã Lộc Thạnh").read().finds(
            r#"
            F302 error a.xlsx!Phụ lục 3: Xã Lộc Thành không có số liệu trong Phụ lục 3 → left_out
            F120 error a.xlsx!Phụ lục 3!B11: "UBND xã Lộc Thạnh" không phải tên đơn vị nào trong danh mục; số liệu không được tính; có phải là Xã Lộc Thành (25294)? Nếu đúng, hãy sửa tên, hoặc dán dòng này vào bảng aliases: UBND xã Lộc Thạnh,25294 → left_out
            "#,
        ).observations(
        "
        a.xlsx!Phụ lục 3!8 692 Đất đai: C=60 D=20 E=10 F=30 G=50 H=45 I=5 J=10 K=8 L=2
        a.xlsx!Phụ lục 3!9 692 Hộ tịch: C=40 D=25 E=5 F=10 G=40 H=40 I=0 J=0 K=0 L=0
        a.xlsx!Phụ lục 3!15 25297 Chứng thực: C=40 D=10 E=0 F=30 G=36 H=36 I=0 J=4 K=4 L=0
        ",
    );
}

#[test]
fn an_alias_of_the_register_names_its_unit() {
    changed("UBND xã Lộc Thành", "UBND xã Lộc Thạnh")
        .edit("pipelines/units.csv", "Xã Lộc Thành,", "Xã Lộc Thành,Xã Lộc Thạnh")
        .read()
        .finds("")
        .observations(OBSERVED);
}

/// The line that the finding hands over is the line that the table of aliases takes.
#[test]
fn the_line_of_a_finding_is_an_alias_to_paste() {
    let name = "UBND xã Lộc Thạnh \"c\"";
    let case = changed("UBND xã Lộc Thành", name);
    let findings = case.read().findings();
    let line = findings.split_once("bảng aliases: ").and_then(|(_, tail)| tail.split_once(" →"));
    let table = format!("alias,unit_id\n{}\n", line.unwrap_or_default().0);
    case.declared("aliases.csv", &table)
        .declare("units = \"units.csv\"", "units = \"units.csv\"\naliases = \"aliases.csv\"")
        .read()
        .finds("")
        .observations(OBSERVED);
}

#[test]
fn ways_to_write_a_unit_are_one_unit() {
    for name in [
        "xã Lộc Thành",
        "UBND XÃ LỘC THÀNH",
        "Uỷ ban nhân dân xã  Lộc Thành",
        "X. Lộc Thành",
        "Lộc Thành",
    ] {
        changed("UBND xã Lộc Thành", name).read().finds("").observations(OBSERVED);
    }
}

#[test]
fn a_commune_name_of_two_districts_belongs_to_the_sender() {
    Case::of("phu-luc-3")
        .file("a.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
        .file("b.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))])
        .read()
        .finds("")
        .metrics(
            "on_time_rate",
            "
            own 692 85/90
            own 25294 34/35
            own 25297 36/36
            own 695 60/80
            own 25363 48/50
            own 25380 20/20
            total 70 283/311
            total 692 155/161
            total 695 128/150
            ",
        );
}

#[test]
fn a_unit_that_stands_twice_counts_once() {
    changed("UBND xã Tân Tiến", "UBND xã Lộc Thành").read().finds(
            r#"
            F302 error a.xlsx!Phụ lục 3: Xã Tân Tiến không có số liệu trong Phụ lục 3 → left_out
            F140 error a.xlsx!Phụ lục 3!B14: "Xã Lộc Thành" đã có ở phía trên trong cùng biểu; chỉ lần đầu được tính → left_out
            "#,
        ).observations(
        "
        a.xlsx!Phụ lục 3!8 692 Đất đai: C=60 D=20 E=10 F=30 G=50 H=45 I=5 J=10 K=8 L=2
        a.xlsx!Phụ lục 3!9 692 Hộ tịch: C=40 D=25 E=5 F=10 G=40 H=40 I=0 J=0 K=0 L=0
        a.xlsx!Phụ lục 3!12 25294 Chứng thực: C=35 D=5 E=0 F=30 G=35 H=34 I=1 J=0 K=0 L=0
        ",
    );
}

#[test]
fn a_field_that_stands_twice_counts_twice() {
    changed("Hộ tịch   ", "ĐẤT ĐAI   ").read().finds(
            r#"
            F205 warning a.xlsx!Phụ lục 3!C9: lĩnh vực "Đất đai" của Huyện Lộc Ninh đã có ở dòng 8; cả hai dòng đều được cộng, hãy kiểm tra có trùng không → kept
            "#,
        );
}

#[test]
fn a_total_by_another_name_is_still_a_total() {
    changed("Tổng  | <<         | 100", "      | Toàn huyện | 100").read().finds(
            r#"
            F122 warning a.xlsx!Phụ lục 3!B10: dòng "Toàn huyện" bằng tổng các dòng phía trên nên được hiểu là dòng tổng, không tính lần nữa → corrected
            "#,
        ).observations(OBSERVED);
}

#[test]
fn a_grand_total_sums_all_groups() {
    let right = "Tổng cộng toàn huyện | << | 175 | 60 | 15 | 100 | 161 | 155 | 6 | 14 | 12 | 2\n";
    loc_ninh(&format!("{LOC_NINH}{right}")).read().finds("").observations(OBSERVED);
    let wrong = right.replace("| 161 |", "| 162 |");
    loc_ninh(&format!("{LOC_NINH}{wrong}")).read().finds(
            r#"
            F203 error a.xlsx!Phụ lục 3!G17: dòng "Tổng cộng toàn huyện", cột Tổng số đã giải quyết: ghi 162, cộng các dòng được 161 (lệch 1) → kept
            "#,
        ).observations(OBSERVED);
}

#[test]
fn a_total_label_may_stand_in_either_column() {
    for label in ["Tổng | |", "| Tổng |", "| Tổng cộng: |", "Cộng | << |", "| TỔNG SỐ |"]
    {
        changed("Tổng  | <<         | 100", &format!("{label} 100"))
            .read()
            .finds("")
            .observations(OBSERVED);
    }
}

#[test]
fn a_hidden_sheet_is_not_read() {
    let grid = under(HEAD_3, LOC_NINH);
    let draft = grid.replace("| 60  |", "| 61  |");
    Case::district("phu-luc-3")
        .file("a.xlsx", &[("Phụ lục 3", &grid), (".Nháp", &draft)])
        .read()
        .finds(
            r#"
            F105 warning a.xlsx!Nháp: trang tính "Nháp" bị ẩn nên không được đọc; nếu là số liệu, hãy bỏ ẩn → left_out
            "#,
        )
        .observations(OBSERVED);
}

#[test]
fn of_two_files_of_one_unit_the_last_by_name_counts() {
    let old = under(HEAD_3, &LOC_NINH.replace("35 | 34 | 1", "35 | 30 | 5"));
    Case::district("phu-luc-3")
        .file("A.xlsx", &[("Phụ lục 3", &old)])
        .file("a.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
        .read()
        .finds(
            r#"
            F141 error A.xlsx: Phụ lục 3 của Huyện Lộc Ninh có trong nhiều tệp, số liệu khác nhau và sổ nhận báo cáo không cho biết tệp nào mới hơn: "a.xlsx" (giải quyết trước và đúng hạn 155) và tệp này (giải quyết trước và đúng hạn 151); tệp đứng sau theo tên được tính, tệp này không được tính → left_out
            "#,
        )
        .observations(OBSERVED)
        .submissions(
            "
            692 phu-luc-3 A.xlsx superseded
            692 phu-luc-3 a.xlsx accepted
            ",
        );
}

#[test]
fn two_forms_may_stand_below_each_other() {
    let body = LOC_NINH.replace('\n', "\n    ");
    let both = format!("{}\n\n{}", under(HEAD_3, &body).trim_end(), under(HEAD_5, SURVEY));
    let case = Case::new();
    let case = case.file("a.xlsx", &[("Lộc Ninh", &both)]);
    case.read().observations(
        "
        a.xlsx!Lộc Ninh!8 692 Đất đai: C=60 D=20 E=10 F=30 G=50 H=45 I=5 J=10 K=8 L=2
        a.xlsx!Lộc Ninh!9 692 Hộ tịch: C=40 D=25 E=5 F=10 G=40 H=40 I=0 J=0 K=0 L=0
        a.xlsx!Lộc Ninh!12 25294 Chứng thực: C=35 D=5 E=0 F=30 G=35 H=34 I=1 J=0 K=0 L=0
        a.xlsx!Lộc Ninh!15 25297 Chứng thực: C=40 D=10 E=0 F=30 G=36 H=36 I=0 J=4 K=4 L=0
        a.xlsx!Lộc Ninh!26 692 Đất đai: C=100 D=20 E=60 F=48 G=12 H=0 I=0
        a.xlsx!Lộc Ninh!29 25294 -: C=40 D=0 E=30 F=10 G=0 H=0 I=0
        a.xlsx!Lộc Ninh!30 25297 -: C=30 D=5 E=20 F=10 G=5 H=0 I=0
        ",
    );
}

#[test]
fn two_forms_of_one_unit_may_stand_in_two_sheets() {
    let night = Case::new().file(
        "a.xlsx",
        &[("Phụ lục 3", &under(HEAD_3, LOC_NINH)), ("Lộc Ninh", &under(HEAD_5, SURVEY))],
    );
    night.read().submissions(
        "
        692 phu-luc-3 a.xlsx accepted
        692 phu-luc-5 a.xlsx accepted
        70.so-noi-vu phu-luc-2 - missing
        70.so-tu-phap phu-luc-2 - missing
        695 phu-luc-3 - missing
        695 phu-luc-5 - missing
        ",
    );
}

#[test]
fn notes_and_signatures_are_no_data() {
    let below = "
        | Lưu ý: Đối với các hồ sơ quá hạn đề nghị giải trình cụ thể lý do
        | - 02 hồ sơ quá hạn do chờ ý kiến của sở

        | | | | | | | Lộc Ninh, ngày 05 tháng 10 năm 2023
        | Nơi nhận: | | | | | | TM. ỦY BAN NHÂN DÂN
        | - UBND tỉnh; | | | | | | CHỦ TỊCH
        | - Lưu: VT.
    ";
    loc_ninh(&format!("{}{below}", LOC_NINH.trim_end())).read().finds("").observations(OBSERVED);
}

#[test]
fn lines_of_the_empty_form_are_no_data() {
    changed("2     | Hộ tịch", "3 | ... |\n    2     | Hộ tịch").read().finds("").observations(
        &OBSERVED.replace("!9 ", "!10 ").replace("!12 ", "!13 ").replace("!15 ", "!16 "),
    );
}

#[test]
fn a_number_without_a_label_is_reported() {
    changed("2     | Hộ tịch   ", "2     |           ").read().finds(
            "
            F121 error a.xlsx!Phụ lục 3!A9: dòng có số liệu nhưng không ghi tên lĩnh vực hay đơn vị; dòng này không được tính → left_out
            ",
        );
}

#[test]
fn a_column_of_another_name_is_reported() {
    let grid = under(HEAD_3, LOC_NINH).replace("Ghi chú", "Người lập biểu");
    Case::district("phu-luc-3").file("a.xlsx", &[("Phụ lục 3", &grid)]).read().finds(
            r#"
            F111 warning a.xlsx!Phụ lục 3!M4: cột "Người lập biểu" không có trong Phụ lục 3; cột này không được tính → left_out
            F206 warning a.xlsx!Phụ lục 3!I8: dòng "Đất đai": giải quyết quá hạn 5 nhưng Ghi chú không nêu lý do → kept
            F206 warning a.xlsx!Phụ lục 3!I12: dòng "Chứng thực": giải quyết quá hạn 1 nhưng Ghi chú không nêu lý do → kept
            "#,
        );
}

#[test]
fn a_column_that_is_missing_is_reported() {
    let grid = under(HEAD_3, LOC_NINH).replace("Từ kỳ trước", "Bưu điện");
    Case::district("phu-luc-3").file("a.xlsx", &[("Phụ lục 3", &grid)]).read().finds(
            r#"
            F110 error a.xlsx!Phụ lục 3: Phụ lục 3 thiếu cột "số lượng hồ sơ tiếp nhận / từ kỳ trước" → left_out
            F111 warning a.xlsx!Phụ lục 3!E6: cột "Số lượng hồ sơ tiếp nhận / Trong kỳ / Bưu điện" không có trong Phụ lục 3; cột này không được tính → left_out
            "#,
        );
}

#[test]
fn a_commune_without_lines_is_missed() {
    let (before, _) = LOC_NINH.split_at(LOC_NINH.find("III").unwrap());
    loc_ninh(before.trim_end()).read().finds(
        "
            F302 error a.xlsx!Phụ lục 3: Xã Tân Tiến không có số liệu trong Phụ lục 3 → left_out
            ",
    );
}

#[test]
fn names_of_the_sender_that_disagree_are_reported() {
    Case::of("phu-luc-3")
        .file("695-dong-phu.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
        .read()
        .finds(
            r#"
            F104 warning 695-dong-phu.xlsx!Phụ lục 3: tên nhóm ghi "UBND huyện Lộc Ninh" nhưng tên tệp ghi "695-dong-phu.xlsx"; số liệu được tính cho Huyện Lộc Ninh → kept
            F301 error: Huyện Đồng Phú chưa gửi Phụ lục 3 (Kết quả giải quyết thủ tục hành chính tại UBND các huyện, thị xã, thành phố) cho Quý III năm 2023 → left_out
            "#,
        );
}

/// Phụ lục 3 with "Trước hạn" and "Đúng hạn" in columns of their own.
fn split_head() -> String {
    HEAD_3
        .replace(
            "Số lượng hồ sơ đã giải quyết | << | <<",
            "Số lượng hồ sơ đã giải quyết | << | << | <<",
        )
        .replace("| Trước hạn và Đúng hạn |", "| Trước hạn | Đúng hạn |")
        .replace(
            "| ^^      | ^^                    | ^^      | ^^      | ^^        | ^^      | ^^",
            "| ^^ | ^^ | ^^ | ^^ | ^^ | ^^ | ^^ | ^^",
        )
}

const SPLIT: &str = "
    I     | UBND huyện Lộc Ninh
    1     | Đất đai    | 60  | 20 | 10 | 30 | 50 | 15 | 30 | 5 | 10 | 8 | 2 | chờ đo đạc
    2     | Hộ tịch    | 40  | 25 | 5  | 10 | 40 | 0  | 40 | 0 | 0  | 0 | 0
    Tổng  | <<         | 100 | 45 | 15 | 40 | 90 | 15 | 70 | 5 | 10 | 8 | 2
    II    | UBND xã Lộc Thành
    1     | Chứng thực | 35  | 5  | 0  | 30 | 35 | 4  | 30 | 1 | 0  | 0 | 0 | chờ đo đạc
    Tổng  | <<         | 35  | 5  | 0  | 30 | 35 | 4  | 30 | 1 | 0  | 0 | 0
    III   | UBND xã Tân Tiến
    1     | Chứng thực | 40  | 10 | 0  | 30 | 36 | 6  | 30 | 0 | 4  | 4 | 0
    Tổng  | <<         | 40  | 10 | 0  | 30 | 36 | 6  | 30 | 0 | 4  | 4 | 0
";

/// The parts of a column add up; each keeps its own cell.
#[test]
fn a_column_may_be_split_into_its_parts() {
    let case = Case::district("phu-luc-3").file("a.xlsx", &[("PL3", &under(&split_head(), SPLIT))]);
    case.read()
        .finds("")
        .observations(
            "
            a.xlsx!PL3!8 692 Đất đai: C=60 D=20 E=10 F=30 G=50 H=15 I=30 J=5 K=10 L=8 M=2
            a.xlsx!PL3!9 692 Hộ tịch: C=40 D=25 E=5 F=10 G=40 H=0 I=40 J=0 K=0 L=0 M=0
            a.xlsx!PL3!12 25294 Chứng thực: C=35 D=5 E=0 F=30 G=35 H=4 I=30 J=1 K=0 L=0 M=0
            a.xlsx!PL3!15 25297 Chứng thực: C=40 D=10 E=0 F=30 G=36 H=6 I=30 J=0 K=4 L=4 M=0
            ",
        )
        .metrics("on_time_rate", LOC_NINH_RATES);
}

/// A total that is wrong in one of the parts says in which, and a line that is wrong in their sum says so.
#[test]
fn sums_of_split_columns_are_checked_part_by_part() {
    let body = SPLIT
        .replace("| 90 | 15 | 70 |", "| 90 | 16 | 70 |")
        .replace("| 35 | 4  | 30 | 1", "| 35 | 3  | 30 | 1");
    let case = Case::district("phu-luc-3").file("a.xlsx", &[("PL3", &under(&split_head(), &body))]);
    let findings = case.read().findings();
    for expected in ["F203 error a.xlsx!PL3!H10", "F201 error a.xlsx!PL3!G12"] {
        assert!(findings.contains(expected), "{expected}: {findings}");
    }
}

/// Half a count is none: where one part cannot be read the other does not count either, and both are named.
#[test]
fn a_part_alone_does_not_count() {
    for wrong in ["3O", "@30/09/2023"] {
        let body = SPLIT.replacen("| 50 | 15 | 30 |", &format!("| 50 | 15 | {wrong} |"), 1);
        let case =
            Case::district("phu-luc-3").file("a.xlsx", &[("PL3", &under(&split_head(), &body))]);
        let night = case.read();
        let findings = night.findings();
        assert!(findings.contains("F133 warning a.xlsx!PL3!H8"), "{wrong}: {findings}");
        let night = night.metrics(
            "on_time_rate",
            "
            own 692 40/40 incomplete
            own 25294 34/35
            own 25297 36/36
            total 70 110/111 incomplete
            total 692 110/111 incomplete
            ",
        );
        assert!(!night.observed().contains("H=15"), "{wrong}: {}", night.observed());
    }
}

/// "Đúng hạn" alone is not "Trước hạn và Đúng hạn" where the lines do not close by it: the early files would be lost.
#[test]
fn one_part_without_the_other_is_a_missing_column() {
    let head = HEAD_3.replace("Trước hạn và Đúng hạn", "Đúng hạn");
    let body = LOC_NINH.replacen("| 50 | 45 | 5", "| 50 | 25 | 5", 1);
    let case = Case::district("phu-luc-3").file("a.xlsx", &[("PL3", &under(&head, &body))]);
    let findings = case.read().findings();
    assert!(findings.contains("F110 error a.xlsx!PL3: Phụ lục 3 thiếu cột"), "{findings}");
    assert!(
        findings.contains(
            "F111 warning a.xlsx!PL3!H5: cột \"Số lượng hồ sơ đã giải quyết / Đúng hạn\""
        ),
        "{findings}"
    );
}

/// A group is known by the unit it names, whatever stands in the column of numbers.
#[test]
fn groups_may_be_numbered_in_any_way() {
    let plain = LOC_NINH.replace("Tổng  | <<", "| Tổng");
    for numbers in
        [["1", "2", "3"], ["A", "B", "C"], ["a)", "b)", "c)"], ["", "", ""], ["1.", "2.", "3."]]
    {
        let body = plain
            .replace("I     | UBND huyện", &format!("{} | UBND huyện", numbers[0]))
            .replace("II    | UBND xã", &format!("{} | UBND xã", numbers[1]))
            .replace("III   | UBND xã", &format!("{} | UBND xã", numbers[2]));
        let case =
            Case::district("phu-luc-3").file("a.xlsx", &[("Phụ lục 3", &under(HEAD_3, &body))]);
        case.read().finds("").observations(OBSERVED);
    }
}

/// Sums may stand above their lines: in the line that names the unit, or in a total right below it. They are
/// compared and never used.
#[test]
fn sums_may_stand_above_their_lines() {
    let in_group = "
        I   | UBND huyện Lộc Ninh | 100 | 45 | 15 | 40 | 90 | 85 | 5 | 10 | 8 | 2 | chờ đo đạc
        1   | Đất đai    | 60  | 20 | 10 | 30 | 50 | 45 | 5 | 10 | 8 | 2 | chờ đo đạc
        2   | Hộ tịch    | 40  | 25 | 5  | 10 | 40 | 40 | 0 | 0  | 0 | 0
        II  | UBND xã Lộc Thành   | 35  | 5  | 0  | 30 | 35 | 34 | 1 | 0  | 0 | 0 | chờ đo đạc
        1   | Chứng thực | 35  | 5  | 0  | 30 | 35 | 34 | 1 | 0  | 0 | 0 | chờ đo đạc
        III | UBND xã Tân Tiến    | 40  | 10 | 0  | 30 | 36 | 36 | 0 | 4  | 4 | 0
        1   | Chứng thực | 40  | 10 | 0  | 30 | 36 | 36 | 0 | 4  | 4 | 0
            | Tổng cộng  | 175 | 60 | 15 | 100 | 161 | 155 | 6 | 14 | 12 | 2
    ";
    let below = in_group
        .replace("UBND huyện Lộc Ninh |", "UBND huyện Lộc Ninh\n | Tổng |")
        .replace("UBND xã Lộc Thành   |", "UBND xã Lộc Thành\n | Tổng |")
        .replace("UBND xã Tân Tiến    |", "UBND xã Tân Tiến\n | Cộng |");
    for body in [in_group, &below] {
        let case = Case::district("phu-luc-3").file("a.xlsx", &[("PL3", &under(HEAD_3, body))]);
        let night = case.read().finds("");
        let values = night.values();
        assert!(values.contains("692 Đất đai: pending_on_time=8"), "{values}");
        assert_eq!(values.lines().count(), 4, "{values}");
        let wrong = body.replacen("| 100 | 45", "| 101 | 45", 1);
        let case = Case::district("phu-luc-3").file("a.xlsx", &[("PL3", &under(HEAD_3, &wrong))]);
        let findings = case.read().findings();
        assert!(
            findings.contains("F203 error a.xlsx!PL3!C") && findings.contains("(lệch 1)"),
            "{findings}"
        );
        assert_eq!(findings.lines().count(), 1, "{findings}");
    }
}

/// People type names of files without marks. The longer of two names in each other is meant, and the heading
/// still comes first.
#[test]
fn the_name_of_a_file_names_its_sender_without_marks() {
    let sent = |file: &str| {
        let case = Case::of("phu-luc-2").file(file, &[("PL2", &under(HEAD_2, NOI_VU))]);
        let night = case.read();
        let values = night.values();
        (values.split(' ').next().unwrap_or_default().to_owned(), night.findings())
    };
    for file in ["so-noi-vu.xlsx", "BAO CAO SO NOI VU quy 3.xlsx", "gui/So_Noi_Vu/pl2.xlsx"] {
        assert_eq!(sent(file).0, "70.so-noi-vu", "{file}");
    }
    for file in ["so-noi-vu-va-so-tu-phap.xlsx", "so-noi.xlsx", "noi-vu.xlsx"] {
        let (unit, findings) = sent(file);
        assert_eq!(unit, "", "{file}");
        assert!(findings.contains("F103 blocking"), "{file}: {findings}");
    }
}

#[test]
fn the_two_halves_of_a_letterhead_may_stand_in_one_line() {
    for line in ["SỞ NỘI VỤ      Độc lập - Tự do - Hạnh phúc", "SỞ NỘI VỤ\tĐộc lập - Tự do"]
    {
        let head = format!("\n    {line}{HEAD_2}");
        let case = Case::of("phu-luc-2").file("a.xlsx", &[("PL2", &under(&head, NOI_VU))]);
        assert!(case.read().values().starts_with("70.so-noi-vu "), "{line}");
    }
}
