//! What was reported by the outline, section by section: indicators with what was found at them, what was left blank, and
//! what is asked of everybody.

use crate::publish::document::{DocumentPart, DocumentRow, DocumentSide};
use crate::publish::dossier::answers::{IndicatorAnswer, SectionAnswer};
use crate::publish::dossier::compose::Dossier;
use crate::publish::workbook::facts::Facts;
use crate::publish::workbook::words::size;

use super::led;
use super::table::{head, listing, share};

/// Indicators left blank that are named; of more it is told how many.
const MOST_BLANKS: usize = 6;

pub(super) fn parts(facts: &Facts<'_>, dossier: &Dossier<'_>) -> Vec<DocumentPart> {
    dossier.answers.iter().flat_map(|answer| section(facts, answer)).collect()
}

fn section(facts: &Facts<'_>, answer: &SectionAnswer<'_>) -> Vec<DocumentPart> {
    let title = format!("{}. {}", answer.section.number, answer.section.title);
    let mut said: Vec<String> =
        answer.forms.iter().map(|owed| format!("{}: {}", owed.form.name, owed.said())).collect();
    let (there, blank): (Vec<_>, Vec<_>) =
        answer.indicators.iter().partition(|one| one.figure.is_some());
    said.extend(blanks(answer, &blank));
    if said.is_empty() && answer.indicators.is_empty() {
        said.push("không có biểu hay chỉ tiêu nào trả lời, xem báo cáo bằng văn bản".to_owned());
    }
    let said = if said.is_empty() { String::new() } else { format!(" – {}.", said.join(". ")) };
    let mut parts = vec![led(&title, &said)];
    let rows = there.iter().map(|one| row(facts, one)).collect();
    let heads = vec![
        share("Chỉ tiêu", 3),
        head("Số báo cáo", DocumentSide::Right),
        share("Tính lại, đối chiếu", 2),
    ];
    parts.extend(listing(heads, rows));
    parts.extend(answer.section.questions.iter().map(DocumentPart::item));
    parts
}

/// What was left blank; where nothing at all was reported one word says so.
fn blanks(answer: &SectionAnswer<'_>, blank: &[&IndicatorAnswer<'_>]) -> Option<String> {
    let first = blank.first()?;
    if blank.len() == answer.indicators.len() {
        return Some(format!(
            "{} chỉ tiêu của {} chưa có số liệu",
            size(blank.len()),
            first.form.name
        ));
    }
    let named = blank.iter().take(MOST_BLANKS).map(|one| one.form.named(one.indicator));
    let more = blank.len().saturating_sub(MOST_BLANKS);
    let more = (more > 0).then(|| format!("và {} chỉ tiêu khác", size(more)));
    let named: Vec<String> = named.chain(more).collect();
    Some(format!("Để trống: {}", named.join("; ")))
}

fn row(facts: &Facts<'_>, one: &IndicatorAnswer<'_>) -> DocumentRow {
    let computed = one.computed().map(|computed| format!("tính lại: {computed}"));
    let found = Some(one.said()).filter(|said| !said.is_empty());
    let checked: Vec<String> = computed.into_iter().chain(found).collect();
    DocumentRow::plain([
        one.form.named(one.indicator),
        one.shown(facts.pipeline),
        checked.join("; "),
    ])
}
