//! Figures → findings. A catalogue of rules, one a file; each looks at the same context and says what it
//! found. Nothing is mended here.

mod context;
mod rule;
mod rules;

use rayon::prelude::*;

use crate::model::{Finding, Severity, Status};
use crate::pipeline::Pipeline;
use crate::table::{Figures, Submissions};

use context::Context;
pub use rule::Rule;
pub use rules::RULES;

/// What validation says about a run.
#[derive(Debug, Default)]
pub struct Validated {
    /// What the rules found.
    pub findings: Vec<Finding>,
    /// The submissions, with missing ones added and errors and warnings counted.
    pub submissions: Submissions,
}

/// Checks the figures and the completeness of a period. `read` are the findings of reading, which count
/// against a submission too.
#[must_use]
pub fn validate(
    figures: &Figures,
    submissions: &Submissions,
    read: &[Finding],
    pipeline: &Pipeline,
) -> Validated {
    let sent = Submissions {
        rows: submissions
            .rows
            .iter()
            .filter(|row| row.status != Status::Missing)
            .cloned()
            .collect(),
    };
    let context = Context::new(figures, &sent, pipeline);
    let findings: Vec<Finding> =
        RULES.par_iter().flat_map_iter(|rule| (rule.check)(&context)).collect();
    let mut register = rules::missing::with_missing(&context);
    let all: Vec<&Finding> = read.iter().chain(&findings).collect();
    count_findings(&mut register, &context, &all);
    Validated { findings, submissions: register }
}

/// Counts errors and warnings of each submission: those of its file, and of its sheets where they name one.
fn count_findings(submissions: &mut Submissions, context: &Context, findings: &[&Finding]) {
    for row in &mut submissions.rows {
        let Some(file) = &row.file else { continue };
        let sheets = row.form.as_deref().map(|form| context.sheets_of(file, form));
        let concerns = |finding: &Finding| {
            finding.place.file.as_ref() == Some(file)
                && match (&finding.place.sheet, &sheets) {
                    (Some(sheet), Some(sheets)) => sheets.contains(&sheet.as_str()),
                    _ => true,
                }
        };
        let count = |wanted: fn(Severity) -> bool| {
            let found = findings.iter().filter(|f| concerns(f) && wanted(f.severity)).count();
            u32::try_from(found).unwrap_or(u32::MAX)
        };
        row.errors = count(|severity| severity >= Severity::Error);
        row.warnings = count(|severity| severity == Severity::Warning);
        if matches!(row.status, Status::Accepted | Status::AcceptedWithFindings) {
            let clean = row.errors + row.warnings == 0;
            row.status = if clean { Status::Accepted } else { Status::AcceptedWithFindings };
        }
    }
}
