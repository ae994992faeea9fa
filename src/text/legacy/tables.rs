//! The two old encodings, letter by letter. Knows nothing of words or of how likely a reading is.

use super::font::Encoding;
use super::letters::{Tone, capital, join, small};

/// TCVN3 from 0xA0 on, one letter a byte. Below it is ASCII; a blank stands for no letter. Of the capitals
/// with a tone sixteen have a byte, which few keyboards wrote; the others are the small letter in a font
/// of capitals.
#[rustfmt::skip]
const TCVN3: [char; 96] = [
    ' ', 'Ă', 'Â', 'Ê', 'Ô', 'Ơ', 'Ư', 'Đ', 'ă', 'â', 'ê', 'ô', 'ơ', 'ư', 'đ', 'Ằ',
    ' ', ' ', ' ', ' ', ' ', 'à', 'ả', 'ã', 'á', 'ạ', 'Ẳ', 'ằ', 'ẳ', 'ẵ', 'ắ', 'Ẵ',
    'Ắ', 'Ầ', 'Ẩ', 'Ẫ', 'Ấ', 'Ề', 'ặ', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ', 'è', 'Ể', 'ẻ', 'ẽ',
    'é', 'ẹ', 'ề', 'ể', 'ễ', 'ế', 'ệ', 'ì', 'ỉ', 'Ễ', 'Ế', 'Ồ', 'ĩ', 'í', 'ị', 'ò',
    'Ổ', 'ỏ', 'õ', 'ó', 'ọ', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ', 'ù',
    'Ỗ', 'ủ', 'ũ', 'ú', 'ụ', 'ừ', 'ử', 'ữ', 'ứ', 'ự', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ', 'Ố',
];

/// Text in its old encoding made Unicode.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    /// The text.
    pub(super) text: String,
    /// Its letters.
    pub(super) letters: u32,
    /// How many of them are not ASCII in the old encoding.
    pub(super) marked: u32,
    /// A VNI letter in it is a base with a mark behind it that no other language writes so.
    pub(super) paired: bool,
    /// Some bytes came through windows-1258 and not windows-1252.
    pub(super) through_1258: bool,
}

impl Decoded {
    fn push(&mut self, letter: char, marked: bool) {
        self.text.push(letter);
        self.letters += 1;
        self.marked += u32::from(marked);
    }
}

/// A capital with a tone stands at the head of a word, or in one of capitals: `và` is no `vỔ`.
fn is_toned_capital(letter: char) -> bool {
    letter.is_uppercase() && !matches!(letter, 'Ă' | 'Â' | 'Ê' | 'Ô' | 'Ơ' | 'Ư' | 'Đ')
}

/// Decodes a text; `None` where one of its characters is not in the encoding.
pub(super) fn decode(encoding: Encoding, text: &str) -> Option<Decoded> {
    match encoding {
        Encoding::Tcvn3 => decode_tcvn3(text),
        Encoding::Vni => decode_vni(text),
    }
}

fn decode_tcvn3(text: &str) -> Option<Decoded> {
    let mut decoded = Decoded::default();
    let in_capitals = !text.contains(|c: char| c.is_ascii_lowercase());
    for letter in text.chars() {
        if letter.is_ascii() {
            decoded.push(letter, false);
        } else if let Some(known) = tcvn3(letter)
            .filter(|&known| in_capitals || decoded.letters == 0 || !is_toned_capital(known))
        {
            decoded.push(known, true);
        } else {
            decoded.push(tcvn3(from_1258(letter)?)?, true);
            decoded.through_1258 = true;
        }
    }
    Some(decoded)
}

/// The letter behind one character of TCVN3 that is not ASCII.
pub(super) fn tcvn3(letter: char) -> Option<char> {
    let place = u32::from(letter).checked_sub(0xa0)?;
    TCVN3.get(usize::try_from(place).ok()?).copied().filter(|&known| known != ' ')
}

