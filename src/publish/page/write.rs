//! A page as a file: through the template that stands here, with the style and the scripts in it.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Error, Output, State, Value, context, escape_formatter};

use super::plan::PagePlan;
use crate::publish::published::PublishError;

/// The ending turns escaping on.
const NAME: &str = "page.html";
const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// DataTables 3.1.5 (MIT), as it is published: sorts, filters and turns pages.
const TABLES: &str = include_str!("vendor/dataTables.min.js");
/// The two scripts by their SHA-256: a browser runs no other, whatever text a submission holds.
const SCRIPTS: [&str; 2] = [
    "sha256-OAF6VYas2cbra7/otpOOGiW9xxfFrPywfgydZjKCxZ0=",
    "sha256-yR4d9Lr0FehNmu/8rSaKLLvuiIJLZi68ykdimaSGSyo=",
];

/// Turns a page into a file.
pub(in crate::publish) fn bytes(plan: &PagePlan, file: &str) -> Result<Vec<u8>, PublishError> {
    let failed = |error: Error| PublishError {
        file: file.to_owned(),
        sheet: String::new(),
        reason: error.to_string(),
    };
    let mut environment = Environment::new();
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.map_err(failed)?);
    environment.set_formatter(escaped);
    environment.add_template(NAME, TEMPLATE).map_err(failed)?;
    let page = context! {
        page => Value::from(Serde(plan)),
        style => STYLE,
        tables => TABLES,
        script => SCRIPT,
        hashes => SCRIPTS.map(|hash| format!("'{hash}'")).join(" "),
    };
    let template = environment.get_template(NAME).map_err(failed)?;
    Ok(template.render(page).map_err(failed)?.into_bytes())
}

/// Texts are escaped as by the template engine, but for the slash, which ends nothing in a page and stands in every count.
fn escaped(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let Some(text) = value.as_str().filter(|_| !value.is_safe()) else {
        return escape_formatter(out, state, value);
    };
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        let (before, from) = rest.split_at(at);
        out.write_str(before)?;
        out.write_str(match from.as_bytes()[0] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#x27;",
        })?;
        rest = &from[1..];
    }
    Ok(out.write_str(rest)?)
}
