//! What each unit counts itself: the lines of all forms, summed by unit and field with the formulas of every metric.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{
    Column, DataFrame, DataType, Expr, IntoLazy, JoinArgs, JoinType, LazyFrame, NULL, UnionArgs,
    UniqueKeepStrategy, col, concat, lit, when,
};

use crate::model::{MeasureIx, Role};
use crate::pipeline::{Form, Formula, Metric, Pipeline};
use crate::table::{Columns, Gaps, LeftOut, Lines, REPEATED, TableError, column, role_words};

/// The columns of one metric among the sums, by its place.
pub(super) struct SumColumns {
    /// Sum above the line.
    pub(super) above: String,
    /// Sum below the line.
    pub(super) below: String,
    /// Lines that are in both.
    pub(super) lines: String,
    /// Lines that could be in them and lack a figure.
    pub(super) gaps: String,
}

impl SumColumns {
    pub(super) fn of(metric: usize) -> Self {
        let name = |what: &str| format!("{what}{metric}");
        let (above, below) = (name("above"), name("below"));
        Self { above, below, lines: name("lines"), gaps: name("gaps") }
    }

    /// How rows of several units, fields or forms become one.
    pub(super) fn added(&self) -> [Expr; 4] {
        let sum = |name: &String| col(name).sum();
        [sum(&self.above), sum(&self.below), sum(&self.lines), sum(&self.gaps)]
    }
}

/// All columns of all metrics.
pub(super) fn names(pipeline: &Pipeline) -> Vec<String> {
    let metrics = (0..pipeline.metrics.len()).map(SumColumns::of);
    metrics.flat_map(|of| [of.above, of.below, of.lines, of.gaps]).collect()
}

/// All columns of all metrics, added up.
pub(super) fn added(pipeline: &Pipeline) -> Vec<Expr> {
    (0..pipeline.metrics.len()).flat_map(|metric| SumColumns::of(metric).added()).collect()
}

/// Sums by `unit_id` and `field`; rows of no field are of lines about a unit as a whole.
pub(super) fn own(
    lines: &Lines,
    columns: &DataFrame,
    left_out: &LeftOut,
    pipeline: &Pipeline,
) -> Result<DataFrame, TableError> {
    let mut parts = vec![none(pipeline)?];
    // By what was read, not by what is declared now: a form may have gone from the declaration since.
    for (form, lines) in lines {
        let (out, gaps) = (left_out.units_of(form), left_out.gaps(form, columns)?);
        let of_form = CountedForm { counted: counted(lines, pipeline), pipeline, out, gaps };
        parts.push(of_form.sums(lines)?);
    }
    for form in &pipeline.forms {
        let silent = silent(form, lines.get(&form.id), columns, left_out, pipeline)?;
        parts.push(silent.lazy());
    }
    let all = concat(parts, UnionArgs::default())?;
    Ok(all.group_by([col("unit_id"), col("field")]).agg(added(pipeline)).collect()?)
}

/// The measures that lines have a column for.
fn counted(lines: &DataFrame, pipeline: &Pipeline) -> Vec<MeasureIx> {
    let measures = (0u16..).map(MeasureIx).zip(&pipeline.measures);
    let has = |id: &str| lines.column(id).is_ok_and(|column| column.dtype() == &DataType::Int64);
    measures.filter(|(_, measure)| has(&measure.id)).map(|(measure, _)| measure).collect()
}

/// The sums without rows.
fn none(pipeline: &Pipeline) -> Result<LazyFrame, TableError> {
    let empty = |(name, dtype): (&str, DataType)| Column::new_empty(name.into(), &dtype);
    let mut columns =
        vec![empty(("unit_id", DataType::String)), empty(("field", DataType::String))];
    for metric in 0..pipeline.metrics.len() {
        let SumColumns { above, below, lines, gaps } = SumColumns::of(metric);
        columns.extend([
            empty((&above, DataType::Int64)),
            empty((&below, DataType::Int64)),
            empty((&lines, DataType::UInt32)),
            empty((&gaps, DataType::UInt32)),
        ]);
    }
    Ok(column::frame(columns)?.lazy())
}

