//! What a pipeline measures, as steps: the lines of each form with what is left out of them, summed by unit and field with
//! both sums of every metric side by side, added up along the register, and made a row a metric.
//!
//! Columns of sums are numbered by their metric: `a` above the line, `b` below it, `n` lines that are in both, `g` lines that
//! could be in them and lack a figure, `l` where something of the unit never came to be a line.

use crate::model::MeasureIx;
use crate::pipeline::{Form, Formula, Metric, Pipeline};
use crate::table::{ANCESTORS, GAPS, GapKind, LEFT_OUT, UNITS, WHOLE_UNIT, lines_of};

use super::query_table::sql_name;
use super::step::Step;
use super::text::{NOTHING, either, quoted, within};

/// Lines of a form as they are stored, with the measures that they have a column for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineTable {
    /// Id of the form.
    pub form: String,
    /// Its measures.
    pub measures: Vec<MeasureIx>,
}

impl LineTable {
    /// The lines of all forms of counts, as they are declared.
    #[must_use]
    pub fn declared(pipeline: &Pipeline) -> Vec<Self> {
        let of = |form: &Form| Self { form: form.id.clone(), measures: form.measures() };
        pipeline.forms.iter().map(of).filter(|lines| !lines.measures.is_empty()).collect()
    }
}

/// The steps from lines, `gaps`, `units` and `ancestors` to the columns of `metrics`; none where nothing is measured.
#[must_use]
pub fn metrics(lines: &[LineTable], pipeline: &Pipeline) -> Vec<Step> {
    let metrics: Vec<MetricSql> =
        pipeline.metrics.iter().map(|metric| MetricSql { metric, pipeline }).collect();
    if metrics.is_empty() {
        return Vec::new();
    }
    let sums = MetricSums { metrics, pipeline };
    let mut steps = Vec::new();
    for table in lines {
        steps.extend(sums.of_form(table));
    }
    steps.push(sums.silent());
    steps.push(sums.own(lines));
    steps.extend(sums.with_above());
    steps.extend(sums.lacking());
    steps.push(sums.named());
    steps.push(sums.long());
    steps
}

/// A metric as SQL knows it.
struct MetricSql<'p> {
    metric: &'p Metric,
    pipeline: &'p Pipeline,
}

impl MetricSql<'_> {
    fn id(&self, measure: MeasureIx) -> &str {
        &self.pipeline.measure(measure).id
    }

    /// Its measures, each once.
    fn measures(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = Vec::new();
        for id in self.metric.measures().map(|measure| self.id(measure)) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    fn is_told_by(&self, measures: &[MeasureIx]) -> bool {
        self.metric.measures().all(|measure| measures.contains(&measure))
    }

    /// The declared forms that ask for all its measures.
    fn forms(&self) -> Vec<&str> {
        let forms = self.pipeline.forms.iter();
        let told = forms.filter(|form| self.is_told_by(&form.measures()));
        told.map(|form| form.id.as_str()).collect()
    }

    fn formula(&self, formula: &Formula) -> String {
        let terms = formula.terms.iter().enumerate().map(|(place, &(sign, measure))| {
            let sign = match (place, sign < 0) {
                (0, false) => "",
                (0, true) => "0 - ",
                (_, false) => " + ",
                (_, true) => " - ",
            };
            format!("{sign}{}", self.id(measure))
        });
        terms.collect()
    }

    /// That a line has all its measures.
    fn is_whole(&self) -> String {
        let known = self.measures().into_iter().map(|id| format!("{id} IS NOT NULL"));
        known.collect::<Vec<_>>().join(" AND ")
    }
}

/// All metrics side by side.
struct MetricSums<'p> {
    metrics: Vec<MetricSql<'p>>,
    pipeline: &'p Pipeline,
}

