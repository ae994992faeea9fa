//! Rankings by what units report of an indicator: a count, an amount, a percentage with and without its two lines, an answer.

use crate::appendix_1::{Sheet, province};
use crate::book::composed;
use crate::case::Case;

/// A ranking of the districts by an indicator.
fn by(id: &str, indicator: &str, more: &str) -> String {
    format!(
        "\n[[ranking]]\nid = \"{id}\"\ntitle = \"Xếp hạng theo {id}\"\nsheet = \"{id}\"\nleague = \"district\"\nscope = \
         \"own\"\nindicator = \"{indicator}\"\n{more}\n"
    )
}

/// Three districts more than the two of the small province; all of them send Phụ lục 1 but the last.
fn districts(rankings: &str, reports: &[(&str, Sheet)]) -> Case {
    let further = "696,district,70,Huyện Bù Đăng,\n697,district,70,Thị xã Chơn Thành,\n695,";
    let first = "[[ranking]]\nid = \"departments\"";
    let case = province()
        .edit("pipelines/units.csv", "695,district", &format!("{further}district"))
        .not_asked_for(&[2, 3, 5])
        .declare(first, &format!("{rankings}\n{first}"));
    reports.iter().fold(case, |case, (unit, sheet)| {
        case.file(&format!("{unit}.xlsx"), &[("Phụ lục 1", &sheet.grid())])
    })
}

fn with(label: &str, value: &str) -> Sheet {
    Sheet::filled().with(label, value)
}

const DIRECTIVES: &str = "Số văn bản chỉ đạo";

#[test]
fn a_count_ranks_with_ties_and_without_who_tells_none() {
    let rankings = by("van-ban", "directives", "better = \"higher\"");
    let reports = [
        ("692", with(DIRECTIVES, "12")),
        ("695", with(DIRECTIVES, "40")),
        ("696", with(DIRECTIVES, "12")),
        ("697", with(DIRECTIVES, "")),
    ];
    let case = districts(&rankings, &reports);
    let night = case.read();
    assert_eq!(night.ranked("van-ban"), "1 695\n2 692 tied\n2 696 tied\n- 697 no_data\n");
    // Less is better, and nothing but the order is another.
    let lower = by("van-ban", "directives", "better = \"lower\"");
    let case = districts(&lower, &reports[..3]);
    assert_eq!(
        case.read().ranked("van-ban"),
        "1 692 tied\n1 696 tied\n3 695\n- 697 not_submitted\n"
    );
}

/// Amounts are compared as they were typed: 0,1 + 0,2 is no 0,3 in binary, and 12.500,5 is more than 12.500,49.
#[test]
fn amounts_and_percentages_are_compared_exactly() {
    let rankings = [
        by("tien", "investment_planned", "better = \"higher\""),
        by("giai-ngan", "investment_done_rate", "better = \"higher\""),
        by("cat-giam", "service_units_cut_rate", "better = \"higher\""),
    ]
    .concat();
    let planned = "Kế hoạch được giao";
    let done = "Đã thực hiện";
    let cut = "Tỷ lệ ĐVSNNCL";
    let reports = [
        ("692", with(planned, "\"12.500,5\"").with(done, "\"6.250,25\"").with(cut, "12,5%")),
        ("695", with(planned, "\"12.500,49\"").with(done, "\"6.250,245\"").with(cut, "12,50")),
        ("696", with(planned, "0").with(done, "0").with(cut, "3b")),
        ("697", with(planned, "0,3").with(done, "\"0,1\"").with(cut, "99,9")),
    ];
    let reports = reports.map(|(unit, sheet)| (unit, sheet.with("Tỷ lệ thực hiện Kế hoạch", "")));
    let case = districts(&rankings, &reports);
    let night = case.read();
    assert_eq!(night.ranked("tien"), "1 692\n2 695\n3 697\n4 696\n");
    let half = night.ranked("giai-ngan");
    assert!(half.starts_with("1 692 ") && half.contains("\n1 695 "), "{half}");
    assert!(half.contains("\n3 697 ") && half.ends_with("- 696 no_data\n"), "{half}");
    assert_eq!(night.ranked("cat-giam"), "1 697\n2 692 tied\n2 695 tied\n- 696 incomplete\n");
}

/// A percentage that is written beside its two lines ranks nobody: what they give does.
#[test]
fn what_is_written_beside_two_lines_ranks_nobody() {
    let rankings = by(
        "ke-hoach",
        "plan_completion_rate",
        "better = \"higher\"\nclass = [{ from-percent = 75, title = \"Tốt\" }, { from-percent = 0, title = \"Chưa tốt\" }]",
    );
    let rate = "Tỷ lệ hoàn thành Kế hoạch";
    let (all, done) = ("Số nhiệm vụ đề ra", "Số nhiệm vụ đã hoàn thành");
    let reports = [
        ("692", with(rate, "99").with(all, "4").with(done, "3")),
        ("695", with(rate, "80").with(all, "10").with(done, "8")),
        ("696", with(rate, "100").with(all, "").with(done, "8")),
    ];
    let case = districts(&rankings, &reports);
    let night = case.read();
    assert_eq!(
        night.ranked("ke-hoach"),
        "1 695 8/10\n2 692 3/4\n- 696 no_data\n- 697 not_submitted\n"
    );
    let classes = crate::case::lines(&night.frame("rankings"), &["ranking", "unit_id", "class"]);
    assert!(classes.contains(&"ke-hoach 692 Tốt".to_owned()), "{classes:?}");
}

