//! F310, F311, F312, and what the pipeline makes of findings: other severities, figures left out, waivers. The last word
//! on each finding, after all rules have spoken.

use std::collections::BTreeSet;

use crate::model::{Action, Check, Code, Finding, Guidance, Severity};
use crate::pipeline::{Grade, Policy, Remedy, Waiver};

use super::file_senders::FileSenders;
use super::given::Given;

/// What follows from declared policies and belongs to no rule.
pub(super) const CHECKS: &[&Check] = &[&UNIT_LEFT_OUT, &WAIVER_ENDED, &WAIVER_IDLE];

static UNIT_LEFT_OUT: Check = Check {
    code: Code::UnitLeftOut,
    severity: Severity::Error,
    title: "Không tính đơn vị",
    vietnamese: Guidance {
        means: "Khai báo của pipeline quy định: đơn vị có phát hiện này thì mọi số liệu của đơn vị trong biểu đó không được tính.",
        example: "Xã Tân Tiến không được xếp hạng vì dòng tổng không khớp (F203).",
        mend: "Sửa phát hiện được nêu rồi gửi lại biểu.",
    },
    english: Guidance {
        means: "The pipeline leaves all figures of a unit in a form out because of another finding.",
        example: "A commune is not ranked because its total differs (F203).",
        mend: "Mend the finding that is named, then send again.",
    },
};

static WAIVER_ENDED: Check = Check {
    code: Code::WaiverEnded,
    severity: Severity::Warning,
    title: "Miễn trừ hết hạn",
    vietnamese: Guidance {
        means: "Miễn trừ khai báo trong pipeline đã hết hạn trước ngày cuối kỳ nên không còn áp dụng.",
        example: "Miễn F206 cho huyện Lộc Ninh đến hết 30/6/2023, kỳ này là quý III.",
        mend: "Gia hạn hoặc xóa miễn trừ trong tệp khai báo.",
    },
    english: Guidance {
        means: "A waiver that the pipeline declares ended before the period did; the finding counts again.",
        example: "F206 is waived for a district until 2023-06-30; this is quarter III.",
        mend: "Extend or delete the waiver in the declaration.",
    },
};

static WAIVER_IDLE: Check = Check {
    code: Code::WaiverIdle,
    severity: Severity::Note,
    title: "Miễn trừ không dùng đến",
    vietnamese: Guidance {
        means: "Miễn trừ khai báo trong pipeline không ứng với phát hiện nào của kỳ này: sai mã, sai đơn vị, hoặc lỗi đã được sửa.",
        example: "Miễn F206 cho huyện Lộc Ninh, nhưng huyện và các xã trong tệp của huyện không có phát hiện F206 nào.",
        mend: "Kiểm tra mã, đơn vị và biểu của miễn trừ; xóa nếu không còn cần.",
    },
    english: Guidance {
        means: "A waiver that the pipeline declares concerns no finding of this period: another code or unit was meant, or the fault is mended.",
        example: "F206 is waived for a district, and neither the district nor the communes in its file have one.",
        mend: "Look at code, units and forms of the waiver; delete it where it is no longer needed.",
    },
};

/// Policies and waivers of a pipeline, and which of them concerned something.
pub(super) struct Policies<'g> {
    given: &'g Given<'g>,
    senders: FileSenders<'g>,
    /// Waivers that some finding falls under.
    concerned: BTreeSet<usize>,
    /// Those of them that would have held before.
    ended: BTreeSet<usize>,
}

impl<'g> Policies<'g> {
    pub(super) fn of(given: &'g Given<'g>) -> Self {
        let senders = FileSenders::of(given);
        Self { given, senders, concerned: BTreeSet::new(), ended: BTreeSet::new() }
    }

