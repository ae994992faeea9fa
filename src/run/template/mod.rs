//! Empty forms for the units that fill them in: who sends which form stands in the register and the form, which fields a unit
//! has in the newest published period before.

mod error;
mod known;

use crate::model::{Unit, UnitIx};
use crate::pipeline::{Form, Pipeline};
use crate::publish;
use crate::text::{key, unmarked};

use super::error::RunError;
use super::show::unit_meant;

pub use error::TemplateError;
use known::known_fields;

/// A template that was made.
#[derive(Debug, Clone)]
pub struct MadeTemplate {
    /// Id of the unit.
    pub unit_id: String,
    /// Name of its file.
    pub file: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The templates of a form, by its id or name: for one unit, by its id or name, or for all that send it.
///
/// # Errors
/// The form or the unit is not known, the unit does not send it, or it is sent as a list of dossiers; or what an earlier run left cannot be read.
pub fn templates(
    pipeline: &Pipeline,
    form: &str,
    unit: Option<&str>,
) -> Result<Vec<MadeTemplate>, TemplateError> {
    let form = form_meant(pipeline, form)?;
    if form.dossiers.is_some() {
        return Err(TemplateError::OfDossiers { form: form.name.clone() });
    }
    let senders = senders(pipeline, form);
    let wanted: Vec<(UnitIx, &Unit)> = match unit {
        None if senders.is_empty() => {
            return Err(TemplateError::NoSenders { form: form.name.clone() });
        }
        None => senders,
        Some(word) => {
            let known = pipeline.register.iter();
            let known = known.map(|(_, unit)| (unit.id.as_str(), unit.name.as_str()));
            let sent = senders.iter().map(|(_, unit)| (unit.id.as_str(), unit.name.as_str()));
            // A name that several units bear is most likely that of one that sends the form.
            let id =
                unit_meant(word, sent, pipeline).or_else(|_| unit_meant(word, known, pipeline));
            let id = id.map_err(TemplateError::unit)?;
            let found = senders.into_iter().find(|(_, unit)| unit.id == id);
            vec![found.ok_or_else(|| TemplateError::not_sent(pipeline, form, &id))?]
        }
    };
    let known = known_fields(pipeline, form)?;
    let made = wanted.into_iter().map(|(ix, unit)| {
        let file = file_name(pipeline, form, unit);
        let bytes = publish::template(pipeline, form, ix, &known, &file);
        let bytes = bytes.map_err(RunError::from)?;
        Ok(MadeTemplate { unit_id: unit.id.clone(), file, bytes })
    });
    made.collect()
}

/// Whether a pipeline has a form of this id or name.
#[must_use]
pub fn has_form(pipeline: &Pipeline, word: &str) -> bool {
    form_meant(pipeline, word).is_ok()
}

/// The units that send a form.
fn senders<'p>(pipeline: &'p Pipeline, form: &Form) -> Vec<(UnitIx, &'p Unit)> {
    let units = pipeline.register.iter();
    units.filter(|(_, unit)| form.sent_by.contains(&unit.level)).collect()
}

/// The form of an id or a name.
fn form_meant<'p>(pipeline: &'p Pipeline, word: &str) -> Result<&'p Form, TemplateError> {
    let wanted = key(word);
    let named = || pipeline.forms.iter().find(|form| key(&form.name) == wanted);
    pipeline.form(word).or_else(named).ok_or_else(|| TemplateError::no_form(pipeline, word))
}

/// Unit, form and period, as files are told apart in a folder.
fn file_name(pipeline: &Pipeline, form: &Form, unit: &Unit) -> String {
    let plain = |c: char| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '-' };
    let name = unmarked(&unit.name).split_whitespace().collect::<Vec<_>>().join("-");
    // `70.so-noi-vu` says it already.
    let name = if unit.id.ends_with(&name) { String::new() } else { name };
    let words = [unit.id.as_str(), &name, &form.id].join(" ");
    let words: String = words.split_whitespace().collect::<Vec<_>>().join("-");
    let words: String = words.chars().map(plain).collect();
    format!("{words}-{}.xlsx", pipeline.period.to_string().to_lowercase())
}
