//! Who is visited when, by whom, and of what it reports.

use crate::pipeline::InspectionTarget;
use crate::publish::workbook::facts::Facts;
use crate::text::day;

use super::compose::Dossier;

/// What is known of a visit, each with what it is called.
pub(super) fn head_lines<'a>(
    facts: &Facts<'a>,
    dossier: &Dossier<'a>,
) -> Vec<(&'static str, String)> {
    let Dossier { plan, target, .. } = dossier;
    let number =
        if plan.number.is_empty() { String::new() } else { format!(" (số {})", plan.number) };
    let mut lines = vec![
        ("Đối tượng kiểm tra", facts.pipeline.register.name_apart(dossier.unit)),
        ("Kế hoạch", format!("{}{number}", plan.title)),
        ("Thời gian kiểm tra", visit(target)),
        ("Cơ quan làm Trưởng đoàn", facts.name(&target.lead).to_owned()),
    ];
    if !target.deputy.is_empty() {
        lines.push(("Cơ quan làm Phó Trưởng đoàn", facts.name(&target.deputy).to_owned()));
    }
    lines.push(("Hạn gửi báo cáo", format!("ngày {}", day(&target.report_by.to_string()))));
    lines.push(("Kỳ số liệu", target.period.title()));
    lines
}

/// When the visit is.
fn visit(target: &InspectionTarget) -> String {
    let [from, to] = [target.from, target.to].map(|at| at.to_string());
    if from == to {
        return format!("ngày {}", day(&from));
    }
    format!("từ ngày {} đến hết ngày {}", day(&from), day(&to))
}
