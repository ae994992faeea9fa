//! Lists of dossiers, a row each: what they are counted as by the rules of Quyết định 766/QĐ-TTg, in whichever file they come.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use polars::prelude::{DataFrame, DataType, IntoColumn as _, NamedFrom as _, Series, TimeUnit};
use polars_io::parquet::write::ParquetWriter;
use rust_xlsxwriter::{Format, Workbook};
use tthc::store;

use crate::case::{Case, DONG_PHU, Night};
use crate::grid::{HEAD_3, under};
use crate::reading::LOC_NINH;

const HEAD: &str = "Mã hồ sơ | Đơn vị | Lĩnh vực | Ngày tiếp nhận | Ngày hẹn trả | Ngày kết thúc xử lý | Ngày trả kết quả | Trạng thái | Hình thức nộp | Tạm dừng từ | Tạm dừng đến | Số lần yêu cầu bổ sung | Tên người nộp";

/// A province that knows lists alone, where nobody else is asked for.
pub(crate) fn province() -> Case {
    let case = Case::of("ho-so").edit("pipelines/units.csv", DONG_PHU, "");
    let case = case.edit("pipelines/units.csv", "70.so-tu-phap,department,70,Sở Tư pháp,\n", "");
    case.edit("pipelines/forms/ho-so.toml", "covers = [\"department\", ", "covers = [")
}

/// The rows as a text with separators.
pub(crate) fn csv(rows: &str) -> String {
    let lines = HEAD.lines().chain(rows.lines().filter(|line| !line.trim().is_empty()));
    let line = |line: &str| line.split('|').map(str::trim).collect::<Vec<_>>().join(";");
    lines.map(line).collect::<Vec<_>>().join("\n")
}

/// The lines of the newest run: unit, field, row, and the counts that are not 0.
pub(crate) fn lines(night: &Night<'_>) -> String {
    let frame = night.frame("lines/ho-so");
    let text = |column: &str, row: usize| {
        let cells = frame.column(column).unwrap().str().unwrap().clone();
        cells.get(row).unwrap_or("-").to_owned()
    };
    let line = |row: usize| {
        let counts = ["received", "resolved", "pending"].iter().flat_map(|kind| {
            let names = frame.get_column_names();
            names.into_iter().filter(move |name| name.starts_with(kind)).filter_map(|name| {
                let count = frame.column(name).unwrap().i64().unwrap().get(row).unwrap();
                (count != 0).then(|| format!(" {name}={count}"))
            })
        });
        let at = frame.column("row").unwrap().u32().unwrap().get(row).unwrap();
        let counts: String = counts.collect();
        format!("{} {} {at}:{counts}\n", text("unit_id", row), text("field", row))
    };
    (0..frame.height()).map(line).collect()
}

fn said(expected: &str) -> String {
    expected
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .fold(String::new(), |all, line| all + line + "\n")
}

