//! Places that moved, and why.

use crate::compare::{Crossings, Move, PartChange, PartSide, PlaceRelation, ShareChange, Spot};
use crate::run::{Moved, Split, Unsplit};

use super::page::{DiffPage, MOST_LINES};
use super::words::DiffWords;

/// Units and cells that are named for one move.
const MOST_NAMED: usize = 5;

impl DiffPage<'_> {
    pub(in crate::cli) fn places(&mut self, moved: &[Moved]) {
        let words = self.words;
        let names = if self.most > MOST_LINES { 10 * MOST_NAMED } else { MOST_NAMED };
        for ranking in moved.chunk_by(|a, b| a.moved.ranking == b.moved.ranking) {
            let title = words.ranking(&ranking[0].moved.ranking);
            let title = words.say(
                format!("{title}: {} đơn vị đổi hạng", ranking.len()),
                format!("{title}: {} units moved", ranking.len()),
            );
            let line = |moved: &Moved| explained(moved, words, names).join("\n    ");
            self.part(&title, ranking.iter().map(line));
        }
    }
}

/// How a unit moved, and below it why.
fn explained(moved: &Moved, words: DiffWords, names: usize) -> Vec<String> {
    let m = &moved.moved;
    let from_to = format!("{} → {}", spot(m.old.as_ref(), words), spot(m.new.as_ref(), words));
    let mut lines = vec![format!("{}: {from_to}", m.unit_name)];
    lines.extend(declared(m, words).map(str::to_owned));
    for (change, split) in m.own.iter().zip(&moved.splits) {
        lines.push(own(change, words));
        lines.extend(cells(split, words, names).into_iter().map(|line| format!("  {line}")));
    }
    lines.extend(alone(m, words).map(str::to_owned));
    let before = words.pick("nay đứng trên", "now better");
    let after = words.pick("không còn đứng trên", "no longer better");
    lines.extend(crossings(before, "trước ", "was ", &m.entered, words, names));
    lines.extend(crossings(after, "nay ", "now ", &m.left, words, names));
    lines
}

fn spot(spot: Option<&Spot>, words: DiffWords) -> String {
    let Some(spot) = spot else {
        return words.pick("không có trong danh sách", "not in the list").to_owned();
    };
    if let Some(place) = spot.place {
        let of = spot.of;
        return words.say(format!("hạng {place}/{of}"), format!("place {place}/{of}"));
    }
    let why = words.status(spot.status);
    words.say(format!("không xếp hạng ({why})"), format!("unranked ({why})"))
}

/// What the declaration has to do with it, as far as the two runs prove it.
fn declared(m: &Move, words: DiffWords) -> Option<&'static str> {
    if m.redefined {
        Some(words.pick(
            "khai báo xếp hạng theo chỉ số, điểm hoặc thứ tự khác trước",
            "the ranking is declared by other metrics, points or order",
        ))
    } else if m.minimum_changed() {
        Some(words.pick(
            "khai báo mức tối thiểu khác trước; số của đơn vị không đổi",
            "another minimum is declared; its own figures are unchanged",
        ))
    } else {
        None
    }
}

/// What to say where its own figures give no reason.
fn alone(m: &Move, words: DiffWords) -> Option<&'static str> {
    let group = |spot: &Option<Spot>| spot.as_ref().and_then(|spot| spot.group.clone());
    if m.old.is_none() || m.new.is_none() {
        None
    } else if group(&m.old) != group(&m.new) {
        Some(words.pick("chuyển sang danh sách khác", "it stands in another list"))
    } else if m.by_others() && m.own.is_empty() {
        Some(words.pick(
            "số của đơn vị không đổi; hạng đổi vì các đơn vị khác",
            "its own figures are unchanged; others moved it",
        ))
    } else if m.by_others() {
        Some(words.pick(
            "tỷ lệ của đơn vị không đổi; hạng đổi vì các đơn vị khác",
            "its own rates are unchanged; others moved it",
        ))
    } else {
        None
    }
}

