//! Bytes of a text file → letters. Marks and patterns that cannot be an accident come first, then what the file
//! says of itself, then a guess between the encodings that Vietnamese offices have used (`guess`).

mod guess;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

use guess::{few_faults, is_windows_1258, nfc, repaired};

/// A text, and what it was written in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct DecodedText {
    /// Its letters.
    pub(super) text: String,
    /// The name of its encoding.
    pub(super) encoding: &'static str,
}

/// The text that bytes are; `None` where they are no text. TCVN3 and VNI come out as the Latin letters that their
/// bytes are in windows-1252: which letters they mean is told later, cell by cell.
pub(super) fn decode(bytes: &[u8]) -> Option<DecodedText> {
    let decoded = marked(bytes)
        .or_else(|| unmarked_utf_16(bytes))
        .or_else(|| utf_8(bytes))
        .or_else(|| declared(bytes))
        .or_else(|| few_faults(bytes).then(|| lossy(bytes, UTF_8)))
        .unwrap_or_else(|| eight_bits(bytes));
    is_text(&decoded.text).then_some(decoded)
}

/// The text of bytes that begin with a byte order mark; `None` where they do not.
pub(super) fn marked(bytes: &[u8]) -> Option<DecodedText> {
    let wide = |rest: &[u8], read: fn([u8; 4]) -> u32, encoding| {
        let letters = rest.chunks(4).map(|four| {
            let code = four.try_into().ok().map(read);
            code.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER)
        });
        DecodedText { text: letters.collect(), encoding }
    };
    match bytes {
        [0xff, 0xfe, 0, 0, rest @ ..] => Some(wide(rest, u32::from_le_bytes, "UTF-32LE")),
        [0, 0, 0xfe, 0xff, rest @ ..] => Some(wide(rest, u32::from_be_bytes, "UTF-32BE")),
        [0xff, 0xfe, rest @ ..] => Some(lossy(rest, UTF_16LE)),
        [0xfe, 0xff, rest @ ..] => Some(lossy(rest, UTF_16BE)),
        [0xef, 0xbb, 0xbf, rest @ ..] => Some(lossy(rest, UTF_8)),
        _ => None,
    }
}

/// Letters of an encoding, with � for what is none.
fn lossy(bytes: &[u8], encoding: &'static Encoding) -> DecodedText {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    DecodedText { text: text.into_owned(), encoding: encoding.name() }
}

/// Pairs of bytes that are looked at to recognise UTF-16.
const PAIRS: usize = 4096;

/// In UTF-16 the upper byte of most Vietnamese letters is 0; no other text has zeros.
fn unmarked_utf_16(bytes: &[u8]) -> Option<DecodedText> {
    let (mut pairs, mut first, mut second) = (0, 0, 0);
    for pair in bytes.chunks_exact(2).take(PAIRS) {
        pairs += 1;
        first += usize::from(pair[0] == 0);
        second += usize::from(pair[1] == 0);
    }
    let (more, fewer, encoding) =
        if second > first { (second, first, UTF_16LE) } else { (first, second, UTF_16BE) };
    (more > 0 && more * 5 >= pairs && fewer * 10 <= more).then(|| lossy(bytes, encoding))
}

/// Letters outside of ASCII that by accident are also proper UTF-8 do not occur in real text.
fn utf_8(bytes: &[u8]) -> Option<DecodedText> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = repaired(text).unwrap_or_else(|| text.to_owned());
    Some(DecodedText { text, encoding: UTF_8.name() })
}

/// Bytes in which a file may say what it is written in.
const HEAD: usize = 1024;

