//! Rates by number of files, with the limits between which units usually lie: few files move a rate far by chance alone.
//! The dots are the units that rule F214 looks at, and those outside are those it tells of.

use std::fmt::Write as _;

use super::plan::{ChartDot, ChartFrame, ChartTick, FunnelChart};
use crate::model::{Funnel, Rate, Unit};
use crate::pipeline::Ranking;
use crate::publish::workbook::facts::Facts;
use crate::publish::workbook::words::size;
use crate::table::Sum;
use crate::text::{group_thousands, lower_first, percent};

const WIDTH: u32 = 760;
const HEIGHT: u32 = 340;
/// Room for the words of the axes.
const LEFT: u32 = 54;
const RIGHT: u32 = 12;
const TOP: u32 = 10;
const BELOW: u32 = 40;
/// Points of a limit.
const STEPS: u32 = 48;

/// The chart of the ranking at a place of the declaration; `None` where one before it shows the same, where it is not by
/// one metric, or where too few units are whole.
pub(super) fn funnel(facts: &Facts<'_>, at: usize, crowded: bool) -> Option<FunnelChart> {
    let rankings = &facts.pipeline.rankings;
    let ranking = rankings.get(at)?;
    let key = |ranking: &Ranking| match ranking.shares.as_slice() {
        [share] => Some((ranking.league, ranking.scope, share.metric)),
        _ => None,
    };
    let own = key(ranking)?;
    if rankings[..at].iter().any(|before| key(before) == Some(own)) {
        return None;
    }
    let (_, scope, metric) = own;
    let league = facts.pipeline.register.iter().filter(|(_, unit)| unit.level == ranking.league);
    let units: Vec<(&Unit, Rate)> = league
        .filter_map(|(ix, unit)| {
            let sum = facts.inputs.metrics.get(scope, ix, metric)?;
            Some((unit, whole(sum)?))
        })
        .collect();
    let rates: Vec<Rate> = units.iter().map(|(_, rate)| *rate).collect();
    let funnel = Funnel::of(&rates)?;
    let scale = ChartScale::of(&rates, &funnel)?;
    let beyond = units.iter().filter(|(_, rate)| funnel.is_beyond(*rate)).count();
    let (mut dots, mut crowd) = (Vec::new(), String::new());
    for (unit, rate) in units {
        let Some((x, y)) = scale.place(rate) else { continue };
        let beyond = funnel.is_beyond(rate);
        if crowded && !beyond {
            // Writing to a String cannot fail.
            let _ = write!(crowd, "M{x} {y}h0");
        } else {
            dots.push(ChartDot { x, y, beyond, title: format!("{}: {}", unit.name, told(rate)) });
        }
    }
    let declared = facts.pipeline.metric(metric);
    Some(FunnelChart {
        label: format!("{} theo {}", declared.title, lower_first(&declared.denominator_title)),
        axis: format!("{} (thang lôgarit)", declared.denominator_title),
        frame: ChartFrame {
            width: WIDTH,
            height: HEIGHT,
            left: LEFT,
            right: WIDTH - RIGHT,
            below: HEIGHT - BELOW,
        },
        rates: scale.rates(),
        files: scale.files(),
        centre: scale.level(funnel.centre),
        limits: scale.limits(&funnel),
        crowd,
        dots,
        beyond: beyond_in_words(beyond, rates.len()),
    })
}

fn beyond_in_words(beyond: usize, all: usize) -> String {
    let rule = "Hai đường đứt: mức các đơn vị thường chênh nhau (99,8 %, đã trừ phần ngẫu nhiên do ít hồ sơ); đường liền: mức \
                chung. Chỉ gồm đơn vị đủ số liệu.";
    let all = size(all);
    match beyond {
        0 => format!("{rule} Không đơn vị nào trong {all} đơn vị nằm ngoài."),
        beyond => format!("{rule} {} trong {all} đơn vị nằm ngoài (vòng tròn rỗng).", size(beyond)),
    }
}

fn told(rate: Rate) -> String {
    let [above, below] = [rate.numerator, rate.denominator].map(group_thousands);
    format!("{} ({above} / {below})", rate.ratio().map(percent).unwrap_or_default())
}

/// The rate of a unit of which nothing is missing, as a part of a whole.
fn whole(sum: Sum) -> Option<Rate> {
    let Rate { numerator, denominator } = sum.rate();
    let is_part = denominator > 0 && (0..=denominator).contains(&numerator);
    (is_part && sum.gaps == 0 && sum.complete).then_some(sum.rate())
}

