//! Which period a table is of: heading, tab and name of the file tell, and only the period of the run counts.

use crate::case::Case;
use crate::grid::{HEAD_3, under};
use crate::reading::LOC_NINH;

fn head(period: &str) -> String {
    HEAD_3.replacen("Phụ lục 3", &format!("Phụ lục 3\n    {period}"), 1)
}

fn sent(period: &str) -> Case {
    Case::district("phu-luc-3").file("a.xlsx", &[("Phụ lục 3", &under(&head(period), LOC_NINH))])
}

#[test]
fn the_period_of_the_run_counts_however_it_is_written() {
    for period in [
        "Kỳ báo cáo: Quý III năm 2023",
        "QUÍ 3/2023",
        "(từ ngày 15/6/2023 đến ngày 14/9/2023)",
        "Từ 01/7/2023 đến 30/9/2023",
        "Quý III và 9 tháng đầu năm 2023",
        "Tháng 7, 8, 9 năm 2023",
        "Kèm theo Công văn số 12/UBND ngày 10/7/2022 về báo cáo quý II",
        "Lộc Ninh, ngày 05 tháng 10 năm 2023",
    ] {
        let night = sent(period);
        let night = night.read();
        assert_eq!(night.findings(), "", "{period}");
        assert!(!night.observed().is_empty(), "{period}");
    }
}

#[test]
fn another_period_is_told_at_its_cell_and_does_not_count() {
    for period in [
        "Kỳ báo cáo: 9 tháng đầu năm 2023",
        "06 THÁNG ĐẦU NĂM 2023",
        "Tháng 9 năm 2023",
        "Kỳ báo cáo: Năm 2022",
        "NĂM 2023",
        "từ ngày 01/4/2023 đến ngày 30/6/2023",
        "(15/3/2023 - 14/6/2023)",
        "Q2/2023",
        "Qúy II",
        "Lũy kế từ đầu năm đến 30/9/2023",
    ] {
        let night = sent(period);
        let night = night.read();
        let found = night.findings();
        assert!(found.contains("F127 error a.xlsx!Phụ lục 3!A2: "), "{period}: {found}");
        assert!(found.contains("không được tính → left_out"), "{period}: {found}");
        assert_eq!(night.observed(), "", "{period}");
    }
}

#[test]
fn the_name_of_a_file_tells_where_nothing_else_does() {
    let grid = under(HEAD_3, LOC_NINH);
    for name in [
        "692 thang 9.xlsx",
        "692-quy-2-2023.xlsx",
        "692_9T-2023.xlsx",
        "692 Q4.2022.xlsx",
        "692-9-thang-dau-nam-2023.xlsx",
        "692_tu-thang-4-den-thang-6-2023.xlsx",
    ] {
        let night = Case::district("phu-luc-3").file(name, &[("Phụ lục 3", &grid)]);
        let found = night.read().findings();
        assert!(found.contains(&format!("F127 error {name}!Phụ lục 3: tên tệp ghi")), "{found}");
    }
    // What stands in the sheet outweighs it.
    let case = Case::district("phu-luc-3")
        .file("692 thang 9.xlsx", &[("Phụ lục 3", &under(&head("Quý III năm 2023"), LOC_NINH))]);
    let night = case.read().finds(
        r#"
        F127 warning 692 thang 9.xlsx!Phụ lục 3: tên tệp ghi "692 thang 9" trong khi tiêu đề của Phụ lục 3 là của kỳ đang chạy, Quý III năm 2023; bảng này vẫn được tính → kept
        "#,
    );
    assert!(!night.observed().is_empty());
}

#[test]
fn months_beside_the_quarter_do_not_count_for_it() {
    let grid = under(HEAD_3, LOC_NINH);
    let month = LOC_NINH.replace("| 36 | 36 |", "| 36 | 30 |");
    let july = under(&head("Tháng 7 năm 2023"), &month);
    let august = under(HEAD_3, &month);
    let both = [("T7", july.as_str()), ("Tháng 8", august.as_str()), ("Quý III", grid.as_str())];
    let night = Case::district("phu-luc-3").file("a.xlsx", &both);
    let night = night.read();
    let found = night.findings();
    let codes: Vec<&str> = found.lines().map(|line| &line[..4]).collect();
    assert_eq!(codes, ["F127", "F127"], "{found}");
    let alone = Case::district("phu-luc-3").file("a.xlsx", &both[..2]);
    let alone = alone.read();
    assert_eq!(alone.observed(), "");
    assert!(!alone.findings().contains("F301"), "{}", alone.findings());
    alone.submissions("692 phu-luc-3 a.xlsx unusable");
}

/// Tabs of months under a heading of the quarter that was copied from one to the next.
#[test]
fn of_tabs_that_contradict_their_heading_the_one_that_does_not_counts() {
    let quarter = under(&head("Quý III năm 2023"), LOC_NINH);
    let month = quarter.replace("| 36 | 36 |", "| 36 | 30 |");
    let tabs =
        [("Tháng 8", month.as_str()), ("Tháng 9", month.as_str()), ("Quý III", quarter.as_str())];
    let night = Case::district("phu-luc-3").file("a.xlsx", &tabs);
    let found = night.read().findings();
    assert_eq!(found.matches("F127 error").count(), 2, "{found}");
    assert_eq!(found.lines().count(), 2, "{found}");
    let night = Case::district("phu-luc-3").file("a.xlsx", &tabs[..2]);
    assert_eq!(night.read().observed(), "");
    // One alone may be called by its last month.
    let night = Case::district("phu-luc-3").file("a.xlsx", &tabs[1..2]);
    let found = night.read().findings();
    assert!(found.contains("F127 warning") && !found.contains("F127 error"), "{found}");
}

#[test]
fn the_table_below_goes_on_in_the_period_of_the_one_above() {
    let first = under(&head("Quý II năm 2023"), LOC_NINH);
    let second = under(HEAD_3, LOC_NINH);
    let night = Case::district("phu-luc-3")
        .file("a.xlsx", &[("Biểu", &format!("{}\n\n{second}", first.trim_end()))]);
    assert_eq!(night.read().observed(), "");
}

#[test]
fn a_pipeline_may_count_other_periods() {
    let count = "metrics = \"metrics.toml\"\nother-periods = \"count\"\n";
    let night = sent("Quý II năm 2023").declare("metrics = \"metrics.toml\"\n", count);
    let night = night.read();
    let found = night.findings();
    assert!(found.contains("bảng này vẫn được tính → kept"), "{found}");
    assert!(!night.observed().is_empty());
}
