//! Places that moved, and why.

use crate::compare::{
    Crossings, Move, MoveReason, PartChange, PartSide, PlaceRelation, ShareChange, Spot,
};
use crate::run::{Moved, Split, Unsplit};
use crate::table::MoveCause;

use super::page::{DiffPage, MOST_LINES};
use super::words::DiffWords;

/// Units and cells that are named for one move.
pub(in crate::cli) const MOST_NAMED: usize = 5;

impl DiffPage<'_> {
    pub(in crate::cli) fn places(&mut self, moved: &[Moved], unexplained: Option<Unsplit>) {
        let words = self.words;
        if let Some(why) = unexplained {
            let title = words.pick("không tách theo nguyên nhân được", "not split by cause");
            let line = format!("\n{title}: {}", unsplit(why, words));
            self.line(&line);
        }
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
    lines.extend(reasons(moved, words, names));
    lines
}

/// Why a unit moved, and who passed it.
pub(in crate::cli) fn reasons(moved: &Moved, words: DiffWords, names: usize) -> Vec<String> {
    let (m, mut lines) = (&moved.moved, because(moved, words, names));
    let before = words.pick("nay đứng trên", "now better");
    let after = words.pick("không còn đứng trên", "no longer better");
    lines.extend(crossings(before, "trước ", "was ", &m.entered, words, names));
    lines.extend(crossings(after, "nay ", "now ", &m.left, words, names));
    lines
}

/// What moved a unit, and the cells of its own figures that changed.
pub(in crate::cli) fn because(moved: &Moved, words: DiffWords, names: usize) -> Vec<String> {
    let m = &moved.moved;
    let mut lines: Vec<String> = reason(m, words).into_iter().collect();
    lines.extend(elsewhere(m, words).map(str::to_owned));
    for (place, change) in m.own.iter().enumerate() {
        let title = words.pick("số của đơn vị đổi", "its own figures changed");
        lines.push(format!("{title}: {}", share(change, words)));
        let split = moved.splits.get(place).map(|split| cells(split, words, names));
        lines.extend(split.into_iter().flatten().map(|line| format!("  {line}")));
    }
    lines
}

pub(in crate::cli) fn spot(spot: Option<&Spot>, words: DiffWords) -> String {
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

/// What moved it, in parts that add up; nothing where that is not known, which is said once for all.
fn reason(m: &Move, words: DiffWords) -> Option<String> {
    match &m.reason {
        MoveReason::Parts(parts) if parts.is_empty() => None,
        MoveReason::Parts(parts) => {
            let each = parts
                .iter()
                .map(|(part, by)| format!("{}: {}", cause(*part, words), way(*by, words)));
            let each: Vec<String> = each.collect();
            let whole = parts.values().sum::<i64>();
            let unit = match whole {
                0 => "",
                -1 | 1 => words.pick(" hạng", " place"),
                _ => words.pick(" hạng", " places"),
            };
            Some(format!("{}{unit} = {}", way(whole, words), each.join("; ")))
        }
        MoveReason::Status(made_by) => {
            let made_by = cause(*made_by, words);
            Some(words.say(format!("do {made_by}"), format!("for {made_by}")))
        }
        MoveReason::Undivided => {
            let said = words.pick(
                "số liệu trước đây, tính theo cách hiện nay, không có hạng: không tách được phần do cách tính và phần do số liệu",
                "its earlier figures have no place by the definition of now: definition and figures cannot be told apart",
            );
            Some(said.to_owned())
        }
        MoveReason::Unknown => None,
    }
}

/// `lên 2`, `xuống 2`.
fn way(places: i64, words: DiffWords) -> String {
    let by = words.whole(places.saturating_abs());
    match places {
        0 => words.pick("giữ nguyên hạng", "in its place").to_owned(),
        1.. => words.say(format!("xuống {by}"), format!("down {by}")),
        _ => words.say(format!("lên {by}"), format!("up {by}")),
    }
}

fn cause(cause: MoveCause, words: DiffWords) -> &'static str {
    let english = match cause {
        MoveCause::Definition => "another definition, register or program",
        MoveCause::Corrections => "corrections of the period before",
        MoveCause::Own => "its own figures",
        MoveCause::Others => "the figures of others",
        MoveCause::Came => "others newly ranked",
        MoveCause::Missing => "others no longer ranked",
    };
    words.lang.pick(cause.title(), english)
}

/// That it stands in a list of other units.
fn elsewhere(m: &Move, words: DiffWords) -> Option<&'static str> {
    let (old, new) = (m.old.as_ref()?, m.new.as_ref()?);
    (old.group != new.group)
        .then(|| words.lang.pick("chuyển sang danh sách khác", "it stands in another list"))
}

/// How the sums of a metric changed.
pub(in crate::cli) fn share(change: &ShareChange, words: DiffWords) -> String {
    let (old, new) = (change.old.unwrap_or_default(), change.new.unwrap_or_default());
    let (above, below) = (words.signed(new.0 - old.0), words.signed(new.1 - old.1));
    let rates = format!("{} → {}", words.rate(change.old), words.rate(change.new));
    let metric = words.metric(&change.metric);
    words.say(
        format!("{metric} {rates}; tử số {above}, mẫu số {below}"),
        format!("{metric} {rates}; numerator {above}, denominator {below}"),
    )
}

/// The cells behind a change of sums.
fn cells(split: &Result<Split, Unsplit>, words: DiffWords, names: usize) -> Vec<String> {
    let parts = match split {
        Ok(split) => &split.parts,
        Err(why) => {
            let title = words.pick("không tách theo ô được", "cannot be split into cells");
            return vec![format!("{title}: {}", unsplit(*why, words))];
        }
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

pub(in crate::cli) fn unsplit(why: Unsplit, words: DiffWords) -> &'static str {
    match why {
        Unsplit::Stale => words
            .lang
            .pick("một lượt tính từ số liệu cũ hơn", "one run computed it from older data"),
        Unsplit::Redefined => words.lang.pick(
            "một lượt tính theo chỉ số, danh mục đơn vị hoặc chương trình khác với hiện nay",
            "one run computed it by other metrics, units or another program than now",
        ),
        Unsplit::Missing => words
            .lang
            .pick("một lượt không còn bảng số liệu của nó", "one run no longer has its tables"),
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
        let relation = relation(crossing.relation, words);
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

/// How another unit stands towards the one that moved.
pub(in crate::cli) fn relation(relation: PlaceRelation, words: DiffWords) -> String {
    match relation {
        PlaceRelation::Behind => words.pick("đứng dưới", "behind").to_owned(),
        PlaceRelation::Tied => words.pick("đồng hạng", "tied").to_owned(),
        PlaceRelation::Absent => {
            words.pick("không có trong danh sách", "not in the list").to_owned()
        }
        PlaceRelation::Unranked(status) => {
            let why = words.status(status);
            words.say(format!("không xếp hạng: {why}"), format!("unranked: {why}"))
        }
    }
}
