//! XML as programs write it, not as people may: a prolog, elements in double quotes with one space before each
//! attribute, no comments, no entities but the five. What is written in any other way is not read here.

use std::borrow::Cow;

/// A part of a package while it is read from its beginning.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scan<'t> {
    rest: &'t str,
}

impl<'t> Scan<'t> {
    /// The elements of a part behind its prolog; `None` where it has another encoding.
    pub(super) fn new(part: &'t str) -> Option<Self> {
        let Some(declared) = part.strip_prefix("<?xml ") else {
            return part.starts_with('<').then_some(Self { rest: part });
        };
        let (declaration, rest) = declared.split_once("?>")?;
        let known = |text: &str| !text.contains("encoding") || text.contains("\"UTF-8\"");
        known(&declaration.to_ascii_uppercase().replace("ENCODING", "encoding"))
            .then_some(Self { rest: rest.trim_ascii_start() })
    }

    /// The rest of a tag whose name was passed.
    pub(super) const fn behind(rest: &'t str) -> Self {
        Self { rest }
    }

    /// What was not read yet.
    pub(super) const fn rest(&self) -> &'t str {
        self.rest
    }

    /// Goes past `text`, where it stands here.
    pub(super) fn takes(&mut self, text: &str) -> bool {
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Goes past `text`, which has to stand here.
    pub(super) fn take(&mut self, text: &str) -> Option<()> {
        self.takes(text).then_some(())
    }

    /// The text up to the next tag.
    pub(super) fn text(&mut self) -> Option<&'t str> {
        let end = self.rest.bytes().position(|byte| byte == b'<')?;
        let (text, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(text)
    }

    /// The text up to `end`, which is passed.
    pub(super) fn up_to(&mut self, end: &str) -> Option<&'t str> {
        let (text, rest) = self.rest.split_once(end)?;
        self.rest = rest;
        Some(text)
    }

    /// Tells `each` of the attributes of a tag whose name was passed; whether the element is empty. `None` where the tag
    /// is not plain, or `each` refuses an attribute.
    pub(super) fn attributes(
        &mut self,
        mut each: impl FnMut(&'t str, &'t str) -> Option<()>,
    ) -> Option<bool> {
        loop {
            match self.rest.as_bytes().first()? {
                b' ' => {
                    let (name, value) = self.attribute()?;
                    each(name, value)?;
                }
                b'>' => return self.take(">").map(|()| false),
                _ => return self.take("/>").map(|()| true),
            }
        }
    }

    fn attribute(&mut self) -> Option<(&'t str, &'t str)> {
        let bytes = self.rest.as_bytes();
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_');
        let length = bytes.get(1..)?.iter().position(|byte| !is_name(byte))?;
        let start = length + 3;
        if length == 0 || bytes.get(length + 1..start)? != b"=\"" {
            return None;
        }
        let end = start + bytes.get(start..)?.iter().position(|byte| *byte == b'"')?;
        let (name, value) = (self.rest.get(1..=length)?, self.rest.get(start..end)?);
        self.rest = self.rest.get(end + 1..)?;
        (!value.contains('<')).then_some((name, value))
    }
}

/// The five entities that XML knows by itself.
const ENTITIES: [(&str, char); 5] =
    [("amp;", '&'), ("lt;", '<'), ("gt;", '>'), ("quot;", '"'), ("apos;", '\'')];

/// A text with its entities resolved; `None` where it holds others, ends of lines that are rewritten, or the escapes of
/// Excel.
pub(super) fn plain_text(text: &str) -> Option<Cow<'_, str>> {
    if text.bytes().any(|byte| matches!(byte, b'\r' | b'_'))
        && (text.contains('\r') || text.contains("_x"))
    {
        return None;
    }
    let Some((before, mut rest)) = text.split_once('&') else { return Some(Cow::Borrowed(text)) };
    let mut out = before.to_owned();
    loop {
        let (name, letter) = ENTITIES.iter().find(|(name, _)| rest.starts_with(name))?;
        out.push(*letter);
        rest = &rest[name.len()..];
        let Some((text, behind)) = rest.split_once('&') else {
            out.push_str(rest);
            return Some(Cow::Owned(out));
        };
        out.push_str(text);
        rest = behind;
    }
}

/// A whole number of at most nine digits and nothing else.
pub(super) fn digits(text: &str) -> Option<u32> {
    let plain = (1..=9).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.bytes().fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0')))
}

/// Sets what was not set before.
pub(super) fn once<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.replace(value).is_none().then_some(())
}

#[cfg(test)]
mod tests {
    use super::{Scan, digits, plain_text};

    #[test]
    fn only_plain_xml_is_scanned() {
        let mut found = Vec::new();
        let mut scan =
            Scan::new("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<a b=\"1\" x:c=\"d>\"/><e>")
                .unwrap();
        assert!(scan.takes("<a"));
        let empty = scan.attributes(|name, value| {
            found.push((name, value));
            Some(())
        });
        assert_eq!((empty, found), (Some(true), vec![("b", "1"), ("x:c", "d>")]));
        assert!(Scan::new("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>").is_none());
        for odd in ["  b=\"1\">", " b='1'>", " b = \"1\">", " b=\"1\" >", " b=\"<\">", " =\"1\">"] {
            assert_eq!(Scan { rest: odd }.attributes(|_, _| Some(())), None, "{odd}");
        }
    }

    #[test]
    fn texts_and_numbers() {
        assert_eq!(plain_text("a &amp; b&lt;").as_deref(), Some("a & b<"));
        for odd in ["&#10;", "a\r\n", "_x000D_", "&nbsp;", "&"] {
            assert_eq!(plain_text(odd), None, "{odd}");
        }
        assert_eq!(digits("007"), Some(7));
        for odd in ["", "-1", " 1", "1234567890"] {
            assert_eq!(digits(odd), None, "{odd}");
        }
    }
}
