//! What is said beside a drafted form: what was assumed, and what reading makes of the example with it.

use std::fmt::Write as _;

use crate::run::{FormDrafted, Reread};
use crate::text::group_thousands;

/// Findings that are listed; more of the same say nothing new about a form.
const MOST_FINDINGS: usize = 10;

/// All that is said.
pub(super) fn text(drafted: &FormDrafted) -> String {
    let form = &drafted.form;
    let mut out = format!(
        "đã soạn nháp: {} cột, {} đẳng thức; {} số đếm chưa được khai báo\n",
        form.columns.len(),
        form.identities.len(),
        form.measures.len()
    );
    let assumptions = form.assumptions();
    if !assumptions.is_empty() {
        let count = assumptions.len();
        line(&mut out, &format!("điều phải giả định ({count}), ghi cả trong bản nháp:"));
        for text in &assumptions {
            line(&mut out, &format!("  {text}"));
        }
    }
    match &drafted.reread {
        Some(reread) => tested(&mut out, reread),
        None => line(
            &mut out,
            "hint: thêm -p PIPELINE để dùng lại số đếm, từ đồng nghĩa và danh mục đơn vị đã khai báo",
        ),
    }
    out
}

fn tested(out: &mut String, reread: &Reread) {
    let count = |count: usize| group_thousands(i64::try_from(count).unwrap_or(i64::MAX));
    line(
        out,
        &format!(
            "đọc thử ví dụ bằng bản nháp: {} số liệu, {} lỗi",
            count(reread.observations),
            count(reread.errors.len())
        ),
    );
    for finding in reread.errors.iter().take(MOST_FINDINGS) {
        line(out, &format!("  {} {}: {}", finding.code, finding.place, finding.message));
    }
    if reread.errors.len() > MOST_FINDINGS {
        line(out, &format!("  … và {} lỗi nữa", reread.errors.len() - MOST_FINDINGS));
    }
}

fn line(out: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{text}");
}
