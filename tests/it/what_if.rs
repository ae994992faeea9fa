//! `tthc what-if`: what it says, what it refuses, runs that are kept, and that nothing is left behind by asking.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]
#![expect(clippy::disallowed_methods, reason = "tests look at temporary folders of their own")]

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use tthc::store::{Fingerprint, instant_of};

use crate::archives::archive;
use crate::case::{Case, PIPELINE};
use crate::grid::{HEAD_2, HEAD_3, under, xlsx};
use crate::reading::{DONG_PHU, LOC_NINH, NOI_VU};

/// A district that sent twice, another one that does not say why it is late, and two departments, one of them in an
/// archive, more of whose files are in time and fewer online.
pub(crate) fn province() -> Case {
    let worse = LOC_NINH.replace("35 | 34 | 1", "35 | 30 | 5");
    let silent = DONG_PHU.replacen(" | chờ đo đạc", "", 1);
    let of_tu_phap = NOI_VU
        .replace("120 | 80 | 10 | 100 | 97 | 3", "120 | 40 | 10 | 100 | 98 | 2")
        .replace("150 | 90 | 10 | 130 | 127 | 3", "150 | 50 | 10 | 130 | 128 | 2");
    let of_tu_phap = xlsx(&[("Sở Tư pháp", &under(HEAD_2, &of_tu_phap))]);
    Case::new()
        .declare(r#", "forms/phu-luc-5.toml"]"#, "]\nfail-on = \"never\"")
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
        .file("692-bo-sung.xlsx", &[("Phụ lục 3", &under(HEAD_3, &worse))])
        .file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, &silent))])
        .file("so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))])
        .bytes("goi.zip", &archive(&[("so-tu-phap.xlsx", &of_tu_phap)]))
}

/// The check of reasons in earnest, a ranking by two metrics, and a sum that does not hold everywhere.
pub(crate) const RULES: &str = r#"
[[check]]
code = "F206"
severity = "error"

[[ranking]]
id = "departments"
title = "Xếp hạng các sở, ban, ngành"
sheet = "Sở, ban, ngành"
league = "department"
scope = "own"
minimum-denominator = 5
[[ranking.share]]
metric = "on_time_rate"
points = 80
[[ranking.share]]
metric = "online_rate"
points = 20
"#;

pub(crate) const IDENTITY: &str = r#"
[[identity]]
id = "khong-tre"
whole = "resolved_total"
parts = ["resolved_on_time"]
relation = "equal"
"#;

/// What stands in a folder: names, what links point to, and bytes.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut tree = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap().flatten() {
            let (path, kind) = (entry.path(), entry.file_type().unwrap());
            let told = if kind.is_symlink() {
                std::fs::read_link(&path).unwrap().display().to_string()
            } else if kind.is_dir() {
                folders.push(path.clone());
                "a folder".to_owned()
            } else {
                let made = entry.metadata().unwrap().modified().unwrap();
                let print = Fingerprint::of_bytes(&std::fs::read(&path).unwrap());
                format!("{made:?} {}", print.as_str())
            };
            tree.insert(path.display().to_string(), told);
        }
    }
    tree
}

/// `what-if`, which leaves everything as it was.
#[track_caller]
fn asked(case: &Case, arguments: &[&str], exit: i32) -> (String, String) {
    let before = tree(&case.path("."));
    let night = case.tthc(&[&["what-if", "thu"], arguments].concat()).says_anything().exit(exit);
    assert_eq!(tree(&case.path(".")), before, "asking changed something");
    (night.stdout, night.stderr)
}

#[track_caller]
fn says(case: &Case, arguments: &[&str]) -> String {
    let (stdout, stderr) = asked(case, arguments, 0);
    assert_eq!(stderr, "");
    stdout
}

#[track_caller]
pub(crate) fn json(case: &Case, arguments: &[&str]) -> Value {
    serde_json::from_str(&says(case, &[arguments, &["--json"]].concat())).unwrap()
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or("-").to_owned()
}

/// A province with the files of rules that are supposed, and what is published of it.
pub(crate) fn published() -> Case {
    published_of(province())
}

pub(crate) fn published_of(case: Case) -> Case {
    std::fs::write(case.path("luat.toml"), RULES).unwrap();
    let identity = IDENTITY.replace("[[identity]]", "[[form.identity]]");
    let identity = format!("[[form]]\nid = \"phu-luc-3\"\n{identity}");
    std::fs::write(case.path("tong.toml"), identity).unwrap();
    case.run(&["--quiet"]).exit(0);
    case
}

#[test]
fn a_waiver_and_a_deadline_are_added_to_what_is_declared() {
    let case = published();
    let waiver = "[[waiver]]\ncode = \"F206\"\nunits = [\"695\"]\noffice = \"Sở Nội vụ\"\nreason = \"đã giải trình\"\nuntil = \"2023-12-31\"\n";
    std::fs::write(case.path("mien.toml"), waiver).unwrap();
    let all = json(&case, &["--rule", "mien.toml"]);
    let found = &all["what_if"]["effect"]["changed_findings"];
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
    assert_eq!(
        (&found[0]["old"]["severity"], &found[0]["new"]["severity"]),
        (&"warning".into(), &"note".into())
    );
    std::fs::write(case.path("mien.toml"), waiver.replace("695", "999")).unwrap();
    let (_, stderr) = asked(&case, &["--rule", "mien.toml"], 2);
    assert!(stderr.contains("mien.toml:3: waiver[1].units[1]"), "{stderr}");
}

