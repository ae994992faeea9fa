//! What is to be asked at the visit, each only where the data says it: forms that did not come, late files without a
//! reason, falls that chance does not explain, figures that contradict each other.

use std::collections::BTreeMap;

use crate::model::{Code, Finding, Severity, UnitIx};
use crate::publish::workbook::facts::Facts;
use crate::text::{group_thousands, upper_first};

use super::forms::OwedForm;
use super::overdue::LateField;
use super::stands::StandingThen;
use super::words::{place_of, places_of};

/// Something to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Question {
    pub(super) text: String,
    /// The cells or the file that it is about; empty where there are none.
    pub(super) source: String,
}

/// What questions are drawn from.
pub(super) struct QuestionGround<'q, 'a> {
    pub(super) unit: UnitIx,
    pub(super) owed: &'q [OwedForm<'a>],
    pub(super) stands: &'q [StandingThen<'a>],
    pub(super) late: &'q [LateField<'a>],
    pub(super) findings: &'q [&'a Finding],
}

/// Findings of a kind that are told one by one; of more a question tells so many.
const TOLD_FINDINGS: usize = 2;

/// The questions, those about what did not come first.
pub(super) fn questions(facts: &Facts<'_>, asked: &QuestionGround<'_, '_>) -> Vec<Question> {
    let forms = asked.owed.iter().filter_map(of_form);
    let mut questions: Vec<Question> = forms.collect();
    questions.extend(of_late(facts, asked));
    let period = facts.pipeline.period;
    let falls = asked.stands.iter().filter(|then| then.period == period);
    questions.extend(falls.filter_map(of_fall));
    questions.extend(of_findings(facts, asked.findings));
    questions
}

fn of_form(owed: &OwedForm<'_>) -> Option<Question> {
    let name = &owed.form.name;
    let (said, file) = (owed.said(), owed.file().unwrap_or_default().to_owned());
    let text = match owed.row {
        None => format!("{name} chưa gửi: lý do, khi nào gửi?"),
        Some(_) if !owed.is_there() => format!("{name}: {said}. Khi nào gửi lại?"),
        Some(_) if owed.is_late() => format!("{name}: {said}. Lý do gửi trễ?"),
        Some(_) => return None,
    };
    Some(Question { text, source: file })
}

/// `Đất đai: 112 hồ sơ quá hạn, lý do chưa nêu`, over the unit and those under it; most first.
fn of_late(facts: &Facts<'_>, asked: &QuestionGround<'_, '_>) -> Vec<Question> {
    // What has no place for a reason cannot lack one.
    let noted = facts.pipeline.forms.iter().filter(|form| form.has_notes());
    let noted: Vec<_> = noted.flat_map(|form| &form.reasons.measures).collect();
    let mut fields: BTreeMap<Option<&str>, Vec<&LateField<'_>>> = BTreeMap::new();
    for row in asked.late.iter().filter(|row| row.counts.keys().any(|of| noted.contains(&of))) {
        fields.entry(row.field).or_default().push(row);
    }
    let mut told: Vec<(i64, Question)> = Vec::new();
    for (field, rows) in fields {
        let all: i64 = rows.iter().map(|row| row.all()).sum();
        let unexplained: i64 = rows.iter().map(|row| row.unexplained).sum();
        if unexplained == 0 {
            continue;
        }
        let below = rows.iter().filter(|row| row.unit != asked.unit);
        let below: i64 = below.map(|row| row.unexplained).sum();
        let scale = rows[0].counts.keys().next().map(|of| &facts.pipeline.measure(*of).scale);
        let scale = scale.map_or("", String::as_str);
        let what = match unexplained {
            some if some == all => "lý do chưa nêu".to_owned(),
            some => format!("trong đó {} chưa nêu lý do", group_thousands(some)),
        };
        let below = match below {
            0 => String::new(),
            below if below == unexplained => " (của các đơn vị trực thuộc)".to_owned(),
            below => format!(" (của các đơn vị trực thuộc: {})", group_thousands(below)),
        };
        let field = field.unwrap_or("Không ghi lĩnh vực");
        let text = format!("{field}: {} {scale} quá hạn, {what}{below}.", group_thousands(all));
        let lacking = rows.iter().filter(|row| row.unexplained > 0).map(|row| row.source());
        let source = lacking.collect::<Vec<_>>().join("; ");
        told.push((all, Question { text, source }));
    }
    told.sort_by_key(|(all, _)| std::cmp::Reverse(*all));
    told.into_iter().map(|(_, question)| question).collect()
}

fn of_fall(then: &StandingThen<'_>) -> Option<Question> {
    let standing = then.standing;
    let (now, before) = (standing.place?, standing.previous_place?);
    let (low, high) = (standing.previous_low?, standing.previous_high?);
    then.fell_beyond_chance().then(|| Question {
        text: format!(
            "Xếp hạng “{}”: từ hạng {before} xuống hạng {now}, ngoài khoảng {low}–{high} mà số liệu kỳ trước cho phép. \
             Nguyên nhân?",
            then.ranking.sheet
        ),
        source: String::new(),
    })
}

/// Whether a finding is asked about in another question already.
const fn is_told(code: Code) -> bool {
    matches!(code, Code::OverdueUnexplained | Code::SubmissionMissing | Code::SubmissionLate)
}

/// What was found, but for notes: the gravest kinds first, a kind that was found often in one question.
fn of_findings(facts: &Facts<'_>, findings: &[&Finding]) -> Vec<Question> {
    let mut kinds: BTreeMap<Code, Vec<&Finding>> = BTreeMap::new();
    let doubtful = findings.iter().filter(|one| one.severity >= Severity::Warning);
    for finding in doubtful.filter(|one| !is_told(one.code)) {
        kinds.entry(finding.code).or_default().push(finding);
    }
    let mut kinds: Vec<(Code, Vec<&Finding>)> = kinds.into_iter().collect();
    let worst = |found: &[&Finding]| found.iter().map(|one| one.severity).max();
    kinds.sort_by_key(|(code, found)| (std::cmp::Reverse(worst(found)), *code));
    let of_kind = |(code, found): (Code, Vec<&Finding>)| {
        if found.len() <= TOLD_FINDINGS {
            return found.into_iter().map(one).collect::<Vec<_>>();
        }
        let title = facts.inputs.catalogue.get(code).title;
        let some = found.iter().take(TOLD_FINDINGS).map(|one| one.message.as_str());
        let some = some.collect::<Vec<_>>().join("; ");
        let (all, rest) = (found.len(), found.len() - TOLD_FINDINGS);
        let text = format!("{title}, {all} chỗ: {some}; và {rest} chỗ khác.");
        vec![Question { text, source: places_of(&found) }]
    };
    kinds.into_iter().flat_map(of_kind).collect()
}

fn one(finding: &Finding) -> Question {
    Question { text: format!("{}.", upper_first(&finding.message)), source: place_of(finding) }
}
