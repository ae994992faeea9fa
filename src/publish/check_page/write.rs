//! The page as a file: through the template that stands here, with style, script and engine in it.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, context};

use super::base64::base64;
use super::words::{asks, words};
use crate::pipeline::Pipeline;
use crate::publish::inspection_page::MARKS;
use crate::publish::published::PublishError;

/// The ending turns escaping on.
const NAME: &str = "kiem-tra.html";
const TEMPLATE: &str = include_str!("check.html");
const STYLE: &str = include_str!("check.css");
const SCRIPT: &str = include_str!("check.js");
/// The script by its SHA-256: a browser runs no other, whatever text a submission holds.
const HASH: &str = "sha256-D2Ei2oAvDSsllH4veGg0nOje/yTmcc2/N3xz8kouC5k=";

/// The page with an engine in it.
///
/// # Errors
/// The template is wrong; a defect of the program.
pub fn check_page(pipeline: &Pipeline, engine: &[u8]) -> Result<String, PublishError> {
    let failed =
        |reason: String| PublishError { file: NAME.to_owned(), sheet: String::new(), reason };
    let wrong = |error: minijinja::Error| failed(error.to_string());
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    let packed = packed.write_all(engine).and_then(|()| packed.finish());
    let packed = packed.map_err(|error| failed(error.to_string()))?;
    let mut environment = Environment::new();
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.map_err(wrong)?);
    environment.add_template(NAME, TEMPLATE).map_err(wrong)?;
    let forms: Vec<String> = pipeline.forms.iter().map(|form| form.name.clone()).collect();
    let page = context! {
        title => &pipeline.title,
        period => pipeline.period.title(),
        forms => forms,
        hash => HASH,
        style => STYLE,
        marks => MARKS,
        words => words(pipeline),
        asks => asks(pipeline),
        engine => base64(&packed),
        script => SCRIPT,
    };
    environment.get_template(NAME).and_then(|template| template.render(page)).map_err(wrong)
}
