//! Letters that a terminal obeys instead of showing, or that turn the order of others around. What submitters wrote is
//! shown with such letters spelled out, as JSON spells them.

use std::borrow::Cow;
use std::fmt::Write as _;

/// A text in one line, with nothing hidden in it: a line break is `\n`, a letter that turns the order around `\u202e`.
#[must_use]
pub fn plain(text: &str) -> Cow<'_, str> {
    spelled(text, |_, letter| is_hidden(letter))
}

/// A text of many lines, which may be painted, or be JSON: all other hidden letters are spelled out.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    spelled(text, |rest, letter| match letter {
        '\n' | '\t' => false,
        '\u{1b}' => !paints(rest),
        other => is_hidden(other),
    })
}

/// `is_odd` is told the text from a letter on.
fn spelled(text: &str, is_odd: impl Fn(&str, char) -> bool) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        // Writing to a String cannot fail.
        let _ = match letter {
            _ if !is_odd(&text[at..], letter) => write!(out, "{letter}"),
            '\n' => write!(out, "\\n"),
            '\r' => write!(out, "\\r"),
            '\t' => write!(out, "\\t"),
            _ => write!(out, "\\u{:04x}", u32::from(letter)),
        };
    }
    Cow::Owned(out)
}

/// Whether a colour begins or ends here, and nothing else that a terminal obeys.
fn paints(rest: &str) -> bool {
    let code = rest.strip_prefix("\u{1b}[").and_then(|rest| rest.split_once('m'));
    code.is_some_and(|(code, _)| code.chars().all(|c| c.is_ascii_digit() || c == ';'))
}

/// Whether a letter is obeyed instead of shown, or turns others around.
#[must_use]
pub fn is_hidden(letter: char) -> bool {
    let turns = matches!(
        letter,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    turns || letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::{plain, visible};

    #[test]
    fn what_a_terminal_obeys_is_spelled_out() {
        for (text, shown, many) in [
            ("Xã Lộc Thành", "Xã Lộc Thành", "Xã Lộc Thành"),
            ("a\nb\tc", r"a\nb\tc", "a\nb\tc"),
            ("\u{202e}slx.exe", r"\u202eslx.exe", r"\u202eslx.exe"),
            ("\u{1b}]0;x\u{7}", r"\u001b]0;x\u0007", r"\u001b]0;x\u0007"),
            ("\u{1b}[2J", r"\u001b[2J", r"\u001b[2J"),
            (
                "\u{1b}[1;31mF203\u{1b}[0m",
                r"\u001b[1;31mF203\u001b[0m",
                "\u{1b}[1;31mF203\u{1b}[0m",
            ),
            ("\u{9b}31m\r", r"\u009b31m\r", r"\u009b31m\r"),
        ] {
            assert_eq!((&*plain(text), &*visible(text)), (shown, many));
        }
    }
}
