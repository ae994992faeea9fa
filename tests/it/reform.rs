//! Units that were merged or divided between two periods: what is compared with what, and what is not.

#![expect(clippy::unwrap_used, reason = "a province that cannot be laid out fails the test")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use tthc::model::Findings;
use tthc::store::Folder;
use tthc::table::{Artifact as _, Rankings, Standing};

use crate::case::{Case, PIPELINE};
use crate::flat::FORM;
use crate::grid::under;

pub(crate) const BEFORE: &str = "2025-Q2";
pub(crate) const AFTER: &str = "2025-Q3";

/// The communes of Bình Phước and of Đồng Nai, and which became which.
pub(crate) const SHIPPED: [&str; 2] =
    ["binh-phuoc-dong-nai-2025.csv", "binh-phuoc-dong-nai-noi-tiep.csv"];

const HEAD: &str = "
    BÁO CÁO TỔNG HỢP TIẾP NHẬN VÀ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH
    Đơn vị | Lĩnh vực | Tổng tiếp nhận | Trực tuyến | Trực tiếp | Từ kỳ trước | Tổng đã giải quyết | Trước và đúng hạn | Quá hạn | Tổng đang giải quyết | Trong hạn | Quá hạn
";

/// A register before and after a reform: a division, a merger, a commune as it was, and codes that were given anew.
const UNITS: &str = "\
id,level,parent_id,name,aliases,valid_from,valid_to
70,province,,Tỉnh Bình Phước,,,
692,district,70,Huyện Lộc Ninh,,,2025-06-30
1,commune,692,Xã Một,,,2025-06-30
2,commune,692,Xã Hai,,,2025-06-30
3,commune,692,Xã Ba,,,2025-06-30
4,commune,692,Xã Bốn,,,2025-06-30
5,commune,692,Xã Năm,,,2025-06-30
1,commune,70,Xã Một Hai,,2025-07-01,
2,commune,70,Xã Ba,,2025-07-01,
4,commune,70,Xã Bốn Năm,,2025-07-01,
";

/// Một and Hai went into one; Ba bears the code of Hai; Bốn and Năm went into one.
pub(crate) const SUCCESSIONS: &str = "\
old_id,old_name,new_id,new_name,share,since
1,Xã Một,1,Xã Một Hai,whole,2025-07-01
2,Xã Hai,1,Xã Một Hai,whole,2025-07-01
3,Xã Ba,2,Xã Ba,whole,2025-07-01
4,Xã Bốn,4,Xã Bốn Năm,whole,2025-07-01
5,Xã Năm,4,Xã Bốn Năm,whole,2025-07-01
";

/// A line of a unit: received, online, resolved, on time.
fn line(unit: &str, [received, carried, resolved, on_time]: [i64; 4]) -> String {
    let (late, open) = (resolved - on_time, received - resolved);
    format!(
        "{unit} | Hộ tịch | {received} | {} | 0 | {carried} | {resolved} | {on_time} | {late} | {open} | {open} | 0\n",
        received - carried
    )
}

