//! Numbers typed as text, by a declared grammar and never by a guess.

use std::borrow::Cow;

use super::normal::{key, normal};

/// How numbers are typed.
#[derive(Debug, Clone, Copy)]
pub struct Grammar<'a> {
    /// Separator of groups of three digits.
    pub thousands: char,
    /// Separator of decimals.
    pub decimal: char,
    /// Keys of words that may follow a number.
    pub suffixes: &'a [String],
    /// Keys of texts that stand for zero.
    pub zero: &'a [String],
    /// Keys of texts that stand for "no figure".
    pub none: &'a [String],
    /// Keys of words behind a number that multiply it.
    pub multiples: &'a [(String, i64)],
}

/// What a text turned out to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NumberReading {
    /// No figure, like a blank cell.
    Nothing,
    /// One number, and the percentage printed behind it, if any.
    Number {
        /// The number.
        value: f64,
        /// `85,7` of `120 phiếu (đạt 85,7%)`.
        percentage: Option<f64>,
    },
    /// A number rounded to thousands or the like: `8,98 ngàn`.
    Rounded {
        /// The number, multiplied.
        value: f64,
    },
    /// A part of a whole: `05/31 phiếu`.
    Part {
        /// The part.
        value: f64,
        /// The whole.
        of: f64,
    },
    /// No number, or more than one way to read it.
    Unclear,
}

/// Reads a typed number.
#[must_use]
pub fn read(text: &str, grammar: &Grammar) -> NumberReading {
    if let Some(value) = bare_digits(text, grammar) {
        return NumberReading::Number { value, percentage: None };
    }
    let narrow = narrow_digits(text);
    let text = narrow.as_ref();
    let typed = normal(text).to_lowercase();
    // Dots alone are what the empty form has.
    let unfilled = typed.chars().all(|c| ".…/".contains(c));
    if unfilled || contains(grammar.none, &typed) {
        return NumberReading::Nothing;
    }
    // `.10` has lost what stood before the point.
    if typed.starts_with(['.', ',']) {
        return NumberReading::Unclear;
    }
    // Excel's own mark of a text, which some programs write out.
    let text = text.trim_start().strip_prefix('\'').unwrap_or(text);
    let word = key(text);
    if is_zero(&word, grammar) {
        return NumberReading::Number { value: 0.0, percentage: None };
    }
    read_figure(&word, grammar).unwrap_or(NumberReading::Unclear)
}

/// Words around those for zero that add nothing to them.
const PERIODS: [&str; 5] = ["trong kỳ", "trong quý", "kỳ này", "quý này", "nào"];

/// `không`, `Không phát sinh hồ sơ`, `(Trong kỳ không có hồ sơ nào)`: nothing, and perhaps of what and when.
fn is_zero(word: &str, grammar: &Grammar) -> bool {
    if contains(grammar.zero, word) {
        return true;
    }
    let is_around = |c: char| c.is_whitespace() || "().,;:*-–".contains(c);
    let mut rest = word.trim_matches(is_around);
    rest = PERIODS.iter().find_map(|period| rest.strip_prefix(period)).unwrap_or(rest);
    let mut rest = rest.trim_matches(is_around);
    for period in PERIODS.iter().rev().chain(&PERIODS) {
        rest = rest.strip_suffix(period).unwrap_or(rest).trim_matches(is_around);
    }
    let behind = |zero: &String| {
        let after = rest.strip_prefix(zero.as_str())?;
        let whole = !after.starts_with(char::is_alphanumeric);
        whole.then(|| drop_suffix(after.trim_start(), grammar.suffixes).is_empty())
    };
    grammar.zero.iter().filter_map(behind).any(|is_all| is_all)
}

/// Whether a text says in so many words that there was nothing: `Không phát sinh hồ sơ`, not `không` alone.
#[must_use]
pub fn says_nothing_arose(text: &str, grammar: &Grammar) -> bool {
    let word = key(text);
    word.split(' ').count() >= WORDS_OF_A_SENTENCE && is_zero(&word, grammar)
}

/// `Không có` may be said of one cell, `Không có hồ sơ` is said of a line.
const WORDS_OF_A_SENTENCE: usize = 3;

/// A number in front of a separator and three zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThreeZeros<'t> {
    /// What stands in front of the separator.
    pub whole: &'t str,
    /// The zeros can be no group of a number: `0.000`, `1283.000`.
    pub are_decimals: bool,
}

