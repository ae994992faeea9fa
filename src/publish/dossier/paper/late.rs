//! The fields in which a unit has more against it than its list, and what is late with the reasons given.

use std::collections::BTreeMap;

use crate::publish::document::{DocumentPart, DocumentRow, DocumentSide};
use crate::publish::dossier::compose::Dossier;
use crate::publish::dossier::overdue::LateField;
use crate::publish::dossier::weak_fields::FieldBeside;
use crate::publish::late::NO_REASON;
use crate::publish::workbook::facts::Facts;
use crate::publish::workbook::words::{counted_against, size};
use crate::text::{group_thousands, percent, upper_first};

use super::table::{figure, head, listing, share};

/// Fields that are told; the workbook has all.
const MOST_FIELDS: usize = 6;

pub(super) fn fields(facts: &Facts<'_>, dossier: &Dossier<'_>) -> Vec<DocumentPart> {
    let Some(fields) = &dossier.fields else {
        let none = "Không so sánh được theo lĩnh vực: đơn vị chưa có số liệu, hoặc không có đơn vị cùng cấp nào khác được xếp hạng.";
        return vec![DocumentPart::text(none)];
    };
    let (what, _) = counted_against(facts, fields.metric);
    let metric = facts.pipeline.metric(fields.metric);
    let weak = fields.rows.iter().filter(|row| row.excess() > 0.0).take(MOST_FIELDS);
    let tenths = |value: f64| format!("{value:.1}").replace('.', ",");
    let weak: Vec<&FieldBeside<'_>> = weak.collect();
    let marked = weak.iter().any(|row| row.alone);
    let rows: Vec<DocumentRow> = weak
        .iter()
        .map(|row| {
            DocumentRow::plain([
                row.name(),
                group_thousands(row.counts.files),
                group_thousands(row.counts.late),
                figure(row.own().ratio().map(percent)),
                figure(row.of_list().ratio().map(percent)),
                tenths(row.counts.expected_shown()),
            ])
        })
        .collect();
    if rows.is_empty() {
        let none = format!(
            "Không có lĩnh vực nào mà số {what} nhiều hơn mức chung của {} đơn vị cùng cấp.",
            size(fields.units)
        );
        return vec![DocumentPart::text(none)];
    }
    let heads = vec![
        share("Lĩnh vực", 1),
        head(&metric.denominator_title, DocumentSide::Right),
        head(&upper_first(&what), DocumentSide::Right),
        head("Tỷ lệ", DocumentSide::Right),
        head("Tỷ lệ chung", DocumentSide::Right),
        head("Nếu như mức chung", DocumentSide::Right),
    ];
    let rule = format!(
        "Mức chung: {} đơn vị cùng cấp được xếp hạng, cộng lại; chỉ gồm hồ sơ của chính đơn vị.",
        size(fields.units)
    );
    let mut parts = listing(heads, rows);
    parts.push(DocumentPart::text(rule));
    parts.extend(fields.remark().filter(|_| marked).map(DocumentPart::text));
    parts
}

/// Reasons that are told of a field; the workbook has all.
const MOST_REASONS: usize = 2;

/// The reasons given, or that there are none.
fn reasons(given: &[&str]) -> String {
    let more = given.len().saturating_sub(MOST_REASONS);
    let more = (more > 0).then(|| format!("và {} lý do khác", size(more)));
    let told = given.iter().take(MOST_REASONS).map(|reason| (*reason).to_owned());
    let told: Vec<String> = told.chain(more).collect();
    if told.is_empty() { NO_REASON.to_owned() } else { told.join("; ") }
}

/// What is late in a field, of the unit and those under it.
#[derive(Default)]
struct FieldTotal<'r> {
    own: i64,
    below: i64,
    unexplained: i64,
    reasons: Vec<&'r str>,
}

impl FieldTotal<'_> {
    const fn all(&self) -> i64 {
        self.own + self.below
    }
}

pub(super) fn files(facts: &Facts<'_>, dossier: &Dossier<'_>) -> Vec<DocumentPart> {
    if dossier.late.is_empty() {
        let asked = facts.pipeline.forms.iter().any(|form| !form.reasons.measures.is_empty());
        let there = dossier
            .owed
            .iter()
            .any(|owed| owed.is_there() && !owed.form.reasons.measures.is_empty());
        let told = match (asked, there) {
            (false, _) => return Vec::new(),
            (true, true) => "Không có hồ sơ quá hạn trong báo cáo đã nhận.",
            (true, false) => "Chưa có báo cáo nào dùng được để biết hồ sơ quá hạn.",
        };
        return vec![DocumentPart::text(told)];
    }
    let mut totals: BTreeMap<Option<&str>, FieldTotal<'_>> = BTreeMap::new();
    for row in &dossier.late {
        let total = totals.entry(row.field).or_default();
        let own = row.unit == dossier.unit;
        *(if own { &mut total.own } else { &mut total.below }) += row.all();
        total.unexplained += row.unexplained;
        let new = row.reasons.iter().filter(|reason| !total.reasons.contains(reason));
        let new: Vec<&str> = new.copied().collect();
        total.reasons.extend(new);
    }
    let mut totals: Vec<(Option<&str>, FieldTotal<'_>)> = totals.into_iter().collect();
    totals.sort_by_key(|(_, total)| std::cmp::Reverse(total.all()));
    let below = totals.iter().any(|(_, total)| total.below > 0);
    let mut heads = vec![share("Lĩnh vực", 2), head("Quá hạn", DocumentSide::Right)];
    heads.extend(below.then(|| head("Trong đó đơn vị trực thuộc", DocumentSide::Right)));
    heads.push(head("Chưa nêu lý do", DocumentSide::Right));
    heads.push(share("Lý do đơn vị nêu", 3));
    let rows = totals.iter().take(MOST_FIELDS + 2).map(|(field, total)| {
        let mut cells =
            vec![field.unwrap_or("(không ghi lĩnh vực)").to_owned(), group_thousands(total.all())];
        cells.extend(below.then(|| group_thousands(total.below)));
        cells.push(group_thousands(total.unexplained));
        cells.push(reasons(&total.reasons));
        DocumentRow::plain(cells)
    });
    let mut rows: Vec<DocumentRow> = rows.collect();
    let sum = |of: fn(&FieldTotal<'_>) -> i64| totals.iter().map(|(_, total)| of(total)).sum();
    let mut cells = vec![
        format!("Cộng {} lĩnh vực", size(totals.len())),
        group_thousands(totals.iter().map(|(_, total)| total.all()).sum()),
    ];
    cells.extend(below.then(|| group_thousands(sum(|of| of.below))));
    cells.extend([group_thousands(sum(|of| of.unexplained)), String::new()]);
    rows.push(DocumentRow::sum(cells));
    let mut parts = listing(heads, rows);
    let units = dossier.late.iter().map(|row: &LateField<'_>| row.unit);
    let units: std::collections::BTreeSet<_> = units.filter(|unit| *unit != dossier.unit).collect();
    if !units.is_empty() {
        let file = format!("{}.xlsx", dossier.name);
        let told = format!("Từng đơn vị, từng ô: tệp {file}, trang “Hồ sơ quá hạn”.");
        parts.push(DocumentPart::text(told));
    }
    parts
}
