//! Whose table it is, and whose lines come first in it: told by heading, letterhead, groups, tab, file, folder and archive.
//! What stands in the sheet outweighs what is around it. Where the sheet disagrees with itself, names an office that
//! nobody knows, or is silent while the rest disagrees, it is nobody's.

use crate::ingest::lookups::Units;
use crate::ingest::table::lines::reader::Line;
use crate::ingest::table::locate::Located;
use crate::model::{Finding, Sheet, UnitIx};
use crate::pipeline::{Form, Groups, Pipeline, Register};
use crate::text::{self, Office};

use super::evidence::Witness;

pub(in crate::ingest) use super::evidence::{Evidence, Place, Says};

/// Whose table it is, with all that says so.
#[derive(Debug, Clone)]
pub(in crate::ingest) struct Whose {
    /// The unit that sent it; none where nothing tells, or what tells disagrees.
    pub(in crate::ingest) sender: Option<UnitIx>,
    /// Whose lines come first, as its heading or its name tells.
    pub(in crate::ingest) opens: Opens,
    /// Whether nothing in the sheet tells of its sender.
    pub(in crate::ingest) silent: bool,
    pub(in crate::ingest) evidence: Vec<Evidence>,
    /// Units that an unknown name may mean.
    meant: Vec<UnitIx>,
    /// What is wrong with it.
    pub(in crate::ingest) finding: Option<Finding>,
}

/// Whose lines come first in a table with groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ingest) enum Opens {
    /// Nothing tells of anybody but the sender.
    Unnamed,
    /// A unit under the sender that the heading or the tab names.
    Unit(UnitIx),
    /// The same, named by the file alone.
    ByFile(UnitIx),
    /// An office under the sender that is not known, by its text, or several.
    Unclear(Box<Evidence>),
}

/// A table whose sender is asked for.
pub(in crate::ingest) struct Asked<'a> {
    pub(in crate::ingest) file: &'a str,
    pub(in crate::ingest) sheet: &'a Sheet,
    pub(in crate::ingest) table: &'a Located<'a>,
    pub(in crate::ingest) lines: &'a [Line<'a>],
    pub(in crate::ingest) units: &'a Units<'a>,
}

/// What evidence comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Of(UnitIx),
    /// The sheet, or what is around it, names several.
    Disagree,
    /// An office that no register knows, or a name that several units bear.
    Unknown,
    Silent,
}

/// Whose a table is.
pub(in crate::ingest) fn whose(asked: &Asked) -> Whose {
    let witness = Witness { form: asked.table.form, units: asked.units };
    let mut weighing = Weighing { asked, witness, evidence: Vec::new() };
    weighing.evidence = weighing.witness.heading(asked.sheet, asked.table);
    let around = weighing.witness.around(asked.file, asked.sheet);
    let inside = weighing.inside(&around);
    weighing.evidence.extend(around);
    let silent = inside == Verdict::Silent;
    let verdict = if silent { weighing.around() } else { inside };
    weighing.settle(verdict, silent)
}

/// Whether the heading of a table, the name of its sheet or of its file name a unit that sends its form.
pub(in crate::ingest) fn is_named(
    file: &str,
    sheet: &Sheet,
    table: &Located,
    units: &Units,
) -> bool {
    whose(&Asked { file, sheet, table, lines: &[], units }).sender.is_some()
}

/// The unit that the names of a file and of what it lies in name, whichever form it sends; none where forms disagree.
pub(in crate::ingest) fn named_by_file(
    file: &str,
    pipeline: &Pipeline,
    units: &Units,
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

/// A table in a file, for what is said of it.
#[derive(Clone, Copy)]
pub(in crate::ingest) struct Stand<'s> {
    pub(in crate::ingest) file: &'s str,
    pub(in crate::ingest) sheet: &'s str,
    pub(in crate::ingest) form: &'s Form,
}

impl Whose {
    /// Whether its tab names units.
    pub(in crate::ingest) fn is_named_on_tab(&self) -> bool {
        self.evidence.iter().any(|one| one.place == Place::Tab && !one.units().is_empty())
    }

    /// Where it is nobody's: everybody whose it may be, for a text names them and perhaps no one else.
    pub(in crate::ingest) fn candidates(&self, form: &Form, units: &Units) -> Vec<UnitIx> {
        let mut candidates = self.meant.clone();
        for one in &self.evidence {
            let senders = one.senders(form, units);
            let named = one.units().iter().any(|unit| senders.contains(unit));
            if named || senders.len() == 1 {
                candidates.extend(senders);
            }
        }
        candidates.sort_unstable();
        candidates.dedup();
        candidates
    }

