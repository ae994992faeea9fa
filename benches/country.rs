//! A country in one night: 705 district workbooks with 10,599 communes and ten fields a unit, through all five
//! stages, beside the bare calamine decode of the same files in the same process. Prints the ratio of the two,
//! the time of each stage and the peak memory. `RESULTS.md` beside this file keeps what was measured.
//!
//! ```text
//! cargo bench                                                      # all cores
//! RAYON_NUM_THREADS=1 POLARS_MAX_THREADS=1 cargo bench             # one thread
//! TTHC_COUNTRY=/tmp/country cargo bench -- bare_decode             # keeps the files, for the script beside
//! ```

#![expect(clippy::disallowed_methods, reason = "a benchmark lays out its own temporary folder")]
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot be laid out has nothing to say")]

mod land;
#[path = "../examples/province/mod.rs"]
mod province;

use std::convert::Infallible;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Instant;

use calamine::{Reader as _, Xlsx};
use divan::{Bencher, black_box};
use polars::prelude::DataFrame;
use rayon::prelude::*;
use tempfile::TempDir;
use tthc::ingest::read::{Opened, read};
use tthc::ingest::{Parts, Task};
use tthc::measure::LeftOut;
use tthc::pipeline::{self, Overrides, Pipeline, Symbols};
use tthc::run::{Program, Reading, Request, Silent, run};
use tthc::table::Figures;

const ROUNDS: usize = 7;

/// The generated country on disk, and its pipeline.
struct Country {
    folder: PathBuf,
    /// Removes the folder at the end, unless it was asked for by name.
    _temporary: Option<TempDir>,
    files: Vec<PathBuf>,
    pipeline: Pipeline,
}

static COUNTRY: LazyLock<Country> = LazyLock::new(Country::generate);

impl Country {
    fn generate() -> Self {
        let (folder, temporary) = std::env::var_os("TTHC_COUNTRY").map_or_else(
            || {
                let folder = tempfile::tempdir().unwrap();
                (folder.path().to_owned(), Some(folder))
            },
            |folder| (PathBuf::from(folder), None),
        );
        let inbox = folder.join("inbox");
        fs::create_dir_all(&inbox).unwrap();
        let overrides = Overrides {
            inbox: Some(inbox.clone()),
            output: Some(folder.join("output")),
            ..Overrides::default()
        };
        let pipeline = pipeline::load_with(&land::declaration(), &overrides).unwrap();
        let files = land::fill(&inbox, &pipeline, province::Period { year: 2023, quarter: 3 }, 0);
        Self { folder, _temporary: temporary, files, pipeline }
    }

    /// All five stages, from the files to a published run, as cron has it: files are read by processes of
    /// their own.
    fn run(&self) -> PathBuf {
        let limits = serde_json::to_string(&self.pipeline.limits).unwrap();
        self.run_with(Reading::Apart(Program {
            path: env!("CARGO_BIN_EXE_tthc").into(),
            arguments: vec!["read-files".into(), limits.into()],
        }))
    }

    fn run_with(&self, reading: Reading) -> PathBuf {
        let pipeline = self.pipeline.clone();
        let request = Request { force: true, ..Request::new(pipeline, reading) };
        run(&request, &Silent).unwrap().run.unwrap()
    }

    /// The first stage alone, without the disk.
    fn ingest(&self) -> Parts {
        let name = |file: &PathBuf| file.file_name().unwrap().to_string_lossy().into_owned();
        let names: Vec<String> = self.files.iter().map(name).collect();
        let inbox = self.folder.join("inbox");
        let load = |name: &str| fs::read(inbox.join(name)).map_err(|error| error.to_string());
        let open = |bytes: &[u8]| Ok::<_, Infallible>(read(bytes, &self.pipeline.limits));
        let tasks: Vec<Task> = names.iter().map(|name| Task::anew(name)).collect();
        let ingested = tthc::ingest::ingest(&tasks, load, open, |_, _| {}, &self.pipeline).unwrap();
        Parts::of(ingested.kept, &ingested.submissions, &self.pipeline)
    }

    /// The accepted numbers of all files as a table.
    fn observations(parts: &Parts) -> DataFrame {
        Figures::observations_of((0..parts.len()).map(|part| parts.figures(part))).unwrap()
    }

    /// What no reader can do without: every cell of every sheet, decoded and thrown away.
    fn decode(&self) -> usize {
        self.files.par_iter().map(|file| decode(file)).sum()
    }
}

fn decode(file: &Path) -> usize {
    let bytes = fs::read(file).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut cells = 0;
    for sheet in book.sheet_names() {
        let mut reader = book.worksheet_cells_reader(&sheet).unwrap();
        while let Some(cell) = reader.next_cell().unwrap() {
            black_box(&cell);
            cells += 1;
        }
    }
    cells
}

#[divan::bench(sample_count = 5)]
fn bare_decode(bencher: Bencher) {
    let country = &*COUNTRY;
    bencher.bench(|| country.decode());
}

