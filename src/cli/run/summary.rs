//! How a run ended: lines for the person who started it.

use crate::cli::print::count::{by_severity, count_in};
use crate::cli::print::headline;
use crate::cli::print::held_back::held_back;
use crate::cli::print::manner::Manner;
use crate::cli::print::paint::Paint;
use crate::model::{Exit, Lang};
use crate::run::{Gap, Outcome, Request};

/// In no more lines than these, with one left for the next command. Gaps are data for officials and stay as they are.
pub(super) fn text(outcome: &Outcome, request: &Request, manner: Manner, most: usize) -> String {
    let lang = manner.lang;
    let mut lines: Vec<String> = Vec::new();
    lines.extend(outcome.message.as_ref().map(|message| message.say(lang).to_owned()));
    if !outcome.stages.is_empty() {
        lines.push(figures(outcome, request, manner));
        let overall = outcome.headline.iter();
        lines.extend(
            overall.flat_map(|headline| headline::lines(headline, &request.pipeline, lang)),
        );
    }
    if outcome.trial.is_some() {
        let tried = lang.pick(
            "chạy thử: không xuất bản, latest giữ nguyên (xuất bản thì thêm --publish)",
            "a trial: nothing was published, latest stays (--publish publishes)",
        );
        lines.push(tried.to_owned());
    }
    if outcome.kept_latest {
        let kept = lang.pick(
            "không đọc được số liệu nào; kết quả tốt gần nhất được giữ nguyên",
            "no number could be read; the last good results stand",
        );
        lines.push(kept.to_owned());
    }
    let held = outcome.held_back.as_ref();
    lines.extend(held.map(|held| held_back(held, &request.pipeline, lang)));
    // How many more there are, that later stages are old, the next command, the title of the gaps.
    let others = lines.len() + 3 + usize::from(outcome.exit == Exit::Partial);
    lines.extend(gaps(outcome, manner, most.saturating_sub(others)));
    if outcome.exit == Exit::Partial {
        let stale = lang.pick(
            "các bước sau bước vừa chạy đã cũ; chạy tiếp bằng:",
            "the stages after the one that ran are out of date; go on by:",
        );
        lines.push(stale.to_owned());
    }
    lines.push(String::new());
    lines.join("\n")
}

fn figures(outcome: &Outcome, request: &Request, manner: Manner) -> String {
    let (lang, pipeline) = (manner.lang, &request.pipeline);
    let period = match lang {
        Lang::Vi => pipeline.period.title(),
        Lang::En => pipeline.period.to_string(),
    };
    format!(
        "{} – {period}: {} {}, {} {}; {}",
        pipeline.title,
        outcome.files,
        lang.pick("tệp", "files"),
        count_in(outcome.values, lang),
        lang.pick("số liệu", "numbers"),
        by_severity(|severity| outcome.count(severity), lang, manner.paint()),
    )
}

/// A gap with its code in the colour of how bad it is.
pub(super) fn gap(gap: &Gap, paint: Paint) -> String {
    let (text, code) = (gap.to_string(), gap.finding.code.id());
    let painted = paint.severity(gap.finding.severity, code);
    format!("{painted}{}", text.strip_prefix(code).unwrap_or(&text))
}

/// As many as there is room for; the rest is in the workbook.
fn gaps(outcome: &Outcome, manner: Manner, room: usize) -> Vec<String> {
    let (lang, all) = (manner.lang, &outcome.gaps);
    if all.is_empty() {
        return Vec::new();
    }
    let head =
        lang.pick("số liệu còn thiếu hoặc không tính được", "data that is missing or was left out");
    let mut lines = vec![format!("{head} ({}):", all.len())];
    lines.extend(all.iter().take(room).map(|one| format!("  {}", gap(one, manner.paint()))));
    let more = all.len().saturating_sub(room);
    if more > 0 {
        lines.push(match lang {
            Lang::Vi => format!("  … và {more} mục nữa, xem trang \"Phát hiện\""),
            Lang::En => format!("  … and {more} more, see the sheet of findings in the workbook"),
        });
    }
    lines
}
