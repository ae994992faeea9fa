//! A ranking by an indicator in place of metrics: what units report of it, as it is.

use strum::VariantArray as _;

use super::choices::{choice, quoted};
use super::formula::short;
use super::names::Names;
use crate::model::{Level, MeasureIx, Scope, Sentence};
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{InBoth, both};
use crate::pipeline::form::{Form, IndicatorKind};
use crate::pipeline::metric::Better;
use crate::pipeline::ranking::{MissingParts, RankedIndicator, Ranking, TieBreak};
use crate::pipeline::written::ranking::RankingDeclaration;

/// What an indicator may be taken from.
pub(super) struct KnownIndicators<'k> {
    pub(super) forms: &'k [Form],
    /// All counts and indicators.
    pub(super) names: &'k Names,
}

/// The indicator that a ranking goes by; `league` and `scope` are its own, where they are known.
pub(super) fn ranked_indicator(
    declared: &RankingDeclaration,
    at: &At,
    known: &KnownIndicators<'_>,
    (league, scope): (Option<Level>, Option<Scope>),
) -> Option<RankedIndicator> {
    let key = at.key("indicator");
    let better_at = at.key("better");
    let Some(word) = declared.indicator.optional(&key) else {
        if !declared.better.is_missing() {
            better_at
                .wrong(("`better` không có `indicator`", "`better` without `indicator`"), BESIDE);
        }
        return None;
    };
    alone(declared, at);
    if scope.is_some_and(|scope| scope != Scope::Own) {
        at.key("scope").wrong(
            (
                "một chỉ tiêu của biểu, cộng với các đơn vị bên dưới",
                "an indicator, with the units below",
            ),
            Sentence::same("`scope = \"own\"`"),
        );
    }
    let better = choice(&declared.better, &better_at, &quoted(Better::VARIANTS), Better::VARIANTS);
    let measure = MeasureIx(short(known.names.find(&key, word)?));
    let of = known.forms.iter().find_map(|form| {
        let line = form.indicators.iter().filter_map(|line| line.value.as_ref());
        Some((form, { line }.find(|value| value.measure == measure)?))
    });
    let Some((form, value)) = of else {
        // A form that is declared wrongly has told so.
        if known.names.complete {
            key.wrong(
                both!("`{word}`, là cột của một biểu", "`{word}`, which is a column of a form"),
                ("một chỉ tiêu của biểu", "an indicator of a form"),
            );
        }
        return None;
    };
    if let Some(level) = league.filter(|level| !form.sent_by.contains(level)) {
        let (form, level) = (&form.id, level.word());
        at.key("league").wrong(
            both!("`{level}`, không gửi {form}", "`{level}`, which does not send {form}"),
            ("một cấp gửi biểu ấy", "a level that sends that form"),
        );
    }
    if !declared.class.is_missing() && value.kind != IndicatorKind::Percent {
        at.key("class").wrong(
            both!("mức theo phần trăm của `{word}`", "classes by percent of `{word}`"),
            ("chỉ tiêu là tỷ lệ phần trăm", "an indicator that is a percentage"),
        );
    }
    Some(RankedIndicator { measure, better: better? })
}

const BESIDE: InBoth = ("`indicator` bên cạnh", "`indicator` beside it");

/// What is about metrics has no place beside an indicator, unless it says what holds anyway.
fn alone(declared: &RankingDeclaration, at: &At) {
    let least = declared.minimum_denominator.optional(&at.key("minimum-denominator"));
    let parts = declared.missing_parts.optional(&at.key("missing-parts"));
    let tie = declared.tie_break.optional(&at.key("tie-break"));
    let others = [
        ("metric", declared.metric.is_missing()),
        ("share", declared.share.is_missing()),
        ("minimum-denominator", least.is_none_or(|least| *least == Ranking::LEAST_DENOMINATOR)),
        ("missing-parts", parts.is_none_or(|word| word == <&str>::from(MissingParts::default()))),
        ("tie-break", tie.is_none_or(|word| word == <&str>::from(TieBreak::default()))),
        ("definitions", declared.definitions.is_missing()),
        ("field-mix", declared.field_mix.is_missing()),
    ];
    for (key, _) in others.into_iter().filter(|(_, is_missing)| !is_missing) {
        at.key(key).wrong(
            both!("`{key}` cùng với `indicator`", "`{key}` beside `indicator`"),
            ("bảng xếp hạng theo tỷ lệ", "a ranking by rates"),
        );
    }
}
