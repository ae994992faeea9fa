//! The body of a Word document → its tables, in one pass over the elements and without recursion: however deep a
//! hostile file nests them, a level costs one entry of a list.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::draft::{Budget, Draft};
use super::super::xml::{attribute, entity};
use super::parts::{DEEPEST, count, is_on};
use super::story::{Lender, Story};
use super::styles::Styles;
use super::table::{CellLettering, Merge, OpenPart, WordTable};

/// Most tables of a document.
const MOST_TABLES: u32 = 10_000;

/// Why the walk ends before the document does.
pub(super) enum WalkEnd {
    /// The file is not to be read at all.
    Refused(String),
    /// What follows cannot be read.
    Cut(String),
}

impl From<String> for WalkEnd {
    fn from(reason: String) -> Self {
        Self::Refused(reason)
    }
}

/// An element that is open, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    Table,
    Row,
    Cell,
    RowProps,
    CellProps,
    Paragraph,
    Run,
    RunProps,
    Text,
    /// A drawing or a text box: a flow of its own.
    Apart,
    /// The same thing said in several ways, of which none is read yet.
    Ways,
    /// … of which one is read.
    WayTaken,
    Other,
}

/// A document while it is read.
pub(super) struct Walk<'w> {
    styles: &'w Styles,
    budget: &'w mut Budget,
    path: Vec<Tag>,
    /// Open elements of a part that is not read.
    skipped: usize,
    body: Story,
    stories: Vec<Story>,
    tables: Vec<WordTable>,
    lender: Lender,
    begun: u32,
    cells: u64,
    cut: bool,
    done: Vec<(u32, Draft)>,
}

impl<'w> Walk<'w> {
    /// A walk that has seen nothing yet.
    pub(super) fn new(styles: &'w Styles, budget: &'w mut Budget) -> Self {
        Self {
            styles,
            budget,
            path: Vec::new(),
            skipped: 0,
            body: Story::new(false),
            stories: Vec::new(),
            tables: Vec::new(),
            lender: Lender::default(),
            begun: 0,
            cells: 0,
            cut: false,
            done: Vec::new(),
        }
    }

