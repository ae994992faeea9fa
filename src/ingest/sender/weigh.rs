//! Whose table it is, and whose lines come first in it: told by heading, letterhead, groups, tab, file, folder and archive.
//! What stands in the sheet outweighs what is around it. Where the sheet disagrees with itself, names an office that
//! nobody knows, or is silent while the rest disagrees, it is nobody's.

use crate::ingest::lookups::Lookups;
use crate::ingest::table::bound_table::BoundTable;
use crate::model::{Sheet, UnitIx};
use crate::pipeline::{Form, Groups, Pipeline};

use super::evidence::{EvidencePlace, Says, SenderEvidence, Witness};
use super::support::{Weighing, is_strange_around};
use super::whose::{Opens, TableInFile, TableSender};

/// What evidence comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SenderVerdict {
    Of(UnitIx),
    /// The sheet, or what is around it, names several.
    Disagree,
    /// An office that no register knows, or a name that several units bear.
    Unknown,
    Silent,
}

/// Whose a table is.
pub(in crate::ingest) fn whose(asked: &TableInFile) -> TableSender {
    weighed(asked, None)
}

/// Whose a table is that was made for a unit: that unit's, if nothing says another one.
pub(in crate::ingest) fn whose_of_template(asked: &TableInFile, unit: UnitIx) -> TableSender {
    weighed(asked, Some(unit))
}

fn weighed(asked: &TableInFile, template: Option<UnitIx>) -> TableSender {
    let witness = Witness { form: asked.table.form, units: asked.units };
    let said = template.map(|unit| SenderEvidence::of_template(unit, asked.units));
    let mut weighing =
        Weighing { asked, witness, template: template.is_some(), evidence: Vec::new() };
    let heading = weighing.witness.heading(asked.sheet, asked.table);
    weighing.evidence = said.into_iter().chain(heading).collect();
    let around = weighing.witness.around(asked.file, asked.sheet);
    let inside = weighing.inside(&around);
    weighing.evidence.extend(around);
    let silent = inside == SenderVerdict::Silent;
    let verdict = if silent { weighing.around() } else { inside };
    let verdict = weighing.undisputed(verdict);
    weighing.settle(verdict, silent)
}

/// Whether the heading of a table, the name of its sheet or of its file name a unit that sends its form.
pub(in crate::ingest) fn is_named(
    file: &str,
    sheet: &Sheet,
    table: &BoundTable,
    units: &Lookups,
) -> bool {
    whose(&TableInFile { file, sheet, table, lines: &[], units }).sender.is_some()
}

/// The unit that the names of a file and of what it lies in name, whichever form it sends; none where forms disagree.
pub(in crate::ingest) fn named_by_file(
    file: &str,
    pipeline: &Pipeline,
    units: &Lookups,
) -> Option<UnitIx> {
    let mut named = pipeline.forms.iter().filter_map(|form| {
        let witness = Witness { form, units };
        witness.around_file(file).find_map(|one| match one.senders(form, units).as_slice() {
            [only] => Some(*only),
            _ => None,
        })
    });
    let first = named.next()?;
    named.all(|other| other == first).then_some(first)
}

/// Who sent a list: whom the names of its file and of what it lies in name, or the only one who sends such.
pub(in crate::ingest) fn sender_of_list(
    file: &str,
    form: &Form,
    units: &Lookups,
) -> Option<UnitIx> {
    let witness = Witness { form, units };
    let named =
        witness.around_file(file).find_map(|one| match one.senders(form, units).as_slice() {
            [only] => Some(*only),
            _ => None,
        });
    named.or_else(|| {
        let mut senders = units.iter().filter(|(_, unit)| form.sent_by.contains(&unit.level));
        senders.next().filter(|_| senders.next().is_none()).map(|(ix, _)| ix)
    })
}

