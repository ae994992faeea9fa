//! A ranking on the page.

use super::columns::ListColumn;
use super::context::PageContext;
use super::funnel::funnel;
use super::json::rows_as_json;
use super::plan::{ClassCount, FIRST_ROWS, PageColumn, RankingSection, SectionData};
use super::rows::{ListedUnits, rows};
use super::strip::StripScale;
use crate::pipeline::{Grouping, Ranking, RankingPage};
use crate::publish::workbook::certainty;
use crate::publish::workbook::facts::Facts;
use crate::publish::workbook::list_total::ListTotal;
use crate::publish::workbook::ranking_notes::notes;
use crate::publish::workbook::words;
use crate::publish::workbook::words::size;
use crate::table::{Standing, StandingStatus};
use crate::text::{group_thousands, percent};

/// Composes a ranking, that stands at this place of the declaration, with these columns.
pub(super) fn section<'a>(
    context: &PageContext<'a, '_>,
    (at, ranking): (usize, &'a Ranking),
    columns: &[ListColumn],
) -> RankingSection {
    let facts = context.facts;
    let mut standings: Vec<&Standing> = facts.inputs.rankings.of(&ranking.id).collect();
    for group in standings.chunk_by_mut(|a, b| a.group == b.group) {
        group.sort_by_key(|standing| standing.status != StandingStatus::Ranked);
    }
    let ranked: Vec<&Standing> =
        standings.iter().filter(|row| row.status == StandingStatus::Ranked).copied().collect();
    let total = whole(facts, ranking, &standings);
    let scale = StripScale::of(&ranked, total.map(|total| total.sum.rate()));
    let units = ListedUnits { context, ranking, columns, notes: notes(facts, ranking), scale };
    let long = standings.len() > RankingPage::MOST_UNITS;
    let mut listed = rows(&units, &standings);
    let data = long.then(|| SectionData {
        json: rows_as_json(&listed),
        all: size(standings.len()),
        shown: size(FIRST_ROWS),
    });
    listed.truncate(if long { FIRST_ROWS } else { listed.len() });
    RankingSection {
        id: ranking.id.clone(),
        name: ranking.sheet.clone(),
        title: ranking.title.clone(),
        ranked: size(ranked.len()),
        about: about(facts, ranking, (&standings, &ranked), total),
        rules: rules(facts, ranking),
        classes: classes(ranking, &ranked),
        columns: columns.iter().map(|column| shown(facts, ranking, *column)).collect(),
        mean: scale.map(StripScale::mean).unwrap_or_default(),
        rows: listed,
        data,
        funnel: funnel(facts, at, long),
    }
}

fn shown(facts: &Facts<'_>, ranking: &Ranking, column: ListColumn) -> PageColumn {
    PageColumn { title: column.title(facts, ranking), kind: column.kind() }
}

/// The metric that a ranking goes by of its whole list, where it goes by one.
fn whole(facts: &Facts<'_>, ranking: &Ranking, list: &[&Standing]) -> Option<ListTotal> {
    let [share] = ranking.shares.as_slice() else { return None };
    ListTotal::of(facts, ranking, share.metric, list)
}

/// Who is in a ranking, and what they have together.
fn about(
    facts: &Facts<'_>,
    ranking: &Ranking,
    (standings, ranked): (&[&Standing], &[&Standing]),
    total: Option<ListTotal>,
) -> String {
    let others = standings.len() - ranked.len();
    let mut who = format!("Xếp hạng {} đơn vị", size(ranked.len()));
    if others > 0 {
        who = format!("{who}, không xếp hạng {}", size(others));
    }
    let Some((ListTotal { sum, units }, share)) = total.zip(ranking.shares.first()) else {
        return format!("{who}.");
    };
    let scale = facts.scale(facts.pipeline.metric(share.metric));
    let (rate, [above, below]) =
        (sum.rate(), [sum.numerator, sum.denominator].map(group_thousands));
    let rate = rate.ratio().map(percent).unwrap_or_default();
    let lacks = if sum.gaps > 0 { "; số liệu chưa đủ" } else { "" };
    format!("{who}. Chung {} đơn vị: {rate} ({above} / {below} {scale}){lacks}.", size(units))
}

/// What it goes by, and how it is read.
fn rules(facts: &Facts<'_>, ranking: &Ranking) -> String {
    let pipeline = facts.pipeline;
    let shares = ranking.shares.iter();
    let defined = shares.map(|share| words::definition(pipeline.metric(share.metric)));
    let mut rules = match words::by_indicator(pipeline, ranking) {
        Some(said) => vec![said],
        None => vec![format!("{}.", defined.collect::<Vec<_>>().join("; "))],
    };
    if ranking.is_score() {
        rules.push(format!("Điểm = {}.", words::basis(pipeline, ranking)));
    }
    if facts.lower_is_better(ranking) && ranking.indicator.is_none() {
        rules.push("Tỷ lệ càng thấp, hạng càng cao.".to_owned());
    }
    if ranking.grouping == Grouping::Parent {
        rules.push("Mỗi địa bàn là một danh sách riêng.".to_owned());
    }
    rules.extend(words::minimum(facts, ranking));
    if let Some(classes) = words::classes(pipeline, ranking) {
        rules.push(format!("Xếp loại: {classes}."));
    }
    rules.extend(words::needed(facts, ranking).map(|(_, said)| said));
    if certainty::has_intervals(ranking) {
        rules.push(INTERVALS.to_owned());
    }
    rules.join(" ")
}

/// How strips and intervals are read.
const INTERVALS: &str = "Khoảng 95%: vạch ngang là khoảng của tỷ lệ, vạch ngắn là tỷ lệ, vạch đứng là mức chung. Hạng có \
    thể: hạng thật nhiều khả năng nằm trong khoảng ấy.";

/// How many units are in each class, the best class first.
fn classes(ranking: &Ranking, ranked: &[&Standing]) -> Vec<ClassCount> {
    let count = |title: &String| {
        ranked.iter().filter(|standing| standing.class.as_ref() == Some(title)).count()
    };
    let classes = ranking.classes.iter();
    classes
        .map(|class| ClassCount { title: class.title.clone(), count: size(count(&class.title)) })
        .collect()
}
