//! The fields of a unit beside those of its list, and what is late with the reasons given.

use crate::model::MeasureIx;
use crate::publish::book::plan::{Datum, SheetPlan};
use crate::publish::book::style::{CellKind, RowTone};
use crate::publish::book::table::{TableColumn, TableRow};
use crate::publish::dossier::compose::Dossier;
use crate::publish::late::NO_REASON;
use crate::publish::workbook::facts::Facts;
use crate::publish::workbook::words::counted_against;
use crate::text::upper_first;

use super::sheet::{DossierSheet, column, ratio, words};

/// What a line is called that names no field.
const NO_FIELD: &str = "(không ghi lĩnh vực)";

/// The fields; `None` where the unit names none.
pub(super) fn fields<'a>(facts: &Facts<'a>, dossier: &Dossier<'a>) -> Option<SheetPlan<'a>> {
    let fields = dossier.fields.as_ref()?;
    let metric = facts.pipeline.metric(fields.metric);
    let (what, how) = counted_against(facts, fields.metric);
    let columns = vec![
        column("Lĩnh vực", CellKind::Words),
        TableColumn::new(metric.denominator_title.as_str(), CellKind::Count).under(OWN),
        TableColumn::new(upper_first(&what), CellKind::Count).under(OWN),
        column("Tỷ lệ", CellKind::Rate).under(OWN),
        column("Tỷ lệ", CellKind::Rate).under(LIST),
        column("Nếu như danh sách", CellKind::Tenths).under(LIST),
        column("Nhiều hơn", CellKind::Tenths),
    ];
    let rows = fields.rows.iter().map(|row| {
        let data = vec![
            words(row.name()),
            Datum::Count(row.counts.files),
            Datum::Count(row.counts.late),
            ratio(row.own().ratio()),
            ratio(row.of_list().ratio()),
            Datum::Number(row.counts.expected_shown()),
            Datum::Number(row.excess()),
        ];
        TableRow::plain(data)
    });
    let how = how.map(|how| format!(" ({how})")).unwrap_or_default();
    let rule = format!(
        "Danh sách: {} đơn vị cùng cấp được xếp hạng, cộng lại. “Nếu như danh sách”: số {what}{how} của đơn vị nếu lĩnh vực ấy \
         có tỷ lệ như cả danh sách. Chỉ gồm hồ sơ của chính đơn vị.",
        fields.units
    );
    let sheet = DossierSheet {
        name: "Lĩnh vực",
        title: "Lĩnh vực yếu so với các đơn vị cùng cấp",
        unit: &facts.pipeline.register.get(dossier.unit).name,
        scale: Some(facts.scale(metric)).filter(|scale| !scale.is_empty()),
        rows: rows.collect(),
        columns,
        remarks: std::iter::once(rule).chain(fields.remark().map(str::to_owned)).collect(),
    };
    Some(sheet.compose(facts))
}

const OWN: &str = "Đơn vị";
const LIST: &str = "Cả danh sách";

/// What is late; `None` where nothing is.
pub(super) fn late<'a>(facts: &Facts<'a>, dossier: &Dossier<'a>) -> Option<SheetPlan<'a>> {
    if dossier.late.is_empty() {
        return None;
    }
    let mut measures: Vec<MeasureIx> =
        dossier.late.iter().flat_map(|row| row.counts.keys().copied()).collect();
    measures.sort_unstable();
    measures.dedup();
    let mut columns = vec![column("Đơn vị", CellKind::Words), column("Lĩnh vực", CellKind::Words)];
    columns.extend(measures.iter().map(|measure| {
        TableColumn::new(facts.pipeline.measure(*measure).title.as_str(), CellKind::Count)
    }));
    columns.push(column("Chưa nêu lý do", CellKind::Count));
    columns.push(column("Lý do đơn vị nêu", CellKind::Words));
    columns.push(column("Nguồn (tệp!trang!ô)", CellKind::Words));
    let rows = dossier.late.iter().map(|row| {
        let unit = &facts.pipeline.register.get(row.unit).name;
        let mut data = vec![Datum::text(unit), Datum::text(row.field.unwrap_or(NO_FIELD))];
        let counts = measures.iter().map(|measure| row.counts.get(measure).copied());
        data.extend(counts.map(|count| Datum::Count(count.unwrap_or(0))));
        data.push(Datum::Count(row.unexplained));
        let reasons = row.reasons.join("; ");
        data.push(words(if reasons.is_empty() { NO_REASON.to_owned() } else { reasons }));
        data.push(words(row.source()));
        let tone = if row.unexplained > 0 { RowTone::Alert } else { RowTone::Plain };
        TableRow::toned(tone, data)
    });
    let sheet = DossierSheet {
        name: "Hồ sơ quá hạn",
        title: "Hồ sơ quá hạn và lý do đơn vị nêu",
        unit: &facts.pipeline.register.get(dossier.unit).name,
        scale: None,
        rows: rows.collect(),
        columns,
        remarks: Vec::new(),
    };
    Some(sheet.compose(facts))
}
