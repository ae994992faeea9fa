//! The schedule as lines of a crontab.

use crate::cli::args::command_line::quoted;
use crate::model::Lang;
use crate::pipeline::{Days, Schedule};

use super::job::{NO_FAILURE, ScheduledJob};

/// The lines to paste. No lock is taken around the program: it locks by itself.
pub(super) fn crontab(job: &ScheduledJob<'_>, lang: Lang) -> String {
    let zone = &job.schedule.zone;
    let mut lines = vec![format!("# tthc: {} – {}", job.title(), job.when(lang))];
    lines.extend(remarks(zone, lang));
    lines.push(format!("CRON_TZ={zone}"));
    lines.extend(job.schedule.mail.as_ref().map(|mail| format!("MAILTO={mail}")));
    lines.push(format!("{}  {}", moment(job.schedule), escaped(&command(job))));
    lines.join("\n") + "\n"
}

fn remarks(zone: &str, lang: Lang) -> [String; 3] {
    match lang {
        Lang::Vi => [
            "# Dán vào cuối `crontab -e`: CRON_TZ và MAILTO có hiệu lực với mọi dòng đứng sau.".to_owned(),
            "# Lượt chạy trọn vẹn thì im lặng; cron gửi thư khi chương trình nói điều gì.".to_owned(),
            format!("# cron của Debian, Ubuntu bỏ qua CRON_TZ, chạy theo giờ máy: timedatectl set-timezone {zone}"),
        ],
        Lang::En => [
            "# Paste at the end of `crontab -e`: CRON_TZ and MAILTO hold for every line after them.".to_owned(),
            "# A complete run says nothing; cron sends mail when the program says something.".to_owned(),
            format!("# cron of Debian and Ubuntu ignores CRON_TZ and goes by the machine: timedatectl set-timezone {zone}"),
        ],
    }
}

/// Minute, hour, day of the month, month, day of the week.
pub(super) fn moment(schedule: &Schedule) -> String {
    let Schedule { hour, minute, days, .. } = schedule;
    match days {
        Days::Every => format!("{minute} {hour} * * *"),
        Days::Month(day) => format!("{minute} {hour} {day} * *"),
        Days::Week(days) => {
            let numbers: Vec<String> = days.iter().map(|day| day.number().to_string()).collect();
            format!("{minute} {hour} * * {}", numbers.join(","))
        }
    }
}

fn command(job: &ScheduledJob<'_>) -> String {
    let folder = quoted(&job.folder.display().to_string());
    let words: Vec<String> = job.words.iter().map(|word| quoted(word)).collect();
    let run = format!("cd {folder} && nice -n {} {}", job.schedule.nice, words.join(" "));
    match &job.schedule.on_failure {
        None => run,
        Some(command) => {
            let codes = NO_FAILURE.map(|code| code.to_string()).join("|");
            format!("{run}; case $? in {codes}) ;; *) sh -c {} ;; esac", quoted(command))
        }
    }
}

/// cron takes a bare `%` for the end of the line, inside quotes too.
pub(super) fn escaped(command: &str) -> String {
    command.replace('%', "\\%")
}
