//! Of several files with one form of one unit: which count. Those that share no unit all do. Of the others the one
//! that came in last counts, or the one that its name tells to be the last version; a file with a fraction of the
//! numbers never takes the place of a whole one. Lists of other dossiers are no versions of each other: they are parts of one,
//! and as a dossier that was carried over stands in several of them, none counts.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::ingest::dossiers::CodeSample;
use crate::model::{Action, Code, Reading, Severity, Table, TextKind, UnitIx};
use crate::pipeline::Pipeline;

use super::contradictions::contradictions;
use super::form_of_sender::{FormOfSender, tables_of};
use super::receipts::Receipts;
use super::version::{Version, VersionPiece};
use super::why::Why;

/// The file that counts in place of another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beaten {
    pub(super) by: usize,
    pub(in crate::ingest) why: Why,
}

/// The files that do not count, by form and sender and place among the files.
pub(super) type Contests = BTreeMap<(FormOfSender, usize), Beaten>;

/// Settles which files count.
pub(super) fn contests(readings: &[Reading], receipts: &Receipts, pipeline: &Pipeline) -> Contests {
    let mut sent: BTreeMap<FormOfSender, BTreeSet<usize>> = BTreeMap::new();
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
    /// Some of the dossiers, where it is a list of them.
    codes: CodeSample<()>,
}

/// What is compared, first first.
type FileRank<'r> = (
    (bool, bool),
    Option<&'r str>,
    i8,
    &'r [VersionPiece],
    Reverse<usize>,
    &'r [VersionPiece],
    usize,
);

impl<'r> Rival<'r> {
    fn new(
        sent: FormOfSender,
        file: usize,
        readings: &'r [Reading],
        receipts: &'r Receipts,
    ) -> Self {
        let reading = &readings[file];
        let lines = tables_of(reading, sent).flat_map(|table| reading.lines_of(table));
        let units = lines.filter(|line| line.is_item()).map(|line| line.line.unit);
        let errors = reading.findings.iter().filter(|found| found.severity >= Severity::Error);
        let texts = tables_of(reading, sent).flat_map(|table| &table.texts);
        let codes = texts.filter(|text| text.kind == TextKind::Code);
        Self {
            file,
            doubtful: false,
            units: units.collect(),
            values: tables_of(reading, sent).map(Table::items).sum(),
            received: receipts.of(&reading.file),
            version: Version::of(&reading.file),
            errors: errors.count(),
            codes: CodeSample::of(codes.map(|text| text.raw.as_str())),
        }
    }

    /// Whether both are about a unit. A file without numbers is about whatever the other is about.
    fn meets(&self, other: &Self) -> bool {
        self.units.is_empty() || other.units.is_empty() || !self.units.is_disjoint(&other.units)
    }

    /// Whether both are parts of one list.
    fn is_beside(&self, other: &Self) -> bool {
        self.meets(other) && self.codes.is_of_others(&other.codes)
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

fn settle(sent: FormOfSender, rivals: &[Rival], beaten: &mut Contests) {
    let timed = rivals.iter().all(|rival| rival.received.is_some());
    let named = rivals.iter().all(|rival| rival.version.is_of(&rivals[0].version));
    let mut order: Vec<(FileRank, &Rival)> =
        rivals.iter().map(|rival| (rank(rival, rivals, timed, named), rival)).collect();
    order.sort_by(|a, b| b.0.cmp(&a.0));
    let parts: BTreeMap<usize, usize> = { rivals.iter() }
        .filter_map(|one| {
            let beside = rivals.iter().find(|other| one.is_beside(other))?;
            Some((one.file, beside.file))
        })
        .collect();
    let of_part = |(&file, &by): (&usize, &usize)| ((sent, file), Beaten { by, why: Why::Part });
    beaten.extend(parts.iter().map(of_part));
    order.retain(|(_, rival)| !parts.contains_key(&rival.file));
    let mut counting: Vec<(FileRank, &Rival)> = Vec::new();
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

fn rank<'r>(rival: &'r Rival, rivals: &[Rival], timed: bool, named: bool) -> FileRank<'r> {
    let version = &rival.version;
    // The version of one file tells nothing about another.
    let marks = if named { version.marks.as_slice() } else { &[] };
    let received = rival.received.filter(|_| timed);
    let errors = Reverse(rival.errors);
    let whole = (!rival.doubtful, !rival.is_part(rivals));
    (whole, received, version.age, marks, errors, &version.name, rival.file)
}

/// The first thing in which two differ.
fn why(winner: &FileRank, loser: &FileRank) -> Why {
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
