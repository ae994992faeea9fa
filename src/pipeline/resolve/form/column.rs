//! Columns of a form: what they hold.

use super::indicator::of_indicators;
use super::path::{is_new, parts, path, synonyms};
use crate::model::{MeasureIx, Sentence};
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{InBoth, as_written, both, headed};
use crate::pipeline::form::{Binding, FormColumn, Printed};
use crate::pipeline::resolve::choices::{choose, listed};
use crate::pipeline::resolve::formula::{formula, measure, short};
use crate::pipeline::resolve::names::{self, ITS_OWN_ID, Names, Once};
use crate::pipeline::written::form::{ColumnDeclaration, FormDeclaration, PrintedDeclaration};
use crate::pipeline::written::value::{Declared, NOTHING};

/// The columns of a form; a faulty one is left out.
pub(super) fn columns(declared: &FormDeclaration, at: &At, measures: &Names) -> Vec<FormColumn> {
    let written = declared.column.some_items(&at.key("column"));
    let synonyms = synonyms(declared, at, &written);
    let bound = bound(declared, measures);
    let mut ids = Once::default();
    let mut columns: Vec<FormColumn> = Vec::new();
    for (at, column) in &written {
        let path = path(column, &at.key("path"), &synonyms);
        let parts = parts(column, &at.key("parts"), &synonyms);
        let binding = binding(column, at, measures);
        if binding.is_some_and(|binding| !matches!(binding, Binding::Count(_)))
            && !column.parts.is_missing()
        {
            at.key("parts").wrong(
                ("các phần của cột không có số đếm", "parts of a column without a measure"),
                ("các phần được đếm", "parts that are counted"),
            );
        }
        let printed = printed(column, at, measures, bound.as_deref(), binding);
        let optional = column.optional.optional(&at.key("optional")).copied().unwrap_or(false);
        let id = id(column, at, binding, measures, &mut ids);
        let (Some(path), Some(parts), Some(binding), Ok(printed), Some(id)) =
            (path, parts, binding, printed, id)
        else {
            continue;
        };
        let column = FormColumn { id, path, parts, binding, printed, optional };
        if is_new(&column, &columns, at) {
            columns.push(column);
        }
    }
    if !written.is_empty() {
        whole(&written, at, of_indicators(declared));
    }
    columns
}

/// A form without a label or without a count says nothing.
fn whole(written: &[(At, &ColumnDeclaration)], at: &At, of_indicators: bool) {
    let at = at.key("column");
    let roles: Vec<&str> = written
        .iter()
        .filter_map(|(_, column)| match &column.role {
            Declared::Missing => None,
            Declared::Written(role) => Some(role.as_str()),
            Declared::Wrong(_) => Some(""),
        })
        .collect();
    let labels = roles.iter().filter(|&&role| role == "label").count();
    let unknown = roles.iter().any(|role| Binding::ROLES.iter().all(|known| known.role() != *role));
    if labels == 0 && !unknown {
        at.wrong(
            ("không có cột `role = \"label\"`", "no column with `role = \"label\"`"),
            ("một cột nói dòng là về việc gì", "one that says what a line is about"),
        );
    } else if labels > 1 {
        at.wrong(columns_with(labels, "label"), ONE);
    }
    let units = roles.iter().filter(|&&role| role == "unit").count();
    let sources = roles.iter().filter(|&&role| role == "source").count();
    for (role, count) in [("unit", units), ("source", sources)] {
        if count > 1 {
            at.wrong(columns_with(count, role), ONE);
        }
    }
    let measures = written.iter().filter(|(_, column)| !column.measure.is_missing()).count();
    let values = roles.iter().filter(|&&role| role == "value").count();
    if of_indicators {
        if measures > 0 {
            at.wrong(
                ("cột có số đếm", "a column with a measure"),
                (
                    "bỏ số đếm đó, vì mỗi chỉ tiêu là một số đếm",
                    "none, for each indicator is a measure",
                ),
            );
        }
        if values != 1 {
            at.wrong(columns_with(values, "value"), ONE);
        }
    } else if values > 0 {
        at.wrong(
            ("cột `role = \"value\"`", "a column with `role = \"value\"`"),
            Sentence::same("`items = \"indicator\"`"),
        );
    } else if measures == 0 {
        at.wrong(
            ("không có cột nào có số đếm", "no column with a measure"),
            ("ít nhất một cột", "at least one"),
        );
    }
}

const ONE: InBoth = ("một cột", "one");

fn columns_with(count: usize, role: &str) -> Sentence {
    both!("{count} cột `role = \"{role}\"`", "{count} columns with `role = \"{role}\"`")
}

/// Measures that the columns of a form bind, for what refers to them; `None` where one is not known, for
/// then it cannot be said what is missing.
pub(in crate::pipeline::resolve) fn bound(
    declared: &FormDeclaration,
    measures: &Names,
) -> Option<Vec<MeasureIx>> {
    let Declared::Written(columns) = &declared.column else { return None };
    let words = columns.iter().filter_map(|column| match column {
        Declared::Written(column) if column.measure.is_missing() => None,
        Declared::Written(ColumnDeclaration { measure: Declared::Written(word), .. }) => {
            Some(Some(word))
        }
        _ => Some(None),
    });
    words
        .map(|word| {
            let place = measures.ids.iter().position(|id| Some(id) == word)?;
            Some(MeasureIx(short(place)))
        })
        .collect()
}

