//! The plan of 2023 as a whole story: the shipped plan, its ten targets and everybody else, from before the first report until
//! after the last day, told each time of another day. What comes are the workbooks of the demonstration.

#![expect(clippy::unwrap_used, reason = "a story that cannot be laid out is a mistake in the test")]
#![expect(clippy::disallowed_methods, reason = "a story lays out a folder of its own")]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::appendix_1;
use crate::case::{Call, Case};
use crate::grid::{self, HEAD_3, under};

const SHIPPED: &str = "pipelines/inspections/ke-hoach-2023.toml";

/// What Huyện Phú Riềng sends first: its own lines alone, and of one commune.
const PHU_RIENG_AT_FIRST: &str = "
    I   | UBND huyện Phú Riềng |     |     |    |     |    |    |    |    |    |   |
    1   | Đất đai              | 100 | 60  | 10 | 30  | 80 | 78 | 2  | 20 | 20 | 0 |
    Tổng |                     | 100 | 60  | 10 | 30  | 80 | 78 | 2  | 20 | 20 | 0 |
";

struct Story {
    case: Case,
    receipts: String,
}

impl Story {
    /// The shipped plan and the real register; nothing has come yet.
    fn begins() -> Self {
        let case = Case::new()
            .declare("title = \"Xếp hạng thử\"\nagency", "title = \"Xếp hạng thử\"\nfail-on = \"never\"\nagency")
            .declare("forms = [\"forms/phu-luc-2.toml\"", "forms = [\"forms/phu-luc-1.toml\", \"forms/phu-luc-2.toml\"")
            .declare("metrics = ", "inspections = [\"inspections/ke-hoach-2023.toml\"]\nmetrics = ")
            .declare(
                "[[workbook]]",
                "[[workbook]]\nfile = \"kiem-tra.xlsx\"\ntitle = \"Kế hoạch kiểm tra\"\nsheets = [\"inspections\"]\n\n[[workbook]]",
            );
        fs::create_dir_all(case.path("pipelines/inspections")).unwrap();
        for (from, to) in
            [(SHIPPED, SHIPPED), ("pipelines/units/binh-phuoc-2023.csv", "pipelines/units.csv")]
        {
            fs::copy(root().join(from), case.path(to)).unwrap();
        }
        Self { case, receipts: "file,received_at\n".to_owned() }
    }

    /// A file comes in.
    fn bytes(&mut self, name: &str, bytes: &[u8], at: &str) {
        fs::write(self.case.path("inbox").join(name), bytes).unwrap();
        self.receipts.extend([name, ",", at, "\n"]);
        fs::write(self.case.path("inbox/received.csv"), &self.receipts).unwrap();
    }

    /// A workbook of the demonstration comes in.
    fn comes(&mut self, file: &str, at: &str) {
        let name = file.rsplit('/').next().unwrap().to_owned();
        let path = root().join("fixtures/binh-phuoc-2023q3").join(file);
        self.bytes(&name, &fs::read(path).unwrap(), at);
    }

    /// Phụ lục 1 of a unit comes in.
    fn indicators(&mut self, unit: &str, at: &str) {
        let grid = appendix_1::Sheet::filled().grid();
        let name = format!("Phụ lục 1 {unit}.xlsx");
        self.bytes(&name, &grid::xlsx(&[("Phụ lục 1", &grid)]), at);
    }

    /// Something is added to the plan.
    fn plan_gets(&mut self, text: &str) {
        let path = self.case.path(SHIPPED);
        let plan = fs::read_to_string(&path).unwrap();
        fs::write(path, format!("{plan}\n{text}")).unwrap();
    }

    /// The night of a day.
    #[track_caller]
    fn night(&self, day: &str) -> String {
        self.case.run(&["--quiet", "--today", day]).says_anything().exit(0);
        assert_eq!(self.case.latest().record().today, day);
        self.case.latest_id().unwrap()
    }

    /// What is told of a day, after its night.
    #[track_caller]
    fn told(&self, day: &str, more: &[&str]) -> String {
        let words = [&["inspection", "ke-hoach-2023", "status", "--today", day], more].concat();
        let told = self.case.tthc(&words).says_anything().exit(0);
        assert_eq!(told.stderr, "");
        match self.case.latest_id() {
            Some(run) => told.stdout.replace(&run, "[RUN]"),
            None => told.stdout,
        }
    }

