//! F310, F311, and what the pipeline makes of findings: other severities, figures left out, waivers. The last word
//! on each finding, after all rules have spoken.

use std::collections::BTreeSet;

use crate::model::{Action, Check, Code, Finding, Guidance, Severity};
use crate::pipeline::{Grade, Pipeline, Policy, Remedy, Waiver};

use super::given::Given;

/// What follows from declared policies and belongs to no rule.
pub(super) const CHECKS: &[&Check] = &[&UNIT_LEFT_OUT, &WAIVER_ENDED];

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

/// Applies policies and waivers to findings, and adds what follows from them.
pub(super) fn apply(findings: &mut [Finding], given: &Given) -> Vec<Finding> {
    let pipeline = given.pipeline;
    let mut ended = BTreeSet::new();
    let mut units = BTreeSet::new();
    let mut more = Vec::new();
    for finding in findings {
        if let Some((index, waiver)) = waiver(finding, pipeline) {
            if waiver.holds {
                waive(finding, waiver);
                continue;
            }
            ended.insert(index);
        }
        let policy = pipeline.policies.iter().find(|policy| policy.code == finding.code);
        let Some(policy) = policy else { continue };
        grade(finding, policy);
        match policy.remedy {
            Some(Remedy::Keep) => finding.action = Action::Kept,
            Some(Remedy::LeaveOutValue) => finding.action = Action::LeftOut,
            Some(Remedy::LeaveOutUnit) => more.extend(leave_out(finding, given, &mut units)),
            None => {}
        }
    }
    more.extend(ended.into_iter().map(|index| has_ended(&pipeline.waivers[index])));
    more
}

fn waiver<'p>(finding: &Finding, pipeline: &'p Pipeline) -> Option<(usize, &'p Waiver)> {
    let named = |list: &[String], id: Option<&String>| {
        list.is_empty() || id.is_some_and(|id| list.contains(id))
    };
    pipeline.waivers.iter().enumerate().find(|(_, waiver)| {
        waiver.code == finding.code
            && named(&waiver.units, finding.unit_id.as_ref())
            && named(&waiver.forms, finding.form.as_ref())
    })
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
