//! The ways in which offices write a period, and texts that tell none.

use crate::ingest::period::months::MonthSpan;

use super::spans;

fn told(text: &str) -> Vec<String> {
    let run = MonthSpan::of_period("2023-Q3".parse().unwrap());
    let part = |month: u32| format!("{}-{:02}", month / 12, month % 12 + 1);
    let show = |span: MonthSpan| match (span.whole, span.year_only) {
        (false, _) => "days".to_owned(),
        (_, true) => (span.first / 12).to_string(),
        _ => format!("{}..{}", part(span.first), part(span.last)),
    };
    spans(text, run).into_iter().map(show).collect()
}

#[test]
fn a_quarter_is_told_in_several_ways() {
    for text in [
        "Kỳ báo cáo: Quý III năm 2023",
        "QUÍ III/2023",
        "Quý 3-2023",
        "Qúy lll",
        "quy 3",
        "Q3/2023",
        "2023-Q3",
        "bao-cao_quy-iii-2023",
        "Q.III/2023",
        "QIII/2023",
        "quý ba năm 2023",
        "Kỳ báo cáo: III/2023",
        "Q3",
        "tháng 7, 8, 9 năm 2023",
        "từ tháng 7 đến tháng 9/2023",
        "T7-9/2023",
        "từ 01/7/2023 đến hết ngày 30/9/2023",
        "(15/6 - 14/9/2023)",
        "từ ngày 15 tháng 6 năm 2023 đến ngày 14 tháng 9 năm 2023",
        "16.6.2023-15.9.2023",
        "Quý III năm 2023 (Kèm theo Công văn số 5 ngày 5/10/2023, năm 2022)",
        "Lũy kế từ đầu quý III năm 2023",
    ] {
        assert_eq!(told(text), ["2023-07..2023-09"], "{text}");
    }
}

#[test]
fn another_time_is_told_in_several_ways() {
    for (text, time) in [
        ("9 tháng đầu năm 2023", "2023-01..2023-09"),
        ("Chín tháng năm 2023", "2023-01..2023-09"),
        ("bc 9T-2023", "2023-01..2023-09"),
        ("Lũy kế từ đầu năm đến 30/9/2023", "2023-01..2023-09"),
        ("Luỹ kế đến hết quý III năm 2023", "2023-01..2023-09"),
        ("SỐ LIỆU CỘNG DỒN 9 THÁNG", "2023-01..2023-09"),
        ("Từ đầu năm đến nay", "2023-01..2023-09"),
        ("6 tháng cuối năm 2023", "2023-07..2023-12"),
        ("06 tháng đầu năm", "2023-01..2023-06"),
        ("Tháng 9 năm 2023", "2023-09..2023-09"),
        ("tháng mười hai năm 2022", "2022-12..2022-12"),
        ("so-xay-dung-thang-7", "2023-07..2023-07"),
        ("Kỳ báo cáo: 09/2023", "2023-09..2023-09"),
        ("Báo cáo T9", "2023-09..2023-09"),
        ("Quý III/2022", "2022-07..2022-09"),
        ("QUÝ I, II, III NĂM 2023", "2023-01..2023-09"),
        ("từ 15/12/2022 đến 14/3/2023", "2023-01..2023-03"),
        ("15/12-14/3/2023", "2023-01..2023-03"),
        ("từ ngày 01/4/2023 đến ngày 30/6/2023", "2023-04..2023-06"),
        ("từ ngày 01/7/2023 đến ngày 10/9/2023", "days"),
        ("KẾT QUẢ NĂM 2022", "2022"),
    ] {
        assert_eq!(told(text), [time], "{text}");
    }
    assert_eq!(told("Quý I và 3 tháng đầu năm 2023"), ["2023-01..2023-03"; 2]);
    assert_eq!(told("Quý III và lũy kế 9 tháng"), ["2023-07..2023-09", "2023-01..2023-09"]);
}

#[test]
fn most_texts_tell_no_time() {
    for text in [
        "Quý vị đại biểu",
        "Bình Phước, ngày 05 tháng 10 năm 2023",
        "Ngày … tháng … năm 2023",
        "UBND Q3",
        "Kế hoạch kiểm tra năm 2023",
        "ngày      tháng 10 năm 2023",
        "Số liệu tính đến ngày 30/9/2023",
        "Mẫu T1",
        "(Kèm theo Công văn số 123 ngày 10/7/2023 về báo cáo quý II)",
        "So với quý II năm 2023",
        "692-2022",
        "Quyết định 766/QĐ-TTg ngày 23/6/2022",
        "tính đến hết tháng 9/2023",
        "Phụ lục 3",
        "05/10/2023",
    ] {
        assert!(told(text).is_empty(), "{text}: {:?}", told(text));
    }
}
