//! What the pipeline makes of findings: other severities, figures left out, waivers. The last word on each
//! finding, after all rules have spoken.

use std::collections::BTreeSet;

use crate::model::{Action, Code, Finding, Severity};
use crate::pipeline::{Grade, Pipeline, Policy, Remedy, Waiver};

/// Codes that follow from declared policies and belong to no rule.
pub const CODES: &[Code] = &[Code::UnitLeftOut, Code::WaiverEnded];

/// Applies policies and waivers to findings, and adds what follows from them.
pub(super) fn apply(findings: &mut [Finding], pipeline: &Pipeline) -> Vec<Finding> {
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
            Some(Remedy::LeaveOutUnit) => more.extend(leave_out(finding, pipeline, &mut units)),
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
    pipeline: &Pipeline,
    units: &mut BTreeSet<(String, String)>,
) -> Option<Finding> {
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
        finding.code.title().to_lowercase()
    );
    let mut out =
        Finding::new(Code::UnitLeftOut, message).about(unit_id).of_form(form_id).left_out();
    out.place.file.clone_from(&finding.place.file);
    out.place.sheet.clone_from(&finding.place.sheet);
    Some(out)
}

fn has_ended(waiver: &Waiver) -> Finding {
    let message = format!(
        "miễn trừ {} của {} hết hạn ngày {}, trước ngày cuối kỳ, nên không còn áp dụng",
        waiver.code, waiver.office, waiver.until
    );
    Finding::new(Code::WaiverEnded, message)
}