/// Each rule, and what stands beside it; the field says which.
const RULES: &str = "
    1 | Xã Lộc Thành | trong hạn | 01/08/2023 | 10/08/2023 | 09/08/2023 | | Đã trả kết quả | Trực tuyến
    2 | Xã Lộc Thành | đúng ngày hẹn | 01/08/2023 | 10/08/2023 | 10/08/2023 16:00 | | Đã trả kết quả | Trực tuyến
    3 | Xã Lộc Thành | sau ngày hẹn | 01/08/2023 | 10/08/2023 | 11/08/2023 | | Đã trả kết quả | Trực tuyến
    4 | Xã Lộc Thành | đúng giờ hẹn | 01/08/2023 | 10/08/2023 16:00 | 10/08/2023 16:00 | | Đã xử lý xong | Trực tiếp
    5 | Xã Lộc Thành | sau giờ hẹn | 01/08/2023 | 10/08/2023 16:00 | 10/08/2023 16:01 | | Đã xử lý xong | Trực tiếp
    6 | Xã Lộc Thành | lấy ngày xử lý xong | 01/08/2023 | 10/08/2023 | 09/08/2023 | 20/08/2023 | Đã trả kết quả | Bưu chính
    7 | Xã Lộc Thành | chỉ có ngày trả | 01/08/2023 | 10/08/2023 | | 20/08/2023 | Đã trả kết quả | Bưu chính
    8 | Xã Lộc Thành | bổ sung một lần | 01/08/2023 | 10/08/2023 | 13/08/2023 | | Đã trả kết quả | Trực tuyến | 05/08/2023 | 08/08/2023 | 1
    9 | Xã Lộc Thành | dừng chưa đủ | 01/08/2023 | 10/08/2023 | 13/08/2023 | | Đã trả kết quả | Trực tuyến | 05/08/2023 | 07/08/2023 | 1
    10 | Xã Lộc Thành | bổ sung hai lần | 01/08/2023 | 10/08/2023 | 09/08/2023 | | Đã trả kết quả | Trực tuyến | | | 2
    11 | Xã Lộc Thành | còn chờ bổ sung | 01/08/2023 | 10/08/2023 | | | Chờ bổ sung | Trực tuyến | 05/08/2023 | | 1
    12 | Xã Lộc Thành | rút | 01/08/2023 | 10/08/2023 | 09/08/2023 | | Rút | Trực tuyến
    13 | Xã Lộc Thành | từ chối | 01/08/2023 | 10/08/2023 | 11/08/2023 | | Từ chối | Trực tuyến
    14 | Xã Lộc Thành | chưa xong, hẹn cuối kỳ | 01/09/2023 | 30/09/2023 | | | Đang xử lý | Trực tuyến
    15 | Xã Lộc Thành | chưa xong, quá hẹn | 01/09/2023 | 29/09/2023 | | | Đang xử lý | Trực tuyến
    16 | Xã Lộc Thành | xong sau kỳ | 01/09/2023 | 10/10/2023 | 02/10/2023 | | Đã trả kết quả | Trực tuyến
    17 | Xã Lộc Thành | kỳ trước chuyển sang | 30/06/2023 | 10/07/2023 | 01/07/2023 | | Đã trả kết quả |
    18 | Xã Lộc Thành | xong từ kỳ trước | 01/06/2023 | 10/06/2023 | 30/06/2023 23:59 | | Đã trả kết quả | Trực tuyến
    19 | Xã Lộc Thành | nhận sau kỳ | 01/10/2023 | 10/10/2023 | | | Đang xử lý | Trực tuyến
    20 | 25297 | không ghi trạng thái | 01/08/2023 08:00 | 10/08/2023 | 01/08/2023 | | | Trực tuyến
";

const COUNTED: &str = "
    25294 trong hạn 2: received_total=1 received_online=1 resolved_total=1 resolved_on_time=1
    25294 đúng ngày hẹn 3: received_total=1 received_online=1 resolved_total=1 resolved_on_time=1
    25294 sau ngày hẹn 4: received_total=1 received_online=1 resolved_total=1 resolved_overdue=1
    25294 đúng giờ hẹn 5: received_total=1 received_direct=1 resolved_total=1 resolved_on_time=1
    25294 sau giờ hẹn 6: received_total=1 received_direct=1 resolved_total=1 resolved_overdue=1
    25294 lấy ngày xử lý xong 7: received_total=1 received_direct=1 resolved_total=1 resolved_on_time=1
    25294 chỉ có ngày trả 8: received_total=1 received_direct=1 resolved_total=1 resolved_overdue=1
    25294 bổ sung một lần 9: received_total=1 received_online=1 resolved_total=1 resolved_on_time=1
    25294 dừng chưa đủ 10: received_total=1 received_online=1 resolved_total=1 resolved_overdue=1
    25294 bổ sung hai lần 11: received_total=1 received_online=1 resolved_total=1 resolved_overdue=1
    25294 còn chờ bổ sung 12: received_total=1 received_online=1 pending_total=1 pending_on_time=1
    25294 rút 13: received_total=1 received_online=1 resolved_total=1 resolved_on_time=1
    25294 từ chối 14: received_total=1 received_online=1 resolved_total=1 resolved_overdue=1
    25294 chưa xong, hẹn cuối kỳ 15: received_total=1 received_online=1 pending_total=1 pending_on_time=1
    25294 chưa xong, quá hẹn 16: received_total=1 received_online=1 pending_total=1 pending_overdue=1
    25294 xong sau kỳ 17: received_total=1 received_online=1 pending_total=1 pending_on_time=1
    25294 kỳ trước chuyển sang 18: received_total=1 received_carried=1 resolved_total=1 resolved_on_time=1
    25297 không ghi trạng thái 21: received_total=1 received_online=1 resolved_total=1 resolved_on_time=1
";

#[test]
fn each_rule_counts_its_dossiers() {
    let case = province().bytes("ho-so.csv", csv(RULES).as_bytes());
    let night = case.read();
    assert_eq!(lines(&night), said(COUNTED), "{}", night.findings());
    // The district has no dossier of its own in it.
    night.submissions("70 ho-so ho-so.csv accepted_with_findings");
}