/// The Latin-1 letter of the byte that windows-1258 reads as another one.
fn from_1258(letter: char) -> Option<char> {
    Some(match letter {
        'Ă' => 'Ã',
        '\u{300}' => 'Ì',
        'Đ' => 'Ð',
        '\u{309}' => 'Ò',
        'Ơ' => 'Õ',
        'Ư' => 'Ý',
        '\u{303}' => 'Þ',
        'ă' => 'ã',
        '\u{301}' => 'ì',
        'đ' => 'ð',
        '\u{323}' => 'ò',
        'ơ' => 'õ',
        'ư' => 'ý',
        '₫' => 'þ',
        _ => return None,
    })
}

fn decode_vni(text: &str) -> Option<Decoded> {
    let mut decoded = Decoded::default();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let base = if letter.is_ascii() { letter } else { vni_single(letter)? };
        let pair = letters.peek().and_then(|&mark| Some((mark, vni_pair(base, mark)?)));
        decoded.push(pair.map_or(base, |(_, marked)| marked), pair.is_some() || !letter.is_ascii());
        if let Some((mark, _)) = pair {
            letters.next();
            // French has `naïf` and `Raphaël`.
            decoded.paired |= !matches!(small(mark), 'ï' | 'ë');
        }
    }
    Some(decoded)
}

/// A VNI letter that stands alone.
fn vni_single(letter: char) -> Option<char> {
    let found = match small(letter) {
        'ñ' => 'đ',
        'ô' => 'ơ',
        'ö' => 'ư',
        'í' => 'í',
        'ì' => 'ì',
        'æ' => 'ỉ',
        'ó' => 'ĩ',
        'ò' => 'ị',
        'î' => 'ỵ',
        _ => return None,
    };
    Some(like(letter, found))
}

/// A VNI letter of a base and the mark behind it. The base decides on capitals: `AÙ` and `Aù` both
/// occur.
fn vni_pair(base: char, mark: char) -> Option<char> {
    let mark = small(mark);
    let (vowel, tone) = match (small(base), vni_tone(mark)) {
        (vowel @ ('a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ơ' | 'ư'), Some(tone)) => (vowel, tone),
        ('a', None) if vni_breve(mark).is_some() => ('ă', vni_breve(mark)?),
        ('a', None) => ('â', vni_circumflex(mark)?),
        ('e', None) => ('ê', vni_circumflex(mark)?),
        ('o', None) => ('ô', vni_circumflex(mark)?),
        _ => return None,
    };
    join(vowel, tone).map(|letter| like(base, letter))
}

fn vni_tone(mark: char) -> Option<Tone> {
    marked_tone(['\0', 'ø', 'ù', 'û', 'õ', 'ï'], mark)
}

fn vni_circumflex(mark: char) -> Option<Tone> {
    marked_tone(['â', 'à', 'á', 'å', 'ã', 'ä'], mark)
}

fn vni_breve(mark: char) -> Option<Tone> {
    marked_tone(['ê', 'è', 'é', 'ú', 'ü', 'ë'], mark)
}

fn marked_tone(marks: [char; 6], mark: char) -> Option<Tone> {
    marks.iter().position(|&other| other == mark).map(|place| Tone::ALL[place])
}

/// `letter` as a capital where `model` is one.
fn like(model: char, letter: char) -> char {
    if model.is_uppercase() { capital(letter) } else { letter }
}

/// Text in its old encoding, as the tests need it: letters that have no code stay.
#[cfg(test)]
pub(super) fn encode(encoding: Encoding, text: &str) -> String {
    text.chars().fold(String::new(), |mut out, letter| {
        match encoding {
            Encoding::Tcvn3 => out.push(encode_tcvn3(letter)),
            Encoding::Vni => encode_vni(letter, &mut out),
        }
        out
    })
}

