//! To whom each file goes that goes back: a line a file, where the register has any address. Who has none is told so; the
//! address of the unit above is another office's.

use std::collections::BTreeMap;

use crate::model::UnitIx;
use crate::pipeline::Pipeline;

use super::file_column::{bare, longest, returned_file};
use super::form::unit;
use crate::publish::book::meaning::Meaning;
use crate::publish::book::plan::{Datum, Paper, SheetPlan};
use crate::publish::book::style::{CellKind, CellStyle};
use crate::publish::book::table::{TableColumn, TableRow};

/// Name on the tab.
const NAME: &str = "Nơi nhận";
const TITLE: &str = "Nơi nhận tệp phản hồi";

/// Number, unit and the unit above.
const WIDTHS: [u32; 3] = [46, 210, 150];

/// Composes the sheet; `None` where nothing goes back, or no unit has an address.
pub(super) fn compose<'a>(
    pipeline: &'a Pipeline,
    files: &BTreeMap<Option<UnitIx>, String>,
) -> Option<SheetPlan<'a>> {
    let addressed = pipeline.register.iter().any(|(_, unit)| !unit.contacts.is_empty());
    if files.is_empty() || !addressed {
        return None;
    }
    let units = || files.keys().filter_map(|of| unit(pipeline, *of));
    let contacts = longest(units().flat_map(|unit| unit.contacts.iter().map(String::as_str)));
    let names = longest(files.values().map(|file| bare(file)));
    let mut plan =
        SheetPlan::new(pipeline, NAME, Paper::Lying, [&WIDTHS[..], &[names, contacts]].concat());
    plan.paragraph(CellStyle::Title, Datum::owned(TITLE.to_uppercase()));
    let period = format!("(Kỳ báo cáo: {})", pipeline.period.title());
    plan.paragraph(CellStyle::Subtitle, Datum::owned(period));
    plan.gap(4);
    let columns = [
        TableColumn::new("STT", CellKind::Place),
        TableColumn::new("Đơn vị", CellKind::Words),
        TableColumn::new("Đơn vị cấp trên", CellKind::Words),
        TableColumn::new("Tệp phản hồi", CellKind::Link),
        TableColumn::new("Nơi nhận", CellKind::Words),
    ];
    let head = plan.next();
    plan.table_head(&columns);
    plan.head = Some((head, head));
    // Files of nobody come last, as they do in the list of findings.
    let known = files.iter().filter(|(of, _)| of.is_some());
    let nobody = files.iter().filter(|(of, _)| of.is_none());
    for (number, (of, file)) in (1..).zip(known.chain(nobody)) {
        let found = unit(pipeline, *of);
        let above = found.and_then(|found| unit(pipeline, found.parent));
        let contact = match found {
            None => Datum::text("chưa rõ đơn vị gửi"),
            Some(unit) if unit.contacts.is_empty() => Datum::text("chưa có địa chỉ"),
            Some(unit) => Datum::owned(unit.contacts.join(", ")),
        };
        let data = vec![
            Datum::size(number),
            Datum::text(found.map_or("(chưa rõ đơn vị)", |unit| &unit.name)),
            above.map_or(Datum::Blank, |unit| Datum::text(&unit.name)),
            returned_file(number, file),
            contact,
        ];
        plan.table_row(&columns, TableRow::plain(data).meaning(vec![Meaning::RowNumber]));
    }
    Some(plan)
}