impl MetricSums<'_> {
    /// A text for each metric and its place, between commas.
    fn each(&self, of: impl Fn(usize, &MetricSql) -> String) -> String {
        let texts = self.metrics.iter().enumerate().map(|(place, metric)| of(place, metric));
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(",\n  ")
    }

    fn columns(&self) -> String {
        self.each(|m, _| format!("a{m}, b{m}, n{m}, g{m}"))
    }

    fn added(&self) -> String {
        let sum = |m: usize, what: char| format!("CAST(SUM({what}{m}) AS BIGINT) AS {what}{m}");
        self.each(|m, _| ['a', 'b', 'n', 'g'].map(|what| sum(m, what)).join(", "))
    }

    /// The lines of a form, and its sums by unit and field.
    fn of_form(&self, table: &LineTable) -> [Step; 3] {
        let form = sql_name(&table.form);
        let told = |metric: &MetricSql| metric.is_told_by(&table.measures);
        let id = |of: &MeasureIx| self.pipeline.measure(*of).id.as_str();
        let ids: Vec<&str> = table.measures.iter().map(id).collect();
        let counts = ids.iter().map(|id| counted(id)).collect::<Vec<_>>().join(",\n  ");
        let said = either(ids.iter().map(|id| format!("{id} IS NOT NULL")));
        let parts = self.each(|m, metric| {
            if !told(metric) {
                return String::new();
            }
            let whole = metric.is_whole();
            let [above, below] = [&metric.metric.numerator, &metric.metric.denominator]
                .map(|formula| format!("CASE WHEN {whole} THEN {} ELSE 0 END", metric.formula(formula)));
            format!(
                "{above} AS a{m},\n  {below} AS b{m},\n  CASE WHEN {whole} THEN 1 ELSE 0 END AS n{m},\n  \
                 CASE WHEN {whole} THEN 0 ELSE said END AS g{m}"
            )
        });
        let parts = if parts.is_empty() { parts } else { format!(",\n  {parts}") };
        let sums = self.each(|m, metric| {
            let sum = |what: char| {
                let sum = if told(metric) { format!("SUM({what}{m})") } else { "0".to_owned() };
                format!("CAST({sum} AS BIGINT) AS {what}{m}")
            };
            ['a', 'b', 'n', 'g'].map(sum).join(", ")
        });
        let lines = sql_name(&lines_of(&table.form));
        [
            Step::new(
                &format!("counted_{form}"),
                &format!("{}: its lines with what counts of them", table.form),
                format!(
                    "SELECT period, unit_id, field,\n  {counts},\n  CASE WHEN {said} THEN 1 ELSE 0 END AS said\n\
                     FROM {lines}\nWHERE role = 'item' AND unit_id IS NOT NULL"
                ),
            ),
            Step::new(
                &format!("parts_{form}"),
                &format!(
                    "{}: what each line adds to each metric; one that lacks a figure adds nothing",
                    table.form
                ),
                format!("SELECT period, unit_id, field{parts}\nFROM counted_{form}"),
            ),
            Step::new(
                &format!("own_{form}"),
                &format!("{}: sums by unit and field", table.form),
                format!(
                    "SELECT period, unit_id, field,\n  {sums}\nFROM parts_{form}\nGROUP BY period, unit_id, field"
                ),
            ),
        ]
    }

    /// Who sent a form without a figure that counts.
    fn silent(&self) -> Step {
        let [silent, unused, lacking] =
            [GapKind::Silent, GapKind::Unused, GapKind::Lacking].map(|kind| quoted(kind.word()));
        let sums = self.each(|m, metric| {
            let of = within("form", metric.forms());
            let one = |kind: &str| {
                format!("CAST(CASE WHEN kind = {kind} AND {of} THEN 1 ELSE 0 END AS BIGINT)")
            };
            let (sent, gap) = (one(&silent), one(&unused));
            format!(
                "CAST(0 AS BIGINT) AS a{m}, CAST(0 AS BIGINT) AS b{m},\n  {sent} AS n{m},\n  {gap} AS g{m}"
            )
        });
        Step::new(
            "silent",
            "who sent a form without a figure that counts",
            format!(
                "SELECT period, unit_id, {NOTHING} AS field,\n  {sums}\nFROM {GAPS}\nWHERE kind <> {lacking}"
            ),
        )
    }

    fn own(&self, lines: &[LineTable]) -> Step {
        let columns = self.columns();
        let forms = lines.iter().map(|table| format!("own_{}", sql_name(&table.form)));
        let parts = forms.chain(["silent".to_owned()]);
        let parts =
            parts.map(|from| format!("  SELECT period, unit_id, field, {columns}\n  FROM {from}"));
        let parts = parts.collect::<Vec<_>>().join("\n  UNION ALL\n");
        let added = self.added();
        Step::new(
            "own",
            "sums of each unit by field; lines of no field are about the unit as a whole",
            format!(
                "SELECT period, unit_id, field,\n  {added}\nFROM (\n{parts}\n) AS parts\nGROUP BY period, unit_id, field"
            ),
        )
    }

    /// Over all fields beside each, and with all units below beside the unit alone.
    fn with_above(&self) -> [Step; 3] {
        let (columns, added) = (self.columns(), self.added());
        let of_own = self.each(|m, _| {
            ['a', 'b', 'n', 'g']
                .map(|what| format!("CAST(SUM(o.{what}{m}) AS BIGINT) AS {what}{m}"))
                .join(", ")
        });
        [
            Step::new(
                "by_field",
                "with a row of no field that is over all fields",
                format!(
                    "SELECT period, unit_id, field, {columns}\nFROM own\nWHERE field IS NOT NULL\nUNION ALL\n\
                     SELECT period, unit_id, {NOTHING} AS field,\n  {added}\nFROM own\nGROUP BY period, unit_id"
                ),
            ),
            Step::new(
                "above",
                "units that have others under them, with themselves and all of these",
                format!(
                    "SELECT k.ancestor_id, k.unit_id\nFROM {ANCESTORS} AS k\n\
                     JOIN (SELECT ancestor_id FROM {ANCESTORS} WHERE depth = 1 GROUP BY ancestor_id) AS p\n  \
                     ON p.ancestor_id = k.ancestor_id"
                ),
            ),
            Step::new(
                "sums",
                "each unit alone (own), and with all under it (total)",
                format!(
                    "SELECT period, 'own' AS scope, unit_id, field, {columns}\nFROM by_field\nUNION ALL\n\
                     SELECT o.period, 'total' AS scope, k.ancestor_id AS unit_id, o.field,\n  {of_own}\n\
                     FROM by_field AS o\nJOIN above AS k ON k.unit_id = o.unit_id\n\
                     GROUP BY o.period, k.ancestor_id, o.field"
                ),
            ),
        ]
    }

    /// Of whom something never came to be a line.
    fn lacking(&self) -> [Step; 2] {
        let lacks = self.each(|m, metric| {
            let forms = within("form", metric.forms());
            let measures = within("measure", metric.measures());
            format!(
                "MAX(CASE WHEN {forms} AND (measure IS NULL OR {measures}) THEN 1 ELSE 0 END) AS l{m}"
            )
        });
        let kind = quoted(GapKind::Lacking.word());
        let own = self.each(|m, _| format!("l{m}"));
        let total = self.each(|m, _| format!("MAX(o.l{m}) AS l{m}"));
        [
            Step::new(
                "lacking",
                "of whom something never came to be a line, by metric",
                format!(
                    "SELECT period, unit_id,\n  {lacks}\nFROM {GAPS}\nWHERE kind = {kind}\nGROUP BY period, unit_id"
                ),
            ),
            Step::new(
                "lacking_sums",
                "with the units above them",
                format!(
                    "SELECT period, 'own' AS scope, unit_id, {own}\nFROM lacking\nUNION ALL\n\
                     SELECT o.period, 'total' AS scope, k.ancestor_id AS unit_id, {total}\n\
                     FROM lacking AS o\nJOIN above AS k ON k.unit_id = o.unit_id\n\
                     GROUP BY o.period, k.ancestor_id"
                ),
            ),
        ]
    }

    fn named(&self) -> Step {
        let columns = self.each(|m, _| {
            format!(
                "s.a{m}, s.b{m}, s.n{m}, s.g{m}, CASE WHEN l.l{m} = 1 THEN 1 ELSE 0 END AS l{m}"
            )
        });
        Step::new(
            "named",
            "with names and tiers, in the order of the register",
            format!(
                "SELECT s.period, u.level, s.scope, s.unit_id, u.name AS unit_name, u.parent_id, s.field, u.place,\n  \
                 {columns}\nFROM sums AS s\nJOIN {UNITS} AS u ON u.unit_id = s.unit_id\n\
                 LEFT JOIN lacking_sums AS l ON l.period = s.period AND l.scope = s.scope AND l.unit_id = s.unit_id\n\
                 ORDER BY place, scope, field NULLS FIRST"
            ),
        )
    }

    fn long(&self) -> Step {
        let rows = self.metrics.iter().enumerate().map(|(m, metric)| {
            let id = quoted(&metric.metric.id);
            format!(
                "SELECT period, level, scope, unit_id, unit_name, parent_id, field, {id} AS metric,\n  \
                 a{m} AS numerator, b{m} AS denominator,\n  \
                 CASE WHEN b{m} > 0 THEN CAST(a{m} AS DOUBLE) / CAST(b{m} AS DOUBLE) ELSE NULL END AS rate,\n  \
                 CASE WHEN g{m} = 0 AND l{m} = 0 THEN TRUE ELSE FALSE END AS complete, g{m} AS gaps\n\
                 FROM named\nWHERE n{m} > 0 OR (field IS NULL AND g{m} > 0)"
            )
        });
        let sources = self.metrics.iter().map(|MetricSql { metric, .. }| {
            format!("{}: {} ({})", metric.id, metric.title, metric.source)
        });
        let about = format!("a row a metric\n{}", sources.collect::<Vec<_>>().join("\n"));
        Step::new("metrics", &about, rows.collect::<Vec<_>>().join("\nUNION ALL\n"))
    }
}

/// A count of a line as it counts: where nothing of its unit does, the unit is there, and no file of it.
fn counted(id: &str) -> String {
    let whole = quoted(WHOLE_UNIT);
    let this = quoted(&format!(" {id} "));
    format!(
        "CASE WHEN {LEFT_OUT} IS NULL OR {id} IS NULL THEN {id} WHEN {LEFT_OUT} = {whole} THEN 0 \
         WHEN POSITION({this} IN ' ' || {LEFT_OUT} || ' ') > 0 THEN NULL ELSE {id} END AS {id}"
    )
}
