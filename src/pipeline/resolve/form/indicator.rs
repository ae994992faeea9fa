//! Forms of indicators: their sections and lines, each value a measure of its own.

use strum::VariantArray as _;

use super::path::WITH_WORDS;
use crate::model::{MeasureIx, Sentence};
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{as_written, both};
use crate::pipeline::form::{
    Agreement, Answer, Form, Indicator, IndicatorKind, IndicatorValue, Items, KindWord, Ratio,
    Section, Whose, written_out,
};
use crate::pipeline::measure::Measure;
use crate::pipeline::resolve::choices::{choice, quoted};
use crate::pipeline::resolve::formula::{formula, short};
use crate::pipeline::resolve::names::{self, ITS_OWN_ID, Names, Once};
use crate::pipeline::resolve::reach::level;
use crate::pipeline::written::form::{
    AgreementDeclaration, FormDeclaration, IndicatorDeclaration, SectionDeclaration,
};
use crate::pipeline::written::value::{Declared, List, NOTHING};
use crate::text;

/// Whether the lines of a form are indicators.
pub(super) fn of_indicators(declared: &FormDeclaration) -> bool {
    let Declared::Written(rows) = &declared.rows else { return false };
    matches!(&rows.items, Declared::Written(items) if items.parse() == Ok(Items::Indicator))
}

/// All indicators of some forms with their places.
fn declared_in(forms: &[Option<(FormDeclaration, At)>]) -> Vec<(At, &IndicatorDeclaration)> {
    let forms = forms.iter().flatten();
    forms
        .flat_map(|(form, at)| form.section.items(&at.key("section")))
        .flat_map(|(at, section)| section.indicator.items(&at.key("indicator")))
        .collect()
}

/// Adds the indicators of all forms to the measures. Columns and metrics do not know them: they count lines, and
/// each indicator is one.
pub(in crate::pipeline::resolve) fn declare(
    forms: &[Option<(FormDeclaration, At)>],
    lines: &Names,
    measures: &mut Vec<Measure>,
) -> Names {
    let mut once = Once::default();
    let mut ids = lines.ids.clone();
    for (at, indicator) in declared_in(forms) {
        if indicator.id.is_missing() {
            continue;
        }
        let id_at = at.key("id");
        let Some(id) = names::id(&indicator.id, &id_at, false) else { continue };
        if lines.ids.contains(&id) {
            id_at.wrong(
                both!("`{id}`, đã là một số đếm", "`{id}`, which is a measure already"),
                ITS_OWN_ID,
            );
        } else if once.first(&id_at, &id, ITS_OWN_ID) {
            measures.push(Measure {
                id: id.clone(),
                title: title(indicator),
                scale: scale(indicator),
            });
            ids.push(id);
        }
    }
    Names { what: ("một chỉ tiêu", "an indicator"), ids, complete: lines.complete }
}

fn title(indicator: &IndicatorDeclaration) -> String {
    match &indicator.label {
        Declared::Written(label) => text::without_remarks(label).trim_end_matches('.').to_owned(),
        _ => String::new(),
    }
}

/// What an indicator is counted in: `văn bản`, `%`, and `mã` for the code of an answer.
fn scale(indicator: &IndicatorDeclaration) -> String {
    let word = |declared: &Declared<String>| match declared {
        Declared::Written(word) => word.clone(),
        _ => String::new(),
    };
    match (word(&indicator.kind).parse(), &indicator.scale) {
        (Ok(KindWord::Percent), _) => "%".to_owned(),
        (Ok(KindWord::Answer), _) => "mã".to_owned(),
        (_, Declared::Written(scales)) => scales.0.first().map(word).unwrap_or_default(),
        _ => String::new(),
    }
}

/// Abbreviations as keys: short, long.
pub(super) fn abbreviations(declared: &FormDeclaration, at: &At) -> Vec<(String, String)> {
    let at = at.key("abbreviations");
    let mut out = Vec::new();
    for (short, long) in declared.abbreviations.optional(&at).into_iter().flatten() {
        let at = at.key(short);
        if short.contains(' ') || text::key(short).is_empty() {
            at.wrong(as_written(short), ("một từ", "one word"));
        }
        if let Some(long) = long.text(&at) {
            out.push((text::key(short), text::key(&long)));
        }
    }
    out
}

