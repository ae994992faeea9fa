//! `[schedule]` and `tthc schedule`: what cron and systemd are told, and that no figure depends on it.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]
#![expect(clippy::disallowed_methods, reason = "folders with odd names are laid out by hand")]

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use tthc::run::zone_is_known;

use crate::case::Case;
use crate::grid::{HEAD_3, under};
use crate::reading::LOC_NINH;

const OUTPUT: &str = "output = \"../output\"";

/// A small province with a schedule.
#[track_caller]
fn scheduled(lines: &str) -> Case {
    let schedule =
        format!("[schedule]\nat = \"01:05\"\n{lines}\n[[ranking]]\nid = \"departments\"");
    Case::new().declare("[[ranking]]\nid = \"departments\"", &schedule)
}

/// What it prints, without the place of the program.
#[track_caller]
fn printed(case: &Case, arguments: &[&str]) -> String {
    let night = case.tthc(&[&["schedule", "thu"], arguments].concat()).says_anything().exit(0);
    // A machine without a list of zones says so each time.
    assert!(night.stderr.is_empty() || !zone_is_known("Asia/Ho_Chi_Minh"), "{}", night.stderr);
    night.stdout.replace(env!("CARGO_BIN_EXE_tthc"), "/usr/bin/tthc")
}

/// The one line of a crontab that is no remark and sets nothing.
fn line(crontab: &str) -> &str {
    let is_job = |line: &&str| line.starts_with(|c: char| c.is_ascii_digit());
    crontab.lines().find(is_job).unwrap_or_default()
}

