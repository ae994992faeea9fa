//! A table of a sheet, bound to the form it is.

use crate::pipeline::{Form, Items, TemplateMark};

use super::header::bound::Header;
use super::heading::title_of;

/// A table found in a sheet.
#[derive(Debug)]
pub(in crate::ingest) struct BoundTable<'p> {
    /// The form it is.
    pub(in crate::ingest) form: &'p Form,
    /// Its header.
    pub(in crate::ingest) header: Header,
    /// Rows above the header that belong to it: title and heading.
    pub(in crate::ingest) heading: std::ops::Range<u32>,
    /// Rows of headers that new pages repeat inside it.
    pub(in crate::ingest) repeats: Vec<std::ops::Range<u32>>,
    /// First row after its last line.
    pub(in crate::ingest) end: u32,
    /// The title above it that settled the form.
    pub(in crate::ingest) title: Option<&'p str>,
    /// Whether it was made from a template.
    pub(in crate::ingest) is_template: bool,
    /// Whether it was made from a template that is laid out as its form is now: its formulas are known.
    pub(in crate::ingest) is_calculated: bool,
}

impl<'p> BoundTable<'p> {
    /// A table to the end of its sheet.
    pub(super) const fn new(
        form: &'p Form,
        header: Header,
        heading: std::ops::Range<u32>,
        title: Option<&'p str>,
    ) -> Self {
        Self {
            form,
            header,
            heading,
            repeats: Vec::new(),
            end: u32::MAX,
            title,
            is_template: false,
            is_calculated: false,
        }
    }

    /// The table as a template has it: with a column of its own that checks the others.
    pub(super) fn of_template(mut self, is_current: bool) -> Self {
        self.is_template = true;
        self.is_calculated = is_current;
        self.header.unknown.retain(|(_, text)| {
            let lowest = text.rsplit(" / ").next().unwrap_or(text);
            !TemplateMark::heads_check(lowest)
        });
        self
    }

    /// Whether a row belongs to its header, or to one that repeats it.
    pub(super) fn heads(&self, row: u32) -> bool {
        row <= self.header.bottom || self.repeats_header(row)
    }

    /// Whether a row holds its header once more.
    pub(super) fn repeats_header(&self, row: u32) -> bool {
        self.repeats.iter().any(|rows| rows.contains(&row))
    }

    /// Whether a header below is its own once more, on a new page. Only in forms of indicators: their lines say
    /// themselves what they are, while other lines belong to the group above them.
    pub(super) fn continues_below(&self, form: &Form, header: &Header, between: &str) -> bool {
        form.items == Items::Indicator
            && self.form.id == form.id
            && self.header.bound == header.bound
            && title_of(form, between).is_none()
    }
}
