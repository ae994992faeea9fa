//! `tthc init`: a province begun from its units and filled examples is a folder that runs.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]
#![expect(clippy::disallowed_methods, reason = "tests lay out folders of their own")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::grid;

/// An empty folder in which somebody begins.
struct Desk {
    folder: TempDir,
}

/// What a call said and how it ended.
struct Said {
    exit: i32,
    stdout: String,
    stderr: String,
}

impl Desk {
    fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    fn path(&self, inside: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(inside)
    }

    fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// With a file of the repository.
    fn fixture(self, name: &str, path: &str) -> Self {
        let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
        self.with(name, bytes)
    }

    fn tthc(&self, arguments: &[&str]) -> Said {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tthc"));
        let output = command.current_dir(self.folder.path()).args(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Said {
            exit: output.status.code().unwrap(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// Types the command that a call ended with.
    fn next(&self, said: &Said) -> Said {
        let line = said.stdout.lines().last().unwrap();
        let words: Vec<&str> = line.strip_prefix("tthc ").unwrap().split(' ').collect();
        self.tthc(&words)
    }

    /// Everything that lies here, with what it holds.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let (mut found, mut folders) = (BTreeMap::new(), vec![self.folder.path().to_owned()]);
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().flatten() {
                if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path());
                } else {
                    found.insert(entry.path(), fs::read(entry.path()).unwrap_or_default());
                }
            }
        }
        found
    }

    /// The places of a ranking, by the name of the unit.
    fn places(&self, pipeline: &str, ranking: &str) -> Vec<(String, String)> {
        let said = self.tthc(&["show", pipeline, "--json"]);
        assert_eq!(said.exit, 0, "{}", said.stderr);
        places_in(&said.stdout, ranking)
    }
}

impl Said {
    /// It ended well.
    #[track_caller]
    fn well(self) -> Self {
        assert_eq!(self.exit, 0, "{}{}", self.stdout, self.stderr);
        self
    }

    /// It ended with a code, and said this on stderr.
    #[track_caller]
    fn refused(self, words: &[&str]) -> Self {
        assert_eq!(self.exit, 2, "{}{}", self.stdout, self.stderr);
        for word in words {
            assert!(self.stderr.contains(word), "no `{word}` in {}", self.stderr);
        }
        self
    }
}

