//! Lists of dossiers in several files: versions of one list, parts of one, or lists of other units.

use crate::case::Case;
use crate::dossier_lists::{csv, lines, province};

/// Dossiers with these numbers, each of one of two communes; who is late goes by the number.
fn list(numbers: impl Iterator<Item = u32>) -> Vec<u8> {
    let row = |number: u32| {
        let unit = ["Xã Lộc Thành", "Xã Tân Tiến"][number as usize % 2];
        let end = 8 + number % 4;
        format!(
            "{number:05} | {unit} | Đất đai | 01/08/2023 | 10/08/2023 | {end:02}/08/2023 | | Đã trả kết quả | Trực tuyến\n"
        )
    };
    let rows: String = numbers.map(row).collect();
    csv(&rows).into_bytes()
}

const BOTH_LEFT_OUT: &str = "70 ho-so thang-7.csv unusable\n70 ho-so thang-8.csv unusable";

fn parts() -> Case {
    province().bytes("thang-7.csv", &list(0..40)).bytes("thang-8.csv", &list(40..100))
}

#[test]
fn parts_of_a_list_count_for_nobody_and_say_how_to_be_sent() {
    let case = parts();
    let night = case.run(&["--quiet"]).says_anything().exit(3);
    let found = night.findings();
    night.submissions(BOTH_LEFT_OUT);
    for (file, other) in [("thang-7.csv", "thang-8.csv"), ("thang-8.csv", "thang-7.csv")] {
        let told = format!(
            "F141 error {file}: Danh sách hồ sơ của Tỉnh Bình Phước có trong nhiều tệp, hầu hết hồ sơ trong \"{other}\" và trong tệp này khác nhau; đó là các phần của một danh sách"
        );
        assert!(found.contains(&told), "{told}\n{found}");
    }
    assert!(!found.contains("F301") && !found.contains("F302"), "both were sent\n{found}");
    let trace = case.tthc(&["trace", "thu", "--unit", "25294", "--metric", "on_time_rate"]);
    let told = trace.says_anything().exit(0).stdout;
    assert!(told.contains("hoặc không rõ tệp nào được tính"), "{told}");
}

/// Neither a later hour nor a later name makes a part a version.
#[test]
fn parts_of_a_list_are_known_whenever_they_came() {
    let received = "file,received_at\nthang-7.csv,2023-10-03T08:00:00+07:00\nthang-8.csv,2023-10-04T08:00:00+07:00\n";
    let case = parts().bytes("received.csv", received.as_bytes());
    case.run(&["--quiet"]).says_anything().exit(3).submissions(BOTH_LEFT_OUT);
    // Some dossiers were carried over and stand in both.
    let case = province().bytes("thang-7.csv", &list(0..40)).bytes("thang-8.csv", &list(30..100));
    case.run(&["--quiet"]).says_anything().exit(3).submissions(BOTH_LEFT_OUT);
}

/// What is kept of a night knows it too.
#[test]
fn parts_of_a_list_are_known_the_next_night() {
    let case = parts();
    case.run(&["--quiet"]).says_anything().exit(3);
    let case = case.bytes("khac/ghi-chu.csv", b"a;b");
    // Nothing can be read of any file: what was good stays.
    let night = case.run(&["--quiet"]).says_anything().exit(1);
    night.submissions(&format!("- - khac/ghi-chu.csv unrecognised\n{BOTH_LEFT_OUT}"));
}

#[test]
fn a_version_of_a_list_takes_the_place_of_the_one_before() {
    // All dossiers of before and some more; then of a list longer than what is kept of its codes.
    for (before, now) in [(0..40, 0..60), (0..40, 5..40), (0..3000, 0..3100)] {
        let case = province().bytes("ho-so.csv", &list(before));
        let night_of = case.bytes("ho-so (1).csv", &list(now));
        let night = night_of.run(&["--quiet", "--fail-on", "never"]).says_anything().exit(0);
        night.submissions(
            "70 ho-so ho-so (1).csv accepted_with_findings\n70 ho-so ho-so.csv superseded",
        );
    }
}

/// Of long lists as well, where some of the codes alone are kept.
#[test]
fn long_parts_are_told_from_long_versions() {
    let case = province().bytes("a.csv", &list(0..3000)).bytes("b.csv", &list(2400..5400));
    let night = case.run(&["--quiet"]).says_anything().exit(3);
    night.submissions("70 ho-so a.csv unusable\n70 ho-so b.csv unusable");
}

/// The sheets of a workbook are one list: who was open in one month and had ended in the next counts as ended.
#[test]
fn parts_of_a_list_in_one_workbook_are_one_list() {
    let head = "Mã hồ sơ | Đơn vị | Lĩnh vực | Ngày tiếp nhận | Ngày hẹn trả | Ngày kết thúc xử lý | Trạng thái | Hình thức nộp";
    let sheet = |rows: &str| format!("{head}\n{rows}");
    let july = sheet(
        "1 | Xã Lộc Thành | Đất đai | 20/07/2023 | 10/08/2023 | | Đang xử lý | Trực tuyến\n\
         2 | Xã Lộc Thành | Đất đai | 21/07/2023 | 28/07/2023 | | Đang xử lý | Trực tuyến",
    );
    let august = sheet(
        "1 | Xã Lộc Thành | Đất đai | 20/07/2023 | 10/08/2023 | 09/08/2023 | Đã trả kết quả | Trực tuyến\n\
         2 | Xã Lộc Thành | Đất đai | 21/07/2023 | 28/07/2023 | | Đang xử lý | Trực tuyến\n\
         3 | Xã Lộc Thành | Đất đai | 01/08/2023 | 10/08/2023 | 09/08/2023 | Đã trả kết quả | Trực tuyến",
    );
    let book = crate::grid::xlsx(&[("Tháng 7", &july), ("Tháng 8", &august)]);
    let case = province().bytes("ho-so.xlsx", &book);
    let night = case.read();
    let counted = "25294 Đất đai 3: received_total=3 received_online=3 resolved_total=2 resolved_on_time=2 \
                   pending_total=1 pending_overdue=1\n";
    assert_eq!(lines(&night), counted, "{}", night.findings());
    let told =
        "F164 error ho-so.xlsx!Tháng 7!A2: 2 hồ sơ của Xã Lộc Thành có mã hồ sơ ghi ở nhiều dòng";
    assert!(night.findings().contains(told), "{}", night.findings());
}

#[test]
fn lists_of_other_units_all_count() {
    let even = (0..40).filter(|number| number % 2 == 0);
    let odd = (0..40).filter(|number| number % 2 == 1);
    let case = province().bytes("a.csv", &list(even)).bytes("b.csv", &list(odd));
    let night = case.run(&["--quiet", "--fail-on", "never"]).says_anything().exit(0);
    night.submissions("70 ho-so a.csv accepted_with_findings\n70 ho-so b.csv accepted");
}
