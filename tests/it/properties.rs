//! Properties that hold for every input, tried on many: text and numbers, addresses and periods, rates, tables
//! and places.

#![expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::float_cmp,
    reason = "a helper that fails fails the test; counts are small and floats are to be the same"
)]

use std::cmp::Ordering;
use std::path::Path;
use std::sync::LazyLock;

use num_bigint::BigInt;
use num_rational::Ratio;
use polars::prelude::{Column, DataFrame};
use proptest::prelude::*;
use tthc::model::{
    Action, CellRef, Code, Finding, Findings, Level, Period, Place, Rate, Scope, Severity, Stage,
    StagedFinding,
};
use tthc::pipeline::{
    Grouping, Incomplete, MetricIx, MissingParts, Pipeline, Ranking, Register, Share, TieBreak,
    load,
};
use tthc::rank::rank;
use tthc::store::{decode, encode};
use tthc::table::{Artifact, Band, Rankings, Ratios, Standing, StandingStatus};
use tthc::text::{self, Grammar, NumberReading};
use unicode_normalization::UnicodeNormalization as _;

fn read_with(text: &str, thousands: char, decimal: char) -> NumberReading {
    let suffixes = ["hồ sơ", "phiếu"].map(str::to_owned);
    let zero = ["không".to_owned()];
    let none = ["-", "_"].map(str::to_owned);
    text::read(
        text,
        &Grammar {
            thousands,
            decimal,
            suffixes: &suffixes,
            zero: &zero,
            none: &none,
            multiples: &[],
        },
    )
}

fn read(text: &str) -> NumberReading {
    read_with(text, '.', ',')
}

fn number(value: f64) -> NumberReading {
    NumberReading::Number { value, percentage: None }
}

