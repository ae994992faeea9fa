//! A page as a file: through the template that stands here, with the style and the scripts in it.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Value, context};

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
    "sha256-2UduHybXW2DyqYmFYSwh1n/2yeJ86bI25OgHevdLKbY=",
];

/// Turns a page into a file.
pub(in crate::publish) fn bytes(plan: &PagePlan, file: &str) -> Result<Vec<u8>, PublishError> {
    let failed = |error: minijinja::Error| PublishError {
        file: file.to_owned(),
        sheet: String::new(),
        reason: error.to_string(),
    };
    let mut environment = Environment::new();
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.map_err(failed)?);
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
