//! F302: units that belong in a form that was sent and have no line in it, in whichever files of the sender it came.

use std::collections::BTreeSet;

use crate::model::{Check, Code, Finding, FormIx, Guidance, Reading, Severity, Unit, UnitIx};
use crate::pipeline::Form;
use crate::validate::period_context::PeriodContext;
use crate::validate::rule::{Judge, Rule};
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule = Rule { checks: &[&UNIT_MISSING], judge: Judge::OfAll(check) };

static UNIT_MISSING: Check = Check {
    code: Code::UnitMissing,
    severity: Severity::Error,
    title: "Thiếu đơn vị",
    vietnamese: Guidance {
        means: "Đơn vị trực thuộc phải có trong biểu của cấp trên nhưng không có.",
        example: "Phụ lục 3 của thị xã Chơn Thành không có xã Quang Minh.",
        mend: "Thêm nhóm của đơn vị đó, kể cả khi không có hồ sơ (ghi 0).",
    },
    english: Guidance {
        means: "A unit that belongs in the form of the unit above it is not there.",
        example: "Form 3 of a town does not hold one of its wards.",
        mend: "Add the group of the unit, even where it had no files (write 0).",
    },
};

fn check(period: &PeriodContext, verdicts: &mut Verdicts) {
    let mut present: BTreeSet<(FormIx, UnitIx, UnitIx)> = BTreeSet::new();
    for line in period.readings.iter().flat_map(Reading::lines) {
        // A unit without files has a total of zeros and no lines.
        if let Some(unit) = line.line.unit.filter(|_| line.counts().next().is_some()) {
            present.insert((line.table.form, line.table.sender, unit));
        }
    }
    let register = &period.pipeline.register;
    let mut seen = BTreeSet::new();
    let rows = period.submissions.rows.iter().enumerate();
    for (place, row) in rows.filter(|(_, row)| row.status.is_used()) {
        let (Some(ix), Some(file), Some(sender)) = (
            row.form.as_deref().and_then(|form| period.form_ix(form)),
            row.file.as_deref(),
            row.unit_id.as_deref().and_then(|unit| register.find_id(unit)),
        ) else {
            continue;
        };
        // Said once, at the first file.
        if !seen.insert((ix, sender)) {
            continue;
        }
        let form = period.form(ix);
        for (unit_ix, unit) in form.expected_units(register, sender) {
            let there = present.contains(&(ix, sender, unit_ix));
            let finding = (!there).then(|| absent(period, (ix, form), file, unit));
            verdicts.compared(&UNIT_MISSING, Some(place), finding);
        }
    }
}

fn absent(period: &PeriodContext, (ix, form): (FormIx, &Form), file: &str, unit: &Unit) -> Finding {
    let message = format!("{} không có số liệu trong {}", unit.name, form.name);
    let finding =
        Finding::new(&UNIT_MISSING, message).in_file(file).about(&unit.id).of_form(&form.id);
    let reading = period.readings.iter().find(|reading| reading.file == file);
    let tables = reading.into_iter().flat_map(|reading| &reading.tables);
    match { tables }.find(|table| table.form == ix) {
        Some(table) => finding.in_sheet(&table.sheet),
        None => finding,
    }
    .left_out()
}
