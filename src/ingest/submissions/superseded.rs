//! Tables that another file has taken the place of: they do not count.

use crate::model::{Reading, Submissions};
use crate::pipeline::Pipeline;

/// Lets go of them.
pub fn leave_superseded(readings: &mut [Reading], submissions: &Submissions, pipeline: &Pipeline) {
    let gone = submissions.superseded();
    if gone.is_empty() {
        return;
    }
    for reading in readings {
        let file = reading.file.as_str();
        reading.tables.retain(|table| {
            let form = pipeline.forms[table.form.index()].id.as_str();
            !gone.contains(&(file, form, pipeline.register.get(table.sender).id.as_str()))
        });
    }
}
