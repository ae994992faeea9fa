//! The files of Đồng Nai: three inboxes, the findings that must be made in the last, and the truth of all.

use std::error::Error;

use zip::CompressionMethod;

use super::Period;
use super::counts::{self, Counts};
use super::finding::{self, Finding};
use super::form06a::FORM;
use super::plain::{Saved, archive};
use super::submission::Submission;
use super::table::Table;
use super::target::Target;
use super::two_level::{Office, Vintages};
use super::typed::Typed;

const SEED: u64 = 2026;
const BEFORE: Period = Period { year: 2025, quarter: 2 };
const AFTER: Period = Period { year: 2025, quarter: 3 };
const NOW: Period = Period { year: 2026, quarter: 2 };

/// Communes with so few files that they have no place.
const SMALL: [(&str, u32); 2] = [("25222", 22), ("26173", 27)];
/// Who sent nothing.
const MISSING: [&str; 3] = ["26119", "25351", "75.so-dan-toc-va-ton-giao"];
/// Files with planted faults, which are workbooks whatever their turn.
const SPOILED: [&str; 4] = ["26422", "25220", "25402", "26134"];
/// When some files came in; the last day is 10 July.
const RECEIVED: [(&str, &str); 4] = [
    ("26281", "2026-07-09T16:40:00+07:00"),
    ("25417", "2026-07-13T08:05:00+07:00"),
    ("26503", "2026-07-10T16:58:00+07:00"),
    ("26221", "2026-07-22T09:30:00+07:00"),
];

/// A file and where it goes below `fixtures`.
pub type Made = (String, Vec<u8>);

/// All files.
pub fn files(vintages: &Vintages) -> Result<Vec<Made>, Box<dyn Error>> {
    let before = vintages.before(SEED);
    let after = vintages.after(&before, SEED + 1);
    let now = Vintages::now(&after, SEED + 2, &SMALL);
    let sent: Vec<&Office> =
        now.iter().filter(|office| !MISSING.contains(&office.place.id.as_str())).collect();
    let saved: Vec<Saved> = sent.iter().enumerate().map(|(at, office)| saved(at, office)).collect();
    let submission = |(office, saved): (&&Office, &Saved)| Submission {
        file: office.file(*saved),
        letter: office.letter(NOW),
        tables: vec![office.table()],
    };
    let mut inbox: Vec<Submission> = sent.iter().zip(&saved).map(submission).collect();
    let findings = plant(&mut inbox)?;
    let mut made = vec![
        ("dong-nai-2025q2/bao-cao.zip".to_owned(), zipped(&before, BEFORE)?),
        ("dong-nai-2025q3/bao-cao.zip".to_owned(), zipped(&after, AFTER)?),
        ("dong-nai-2025q2/received.csv".to_owned(), in_one("2025-07-08T09:15:00+07:00")),
        ("dong-nai-2025q3/received.csv".to_owned(), in_one("2025-10-08T10:40:00+07:00")),
        ("dong-nai-2026q2/received.csv".to_owned(), received(&inbox)),
        ("faults/dong-nai-2026q2.csv".to_owned(), finding::csv(&findings)?),
    ];
    for (submission, saved) in inbox.iter().zip(&saved) {
        let table = submission.tables.first().ok_or("a submission without a table")?;
        let bytes = saved.bytes(&submission.letter, table)?;
        made.push((format!("dong-nai-2026q2/{}", submission.file), bytes));
    }
    let mut truth = csv::Writer::from_writer(Vec::new());
    truth.write_record(["period", "unit_id", "resolved_total", "resolved_on_time"])?;
    let tables = |offices: &[Office]| offices.iter().map(Office::table).collect::<Vec<_>>();
    let spoiled = inbox.iter().flat_map(|submission| submission.tables.clone()).collect();
    let periods = [("2025-Q2", tables(&before)), ("2025-Q3", tables(&after)), ("2026-Q2", spoiled)];
    for (period, tables) in periods {
        for table in &tables {
            truth.write_record(told(period, table))?;
        }
    }
    made.push(("truth/dong-nai.csv".to_owned(), truth.into_inner()?));
    Ok(made)
}

/// How an office saves its form: most send a workbook.
fn saved(at: usize, office: &Office) -> Saved {
    match at % 10 {
        _ if SPOILED.contains(&office.place.id.as_str()) => Saved::Xlsx,
        2 => Saved::Csv(';'),
        5 => Saved::Ods,
        7 => Saved::Html,
        9 => Saved::Csv(','),
        _ => Saved::Xlsx,
    }
}