fn own(change: &ShareChange, words: DiffWords) -> String {
    let (old, new) = (change.old.unwrap_or_default(), change.new.unwrap_or_default());
    let (above, below) = (words.signed(new.0 - old.0), words.signed(new.1 - old.1));
    let rates = format!("{} → {}", words.rate(change.old), words.rate(change.new));
    let metric = words.metric(&change.metric);
    words.say(
        format!("số của đơn vị đổi: {metric} {rates}; tử số {above}, mẫu số {below}"),
        format!(
            "its own figures changed: {metric} {rates}; numerator {above}, denominator {below}"
        ),
    )
}

/// The cells behind a change of sums.
fn cells(split: &Result<Split, Unsplit>, words: DiffWords, names: usize) -> Vec<String> {
    let parts = match split {
        Ok(split) => &split.parts,
        Err(why) => return vec![unsplit(*why, words).to_owned()],
    };
    let mut lines: Vec<String> = parts.iter().take(names).map(|part| cell(part, words)).collect();
    let more = parts.len().saturating_sub(names);
    lines.extend((more > 0).then(|| words.more(more)));
    lines
}

fn cell(change: &PartChange, words: DiffWords) -> String {
    let side = |side: &Option<PartSide>| {
        let Some(side) = side else { return "–".to_owned() };
        let number = words.number(side.number.value);
        let left_out = words.pick("không tính", "left out");
        if side.counts { number } else { format!("{number} ({left_out})") }
    };
    let (old, new) = (side(&change.old), side(&change.new));
    let place = |side: &'_ PartSide| side.number.place.clone();
    let (was, is) = (change.old.as_ref().map(place), change.new.as_ref().map(place));
    let places = super::words::places(was.as_ref(), is.as_ref());
    let sums = [
        (change.above(), words.pick("tử số", "numerator")),
        (change.below(), words.pick("mẫu số", "denominator")),
    ];
    let sums = sums.iter().filter(|(by, _)| *by != 0);
    let sums: Vec<String> =
        sums.map(|(by, what)| format!("{what} {}", words.signed(*by))).collect();
    format!("{}: {old} → {new} ({})  {places}", words.key(&change.key), sums.join(", "))
}

fn unsplit(why: Unsplit, words: DiffWords) -> &'static str {
    match why {
        Unsplit::Stale => words.pick(
            "không tách theo ô được: một lượt tính từ số liệu cũ hơn",
            "cannot be split into cells: one run computed it from older data",
        ),
        Unsplit::Redefined => words.pick(
            "không tách theo ô được: một lượt tính theo chỉ số, danh mục đơn vị hoặc chương trình khác với hiện nay",
            "cannot be split into cells: one run computed it by other metrics, units or another program than now",
        ),
        Unsplit::Missing => words.pick(
            "không tách theo ô được: một lượt không còn bảng số liệu",
            "cannot be split into cells: one run has no table of values",
        ),
    }
}

fn crossings(
    title: &str,
    vi: &str,
    en: &str,
    crossings: &Crossings,
    words: DiffWords,
    names: usize,
) -> Option<String> {
    let named = crossings.named.iter().take(names).map(|crossing| {
        let relation = match crossing.relation {
            PlaceRelation::Behind => words.pick("đứng dưới", "behind").to_owned(),
            PlaceRelation::Tied => words.pick("đồng hạng", "tied").to_owned(),
            PlaceRelation::Absent => {
                words.pick("không có trong danh sách", "not in the list").to_owned()
            }
            PlaceRelation::Unranked(status) => {
                let why = words.status(status);
                words.say(format!("không xếp hạng: {why}"), format!("unranked: {why}"))
            }
        };
        format!("{} ({}{relation})", crossing.unit_name, words.pick(vi, en))
    });
    let mut named: Vec<String> = named.collect();
    let more = crossings.count - named.len();
    named.extend(
        (more > 0).then(|| {
            words.say(format!("… và {more} đơn vị nữa"), format!("… and {more} more units"))
        }),
    );
    (!named.is_empty()).then(|| format!("{title}: {}", named.join(", ")))
}