/// The same rows in a text, a workbook and as Parquet, there with days and hours as such.
#[test]
fn a_list_gives_the_same_lines_in_whichever_file() {
    let sheet = format!("{HEAD}\n{}", said(RULES));
    let as_parquet = store::encode(&frame(RULES)).unwrap();
    let files: [(&str, Vec<u8>); 4] = [
        ("ho-so.csv", csv(RULES).into_bytes()),
        ("ho-so.xlsx", crate::grid::xlsx(&[("Danh sách", &sheet)])),
        ("ho-so-ngay.xlsx", workbook(RULES)),
        ("ho-so.parquet", as_parquet),
    ];
    for (name, bytes) in files {
        let case = province().bytes(name, &bytes);
        let night = case.read();
        assert_eq!(lines(&night), said(COUNTED), "{name}: {}", night.findings());
    }
}

/// Each part of a file keeps its own words: what stands in the same place of another part is another word.
#[test]
fn words_kept_in_the_same_place_of_other_parts_are_others() {
    let row = |number: usize| {
        let unit = ["Xã Lộc Thành", "Xã Tân Tiến"][number % 2];
        let (state, end) = [("Đã trả kết quả", "09/08/2023"), ("Đang giải quyết", "")][number % 2];
        format!(
            "{number} | {unit} | Lĩnh vực thứ {number} | 01/08/2023 | 10/08/2023 | {end} | | {state} | Trực tuyến\n"
        )
    };
    let rows: String = (10..19).map(row).collect();
    let by_text = province().bytes("ho-so.csv", csv(&rows).as_bytes());
    let expected = lines(&by_text.read());
    assert_eq!(expected.lines().count(), 9, "{expected}");
    // A row group each, and three.
    for rows_together in [1, 3] {
        let mut bytes = Vec::new();
        let writer = ParquetWriter::new(&mut bytes).with_row_group_size(Some(rows_together));
        writer.finish(&mut frame(&rows)).unwrap();
        let case = province().bytes("ho-so.parquet", &bytes);
        let night = case.read();
        assert_eq!(lines(&night), expected, "{rows_together}: {}", night.findings());
    }
}

/// A text is never held as cells: no more of it is limited than its bytes.
#[test]
fn a_text_may_have_more_cells_than_a_workbook() {
    let limits = "[limits]\ncells = 50\n\n[[workbook]]";
    let case = province().declare("[[workbook]]", limits);
    let case = case.bytes("ho-so.csv", csv(RULES).as_bytes());
    let night = case.read();
    assert_eq!(lines(&night), said(COUNTED), "{}", night.findings());
}

