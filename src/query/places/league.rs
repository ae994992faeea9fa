//! Who is compared in a ranking, what each is ranked by, and why some are not ranked.

use std::fmt::Write as _;

use crate::model::Scope;
use crate::pipeline::{Formula, Grouping, IndicatorValue, MissingParts, Share};
use crate::query::step::Step;

use super::division::AMOUNT;
use super::named_ranking::NamedRanking;

/// `…_league`, `…_figures`, `…_entries` with a status each, and `…_ranked` with the fractions that their values are made of.
pub(super) fn entries(named: &NamedRanking<'_>) -> Vec<Step> {
    vec![league(named, "metrics"), figures(named), statuses(named), ranked(named)]
}

/// The same where a ranking goes by what units say of an indicator.
pub(super) fn indicator_entries(named: &NamedRanking<'_>, indicator: &IndicatorValue) -> Vec<Step> {
    let id = &named.pipeline.measure(indicator.measure).id;
    let value = match &indicator.ratio {
        Some(_) => "numerator IS NOT NULL AND denominator > 0",
        None => "value IS NOT NULL",
    };
    let statuses = format!(
        "SELECT l.period, l.grp, l.unit_id, f.value, f.numerator, f.denominator,\n  CASE WHEN f.told IS NULL THEN \
         'not_submitted'\n    WHEN {value} THEN 'ranked'\n    WHEN f.told = 'left_out' THEN 'incomplete'\n    ELSE 'no_data' END \
         AS status\nFROM {league} l\nLEFT JOIN (\n  SELECT period AS f_period, unit_id AS f_unit, status AS told, value, \
         numerator, denominator\n  FROM indicators WHERE indicator = '{id}'\n) f ON f.f_period = l.period AND f.f_unit = \
         l.unit_id",
        league = named.name("league"),
    );
    // A double next to a decimal becomes the decimal again, whether an engine cuts off or rounds.
    let amount = |column: &str| format!("CAST({column} * {AMOUNT} + 0.25 AS BIGINT)");
    let ranked = format!(
        "SELECT period, grp, unit_id, value, numerator, denominator,\n  {} AS n0, {} AS d0\nFROM {}\nWHERE status = 'ranked'",
        amount("numerator"),
        amount("denominator"),
        named.name("entries"),
    );
    vec![
        league(named, "indicators"),
        named.step("entries", "what each says of the indicator, and who has no place", statuses),
        named.step("ranked", "those with a place", ranked),
    ]
}

/// The units that are compared, in each period that there is.
fn league(named: &NamedRanking<'_>, table: &str) -> Step {
    let ranking = named.ranking;
    let grp = match ranking.grouping {
        Grouping::Whole => "''",
        Grouping::Parent => "CASE WHEN u.parent_id IS NULL THEN '' ELSE u.parent_id END",
    };
    let select = format!(
        "SELECT p.period, {grp} AS grp, u.unit_id\nFROM units u\nCROSS JOIN (SELECT period FROM {table} GROUP BY period) p\nWHERE \
         u.level = '{}'",
        ranking.league.word()
    );
    named.step("league", "the units that are compared", select)
}

/// The sums over all fields in the scope of the ranking; a unit with nothing under it has the same in both.
fn figures(named: &NamedRanking<'_>) -> Step {
    let columns = "period, unit_id, metric, numerator, denominator, CAST(gaps AS BIGINT) AS gaps";
    let of = |scope: Scope| {
        format!(
            "SELECT {columns}\nFROM metrics\nWHERE field IS NULL AND scope = '{}'",
            scope.word()
        )
    };
    let select = match named.ranking.scope {
        Scope::Own => of(Scope::Own),
        Scope::Total => format!(
            "{}\nUNION ALL\nSELECT {columns}\nFROM metrics m\nLEFT JOIN (\n  SELECT parent_id AS above, 1 AS is_above FROM units \
             WHERE parent_id IS NOT NULL GROUP BY parent_id\n) b ON b.above = m.unit_id\nWHERE field IS NULL AND scope = '{}' AND \
             b.is_above IS NULL",
            of(Scope::Total),
            Scope::Own.word(),
        ),
    };
    named.step("figures", "their sums over all fields", select)
}

