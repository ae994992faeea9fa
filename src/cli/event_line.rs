//! One line for people of an event of a run, and how many `-v` it takes until it is said.

use crate::model::{Lang, Stage};
use crate::run::Event;
use crate::store::Reason;

use super::manner::Manner;
use super::tally::{count, counted, decimal};

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
        Event::FileRead { file, bytes, seconds, findings } => {
            let size = bytes.map_or_else(|| "–".to_owned(), |bytes| kilobytes(bytes, lang));
            let findings = counted(findings.len(), lang, "phát hiện", "finding");
            format!("  {file}: {size}, {}, {findings}", seconds_of(seconds, lang))
        }
        Event::FileMade { file, bytes } => format!("  {file}: {}", kilobytes(bytes, lang)),
        Event::StageTakenOver { stage, files, stale } => taken_over(stage, files, stale, lang),
        Event::StageEnds { stage, reason, rows, seconds, files, linked } => {
            let (word, seconds) = (stage.word(), seconds_of(seconds, lang));
            let rows = counted(rows, lang, "dòng", "row");
            let linked = match lang {
                _ if manner.verbose < 2 => String::new(),
                Lang::Vi => format!("; {files} tệp, {linked} giống lượt trước nên chỉ liên kết"),
                Lang::En => format!("; files: {files}, linked as in the run before: {linked}"),
            };
            match lang {
                Lang::Vi => {
                    let (title, reason) = (stage.title(), reason.title());
                    format!("{word:<9} {title} ({reason}): {rows}, {seconds}{linked}")
                }
                Lang::En => {
                    let reason = reason_in_english(reason);
                    format!("{word:<9} ({reason}): {rows}, {seconds}{linked}")
                }
            }
        }
        Event::StageBegins { .. }
        | Event::FilesAhead { .. }
        | Event::Checked { .. }
        | Event::LatestKept
        | Event::RunEnds { .. }
        | Event::RunFails { .. } => return None,
    })
}

fn taken_over(stage: Stage, files: usize, stale: bool, lang: Lang) -> String {
    let (word, files) = (stage.word(), counted(files, lang, "tệp", "file"));
    match (stale, lang) {
        (false, Lang::Vi) => format!("{word:<9} không có gì thay đổi, lấy lại {files}"),
        (true, Lang::Vi) => format!("{word:<9} đã cũ, vẫn lấy lại {files}"),
        (false, Lang::En) => format!("{word:<9} unchanged, {files} taken over"),
        (true, Lang::En) => format!("{word:<9} out of date, {files} taken over all the same"),
    }
}

fn kilobytes(bytes: usize, lang: Lang) -> String {
    format!("{} KB", count(bytes.div_ceil(1024), lang))
}

fn seconds_of(seconds: f64, lang: Lang) -> String {
    let number = if seconds < 1.0 { format!("{seconds:.2}") } else { decimal(seconds, lang) };
    format!("{} {}", number.replace('.', lang.pick(",", ".")), lang.pick("giây", "s"))
}

/// What a stage does.
pub(super) fn stage_name(stage: Stage, lang: Lang) -> String {
    lang.pick(stage.title(), stage.word()).to_owned()
}

const fn reason_in_english(reason: Reason) -> &'static str {
    match reason {
        Reason::NeverRun => "never run before",
        Reason::InputChanged => "input changed",
        Reason::DeclarationChanged => "declaration changed",
        Reason::FormatChanged => "the program computes or stores it in another way",
        Reason::OutputMissing => "output is missing",
        Reason::OutputChanged => "output was changed",
        Reason::Asked => "asked for",
    }
}