#[test]
fn who_would_stand_elsewhere_is_told_with_the_reason() {
    let case = published();
    let drop = ["--drop", "692-bo-sung.xlsx"];
    insta::assert_snapshot!("what_if_drop", says(&case, &drop));
    insta::assert_snapshot!(
        "what_if_drop_en",
        says(&case, &[&drop[..], &["--lang", "en"]].concat())
    );
    insta::assert_snapshot!("what_if_without", says(&case, &["--without", "Huyện Lộc Ninh"]));
    let rules = ["--rule", "luat.toml", "--set", "ranking.communes.minimum-denominator=36"];
    insta::assert_snapshot!("what_if_rules", says(&case, &rules));
    let nothing = says(&case, &["--set", "title=Tên khác"]);
    assert!(
        nothing.ends_with("không có gì khác: không hạng, phát hiện hay tỷ lệ nào đổi\n"),
        "{nothing}"
    );
}

/// Files that the supposition does not concern are remembered, others are read.
#[test]
fn only_what_the_supposition_concerns_is_read() {
    let case = published();
    let read = |arguments: &[&str]| json(&case, arguments)["what_if"]["counts"]["read"].clone();
    assert_eq!(read(&["--drop", "692-bo-sung.xlsx"]), 0);
    assert_eq!(read(&["--set", "ranking.communes.minimum-denominator=10"]), 0);
    assert_eq!(read(&["--rule", "luat.toml"]), 0);
    assert_eq!(read(&["--rule", "tong.toml"]), 5, "a sum decides how a sheet is read");
    assert_eq!(read(&["--without", "25297"]), 5);
}

/// What came since is there before and after, and it is said that this is not what is published.
#[test]
fn only_what_is_supposed_differs_whatever_came_since() {
    let case = published();
    let better = LOC_NINH.replace("35 | 34 | 1", "35 | 35 | 0");
    let case = case.file("692-bo-sung.xlsx", &[("Phụ lục 3", &under(HEAD_3, &better))]);
    let said = says(&case, &["--set", "title=Tên khác"]);
    assert!(said.contains("tính lại theo inbox và khai báo hiện nay"), "{said}");
    assert!(said.contains("tệp 0 mới, 1 thay đổi, 0 không còn"), "{said}");
    assert!(said.contains("không có gì khác"), "{said}");
    let all = json(&case, &["--drop", "695.xlsx"]);
    let run = &all["what_if"]["published_run"];
    assert_eq!(
        (&run["is_before"], &run["inputs"]["changed"][0]),
        (&false.into(), &"692-bo-sung.xlsx".into())
    );
    // Before the first run there is nothing to remember.
    let said = says(&province(), &["--drop", "695.xlsx"]);
    assert!(said.contains("chưa có lượt nào được công bố"), "{said}");
    assert!(said.contains("tệp phải đọc: 9"), "{said}");
}

#[test]
fn what_cannot_be_supposed_is_refused_with_what_might_be_meant() {
    let case = published();
    let refused = |arguments: &[&str], words: &[&str]| {
        let (stdout, stderr) = asked(&case, arguments, 2);
        assert_eq!(stdout, "");
        for word in words {
            assert!(stderr.contains(word), "{arguments:?}: {stderr}");
        }
    };
    refused(&[], &["chưa giả định điều gì", "--drop, --set, --without"]);
    refused(
        &["--drop", "695.xlsx", "--drop", "so-tu-phap.xlsx"],
        &[
            "không có tệp này",
            "`goi.zip/so-tu-phap.xlsx`?",
            "\ntthc what-if thu --drop 695.xlsx --drop goi.zip/so-tu-phap.xlsx\n",
        ],
    );
    refused(&["--drop", "698.xlsx"], &["không có tệp này", "có phải là `69"]);
    refused(
        &["--without", "Xã Tân Tiến"],
        &["2 đơn vị có tên này", "25297", "25380", "\ntthc what-if thu --without 25297\n"],
    );
    refused(&["--without", "Xã Tân Tiền"], &["có phải là"]);
    refused(&["--set", "ranking.commune.scope=own"], &["có phải là `communes`?"]);
    refused(&["--rule", "khong-co.toml"], &["khong-co.toml: tệp không tồn tại"]);
    refused(&["--drop", "692.xlsx", "--replay", "2"], &["không dùng cùng với"]);
    let elsewhere = ["--set", "fail-on=never", "--inbox", "inbox", "--replay", "2"];
    refused(&elsewhere, &["không dùng cùng với"]);
    refused(&["--set", "fail-on=never", "--replay", "0"], &["cần một số từ 1 đến 1000"]);
    let wrong = RULES.replace("F206", "F999").replace("online_rate", "onlin_rate");
    std::fs::write(case.path("sai.toml"), wrong + "[[form]]\nid = \"phu-luc-9\"\n").unwrap();
    refused(
        &["--rule", "sai.toml"],
        &["sai.toml:3: check[1].code", "sai.toml:17: ranking[1].share[2].metric", "form[1].id"],
    );
    std::fs::write(case.path("hai.toml"), RULES.repeat(2)).unwrap();
    refused(&["--rule", "hai.toml"], &["check[2].code: `F206` lần thứ hai"]);
}

