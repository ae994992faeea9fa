//! What counts against a unit beside what would by its fields: a word for a person, and all fields as data.

use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::print::figure::whole_in;
use crate::model::Lang;
use crate::pipeline::Pipeline;
use crate::run::ShownPlace;
use crate::table::{FieldCounts, FieldMix, FieldMixRow, MixSum};

/// What counts against a unit, and what would if each of its fields was as in the whole list.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct FieldMixJson<'s> {
    /// `compared`, or why it is not: `incomplete`, `implausible`.
    status: &'static str,
    /// What counts against it; null where it is not compared.
    late: Option<i64>,
    /// What would; rounded once to one decimal, from the exact sum of `late_of` × `list_late` / `list_late_of`.
    expected_late: Option<f64>,
    /// By field.
    fields: Vec<FieldJson<'s>>,
}

/// A field of a unit.
#[derive(Debug, Serialize, JsonSchema)]
struct FieldJson<'s> {
    /// The field; null of lines that name none.
    field: Option<&'s str>,
    /// What counts against the unit.
    late: i64,
    /// Of so many files.
    late_of: i64,
    /// What counts against all units of the list together.
    list_late: i64,
    /// Of so many files.
    list_late_of: i64,
}

/// `None` where the ranking does not ask.
pub(super) fn json(rows: &[FieldMixRow]) -> Option<FieldMixJson<'_>> {
    let first = rows.first()?;
    let sum = FieldMix::sum(rows).ok();
    let fields = rows.iter().filter_map(|row| {
        let FieldCounts { late, files, list_late, list_files } = row.counts?;
        Some(FieldJson {
            field: row.field.as_deref(),
            late,
            late_of: files,
            list_late,
            list_late_of: list_files,
        })
    });
    Some(FieldMixJson {
        status: first.status.word(),
        late: sum.map(|sum| sum.late),
        expected_late: sum.map(MixSum::expected),
        fields: fields.collect(),
    })
}

/// `hồ sơ trễ 12, mức chung của các lĩnh vực ấy 20,0`; nothing where the ranking does not ask or the unit is not compared.
pub(super) fn words(place: &ShownPlace, pipeline: &Pipeline, lang: Lang) -> Option<String> {
    let sum = FieldMix::sum(&place.field_mix).ok().filter(|_| !place.field_mix.is_empty())?;
    let (late, tenths) = (whole_in(sum.late, lang), sum.expected_tenths);
    let (whole, tenth) = (whole_in(tenths / 10, lang), tenths % 10);
    Some(match lang {
        Lang::Vi => {
            let ranking = &place.standing.ranking;
            let declared = pipeline.rankings.iter().find(|known| known.id == *ranking);
            let what = declared.and_then(|ranking| ranking.field_mix.as_deref());
            let what = what.unwrap_or("tính vào đơn vị").to_lowercase();
            format!("{what} {late}, mức chung của các lĩnh vực ấy {whole},{tenth}")
        }
        Lang::En => format!("{late} against it, {whole}.{tenth} if its fields were as in the list"),
    })
}