/// `283.000`, `0,000`: thousands, or three decimals as a database writes them. One text alone does not tell.
#[must_use]
pub fn three_zeros(text: &str) -> Option<ThreeZeros<'_>> {
    let text = text.trim();
    let whole = text.strip_suffix("000")?.strip_suffix(['.', ','])?;
    let digits = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
    let are_decimals = whole.starts_with('0') || whole.len() > 3;
    digits.then_some(ThreeZeros { whole, are_decimals })
}

/// Nothing but digits, as most numbers are typed; each number up to the fifteenth is exact.
fn bare_digits(text: &str, grammar: &Grammar) -> Option<f64> {
    let bare = (1..=15).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let word = contains(grammar.none, text) || contains(grammar.zero, text);
    if bare && !word { text.parse().ok() } else { None }
}

/// Digits of full width, as some input methods type them, are digits.
fn narrow_digits(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| matches!(c, '\u{ff10}'..='\u{ff19}')) {
        return Cow::Borrowed(text);
    }
    let narrow = |c: char| match c {
        '\u{ff10}'..='\u{ff19}' => {
            char::from_u32(u32::from(c) - 0xff10 + u32::from('0')).unwrap_or(c)
        }
        other => other,
    };
    text.chars().map(narrow).collect()
}

/// Reads a typed percentage or score. A point may be the decimal separator where it cannot stand between
/// thousands: `90.74`.
#[must_use]
pub fn read_rate(text: &str, grammar: &Grammar) -> NumberReading {
    let read = read(text, grammar);
    let decimals = text.trim().rsplit_once('.').map(|(_, decimals)| decimals);
    if read != NumberReading::Unclear || decimals.is_none_or(|decimals| decimals.len() == 3) {
        return read;
    }
    let value = text.trim().parse().ok().filter(|value: &f64| value.is_finite());
    let plain = text.trim().bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    match value.filter(|_| plain) {
        Some(value) => NumberReading::Number { value, percentage: None },
        None => NumberReading::Unclear,
    }
}

fn contains(words: &[String], key: &str) -> bool {
    words.iter().any(|word| word == key)
}

fn read_figure(word: &str, grammar: &Grammar) -> Option<NumberReading> {
    let (digits, rest) = take_number(word);
    let value = number(digits.trim(), grammar)?;
    let rest = rest.trim();
    if let Some((times, rest)) = multiple(rest, grammar) {
        let value = whole(value * times)?;
        return drop_suffix(rest, grammar.suffixes)
            .is_empty()
            .then_some(NumberReading::Rounded { value });
    }
    if let Some(whole) = rest.strip_prefix('/').filter(|whole| !whole.ends_with('%')) {
        return part(value, whole, grammar);
    }
    let rest = drop_suffix(rest, grammar.suffixes);
    if rest.is_empty() {
        return Some(NumberReading::Number { value, percentage: None });
    }
    let percentage = percentage_behind(rest, grammar)?;
    Some(NumberReading::Number { value, percentage: Some(percentage) })
}

/// What multiplies a number, and what stands behind it.
fn multiple<'t>(rest: &'t str, grammar: &Grammar) -> Option<(f64, &'t str)> {
    grammar.multiples.iter().find_map(|(word, times)| {
        let behind = rest.strip_prefix(word.as_str())?;
        let whole_word = !behind.starts_with(char::is_alphanumeric);
        #[expect(clippy::cast_precision_loss, reason = "declared below 10^9")]
        whole_word.then(|| (*times as f64, behind.trim_start()))
    })
}

/// The whole number that a product of decimals is, but for the noise of its making.
fn whole(product: f64) -> Option<f64> {
    let whole = product.round();
    ((product - whole).abs() < 1e-6).then_some(whole)
}

/// `05/31 phiếu`: five of thirty-one. Only where the word for what is counted follows, for `05/31` may be a date.
fn part(value: f64, rest: &str, grammar: &Grammar) -> Option<NumberReading> {
    let (digits, rest) = take_number(rest.trim_start());
    let of = number(digits.trim(), grammar)?;
    let behind = drop_suffix(rest.trim(), grammar.suffixes);
    let counted = behind.is_empty() && !rest.trim().is_empty();
    (counted && (0.0..=of).contains(&value)).then_some(NumberReading::Part { value, of })
}