    /// Reads the document to its end.
    pub(super) fn read(&mut self, text: &str) -> Result<(), WalkEnd> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().allow_dangling_amp = true;
        loop {
            match reader.read_event() {
                Ok(Event::Start(e)) => self.start(&e)?,
                Ok(Event::End(_)) => self.end()?,
                Ok(Event::Text(text)) if self.in_text() => self.say(&text.xml10_content())?,
                Ok(Event::CData(text)) if self.in_text() => self.say(&text.xml10_content())?,
                Ok(Event::GeneralRef(name)) if self.in_text() => self.say(&entity(&name))?,
                Ok(Event::Eof) if self.path.is_empty() && self.skipped == 0 => return Ok(()),
                Ok(Event::Eof) => return Err(WalkEnd::Cut("tệp bị cắt cụt".to_owned())),
                Ok(_) => {}
                Err(error) => return Err(WalkEnd::Cut(error.to_string())),
            }
        }
    }

    /// Ends what is open, as far as it can be trusted.
    pub(super) fn cut(&mut self, reason: &str) -> Result<(), String> {
        self.cut = true;
        self.skipped = 0;
        self.tables.iter_mut().for_each(|table| table.cut(reason));
        while !self.path.is_empty() {
            self.end()?;
        }
        Ok(())
    }

    /// The tables in order of their beginnings.
    pub(super) fn finish(mut self) -> Vec<Draft> {
        self.done.sort_by_key(|done| done.0);
        self.done.into_iter().map(|done| done.1).collect()
    }

    fn in_text(&self) -> bool {
        self.skipped == 0 && self.path.last() == Some(&Tag::Text)
    }

    fn story(&mut self) -> &mut Story {
        self.stories.last_mut().unwrap_or(&mut self.body)
    }

    fn say(&mut self, text: &str) -> Result<(), String> {
        self.story().say(text)
    }

    fn start(&mut self, e: &BytesStart) -> Result<(), WalkEnd> {
        if self.path.len() + self.skipped >= DEEPEST {
            return Err(WalkEnd::Cut(format!("các phần lồng nhau quá {DEEPEST} tầng")));
        }
        if self.skipped > 0 {
            self.skipped += 1;
            return Ok(());
        }
        match self.open(e)? {
            Some(tag) => self.path.push(tag),
            None => self.skipped = 1,
        }
        Ok(())
    }

    /// What an element is; `None` where nothing in it is read.
    fn open(&mut self, e: &BytesStart) -> Result<Option<Tag>, WalkEnd> {
        let parent = self.path.last().copied().unwrap_or(Tag::Other);
        let name = e.local_name();
        let tag = match (name.as_ref(), parent) {
            ("tbl", _) => return self.begin_table().map(Some),
            ("tr", _) => self.begin_row(),
            ("tc", _) => return self.begin_cell(),
            ("p", _) => {
                let style = self.styles.paragraph(None);
                self.story().begin_paragraph(style);
                Tag::Paragraph
            }
            ("r", _) => {
                self.story().begin_run();
                Tag::Run
            }
            ("t", _) => Tag::Text,
            ("rPr", Tag::Run) => Tag::RunProps,
            ("trPr", Tag::Row) => Tag::RowProps,
            ("tcPr", Tag::Cell) => Tag::CellProps,
            (_, Tag::RowProps) => self.row_property(e),
            (_, Tag::CellProps) => self.cell_property(e),
            (_, Tag::RunProps) => self.run_property(e),
            ("pStyle", _) => {
                self.story().style = self.styles.paragraph(attribute(e, "val").as_deref());
                Tag::Other
            }
            ("drawing" | "pict" | "object" | "txbxContent", _) => {
                self.stories.push(Story::new(false));
                Tag::Apart
            }
            ("AlternateContent", _) => Tag::Ways,
            ("Choice" | "Fallback", Tag::Ways) => {
                if let Some(ways) = self.path.last_mut() {
                    *ways = Tag::WayTaken;
                }
                Tag::Other
            }
            ("Choice" | "Fallback", Tag::WayTaken)
            | ("del" | "moveFrom" | "delText" | "instrText" | "delInstrText", _) => {
                return Ok(None);
            }
            // What it looked like before tracked changes.
            (before, _) if before.ends_with("Change") => return Ok(None),
            (_, Tag::Run) => self.run_mark(e)?,
            _ => Tag::Other,
        };
        Ok(Some(tag))
    }

    fn begin_table(&mut self) -> Result<Tag, WalkEnd> {
        self.begun += 1;
        if self.begun > MOST_TABLES {
            return Err(WalkEnd::Cut(format!("tệp có hơn {MOST_TABLES} bảng")));
        }
        let captions = self.story().take_captions();
        self.tables.push(WordTable::new(self.begun, captions));
        Ok(Tag::Table)
    }

    fn begin_row(&mut self) -> Tag {
        match self.tables.last_mut() {
            Some(table) if table.open == OpenPart::Nothing => {
                table.begin_row();
                Tag::Row
            }
            _ => Tag::Other,
        }
    }

    fn begin_cell(&mut self) -> Result<Option<Tag>, WalkEnd> {
        self.cells += 1;
        if self.cells > self.budget.limits().cells {
            let reason = "các bảng của tệp có quá nhiều ô (giới hạn của chương trình); hãy gửi lại tệp chỉ có biểu số liệu";
            return Err(WalkEnd::Refused(reason.to_owned()));
        }
        Ok(match self.tables.last_mut() {
            Some(table) if table.open == OpenPart::Deleted => None,
            Some(table) if table.open == OpenPart::Row => {
                table.begin_cell();
                self.stories.push(Story::new(true));
                Some(Tag::Cell)
            }
            _ => Some(Tag::Other),
        })
    }

    fn row_property(&mut self, e: &BytesStart) -> Tag {
        if let Some(table) = self.tables.last_mut() {
            match e.local_name().as_ref() {
                "gridBefore" => table.leave_free(count(e).unwrap_or(0)),
                "hidden" => table.hidden = is_on(e),
                "del" | "moveFrom" => table.open = OpenPart::Deleted,
                _ => {}
            }
        }
        Tag::Other
    }

    fn cell_property(&mut self, e: &BytesStart) -> Tag {
        let joined = || match attribute(e, "val").as_deref() {
            Some("restart") => Merge::First,
            _ => Merge::Next,
        };
        if let Some(table) = self.tables.last_mut() {
            match e.local_name().as_ref() {
                "gridSpan" => table.place.span = count(e),
                "vMerge" => table.place.down = joined(),
                "hMerge" => table.place.across = joined(),
                _ => {}
            }
        }
        Tag::Other
    }

    fn run_property(&mut self, e: &BytesStart) -> Tag {
        match e.local_name().as_ref() {
            "vanish" => self.story().hidden = is_on(e),
            // What the run itself says counts more than its style, which stands before it.
            "rStyle" => {
                let named = attribute(e, "val").map(|id| self.styles.style(&id));
                self.story().run = named.unwrap_or_default();
            }
            _ => self.story().run.say(e),
        }
        Tag::Other
    }

    /// An element of a run that stands for a letter.
    fn run_mark(&mut self, e: &BytesStart) -> Result<Tag, WalkEnd> {
        match e.local_name().as_ref() {
            "tab" | "ptab" => self.say("\t")?,
            "br" | "cr" => self.story().break_line(),
            "noBreakHyphen" => self.say("-")?,
            "sym" => {
                let code = attribute(e, "char").and_then(|hex| u32::from_str_radix(&hex, 16).ok());
                let letter = code.and_then(char::from_u32).filter(|letter| !letter.is_control());
                self.say(letter.map_or(String::new(), String::from).as_str())?;
            }
            _ => {}
        }
        Ok(Tag::Other)
    }

    fn end(&mut self) -> Result<(), String> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        match self.path.pop() {
            Some(Tag::Table) => self.end_table(),
            Some(Tag::Row) => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_row();
                }
            }
            Some(Tag::Cell) => self.end_cell()?,
            Some(Tag::Paragraph) => self.story().end_paragraph(),
            Some(Tag::Apart) => self.end_apart(),
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), String> {
        let (Some(mut story), Some(table)) = (self.stories.pop(), self.tables.last_mut()) else {
            return Ok(());
        };
        let mut text = story.take_text();
        let shown = std::mem::take(&mut story.left_out).settle(&mut text);
        // Half a number is another number.
        let text = (!self.cut).then(|| text.trim_matches('\n'));
        let said = CellLettering { face: story.face.unwrap_or_default(), shown };
        table.end_cell(text, said, self.budget)
    }

    /// The text of a drawing belongs to no cell, but a title is often set in one.
    fn end_apart(&mut self) {
        let Some(story) = self.stories.pop() else { return };
        if !self.story().is_cell {
            let mut captions = self.story().take_captions();
            captions.extend(story.into_captions());
            self.story().give(captions);
        }
    }

    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        let (number, lends) = (table.number, table.is_letterhead());
        let draft = table.finish();
        if lends {
            let texts = self.lender.texts(&draft);
            self.story().give(texts);
        }
        if !draft.cells.is_empty() {
            self.done.push((number, draft));
        }
    }
}
