//! The columns of a ranking that declares `field-mix`: what counts against a unit, and what would if each of its fields
//! was as in the whole list.

use crate::pipeline::Ranking;
use crate::table::{FieldMix, FieldMixRow};

use super::facts::Facts;
use crate::publish::book::meaning::StandingFigure;
use crate::publish::book::plan::Datum;
use crate::publish::book::style::CellKind;
use crate::publish::book::table::TableColumn;
use crate::text::lower_first;

/// One of the two columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MixField {
    /// What there is.
    Own,
    /// What would be.
    Expected,
}

impl MixField {
    /// The columns of a ranking, if it has them.
    pub(super) const fn of(ranking: &Ranking) -> &'static [Self] {
        if ranking.field_mix.is_some() { &[Self::Own, Self::Expected] } else { &[] }
    }

    pub(super) fn column(self, ranking: &Ranking) -> TableColumn<'_> {
        let (title, kind) = match self {
            Self::Own => ("Của đơn vị", CellKind::Count),
            Self::Expected => ("Mức chung", CellKind::Tenths),
        };
        TableColumn::new(title, kind).under(ranking.field_mix.as_deref().unwrap_or_default())
    }

    /// What a figure of it is.
    pub(super) const fn meaning(self) -> StandingFigure {
        match self {
            Self::Own => StandingFigure::Late,
            Self::Expected => StandingFigure::ExpectedLate,
        }
    }

    /// What stands there of the unit of some rows.
    pub(super) fn datum<'a>(self, rows: &[FieldMixRow]) -> Option<Datum<'a>> {
        let sum = match (rows, FieldMix::sum(rows)) {
            ([], _) => return None,
            (_, Err(status)) if self == Self::Expected => return Some(Datum::text(status.title())),
            (_, sum) => sum.ok()?,
        };
        Some(match self {
            Self::Own => Datum::Count(sum.late),
            Self::Expected => Datum::Number(sum.expected()),
        })
    }
}

/// What the columns are, for below the table.
pub(super) fn remark(ranking: &Ranking) -> Option<String> {
    let late = lower_first(ranking.field_mix.as_deref()?);
    Some(format!(
        "“Mức chung”: số {late} nếu từng lĩnh vực của đơn vị đúng như mức chung của cả danh sách; không làm đổi hạng."
    ))
}

/// How they are computed and why so, for the sheet of methods.
pub(super) fn method(facts: &Facts<'_>, ranking: &Ranking) -> Option<String> {
    let late = lower_first(ranking.field_mix.as_deref()?);
    let scale = facts.scale(facts.pipeline.metric(ranking.shares.first()?.metric));
    Some(format!(
        "Theo lĩnh vực: mức chung = tổng theo lĩnh vực của (số {scale} của đơn vị × số {late} của cả danh sách / số {scale} của cả danh sách), làm tròn một lần; cộng mọi đơn vị thì bằng số thật (chuẩn hóa gián tiếp). Dòng không ghi lĩnh vực là một lĩnh vực riêng; đơn vị không có hạng hoặc thiếu số liệu không nằm trong mức chung"
    ))
}
