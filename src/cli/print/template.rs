//! A template that a file says it was made from, as data.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::KnownTemplate;

/// A template that a file says it was made from.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct TemplateJson<'t> {
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

/// The same as data.
pub(in crate::cli) fn data<'t>(file: &'t str, template: &'t KnownTemplate) -> TemplateJson<'t> {
    TemplateJson {
        file,
        sheet: template.sheet.as_deref(),
        form: &template.form,
        unit_id: template.unit.as_ref().map(|(id, _)| id.as_str()),
        period: template.period.to_string(),
        current: template.is_current,
    }
}