/// Texts near to what stands in cells of counts.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{1,4}([., ][0-9]{1,4}){0,3}",
        "-?[0-9., ]{0,12}( ?(hồ sơ|phiếu|Phiếu))?",
        "[0-9]{1,3}( phiếu)? ?\\((đạt )?[0-9a-z+.,]{1,5} ?%\\)",
        "[0-9]{1,3} \\((đạt )?(nan|inf|infinity|[0-9]e[0-9]{1,3}|[+-][0-9]{1,2})%\\)",
        "[0-9]{300,330}(,[05])?",
        "[0-9OolI., /%()-]{0,10}",
        "\\PC{0,20}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn numbers_survive_printing_and_reading(value in -999_999_999_999i64..=999_999_999_999) {
        let grouped = text::group_thousands(value);
        for typed in [
            grouped.clone(),
            value.to_string(),
            format!("  {grouped}\u{a0}"),
            format!("{grouped} hồ sơ"),
            format!("{grouped} PHIẾU"),
            grouped.replace('.', " "),
            grouped.replace('.', "\u{202f}"),
            text::plain_number(value as f64),
        ] {
            prop_assert_eq!(read(&typed), number(value as f64), "{}", typed);
        }
    }

    #[test]
    fn decimals_survive_printing_and_reading(hundredths in 0i64..=9_999_999) {
        let typed = text::plain_number(hundredths as f64 / 100.0);
        prop_assert_eq!(read(&typed), number(hundredths as f64 / 100.0), "{}", typed);
    }

    #[test]
    fn a_count_with_its_share_is_both(count in 0i64..1_000_000, tenths in 0u32..=1000) {
        let share = f64::from(tenths) / 10.0;
        let shown = text::plain_number(share);
        let grouped = text::group_thousands(count);
        let expected = NumberReading::Number { value: count as f64, percentage: Some(share) };
        prop_assert_eq!(read(&format!("{grouped} phiếu (đạt {shown}%)")), expected);
        prop_assert_eq!(read(&format!("{grouped} ({shown} %)")), expected);
    }

    /// Whoever typed it with the other signs for thousands and decimals meant the same number, or it is unclear.
    #[test]
    fn what_is_read_has_one_value(typed in typed()) {
        let ours = read(&typed);
        if let (NumberReading::Number { value, .. }, NumberReading::Number { value: theirs, .. }) =
            (ours, read_with(&typed, ',', '.'))
        {
            prop_assert_eq!(value, theirs, "{}", typed);
        }
        if let NumberReading::Number { value, percentage } = ours {
            prop_assert!(value.is_finite(), "{typed}: {value}");
            prop_assert!(percentage.is_none_or(|share| share.is_finite() && share >= 0.0), "{typed}: {percentage:?}");
        }
    }

    #[test]
    fn no_text_is_too_odd(any in any::<String>(), typed in typed()) {
        for text in [any.as_str(), typed.as_str()] {
            let _ = (read(text), text::normal(text), text::key(text), text::unit_key(text));
            let _ = (text::bare_unit_key(text), text::begins_with_word(text, "tổng"));
            let _ = text::nearest_word(text, ["tổng số", "quá hạn", text]);
            let _ = (text.parse::<Period>(), Code::parse(text), Level::parse(text));
        }
    }

    #[test]
    fn no_text_is_too_odd_for_an_address(any in any::<String>(), near in "[$!+A-Za-zĐ]{0,4}[0-9+]{0,12}") {
        for text in [any, near] {
            if let Some(cell) = CellRef::parse(&text) {
                prop_assert!(cell.row < u32::MAX && cell.column < u32::MAX, "{text}");
            }
        }
    }

    #[test]
    fn an_address_survives_printing_and_reading(row in 0u32..1_048_576, column in 0u32..16_384) {
        let cell = CellRef::new(row, column);
        prop_assert_eq!(CellRef::parse(&cell.to_string()), Some(cell));
    }

    #[test]
    fn columns_count_like_numbers(column in 0u32..1_000_000) {
        let letters = tthc::model::column_letters(column);
        let value = letters.bytes().fold(0u32, |sum, b| sum * 26 + u32::from(b - b'A') + 1);
        prop_assert_eq!(value, column + 1);
    }

    #[test]
    fn a_period_survives_printing_and_reading((text, months, first) in period()) {
        let period: Period = text.parse().unwrap();
        prop_assert_eq!(period.to_string(), text);
        let json = serde_json::to_string(&period).unwrap();
        prop_assert_eq!(serde_json::from_str::<Period>(&json).unwrap(), period);
        prop_assert_eq!(month_index(period), first + months);
    }

    /// The period before ends where this one begins, is as long, and comes first in order.
    #[test]
    fn the_period_before_is_the_one_before((text, months, first) in period()) {
        let period: Period = text.parse().unwrap();
        let previous = period.previous();
        prop_assert_eq!(month_index(previous), first);
        prop_assert_eq!(previous.to_string().len(), text.len());
        prop_assert_eq!(month_index(previous.previous()), first - months);
        prop_assert!(previous < period);
        prop_assert_eq!(previous.to_string().parse(), Ok(previous));
    }

    #[test]
    fn rates_are_compared_as_fractions(a in rate(), b in rate(), c in rate()) {
        let big = |rate: Rate| Ratio::new(BigInt::from(rate.numerator), BigInt::from(rate.denominator));
        prop_assert_eq!(a.compare(b), big(a).cmp(&big(b)));
        prop_assert_eq!(a.compare(b), b.compare(a).reverse());
        prop_assert_eq!(a.compare(a), Ordering::Equal);
        if a.compare(b) != Ordering::Greater && b.compare(c) != Ordering::Greater {
            prop_assert_ne!(a.compare(c), Ordering::Greater);
        }
    }

    #[test]
    fn a_common_factor_changes_no_rate(numerator in 0i64..1_000_000, denominator in 1i64..1_000_000, k in 1i64..1_000_000) {
        let scaled = Rate { numerator: numerator * k, denominator: denominator * k };
        prop_assert_eq!(scaled.compare(Rate { numerator, denominator }), Ordering::Equal);
        prop_assert_eq!(scaled.ratio(), Rate { numerator, denominator }.ratio());
    }

    #[test]
    fn nothing_below_the_line_is_no_rate(numerator in any::<i64>(), denominator in i64::MIN..=0) {
        prop_assert_eq!(Rate { numerator, denominator }.ratio(), None);
    }
}

/// A rate; small numbers often, so that equal rates occur.
fn rate() -> impl Strategy<Value = Rate> {
    let small = (0i64..7, 1i64..7);
    let large = (any::<i64>(), 1i64..=i64::MAX);
    prop_oneof![small, large].prop_map(|(numerator, denominator)| Rate { numerator, denominator })
}

