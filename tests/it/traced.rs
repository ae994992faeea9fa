//! Every figure that is published of both provinces, computed once more from its trace alone: the cells that a trace names
//! are opened in the files of the offices, read here by rules of this test, and summed by the declared formulas.

#![expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a helper that fails fails the test; counts of files are small"
)]

mod by_field;

use by_field::check_margins;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use tthc::model::{CellRef, Limits, MeasureIx, Scope, Sheet, UnitIx, Value};
use tthc::pipeline::{self, Better, Formula, IndicatorKind, MetricIx, Pipeline, Ranking};
use tthc::publish::book::plan::{Datum, Paper, PlanCell, SheetPlan, WorkbookPlan};
use tthc::publish::{self, Meaning, RateFigure, StandingFigure};
use tthc::read::{Opened, read};
use tthc::run::{
    CellTrace, FigureAsked, ReportedCell, Shows, Taken, TermsOfUnits, TracedRun, data_code, place,
    take_apart,
};
use tthc::store::{Folder, Run};
use tthc::table::StandingStatus;

/// Sums by scope, unit and metric.
type KnownSums = BTreeMap<FigureKey, (i64, i64)>;

/// Scope, unit, metric and field of a figure.
type FigureKey = (Scope, UnitIx, MetricIx, Option<String>);

/// A unit of a list: its id, that of the group, and whether it is ranked.
type ListedUnit<'l> = (&'l String, &'l Option<String>, StandingStatus);

/// A run of a declared pipeline, with the files it read and what it published.
struct Province {
    run: Run,
    traced: TracedRun,
    terms: TermsOfUnits,
    inbox: PathBuf,
    /// Sheets of the files of offices by file.
    sent: RefCell<BTreeMap<String, Vec<Sheet>>>,
    /// Sums that were computed from traces.
    sums: RefCell<KnownSums>,
    _home: TempDir,
}

fn sheets(bytes: &[u8]) -> Vec<Sheet> {
    match read(bytes, &Limits::default()) {
        Opened::Book(book) => book.sheets,
        other => panic!("{other:?}"),
    }
}

/// A bound of the exact interval of a rate at 95 %: the rate by which so many, or fewer, come about once in forty times;
/// found by halving, from the single chances summed up.
fn bound(above: i64, below: i64, high: bool) -> f64 {
    let (k, n) = (above, below);
    if k == if high { n } else { 0 } {
        return if high { 1.0 } else { 0.0 };
    }
    let ways = (1..=k).map(|i| ((n - k + i) as f64 / i as f64).ln()).sum::<f64>();
    let tail = |p: f64| {
        let mut chance = (ways + k as f64 * p.ln() + (n - k) as f64 * (1.0 - p).ln()).exp();
        let (mut at, mut sum) = (k, 0.0);
        loop {
            sum += chance;
            let odds = p / (1.0 - p);
            let next = if high { at - 1 } else { at + 1 };
            if !(0..=n).contains(&next) || chance < sum * 1e-18 {
                return sum;
            }
            chance *= if high {
                at as f64 / (n - at + 1) as f64 / odds
            } else {
                (n - at) as f64 / next as f64 * odds
            };
            at = next;
        }
    };
    let rate = k as f64 / n as f64;
    let (mut low, mut top) = if high { (rate, 1.0) } else { (0.0, rate) };
    for _ in 0..80 {
        let middle = f64::midpoint(low, top);
        // Both tails grow towards the rate itself.
        if (tail(middle) > 0.025) == high { low = middle } else { top = middle }
    }
    f64::midpoint(low, top)
}