#[test]
fn the_demonstration_runs_out_of_the_program_alone() {
    let desk = Desk::new();
    let said = desk.tthc(&["init"]).well();
    assert_eq!(said.stdout.lines().last(), Some("tthc run minh-hoa/pipelines/minh-hoa.toml"));
    desk.next(&said).well();
    let published = desk.path("minh-hoa/output/minh-hoa/2023-Q3/latest");
    assert!(published.join("xep-hang.xlsx").is_file() && published.join("xep-hang.html").is_file());
    let pipeline = "minh-hoa/pipelines/minh-hoa.toml";
    let names: Vec<String> =
        desk.places(pipeline, "departments").into_iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn a_folder_that_is_there_is_not_overwritten() {
    let desk = Desk::new();
    desk.tthc(&["init"]).well();
    let before = desk.files();
    desk.tthc(&["init"]).refused(&["minh-hoa: đã có"]);
    desk.tthc(&["init", "--lang", "en"]).refused(&["minh-hoa: is there already"]);
    assert_eq!(before, desk.files());
    // Nor is a file, or an empty folder.
    let desk = Desk::new().with("minh-hoa", "của tôi");
    desk.tthc(&["init"]).refused(&["đã có"]);
    assert_eq!(fs::read_to_string(desk.path("minh-hoa")).unwrap(), "của tôi");
    let desk = Desk::new();
    fs::create_dir(desk.path("minh-hoa")).unwrap();
    desk.tthc(&["init"]).refused(&["đã có"]);
}

/// A province of two tiers in the words of an office, and the form of one commune.
const TWO_LEVELS: &str = "DANH MỤC ĐƠN VỊ;;;;\n\
STT;Mã đơn vị;Tên đơn vị;Cấp;Ghi chú\n\
1;91;Tỉnh Minh Họa;Tỉnh;\n2;91001;Xã An Bình;Xã;\n3;91002;Phường Bình Minh;Phường;\n\
4;91003;Xã Cát Lộc;Xã;\n5;91004;Xã Đông Hải;Xã;\n6;91005;Xã Gia Phú;Xã;\n";

/// Files of each commune: on time and late, in two fields.
const SENT: [(&str, [[u32; 2]; 2]); 5] = [
    ("Xã An Bình", [[90, 10], [40, 10]]),
    ("Phường Bình Minh", [[700, 30], [210, 4]]),
    ("Xã Cát Lộc", [[50, 0], [12, 0]]),
    ("Xã Đông Hải", [[60, 40], [31, 9]]),
    ("Xã Gia Phú", [[45, 5], [45, 5]]),
];

/// A form that nobody declared: what each commune gave back, and when.
fn commune_form(name: &str, fields: [[u32; 2]; 2]) -> Vec<u8> {
    let mut rows = format!(
        "UBND {}\n\nTỔNG HỢP KẾT QUẢ TRẢ HỒ SƠ CHO NGƯỜI DÂN QUÝ III NĂM 2026\n\n\
         TT | Lĩnh vực | Hồ sơ đã trả | << | <<\n^^ | ^^ | Tổng cộng | Trả đúng hẹn | Trả trễ hẹn\n",
        name.to_uppercase()
    );
    for (place, ([on_time, late], field)) in fields.iter().zip(["Đất đai", "Hộ tịch"]).enumerate()
    {
        writeln!(rows, "{} | {field} | {} | {on_time} | {late}", place + 1, on_time + late)
            .unwrap();
    }
    let on_time: u32 = fields.iter().map(|field| field[0]).sum();
    let late: u32 = fields.iter().map(|field| field[1]).sum();
    writeln!(rows, " | Cộng | {} | {on_time} | {late}", on_time + late).unwrap();
    grid::xlsx(&[("Biểu", &rows)])
}

/// A desk with the province of two tiers, and the names of its examples.
fn two_levels() -> (Desk, Vec<String>) {
    let mut desk = Desk::new().with("don-vi.csv", TWO_LEVELS);
    let mut names = Vec::new();
    for (place, (name, fields)) in SENT.iter().enumerate() {
        let file = format!("gui/xa-{}.xlsx", place + 1);
        desk = desk.with(&file, commune_form(name, *fields));
        names.push(file);
    }
    (desk, names)
}

fn begin(desk: &Desk, name: &str, register: &str, examples: &[String], more: &[&str]) -> Said {
    let mut arguments = vec!["init", name, "--register", register, "--example"];
    arguments.extend(examples.iter().map(String::as_str));
    arguments.extend(more);
    desk.tthc(&arguments)
}

#[test]
fn a_province_of_two_tiers_is_begun_from_its_register_and_forms_and_ranks_right() {
    let (desk, examples) = two_levels();
    let said = begin(&desk, "tinh-nha", "don-vi.csv", &examples, &[]).well();
    assert!(said.stdout.contains("1 cấp tỉnh, 5 cấp xã"), "{}", said.stdout);
    assert!(said.stdout.contains("không dùng đến: STT, Ghi chú"), "{}", said.stdout);
    assert!(said.stdout.contains("theo tỷ lệ trả đúng hẹn"), "{}", said.stdout);
    desk.next(&said).well();
    let mut expected: Vec<(&str, u32, u32)> = SENT
        .iter()
        .map(|(name, fields)| {
            let on_time = fields[0][0] + fields[1][0];
            (*name, on_time, on_time + fields[0][1] + fields[1][1])
        })
        .collect();
    // Exactly, as fractions: 90/100 of one and 90/100 of another share a place.
    expected.sort_by_key(|(_, on_time, all)| std::cmp::Reverse(on_time * 1_000_000 / all));
    let place = |unit: &(&str, u32, u32)| {
        1 + expected.iter().filter(|other| other.1 * unit.2 > unit.1 * other.2).count()
    };
    let mut expected: Vec<(String, String)> =
        expected.iter().map(|unit| (unit.0.to_owned(), place(unit).to_string())).collect();
    let mut found = desk.places("tinh-nha/pipelines/tinh-nha.toml", "communes");
    expected.sort();
    found.sort();
    assert_eq!(expected, found);
}

#[test]
fn one_example_of_many_senders_begins_a_province_that_waits_for_the_others() {
    let (desk, examples) = two_levels();
    let said = begin(&desk, "tinh-nha", "don-vi.csv", &examples[..1], &[]).well();
    assert!(said.stdout.contains("còn 4 báo cáo chưa có"), "{}", said.stdout);
    let run = desk.next(&said);
    assert_eq!(run.exit, 3, "{}{}", run.stdout, run.stderr);
}

/// What a commented line says that tells a default: without its mark it is a key, or the head of a table.
fn default_of(line: &str) -> Option<&str> {
    let bare = line.strip_prefix('#')?;
    bare.starts_with(|letter: char| letter.is_ascii_lowercase() || letter == '[').then_some(bare)
}

#[test]
fn the_commented_defaults_written_out_change_nothing() {
    let (desk, examples) = two_levels();
    let said = begin(&desk, "tinh-nha", "don-vi.csv", &examples, &[]).well();
    desk.next(&said).well();
    let file = desk.path("tinh-nha/pipelines/tinh-nha.toml");
    let text = fs::read_to_string(&file).unwrap();
    let whole: String =
        text.lines().map(|line| default_of(line).unwrap_or(line).to_owned() + "\n").collect();
    let changed = text.lines().filter(|line| default_of(line).is_some()).count();
    assert!(changed > 20, "{text}");
    let made = |desk: &Desk| -> BTreeMap<PathBuf, Vec<u8>> {
        let latest = desk.path("tinh-nha/output/tinh-nha/2026-Q3/latest");
        let latest = fs::canonicalize(latest).unwrap();
        let files = desk.files().into_iter();
        let files = files.filter_map(|(path, bytes)| {
            let path = path.strip_prefix(&latest).ok()?.to_owned();
            let kept = path.starts_with("pipelines") || path.starts_with("run.json");
            let told = path.starts_with("log.jsonl") || path.starts_with("SHA256SUMS");
            (!kept && !told).then_some((path, bytes))
        });
        files.collect()
    };
    let before = made(&desk);
    assert!(before.contains_key(Path::new("xep-hang.xlsx")), "{:?}", before.keys());
    fs::remove_dir_all(desk.path("tinh-nha/output")).unwrap();
    fs::write(&file, whole).unwrap();
    desk.next(&said).well();
    let after = made(&desk);
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let differ: Vec<_> = before.iter().filter(|(path, bytes)| after[*path] != **bytes).collect();
    assert!(differ.is_empty(), "{:?}", differ.iter().map(|(path, _)| path).collect::<Vec<_>>());
}

#[test]
fn the_table_of_phu_tho_is_drafted_and_ranked_by_the_rate_it_prints() {
    let desk = Desk::new()
        .fixture("don-vi.csv", "pipelines/units/phu-tho-2026.csv")
        .fixture("tien-do.xlsx", "fixtures/phu-tho-2026q3/tien-do-giai-quyet.xlsx");
    let said = begin(&desk, "phu-tho", "don-vi.csv", &["tien-do.xlsx".to_owned()], &[]).well();
    assert!(said.stdout.contains("0 lỗi"), "{}", said.stdout);
    desk.next(&said).well();
    let drafted = desk.places("phu-tho/pipelines/phu-tho.toml", "communes");
    // The shipped province ranks the same figures by a score of the same rate.
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines/phu-tho-2026q3.toml");
    let shipped = shipped.to_str().unwrap();
    desk.tthc(&["run", shipped, "--output", "ship", "--quiet"]).well();
    let said = desk.tthc(&["show", shipped, "--output", "ship", "--json"]).well();
    assert_eq!(drafted, places_in(&said.stdout, "communes"));
    assert!(drafted.len() > 100);
}

fn places_in(json: &str, ranking: &str) -> Vec<(String, String)> {
    let json: serde_json::Value = serde_json::from_str(json).unwrap();
    let rows = json.pointer("/places").and_then(serde_json::Value::as_array).unwrap();
    let rows = rows.iter().filter(|row| row["ranking"].as_str() == Some(ranking));
    let place = |row: &serde_json::Value| {
        (row["unit"].as_str().unwrap_or_default().to_owned(), row["place"].to_string())
    };
    rows.map(place).collect()
}

/// Declared texts, without what is said about them.
fn without_comments(text: &str) -> String {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| line.to_owned() + "\n").collect()
}

