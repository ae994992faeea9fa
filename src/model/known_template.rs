//! What a file says of itself that was made from a template of this program.

use serde::{Deserialize, Serialize};

use super::lang::Lang;
use super::period::Period;

/// What a file, or a sheet of it, says of itself that was made from a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownTemplate {
    /// The sheet, where it says so for itself.
    pub sheet: Option<String>,
    /// Id of the form.
    pub form: String,
    /// Its name.
    pub form_name: String,
    /// Id and name of the unit that the template was made for; none where it was made for anybody.
    pub unit: Option<(String, String)>,
    /// The period it was made for.
    pub period: Period,
    /// Whether the form is laid out now as it was then.
    pub is_current: bool,
}

impl KnownTemplate {
    /// The same in a sentence.
    #[must_use]
    pub fn said(&self, lang: Lang) -> String {
        let (form, period) = (&self.form_name, self.period.title());
        let unit = self.unit.as_ref().map(|(id, name)| format!("{name} ({id})"));
        let unit = unit.as_deref().unwrap_or(lang.pick("đơn vị bất kỳ", "any unit"));
        let age = match (self.is_current, lang) {
            (true, _) => String::new(),
            (false, Lang::Vi) => ", mẫu cũ".to_owned(),
            (false, Lang::En) => ", an old version".to_owned(),
        };
        let sheet = self.sheet.as_ref().map(|sheet| match lang {
            Lang::Vi => format!("trang tính \"{sheet}\" "),
            Lang::En => format!("sheet \"{sheet}\" "),
        });
        let sheet = sheet.unwrap_or_default();
        match lang {
            Lang::Vi => format!("{sheet}làm trên mẫu của {form}, {unit}, {period}{age}"),
            Lang::En => {
                let period = self.period;
                format!("{sheet}made from the template of {form}, {unit}, {period}{age}")
            }
        }
    }
}
