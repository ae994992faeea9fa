//! What a template says of itself, as a defined name and a property of its file: which form in which version it is, of
//! which unit, for which period.

use std::fmt;
use std::str::FromStr;

use crate::model::{Period, STAMP_NAME};
use crate::text;

/// What a template says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateMark {
    /// Id of the form.
    pub form: String,
    /// Version of its layout, as [`super::Form::version`] gives it.
    pub version: String,
    /// Id of the unit that fills it in; `None` where it is anybody's.
    pub unit: Option<String>,
    /// The period it reports on.
    pub period: Period,
}

impl TemplateMark {
    /// The defined name, and the property, that holds it.
    pub const NAME: &'static str = STAMP_NAME;

    /// What stands above the column of a template that says what does not add up; it is no part of the form.
    pub const CHECK_HEAD: &'static str = "Kiểm tra";

    /// Whether a text heads that column.
    #[must_use]
    pub fn heads_check(text: &str) -> bool {
        text::key(text) == text::key(Self::CHECK_HEAD)
    }
}

impl fmt::Display for TemplateMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { form, version, unit, period } = self;
        let unit = unit.as_deref().unwrap_or_default();
        write!(f, "{form};{version};{unit};{period}")
    }
}

/// A text that is no mark of a template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not `FORM;VERSION;UNIT;PERIOD`")]
pub struct NoTemplateMark(pub String);

impl FromStr for TemplateMark {
    type Err = NoTemplateMark;

    /// As it is written; a file that was saved by another program may hold it in quotes and spaces.
    fn from_str(text: &str) -> Result<Self, NoTemplateMark> {
        let bare = text.trim().trim_start_matches('=').trim().trim_matches('"').trim();
        let parts: Vec<&str> = bare.split(';').map(str::trim).collect();
        let wrong = || NoTemplateMark(text.to_owned());
        let [form, version, unit, period] = parts.as_slice() else { return Err(wrong()) };
        if form.is_empty() || version.is_empty() {
            return Err(wrong());
        }
        Ok(Self {
            form: (*form).to_owned(),
            version: (*version).to_owned(),
            unit: (!unit.is_empty()).then(|| (*unit).to_owned()),
            period: period.parse().map_err(|_| wrong())?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::TemplateMark;

    #[test]
    fn a_mark_is_read_as_it_is_written_also_from_a_defined_name() {
        for written in ["phu-luc-3;a1b2c3d4;697;2023-Q3", "bc-01;00000000;;2026-09"] {
            let mark: TemplateMark = written.parse().unwrap_or_else(|wrong| panic!("{wrong}"));
            assert_eq!(mark.to_string(), written);
            assert_eq!(format!(" =\"{written}\" ").parse(), Ok(mark));
        }
    }

    #[test]
    fn what_is_no_mark_is_none() {
        for wrong in [
            "",
            ";;;",
            "phu-luc-3;1;697",
            "phu-luc-3;1;697;2023-Q5",
            ";1;697;2023-Q3",
            "phu-luc-3;;697;2023-Q3",
            "phu-luc-3;1;697;2023-Q3;x",
        ] {
            assert!(wrong.parse::<TemplateMark>().is_err(), "{wrong}");
        }
    }
}