/// What the lines of one form are made of.
struct IndicatorResolver<'a> {
    /// Measures of columns, for sums of other forms.
    columns: &'a Names,
    /// All measures.
    all: &'a Names,
    /// Counts and amounts of this form, of which ratios are made.
    summed: Vec<MeasureIx>,
    abbreviations: &'a [(String, String)],
}

/// The sections and lines of a form; a faulty one is left out.
pub(super) fn indicators(
    declared: &FormDeclaration,
    at: &At,
    columns: &Names,
    all: &Names,
    abbreviations: &[(String, String)],
) -> (Vec<Section>, Vec<Indicator>) {
    let section_at = at.key("section");
    if !of_indicators(declared) {
        if !declared.section.is_missing() {
            section_at.wrong(
                ("mục của biểu không có chỉ tiêu", "sections of a form without indicators"),
                Sentence::same("`items = \"indicator\"`"),
            );
        }
        return (Vec::new(), Vec::new());
    }
    let written = declared.section.some_items(&section_at);
    let resolver = IndicatorResolver { columns, all, summed: summed(&written, all), abbreviations };
    let (mut sections, mut lines) = (Vec::new(), Vec::new());
    for (at, declared) in written {
        let Some(section) = resolver.section(declared, &at) else { continue };
        let first = lines.len();
        for (at, declared) in declared.indicator.some_items(&at.key("indicator")) {
            let Some(line) = resolver.line(declared, &at, sections.len(), &lines, first) else {
                continue;
            };
            told_apart(&line, &lines[first..], &at);
            lines.push(line);
        }
        sections.push(section);
    }
    (sections, lines)
}

/// Counts and amounts of a form.
fn summed(sections: &[(At, &SectionDeclaration)], all: &Names) -> Vec<MeasureIx> {
    let lists = sections.iter().filter_map(|(_, section)| match &section.indicator {
        Declared::Written(list) => Some(list),
        _ => None,
    });
    let lines = lists.flatten().filter_map(|line| match line {
        Declared::Written(line) => Some(line),
        _ => None,
    });
    let ids = lines.filter_map(|line| match (&line.id, &line.kind) {
        (Declared::Written(id), Declared::Written(kind)) => {
            let kind = kind.parse().ok()?;
            matches!(kind, KindWord::Count | KindWord::Amount).then_some(id)
        }
        _ => None,
    });
    ids.filter_map(|id| Some(MeasureIx(short(all.ids.iter().position(|known| known == id)?))))
        .collect()
}

/// Two lines of one section with one label need other lines above them.
fn told_apart(line: &Indicator, before: &[Indicator], at: &At) {
    let same = |other: &&Indicator| other.keys.iter().any(|key| line.keys.contains(key));
    let apart = |other: &Indicator| {
        line.under.is_some() && other.under.is_some() && line.under != other.under
    };
    if before.iter().find(same).is_some_and(|other| !apart(other)) {
        let label = &line.label;
        at.key("label").wrong(
            both!(
                "\"{label}\" lần thứ hai trong mục này",
                "\"{label}\" a second time in this section"
            ),
            (
                "`under` ở cả hai, chỉ hai dòng cấp trên khác nhau",
                "`under` in both, naming different lines above them",
            ),
        );
    }
}