/// The forms of a quarter as text, in one archive.
fn zipped(offices: &[Office], period: Period) -> Result<Vec<u8>, Box<dyn Error>> {
    let saved = Saved::Csv(',');
    let file = |office: &Office| -> Result<Made, Box<dyn Error>> {
        Ok((office.file(saved), saved.bytes(&office.letter(period), &office.table())?))
    };
    let files = offices.iter().map(file).collect::<Result<Vec<Made>, _>>()?;
    let files = files.iter();
    archive(
        files.map(|(name, bytes)| (name.as_str(), bytes.as_slice(), CompressionMethod::Deflated)),
    )
}

/// When the archive of a quarter came in.
fn in_one(at: &str) -> Vec<u8> {
    format!("file,received_at\nbao-cao.zip,{at}\n").into_bytes()
}

/// When files came in.
fn received(inbox: &[Submission]) -> Vec<u8> {
    let mut text = "file,received_at\n".to_owned();
    for (id, at) in RECEIVED {
        let begins = format!("cap-xa/{id}-");
        let files = inbox.iter().filter(|submission| submission.file.starts_with(&begins));
        text.extend(files.map(|submission| format!("{},{at}\n", submission.file)));
    }
    text.into_bytes()
}

/// What the lines of a form add up to; nothing of a count with a figure that cannot be read.
fn told(period: &str, table: &Table) -> [String; 4] {
    let group = table.groups.first();
    let sum = |measures: &[&str]| -> Option<u32> {
        let lines = group?.lines.iter();
        let cells = lines.flat_map(|line| {
            measures.iter().map(|measure| line.cells.get(FORM.place(measure)?)?.readable())
        });
        cells.sum()
    };
    let text = |sum: Option<u32>| sum.map(|sum| sum.to_string()).unwrap_or_default();
    let unit = group.map(|group| group.unit_id.clone()).unwrap_or_default();
    let on_time = sum(&["resolved_before", "resolved_on_day"]);
    [period.to_owned(), unit, text(sum(&["resolved_total"])), text(on_time)]
}

/// Plants the faults of a quarter, each with its finding.
fn plant(inbox: &mut [Submission]) -> Result<Vec<Finding>, Box<dyn Error>> {
    let file = |inbox: &[Submission], id: &str| -> Result<String, Box<dyn Error>> {
        let begins = format!("cap-xa/{id}-");
        let found = inbox.iter().find(|submission| submission.file.starts_with(&begins));
        Ok(found.ok_or_else(|| format!("no file of {id}"))?.file.clone())
    };
    let mut findings = Vec::new();
    for (id, measure, more, note) in [
        ("26422", "received_online", 1, "printed total one too high"),
        ("25220", "pending_total", 10, "printed total ten too high"),
    ] {
        let name = file(inbox, id)?;
        let mut at = Target::find(inbox, &name, FORM.sheet)?;
        let spot = at.spot(id, None, measure)?;
        let wrong = at.count(spot)? + more;
        at.type_in(spot, Typed::Count(wrong))?;
        findings.push(at.total(spot, note)?);
    }
    let name = file(inbox, "25402")?;
    let mut at = Target::find(inbox, &name, FORM.sheet)?;
    let part = at.spot("25402", Some("Hộ tịch"), "resolved_on_day")?;
    let wrong = at.count(part)?.checked_sub(2).ok_or("too few files to take two away")?;
    at.type_in(part, Typed::Count(wrong))?;
    at.table.add_up();
    let whole = at.spot("25402", Some("Hộ tịch"), "resolved_total")?;
    let expected = at.count(whole)? - 2;
    findings.push(at.counted(
        "F201",
        whole,
        expected,
        "resolved_total is not on time + overdue",
    )?);
    let counts = Counts {
        online: 81,
        carried: 9,
        direct: 30,
        on_time: 105,
        overdue: 2,
        waiting: 13,
        late: 0,
    };
    let name = file(inbox, "26134")?;
    let mut at = Target::find(inbox, &name, FORM.sheet)?;
    let spot = at.spot("26134", Some("Hộ tịch"), "resolved_total")?;
    let line = counts::line(&mut fastrand::Rng::with_seed(1), &FORM, "26134", "Hộ tịch", &counts);
    at.table.groups[spot.group].lines[spot.line.ok_or("no line")?] = line;
    at.type_in(spot, Typed::Text { text: "1O7", meant: 107 })?;
    at.table.add_up();
    findings.push(at.finding("F130", spot, &"1O7", &107, "107 typed with a letter O"));
    Ok(findings)
}