fn binding(column: &ColumnDeclaration, at: &At, measures: &Names) -> Option<Binding> {
    let role_at = at.key("role");
    let role = column.role.optional(&role_at);
    let printed = !column.printed.is_missing();
    if column.measure.is_missing() {
        return match role {
            Some(role) => {
                let roles = headed(("một vai trò", "a role"), &listed(&Binding::ROLES));
                let binding = choose(&role_at, role, &roles, &Binding::ROLES)?;
                if binding == Binding::Printed && !printed {
                    at.wrong(
                        (
                            "`role = \"printed\"` mà không có `printed`",
                            "`role = \"printed\"` without `printed`",
                        ),
                        ("công thức của nó", "its formula"),
                    );
                    return None;
                }
                if binding != Binding::Printed && printed {
                    at.wrong(
                        both!(
                            "`printed` cùng với `role = \"{role}\"`",
                            "`printed` beside `role = \"{role}\"`"
                        ),
                        ("một số đếm, hoặc không có vai trò", "a measure, or no role"),
                    );
                    return None;
                }
                Some(binding)
            }
            None if printed => Some(Binding::Printed),
            None => {
                if column.role.is_missing() {
                    at.wrong(
                        (
                            "không có `measure`, `role` hay `printed`",
                            "neither `measure` nor `role` nor `printed`",
                        ),
                        ("nêu cột có gì", "what the column holds"),
                    );
                }
                None
            }
        };
    }
    if let Some(role) = role {
        role_at.wrong(
            both!("`{role}` cùng với một số đếm", "`{role}` beside a measure"),
            ("vai trò hoặc số đếm", "a role or a measure"),
        );
    }
    let measure_at = at.key("measure");
    let word = column.measure.optional(&measure_at)?;
    measure(&measure_at, word, measures, None).map(Binding::Count)
}

/// A part of a column that is declared wrongly, which is reported.
struct Faulty;

/// The printed figure of a column, if it has one.
fn printed(
    column: &ColumnDeclaration,
    at: &At,
    measures: &Names,
    bound: Option<&[MeasureIx]>,
    binding: Option<Binding>,
) -> Result<Option<Printed>, Faulty> {
    let at = at.key("printed");
    if column.printed.is_missing() {
        return Ok(None);
    }
    let PrintedDeclaration { numerator, denominator, scale } =
        column.printed.optional(&at).ok_or(Faulty)?;
    let own = &column.measure;
    let (above, above_at) = if numerator.is_missing() && matches!(binding, Some(Binding::Count(_)))
    {
        (own, at.key("measure"))
    } else {
        (numerator, at.key("numerator"))
    };
    let numerator = formula(above, &above_at, measures, bound);
    // A sum is divided by nothing.
    let is_sum = denominator.is_missing() && scale.is_missing();
    let denominator =
        (!is_sum).then(|| formula(denominator, &at.key("denominator"), measures, bound)).flatten();
    let scale_at = at.key("scale");
    let scale =
        scale.optional(&scale_at).copied().unwrap_or(if is_sum { 1 } else { Printed::PERCENT });
    let Some(scale) = u32::try_from(scale).ok().filter(|&scale| scale > 0) else {
        scale_at.wrong(as_written(scale), ("một số lớn hơn 0", "a number above 0"));
        return Err(Faulty);
    };
    match (numerator, denominator) {
        (Some(numerator), denominator) if is_sum || denominator.is_some() => {
            Ok(Some(Printed { numerator, denominator, scale }))
        }
        _ => Err(Faulty),
    }
}

/// The id of a column: declared, or its measure, or its role. Only columns without a declared id and
/// without figures may share one.
fn id(
    column: &ColumnDeclaration,
    at: &At,
    binding: Option<Binding>,
    measures: &Names,
    ids: &mut Once,
) -> Option<String> {
    let id_at = at.key("id");
    let declared =
        if column.id.is_missing() { None } else { Some(names::id(&column.id, &id_at, true)?) };
    let own = match binding? {
        Binding::Count(measure) => {
            let own = &measures.ids[measure.index()];
            if !ids.first(&at.key("measure"), own, ("mỗi số đếm ở một cột", "a measure bound once"))
            {
                return None;
            }
            own.clone()
        }
        Binding::Printed if declared.is_none() => {
            id_at.wrong(
                NOTHING,
                (
                    "một mã, vì cột in sẵn không có số đếm để lấy tên",
                    "an id, for a printed column has no measure to be called after",
                ),
            );
            return None;
        }
        role => role.role().to_owned(),
    };
    let Some(id) = declared.filter(|id| *id != own) else { return Some(own) };
    ids.first(&id_at, &id, ITS_OWN_ID).then_some(id)
}
