//! What would come of a supposition, for a person: what is supposed, against what it is held, and a table of the units that
//! would stand elsewhere, with the reason in numbers.

use crate::cli::diff::page::{DiffPage, MOST_LINES, MOST_LINES_VERBOSE};
use crate::cli::diff::places::{MOST_NAMED, reasons, spot};
use crate::cli::diff::words::DiffWords;
use crate::cli::print::columns::columns;
use crate::cli::print::figure::{points_in, rate_in};
use crate::cli::print::manner::Manner;
use crate::compare::{RateChange, Spot, Sums};
use crate::model::Lang;
use crate::pipeline::Pipeline;
use crate::run::{MovedPlace, PublishedRun, Since, Supposition, TakenOut, UnitCount, WhatIf};
use crate::text::normal;

/// The whole.
pub(super) fn text(what_if: &WhatIf, supposition: &Supposition, manner: Manner) -> String {
    let mut page = page(&what_if.pipeline, manner);
    let (words, period) = (page.words, what_if.pipeline.period);
    let period = words.say(period.title(), period.to_string());
    let head = format!("{} – {period}", what_if.pipeline.title);
    let head = page.paint.strong(&head);
    page.line(&head);
    supposed(&mut page, supposition);
    for unit in &what_if.taken_out {
        page.line(&format!("  {}", taken_out(unit, words)));
    }
    page.line(&before(what_if.published.as_ref(), words));
    let read = what_if.read;
    page.line(&words.say(
        format!("Không công bố, không ghi gì; tệp phải đọc: {read}"),
        format!("Nothing is published or written; files that had to be read: {read}"),
    ));
    effect(&mut page, what_if, manner);
    page.text
}

/// A page that says as much as is asked for.
pub(super) fn page(pipeline: &Pipeline, manner: Manner) -> DiffPage<'_> {
    let words = DiffWords { lang: manner.lang, pipeline };
    let most = if manner.verbose > 0 { MOST_LINES_VERBOSE } else { MOST_LINES };
    DiffPage { text: String::new(), words, paint: manner.paint_data(), most }
}

/// What is supposed, a line each.
pub(super) fn supposed(page: &mut DiffPage<'_>, supposition: &Supposition) {
    let words = page.words;
    let Supposition { drop, set, without, rules } = supposition;
    page.line(words.pick("Giả sử:", "Supposed:"));
    let drop = drop.iter().map(|file| {
        let file = normal(file);
        words.say(format!("không nhận tệp {file}"), format!("the file {file} has not come"))
    });
    let set = set.iter().map(|setting| {
        let typed = setting.typed();
        words.say(format!("đặt {typed}"), format!("{typed} is declared"))
    });
    let without = without.iter().map(|unit| {
        words.say(format!("không có đơn vị {unit}"), format!("there is no unit {unit}"))
    });
    let rules = rules.iter().map(|file| {
        let file = file.display();
        words.say(format!("thêm quy định trong {file}"), format!("the rules of {file} are added"))
    });
    for line in drop.chain(set).chain(without).chain(rules) {
        page.line(&format!("  {line}"));
    }
}

/// What it means for others that a unit is not there.
fn taken_out(unit: &TakenOut, words: DiffWords) -> String {
    let TakenOut { id, name, below, above } = unit;
    let with = match below.len() {
        0 => String::new(),
        below => words.say(
            format!(" cùng {below} đơn vị trực thuộc"),
            format!(" with {below} units under it"),
        ),
    };
    let totals = match above.as_slice() {
        [] => String::new(),
        above => words.say(
            format!("; số liệu không còn trong tổng của {}", above.join(", ")),
            format!("; its figures are gone from the totals of {}", above.join(", ")),
        ),
    };
    format!("{name} ({id}){with}{totals}")
}

/// What stands before.
fn before(published: Option<&PublishedRun>, words: DiffWords) -> String {
    let Some(PublishedRun { run, since }) = published else {
        return words
            .pick(
                "Trước: tính từ inbox hiện nay; chưa có lượt nào được công bố",
                "Before: made from the inbox as it is; nothing is published yet",
            )
            .to_owned();
    };
    if since.is_nothing() {
        return words.say(
            format!("Trước: đúng như lượt {run} đang công bố"),
            format!("Before: as the run {run}, which is published"),
        );
    }
    let changes = changes(since, words).join(", ");
    words.say(
        format!("Trước: tính lại theo inbox và khai báo hiện nay; từ lượt {run} đang công bố: {changes}"),
        format!(
            "Before: made from the inbox and the declaration as they are; since the run {run}, which is published: {changes}"
        ),
    )
}

fn changes(since: &Since, words: DiffWords) -> Vec<String> {
    let files = &since.files;
    let (new, changed, gone) = (files.new.len(), files.changed.len(), files.gone.len());
    let moved = since.moved;
    let parts = [
        (!files.is_nothing()).then(|| {
            words.say(
                format!("tệp {new} mới, {changed} thay đổi, {gone} không còn"),
                format!("files {new} new, {changed} changed, {gone} gone"),
            )
        }),
        since
            .redeclared
            .then(|| words.pick("khai báo đã khác", "the declaration is another").to_owned()),
        since
            .program
            .then(|| words.pick("chương trình đã khác", "the program is another").to_owned()),
        Some(match moved {
            Some(moved) => words.say(
                format!("{moved} đơn vị khác hạng"),
                format!("{moved} units in another place"),
            ),
            None => words
                .pick("không đọc được hạng của lượt ấy", "the places of that run cannot be read")
                .to_owned(),
        }),
    ];
    parts.into_iter().flatten().collect()
}

