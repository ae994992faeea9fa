//! The columns of a ranking on the page. Those of less weight are left out on small screens; all of it is in the cards.

use crate::pipeline::{Grouping, Ranking, Share};
use crate::publish::workbook::certainty;
use crate::publish::workbook::facts::Facts;
use crate::publish::workbook::ranking_columns::names_its_parents;
use crate::publish::workbook::words;

/// What a column shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ListColumn {
    Place,
    Moved,
    Name,
    /// The unit above, or the one inside which the list is kept.
    Above,
    Numerator,
    Denominator,
    Rate,
    PartRate(Share),
    Score,
    Strip,
    Places,
    Class,
    Needed,
    Note,
}

/// The columns of a ranking, in order.
pub(super) fn columns(facts: &Facts<'_>, ranking: &Ranking) -> Vec<ListColumn> {
    let mut columns = vec![ListColumn::Place];
    if facts.inputs.rankings.of(&ranking.id).any(|row| row.previous_place.is_some()) {
        columns.push(ListColumn::Moved);
    }
    columns.push(ListColumn::Name);
    if names_its_parents(facts, ranking) || ranking.grouping == Grouping::Parent {
        columns.push(ListColumn::Above);
    }
    match ranking.shares.as_slice() {
        [_] => columns.extend([ListColumn::Numerator, ListColumn::Denominator, ListColumn::Rate]),
        shares => columns.extend(shares.iter().map(|share| ListColumn::PartRate(*share))),
    }
    if ranking.is_score() {
        columns.push(ListColumn::Score);
    }
    if certainty::has_intervals(ranking) {
        columns.extend([ListColumn::Strip, ListColumn::Places]);
    }
    if !ranking.classes.is_empty() {
        columns.push(ListColumn::Class);
    }
    if words::needed(facts, ranking).is_some() {
        columns.push(ListColumn::Needed);
    }
    columns.push(ListColumn::Note);
    columns
}

impl ListColumn {
    pub(super) fn title(self, facts: &Facts<'_>, ranking: &Ranking) -> String {
        let metric = |share: &Share| facts.pipeline.metric(share.metric);
        let single = ranking.shares.first().map(metric);
        match self {
            Self::Place => "Hạng".to_owned(),
            Self::Moved => "Đổi".to_owned(),
            Self::Name => "Đơn vị".to_owned(),
            Self::Above => "Trực thuộc".to_owned(),
            Self::Numerator => single.map(|m| m.numerator_title.clone()).unwrap_or_default(),
            Self::Denominator => single.map(|m| m.denominator_title.clone()).unwrap_or_default(),
            Self::Rate => "Tỷ lệ".to_owned(),
            Self::PartRate(share) => metric(&share).title.clone(),
            Self::Score => format!("Điểm (thang {})", ranking.full_points()),
            Self::Strip => "Khoảng 95 %".to_owned(),
            Self::Places => "Hạng có thể".to_owned(),
            Self::Class => "Xếp loại".to_owned(),
            Self::Needed => words::needed(facts, ranking).map(|(head, _)| head).unwrap_or_default(),
            Self::Note => "Ghi chú".to_owned(),
        }
    }

    /// Words of the style sheet: `n` numbers, `w` on wide screens only, `x` on the widest; by `u` the script knows the
    /// unit, by `p` the one above, by `k` the class.
    pub(super) const fn look(self) -> &'static str {
        match self {
            Self::Place | Self::Rate | Self::Score => "n",
            Self::Moved => "w m",
            Self::Name => "u",
            Self::Above => "w p",
            Self::Class => "w k",
            Self::Numerator | Self::Denominator | Self::PartRate(_) => "n w",
            Self::Strip => "iv",
            Self::Places => "n w",
            Self::Needed => "n x",
            Self::Note => "x",
        }
    }
}
