//! What a check of single files found, as text and as data.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::model::{Exit, Finding, Severity, Verdict};
use crate::pipeline::Pipeline;
use crate::run::Checked;
use crate::table::SubmissionRow;
use crate::text::group_thousands;

/// The forms that were recognised, every finding, and one line that sums up.
pub(super) fn text(checked: &Checked, pipeline: &Pipeline) -> String {
    let mut out = String::new();
    for row in &checked.submissions.rows {
        let name = |id: &Option<String>| id.as_deref().map(str::to_owned);
        let form = name(&row.form).and_then(|id| Some(pipeline.form(&id)?.name.clone()));
        let unit = name(&row.unit_id).and_then(|id| pipeline.register.find_id(&id));
        let (Some(form), Some(unit), Some(file)) = (form, unit, &row.file) else { continue };
        let unit = &pipeline.register.get(unit).name;
        let rules = rules(checked, row);
        line(
            &mut out,
            &format!("{file}: {form} của {unit}, {} số liệu; {rules}", row.observations),
        );
    }
    for finding in &checked.findings {
        line(&mut out, &sentence(finding));
    }
    let count = |severity| group_thousands(i64::try_from(checked.count(severity)).unwrap_or(0));
    if checked.findings.is_empty() {
        line(&mut out, "không có phát hiện nào");
    } else {
        line(
            &mut out,
            &format!(
                "{} không dùng được, {} lỗi, {} cảnh báo, {} ghi nhận; xem cách sửa bằng: tthc explain MÃ",
                count(Severity::Blocking),
                count(Severity::Error),
                count(Severity::Warning),
                count(Severity::Note)
            ),
        );
    }
    out
}

/// How many rules held in a form, which did not, and how many had nothing to compare.
fn rules(checked: &Checked, form: &SubmissionRow) -> String {
    let of_form = checked.checks.rows.iter().filter(|row| {
        (&row.file, &row.form, &row.unit_id) == (&form.file, &form.form, &form.unit_id)
    });
    let codes = |verdict: Verdict| -> Vec<&str> {
        let rows = of_form.clone().filter(|row| row.verdict == verdict);
        rows.map(|row| row.code.id()).collect()
    };
    let mut parts = vec![format!("quy tắc: {} đạt", codes(Verdict::Checked).len())];
    for verdict in [Verdict::Failed, Verdict::Error] {
        let codes = codes(verdict);
        if !codes.is_empty() {
            parts.push(format!("{} {} ({})", codes.len(), verdict.title(), codes.join(", ")));
        }
    }
    let without = codes(Verdict::NotApplicable).len();
    if without > 0 {
        parts.push(format!("{without} {}", Verdict::NotApplicable.title()));
    }
    parts.join(", ")
}

fn sentence(finding: &Finding) -> String {
    let level = finding.severity.title().to_lowercase();
    format!("{} {level} {}: {}", finding.code, finding.place, finding.message)
}

fn line(out: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{text}");
}

/// The same as data.
pub(super) fn json(checked: &Checked, exit: Exit, version: u32) -> Value {
    let findings = checked.findings.iter().map(|finding| {
        json!({
            "code": finding.code.id(),
            "severity": finding.severity.word(),
            "file": finding.place.file,
            "sheet": finding.place.sheet,
            "cell": finding.place.cell.map(|cell| cell.to_string()),
            "unit_id": finding.unit_id,
            "form": finding.form,
            "message": finding.message,
            "found": finding.found,
            "expected": finding.expected,
            "action": finding.action.word(),
        })
    });
    let forms = checked.submissions.rows.iter().map(|row| {
        json!({
            "file": row.file,
            "form": row.form,
            "unit_id": row.unit_id,
            "status": row.status.word(),
            "observations": row.observations,
            "errors": row.errors,
            "warnings": row.warnings,
        })
    });
    let checks = checked.checks.rows.iter().map(|row| {
        json!({
            "file": row.file,
            "form": row.form,
            "unit_id": row.unit_id,
            "code": row.code.id(),
            "verdict": row.verdict.word(),
            "compared": row.compared,
            "failed": row.failed,
        })
    });
    json!({
        "version": version,
        "exit_code": exit.code(),
        "observations": checked.observations,
        "forms": forms.collect::<Vec<_>>(),
        "checks": checks.collect::<Vec<_>>(),
        "findings": findings.collect::<Vec<_>>(),
    })
}
