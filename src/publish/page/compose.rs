//! The whole page.

use std::collections::{BTreeMap, BTreeSet};

use super::cards::cards;
use super::context::PageContext;
use super::plan::{KeyFigure, MOST_UNITS, PagePlan};
use super::section::section;
use crate::model::Lang;
use crate::pipeline::RankingPage;
use crate::publish::workbook::facts::Facts;
use crate::publish::workbook::words;
use crate::table::{Headline, HeadlineRate};
use crate::text::{alphabet_key, group_thousands, percent};

/// Units that are named as not being in the figures of all.
const MOST_NAMED: usize = 20;

/// Composes the page.
pub(in crate::publish) fn compose(facts: &Facts<'_>, declared: &RankingPage) -> PagePlan {
    let pipeline = facts.pipeline;
    let Headline { rates, coverage } = facts.headline();
    let lacks = coverage.lacks(pipeline, Lang::Vi, MOST_NAMED);
    let coverage = std::iter::once(coverage.count(Lang::Vi)).chain(lacks);
    let sentence = |words: String| format!("{}.", words::upper_first(&words));
    let context = PageContext { facts, alphabet: alphabet(facts), carded: carded(facts) };
    let sections = pipeline.rankings.iter().enumerate();
    PagePlan {
        agency: pipeline.agency.clone(),
        title: declared.title.clone().unwrap_or_else(|| pipeline.title.clone()),
        period: pipeline.period.title(),
        code: facts.inputs.code.to_string(),
        key_figures: rates.iter().filter_map(|rate| key_figure(facts, rate)).collect(),
        coverage: coverage.map(sentence).collect(),
        sections: sections.map(|(at, ranking)| section(&context, at, ranking)).collect(),
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
    let short = rankings.filter(|ranking| {
        facts.inputs.rankings.of(&ranking.id).take(MOST_UNITS + 1).count() <= MOST_UNITS
    });
    let units = short.flat_map(|ranking| facts.inputs.rankings.of(&ranking.id));
    units.map(|standing| standing.unit_id.as_str()).collect()
}
