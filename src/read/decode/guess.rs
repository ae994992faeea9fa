//! The guess behind `decode`: what bytes of an unnamed encoding most likely are, and texts that were encoded
//! twice.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{WINDOWS_1252, WINDOWS_1258};
use unicode_normalization::UnicodeNormalization as _;

/// Marks on letters joined with them: windows-1258 keeps tone marks apart.
pub(super) fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// Whether bytes are UTF-8 with a few faults, such as a last letter that is cut off.
pub(super) fn few_faults(bytes: &[u8]) -> bool {
    let (mut letters, mut faults) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    letters > 4 * faults
}

/// Letters outside of ASCII below which nothing is taken for encoded twice.
const FEWEST_LETTERS: usize = 3;

/// Letters of windows-1252 beyond Latin-1.
const BEYOND_LATIN_1: &str = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";

/// A text whose UTF-8 bytes were once taken for windows-1252, put right: `Sá»‘` is `Số`. All of it must be so.
pub(super) fn repaired(text: &str) -> Option<String> {
    // The first Vietnamese letter shows that there is nothing to repair.
    let fits = |letter| letter <= '\u{ff}' || BEYOND_LATIN_1.contains(letter);
    if text.is_ascii() || !text.chars().all(fits) {
        return None;
    }
    let (bytes, _, failed) = WINDOWS_1252.encode(text);
    let once = String::from_utf8(bytes.into_owned()).ok().filter(|_| !failed)?;
    let letters = once.chars().filter(|letter| !letter.is_ascii()).take(FEWEST_LETTERS);
    (letters.count() == FEWEST_LETTERS).then_some(once)
}

/// Tone marks of windows-1258: they stand behind their vowel.
const TONES: &[u8] = b"\xcc\xd2\xde\xec\xf2";

/// Vowels of windows-1258 that bear such a mark.
const VOWELS: &[u8] = b"aeiouyAEIOUY\xc2\xe2\xca\xea\xd4\xf4\xc3\xe3\xd5\xf5\xdd\xfd";

/// Letters of windows-1258 that Vietnamese is written with, in one piece.
const LETTERS: &[u8] = b"\xc0\xc1\xc2\xc3\xc8\xc9\xca\xcd\xd0\xd3\xd4\xd5\xd9\xda\xdd\xe0\xe1\xe2\xe3\xe8\xe9\xea\xed\xf0\xf3\xf4\xf5\xf9\xfa\xfd\xfe";

/// Signs above ASCII that stand beside letters in text of any encoding: hard spaces, « », °, º.
const SIGNS: &[u8] = b"\xa0\xab\xbb\xb0\xba";

/// Bytes that the detector is shown; it is slow.
const SAMPLE: usize = 1 << 16;

/// Whether bytes are windows-1258 rather than windows-1252, which is also what TCVN3 and VNI look like. Tone marks
/// behind vowels speak for it. Marks elsewhere, signs inside words and letters of other languages speak against
/// it: in TCVN3 most words hold one of the signs, in VNI letters with two dots.
pub(super) fn is_windows_1258(bytes: &[u8]) -> bool {
    let (mut tones, mut foreign) = (0usize, 0usize);
    let mut before = b' ';
    for (index, &byte) in bytes.iter().enumerate() {
        let after = bytes.get(index + 1).copied().unwrap_or(b' ');
        if TONES.contains(&byte) {
            let borne = VOWELS.contains(&before);
            tones += usize::from(borne);
            foreign += usize::from(!borne);
        } else if byte >= 0xc0 {
            foreign += usize::from(!LETTERS.contains(&byte));
        } else if byte > 0xa0 && !SIGNS.contains(&byte) {
            let inside = before.is_ascii_alphabetic() || after.is_ascii_alphabetic();
            foreign += usize::from(inside);
        }
        before = byte;
    }
    if tones == foreign { detected(bytes) } else { tones > foreign }
}

/// Without the hint that the text is Vietnamese: with it the detector takes short texts in VNI for windows-1258.
fn detected(bytes: &[u8]) -> bool {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes.get(..SAMPLE).unwrap_or(bytes), true);
    detector.guess(None, Utf8Detection::Deny) == WINDOWS_1258
}
