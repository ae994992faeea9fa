//! Why a unit stands where it does, for a person: a part each ranking.

use crate::cli::diff::page::{DiffPage, MOST_LINES, MOST_LINES_VERBOSE};
use crate::cli::diff::places::{MOST_NAMED, because, relation, share, spot, unsplit};
use crate::cli::diff::words::DiffWords;
use crate::cli::print::figure::points;
use crate::cli::print::manner::Manner;
use crate::compare::{Crossing, Crossings, MoveReason};
use crate::model::{Lang, Period};
use crate::pipeline::{KeyChange, Origin, Pipeline};
use crate::run::{ExplainedUnit, PastPlace, RunSide, WhyBefore, WhyPlace};
use crate::table::{MoveCause, StandingStatus};

/// The whole.
pub(super) fn text(why: &ExplainedUnit, pipeline: &Pipeline, manner: Manner) -> String {
    let words = DiffWords { lang: manner.lang, pipeline };
    let verbose = manner.verbose > 0;
    let most = if verbose { MOST_LINES_VERBOSE } else { MOST_LINES };
    let names = if verbose { 10 * MOST_NAMED } else { MOST_NAMED };
    // Cells and units are cut by how many of them are named; the periods are all there.
    let most_of_place = usize::MAX;
    let paint = manner.paint_data();
    let mut page = DiffPage { text: String::new(), words, paint, most: most_of_place };
    head(&mut page, why);
    if why.places.is_empty() {
        let none =
            words.pick("đơn vị không có trong bảng xếp hạng nào", "the unit is in no ranking");
        page.line(&format!("\n{none}"));
    }
    // Where it was another unit there is no way from there.
    let apart = why.before.as_ref().is_some_and(|b| matches!(b.origin, Some(Origin::Not(_))));
    let compared = why.before.is_some() && !apart;
    for place in &why.places {
        let title = words.ranking(&place.moved.moved.ranking);
        let title = format!("{title}: {}", from_to(place, compared, words));
        let mut lines = if compared { because(&place.moved, words, names) } else { Vec::new() };
        if !apart {
            lines.extend(crossings(place, words, names));
        }
        let nothing =
            matches!(&place.moved.moved.reason, MoveReason::Parts(parts) if parts.is_empty());
        if nothing && lines.is_empty() && !apart {
            lines.push(words.pick("không có gì đổi", "nothing changed").to_owned());
        }
        lines.extend(history(place, words));
        page.part(&title, lines.into_iter());
    }
    page.most = most;
    if let Some(before) = &why.before {
        declared(&mut page, before, why);
    }
    page.text
}

/// Whose places, in which run, against which.
fn head(page: &mut DiffPage, why: &ExplainedUnit) {
    let words = page.words;
    let title = format!("{} ({}) – {}", why.unit_name, why.unit_id, words.pipeline.title);
    let title = page.paint.strong(&title);
    page.line(&title);
    let published = if why.published {
        words.pick("đang công bố", "published")
    } else {
        words.pick("không phải lượt đang công bố", "not the run that is published")
    };
    let now = words.pick("nay", "now");
    page.line(&format!("{now}: {} ({published})", run(&why.run, words)));
    let before = words.pick("trước", "before");
    let Some(WhyBefore { published, newest, origin, unexplained, .. }) = &why.before else {
        let none = words.pick(
            "kỳ trước không có lượt nào được công bố; so với một lượt khác: --since LƯỢT",
            "no run of the period before is published; to compare with another run: --since RUN",
        );
        page.line(&format!("{before}: {none}"));
        return;
    };
    let origin = origin.as_ref().and_then(|origin| origin.note(words.lang));
    let origin = origin.map(|note| format!("; {note}")).unwrap_or_default();
    page.line(&format!("{before}: {}{origin}", run(published, words)));
    if let Some(newest) = newest {
        let since = words.pick("kỳ trước đã sửa sau đó", "the period before, corrected since");
        page.line(&format!("{since}: {}", newest.record.run));
    }
    if let Some(why) = unexplained {
        let title = words.pick("không tách theo nguyên nhân được", "not split by cause");
        page.line(&format!("{title}: {}", unsplit(*why, words)));
    }
}

/// What else was declared then; what forms of another period were read by cannot be told from what they say.
fn declared(page: &mut DiffPage, before: &WhyBefore, why: &ExplainedUnit) {
    let keys = before.keys.iter().flatten().filter(|key| key.key.as_deref() != Some("period"));
    let keys: Vec<KeyChange> = keys.cloned().collect();
    page.changed_keys(&keys);
    if !keys.is_empty() && before.published.record.period != why.run.record.period {
        page.line(page.words.lang.pick(
            "  biểu của kỳ trước đã đọc theo khai báo khi ấy: nếu cách đọc khác thì phần ấy nằm trong số liệu của từng đơn vị",
            "  the forms of then were read by what was declared then: another reading of them is among the figures of each unit",
        ));
    }
}