/// A period as typed, its length in months, and its first month counted from year 0.
fn period() -> impl Strategy<Value = (String, u32, u32)> {
    let year = 1901u32..=9999;
    prop_oneof![
        year.clone().prop_map(|y| (y.to_string(), 12, y * 12)),
        (year.clone(), 1u32..=2).prop_map(|(y, n)| (format!("{y}-H{n}"), 6, y * 12 + (n - 1) * 6)),
        (year.clone(), 1u32..=4).prop_map(|(y, n)| (format!("{y}-Q{n}"), 3, y * 12 + (n - 1) * 3)),
        (year, 1u32..=12).prop_map(|(y, n)| (format!("{y}-{n:02}"), 1, y * 12 + n - 1)),
    ]
}

/// The first month after a period, counted from year 0.
fn month_index(period: Period) -> u32 {
    let (year, month) = period.month_after();
    u32::from(year) * 12 + u32::from(month) - 1
}

/// Vietnamese words, composed or not, with the spaces, dashes and invisible marks found in real files.
fn vietnamese() -> impl Strategy<Value = String> {
    let quality = prop::sample::select(vec!["", "", "\u{302}", "\u{306}", "\u{31b}"]);
    let tone =
        prop::sample::select(vec!["", "", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"]);
    let hidden = prop::sample::select(vec!["", "", "", "", "\u{200b}", "\u{feff}"]);
    let letter =
        (prop::char::ranges(vec!['a'..='z', 'A'..='Z', 'đ'..='đ'].into()), quality, hidden, tone)
            .prop_map(|(letter, quality, hidden, tone)| format!("{letter}{quality}{hidden}{tone}"));
    let toned =
        prop::sample::select(vec!["hoà", "Hoà", "HOÀ", "khoẻ", "Thuỷ", "thúy", "loè", "oà"]);
    let between = prop::sample::select(vec![
        " ", "  ", "\u{a0}", "\n", "-", " – ", ", ", ". ", ":", "*", "10", "(", ")",
    ]);
    let piece = prop_oneof![
        6 => letter,
        2 => toned.prop_map(str::to_owned),
        2 => between.prop_map(str::to_owned),
    ];
    let words = prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat());
    (words, any::<bool>())
        .prop_map(|(words, composed)| if composed { words.nfc().collect() } else { words })
}

pub(crate) static NIGHTLY: LazyLock<Pipeline> = LazyLock::new(|| {
    load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines/nightly.toml")).unwrap()
});

/// Ways to write the beginning of a name that begin with its type word.
const WORDINGS: [(&str, &[&str]); 6] = [
    ("Thị xã ", &["TX. ", "TX.", "Tx ", "thị  xã "]),
    ("Thành phố ", &["TP. ", "TP.", "tp ", "THÀNH PHỐ "]),
    ("Thị trấn ", &["TT. ", "TT.", "tt ", "Thị Trấn "]),
    ("Huyện ", &["H. ", "H.", "h ", "HUYỆN "]),
    ("Phường ", &["P. ", "P.", "p ", "Phường\u{a0}"]),
    ("Xã ", &["X. ", "X.", "x ", "XÃ\n"]),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_normal_form_is_normal(text in vietnamese()) {
        let normal = text::normal(&text);
        prop_assert_eq!(text::normal(&normal), normal.clone(), "normal form of {:?}", text);
        prop_assert!(unicode_normalization::is_nfc(&normal), "{normal:?} is not composed");
    }

    #[test]
    fn a_key_is_its_own_key(text in vietnamese()) {
        let key = text::key(&text);
        prop_assert_eq!(text::key(&key), key.clone(), "key of {:?}", text);
    }

    #[test]
    fn composed_and_decomposed_text_have_one_key(text in vietnamese()) {
        let (composed, decomposed): (String, String) = (text.nfc().collect(), text.nfd().collect());
        prop_assert_eq!(text::key(&composed), text::key(&decomposed));
        prop_assert_eq!(text::unit_key(&composed), text::unit_key(&decomposed));
    }

    #[test]
    fn every_wording_of_a_unit_has_its_key(
        unit in 1usize..142,
        office in prop::sample::select(vec!["", "UBND ", "Ủy ban nhân dân ", "Uỷ ban nhân dân ", "U.B.N.D ", "UBND. "]),
        wording in 0usize..5,
        form in 0u8..4,
    ) {
        let units: Vec<&tthc::model::Unit> = NIGHTLY.register.iter().map(|(_, unit)| unit).collect();
        let unit = units[unit % units.len()];
        let own = matches!(unit.level, Level::District | Level::Commune);
        let split = WORDINGS.iter().find_map(|(long, short)| Some((short, unit.name.strip_prefix(long)?)));
        let name = match split {
            Some((short, rest)) if own && wording > 0 => format!("{}{rest}", short[wording - 1]),
            _ => unit.name.clone(),
        };
        let name = if own { format!("{office}{name}") } else { name };
        let name = match form {
            0 => name,
            1 => name.to_uppercase(),
            2 => name.nfd().collect(),
            _ => format!(" {}: ", name.replace(' ', "  ")),
        };
        prop_assert_eq!(text::unit_key(&name), text::unit_key(&unit.name), "{}", name);
    }
}

fn stored(frame: &DataFrame) -> DataFrame {
    decode(encode(frame).unwrap()).unwrap()
}

fn finding() -> impl Strategy<Value = StagedFinding> {
    let text = || prop::option::of("\\PC{0,8}");
    let cell = prop::option::of(
        (0u32..2000, 0u32..2000).prop_map(|(row, column)| CellRef::new(row, column)),
    );
    let words = (
        prop::sample::select(Code::ALL),
        prop::sample::select(&Severity::ALL[..]),
        prop::sample::select(&Action::ALL[..]),
        prop::sample::select(&Stage::ALL[..]),
    );
    (words, (text(), text(), cell), (text(), text(), text()), "\\PC{0,20}").prop_map(
        |(
            (code, severity, action, stage),
            (file, sheet, cell),
            (unit_id, found, expected),
            message,
        )| {
            let place = Place { file, sheet, cell };
            let finding = Finding {
                code,
                severity,
                unit_id,
                form: None,
                place,
                message,
                found,
                expected,
                compared: None,
                measures: Vec::new(),
                action,
            };
            StagedFinding { stage, finding }
        },
    )
}

fn standing() -> impl Strategy<Value = Standing> {
    let small = || prop::option::of(any::<u32>());
    let count = || prop::option::of(any::<i64>());
    let words = (
        "\\PC{0,8}",
        prop::option::of("\\PC{0,8}"),
        prop::sample::select(&StandingStatus::ALL[..]),
        prop::option::of("\\PC{0,8}"),
    );
    let share = || prop::option::of(0.0..=1.0f64);
    let sums = (prop::option::of(0.0..100.0f64), count(), count());
    let sure = (share(), share(), prop::option::of(prop::sample::select(&Band::ALL[..])));
    let files = || prop::option::of(0.0..1e6f64);
    let shrunk = (files(), files(), share(), small(), small(), small());
    (words, (small(), small(), small(), small(), small()), sums, sure, shrunk, any::<(bool, u32)>())
        .prop_map(
            |(
                (name, group, status, previous_note),
                (place, place_low, place_high, previous_place, previous_of),
                sums,
                (low, high, band),
                shrunk,
                (tied, of),
            )| Standing {
                period: "2023-Q3".to_owned(),
                ranking: name.clone(),
                league: "commune".to_owned(),
                unit_id: name.clone(),
                unit_name: name,
                status,
                place,
                tied,
                of,
                value: sums.0,
                numerator: sums.1,
                denominator: sums.2,
                low,
                high,
                place_low,
                place_high,
                band,
                previous_place,
                previous_of,
                previous_value: shrunk.2,
                previous_numerator: sums.1,
                previous_denominator: sums.2,
                previous_note,
                previous_low: shrunk.3,
                previous_high: shrunk.4,
                prior_numerator: shrunk.0,
                prior_denominator: shrunk.1,
                shrunk: shrunk.2,
                shrunk_place: shrunk.5,
                class: group.clone(),
                previous_class: group.clone(),
                next_class: group.clone(),
                needed: sums.2,
                parts: of,
                parts_of: of,
                group,
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn findings_survive_the_store(rows in prop::collection::vec(finding(), 0..20)) {
        let findings = Findings { rows };
        let again = Findings::from_frame(&stored(&findings.to_frame().unwrap())).unwrap();
        prop_assert_eq!(again, findings);
    }

    #[test]
    fn rankings_survive_the_store(rows in prop::collection::vec(standing(), 0..20)) {
        let rankings = Rankings { rows };
        let again = Rankings::from_frame(&stored(&rankings.to_frame().unwrap())).unwrap();
        prop_assert_eq!(again, rankings);
    }
}

/// What a unit is ranked by: nothing, or the two sums of one or two metrics.
pub(crate) type Sums = Option<((i64, i64), (i64, i64))>;

/// Sums of the twenty departments; small numbers often, so that they tie.
pub(crate) fn league() -> impl Strategy<Value = Vec<Sums>> {
    let sum = || (0i64..12, 0i64..12).prop_map(|(a, b)| (a.min(b), b));
    prop::collection::vec(prop::option::weighted(0.9, (sum(), sum())), 20)
}

/// A pipeline with one ranking of departments: by a rate where better is higher or lower, or by a score.
pub(crate) fn pipeline(kind: u8) -> Pipeline {
    let mut pipeline = NIGHTLY.clone();
    let metric = |id: &str| {
        let at = pipeline.metrics.iter().position(|metric| metric.id == id).unwrap();
        MetricIx(u16::try_from(at).unwrap())
    };
    let shares = match kind {
        0 => vec![Share { metric: metric("on_time_rate"), points: None }],
        1 => vec![Share { metric: metric("pending_overdue_rate"), points: None }],
        _ => vec![
            Share { metric: metric("on_time_rate"), points: Some(60) },
            Share { metric: metric("pending_overdue_rate"), points: Some(40) },
        ],
    };
    pipeline.rankings = vec![Ranking {
        id: "test".to_owned(),
        title: String::new(),
        sheet: String::new(),
        league: Level::Department,
        scope: Scope::Own,
        grouping: Grouping::Whole,
        shares,
        indicator: None,
        minimum_denominator: 1,
        incomplete: Incomplete::List,
        missing_parts: MissingParts::NoValue,
        tie_break: TieBreak::None,
        classes: Vec::new(),
        definitions: Vec::new(),
        definitions_sheet: String::new(),
        show: Vec::new(),
        field_mix: None,
    }];
    pipeline
}

pub(crate) fn departments(pipeline: &Pipeline) -> Vec<String> {
    let units = pipeline.register.iter().filter(|(_, unit)| unit.level == Level::Department);
    units.map(|(_, unit)| unit.id.clone()).collect()
}

/// Both sums of a metric of a unit.
pub(crate) type MetricRow = (String, &'static str, i64, i64);

pub(crate) fn rows(league: &[Sums], units: &[String]) -> Vec<MetricRow> {
    let mut rows = Vec::new();
    for (unit, sums) in units.iter().zip(league) {
        let Some(sums) = sums else { continue };
        for (metric, (numerator, denominator)) in
            [("on_time_rate", sums.0), ("pending_overdue_rate", sums.1)]
        {
            rows.push((unit.clone(), metric, numerator, denominator));
        }
    }
    rows
}

/// The same as ranking takes them.
pub(crate) fn ratios(rows: &[MetricRow], pipeline: &Pipeline) -> Ratios {
    let texts = |name: &str, texts: Vec<&str>| Column::new(name.into(), texts);
    let frame = DataFrame::new_infer_height(vec![
        texts("scope", rows.iter().map(|_| "own").collect()),
        texts("unit_id", rows.iter().map(|row| row.0.as_str()).collect()),
        Column::new("field".into(), vec![None::<&str>; rows.len()]),
        texts("metric", rows.iter().map(|row| row.1).collect()),
        Column::new("numerator".into(), rows.iter().map(|row| row.2).collect::<Vec<i64>>()),
        Column::new("denominator".into(), rows.iter().map(|row| row.3).collect::<Vec<i64>>()),
        Column::new("complete".into(), vec![true; rows.len()]),
        Column::new("gaps".into(), vec![0u32; rows.len()]),
    ]);
    Ratios::of(&frame.unwrap(), pipeline).unwrap()
}

/// The exact value of a unit, larger is better; nothing where it has no rate.
pub(crate) fn value(kind: u8, sums: Sums) -> Option<Ratio<BigInt>> {
    let rate = |(n, d): (i64, i64)| (d > 0).then(|| Ratio::new(BigInt::from(n), BigInt::from(d)));
    let (first, second) = sums?;
    match kind {
        0 => rate(first),
        1 => rate(second).map(|rate| -rate),
        _ => Some(rate(first)? * BigInt::from(60) + rate(second)? * BigInt::from(40)),
    }
}

fn placed(rows: &[MetricRow], pipeline: &Pipeline) -> Vec<Standing> {
    let mut standings = rank(&ratios(rows, pipeline), None, pipeline).rankings.rows;
    standings.sort_by(|a, b| a.unit_id.cmp(&b.unit_id));
    standings
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// A place is one more than the number of units that are better: equal units share it, the next is skipped.
    #[test]
    fn places_are_those_of_a_competition(league in league(), kind in 0u8..3) {
        let pipeline = pipeline(kind);
        let units = departments(&pipeline);
        let standings = placed(&rows(&league, &units), &pipeline);
        prop_assert_eq!(standings.len(), units.len());
        let values: Vec<Option<Ratio<BigInt>>> = league.iter().map(|sums| value(kind, *sums)).collect();
        let ranked: Vec<&Ratio<BigInt>> = values.iter().flatten().collect();
        for (unit, own) in units.iter().zip(&values) {
            let ours = standings.iter().find(|row| row.unit_id == *unit).unwrap();
            let better = |own: &Ratio<BigInt>| ranked.iter().filter(|rival| **rival > own).count();
            let equal = |own: &Ratio<BigInt>| ranked.iter().filter(|rival| **rival == own).count();
            prop_assert_eq!(ours.place.map(|place| place as usize), own.as_ref().map(|own| 1 + better(own)));
            prop_assert_eq!(ours.tied, own.as_ref().is_some_and(|own| equal(own) > 1));
            prop_assert_eq!(ours.of as usize, ranked.len());
            prop_assert_eq!(ours.status == StandingStatus::Ranked, own.is_some());
        }
        for (a, b) in standings.iter().zip(standings.iter().skip(1)) {
            let value = |row: &Standing| {
                let at = units.iter().position(|unit| *unit == row.unit_id)?;
                values[at].clone()
            };
            if let (Some(left), Some(right)) = (value(a), value(b)) {
                prop_assert_eq!(right.cmp(&left), a.place.cmp(&b.place), "better value, worse place");
            }
        }
    }

    #[test]
    fn the_order_of_the_rows_changes_no_place(
        league in league(),
        kind in 0u8..3,
        seed in prop::collection::vec(any::<u32>(), 40),
    ) {
        let pipeline = pipeline(kind);
        let units = departments(&pipeline);
        let sorted = rows(&league, &units);
        let mut shuffled: Vec<(u32, MetricRow)> = seed.iter().copied().zip(sorted.clone()).collect();
        shuffled.sort_by_key(|(seed, _)| *seed);
        let shuffled: Vec<MetricRow> = shuffled.into_iter().map(|(_, row)| row).collect();
        prop_assert_eq!(placed(&shuffled, &pipeline), placed(&sorted, &pipeline));
        // Nor does the order of the register, which only orders what is equal.
        let mut other = pipeline.clone();
        let (head, tail): (Vec<_>, Vec<_>) =
            pipeline.register.iter().map(|(_, unit)| unit.clone()).partition(|unit| unit.parent.is_none());
        let turned = tail.into_iter().filter(|unit| unit.level == Level::Department).rev();
        other.register = Register::new(head.into_iter().chain(turned).collect());
        prop_assert_eq!(placed(&sorted, &other), placed(&sorted, &pipeline));
    }

    #[test]
    fn a_common_factor_changes_no_place(
        league in league(),
        kind in 0u8..3,
        factors in prop::collection::vec(1i64..100_000, 20),
    ) {
        let pipeline = pipeline(kind);
        let units = departments(&pipeline);
        let scaled: Vec<Sums> = league
            .iter()
            .zip(&factors)
            .map(|(sums, k)| sums.map(|(a, b)| ((a.0 * k, a.1 * k), (b.0 * k, b.1 * k))))
            .collect();
        let places = |league: &[Sums]| -> Vec<(Option<u32>, bool)> {
            placed(&rows(league, &units), &pipeline).iter().map(|row| (row.place, row.tied)).collect()
        };
        prop_assert_eq!(places(&scaled), places(&league));
    }
}