/// The sums of each share beside one another, with what they come to.
fn statuses(named: &NamedRanking<'_>) -> Step {
    let shares = 0..named.ranking.shares.len();
    let columns: Vec<String> =
        shares.map(|at| format!("s{at}.a{at}, s{at}.b{at}, s{at}.g{at}")).collect();
    let columns = columns.join(", ");
    let mut joins = String::new();
    for (at, share) in named.ranking.shares.iter().enumerate() {
        let metric = &named.pipeline.metric(share.metric).id;
        // Writing to a String cannot fail.
        let _ = write!(
            joins,
            "\nLEFT JOIN (\n  SELECT period AS p{at}, unit_id AS u{at}, numerator AS a{at}, denominator AS b{at}, gaps AS \
             g{at}\n  FROM {} WHERE metric = '{metric}'\n) s{at} ON s{at}.p{at} = l.period AND s{at}.u{at} = l.unit_id",
            named.name("figures"),
        );
    }
    let select = format!(
        "SELECT l.period, l.grp, l.unit_id, {columns},\n  {} AS status\nFROM {} l{joins}",
        status(named),
        named.name("league"),
    );
    named.step("entries", "what each is ranked by, and who has no place", select)
}

fn status(named: &NamedRanking<'_>) -> String {
    let ranking = named.ranking;
    let shares = 0..ranking.shares.len();
    let all = |of: &dyn Fn(usize) -> String, with: &str| -> String {
        let parts: Vec<String> = shares.clone().map(of).collect();
        format!("({})", parts.join(with))
    };
    let has = |at: usize| format!("b{at} > 0");
    let value = match ranking.missing_parts {
        MissingParts::Rescale => all(&has, " OR "),
        MissingParts::NoValue => all(&has, " AND "),
    };
    let lacks = all(&|at| format!("g{at} > 0"), " OR ");
    let absent = all(&|at| format!("b{at} IS NULL"), " OR ");
    let least = ranking.minimum_denominator;
    let enough = all(&|at| format!("(b{at} IS NULL OR b{at} <= 0 OR b{at} >= {least})"), " AND ");
    let gaps = if ranking.incomplete.is_ranked() {
        String::new()
    } else {
        format!("WHEN {value} AND {lacks} THEN 'incomplete'\n    ")
    };
    format!(
        "CASE {gaps}WHEN {value} AND {enough} THEN 'ranked'\n    WHEN {value} THEN 'below_minimum'\n    WHEN {absent} THEN \
         'not_submitted'\n    WHEN {lacks} THEN 'incomplete'\n    ELSE 'no_data' END"
    )
}

/// Who has a place, with a fraction for each share: their sum is the value.
fn ranked(named: &NamedRanking<'_>) -> Step {
    let ranking = named.ranking;
    let several = ranking.shares.len() > 1;
    let rescaled = several && ranking.missing_parts == MissingParts::Rescale;
    let points = |share: &Share| share.points.unwrap_or(1);
    let full: u32 = ranking.shares.iter().map(points).sum();
    let shares = || ranking.shares.iter().enumerate();
    let present: Vec<String> = shares()
        .map(|(at, share)| format!("CASE WHEN b{at} > 0 THEN {} ELSE 0 END", points(share)))
        .collect();
    let present = present.join(" + ");
    let fractions = shares().map(|(at, share)| {
        let metric = named.pipeline.metric(share.metric);
        // Whole numbers are divided towards zero by some and downwards by others: none is below zero.
        let below_zero = [&metric.numerator, &metric.denominator].into_iter().any(subtracts);
        let above = if below_zero { format!("(a{at} + 1000000 * b{at})") } else { format!("a{at}") };
        match (several, rescaled) {
            (false, _) => format!("{above} AS n{at}, b{at} AS d{at}"),
            (true, false) => format!("{above} * {} AS n{at}, b{at} AS d{at}", points(share)),
            (true, true) => format!(
                "CASE WHEN b{at} > 0 THEN {above} * {} ELSE 0 END AS n{at},\n  CASE WHEN b{at} > 0 THEN b{at} * ({present}) ELSE 1 \
                 END AS d{at}",
                points(share) * full
            ),
        }
    });
    let ties = named.ties().into_iter().map(|(name, key)| format!("{key} AS {name}"));
    let columns: Vec<String> = fractions.chain(ties).collect();
    let select = format!(
        "SELECT period, grp, unit_id,\n  {}\nFROM {}\nWHERE status = 'ranked'",
        columns.join(",\n  "),
        named.name("entries"),
    );
    named.step("ranked", "those with a place: the sum of n / d is what they are ranked by", select)
}

fn subtracts(formula: &Formula) -> bool {
    formula.terms.iter().any(|&(sign, _)| sign < 0)
}
