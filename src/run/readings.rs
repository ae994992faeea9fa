//! What was read of the files of an inbox, as far as it counts.

use crate::model::{Reading, Role, Status};
use crate::pipeline::Pipeline;
use crate::table::Submissions;

/// Lets go of tables that another file has taken the place of: they do not count.
pub(super) fn leave_superseded(
    readings: &mut [Reading],
    submissions: &Submissions,
    pipeline: &Pipeline,
) {
    let gone: Vec<_> =
        submissions.rows.iter().filter(|row| row.status == Status::Superseded).collect();
    if gone.is_empty() {
        return;
    }
    for reading in readings {
        let file = reading.file.clone();
        reading.tables.retain(|table| {
            let form = &pipeline.forms[table.form.index()].id;
            let unit = &pipeline.register.get(table.sender).id;
            !gone.iter().any(|row| {
                row.file.as_ref() == Some(&file)
                    && row.form.as_ref() == Some(form)
                    && row.unit_id.as_ref() == Some(unit)
            })
        });
    }
}

/// How many lines of items there are.
pub(super) fn items(readings: &[Reading]) -> usize {
    let lines = readings.iter().flat_map(Reading::lines);
    lines.filter(|line| line.line.role == Role::Item).count()
}