    /// Applies them to what reading or the rules found, and gives what follows from that.
    pub(super) fn apply(&mut self, findings: &mut [Finding]) -> Vec<Finding> {
        let given = self.given;
        let mut units = BTreeSet::new();
        let mut more = Vec::new();
        for finding in findings {
            if self.is_waived(finding) {
                continue;
            }
            let policies = &given.pipeline.policies;
            let policy = policies.iter().find(|policy| policy.code == finding.code);
            let Some(policy) = policy else { continue };
            grade(finding, policy);
            match policy.remedy {
                Some(Remedy::Keep) => finding.action = Action::Kept,
                Some(Remedy::LeaveOutValue) => finding.action = Action::LeftOut,
                Some(Remedy::LeaveOutUnit) => more.extend(leave_out(finding, given, &mut units)),
                None => {}
            }
        }
        more
    }

    /// Whether a waiver holds for a finding, which says so then.
    fn is_waived(&mut self, finding: &mut Finding) -> bool {
        let waivers = self.given.pipeline.waivers.iter().enumerate();
        let covers = |waiver: &Waiver| self.senders.covers(waiver, finding);
        let waivers: Vec<(usize, &Waiver)> = waivers.filter(|(_, waiver)| covers(waiver)).collect();
        self.concerned.extend(waivers.iter().map(|(index, _)| *index));
        let Some(&(index, waiver)) = waivers.first() else { return false };
        if waiver.holds {
            waive(finding, waiver);
            return true;
        }
        self.ended.insert(index);
        false
    }

    /// What is to be said of the waivers themselves, after all findings.
    pub(super) fn remarks(self) -> Vec<Finding> {
        let waivers = &self.given.pipeline.waivers;
        let ended = self.ended.iter().map(|&index| has_ended(&waivers[index]));
        let idle = waivers.iter().enumerate();
        let idle = idle.filter(|(index, _)| !self.concerned.contains(index));
        ended.chain(idle.map(|(_, waiver)| is_idle(waiver))).collect()
    }
}

/// Told all the same, so that nobody forgets it. What reading left out stays out.
fn waive(finding: &mut Finding, waiver: &Waiver) {
    finding.severity = Severity::Note;
    finding.message = format!(
        "{} (được miễn đến {}: {} – {})",
        finding.message, waiver.until, waiver.reason, waiver.office
    );
}

fn grade(finding: &mut Finding, policy: &Policy) {
    match policy.grade {
        Some(Grade::As(severity)) => finding.severity = severity,
        Some(Grade::Beta) => {
            finding.severity = Severity::Note;
            finding.message = format!("{} (quy tắc đang thử nghiệm)", finding.message);
        }
        None => {}
    }
}

/// All figures of the unit in the form do not count; said once, however many findings ask for it.
fn leave_out(
    finding: &Finding,
    given: &Given,
    units: &mut BTreeSet<(String, String)>,
) -> Option<Finding> {
    let pipeline = given.pipeline;
    let (unit_id, form_id) = (finding.unit_id.as_ref()?, finding.form.as_ref()?);
    if !units.insert((unit_id.clone(), form_id.clone())) {
        return None;
    }
    let register = &pipeline.register;
    let unit = register.get(register.find_id(unit_id)?);
    let form = pipeline.form(form_id)?;
    let message = format!(
        "{}: mọi số liệu trong {} không được tính vì {} ({})",
        unit.name,
        form.name,
        finding.code,
        given.catalogue.get(finding.code).title.to_lowercase()
    );
    let mut out = Finding::new(&UNIT_LEFT_OUT, message).about(unit_id).of_form(form_id).left_out();
    out.place.file.clone_from(&finding.place.file);
    out.place.sheet.clone_from(&finding.place.sheet);
    Some(out)
}

fn has_ended(waiver: &Waiver) -> Finding {
    let message = format!(
        "miễn trừ {} của {} hết hạn ngày {}, trước ngày cuối kỳ, nên không còn áp dụng",
        waiver.code, waiver.office, waiver.until
    );
    Finding::new(&WAIVER_ENDED, message)
}

fn is_idle(waiver: &Waiver) -> Finding {
    let message = format!(
        "miễn trừ {} của {} (đến {}) không ứng với phát hiện nào",
        waiver.code, waiver.office, waiver.until
    );
    Finding::new(&WAIVER_IDLE, message)
}
