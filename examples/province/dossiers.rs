//! The list that a one-stop system exports: the dossiers of half a year of Đồng Nai, a row each, with some that cannot be counted.

use std::error::Error;

use fastrand::Rng;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use zip::CompressionMethod;

use super::Place;
use super::plain::archive;
use super::two_level::{Office, Vintages};

const SEED: u64 = 2027;
/// What the columns are called.
const HEAD: &str = "Mã hồ sơ;Đơn vị giải quyết;Lĩnh vực;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Trạng thái;Hình thức nộp;Số ngày tạm dừng;Số lần yêu cầu bổ sung";
/// The days in which dossiers came in, from one to before the other, and the one on which the list was exported.
const FIRST: Date = date(2025, 12, 10);
const DAYS: i32 = 202;
const EXPORTED: Date = date(2026, 7, 3);
/// Communes with so few dossiers that they have no place.
const SMALL: [&str; 2] = ["25231", "26206"];

/// What is wrong with a row: of whom it is, the column, and what stands there.
const PLANTED: [(&str, usize, &str); 4] = [
    ("26368", 1, "Xã Long Thanh"),
    ("25402", 4, ""),
    ("26503", 5, "01/12/2025"),
    ("25220", 6, "Chuyển phòng chuyên môn"),
];
/// Whose first dossier stands in the list twice.
const TWICE: &str = "26116";

/// The list, packed as it is sent.
pub fn packed(vintages: &Vintages) -> Result<Vec<u8>, Box<dyn Error>> {
    archive([("ho-so.csv", list(vintages).as_bytes(), CompressionMethod::Deflated)])
}

/// The list as text, as a Vietnamese Excel keeps it.
pub fn list(vintages: &Vintages) -> String {
    let offices = vintages.after(&vintages.before(SEED), SEED);
    let mut rows: Vec<String> = offices.iter().flat_map(rows).collect();
    let mut rng = Rng::with_seed(SEED);
    // A system does not list office by office.
    rng.shuffle(&mut rows);
    std::iter::once(HEAD.to_owned())
        .chain(rows)
        .fold("\u{feff}".to_owned(), |list, row| list + &row + "\r\n")
}

/// The dossiers of an office.
fn rows(office: &Office) -> Vec<String> {
    let mut rng = Rng::with_seed(office.place.seed(SEED));
    let sum = |measure: &str| -> u32 {
        office.work.iter().map(|(_, counts)| counts.value(measure)).sum()
    };
    if sum("received_total") == 0 {
        return Vec::new();
    }
    let number = if SMALL.contains(&office.place.id.as_str()) { 40 } else { rng.u32(90..=116) };
    // Of so few dossiers as many have to be late that not everybody is first.
    let late = sum("resolved_overdue") * 3000 / sum("resolved_total").max(1);
    let mut rows: Vec<[String; 10]> =
        (0..number).map(|number| row(&mut rng, office, number, late)).collect();
    for (_, column, says) in PLANTED.iter().filter(|(id, ..)| *id == office.place.id) {
        // One that would have ended in the last quarter.
        if let Some(row) = rows.iter_mut().find(|row| row[5].contains("/05/2026")) {
            (*says).clone_into(&mut row[*column]);
        }
    }
    let twice = (office.place.id == TWICE).then(|| rows[0].clone());
    rows.extend(twice);
    rows.iter().map(|row| row.join(";")).collect()
}

/// A dossier of an office; of a thousand so many are late.
fn row(rng: &mut Rng, office: &Office, number: u32, late: u32) -> [String; 10] {
    let field = field(rng, office);
    let received = later(FIRST, rng.i32(0..DAYS));
    let term = rng.i32(1..=20);
    let due = later(received, term);
    let asked = match rng.u32(0..1000) {
        0..8 => 2,
        8..70 => 1,
        _ => 0,
    };
    let paused = if asked > 0 { rng.i32(2..=6) } else { 0 };
    let ended = if rng.u32(0..1000) < late {
        later(due, paused + rng.i32(1..=9))
    } else {
        later(received, paused + rng.i32(1..=term))
    };
    let open = ended > EXPORTED;
    let state = match rng.u32(0..100) {
        _ if open => "Đang xử lý",
        0 => "Từ chối",
        1 => "Rút",
        _ => "Đã trả kết quả",
    };
    let hour = |rng: &mut Rng| format!(" {:02}:{:02}", rng.u32(8..17), rng.u32(0..60));
    let channel = ["Trực tuyến", "Trực tuyến", "Trực tiếp", "Bưu chính công ích"];
    [
        format!(
            "H19.{}-{:02}{:02}{:02}-{number:04}",
            code(&office.place),
            received.year() % 100,
            received.month(),
            received.day()
        ),
        named(&office.place),
        field.to_owned(),
        written(received) + &hour(rng),
        written(due),
        if open { String::new() } else { written(ended) + &hour(rng) },
        state.to_owned(),
        channel[rng.usize(0..channel.len())].to_owned(),
        if paused > 0 { paused.to_string() } else { String::new() },
        if asked > 0 { asked.to_string() } else { String::new() },
    ]
}

/// A field of the office, the larger ones more often.
fn field(rng: &mut Rng, office: &Office) -> &'static str {
    let size = |at: usize| office.work[at].1.value("received_total");
    let all = (0..office.work.len()).map(size).sum();
    let mut at = rng.u32(0..all);
    let found = office.work.iter().enumerate().find(|(place, _)| {
        let here = at < size(*place);
        at = at.saturating_sub(size(*place));
        here
    });
    found.map_or("", |(_, (field, _))| field)
}

/// An office as the system names it.
fn named(place: &Place) -> String {
    if place.id.contains('.') { place.name.clone() } else { place.office() }
}

/// The letters by which the codes of an office begin.
fn code(place: &Place) -> String {
    let Some((_, slug)) = place.id.split_once('.') else { return place.id.clone() };
    slug.split('-')
        .filter_map(|word| word.chars().next())
        .map(|letter| letter.to_ascii_uppercase())
        .collect()
}

fn later(day: Date, days: i32) -> Date {
    day.saturating_add(days.days())
}

fn written(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}
