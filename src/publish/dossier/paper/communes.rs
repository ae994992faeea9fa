//! The communes that were drawn, each in a few lines.

use crate::publish::document::DocumentPart;
use crate::publish::dossier::communes::{CommuneInShort, DrawnCommunes};
use crate::publish::dossier::compose::Dossier;
use crate::publish::workbook::facts::Facts;
use crate::publish::workbook::words::size;

/// Lines of each kind that are told of a commune.
const MOST_LINES: usize = 4;

pub(super) fn parts(facts: &Facts<'_>, dossier: &Dossier<'_>) -> Vec<DocumentPart> {
    match &dossier.communes {
        DrawnCommunes::NotAsked => Vec::new(),
        DrawnCommunes::NotDrawn => {
            let count = size(usize::from(dossier.target.communes));
            let told = format!("Chưa bốc thăm; Kế hoạch chọn ngẫu nhiên {count} đơn vị cấp xã.");
            vec![DocumentPart::text(told)]
        }
        DrawnCommunes::Unread => {
            vec![DocumentPart::text("Không đọc được biên bản bốc thăm (boc-tham.json).")]
        }
        DrawnCommunes::Drawn(communes) => {
            communes.iter().flat_map(|commune| one(facts, commune)).collect()
        }
    }
}

fn one(facts: &Facts<'_>, commune: &CommuneInShort<'_>) -> Vec<DocumentPart> {
    let name = &facts.pipeline.register.get(commune.unit).name;
    let mut parts = vec![DocumentPart::Subheading(name.clone())];
    let period = facts.pipeline.period;
    let stands = commune.stands.iter().filter(|then| then.period == period);
    parts.extend(stands.map(|then| DocumentPart::item(then.sentence())));
    let late = commune.late.iter().take(MOST_LINES);
    parts.extend(late.map(|row| DocumentPart::item(format!("{}.", row.sentence(facts)))));
    if commune.late.is_empty() {
        parts.push(DocumentPart::item("Không có hồ sơ quá hạn trong số liệu đã nhận."));
    }
    parts.push(DocumentPart::item(format!(
        "Phát hiện về số liệu: {}.",
        size(commune.findings.len())
    )));
    let asked = commune.questions.iter().take(MOST_LINES);
    parts.extend(asked.map(|question| DocumentPart::item(&question.text)));
    parts
}
