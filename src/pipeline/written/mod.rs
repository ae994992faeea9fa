//! The files of `pipelines/` as they are written: their keys, the types of their values, and how one is read. Nothing
//! here is checked against anything else; that is what `resolve` does.

use strum::{IntoStaticStr, VariantArray};

pub(super) mod columns;
pub(super) mod file;
pub(super) mod form;
pub(super) mod inspection;
pub(super) mod pipeline;
pub(super) mod published;
pub(super) mod ranking;
pub(super) mod rules;
pub(super) mod setting;
mod shape;
mod syntax;
mod table;
mod types;
pub(super) mod value;
pub(super) mod words;

use crate::model::array_of;
use columns::{ALIASES, REGISTER, SUCCESSIONS, row};
use form::FormDeclaration;
use inspection::InspectionDeclaration;
use pipeline::Declaration;
use ranking::MetricsDeclaration;
use rules::RulesDeclaration;
use value::ValueType as _;

pub use setting::Setting;
pub use shape::{Key, KeyNeed, Shape};

/// A kind of declaration file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Declares {
    /// `pipelines/nightly.toml`
    Pipeline,
    /// `pipelines/forms/phu-luc-3.toml`
    Form,
    /// `pipelines/metrics.toml`
    Metrics,
    /// `pipelines/inspections/ke-hoach-2023.toml`
    Inspection,
    /// What is tried by `tthc what-if --rule`.
    Rules,
    /// A line of the register of units, a CSV file.
    Register,
    /// A line of the table of aliases, a CSV file.
    Aliases,
    /// A line of the table of successions, a CSV file.
    Successions,
}

impl Declares {
    /// All kinds.
    pub const ALL: [Self; Self::VARIANTS.len()] = array_of(Self::VARIANTS);

    /// The word on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// What such a file may hold.
    #[must_use]
    pub fn shape(self) -> Shape {
        match self {
            Self::Pipeline => Declaration::shape(),
            Self::Form => FormDeclaration::shape(),
            Self::Metrics => MetricsDeclaration::shape(),
            Self::Inspection => InspectionDeclaration::shape(),
            Self::Rules => RulesDeclaration::shape(),
            Self::Register => row(
                ("Một dòng của danh mục đơn vị (CSV)", "A line of the register of units (CSV)."),
                &REGISTER,
            ),
            Self::Aliases => row(
                (
                    "Một dòng của bảng tên gọi khác (CSV)",
                    "A line of the table of other names (CSV).",
                ),
                &ALIASES,
            ),
            Self::Successions => row(
                (
                    "Một dòng của bảng đơn vị kế tiếp (CSV)",
                    "A line of the table of which unit became which (CSV).",
                ),
                &SUCCESSIONS,
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Declaration, Declares, FormDeclaration, InspectionDeclaration, MetricsDeclaration,
        RulesDeclaration, Shape,
    };
    use crate::model::Lang;
    use crate::pipeline::written::value::ValueType as _;

    type Keys = fn(&[&str]) -> Vec<String>;

    /// Every table below a shape, with the path to it and the keys it lists.
    fn tables<'s>(shape: &'s Shape, path: &[&'s str], found: &mut Vec<(Vec<String>, Vec<String>)>) {
        match shape {
            Shape::List(items) | Shape::OneOrMore(items) => tables(items, path, found),
            Shape::Table { keys, .. } => {
                let names = keys.iter().map(|key| key.key.clone()).collect();
                found.push((path.iter().map(|key| (*key).to_owned()).collect(), names));
                for key in keys {
                    tables(&key.shape, &[path, &[&key.key]].concat(), found);
                }
            }
            Shape::Text(_) | Shape::Pattern(_) | Shape::Whole(_) | Shape::Flag | Shape::Free(_) => {
            }
        }
    }

    #[test]
    fn a_shape_lists_the_keys_that_reading_takes() {
        let kinds: [(Declares, Keys, usize); 5] = [
            (Declares::Pipeline, Declaration::keys, 11),
            (Declares::Form, FormDeclaration::keys, 13),
            (Declares::Metrics, MetricsDeclaration::keys, 3),
            (Declares::Inspection, InspectionDeclaration::keys, 6),
            (Declares::Rules, RulesDeclaration::keys, 8),
        ];
        for (kind, keys, least) in kinds {
            let (shape, mut found) = (kind.shape(), Vec::new());
            tables(&shape, &[], &mut found);
            assert!(found.len() >= least, "{kind:?}: {} tables", found.len());
            for (path, listed) in found {
                let path: Vec<&str> = path.iter().map(String::as_str).collect();
                assert_eq!(listed, keys(&path), "{kind:?}: {path:?}");
            }
        }
    }

    #[test]
    fn every_key_says_what_it_is_for() {
        fn walk(shape: &Shape, silent: &mut Vec<String>) {
            match shape {
                Shape::List(items) | Shape::OneOrMore(items) | Shape::Free(items) => {
                    walk(items, silent);
                }
                Shape::Table { keys, .. } => {
                    for key in keys {
                        let (vi, en) = (key.about.say(Lang::Vi), key.about.say(Lang::En));
                        if vi.is_empty() || !en.ends_with('.') {
                            silent.push(key.key.clone());
                        }
                        walk(&key.shape, silent);
                    }
                }
                Shape::Text(_) | Shape::Pattern(_) | Shape::Whole(_) | Shape::Flag => {}
            }
        }
        let mut silent = Vec::new();
        for kind in Declares::ALL {
            walk(&kind.shape(), &mut silent);
        }
        assert!(silent.is_empty(), "without a sentence: {silent:?}");
    }
}
