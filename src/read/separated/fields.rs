//! Fields of a text whose columns a letter separates, one after the other and as a spreadsheet program splits
//! them. A line with millions of separators costs no memory.

use std::borrow::Cow;

/// A field and where it stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SeparatedField<'t> {
    /// Row, from 0; blank lines are rows, a quoted line break ends none.
    pub(super) row: u32,
    /// Column, from 0.
    pub(super) column: u32,
    /// What stands there, without quotes.
    pub(super) text: Cow<'t, str>,
    /// Its quote is never closed.
    pub(super) open: bool,
}

/// The fields of a text.
#[derive(Debug, Clone)]
pub(super) struct SeparatedFields<'t> {
    rest: Option<&'t str>,
    separator: u8,
    quoting: bool,
    row: u32,
    column: u32,
}

impl<'t> SeparatedFields<'t> {
    /// The fields between separators, which are ASCII; without quoting a quote is a letter like others.
    pub(super) const fn new(text: &'t str, separator: u8, quoting: bool) -> Self {
        Self { rest: Some(text), separator, quoting, row: 0, column: 0 }
    }

    /// Up to the next separator or end of a line.
    fn plain(&self, text: &'t str) -> (&'t str, &'t str) {
        // No byte of a letter beyond ASCII is one of these.
        let ends = |byte: u8| byte == self.separator || byte == b'\n' || byte == b'\r';
        text.split_at(text.bytes().position(ends).unwrap_or(text.len()))
    }

    /// The field that begins behind a quote, what follows it, and whether the quote is left open.
    fn quoted(&self, mut text: &'t str) -> (Cow<'t, str>, &'t str, bool) {
        let mut said = Cow::Borrowed("");
        let mut add = |piece: &'t str| {
            if said.is_empty() {
                said = Cow::Borrowed(piece);
            } else if !piece.is_empty() {
                said.to_mut().push_str(piece);
            }
        };
        loop {
            let Some(quote) = text.find('"') else {
                add(text);
                return (said, "", true);
            };
            let (piece, behind) = (&text[..quote], &text[quote + 1..]);
            if let Some(more) = behind.strip_prefix('"') {
                add(&text[..=quote]);
                text = more;
            } else {
                add(piece);
                let (tail, rest) = self.plain(behind);
                add(tail);
                return (said, rest, false);
            }
        }
    }

    /// Steps over what ends the field.
    fn step(&mut self, rest: &'t str) {
        let Some(&end) = rest.as_bytes().first() else {
            self.rest = None;
            return;
        };
        let rest = &rest[1..];
        if end == self.separator {
            self.column = self.column.saturating_add(1);
            self.rest = Some(rest);
        } else {
            self.row = self.row.saturating_add(1);
            self.column = 0;
            let rest = if end == b'\r' { rest.strip_prefix('\n').unwrap_or(rest) } else { rest };
            self.rest = Some(rest);
        }
    }
}

impl<'t> Iterator for SeparatedFields<'t> {
    type Item = SeparatedField<'t>;

    fn next(&mut self) -> Option<SeparatedField<'t>> {
        let text = self.rest?;
        let (row, column) = (self.row, self.column);
        let (text, rest, open) = match text.strip_prefix('"') {
            Some(inside) if self.quoting => self.quoted(inside),
            _ => {
                let (field, rest) = self.plain(text);
                (Cow::Borrowed(field), rest, false)
            }
        };
        self.step(rest);
        Some(SeparatedField { row, column, text, open })
    }
}

#[cfg(test)]
mod tests {
    use super::SeparatedFields;

    fn shown(text: &str, quoting: bool) -> Vec<String> {
        let fields = SeparatedFields::new(text, b';', quoting);
        fields
            .map(|f| format!("{},{} {}{}", f.row, f.column, f.text, if f.open { "…" } else { "" }))
            .collect()
    }

    #[test]
    fn quotes_and_ends_of_lines() {
        let text = "a;\"b;\"\"c\"\"\n\"x\r\n\r;d\"e\n\"\"\"\"";
        let fields = ["0,0 a", "0,1 b;\"c\"\nx", "1,0 ", "2,0 ", "2,1 d\"e", "3,0 \""];
        assert_eq!(shown(text, true), fields);
        assert_eq!(shown("\"a;b\n\"\"c", true), ["0,0 a;b\n\"c…"]);
        assert_eq!(shown("\"a;b", false), ["0,0 \"a", "0,1 b"]);
        assert_eq!(shown("", true), ["0,0 "]);
    }
}
