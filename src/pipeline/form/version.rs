//! The version of a form: eight figures that are others as soon as anything is that an empty sheet of it is laid out by.
//! Other wordings and how numbers are typed are no part of it: a sheet that is there already reads as before.

use std::fmt::Write as _;

use super::indicator::{IndicatorKind, Ratio};
use super::layout::Form;
use super::rows::{Groups, Items};
use crate::model::MeasureIx;
use crate::pipeline::formula::Formula;

/// Figures of a version: of so many versions of one form no two share one.
const FIGURES: usize = 8;

impl Form {
    /// The version of its layout.
    #[must_use]
    pub fn version(&self) -> String {
        let hash = blake3::hash(self.laid_out().as_bytes());
        hash.to_hex().chars().take(FIGURES).collect()
    }

    /// Everything that an empty sheet of it is laid out by, a line each.
    fn laid_out(&self) -> String {
        let mut out = LaidOut::default();
        out.put("form", [self.id.as_str(), &self.name, &self.title]);
        let groups: &str = match self.groups {
            Groups::None => "",
            Groups::Unit => "unit",
        };
        let covers = self.covers.iter().map(|level| level.word());
        out.put("rows", [groups, items(self.items)].into_iter().chain(covers));
        for (column, heads) in self.columns.iter().zip(&self.official.heads) {
            let is_optional = if column.optional { "optional" } else { "" };
            let about = [column.id.as_str(), column.binding.role(), is_optional];
            out.put("column", about.into_iter().chain(heads.iter().map(String::as_str)));
            if let Some(printed) = &column.printed {
                let below = printed.denominator.as_ref().map(|sum| self.sum(sum));
                let (scale, above) = (printed.scale.to_string(), self.sum(&printed.numerator));
                out.put("printed", [above.as_str(), &below.unwrap_or_default(), &scale]);
            }
        }
        for (part, title) in self.parts.iter().zip(&self.official.parts) {
            out.put("part", [title.as_str(), items(part.items)]);
        }
        self.lines_laid_out(&mut out);
        for identity in &self.identities {
            let ids = |measures: &[MeasureIx]| -> String {
                measures.iter().map(|measure| self.called(*measure)).collect::<Vec<_>>().join("+")
            };
            let (whole, parts) = (ids(&identity.whole), ids(&identity.parts));
            out.put("identity", [whole.as_str(), &parts, identity.relation.into()]);
        }
        let reasons: Vec<String> = self.reasons.measures.iter().map(|m| self.called(*m)).collect();
        out.put("reasons", reasons.iter().map(String::as_str));
        out.put("total", self.words.total.iter().map(String::as_str));
        out.put("notes", self.official.notes.iter().map(String::as_str));
        out.0
    }

    /// The same of the lines of a form of indicators.
    fn lines_laid_out(&self, out: &mut LaidOut) {
        for section in &self.sections {
            out.put("section", [section.number.as_str(), &section.title]);
        }
        let texts = self.official.labels.iter().zip(&self.official.scales);
        for (indicator, (label, scale)) in self.indicators.iter().zip(texts) {
            let section = indicator.section.to_string();
            out.put("line", [section.as_str(), &indicator.number, label, scale]);
            let Some(value) = &indicator.value else { continue };
            let ratio = |ratio: &Ratio| {
                format!("{}/{}", self.sum(&ratio.numerator), self.sum(&ratio.denominator))
            };
            let kind = match &value.kind {
                IndicatorKind::Count => "count".to_owned(),
                IndicatorKind::Percent => "percent".to_owned(),
                IndicatorKind::Amount => "amount".to_owned(),
                IndicatorKind::Answer(answers) => {
                    let codes = answers.iter().map(|one| format!("{}={}", one.code, one.words));
                    codes.collect::<Vec<_>>().join(";")
                }
            };
            let asked = if value.optional { "optional" } else { "" };
            let ratio = value.ratio.as_ref().map(ratio).unwrap_or_default();
            let asked_of = value.asked_of.iter().map(|level| level.word());
            out.put("value", [kind.as_str(), asked, &ratio].into_iter().chain(asked_of));
        }
    }

    /// A measure by what it is in the form, whichever pipeline the form stands in.
    fn called(&self, measure: MeasureIx) -> String {
        let line = self.indicators.iter().position(|indicator| {
            indicator.value.as_ref().is_some_and(|value| value.measure == measure)
        });
        let column = self.column_of(measure).map(|column| column.id.clone());
        column.or(line.map(|line| line.to_string())).unwrap_or_default()
    }

    fn sum(&self, formula: &Formula) -> String {
        let terms = formula.terms.iter();
        terms.fold(String::new(), |mut out, (sign, measure)| {
            let sign = if *sign < 0 { '-' } else { '+' };
            // Writing to a String cannot fail.
            let _ = write!(out, "{sign}{}", self.called(*measure));
            out
        })
    }
}

fn items(items: Items) -> &'static str {
    items.into()
}

/// Texts put one behind the other so that no two lists of them look alike.
#[derive(Default)]
struct LaidOut(String);

impl LaidOut {
    fn put<'t>(&mut self, what: &str, texts: impl IntoIterator<Item = &'t str>) {
        self.0.push_str(what);
        for text in texts {
            // Writing to a String cannot fail.
            let _ = write!(self.0, " {}:{text}", text.len());
        }
        self.0.push('\n');
    }
}