/// The rows as a workbook in which times are times.
fn workbook(rows: &str) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let time = Format::new().set_num_format("dd/mm/yyyy hh:mm");
    let rows = rows.lines().filter(|line| !line.trim().is_empty());
    for (row, line) in (0u32..).zip(std::iter::once(HEAD).chain(rows)) {
        for (column, cell) in (0u16..).zip(line.split('|').map(str::trim)) {
            if row > 0 && !cell.is_empty() && (3..=6).contains(&column) {
                #[expect(clippy::cast_precision_loss, reason = "days of a year")]
                let serial = micros(cell) as f64 / 86_400_000_000.0 + 25_569.0;
                sheet.write_number_with_format(row, column, serial, &time).unwrap();
            } else {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// The rows as a system keeps them: times as such, and a number of requests.
fn frame(rows: &str) -> DataFrame {
    let lines = rows.lines().filter(|line| !line.trim().is_empty());
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split('|').map(str::trim).collect()).collect();
    let columns = HEAD.split('|').map(str::trim).enumerate().map(|(at, name)| {
        let cells = rows.iter().map(|row| row.get(at).copied().filter(|cell| !cell.is_empty()));
        let cells: Vec<Option<&str>> = cells.collect();
        if name.starts_with("Ngày") || name.starts_with("Tạm dừng") {
            let times: Vec<Option<i64>> = cells.iter().map(|cell| cell.map(micros)).collect();
            let dtype = DataType::Datetime(TimeUnit::Microseconds, None);
            Series::new(name.into(), times).cast(&dtype).unwrap().into_column()
        } else if name.starts_with("Số lần") {
            let number = |cell: &str| cell.parse::<i64>().unwrap();
            let counts: Vec<Option<i64>> = cells.iter().map(|cell| cell.map(number)).collect();
            Series::new(name.into(), counts).into_column()
        } else {
            Series::new(name.into(), cells).into_column()
        }
    });
    DataFrame::new_infer_height(columns.collect()).unwrap()
}

/// Microseconds since 1970 of a day of 2023 and its hour.
fn micros(text: &str) -> i64 {
    let (day, time) = text.split_once(' ').unwrap_or((text, "00:00"));
    let number = |text: &str| text.parse::<i64>().unwrap();
    let parts: Vec<i64> = day.split('/').map(number).collect();
    let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273];
    let days = 19_358 + before[usize::try_from(parts[1]).unwrap() - 1] + parts[0] - 1;
    let (hour, minute) = time.split_once(':').unwrap();
    ((days * 24 + number(hour)) * 60 + number(minute)) * 60_000_000
}

/// What cannot be counted is told once for each unit and reason, with how many there are, and the unit is not whole.
#[test]
fn what_cannot_be_counted_is_told_and_leaves_its_unit_incomplete() {
    let rows = "
        1 | Xã Lộc Thành | Đất đai | 01/08/2023 | 10/08/2023 | 09/08/2023 | | Đã trả kết quả | Trực tuyến
        1 | Xã Lộc Thành | Đất đai | 01/08/2023 | 10/08/2023 | 09/08/2023 | | Đã trả kết quả | Trực tuyến
        2 | Xã Lộc Thành | Đất đai | 01/08/2023 | | 09/08/2023 | | Đã trả kết quả | Trực tuyến
        3 | Xã Lộc Thành | Hộ tịch | 02/08/2023 | | | | Đang xử lý | Trực tuyến
        4 | Xã Tân Tiến | Hộ tịch | 02/08/2023 | 10/08/2023 | 09/08/2023 | | Đã trả kết quả | Trực tiếp
        5 | Xã Lộc Thanh | Hộ tịch | 02/08/2023 | 10/08/2023 | 09/08/2023 | | Đã trả kết quả | Trực tiếp
        6 | Xã Lộc Thành | Hộ tịch | 02/08/2023 | 10/8 | | | Đang xử lý | Trực tiếp
        7 | Xã Lộc Thành | Hộ tịch | 02/08/2023 | 10/08/2023 | 01/08/2023 | | Đã trả kết quả | Trực tiếp
        8 | Xã Lộc Thành | Hộ tịch | 02/08/2023 | 10/08/2023 | | | Chuyển phòng | Trực tiếp
        9 | Xã Lộc Thành | Hộ tịch | 02/08/2023 | 10/08/2023 | | | Đang xử lý | Fax
    ";
    let case = province().bytes("ho-so.csv", csv(rows).as_bytes());
    let night = case.read();
    let found = night.findings();
    for told in [
        "F120 error ho-so.csv!trang 1!B7: 1 hồ sơ của \"Xã Lộc Thanh\"",
        "F160 error ho-so.csv!trang 1!E8: 1 hồ sơ của Xã Lộc Thành có ngày hẹn trả không đọc được",
        "F161 error ho-so.csv!trang 1!E4: 2 hồ sơ của Xã Lộc Thành",
        "F162 error ho-so.csv!trang 1!F9: 1 hồ sơ của Xã Lộc Thành kết thúc trước khi tiếp nhận",
        "F163 error ho-so.csv!trang 1!H10: 1 hồ sơ của Xã Lộc Thành có trạng thái không có trong khai báo: \"Chuyển phòng\"",
        "F163 error ho-so.csv!trang 1!I11: 1 hồ sơ của Xã Lộc Thành",
        "F164 error ho-so.csv!trang 1!A3: 1 hồ sơ của Xã Lộc Thành",
    ] {
        assert!(found.contains(told), "{told}\n{found}");
    }
    let counted = "
        25294 Đất đai 2: received_total=1 received_online=1 resolved_total=1 resolved_on_time=1
        25297 Hộ tịch 6: received_total=1 received_direct=1 resolved_total=1 resolved_on_time=1
    ";
    assert_eq!(lines(&night), said(counted), "{found}");
    // Whose the dossiers of an unknown unit are is not known: they are missing to who sent the list.
    let rates = [
        "own 70 0/0 incomplete",
        "own 25294 1/1 incomplete",
        "own 25297 1/1",
        "total 70 2/2 incomplete",
        "total 692 2/2 incomplete",
    ];
    let night = case.run(&["--quiet"]).says_anything().exit(3);
    night.metrics("on_time_rate", &(rates.join("\n") + "\n"));
}

/// However a unit and a field are written, they are the same line; who is not named at all is told once.
#[test]
fn units_and_fields_written_in_several_ways_are_one_line() {
    let rows = "
        1 | Xã Lộc Thành | Đất đai | 01/08/2023 | 10/08/2023 | 09/08/2023 | | Đã trả kết quả | Trực tuyến
        2 | 25294 | ĐẤT ĐAI | 01/08/2023 | 10/08/2023 | 11/08/2023 | | đã trả kết quả | trực tuyến
        3 | UBND xã Lộc Thành | đất đai | 01/08/2023 | 10/08/2023 | | | Đang xử lý | Trực tuyến
        4 | | Đất đai | 01/08/2023 | 10/08/2023 | | | Đang xử lý | Trực tuyến
        5 | | Đất đai | 01/08/2023 | 10/08/2023 | | | Đang xử lý | Trực tuyến
    ";
    let case = province().bytes("ho-so.csv", csv(rows).as_bytes());
    let night = case.read();
    let counted = "25294 Đất đai 2: received_total=3 received_online=3 resolved_total=2 resolved_on_time=1 \
                   resolved_overdue=1 pending_total=1 pending_overdue=1";
    assert_eq!(lines(&night), said(counted), "{}", night.findings());
    let nobody = "F120 error ho-so.csv!trang 1!B5: 2 hồ sơ không ghi đơn vị giải quyết";
    assert!(night.findings().contains(nobody), "{}", night.findings());
}

/// Where only a code stands, a dossier lacks all else; spaces are no dossier, and no part of a name.
#[test]
fn spaces_are_nothing_and_a_code_is_a_dossier() {
    let rows = "
        1 | Xã Lộc Thành_ | Đất đai_ | 01/08/2023 | 10/08/2023 | 09/08/2023 | | _Đã trả kết quả | Trực tuyến_
        2 | | | | | | | |
        _ | _ | _ | _ | _ | _ | | _ | _
        3 | Xã Lạ_ | Đất đai | 01/08/2023 | 10/08/2023 | 09/08/2023 | _ | Đã trả kết quả | Trực tuyến
        4 | _Xã Lạ | Đất đai | 01/08/2023 | 10/08/2023 | 09/08/2023 | | _ | Trực tuyến
    ";
    let case = province().bytes("ho-so.csv", csv(rows).replace('_', " ").as_bytes());
    let night = case.read();
    let counted =
        "25294 Đất đai 2: received_total=1 received_online=1 resolved_total=1 resolved_on_time=1";
    assert_eq!(lines(&night), said(counted), "{}", night.findings());
    let found = night.findings();
    let units: Vec<&str> = found.lines().filter(|line| line.starts_with("F120 ")).collect();
    let [nobody, stranger] = units[..] else { panic!("{found}") };
    assert!(nobody.starts_with("F120 error ho-so.csv!trang 1!B3: 1 hồ sơ không ghi"), "{found}");
    assert!(
        stranger.starts_with("F120 error ho-so.csv!trang 1!B5: 2 hồ sơ của \"Xã Lạ\""),
        "{found}"
    );
}

/// Rows are understood some at a time: neither their sums nor which of them stands first goes by that.
#[test]
fn a_long_list_is_counted_as_a_whole() {
    let row = |code: u32, unit: &str| {
        format!(
            "{code} | {unit} | Đất đai | 01/08/2023 | 10/08/2023 | 09/08/2023 | | Đã trả kết quả | Trực tuyến\n"
        )
    };
    let unit = |code: u32| if code.is_multiple_of(2) { "Xã Lộc Thành" } else { "25297" };
    let mut rows: String = (0..20_000).map(|code| row(code, unit(code))).collect();
    rows += &row(1, "25297");
    let case = province().bytes("ho-so.csv", csv(&rows).as_bytes());
    let night = case.read();
    let counted = "
        25294 Đất đai 2: received_total=10000 received_online=10000 resolved_total=10000 resolved_on_time=10000
        25297 Đất đai 3: received_total=10000 received_online=10000 resolved_total=10000 resolved_on_time=10000
    ";
    assert_eq!(lines(&night), said(counted), "{}", night.findings());
    let twice =
        "F164 error ho-so.csv!trang 1!A20002: 1 hồ sơ của Xã Tân Tiến có mã hồ sơ ghi ở nhiều dòng";
    assert!(night.findings().contains(twice), "{}", night.findings());
}

/// A unit that stands in a list and in a form of counts counts once.
#[test]
fn a_list_and_a_form_of_the_same_unit_do_not_count_twice() {
    let rows = "
        1 | Xã Lộc Thành | Chứng thực | 01/08/2023 | 10/08/2023 | 09/08/2023 | | Đã trả kết quả | Trực tuyến
    ";
    let case = Case::district("phu-luc-3")
        .declare("\"forms/phu-luc-3.toml\"", "\"forms/phu-luc-3.toml\", \"forms/ho-so.toml\"")
        .edit("pipelines/forms/ho-so.toml", "covers = [\"department\", ", "covers = [")
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
        .bytes("ho-so.csv", csv(rows).as_bytes());
    let night = case.run(&["--quiet", "--fail-on", "never"]).says_anything().exit(0);
    let frame = night.frame("lines/ho-so");
    let role = frame.column("role").unwrap().str().unwrap().get(0).unwrap().to_owned();
    assert_eq!(role, "repeated_item", "{}", night.findings());
}

#[test]
fn a_file_that_is_no_whole_list_says_why() {
    let refused = |name: &str, bytes: &[u8]| {
        let case = province().bytes(name, bytes);
        case.read().findings()
    };
    let row = "1 | Xã Lộc Thành | Đất đai | 01/08/2022 | 10/08/2022 | 09/08/2022 | | Đã trả kết quả | Trực tuyến";
    let other = refused("ho-so.csv", csv(row).as_bytes());
    assert!(
        other.contains("F127 error ho-so.csv: danh sách không có hồ sơ nào của Quý III"),
        "{other}"
    );
    let none = refused("ho-so.csv", csv("").as_bytes());
    assert!(
        none.contains("F127 error ho-so.csv: danh sách không có hồ sơ nào của Quý III"),
        "{none}"
    );
    let text = csv(RULES).replace("Ngày hẹn trả", "Cột khác");
    let lacking = refused("ho-so.csv", text.as_bytes());
    assert!(
        lacking.contains(
            "F110 error ho-so.csv: danh sách hồ sơ của Danh sách hồ sơ thiếu cột \"ngày hẹn trả\""
        ),
        "{lacking}"
    );
    assert!(lacking.contains("F111 warning ho-so.csv"), "{lacking}");
    let whole = store::encode(&frame(RULES)).unwrap();
    for cut in [whole.len() / 2, whole.len() - 9, 8] {
        let torn = refused("ho-so.parquet", &whole[..cut]);
        assert!(torn.contains("F101 blocking ho-so.parquet"), "{cut}: {torn}");
    }
    // What lies behind the names of the columns is torn: the pages do not hold what they promise.
    let mut odd = whole.clone();
    odd[4..whole.len() / 2].fill(0xff);
    let odd = refused("ho-so.parquet", &odd);
    assert!(odd.contains("F101 blocking ho-so.parquet"), "{odd}");
}

/// Traced to the first dossier of its line, and listed by the SQL that counts.
#[test]
fn a_count_of_dossiers_leads_to_its_list() {
    let case = province().bytes("ho-so.csv", csv(RULES).as_bytes());
    case.run(&["--quiet", "--fail-on", "never"]).says_anything().exit(0);
    let asked = ["trace", "thu", "--unit", "25294", "--metric", "on_time_rate"];
    let told = case.tthc(&asked).says_anything().exit(0).stdout;
    assert!(told.contains("của hồ sơ từ dòng 2"), "{told}");
    let sql = case.tthc(&["sql", "thu", "dossiers"]).says_anything().exit(0).stdout;
    assert!(sql.contains("CREATE VIEW dossiers_counted AS"), "{sql}");
    let told = case.tthc(&["sql", "thu", "dossiers", "--run"]).says_anything().exit(2).stderr;
    assert!(told.contains("không giữ từng hồ sơ"), "{told}");
    let told = case.tthc(&["template", "ho-so", "--all"]).says_anything().exit(2).stderr;
    assert!(told.contains("không có mẫu để điền"), "{told}");
}

/// The reading half has no engine: it says where the list is counted.
#[test]
fn where_nothing_can_count_a_list_is_told_apart() {
    let case = province();
    let pipeline = tthc::pipeline::load(&case.path(crate::case::PIPELINE)).unwrap();
    let content = tthc::ingest::read_file("ho-so.csv", csv(RULES).as_bytes(), false, &pipeline);
    let tthc::ingest::FileContent::Reading(reading) = content else { panic!("no reading") };
    let told = reading.findings.iter().any(|one| one.message.contains("ở đây không đếm được"));
    assert!(told, "{:?}", reading.findings);
}
