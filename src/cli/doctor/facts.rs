//! What the doctor found, in words: a sentence for each fact, and what to do about it.

use std::fmt::Write as _;

use crate::cli::print::held_back::held_back;
use crate::model::Lang;
use crate::pipeline::{Pipeline, Vintage};
use crate::run::{Fact, Health};
use crate::text::group_thousands;

/// Files that are named; the rest is counted.
const MOST_NAMED: usize = 5;

/// What was found.
pub(super) fn says(fact: &Fact, pipeline: &Pipeline, lang: Lang) -> String {
    let vi = lang == Lang::Vi;
    match fact {
        Fact::RunHeldBack(run, held) => {
            format!("{run}: {}", held_back(held, pipeline, lang))
        }
        Fact::Declared(files) if vi => format!("{files} tệp, không có lỗi"),
        Fact::Declared(files) => format!("{files} files, no fault"),
        Fact::Doubtful(doubt) => doubt.sentence().say(lang).to_owned(),
        Fact::PlanDoubtful(plan, doubt) => format!("{plan}: {}", doubt.sentence().say(lang)),
        Fact::Deliveries(all, owed) if owed.is_empty() => match lang {
            Lang::Vi => format!("{all} nơi, không nơi nào còn thiếu"),
            Lang::En => format!("{all} declared, nobody lacks anything"),
        },
        Fact::Deliveries(_, owed) => {
            let what = lang.pick("chưa nhận được kết quả đang xuất bản:", "not delivered yet:");
            format!("{what} {}", some(owed, lang))
        }
        Fact::InboxMissing(path) if vi => format!("{}: không có thư mục này", path.display()),
        Fact::InboxMissing(path) => format!("{}: no such folder", path.display()),
        Fact::InboxClosed(_, why) if vi => format!("không liệt kê được ({})", why.say(lang)),
        Fact::InboxClosed(_, why) => format!("cannot be listed ({})", why.say(lang)),
        Fact::InboxEmpty(path) if vi => format!("{}: chưa có tệp nào", path.display()),
        Fact::InboxEmpty(path) => format!("{}: no file yet", path.display()),
        Fact::InboxPartly(path, files) => {
            let what = lang.pick("không mở được", "cannot be opened:");
            format!("{}: {what} {}", path.display(), some(files, lang))
        }
        Fact::Inbox(path, files) if vi => format!("{}: đọc được {files} tệp", path.display()),
        Fact::Inbox(path, files) => format!("{}: {files} files can be read", path.display()),
        Fact::OutputBlocked(path, why) if vi => {
            format!("{}: không ghi được ({why})", path.display())
        }
        Fact::OutputBlocked(path, why) => {
            format!("{}: nothing can be written ({why})", path.display())
        }
        Fact::OutputWithoutLinks(path) if vi => {
            format!("{}: hệ tệp không có liên kết mềm, không đặt được latest", path.display())
        }
        Fact::OutputWithoutLinks(path) => {
            format!("{}: no symbolic links here, latest cannot be made", path.display())
        }
        Fact::OutputWithoutHardLinks(path) if vi => {
            format!("{}: hệ tệp không có liên kết cứng, tệp không đổi bị chép lại", path.display())
        }
        Fact::OutputWithoutHardLinks(path) => {
            format!("{}: no hard links here, unchanged files are copied", path.display())
        }
        Fact::OutputPrivate(path) if vi => {
            format!("{}: người dùng khác không đọc được kết quả (umask)", path.display())
        }
        Fact::OutputPrivate(path) => {
            format!("{}: no other user can read the results (umask)", path.display())
        }
        Fact::Output(path) if vi => {
            format!("{}: ghi, đổi tên và đặt liên kết được", path.display())
        }
        Fact::Output(path) => format!("{}: can be written, renamed and linked in", path.display()),
        Fact::Room(free, needed) => {
            let (free, needed) = (megabytes(*free, lang), megabytes(*needed, lang));
            match lang {
                Lang::Vi => format!("còn trống {free}, một lượt cần {needed}"),
                Lang::En => format!("{free} free, a run takes {needed}"),
            }
        }
        Fact::RoomForFiles(files) if vi => format!("chỉ còn tạo được {files} tệp (inode)"),
        Fact::RoomForFiles(files) => format!("only {files} more files can be made (inodes)"),
        Fact::RoomUnknown(why) if vi => format!("không biết còn trống bao nhiêu ({why})"),
        Fact::RoomUnknown(why) => format!("free room unknown ({why})"),
        Fact::LockFree => lang.pick("không có lượt nào đang chạy", "no run is going on").to_owned(),
        Fact::LockHeld(holder) if vi => format!("một lượt đang chạy ({holder})"),
        Fact::LockHeld(holder) => format!("a run is going on ({holder})"),
        Fact::LockBlocked(why) if vi => format!("không khóa được ({})", why.say(lang)),
        Fact::LockBlocked(why) => format!("cannot be locked ({})", why.say(lang)),
        Fact::Period(period, by) => format!("{} → {period}", by.word()),
        Fact::Register(units, vintage) => register(*units, vintage, lang),
        _ => says_of_time(fact, lang),
    }
}