/// The leading run of digits and separators; single spaces between digits belong to it.
fn take_number(word: &str) -> (&str, &str) {
    let mut end = 0;
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    for (position, &(at, letter)) in letters.iter().enumerate() {
        let next_is_digit =
            letters.get(position + 1).is_some_and(|(_, next)| next.is_ascii_digit());
        let belongs = letter.is_ascii_digit()
            || (position == 0 && letter == '-')
            || (".,".contains(letter) && next_is_digit)
            || (letter == ' ' && next_is_digit && end == at && at > 0);
        if !belongs {
            break;
        }
        end = at + letter.len_utf8();
    }
    word.split_at(end)
}

fn drop_suffix<'t>(rest: &'t str, suffixes: &[String]) -> &'t str {
    suffixes
        .iter()
        .filter_map(|suffix| rest.strip_prefix(suffix.as_str()))
        .filter(|after| !after.starts_with(char::is_alphanumeric))
        .map(str::trim_start)
        .min_by_key(|after| after.len())
        .unwrap_or(rest)
}

/// `(đạt 85,7%)`, `(85,7 %)`, `, chiếm 85,7%`, `đạt 85,7%`, `/85,7%`: the sign tells what it is.
fn percentage_behind(rest: &str, grammar: &Grammar) -> Option<f64> {
    let inner =
        rest.trim_start_matches(|c: char| "(,/-– ".contains(c)).trim_end_matches(')').trim();
    let words = ["đạt tỷ lệ", "chiếm tỷ lệ", "đạt", "chiếm", "tỷ lệ"];
    let inner = words.iter().find_map(|word| inner.strip_prefix(word)).unwrap_or(inner);
    let inner = inner.trim().strip_suffix('%')?;
    decimal_number(inner.trim(), grammar)
}

/// A whole number or, where it has decimals, one that can be read in one way only.
fn number(digits: &str, grammar: &Grammar) -> Option<f64> {
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, digits),
    };
    if let Some(whole) = without_zero_decimals(digits, grammar) {
        return whole.parse().ok().map(|value: f64| sign * value);
    }
    let (whole, decimals) = match digits.split_once(grammar.decimal) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (digits, None),
    };
    if let Some(decimals) = decimals {
        let grouped = whole.contains(grammar.thousands) || whole.contains(' ');
        let plain = decimals.bytes().all(|b| b.is_ascii_digit()) && !decimals.is_empty();
        // `1,234` is 1.234 here and 1234 on a machine of another locale.
        if !plain || (decimals.len() == 3 && !grouped) {
            return None;
        }
    }
    let whole = ungroup(whole, grammar.thousands)?;
    let text = format!("{whole}.{}", decimals.unwrap_or("0"));
    text.parse::<f64>().ok().filter(|value| value.is_finite()).map(|value| sign * value)
}

/// `283.0`, `1,234.00`, as programs write a whole number that they keep with decimals: behind the separator of thousands
/// stand zeros that are no group of three, so it is none.
fn without_zero_decimals(digits: &str, grammar: &Grammar) -> Option<String> {
    let (whole, zeros) = digits.rsplit_once(grammar.thousands)?;
    let are_zeros = !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0');
    let once = !whole.contains([grammar.thousands, ' ']);
    if !are_zeros || zeros.len() == 3 || !once {
        return None;
    }
    ungroup(whole, grammar.decimal)
}

/// Digits without their separators; `None` where the groups are not groups of three.
fn ungroup(whole: &str, thousands: char) -> Option<String> {
    for separator in [thousands, ' '] {
        if whole.contains(separator) {
            let groups: Vec<&str> = whole.split(separator).collect();
            // `0.500` is no number of thousands.
            let is_zero = groups.iter().all(|group| group.bytes().all(|b| b == b'0'));
            let head_fits =
                (1..=3).contains(&groups[0].len()) && (is_zero || !groups[0].starts_with('0'));
            let rest_fits = groups[1..].iter().all(|group| group.len() == 3);
            let digits = groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_digit()));
            return (head_fits && rest_fits && digits).then(|| groups.concat());
        }
    }
    (!whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit())).then(|| whole.to_owned())
}

