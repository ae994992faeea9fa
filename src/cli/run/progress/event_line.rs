//! One line for people of an event of a run, and how many `-v` it takes until it is said.

use crate::cli::print::count::{count_in, counted};
use crate::cli::print::manner::Manner;
use crate::model::{Lang, Stage};
use crate::run::Event;

use super::counters::decimal;

/// How many `-v` it takes until an event is worth a line.
pub(super) const fn detail(event: &Event<'_>) -> u8 {
    match event {
        Event::FileRead { .. } => 1,
        Event::RunBegins { .. } | Event::FileMade { .. } | Event::StageTakenOver { .. } => 2,
        _ => 0,
    }
}

/// The line; most events need none.
pub(super) fn line(event: &Event<'_>, manner: Manner) -> Option<String> {
    let lang = manner.lang;
    Some(match *event {
        Event::RunBegins { run, .. } => match lang {
            Lang::Vi => format!("lượt chạy {run}"),
            Lang::En => format!("run {run}"),
        },
        Event::EarlierUnused { run } => match lang {
            Lang::Vi => format!(
                "kết quả kỳ trước ({run}) bị sửa hoặc do một bản tthc khác lập nên không so sánh; chạy lại kỳ đó rồi chạy lại kỳ này"
            ),
            Lang::En => format!(
                "the results of the period before ({run}) were edited or are of another build of tthc, so nothing is compared; run that period again, then this one"
            ),
        },
        Event::FileRead { file, bytes, seconds, findings } => {
            let size = bytes.map_or_else(|| "–".to_owned(), |bytes| kilobytes(bytes, lang));
            let findings = counted(findings.len(), lang, "phát hiện", "finding");
            format!("  {file}: {size}, {}, {findings}", seconds_of(seconds, lang))
        }
        Event::FileMade { file, bytes } => format!("  {file}: {}", kilobytes(bytes, lang)),
        Event::StageTakenOver { stage, files, stale } => taken_over(stage, files, stale, manner),
        Event::StageEnds { stage, reason, rows, seconds, files, linked } => {
            let (word, seconds) = (stage.word(), seconds_of(seconds, lang));
            let rows = counted(rows, lang, "dòng", "row");
            let linked = match lang {
                _ if manner.verbose < 2 => String::new(),
                Lang::Vi => format!("; {files} tệp, {linked} giống lượt trước nên chỉ liên kết"),
                Lang::En => format!("; files: {files}, linked as in the run before: {linked}"),
            };
            let word = manner.paint().strong(&format!("{word:<9}"));
            let (title, reason) = (stage.title_in(lang), reason.said(lang));
            format!("{word} {title} ({reason}): {rows}, {seconds}{linked}")
        }
        Event::StageBegins { .. }
        | Event::FilesAhead { .. }
        | Event::Checked { .. }
        | Event::LatestKept
        | Event::HeldBack { .. }
        | Event::RunEnds { .. }
        | Event::RunFails { .. } => return None,
    })
}

fn taken_over(stage: Stage, files: usize, stale: bool, manner: Manner) -> String {
    let lang = manner.lang;
    let word = manner.paint().strong(&format!("{:<9}", stage.word()));
    let files = counted(files, lang, "tệp", "file");
    match (stale, lang) {
        (false, Lang::Vi) => format!("{word} không có gì thay đổi, lấy lại {files}"),
        (true, Lang::Vi) => format!("{word} đã cũ, vẫn lấy lại {files}"),
        (false, Lang::En) => format!("{word} unchanged, {files} taken over"),
        (true, Lang::En) => format!("{word} out of date, {files} taken over all the same"),
    }
}

fn kilobytes(bytes: usize, lang: Lang) -> String {
    format!("{} KB", count_in(bytes.div_ceil(1024), lang))
}

fn seconds_of(seconds: f64, lang: Lang) -> String {
    let number = if seconds < 1.0 { format!("{seconds:.2}") } else { decimal(seconds, lang) };
    format!("{} {}", number.replace('.', lang.pick(",", ".")), lang.pick("giây", "s"))
}
