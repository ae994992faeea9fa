//! The schedule as units of systemd: what runs, when it runs, and what is done when it fails.

use std::fmt::Write as _;
use std::path::Path;

use crate::model::Lang;
use crate::pipeline::{Days, Pipeline, Schedule};

use super::job::{NO_FAILURE, ScheduledJob};

/// Lines of the journal that a letter holds.
const LINES: u8 = 60;
/// What is left is for the rest of the machine, so that the run is what ends where memory does.
const MOST_MEMORY: &str = "75%";

/// A unit file.
#[derive(Debug)]
pub(super) struct UnitFile {
    /// Its file name.
    pub(super) name: String,
    /// What stands in it.
    pub(super) text: String,
}

/// Service, timer, the service that tells of a failure, and where there is somebody to write to the one that tells of
/// gaps.
pub(super) fn units(job: &ScheduledJob<'_>, lang: Lang) -> Vec<UnitFile> {
    let name = name_of(job.pipeline);
    let told = job.schedule.mail.as_ref().map(|mail| told(job, &name, mail, lang));
    let units = [
        UnitFile { text: service(job, &name, lang), name: format!("{name}.service") },
        UnitFile { text: timer(job, &name, lang), name: timer_of(job.pipeline) },
        UnitFile { text: failed(job, &name, lang), name: format!("{name}-failed.service") },
    ];
    let told = told.map(|text| UnitFile { text, name: format!("{name}-told@.service") });
    units.into_iter().chain(told).collect()
}

/// What the units of a pipeline are called.
fn name_of(pipeline: &Pipeline) -> String {
    format!("tthc-{}", escaped_name(&pipeline.id))
}

/// The unit that is enabled.
pub(in crate::cli) fn timer_of(pipeline: &Pipeline) -> String {
    format!("{}.timer", name_of(pipeline))
}

fn service(job: &ScheduledJob<'_>, name: &str, lang: Lang) -> String {
    let words: Vec<String> = job.words.iter().map(|word| argument(word)).collect();
    let places: Vec<String> = job.places().iter().map(|path| place(path)).collect();
    let codes: Vec<String> = NO_FAILURE[1..].iter().map(u8::to_string).collect();
    let mut text = format!(
        "[Unit]\n\
         Description={}\n\
         RequiresMountsFor={}\n\
         OnFailure={}-failed.service\n\
         \n\
         [Service]\n\
         Type=oneshot\n",
        plain(&format!("tthc: {}", job.title())),
        places.join(" "),
        plain(name),
    );
    let owner = job.owner.filter(|&owner| owner != 0);
    line(&mut text, owner.map(|owner| format!("User={owner}")));
    let _ = write!(
        text,
        "WorkingDirectory={}\n\
         ExecStart={}\n\
         Nice={}\n\
         IOSchedulingClass=idle\n\
         # {}\n\
         SuccessExitStatus={}\n",
        plain(&job.folder.display().to_string()),
        words.join(" "),
        job.schedule.nice,
        lang.pick(
            "3: đã xuất bản, còn thiếu số liệu (nhật ký liệt kê); 4: chưa có tệp nào. Cả hai không phải là hỏng.",
            "3: published with gaps, listed in the journal; 4: no file has come yet. Neither is a failure."
        ),
        codes.join(" "),
    );
    // cron writes to somebody when gaps are listed; so does this, from a unit of its own that has a network.
    let letter = job.schedule.mail.as_ref().map(|_| {
        let script = format!(
            "test \"$EXIT_STATUS\" = 3 || exit 0; \
             systemctl start --no-block '{name}-told@'\"$INVOCATION_ID\".service"
        );
        format!("ExecStopPost=-+/bin/sh -c {}", argument(&script))
    });
    line(&mut text, letter);
    text.push_str(&hardening(job, lang));
    text
}

/// What the run cannot do, whatever is in a file that it reads.
fn hardening(job: &ScheduledJob<'_>, lang: Lang) -> String {
    let why = lang.pick(
        "đọc tệp lạ: không mạng, không thêm quyền, chỉ ghi được vào thư mục kết quả",
        "it reads files of strangers: no network, no further rights, the output alone can be written",
    );
    format!(
        "# {why}\n\
         PrivateNetwork=yes\n\
         NoNewPrivileges=yes\n\
         ProtectSystem=strict\n\
         ReadWritePaths={}\n\
         MemoryMax={MOST_MEMORY}\n\
         UMask=0022\n",
        optional_place(&job.pipeline.output)
    )
}

/// A path that need not be there when a unit starts: then the program says what it lacks.
fn optional_place(path: &Path) -> String {
    let place = place(path);
    match place.strip_prefix('"') {
        Some(quoted) => format!("\"-{quoted}"),
        None => format!("-{place}"),
    }
}

fn timer(job: &ScheduledJob<'_>, name: &str, lang: Lang) -> String {
    format!(
        "[Unit]\n\
         Description={}\n\
         \n\
         [Timer]\n\
         OnCalendar={}\n\
         # {}\n\
         Persistent=true\n\
         AccuracySec=1s\n\
         RandomizedDelaySec=0\n\
         Unit={}.service\n\
         \n\
         [Install]\n\
         WantedBy=timers.target\n",
        plain(&format!("tthc {}: {}", job.pipeline.id, job.when(lang))),
        calendar(job.schedule),
        lang.pick(
            "máy tắt vào giờ đó thì chạy ngay khi máy bật lại",
            "where the machine was off at that hour, it runs when it is on again"
        ),
        plain(name),
    )
}