    /// Another sheet of the file names another sender: it is nobody's.
    pub(in crate::ingest) fn disagrees_with(
        &mut self,
        sender: UnitIx,
        sheet: &str,
        at: Stand,
        register: &Register,
    ) {
        let says = Says::Units(vec![sender]);
        let text = sheet.to_owned();
        self.evidence.push(Evidence { place: Place::Beside, at: None, text, says });
        self.sender = None;
        self.finding = Some(super::words::disagreement(&self.evidence, at, register));
    }
}

/// The evidence of a table while it is weighed.
pub(in crate::ingest::sender) struct Weighing<'a> {
    asked: &'a Asked<'a>,
    witness: Witness<'a>,
    pub(in crate::ingest::sender) evidence: Vec<Evidence>,
}

impl<'a> Weighing<'a> {
    pub(in crate::ingest::sender) const fn form(&self) -> &'a Form {
        self.witness.form
    }

    pub(in crate::ingest::sender) fn stand(&self) -> Stand<'_> {
        Stand { file: self.asked.file, sheet: &self.asked.sheet.name, form: self.form() }
    }

    pub(in crate::ingest::sender) const fn units(&self) -> &'a Units<'a> {
        self.witness.units
    }

    pub(in crate::ingest::sender) fn supports(&self, evidence: &Evidence, sender: UnitIx) -> bool {
        evidence.supports(sender, self.form(), self.units())
    }

    fn sends(&self, unit: UnitIx) -> bool {
        self.form().sent_by.contains(&self.units().get(unit).level)
    }

    /// Those of whom some evidence may be, in its order, and of them those of whom all of it may be.
    fn named(&self, evidence: &[&Evidence]) -> (Vec<UnitIx>, Vec<UnitIx>) {
        let mut senders: Vec<UnitIx> = Vec::new();
        for sender in evidence.iter().flat_map(|one| one.senders(self.form(), self.units())) {
            if !senders.contains(&sender) {
                senders.push(sender);
            }
        }
        let supported = |&sender: &UnitIx| {
            // Who cannot send the form and is named beside one who can only collects it.
            let idle = |one: &Evidence| {
                one.place.is_inside() && one.senders(self.form(), self.units()).is_empty()
            };
            evidence.iter().all(|one| idle(one) || self.supports(one, sender))
        };
        let of_all = senders.iter().copied().filter(supported).collect();
        (senders, of_all)
    }

    /// What the sheet itself says; `around` is asked only where it says two things.
    fn inside(&mut self, around: &[Evidence]) -> Verdict {
        let above = std::mem::take(&mut self.evidence);
        let naming: Vec<&Evidence> =
            above.iter().filter(|one| matches!(one.says, Says::Units(_))).collect();
        let (named, of_all) = self.named(&naming);
        let strange = above.iter().any(|one| self.is_against(one, !named.is_empty()));
        let verdict = if strange {
            Verdict::Unknown
        } else if named.is_empty() {
            self.by_groups()
        } else if of_all.is_empty() {
            Verdict::Disagree
        } else {
            self.with_groups(&of_all, around)
        };
        self.evidence.splice(0..0, above);
        verdict
    }

    /// Whether an unknown office in the heading speaks against everybody: not a part of one that is named above it, nor one
    /// that may stand under the sender, whose lines alone it would take.
    pub(in crate::ingest::sender) fn is_against(&self, one: &Evidence, named: bool) -> bool {
        match one.says {
            Says::Units(_) => false,
            Says::Stranger(Office::Desk) => !named,
            Says::Stranger(_) => !one.is_stranger_below(self.form()),
        }
    }

    /// Who the groups belong to where nothing above them says so.
    fn by_groups(&mut self) -> Verdict {
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
                return Verdict::Of(sender);
            }
            strange |= is_first && !one.is_stranger_below(self.form()) && one.units().is_empty();
            self.evidence.push(one);
            tally(&mut under, &senders, 1);
        }
        let all: usize = under.iter().map(|(_, count)| count).sum();
        match under.iter().find(|(_, count)| *count >= 2 && count * 2 > all) {
            Some((sender, _)) => Verdict::Of(*sender),
            None if strange => Verdict::Unknown,
            None => Verdict::Silent,
        }
    }

    /// Who of those that the heading may mean it is. A heading is easily left over from the form of another district: the
    /// groups tell, and where tab, file and folder say the same as they, it is theirs.
    fn with_groups(&mut self, of_all: &[UnitIx], around: &[Evidence]) -> Verdict {
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
            let says_so = |one: &Evidence| one.units().contains(&theirs);
            let agrees =
                around.iter().any(says_so) && around.iter().all(|one| self.supports(one, theirs));
            return if agrees { Verdict::Of(theirs) } else { Verdict::Disagree };
        }
        let candidates = if own.is_empty() { of_all.to_vec() } else { own };
        let around = candidates
            .iter()
            .copied()
            .filter(|&sender| around.iter().any(|one| self.supports(one, sender)));
        match (candidates.as_slice(), around.collect::<Vec<_>>().as_slice()) {
            ([only], _) | (_, [only]) => Verdict::Of(*only),
            _ => Verdict::Unknown,
        }
    }

    /// Who is meant where the sheet says nothing: all that is around it has to agree.
    fn around(&self) -> Verdict {
        if self.evidence.iter().any(|one| is_strange_around(one, self.form())) {
            return Verdict::Unknown;
        }
        let naming = self.evidence.iter().filter(|one| matches!(one.says, Says::Units(_)));
        let (groups, naming): (Vec<&Evidence>, Vec<&Evidence>) =
            naming.partition(|one| one.place == Place::Group);
        let (mut named, _) = self.named(&naming);
        named.retain(|sender| naming.iter().any(|one| one.units().contains(sender)));
        let agreed = |&sender: &UnitIx| {
            let of_it = |one: &&Evidence| self.supports(one, sender);
            naming.iter().all(of_it) && (groups.is_empty() || groups.iter().any(of_it))
        };
        match { named.iter().copied().filter(agreed) }.collect::<Vec<_>>().as_slice() {
            _ if named.is_empty() => Verdict::Silent,
            [only] => Verdict::Of(*only),
            [] => Verdict::Disagree,
            _ => Verdict::Unknown,
        }
    }

    /// Whose lines come first.
    fn opens(&self, sender: UnitIx) -> Opens {
        let (form, units) = (self.form(), self.units());
        if form.groups == Groups::None {
            return Opens::Unnamed;
        }
        let speaks = |one: &&Evidence| {
            !one.below(sender, form, units).is_empty() || one.is_stranger_below(form)
        };
        let named = |place: Place| {
            self.evidence.iter().filter(move |one| one.place == place).filter(speaks)
        };
        for place in [Place::Heading, Place::Tab, Place::File] {
            let mut units_named: Vec<UnitIx> = Vec::new();
            for one in named(place) {
                match one.below(sender, form, units).as_slice() {
                    [unit] => units_named.push(*unit),
                    [_, ..] if place == Place::File => return Opens::Unnamed,
                    _ => return Opens::Unclear(Box::new(one.clone())),
                }
            }
            units_named.dedup();
            match units_named.as_slice() {
                [] => {}
                [unit] if place == Place::File => return Opens::ByFile(*unit),
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

    fn settle(self, verdict: Verdict, silent: bool) -> Whose {
        let mut meant = Vec::new();
        let (sender, opens, finding) = match verdict {
            Verdict::Of(sender) => {
                let opens = self.opens(sender);
                let finding = self.doubts(sender, &opens);
                (Some(sender), opens, finding)
            }
            Verdict::Disagree => {
                let finding =
                    super::words::disagreement(&self.evidence, self.stand(), self.units());
                (None, Opens::Unnamed, Some(finding))
            }
            Verdict::Unknown => {
                let stranger = self.foremost_stranger();
                meant = stranger.map(|one| self.near(&one.text)).unwrap_or_default();
                (None, Opens::Unnamed, Some(self.unknown(stranger, &meant)))
            }
            Verdict::Silent => (None, Opens::Unnamed, None),
        };
        Whose { sender, opens, silent, evidence: self.evidence, meant, finding }
    }
}

/// Whether a text around the sheet names an office that nobody knows, which is no part of another one and does not stand
/// below a sender of the form. Short names are none: `Sở XD`.
pub(in crate::ingest::sender) fn is_strange_around(one: &Evidence, form: &Form) -> bool {
    let strange = matches!(one.says, Says::Stranger(office) if office != Office::Desk);
    let short = one.text.split_whitespace().skip(1).any(|word| !text::has_vowel(word));
    strange && !one.place.is_inside() && !one.is_stranger_below(form) && !short
}

/// Counts a group for the one sender that it may belong to.
fn tally(counts: &mut Vec<(UnitIx, usize)>, senders: &[UnitIx], weight: usize) {
    let [only] = senders else { return };
    match counts.iter_mut().find(|(known, _)| known == only) {
        Some((_, count)) => *count += weight,
        None => counts.push((*only, weight)),
    }
}

/// Groups that are asked whose they are; a form has no more.
const MOST_GROUPS: usize = 500;
