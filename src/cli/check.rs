//! What a check of single files found, as text and as data.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::model::{Exit, Finding, Lang, Severity, SubmissionRow, Verdict};
use crate::pipeline::Pipeline;
use crate::run::Checked;

use crate::cli::print::count::count_in;
use crate::cli::print::manner::Manner;
use crate::cli::print::paint::Paint;

/// The forms that were recognised, every finding, and one line that sums up.
pub(super) fn text(checked: &Checked, pipeline: &Pipeline, manner: Manner) -> String {
    let (lang, paint) = (manner.lang, manner.paint_data());
    let mut out = String::new();
    for row in checked.submissions.rows.iter().filter(|row| !row.is_unusable()) {
        let name = |id: &Option<String>| id.as_deref().map(str::to_owned);
        let form = name(&row.form).and_then(|id| Some(pipeline.form(&id)?.name.clone()));
        let unit = name(&row.unit_id).and_then(|id| pipeline.register.find_id(&id));
        let (Some(form), Some(unit), Some(file)) = (form, unit, &row.file) else { continue };
        let unit = &pipeline.register.get(unit).name;
        let rules = rules(checked, row, lang);
        let numbers = row.values;
        line(
            &mut out,
            &match lang {
                Lang::Vi => format!("{file}: {form} của {unit}, {numbers} số liệu; {rules}"),
                Lang::En => format!("{file}: {form} of {unit}, {numbers} numbers; {rules}"),
            },
        );
    }
    for finding in &checked.findings {
        line(&mut out, &sentence(finding, lang, paint));
    }
    if checked.findings.is_empty() {
        line(&mut out, lang.pick("không có phát hiện nào", "no findings"));
    } else {
        let counts = by_severity(|severity| checked.count(severity), lang, paint);
        let help = lang.pick(
            "xem cách sửa bằng: tthc explain MÃ",
            "how to mend them: tthc explain CODE --lang en",
        );
        line(&mut out, &format!("{counts}; {help}"));
    }
    out
}

/// `0 không dùng được, 2 lỗi, 0 cảnh báo, 1 ghi nhận`; severities that occur are coloured.
pub(super) fn by_severity(count: impl Fn(Severity) -> usize, lang: Lang, paint: Paint) -> String {
    let worst_first = Severity::ALL.into_iter().rev();
    let each = worst_first.map(|severity| {
        let word = match (lang, severity) {
            (Lang::En, Severity::Error) => "errors".to_owned(),
            (Lang::En, Severity::Warning) => "warnings".to_owned(),
            (Lang::En, Severity::Note) => "notes".to_owned(),
            _ => severity.title_in(lang).to_lowercase(),
        };
        let text = format!("{} {word}", count_in(count(severity), lang));
        if count(severity) == 0 { text } else { paint.severity(severity, &text) }
    });
    each.collect::<Vec<_>>().join(", ")
}

/// How many rules held in a form, which did not, and how many had nothing to compare.
fn rules(checked: &Checked, form: &SubmissionRow, lang: Lang) -> String {
    let of_form = checked.checks.rows.iter().filter(|row| {
        (&row.file, &row.form, &row.unit_id) == (&form.file, &form.form, &form.unit_id)
    });
    let codes = |verdict: Verdict| -> Vec<&str> {
        let rows = of_form.clone().filter(|row| row.verdict == verdict);
        rows.map(|row| row.code.id()).collect()
    };
    let held = codes(Verdict::Checked).len();
    let mut parts = vec![format!(
        "{}: {held} {}",
        lang.pick("quy tắc", "rules"),
        Verdict::Checked.title_in(lang)
    )];
    for verdict in [Verdict::Failed, Verdict::Error] {
        let codes = codes(verdict);
        if !codes.is_empty() {
            parts.push(format!(
                "{} {} ({})",
                codes.len(),
                verdict.title_in(lang),
                codes.join(", ")
            ));
        }
    }
    let without = codes(Verdict::NotApplicable).len();
    if without > 0 {
        parts.push(format!("{without} {}", Verdict::NotApplicable.title_in(lang)));
    }
    parts.join(", ")
}

fn sentence(finding: &Finding, lang: Lang, paint: Paint) -> String {
    let level = paint.severity(finding.severity, &finding.severity.title_in(lang).to_lowercase());
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
            "compared": finding.compared,
            "action": finding.action.word(),
        })
    });
    let forms = checked.submissions.rows.iter().map(|row| {
        json!({
            "file": row.file,
            "form": row.form,
            "unit_id": row.unit_id,
            "status": row.status.word(),
            "observations": row.values,
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
        "observations": checked.values,
        "forms": forms.collect::<Vec<_>>(),
        "checks": checks.collect::<Vec<_>>(),
        "findings": findings.collect::<Vec<_>>(),
    })
}
