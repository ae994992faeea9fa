//! The whole page.

use std::collections::{BTreeMap, BTreeSet};

use super::cards::cards;
use super::columns::{ListColumn, columns};
use super::context::PageContext;
use super::looks::looks;
use super::plan::{KeyFigure, PagePlan};
use super::section::section;
use crate::model::Lang;
use crate::pipeline::{MetricIx, RankingPage};
use crate::publish::inspection::section::sections as inspections;
use crate::publish::said::{Decimals, sentences};
use crate::publish::workbook::facts::Facts;
use crate::table::{Headline, HeadlineRate};
use crate::text::{alphabet_key, group_thousands, percent};

/// Composes the page.
pub(in crate::publish) fn compose(facts: &Facts<'_>, declared: &RankingPage) -> PagePlan {
    let pipeline = facts.pipeline;
    let Headline { rates, .. } = facts.headline();
    let goes_by = |metric: MetricIx| {
        let mut shares = pipeline.rankings.iter().flat_map(|ranking| &ranking.shares);
        shares.any(|share| share.metric == metric)
    };
    let rates = rates.iter().filter(|rate| goes_by(rate.metric));
    let context = PageContext { facts, alphabet: alphabet(facts), carded: carded(facts) };
    let rankings = pipeline.rankings.iter();
    let columns: Vec<Vec<ListColumn>> = rankings.map(|ranking| columns(facts, ranking)).collect();
    let sections = pipeline.rankings.iter().enumerate().zip(&columns);
    PagePlan {
        agency: pipeline.agency.clone(),
        title: declared.title.clone().unwrap_or_else(|| pipeline.title.clone()),
        period: pipeline.period.title(),
        code: facts.inputs.code.to_string(),
        says: sentences(facts, Decimals::Told),
        key_figures: rates.filter_map(|rate| key_figure(facts, rate)).collect(),
        looks: looks(&columns),
        sections: sections.map(|(ranking, columns)| section(&context, ranking, columns)).collect(),
        inspections: inspections(facts),
        cards: cards(&context),
    }
}

fn key_figure(facts: &Facts<'_>, figures: &HeadlineRate) -> Option<KeyFigure> {
    let HeadlineRate { metric, rate, lacks, coverage } = figures;
    let few = (coverage.received < coverage.expected).then(|| coverage.count(Lang::Vi));
    let doubts = few.into_iter().chain(lacks.then(|| "số liệu chưa đủ".to_owned()));
    let [above, below] = [rate.numerator, rate.denominator].map(group_thousands);
    Some(KeyFigure {
        title: facts.pipeline.metric(*metric).title.clone(),
        rate: percent(rate.ratio()?),
        counts: format!("{above} / {below}"),
        doubt: doubts.collect::<Vec<_>>().join("; "),
    })
}

/// The place of each unit that is ranked anywhere in the order of the alphabet; units of one name share one.
fn alphabet<'a>(facts: &Facts<'a>) -> BTreeMap<&'a str, usize> {
    let rows = facts.inputs.rankings.rows.iter();
    let mut names: Vec<&str> = rows.map(|row| row.unit_name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names.sort_by_cached_key(|name| alphabet_key(name));
    names.into_iter().zip(1..).collect()
}

/// The units that have a card: those that stand in a list which is not too long.
fn carded<'a>(facts: &Facts<'a>) -> BTreeSet<&'a str> {
    let rankings = facts.pipeline.rankings.iter();
    let short = rankings
        .filter(|ranking| facts.inputs.rankings.of(&ranking.id).count() <= RankingPage::MOST_UNITS);
    let units = short.flat_map(|ranking| facts.inputs.rankings.of(&ranking.id));
    units.map(|standing| standing.unit_id.as_str()).collect()
}