/// The regression that a question must never cause: somebody asks while the night runs.
#[test]
fn it_waits_for_no_lock_and_one_that_is_killed_leaves_nothing() {
    let case = published();
    let lock = case.hold_lock();
    says(&case, &["--drop", "695.xlsx"]);
    drop(lock);
    let before = tree(&case.path("."));
    for delay in ["0.01", "0.05", "0.1", "0.2"] {
        let line = format!("timeout -s KILL {delay} tthc what-if thu --without 692; true");
        case.shell(&line).says_anything().exit(0);
        assert_eq!(tree(&case.path(".")), before, "killed after {delay} s");
    }
}

/// Two nights and a night of the period before.
fn history() -> Case {
    let case = published();
    case.run(&["--quiet", "--period", "2023-Q2", "--publish", "--inbox", "inbox"]).exit(0);
    let case = case.without("692-bo-sung.xlsx");
    case.run(&["--quiet"]).exit(0);
    case
}

#[test]
fn a_rule_is_tried_on_runs_that_are_kept() {
    let case = history();
    let rule = ["--rule", "luat.toml", "--replay", "5"];
    let all = json(&case, &rule);
    assert_eq!(all["what_if"], Value::Null);
    let runs = all["replayed"].as_array().unwrap();
    let periods: Vec<String> = runs.iter().map(|run| text(&run["period"])).collect();
    assert_eq!(periods, ["2023-Q3", "2023-Q2", "2023-Q3"]);
    let newest = &runs[0]["effect"];
    assert_eq!(newest["failed_files"], serde_json::json!(["695.xlsx"]));
    assert_eq!(newest["counts"]["furthest"], 1);
    let same = json(&case, &["--rule", "luat.toml"])["what_if"]["effect"].clone();
    assert_eq!(*newest, same, "the newest run is what stands now");
    let said = says(&case, &rule);
    let masked = said.split(' ').map(|word| instant_of(word).map_or(word, |_| "[RUN]"));
    insta::assert_snapshot!("what_if_replay", masked.collect::<Vec<_>>().join(" "));
    assert_eq!(
        json(&case, &["--rule", "luat.toml", "--replay", "1"])["replayed"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

/// What another program published is compared as what it is: another one.
#[test]
fn what_another_program_made_is_told_of_as_that() {
    let case = history();
    let file = case.latest().path().join("run.json");
    let mut record: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    for stage in record["stages"].as_array_mut().unwrap() {
        stage["program"] = "another".into();
    }
    std::fs::write(&file, record.to_string()).unwrap();
    let said = says(&case, &["--rule", "luat.toml"]);
    assert!(said.contains("chương trình đã khác, 0 đơn vị khác hạng"), "{said}");
    assert!(said.contains("tệp phải đọc: 8"), "{said}");
    let said = says(&case, &["--rule", "luat.toml", "--replay", "2"]);
    assert_eq!(said.matches("(*)").count(), 2, "{said}");
    assert!(said.contains("số liệu như một bản tthc khác đã đọc"), "{said}");
}

/// A sum is a matter of reading: of a run whose files are gone nothing is guessed.
#[test]
fn a_run_whose_files_are_gone_is_not_replayed_where_they_would_be_read() {
    let case = history();
    let all = json(&case, &["--rule", "tong.toml", "--replay", "3"]);
    let runs = all["replayed"].as_array().unwrap();
    assert_eq!(runs[0]["why_not"], Value::Null);
    let failed = runs[0]["effect"]["failed_files"].as_array().unwrap();
    assert_eq!(failed, &["692.xlsx", "695.xlsx"]);
    for run in &runs[1..] {
        assert_eq!(run["effect"], Value::Null);
        assert!(text(&run["why_not"]).contains("1 tệp không còn trong inbox"), "{run}");
    }
    // A run that lost its declaration is told of as that.
    let kept = case.latest().path().join(PIPELINE);
    std::fs::write(kept, "title = \"khác\"").unwrap();
    let all = json(&case, &["--set", "ranking.communes.minimum-denominator=10", "--replay", "1"]);
    let why = text(&all["replayed"][0]["why_not"]);
    assert!(why.contains("không còn giữ khai báo"), "{why}");
    let nothing = says(&province(), &["--set", "fail-on=never", "--replay", "3"]);
    assert!(nothing.contains("chưa có lượt công bố nào còn giữ"), "{nothing}");
}
