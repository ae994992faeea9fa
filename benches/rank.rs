//! Ranking alone: the 10,599 communes of a country and ten times as many, in one list and in a list for each district, with
//! the intervals of their places; beside them a score of two metrics, which has none. Seconds of CPU time of one thread,
//! the least of some rounds, and their ratios.
//!
//! ```text
//! cargo bench --bench rank
//! TTHC_ROUNDS=3 cargo bench --bench rank
//! ```

#![expect(clippy::disallowed_methods, reason = "a benchmark lays out its own temporary folder")]
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot be laid out has nothing to say")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Instant;

use fastrand::Rng;
use polars::prelude::{Column, DataFrame};
use rayon::ThreadPoolBuilder;
use tthc::model::Level;
use tthc::pipeline::{Grouping, Pipeline, load};
use tthc::rank::rank;
use tthc::table::Ratios;

/// A country, or so many beside each other.
fn country(times: usize) -> Pipeline {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = |name: &str| fs::read_to_string(root.join("benches").join(name)).unwrap();
    let (declared, units) = (text("country.toml"), text("vietnam-2024.csv"));
    let (head, units) = units.split_once('\n').unwrap();
    let mut register = format!("{head}\n");
    for time in 0..times {
        for unit in units.lines() {
            let [id, level, parent, name] = unit.splitn(4, ',').collect::<Vec<_>>()[..] else {
                continue;
            };
            let parent = if parent.is_empty() { String::new() } else { format!("{time}-{parent}") };
            let name = name.trim_matches('"');
            writeln!(register, "{time}-{id},{level},{parent},\"{name} {time}\"").unwrap();
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let beside = root.join("pipelines");
    fs::write(folder.path().join("vietnam-2024.csv"), register).unwrap();
    let declared = declared.replace("../pipelines", &beside.to_string_lossy());
    let path = folder.path().join("country.toml");
    fs::write(&path, declared).unwrap();
    load(&path).unwrap()
}

/// Figures of each commune: files by a log-normal distribution, rates near 95 %.
fn figures(pipeline: &Pipeline) -> Ratios {
    let mut dice = Rng::with_seed(20_261_129);
    let mut bell = |spread: f64| spread * ((0..12).map(|_| dice.f64()).sum::<f64>() - 6.0);
    let (mut units, mut metrics) = (Vec::new(), Vec::new());
    let (mut good, mut all) = (Vec::new(), Vec::new());
    let communes = pipeline.register.iter().filter(|(_, unit)| unit.level == Level::Commune);
    for (_, unit) in communes {
        for metric in ["on_time_rate", "satisfaction_rate"] {
            let files = (300f64.ln() + bell(1.3)).exp().clamp(30.0, 100_000.0).round();
            let rate = (0.95 + bell(0.04)).clamp(0.5, 1.0);
            units.push(unit.id.as_str());
            metrics.push(metric);
            #[expect(clippy::cast_possible_truncation, reason = "a hundred thousand files")]
            good.push((files * rate).round() as i64);
            #[expect(clippy::cast_possible_truncation, reason = "a hundred thousand files")]
            all.push(files as i64);
        }
    }
    let rows = units.len();
    let frame = DataFrame::new_infer_height(vec![
        Column::new("scope".into(), vec!["own"; rows]),
        Column::new("unit_id".into(), units),
        Column::new("field".into(), vec![None::<&str>; rows]),
        Column::new("metric".into(), metrics),
        Column::new("numerator".into(), good),
        Column::new("denominator".into(), all),
        Column::new("complete".into(), vec![true; rows]),
        Column::new("gaps".into(), vec![0u32; rows]),
    ]);
    Ratios::of(&frame.unwrap(), pipeline).unwrap()
}

/// The least seconds of some rounds.
fn seconds(rounds: usize, ratios: &Ratios, pipeline: &Pipeline) -> f64 {
    let round = |_| {
        let start = Instant::now();
        let ranked = rank(ratios, None, pipeline);
        assert!(!ranked.rankings.rows.is_empty());
        start.elapsed().as_secs_f64()
    };
    (0..rounds).map(round).fold(f64::INFINITY, f64::min)
}

/// One list, a list for each district, and a score of both metrics.
fn measure(times: usize, rounds: usize) -> [f64; 3] {
    let mut pipeline = country(times);
    let ratios = figures(&pipeline);
    let commune = pipeline.rankings.iter().find(|ranking| ranking.id == "xa").unwrap().clone();
    let share = |id: &str| {
        let mut all = pipeline.rankings.iter().flat_map(|ranking| &ranking.shares);
        *all.find(|share| pipeline.metric(share.metric).id == id).unwrap()
    };
    let mut both = [share("on_time_rate"), share("satisfaction_rate")];
    for share in &mut both {
        share.points = Some(50);
    }
    let mut split = commune.clone();
    split.grouping = Grouping::Parent;
    let mut score = commune.clone();
    score.shares = both.to_vec();
    [commune, split, score].map(|ranking| {
        pipeline.rankings = vec![ranking];
        seconds(rounds, &ratios, &pipeline)
    })
}

fn main() {
    let rounds =
        std::env::var("TTHC_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(7);
    let pool = ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let [once, ten] = pool.install(|| [1, 10].map(|times| measure(times, rounds)));
    println!(
        "one thread, least of {rounds} rounds       10,599 units   105,990 units   ratio   to a score"
    );
    for (index, name) in
        ["one list", "a list a district", "a score of two metrics"].iter().enumerate()
    {
        println!(
            "{name:<35} {:>10.1} ms {:>12.1} ms {:>7.1} {:>9.2} ×",
            once[index] * 1e3,
            ten[index] * 1e3,
            ten[index] / once[index],
            once[index] / once[2],
        );
    }
}
