//! The page by which an office checks a file before it sends it: what stands in it, and in a real browser (`same`, `hands`) that it
//! finds what the program finds. The engine is built apart: where `TTHC_ENGINE` names it, it is tried.

#![expect(clippy::unwrap_used, reason = "a page that cannot be made fails the test")]
#![expect(clippy::disallowed_methods, reason = "pages lie in a temporary folder")]

mod hands;
mod same;

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::browser::Tab;
use crate::case::Case;
use crate::grid::{HEAD_3, under};
use crate::leaders_page::hash;
use crate::reading::LOC_NINH;

/// What the page is called.
const FILE: &str = "kiem-tra.html";

/// A module that does nothing and says that it was built of this program.
pub(crate) fn still() -> Vec<u8> {
    section(env!("TTHC_PROGRAM"))
}

fn section(program: &str) -> Vec<u8> {
    let size = u8::try_from(program.len() + 5).unwrap();
    [b"\0asm\x01\0\0\0\0", &[size, 4][..], b"tthc", program.as_bytes()].concat()
}

/// A small province with a form of one district, and a page with an engine that does nothing.
fn small() -> Case {
    let form = under(HEAD_3, &LOC_NINH.replacen("| 60 ", "| 61 ", 1));
    let case = Case::district("phu-luc-3").file("692.xlsx", &[("Phụ lục 3", &form)]);
    std::fs::write(case.path("may.wasm"), still()).unwrap();
    case
}

#[track_caller]
fn page(case: &Case) -> String {
    case.tthc(&["page", "thu", "--engine", "may.wasm"]).stdout("kiem-tra.html\n").exit(0);
    std::fs::read_to_string(case.path(FILE)).unwrap()
}

/// What stands in an element of the page that holds data.
fn held<'p>(page: &'p str, id: &str) -> &'p str {
    let (_, rest) = page.split_once(&format!("id=\"{id}\">")).unwrap();
    rest.split_once("</script>").unwrap().0
}

/// The declaration that the page carries, laid out in a folder.
fn declared(page: &str, folder: &Path) -> Vec<String> {
    let asks: Value = serde_json::from_str(held(page, "asks")).unwrap();
    std::fs::create_dir_all(folder).unwrap();
    let files = asks["declaration"].as_array().unwrap();
    let laid = files.iter().map(|file| {
        let path = file["path"].as_str().unwrap();
        std::fs::write(folder.join(path), file["text"].as_str().unwrap()).unwrap();
        path.to_owned()
    });
    laid.collect()
}

#[test]
fn a_page_is_one_file_that_asks_for_nothing_and_is_made_again_the_same() {
    let case = small();
    let page = page(&case);
    assert_eq!(page, self::page(&case));
    let script = page.rsplit_once("<script>").unwrap().1.split_once("</script>").unwrap().0;
    let (_, policy) = page.split_once("Content-Security-Policy\" content=\"").unwrap();
    let policy = policy.split_once('"').unwrap().0;
    assert!(policy.contains(&format!("script-src '{}' 'wasm-unsafe-eval';", hash(script))));
    for rule in ["default-src 'none'", "connect-src 'none'", "form-action 'none'"] {
        assert!(policy.contains(rule), "{policy}");
    }
    for foreign in ["http:", "https:", " src=", "url(", "@import", "<link", "<iframe", "fetch("] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    let json =
        case.tthc(&["page", "thu", "--engine", "may.wasm", "--json"]).says_anything().exit(0);
    let json: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!((&json["path"], &json["period"]), (&FILE.into(), &"2023-Q3".into()));
    assert_eq!(json["bytes"], page.len());
}