    /// The same of those that are visited: what everybody else still owes is one long list until the end.
    #[track_caller]
    fn of_targets(&self, day: &str) -> String {
        let told = self.told(day, &[]);
        let parts = told.split("\n\n").filter(|part| !part.starts_with("Đơn vị tự kiểm tra"));
        parts.collect::<Vec<_>>().join("\n\n")
    }

    /// A verb of the plan, on a day.
    fn verb(&self, day: &str, words: &[&str]) -> Call<'_> {
        self.case.tthc(&[&["inspection", "ke-hoach-2023"], words, &["--today", day]].concat())
    }

    /// What lies in a folder of the case, sorted.
    fn files(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.case.path(folder)).into_iter().flatten().flatten();
        let mut names: Vec<String> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        // Whoever draws holds a lock.
        names.retain(|name| !name.starts_with('.'));
        names.sort();
        names
    }

    /// How each target stands, in short: id, form and status.
    fn statuses(&self, day: &str) -> String {
        let told: Value = serde_json::from_str(&self.told(day, &["--json"])).unwrap();
        let targets = told["targets"].as_array().unwrap().iter().map(|target| {
            let forms = target["reports"].as_array().unwrap().iter().map(|form| {
                let word = |key: &str| form[key].as_str().unwrap_or_default().to_owned();
                let days = ["days_late", "days_left"].map(|key| form[key].as_i64());
                let days = match days {
                    [Some(late), _] => format!(" -{late}"),
                    [_, Some(left)] => format!(" +{left}"),
                    _ => String::new(),
                };
                format!("{} {}{days}", word("form").trim_start_matches("phu-luc-"), word("status"))
            });
            let unit = target["unit_id"].as_str().unwrap().trim_start_matches("70.");
            format!("{unit}: {}", forms.collect::<Vec<_>>().join(", "))
        });
        targets.collect::<Vec<_>>().join("\n")
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

#[test]
fn the_plan_of_2023_from_the_first_report_to_the_last() {
    let mut story = Story::begins();
    // Somebody remembers two inspections of the year before.
    story.case = story.case.edit(SHIPPED, "communes = 3\n", "communes = 3\nnot-within-years = 2\n");
    story.plan_gets(
        "[[inspected]]\nunit = \"70.bao-hiem-xa-hoi-tinh\"\non = \"2022-09-30\"\ndocument = \"Kết luận số 3/KL-TTr\"\n\n\
         [[inspected]]\nunit = \"25240\"\non = \"2022-06-30\"\ndocument = \"Kết luận số 2/KL-TTr\"\n",
    );
    // Before anything is due nobody has sent, and there is nothing to run.
    story.case.run(&["--quiet", "--today", "2023-07-14"]).says_anything().exit(4);
    insta::assert_snapshot!("story_2023_07_14", story.told("2023-07-14", &[]));
    drawn(&story);

    // One has reported, two have three days left.
    story.comes("so-nganh/so-cong-thuong.xlsx", "2023-07-26 09:00");
    story.indicators("Sở Công Thương", "2023-07-26 09:05");
    story.night("2023-07-27");
    insta::assert_snapshot!("story_2023_07_27", story.of_targets("2023-07-27"));

    // The first is visited; Phú Riềng was two days late and sent a part, of Sở Tài nguyên và Môi trường nothing is seen.
    let part = under(HEAD_3, PHU_RIENG_AT_FIRST);
    story.bytes("698 lần 1.xlsx", &grid::xlsx(&[("Phụ lục 3", &part)]), "2023-08-01 08:00");
    story.night("2023-08-02");
    insta::assert_snapshot!("story_2023_08_02", story.of_targets("2023-08-02"));

    // Both came late, Phú Riềng once more, corrected.
    story.comes("so-nganh/so-tai-nguyen-va-moi-truong.xlsx", "2023-08-04 00:01");
    story.comes("cap-huyen/698-huyen-phu-rieng.xlsx", "2023-08-10 15:00");
    story.night("2023-08-20");
    insta::assert_snapshot!("story_2023_08_20", story.of_targets("2023-08-20"));

    // The second round is through, of the third one reports on the day before the last, which is a Saturday.
    for (file, at) in [
        ("so-nganh/so-ke-hoach-va-dau-tu.xlsx", "2023-08-28 10:00"),
        ("so-nganh/so-lao-dong-thuong-binh-va-xa-hoi.xlsx", "2023-08-30 23:59"),
        ("so-nganh/bao-hiem-xa-hoi-tinh.xlsx", "2023-08-30T17:00:00Z"),
        ("cap-huyen/696-huyen-bu-dang.xlsx", "2023-09-29 16:00"),
    ] {
        story.comes(file, at);
    }
    story.night("2023-09-30");
    insta::assert_snapshot!("story_2023_09_30", story.of_targets("2023-09-30"));

    // Something was found and answered, something else was not.
    story.comes("cap-huyen/690-thi-xa-binh-long.xlsx", "2023-10-02 08:00");
    story.comes("cap-huyen/689-thanh-pho-dong-xoai.xlsx", "2023-10-30 08:00");
    story.plan_gets(
        "[[result]]\nunit = \"70.so-cong-thuong\"\non = \"2023-08-07\"\nsection = \"II.2\"\nfound = \"Chưa công khai 4 thủ tục mới\"\n\
         due = \"2023-09-30\"\nanswered = \"Đã công khai cả 4 thủ tục\"\ndone = \"2023-09-12\"\n\n\
         [[result]]\nunit = \"698\"\non = \"2023-08-30\"\nsection = \"II.2.b\"\nfound = \"Hồ sơ đất đai quá hạn chưa có thư xin lỗi\"\n\
         due = \"2023-10-31\"\n",
    );
    story.night("2023-11-05");
    insta::assert_snapshot!("story_2023_11_05", story.of_targets("2023-11-05"));
    prepared(&story);

    // One day is left for everybody else.
    story.comes("so-nganh/so-tu-phap.xlsx", "2023-11-28 08:00");
    story.comes("cap-huyen/688-thi-xa-phuoc-long.xlsx", "2023-11-29 08:00");
    story.night("2023-11-29");
    insta::assert_snapshot!("story_2023_11_29", story.told("2023-11-29", &["--lang", "en"]));

    // The plan is over: Lộc Ninh and most of the others never reported, and no later day says anything else.
    let over = story.night("2023-12-05");
    insta::assert_snapshot!("story_over", story.told("2023-12-05", &[]));
    insta::assert_snapshot!("story_over_in_short", story.statuses("2023-12-05"));
    let report = story.verb("2023-12-05", &["report"]).says_anything().exit(0).stdout;
    insta::assert_snapshot!("story_report", report);
    assert!(story.files(KEPT).contains(&"bao-cao-ket-qua.docx".to_owned()));
    story.case.run(&["--quiet", "--today", "2024-03-01"]).exit(0);
    assert_eq!(story.case.latest_id().unwrap(), over);
    assert_eq!(story.told("2024-03-01", &[]), story.told("2023-12-05", &[]));
    // The plan goes with the run that told of it.
    assert!(story.case.latest().path().join(SHIPPED).is_file());
}

/// Where what belongs to the plan and to no run lies.
const KEPT: &str = "output/thu/inspections/ke-hoach-2023";

/// The communes are drawn on the day after the lottery, once; who was inspected not long ago is not among them.
fn drawn(story: &Story) {
    let draw = ["draw", "--seed", "482913", "--json"];
    let told = story.verb("2023-07-16", &draw).says_anything().exit(0).stdout;
    let told: Value = serde_json::from_str(&told).unwrap();
    let districts = told["districts"].as_array().unwrap();
    let drawn: Vec<&str> = districts
        .iter()
        .flat_map(|district| district["drawn"].as_array().unwrap())
        .map(|commune| commune["unit_id"].as_str().unwrap())
        .collect();
    assert_eq!((districts.len(), drawn.len()), (5, 15));
    assert!(!drawn.contains(&"25240"), "{drawn:?}");
    assert_eq!(story.files(KEPT), ["bien-ban-boc-tham.docx", "boc-tham.json"]);
    let again = story.verb("2023-07-17", &["draw", "--seed", "000001"]).says_anything();
    assert!(again.exit(2).stderr.contains("482913"));
    story.verb("2023-07-17", &["draw", "--verify"]).says_anything().exit(0);
}

/// Each target has its dossier in the run, and by itself where somebody asks for it.
fn prepared(story: &Story) {
    let run = story.case.latest();
    let in_run = run.record().outputs().filter(|output| output.file.starts_with("ho-so/"));
    assert_eq!(in_run.count(), 20);
    let words = ["dossier", "--target", "698", "-o", "ho-so-rieng"];
    story.verb("2023-11-05", &words).says_anything().exit(0);
    let files = story.files("ho-so-rieng");
    assert_eq!(files, ["698-huyen-phu-rieng.docx", "698-huyen-phu-rieng.xlsx"]);
}