#[test]
fn a_known_form_is_declared_whole_and_names_no_paper_of_another_province() {
    let register = "id,level,parent_id,name\n91,province,,Tỉnh Minh Họa\n692,district,91,Huyện Lộc Ninh\n\
        25294,commune,692,Xã Lộc Thành\n25297,commune,692,Xã Lộc Hòa\n";
    let desk = Desk::new()
        .with("don-vi.csv", register)
        .fixture("692.xlsx", "fixtures/binh-phuoc-2023q3/cap-huyen/692-huyen-loc-ninh.xlsx");
    let said = begin(&desk, "tinh-nha", "don-vi.csv", &["692.xlsx".to_owned()], &[]);
    assert!(said.stdout.contains("Phụ lục 3"), "{}{}", said.stdout, said.stderr);
    for (path, bytes) in desk.files() {
        if path.extension().is_some_and(|ending| ending == "toml") {
            let text = without_comments(&String::from_utf8(bytes).unwrap());
            assert!(!text.contains("Bình Phước"), "{}: {text}", path.display());
        }
    }
    let form = fs::read_to_string(desk.path("tinh-nha/pipelines/forms/phu-luc-3.toml")).unwrap();
    assert!(form.contains("[previous]") && form.contains("[reasons]"), "{form}");
}

