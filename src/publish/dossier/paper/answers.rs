//! What was reported by the outline, section by section: indicators with what they were held against, what was left blank,
//! and what is asked of everybody.

use crate::publish::document::{DocumentPart, DocumentRow, DocumentSide};
use crate::publish::dossier::answers::{IndicatorAnswer, SectionAnswer};
use crate::publish::dossier::compose::Dossier;
use crate::publish::workbook::words::size;

use super::table::{head, led, listing, share};

/// Indicators left blank that are named; of more it is told how many.
const MOST_BLANKS: usize = 6;

pub(super) fn parts(dossier: &Dossier<'_>) -> Vec<DocumentPart> {
    let absent = dossier.no_indicators().map(DocumentPart::text);
    absent.into_iter().chain(dossier.answers.iter().flat_map(section)).collect()
}

fn section(answer: &SectionAnswer<'_>) -> Vec<DocumentPart> {
    let title = format!("{}. {}", answer.section.number, answer.section.title);
    let mut said: Vec<String> =
        answer.forms.iter().map(|owed| format!("{}: {}", owed.form.name, owed.said())).collect();
    let (there, blank): (Vec<_>, Vec<_>) = answer.indicators.iter().partition(|one| one.is_there());
    said.extend(blanks(&blank));
    let said = if said.is_empty() { String::new() } else { format!(" – {}.", said.join(". ")) };
    let mut parts = vec![led(&title, &said)];
    let heads = vec![
        share("Chỉ tiêu", 3),
        head("Số báo cáo", DocumentSide::Right),
        share("Tính lại, đối chiếu", 2),
    ];
    let rows = there.iter().map(|one| {
        let cells = [one.named(), one.shown(), one.said()];
        if one.differs { DocumentRow::sum(cells) } else { DocumentRow::plain(cells) }
    });
    parts.extend(listing(heads, rows.collect()));
    parts.extend(answer.section.questions.iter().map(DocumentPart::item));
    parts
}

/// What was left blank.
fn blanks(blank: &[&IndicatorAnswer<'_>]) -> Option<String> {
    let named = blank.iter().take(MOST_BLANKS).map(|one| one.named());
    let more = blank.len().saturating_sub(MOST_BLANKS);
    let more = (more > 0).then(|| format!("và {} chỉ tiêu khác", size(more)));
    let named: Vec<String> = named.chain(more).collect();
    (!named.is_empty()).then(|| format!("Để trống: {}", named.join("; ")))
}
