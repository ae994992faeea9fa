//! Texts of a Word document while its elements pass by: what a cell says, and the paragraphs above a table.

use crate::model::Value;

use super::super::draft::Draft;
use super::super::runs::UnreadPieces;
use super::styles::{Face, Properties};

/// Texts above a table that are kept, counted from the table upwards.
const MOST_CAPTIONS: usize = 40;

/// Longest text of a paragraph outside of tables that is kept, in bytes; longer ones name no unit and no form.
const LONGEST_CAPTION: usize = 2_000;

/// Longest text of a cell, in bytes.
const LONGEST_CELL: usize = 1 << 20;

/// Bytes that tables above others may lend them in one document.
const MOST_LENT: usize = 1 << 20;

/// A flow of paragraphs: the body, a text box or a cell.
#[derive(Debug, Default)]
pub(super) struct Story {
    /// Whether it is a cell; the others give captions only.
    pub(super) is_cell: bool,
    /// What the style of the paragraph says.
    pub(super) style: Properties,
    /// What the run says.
    pub(super) run: Properties,
    /// Whether the run is hidden.
    pub(super) hidden: bool,
    /// What is raised or struck through in a cell, which is not part of what it says.
    pub(super) left_out: UnreadPieces,
    /// The font of the first text, once there is one.
    pub(super) face: Option<Face>,
    /// What a cell says so far, or the open paragraph of another flow.
    text: String,
    begun: bool,
    /// How much of the text of a cell has been the caption of a table inside it.
    lent: usize,
    captions: Vec<String>,
}

impl Story {
    /// A flow without text.
    pub(super) fn new(is_cell: bool) -> Self {
        Self { is_cell, ..Self::default() }
    }

    /// A paragraph begins.
    pub(super) fn begin_paragraph(&mut self, style: Properties) {
        self.style = style;
        if self.is_cell && self.begun {
            self.text.push('\n');
        }
        self.begun = true;
    }

    /// A run begins.
    pub(super) fn begin_run(&mut self) {
        self.run = Properties::default();
        self.hidden = false;
    }

    /// Adds text; the reason where a cell becomes too long.
    pub(super) fn say(&mut self, text: &str) -> Result<(), String> {
        if self.hidden {
            return Ok(());
        }
        let says = self.run.or(self.style);
        if self.face.is_none() && !text.trim().is_empty() {
            self.face = Some(says.face);
        }
        let most = if self.is_cell { LONGEST_CELL } else { LONGEST_CAPTION };
        let room = most.saturating_sub(self.text.len() + self.left_out.len());
        if self.is_cell && room < text.len() {
            return Err(format!(
                "có ô dài quá {} MB chữ (giới hạn của chương trình); hãy gửi lại tệp chỉ có biểu số liệu",
                LONGEST_CELL >> 20
            ));
        }
        if self.is_cell && !says.look().is_plain() {
            self.left_out.push(text, says.look());
            return Ok(());
        }
        // A line break inside an element is no line break in Word.
        let text = &text[..text.floor_char_boundary(room)];
        self.text.extend(text.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
        Ok(())
    }

    /// Adds a line break.
    pub(super) fn break_line(&mut self) {
        if !self.hidden && self.text.len() < LONGEST_CELL {
            self.text.push('\n');
        }
    }

    /// A paragraph ends.
    pub(super) fn end_paragraph(&mut self) {
        if !self.is_cell {
            let text = std::mem::take(&mut self.text);
            self.note(&text);
        }
    }

    /// Takes what a cell says.
    pub(super) fn take_text(&mut self) -> String {
        std::mem::take(&mut self.text)
    }

    /// Keeps a text for the next table.
    fn note(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if self.captions.len() >= 2 * MOST_CAPTIONS {
            self.captions.drain(..=MOST_CAPTIONS);
        }
        self.captions.push(text.to_owned());
    }

    /// Takes the texts above a table that begins here.
    pub(super) fn take_captions(&mut self) -> Vec<String> {
        if self.is_cell {
            let above = self.text.split_off(self.lent);
            for line in above.lines() {
                self.note(line);
            }
            self.text.push_str(&above);
            self.lent = self.text.len();
        }
        let mut captions = std::mem::take(&mut self.captions);
        captions.drain(..captions.len().saturating_sub(MOST_CAPTIONS));
        captions
    }

    /// Gives texts back for the next table.
    pub(super) fn give(&mut self, captions: Vec<String>) {
        let later = std::mem::replace(&mut self.captions, captions);
        for text in &later {
            self.note(text);
        }
    }

    /// The paragraphs of a text box, for the flow it stands in.
    pub(super) fn into_captions(self) -> Vec<String> {
        self.captions
    }
}

/// How much tables above others have lent them.
#[derive(Debug, Default)]
pub(super) struct Lender {
    lent: usize,
}

impl Lender {
    /// The texts that a table lends the next one: its own, and those above it.
    pub(super) fn texts(&mut self, table: &Draft) -> Vec<String> {
        let own = table.cells.iter().filter_map(|cell| match &cell.value {
            Value::Text(text) => Some(text.trim()),
            _ => None,
        });
        let texts: Vec<&str> = table.caption.iter().map(String::as_str).chain(own).collect();
        let last = &texts[texts.len().saturating_sub(MOST_CAPTIONS)..];
        self.lent = last.iter().fold(self.lent, |sum, text| sum.saturating_add(text.len()));
        if self.lent > MOST_LENT {
            Vec::new()
        } else {
            last.iter().map(|&t| t.to_owned()).collect()
        }
    }
}
