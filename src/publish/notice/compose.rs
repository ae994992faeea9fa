//! The notice, from the top: results, one ranking as a table, how reporting went, who is asked to do what.

use crate::model::{Lang, Severity, Status};
use crate::pipeline::{MetricIx, Notice, Ranking, SheetKind};

use super::asked::{requests, returned_to};
use super::listing::{NONE, fill, listing};
use super::pages::left;
use super::results::{LeagueResult, figures};
use crate::publish::document::{Document, DocumentPart, DocumentSignature};
use crate::publish::workbook::facts::Facts;
use crate::publish::workbook::submissions_sheet::{SubmissionCounts, count_line};
use crate::publish::workbook::words;
use crate::publish::workbook::words::size;
use crate::text::lower_first;

/// So many units are named as not being in the figures of all; the sheet of submissions has the others.
const MOST_NAMED: usize = 6;

/// Puts the notice together.
pub(in crate::publish) fn compose(facts: &Facts<'_>, notice: &Notice) -> Document {
    let pipeline = facts.pipeline;
    let told = notice.rankings.iter().filter_map(|place| pipeline.rankings.get(*place));
    let results: Vec<LeagueResult> = told.map(|ranking| LeagueResult::of(facts, ranking)).collect();
    let period = lower_first(&pipeline.period.title());
    let mut plan = Document {
        superiors: pipeline.agency.iter().rev().skip(1).rev().cloned().collect(),
        issuer: pipeline.agency.last().cloned().unwrap_or_default(),
        number: match notice.number.as_str() {
            "" => String::new(),
            sign => format!("Số:            /{sign}"),
        },
        date: date(&pipeline.place),
        title: "THÔNG BÁO".to_owned(),
        subject: format!("{}, {}", notice.title, pipeline.period.title()),
        parts: vec![DocumentPart::text(opening(facts, notice, &period))],
        recipients: notice.recipients.clone(),
        signatures: signature(&pipeline.signatory),
        foot: format!("{}; mã số liệu {}", pipeline.period.title(), facts.inputs.code),
        created: pipeline.period.month_after(),
    };
    let mut number = 0;
    let mut heading = |title: &str| {
        number += 1;
        DocumentPart::Heading(format!("{number}. {title}"))
    };
    let mut texts = |plan: &mut Document, title: &str, texts: Vec<String>| {
        if !texts.is_empty() {
            plan.parts.push(heading(title));
            plan.parts.extend(texts.into_iter().map(DocumentPart::text));
        }
    };
    let general = headline(facts, &results);
    let each = results.iter().map(LeagueResult::sentences);
    texts(&mut plan, "Kết quả chung", general.into_iter().chain(each).collect());
    let mut open = None;
    if let Some(first) = results.first().filter(|first| !first.ranked.is_empty()) {
        texts(&mut plan, &first.ranking.title, below(facts, first, &results));
        let at = plan.parts.iter().rposition(|part| matches!(part, DocumentPart::Heading(_)));
        let (listing, rows) = listing(first);
        let at = at.map_or(plan.parts.len(), |heading| heading + 1);
        plan.parts.insert(at, DocumentPart::Table(listing));
        open = Some((at, rows, first.ranked.len()));
    }
    texts(&mut plan, "Việc gửi báo cáo và chất lượng số liệu", reporting(facts));
    texts(&mut plan, "Đề nghị", requests(facts, notice, results.first()));
    let room = left(&plan);
    if let Some((at, rows, all)) = open
        && let Some(DocumentPart::Table(table)) = plan.parts.get_mut(at)
    {
        fill(table, rows, all, room);
    }
    plan
}

/// Who signs; nobody where nobody is declared.
fn signature(signatory: &str) -> Vec<DocumentSignature> {
    let declared = (!signatory.is_empty()).then(|| signatory.to_owned());
    declared.map(|who| DocumentSignature { who, hint: "(Ký, đóng dấu)" }).into_iter().collect()
}

fn date(place: &str) -> String {
    let open = "ngày ….. tháng ….. năm ……….";
    if place.is_empty() { words::upper_first(open) } else { format!("{place}, {open}") }
}

/// Who tells what. The agency is written as in the register, for in the head it is all capitals.
fn opening(facts: &Facts<'_>, notice: &Notice, period: &str) -> String {
    let pipeline = facts.pipeline;
    let issuer = pipeline.agency.last().map(|line| line.to_uppercase());
    let mut units = pipeline.register.iter().map(|(_, unit)| unit.name.as_str());
    let unit = units.find(|name| Some(name.to_uppercase()) == issuer);
    let title = lower_first(&notice.title);
    match unit {
        Some(name) => format!("{name} thông báo {title} {period} như sau:"),
        None => format!("{} {period} như sau:", words::upper_first(&title)),
    }
}

