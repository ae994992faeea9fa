//! The page about what lies in a folder that published files are handed to. It says what lies there and nothing else,
//! so it is the same whenever it is written.

use std::fmt::Write as _;

use crate::store::{OnShelf, instant_of};

use super::clock::in_vietnam;

/// The page, in Vietnamese.
pub(super) fn page(title: &str, runs: &[OnShelf]) -> String {
    let title = escaped(title);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"vi\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<h1>{title}</h1>\n"
    );
    let mut period = None;
    for run in runs {
        // Writing to a String cannot fail.
        if period != Some(run.period) {
            let _ = writeln!(page, "<h2>{}</h2>", run.period.title());
            period = Some(run.period);
        }
        let _ = writeln!(page, "<h3>{}</h3>\n<ul>", when(&run.run));
        for file in &run.files {
            let path = format!("{}/{}/{file}", run.period, run.run);
            let _ = writeln!(page, "<li><a href=\"{}\">{}</a></li>", address(&path), escaped(file));
        }
        page.push_str("</ul>\n");
    }
    page
}

/// When a run was made, as officials write it.
fn when(run: &str) -> String {
    let moment = instant_of(run).map(in_vietnam);
    moment.map_or_else(
        || escaped(run),
        |moment| format!("Lượt {}", moment.strftime("%H:%M ngày %d/%m/%Y")),
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A path as a browser takes it.
fn address(path: &str) -> String {
    path.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::{OnShelf, page};

    #[test]
    fn the_page_says_what_lies_there() {
        let run = OnShelf {
            period: "2023-Q3".parse().unwrap(),
            run: "20231001T180004-000123Z".to_owned(),
            files: vec!["xếp hạng <1>.xlsx".to_owned(), "phan-hoi/".to_owned()],
        };
        let page = page("Xếp hạng & kiểm tra", &[run]);
        for part in [
            "<h1>Xếp hạng &amp; kiểm tra</h1>",
            "<h2>Quý III năm 2023</h2>",
            "<h3>Lượt 01:00 ngày 02/10/2023</h3>",
            "<a href=\"2023-Q3/20231001T180004-000123Z/x%E1%BA%BFp%20h%E1%BA%A1ng%20%3C1%3E.xlsx\">xếp hạng &lt;1&gt;.xlsx</a>",
            "phan-hoi/\">phan-hoi/</a>",
        ] {
            assert!(page.contains(part), "{part}\n{page}");
        }
    }
}
