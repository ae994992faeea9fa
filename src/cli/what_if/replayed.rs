//! A supposition over runs that are kept, for a person: a line a run.

use crate::cli::diff::words::DiffWords;
use crate::cli::print::columns::columns;
use crate::cli::print::manner::Manner;
use crate::model::{Lang, Severity};
use crate::pipeline::Pipeline;
use crate::run::{Effect, NotReplayed, Replayed, Supposition};

use super::text::{page, supposed};

/// The whole.
pub(super) fn text(
    replayed: &[Replayed],
    pipeline: &Pipeline,
    supposition: &Supposition,
    manner: Manner,
) -> String {
    let mut page = page(pipeline, manner);
    let words = page.words;
    let head = page.paint.strong(&pipeline.title);
    page.line(&head);
    supposed(&mut page, supposition);
    if replayed.is_empty() {
        page.line(words.pick("chưa có lượt công bố nào còn giữ", "no published run is kept"));
        return page.text;
    }
    let heads = match words.lang {
        Lang::Vi => [
            "LƯỢT",
            "KỲ",
            "TỆP THÊM LỖI",
            "BỊ CHẶN",
            "MẤT HẠNG",
            "THÊM HẠNG",
            "ĐỔI HẠNG",
            "XA NHẤT",
        ],
        Lang::En => [
            "RUN",
            "PERIOD",
            "FILES FAILED",
            "BLOCKED",
            "LOSE PLACE",
            "GAIN PLACE",
            "MOVE",
            "FURTHEST",
        ],
    };
    let told = replayed.iter().filter_map(|one| Some((one, one.effect.as_ref().ok()?)));
    let rows = told.map(|(one, effect)| row(one, effect, words));
    let rows: Vec<Vec<String>> =
        std::iter::once(heads.map(str::to_owned).to_vec()).chain(rows).collect();
    page.line(&words.say(
        format!("Trên {} lượt đã công bố, mới nhất trước:", replayed.len()),
        format!("Of {} published runs, the newest first:", replayed.len()),
    ));
    if rows.len() > 1 {
        for row in columns(&rows) {
            page.line(&format!("  {row}"));
        }
    }
    for Replayed { run, period, effect, .. } in replayed {
        if let Err(why) = effect {
            page.line(&format!("  {run}  {period}: {}", not_replayed(why, words.lang)));
        }
    }
    if replayed.iter().any(|one| one.other_program && one.effect.is_ok()) {
        page.line(words.pick(
            "(*) số liệu như một bản tthc khác đã đọc",
            "(*) its data as another tthc read them",
        ));
    }
    page.text
}

fn row(one: &Replayed, effect: &Effect, words: DiffWords) -> Vec<String> {
    let furthest = effect.furthest().and_then(|moved| Some((moved.fell()?, moved)));
    // Up is what a person takes for more.
    let furthest = furthest.map_or("–".to_owned(), |(fell, moved)| {
        format!("{} ({})", words.signed(-fell), moved.unit_name)
    });
    let mark = if one.other_program { " (*)" } else { "" };
    vec![
        format!("{}{mark}", one.run),
        one.period.clone(),
        effect.failed(Severity::Error).len().to_string(),
        effect.failed(Severity::Blocking).len().to_string(),
        effect.lost().to_string(),
        effect.gained().to_string(),
        effect.moves.len().to_string(),
        furthest,
    ]
}

/// Why nothing can be told of a run.
pub(super) fn not_replayed(why: &NotReplayed, lang: Lang) -> String {
    match why {
        NotReplayed::NotKept => lang
            .pick(
                "không tính được: lượt không còn giữ khai báo của nó",
                "cannot be told: the run no longer has its declaration",
            )
            .to_owned(),
        NotReplayed::Declaration(error) => {
            let first = error.faults.first().map(|fault| fault.say(lang)).unwrap_or_default();
            let first = first.lines().next().unwrap_or_default();
            let said = lang.pick(
                "không tính được với khai báo của lượt ấy",
                "cannot be told with the declaration of that run",
            );
            format!("{said}: {first}")
        }
        NotReplayed::Spoiled => lang
            .pick(
                "không tính được: số liệu của lượt bị sửa hoặc của bản tthc khác",
                "cannot be told: the tables of the run were changed, or are of another tthc",
            )
            .to_owned(),
        NotReplayed::FilesGone(count) => match lang {
            Lang::Vi => format!(
                "không tính được: phải đọc lại tệp, mà {count} tệp không còn trong inbox như khi ấy"
            ),
            Lang::En => format!(
                "cannot be told: files would have to be read again, and {count} are no longer in the inbox as they were"
            ),
        },
        NotReplayed::Unit(error) => error.text(lang),
        NotReplayed::Run(error) => error.say(lang),
    }
}