/// A row for each unit that sent a form of which no figure was read: it did send. Where something of it was left out
/// that is a gap; a form that is blank as a whole may be of a unit without files.
fn silent(
    form: &Form,
    lines: Option<&DataFrame>,
    columns: &DataFrame,
    left_out: &LeftOut,
    pipeline: &Pipeline,
) -> Result<DataFrame, TableError> {
    let mut units = senders(form, columns)?;
    units.extend(left_out.sent(form, pipeline).map(|unit| (unit.to_owned(), 1)));
    if let Some(lines) = lines.filter(|_| !units.is_empty()) {
        let [item, _] = role_words(Role::Item);
        let said = said(&counted(lines, pipeline), pipeline);
        let told = col("role").eq(lit(item)).or(col("role").eq(lit(REPEATED)));
        let items = lines.clone().lazy().filter(told.and(said));
        let read =
            items.select([col("unit_id")]).unique(None, UniqueKeepStrategy::Any).collect()?;
        let read_of = Columns::new("lines", &read);
        let unit = read_of.text("unit_id")?;
        for row in 0..read.height() {
            unit.get(row).map(|unit| units.remove(unit));
        }
    }
    let mut columns = vec![
        column::texts("unit_id", units.keys().map(|unit| Some(unit.as_str()))),
        column::texts("field", units.iter().map(|_| None)),
    ];
    for (metric, declared) in pipeline.metrics.iter().enumerate() {
        let SumColumns { above, below, lines, gaps } = SumColumns::of(metric);
        let supplies = declared.measures().all(|asked| form.counts().any(|count| count == asked));
        let one = u32::from(supplies);
        columns.push(column::counts(&above, units.iter().map(|_| Some(0))));
        columns.push(column::counts(&below, units.iter().map(|_| Some(0))));
        columns.push(column::whole(&lines, units.values().map(|gap| Some(one * (1 - gap)))));
        columns.push(column::whole(&gaps, units.values().map(|gap| Some(one * gap))));
    }
    column::frame(columns)
}

/// The units of which a table of a form was read, without a gap as yet.
pub(super) fn senders(
    form: &Form,
    columns: &DataFrame,
) -> Result<BTreeMap<String, u32>, TableError> {
    let mut senders = BTreeMap::new();
    if columns.width() == 0 {
        return Ok(senders);
    }
    let c = Columns::new("columns", columns);
    let (of, sender) = (c.text("form")?, c.text("sender")?);
    for row in (0..columns.height()).filter(|&row| of.get(row) == Some(&form.id)) {
        if let Some(sender) = sender.get(row).filter(|sender| !senders.contains_key(*sender)) {
            senders.insert(sender.to_owned(), 0);
        }
    }
    Ok(senders)
}

/// Whether a line has any of these counts.
fn said(counted: &[MeasureIx], pipeline: &Pipeline) -> Expr {
    let said = counted.iter().map(|&measure| col(&pipeline.measure(measure).id).is_not_null());
    said.reduce(Expr::or).unwrap_or_else(|| lit(false))
}

/// A form with what does not count in it.
struct CountedForm<'a> {
    counted: Vec<MeasureIx>,
    pipeline: &'a Pipeline,
    /// Units of which nothing counts.
    out: Vec<&'a str>,
    gaps: Gaps,
}