#[cfg(test)]
fn encode_tcvn3(letter: char) -> char {
    let find = |wanted: char| TCVN3.iter().position(|&known| known == wanted && known != ' ');
    find(letter)
        .or_else(|| find(small(letter)).filter(|_| !letter.is_ascii()))
        .and_then(|place| char::from_u32(0xa0 + u32::try_from(place).ok()?))
        .unwrap_or(letter)
}

#[cfg(test)]
fn encode_vni(letter: char, out: &mut String) {
    const SINGLES: [char; 9] = ['ñ', 'ô', 'ö', 'í', 'ì', 'æ', 'ó', 'ò', 'î'];
    const BASES: [char; 8] = ['a', 'e', 'i', 'o', 'u', 'y', 'ô', 'ö'];
    const MARKS: &str = "ùøûõïâáàåãäêéèúüë";
    let wanted = small(letter);
    let pairs = || BASES.iter().flat_map(|&base| MARKS.chars().map(move |mark| (base, mark)));
    let of = |base: char| if base.is_ascii() { Some(base) } else { vni_single(base) };
    if letter.is_ascii() {
        out.push(letter);
    } else if let Some(&single) = SINGLES.iter().find(|&&c| vni_single(c) == Some(wanted)) {
        out.push(like(letter, single));
    } else if let Some((base, mark)) =
        pairs().find(|&(base, mark)| of(base).and_then(|b| vni_pair(b, mark)) == Some(wanted))
    {
        out.extend([like(letter, base), like(letter, mark)]);
    } else {
        out.push(letter);
    }
}

#[cfg(test)]
mod tests {
    use super::{Encoding, decode, encode};

    const LETTERS: &str = "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ";

    fn decoded(encoding: Encoding, text: &str) -> Option<String> {
        decode(encoding, text).map(|decoded| decoded.text)
    }

    #[test]
    fn every_letter_goes_out_and_comes_back() {
        assert_eq!(LETTERS.chars().count(), 67);
        let capitals = LETTERS.to_uppercase();
        for encoding in [Encoding::Tcvn3, Encoding::Vni] {
            let old = encode(encoding, LETTERS);
            assert!(old.chars().all(|c| c <= 'ÿ'), "{old}");
            assert_eq!(decoded(encoding, &old).as_deref(), Some(LETTERS));
        }
        let old = encode(Encoding::Vni, &capitals);
        assert_eq!(decoded(Encoding::Vni, &old), Some(capitals));
        let old = encode(Encoding::Tcvn3, "ĂÂĐÊÔƠƯ");
        assert_eq!(old, "¡¢§£¤¥¦");
        assert_eq!(decoded(Encoding::Tcvn3, &old).as_deref(), Some("ĂÂĐÊÔƠƯ"));
    }

    #[test]
    fn known_words() {
        let tcvn3 = [("tØnh B×nh Ph\u{ad}íc", "tỉnh Bình Phước"), ("§Êt ®ai", "Đất đai")];
        for (old, new) in tcvn3 {
            assert_eq!(decoded(Encoding::Tcvn3, old).as_deref(), Some(new));
        }
        let vni = [
            ("tænh Bình Phöôùc", "tỉnh Bình Phước"),
            ("TÆNH BÌNH PHÖÔÙC", "TỈNH BÌNH PHƯỚC"),
            ("Ñaát ñai, Aâu Aù", "Đất đai, Âu Á"),
            ("kyõ thuaät, tyû leä, yï", "kỹ thuật, tỷ lệ, ỵ"),
        ];
        for (old, new) in vni {
            assert_eq!(decoded(Encoding::Vni, old).as_deref(), Some(new));
        }
    }

    #[test]
    fn other_letters_are_in_neither() {
        assert_eq!(decoded(Encoding::Tcvn3, "và"), None);
        assert_eq!(decoded(Encoding::Vni, "và"), None);
        assert_eq!(decoded(Encoding::Tcvn3, "20°C"), None);
        let through = decode(Encoding::Tcvn3, "th\u{323} Tr\u{303}nh");
        assert!(through.is_some_and(|d| d.text == "thũ Trịnh" && d.through_1258));
    }
}
