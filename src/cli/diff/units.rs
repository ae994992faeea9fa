//! Units that are not what they were in the earlier period: of what they are the sum, and what is not compared.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Lang, Level};
use crate::pipeline::{GoneUnit, Lineage, NoOrigin, OldUnit, Origin, Register};

use super::page::DiffPage;

/// Units that are not what they were in the earlier period.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ChangedUnitsJson<'d> {
    /// Compared as the sum of these units of then.
    summed: Vec<SummedUnitJson<'d>>,
    /// Compared with nothing, and why.
    not_compared: Vec<NotComparedJson<'d>>,
    /// Units of then that nothing is compared with.
    gone_units: Vec<OldUnitJson<'d>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct SummedUnitJson<'d> {
    unit_id: &'d str,
    unit: Option<&'d str>,
    old_units: Vec<OldUnitJson<'d>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct OldUnitJson<'d> {
    unit_id: &'d str,
    unit: &'d str,
}

#[derive(Debug, Serialize, JsonSchema)]
struct NotComparedJson<'d> {
    unit_id: &'d str,
    unit: Option<&'d str>,
    reason: String,
}

pub(super) fn json<'d>(
    lineage: &'d Lineage,
    register: &'d Register,
    lang: Lang,
) -> ChangedUnitsJson<'d> {
    let name = |id: &str| register.find_id(id).map(|ix| register.get(ix).name.as_str());
    let old = |(unit_id, unit): (&'d String, &'d String)| OldUnitJson { unit_id, unit };
    let summed = summed(lineage).map(|(unit_id, olds)| SummedUnitJson {
        unit_id,
        unit: name(unit_id),
        old_units: olds.iter().map(|unit| old((&unit.id, &unit.name))).collect(),
    });
    let not_compared = not_compared(lineage).map(|(unit_id, why)| {
        let reason = why.note(lang);
        NotComparedJson { unit_id, unit: name(unit_id), reason }
    });
    let gone = lineage.gone().iter().map(|unit| old((&unit.id, &unit.name)));
    ChangedUnitsJson {
        summed: summed.collect(),
        not_compared: not_compared.collect(),
        gone_units: gone.collect(),
    }
}

fn summed(lineage: &Lineage) -> impl Iterator<Item = (&str, &[OldUnit])> {
    lineage.origins().filter_map(|(id, origin)| match origin {
        Origin::Whole(olds) => Some((id, olds.as_slice())),
        Origin::Same | Origin::Not(_) => None,
    })
}

fn not_compared(lineage: &Lineage) -> impl Iterator<Item = (&str, &NoOrigin)> {
    lineage.origins().filter_map(|(id, origin)| match origin {
        Origin::Not(why) => Some((id, why)),
        Origin::Same | Origin::Whole(_) => None,
    })
}

impl DiffPage<'_> {
    pub(super) fn units(&mut self, lineage: &Lineage) {
        let words = self.words;
        let summed: Vec<_> = summed(lineage).collect();
        let not: Vec<_> = not_compared(lineage).collect();
        let olds: usize = summed.iter().map(|(_, olds)| olds.len()).sum();
        let title = words.say(
            format!(
                "Đơn vị: {} so với {olds} đơn vị cũ, {} không so được",
                summed.len(),
                not.len()
            ),
            format!(
                "Units: {} compared with {olds} old ones, {} not comparable",
                summed.len(),
                not.len()
            ),
        );
        let mut lines: Vec<String> = not
            .iter()
            .map(|(id, why)| format!("{}: {}", words.unit(id), why.note(words.lang)))
            .collect();
        lines.extend(gone(lineage.gone(), words.lang));
        let of = |(id, _): &(&str, &[OldUnit])| {
            let note = lineage.origin(id).and_then(|origin| origin.note(words.lang))?;
            Some(format!("{}: {note}", words.unit(id)))
        };
        lines.extend(summed.iter().filter_map(of));
        let declare = words.pick(
            "đơn vị sắp xếp lại thì khai báo bảng nối tiếp (khóa successions)",
            "declare which units became which (key successions)",
        );
        let undeclared = not.iter().any(|(_, why)| matches!(why, NoOrigin::Other { .. }));
        lines.extend(undeclared.then(|| declare.to_owned()));
        self.part(&title, lines.into_iter());
    }
}

/// A line a tier.
fn gone(gone: &[GoneUnit], lang: Lang) -> Vec<String> {
    let of = |level: Level| gone.iter().filter(|unit| unit.level == level).count();
    let levels = Level::ALL.into_iter().map(|level| (level, of(level)));
    let line = |(level, count): (Level, usize)| match lang {
        Lang::Vi => format!("{}: {count} đơn vị của kỳ trước không còn để so", level.title()),
        Lang::En => format!("{}: {count} of the earlier period are not compared", level.word()),
    };
    levels.filter(|(_, count)| *count > 0).map(line).collect()
}
