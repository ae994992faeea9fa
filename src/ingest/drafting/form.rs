//! An example as a form, so that its lines are read by the code that reads declared ones.

use crate::pipeline::{Form, Groups, Items, Lazy, Numbers, OfficialTexts, Reasons, Words};

use super::columns::naming::{self, NamedColumn};
use super::rows::grammar::RowGrammar;

/// The columns as a form, so that lines are read by the code that reads declared ones.
pub(super) fn form(named: &[NamedColumn], numbers: &Numbers) -> Form {
    Form {
        id: String::new(),
        name: String::new(),
        title: String::new(),
        source: String::new(),
        anchors: Vec::new(),
        sent_by: Vec::new(),
        covers: crate::model::Level::ALL.to_vec(),
        hidden_sheets: true,
        optional: false,
        columns: naming::as_columns(named),
        dossiers: None,
        groups: Groups::None,
        items: Items::Field,
        parts: Vec::new(),
        sections: Vec::new(),
        indicators: Vec::new(),
        abbreviations: Vec::new(),
        words: Words::usual(),
        identities: Vec::new(),
        reasons: Reasons::default(),
        previous: None,
        sample: None,
        branches: Vec::new(),
        numbers: numbers.clone(),
        official: OfficialTexts::default(),
        wordings: Lazy::default(),
    }
}

/// What a form declares about its figures that nobody can see in one example.
pub(super) fn beyond(form: &Form) -> Option<String> {
    let tables = [
        ("[reasons]", !form.reasons.measures.is_empty()),
        ("[previous]", form.previous.is_some()),
        ("[sample]", form.sample.is_some()),
        ("[branches]", !form.branches.is_empty()),
        ("numbers.largest", form.numbers.largest.is_some()),
    ];
    let declared: Vec<&str> =
        tables.into_iter().filter(|(_, is)| *is).map(|(table, _)| table).collect();
    (!declared.is_empty()).then(|| declared.join(", "))
}

/// The usual words, and those that the example adds.
pub(super) fn words(rows: &RowGrammar) -> Words {
    let mut words = Words::usual();
    words.total.extend(rows.total.value.iter().cloned());
    words.note.extend(rows.note.value.iter().cloned());
    words
}