/// Who would stand elsewhere, what would be found and measured otherwise.
fn effect(page: &mut DiffPage<'_>, what_if: &WhatIf, manner: Manner) {
    let (words, effect) = (page.words, &what_if.effect);
    if effect.is_nothing() {
        page.line(words.pick(
            "\nkhông có gì khác: không hạng, phát hiện hay tỷ lệ nào đổi",
            "\nnothing differs: no place, finding or rate changes",
        ));
        return;
    }
    // Of units that are supposed not to be there nobody asks where they are.
    let is_out = |id: &str| what_if.taken_out.iter().any(|unit| unit.is(id));
    let (still, moved): (Vec<&UnitCount>, Vec<&UnitCount>) =
        effect.counts.iter().partition(|count| count.moved + count.gone == 0);
    for count in moved {
        let own = effect.moves.iter().filter(|place| place.moved.moved.ranking == count.ranking);
        let moves: Vec<&MovedPlace> =
            own.filter(|place| !is_out(&place.moved.moved.unit_id)).collect();
        list(page, count, &moves);
    }
    if !still.is_empty() {
        page.line("");
    }
    for UnitCount { ranking, still, .. } in still {
        let title = title(ranking, words);
        page.line(&words.say(
            format!("{title}: không đơn vị nào đổi hạng ({still})"),
            format!("{title}: no unit moves ({still})"),
        ));
    }
    if !effect.findings.is_empty() {
        page.findings(&effect.findings);
    }
    let shown = |rate: &&RateChange| {
        !is_out(&rate.unit_id) && (manner.verbose > 0 || words.is_headline(rate))
    };
    let rates: Vec<&RateChange> = effect.rates.iter().filter(shown).collect();
    if !rates.is_empty() {
        page.rates(&rates);
    }
}

/// A ranking: who moves, and how many do not.
fn list(page: &mut DiffPage<'_>, count: &UnitCount, moves: &[&MovedPlace]) {
    let words = page.words;
    let (title, UnitCount { moved, gone, still, .. }) = (title(&count.ranking, words), count);
    let gone = match gone {
        0 => String::new(),
        gone => words.say(format!(", {gone} không còn"), format!(", {gone} are gone")),
    };
    let title = words.say(
        format!("{title}: {moved} đơn vị đổi hạng, {still} đơn vị giữ nguyên{gone}"),
        format!("{title}: {moved} units move, {still} do not{gone}"),
    );
    let most = page.most;
    let lines = table(&moves[..moves.len().min(most)], words, most > MOST_LINES);
    // The head of the table is no unit.
    page.most = usize::MAX;
    page.part(&title, lines.into_iter());
    page.most = most;
    if moves.len() > most {
        page.line(&format!("  {}", words.more(moves.len() - most)));
    }
}

/// A line each unit, and below it why; `is_long` names more of those who moved it.
fn table(moves: &[&MovedPlace], words: DiffWords, is_long: bool) -> Vec<String> {
    if moves.is_empty() {
        return Vec::new();
    }
    let heads = match words.lang {
        Lang::Vi => ["ĐƠN VỊ", "TRƯỚC", "SAU", "SỐ TRƯỚC", "SỐ SAU"],
        Lang::En => ["UNIT", "BEFORE", "AFTER", "FIGURES BEFORE", "FIGURES AFTER"],
    };
    let names = if is_long { 10 * MOST_NAMED } else { MOST_NAMED };
    let rows = std::iter::once(heads.map(str::to_owned).to_vec());
    let rows: Vec<Vec<String>> =
        rows.chain(moves.iter().map(|place| cells(place, words))).collect();
    let why = |place: &&MovedPlace| reasons(&place.moved, words, names);
    let whys = std::iter::once(Vec::new()).chain(moves.iter().map(why));
    let lines = columns(&rows)
        .into_iter()
        .zip(whys)
        .map(|(row, why)| std::iter::once(row).chain(why).collect::<Vec<String>>().join("\n    "));
    lines.collect()
}

fn title(ranking: &str, words: DiffWords) -> String {
    let known = words.pipeline.rankings.iter().find(|known| known.id == ranking);
    known.map_or(ranking, |known| &known.title).to_owned()
}

/// Unit, place before and after, figures before and after.
fn cells(place: &MovedPlace, words: DiffWords) -> Vec<String> {
    let moved = &place.moved.moved;
    let [old, new] = place.sums;
    vec![
        moved.unit_name.clone(),
        spot(moved.old.as_ref(), words),
        spot(moved.new.as_ref(), words),
        figure(&moved.ranking, moved.old.as_ref(), old, words),
        figure(&moved.ranking, moved.new.as_ref(), new, words),
    ]
}

fn figure(ranking: &str, spot: Option<&Spot>, sums: Option<Sums>, words: DiffWords) -> String {
    let value = spot.and_then(|spot| spot.value);
    let told = value.and_then(|value| words.pipeline.told_by(ranking, value, words.lang));
    if let Some(told) = told {
        return told;
    }
    match (sums, spot.and_then(|spot| spot.value)) {
        (Some(_), _) => rate_in(sums, words.lang),
        (None, Some(points)) => points_in(points, words.lang),
        (None, None) => "–".to_owned(),
    }
}
