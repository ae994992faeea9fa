//! The sentences, in the order in which a leader asks: how did it go, who holds most of what went wrong, who stands how, who
//! moved, whose figures are not in it.

use crate::model::Lang;
use crate::table::Headline;

use super::burden::Burden;
use super::classes::{class_counts, counted};
use super::movers::{Mover, furthest, reason};
use super::whole::WholeRate;
use crate::publish::workbook::facts::Facts;
use crate::publish::workbook::words::{share, size, upper_first};
use crate::text::group_thousands;

/// Units that are named as not being in the figures; where they stand the sheet of submissions has the others.
const MOST_NAMED: usize = 12;

/// Whether numbers with a decimal sign may stand in a sentence: beside cells, which have the sign of whoever opens them, a
/// page would show both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::publish) enum Decimals {
    /// They may.
    Told,
    /// They stand in cells.
    InCells,
}

/// What is to be said of a period.
pub(in crate::publish) fn sentences(facts: &Facts<'_>, decimals: Decimals) -> Vec<String> {
    let headline = facts.headline();
    let told = decimals == Decimals::Told;
    let whole = WholeRate::of(facts, &headline).map(|whole| whole.sentence(told));
    let said = [whole, burden(facts, told), classes(facts), moves(facts)];
    said.into_iter().flatten().chain(gaps(facts, &headline)).collect()
}

/// `2 trong 163 đơn vị chiếm 44,0% của 61.478 hồ sơ quá hạn: …`
fn burden(facts: &Facts<'_>, decimals: bool) -> Option<String> {
    let burden = Burden::of_all(facts)?;
    let each = burden.heaviest()?;
    let name = |unit| facts.pipeline.register.name_apart(unit);
    let named =
        each.iter().map(|(unit, count)| format!("{} {}", name(*unit), group_thousands(*count)));
    let named = named.collect::<Vec<_>>().join("; ");
    let held = share(burden.share(&each).ratio()?, decimals);
    let [few, all] = [each.len(), burden.each.len()].map(size);
    let how = burden.how.as_ref().map(|how| format!(" ({how})")).unwrap_or_default();
    let (total, what) = (group_thousands(burden.total), &burden.what);
    Some(format!("{few} trong {all} đơn vị chiếm {held} của {total} {what}{how}: {named}."))
}

/// `Xếp loại: Sở, ban, ngành: 6 Xuất sắc (+1), 2 Tốt; Cấp xã: …`
fn classes(facts: &Facts<'_>) -> Option<String> {
    let lists = facts.pipeline.rankings.iter().filter_map(|ranking| {
        let counts = class_counts(facts, ranking);
        (!counts.is_empty()).then(|| format!("{}: {}", ranking.sheet, counted(&counts)))
    });
    let lists: Vec<String> = lists.collect();
    (!lists.is_empty()).then(|| format!("Xếp loại: {}.", lists.join("; ")))
}

/// `Tăng hạng nhiều nhất: Sở Tư pháp 12 → 1 (Sở, ban, ngành), do số của đơn vị; giảm …`
fn moves(facts: &Facts<'_>) -> Option<String> {
    let far = |up, what: &str| {
        let movers = furthest(facts, up, 2);
        let first = movers.first()?;
        // Of two that moved as far none is the one that moved furthest.
        let alone = movers.get(1).is_none_or(|second| second.rose() != first.rose());
        alone.then(|| format!("{what} nhiều nhất: {}", moved(facts, first)))
    };
    let far: Vec<String> =
        [far(true, "tăng hạng"), far(false, "giảm hạng")].into_iter().flatten().collect();
    (!far.is_empty()).then(|| format!("{}.", upper_first(&far.join("; "))))
}

fn moved(facts: &Facts<'_>, mover: &Mover<'_>) -> String {
    let register = &facts.pipeline.register;
    let unit = register.find_id(&mover.standing.unit_id);
    let name = unit.map_or_else(|| mover.standing.unit_name.clone(), |ix| register.name_apart(ix));
    let why = reason(facts, mover).map(|why| format!(", {why}")).unwrap_or_default();
    format!("{name} {} → {} ({}){why}", mover.then, mover.now, mover.ranking.sheet)
}

/// From how many forms the figures are, and who is not in them.
fn gaps(facts: &Facts<'_>, headline: &Headline) -> Vec<String> {
    let coverage = &headline.coverage;
    let lacks = coverage.lacks(facts.pipeline, Lang::Vi, MOST_NAMED);
    let said = std::iter::once(coverage.count(Lang::Vi)).chain(lacks);
    said.map(|said| format!("{}.", upper_first(&said))).collect()
}
