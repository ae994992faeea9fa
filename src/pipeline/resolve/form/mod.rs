//! Forms: how one is recognised and what its columns and lines mean.

pub(in crate::pipeline) mod column;
mod comparison;
pub(in crate::pipeline) mod indicator;
mod path;

use crate::model::{Level, MeasureIx};
use crate::pipeline::fault::place::At;
use crate::pipeline::form::Indicator;
use crate::pipeline::form::{
    Binding, Column, Form, Groups, Identity, Items, Numbers, Part, Relation, Words,
};
use crate::pipeline::lazy::Made;
use crate::pipeline::resolve::metric::measure;
use crate::pipeline::resolve::names::{Names, Once, choice, choose, id};
use crate::pipeline::written::pipeline::{
    FormDeclaration, IdentityDeclaration, NumbersDeclaration, RowsDeclaration,
};
use crate::pipeline::written::value::{Declared, List};
use crate::text;
use column::{bound, columns};
use comparison::{branches, previous, reasons, sample};
use indicator::{abbreviations, indicators};
use path::{keys, some_keys};

const TOTAL: [&str; 4] = ["tổng", "tổng cộng", "tổng số", "cộng"];

const HEADING: [&str; 14] = [
    "cấp tỉnh",
    "cấp huyện",
    "cấp xã",
    "ubnd cấp huyện",
    "ubnd cấp xã",
    "ubnd các xã",
    "ubnd các xã, phường",
    "ubnd các xã, thị trấn",
    "ubnd các xã, phường, thị trấn",
    "các xã",
    "các xã, thị trấn",
    "các xã, phường, thị trấn",
    "khối huyện",
    "khối xã",
];

const SOURCE: [&str; 9] = [
    "trên hệ thống",
    "trên phần mềm",
    "trên cổng",
    "hồ sơ trên hệ thống",
    "hệ thống của bộ",
    "hệ thống một cửa",
    "hệ thống thông tin giải quyết",
    "phần mềm của bộ",
    "tiếp nhận trên hệ thống",
];

const NOTE: [&str; 4] = ["lưu ý", "ghi chú", "chú thích", "riêng đối với"];

const SIGNATURE: [&str; 10] = [
    "nơi nhận",
    "người lập",
    "người làm báo cáo",
    "thủ trưởng",
    "tm.",
    "kt.",
    "chủ tịch",
    "giám đốc",
    "ký, ghi rõ họ tên",
    "lãnh đạo",
];

pub(in crate::pipeline) const GROUPS: [(&str, Groups); 2] =
    [("none", Groups::None), ("unit", Groups::Unit)];

pub(in crate::pipeline) const RELATIONS: [(&str, Relation); 2] =
    [("equal", Relation::Equal), ("at-least", Relation::AtLeast)];

pub(in crate::pipeline) const ITEMS: [(&str, Items); 3] =
    [("field", Items::Field), ("unit", Items::Unit), ("indicator", Items::Indicator)];

impl Words {
    /// The words that count where a form declares none.
    #[must_use]
    pub fn usual() -> Self {
        let keys = |words: &[&str]| words.iter().map(|word| text::key(word)).collect();
        Self {
            total: keys(&TOTAL),
            heading: keys(&HEADING),
            source: keys(&SOURCE),
            note: keys(&NOTE),
            signature: keys(&SIGNATURE),
        }
    }
}

/// A form as meant; `measures` are those of columns, `all` also the indicators.
pub(in crate::pipeline) fn form(
    declared: &FormDeclaration,
    at: &At,
    measures: &Names,
    all: &Names,
) -> Option<Form> {
    let id = id(&declared.id, &at.key("id"), true);
    let name = declared.name.text(&at.key("name"));
    let title = declared.title.text(&at.key("title"));
    let source = declared.source.text(&at.key("source"));
    let anchors = some_keys(&declared.anchors, &at.key("anchors"));
    let sent_by = levels(&declared.sent_by, &at.key("sent-by"));
    let covers = levels(&declared.covers, &at.key("covers"));
    let hidden_sheets = declared.hidden_sheets.optional(&at.key("hidden-sheets"));
    let optional = declared.optional.optional(&at.key("optional"));
    let rows = declared.rows.required(&at.key("rows")).map(|rows| (rows, at.key("rows")));
    let lines = rows.as_ref().and_then(|(rows, at)| lines(rows, at));
    let words = rows.map(|(rows, at)| words(rows, &at));
    let parts = parts(declared, at);
    let columns = columns(declared, at, measures);
    let abbreviations = abbreviations(declared, at);
    let (sections, indicators) = indicators(declared, at, measures, all, &abbreviations);
    let identities = identities(declared, at, measures);
    let reasons = reasons(declared, at, measures);
    let previous = previous(declared, at, measures);
    let sample = sample(declared, at, measures);
    let branches = branches(declared, at);
    let numbers = numbers(declared, at).map(|numbers| with_scales(numbers, &indicators));
    let (groups, items) = lines?;
    flat(&columns, groups, items, at);
    Some(Form {
        id: id?,
        name: name?,
        title: title?,
        source: source?,
        anchors: anchors?,
        sent_by,
        covers,
        hidden_sheets: hidden_sheets.copied().unwrap_or(false),
        optional: optional.copied().unwrap_or(false),
        columns,
        groups,
        items,
        parts,
        sections,
        indicators,
        abbreviations,
        words: words?,
        identities,
        reasons,
        previous,
        sample,
        branches,
        numbers: numbers?,
        wordings: Made::default(),
    })
}

