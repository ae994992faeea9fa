//! The words of a text that can tell a time, one by one: `Quý III/2023`, `9 tháng đầu năm`, `từ 15/6 đến 14/9/2023`.

use std::sync::LazyLock;

use crate::text;

/// A word, as far as it can tell a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TimeWord {
    Quarter,
    /// `Q`, which may be short for a quarter.
    ShortQuarter,
    Month,
    /// `T`, which may be short for a month.
    ShortMonth,
    Year,
    Day,
    From,
    To,
    And,
    /// `đầu`.
    Head,
    /// `cuối`.
    Tail,
    /// `kỳ`, `báo cáo`: what follows is the period.
    Kind,
    /// `lũy kế`, `cộng dồn`.
    Accrued,
    /// Digits, and how many.
    Number(u32, usize),
    /// A number written otherwise: `III`, `chín`.
    Spelled(u32),
    Sign(char),
    Other,
}

impl TimeWord {
    /// Whether it may be part of a time that needs no other word of these: a number, what adds up, `từ đầu năm`.
    pub(super) const fn may_tell(self) -> bool {
        matches!(self, Self::Number(..) | Self::Spelled(_) | Self::Accrued | Self::Head)
    }
}

/// A word and whether nothing stands between it and the one before.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlacedWord {
    pub(super) word: TimeWord,
    pub(super) glued: bool,
}

/// The words of a key.
pub(super) fn words(key: &str) -> Vec<PlacedWord> {
    let plain = key.is_ascii();
    let mut out: Vec<PlacedWord> = Vec::new();
    let mut rest = key;
    let mut glued = false;
    while let Some(first) = rest.chars().next() {
        let is_more: fn(char) -> bool = match first {
            c if c.is_ascii_digit() => |c| c.is_ascii_digit(),
            c if c.is_alphabetic() => char::is_alphabetic,
            _ => |_| false,
        };
        let length = rest.find(|c| !is_more(c)).unwrap_or(rest.len()).max(first.len_utf8());
        let (run, behind) = rest.split_at(length);
        rest = behind;
        if first.is_whitespace() || first == '_' {
            glued = first == '_' && glued;
            continue;
        }
        let mut add =
            |word| out.push(PlacedWord { word, glued: std::mem::replace(&mut glued, true) });
        if first.is_ascii_digit() {
            add(run.parse().map_or(TimeWord::Other, |number| TimeWord::Number(number, run.len())));
        } else if first.is_alphabetic() {
            spoken(run, plain).for_each(&mut add);
        } else {
            add(TimeWord::Sign(first));
        }
    }
    out
}

/// One word, or two where a quarter and its number are written together: `QIII`.
fn spoken(run: &str, plain: bool) -> impl Iterator<Item = TimeWord> {
    let joined = ["q\u{fa}y", "quí", "quy", "q"].into_iter().find_map(|head| {
        let number = roman(run.strip_prefix(head)?)?;
        let word = if head == "q" { TimeWord::ShortQuarter } else { TimeWord::Quarter };
        Some([Some(word), Some(TimeWord::Spelled(number))])
    });
    joined.unwrap_or_else(|| [Some(word(run, plain)), None]).into_iter().flatten()
}

/// Words that tell of time, with their marks and without.
static WORDS: LazyLock<Vec<(&str, String, TimeWord)>> = LazyLock::new(|| {
    let words = [
        // A key has its tone on the first letter.
        ("q\u{fa}y", TimeWord::Quarter),
        ("quí", TimeWord::Quarter),
        ("tháng", TimeWord::Month),
        ("năm", TimeWord::Year),
        ("ngày", TimeWord::Day),
        ("từ", TimeWord::From),
        ("đến", TimeWord::To),
        ("tới", TimeWord::To),
        ("hết", TimeWord::To),
        ("và", TimeWord::And),
        ("đầu", TimeWord::Head),
        ("cuối", TimeWord::Tail),
        ("kỳ", TimeWord::Kind),
        ("kì", TimeWord::Kind),
        ("cáo", TimeWord::Kind),
        ("lũy", TimeWord::Accrued),
        ("dồn", TimeWord::Accrued),
    ];
    words.into_iter().map(|(marked, word)| (marked, text::unmarked(marked), word)).collect()
});

/// Words are told by their marks; in a text that has none at all, without them: people type names of files so.
fn word(run: &str, plain: bool) -> TimeWord {
    let means = |marked: &str, bare: &str| run == marked || (plain && run == bare);
    if let Some((.., word)) = WORDS.iter().find(|(marked, bare, _)| means(marked, bare)) {
        return *word;
    }
    match run {
        "q" => TimeWord::ShortQuarter,
        "t" => TimeWord::ShortMonth,
        "bc" => TimeWord::Kind,
        _ => roman(run).or_else(|| spelled(run)).map_or(TimeWord::Other, TimeWord::Spelled),
    }
}

/// A quarter in Roman numbers; a small L is often typed for the I.
fn roman(run: &str) -> Option<u32> {
    match run {
        "i" | "l" => Some(1),
        "ii" | "ll" => Some(2),
        "iii" | "lll" => Some(3),
        "iv" | "lv" => Some(4),
        _ => None,
    }
}

/// `năm` is a year more often than five.
fn spelled(run: &str) -> Option<u32> {
    Some(match run {
        "một" => 1,
        "hai" => 2,
        "ba" => 3,
        "tư" | "bốn" => 4,
        "sáu" => 6,
        "bảy" | "bẩy" => 7,
        "tám" => 8,
        "chín" => 9,
        "mười" => 10,
        _ => return None,
    })
}