impl IndicatorResolver<'_> {
    fn key(&self, label: &str) -> String {
        written_out(&text::label_key(label), self.abbreviations)
    }

    /// The key of a label, and those of its other wordings.
    fn keys(&self, at: &At, label: &str, also: &Declared<List<String>>) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        let others = also.items(&at.key("also"));
        let words = others.iter().map(|(at, word)| (at.clone(), word.as_str()));
        for (at, word) in std::iter::once((at.key("label"), label)).chain(words) {
            let key = self.key(word);
            if key.is_empty() {
                at.wrong(Sentence::same(format!("\"{word}\"")), WITH_WORDS);
            } else if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }

    fn section(&self, declared: &SectionDeclaration, at: &At) -> Option<Section> {
        let number = declared.number.text(&at.key("number"));
        let title = declared.title.text(&at.key("title"))?;
        let keys = self.keys(at, &title, &declared.also);
        Some(Section { number: number?, title, keys })
    }

    fn line(
        &self,
        declared: &IndicatorDeclaration,
        at: &At,
        section: usize,
        before: &[Indicator],
        first: usize,
    ) -> Option<Indicator> {
        let number = declared.number.optional(&at.key("number")).cloned().unwrap_or_default();
        let label = declared.label.text(&at.key("label"))?;
        let keys = self.keys(at, &label, &declared.also);
        let under = self.under(declared, at, &before[first..]).map(|place| place + first);
        let value = if declared.id.is_missing() {
            heading(declared, at);
            None
        } else {
            Some(self.value(declared, at)?)
        };
        let label = text::without_remarks(&label).trim_end_matches('.').to_owned();
        Some(Indicator { section, number, label, keys, under, value })
    }

    /// The line that another one stands under, among those before it in the section.
    fn under(
        &self,
        declared: &IndicatorDeclaration,
        at: &At,
        before: &[Indicator],
    ) -> Option<usize> {
        let at = at.key("under");
        let word = declared.under.optional(&at)?;
        let id = |line: &Indicator| Some(&self.all.ids[line.value.as_ref()?.measure.index()]);
        let place = before.iter().position(|line| id(line) == Some(word));
        if place.is_none() {
            at.wrong(
                as_written(word),
                (
                    "mã một dòng phía trên trong cùng mục",
                    "the id of a line above this one in its section",
                ),
            );
        }
        place
    }

    fn value(&self, declared: &IndicatorDeclaration, at: &At) -> Option<IndicatorValue> {
        let Declared::Written(id) = &declared.id else { return None };
        let measure = self.all.ids.iter().position(|known| known == id);
        let kind = kind(declared, at);
        let scales = scales(declared, at, kind.as_ref());
        let ratio = self.ratio(declared, at, kind.as_ref());
        let agrees_with = self.agreement(declared, at);
        let optional = declared.optional.optional(&at.key("optional")).copied().unwrap_or(false);
        let tiers = declared.asked_of.items(&at.key("asked-of"));
        let asked_of = tiers.iter().filter_map(|(at, word)| level(at, word)).collect();
        let measure = MeasureIx(short(measure?));
        let kind = kind?;
        Some(IndicatorValue { measure, kind, scales, ratio, agrees_with, optional, asked_of })
    }

    fn ratio(
        &self,
        declared: &IndicatorDeclaration,
        at: &At,
        kind: Option<&IndicatorKind>,
    ) -> Option<Ratio> {
        let at = at.key("ratio");
        let written = declared.ratio.optional(&at)?;
        if kind.is_some_and(|kind| *kind != IndicatorKind::Percent) {
            at.wrong(
                ("tỷ số của giá trị không phải phần trăm", "a ratio of what is no percentage"),
                Sentence::same("`kind = \"percent\"`"),
            );
            return None;
        }
        let [above, below] = written.as_slice() else {
            let count = written.len();
            at.wrong(
                both!("tỷ số của {count} số", "a ratio of {count}"),
                ("hai: tử số và mẫu số", "two: what stands above and below the line"),
            );
            return None;
        };
        let numerator = formula(above, &at.item(0), self.all, Some(&self.summed));
        let denominator = formula(below, &at.item(1), self.all, Some(&self.summed));
        Some(Ratio { numerator: numerator?, denominator: denominator? })
    }

    fn agreement(&self, declared: &IndicatorDeclaration, at: &At) -> Option<Agreement> {
        let at = at.key("agrees-with");
        let AgreementDeclaration { forms, sum, lines } = declared.agrees_with.optional(&at)?;
        let forms = forms.some_items(&at.key("forms"));
        let sum = formula(sum, &at.key("sum"), self.columns, None);
        let lines = choice(lines, &at.key("lines"), &quoted(Whose::VARIANTS), Whose::VARIANTS);
        let forms = forms.into_iter().map(|(_, form)| form.clone()).collect();
        Some(Agreement { forms, sum: sum?, lines: lines? })
    }
}

/// A heading holds nothing.
fn heading(declared: &IndicatorDeclaration, at: &At) {
    let empty = declared.kind.is_missing()
        && declared.scale.is_missing()
        && declared.answers.is_missing()
        && declared.ratio.is_missing()
        && declared.agrees_with.is_missing();
    if !empty {
        at.key("id")
            .wrong(NOTHING, ("một mã, vì dòng này có giá trị", "an id, for this line has a value"));
    }
}

