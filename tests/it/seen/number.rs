//! A number as a program of the office shows it: through the format of its cell.

/// How a reader's programs write numbers: before the decimals, between the thousands.
pub(super) type Signs = (char, char);

pub(super) const VIETNAMESE: Signs = (',', '.');
pub(super) const ENGLISH: Signs = ('.', ',');

/// What a format makes of a number; one that is not of figures would need a rule here.
pub(super) fn shown(value: f64, format: &str, signs: Signs) -> String {
    if matches!(format, "" | "General" | "@") {
        let rounded: f64 = format!("{value:.9e}").parse().unwrap();
        return rounded.to_string().replace('.', &signs.0.to_string());
    }
    let sections = sections(format);
    let negative = value < 0.0;
    let section = match sections.len() {
        1 => &sections[0],
        2 => &sections[usize::from(negative)],
        _ if value == 0.0 => &sections[2],
        _ => &sections[usize::from(negative)],
    };
    let minus = if negative && sections.len() == 1 { "-" } else { "" };
    format!("{minus}{}", Pattern::read(section).fill(value.abs(), signs))
}

/// The parts of a format for positive numbers, negative ones and nothing.
fn sections(format: &str) -> Vec<String> {
    let (mut sections, mut quoted, mut escaped) = (vec![String::new()], false, false);
    for letter in format.chars() {
        let splits = letter == ';' && !quoted && !escaped;
        quoted ^= letter == '"' && !escaped;
        escaped = letter == '\\' && !escaped;
        if splits {
            sections.push(String::new());
        } else {
            sections.last_mut().unwrap().push(letter);
        }
    }
    sections
}

/// What stands around the digits, and how many of them.
#[derive(Default)]
struct Pattern {
    before: String,
    after: String,
    /// Places of digits, and those of them that are always filled; before and after the decimal sign.
    whole: (bool, usize),
    decimals: (usize, usize),
    grouped: bool,
    hundredths: i32,
}

impl Pattern {
    fn read(section: &str) -> Self {
        let mut pattern = Self::default();
        let (mut letters, mut in_decimals) = (section.chars().peekable(), false);
        while let Some(letter) = letters.next() {
            let ended = pattern.whole.0;
            let around = if ended { &mut pattern.after } else { &mut pattern.before };
            match letter {
                '"' => around.extend(letters.by_ref().take_while(|&inner| inner != '"')),
                '\\' => around.extend(letters.next()),
                '_' => around.extend(letters.next().map(|_| ' ')),
                '*' => _ = letters.next(),
                '[' => letters.by_ref().take_while(|&inner| inner != ']').for_each(drop),
                '%' => {
                    pattern.hundredths += 2;
                    around.push('%');
                }
                '0' | '#' | '?' if in_decimals => {
                    pattern.decimals.0 += 1;
                    pattern.decimals.1 += usize::from(letter == '0');
                }
                '0' | '#' | '?' => {
                    pattern.whole.0 = true;
                    pattern.whole.1 += usize::from(letter == '0');
                }
                '.' if ended => in_decimals = true,
                ',' if ended => pattern.grouped = true,
                letter => {
                    assert!(!letter.is_ascii_alphabetic(), "`{section}` needs a rule in this test");
                    around.push(letter);
                }
            }
        }
        pattern
    }

    fn fill(&self, value: f64, signs: Signs) -> String {
        if !self.whole.0 {
            return format!("{}{}", self.before, self.after);
        }
        let (least, most) = (self.decimals.1, self.decimals.0);
        let digits = match rounded(value, self.hundredths + i32::try_from(most).unwrap()) {
            0 => String::new(),
            digits => digits.to_string(),
        };
        let digits = format!("{digits:0>width$}", width = most + self.whole.1);
        let (whole, decimals) = digits.split_at(digits.len() - most);
        let whole = if self.grouped { grouped(whole, signs.1) } else { whole.to_owned() };
        let kept = decimals.trim_end_matches('0').len().max(least);
        let decimals = match kept {
            0 => String::new(),
            kept => format!("{}{}", signs.0, &decimals[..kept]),
        };
        format!("{}{whole}{decimals}{}", self.before, self.after)
    }
}

/// The number times a power of ten, from the fifteen digits that an office keeps; halves go up.
fn rounded(value: f64, power: i32) -> u128 {
    let text = format!("{value:.14e}");
    let (digits, exponent) = text.split_once('e').unwrap();
    let digits: u128 = digits.replace('.', "").parse().unwrap();
    let power = exponent.parse::<i32>().unwrap() - 14 + power;
    let ten = |power: i32| 10_u128.checked_pow(power.unsigned_abs());
    match power {
        0.. => digits * ten(power).unwrap(),
        _ => ten(power).map_or(0, |unit| (digits + unit / 2) / unit),
    }
}

fn grouped(digits: &str, sign: char) -> String {
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(sign);
        }
        out.push(digit);
    }
    out
}

#[test]
fn a_number_is_shown_through_its_format() {
    let cases: [(f64, &str, &str); 22] = [
        (0.984_438_430_311_231_3, "0.00%", "98,44%"),
        (0.984_438_430_311_231_3, "0.0%", "98,4%"),
        (1.0, "0.00%", "100,00%"),
        (0.999_95, "0.00%", "100,00%"),
        // The nearest double lies below the half; an office rounds what it shows.
        (0.984_45, "0.0%", "98,4%"),
        (0.98445, "0.00%", "98,45%"),
        (1.005, "0.00", "1,01"),
        (0.0, "0.00%", "0,00%"),
        (1234.0, "#,##0", "1.234"),
        (1_234_567.0, "#,##0.0", "1.234.567,0"),
        (999.0, "#,##0", "999"),
        (0.0, "#,##0", "0"),
        (0.0, "#,###", ""),
        (0.5, "0.0#", "0,5"),
        (2.0, "0", "2"),
        (-3.5, "0.00", "-3,50"),
        (11.0, "\"▲\" 0;\"▼\" 0;\"=\"", "▲ 11"),
        (-14.0, "\"▲\" 0;\"▼\" 0;\"=\"", "▼ 14"),
        (0.0, "\"▲\" 0;\"▼\" 0;\"=\"", "="),
        (-0.25, "+0.00;−0.00;0.00", "−0,25"),
        (1.0, "0\\ \"hồ; sơ\"", "1 hồ; sơ"),
        (2846.5, "General", "2846,5"),
    ];
    for (value, format, expected) in cases {
        assert_eq!(shown(value, format, VIETNAMESE), expected, "{value} as {format}");
    }
}