/// What was found about the clock and the runs so far.
fn says_of_time(fact: &Fact, lang: Lang) -> String {
    let vi = lang == Lang::Vi;
    match fact {
        Fact::ClockBehind(now, last) => {
            let (now, last) = (now.strftime(MOMENT), last.strftime(MOMENT));
            match lang {
                Lang::Vi => format!("máy ghi {now}, trước cả {last} là lúc lượt mới nhất đã có"),
                Lang::En => format!("the machine says {now}, before {last}, when a run was made"),
            }
        }
        Fact::Clock(now) => now.strftime(MOMENT).to_string(),
        Fact::NoSchedule => lang
            .pick("không khai báo [schedule], không có gì để xem", "no [schedule] is declared")
            .to_owned(),
        Fact::ZoneUnknown(zone) if vi => format!("máy này không biết múi giờ {zone}"),
        Fact::ZoneUnknown(zone) => format!("this machine does not know {zone}"),
        Fact::ZoneOther(zone, machine) if vi => {
            format!("lịch theo {zone}, máy theo {machine}")
        }
        Fact::ZoneOther(zone, machine) => {
            format!("the schedule goes by {zone}, the machine by {machine}")
        }
        Fact::Zone(zone) if vi => format!("máy và lịch cùng giờ {zone}"),
        Fact::Zone(zone) => format!("machine and schedule go by {zone}"),
        Fact::Leftovers(paths) => {
            let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
            let what =
                lang.pick("lượt bị giết giữa chừng để lại", "left by runs that were killed:");
            format!("{what} {}", some(&names, lang))
        }
        Fact::NoLeftovers => lang.pick("không có", "none").to_owned(),
        Fact::RunsClosed(why) if vi => format!("không đọc được ({})", why.say(lang)),
        Fact::RunsClosed(why) => format!("cannot be read ({})", why.say(lang)),
        Fact::RunSpoiled(run, files) => {
            let what = lang.pick("bị thiếu hoặc bị sửa", "missing or changed:");
            format!("{run}: {what} {}", some(files, lang))
        }
        Fact::Run(run, code, latest) => {
            let seen = match (vi, latest) {
                (true, true) => ", đang xuất bản",
                (true, false) => ", không phải lượt đang xuất bản",
                (false, true) => ", published",
                (false, false) => ", not the published one",
            };
            match lang {
                Lang::Vi => format!("{run}: mọi tệp còn nguyên, mã {code}{seen}"),
                Lang::En => format!("{run}: all files whole, exit {code}{seen}"),
            }
        }
        Fact::LatestLost(run) if vi => format!("latest không trỏ đến lượt nào ({run} trọn vẹn)"),
        Fact::LatestLost(run) => format!("latest points to no run ({run} is complete)"),
        Fact::NoRun => lang.pick("chưa có lượt chạy nào", "no run has been made").to_owned(),
        _ => says_of_job(fact, lang),
    }
}