/// A page is handed out: where mail goes, what a shell runs, where folders lie and what was noted is in no way in it.
#[test]
fn nothing_is_handed_out_that_a_check_does_not_need() {
    let secrets = "\
[[deliver]]
mail = [\"bi-mat-1@tinh.vn\"]
from = \"bi-mat-2@tinh.vn\"
link = \"file://bi-mat-3\"

[[deliver]]
folder = \"../bi-mat-4\"

[[deliver]]
command = \"bi-mat-5\"

[schedule]
at = \"01:00\"
mail = \"bi-mat-6@tinh.vn\"
on-failure = \"bi-mat-7\"
# bi-mat-8
[[workbook]]";
    let case = small()
        .declare("[[workbook]]", secrets)
        .declare("inbox = \"../inbox\"", "inbox = \"../bi-mat-9\"")
        .declare("signatory = \"GIÁM ĐỐC\"", "signatory = \"bi-mat-10\"")
        .edit("pipelines/metrics.toml", "[[measure]]", "# bi-mat-11\n[[measure]]")
        .edit("pipelines/forms/phu-luc-3.toml", "[[column]]", "# bi-mat-12\n[[column]]");
    let away = case.path("bi-mat-13");
    std::fs::create_dir(&away).unwrap();
    std::fs::copy(case.path("pipelines/units.csv"), away.join("units.csv")).unwrap();
    let units = format!("units = \"{}\"", away.join("units.csv").display());
    let case = case.declare("units = \"units.csv\"", &units);
    let page = page(&case);
    assert!(!page.contains("bi-mat"), "{}", page.split("bi-mat").nth(1).unwrap());
    assert!(!page.contains(&case.path("").display().to_string()));
    assert!(page.contains("Huyện Lộc Ninh"));
}

/// What is handed out says the same of a file as the declaration that it is taken from.
#[test]
fn a_check_by_what_is_handed_out_finds_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (pipeline, inbox) in
        [("nightly", "fixtures/binh-phuoc-2023q3"), ("phu-tho-2026q3", "fixtures/phu-tho-2026q3")]
    {
        let case = small();
        let declaration = root.join("pipelines").join(pipeline).with_extension("toml");
        let declaration = declaration.to_str().unwrap();
        case.tthc(&["page", declaration, "--engine", "may.wasm"]).says_anything().exit(0);
        let page = std::fs::read_to_string(case.path(FILE)).unwrap();
        let files = declared(&page, &case.path("phat"));
        assert_eq!(files[0], format!("{pipeline}.toml"));
        let files = files_below(&root.join(inbox));
        assert!(!files.is_empty());
        let checked = |declaration: &str| {
            let files: Vec<&str> = files.iter().map(|file| file.to_str().unwrap()).collect();
            let typed = [&["check"], &files[..], &["-p", declaration, "--json"]].concat();
            case.tthc(&[&typed[..], &["--fail-on", "never"]].concat())
                .says_anything()
                .exit(0)
                .stdout
        };
        assert_eq!(checked(&format!("phat/{pipeline}.toml")), checked(declaration));
    }
}

/// The files of a folder and those below it, in their order.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut entries: Vec<PathBuf> = entries.collect();
    entries.sort();
    let files = entries
        .into_iter()
        .flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] });
    files.collect()
}

/// Another engine finds other things than the night; what is none finds nothing.
#[test]
fn an_engine_that_is_not_of_this_program_makes_no_page() {
    let case = small();
    std::fs::write(case.path("khac.wasm"), section("0123456789abcdef")).unwrap();
    let build = "hint: trong mã nguồn chạy kiem-tra/build, rồi ghi --engine kiem-tra/target/kiem-tra.wasm\n";
    for (engine, said) in [
        ("khong-co.wasm", "khong-co.wasm: không có bộ đọc của trang kiểm tra"),
        ("inbox/692.xlsx", "inbox/692.xlsx: tệp này không phải bộ đọc của trang kiểm tra"),
        (
            "khac.wasm",
            "khac.wasm: bộ đọc này thuộc một bản tthc khác, có thể cho kết quả khác ban đêm",
        ),
    ] {
        let again = format!("tthc page thu --engine {engine}");
        case.tthc(&["page", "thu", "--engine", engine])
            .stderr(&format!("error: {said}\n{build}{again}\n"))
            .exit(2);
    }
    assert!(!case.path(FILE).exists());
    case.tthc(&["page", "khong-co", "--engine", "may.wasm"]).says_anything().exit(2);
}

