//! Rankings: a league, what counts, and by which metrics.

use super::metric::DeclaredMetrics;
use super::names::{Once, id};
use strum::VariantArray as _;

use super::choices::{choice, choice_or, listed, quoted};
use super::reach::{level, levels_in_words};
use crate::model::{Level, Scope};
use crate::pipeline::fault::place::At;
use crate::pipeline::ranking::{Class, Grouping, Incomplete, Ranking, Share};
use crate::pipeline::register::Register;
use crate::pipeline::workbook::SheetKind;
use crate::pipeline::written::pipeline::RankingDeclaration;

/// Characters Excel refuses in the name of a sheet.
const REFUSED: &str = "[]:*?/\\";

/// Longest name of a sheet in Excel, in UTF-16 units.
const LONGEST: usize = 31;

/// The rankings of a pipeline and their ids, the ids of faulty ones too.
pub(super) fn rankings(
    declared: &[(At, &RankingDeclaration)],
    metrics: &DeclaredMetrics,
    register: Option<&Register>,
) -> (Vec<Ranking>, Vec<String>) {
    let mut ids = Once::default();
    let mut sheets = Once::default();
    let mut known = Vec::new();
    let mut rankings = Vec::new();
    for (at, declared) in declared {
        let id_at = at.key("id");
        let id = id(&declared.id, &id_at, true);
        let id = id.filter(|id| ids.first(&id_at, id, "an id of its own"));
        known.extend(id.clone());
        let sheet = sheet(declared, at, &mut sheets);
        let ranking = ranking(declared, at, metrics, register);
        if let (Some(id), Some(sheet), Some(ranking)) = (id, sheet, ranking) {
            rankings.push(Ranking { id, sheet, ..ranking });
        }
    }
    (rankings, known)
}

/// A ranking but for its id and sheet.
fn ranking(
    declared: &RankingDeclaration,
    at: &At,
    metrics: &DeclaredMetrics,
    register: Option<&Register>,
) -> Option<Ranking> {
    let title = declared.title.text(&at.key("title"));
    let league = league(declared, &at.key("league"), register);
    let scope = choice(
        &declared.scope,
        &at.key("scope"),
        &format!("a scope: {}", listed(&Scope::ALL)),
        &Scope::ALL,
    );
    let (group_at, all) = (at.key("group-by"), Grouping::VARIANTS);
    let grouping = choice_or(&declared.group_by, &group_at, &quoted(all), all, Grouping::Whole);
    let shares = shares(declared, at, metrics);
    let minimum_at = at.key("minimum-denominator");
    let minimum_denominator =
        declared.minimum_denominator.optional(&minimum_at).copied().unwrap_or(1);
    if minimum_denominator < 1 {
        minimum_at.wrong(format!("`{minimum_denominator}`"), "a number of at least 1");
    }
    let incomplete_at = at.key("incomplete");
    let (all, usual) = (&Incomplete::ALL, Incomplete::default());
    let incomplete = choice_or(&declared.incomplete, &incomplete_at, &listed(all), all, usual);
    let classes = classes(declared, at);
    let mut once = Once::default();
    let shown = declared.show.items(&at.key("show"));
    let show = shown
        .iter()
        .filter(|(at, word)| once.first(at, word, "a metric shown once"))
        .filter_map(|(at, word)| metrics.find(at, word))
        .collect();
    Some(Ranking {
        id: String::new(),
        title: title?,
        sheet: String::new(),
        league: league?,
        scope: scope?,
        grouping: grouping?,
        shares,
        minimum_denominator,
        incomplete: incomplete?,
        classes,
        show,
        field_mix: field_mix(declared, at),
    })
}

fn league(declared: &RankingDeclaration, at: &At, register: Option<&Register>) -> Option<Level> {
    let league = level(at, declared.league.needed(at, &levels_in_words())?)?;
    let empty = |register: &Register| !register.iter().any(|(_, unit)| unit.level == league);
    if register.is_some_and(empty) {
        at.wrong(
            format!("`{}`, of which the register has no unit", league.word()),
            "a level with units to rank",
        );
    }
    Some(league)
}

