//! The order of Vietnamese dictionaries: `a ă â b c d đ e ê …`, letters first, then tones (`ngang huyền hỏi ngã sắc nặng`).

use unicode_normalization::UnicodeNormalization as _;

/// What a name is sorted by: letters, then tones, then the name itself. Numbers go by their value: `Phường 2` stands before
/// `Phường 10`.
pub type AlphabetKey = (Vec<u32>, Vec<u8>, String);

/// The key of a name.
#[must_use]
pub fn alphabet_key(name: &str) -> AlphabetKey {
    let (mut letters, mut tones): (Vec<u32>, Vec<u8>) = (Vec::new(), Vec::new());
    let mut number: Option<u32> = None;
    for letter in name.nfd().flat_map(char::to_lowercase) {
        if let Some(figure) = letter.to_digit(10) {
            number = Some(number.unwrap_or(0).saturating_mul(10).saturating_add(figure));
            continue;
        }
        if let Some(number) = number.take() {
            letters.extend([NUMBER, number]);
            tones.extend([0, 0]);
        }
        match (mark(letter), letters.last_mut(), tones.last_mut()) {
            (Some(LetterMark::OfLetter(rank)), Some(letter), _) => *letter += rank,
            (Some(LetterMark::Tone(rank)), _, Some(tone)) => *tone = rank,
            _ => {
                letters.push(rank(letter));
                tones.push(0);
            }
        }
    }
    letters.extend(number.into_iter().flat_map(|number| [NUMBER, number]));
    (letters, tones, name.to_owned())
}

/// Numbers stand before letters and behind the end of a word.
const NUMBER: u32 = 1;

/// A mark above or below a letter.
enum LetterMark {
    /// It makes another letter: ă â đ ê ô ơ ư.
    OfLetter(u32),
    /// It is a tone of the same one.
    Tone(u8),
}

const fn mark(letter: char) -> Option<LetterMark> {
    Some(match letter {
        '\u{306}' => LetterMark::OfLetter(1),
        '\u{302}' => LetterMark::OfLetter(2),
        '\u{31b}' => LetterMark::OfLetter(3),
        '\u{300}' => LetterMark::Tone(1),
        '\u{309}' => LetterMark::Tone(2),
        '\u{303}' => LetterMark::Tone(3),
        '\u{301}' => LetterMark::Tone(4),
        '\u{323}' => LetterMark::Tone(5),
        _ => return None,
    })
}

/// Letters leave room for those that a mark makes of them.
fn rank(letter: char) -> u32 {
    match letter {
        'đ' => 'd' as u32 * 4 + 1,
        letter if letter.is_alphabetic() => letter as u32 * 4,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::alphabet_key;

    #[test]
    fn names_stand_as_in_a_dictionary() {
        let sorted = [
            "Phường 2",
            "Phường 10",
            "Sở Nội vụ",
            "Xã An Bình",
            "Xã Ăn",
            "Xã Ân",
            "Xã Dân",
            "Xã Đak Ơ",
            "Xã Hòa",
            "Xã Hoà Bình",
            "Xã Lộc Thành",
            "Xã Lộc Thạnh",
            "Xã Ô",
            "Xã Ơn",
            "Xã Tân",
            "Xã Ưu",
            "Xã Ý",
        ];
        let mut found = sorted;
        found.reverse();
        found.sort_by_cached_key(|name| alphabet_key(name));
        assert_eq!(found, sorted);
    }
}