fn kind(declared: &IndicatorDeclaration, at: &At) -> Option<IndicatorKind> {
    let kind_at = at.key("kind");
    let kinds = KindWord::VARIANTS;
    let kind = choice(&declared.kind, &kind_at, &quoted(kinds), kinds)?;
    let answers_at = at.key("answers");
    if kind != KindWord::Answer && !declared.answers.is_missing() {
        answers_at.wrong(
            ("câu trả lời của giá trị không phải câu trả lời", "answers of what is no answer"),
            Sentence::same("`kind = \"answer\"`"),
        );
    }
    match kind {
        KindWord::Count => Some(IndicatorKind::Count),
        KindWord::Percent => Some(IndicatorKind::Percent),
        KindWord::Amount => Some(IndicatorKind::Amount),
        KindWord::Answer => answers(declared, &answers_at).map(IndicatorKind::Answer),
    }
}

fn answers(declared: &IndicatorDeclaration, at: &At) -> Option<Vec<Answer>> {
    let written = declared.answers.required(at)?;
    if written.is_empty() {
        at.wrong(
            ("bảng trống", "an empty table"),
            ("ít nhất một câu trả lời", "at least one answer"),
        );
    }
    let mut answers = Vec::new();
    for (words, code) in written {
        let at = at.key(words);
        let Some(&code) = code.required(&at) else { continue };
        match u32::try_from(code) {
            Ok(code) => {
                answers.push(Answer { words: words.clone(), key: text::key(words), code });
            }
            Err(_) => at.wrong(as_written(code), ("một mã từ 0", "a code from 0")),
        }
    }
    answers.sort_by(|a, b| (a.code, &a.words).cmp(&(b.code, &b.words)));
    Some(answers)
}

/// Keys of the scales that a line may be counted in.
fn scales(declared: &IndicatorDeclaration, at: &At, kind: Option<&IndicatorKind>) -> Vec<String> {
    let at = at.key("scale");
    match kind {
        Some(IndicatorKind::Percent | IndicatorKind::Answer(_)) if !declared.scale.is_missing() => {
            at.wrong(
                (
                    "đơn vị tính của giá trị không phải số lượng, số tiền",
                    "a scale of what is no count and no amount",
                ),
                ("bỏ khóa này", "none"),
            );
            Vec::new()
        }
        Some(IndicatorKind::Percent) => vec!["%".to_owned()],
        // Of what kind it is, is a fault of its own.
        Some(IndicatorKind::Answer(_)) | None => Vec::new(),
        Some(IndicatorKind::Count | IndicatorKind::Amount) => {
            let texts = declared.scale.required(&at).map_or(&[][..], |texts| texts.0.as_slice());
            let words = texts.iter().filter_map(|word| word.text(&at));
            words.map(|word| text::key(&word)).collect()
        }
    }
}

/// Sums that indicators are to agree with must be of measures that the named forms hold, as far as they belong to the
/// pipeline.
pub(in crate::pipeline::resolve) fn agreements(
    written: &[Option<(FormDeclaration, At)>],
    forms: &[Form],
    measures: &Names,
) {
    for (at, declared) in declared_in(written) {
        let Declared::Written(id) = &declared.id else { continue };
        let place = measures.ids.iter().position(|known| known == id);
        let measure = place.map(|place| MeasureIx(short(place)));
        let indicator = measure.and_then(|ix| forms.iter().find_map(|form| form.indicator(ix)));
        let value = indicator.and_then(|indicator| indicator.value.as_ref());
        let Some(agreement) = value.and_then(|value| value.agrees_with.as_ref()) else { continue };
        for form in forms.iter().filter(|form| agreement.forms.contains(&form.id)) {
            let terms = agreement.sum.terms.iter().map(|&(_, measure)| measure);
            for measure in terms.filter(|term| form.counts().all(|held| held != *term)) {
                let (id, form) = (&measures.ids[measure.index()], &form.id);
                at.key("agrees-with").key("sum").wrong(
                    both!("`{id}`, không có trong {form}", "`{id}`, which {form} does not hold"),
                    ("số đếm có trong mọi biểu của nó", "measures that each of its forms holds"),
                );
            }
        }
    }
}
