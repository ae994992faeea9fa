//! What is said beside a drafted form: what was assumed, and what reading makes of the example with it.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::model::{Exit, Lang};
use crate::run::{FormDrafted, Reread};

use crate::cli::print::count::count_in;
use crate::cli::print::manner::Manner;

/// Findings that are listed; more of the same say nothing new about a form.
const MOST_FINDINGS: usize = 10;

/// All that is said.
pub(in crate::cli) fn text(drafted: &FormDrafted, manner: Manner) -> String {
    let (form, lang) = (&drafted.form, manner.lang);
    let (columns, sums, counts) = (form.columns.len(), form.identities.len(), form.measures.len());
    let mut out = match lang {
        Lang::Vi => format!(
            "đã soạn nháp: {columns} cột, {sums} đẳng thức; {counts} số đếm chưa được khai báo\n"
        ),
        Lang::En => format!(
            "drafted: {columns} columns, {sums} identities; {counts} counts that nothing declares yet\n"
        ),
    };
    let assumptions = form.assumptions(lang);
    if !assumptions.is_empty() {
        let head = lang.pick("điều phải giả định", "what had to be assumed");
        let also = lang.pick("ghi cả trong bản nháp", "noted in the draft too, in Vietnamese");
        line(&mut out, &format!("{head} ({}), {also}:", assumptions.len()));
        for text in &assumptions {
            line(&mut out, &format!("  {text}"));
        }
    }
    if let Some(reread) = &drafted.reread {
        tested(&mut out, reread, manner);
    } else {
        let hint = lang.pick(
            "thêm -p PIPELINE để dùng lại số đếm, từ đồng nghĩa và danh mục đơn vị đã khai báo",
            "add -p PIPELINE to reuse counts, synonyms and units that are declared",
        );
        line(&mut out, &format!("{} {hint}", manner.paint().hint("hint:")));
    }
    out
}

fn tested(out: &mut String, reread: &Reread, manner: Manner) {
    let lang = manner.lang;
    let numbers = count_in(reread.values, lang);
    let errors = count_in(reread.errors.len(), lang);
    line(
        out,
        &match lang {
            Lang::Vi => format!("đọc thử ví dụ bằng bản nháp: {numbers} số liệu, {errors} lỗi"),
            Lang::En => {
                format!("the example, read by the draft: {numbers} numbers, {errors} errors")
            }
        },
    );
    for finding in reread.errors.iter().take(MOST_FINDINGS) {
        let code = manner.paint().severity(finding.severity, finding.code.id());
        line(out, &format!("  {code} {}: {}", finding.place, finding.message));
    }
    if reread.errors.len() > MOST_FINDINGS {
        let more = reread.errors.len() - MOST_FINDINGS;
        line(
            out,
            &match lang {
                Lang::Vi => format!("  … và {more} lỗi nữa"),
                Lang::En => format!("  … and {more} errors more"),
            },
        );
    }
}

/// The draft and all that is said beside it, as data.
pub(in crate::cli) fn json(drafted: &FormDrafted, lang: Lang, version: u32) -> Value {
    let form = &drafted.form;
    let measures = form.measures.iter().map(|measure| &measure.value.id);
    let errors = |reread: &Reread| -> Vec<Value> {
        let errors = reread.errors.iter().map(|finding| {
            json!({
                "code": finding.code.id(),
                "severity": finding.severity.word(),
                "place": finding.place.to_string(),
                "message": finding.message,
            })
        });
        errors.collect()
    };
    json!({
        "version": version,
        "exit_code": Exit::Complete.code(),
        "form": form.id.value,
        "toml": drafted.text,
        "columns": form.columns.len(),
        "identities": form.identities.len(),
        "undeclared_measures": measures.collect::<Vec<_>>(),
        "assumptions": form.assumptions(lang),
        "reread": drafted.reread.as_ref().map(|reread| json!({
            "observations": reread.values,
            "errors": errors(reread),
        })),
    })
}

fn line(out: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{text}");
}