/// The tiers in words.
pub(in crate::pipeline) const LEVELS: &str =
    "a level: province, department, branch, district or commune";

/// A tier.
pub(in crate::pipeline) fn level(at: &At, word: &str) -> Option<Level> {
    let choices = Level::ALL.map(|level| (level.word(), level));
    choose(at, word, LEVELS, &choices)
}

fn levels(declared: &Declared<List<String>>, at: &At) -> Vec<Level> {
    declared.some_items(at).iter().filter_map(|(at, word)| level(at, word)).collect()
}

fn lines(rows: &RowsDeclaration, at: &At) -> Option<(Groups, Items)> {
    let groups_at = at.key("groups");
    let groups = choice(&rows.groups, &groups_at, "`none` or `unit`", &GROUPS);
    let items = choice(&rows.items, &at.key("items"), "`field`, `unit` or `indicator`", &ITEMS);
    if groups == Some(Groups::Unit) && items == Some(Items::Indicator) {
        groups_at
            .wrong("`unit` beside `items = \"indicator\"`", "`none`: all lines are the sender's");
    }
    Some((groups?, items?))
}

/// Columns that name units and sources of files are those of a flat table, whose lines are fields of units.
fn flat(columns: &[Column], groups: Groups, items: Items, at: &At) {
    let has = |binding| columns.iter().any(|column| column.binding == binding);
    let (unit, source) = (has(Binding::Unit), has(Binding::Source));
    let rows = at.key("rows");
    if unit && groups != Groups::Unit {
        let found = "`none` beside a column with `role = \"unit\"`";
        rows.key("groups").wrong(found, "`unit`: each line names its unit");
    }
    if unit && items != Items::Field {
        let found = "no fields beside a column with `role = \"unit\"`";
        rows.key("items").wrong(found, "`field`: the unit stands in a column of its own");
    }
    if source && !unit {
        let found = "`role = \"source\"` without a column with `role = \"unit\"`";
        at.key("column").wrong(found, "both, or neither");
    }
}

/// What the lines of a part name; indicators have sections instead.
fn items(declared: &Declared<String>, at: &At) -> Option<Items> {
    choice(declared, at, "`field` or `unit`", &ITEMS[..2])
}

fn words(rows: &RowsDeclaration, at: &At) -> Words {
    let usual = Words::usual();
    let or = |declared: &Declared<List<String>>, key: &str, usual: Vec<String>| {
        if declared.is_missing() { usual } else { keys(declared, &at.key(key)) }
    };
    Words {
        total: or(&rows.total, "total", usual.total),
        heading: or(&rows.heading, "heading", usual.heading),
        source: or(&rows.source, "source", usual.source),
        note: or(&rows.note, "note", usual.note),
        signature: or(&rows.signature, "signature", usual.signature),
    }
}

fn parts(declared: &FormDeclaration, at: &At) -> Vec<Part> {
    let parts = declared.part.items(&at.key("part"));
    let resolved = parts.iter().filter_map(|(at, part)| {
        let titles = some_keys(&part.titles, &at.key("titles"));
        let items = items(&part.items, &at.key("items"));
        Some(Part { titles: titles?, items: items? })
    });
    resolved.collect()
}

fn identities(declared: &FormDeclaration, at: &At, measures: &Names) -> Vec<Identity> {
    let bound = bound(declared, measures);
    let mut once = Once::default();
    let written = declared.identity.items(&at.key("identity"));
    written
        .iter()
        .filter_map(|(at, declared)| identity(declared, at, measures, bound.as_deref(), &mut once))
        .collect()
}