#[test]
fn phu_luc_3_begins_a_province_in_every_format() {
    for file in ["phu-luc-3.hand.ods", "phu-luc-3.semicolon-cp1258.csv", "phu-luc-3.sheetjs.xls"] {
        let desk = Desk::new()
            .fixture("don-vi.csv", "pipelines/units/binh-phuoc-2023.csv")
            .fixture(file, &format!("fixtures/formats/{file}"));
        let examples = [file.to_owned()];
        let said = begin(&desk, "tinh", "don-vi.csv", &examples, &["--period", "2023-Q3"]).well();
        assert!(said.stdout.contains("Phụ lục 3 (có sẵn"), "{file}: {}", said.stdout);
        assert!(desk.path("tinh/inbox/2023q3").join(file).is_file(), "{file}");
        desk.tthc(&["doctor", "tinh/pipelines/tinh.toml"]).well();
    }
}

/// A form whose words tell nothing of what is good.
const UNTOLD: &str = "
    UBND XÃ AN BÌNH
    BÁO CÁO KHỐI LƯỢNG CÔNG VIỆC CỦA BỘ PHẬN MỘT CỬA QUÝ III NĂM 2026

    TT | Nội dung | Loại A | Loại B | Tỷ trọng (%)
    1  | Đất đai  | 40     | 160    | 25
    2  | Hộ tịch  | 30     | 60     | 50
    3  | Chứng thực | 12   | 120    | 10
";

#[test]
fn an_example_whose_words_tell_no_rate_is_drafted_with_its_gaps_said() {
    let desk = Desk::new()
        .with("don-vi.csv", TWO_LEVELS)
        .with("mau.xlsx", grid::xlsx(&[("Biểu", UNTOLD)]));
    let said = begin(&desk, "tinh", "don-vi.csv", &["mau.xlsx".to_owned()], &[]).well();
    assert!(said.stdout.contains("không cho biết cao hay thấp là tốt"), "{}", said.stdout);
    assert!(said.stdout.contains("không có tỷ lệ nào để xếp hạng"), "{}", said.stdout);
    let text = fs::read_to_string(desk.path("tinh/pipelines/tinh.toml")).unwrap();
    assert!(!without_comments(&text).contains("[[ranking]]"), "{text}");
    desk.tthc(&["doctor", "tinh/pipelines/tinh.toml"]).well();
    assert_eq!(desk.next(&said).exit, 3);
}

