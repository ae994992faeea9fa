//! What a check of single files found, as text and as data.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::model::{Exit, Finding, Severity};
use crate::pipeline::Pipeline;
use crate::run::Checked;
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
        line(&mut out, &format!("{file}: {form} của {unit}, {} số liệu", row.observations));
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
    json!({
        "version": version,
        "exit_code": exit.code(),
        "observations": checked.observations,
        "forms": forms.collect::<Vec<_>>(),
        "findings": findings.collect::<Vec<_>>(),
    })
}