fn identity(
    declared: &IdentityDeclaration,
    at: &At,
    measures: &Names,
    bound: Option<&[MeasureIx]>,
    once: &mut Once,
) -> Option<Identity> {
    let sum = |items: Vec<(At, &String)>| -> Vec<MeasureIx> {
        items.iter().filter_map(|(at, word)| measure(at, word, measures, bound)).collect()
    };
    let id_at = at.key("id");
    let id = id(&declared.id, &id_at, true);
    let id = id.filter(|id| once.first(&id_at, id, "an id of its own"));
    let whole_at = at.key("whole");
    let whole = declared.whole.required(&whole_at).map(|texts| {
        if texts.0.is_empty() {
            whole_at.wrong("an empty array", "at least one measure");
        }
        let single = texts.0.len() == 1;
        let items = texts.0.iter().enumerate().filter_map(|(index, word)| {
            let at = if single { whole_at.clone() } else { whole_at.item(index) };
            word.optional(&at).map(|word| (at, word))
        });
        sum(items.collect())
    });
    let parts = sum(declared.parts.some_items(&at.key("parts")));
    let relation_at = at.key("relation");
    let relation = match declared.relation.optional(&relation_at) {
        None => Some(Relation::Equal),
        Some(word) => choose(&relation_at, word, "`equal` or `at-least`", &RELATIONS),
    };
    Some(Identity { id: id?, whole: whole?, parts, relation: relation? })
}

fn numbers(declared: &FormDeclaration, at: &At) -> Option<Numbers> {
    let at = at.key("numbers");
    let Some(declared) = declared.numbers.optional(&at) else {
        let none = ["-", "_"].map(str::to_owned).to_vec();
        let zero = vec![text::key("không")];
        return Some(Numbers {
            thousands: '.',
            decimal: ',',
            suffixes: Vec::new(),
            zero,
            none,
            multiples: Vec::new(),
            largest: None,
        });
    };
    let thousands = letter(&declared.thousands, &at.key("thousands"), '.');
    let decimal = letter(&declared.decimal, &at.key("decimal"), ',');
    if let (Some(thousands), Some(decimal)) = (thousands, decimal)
        && thousands == decimal
    {
        let found = format!("`{decimal}` for thousands and decimals");
        at.key("decimal").wrong(found, "two different separators");
    }
    let suffixes = keys(&declared.suffixes, &at.key("suffixes"));
    let zero = keys(&declared.zero, &at.key("zero"));
    // Not keys: a dash has no words, and each kind of dash counts as it is typed.
    let none_at = at.key("none");
    let none = declared.none.items(&none_at);
    let none = none.iter().map(|(_, word)| text::normal(word).to_lowercase()).collect();
    let multiples = multiples(declared, &at.key("multiples"));
    let largest = largest(declared, &at.key("largest"));
    Some(Numbers {
        thousands: thousands?,
        decimal: decimal?,
        suffixes,
        zero,
        none,
        multiples,
        largest,
    })
}

/// A value may repeat what its line counts: `12 văn bản`.
fn with_scales(mut numbers: Numbers, indicators: &[Indicator]) -> Numbers {
    let values = indicators.iter().filter_map(|indicator| indicator.value.as_ref());
    for scale in values.flat_map(|value| &value.scales).filter(|scale| *scale != "%") {
        if !numbers.suffixes.contains(scale) {
            numbers.suffixes.push(scale.clone());
        }
    }
    numbers
}

fn multiples(declared: &NumbersDeclaration, at: &At) -> Vec<(String, i64)> {
    let words = declared.multiples.optional(at).into_iter().flatten();
    let multiples = words.filter_map(|(word, times)| {
        let at = at.key(word);
        let &times = times.optional(&at)?;
        if !(2..=1_000_000_000).contains(&times) {
            at.wrong(format!("`{times}`"), "a number from 2 to 1000000000");
        }
        Some((text::key(word), times))
    });
    multiples.collect()
}

fn largest(declared: &NumbersDeclaration, at: &At) -> Option<i64> {
    let &largest = declared.largest.optional(at)?;
    if largest < 1 {
        at.wrong(format!("`{largest}`"), "a number of at least 1");
    }
    Some(largest)
}

fn letter(declared: &Declared<String>, at: &At, usual: char) -> Option<char> {
    if declared.is_missing() {
        return Some(usual);
    }
    let text = declared.optional(at)?;
    let mut letters = text.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else {
        at.wrong(format!("\"{text}\""), "one character");
        return None;
    };
    if letter.is_ascii_digit() || letter == '-' {
        at.wrong(format!("\"{text}\""), "a separator, neither a digit nor a minus");
        return None;
    }
    Some(letter)
}
