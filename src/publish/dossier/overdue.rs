//! What a form asks a reason for, of a unit and those under it: by unit and field, with the reasons given and the cells.

use std::collections::BTreeMap;

use crate::model::{CellRef, MeasureIx, UnitIx};
use crate::publish::late::{LateNumber, NO_REASON};
use crate::text::{group_thousands, lower_first};

use super::words::address;
use crate::publish::workbook::facts::Facts;

/// What is late of a unit in a field.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LateField<'a> {
    pub(super) unit: UnitIx,
    /// `None` of lines that name none.
    pub(super) field: Option<&'a str>,
    pub(super) counts: BTreeMap<MeasureIx, i64>,
    /// How many of them no reason stands beside.
    pub(super) unexplained: i64,
    pub(super) reasons: Vec<&'a str>,
    cells: BTreeMap<(&'a str, &'a str), Vec<CellRef>>,
}

impl LateField<'_> {
    /// All of them.
    pub(super) fn all(&self) -> i64 {
        self.counts.values().sum()
    }

    /// The cells, by file and sheet.
    pub(super) fn source(&self) -> String {
        let cells = self.cells.iter();
        let cells = cells.map(|((file, sheet), cells)| address(file, sheet, cells));
        cells.collect::<Vec<_>>().join("; ")
    }

    /// `Đất đai: 112 hồ sơ (đã giải quyết quá hạn 100, …); lý do: …`
    pub(super) fn sentence(&self, facts: &Facts<'_>) -> String {
        let field = self.field.unwrap_or("Không ghi lĩnh vực");
        let scale = self.counts.keys().next();
        let scale = scale.map_or("", |measure| &facts.pipeline.measure(*measure).scale);
        let (all, parts) = (group_thousands(self.all()), self.parts(facts));
        format!("{field}: {all} {scale} quá hạn ({parts}); {}", self.why())
    }

    /// The reasons given, and how many lack one.
    pub(super) fn why(&self) -> String {
        if self.reasons.is_empty() {
            return NO_REASON.to_owned();
        }
        let lacking = match self.unexplained {
            0 => String::new(),
            some => format!("; {} {NO_REASON}", group_thousands(some)),
        };
        format!("lý do: {}{lacking}", self.reasons.join("; "))
    }

    /// `đã giải quyết quá hạn 100, đang giải quyết quá hạn 12`
    pub(super) fn parts(&self, facts: &Facts<'_>) -> String {
        let parts = self.counts.iter().map(|(measure, count)| {
            let title = lower_first(&facts.pipeline.measure(*measure).title);
            format!("{title} {}", group_thousands(*count))
        });
        parts.collect::<Vec<_>>().join(", ")
    }
}

/// The late files of some units, a row a unit and field: most first.
pub(super) fn late_fields<'a>(
    numbers: &[LateNumber<'a>],
    of: impl Fn(UnitIx) -> bool,
) -> Vec<LateField<'a>> {
    let mut rows: BTreeMap<(UnitIx, Option<&str>), LateField<'a>> = BTreeMap::new();
    for number in numbers.iter().filter(|number| of(number.unit)) {
        let LateNumber { unit, field, file, sheet, .. } = *number;
        let row = rows.entry((unit, field)).or_insert_with(|| LateField {
            unit,
            field,
            counts: BTreeMap::new(),
            unexplained: 0,
            reasons: Vec::new(),
            cells: BTreeMap::new(),
        });
        *row.counts.entry(number.measure).or_default() += number.count;
        match number.reason {
            // Two counts of one line have one reason.
            Some(reason) if row.reasons.contains(&reason) => {}
            Some(reason) => row.reasons.push(reason),
            None => row.unexplained += number.count,
        }
        row.cells.entry((file, sheet)).or_default().push(number.at);
    }
    let mut rows: Vec<LateField<'a>> = rows.into_values().collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.all()), row.unit, row.field));
    rows
}
