//! Of several files with one form of one unit: which count. Those that share no unit all do. Of the others the one
//! that came in last counts, or the one that its name tells to be the last version; a file with a fraction of the
//! numbers never takes the place of a whole one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Action, Code, FormIx, MeasureIx, Reading, Role, Severity, Table, UnitIx, whole_count,
};
use crate::pipeline::Pipeline;
use crate::text;

use super::contradictions::contradictions;
use super::receipts::Receipts;
use super::version::{Piece, Version};

/// A form of a sender.
pub(in crate::ingest) type Sent = (FormIx, UnitIx);

/// Why a file counts and another does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) enum Why {
    /// Something in or around the other one names another sender.
    Undoubted,
    /// The other holds no more than half of its numbers.
    Whole,
    Received,
    /// Their names tell.
    Named,
    FewerErrors,
    /// Its form is declared first.
    Declared,
    /// The unit itself sent it.
    Own,
    /// Nothing tells; it stands last by its name.
    LastByName,
}

impl Why {
    /// What is said of the one that counts.
    pub(in crate::ingest) const fn words(self) -> &'static str {
        match self {
            Self::Undoubted => "ghi tên đơn vị thống nhất",
            Self::Whole => "có đủ số liệu hơn",
            Self::Received => "nhận sau",
            Self::Named => "theo tên là bản sau",
            Self::FewerErrors => "ít lỗi hơn",
            Self::Declared => "khai báo trước",
            Self::Own => "do chính đơn vị gửi",
            Self::LastByName => "đứng sau theo tên",
        }
    }
}

/// The file that counts in place of another.
#[derive(Debug, Clone, Copy)]
pub(in crate::ingest) struct Beaten {
    pub(in crate::ingest) by: usize,
    pub(in crate::ingest) why: Why,
}

/// The files that do not count, by form and sender and place among the files.
pub(in crate::ingest) type Contests = BTreeMap<(Sent, usize), Beaten>;

/// Settles which files count.
pub(in crate::ingest) fn contests(
    readings: &[Reading],
    receipts: &Receipts,
    pipeline: &Pipeline,
) -> Contests {
    let mut sent: BTreeMap<Sent, BTreeSet<usize>> = BTreeMap::new();
    for (file, reading) in readings.iter().enumerate() {
        for table in &reading.tables {
            sent.entry((table.form, table.sender)).or_default().insert(file);
        }
    }
    let mut beaten = Contests::new();
    for (sent, files) in sent.into_iter().filter(|(_, files)| files.len() > 1) {
        let sender = &pipeline.register.get(sent.1).id;
        let form = &pipeline.forms[sent.0.index()];
        let rivals = files.into_iter().map(|file| {
            let doubtful = is_doubtful(&readings[file], sender);
            let rival = Rival::new(sent, file, readings, receipts);
            let errors = rival.errors + contradictions(&readings[file], sent, form);
            Rival { doubtful, errors, ..rival }
        });
        settle(sent, &rivals.collect::<Vec<_>>(), &mut beaten);
    }
    beaten
}

/// The tables of a form of a sender in a file.
pub(in crate::ingest) fn tables_of(reading: &Reading, sent: Sent) -> impl Iterator<Item = &Table> {
    reading.tables.iter().filter(move |table| (table.form, table.sender) == sent)
}

/// A file in a contest.
struct Rival<'r> {
    file: usize,
    /// Whether something in it, or its name, names another sender.
    doubtful: bool,
    /// The units that it has numbers of.
    units: BTreeSet<Option<UnitIx>>,
    values: usize,
    received: Option<&'r str>,
    version: Version,
    /// Errors of reading, and where it contradicts itself.
    errors: usize,
}

