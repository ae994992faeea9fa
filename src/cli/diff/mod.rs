//! What changed between two runs: as text here, why places moved in `places`, as data in `json`.

mod json;
mod places;
mod words;

use std::fmt::Write as _;

use crate::compare::{FindingChange, Number, RateChange, ValueChange};
use crate::model::{Finding, Lang, Stage};
use crate::pipeline::Pipeline;
use crate::run::{Difference, RunSide, StageChange};
use crate::store::Verified;

use super::manner::Manner;
use super::paint::Paint;

pub(super) use json::json;
use words::Words;

/// Lines of a part that are shown; the rest is counted, and is in the JSON.
const MOST_LINES: usize = 20;
/// Lines of a part that are shown to who asked for more.
const MOST_LINES_VERBOSE: usize = 500;

/// A text of parts, each with a title and lines.
struct Page<'p> {
    text: String,
    words: Words<'p>,
    paint: Paint,
    most: usize,
}

/// The whole, the most important of each part first.
pub(super) fn text(difference: &Difference, pipeline: &Pipeline, manner: Manner) -> String {
    let words = Words { lang: manner.lang, pipeline };
    let most = if manner.verbose > 0 { MOST_LINES_VERBOSE } else { MOST_LINES };
    let mut page = Page { text: String::new(), words, paint: manner.paint_data(), most };
    page.head(difference);
    page.inputs(difference);
    page.stages(&difference.stages);
    let (values, findings) = (&difference.values, &difference.findings);
    page.some(values.as_deref(), ("số liệu", "values"), Page::values);
    page.some(findings.as_deref(), ("phát hiện", "findings"), Page::findings);
    let shown = |rate: &&RateChange| manner.verbose > 0 || words.is_headline(rate);
    let rates: Option<Vec<&RateChange>> =
        difference.rates.as_ref().map(|rates| rates.iter().filter(shown).collect());
    page.some(rates.as_deref(), ("tỷ lệ", "rates"), Page::rates);
    page.some(difference.places.as_deref(), ("thứ hạng", "places"), Page::places);
    if difference.is_different() == Some(false) {
        page.line(words.pick("hai lượt không khác gì nhau", "the two runs do not differ"));
    }
    page.text
}

/// What should not be relied on in either run, a line each.
pub(super) fn warnings(difference: &Difference, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for RunSide { record, spoiled, stale } in [&difference.old, &difference.new] {
        lines.extend(doubts(&record.run, spoiled, stale, lang));
    }
    lines
}

/// What should not be relied on in a run: files that are not what was written, stages that are out of date.
pub(super) fn doubts(
    run: &str,
    spoiled: &[(String, Verified)],
    stale: &[Stage],
    lang: Lang,
) -> Vec<String> {
    let of_file = |(file, verified): &(String, Verified)| {
        let what = match verified {
            Verified::Missing => lang.pick("không còn", "is gone"),
            _ => lang.pick("đã bị sửa sau khi chạy", "was changed after the run"),
        };
        format!("{run}: `{file}` {what}")
    };
    let mut lines: Vec<String> = spoiled.iter().map(of_file).collect();
    if !stale.is_empty() {
        let stages: Vec<&str> = stale.iter().map(|stage| stage.word()).collect();
        let what = lang.pick(
            "được tính từ số liệu cũ hơn các bước trước",
            "was made of older data than the stages before",
        );
        lines.push(format!("{run}: {} {what}", stages.join(", ")));
    }
    lines
}

