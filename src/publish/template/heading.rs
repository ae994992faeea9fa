//! What stands above and below the table of a template: who sends it, what it is and of which period; notes, and where it is
//! signed.

use crate::model::{Level, Unit};
use crate::pipeline::{Form, Pipeline};
use crate::publish::book::meaning::Meaning;
use crate::publish::book::plan::{Datum, PlanCell, SheetPlan};
use crate::publish::book::style::CellStyle;

/// Room for a signature, in pixels.
const SIGNED_PX: u32 = 80;

/// Who issues it, by two lines.
fn letterhead(pipeline: &Pipeline, unit: &Unit) -> [String; 2] {
    let above = unit.parent.map(|above| pipeline.register.get(above));
    let superior = match (unit.level, above) {
        (Level::Department, Some(above)) => {
            format!("ỦY BAN NHÂN DÂN {}", above.name.to_uppercase())
        }
        (Level::Branch, Some(above)) => above.name.to_uppercase(),
        _ => "ỦY BAN NHÂN DÂN".to_owned(),
    };
    [superior, unit.name.to_uppercase()]
}

/// The district of a commune, for communes of two districts may bear one name.
fn within(pipeline: &Pipeline, unit: &Unit) -> Option<String> {
    let above = pipeline.register.get(unit.parent?);
    (unit.level.shares_names() && !above.level.is_whole()).then(|| format!("({})", above.name))
}

/// Everything above the table.
pub(super) fn above<'a>(
    sheet: &mut SheetPlan<'a>,
    pipeline: &'a Pipeline,
    form: &'a Form,
    unit: &'a Unit,
) {
    let [superior, issuer] = letterhead(pipeline, unit);
    let state = Datum::text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    let motto = Datum::text("Độc lập - Tự do - Hạnh phúc");
    let left = (Datum::owned(superior), CellStyle::Superior);
    sheet.halves(left, (state, CellStyle::State), 0);
    sheet.halves((Datum::owned(issuer), CellStyle::Issuer), (motto, CellStyle::Motto), 0);
    if let Some(district) = within(pipeline, unit) {
        let left = (Datum::owned(district), CellStyle::Superior);
        sheet.halves(left, (Datum::Blank, CellStyle::Superior), 0);
    }
    sheet.gap(6);
    sheet.paragraph(CellStyle::AnnexNumber, Datum::text(&form.name));
    sheet.paragraph(CellStyle::AnnexTitle, Datum::owned(form.title.to_uppercase()));
    let period = format!("Kỳ báo cáo: {}", pipeline.period.title());
    sheet.paragraph(CellStyle::GoesWith, Datum::owned(period));
    sheet.gap(6);
}

/// Everything below it; `across` are the columns that are printed.
pub(super) fn below<'a>(sheet: &mut SheetPlan<'a>, form: &'a Form, across: u16) {
    let cell = |column, across, datum, style| PlanCell {
        column,
        across,
        down: 1,
        datum,
        style,
        means: Meaning::Words,
    };
    sheet.gap(6);
    for note in &form.official.notes {
        sheet.push(vec![cell(0, across, Datum::text(note), CellStyle::Remark)], 0);
    }
    sheet.gap(6);
    let half = sheet.half_of(across);
    let signed = [
        (CellStyle::DateLine, "", "……………, ngày …… tháng …… năm …………"),
        (CellStyle::Signatory, "NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ"),
        (CellStyle::Hint, "(Ký, ghi rõ họ tên)", "(Ký, ghi rõ họ tên, đóng dấu)"),
    ];
    for (style, left, right) in signed {
        let halves = [(0, half, left), (half, across - half, right)];
        let cells =
            halves.map(|(column, across, text)| cell(column, across, Datum::text(text), style));
        sheet.push(cells.into(), 0);
    }
    sheet.gap(SIGNED_PX);
}