impl CountedForm<'_> {
    fn sums(&self, lines: &DataFrame) -> Result<LazyFrame, TableError> {
        let [item, _] = role_words(Role::Item);
        let items = col("role").eq(lit(item)).and(col("unit_id").is_not_null());
        let lines = self.marked(lines.clone().lazy().filter(items))?;
        let metrics = self.pipeline.metrics.iter().enumerate();
        let columns = metrics.flat_map(|(place, metric)| self.of_metric(place, metric));
        let mut terms = vec![col("unit_id"), col("field")];
        terms.extend(columns);
        Ok(lines.select(terms).group_by([col("unit_id"), col("field")]).agg(added(self.pipeline)))
    }

    /// The lines with what is left out of them.
    fn marked(&self, lines: LazyFrame) -> Result<LazyFrame, TableError> {
        let mut lines = lines;
        let left = |left: LazyFrame, right: DataFrame, on: &[&str]| {
            let on: Vec<Expr> = on.iter().map(|&name| col(name)).collect();
            left.join(right.lazy(), on.clone(), on, JoinArgs::new(JoinType::Left))
        };
        if !self.out.is_empty() {
            let units = column::texts("unit_id", self.out.iter().map(|unit| Some(*unit)));
            let out = column::flags(OUT, self.out.iter().map(|_| true));
            lines = left(lines, column::frame(vec![units, out])?, &["unit_id"]);
        }
        if !self.gaps.is_empty() {
            lines = left(lines, self.gaps()?, &["file", "sheet", "row"]);
        }
        Ok(lines)
    }

    fn gaps(&self) -> Result<DataFrame, TableError> {
        let lines = || self.gaps.keys();
        let mut columns = vec![
            column::texts("file", lines().map(|line| Some(line.0.as_str()))),
            column::texts("sheet", lines().map(|line| Some(line.1.as_str()))),
            column::whole("row", lines().map(|line| Some(line.2))),
        ];
        for measure in self.lacking() {
            let lacks = self.gaps.values().map(|measures| measures.contains(measure));
            columns.push(column::flags(&gap(measure), lacks));
        }
        column::frame(columns)
    }

    fn lacking(&self) -> BTreeSet<&String> {
        self.gaps.values().flatten().collect()
    }

    /// A count of a line as it counts.
    fn count(&self, measure: MeasureIx) -> Expr {
        let id = &self.pipeline.measure(measure).id;
        let mut count = col(id);
        if self.lacking().contains(id) {
            let none = lit(NULL).cast(DataType::Int64);
            count = when(col(gap(id)).fill_null(lit(false))).then(none).otherwise(count);
        }
        if !self.out.is_empty() {
            // The unit is there, and no file of it counts: no rate, rather than a form that was not sent.
            let out = col(OUT).fill_null(lit(false)).and(col(id).is_not_null());
            count = when(out).then(lit(0i64)).otherwise(count);
        }
        count
    }

    fn formula(&self, formula: &Formula) -> Expr {
        let mut terms =
            formula.terms.iter().map(|&(sign, measure)| lit(sign) * self.count(measure));
        let first = terms.next().unwrap_or_else(|| lit(0i64));
        terms.fold(first, |sum, term| sum + term)
    }

    /// What a line adds to a metric.
    fn of_metric(&self, place: usize, metric: &Metric) -> [Expr; 4] {
        let SumColumns { above, below, lines, gaps } = SumColumns::of(place);
        if !metric.measures().all(|measure| self.counted.contains(&measure)) {
            // The form does not ask for it.
            let zero = || lit(0i64).cast(DataType::Int64);
            return [
                zero().alias(above),
                zero().alias(below),
                lit(0u32).cast(DataType::UInt32).alias(lines),
                lit(0u32).cast(DataType::UInt32).alias(gaps),
            ];
        }
        let [numerator, denominator] =
            [&metric.numerator, &metric.denominator].map(|formula| self.formula(formula));
        let both = numerator.clone().is_not_null().and(denominator.clone().is_not_null());
        let counts = |sum: Expr| when(both.clone()).then(sum).otherwise(lit(0i64));
        // A line of nothing but a note lacks nothing.
        let said = said(&self.counted, self.pipeline);
        [
            counts(numerator).alias(above),
            counts(denominator).alias(below),
            both.clone().cast(DataType::UInt32).alias(lines),
            both.not().and(said).cast(DataType::UInt32).alias(gaps),
        ]
    }
}

const OUT: &str = "out";

fn gap(measure: &str) -> String {
    format!("{measure}#gap")
}