impl Weighing<'_> {
    /// What the sheet itself says; `around` is asked only where it says two things.
    fn inside(&mut self, around: &[SenderEvidence]) -> SenderVerdict {
        let above = std::mem::take(&mut self.evidence);
        let naming: Vec<&SenderEvidence> =
            above.iter().filter(|one| matches!(one.says, Says::Units(_))).collect();
        let (named, of_all) = self.named(&naming);
        let strange = above.iter().any(|one| self.is_against(one, !named.is_empty()));
        let verdict = if strange {
            SenderVerdict::Unknown
        } else if named.is_empty() {
            self.by_groups()
        } else if of_all.is_empty() {
            SenderVerdict::Disagree
        } else {
            self.with_groups(&of_all, around)
        };
        self.evidence.splice(0..0, above);
        verdict
    }

    /// Who the groups belong to where nothing above them says so.
    fn by_groups(&mut self) -> SenderVerdict {
        let (mut under, mut strange) = (Vec::new(), false);
        for line in Witness::groups(self.asked.lines).take(MOST_GROUPS) {
            let Some(one) = self.witness.group(line) else { continue };
            let sender = one.units().iter().copied().find(|&ix| self.sends(ix));
            let senders = one.senders(self.form(), self.units());
            let is_first = self.evidence.is_empty();
            if self.form().groups == Groups::None && sender.is_none() {
                continue;
            }
            if let Some(sender) = sender {
                self.evidence.push(one);
                return SenderVerdict::Of(sender);
            }
            strange |= is_first && !one.is_stranger_below(self.form()) && one.units().is_empty();
            self.evidence.push(one);
            tally(&mut under, &senders, 1);
        }
        let all: usize = under.iter().map(|(_, count)| count).sum();
        match under.iter().find(|(_, count)| *count >= 2 && count * 2 > all) {
            Some((sender, _)) => SenderVerdict::Of(*sender),
            None if strange => SenderVerdict::Unknown,
            None => SenderVerdict::Silent,
        }
    }

    /// Who of those that the heading may mean it is. A heading is easily left over from the form of another district: the
    /// groups tell, and where tab, file and folder say the same as they, it is theirs.
    fn with_groups(&mut self, of_all: &[UnitIx], around: &[SenderEvidence]) -> SenderVerdict {
        let (mut own, mut other): (Vec<UnitIx>, Vec<(UnitIx, usize)>) = (Vec::new(), Vec::new());
        for line in Witness::groups(self.asked.lines).take(MOST_GROUPS) {
            let Some(one) = self.witness.group(line) else { continue };
            let senders = one.senders(self.form(), self.units());
            // Another sender's own group says more than a commune, and one that two of them have says nothing.
            let weight = if one.units().iter().any(|&ix| self.sends(ix)) { 2 } else { 1 };
            self.evidence.push(one);
            if !senders.is_empty() && senders.iter().all(|sender| of_all.contains(sender)) {
                own = senders;
                break;
            }
            tally(&mut other, &senders, weight);
        }
        let theirs = other.iter().find(|(_, count)| *count >= 2).map(|(sender, _)| *sender);
        if let (Some(theirs), true) = (theirs, own.is_empty()) {
            if self.template {
                return SenderVerdict::Disagree;
            }
            let says_so = |one: &SenderEvidence| one.units().contains(&theirs);
            let agrees =
                around.iter().any(says_so) && around.iter().all(|one| self.supports(one, theirs));
            return if agrees { SenderVerdict::Of(theirs) } else { SenderVerdict::Disagree };
        }
        let candidates = if own.is_empty() { of_all.to_vec() } else { own };
        let around = candidates
            .iter()
            .copied()
            .filter(|&sender| around.iter().any(|one| self.supports(one, sender)));
        match (candidates.as_slice(), around.collect::<Vec<_>>().as_slice()) {
            ([only], _) | (_, [only]) => SenderVerdict::Of(*only),
            _ => SenderVerdict::Unknown,
        }
    }

    /// Who is meant where the sheet says nothing: all that is around it has to agree.
    fn around(&self) -> SenderVerdict {
        if self.evidence.iter().any(|one| is_strange_around(one, self.form())) {
            return SenderVerdict::Unknown;
        }
        let naming = self.evidence.iter().filter(|one| matches!(one.says, Says::Units(_)));
        let (groups, naming): (Vec<&SenderEvidence>, Vec<&SenderEvidence>) =
            naming.partition(|one| one.place == EvidencePlace::Group);
        let (mut named, _) = self.named(&naming);
        named.retain(|sender| naming.iter().any(|one| one.units().contains(sender)));
        let agreed = |&sender: &UnitIx| {
            let of_it = |one: &&SenderEvidence| self.supports(one, sender);
            naming.iter().all(of_it) && (groups.is_empty() || groups.iter().any(of_it))
        };
        match { named.iter().copied().filter(agreed) }.collect::<Vec<_>>().as_slice() {
            _ if named.is_empty() => SenderVerdict::Silent,
            [only] => SenderVerdict::Of(*only),
            [] => SenderVerdict::Disagree,
            _ => SenderVerdict::Unknown,
        }
    }

    /// The heading of a template was printed with it and proves nothing more: whoever fills in that of another unit is told
    /// by the names of tab, file and folder alone.
    fn undisputed(&self, verdict: SenderVerdict) -> SenderVerdict {
        let SenderVerdict::Of(sender) = verdict else { return verdict };
        let around = self.evidence.iter().filter(|one| !one.place.is_inside());
        let mut naming = around.filter(|one| matches!(one.says, Says::Units(_)));
        if self.template && naming.any(|one| !self.supports(one, sender)) {
            return SenderVerdict::Disagree;
        }
        verdict
    }

    /// Whose lines come first.
    fn opens(&self, sender: UnitIx) -> Opens {
        let (form, units) = (self.form(), self.units());
        if form.groups == Groups::None {
            return Opens::Unnamed;
        }
        let speaks = |one: &&SenderEvidence| {
            !one.below(sender, form, units).is_empty() || one.is_stranger_below(form)
        };
        let named = |place: EvidencePlace| {
            self.evidence.iter().filter(move |one| one.place == place).filter(speaks)
        };
        for place in [EvidencePlace::Heading, EvidencePlace::Tab, EvidencePlace::File] {
            let mut units_named: Vec<UnitIx> = Vec::new();
            for one in named(place) {
                match one.below(sender, form, units).as_slice() {
                    [unit] => units_named.push(*unit),
                    [_, ..] if place == EvidencePlace::File => return Opens::Unnamed,
                    _ => return Opens::Unclear(Box::new(one.clone())),
                }
            }
            units_named.dedup();
            match units_named.as_slice() {
                [] => {}
                [unit] if place == EvidencePlace::File => return Opens::ByFile(*unit),
                [unit] => return Opens::Unit(*unit),
                _ => {
                    if let Some(last) = named(place).last() {
                        return Opens::Unclear(Box::new(last.clone()));
                    }
                }
            }
        }
        Opens::Unnamed
    }

    fn settle(self, verdict: SenderVerdict, silent: bool) -> TableSender {
        let mut meant = Vec::new();
        let (sender, opens, finding) = match verdict {
            SenderVerdict::Of(sender) => {
                let opens = self.opens(sender);
                let finding = self.doubts(sender, &opens);
                (Some(sender), opens, finding)
            }
            SenderVerdict::Disagree => {
                let finding =
                    super::words::disagreement(&self.evidence, self.stand(), self.units());
                (None, Opens::Unnamed, Some(finding))
            }
            SenderVerdict::Unknown => {
                let stranger = self.foremost_stranger();
                meant = stranger.map(|one| self.near(&one.text)).unwrap_or_default();
                (None, Opens::Unnamed, Some(self.unknown(stranger, &meant)))
            }
            SenderVerdict::Silent => (None, Opens::Unnamed, None),
        };
        TableSender { sender, opens, silent, evidence: self.evidence, meant, finding }
    }
}

/// Groups that are asked whose they are; a form has no more.
pub(super) const MOST_GROUPS: usize = 500;

/// Counts a group for the one sender that it may belong to.
fn tally(counts: &mut Vec<(UnitIx, usize)>, senders: &[UnitIx], weight: usize) {
    let [only] = senders else { return };
    match counts.iter_mut().find(|(known, _)| known == only) {
        Some((_, count)) => *count += weight,
        None => counts.push((*only, weight)),
    }
}
