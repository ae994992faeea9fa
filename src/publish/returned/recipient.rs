//! To whom a finding goes: to the unit that sent the file, for it has to send it again, even where the finding
//! is about a unit under it. What is about no file, such as a form that was not sent, goes to the unit itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Finding, Findings, Status, Submissions, UnitIx};
use crate::pipeline::Pipeline;

/// Who sent what.
#[derive(Debug)]
pub(super) struct Senders<'a> {
    pipeline: &'a Pipeline,
    /// Senders of each file with the forms they sent in it.
    files: BTreeMap<&'a str, BTreeMap<UnitIx, BTreeSet<&'a str>>>,
    hashes: BTreeMap<&'a str, &'a str>,
    /// Files of a unit of which something counts.
    counts: BTreeSet<(UnitIx, &'a str)>,
}

impl<'a> Senders<'a> {
    pub(super) fn of(pipeline: &'a Pipeline, submissions: &'a Submissions) -> Self {
        let mut files: BTreeMap<&str, BTreeMap<UnitIx, BTreeSet<&str>>> = BTreeMap::new();
        let (mut hashes, mut counts) = (BTreeMap::new(), BTreeSet::new());
        for row in &submissions.rows {
            let Some(file) = row.file.as_deref() else { continue };
            if let Some(hash) = row.blake3.as_deref() {
                hashes.insert(file, hash);
            }
            // What may be of another goes to nobody.
            let sent = row.unit_id.as_deref().filter(|_| row.status != Status::Doubtful);
            if let Some(unit) = sent.and_then(|id| pipeline.register.find_id(id)) {
                let forms = files.entry(file).or_default().entry(unit).or_default();
                forms.extend(row.form.as_deref());
                counts.extend((row.status != Status::Superseded).then_some((unit, file)));
            }
        }
        Self { pipeline, files, hashes, counts }
    }

    /// The files that a unit alone sent, and of which something counts.
    pub(super) fn own(&self, unit: UnitIx) -> impl Iterator<Item = &'a str> + '_ {
        let own = self.counts.range((unit, "")..).take_while(move |(of, _)| *of == unit);
        let alone = |file: &&str| self.files.get(file).is_some_and(|units| units.len() == 1);
        own.map(|(_, file)| *file).filter(alone)
    }

    /// Whether another file took the place of one that a unit sent.
    pub(super) fn is_replaced(&self, file: &str, unit: UnitIx) -> bool {
        let sent = self.files.get(file).is_some_and(|units| units.contains_key(&unit));
        sent && !self.counts.contains(&(unit, file))
    }

    /// The hash of a file as it was read.
    pub(super) fn hash(&self, file: &str) -> Option<&'a str> {
        self.hashes.get(file).copied()
    }

    /// The units a finding goes to; `None` where no unit is known. Several only where a file holds forms of
    /// several units and the finding is about none of them in particular.
    pub(super) fn recipients(&self, finding: &Finding) -> Vec<Option<UnitIx>> {
        let register = &self.pipeline.register;
        let about = finding.unit_id.as_deref().and_then(|id| register.find_id(id));
        let Some(file) = finding.place.file.as_deref() else { return vec![about] };
        let Some(senders) = self.files.get(file) else { return vec![None] };
        if senders.len() > 1 {
            let mut line = about.into_iter().flat_map(|unit| register.line_up(unit));
            if let Some(unit) = line.find(|unit| senders.contains_key(unit)) {
                return vec![Some(unit)];
            }
            let form = finding.form.as_deref();
            let of_form = |forms: &BTreeSet<&str>| form.is_some_and(|form| forms.contains(form));
            let mut sent = senders.iter().filter(|(_, forms)| of_form(forms));
            if let (Some((&unit, _)), None) = (sent.next(), sent.next()) {
                return vec![Some(unit)];
            }
        }
        senders.keys().map(|&unit| Some(unit)).collect()
    }
}

/// The findings that go to a unit; to nobody known where it is none.
#[must_use]
pub fn findings_of<'a>(
    unit: Option<UnitIx>,
    pipeline: &'a Pipeline,
    findings: &'a Findings,
    submissions: &'a Submissions,
) -> Vec<&'a Finding> {
    let dealt = FindingsByUnit::new(pipeline, findings, submissions).of_units;
    dealt.into_iter().find(|(of, _)| *of == unit).map_or_else(Vec::new, |(_, findings)| findings)
}

/// All findings by who gets them, in the order of the register; those of no known unit come last.
#[derive(Debug)]
pub(in crate::publish) struct FindingsByUnit<'a> {
    pub(in crate::publish) of_units: Vec<(Option<UnitIx>, Vec<&'a Finding>)>,
    pub(super) senders: Senders<'a>,
}

impl<'a> FindingsByUnit<'a> {
    pub(in crate::publish) fn new(
        pipeline: &'a Pipeline,
        findings: &'a Findings,
        submissions: &'a Submissions,
    ) -> Self {
        let senders = Senders::of(pipeline, submissions);
        let mut by_unit: BTreeMap<(bool, Option<UnitIx>), Vec<&Finding>> = BTreeMap::new();
        for finding in findings.iter() {
            for unit in senders.recipients(finding) {
                by_unit.entry((unit.is_none(), unit)).or_default().push(finding);
            }
        }
        let of_units = by_unit.into_iter().map(|((_, unit), findings)| (unit, findings)).collect();
        Self { of_units, senders }
    }
}