/// What was found about the job: when it looked, and what the scheduler was given.
fn says_of_job(fact: &Fact, lang: Lang) -> String {
    let vi = lang == Lang::Vi;
    match fact {
        Fact::Installed(place) if vi => format!("{place}: đúng như [schedule]"),
        Fact::Installed(place) => format!("{place}: as [schedule] says"),
        Fact::InstalledOtherwise { place, found, declared } => match lang {
            Lang::Vi => format!("{place}: đang là `{found}`, khai báo là `{declared}`"),
            Lang::En => format!("{place}: it is `{found}`, declared is `{declared}`"),
        },
        Fact::InstalledUndeclared(place) if vi => {
            format!("{place}: đang chạy theo lịch, tệp khai báo không có [schedule]")
        }
        Fact::InstalledUndeclared(place) => {
            format!("{place}: it is started, and no [schedule] is declared")
        }
        Fact::NotInstalled => lang
            .pick(
                "không thấy trong crontab của người dùng này, cũng không trong systemd",
                "neither in the crontab of this user nor in systemd",
            )
            .to_owned(),
        Fact::Looked(at) if vi => format!("xem hộp thư lần cuối {}", at.strftime(MOMENT)),
        Fact::Looked(at) => format!("looked at the inbox last {}", at.strftime(MOMENT)),
        Fact::CutOff(at) if vi => {
            format!("lượt bắt đầu {} bị cắt ngang, không có kết thúc", at.strftime(MOMENT))
        }
        Fact::CutOff(at) => {
            format!("the start of {} was cut off and never ended", at.strftime(MOMENT))
        }
        Fact::Missed(due, at) => {
            let (due, at) = (due.strftime(MOMENT), at.strftime(MOMENT));
            match lang {
                Lang::Vi => format!("lỡ lịch {due}; lần cuối xem hộp thư là {at}"),
                Lang::En => format!("the schedule of {due} was missed; it looked last {at}"),
            }
        }
        _ => says_of_engine(fact, lang),
    }
}

/// What was found about the engine apart.
fn says_of_engine(fact: &Fact, lang: Lang) -> String {
    let vi = lang == Lang::Vi;
    match fact {
        Fact::Engine(url) if vi => format!("{url}: có máy ở địa chỉ này"),
        Fact::Engine(url) => format!("{url}: something listens there"),
        Fact::EngineSilent(url, why) if vi => format!("{url}: không nối được ({})", why.say(lang)),
        Fact::EngineSilent(url, why) => format!("{url}: cannot be reached ({})", why.say(lang)),
        Fact::EngineBarred(why, _) => why.say(lang).to_owned(),
        _ => String::new(),
    }
}

/// How a moment is told.
const MOMENT: &str = "%Y-%m-%d %H:%M:%S UTC";

fn register(units: usize, vintage: &Vintage, lang: Lang) -> String {
    let Vintage { newest, left_out, ending, dated } = vintage;
    let mut said = match lang {
        Lang::Vi => format!("{units} đơn vị của kỳ"),
        Lang::En => format!("{units} units of the period"),
    };
    if !dated {
        said += lang.pick(", không dòng nào ghi hiệu lực", ", no line is dated");
    }
    if let Some(newest) = newest {
        let what = lang.pick("valid_from mới nhất", "newest valid_from");
        // Writing to a String cannot fail.
        let _ = write!(said, ", {what} {newest}");
    }
    let counts = [
        (*left_out, lang.pick("dòng ngoài kỳ", "lines outside the period")),
        (*ending, lang.pick("đơn vị hết hiệu lực trong kỳ", "units that end within the period")),
    ];
    for (count, what) in counts.into_iter().filter(|(count, _)| *count > 0) {
        let _ = write!(said, ", {count} {what}");
    }
    said
}

