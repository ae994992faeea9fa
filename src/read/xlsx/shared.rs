//! What the cells of all sheets share: their texts, and which styles are none of dates. `None` where either is not
//! written as usual.

use std::borrow::Cow;

use super::scan::{Scan, digits, once, plain_text};

/// The texts that cells refer to.
pub(super) fn texts(part: &str) -> Option<Vec<Cow<'_, str>>> {
    let mut scan = Scan::new(part)?;
    scan.take("<sst")?;
    let mut texts = Vec::new();
    if scan.attributes(|_, _| Some(()))? {
        return Some(texts);
    }
    loop {
        if scan.takes("<si>") {
            texts.push(text(&mut scan)?);
        } else if scan.takes("<si/>") {
            texts.push(Cow::Borrowed(""));
        } else {
            return scan.takes("</sst>").then_some(texts);
        }
    }
}

/// A text, up to its end: in one piece or in several of different fonts.
fn text<'t>(scan: &mut Scan<'t>) -> Option<Cow<'t, str>> {
    let mut text = Cow::Borrowed("");
    loop {
        let part = if scan.takes("<t") {
            piece(scan)?
        } else if scan.takes("<r>") {
            run(scan)?
        } else {
            return scan.takes("</si>").then_some(text);
        };
        if text.is_empty() {
            text = part;
        } else {
            text.to_mut().push_str(&part);
        }
    }
}

/// A piece in a font of its own, which is passed over.
fn run<'t>(scan: &mut Scan<'t>) -> Option<Cow<'t, str>> {
    if scan.takes("<rPr>") && scan.up_to("</rPr>")?.contains("<t>") {
        return None;
    }
    scan.take("<t")?;
    let piece = piece(scan)?;
    scan.take("</r>")?;
    Some(piece)
}

/// What stands in an element `t`, whose name was passed.
fn piece<'t>(scan: &mut Scan<'t>) -> Option<Cow<'t, str>> {
    if scan.takes("/>") {
        return Some(Cow::Borrowed(""));
    }
    let preserved = scan.takes(" xml:space=\"preserve\"");
    scan.take(">")?;
    let text = plain_text(scan.text()?)?;
    scan.take("</t>")?;
    let blank = [' ', '\t', '\n'];
    Some(match text {
        text if preserved => text,
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_matches(blank)),
        Cow::Owned(text) => Cow::Owned(text.trim_matches(blank).to_owned()),
    })
}

/// For each style of a cell, whether a number in it is surely a number and no date.
pub(super) fn numeric(styles: &str) -> Option<Vec<bool>> {
    if styles.contains("<!") {
        return None;
    }
    let formats = formats(styles)?;
    let (_, rest) = styles.split_once("<cellXfs ")?;
    let (styles, behind) = rest.split_once("</cellXfs>")?;
    if behind.contains("<cellXfs") {
        return None;
    }
    let styles = styles.split("<xf").skip(1).map(|style| {
        let mut format = None;
        Scan::behind(style).attributes(|name, value| match name {
            "numFmtId" => once(&mut format, value),
            _ => Some(()),
        })?;
        let format = format?;
        let declared = formats.iter().rev().find(|(id, _)| *id == format);
        Some(declared.map_or_else(|| is_builtin_number(format), |(_, numeric)| *numeric))
    });
    styles.collect()
}

/// The formats that a workbook declares itself, and whether each is surely none of dates.
fn formats(styles: &str) -> Option<Vec<(&str, bool)>> {
    let Some((_, rest)) = styles.split_once("<numFmts") else { return Some(Vec::new()) };
    let (formats, _) = rest.split_once("</numFmts>")?;
    let formats = formats.split("<numFmt").skip(1).map(|format| {
        let (mut id, mut code) = (None, None);
        Scan::behind(format).attributes(|name, value| match name {
            "numFmtId" => once(&mut id, value),
            "formatCode" => once(&mut code, value),
            _ => Some(()),
        })?;
        let numeric = plain_text(code?).is_some_and(|code| is_number_format(&code));
        Some((id?, numeric))
    });
    formats.collect()
}

/// The formats of dates and times that need not be declared.
fn is_builtin_number(id: &str) -> bool {
    digits(id).is_some_and(|id| !matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58))
}

/// Whether a format has no letter that could be one of a date: `#,##0`, `_(* #,##0_);_(* "-"_)`.
fn is_number_format(code: &str) -> bool {
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ';' => return true,
            // The next letter stands for itself.
            '_' | '\\' | '*' => {
                letters.next();
            }
            '"' => {
                if !letters.any(|letter| letter == '"') {
                    return false;
                }
            }
            '0'..='9' | '#' | '?' | ',' | '.' | '%' | ' ' | '-' | '+' | '(' | ')' | '@' => {}
            _ => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{is_number_format, numeric, texts};

    #[test]
    fn texts_in_one_piece_and_in_several() {
        let part = "<sst count=\"4\"><si><t> a &amp; b </t></si><si><t xml:space=\"preserve\"> c </t></si><si/>\
            <si><r><rPr><b/></rPr><t>d</t></r><r><t xml:space=\"preserve\"> e</t></r></si></sst>";
        assert_eq!(texts(part).unwrap(), ["a & b", " c ", "", "d e"]);
        for odd in ["<sst><si><t>a</t><rPh/></si></sst>", "<sst><si><t>a", "<x:sst></x:sst>"] {
            assert_eq!(texts(odd), None, "{odd}");
        }
    }

    #[test]
    fn formats_of_numbers() {
        for code in ["#,##0", "0.00%", "_(* #,##0_);_(* \\(#,##0\\)", "\"d\"0", "0;dd"] {
            assert!(is_number_format(code), "{code}");
        }
        for code in ["dd/mm/yyyy", "[h]:mm", "\"d", "General", "0E+0"] {
            assert!(!is_number_format(code), "{code}");
        }
        let styles = "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"#,##0\"/></numFmts>\
            <cellXfs count=\"3\"><xf numFmtId=\"164\"/><xf numFmtId=\"14\"><alignment/></xf><xf numFmtId=\"3\"/></cellXfs>";
        assert_eq!(numeric(styles).unwrap(), [true, false, true]);
    }
}
