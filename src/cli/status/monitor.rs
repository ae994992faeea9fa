//! How a pipeline does in one line, as monitors take it: state, sentence, figures behind a bar.

use crate::cli::terminal;
use crate::model::{Exit, Lang};
use crate::pipeline::{DeclarationError, Pipeline};
use crate::run::{self, Ailment, Alarm, Monitored};

use super::text::meaning;

/// Says the line; a monitor reads nothing else, so what is wrong with the declaration stands in it too.
pub(super) fn answer(loaded: Result<&Pipeline, &DeclarationError>, lang: Lang) -> Exit {
    match loaded {
        Ok(pipeline) => {
            let monitored = run::monitor(pipeline);
            terminal::data(&line(&monitored, lang));
            monitored.exit()
        }
        Err(error) => {
            let what = lang.pick("khai báo có lỗi", "faults of the declaration");
            let first = error.faults.first().map(|fault| plain(&fault.say(lang)));
            let (count, first) = (error.faults.len(), first.unwrap_or_default());
            terminal::data(&format!("{} - {what} ({count}): {first}\n", head(Alarm::Critical)));
            Exit::Usage
        }
    }
}

const fn head(alarm: Alarm) -> &'static str {
    match alarm {
        Alarm::Calm => "TTHC OK",
        Alarm::Warning => "TTHC WARNING",
        Alarm::Critical => "TTHC CRITICAL",
    }
}

fn line(monitored: &Monitored, lang: Lang) -> String {
    let Monitored { ailments, published, looked_ago, published_ago } = monitored;
    let mut said: Vec<String> = ailments.iter().map(|ailment| sentence(ailment, lang)).collect();
    said.extend(published.as_ref().map(|run| {
        format!("{} {}", lang.pick("đang xuất bản lượt", "published is the run"), run.run)
    }));
    let figures = [
        ("looked", *looked_ago, "s"),
        ("published", *published_ago, "s"),
        ("files", published.as_ref().and_then(|run| whole(run.inputs.len())), ""),
        ("gaps", published.as_ref().and_then(|run| whole(run.gaps.len())), ""),
    ];
    let figures = figures.iter().filter_map(|(name, figure, scale)| {
        figure.map(|figure| format!("{name}={figure}{scale};;;0"))
    });
    let figures: Vec<String> = figures.collect();
    let bar = if figures.is_empty() { "" } else { " | " };
    let (head, said) = (head(monitored.alarm()), plain(&said.join("; ")));
    format!("{head} - {said}{bar}{}\n", figures.join(" "))
}

fn whole(count: usize) -> Option<i64> {
    i64::try_from(count).ok()
}

fn sentence(ailment: &Ailment, lang: Lang) -> String {
    const MOMENT: &str = "%Y-%m-%d %H:%M UTC";
    match ailment {
        Ailment::Missed(due, looked) => {
            let (due, looked) = (due.strftime(MOMENT), looked.strftime(MOMENT));
            match lang {
                Lang::Vi => format!("lỡ lịch {due}, xem lần cuối {looked}"),
                Lang::En => format!("the schedule of {due} was missed, looked last {looked}"),
            }
        }
        Ailment::CutOff(at) => {
            let what = lang.pick("lượt chạy bị cắt ngang, bắt đầu", "a run was cut off, begun");
            format!("{what} {}", at.strftime(MOMENT))
        }
        Ailment::Failed(exit) => {
            let what = lang.pick("lần chạy gần nhất", "the last start");
            format!("{what}: {} ({})", meaning(exit.code(), lang), exit.code())
        }
        Ailment::NoInbox => lang.pick("không có thư mục nhận báo cáo", "there is no inbox").into(),
        Ailment::Unreadable(why) => why.say(lang).to_owned(),
        Ailment::Unpublished => {
            lang.pick("chưa có lượt nào được xuất bản", "no run is published").into()
        }
        Ailment::NeverRan => lang.pick("chưa chạy lần nào", "it has never run").into(),
        Ailment::NothingCame => lang.pick("hộp thư chưa có tệp nào", "the inbox is empty").into(),
        Ailment::OutOfDate => lang
            .pick("chỉ chạy lại một bước, các bước sau đã cũ", "later stages are out of date")
            .into(),
        Ailment::HeldBack => lang
            .pick(
                "lượt gần nhất đọc được ít hơn hẳn nên bị giữ lại",
                "the newest run read far less and is held back",
            )
            .into(),
        Ailment::Gaps(count) => match lang {
            Lang::Vi => format!("đã xuất bản, còn thiếu {count} mục"),
            Lang::En => format!("published with {count} gaps"),
        },
    }
}

/// In one line, without the bar that ends the sentence.
fn plain(text: &str) -> String {
    text.replace(|letter: char| letter == '|' || letter.is_control(), " ")
}
