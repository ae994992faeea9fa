//! Sheets of text of the time before Unicode. The first byte says how the rest is written, the first letter of each
//! line which font it is set in.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tthc_fuzz::text::{LegacyFont, LegacyText, has_old_word};
use tthc_fuzz::watch;

fuzz_target!(init: watch(), |data: &[u8]| {
    let Some((way, rest)) = data.split_first() else { return };
    let sheet: String = if way % 2 == 0 {
        rest.iter().map(|&byte| char::from(byte)).collect()
    } else {
        String::from_utf8_lossy(rest).into_owned()
    };
    let cells: Vec<(&str, Option<LegacyFont>)> = sheet.lines().map(set).collect();
    let mut weighed = LegacyText::default();
    cells.iter().for_each(|(text, font)| weighed.weigh(text, *font));
    let any_old = cells.iter().any(|(text, _)| has_old_word(text));
    for (text, font) in cells {
        let Some((_, converted)) = weighed.convert(text, font) else { continue };
        assert!(any_old, "{text:?} became {converted:?} in a sheet that is not even weighed");
        let raised = font.is_some_and(|font| font.capitals);
        assert!(raised || !text.is_ascii(), "{text:?} is ASCII and became {converted:?}");
        assert!(converted != text, "{text:?} became itself");
        let lost = |text: &str| text.contains('\u{fffd}');
        assert!(lost(text) || !lost(&converted), "{text:?} became {converted:?}");
        let letters = |text: &str| text.chars().filter(char::is_ascii_digit).count();
        assert_eq!(letters(text), letters(&converted), "{text:?} became {converted:?}");
    }
});

/// A line as the text of a cell and its font.
fn set(line: &str) -> (&str, Option<LegacyFont>) {
    let fonts = [("1", ".VnTime"), ("2", ".VnTimeH"), ("3", "VNI-Times")];
    let font = fonts.iter().find_map(|(mark, name)| Some((line.strip_prefix(mark)?, name)));
    font.map_or((line, None), |(text, name)| (text, LegacyFont::parse(name)))
}
