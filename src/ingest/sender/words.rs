//! What is said of the names of a table that disagree, or that nobody knows.

use crate::ingest::findings::sender::sender_disagrees::SENDER_DISAGREES;
use crate::ingest::findings::sender::template_contradicted::TEMPLATE_CONTRADICTED;
use crate::ingest::findings::sender::unknown_sender::UNKNOWN_SENDER;
use crate::model::{Check, Finding, Severity, UnitIx};
use crate::pipeline::{Match, Register};
use crate::text::{self, Office};

use super::evidence::{EvidencePlace, Says, SenderEvidence};
use super::support::{Weighing, is_strange_around};
use super::whose::{Opens, TableAddress, TableSender};

impl Weighing<'_> {
    /// What speaks against the one it counts for; it counts all the same.
    pub(super) fn doubts(&self, sender: UnitIx, opens: &Opens) -> Option<Finding> {
        let (form, units) = (self.form(), self.units());
        let against = |one: &&SenderEvidence| match (&one.says, opens) {
            (Says::Units(_), Opens::Unit(unit)) if self.supports(one, sender) => {
                let below = one.below(sender, form, units);
                !below.is_empty() && !below.contains(unit)
            }
            // Who cannot send the form heads it, or collects it.
            (Says::Units(_), _) => {
                let heads = one.place.is_inside() && one.senders(form, units).is_empty();
                !heads && !self.supports(one, sender)
            }
            (Says::Stranger(_), Opens::Unit(_)) if one.is_stranger_below(form) => {
                one.place == EvidencePlace::Tab
            }
            (Says::Stranger(_), _) => is_strange_around(one, form),
        };
        let others: Vec<&SenderEvidence> = self.evidence.iter().filter(against).collect();
        let best = self.evidence.iter().find(|one| one.units().contains(&sender));
        let best = best.or_else(|| self.evidence.iter().find(|one| self.supports(one, sender)))?;
        let first = others.first()?;
        let told: Vec<String> = others.iter().map(|one| quoted(one)).collect();
        let used = units.get(sender);
        let message = format!(
            "{} nhưng {}; số liệu được tính cho {}",
            quoted(best),
            told.join(", "),
            used.name
        );
        Some(
            self.stand()
                .finding(&SENDER_DISAGREES, message)
                .about(&used.id)
                .found(&first.text)
                .expected(&used.name),
        )
    }

    /// The office that nobody knows, of which it is said first.
    pub(super) fn foremost_stranger(&self) -> Option<&SenderEvidence> {
        let strangers = || self.evidence.iter().filter(|one| self.is_against(one, false));
        let proper = |one: &&SenderEvidence| one.says != Says::Stranger(Office::Desk);
        strangers().find(proper).or_else(|| strangers().next())
    }

    /// All names of a table of which one is of an office that nobody knows, with whom it may mean.
    pub(super) fn unknown(&self, stranger: Option<&SenderEvidence>, near: &[UnitIx]) -> Finding {
        let names: Vec<String> = near.iter().map(|&ix| self.name(ix)).collect();
        let advice = if names.is_empty() {
            "hãy ghi đúng tên đơn vị, hoặc thêm tên này vào danh mục".to_owned()
        } else {
            format!(
                "có phải là {}? Nếu đúng, hãy sửa tên, hoặc thêm tên này vào bảng aliases",
                names.join(", ")
            )
        };
        let message = format!(
            "có {} nhưng không rõ của đơn vị nào: {}; bảng này không được tính; {advice}",
            self.form().name,
            all_told(&self.evidence, self.units())
        );
        let mut finding = self.stand().finding(&UNKNOWN_SENDER, message).left_out();
        if let Some(stranger) = stranger {
            finding = finding.found(&stranger.text);
            if let Some(at) = stranger.at {
                finding = finding.at(at);
            }
        }
        if names.is_empty() { finding } else { finding.expected(names.join("; ")) }
    }

    fn name(&self, unit: UnitIx) -> String {
        let unit = self.units().get(unit);
        format!("{} ({})", unit.name, unit.id)
    }

    /// Units that an unknown name may mean.
    pub(super) fn near(&self, text: &str) -> Vec<UnitIx> {
        let sends = |_, unit: &crate::model::Unit| self.form().sent_by.contains(&unit.level);
        let near = match self.units().find(text, sends) {
            Match::None(near) => near,
            Match::One(unit) => vec![unit],
            Match::Many(units) => units,
        };
        if near.is_empty() { self.units().named_at_end(&text::unit_key(text), sends) } else { near }
    }
}