/// The metrics that the rankings go by, of all units.
fn headline(facts: &Facts<'_>, results: &[LeagueResult<'_, '_>]) -> Vec<String> {
    let pipeline = facts.pipeline;
    let asked = |metric: MetricIx| {
        let mut shares = results.iter().flat_map(|result| &result.ranking.shares);
        shares.any(|share| share.metric == metric)
    };
    let headline = facts.headline();
    let rates = headline.rates.iter().filter(|rate| asked(rate.metric));
    let said = rates.map(|rate| {
        let metric = pipeline.metric(rate.metric);
        let lacks = if rate.lacks { "; số liệu chưa đủ" } else { "" };
        let title = lower_first(&metric.title);
        let figures = figures(rate.rate, facts.scale(metric));
        let count = rate.coverage.count(Lang::Vi);
        format!("- Toàn bộ: {title} {figures}, {count}{lacks}.")
    });
    said.collect()
}

/// What stands below the table: why some have no place, how the value is computed, where all the lists are.
fn below(
    facts: &Facts<'_>,
    first: &LeagueResult<'_, '_>,
    results: &[LeagueResult<'_, '_>],
) -> Vec<String> {
    let pipeline = facts.pipeline;
    let mut said: Vec<String> = Vec::new();
    let mut others = first.others.clone();
    others.sort_by_key(|standing| standing.status);
    for same in others.chunk_by(|a, b| a.status == b.status) {
        let names = same.iter().take(MOST_NAMED).map(|standing| first.name(standing));
        let names = names.collect::<Vec<_>>().join(", ");
        let more = match same.len().saturating_sub(MOST_NAMED) {
            0 => String::new(),
            more => format!(" và {} đơn vị khác", size(more)),
        };
        said.push(format!("{} ({names}{more}).", same[0].status.title()));
    }
    let shares = first.ranking.shares.iter();
    said.extend(shares.map(|share| {
        let ranking = first.ranking;
        let definition = words::definition(pipeline.metric(share.metric));
        format!("{definition}; {}.", ranking.scope.title())
    }));
    let known = |standing: &&&crate::table::Standing| standing.previous_place.is_some();
    let before = first.ranked.iter().filter(known).count();
    if (1..first.ranked.len()).contains(&before) {
        said.push(format!("“{NONE}”: kỳ trước không có hạng."));
    }
    said.extend(lists(facts, results));
    said
}

/// Where the whole lists are.
fn lists(facts: &Facts<'_>, results: &[LeagueResult<'_, '_>]) -> Option<String> {
    let place = |ranking: &Ranking| {
        facts.pipeline.rankings.iter().position(|declared| declared.id == ranking.id)
    };
    let workbook = facts.pipeline.workbooks.iter().find(|workbook| {
        let holds = |ranking| {
            place(ranking).is_some_and(|at| workbook.sheets.contains(&SheetKind::Ranking(at)))
        };
        results.iter().all(|result| holds(result.ranking))
    })?;
    let sheets = results.iter().map(|result| format!("“{}”", result.ranking.sheet));
    let sheets = sheets.collect::<Vec<_>>().join(", ");
    Some(format!("Danh sách đầy đủ kèm theo: tệp {}, trang {sheets}.", workbook.file))
}

/// How reporting went, and what was found in what came.
fn reporting(facts: &Facts<'_>) -> Vec<String> {
    let mut said = vec![count_line(&SubmissionCounts::of(facts))];
    let late = facts.inputs.submissions.rows.iter().filter(|row| row.status == Status::Late);
    let late = late.count();
    if late > 0 {
        said[0] = format!("{} Gửi sau hạn: {} biểu.", said[0], size(late));
    }
    let coverage = facts.headline().coverage;
    let lacks = coverage.lacks(facts.pipeline, Lang::Vi, MOST_NAMED);
    said.extend(lacks.iter().map(|lack| format!("{}.", words::upper_first(lack))));
    let count = |severity| {
        let found = facts.inputs.findings.iter().filter(|finding| finding.severity == severity);
        found.count()
    };
    let counts = Severity::ALL.into_iter().rev().map(|severity| (severity, count(severity)));
    let counts: Vec<(Severity, usize)> = counts.filter(|(_, count)| *count > 0).collect();
    if counts.is_empty() {
        return said;
    }
    let all = size(counts.iter().map(|(_, count)| count).sum());
    let each = counts
        .iter()
        .map(|(severity, count)| format!("{}: {}", lower_first(severity.title()), size(*count)));
    let each = each.collect::<Vec<_>>().join("; ");
    let returned = match returned_to(facts) {
        0 => String::new(),
        units => format!(" Đã lập tệp phản hồi cho {} đơn vị.", size(units)),
    };
    said.push(format!("Có {all} phát hiện về số liệu ({each}).{returned}"));
    said
}
