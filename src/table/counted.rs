//! What counts: the lines of a period with what findings left out of them, and what a metric must know that no line says.
//! With the register nothing else is needed to count.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{Column, DataFrame, DataType, IntoLazy as _, UniqueKeepStrategy, col, lit};
use strum::{IntoStaticStr, VariantArray};

use super::column::{Columns, TableError, constant, frame, texts};
use super::left_out::{Gaps, LeftOut};
use super::readings::{LEFT_OUT, Lines, REPEATED, role_words};
use crate::model::{Finding, MeasureIx, Role, Submissions};
use crate::pipeline::{Form, Pipeline};

/// File name of what no line says.
pub const GAPS: &str = "gaps";

/// What is left out of a line where nothing of its unit counts in the form.
pub const WHOLE_UNIT: &str = "unit";

/// What no line says of a unit in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum GapKind {
    /// It sent the form, and no figure stands in it.
    Silent,
    /// It sent the form, and no figure of it can be used.
    Unused,
    /// Something of it never came to be a line.
    Lacking,
}

impl GapKind {
    /// The word used in tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// The lines that count, and `gaps`.
#[derive(Debug, Clone, Default)]
pub struct CountedLines {
    /// The lines of each form, by its id: those that were read, with what is left out of each.
    pub lines: Lines,
    /// What no line says: period, form, unit_id, measure (null for all), kind.
    pub gaps: DataFrame,
}

impl CountedLines {
    /// Of what was read, all findings of a run, and what became of each file.
    ///
    /// # Errors
    /// A column is missing or of another type.
    pub fn of<'f>(
        lines: &Lines,
        columns: &DataFrame,
        findings: impl Iterator<Item = &'f Finding>,
        submissions: &'f Submissions,
        pipeline: &'f Pipeline,
    ) -> Result<Self, TableError> {
        let mut left_out = LeftOut::of(findings, pipeline);
        left_out.unused(submissions, pipeline);
        let marked = lines.iter().map(|(form, lines)| {
            let marks = marks(lines, &left_out.units_of(form), &left_out.gaps(form, columns)?)?;
            let mut lines = lines.clone();
            lines.with_column(marks)?;
            Ok((form.clone(), lines))
        });
        let marked = marked.collect::<Result<Lines, TableError>>()?;
        Ok(Self { gaps: gaps(lines, columns, &left_out, pipeline)?, lines: marked })
    }

    /// Whether nothing is left out of the lines of a form: then they are those that were read.
    #[must_use]
    pub fn is_whole(&self, form: &str) -> bool {
        let marks = self.lines.get(form).and_then(|lines| lines.column(LEFT_OUT).ok());
        marks.is_none_or(|marks| marks.null_count() == marks.len())
    }
}

/// What is left out of each line.
fn marks(lines: &DataFrame, units: &[&str], gaps: &Gaps) -> Result<Column, TableError> {
    if units.is_empty() && gaps.is_empty() {
        return Ok(Column::full_null(LEFT_OUT.into(), lines.height(), &DataType::String));
    }
    let units: BTreeSet<&str> = units.iter().copied().collect();
    let gaps = gaps.iter().map(|((file, sheet, row), measures)| {
        let measures: Vec<&str> = measures.iter().map(String::as_str).collect();
        ((file.as_str(), sheet.as_str(), *row), measures.join(" "))
    });
    let gaps: BTreeMap<(&str, &str, u32), String> = gaps.collect();
    let c = Columns::new("lines", lines);
    let (unit, file, sheet, row) =
        (c.text("unit_id")?, c.text("file")?, c.text("sheet")?, c.whole("row")?);
    let mark = |at: usize| {
        if unit.get(at).is_some_and(|unit| units.contains(unit)) {
            return Some(WHOLE_UNIT);
        }
        gaps.get(&(file.get(at)?, sheet.get(at)?, row.get(at)?)).map(String::as_str)
    };
    Ok(texts(LEFT_OUT, (0..lines.height()).map(mark)))
}

/// A row of `gaps`: form, unit, measure and kind.
type GapRow<'a> = (&'a str, String, Option<&'a str>, GapKind);

