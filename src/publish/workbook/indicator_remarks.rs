//! What is said below the indicators: how they are to be read, what units wrote otherwise than it follows, and who sent none.

use std::collections::BTreeSet;

use crate::model::{Status, UnitIx};
use crate::table::{Concord, IndicatorFigure};
use crate::text::{group_thousands, plain_number};

use super::facts::Facts;
use super::indicator_cells::{BLANK, IndicatorPage, LEFT_OUT};
use super::words;

/// Places that are named one by one.
const NAMED: usize = 12;

/// The paragraphs below a sheet.
pub(super) fn remarks(facts: &Facts<'_>, page: &IndicatorPage<'_, '_>) -> Vec<String> {
    let mut said = vec![format!(
        "Tỷ lệ có hai dòng thành phần được chia lại từ hai dòng ấy; tỷ lệ khác là số đơn vị ghi. Cột Cộng: số lượng và số \
         tiền cộng các đơn vị có số liệu; tỷ lệ là tổng chia tổng, không tính bình quân. “{BLANK}”: đơn vị không ghi; \
         “{LEFT_OUT}”: số liệu bị loại, xem {}; “–”: không phải ghi, hoặc không có gì để chia.",
        words::findings_at(facts.pipeline)
    )];
    let figures: Vec<&IndicatorFigure> = figures(facts, page);
    let wrong = figures.iter().filter(|figure| figure.differs);
    let wrong: Vec<String> = wrong.map(|figure| written_otherwise(figure)).collect();
    if !wrong.is_empty() {
        said.push(format!(
            "Tỷ lệ ghi trong biểu khác kết quả chia lại (ô đậm; số đã ghi: {}): {}.",
            words::findings_at(facts.pipeline),
            named(&wrong)
        ));
    }
    said.extend(disagreements(facts, &figures));
    said.extend(not_compared(facts, &figures));
    said.extend(absent(facts, page));
    said
}

/// The figures that a sheet shows, unit by unit.
fn figures<'a>(facts: &Facts<'a>, page: &IndicatorPage<'a, '_>) -> Vec<&'a IndicatorFigure> {
    let register = &facts.pipeline.register;
    let is_shown = |id: &str| register.find_id(id).is_some_and(|unit| page.shown.contains(&unit));
    let units = facts.inputs.indicators.of(&page.form.id);
    units.filter(|rows| is_shown(&rows[0].unit_id)).flatten().collect()
}

fn called(figure: &IndicatorFigure) -> String {
    format!("{} {}.{}", figure.unit_name, figure.section, figure.number.trim_end_matches('.'))
}

/// No rate stands in the words: beside cells a decimal sign would be another one than theirs.
fn written_otherwise(figure: &IndicatorFigure) -> String {
    let parts = figure.numerator.zip(figure.denominator);
    let again = parts.map_or_else(
        || "không có gì để chia".to_owned(),
        |(part, all)| format!("chia lại từ {}/{}", plain_number(part), plain_number(all)),
    );
    format!("{} ({again})", called(figure))
}

/// The first of some, and how many others there are.
fn named(all: &[String]) -> String {
    let rest = all.len().saturating_sub(NAMED);
    let others =
        if rest > 0 { format!("; và {} chỗ khác", words::size(rest)) } else { String::new() };
    format!("{}{others}", all[..all.len() - rest].join("; "))
}

/// What another form of the unit tells otherwise.
fn disagreements(facts: &Facts<'_>, figures: &[&IndicatorFigure]) -> Option<String> {
    let said = figures.iter().filter_map(|figure| {
        let other = figure.other.as_ref().filter(|other| other.concord == Concord::Differs)?;
        let (value, sum) =
            (group_thousands(crate::model::whole_count(figure.value?)), other.value?);
        let form = form_name(facts, &other.form);
        Some(format!("{} ghi {value}, {form} cộng được {}", called(figure), group_thousands(sum)))
    });
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| format!("Khác biểu khác của cùng đơn vị: {}.", named(&said)))
}

/// Whose indicators could not be held against the other form, and why: that says nothing of them.
fn not_compared(facts: &Facts<'_>, figures: &[&IndicatorFigure]) -> Option<String> {
    let mut units: BTreeSet<(&str, &str, &str)> = BTreeSet::new();
    for figure in figures {
        let Some(other) = &figure.other else { continue };
        let why = other.concord.why_not().filter(|_| other.concord != Concord::NoValue);
        units.extend(why.map(|why| (figure.unit_name.as_str(), other.form.as_str(), why)));
    }
    let said = units
        .into_iter()
        .map(|(unit, form, why)| format!("{unit} ({} {why})", form_name(facts, form)));
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| format!("Chưa đối chiếu được với biểu khác: {}.", named(&said)))
}

fn form_name<'a>(facts: &Facts<'a>, id: &'a str) -> &'a str {
    facts.pipeline.form(id).map_or(id, |form| form.name.as_str())
}

/// Units of the tier that sent no such form, and those that sent one of which nothing can be used.
fn absent(facts: &Facts<'_>, page: &IndicatorPage<'_, '_>) -> Option<String> {
    let register = &facts.pipeline.register;
    let units = register.iter().filter(|(_, unit)| unit.level == page.level);
    let silent: Vec<UnitIx> =
        units.map(|(ix, _)| ix).filter(|unit| !page.all.units.contains(unit)).collect();
    let came = |unit: &&UnitIx| {
        let id = &register.get(**unit).id;
        let rows = facts.inputs.submissions.rows.iter();
        let mut of_unit = rows.filter(|row| row.unit_id.as_ref() == Some(id));
        of_unit.any(|row| {
            row.form.as_ref() == Some(&page.form.id)
                && row.file.is_some()
                && row.status != Status::Superseded
        })
    };
    let (unused, missing): (Vec<&UnitIx>, Vec<&UnitIx>) = silent.iter().partition(came);
    let list = |units: &[&UnitIx]| {
        let names = units.iter().map(|unit| register.get(**unit).name.as_str());
        names.collect::<Vec<_>>().join(", ")
    };
    let mut said = Vec::new();
    if !missing.is_empty() {
        said.push(format!("Chưa gửi {}: {}.", page.form.name, list(&missing)));
    }
    if !unused.is_empty() {
        said.push(format!("Đã gửi, không dùng được: {}.", list(&unused)));
    }
    (!said.is_empty()).then(|| said.join(" "))
}