#[test]
fn faults_of_a_register_are_told_at_its_own_lines_and_nothing_is_left() {
    let (desk, examples) = two_levels();
    let faulty = TWO_LEVELS.replace("4;91003;", "4;91001;").replace("Phường;", "Khu;");
    let desk = desk.with("sai.csv", faulty);
    let before = desk.files();
    begin(&desk, "tinh", "sai.csv", &examples, &[]).refused(&["sai.csv:5", "sai.csv:6", "`Khu`"]);
    begin(&desk, "tinh", "sai.csv", &examples, &["--lang", "en"]).refused(&["sai.csv:5"]);
    let desk = desk.with("rong.csv", "một hai ba\n").with("gui/chu.xlsx", "không phải bảng tính");
    let before = before.len() + 2;
    begin(&desk, "tinh", "rong.csv", &examples, &[])
        .refused(&["rong.csv: không đọc được danh mục"]);
    begin(&desk, "tinh", "khong-co.csv", &examples, &[])
        .refused(&["khong-co.csv: không có tệp này"]);
    let no_sheet = ["gui/chu.xlsx".to_owned()];
    let more = ["--period", "2026-Q3"];
    begin(&desk, "tinh", "don-vi.csv", &no_sheet, &more).refused(&["chu.xlsx"]);
    let gone = ["gui/khong-co.xlsx".to_owned()];
    begin(&desk, "tinh", "don-vi.csv", &gone, &more).refused(&["khong-co.xlsx: không có tệp này"]);
    begin(&desk, "tỉnh nhà", "don-vi.csv", &examples, &[]).refused(&["chữ cái không dấu"]);
    begin(&desk, "a/b", "don-vi.csv", &examples, &[]).refused(&["a: không có thư mục này"]);
    let twice = [examples[0].clone(), examples[0].clone()];
    begin(&desk, "tinh", "don-vi.csv", &twice, &[]).refused(&["hai ví dụ cùng tên"]);
    desk.tthc(&["init", "tinh"]).refused(&["--register, --example"]);
    desk.tthc(&["init", "--register", "don-vi.csv"]).refused(&["TÊN, --example"]);
    let entries = fs::read_dir(desk.path("")).unwrap().count();
    assert_eq!((entries, desk.files().len()), (4, before));
}

#[test]
fn the_period_is_that_of_the_examples_or_has_to_be_named() {
    let (desk, examples) = two_levels();
    let other = commune_form("Xã Gia Phú", SENT[4].1);
    let desk = desk.with("gui/khac.xlsx", &other);
    // Without a period in the heading; and of another one.
    let silent = UNTOLD.replace(" QUÝ III NĂM 2026", "");
    let fourth = UNTOLD.replace("QUÝ III", "QUÝ IV");
    let desk = desk
        .with("im.xlsx", grid::xlsx(&[("Biểu", &silent)]))
        .with("sau.xlsx", grid::xlsx(&[("Biểu", &fourth)]));
    let of = |name: &str| name.to_owned();
    begin(&desk, "tinh", "don-vi.csv", &[of("im.xlsx")], &[])
        .refused(&["không ví dụ nào cho biết kỳ"]);
    let both = [examples[0].clone(), of("sau.xlsx")];
    begin(&desk, "tinh", "don-vi.csv", &both, &[]).refused(&["2026-Q3", "2026-Q4"]);
    // An example of another period is a form all the same, and no submission of this one.
    let said = begin(&desk, "tinh", "don-vi.csv", &both, &["--period", "2026-Q3"]).well();
    assert!(said.stdout.contains("sau.xlsx không đưa vào thư mục nhận"), "{}", said.stdout);
    assert!(!desk.path("tinh/inbox/2026q3/sau.xlsx").exists());
    assert!(desk.path("tinh/inbox/2026q3/xa-1.xlsx").exists());
}

