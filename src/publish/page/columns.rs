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
    /// Of a score of one metric, beside its rate.
    Points,
    Score,
    /// What a unit says of the indicator of the ranking.
    Told,
    /// What changed since the period before, in points of the percentage or the score.
    Change,
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
    match ranking.shares.as_slice() {
        [share] if share.points.is_some() => columns.push(ListColumn::Points),
        [_] => {}
        [] if ranking.indicator.is_some() => columns.push(ListColumn::Told),
        _ => columns.push(ListColumn::Score),
    }
    let compared = |row: &crate::table::Standing| row.previous_value.is_some();
    if ranking.indicator.is_none() && facts.inputs.rankings.of(&ranking.id).any(compared) {
        columns.push(ListColumn::Change);
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
            Self::Points | Self::Score => format!("Điểm (thang {})", ranking.full_points()),
            Self::Told => ranking.indicator.map_or_else(String::new, |by| {
                let measure = facts.pipeline.measure(by.measure);
                format!("{} ({})", measure.title, measure.scale)
            }),
            Self::Change if ranking.shares.len() > 1 => "± điểm".to_owned(),
            Self::Change => "± điểm %".to_owned(),
            Self::Strip => "Khoảng 95 %".to_owned(),
            Self::Places => "Hạng có thể".to_owned(),
            Self::Class => "Xếp loại".to_owned(),
            Self::Needed => words::needed(facts, ranking).map(|(head, _)| head).unwrap_or_default(),
            Self::Note => "Ghi chú".to_owned(),
        }
    }

    /// What the script knows it by; figures that are not exact in words are sorted by what stands beside them.
    pub(super) const fn kind(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Above => "above",
            Self::Class => "class",
            Self::Strip => "strip",
            Self::Note => "note",
            Self::Place | Self::Places | Self::Needed => "place",
            Self::Numerator | Self::Denominator => "count",
            Self::Moved | Self::Change => "move",
            Self::Rate | Self::PartRate(_) | Self::Points | Self::Score | Self::Told => "value",
        }
    }

    /// Whether it is set as a figure: at the right, in figures of one width, on one line.
    pub(super) const fn is_figure(self) -> bool {
        !matches!(self, Self::Name | Self::Above | Self::Class | Self::Strip | Self::Note)
    }

    /// On which screens it is seen.
    pub(super) const fn screens(self) -> Screens {
        match self {
            Self::Place | Self::Name | Self::Rate | Self::Score | Self::Told | Self::Strip => {
                Screens::All
            }
            Self::Needed | Self::Note => Screens::Widest,
            _ => Screens::Wide,
        }
    }
}

/// Screens on which a column is seen; paper is the widest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Screens {
    /// A telephone, too.
    All,
    /// No telephone.
    Wide,
    /// None that is narrower than the table.
    Widest,
}
