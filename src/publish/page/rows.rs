//! The rows of a ranking: what each column says of a unit, and what it is sorted by.

use std::collections::BTreeMap;

use super::columns::ListColumn;
use super::context::PageContext;
use super::figures::{NONE, moved, points, rate};
use super::plan::{PageRow, PageText};
use super::strip::StripScale;
use crate::model::Rate;
use crate::pipeline::{Grouping, Ranking, Share};
use crate::publish::workbook::certainty;
use crate::table::{Standing, StandingStatus};
use crate::text::{group_thousands, percent};

/// Behind every place.
const LAST: &str = "999999";
/// Before every count and rate.
const FIRST: &str = "-1";

/// A ranking and what is known of its units.
pub(super) struct ListedUnits<'a, 's> {
    pub(super) context: &'s PageContext<'a, 's>,
    pub(super) ranking: &'a Ranking,
    pub(super) columns: &'s [ListColumn],
    /// What is said beside each place.
    pub(super) notes: BTreeMap<&'a str, String>,
    pub(super) scale: Option<StripScale>,
}

/// A row for each unit, in this order.
pub(super) fn rows<'a>(units: &ListedUnits<'a, '_>, standings: &[&'a Standing]) -> Vec<PageRow> {
    let row = |&standing: &&'a Standing| PageRow {
        unit: standing.unit_id.clone(),
        muted: standing.status != StandingStatus::Ranked,
        linked: units.context.carded.contains(standing.unit_id.as_str()),
        cells: units.columns.iter().map(|column| units.cell(*column, standing)).collect(),
    };
    standings.iter().map(row).collect()
}

impl<'a> ListedUnits<'a, '_> {
    fn cell(&self, column: ListColumn, standing: &'a Standing) -> PageText {
        let count = |count: Option<i64>| sorted(count.map(|n| (group_thousands(n), n)), FIRST);
        let ratio = |rate: Option<Rate>| {
            let ratio = rate.and_then(Rate::ratio);
            sorted(ratio.map(|ratio| (percent(ratio), ratio)), FIRST)
        };
        let place = |place: Option<u32>| {
            sorted(place.map(|place| (group_thousands(i64::from(place)), place)), LAST)
        };
        match column {
            ListColumn::Place => place(standing.place),
            ListColumn::Moved => sorted(moved(standing), "0"),
            ListColumn::Name => {
                let at = self.context.alphabet.get(standing.unit_name.as_str());
                sorted(at.map(|at| (standing.unit_name.clone(), at)), FIRST)
            }
            ListColumn::Above => text(self.above(standing)),
            ListColumn::Numerator => count(standing.numerator),
            ListColumn::Denominator => count(standing.denominator),
            ListColumn::Rate => ratio(rate(standing)),
            ListColumn::PartRate(share) => ratio(self.part(standing, share)),
            ListColumn::Score => sorted(standing.value.map(|value| (points(value), value)), FIRST),
            ListColumn::Strip => PageText {
                text: String::new(),
                order: Some(
                    rate(standing)
                        .and_then(Rate::ratio)
                        .map_or_else(|| FIRST.to_owned(), |ratio| ratio.to_string()),
                ),
                strip: self.scale.and_then(|scale| scale.marks(standing)),
            },
            ListColumn::Places => {
                let interval = certainty::interval(standing).zip(standing.place_low);
                sorted(interval, LAST)
            }
            ListColumn::Class => {
                let classes = &self.ranking.classes;
                let at = |title: &String| classes.iter().position(|class| class.title == *title);
                let class = standing.class.as_ref();
                sorted(class.and_then(|title| Some((title.clone(), at(title)?))), LAST)
            }
            ListColumn::Needed => {
                let needed = standing.needed.zip(standing.next_class.as_ref());
                let said = |(needed, class): (i64, &String)| {
                    (format!("{} → {class}", group_thousands(needed)), needed)
                };
                sorted(needed.map(said), LAST)
            }
            ListColumn::Note => {
                let note = self.notes.get(standing.unit_id.as_str());
                text(note.cloned().unwrap_or_default())
            }
        }
    }

    /// The name of the unit above, or of the one inside which the list is kept.
    fn above(&self, standing: &'a Standing) -> String {
        let facts = self.context.facts;
        match (self.ranking.grouping, standing.group.as_deref()) {
            (Grouping::Parent, Some(group)) => facts.name(group).to_owned(),
            _ => {
                let unit = facts.pipeline.register.find_id(&standing.unit_id);
                unit.and_then(|unit| facts.parent_name(unit)).unwrap_or_default().to_owned()
            }
        }
    }

    /// A part of a score.
    fn part(&self, standing: &'a Standing, share: Share) -> Option<Rate> {
        let facts = self.context.facts;
        let metric = &facts.pipeline.metric(share.metric).id;
        let parts = facts.parts(&self.ranking.id, &standing.unit_id).iter();
        let part = parts.copied().find(|part| part.metric == *metric)?;
        Some(Rate { numerator: part.numerator, denominator: part.denominator })
    }
}

fn text(text: String) -> PageText {
    PageText { text, order: None, strip: None }
}

/// A text with what it is sorted by; of none a dash, that is sorted so.
fn sorted(found: Option<(String, impl ToString)>, otherwise: &str) -> PageText {
    let (text, order) = found.map_or_else(
        || (NONE.to_owned(), otherwise.to_owned()),
        |(text, order)| (text, order.to_string()),
    );
    PageText { text, order: Some(order), strip: None }
}