/// The engine, where it is named; that it is not is said.
#[track_caller]
#[expect(clippy::print_stderr, reason = "whoever runs the tests is told what was not looked at")]
fn engine() -> Option<PathBuf> {
    let Some(file) = std::env::var_os("TTHC_ENGINE") else {
        let place = std::panic::Location::caller();
        eprintln!("left out, for TTHC_ENGINE names no engine: {place}");
        return None;
    };
    Some(PathBuf::from(file))
}

/// The page of a pipeline in a browser.
struct Desk {
    tab: Tab,
    home: tempfile::TempDir,
    pipeline: PathBuf,
}

/// A finding: file, code, severity, cell, message, action.
type Told = [String; 6];

impl Desk {
    #[track_caller]
    fn of(pipeline: &Path) -> Option<Self> {
        let engine = engine()?;
        let tab = Tab::open()?;
        let desk = Self { tab, home: tempfile::tempdir().unwrap(), pipeline: pipeline.to_owned() };
        desk.make(pipeline, &engine);
        desk.open();
        Some(desk)
    }

    #[track_caller]
    fn nightly() -> Option<Self> {
        Self::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines/nightly.toml"))
    }

    fn page(&self) -> PathBuf {
        self.home.path().join(FILE)
    }

    #[track_caller]
    fn make(&self, pipeline: &Path, engine: &Path) {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_tthc"));
        let command = command.arg("page").arg(pipeline).arg("-o").arg(self.page());
        let made = command.arg("--engine").arg(engine).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    }

    fn open(&self) -> &Tab {
        self.tab
            .go("about:blank")
            .load(&self.page())
            .until("document.documentElement.dataset.ready === '1'")
    }

    /// The page made of another pipeline.
    #[track_caller]
    fn other(&mut self, pipeline: &Path) {
        self.make(pipeline, &engine().unwrap());
        pipeline.clone_into(&mut self.pipeline);
        self.open();
    }

    /// A file of this name with these bytes.
    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.home.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Gives files to the page, and waits until it is done with them.
    #[track_caller]
    fn check(&self, files: &[PathBuf]) -> &Tab {
        self.tab.eval("document.querySelector('#state').textContent = ''");
        self.tab.choose("#files", files).until(DONE)
    }

    /// What the page says of the files that it was given.
    fn found(&self) -> Vec<Told> {
        let found = "[...document.querySelectorAll('.kind li')].map(e => [e.closest('article').querySelector('h2').textContent.replace('Chung cho các tệp', ''), e.closest('.kind').dataset.code,
            e.closest('.kind').className.replace('kind s-', ''), e.dataset.cell || '', e.querySelector('.said').textContent, e.dataset.action])";
        let mut found: Vec<Told> = serde_json::from_value(self.tab.eval(found)).unwrap();
        found.sort();
        found
    }

    /// What the program says of the same file.
    #[track_caller]
    fn expected(&self, file: &Path) -> (Vec<Told>, Value) {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_tthc"));
        command.current_dir(file.parent().unwrap()).arg("check").arg(file.file_name().unwrap());
        let told = command.arg("-p").arg(&self.pipeline).arg("--json").output().unwrap();
        let told: Value = serde_json::from_slice(&told.stdout).unwrap();
        let findings = told["findings"].as_array().unwrap();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let keys = ["file", "code", "severity", "cell", "message", "action"];
        let mut findings: Vec<Told> =
            findings.iter().map(|found| keys.map(|key| text(&found[key]))).collect();
        findings.sort();
        (findings, told)
    }
}

/// Whether the page is done with what it was given.
const DONE: &str = "!document.querySelector('#files').disabled && /^(Đã đọc|Không|Đã dừng)/.test(document.querySelector('#state').textContent)";