/// `Quý III năm 2023, lượt …`.
fn run(side: &RunSide, words: DiffWords) -> String {
    let record = &side.record;
    let period: Option<Period> = record.period.parse().ok();
    let period = period.filter(|_| words.lang == Lang::Vi).map(Period::title);
    let period = period.unwrap_or_else(|| record.period.clone());
    words.say(format!("{period}, lượt {}", record.run), format!("{period}, run {}", record.run))
}

fn from_to(place: &WhyPlace, has_before: bool, words: DiffWords) -> String {
    let m = &place.moved.moved;
    let now = spot(m.new.as_ref(), words);
    if has_before { format!("{} → {now}", spot(m.old.as_ref(), words)) } else { now }
}

/// Who came to stand before it and who no longer does, each with what made them cross.
fn crossings(place: &WhyPlace, words: DiffWords, names: usize) -> Vec<String> {
    let m = &place.moved.moved;
    let lists = [
        (&m.entered, words.pick("nay đứng trên", "now better"), words.pick("trước", "was")),
        (&m.left, words.pick("không còn đứng trên", "no longer better"), words.pick("nay", "now")),
    ];
    let mut lines = Vec::new();
    for (list, title, when) in lists {
        if list.count == 0 {
            continue;
        }
        lines.push(words.say(
            format!("{title}: {} đơn vị", list.count),
            format!("{title}: {}", units(list.count)),
        ));
        let named = list.named.iter().take(names);
        lines.extend(named.map(|crossing| named_line(crossing, when, place, words)));
        lines.extend(more(list, names, words));
    }
    lines
}

fn more(list: &Crossings, names: usize, words: DiffWords) -> Option<String> {
    let more = list.count.saturating_sub(names.min(list.named.len()));
    (more > 0).then(|| format!("  {}", words.more(more)))
}

fn units(count: usize) -> String {
    if count == 1 { "1 unit".to_owned() } else { format!("{count} units") }
}

/// How it stood, whose figures made the two cross, and what changed of it.
fn named_line(crossing: &Crossing, when: &str, place: &WhyPlace, words: DiffWords) -> String {
    let whose = match crossing.cause {
        Some(MoveCause::Own) => Some(&place.moved.moved.unit_name),
        Some(MoveCause::Others) => Some(&crossing.unit_name),
        _ => None,
    };
    let by = whose.map(|name| {
        words.say(format!("; do số của {name}"), format!("; by the figures of {name}"))
    });
    let (by, relation) = (by.unwrap_or_default(), relation(crossing.relation, words));
    let changes = place.others.get(&crossing.unit_id).map_or(&[][..], Vec::as_slice).iter();
    let changes: Vec<String> = changes.map(|change| share(change, words)).collect();
    let changes = match changes.as_slice() {
        [] => words.pick("số không đổi", "figures unchanged").to_owned(),
        all => all.join("; "),
    };
    format!("  {} ({when} {relation}{by}): {changes}", crossing.unit_name)
}

/// A line each period that is kept.
fn history(place: &WhyPlace, words: DiffWords) -> Vec<String> {
    if place.history.is_empty() {
        return Vec::new();
    }
    let title = words.pick("qua các kỳ còn giữ:", "in the periods that are kept:");
    let lines = place.history.iter().map(|past| format!("  {}", past_line(past, words)));
    std::iter::once(title.to_owned()).chain(lines).collect()
}

fn past_line(past: &PastPlace, words: DiffWords) -> String {
    let row = &past.standing;
    let run = &past.run;
    if past.foreign {
        let name = &row.unit_name;
        return words.say(
            format!("{}: mã này khi ấy là của {name}  {run}", past.period),
            format!("{}: the id was that of {name} then  {run}", past.period),
        );
    }
    let place = match row.place {
        Some(place) => {
            words.say(format!("hạng {place}/{}", row.of), format!("place {place}/{}", row.of))
        }
        None => words.status(row.status).to_owned(),
    };
    let range = row.place_low.zip(row.place_high).filter(|_| row.status == StandingStatus::Ranked);
    let range = range.map(|(low, high)| format!(" ({low}–{high})")).unwrap_or_default();
    let sums = row.numerator.zip(row.denominator);
    let told = row.value.and_then(|value| words.pipeline.told_by(&row.ranking, value, words.lang));
    let value = match (sums, row.value) {
        _ if told.is_some() => told.unwrap_or_default(),
        (Some(_), _) => words.rate(sums),
        (None, Some(value)) => {
            format!("{} {}", points(value, words.lang), words.pick("điểm", "points"))
        }
        (None, None) => String::new(),
    };
    let within = words.pick("đổi hạng trong mức dao động ngẫu nhiên", "moved within chance");
    let within = if row.moved_within_chance() { within.to_owned() } else { String::new() };
    let parts = [format!("{}: {place}{range}", past.period), value, within, run.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}