#[test]
fn a_changed_schedule_makes_no_stage_run_again() {
    let case =
        Case::district("phu-luc-3").file("a.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))]);
    case.run(&[]).exit(0);
    let (run, artifacts) = (case.newest().record().run.clone(), case.made());
    let case =
        case.declare(OUTPUT, &format!("{OUTPUT}\nschedule = {{ at = \"02:30\", nice = 3 }}"));
    case.run(&[]).exit(0);
    assert_eq!(case.newest().record().run, run, "no run was made for it");
    case.run(&["--force", "--quiet"]).exit(0);
    assert_eq!(case.made(), artifacts, "it is in no artifact");
}

#[test]
fn cron_is_told_the_zone_and_whole_paths() {
    assert_eq!(
        printed(&scheduled("mail = \"truc@example.vn\""), &[]),
        "\
# tthc: Xếp hạng thử – mỗi ngày lúc 01:05 (Asia/Ho_Chi_Minh)
# Dán vào cuối `crontab -e`: CRON_TZ và MAILTO có hiệu lực với mọi dòng đứng sau.
# Lượt chạy trọn vẹn thì im lặng; cron gửi thư khi chương trình nói điều gì.
# cron của Debian, Ubuntu bỏ qua CRON_TZ, chạy theo giờ máy: timedatectl set-timezone Asia/Ho_Chi_Minh
CRON_TZ=Asia/Ho_Chi_Minh
MAILTO=truc@example.vn
5 1 * * *  cd [DIR] && nice -n 10 /usr/bin/tthc run [DIR]/pipelines/thu.toml
"
    );
}

#[test]
fn days_are_what_both_schedulers_know() {
    for (lines, cron, calendar) in [
        ("days = [\"sun\", \"mon\"]", "5 1 * * 1,7 ", "mon,sun *-*-* 01:05:00 Asia/Ho_Chi_Minh"),
        ("monthly = 5", "5 1 5 * * ", "*-*-05 01:05:00 Asia/Ho_Chi_Minh"),
        ("zone = \"UTC\"\nnice = 0", "5 1 * * * ", "*-*-* 01:05:00 UTC"),
    ] {
        let case = scheduled(lines);
        let crontab = printed(&case, &["--cron"]);
        assert!(line(&crontab).starts_with(cron), "{lines}: {crontab}");
        let units = printed(&case, &["--systemd"]);
        assert!(units.contains(&format!("\nOnCalendar={calendar}\n")), "{lines}: {units}");
    }
}

#[test]
fn places_given_to_it_are_given_to_the_run() {
    let case = scheduled("");
    let arguments = ["--inbox", "hộp thư 50%", "--output", "ra"];
    let crontab = printed(&case, &arguments);
    let run = "tthc run [DIR]/pipelines/thu.toml --inbox '[DIR]/hộp thư 50\\%' --output [DIR]/ra \
               --publish";
    assert!(line(&crontab).ends_with(run), "{crontab}");
    let units = printed(&case, &[&["--systemd"], &arguments[..]].concat());
    let run = "tthc run [DIR]/pipelines/thu.toml --inbox \"[DIR]/hộp thư 50%%\" --output [DIR]/ra \
               --publish\n";
    assert!(units.contains(run), "{units}");
    let english = printed(&case, &["--lang", "en"]);
    assert!(english.contains("tthc --lang en run "), "{english}");
}

/// What cron hands to the shell, run by a shell: a program that ends with each code stands for `tthc`.
#[test]
fn the_line_of_cron_calls_for_help_only_after_failures() {
    let case = scheduled("on-failure = \"printf '%s' \\\"đã gọi\\\" > goi.txt\"");
    let folder = case.path("một nơi 100%");
    std::fs::create_dir_all(folder.join("pipelines")).unwrap();
    let crontab = printed(&case, &[]);
    let (_, command) = line(&crontab).split_once("  ").unwrap();
    let here = case.path("");
    let here = here.to_str().unwrap().trim_end_matches('/');
    // A crontab has no bare percent sign: it would end the command.
    assert!(!command.replace("\\%", "").contains('%'), "{command}");
    for (code, called) in [(0, false), (3, false), (4, false), (1, true), (2, true), (11, true)] {
        let program = case.path("gia");
        std::fs::write(&program, format!("#!/bin/sh\nexit {code}\n")).unwrap();
        let command = command.replace("\\%", "%").replace("[DIR]", here);
        let command = command.replace("/usr/bin/tthc", &format!("sh {}", program.display()));
        assert!(Command::new("sh").args(["-c", &command]).status().is_ok());
        let said = std::fs::read_to_string(case.path("goi.txt")).unwrap_or_default();
        assert_eq!(said == "đã gọi", called, "exit {code}: {command}");
        let _ = std::fs::remove_file(case.path("goi.txt"));
    }
}

#[test]
fn units_run_once_and_tell_of_failures() {
    let case = scheduled("mail = \"truc@example.vn\"\non-failure = \"/srv/bao $1\"");
    let night = case.tthc(&["schedule", "thu", "--dir", "dat/unit"]);
    let night = night
        .stdout(
            "
            dat/unit/tthc-thu.service
            dat/unit/tthc-thu.timer
            dat/unit/tthc-thu-failed.service
            dat/unit/tthc-thu-told@.service
            ",
        )
        .stderr("systemctl daemon-reload && systemctl enable --now tthc-thu.timer");
    night.exit(0);
    let unit = |name: &str| std::fs::read_to_string(case.path("dat/unit").join(name)).unwrap();
    let (service, failed) = (unit("tthc-thu.service"), unit("tthc-thu-failed.service"));
    for words in [
        "\nType=oneshot\n",
        "\nOnFailure=tthc-thu-failed.service\n",
        "\nNice=10\n",
        "\nIOSchedulingClass=idle\n",
        "\nSuccessExitStatus=3 4\n",
        "\nPrivateNetwork=yes\nNoNewPrivileges=yes\nProtectSystem=strict\nReadWritePaths=-",
        "/output\nMemoryMax=75%\nUMask=0022\n",
        "\nExecStopPost=-+/bin/sh -c \"test \\\"$$EXIT_STATUS\\\" = 3 || exit 0; ",
    ] {
        assert!(service.contains(words), "{words} in {service}");
    }
    assert!(unit("tthc-thu.timer").contains("\nPersistent=true\n"));
    assert!(failed.contains("ExecStart=-/bin/sh -c \"logger -t tthc -p user.err "), "{failed}");
    assert!(failed.contains("| mail -s \\\"$$s\\\" 'truc@example.vn'"), "{failed}");
    assert!(failed.contains("ExecStart=-/bin/sh -c \"/srv/bao $$1\"\n"), "{failed}");
    // What was said by that start alone is sent, from a unit that has a network.
    let told = unit("tthc-thu-told@.service");
    let said = "journalctl _SYSTEMD_INVOCATION_ID=%i --no-pager -o cat | tail -n 60";
    assert!(told.contains(said) && told.contains("'truc@example.vn'"), "{told}");
    assert!(service.contains("systemctl start --no-block 'tthc-thu-told@'"), "{service}");
    verified(&case);
}

/// Nobody to write to: no unit that would.
#[test]
fn without_an_address_nothing_is_sent() {
    let case = scheduled("");
    let units = printed(&case, &["--systemd"]);
    assert!(!units.contains("told@") && !units.contains("ExecStopPost"), "{units}");
}

/// The script of the unit, run by a shell with a journal and a mail program that stand for the real ones.
#[test]
fn a_start_that_said_nothing_sends_nothing() {
    let case = scheduled("mail = \"truc@example.vn\"");
    case.tthc(&["schedule", "thu", "--dir", "dat"]).says_anything().exit(0);
    let unit = std::fs::read_to_string(case.path("dat/tthc-thu-told@.service")).unwrap();
    let script = unit.lines().find_map(|line| line.strip_prefix("ExecStart=-/bin/sh -c ")).unwrap();
    let script =
        script.trim_matches('"').replace("\\\"", "\"").replace("$$", "$").replace("%i", "abc");
    let tools = case.path("bin");
    std::fs::create_dir(&tools).unwrap();
    tool(&tools, "journalctl", "test \"$1\" = _SYSTEMD_INVOCATION_ID=abc && cat \"$HOME/nhat-ky\"");
    tool(&tools, "mail", "cat > \"$HOME/thu\"; echo \"$2 $3\" >> \"$HOME/thu\"");
    let path = format!("{}:{}", tools.display(), env!("PATH"));
    for (said, sent) in
        [("", None), ("F101 b.pdf\n", Some("F101 b.pdf\ntthc thu: exit 3 truc@example.vn\n"))]
    {
        std::fs::write(case.path("nhat-ky"), said).unwrap();
        let mut shell = Command::new("sh");
        shell.args(["-c", &script]).env("PATH", &path).env("HOME", case.path(""));
        assert!(shell.status().unwrap().success(), "{script}");
        assert_eq!(std::fs::read_to_string(case.path("thu")).ok().as_deref(), sent, "{script}");
    }
}

/// A program of the machine, as a script that stands for it.
fn tool(folder: &Path, name: &str, script: &str) {
    let path = folder.join(name);
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, Permissions::from_mode(0o755)).unwrap();
}