/// What is compared, first first.
type Rank<'r> =
    ((bool, bool), Option<&'r str>, i8, &'r [Piece], Reverse<usize>, &'r [Piece], usize);

impl<'r> Rival<'r> {
    fn new(sent: Sent, file: usize, readings: &'r [Reading], receipts: &'r Receipts) -> Self {
        let reading = &readings[file];
        let lines = tables_of(reading, sent).flat_map(|table| reading.lines_of(table));
        let units = lines.filter(|line| line.is_item()).map(|line| line.line.unit);
        let errors = reading.findings.iter().filter(|found| found.severity >= Severity::Error);
        Self {
            file,
            doubtful: false,
            units: units.collect(),
            values: tables_of(reading, sent).map(Table::items).sum(),
            received: receipts.of(&reading.file),
            version: Version::of(&reading.file),
            errors: errors.count(),
        }
    }

    /// Whether both are about a unit. A file without numbers is about whatever the other is about.
    fn meets(&self, other: &Self) -> bool {
        self.units.is_empty() || other.units.is_empty() || !self.units.is_disjoint(&other.units)
    }

    /// Whether it holds a fraction of what another one holds.
    fn is_part(&self, rivals: &[Self]) -> bool {
        let more = |other: &&Self| other.values > 2 * self.values;
        rivals.iter().filter(more).any(|other| self.meets(other))
    }
}

/// Whether a finding says that names of the sender of a file disagree. Such a file never takes the place of one in which
/// they agree, whatever came in last: it may be another office's.
pub(in crate::ingest) fn is_doubtful(reading: &Reading, sender: &str) -> bool {
    reading.findings.iter().any(|found| {
        found.code == Code::SenderDisagrees
            && found.action == Action::Kept
            && found.unit_id.as_deref() == Some(sender)
    })
}

fn settle(sent: Sent, rivals: &[Rival], beaten: &mut Contests) {
    let timed = rivals.iter().all(|rival| rival.received.is_some());
    let named = rivals.iter().all(|rival| rival.version.is_of(&rivals[0].version));
    let mut order: Vec<(Rank, &Rival)> =
        rivals.iter().map(|rival| (rank(rival, rivals, timed, named), rival)).collect();
    order.sort_by(|a, b| b.0.cmp(&a.0));
    let mut counting: Vec<(Rank, &Rival)> = Vec::new();
    for (rank, rival) in order {
        match counting.iter().find(|(_, winner)| winner.meets(rival)) {
            Some((above, winner)) => {
                let why = why(above, &rank);
                beaten.insert((sent, rival.file), Beaten { by: winner.file, why });
            }
            None => counting.push((rank, rival)),
        }
    }
}

fn rank<'r>(rival: &'r Rival, rivals: &[Rival], timed: bool, named: bool) -> Rank<'r> {
    let version = &rival.version;
    // The version of one file tells nothing about another.
    let marks = if named { version.marks.as_slice() } else { &[] };
    let received = rival.received.filter(|_| timed);
    let errors = Reverse(rival.errors);
    let whole = (!rival.doubtful, !rival.is_part(rivals));
    (whole, received, version.age, marks, errors, &version.name, rival.file)
}

/// The first thing in which two differ.
fn why(winner: &Rank, loser: &Rank) -> Why {
    if winner.0.0 != loser.0.0 {
        Why::Undoubted
    } else if winner.0 != loser.0 {
        Why::Whole
    } else if winner.1.is_some() {
        Why::Received
    } else if (winner.2, winner.3) != (loser.2, loser.3) {
        Why::Named
    } else if winner.4 != loser.4 {
        Why::FewerErrors
    } else {
        Why::LastByName
    }
}

/// The numbers of a form of a sender in a file, by what they are.
pub(in crate::ingest) fn figures(reading: &Reading, sent: Sent) -> Figures {
    let mut figures = Figures::new();
    let lines = tables_of(reading, sent).flat_map(|table| reading.lines_of(table));
    for line in lines.filter(|line| line.line.role == Role::Item) {
        let key = |place| reading.field(place).map(text::key);
        let (field, source) = (key(line.line.field), key(line.line.source));
        for number in line.counts() {
            let Some(measure) = line.measure(&number) else { continue };
            let figure = (measure, line.line.unit, field.clone(), source.clone());
            // Shares of an indicator differ behind the comma.
            *figures.entry(figure).or_default() += whole_count(number.value * SCALE_OF_SHARES);
        }
    }
    figures
}

/// Measure, unit, field and source of a number.
pub(in crate::ingest) type Figure = (MeasureIx, Option<UnitIx>, Option<String>, Option<String>);

/// Numbers in thousandths.
pub(in crate::ingest) type Figures = BTreeMap<Figure, i64>;

/// What figures are multiplied by.
pub(in crate::ingest) const SCALE: i64 = 1_000;
const SCALE_OF_SHARES: f64 = 1_000.0;
