//! Rankings: a league, what counts, and by which metrics.

use super::class::classes;
use super::definitions::definitions;
use super::metric::DeclaredMetrics;
use super::names::{ITS_OWN_ID, Names, Once, id};
use strum::VariantArray as _;

use super::choices::{choice, choice_or, listed, quoted};
use super::ranked_indicator::{KnownIndicators, ranked_indicator};
use super::reach::{level, levels_in_words};
use crate::model::{Level, Scope};
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{
    AT_LEAST_ONE, InBoth, ONE_OF_TWO, as_written, at_most, both, headed,
};
use crate::pipeline::metric::Better;
use crate::pipeline::ranking::{
    Grouping, Incomplete, MissingParts, Ranking, Share, TieBreak, better,
};
use crate::pipeline::register::Register;
use crate::pipeline::workbook::SheetKind;
use crate::pipeline::written::ranking::RankingDeclaration;

/// Characters Excel refuses in the name of a sheet.
const REFUSED: &str = "[]:*?/\\";

/// What follows the name of a ranking on the tab of the sheet of its definitions.
const DEFINITIONS: &str = " (cách tính)";

/// What the name of a sheet is.
const ITS_OWN_SHEET: InBoth = ("tên trang tính riêng", "a sheet name of its own");

/// Longest name of a sheet in Excel, in UTF-16 units.
const LONGEST: usize = 31;

/// The rankings of a pipeline and their ids, the ids of faulty ones too; and the ids of those that declare definitions.
pub(super) fn rankings(
    declared: &[(At, &RankingDeclaration)],
    metrics: &DeclaredMetrics,
    indicators: &KnownIndicators<'_>,
    register: Option<&Register>,
) -> (Vec<Ranking>, Names, Vec<String>) {
    let mut ids = Once::default();
    let mut sheets = Once::default();
    let mut known = Vec::new();
    let mut compared = Vec::new();
    let mut rankings = Vec::new();
    for (at, declared) in declared {
        let id_at = at.key("id");
        let id = id(&declared.id, &id_at, true);
        let id = id.filter(|id| ids.first(&id_at, id, ITS_OWN_ID));
        known.extend(id.clone());
        compared.extend(id.clone().filter(|_| !declared.definitions.is_missing()));
        let sheet = sheet(declared, at, &mut sheets);
        let ranking = ranking(declared, at, metrics, (indicators, register));
        if let (Some(id), Some((sheet, definitions_sheet)), Some(ranking)) = (id, sheet, ranking) {
            rankings.push(Ranking { id, sheet, definitions_sheet, ..ranking });
        }
    }
    (
        rankings,
        Names { what: ("một bảng xếp hạng", "a ranking"), ids: known, complete: true },
        compared,
    )
}

/// A ranking but for its id and sheet.
fn ranking(
    declared: &RankingDeclaration,
    at: &At,
    metrics: &DeclaredMetrics,
    (known, register): (&KnownIndicators<'_>, Option<&Register>),
) -> Option<Ranking> {
    let title = declared.title.text(&at.key("title"));
    let league = league(declared, &at.key("league"), register);
    let scope = choice(
        &declared.scope,
        &at.key("scope"),
        &headed(("một phạm vi", "a scope"), &listed(&Scope::ALL)),
        &Scope::ALL,
    );
    let (group_at, all) = (at.key("group-by"), Grouping::VARIANTS);
    let grouping = choice_or(&declared.group_by, &group_at, &quoted(all), all, Grouping::default());
    let indicator = ranked_indicator(declared, at, known, (league, scope));
    let by_indicator = !declared.indicator.is_missing();
    let shares = if by_indicator { Vec::new() } else { shares(declared, at, metrics) };
    let minimum_at = at.key("minimum-denominator");
    let minimum_denominator = declared.minimum_denominator.optional(&minimum_at).copied();
    let minimum_denominator = minimum_denominator.unwrap_or(Ranking::LEAST_DENOMINATOR);
    if minimum_denominator < 1 {
        minimum_at.wrong(as_written(minimum_denominator), AT_LEAST_ONE);
    }
    let incomplete_at = at.key("incomplete");
    let (all, usual) = (&Incomplete::ALL, Incomplete::default());
    let incomplete = choice_or(&declared.incomplete, &incomplete_at, &listed(all), all, usual);
    let missing_parts = missing_parts(declared, at, &shares);
    let (tie_at, all) = (at.key("tie-break"), TieBreak::VARIANTS);
    let tie_break = choice_or(&declared.tie_break, &tie_at, &quoted(all), all, TieBreak::default());
    let better = indicator.map_or_else(|| better(&shares, &metrics.supplied), |by| by.better);
    let classes = classes(declared, at, better);
    let definitions = definitions(declared, at, metrics);
    let mut once = Once::default();
    let shown = declared.show.items(&at.key("show"));
    let show = shown
        .iter()
        .filter(|(at, word)| {
            once.first(at, word, ("mỗi chỉ tiêu nêu một lần", "a metric shown once"))
        })
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
        indicator,
        minimum_denominator,
        incomplete: incomplete?,
        missing_parts: missing_parts?,
        tie_break: tie_break?,
        classes,
        definitions,
        definitions_sheet: String::new(),
        show,
        field_mix: field_mix(declared, at),
    })
}