/// What no line says of the forms that are declared.
fn gaps(
    lines: &Lines,
    columns: &DataFrame,
    left_out: &LeftOut,
    pipeline: &Pipeline,
) -> Result<DataFrame, TableError> {
    let mut rows: Vec<GapRow> = Vec::new();
    for form in &pipeline.forms {
        let silent = silent(form, lines.get(&form.id), columns, left_out, pipeline)?;
        rows.extend(silent.into_iter().map(|(unit, kind)| (form.id.as_str(), unit, None, kind)));
        let mut lacking = BTreeSet::new();
        for (unit, finding) in left_out.lacking(&form.id) {
            let measures = finding.measures.iter().map(|measure| (unit, Some(measure.as_str())));
            lacking.extend(measures);
            lacking.extend(finding.measures.is_empty().then_some((unit, None)));
        }
        rows.extend(lacking.into_iter().map(|(unit, measure)| {
            let unit = pipeline.register.get(unit).id.clone();
            (form.id.as_str(), unit, measure, GapKind::Lacking)
        }));
    }
    frame(vec![
        constant("period", &pipeline.period.to_string(), rows.len()),
        texts("form", rows.iter().map(|row| Some(row.0))),
        texts("unit_id", rows.iter().map(|row| Some(row.1.as_str()))),
        texts("measure", rows.iter().map(|row| row.2)),
        texts("kind", rows.iter().map(|row| Some(row.3.word()))),
    ])
}

/// The units that sent a form of which no figure was read: they did send. Where something of it was left out that is a
/// gap; a form that is blank as a whole may be of a unit without files.
fn silent(
    form: &Form,
    lines: Option<&DataFrame>,
    columns: &DataFrame,
    left_out: &LeftOut,
    pipeline: &Pipeline,
) -> Result<BTreeMap<String, GapKind>, TableError> {
    let mut units: BTreeMap<String, GapKind> =
        senders(form, columns)?.into_iter().map(|unit| (unit, GapKind::Silent)).collect();
    let unused = left_out.sent(form, pipeline);
    units.extend(unused.map(|unit| (unit.to_owned(), GapKind::Unused)));
    let Some(lines) = lines.filter(|_| !units.is_empty()) else { return Ok(units) };
    let [item, _] = role_words(Role::Item);
    let counted = counted(lines, pipeline);
    let said = counted.iter().map(|&measure| col(&pipeline.measure(measure).id).is_not_null());
    let said = said.reduce(polars::prelude::Expr::or).unwrap_or_else(|| lit(false));
    let told = col("role").eq(lit(item)).or(col("role").eq(lit(REPEATED)));
    let items = lines.clone().lazy().filter(told.and(said));
    let read = items.select([col("unit_id")]).unique(None, UniqueKeepStrategy::Any).collect()?;
    let unit = Columns::new("lines", &read).text("unit_id")?;
    for row in 0..read.height() {
        unit.get(row).map(|unit| units.remove(unit));
    }
    Ok(units)
}

/// The units of which a table of a form was read.
///
/// # Errors
/// A column is missing or of another type.
pub(crate) fn senders(form: &Form, columns: &DataFrame) -> Result<BTreeSet<String>, TableError> {
    let mut senders = BTreeSet::new();
    if columns.width() == 0 {
        return Ok(senders);
    }
    let c = Columns::new("columns", columns);
    let (of, sender) = (c.text("form")?, c.text("sender")?);
    for row in (0..columns.height()).filter(|&row| of.get(row) == Some(&form.id)) {
        if let Some(sender) = sender.get(row).filter(|sender| !senders.contains(*sender)) {
            senders.insert(sender.to_owned());
        }
    }
    Ok(senders)
}

/// The measures that lines have a column for.
pub(crate) fn counted(lines: &DataFrame, pipeline: &Pipeline) -> Vec<MeasureIx> {
    let measures = (0u16..).map(MeasureIx).zip(&pipeline.measures);
    let has = |id: &str| lines.column(id).is_ok_and(|column| column.dtype() == &DataType::Int64);
    measures.filter(|(_, measure)| has(&measure.id)).map(|(measure, _)| measure).collect()
}