impl TableAddress<'_> {
    fn finding(self, check: &'static Check, message: String) -> Finding {
        Finding::new(check, message).in_file(self.file).in_sheet(self.sheet).of_form(&self.form.id)
    }
}

/// All names of a table that is nobody's for they disagree.
pub(super) fn disagreement(
    evidence: &[SenderEvidence],
    at: TableAddress,
    register: &Register,
) -> Finding {
    let of_template = evidence.iter().any(|one| one.place == EvidencePlace::Template);
    let (check, mend) = if of_template {
        (&TEMPLATE_CONTRADICTED, "hãy lấy đúng mẫu của đơn vị, hoặc trả lại tên như mẫu")
    } else {
        (&SENDER_DISAGREES, "hãy ghi lại cho thống nhất")
    };
    let message = format!(
        "không rõ {} này của đơn vị nào: {}; bảng này không được tính cho đơn vị nào; {mend}",
        at.form.name,
        all_told(evidence, register)
    );
    let mut finding = at.finding(check, message).left_out();
    finding.severity = Severity::Error;
    match evidence.iter().find_map(|one| one.at) {
        Some(cell) => finding.at(cell),
        None => finding,
    }
}

/// Every text with its place and what it names.
fn all_told(evidence: &[SenderEvidence], register: &Register) -> String {
    let told = evidence.iter().map(|one| {
        let cell = one.at.map(|at| format!(" (ô {at})")).unwrap_or_default();
        format!("{}{cell} ghi \"{}\" ({})", one.place.title(), one.text, one.said(register))
    });
    told.take(MOST_TOLD).collect::<Vec<_>>().join("; ")
}

fn quoted(one: &SenderEvidence) -> String {
    format!("{} ghi \"{}\"", one.place.title(), one.text)
}

/// Texts that are listed in one finding.
const MOST_TOLD: usize = 8;

impl TableSender {
    /// Another sheet of the file names another sender: it is nobody's.
    pub(in crate::ingest) fn disagrees_with(
        &mut self,
        sender: UnitIx,
        sheet: &str,
        at: TableAddress,
        register: &Register,
    ) {
        let says = Says::Units(vec![sender]);
        let text = sheet.to_owned();
        self.evidence.push(SenderEvidence { place: EvidencePlace::Beside, at: None, text, says });
        self.sender = None;
        self.finding = Some(super::words::disagreement(&self.evidence, at, register));
    }

    /// A table beside the one that the file was made for, which names another sender itself: it counts for the one it
    /// names, and never takes the place of one without such a doubt.
    pub(in crate::ingest) fn stands_beside_template(
        &mut self,
        unit: UnitIx,
        at: TableAddress,
        register: &Register,
    ) {
        let Some(sender) = self.sender.filter(|_| self.finding.is_none()) else { return };
        let (used, template) = (register.get(sender), SenderEvidence::of_template(unit, register));
        let best = self.evidence.iter().find(|one| one.units().contains(&sender));
        let said = best.map_or_else(|| format!("bảng của {}", used.name), quoted);
        let message = format!(
            "{said} nhưng tệp làm trên mẫu của {}; số liệu được tính cho {}",
            register.get(unit).name,
            used.name
        );
        let finding = at.finding(&SENDER_DISAGREES, message).about(&used.id);
        self.finding = Some(finding.found(&template.text).expected(&used.name));
        self.evidence.push(template);
    }

    /// Nothing in the file is what it was made for.
    pub(in crate::ingest) fn is_nobodys(
        &mut self,
        unit: Option<UnitIx>,
        finding: Finding,
        register: &Register,
    ) {
        self.evidence.extend(unit.map(|unit| SenderEvidence::of_template(unit, register)));
        (self.sender, self.silent, self.finding) = (None, false, Some(finding));
    }
}
