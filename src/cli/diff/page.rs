//! A page of parts: lines under titles, as many of each part as are shown.

use std::fmt::Write as _;

use crate::cli::print::paint::Paint;

use super::words::DiffWords;

/// Lines of a part that are shown; the rest is counted, and is in the JSON.
pub(in crate::cli) const MOST_LINES: usize = 20;
/// Lines of a part that are shown to who asked for more.
pub(in crate::cli) const MOST_LINES_VERBOSE: usize = 500;

/// A text of parts, each with a title and lines.
pub(in crate::cli) struct DiffPage<'p> {
    pub(in crate::cli) text: String,
    pub(in crate::cli) words: DiffWords<'p>,
    pub(in crate::cli) paint: Paint,
    pub(in crate::cli) most: usize,
}

impl DiffPage<'_> {
    pub(in crate::cli) fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Lines under a title, as many as are shown.
    pub(in crate::cli) fn part(
        &mut self,
        title: &str,
        lines: impl ExactSizeIterator<Item = String>,
    ) {
        let more = lines.len().saturating_sub(self.most);
        let _ = write!(self.text, "\n{}\n", self.paint.strong(title));
        for line in lines.take(self.most) {
            self.line(&format!("  {line}"));
        }
        if more > 0 {
            let line = self.words.more(more);
            self.line(&format!("  {line}"));
        }
    }

    /// A part that is there in both runs and differs.
    pub(in crate::cli) fn some<T>(
        &mut self,
        items: Option<&[T]>,
        name: (&str, &str),
        show: impl FnOnce(&mut Self, &[T]),
    ) {
        match items {
            Some([]) => {}
            Some(items) => show(self, items),
            None => {
                let what = self.words.pick(
                    "không so được vì một lượt không có",
                    "not compared, for one run has none",
                );
                let name = self.words.pick(name.0, name.1);
                let line = format!("\n{name}: {what}");
                self.line(&line);
            }
        }
    }
}
