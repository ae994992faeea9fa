//! A notice as a file: its parts by the templates that stand here, packed so that the same notice gives the same bytes.

use std::io::{Cursor, Write as _};

use minijinja::{Environment, Value, context};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::plan::{Listing, NoticePart, NoticePlan};
use crate::model::plain;
use crate::publish::published::PublishError;

/// The parts in the order of the package; their ending turns escaping on. What readers look for stands first.
const PARTS: [(&str, &str); 8] = [
    ("[Content_Types].xml", include_str!("content_types.xml")),
    ("_rels/.rels", include_str!("package_rels.xml")),
    ("word/document.xml", include_str!("document.xml")),
    ("word/_rels/document.xml.rels", include_str!("document_rels.xml")),
    ("word/styles.xml", include_str!("styles.xml")),
    ("word/header.xml", include_str!("header.xml")),
    ("word/footer.xml", include_str!("footer.xml")),
    ("docProps/core.xml", include_str!("core.xml")),
];

/// Turns a notice into a file.
pub(in crate::publish) fn bytes(plan: &NoticePlan, file: &str) -> Result<Vec<u8>, PublishError> {
    let failed =
        |reason: String| PublishError { file: file.to_owned(), sheet: String::new(), reason };
    let mut environment = Environment::new();
    for (name, template) in PARTS {
        // `.rels` would not be escaped.
        environment
            .add_template(named(name), template)
            .map_err(|error| failed(error.to_string()))?;
    }
    let shown = shown(plan);
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, _) in PARTS {
        let part = environment.get_template(named(name));
        let part = part.and_then(|template| template.render(&shown));
        let part = part.map_err(|error| failed(error.to_string()))?;
        let started = package.start_file(name, options).map_err(std::io::Error::from);
        let written = started.and_then(|()| package.write_all(part.as_bytes()));
        written.map_err(|error| failed(error.to_string()))?;
    }
    let packed = package.finish().map_err(|error| failed(error.to_string()))?;
    Ok(packed.into_inner())
}

/// The name of a part as a template: what stands in any of them is escaped.
fn named(part: &'static str) -> &'static str {
    part.strip_suffix(".rels").map_or(part, |_| match part {
        "_rels/.rels" => "package_rels.xml",
        _ => "document_rels.xml",
    })
}

fn shown(plan: &NoticePlan) -> Value {
    let NoticePlan { superiors, issuer, number, date, subject, parts, .. } = plan;
    let NoticePlan { recipients, signatory, foot, created, .. } = plan;
    let (year, month) = created;
    context! {
        superiors => superiors.iter().map(|line| on_paper(line)).collect::<Vec<_>>(),
        issuer => on_paper(issuer),
        number => on_paper(number),
        date => on_paper(date),
        subject => on_paper(subject),
        parts => parts.iter().map(part).collect::<Vec<_>>(),
        recipients => recipients.iter().map(|line| on_paper(line)).collect::<Vec<_>>(),
        signatory => on_paper(signatory),
        foot => on_paper(foot),
        created => format!("{year}-{month:02}-01T00:00:00Z"),
    }
}

fn part(part: &NoticePart) -> Value {
    match part {
        NoticePart::Heading(text) => context! { heading => on_paper(text) },
        NoticePart::Text(text) => context! { text => on_paper(text) },
        NoticePart::Listing(Listing { columns, rows }) => {
            let columns = columns.iter().map(|column| {
                context! {
                    title => on_paper(&column.title),
                    side => column.side,
                    width => column.width,
                }
            });
            let rows = rows.iter();
            let rows: Vec<Vec<String>> =
                rows.map(|cells| cells.iter().map(|text| on_paper(text)).collect()).collect();
            context! { columns => columns.collect::<Vec<_>>(), rows => rows }
        }
    }
}

/// A text with nothing in it that the format cannot hold.
fn on_paper(text: &str) -> String {
    plain(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