fn league(declared: &RankingDeclaration, at: &At, register: Option<&Register>) -> Option<Level> {
    let league = level(at, declared.league.needed(at, levels_in_words())?)?;
    let empty = |register: &Register| !register.iter().any(|(_, unit)| unit.level == league);
    if register.is_some_and(empty) {
        let word = league.word();
        at.wrong(
            both!(
                "`{word}`, danh mục không có đơn vị nào của cấp này",
                "`{word}`, of which the register has no unit"
            ),
            ("một cấp có đơn vị để xếp hạng", "a level with units to rank"),
        );
    }
    Some(league)
}

fn shares(declared: &RankingDeclaration, at: &At, metrics: &DeclaredMetrics) -> Vec<Share> {
    let metric_at = at.key("metric");
    let share_at = at.key("share");
    if declared.metric.is_missing() && declared.share.is_missing() {
        metric_at.wrong(
            (
                "không có `metric`, `share` hay `indicator`",
                "none of `metric`, `share` and `indicator`",
            ),
            ("nêu chỉ tiêu để xếp hạng", "by which metric to rank"),
        );
    }
    let mut shares = Vec::new();
    if let Some(word) = declared.metric.optional(&metric_at) {
        if !declared.share.is_missing() {
            share_at.wrong(("`share` cùng với `metric`", "`share` beside `metric`"), ONE_OF_TWO);
        }
        shares.extend(metrics.find(&metric_at, word).map(|metric| Share { metric, points: None }));
    }
    if declared.share.is_missing() {
        return shares;
    }
    let written = declared.share.some_items(&share_at);
    let pointed = written.iter().filter(|(_, share)| !share.points.is_missing()).count();
    if pointed == 0 && written.len() > 1 {
        let count = written.len();
        share_at.wrong(
            both!("{count} phần không có điểm", "{count} shares without points"),
            ("điểm cho mỗi phần, hoặc một chỉ tiêu", "points for each, or one metric"),
        );
    } else if pointed != 0 && pointed != written.len() {
        let count = written.len();
        share_at.wrong(
            both!(
                "điểm cho {pointed} trong {count} phần",
                "points for {pointed} of {count} shares"
            ),
            ("điểm cho mỗi phần, hoặc không phần nào", "points for each, or for none"),
        );
    }
    let mut once = Once::default();
    for (at, share) in written {
        let points_at = at.key("points");
        let points = share.points.optional(&points_at).and_then(|&points| {
            let positive = u32::try_from(points).ok().filter(|&points| points > 0);
            if positive.is_none() {
                points_at.wrong(as_written(points), ("điểm lớn hơn 0", "points above 0"));
            }
            positive
        });
        let metric_at = at.key("metric");
        let Some(word) = share.metric.required(&metric_at) else { continue };
        if once.first(&metric_at, word, ("mỗi chỉ tiêu ở một phần", "a metric in one share"))
            && let Some(metric) = metrics.find(&metric_at, word)
        {
            if points.is_some() && metrics.supplied[metric.index()].better == Better::Lower {
                points_at.wrong(
                    both!(
                        "điểm cho `{word}`, chỉ tiêu càng ít càng tốt",
                        "points for `{word}`, of which less is better"
                    ),
                    (
                        "điểm cho chỉ tiêu càng nhiều càng tốt",
                        "points for a metric of which more is better",
                    ),
                );
            }
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
        at.wrong(
            both!("bảng xếp hạng theo {shares} chỉ tiêu", "a ranking by {shares} metrics"),
            ("bảng xếp hạng theo một chỉ tiêu", "a ranking by one metric"),
        );
    }
    declared.field_mix.text(&at)
}

/// One metric has no other parts to count for it.
fn missing_parts(declared: &RankingDeclaration, at: &At, shares: &[Share]) -> Option<MissingParts> {
    let (at, all) = (at.key("missing-parts"), MissingParts::VARIANTS);
    let usual = MissingParts::default();
    let missing = choice_or(&declared.missing_parts, &at, &quoted(all), all, usual);
    if missing == Some(MissingParts::Rescale) && shares.len() == 1 {
        at.wrong(
            ("`rescale` với một chỉ tiêu", "`rescale` of one metric"),
            ("nhiều phần có điểm", "several shares with points"),
        );
    }
    missing
}

/// The names of its sheet and of that of its definitions: such that Excel takes, and that no other ranking has.
fn sheet(declared: &RankingDeclaration, at: &At, sheets: &mut Once) -> Option<(String, String)> {
    let at = at.key("sheet");
    let name = declared.sheet.text(&at)?;
    let length = name.encode_utf16().count();
    if length > LONGEST {
        at.wrong(
            both!("tên dài {length} ký tự", "a name of {length} characters"),
            at_most(LONGEST),
        );
        return None;
    }
    if let Some(refused) = name.chars().find(|&c| REFUSED.contains(c)) {
        at.wrong(
            both!("`{refused}` trong `{name}`", "`{refused}` in `{name}`"),
            ("tên không có ký tự nào trong []:*?/\\", "a name without any of []:*?/\\"),
        );
        return None;
    }
    if name.starts_with('\'') || name.ends_with('\'') {
        at.wrong(
            as_written(name),
            ("tên không có dấu nháy ở hai đầu", "a name without an apostrophe at its ends"),
        );
        return None;
    }
    // Excel takes two names that differ only in case for one.
    let lower = name.to_lowercase();
    let fixed = SheetKind::FIXED.iter().map(|kind| kind.name());
    let mut fixed = fixed.chain(SheetKind::INDICATORS);
    if fixed.any(|name| name.to_lowercase() == lower) {
        let fixed = SheetKind::FIXED.map(SheetKind::name).join("`, `");
        at.wrong(
            as_written(name),
            both!(
                "tên khác tên các trang tính có sẵn `{fixed}`",
                "a name other than those of the fixed sheets `{fixed}`"
            ),
        );
        return None;
    }
    if !sheets.first(&at, &lower, ITS_OWN_SHEET) {
        return None;
    }
    if declared.definitions.is_missing() {
        return Some((name, String::new()));
    }
    let most = LONGEST - DEFINITIONS.encode_utf16().count();
    if length > most {
        at.wrong(
            both!(
                "tên dài {length} ký tự cùng với `definitions`",
                "a name of {length} characters beside `definitions`"
            ),
            both!(
                "nhiều nhất {most}, vì `{DEFINITIONS}` đứng sau nó trên thẻ",
                "at most {most}, for `{DEFINITIONS}` follows it on a tab"
            ),
        );
        return None;
    }
    let second = format!("{name}{DEFINITIONS}");
    let own = sheets.first(&at, &second.to_lowercase(), ITS_OWN_SHEET);
    own.then_some((name, second))
}
