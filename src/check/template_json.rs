//! A template that a file says it was made from, as data.

use serde::Serialize;

use crate::model::KnownTemplate;

/// A template that a file says it was made from.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "night", derive(schemars::JsonSchema))]
pub struct TemplateJson<'t> {
    file: &'t str,
    /// The sheet, where it says so for itself.
    sheet: Option<&'t str>,
    /// Id of the form.
    form: &'t str,
    /// Id of the unit; null where the template is anybody's.
    unit_id: Option<&'t str>,
    /// The period it was made for.
    period: String,
    /// Whether the form is laid out now as it was then.
    current: bool,
}

impl<'t> TemplateJson<'t> {
    /// A template of a file.
    #[must_use]
    pub fn of(file: &'t str, template: &'t KnownTemplate) -> Self {
        Self {
            file,
            sheet: template.sheet.as_deref(),
            form: &template.form,
            unit_id: template.unit.as_ref().map(|(id, _)| id.as_str()),
            period: template.period.to_string(),
            current: template.is_current,
        }
    }
}
