//! What changed between two runs, as text: its files, stages, values, findings and rates. Why places moved is said in
//! `places`.

use crate::cli::print::manner::Manner;
use crate::compare::{FindingChange, PlacedNumber, RateChange, ValueChange};
use crate::model::Finding;
use crate::pipeline::{KeyChange, Pipeline};
use crate::run::{Difference, RunSide, StageChange};

use super::page::{DiffPage, MOST_LINES, MOST_LINES_VERBOSE};
use super::words::DiffWords;

/// The whole, the most important of each part first.
pub(super) fn text(difference: &Difference, pipeline: &Pipeline, manner: Manner) -> String {
    let words = DiffWords { lang: manner.lang, pipeline };
    let most = if manner.verbose > 0 { MOST_LINES_VERBOSE } else { MOST_LINES };
    let mut page = DiffPage { text: String::new(), words, paint: manner.paint_data(), most };
    page.head(difference);
    if let Some(lineage) = &difference.lineage {
        page.units(lineage);
    }
    page.inputs(difference);
    page.stages(&difference.stages);
    page.keys(difference);
    let (values, findings) = (&difference.values, &difference.findings);
    page.some(values.as_deref(), ("số liệu", "values"), DiffPage::values);
    page.some(findings.as_deref(), ("phát hiện", "findings"), DiffPage::findings);
    let shown = |rate: &&RateChange| manner.verbose > 0 || words.is_headline(rate);
    let rates: Option<Vec<&RateChange>> =
        difference.rates.as_ref().map(|rates| rates.iter().filter(shown).collect());
    page.some(rates.as_deref(), ("tỷ lệ", "rates"), DiffPage::rates);
    page.some(difference.places.as_deref(), ("thứ hạng", "places"), |page, moved| {
        page.places(moved, difference.unexplained);
    });
    if difference.is_different() == Some(false) {
        page.line(words.pick("hai lượt không khác gì nhau", "the two runs do not differ"));
    }
    page.text
}

impl DiffPage<'_> {
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

    /// Which keys made the difference; that a run has no declaration is told where a stage went by another.
    fn keys(&mut self, difference: &Difference) {
        let words = self.words;
        let Some(changes) = &difference.keys else {
            if difference.stages.iter().any(|change| change.declaration == Some(true)) {
                self.line(words.pick(
                    "  không rõ khóa nào: một lượt không còn giữ khai báo của nó",
                    "  which keys is not known: a run no longer has its declaration",
                ));
            }
            return;
        };
        self.changed_keys(changes);
    }

    /// The keys of a declaration that differ.
    pub(in crate::cli) fn changed_keys(&mut self, changes: &[KeyChange]) {
        let words = self.words;
        if changes.is_empty() {
            return;
        }
        let title = words.say(
            format!("Khai báo: {} khóa khác", changes.len()),
            format!("Declaration: keys that differ: {}", changes.len()),
        );
        let none = words.pick("(không có)", "(none)");
        let side = |text: &Option<String>| text.as_deref().map_or(none.to_owned(), short);
        let line = |change: &KeyChange| match &change.key {
            Some(key) => {
                format!("{}: {key}: {} → {}", change.file, side(&change.old), side(&change.new))
            }
            None if change.old.is_none() => {
                format!("+ {} {}", change.file, words.pick("(tệp mới)", "(a new file)"))
            }
            None => {
                let gone = words.pick("(tệp không còn)", "(a file that is gone)");
                format!("- {} {gone}", change.file)
            }
        };
        self.part(&title, changes.iter().map(line));
    }

    fn values(&mut self, changes: &[ValueChange]) {
        let words = self.words;
        let title = words.say(
            format!("Số liệu: {} số khác", changes.len()),
            format!("Values: {} differ", changes.len()),
        );
        let line = |change: &ValueChange| {
            let what = words.key(&change.key);
            let side = |number: &Option<PlacedNumber>| {
                number.as_ref().map_or("–".to_owned(), |number| words.number(number.value))
            };
            let (old, new) = (side(&change.old), side(&change.new));
            let by = words.signed_real(change.by());
            let places = [&change.old, &change.new].map(|n| n.as_ref().map(|n| &n.place));
            let places = super::words::places(places[0], places[1]);
            format!("{what}: {old} → {new} ({by})  {places}")
        };
        self.part(&title, changes.iter().map(line));
    }

    pub(in crate::cli) fn findings(&mut self, changes: &[FindingChange]) {
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

    pub(in crate::cli) fn rates(&mut self, changes: &[&RateChange]) {
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

/// Most letters of a declared value that are shown; the JSON has all of it.
const VALUE_LETTERS: usize = 120;

fn short(text: &str) -> String {
    match text.char_indices().nth(VALUE_LETTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
