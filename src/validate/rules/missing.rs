//! F301: forms that were expected and not sent.

use crate::model::{Code, Finding, Status, Unit, UnitIx};
use crate::pipeline::Form;
use crate::table::{SubmissionRow, Submissions};
use crate::validate::Rule;
use crate::validate::context::Context;

pub(super) const RULE: Rule = Rule { codes: &[Code::SubmissionMissing], check };

fn check(context: &Context) -> Vec<Finding> {
    not_sent(context)
        .map(|(form, _, unit)| {
            let message = format!(
                "{} chưa gửi {} ({}) cho {}",
                unit.name,
                form.name,
                form.title,
                context.pipeline.period.title()
            );
            Finding::new(Code::SubmissionMissing, message)
                .about(&unit.id)
                .of_form(&form.id)
                .expected(&form.name)
                .left_out()
        })
        .collect()
}

/// Each form with each unit that had to send it and did not.
fn not_sent<'c>(context: &'c Context) -> impl Iterator<Item = (&'c Form, UnitIx, &'c Unit)> {
    context.pipeline.forms.iter().flat_map(move |form| {
        let senders = context.pipeline.register.iter();
        senders
            .filter(|(_, unit)| form.sent_by.contains(&unit.level))
            .filter(move |(_, unit)| !was_sent(context, form, unit))
            .map(move |(ix, unit)| (form, ix, unit))
    })
}

fn was_sent(context: &Context, form: &Form, unit: &Unit) -> bool {
    context
        .submissions
        .rows
        .iter()
        .any(|row| row.form.as_ref() == Some(&form.id) && row.unit_id.as_ref() == Some(&unit.id))
}

/// The register of submissions with the missing ones at its end.
pub(in crate::validate) fn with_missing(context: &Context) -> Submissions {
    let mut rows = context.submissions.rows.clone();
    rows.extend(not_sent(context).map(|(form, _, unit)| SubmissionRow {
        period: context.pipeline.period.to_string(),
        unit_id: Some(unit.id.clone()),
        form: Some(form.id.clone()),
        file: None,
        status: Status::Missing,
        received_at: None,
        due: None,
        blake3: None,
        observations: 0,
        errors: 0,
        warnings: 0,
    }));
    Submissions { rows }
}