impl Page<'_> {
    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn head(&mut self, difference: &Difference) {
        let Difference { old, new, .. } = difference;
        let period = |side: &RunSide| side.record.period.clone();
        let title = &self.words.pipeline.title;
        let periods = if period(old) == period(new) {
            period(new)
        } else {
            format!("{} → {}", period(old), period(new))
        };
        let title = self.paint.strong(&format!("{title} – {periods}"));
        let head = format!("{title}\n{} → {}", old.record.run, new.record.run);
        self.line(&head);
    }

    /// Lines under a title, as many as are shown.
    fn part(&mut self, title: &str, lines: impl ExactSizeIterator<Item = String>) {
        let more = lines.len().saturating_sub(self.most);
        let _ = write!(self.text, "\n{}\n", self.paint.strong(title));
        for line in lines.take(self.most) {
            self.line(&format!("  {line}"));
        }
        if more > 0 {
            let line = self.words.more(more);
            self.line(&format!("  {line}"));
        }
    }

    /// A part that is there in both runs and differs.
    fn some<T>(
        &mut self,
        items: Option<&[T]>,
        name: (&str, &str),
        show: impl FnOnce(&mut Self, &[T]),
    ) {
        match items {
            Some([]) => {}
            Some(items) => show(self, items),
            None => {
                let what = self.words.pick(
                    "không so được vì một lượt không có",
                    "not compared, for one run has none",
                );
                let name = self.words.pick(name.0, name.1);
                let line = format!("\n{name}: {what}");
                self.line(&line);
            }
        }
    }

    fn inputs(&mut self, difference: &Difference) {
        let inputs = &difference.inputs;
        if inputs.is_nothing() {
            return;
        }
        let (new, changed, gone) = (inputs.new.len(), inputs.changed.len(), inputs.gone.len());
        let same = inputs.same;
        let title = self.words.say(
            format!("Tệp: {new} mới, {changed} thay đổi, {gone} không còn; {same} như cũ"),
            format!("Files: {new} new, {changed} changed, {gone} gone; {same} as before"),
        );
        let marks = [("+", &inputs.new), ("~", &inputs.changed), ("-", &inputs.gone)];
        let lines = marks.iter().flat_map(|(mark, files)| {
            files.iter().map(move |file| format!("{mark} {}", crate::text::normal(file)))
        });
        self.part(&title, lines.collect::<Vec<_>>().into_iter());
    }

    fn stages(&mut self, stages: &[StageChange]) {
        if stages.is_empty() {
            return;
        }
        let words = self.words;
        let lines = stages.iter().map(|change| {
            let declared = words.pick("khai báo khác", "declared in another way");
            let program = words.pick("chương trình khác", "made by another program");
            let what = [(change.declaration == Some(true), declared), (change.program, program)];
            let what: Vec<&str> = what.into_iter().filter(|w| w.0).map(|w| w.1).collect();
            format!("{}: {}", change.stage.word(), what.join(", "))
        });
        self.part(words.pick("Khai báo và cách tính", "Declaration and computation"), lines);
    }

    fn values(&mut self, changes: &[ValueChange]) {
        let words = self.words;
        let title = words.say(
            format!("Số liệu: {} số khác", changes.len()),
            format!("Values: {} differ", changes.len()),
        );
        let line = |change: &ValueChange| {
            let what = words.key(&change.key);
            let side = |number: &Option<Number>| {
                number.as_ref().map_or("–".to_owned(), |number| words.number(number.value))
            };
            let (old, new) = (side(&change.old), side(&change.new));
            let by = words.signed_real(change.by());
            let places = [&change.old, &change.new].map(|n| n.as_ref().map(|n| &n.place));
            let places = words::places(places[0], places[1]);
            format!("{what}: {old} → {new} ({by})  {places}")
        };
        self.part(&title, changes.iter().map(line));
    }

    fn findings(&mut self, changes: &[FindingChange]) {
        let words = self.words;
        let count = |old: bool, new: bool| {
            let is = |c: &&FindingChange| c.old.is_some() == old && c.new.is_some() == new;
            changes.iter().filter(is).count()
        };
        let (new, gone, other) = (count(false, true), count(true, false), count(true, true));
        let title = words.say(
            format!("Phát hiện: {new} mới, {gone} đã hết, {other} đổi mức"),
            format!("Findings: {new} new, {gone} resolved, {other} judged anew"),
        );
        let said = |finding: &Finding| {
            let place = finding.place.to_string();
            let place = if place.is_empty() { place } else { format!("{place}: ") };
            format!("{} {place}{}", finding.code, finding.message)
        };
        let judged = |f: &Finding| format!("{}, {}", f.severity.word(), f.action.word());
        let line = |change: &FindingChange| match (&change.old, &change.new) {
            (Some(old), Some(new)) => {
                format!("~ {} ({} → {})", said(new), judged(old), judged(new))
            }
            (None, Some(new)) => format!("+ {} ({})", said(new), judged(new)),
            (Some(old), None) => format!("- {} ({})", said(old), judged(old)),
            (None, None) => String::new(),
        };
        self.part(&title, changes.iter().map(line));
    }

    fn rates(&mut self, changes: &[&RateChange]) {
        let words = self.words;
        let title = words.say(
            format!("Tỷ lệ: {} chỉ số của đơn vị khác", changes.len()),
            format!("Rates: {} of units differ", changes.len()),
        );
        let line = |change: &&RateChange| {
            let field = change.field.as_ref().map_or(String::new(), |field| format!(" · {field}"));
            let (old, new) = (words.rate(change.old), words.rate(change.new));
            let (unit, metric) = (words.unit(&change.unit_id), words.metric(&change.metric));
            let scope = words.scope(&change.scope);
            format!("{unit} · {metric}, {scope}{field}: {old} → {new}")
        };
        self.part(&title, changes.iter().map(line));
    }
}