/// As `systemd-analyze calendar` takes it.
fn calendar(schedule: &Schedule) -> String {
    let Schedule { hour, minute, zone, days, .. } = schedule;
    let (week, day) = match days {
        Days::Every => (String::new(), "*".to_owned()),
        Days::Month(day) => (String::new(), format!("{day:02}")),
        Days::Week(days) => {
            let words: Vec<&str> = days.iter().map(|day| day.word()).collect();
            (format!("{} ", words.join(",")), "*".to_owned())
        }
    };
    format!("{week}*-*-{day} {hour:02}:{minute:02}:00 {zone}")
}

fn failed(job: &ScheduledJob<'_>, name: &str, lang: Lang) -> String {
    let code = "${MONITOR_EXIT_STATUS:-?}";
    let said = match lang {
        Lang::Vi => {
            format!("{name}: không xuất bản được (mã {code}); xem: journalctl -u {name}.service")
        }
        Lang::En => {
            format!(
                "{name}: nothing was published (exit {code}); see: journalctl -u {name}.service"
            )
        }
    };
    let note = format!("logger -t tthc -p user.err \"{}\"", said.replace('\\', "\\\\"));
    let mut text = format!(
        "[Unit]\n\
         Description={}\n\
         \n\
         [Service]\n\
         Type=oneshot\n\
         ExecStart=-/bin/sh -c {}\n",
        plain(&format!(
            "tthc {}: {}",
            job.pipeline.id,
            lang.pick("báo hỏng", "tells of a failure")
        )),
        argument(&note),
    );
    let scripts = [
        job.schedule.mail.as_ref().map(|mail| letter(job, name, mail, code)),
        job.schedule.on_failure.clone(),
    ];
    for script in scripts.into_iter().flatten() {
        line(&mut text, Some(format!("ExecStart=-/bin/sh -c {}", argument(&script))));
    }
    text
}

/// Sends what one start said, and nothing where it said nothing: what was told is not told again.
fn told(job: &ScheduledJob<'_>, name: &str, mail: &str, lang: Lang) -> String {
    let journal = "journalctl _SYSTEMD_INVOCATION_ID=%i --no-pager -o cat";
    let said = format!("{journal} | tail -n {LINES}");
    let script = format!("test -n \"$({said})\" || exit 0; {}", sent(job, &said, mail, "3"));
    // The instance is the one thing that systemd is to put in.
    let script = argument(&script).replace("%%i", "%i");
    format!(
        "[Unit]\n\
         Description={}\n\
         \n\
         [Service]\n\
         Type=oneshot\n\
         ExecStart=-/bin/sh -c {script}\n",
        plain(&format!("{name}: {}", lang.pick("gửi thư khi còn thiếu số liệu", "writes of gaps"))),
    )
}

/// A script that sends the last lines of the journal by whatever can send a letter.
fn letter(job: &ScheduledJob<'_>, name: &str, mail: &str, code: &str) -> String {
    let journal = format!("journalctl -u '{name}.service' -n {LINES} --no-pager -o cat");
    sent(job, &journal, mail, code)
}

/// A script that sends what a command prints.
fn sent(job: &ScheduledJob<'_>, journal: &str, mail: &str, code: &str) -> String {
    let id = job.pipeline.id.replace(|c: char| !c.is_ascii_alphanumeric() && c != '-', "_");
    format!(
        "s=\"tthc {id}: exit {code}\"; \
         if command -v mail >/dev/null; then {journal} | mail -s \"$s\" '{mail}'; \
         elif command -v sendmail >/dev/null; then {{ echo \"Subject: $s\"; \
         echo 'Content-Type: text/plain; charset=UTF-8'; echo; {journal}; }} | sendmail '{mail}'; fi"
    )
}

fn line(text: &mut String, line: Option<String>) {
    if let Some(line) = line {
        text.push_str(&line);
        text.push('\n');
    }
}

/// A whole path as one of a list; variables mean nothing there.
fn place(path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    argument(&path.display().to_string()).replace("$$", "$")
}

/// A value that is one word or a sentence: only `%` stands for something.
fn plain(value: &str) -> String {
    value.replace('%', "%%")
}

/// A word of a command line, in quotes where it needs them; `$` and `%` stand for themselves.
fn argument(word: &str) -> String {
    let bare = |c: char| c.is_alphanumeric() || "-_./:@=".contains(c);
    if !word.is_empty() && word.chars().all(bare) {
        return word.to_owned();
    }
    let word = word.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", word.replace('$', "$$").replace('%', "%%"))
}

/// A name as units may bear it.
fn escaped_name(id: &str) -> String {
    id.bytes().fold(String::new(), |mut name, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            name.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(name, "\\x{byte:02x}");
        }
        name
    })
}

#[cfg(test)]
mod tests {
    use super::{argument, escaped_name};

    #[test]
    fn words_and_names_are_taken_as_they_are() {
        assert_eq!(argument("/srv/tthc/hộp-thư"), "/srv/tthc/hộp-thư");
        assert_eq!(argument("a b"), "\"a b\"");
        assert_eq!(argument("100% \"$x\""), "\"100%% \\\"$$x\\\"\"");
        assert_eq!(escaped_name("nightly-2.x"), "nightly-2.x");
        assert_eq!(escaped_name("đêm 1"), "\\xc4\\x91\\xc3\\xaam\\x201");
    }
}
