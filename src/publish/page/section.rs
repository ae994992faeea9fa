//! A ranking on the page.

use super::columns::{ListColumn, columns};
use super::context::PageContext;
use super::funnel::funnel;
use super::json::rows_as_json;
use super::plan::{ClassCount, FIRST_ROWS, MOST_UNITS, PageColumn, RankingSection, SectionData};
use super::rows::{ListedUnits, rows};
use super::strip::StripScale;
use crate::model::Rate;
use crate::pipeline::{Grouping, Ranking};
use crate::publish::workbook::certainty;
use crate::publish::workbook::facts::Facts;
use crate::publish::workbook::ranking_notes::notes;
use crate::publish::workbook::words;
use crate::publish::workbook::words::size;
use crate::table::{Standing, StandingStatus};
use crate::text::{group_thousands, percent};

/// Composes a ranking, that stands at this place of the declaration.
pub(super) fn section<'a>(
    context: &PageContext<'a, '_>,
    at: usize,
    ranking: &'a Ranking,
) -> RankingSection {
    let facts = context.facts;
    let mut standings: Vec<&Standing> = facts.inputs.rankings.of(&ranking.id).collect();
    for group in standings.chunk_by_mut(|a, b| a.group == b.group) {
        group.sort_by_key(|standing| standing.status != StandingStatus::Ranked);
    }
    let ranked: Vec<&Standing> =
        standings.iter().filter(|row| row.status == StandingStatus::Ranked).copied().collect();
    let columns = columns(facts, ranking);
    let whole = pooled(&ranked);
    let scale = StripScale::of(&ranked, whole);
    let units =
        ListedUnits { context, ranking, columns: &columns, notes: notes(facts, ranking), scale };
    let long = standings.len() > MOST_UNITS;
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
        about: about(facts, ranking, (&standings, &ranked), whole),
        classes: classes(ranking, &ranked),
        columns: columns.iter().map(|column| shown(facts, ranking, *column)).collect(),
        rows: listed,
        data,
        funnel: funnel(facts, at, long),
    }
}

fn shown(facts: &Facts<'_>, ranking: &Ranking, column: ListColumn) -> PageColumn {
    PageColumn { title: column.title(facts, ranking), look: column.look() }
}

/// The sums of all that have a place, where the ranking is by one metric.
fn pooled(ranked: &[&Standing]) -> Option<Rate> {
    let mut whole = Rate { numerator: 0, denominator: 0 };
    for standing in ranked {
        whole.numerator += standing.numerator?;
        whole.denominator += standing.denominator?;
    }
    (whole.denominator > 0).then_some(whole)
}

/// What a ranking goes by, who is in it, and what they have together.
fn about(
    facts: &Facts<'_>,
    ranking: &Ranking,
    (standings, ranked): (&[&Standing], &[&Standing]),
    whole: Option<Rate>,
) -> Vec<String> {
    let pipeline = facts.pipeline;
    let mut about = Vec::new();
    let others = standings.len() - ranked.len();
    let mut who = format!("Xếp hạng {} đơn vị", size(ranked.len()));
    if others > 0 {
        who = format!("{who}, không xếp hạng {}", size(others));
    }
    if let Some((rate, share)) = whole.zip(ranking.shares.first()) {
        let metric = pipeline.metric(share.metric);
        let [above, below] = [rate.numerator, rate.denominator].map(group_thousands);
        let scale = facts.scale(metric);
        who = format!(
            "{who}; chung các đơn vị xếp hạng: {} ({above} / {below} {scale})",
            rate.ratio().map(percent).unwrap_or_default()
        );
    }
    about.push(format!("{who}."));
    let shares = ranking.shares.iter();
    let defined = shares.map(|share| words::definition(pipeline.metric(share.metric)));
    let mut rules = vec![format!("{}.", defined.collect::<Vec<_>>().join("; "))];
    if ranking.is_score() {
        rules.push(format!("Điểm = {}.", words::basis(pipeline, ranking)));
    }
    if facts.lower_is_better(ranking) {
        rules.push("Tỷ lệ càng thấp, hạng càng cao.".to_owned());
    }
    if ranking.grouping == Grouping::Parent {
        rules.push("Mỗi địa bàn là một danh sách riêng.".to_owned());
    }
    rules.extend(words::minimum(facts, ranking));
    if let Some(classes) = words::classes(pipeline, ranking) {
        rules.push(format!("Xếp loại: {classes}."));
    }
    if certainty::has_intervals(ranking) && whole.is_some() {
        rules.push(
            "Vạch ngang: khoảng 95 % của tỷ lệ; vạch ngắn: tỷ lệ; vạch đứng: mức chung.".to_owned(),
        );
    }
    about.push(rules.join(" "));
    about
}

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
