//! Text as a browser shows it: runs of spaces are one, line breaks come from elements and not from the source.

/// A text while it is put together.
#[derive(Debug, Default)]
pub(super) struct Flow {
    text: String,
    /// A space is due before the next letter.
    space: bool,
    /// Line breaks due before the next letter.
    breaks: usize,
    /// What stands before has been told elsewhere.
    told: usize,
}

impl Flow {
    /// Adds letters as they stand in the source.
    pub(super) fn letters(&mut self, letters: &str) {
        for part in letters.split_inclusive(|c: char| c.is_ascii_whitespace()) {
            let word = part.trim_end_matches(|c: char| c.is_ascii_whitespace());
            if !word.is_empty() {
                self.separate();
                self.text.push_str(word);
            }
            self.space |= word.len() < part.len();
        }
    }

    /// A line break.
    pub(super) const fn line(&mut self) {
        self.breaks += 1;
    }

    /// The beginning or end of a block: a new line, unless one is due already.
    pub(super) fn block(&mut self) {
        self.breaks = self.breaks.max(1);
    }

    /// The text since it was last told.
    pub(super) fn untold(&self) -> &str {
        &self.text[self.told..]
    }

    /// What stands so far has been told.
    pub(super) const fn tell(&mut self) {
        self.told = self.text.len();
    }

    /// The whole text; the next one begins.
    pub(super) fn take(&mut self) -> String {
        std::mem::take(self).text
    }

    fn separate(&mut self) {
        if !self.text.is_empty() {
            if self.breaks > 0 {
                self.text.extend(std::iter::repeat_n('\n', self.breaks));
            } else if self.space {
                self.text.push(' ');
            }
        }
        (self.breaks, self.space) = (0, false);
    }
}

/// Most texts of one caption, and most bytes of them together.
const MOST_TEXTS: usize = 40;
const MOST_BYTES: usize = 4096;

/// Texts that may stand above a table: the last ones, for a page can begin with a whole report.
#[derive(Debug, Clone, Default)]
pub(super) struct Titles {
    texts: Vec<String>,
    bytes: usize,
}

impl Titles {
    /// Adds a text below the others; a blank one is not added.
    pub(super) fn push(&mut self, text: &str) {
        let text = text.trim_matches(|c: char| c.is_ascii_whitespace());
        if text.chars().all(char::is_whitespace) {
            return;
        }
        let text = &text[..text.floor_char_boundary(MOST_BYTES)];
        self.bytes += text.len();
        self.texts.push(text.to_owned());
        while self.bytes > MOST_BYTES || self.texts.len() > MOST_TEXTS {
            self.bytes -= self.texts.remove(0).len();
        }
    }

    /// Adds the texts of another list below these.
    pub(super) fn extend(&mut self, other: &Self) {
        other.texts.iter().for_each(|text| self.push(text));
    }

    /// Forgets all texts.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The texts from the top.
    pub(super) fn into_texts(self) -> Vec<String> {
        self.texts
    }
}

#[cfg(test)]
mod tests {
    use super::{Flow, Titles};

    #[test]
    fn spaces_collapse_and_lines_come_from_elements() {
        let mut flow = Flow::default();
        flow.block();
        flow.letters("  Số lượng\n\t hồ ");
        flow.letters("sơ\u{a0} ");
        flow.line();
        flow.block();
        flow.letters(" tiếp nhận ");
        flow.line();
        assert_eq!(flow.take(), "Số lượng hồ sơ\u{a0}\ntiếp nhận");
        assert_eq!(flow.take(), "");
    }

    #[test]
    fn a_caption_keeps_the_last_texts() {
        let mut titles = Titles::default();
        for number in 0..100 {
            titles.push(&format!("đoạn {number}"));
        }
        titles.push(" \u{a0}");
        let texts = titles.into_texts();
        assert_eq!((texts.len(), texts[39].as_str()), (40, "đoạn 99"));
    }
}
