//! Vietnamese vowels with their tones, one by one. Knows nothing of words.

/// The tone of a syllable, in the order of [`VOWELS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Level,
    Grave,
    Acute,
    Hook,
    Tilde,
    Dot,
}

impl Tone {
    pub(super) const ALL: [Self; 6] =
        [Self::Level, Self::Grave, Self::Acute, Self::Hook, Self::Tilde, Self::Dot];
}

/// Each vowel with its six tones, in the order of [`Tone`].
const VOWELS: [[char; 6]; 12] = [
    ['a', 'à', 'á', 'ả', 'ã', 'ạ'],
    ['ă', 'ằ', 'ắ', 'ẳ', 'ẵ', 'ặ'],
    ['â', 'ầ', 'ấ', 'ẩ', 'ẫ', 'ậ'],
    ['e', 'è', 'é', 'ẻ', 'ẽ', 'ẹ'],
    ['ê', 'ề', 'ế', 'ể', 'ễ', 'ệ'],
    ['i', 'ì', 'í', 'ỉ', 'ĩ', 'ị'],
    ['o', 'ò', 'ó', 'ỏ', 'õ', 'ọ'],
    ['ô', 'ồ', 'ố', 'ổ', 'ỗ', 'ộ'],
    ['ơ', 'ờ', 'ớ', 'ở', 'ỡ', 'ợ'],
    ['u', 'ù', 'ú', 'ủ', 'ũ', 'ụ'],
    ['ư', 'ừ', 'ứ', 'ử', 'ữ', 'ự'],
    ['y', 'ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ'],
];

/// The small letter; every Vietnamese letter has exactly one.
pub(super) fn small(letter: char) -> char {
    match letter {
        '\0'..='\u{7f}' => letter.to_ascii_lowercase(),
        // Capitals and small letters take turns here.
        'Ạ'..='ỹ' => char::from_u32(u32::from(letter) | 1).unwrap_or(letter),
        _ => small_by_table(letter),
    }
}

fn small_by_table(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// The capital letter. Signs that have a case of their own elsewhere (`µ`, `ß`) stay.
pub(super) fn capital(letter: char) -> char {
    if matches!(letter, 'µ' | 'ß' | 'ÿ') {
        return letter;
    }
    letter.to_uppercase().next().unwrap_or(letter)
}

/// A small letter as the letter without tone and the tone; `None` where it is not of the alphabet.
pub(super) fn split(letter: char) -> Option<(char, Tone)> {
    if letter.is_ascii() {
        let known = letter.is_ascii_lowercase() && !matches!(letter, 'f' | 'j' | 'w' | 'z');
        return known.then_some((letter, Tone::Level));
    }
    if letter == 'đ' {
        return Some((letter, Tone::Level));
    }
    let find = |row: &[char; 6]| row.iter().position(|&other| other == letter);
    VOWELS.iter().find_map(|row| find(row).map(|tone| (row[0], Tone::ALL[tone])))
}

/// The small vowel with a tone; `None` for a letter that carries none.
pub(super) fn join(vowel: char, tone: Tone) -> Option<char> {
    VOWELS.iter().find(|row| row[0] == vowel).map(|row| row[tone as usize])
}

/// Whether a small letter without tone is a vowel.
pub(super) fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'ă' | 'â' | 'e' | 'ê' | 'i' | 'o' | 'ô' | 'ơ' | 'u' | 'ư' | 'y')
}