fn shares(declared: &RankingDeclaration, at: &At, metrics: &DeclaredMetrics) -> Vec<Share> {
    let metric_at = at.key("metric");
    let share_at = at.key("share");
    if declared.metric.is_missing() && declared.share.is_missing() {
        metric_at.wrong("neither `metric` nor `share`", "by which metric to rank");
    }
    let mut shares = Vec::new();
    if let Some(word) = declared.metric.optional(&metric_at) {
        if !declared.share.is_missing() {
            share_at.wrong("`share` beside `metric`", "one of the two");
        }
        shares.extend(metrics.find(&metric_at, word).map(|metric| Share { metric, points: None }));
    }
    if declared.share.is_missing() {
        return shares;
    }
    let written = declared.share.some_items(&share_at);
    let pointed = written.iter().filter(|(_, share)| !share.points.is_missing()).count();
    if pointed == 0 && written.len() > 1 {
        share_at.wrong(
            format!("{} shares without points", written.len()),
            "points for each, or one metric",
        );
    } else if pointed != 0 && pointed != written.len() {
        let found = format!("points for {pointed} of {} shares", written.len());
        share_at.wrong(found, "points for each, or for none");
    }
    let mut once = Once::default();
    for (at, share) in written {
        let points_at = at.key("points");
        let points = share.points.optional(&points_at).and_then(|&points| {
            let positive = u32::try_from(points).ok().filter(|&points| points > 0);
            if positive.is_none() {
                points_at.wrong(format!("`{points}`"), "points above 0");
            }
            positive
        });
        let metric_at = at.key("metric");
        let Some(word) = share.metric.required(&metric_at) else { continue };
        if once.first(&metric_at, word, "a metric in one share")
            && let Some(metric) = metrics.find(&metric_at, word)
        {
            shares.push(Share { metric, points });
        }
    }
    shares
}

/// What a score of several metrics counts against a unit is no number of files.
fn field_mix(declared: &RankingDeclaration, at: &At) -> Option<String> {
    if declared.field_mix.is_missing() {
        return None;
    }
    let at = at.key("field-mix");
    let shares = declared.share.written();
    if shares > 1 {
        at.wrong(format!("a ranking by {shares} metrics"), "a ranking by one metric");
    }
    declared.field_mix.text(&at)
}

fn classes(declared: &RankingDeclaration, at: &At) -> Vec<Class> {
    let mut classes: Vec<Class> = Vec::new();
    for (at, class) in declared.class.items(&at.key("class")) {
        let title = class.title.text(&at.key("title"));
        let from_at = at.key("from-percent");
        let Some(&from) = class.from_percent.required(&from_at) else { continue };
        let percent = u8::try_from(from).ok().filter(|&percent| percent <= 100);
        match (percent, classes.last()) {
            (None, _) => from_at.wrong(format!("`{from}`"), "a percentage from 0 to 100"),
            (Some(from), Some(above)) if from >= above.from_percent => from_at.wrong(
                format!("`{from}` after `{}`", above.from_percent),
                "classes from the best down",
            ),
            (Some(from_percent), _) => {
                classes.push(Class { from_percent, title: title.unwrap_or_default() });
            }
        }
    }
    classes
}

/// The name of the sheet: one that Excel takes, and that no other ranking has.
fn sheet(declared: &RankingDeclaration, at: &At, sheets: &mut Once) -> Option<String> {
    let at = at.key("sheet");
    let name = declared.sheet.text(&at)?;
    let length = name.encode_utf16().count();
    if length > LONGEST {
        at.wrong(format!("a name of {length} characters"), format!("at most {LONGEST}"));
        return None;
    }
    if let Some(refused) = name.chars().find(|&c| REFUSED.contains(c)) {
        at.wrong(format!("`{refused}` in `{name}`"), "a name without any of []:*?/\\");
        return None;
    }
    if name.starts_with('\'') || name.ends_with('\'') {
        at.wrong(format!("`{name}`"), "a name without an apostrophe at its ends");
        return None;
    }
    // Excel takes two names that differ only in case for one.
    let lower = name.to_lowercase();
    if SheetKind::FIXED.iter().any(|kind| kind.name().to_lowercase() == lower) {
        let fixed = SheetKind::FIXED.map(SheetKind::name).join("`, `");
        at.wrong(
            format!("`{name}`"),
            format!("a name other than those of the fixed sheets `{fixed}`"),
        );
        return None;
    }
    sheets.first(&at, &lower, "a sheet name of its own").then_some(name)
}