/// What the axes span: numbers of files by their logarithm, and rates.
#[derive(Debug, Clone, Copy)]
struct ChartScale {
    few: f64,
    many: f64,
    low: f64,
    high: f64,
    /// Between two grid lines.
    step: f64,
}

impl ChartScale {
    /// All units, and the limits where they are narrowest.
    fn of(rates: &[Rate], funnel: &Funnel) -> Option<Self> {
        let files = || rates.iter().map(|rate| rate.denominator);
        let (fewest, most_files) = (files().min()?, files().max()?);
        let (mut least, mut most) = funnel.limits(most_files);
        for ratio in rates.iter().filter_map(|rate| rate.ratio()) {
            (least, most) = (least.min(ratio), most.max(ratio));
        }
        let (few, many) = (logarithm(fewest), logarithm(most_files));
        let step = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2];
        let step = step.into_iter().find(|step| (most - least) / step <= 6.0).unwrap_or(0.25);
        // A hair of room keeps a rate on a grid line off the edge.
        let low = ((least / step - 0.1).floor() * step).max(0.0);
        let high = ((most / step + 0.1).ceil() * step).min(1.0);
        (few < many && low < high).then_some(Self { few, many, low, high, step })
    }

    fn x(self, logarithm: f64) -> f64 {
        let share = (logarithm - self.few) / (self.many - self.few);
        share.mul_add(f64::from(WIDTH - LEFT - RIGHT - 12), f64::from(LEFT + 6))
    }

    fn y(self, rate: f64) -> f64 {
        let share = (self.high - rate) / (self.high - self.low);
        share.clamp(0.0, 1.0).mul_add(f64::from(HEIGHT - TOP - BELOW), f64::from(TOP))
    }

    fn place(self, rate: Rate) -> Option<(String, String)> {
        let (x, y) = (self.x(logarithm(rate.denominator)), self.y(rate.ratio()?));
        Some((format!("{x:.1}"), format!("{y:.1}")))
    }

    fn level(self, rate: f64) -> String {
        format!("M{LEFT} {:.1}H{}", self.y(rate), WIDTH - RIGHT)
    }

    /// Both limits; where one leaves the chart its line ends.
    fn limits(self, funnel: &Funnel) -> [String; 2] {
        let mut paths = [String::new(), String::new()];
        for step in 0..=STEPS {
            let share = f64::from(step) / f64::from(STEPS);
            let logarithm = share.mul_add(self.many - self.few, self.few);
            #[expect(clippy::cast_possible_truncation, reason = "between two counts of files")]
            let (low, high) = funnel.limits(libm::exp(logarithm).round() as i64);
            for (path, limit) in paths.iter_mut().zip([low, high]) {
                if (self.low..=self.high).contains(&limit) {
                    let begins = if path.is_empty() { 'M' } else { 'L' };
                    // Writing to a String cannot fail.
                    let _ = write!(path, "{begins}{:.1} {:.1}", self.x(logarithm), self.y(limit));
                }
            }
        }
        paths
    }

    fn rates(self) -> Vec<ChartTick> {
        let digits = usize::from(self.step < 0.01);
        let mut ticks = Vec::new();
        let mut rate = self.low;
        while rate <= self.high + self.step / 100.0 {
            let text = format!("{:.digits$}%", rate * 100.0).replace('.', ",");
            ticks.push(ChartTick { at: format!("{:.1}", self.y(rate)), text });
            rate += self.step;
        }
        ticks
    }

    /// 1, 3, 10, 30 … as far as they lie between the fewest and the most files; 1, 2, 5, 10 … where that is few.
    fn files(self) -> Vec<ChartTick> {
        let coarse = self.ticks(&[1, 3]);
        if coarse.len() < 3 { self.ticks(&[1, 2, 5]) } else { coarse }
    }

    fn ticks(self, steps: &[i64]) -> Vec<ChartTick> {
        let decades = (0..9).map(|power| 10_i64.pow(power));
        let files = decades.flat_map(|decade| steps.iter().map(move |step| step * decade));
        let there = files.filter(|files| (self.few..=self.many).contains(&logarithm(*files)));
        let tick = |files: i64| ChartTick {
            at: format!("{:.1}", self.x(logarithm(files))),
            text: group_thousands(files),
        };
        there.map(tick).collect()
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of files stay far below 2^53")]
fn logarithm(files: i64) -> f64 {
    libm::log(files.max(1) as f64)
}
