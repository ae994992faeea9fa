//! What a report consists of and what came of it: the forms of the plan that a unit sends.

use crate::model::{Status, SubmissionRow, UnitIx};
use crate::pipeline::{Form, Pipeline};
use crate::text::moment;

use super::inputs::DossierInputs;

/// A form that a unit owes by the plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct OwedForm<'a> {
    pub(super) form: &'a Form,
    /// The file that counts, or the one that comes nearest to it; `None` where nothing came.
    pub(super) row: Option<&'a SubmissionRow>,
}

/// The forms of the plan that the tier of a unit sends, in the order of the plan.
pub(super) fn owed<'a>(inputs: &DossierInputs<'a>, unit: UnitIx) -> Vec<OwedForm<'a>> {
    let pipeline: &'a Pipeline = inputs.run.pipeline;
    let owner = pipeline.register.get(unit);
    let forms = inputs.plan.forms.iter().filter_map(|id| pipeline.form(id));
    let forms = forms.filter(|form| form.sent_by.contains(&owner.level));
    let rows = &inputs.run.submissions.rows;
    let of_form = |form: &'a Form| {
        let own = rows.iter().filter(|row| {
            row.unit_id.as_ref() == Some(&owner.id) && row.form.as_ref() == Some(&form.id)
        });
        let row = own.max_by_key(|row| (row.status.is_used(), row.file.is_some()));
        OwedForm { form, row: row.filter(|row| row.status != Status::Missing) }
    };
    forms.map(of_form).collect()
}

impl OwedForm<'_> {
    /// Whether something came that can be used.
    pub(super) fn is_there(&self) -> bool {
        self.row.is_some_and(|row| row.status.is_used())
    }

    /// Whether it came too late.
    pub(super) fn is_late(&self) -> bool {
        self.row.is_some_and(|row| row.status == Status::Late)
    }

    /// What became of it.
    pub(super) fn said(&self) -> String {
        let Some(row) = self.row else { return Status::Missing.title().to_owned() };
        let came = row.received_at.as_deref().map(|at| format!(", nhận lúc {}", moment(at)));
        let due = row.due.as_deref().filter(|_| row.status == Status::Late);
        let due = due.map(|due| format!(" (hạn {})", moment(due)));
        format!("{}{}{}", row.status.title(), came.unwrap_or_default(), due.unwrap_or_default())
    }

    /// The file.
    pub(super) fn file(&self) -> Option<&str> {
        self.row.and_then(|row| row.file.as_deref())
    }
}