#[test]
fn what_is_begun_is_told_in_english_and_as_data() {
    let (desk, examples) = two_levels();
    let more = ["--lang", "en"];
    let said = begin(&desk, "tinh", "don-vi.csv", &examples, &more).well();
    for line in
        said.stdout.lines().filter(|line| !line.contains("form:") && !line.contains("ranking:"))
    {
        let own = line.replace("Ghi chú", "").replace("Phương pháp", "");
        let vietnamese = |letter: char| letter.is_alphabetic() && !letter.is_ascii();
        assert!(!own.chars().any(vietnamese), "{line}");
    }
    let json = begin(&desk, "tinh-2", "don-vi.csv", &examples, &["--json"]).well();
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(json["next"], "tthc run tinh-2/pipelines/tinh-2.toml");
    assert_eq!(json["ranking_ids"][0], "communes");
    assert_eq!(json["examples"].as_array().unwrap().len(), 5);
}

/// A pipeline before it has a form: its rankings wait for what the form will count.
const FORMLESS: &str = "title = \"Thử\"\nperiod = \"2026-Q3\"\ninbox = \"../inbox\"\noutput = \"../output\"\n\
    units = \"units.csv\"\n\n[[measure]]\nid = \"tong\"\ntitle = \"Hồ sơ đã trả\"\nscale = \"hồ sơ\"\n\n\
    [[ranking]]\nid = \"xa\"\ntitle = \"Xã\"\nsheet = \"Xã\"\nleague = \"commune\"\nscope = \"own\"\nmetric = \"ty_le\"\n";

#[test]
fn a_form_is_drafted_while_a_pipeline_has_none() {
    let register =
        "id,level,parent_id,name\n91,province,,Tỉnh Minh Họa\n91001,commune,91,Xã An Bình\n";
    for forms in ["", "forms = []\n"] {
        let desk = Desk::new()
            .with("pipelines/thu.toml", format!("{forms}{FORMLESS}"))
            .with("pipelines/units.csv", register)
            .with("xa.xlsx", commune_form("Xã An Bình", SENT[0].1));
        let said = desk.tthc(&["form", "draft", "xa.xlsx", "-p", "thu"]).well();
        assert!(said.stdout.contains("sent-by = [\"commune\"]"), "{}", said.stdout);
        assert!(said.stderr.contains("6 số liệu, 0 lỗi"), "{}", said.stderr);
        // Only drafting does without: a run still says what is missing.
        desk.tthc(&["run", "thu"]).refused(&["forms"]);
    }
    // What is wrong elsewhere is told as ever.
    let desk = Desk::new()
        .with("pipelines/thu.toml", FORMLESS.replace("2026-Q3", "2026-Q5"))
        .with("pipelines/units.csv", register)
        .with("xa.xlsx", commune_form("Xã An Bình", SENT[0].1));
    desk.tthc(&["form", "draft", "xa.xlsx", "-p", "thu"]).refused(&["2026-Q5"]);
}

/// A table of the whole province, headed by the office that made it.
const OF_AN_OFFICE: &str = "
    UBND TỈNH MINH HỌA
    TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG

    BẢNG THEO DÕI TIẾN ĐỘ XỬ LÝ HỒ SƠ THÁNG 9 NĂM 2026

    STT | Tên xã, phường | Hồ sơ phải trả | Trả đúng hẹn | Trả trễ hẹn | % đúng hẹn
    1   | Xã An Bình       | 100 | 90  | 10 | 90
    2   | Phường Bình Minh | 400 | 396 | 4  | 99
    3   | Xã Cát Lộc       | 50  | 50  | 0  | 100
    4   | Xã Đông Hải      | 80  | 60  | 20 | 75
    5   | Xã Gia Phú       | 10  | 9   | 1  | 90
";

#[test]
fn an_office_above_a_table_is_no_part_of_its_title() {
    let desk = Desk::new()
        .with("don-vi.csv", TWO_LEVELS)
        .with("t9.xlsx", grid::xlsx(&[("T9", OF_AN_OFFICE)]));
    let said = begin(&desk, "tinh", "don-vi.csv", &["t9.xlsx".to_owned()], &[]).well();
    let form = "tinh/pipelines/forms/bang-theo-doi-tien-do-xu.toml";
    let form = fs::read_to_string(desk.path(form)).unwrap();
    assert!(form.contains("anchors = [\"bảng theo dõi tiến độ xử lý hồ sơ\"]"), "{form}");
    assert!(said.stdout.contains("theo tỷ lệ đúng hẹn"), "{}", said.stdout);
    desk.next(&said).well();
    let places = desk.places("tinh/pipelines/tinh.toml", "communes");
    let place = |name: &str| places.iter().find(|(unit, _)| unit == name).unwrap().1.clone();
    assert_eq!(["Xã Cát Lộc", "Xã An Bình", "Xã Gia Phú"].map(place), ["1", "3", "3"]);
}

