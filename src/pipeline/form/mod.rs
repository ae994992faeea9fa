//! A form as meant: how it is recognised, what its columns and lines mean, and what it is compared with.

mod agreement;
mod column;
mod comparison;
mod dossiers;
mod identity;
mod indicator;
mod labels;
mod layout;
mod line_words;
mod numbers;
mod official;
mod rows;
mod summed;
mod version;

pub use column::{Binding, FormColumn, Printed};
pub use comparison::{Previous, Reasons, Sample};
pub use dossiers::{DossierColumn, DossierList};
pub use identity::{Identity, Relation};
pub(super) use indicator::KindWord;
pub use indicator::{
    Agreement, Answer, Indicator, IndicatorKind, IndicatorValue, Ratio, Section, Whose,
};
pub(super) use labels::written_out;
pub use layout::Form;
pub use numbers::Numbers;
pub use official::OfficialTexts;
pub use rows::{FormPart, Groups, Items, Words};
