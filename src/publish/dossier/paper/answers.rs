//! What was reported by the outline, as one table: for each section the indicators that were held against something, the
//! others one behind another, what was left blank, and what is asked of everybody.

use crate::publish::document::{DocumentPart, DocumentRow, DocumentSide, RunLook};
use crate::publish::dossier::answers::{IndicatorAnswer, SectionAnswer};
use crate::publish::dossier::compose::Dossier;
use crate::publish::workbook::words::size;

use super::table::{head, listing, share};

/// Indicators left blank that are named; of more it is told how many.
const MOST_BLANKS: usize = 6;

pub(super) fn parts(dossier: &Dossier<'_>) -> Vec<DocumentPart> {
    let heads = vec![
        share("Nội dung, chỉ tiêu", 3),
        head("Số báo cáo", DocumentSide::Right),
        share("Tính lại, đối chiếu", 2),
    ];
    let absent = dossier.no_indicators().map(DocumentPart::text);
    let rows = dossier.answers.iter().flat_map(section).collect();
    absent.into_iter().chain(listing(heads, rows)).collect()
}

fn section(answer: &SectionAnswer<'_>) -> Vec<DocumentRow> {
    let mut rows =
        vec![DocumentRow::group(format!("{}. {}", answer.section.number, answer.section.title))];
    let forms = answer.forms.iter().map(|owed| format!("{}: {}", owed.form.name, owed.said()));
    let mut plain: Vec<String> = forms.collect();
    let mut checked = Vec::new();
    let mut blank = Vec::new();
    for one in answer.indicators.iter().filter(|one| !one.is_told_elsewhere) {
        if !one.is_there() {
            blank.push(one);
        } else if one.compared.is_empty() {
            plain.push(format!("{}: {}", one.named(), one.shown()));
        } else {
            checked.push(one);
        }
    }
    rows.extend(checked.iter().map(|one| {
        let cells = [one.named(), one.shown(), one.said()];
        if one.differs { DocumentRow::sum(cells) } else { DocumentRow::plain(cells) }
    }));
    plain.extend(blanks(&blank));
    if !plain.is_empty() {
        rows.push(DocumentRow::span(RunLook::Plain, format!("{}.", plain.join("; "))));
    }
    let asked = answer.section.questions.iter();
    rows.extend(asked.map(|question| DocumentRow::span(RunLook::Italic, format!("- {question}"))));
    rows
}

/// What was left blank.
fn blanks(blank: &[&IndicatorAnswer<'_>]) -> Option<String> {
    let named = blank.iter().take(MOST_BLANKS).map(|one| one.named());
    let more = blank.len().saturating_sub(MOST_BLANKS);
    let more = (more > 0).then(|| format!("và {} chỉ tiêu khác", size(more)));
    let named: Vec<String> = named.chain(more).collect();
    (!named.is_empty()).then(|| format!("để trống: {}", named.join("; ")))
}
