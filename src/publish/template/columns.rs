//! The columns of a template: those of the form in their order, and what each of them is for.

use crate::model::MeasureIx;
use crate::pipeline::{Binding, Form, FormColumn, Printed};
use crate::publish::book::width::{cell_px, widest_word_px};

/// The columns of a template.
pub(super) struct TemplateColumns<'f> {
    /// From the left.
    pub(super) all: Vec<TemplateColumn<'f>>,
}

/// A column of a template.
pub(super) struct TemplateColumn<'f> {
    /// As declared.
    pub(super) of: &'f FormColumn,
    /// Head texts from the top.
    pub(super) head: &'f [String],
    /// What stands in it.
    pub(super) shows: ColumnUse<'f>,
}

/// What stands in the cells of a column.
#[derive(Clone, Copy)]
pub(super) enum ColumnUse<'f> {
    /// The number of the line.
    Number,
    /// What the line is about.
    Label,
    /// The unit of the line.
    Unit,
    /// In what the line is counted.
    Scale,
    /// What is typed for an indicator.
    Value,
    /// Words that are typed.
    Words,
    /// A count that is typed.
    Count,
    /// A count that is the sum of others.
    Sum(MeasureIx, &'f [MeasureIx]),
    /// A figure that follows from counts.
    Printed(&'f Printed),
}

/// Widths in pixels: of numbers of lines, of labels, of words, and the least of a figure.
const NUMBER_PX: u32 = 48;
const LABEL_PX: u32 = 230;
const LONG_LABEL_PX: u32 = 400;
const WORDS_PX: u32 = 130;
const FIGURE_PX: u32 = 74;
/// Letters of a head.
const HEAD_POINTS: u8 = 12;

impl<'f> TemplateColumns<'f> {
    /// The columns of a form. What offices add to it of their own, such as a rate, is none of the official sheet.
    pub(super) fn of(form: &'f Form) -> Self {
        let heads = form.official.heads.iter().map(Vec::as_slice);
        let columns = form.columns.iter().zip(heads);
        let kept =
            columns.filter(|(column, _)| !(column.optional && column.binding == Binding::Printed));
        let all = kept.map(|(of, head)| TemplateColumn { of, head, shows: shows(form, of) });
        Self { all: all.collect() }
    }

    /// The column of what a line is about, and those of other kinds where the form has them.
    pub(super) fn place(&self, wanted: impl Fn(&TemplateColumn<'f>) -> bool) -> Option<u16> {
        self.all.iter().position(wanted).and_then(|place| u16::try_from(place).ok())
    }

    /// The column that holds a count.
    pub(super) fn of_measure(&self, measure: MeasureIx) -> Option<u16> {
        self.place(|column| column.of.binding == Binding::Count(measure))
    }

    /// The columns that hold these counts; none where one of them is not there.
    pub(super) fn of_measures(&self, measures: &[MeasureIx]) -> Option<Vec<u16>> {
        let mut places: Vec<u16> =
            measures.iter().map(|measure| self.of_measure(*measure)).collect::<Option<_>>()?;
        places.sort_unstable();
        Some(places)
    }

    /// The columns of counts that are typed.
    pub(super) fn typed(&self) -> Vec<u16> {
        let columns = (0u16..).zip(&self.all);
        columns.filter(|(_, one)| matches!(one.shows, ColumnUse::Count)).map(|(at, _)| at).collect()
    }

    /// The columns of counts.
    pub(super) fn counted(&self) -> Vec<u16> {
        let columns = (0u16..).zip(&self.all);
        let is_count = |one: &TemplateColumn<'_>| matches!(one.of.binding, Binding::Count(_));
        columns.filter(|(_, one)| is_count(one)).map(|(at, _)| at).collect()
    }

    /// Number of columns.
    pub(super) fn len(&self) -> u16 {
        u16::try_from(self.all.len()).unwrap_or(u16::MAX)
    }

    /// Lines of the head.
    pub(super) fn depth(&self) -> usize {
        self.all.iter().map(|column| column.head.len()).max().unwrap_or(1).max(1)
    }

    /// Widths in pixels: no word of a head is broken.
    pub(super) fn widths(&self) -> Vec<u32> {
        let few = self.all.len() < 8;
        let width = |column: &TemplateColumn<'_>| {
            let head = column.head.last().map_or("", String::as_str);
            let least = match column.shows {
                ColumnUse::Number => NUMBER_PX,
                ColumnUse::Label if few => LONG_LABEL_PX,
                ColumnUse::Label | ColumnUse::Unit => LABEL_PX,
                ColumnUse::Words => WORDS_PX,
                ColumnUse::Scale | ColumnUse::Value => {
                    WORDS_PX.min(cell_px("Cơ quan, đơn vị", 12, false))
                }
                ColumnUse::Count | ColumnUse::Sum(..) | ColumnUse::Printed(_) => FIGURE_PX,
            };
            least.max(widest_word_px(head, HEAD_POINTS, true))
        };
        self.all.iter().map(width).collect()
    }
}

fn shows<'f>(form: &'f Form, column: &'f FormColumn) -> ColumnUse<'f> {
    match (column.binding, &column.printed) {
        (Binding::Ordinal, _) => ColumnUse::Number,
        (Binding::Label, _) => ColumnUse::Label,
        (Binding::Unit, _) => ColumnUse::Unit,
        (Binding::Scale, _) => ColumnUse::Scale,
        (Binding::Value, _) => ColumnUse::Value,
        (Binding::Printed, Some(printed)) => ColumnUse::Printed(printed),
        (Binding::Source | Binding::Note | Binding::Ignored | Binding::Printed, _) => {
            ColumnUse::Words
        }
        (Binding::Count(measure), _) => {
            form.summed(measure).map_or(ColumnUse::Count, |parts| ColumnUse::Sum(measure, parts))
        }
    }
}