/// What to do about it, where it is not as it should be.
pub(super) fn advice(state: Health, fact: &Fact, lang: Lang) -> Option<String> {
    if state == Health::Good {
        return None;
    }
    let fixed = match fact {
        Fact::InboxMissing(_) => {
            lang.pick("sửa khóa `inbox`, kiểm tra --period", "mend `inbox`, look at --period")
        }
        Fact::EngineSilent(..) => lang.pick(
            "kiểm tra máy tính toán có chạy; bỏ [engine] thì tthc tự tính",
            "look whether the engine runs; without [engine] tthc computes by itself",
        ),
        Fact::EngineBarred(_, hint) => return Some(hint.say(lang).to_owned()),
        Fact::InboxClosed(..) => lang.pick(
            "kiểm tra ổ đĩa mạng, thư mục chia sẻ và quyền đọc",
            "look at the network drive, the shared folder and the rights to read it",
        ),
        Fact::InboxPartly(..) => lang.pick(
            "cho người dùng chạy chương trình quyền đọc",
            "let the user of the program read it",
        ),
        Fact::InboxEmpty(_) => lang.pick(
            "nếu đã có đơn vị gửi thì kiểm tra thư mục và kỳ",
            "if units have sent, look at folder and period",
        ),
        Fact::OutputBlocked(..) | Fact::LockBlocked(_) => lang.pick(
            "cho người dùng chạy chương trình quyền ghi",
            "let the user of the program write there",
        ),
        Fact::OutputWithoutLinks(_) | Fact::OutputWithoutHardLinks(_) => {
            lang.pick("đặt `output` trên đĩa ext4 hoặc xfs", "keep `output` on ext4 or xfs")
        }
        Fact::OutputPrivate(_) => lang.pick(
            "nếu có người khác phải đọc: chạy với umask 022, chmod -R go+rX những gì đã có",
            "if others are to read them: run with umask 022, chmod -R go+rX what is there",
        ),
        Fact::Room(..) | Fact::RoomForFiles(_) => lang.pick(
            "xóa lượt cũ trong runs/ mà latest không trỏ đến",
            "delete old runs that latest does not point to",
        ),
        Fact::RoomUnknown(_) => lang.pick("xem bằng: df -h", "look with: df -h"),
        Fact::LockHeld(_) => lang.pick("đợi lượt đó xong", "wait for it to end"),
        Fact::ClockBehind(..) => {
            lang.pick("chỉnh giờ máy: timedatectl", "set the clock: timedatectl")
        }
        Fact::ZoneUnknown(_) => {
            lang.pick("sửa khóa `zone` hoặc cài gói tzdata", "mend `zone` or install tzdata")
        }
        Fact::ZoneOther(zone, _) => {
            return Some(match lang {
                Lang::Vi => format!(
                    "systemd chạy đúng giờ; với cron của Debian, Ubuntu: timedatectl set-timezone {zone}"
                ),
                Lang::En => format!(
                    "systemd keeps the hour; for cron of Debian, Ubuntu: timedatectl set-timezone {zone}"
                ),
            });
        }
        Fact::Register(_, vintage) if vintage.ending > 0 => lang.pick(
            "kiểm tra đơn vị cũ và mới có cùng phải gửi không",
            "see whether old and new units both owe forms",
        ),
        Fact::Register(..) => lang.pick(
            "thêm cột valid_from, valid_to để biết danh mục của thời nào",
            "add valid_from, valid_to to tell of which time it is",
        ),
        Fact::Leftovers(_) => lang.pick("xóa được: rm -r", "can be deleted: rm -r"),
        Fact::Deliveries(..) => lang.pick("giao bằng `tthc deliver`", "`tthc deliver` hands it on"),
        Fact::RunsClosed(_) => lang.pick("dùng bản tthc mới hơn", "use a newer tthc"),
        Fact::RunSpoiled(..) | Fact::LatestLost(_) => {
            lang.pick("`tthc run` làm lại", "`tthc run` makes it again")
        }
        _ => advice_on_the_job(fact, lang)?,
    };
    Some(fixed.to_owned())
}

/// What to do where the job does not run as it is declared.
fn advice_on_the_job(fact: &Fact, lang: Lang) -> Option<&'static str> {
    Some(match fact {
        Fact::InstalledOtherwise { .. } | Fact::NotInstalled => {
            lang.pick("cài bằng: tthc schedule", "install it by: tthc schedule")
        }
        Fact::InstalledUndeclared(_) => lang.pick(
            "khai báo [schedule], hoặc gỡ lịch đang cài",
            "declare [schedule], or remove what is installed",
        ),
        Fact::Missed(..) => lang.pick(
            "xem cron hoặc systemd có còn chạy không: tthc schedule --help",
            "see whether cron or systemd still starts it: tthc schedule --help",
        ),
        Fact::CutOff(_) => lang.pick(
            "lượt chạy tới không cần sửa gì; xem nhật ký máy vì sao bị giết",
            "the next run needs no hand; see in the log of the machine why it was killed",
        ),
        _ => return None,
    })
}

/// The first few names, and how many more.
fn some(names: &[String], lang: Lang) -> String {
    let mut said = names.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join(", ");
    if names.len() > MOST_NAMED {
        let _ = write!(said, " … ({} {})", names.len(), lang.pick("tất cả", "in all"));
    }
    said
}

fn megabytes(bytes: u64, lang: Lang) -> String {
    let grouped = group_thousands(i64::try_from(bytes >> 20).unwrap_or(i64::MAX));
    match lang {
        Lang::Vi => format!("{grouped} MB"),
        Lang::En => format!("{} MB", grouped.replace('.', ",")),
    }
}