impl Province {
    fn of(file: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_tthc"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["run", file, "--quiet", "--output"])
            .arg(home.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let declared = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let pipeline = pipeline::load(&declared).unwrap();
        let folder = Folder::new(home.path(), &pipeline.id, &pipeline.period.to_string());
        let run = folder.latest().unwrap().unwrap();
        let inbox = pipeline.inbox.clone();
        let traced = TracedRun::load(&run, pipeline).unwrap();
        let terms = traced.terms(|_, _| true);
        let (sent, sums) = (RefCell::default(), RefCell::default());
        Self { run, traced, terms, inbox, sent, sums, _home: home }
    }

    fn pipeline(&self) -> &Pipeline {
        &self.traced.pipeline
    }

    /// What a cell of an office's file shows.
    fn shown(&self, file: &str, sheet: &str, at: CellRef) -> Option<Value> {
        let mut sent = self.sent.borrow_mut();
        let sheets = sent
            .entry(file.to_owned())
            .or_insert_with(|| sheets(&std::fs::read(self.inbox.join(file)).unwrap()));
        let found = sheets.iter().find(|known| known.name == sheet);
        found.unwrap_or_else(|| panic!("{file} has no sheet {sheet}")).get(at).cloned()
    }

    /// The count of a cell of a trace, read from the file by the rules of this test.
    fn count(&self, file: &str, sheet: &str, cell: &CellTrace) -> i64 {
        let place = format!("{file}!{sheet}!{}", cell.at);
        let stands = match self.shown(file, sheet, cell.at) {
            Some(Value::Number(number)) => tthc::text::plain_number(number),
            Some(Value::Text(text)) => text,
            None => String::new(),
            other => panic!("{place}: {other:?}"),
        };
        assert_eq!(cell.raw.trim(), stands.trim(), "{place}: the text that the trace names");
        if cell.taken == Taken::Followed {
            // Nothing stands there: what it is follows from the cells around it.
            return cell.value;
        }
        // `1.574`, `43 phiếu (đạt 67,2%)`, `05/31 phiếu`.
        let inside = |c: char| c.is_ascii_digit() || c == '.' || c.is_whitespace();
        let head: String = stands.chars().take_while(|c| inside(*c)).collect();
        let known = stands.len() == head.len()
            || ["phiếu", "/"].iter().any(|word| stands[head.len()..].starts_with(word));
        assert!(known, "{place}: `{stands}` needs a rule in this test");
        let digits: String = head.chars().filter(char::is_ascii_digit).collect();
        digits.parse().unwrap()
    }

    /// The sums of a figure, from its trace.
    fn sums(&self, scope: Scope, unit: UnitIx, metric: MetricIx) -> (i64, i64) {
        self.sums_in(scope, unit, metric, None)
    }

    /// The same of one field.
    fn sums_in(
        &self,
        scope: Scope,
        unit: UnitIx,
        metric: MetricIx,
        field: Option<&str>,
    ) -> (i64, i64) {
        let key = (scope, unit, metric, field.map(str::to_owned));
        if let Some(&known) = self.sums.borrow().get(&key) {
            return known;
        }
        let asked = FigureAsked { scope, unit, metric, field: field.map(str::to_owned) };
        let trace = take_apart(&self.traced, &self.terms, asked);
        let declared = self.pipeline().metric(metric);
        let sign = |formula: &Formula, measure: MeasureIx| -> i64 {
            formula.terms.iter().filter(|term| term.1 == measure).map(|term| term.0).sum()
        };
        let mut sums = (0, 0);
        for line in trace.units.iter().flat_map(|unit| &unit.lines) {
            for cell in line.cells.iter().filter(|cell| cell.not_counted.is_none()) {
                let count = self.count(&line.file, &line.sheet, cell);
                let above = sign(&declared.numerator, cell.measure) * count;
                let below = sign(&declared.denominator, cell.measure) * count;
                assert_eq!((cell.above, cell.below), (above, below), "{}!{}", line.file, cell.at);
                sums.0 += above;
                sums.1 += below;
            }
        }
        assert!(trace.adds_up(), "{:?} adds up to {sums:?}", trace.asked);
        self.sums.borrow_mut().insert(key, sums);
        sums
    }

    /// What would count against a unit if each of its fields was as in the whole list, with one decimal.
    fn expected(&self, ranking: &Ranking, unit: UnitIx) -> f64 {
        let register = &self.pipeline().register;
        let of_list = self.traced.field_mix.rows.iter().filter(|row| row.ranking == ranking.id);
        let of_list: Vec<_> = of_list.filter(|row| row.counts.is_some()).collect();
        let sums = |id: &str, field: &Option<String>| {
            let (of, metric) = (register.find_id(id).unwrap(), ranking.shares[0].metric);
            // Each line of these provinces names its field.
            let field = field.as_deref().unwrap();
            self.sums_in(ranking.scope, of, metric, Some(field))
        };
        let id = &register.get(unit).id;
        let parts = of_list.iter().filter(|row| row.unit_id == *id).map(|own| {
            let (_, files) = sums(id, &own.field);
            let alike = of_list.iter().filter(|row| row.field == own.field);
            let list = alike.filter(|row| row.group == own.group).fold((0, 0), |sum, row| {
                let (above, below) = sums(&row.unit_id, &row.field);
                (sum.0 + below - above, sum.1 + below)
            });
            files as f64 * list.0 as f64 / list.1 as f64
        });
        (parts.sum::<f64>() * 10.0).round() / 10.0
    }

    /// The sums of a unit by which a ranking of one metric goes.
    fn ranked_sums(&self, ranking: &Ranking, unit: UnitIx) -> (i64, i64) {
        let [share] = ranking.shares.as_slice() else { panic!("{} has several", ranking.id) };
        self.sums(ranking.scope, unit, share.metric)
    }

    /// One more than those of the list that are better.
    fn place(&self, ranking: &Ranking, unit: UnitIx) -> i64 {
        let share = ranking.shares[0];
        let higher =
            share.points.is_some() || self.pipeline().metric(share.metric).better == Better::Higher;
        let rows = self.traced.rankings.of(&ranking.id);
        let rows = rows.map(|row| (&row.unit_id, &row.group, row.status));
        self.place_among(&rows.collect::<Vec<_>>(), unit, higher, |other| {
            self.ranked_sums(ranking, other)
        })
    }

    /// The same among those that stand under the same unit.
    fn place_within(&self, ranking: &Ranking, unit: UnitIx) -> i64 {
        let register = &self.pipeline().register;
        let parent = |id: &str| register.get(register.find_id(id).unwrap()).parent;
        let own = register.get(unit).parent;
        let rows = self.traced.rankings.of(&ranking.id);
        let rows = rows.filter(|row| parent(&row.unit_id) == own);
        let rows: Vec<_> = rows.map(|row| (&row.unit_id, &row.group, row.status)).collect();
        self.place_among(&rows, unit, true, |other| self.ranked_sums(ranking, other))
    }

    /// The same under a definition; `None` where it has none.
    fn place_under(&self, ranking: &Ranking, metric: MetricIx, unit: UnitIx) -> Option<i64> {
        let declared = self.pipeline().metric(metric);
        let rows = self.traced.definitions.of(&ranking.id).flatten();
        let rows = rows.filter(|row| row.metric == declared.id);
        let rows: Vec<_> = rows.map(|row| (&row.unit_id, &row.group, row.status)).collect();
        let id = &self.pipeline().register.get(unit).id;
        let own = rows.iter().find(|row| row.0 == id)?;
        let higher = declared.better == Better::Higher;
        let sums = |other| self.sums(ranking.scope, other, metric);
        (own.2 == StandingStatus::Ranked).then(|| self.place_among(&rows, unit, higher, sums))
    }

    fn place_among(
        &self,
        rows: &[ListedUnit<'_>],
        unit: UnitIx,
        higher: bool,
        sums: impl Fn(UnitIx) -> (i64, i64),
    ) -> i64 {
        let register = &self.pipeline().register;
        let id = &register.get(unit).id;
        let group = rows.iter().find(|row| row.0 == id).unwrap().1;
        let own = sums(unit);
        let ranked = rows.iter().filter(|row| row.2 == StandingStatus::Ranked);
        let others = ranked.filter(|row| row.1 == group && row.0 != id);
        let ahead = others.filter(|row| {
            let other = sums(register.find_id(row.0).unwrap());
            let order = (i128::from(other.0) * i128::from(own.1))
                .cmp(&(i128::from(own.0) * i128::from(other.1)));
            if higher { order.is_gt() } else { order.is_lt() }
        });
        1 + i64::try_from(ahead.count()).unwrap()
    }

    /// How many files more above the line the next better class of a unit begins at.
    fn needed(&self, ranking: &Ranking, unit: UnitIx) -> i64 {
        let (above, below) = self.ranked_sums(ranking, unit);
        let begins = |percent: u8| (i64::from(percent) * below + 99) / 100;
        let beyond = ranking.classes.iter().map(|class| begins(class.percent));
        beyond.filter(|&begins| begins > above).min().unwrap() - above
    }

    /// What the figure of a unit in a list is.
    fn standing_figure(&self, list: &Ranking, unit: UnitIx, shows: StandingFigure) -> f64 {
        let (above, below) = self.ranked_sums(list, unit);
        let points = f64::from(list.shares[0].points.unwrap_or(1));
        match shows {
            StandingFigure::Place => self.place(list, unit) as f64,
            StandingFigure::Within => self.place_within(list, unit) as f64,
            StandingFigure::Value => points * (above as f64 / below as f64),
            StandingFigure::Needed => self.needed(list, unit) as f64,
            StandingFigure::Late => (below - above) as f64,
            StandingFigure::ExpectedLate => self.expected(list, unit),
            StandingFigure::Under(metric) => self.place_under(list, metric, unit).unwrap() as f64,
            StandingFigure::Spread => {
                let places = list.definitions.iter();
                let places: Vec<i64> =
                    places.filter_map(|&metric| self.place_under(list, metric, unit)).collect();
                (places.iter().max().unwrap() - places.iter().min().unwrap()) as f64
            }
            StandingFigure::RateLow => bound(above, below, false),
            StandingFigure::RateHigh => bound(above, below, true),
            other => panic!("{other:?} is no figure of these provinces"),
        }
    }

    /// What a figure is, from traces; `None` where a trace has none.
    fn recomputed(&self, plan: &SheetPlan<'_>, cell: &PlanCell<'_>) -> Option<f64> {
        let shows = &self.traced.shows(cell);
        let pipeline = self.pipeline();
        let of = |(above, below): (i64, i64), figure: RateFigure| match figure {
            RateFigure::Numerator => above as f64,
            RateFigure::Denominator => below as f64,
            RateFigure::Ratio => above as f64 / below as f64,
            RateFigure::Missed => (below - above) as f64,
            RateFigure::RatioBefore | RateFigure::Change => {
                panic!("there is no period before these provinces")
            }
        };
        let size = |count: usize| count as f64;
        Some(match shows {
            Shows::Rate(key, figure) => of(self.sums(key.scope, key.unit, key.metric), *figure),
            Shows::Overall(metric, figure) => {
                let whole = pipeline.register.iter().filter(|(_, unit)| unit.level.is_whole());
                let sums = whole.map(|(unit, _)| self.sums(Scope::Total, unit, *metric));
                of(sums.fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1)), *figure)
            }
            Shows::List { ranking, group, metric, shows } => {
                let list = &pipeline.rankings[*ranking];
                let of_league =
                    pipeline.register.iter().filter(|(_, unit)| unit.level == list.league);
                let of_list =
                    of_league.filter(|(_, unit)| group.is_none() || unit.parent == *group);
                let sums = of_list.map(|(unit, _)| self.sums(list.scope, unit, *metric));
                of(sums.fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1)), *shows)
            }
            Shows::Standing { ranking, unit, shows } => {
                self.standing_figure(&pipeline.rankings[*ranking], *unit, *shows)
            }
            Shows::Ranked { ranking } => {
                let list = &pipeline.rankings[*ranking];
                let rows = self.traced.rankings.of(&list.id);
                // Who lacks figures is told by the findings; all others by what they handled.
                let whole = rows.filter(|row| row.status != StandingStatus::Incomplete);
                let enough = whole.filter(|row| {
                    let unit = pipeline.register.find_id(&row.unit_id).unwrap();
                    self.ranked_sums(list, unit).1 >= list.minimum_denominator.max(1)
                });
                size(enough.count())
            }
            Shows::RestMissed { metric, largest } => {
                let units = pipeline.register.iter();
                let mut missed: Vec<i64> = units
                    .map(|(unit, _)| self.sums(Scope::Own, unit, *metric))
                    .map(|(above, below)| below - above)
                    .collect();
                missed.sort_unstable_by_key(|count| std::cmp::Reverse(*count));
                missed[*largest..].iter().sum::<i64>() as f64
            }
            Shows::Forms { rows, .. } => size(rows.len()),
            Shows::Findings { rows, .. } => size(rows.len()),
            Shows::Minimum { ranking } => pipeline.rankings[*ranking].minimum_denominator as f64,
            Shows::Bound { ranking, class } => {
                f64::from(pipeline.rankings[*ranking].classes[*class].percent) / 100.0
            }
            Shows::RowNumber | Shows::Submission(_) | Shows::Finding(_) => return None,
            Shows::Field { .. } => {
                let Meaning::Field(figure) = cell.means else { panic!("{:?}", cell.means) };
                self.field_figure(plan, figure)
            }
            Shows::Indicator { measure, numbers, .. } => self.indicator_figure(*measure, numbers),
            Shows::Late { .. } => {
                let Meaning::Late(figure) = cell.means else { panic!("{:?}", cell.means) };
                self.late_figure(plan, figure, shows)
            }
            Shows::Blank | Shows::Words(_) | Shows::Units { .. } | Shows::Others { .. } => {
                panic!("{shows:?} is no figure")
            }
        })
    }

    /// A sum of what stands in the cells, or the ratio of the sums of two lines of the units that have both.
    fn indicator_figure(&self, measure: MeasureIx, numbers: &[ReportedCell]) -> f64 {
        let lines = self.pipeline().forms.iter().flat_map(|form| &form.indicators);
        let mut values = lines.filter_map(|line| line.value.as_ref());
        let declared = values.find(|value| value.measure == measure).unwrap();
        let of = |unit: UnitIx, wanted: MeasureIx| {
            let mut cells = numbers.iter().filter(|cell| cell.unit == unit);
            cells.find(|cell| cell.measure == wanted).map(|cell| cell.value)
        };
        let mut units: Vec<UnitIx> = numbers.iter().map(|cell| cell.unit).collect();
        units.sort_unstable();
        units.dedup();
        let (mut above, mut below) = (0.0, 0.0);
        for &unit in &units {
            let parts = declared.ratio.as_ref().and_then(|ratio| {
                let part = |formula: &Formula| formula.evaluate_real(|measure| of(unit, measure));
                Some((part(&ratio.numerator)?, part(&ratio.denominator)?))
            });
            if let Some(parts) = parts {
                (above, below) = (above + parts.0, below + parts.1);
            }
        }
        let sum: f64 = units.iter().filter_map(|&unit| of(unit, measure)).sum();
        match declared.kind {
            IndicatorKind::Percent if below > 0.0 => above / below,
            IndicatorKind::Percent => sum / 100.0,
            _ => sum,
        }
    }

    /// Recomputes every figure of a sheet as it stands in the published file; how many there were.
    fn check(&self, plan: &SheetPlan<'_>, published: &Sheet) -> usize {
        let mut checked = 0;
        for (row, line) in (0u32..).zip(&plan.lines) {
            for cell in line.cells.iter().filter(|cell| is_figure(cell)) {
                let at = CellRef::new(row, u32::from(cell.column));
                let place = format!("{}!{at}", plan.name);
                let Some(Value::Number(stands)) = published.get(at) else {
                    panic!("{place}: {:?}", published.get(at))
                };
                let shows = self.traced.shows(cell);
                if let Some(expected) = self.recomputed(plan, cell) {
                    let bounds = [StandingFigure::RateLow, StandingFigure::RateHigh];
                    let is_bound = |figure: &StandingFigure| bounds.contains(figure);
                    let near = match &shows {
                        Shows::Standing { shows, .. } if is_bound(shows) => 1e-9,
                        _ => 1e-12 * expected.abs(),
                    };
                    let close = (stands - expected).abs() <= near;
                    assert!(close, "{place}: {stands} stands there, the trace gives {expected}");
                    checked += 1;
                }
            }
        }
        checked
    }

    /// Checks all sheets of all workbooks; how many figures there were.
    fn check_all(&self) -> usize {
        let code = data_code(self.run.record()).unwrap();
        let inputs = self.traced.inputs(code);
        let mut checked = 0;
        for file in self.run.record().outputs().map(|output| output.file.as_str()) {
            // What goes back is the sender's own; the notice is no workbook, and the data edition is held against the tables by its own tests.
            let Some(book): Option<WorkbookPlan> = publish::composed(&inputs, file) else {
                continue;
            };
            let published = sheets(&self.run.bytes(file).unwrap());
            for (plan, sheet) in book.sheets.iter().zip(&published) {
                assert_eq!(plan.name, sheet.name);
                checked += check_margins(plan);
                checked += self.check(plan, sheet);
            }
        }
        checked
    }

    /// That every sheet prints its letters of 12 points at 10.5 or more: margins leave 252 mm of a lying page and 165 of an
    /// upright one.
    fn check_print(&self) {
        let code = data_code(self.run.record()).unwrap();
        let inputs = self.traced.inputs(code);
        let books = publish::compose(&inputs);
        // All but the list of what goes back.
        let printed = books.len() - 1;
        for plan in books.iter().take(printed).flat_map(|book| &book.sheets) {
            let width: u32 = plan.widths.iter().sum();
            let page = if plan.paper == Paper::Upright { 165.0 } else { 252.0 };
            let points = 12.0 * page / (f64::from(width) * 25.4 / 96.0);
            assert!(points >= 10.5, "{}: {points} points", plan.name);
        }
    }

    /// That so many files between neighbours are enough and one less is not; how many pairs there were.
    fn check_neighbours(&self) -> usize {
        let mut checked = 0;
        for (at, ranking) in self.pipeline().rankings.iter().enumerate() {
            for row in self.traced.rankings.of(&ranking.id) {
                let unit = self.pipeline().register.find_id(&row.unit_id).unwrap();
                let trace = place(&self.traced, at, unit).unwrap();
                let own = trace.sums[0].map(|sum| (sum.numerator, sum.denominator));
                let pairs = trace.above.iter().map(|other| (false, other));
                for (is_below, other) in pairs.chain(trace.below.iter().map(|other| (true, other)))
                {
                    let theirs = other.sums[0].map(|sum| (sum.numerator, sum.denominator));
                    let (low, high) = if is_below { (theirs, own) } else { (own, theirs) };
                    let (low, high) = (low.unwrap(), high.unwrap());
                    let level = |more: i64| {
                        i128::from(low.0 + more) * i128::from(high.1)
                            >= i128::from(high.0) * i128::from(low.1)
                    };
                    let files = other.reach[0].files.unwrap();
                    assert!(level(files) && !level(files - 1), "{low:?} {high:?}: {files}");
                    checked += 1;
                }
            }
        }
        checked
    }
}

fn is_figure(cell: &PlanCell<'_>) -> bool {
    matches!(cell.datum.shown(), Datum::Count(_) | Datum::Number(_))
}

#[test]
fn every_figure_of_binh_phuoc_follows_from_its_trace() {
    let province = Province::of("pipelines/nightly.toml");
    province.check_print();
    let checked = province.check_all();
    assert!(checked > 4_500, "only {checked} figures");
    assert!(province.check_neighbours() > 400);
}

#[test]
fn every_figure_of_phu_tho_follows_from_its_trace() {
    let province = Province::of("pipelines/phu-tho-2026q3.toml");
    province.check_print();
    let checked = province.check_all();
    assert!(checked > 500, "only {checked} figures");
    assert!(province.check_neighbours() > 200);
}