#[test]
fn an_answer_ranks_by_its_code_and_shows_its_words() {
    let rankings = by("hop", "online_meetings", "better = \"higher\"");
    let label = "Xây dựng và vận hành";
    let reports =
        [("692", with(label, "3 cấp")), ("695", with(label, "0")), ("696", with(label, "5 cấp"))];
    let case = districts(&rankings, &reports);
    assert_eq!(case.read().ranked("hop"), "1 692\n2 695\n- 696 incomplete\n- 697 not_submitted\n");
    let sheet = composed(&case, |books| {
        let sheets = books.iter().flat_map(|book| &book.sheets);
        sheets.filter(|sheet| sheet.name == "hop").map(ToString::to_string).collect::<String>()
    });
    insta::assert_snapshot!(sheet);
    // What else tells of places says it in the same words.
    let shown = case.tthc(&["show", crate::case::PIPELINE, "--lang", "en"]).says_anything().exit(0);
    assert!(shown.stdout.contains("3 cấp"), "{}", shown.stdout);
    let traced = case
        .tthc(&["trace", crate::case::PIPELINE, "--unit", "692", "--ranking", "hop"])
        .says_anything()
        .exit(0);
    assert!(traced.stdout.contains("Hệ thống họp trực tuyến: 3 cấp"), "{}", traced.stdout);
}

/// On the two lines of a percentage hangs a place, on what is written beside them nothing.
#[test]
fn what_hangs_on_a_cell_of_an_indicator_are_the_places_by_it() {
    let rankings = by("ke-hoach", "plan_completion_rate", "better = \"higher\"");
    let (all, done) = ("Số nhiệm vụ đề ra", "Số nhiệm vụ đã hoàn thành");
    let reports = [
        ("692", with(all, "4").with(done, "3")),
        ("695", with(all, "10").with(done, "8")),
        ("696", with(all, "10").with(done, "1")),
    ];
    let case = districts(&rankings, &reports);
    case.read();
    let asked = |more: &[&str]| -> serde_json::Value {
        let arguments = [&["trace", crate::case::PIPELINE, "--json"], more].concat();
        serde_json::from_str(&case.tthc(&arguments).says_anything().exit(0).stdout).unwrap()
    };
    let traced = asked(&["--unit", "695", "--ranking", "ke-hoach"]);
    let cells = traced["indicator_cells"].as_array().unwrap();
    assert!(cells.len() >= 2, "{cells:?}");
    for cell in cells {
        let word = |key: &str| cell[key].as_str().unwrap();
        let at = format!("{}!{}!{}", word("file"), word("sheet"), word("cell"));
        let told = asked(&["--impact", &at])["impact"].take();
        assert_eq!(told["unit_id"], "695");
        let ranked = word("indicator") != "plan_completion_rate";
        assert_eq!(
            told["indicator_rankings"].as_array().unwrap().len(),
            usize::from(ranked),
            "{at}"
        );
        let moved = told["changed_places"].as_array().unwrap().iter();
        let moved: Vec<String> = moved
            .map(|of| {
                let spot = |side: &str| of[side]["place"].to_string();
                format!("{} {} {}", of["unit_id"].as_str().unwrap(), spot("old"), spot("new"))
            })
            .collect();
        let expected: &[&str] = if ranked { &["695 1 null", "692 2 1", "696 3 2"] } else { &[] };
        assert_eq!(moved, expected, "{at}");
    }
    let written = cells.iter().find(|cell| cell["indicator"] != "plan_completion_rate").unwrap();
    let word = |key: &str| written[key].as_str().unwrap();
    let at = format!("{}!{}!{}", word("file"), word("sheet"), word("cell"));
    let text =
        case.tthc(&["trace", crate::case::PIPELINE, "--impact", &at]).says_anything().exit(0);
    assert!(text.stdout.contains("các bảng xếp hạng dựa vào"), "{}", text.stdout);
}

#[test]
fn all_faults_of_such_a_ranking_are_told_in_one_pass() {
    let rankings = [
        by("a", "directives", ""),
        by("b", "diretives", "better = \"higher\""),
        by("c", "resolved_total", "better = \"best\""),
        by(
            "d",
            "directives",
            "better = \"higher\"\nmetric = \"on_time_rate\"\ntie-break = \"volume\"\nminimum-denominator = 3",
        ),
        by(
            "e",
            "directives",
            "better = \"higher\"\nclass = [{ from-percent = 50, title = \"Tốt\" }]",
        ),
        by("f", "directives", "better = \"higher\"")
            .replace("\"own\"", "\"total\"")
            .replace("league = \"district\"", "league = \"commune\""),
        by("g", "x", "better = \"higher\"")
            .replace("indicator = \"x\"\n", "metric = \"on_time_rate\"\n"),
    ];
    let case = districts(&rankings.concat(), &[]);
    insta::assert_snapshot!(case.refused("vi"));
    insta::assert_snapshot!("faults_in_english", case.refused("en"));
}
