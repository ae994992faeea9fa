//! The rows of a ranking: what each column says of a unit, and what it is sorted by.

use std::collections::BTreeMap;

use super::columns::ListColumn;
use super::context::PageContext;
use super::figures::{NONE, changed, moved, points, rate};
use super::plan::{PageRow, PageText};
use super::strip::StripScale;
use crate::model::Rate;
use crate::pipeline::{Grouping, Ranking, Share};
use crate::publish::workbook::certainty;
use crate::publish::workbook::words;
use crate::table::{Standing, StandingStatus};
use crate::text::{group_thousands, percent};

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
        let told = |told: Option<String>| text(told.unwrap_or_else(|| NONE.to_owned()));
        let ratio = |rate: Option<Rate>| {
            let ratio = rate.and_then(Rate::ratio);
            exact(ratio.map(|ratio| (percent(ratio), ratio)))
        };
        match column {
            ListColumn::Place => {
                told(standing.place.map(|place| group_thousands(i64::from(place))))
            }
            ListColumn::Moved => told(moved(standing)),
            ListColumn::Name => {
                let at = self.context.alphabet.get(standing.unit_name.as_str());
                PageText { order: at.map(ToString::to_string), ..text(standing.unit_name.clone()) }
            }
            ListColumn::Above => text(self.above(standing)),
            ListColumn::Numerator => told(standing.numerator.map(group_thousands)),
            ListColumn::Denominator => told(standing.denominator.map(group_thousands)),
            ListColumn::Rate => ratio(rate(standing)),
            ListColumn::PartRate(share) => ratio(self.part(standing, share)),
            ListColumn::Points | ListColumn::Score => {
                exact(standing.value.map(|value| (points(value), value)))
            }
            ListColumn::Told => {
                let pipeline = self.context.facts.pipeline;
                let said = |value| (words::value(pipeline, self.ranking, value), value);
                exact(standing.value.map(said))
            }
            ListColumn::Change => told(changed(self.ranking, standing)),
            ListColumn::Strip => PageText {
                strip: self.scale.and_then(|scale| scale.marks(standing)),
                ..text(String::new())
            },
            ListColumn::Places => told(certainty::interval(standing)),
            ListColumn::Class => {
                let classes = &self.ranking.classes;
                let class = standing.class.as_ref();
                let at = classes.iter().position(|known| Some(&known.title) == class);
                let order = at.unwrap_or(classes.len()).to_string();
                PageText { order: Some(order), ..told(class.cloned()) }
            }
            ListColumn::Needed => {
                let needed = standing.needed.zip(standing.next_class.as_ref());
                told(needed.map(|(needed, class)| format!("{} → {class}", group_thousands(needed))))
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
        let group = standing.group.as_deref().filter(|_| self.ranking.grouping == Grouping::Parent);
        let unit = facts.pipeline.register.find_id(&standing.unit_id);
        let above = group.map(|group| facts.name(group));
        above.or_else(|| facts.parent_name(unit?)).unwrap_or_default().to_owned()
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

/// A value that is rounded to be read, with what it is sorted by; none stands before all others.
fn exact(found: Option<(String, f64)>) -> PageText {
    let (shown, order) = found.unwrap_or_else(|| (NONE.to_owned(), -1.0));
    PageText { order: Some(order.to_string()), ..text(shown) }
}