/// Decoding into sheets of cells, with their merged areas.
#[divan::bench(sample_count = 5)]
fn sheets(bencher: Bencher) {
    let country = &*COUNTRY;
    let sheets = |file: &PathBuf| match read(&fs::read(file).unwrap(), &country.pipeline.limits) {
        Opened::Book(book) => book.sheets.len(),
        other => panic!("{other:?}"),
    };
    bencher.bench(|| country.files.par_iter().map(sheets).sum::<usize>());
}

/// The whole of reading: sheets, forms, lines, units, figures.
#[divan::bench(sample_count = 5)]
fn ingest(bencher: Bencher) {
    let country = &*COUNTRY;
    bencher.bench(|| country.ingest());
}

/// The figures as a table, and the table as Parquet bytes.
#[divan::bench(sample_count = 5)]
fn observations_frame(bencher: Bencher) {
    let parts = COUNTRY.ingest();
    bencher.bench(|| Country::observations(&parts));
}

/// The table of observations as Parquet bytes.
#[divan::bench(sample_count = 5)]
fn observations_parquet(bencher: Bencher) {
    let frame = Country::observations(&COUNTRY.ingest());
    bencher.bench(|| tthc::store::encode(&frame).unwrap().len());
}

/// The sums of every metric.
#[divan::bench(sample_count = 5)]
fn measure(bencher: Bencher) {
    let country = &*COUNTRY;
    let (parts, pipeline) = (country.ingest(), &country.pipeline);
    let (symbols, none) = (Symbols::of(parts.words(), pipeline), LeftOut::default());
    let count = |part| tthc::measure::count(&parts.figures(part), &none, &symbols, pipeline);
    let counts = || (0..parts.len()).into_par_iter().map(count).collect::<Vec<_>>();
    bencher.bench(|| tthc::measure::measure(&counts(), pipeline));
}

/// All five stages with the files read in the process of the run, where a crafted file could end it.
#[divan::bench(sample_count = 5)]
fn five_stages_without_processes(bencher: Bencher) {
    let country = &*COUNTRY;
    bencher.bench(|| country.run_with(Reading::Here));
}

#[divan::bench(sample_count = 5)]
fn five_stages(bencher: Bencher) {
    let country = &*COUNTRY;
    bencher.bench(|| country.run());
}

/// Seconds of CPU that the process and those that it has waited for have used.
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: f64 =
        behind.split_whitespace().skip(11).take(4).filter_map(|t| t.parse::<f64>().ok()).sum();
    ticks / 100.0
}

/// Peak resident memory in MiB, as the kernel counts it.
fn peak_mib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// Wall and CPU seconds of one call.
fn timed<T>(work: impl FnOnce() -> T) -> (f64, f64) {
    let (wall, cpu) = (Instant::now(), cpu_seconds());
    black_box(work());
    (wall.elapsed().as_secs_f64(), cpu_seconds() - cpu)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Decode and run in turn, so that a machine that drifts drifts for both.
fn ratio() {
    let country = &*COUNTRY;
    let cells = country.decode();
    let after_decode = peak_mib();
    country.run();
    let mut rounds: Vec<[f64; 6]> = Vec::new();
    for _ in 0..ROUNDS {
        let (decode_wall, decode_cpu) = timed(|| country.decode());
        let (run_wall, run_cpu) = timed(|| country.run());
        let (here_wall, here_cpu) = timed(|| country.run_with(Reading::Here));
        rounds.push([decode_wall, decode_cpu, run_wall, run_cpu, here_wall, here_cpu]);
    }
    let column = |index: usize| median(rounds.iter().map(|round| round[index]).collect());
    let ratio_of =
        |a: usize, b: usize| median(rounds.iter().map(|round| round[a] / round[b]).collect());
    println!("\n{cells} cells in {} workbooks", country.files.len());
    println!("bare decode   {:.2} s wall, {:.2} s CPU", column(0), column(1));
    println!("five stages   {:.2} s wall, {:.2} s CPU", column(2), column(3));
    println!(
        "ratio         {:.2} wall, {:.2} CPU (median of {ROUNDS} pairs)",
        ratio_of(2, 0),
        ratio_of(3, 1)
    );
    println!("without processes  {:.2} s wall, {:.2} s CPU", column(4), column(5));
    println!(
        "cost of processes  {:.3} wall, {:.3} CPU (median of {ROUNDS} pairs)",
        ratio_of(2, 4),
        ratio_of(3, 5)
    );
    println!("peak memory   {after_decode} MiB after the decode, {} MiB at the end", peak_mib());
    stages(country);
}

/// Where the time of one more run goes.
fn stages(country: &Country) {
    let run = country.run();
    let record = tthc::store::Run::open(run).unwrap();
    for stage in &record.record().stages {
        println!("  {:<9} {:>6.3} s  {:>9} rows", stage.stage.word(), stage.seconds, stage.rows);
    }
}

fn main() {
    ratio();
    divan::main();
}