#[test]
fn the_register_of_a_province_comes_out_of_the_program() {
    let sent = OF_AN_OFFICE
        .replace("UBND TỈNH MINH HỌA", "UBND TỈNH CAO BẰNG")
        .replace("Xã An Bình", "Xã Bảo Lâm")
        .replace("Phường Bình Minh", "Phường Tân Giang")
        .replace("Xã Cát Lộc", "Xã Lý Bôn")
        .replace("Xã Đông Hải", "Xã Nam Quang")
        .replace("Xã Gia Phú", "Xã Quảng Lâm");
    let desk = Desk::new().with("t9.xlsx", grid::xlsx(&[("T9", &sent)]));
    let said = begin(&desk, "cao-bang", "Cao Bằng", &["t9.xlsx".to_owned()], &[]).well();
    // The communes of after July 2025 alone, for the period is after it.
    assert!(said.stdout.contains("danh mục: 1 cấp tỉnh, 56 cấp xã"), "{}", said.stdout);
    assert!(said.stdout.contains("15 số liệu, 0 lỗi"), "{}", said.stdout);
    begin(&desk, "khac", "Cao Bàng Xa", &["t9.xlsx".to_owned()], &[])
        .refused(&["không có tệp này"]);
}

#[test]
fn the_national_form_of_a_commune_is_known_in_any_province() {
    let sent = ["26332-xa-xuan-que.xlsx", "25420-xa-phuoc-son.ods", "25390-xa-dong-tam.csv"];
    let desk = sent.iter().fold(Desk::new(), |desk, file| {
        desk.fixture(file, &format!("fixtures/dong-nai-2026q2/cap-xa/{file}"))
    });
    let examples: Vec<String> = sent.map(str::to_owned).to_vec();
    let said = begin(&desk, "dong-nai", "75", &examples, &["--period", "2026-Q2"]).well();
    assert_eq!(said.stdout.matches("Biểu II.06a (có sẵn").count(), 3, "{}", said.stdout);
    // Nobody prescribed it but the whole country.
    let form = fs::read_to_string(desk.path("dong-nai/pipelines/forms/bieu-ii-06a.toml")).unwrap();
    assert!(form.contains("source = \"Thông tư số 01/2020/TT-VPCP"), "{form}");
    assert_eq!(desk.next(&said).exit, 3);
}

/// A form that has what was early and what was on time in columns of their own.
fn split(early: u32, on_time: u32, late: u32) -> Vec<u8> {
    let rows = format!(
        "UBND XÃ AN BÌNH\n\nSỔ THEO DÕI VIỆC TRẢ KẾT QUẢ CHO CÔNG DÂN QUÝ III NĂM 2026\n\n\
         TT | Nội dung công việc | Tổng số đã trả | Sớm trước hạn | Vừa đúng hạn | Bị quá hạn\n\
         1 | Đất đai | {} | {early} | {on_time} | {late}\n\
         2 | Hộ tịch | 30 | 10 | 15 | 5\n3 | Chứng thực | 8 | 3 | 4 | 1\n",
        early + on_time + late
    );
    grid::xlsx(&[("Sổ", &rows)])
}

#[test]
fn what_is_early_counts_with_what_is_on_time() {
    let desk = Desk::new().with("don-vi.csv", TWO_LEVELS).with("so.xlsx", split(20, 60, 20));
    begin(&desk, "tinh", "don-vi.csv", &["so.xlsx".to_owned()], &[]).well();
    let text = fs::read_to_string(desk.path("tinh/pipelines/tinh.toml")).unwrap();
    let text = without_comments(&text);
    let line = text.lines().find(|line| line.starts_with("numerator = ")).unwrap();
    assert!(
        line.contains("truoc_han") && line.contains("dung_han") && line.contains(" + "),
        "{line}"
    );
    assert!(!line.contains("qua_han"), "{line}");
}
