//! What the lines of a template are: groups, parts or sections with lines below them, of the units that the register has and
//! of the fields that are known of each.

use std::collections::BTreeMap;

use crate::model::{Level, Unit, UnitIx};
use crate::pipeline::{Form, FormPart, Groups, Items, Pipeline};
use crate::publish::book::layout::roman;
use crate::text::lower_first;

/// Fields that each unit had in a form before, in their order.
pub type KnownFields = BTreeMap<UnitIx, Vec<String>>;

/// Lines in one block.
pub(super) struct LineBlock<'a> {
    /// Its title line: number and text.
    pub(super) title: Option<(String, String)>,
    /// Its lines.
    pub(super) lines: Vec<TemplateLine<'a>>,
    /// Whether a line with its sums closes it.
    pub(super) totalled: bool,
}

/// A line to be filled in.
pub(super) struct TemplateLine<'a> {
    /// Its number.
    pub(super) number: String,
    /// The unit, where a column names it.
    pub(super) unit: &'a str,
    /// What it is about; empty where that is typed.
    pub(super) label: String,
    /// Whether what it is about can be typed.
    pub(super) open: bool,
    /// The indicator that it is, by its place in the form.
    pub(super) indicator: Option<usize>,
}

/// Lines beyond those that are known, and lines where nothing is.
const SPARE: usize = 2;
const UNKNOWN: usize = 8;

/// The lines of a unit's template.
pub(super) fn blocks<'a>(
    pipeline: &'a Pipeline,
    form: &'a Form,
    sender: UnitIx,
    known: &KnownFields,
) -> Vec<LineBlock<'a>> {
    if form.items == Items::Indicator {
        return sections(form);
    }
    let writer = LineWriter { pipeline, form, known };
    let expected = form.expected_units(&pipeline.register, sender);
    let others = expected.iter().filter(|(ix, _)| *ix != sender);
    if !form.parts.is_empty() {
        let parts = form.parts.iter().zip(&form.official.parts).zip(1u32..);
        let others: Vec<&Unit> = others.map(|(_, unit)| *unit).collect();
        let one = |((part, title), number): ((&FormPart, &String), u32)| LineBlock {
            title: Some((roman(number), title.clone())),
            lines: match part.items {
                Items::Unit => units(&others),
                Items::Field | Items::Indicator => writer.fields(sender),
            },
            totalled: true,
        };
        return parts.map(one).collect();
    }
    if form.groups == Groups::Unit && !form.is_flat() {
        let group = |((ix, unit), number): (&(UnitIx, &'a Unit), u32)| LineBlock {
            title: Some((roman(number), called(unit))),
            lines: writer.fields(*ix),
            totalled: true,
        };
        return expected.iter().zip(1u32..).map(group).collect();
    }
    let lines = match (form.items, form.is_flat()) {
        (Items::Unit, _) => units(&expected.iter().map(|(_, unit)| *unit).collect::<Vec<_>>()),
        (_, true) => {
            let lines = expected.iter().flat_map(|(ix, _)| writer.fields(*ix));
            (1u32..)
                .zip(lines)
                .map(|(at, line)| TemplateLine { number: at.to_string(), ..line })
                .collect()
        }
        (_, false) => writer.fields(sender),
    };
    vec![LineBlock { title: None, lines, totalled: true }]
}

/// How a form calls a unit in its lines.
pub(super) fn called(unit: &Unit) -> String {
    match unit.level {
        Level::Province | Level::District | Level::Commune => {
            format!("UBND {}", lower_first(&unit.name))
        }
        Level::Department | Level::Branch => unit.name.clone(),
    }
}

fn units<'a>(units: &[&'a Unit]) -> Vec<TemplateLine<'a>> {
    let line = |(number, unit): (u32, &&'a Unit)| TemplateLine {
        number: number.to_string(),
        unit: "",
        label: called(unit),
        open: false,
        indicator: None,
    };
    (1u32..).zip(units).map(line).collect()
}

fn sections(form: &Form) -> Vec<LineBlock<'_>> {
    let lines = |section: usize| {
        let own = form.indicators.iter().zip(&form.official.labels).enumerate();
        let own = own.filter(|(_, (indicator, _))| indicator.section == section);
        own.map(|(place, (indicator, label))| TemplateLine {
            number: indicator.number.clone(),
            unit: "",
            label: label.clone(),
            open: false,
            indicator: Some(place),
        })
        .collect()
    };
    let sections = form.sections.iter().enumerate();
    sections
        .map(|(place, section)| LineBlock {
            title: Some((section.number.clone(), section.title.clone())),
            lines: lines(place),
            totalled: false,
        })
        .collect()
}

/// What knows the fields of a unit.
struct LineWriter<'a, 'k> {
    pipeline: &'a Pipeline,
    form: &'a Form,
    known: &'k KnownFields,
}

impl<'a> LineWriter<'a, '_> {
    /// A line for each field that a unit had before, else for each that is declared; and some for others.
    fn fields(&self, ix: UnitIx) -> Vec<TemplateLine<'a>> {
        let unit = self.pipeline.register.get(ix);
        let before = self.known.get(&ix).filter(|fields| !fields.is_empty());
        let fields = match (before, unit.level) {
            (Some(before), _) => before.as_slice(),
            // What is declared are the fields of districts and communes.
            (None, Level::District | Level::Commune) => self.pipeline.fields.as_slice(),
            (None, Level::Province | Level::Department | Level::Branch) => &[],
        };
        let spare = if fields.is_empty() { UNKNOWN } else { SPARE };
        let labels = fields.iter().map(|field| self.label(field));
        let lines = labels.chain(std::iter::repeat_n(String::new(), spare));
        (1u32..)
            .zip(lines)
            .map(|(number, label)| TemplateLine {
                number: number.to_string(),
                unit: &unit.name,
                // What was not the unit's own word can be put otherwise.
                open: before.is_none() || label.is_empty(),
                label,
                indicator: None,
            })
            .collect()
    }

    fn label(&self, field: &str) -> String {
        if self.form.is_flat() { field.to_owned() } else { format!("Lĩnh vực {field}") }
    }
}
