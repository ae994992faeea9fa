//! A list of dossiers as Parquet: 2·10⁷ rows of 10,599 units and ten fields, read, understood and counted. Wall seconds, the most
//! memory that the process had, and rows a second, of a process of its own.
//!
//! ```text
//! cargo bench --bench dossiers
//! TTHC_DOSSIERS=1000000 TTHC_ROUNDS=1 cargo bench --bench dossiers     # to try it
//! POLARS_MAX_THREADS=1 cargo bench --bench dossiers
//! ```

#![expect(clippy::disallowed_methods, reason = "a benchmark lays out its own temporary folder")]
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot be laid out has nothing to say")]

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use fastrand::Rng;
use polars::prelude::{
    Column, DataFrame, DataType, IntoColumn as _, NamedFrom as _, Series, TimeUnit,
};
use polars_io::parquet::write::{ParquetCompression, ParquetWriter};
use tthc::pipeline::load;
use tthc::run::{Worker, Workers, read_file};

/// Rows that are made at once.
const AT_ONCE: usize = 1 << 20;
/// 1 January 2023, in days since 1970.
const FIRST_DAY: i64 = 19_358;
/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

const FIELDS: [&str; 10] = [
    "Đất đai",
    "Hộ tịch",
    "Chứng thực",
    "Xây dựng",
    "Đăng ký kinh doanh",
    "Bảo trợ xã hội",
    "Người có công",
    "Giáo dục và Đào tạo",
    "Văn hóa và Thông tin",
    "Môi trường",
];

fn number(variable: &str, usual: usize) -> usize {
    std::env::var(variable).ok().and_then(|number| number.parse().ok()).unwrap_or(usual)
}

/// A pipeline of one province with the communes of a country, and the names of these.
fn lay_out(folder: &Path) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let country = fs::read_to_string(root.join("benches/vietnam-2024.csv")).unwrap();
    let mut register = "id,level,parent_id,name\n0,province,,Tỉnh Bình Phước\n".to_owned();
    let mut names = Vec::new();
    for unit in country.lines().skip(1) {
        let [id, level, parent, name] = unit.splitn(4, ',').collect::<Vec<_>>()[..] else {
            continue;
        };
        let parent = if level == "district" { "0" } else { parent };
        if level != "province" {
            let name = format!("{} {id}", name.trim_matches(['"', ',']));
            writeln!(register, "{id},{level},{parent},\"{name}\"").unwrap();
            names.extend((level == "commune").then_some(name));
        }
    }
    fs::write(folder.join("units.csv"), register).unwrap();
    let home = root.join("pipelines");
    let home = home.display();
    let declared = format!(
        "title = \"-\"\nperiod = \"2023-Q3\"\ninbox = \"inbox\"\noutput = \"output\"\nunits = \"units.csv\"\n\
         forms = [\"{home}/forms/ho-so.toml\"]\nmetrics = \"{home}/metrics.toml\"\n\
         [limits]\nfile-megabytes = 4096\nmemory-megabytes = 16384\nseconds = 600\n"
    );
    fs::write(folder.join("thu.toml"), declared).unwrap();
    names
}

/// Some rows of the list.
fn rows(first: usize, height: usize, units: &[String], dice: &mut Rng) -> DataFrame {
    let texts =
        |name: &str, cells: Vec<Option<&str>>| Series::new(name.into(), cells).into_column();
    let times = |name: &str, cells: Vec<Option<i64>>| -> Column {
        let dtype = DataType::Datetime(TimeUnit::Microseconds, None);
        Series::new(name.into(), cells).cast(&dtype).unwrap().into_column()
    };
    let codes: Vec<String> =
        (first..first + height).map(|row| format!("000.19.H10-230701-{row:08}")).collect();
    let (mut unit, mut field) = (Vec::new(), Vec::new());
    let (mut received, mut due, mut finished) = (Vec::new(), Vec::new(), Vec::new());
    let (mut state, mut channel, mut more) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..height {
        unit.push(Some(units[dice.usize(..units.len())].as_str()));
        field.push(Some(FIELDS[dice.usize(..FIELDS.len())]));
        let came = (FIRST_DAY + dice.i64(90..300)) * DAY + dice.i64(8..17) * (DAY / 24);
        let ended = (dice.u8(..10) > 1).then(|| came + dice.i64(..30) * (DAY / 2));
        received.push(Some(came));
        due.push((dice.u16(..1000) > 0).then(|| came / DAY * DAY + dice.i64(1..20) * DAY));
        finished.push(ended);
        state.push(Some(if ended.is_some() { "Đã trả kết quả" } else { "Đang xử lý" }));
        channel.push(Some(if dice.bool() { "Trực tuyến" } else { "Trực tiếp" }));
        more.push(dice.u8(..10).saturating_sub(7));
    }
    let more: Vec<i64> = more.into_iter().map(i64::from).collect();
    let columns = vec![
        texts("Mã hồ sơ", codes.iter().map(|code| Some(code.as_str())).collect()),
        texts("Đơn vị", unit),
        texts("Lĩnh vực", field),
        times("Ngày tiếp nhận", received),
        times("Ngày hẹn trả", due),
        times("Ngày kết thúc xử lý", finished),
        texts("Trạng thái", state),
        texts("Hình thức nộp", channel),
        Series::new("Số lần yêu cầu bổ sung".into(), more).into_column(),
    ];
    DataFrame::new_infer_height(columns).unwrap()
}

fn make(path: &Path, all: usize, units: &[String]) {
    let mut dice = Rng::with_seed(766);
    let mut file = File::create(path).unwrap();
    let writer = ParquetWriter::new(&mut file).with_compression(ParquetCompression::Zstd(None));
    let schema = rows(0, 1, units, &mut dice).schema().clone();
    let mut writer = writer.with_row_group_size(Some(1 << 18)).batched(&schema).unwrap();
    for first in (0..all).step_by(AT_ONCE) {
        writer.write_batch(&rows(first, AT_ONCE.min(all - first), units, &mut dice)).unwrap();
    }
    writer.finish().unwrap();
}

/// Counts the list of a folder in this process.
fn count(folder: &Path) {
    let pipeline = load(&folder.join("thu.toml")).unwrap();
    let workers = Workers::new(&Worker::Here, Some(&pipeline), pipeline.limits).unwrap();
    let started = Instant::now();
    let bytes = fs::read(folder.join("ho-so.parquet")).unwrap();
    let readings = read_file(&workers, "ho-so.parquet", Ok(bytes), &pipeline).unwrap();
    let seconds = started.elapsed().as_secs_f64();
    let lines: usize = readings[0].tables.iter().map(|table| table.lines.len()).sum();
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap().trim();
    let findings = readings[0].findings.len();
    println!("{seconds:.2} s, at most {peak}, {lines} lines, {findings} findings");
}

fn main() {
    if let Some(folder) = std::env::args().skip(1).find(|one| !one.starts_with('-')) {
        return count(Path::new(&folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let units = lay_out(folder.path());
    let all = number("TTHC_DOSSIERS", 20_000_000);
    let list = folder.path().join("ho-so.parquet");
    make(&list, all, &units);
    println!("{all} rows, {} MB", fs::metadata(&list).unwrap().len() >> 20);
    for _ in 0..number("TTHC_ROUNDS", 3) {
        let this = std::env::current_exe().unwrap();
        assert!(Command::new(this).arg(folder.path()).status().unwrap().success());
    }
}