/// A province that knows the flat table alone, sent by the province for its communes.
pub(crate) fn province(units: &str) -> Case {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines/forms").join(FORM);
    let form = std::fs::read_to_string(path).unwrap();
    Case::of("phu-luc-2")
        .declare("phu-luc-2.toml", FORM)
        .declared(
            &format!("forms/{FORM}"),
            &form.replace(r#"sent-by = ["commune"]"#, r#"sent-by = ["province"]"#),
        )
        .declared("units.csv", units)
        .declare("inbox = \"../inbox\"", "inbox = \"../inbox/{period}\"\nfail-on = \"never\"")
        .declare("2023-Q3", AFTER)
        .without_ranking("districts")
        .without_ranking("departments")
}

impl Case {
    /// The case without one of its rankings.
    fn without_ranking(self, id: &str) -> Self {
        let text = std::fs::read_to_string(self.path(PIPELINE)).unwrap();
        let blocks = text.split("[[").filter(|block| !block.contains(&format!("id = \"{id}\"")));
        let text = blocks.collect::<Vec<_>>().join("[[");
        self.rewritten(PIPELINE, &text);
        self
    }
}

/// With the lines of a period as its inbox.
fn sent(case: Case, period: &str, province: &str, lines: &str) -> Case {
    let head = format!("    Đơn vị báo cáo: UBND {province}{HEAD}");
    let name = format!("{}/{province}.xlsx", period.to_lowercase().replace('-', ""));
    case.file(&name, &[("Biểu", &under(&head, lines))])
}

/// With the table of successions declared.
fn succeeding(case: Case, successions: &str) -> Case {
    let case = case.declared("noi-tiep.csv", successions);
    case.declare("units = \"units.csv\"", "units = \"units.csv\"\nsuccessions = \"noi-tiep.csv\"")
}

/// Runs both periods; the ranking of communes of the later one.
pub(crate) fn both(case: &Case) -> Vec<Standing> {
    for period in [BEFORE, AFTER] {
        case.run(&["--quiet", "--period", period]).exit(0);
    }
    later(case)
}

fn later(case: &Case) -> Vec<Standing> {
    let run = Folder::new(&case.path("output"), "thu", AFTER).latest().unwrap().unwrap();
    let table = Rankings::from_frame(&run.table(Rankings::NAME).unwrap()).unwrap();
    table.of("communes").cloned().collect()
}

/// Unit, place before, of how many, and what is said of it.
fn before(rows: &[Standing]) -> String {
    let mut text = String::new();
    let shown = |number: Option<u32>| number.map_or("-".to_owned(), |number| number.to_string());
    for row in rows {
        let note = row.previous_note.as_deref().unwrap_or_default();
        let (place, of) = (shown(row.previous_place), shown(row.previous_of));
        let _ = writeln!(text, "{} {place}/{of} {note}", row.unit_id);
    }
    text
}

const THEN: [(&str, [i64; 4]); 5] = [
    ("Xã Một", [50, 5, 50, 40]),
    ("Xã Hai", [50, 5, 50, 48]),
    ("Xã Ba", [60, 5, 50, 45]),
    ("Xã Bốn", [50, 5, 50, 49]),
    ("Xã Năm", [50, 5, 50, 49]),
];

const NOW: [(&str, [i64; 4]); 3] = [
    ("Xã Một Hai", [100, 0, 100, 100]),
    ("Xã Ba", [50, 10, 50, 50]),
    ("Xã Bốn Năm", [100, 0, 100, 50]),
];

fn lines(of: &[(&str, [i64; 4])]) -> String {
    of.iter().map(|(unit, counts)| line(unit, *counts)).collect()
}

pub(crate) fn small(successions: Option<&str>) -> Case {
    let case = sent(province(UNITS), BEFORE, "tỉnh Bình Phước", &lines(&THEN));
    let case = sent(case, AFTER, "tỉnh Bình Phước", &lines(&NOW));
    match successions {
        Some(successions) => succeeding(case, successions),
        None => case,
    }
}

#[test]
fn whole_units_that_went_into_one_are_its_period_before() {
    // 88/100, 45/50 and 98/100 then; places are those among the three of now.
    let rows = both(&small(Some(SUCCESSIONS)));
    assert_eq!(
        before(&rows),
        "1 3/3 cộng từ 2 đơn vị cũ: Xã Một, Xã Hai\n\
         2 2/3 là Xã Ba cũ\n\
         4 1/3 cộng từ 2 đơn vị cũ: Xã Bốn, Xã Năm\n"
    );
}

/// Codes 1, 2 and 4 are other places now: without successions nothing of then is theirs.
#[test]
fn a_code_that_was_given_anew_is_not_compared_where_no_succession_is_declared() {
    let case = small(None);
    let rows = both(&case);
    assert_eq!(
        before(&rows),
        "1 -/- mã 1 khi ấy là Xã Một (Huyện Lộc Ninh): không so được\n\
         2 -/- mã 2 khi ấy là Xã Hai (Huyện Lộc Ninh): không so được\n\
         4 -/- mã 4 khi ấy là Xã Bốn (Huyện Lộc Ninh): không so được\n"
    );
    let findings = findings(&case);
    assert!(!["F210", "F211"].iter().any(|code| findings.contains(code)), "{findings}");
}

/// What moved up a tier keeps its name and its code, and is another unit: the register alone does not say that nothing
/// was joined to it.
#[test]
fn the_same_name_under_another_unit_is_another_vintage() {
    let units = UNITS.replace("4,commune,70,Xã Bốn Năm,,2025-07-01,", "4,commune,70,Xã Bốn,,,");
    let units = units.replace("4,commune,692,Xã Bốn,,,2025-06-30\n", "");
    let then = "id,level,parent_id,name\n70,province,,Tỉnh Bình Phước\n692,district,70,Huyện Lộc Ninh\n4,commune,692,Xã Bốn\n";
    let case = sent(province(then), BEFORE, "tỉnh Bình Phước", &lines(&THEN[3..4]));
    let now = [("Xã Bốn", [50, 0, 50, 50])];
    let case = sent(case, AFTER, "tỉnh Bình Phước", &lines(&now));
    case.run(&["--quiet", "--period", BEFORE]).exit(0);
    let case = case.declared("units.csv", &units);
    case.run(&["--quiet"]).exit(0);
    let note = "4 -/- mã 4 khi ấy là Xã Bốn (Huyện Lộc Ninh): không so được";
    assert!(before(&later(&case)).contains(note), "{}", before(&later(&case)));
    // Once somebody says that it went over whole, it is compared.
    let rows = "old_id,old_name,new_id,new_name,share,since\n4,Xã Bốn,4,Xã Bốn,whole,2025-07-01\n";
    let case = succeeding(case, rows);
    case.run(&["--quiet"]).exit(0);
    let told = before(&later(&case));
    assert!(told.contains("4 1/1 là Xã Bốn cũ\n"), "{told}");
}

#[test]
fn a_part_of_a_unit_is_never_guessed_and_says_why() {
    let divided = SUCCESSIONS.replace(
        "3,Xã Ba,2,Xã Ba,whole",
        "3,Xã Ba,2,Xã Ba,part,2025-07-01\n3,Xã Ba,4,Xã Bốn Năm,part",
    );
    let case = small(Some(&divided));
    let rows = both(&case);
    assert_eq!(
        before(&rows),
        "1 1/1 cộng từ 2 đơn vị cũ: Xã Một, Xã Hai\n\
         2 -/- một phần Xã Ba cũ (chia cho Xã Ba, Xã Bốn Năm): không so được\n\
         4 -/- một phần Xã Ba cũ (chia cho Xã Ba, Xã Bốn Năm): không so được\n"
    );
    // Figures of whole units are compared all the same: 10 are carried over nowhere.
    let findings = findings(&case);
    assert!(!findings.contains("Xã Ba:") && !findings.contains("Xã Bốn Năm:"), "{findings}");
}

#[test]
fn figures_of_the_period_before_are_those_of_the_old_units_together() {
    let now = [("Xã Một Hai", [1000, 7, 1000, 900]), NOW[1], NOW[2]];
    let case = sent(small(Some(SUCCESSIONS)), AFTER, "tỉnh Bình Phước", &lines(&now));
    both(&case);
    let findings = findings(&case);
    let both = "(cộng từ 2 đơn vị cũ: Xã Một, Xã Hai)";
    let told = format!("Xã Một Hai: Tổng số tiếp nhận kỳ này 1.000, kỳ trước 100 {both}");
    assert!(findings.contains(&told), "{findings}");
    let told = format!("ghi 7, nhưng cuối kỳ trước tổng số đang giải quyết 0 {both} (lệch 7)");
    assert!(findings.contains(&told), "{findings}");
    // Ba had ten open files, and the code that it bears now is that of Hai, who had none.
    assert!(!findings.contains("Xã Ba:"), "{findings}");
}

/// One of the old units sent nothing: the rest of a sum is not the sum.
#[test]
fn an_old_unit_without_figures_leaves_the_new_one_without() {
    let case = small(Some(SUCCESSIONS));
    let case = sent(case, BEFORE, "tỉnh Bình Phước", &lines(&THEN[1..]));
    assert_eq!(
        before(&both(&case)),
        "1 -/- cộng từ 2 đơn vị cũ: Xã Một, Xã Hai; không xếp hạng: chưa gửi báo cáo\n\
         2 2/2 là Xã Ba cũ\n\
         4 1/2 cộng từ 2 đơn vị cũ: Xã Bốn, Xã Năm\n"
    );
}

/// The differences of the two periods, as text or as JSON.
fn diff(case: &Case, arguments: &[&str]) -> String {
    let runs = ["output/thu/2025-Q2/latest", "output/thu/2025-Q3/latest"];
    let arguments = [&["diff", PIPELINE][..], &runs, arguments].concat();
    let mut text = case.tthc(&arguments).says_anything().exit(0).stdout;
    for period in [BEFORE, AFTER] {
        let run = Folder::new(&case.path("output"), "thu", period).latest().unwrap().unwrap();
        text = text.replace(&run.record().run, &format!("[RUN {period}]"));
    }
    text
}

/// Who was another unit then is told so, and nothing is said of a way from there.
#[test]
fn why_of_a_unit_that_cannot_be_compared_says_so() {
    let divided = SUCCESSIONS.replace(
        "3,Xã Ba,2,Xã Ba,whole",
        "3,Xã Ba,2,Xã Ba,part,2025-07-01\n3,Xã Ba,4,Xã Bốn Năm,part",
    );
    let case = small(Some(&divided));
    both(&case);
    let why =
        |unit: &str| case.tthc(&["why", PIPELINE, "--unit", unit]).says_anything().exit(0).stdout;
    let apart = why("2");
    let note = "; một phần Xã Ba cũ (chia cho Xã Ba, Xã Bốn Năm): không so được";
    assert!(apart.contains(note) && !apart.contains('→'), "{apart}");
    let made = why("1");
    assert!(made.contains("; cộng từ 2 đơn vị cũ: Xã Một, Xã Hai\n"), "{made}");
    assert!(made.contains("hạng 1/1 → hạng 1/3"), "{made}");
}

#[test]
fn two_periods_are_compared_through_the_successions() {
    let case = small(Some(SUCCESSIONS));
    both(&case);
    insta::assert_snapshot!(diff(&case, &["-v"]));
    let json: serde_json::Value = serde_json::from_str(&diff(&case, &["--json"])).unwrap();
    let units = &json["changed_units"];
    assert_eq!(units["summed"][0]["old_units"][1]["unit"], "Xã Hai");
    assert_eq!(units["not_compared"].as_array().map(Vec::len), Some(0));
    assert_eq!(units["gone_units"][0]["unit"], "Huyện Lộc Ninh");
    // What the cells of the old units and of the new one add is the whole change.
    for place in json["changed_places"].as_array().unwrap() {
        for own in place["own"].as_array().unwrap() {
            let cells = own["cells"].as_array().unwrap();
            let sum = |key: &str| cells.iter().map(|cell| cell[key].as_i64().unwrap()).sum::<i64>();
            for key in ["numerator", "denominator"] {
                let by = own["new"][key].as_i64().unwrap() - own["old"][key].as_i64().unwrap();
                assert_eq!(sum(key), by, "{own}");
            }
        }
    }
}

#[test]
fn two_periods_without_successions_are_not_compared_and_it_says_so() {
    let case = small(None);
    both(&case);
    insta::assert_snapshot!("not_compared", diff(&case, &["-v", "--lang", "en"]));
}

#[test]
fn the_sheet_says_what_the_period_before_was_made_of() {
    let case = small(Some(SUCCESSIONS));
    both(&case);
    let book = std::fs::read(case.path("output/thu/2025-Q3/latest/xep-hang.xlsx")).unwrap();
    let text = crate::export::part(&book, "xl/sharedStrings.xml");
    assert!(text.contains("Kỳ trước: cộng từ 2 đơn vị cũ: Xã Một, Xã Hai"), "{text}");
    assert!(text.contains("có một phần của đơn vị cũ thì không so sánh"), "{text}");
    let show = ["show", PIPELINE, "--unit", "1", "--json"];
    let shown = case.tthc(&show).says_anything().exit(0).stdout;
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    let place = &shown["places"][0];
    assert_eq!((&place["previous_place"], &place["previous_of"]), (&3.into(), &3.into()));
}

fn findings(case: &Case) -> String {
    let run = Folder::new(&case.path("output"), "thu", AFTER).latest().unwrap().unwrap();
    let table = Findings::from_frame(&run.table(Findings::NAME).unwrap()).unwrap();
    let told = table.iter().map(|finding| format!("{} {}", finding.code, finding.message));
    told.collect::<Vec<_>>().join("\n")
}

fn shipped(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines/units").join(file);
    std::fs::read_to_string(path).unwrap()
}

/// Bình Phước as it was until 30 June 2025, 111 communes, and the 40 of Đồng Nai that they became, from the official list.
#[test]
fn the_communes_of_binh_phuoc_are_seen_through_the_reform() {
    let [units, successions] = SHIPPED.map(shipped);
    let row = |line: &str| -> Vec<String> { line.split(',').map(str::to_owned).collect() };
    let rows: Vec<Vec<String>> = units.lines().skip(1).map(row).collect();
    let name =
        |id: &str| rows.iter().find(|row| row[0] == id && !row[6].is_empty()).unwrap()[3].clone();
    let counts = |number: usize| {
        let number = i64::try_from(number).unwrap();
        let resolved = 100 + number * 13 % 70;
        [resolved + number % 3, number % 5, resolved, resolved - number * 7 % 23]
    };
    let mut sums: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    let (mut then, mut now) = (String::new(), String::new());
    for (number, row) in rows.iter().filter(|row| row[1] == "commune").enumerate() {
        if row[6].is_empty() {
            now += &line(&row[3], counts(number));
            continue;
        }
        then += &line(&format!("{}, {}", row[3], name(&row[2])), counts(number));
        let into = successions.lines().find(|line| line.starts_with(&row[0])).unwrap();
        let sum = sums.entry(into.split(',').nth(2).unwrap().to_owned()).or_default();
        *sum = (sum.0 + counts(number)[3], sum.1 + counts(number)[2]);
    }
    let case = sent(province(&units), BEFORE, "tỉnh Bình Phước", &then);
    let case = succeeding(sent(case, AFTER, "tỉnh Đồng Nai", &now), &successions);
    let rows = both(&case);
    assert_eq!((sums.len(), rows.len()), (40, 40));
    for row in &rows {
        let own = sums[&row.unit_id];
        let better = sums.values().filter(|other| other.0 * own.1 > own.0 * other.1).count();
        let place = u32::try_from(better + 1).unwrap();
        assert_eq!((row.previous_place, row.previous_of), (Some(place), Some(40)), "{row:?}");
    }
    // 25318 was Xã Tân Thành until then, in the same district; the code is that of another place now.
    let renamed = rows.iter().find(|row| row.unit_id == "25318").unwrap();
    let olds = successions.lines().filter(|line| line.split(',').nth(2) == Some("25318"));
    let note = renamed.previous_note.as_ref().unwrap();
    assert_eq!(renamed.unit_name, "Xã Tân Tiến");
    assert!(olds.clone().count() > 1, "{note}");
    for old in olds {
        assert!(note.contains(old.split(',').nth(1).unwrap()), "{note}");
    }
    // The quarter after has nothing of the reform any more.
    let case = case.declare(AFTER, "2025-Q4").file("2025q4/x.xlsx", &[]);
    let case = sent(case, "2025-Q4", "tỉnh Đồng Nai", &now).without("2025q4/x.xlsx");
    case.run(&["--quiet"]).exit(0);
    let run = Folder::new(&case.path("output"), "thu", "2025-Q4").latest().unwrap().unwrap();
    let table = Rankings::from_frame(&run.table(Rankings::NAME).unwrap()).unwrap();
    for (row, before) in table.of("communes").zip(&rows) {
        assert_eq!((row.previous_place, &row.previous_note), (before.place, &None), "{row:?}");
    }
}

#[test]
fn all_faults_of_a_table_of_successions_are_told_at_once() {
    let faulty = "\
old_id,old_name,new_id,new_name,share,since
1,Xã Một,1,Xã Một Hai,half,2025-07-01
2,Xã Hai,1,Xã Một Hai,whole,1/7/2025
3,Xã Ba,2,Xã Ba,whole,2025-07-01
3,Xã Ba,4,Xã Bốn Năm,part,2025-07-01
9,Xã Chín,4,Xã Bốn Năm,whole,2025-07-01
4,Xã Bố,4,Xã Bốn Năm,whole,2025-07-01
5,Xã Năm,7,Xã Bảy,whole,2025-07-01
5,Xã Năm,2,Xã Hai,whole,2025-07-01
,Xã Không,2,Xã Ba,whole,2025-07-01
5,Xã Năm
";
    let case = small(Some(faulty));
    let told = case.run(&["--quiet", "--lang", "en"]).says_anything().exit(2).stderr;
    insta::assert_snapshot!(told);
    let case = small(Some("old,new\n1,2\n"));
    let told = case.run(&["--quiet"]).says_anything().exit(2).stderr;
    for column in ["old_id", "old_name", "new_id", "new_name", "share", "since"] {
        assert!(told.contains(column), "{column}: {told}");
    }
}