/// The line of the doctor about what is installed; `crontab` prints the file of that name.
#[track_caller]
fn seen(case: &Case) -> String {
    let tools = case.path("bin");
    if !tools.exists() {
        std::fs::create_dir(&tools).unwrap();
        tool(&tools, "crontab", "cat \"$HOME/crontab\"");
    }
    let path = format!("{}:{}", tools.display(), env!("PATH"));
    let doctor = case.tthc(&["doctor", "thu"]).env("PATH", &path);
    let doctor = doctor.env("HOME", case.path("").to_str().unwrap());
    let doctor = doctor.env("SYSTEMD_UNIT_PATH", case.path("dat").to_str().unwrap());
    let night = doctor.says_anything().exit(0);
    let line = night.stdout.lines().find(|line| line.contains("  lịch  "));
    line.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

const MORE: &str = "mail = \"truc@example.vn\"\non-failure = \"/srv/bao 50%\"";

#[test]
fn the_doctor_says_when_cron_was_given_another_schedule() {
    let case = scheduled(MORE);
    assert!(seen(&case).starts_with("! cảnh báo lịch không thấy trong crontab"), "{}", seen(&case));
    let crontab = printed(&case, &[]);
    case.rewritten("crontab", &format!("MAILTO=khac\n5 5 * * * tthc run khac\n{crontab}"));
    assert_eq!(seen(&case), "✓ đạt lịch crontab: đúng như [schedule]");
    for (from, to, words) in [
        ("5 1 * * *", "5 2 * * *", "đang là `5 2 * * *`, khai báo là `5 1 * * *`"),
        ("CRON_TZ=Asia/Ho_Chi_Minh", "CRON_TZ=UTC", "đang là `CRON_TZ=UTC`, khai báo là"),
        ("MAILTO=truc@", "MAILTO=ai-do@", "đang là `MAILTO=ai-do@example.vn`"),
        ("nice -n 10", "nice -n 0", "đang là `nice -n 0`, khai báo là `nice -n 10`"),
        ("/srv/bao 50", "/srv/bao 5", "khai báo là"),
        ("5 1 * * *", "@daily", "đang là `@daily cd"),
    ] {
        assert!(crontab.contains(from), "{crontab}");
        case.rewritten("crontab", &crontab.replace(from, to));
        let line = seen(&case);
        assert!(line.starts_with("! cảnh báo lịch crontab: ") && line.contains(words), "{line}");
    }
    // By hand and in other words it is the same schedule; one that is switched off is none.
    let own =
        "MAILTO=truc@example.vn\n5 1 * * * cd /srv && tthc run thu || sh -c '/srv/bao 50\\%'\n";
    case.rewritten("crontab", own);
    assert_eq!(seen(&case), "✓ đạt lịch crontab: đúng như [schedule]");
    case.rewritten("crontab", &own.replace("5 1", "# 5 1"));
    assert!(seen(&case).contains("không thấy"), "{}", seen(&case));
    let none = Case::new();
    none.rewritten("crontab", own);
    assert!(seen(&none).contains("tệp khai báo không có [schedule]"), "{}", seen(&none));
}

#[test]
fn the_doctor_says_when_systemd_was_given_another_schedule() {
    let case = scheduled(MORE);
    case.rewritten("crontab", "");
    case.tthc(&["--lang", "en", "schedule", "thu", "--dir", "dat"]).says_anything().exit(0);
    assert_eq!(seen(&case), "✓ đạt lịch [DIR]/dat/tthc-thu.timer: đúng như [schedule]");
    let case = case.declare("at = \"01:05\"", "at = \"02:05\"");
    let line = seen(&case);
    assert!(line.contains("đang là `OnCalendar=*-*-* 01:05:00"), "{line}");
    assert!(line.contains("khai báo là `OnCalendar=*-*-* 02:05:00"), "{line}");
    let case = case.declare("at = \"02:05\"", "at = \"01:05\"");
    // Units of before, without what they must not do.
    let case = case.edit("dat/tthc-thu.service", "PrivateNetwork=yes\n", "");
    assert!(seen(&case).contains("khai báo là `PrivateNetwork=yes`"), "{}", seen(&case));
    let case = case.declare("truc@example.vn", "ai-do@example.vn");
    let case =
        case.edit("dat/tthc-thu.service", "NoNewPrivileges", "PrivateNetwork=yes\nNoNewPrivileges");
    assert!(seen(&case).contains("'ai-do@example.vn'"), "{}", seen(&case));
}

/// What systemd itself says of the units, where it is there to be asked.
fn verified(case: &Case) {
    let units =
        ["service", "timer"].map(|end| case.path("dat/unit").join(format!("tthc-thu.{end}")));
    let more = ["failed", "told@"].map(|end| case.path(format!("dat/unit/tthc-thu-{end}.service")));
    let asked = Command::new("systemd-analyze").arg("verify").args(units).args(more).output();
    if let Ok(output) = asked {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let wrong: Vec<&str> = said.lines().filter(|line| line.contains("tthc-thu")).collect();
        assert!(wrong.is_empty(), "{said}");
    }
}

#[test]
fn without_a_schedule_it_says_what_to_declare() {
    Case::new()
        .tthc(&["schedule", "thu", "--systemd"])
        .stderr(
            "
            error: pipelines/thu.toml: không khai báo [schedule]
            hint: thêm vào tệp đó hai dòng: [schedule] và at = \"01:00\"
            tthc schedule thu --systemd
            ",
        )
        .exit(2);
}

#[test]
fn a_zone_that_nobody_knows_is_told() {
    let case = scheduled("zone = \"Asia/Ho_Chi_Min\"");
    let night = case.tthc(&["schedule", "thu"]).says_anything().exit(0);
    assert_eq!(
        night.stderr,
        "máy này không biết múi giờ Asia/Ho_Chi_Min; sửa khóa `zone` hoặc cài gói tzdata\n"
    );
}

#[test]
fn the_long_help_is_the_page_for_whoever_installs_it() {
    let case = Case::new();
    let long = case.tthc(&["schedule", "--help"]).says_anything().exit(0).stdout;
    for head in ["CÀI ĐẶT VÀ VẬN HÀNH", "4. Mã thoát", "6. Khôi phục", "8. Đĩa đầy", "9. Nâng cấp"]
    {
        assert!(long.contains(head), "{head}");
    }
    for exit in tthc::model::Exit::ALL {
        assert!(long.contains(&exit.code().to_string()), "{} is not told", exit.code());
    }
    let short = case.tthc(&["schedule", "-h"]).says_anything().exit(0).stdout;
    assert!(short.contains("--systemd") && !short.contains("Khôi phục"), "{short}");
}

/// The commands of the page are typed as they stand, with a run for `<lượt>`.
#[test]
fn going_back_goes_as_the_page_says() {
    let case =
        Case::district("phu-luc-3").file("a.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))]);
    case.run(&["--quiet"]).exit(0);
    let first = case.newest().record().run.clone();
    let case = case.bytes("b.pdf", b"%PDF-1.7");
    case.run(&["--quiet", "--fail-on", "never"]).exit(0);
    assert_ne!(case.latest_id(), Some(first.clone()));
    let page = case.tthc(&["schedule", "--help"]).says_anything().exit(0).stdout;
    let command = page.lines().find(|line| line.contains("mv -T")).unwrap().trim();
    let command = command.replace("<output>/<pipeline>/<kỳ>", "output/thu/2023-Q3");
    let command = command.replace("<lượt>", &first);
    let mut shell = Command::new("sh");
    shell.args(["-c", &command]).current_dir(case.path(""));
    assert!(shell.status().unwrap().success(), "{command}");
    assert_eq!(case.latest_id(), Some(first));
    case.run(&["--quiet", "--fail-on", "never"]).exit(0);
    assert_eq!(case.latest_id(), Some(case.newest().record().run.clone()), "as the page says");
}