/// By what an HTML or XML file says of itself, where the bytes bear it out.
fn declared(bytes: &[u8]) -> Option<DecodedText> {
    let head = bytes.get(..HEAD).unwrap_or(bytes).to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let after = |start: &str, name: &str| {
        let rest = head.split_once(start)?.1.split_once(name)?.1;
        let value = rest.trim_start().strip_prefix('=')?.trim_start();
        let value = value.trim_start_matches(['"', '\'']);
        let end = value.find(|c: char| c.is_whitespace() || "\"';/>?".contains(c))?;
        Some(value[..end].to_owned())
    };
    let label = after("<meta", "charset").or_else(|| after("<?xml", "encoding"))?;
    let encoding = match Encoding::for_label(label.as_bytes())? {
        // Pages in TCVN3 and VNI called themselves so; their bytes are told apart later.
        encoding if encoding == X_USER_DEFINED => WINDOWS_1252,
        encoding if encoding == UTF_16LE || encoding == UTF_16BE => return None,
        encoding => encoding,
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(DecodedText { text: nfc(&text), encoding: encoding.name() })
}

fn eight_bits(bytes: &[u8]) -> DecodedText {
    if is_windows_1258(bytes) {
        let (text, _) = encoding_rs::WINDOWS_1258.decode_without_bom_handling(bytes);
        return DecodedText { text: nfc(&text), encoding: encoding_rs::WINDOWS_1258.name() };
    }
    lossy(bytes, WINDOWS_1252)
}

/// One letter in this many may be noise.
const NOISE: usize = 50;

/// Whether letters are a text and no machine's bytes.
fn is_text(text: &str) -> bool {
    let (mut letters, mut noise) = (0usize, 0usize);
    for letter in text.chars() {
        letters += 1;
        match letter {
            '\0' => return false,
            // The last of them ends a file of the time of DOS.
            '\t' | '\n' | '\r' | '\u{c}' | '\u{1a}' => {}
            other => noise += usize::from(other.is_control()),
        }
    }
    noise * NOISE <= letters
}

#[cfg(test)]
mod tests {
    use super::{DecodedText, decode};
    use unicode_normalization::UnicodeNormalization as _;

    const TEXT: &str =
        "Đất đai, Hộ tịch; Số lượng hồ sơ đã giải quyết đúng hạn tại thị xã Phước Long\r\n1;2\r\n";

    const TCVN3: &[u8] = b"\xa7\xcat \xaeai, H\xe9 t\xdech; S\xe8 l\xad\xeeng h\xe5 s\xac \xae\xb7 gi\xb6i quy\xd5t \xae\xf3ng h\xb9n t\xb9i th\xde x\xb7 Ph\xad\xedc Long";

    const VNI: &[u8] = b"\xd1a\xe1t \xf1ai, Ho\xe4 t\xf2ch; So\xe1 l\xf6\xf4\xefng ho\xe0 s\xf4 \xf1a\xf5 gia\xfbi quye\xe1t \xf1u\xf9ng ha\xefn ta\xefi th\xf2 xa\xf5 Ph\xf6\xf4\xf9c Long";

    fn told(bytes: &[u8]) -> (String, &'static str) {
        let DecodedText { text, encoding } = decode(bytes).unwrap();
        (text, encoding)
    }

    fn utf_16(order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        TEXT.encode_utf16().flat_map(order).collect()
    }

    /// Tone marks stand for themselves, the other marks in their letter.
    fn windows_1258(text: &str) -> Vec<u8> {
        let mut apart = String::new();
        for letter in text.chars() {
            let is_tone = |c: &char| "\u{300}\u{301}\u{303}\u{309}\u{323}".contains(*c);
            let (tones, base): (String, String) = std::iter::once(letter).nfd().partition(is_tone);
            apart.extend(base.nfc().chain(tones.chars()));
        }
        let (bytes, _, failed) = encoding_rs::WINDOWS_1258.encode(&apart);
        assert!(!failed);
        bytes.into_owned()
    }

    #[test]
    fn unicode_with_and_without_marks() {
        let marked = |mark: &[u8], bytes: &[u8]| told(&[mark, bytes].concat());
        let (little, big) = (utf_16(u16::to_le_bytes), utf_16(u16::to_be_bytes));
        let wide: Vec<u8> = TEXT.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        assert_eq!(told(TEXT.as_bytes()), (TEXT.to_owned(), "UTF-8"));
        assert_eq!(marked(b"\xef\xbb\xbf", TEXT.as_bytes()), (TEXT.to_owned(), "UTF-8"));
        assert_eq!(told(&little), (TEXT.to_owned(), "UTF-16LE"));
        assert_eq!(told(&big), (TEXT.to_owned(), "UTF-16BE"));
        assert_eq!(marked(b"\xff\xfe", &little), (TEXT.to_owned(), "UTF-16LE"));
        assert_eq!(marked(b"\xfe\xff", &big), (TEXT.to_owned(), "UTF-16BE"));
        assert_eq!(marked(b"\xff\xfe\0\0", &wide), (TEXT.to_owned(), "UTF-32LE"));
    }

    #[test]
    fn a_text_cut_in_a_letter_is_still_unicode() {
        let bytes = "Số lượng hồ sơ đã giải quyế".as_bytes();
        let (text, encoding) = told(&bytes[..bytes.len() - 1]);
        assert_eq!((text.as_str(), encoding), ("Số lượng hồ sơ đã giải quy\u{fffd}", "UTF-8"));
    }

    #[test]
    fn a_text_encoded_twice_is_repaired() {
        let (twice, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(TEXT.as_bytes());
        assert_eq!(told(twice.as_bytes()), (TEXT.to_owned(), "UTF-8"));
    }

    #[test]
    fn encodings_of_eight_bits() {
        assert_eq!(told(&windows_1258(TEXT)), (TEXT.to_owned(), "windows-1258"));
        assert_eq!(told(&windows_1258("Lĩnh vực;Đúng hạn")).1, "windows-1258");
        let (text, encoding) = told(TCVN3);
        assert_eq!(encoding, "windows-1252");
        assert!(text.starts_with("§Êt ®ai, Hé tÞch; Sè l\u{ad}îng hå s¬"));
        let (text, encoding) = told(VNI);
        assert_eq!(encoding, "windows-1252");
        assert!(text.starts_with("Ñaát ñai, Hoä tòch; Soá löôïng hoà sô"));
    }

    #[test]
    fn what_a_page_says_of_itself_counts_where_it_can_be() {
        let page = |head: &str, bytes: &[u8]| told(&[head.as_bytes(), bytes].concat()).1;
        let meta =
            "<html><meta http-equiv=Content-Type content=\"text/html; charset=x-user-defined\">";
        assert_eq!(page(meta, TCVN3), "windows-1252");
        assert_eq!(page("<meta charset='windows-1258'>", &windows_1258("Số")), "windows-1258");
        assert_eq!(page("<meta charset=windows-1252>", TEXT.as_bytes()), "UTF-8");
        assert_eq!(page("<?xml version=\"1.0\" encoding=\"utf-8\"?>", TCVN3), "windows-1252");
        assert_eq!(page("<meta charset=", TCVN3), "windows-1252");
    }

    #[test]
    fn what_is_no_text_is_told() {
        let noise: Vec<u8> = (1..=255).cycle().take(4000).collect();
        for bytes in [&noise[..], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &[0, 159, 146, 150], &[0; 64]] {
            assert_eq!(decode(bytes), None);
        }
        assert_eq!(told(b"").0, "");
    }
}