/// A percentage: decimals with the declared separator, or with a point where only that makes sense.
fn decimal_number(text: &str, grammar: &Grammar) -> Option<f64> {
    let text = text.replace(grammar.decimal, ".");
    // `parse` alone would take `nan`, `inf` and `1e9` too.
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    text.parse().ok().filter(|value: &f64| plain && value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::{Grammar, NumberReading, read};

    fn reading(text: &str) -> NumberReading {
        let suffixes = ["hồ sơ".to_owned(), "phiếu".to_owned()];
        let zero = ["không".to_owned()];
        let none = ["-".to_owned(), "_".to_owned()];
        let multiples = [("ngàn".to_owned(), 1_000), ("triệu".to_owned(), 1_000_000)];
        let grammar = Grammar {
            thousands: '.',
            decimal: ',',
            suffixes: &suffixes,
            zero: &zero,
            none: &none,
            multiples: &multiples,
        };
        read(text, &grammar)
    }

    fn number(value: f64) -> NumberReading {
        NumberReading::Number { value, percentage: None }
    }

    #[test]
    fn one_reading_is_read() {
        for (text, value) in [
            ("1234", 1234.0),
            ("1.234", 1234.0),
            (" 5 ", 5.0),
            ("1 234", 1234.0),
            ("1\u{202f}234", 1234.0),
            ("1.234,0", 1234.0),
            ("12.345.678", 12_345_678.0),
            ("120 hồ sơ", 120.0),
            ("Không", 0.0),
            ("Không hồ sơ", 0.0),
            ("(Trong kỳ không hồ sơ nào)", 0.0),
            ("283.0", 283.0),
            ("0.0", 0.0),
            ("12.00", 12.0),
            ("1,234.00", 1234.0),
            ("283.000000", 283.0),
            ("0.000", 0.0),
            ("-3", -3.0),
            ("'60", 60.0),
            ("12,5", 12.5),
        ] {
            assert_eq!(reading(text), number(value), "{text}");
        }
        let with_percentage = NumberReading::Number { value: 120.0, percentage: Some(85.7) };
        assert_eq!(reading("120 phiếu (đạt 85,7%)"), with_percentage);
        for text in [
            "120 (85,7 %)",
            "120 phiếu, chiếm 85,7%",
            "120 phiếu đạt 85,7%",
            "120 phiếu/85,7%",
            "120 - 85,7%",
            "１２０ phiếu (đạt 85,7%)",
        ] {
            assert_eq!(reading(text), with_percentage, "{text}");
        }
    }

    #[test]
    fn rounded_numbers_and_parts_are_told_apart() {
        assert_eq!(reading("8,98 ngàn hồ sơ"), NumberReading::Rounded { value: 8_980.0 });
        assert_eq!(reading("1,2 triệu"), NumberReading::Rounded { value: 1_200_000.0 });
        assert_eq!(reading("05/31 phiếu"), NumberReading::Part { value: 5.0, of: 31.0 });
        for unclear in ["05/31", "31/05 phiếu", "5/31/2023 phiếu", "8,98765 ngàn", "2 ngànx"]
        {
            assert_eq!(reading(unclear), NumberReading::Unclear, "{unclear}");
        }
    }

    #[test]
    fn a_rate_may_have_a_decimal_point() {
        let grammar = Grammar {
            thousands: '.',
            decimal: ',',
            suffixes: &[],
            zero: &[],
            none: &[],
            multiples: &[],
        };
        for (text, value) in [("90.74", 90.74), ("100.0", 100.0), ("90,74", 90.74), ("90", 90.0)] {
            assert_eq!(super::read_rate(text, &grammar), number(value), "{text}");
        }
        for unclear in ["1.2.3", "1e3", "nan.0"] {
            assert_eq!(super::read_rate(unclear, &grammar), NumberReading::Unclear, "{unclear}");
        }
    }

    #[test]
    fn three_zeros_behind_a_separator_may_be_decimals() {
        let decimals = |text| super::three_zeros(text).map(|zeros| zeros.are_decimals);
        for (text, are) in [
            ("283.000", Some(false)),
            ("0.000", Some(true)),
            ("1283,000", Some(true)),
            ("1.283.000", None),
            ("283.00", None),
            ("000", None),
        ] {
            assert_eq!(decimals(text), are, "{text}");
        }
    }

    #[test]
    fn blank_dash_and_zero_differ() {
        assert_eq!(reading("  "), NumberReading::Nothing);
        assert_eq!(reading("-"), NumberReading::Nothing);
        assert_eq!(reading("_"), NumberReading::Nothing);
        assert_eq!(reading("…"), NumberReading::Nothing);
        assert_eq!(reading("0"), number(0.0));
    }

    #[test]
    fn two_readings_are_none() {
        for text in [
            "1,234",
            "12.5",
            "1.234.0",
            "0.500",
            "12,34.0",
            "Không đạt",
            "Không hồ sơ quá hạn",
            "1.23.4",
            ".10",
            "1O",
            "5/31",
            "abc",
            "... phiếu (đạt ...%)",
            "1..2",
            "*",
        ] {
            assert_eq!(reading(text), NumberReading::Unclear, "{text}");
        }
    }
}
