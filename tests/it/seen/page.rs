//! A page as text, in the order in which it is read: a line a block, a bar between the cells of a row.

use std::fmt::Write as _;

/// Elements that begin a line of their own.
const BLOCKS: [&str; 19] = [
    "title",
    "header",
    "h1",
    "h2",
    "h3",
    "p",
    "li",
    "dt",
    "nav",
    "tr",
    "section",
    "article",
    "button",
    "label",
    "figure",
    "figcaption",
    "footer",
    "text",
    "div",
];
/// Rows that follow each other are told up to so many, and so are cards.
const MOST: usize = 12;

pub(super) fn told(html: &str) -> String {
    let mut lines = vec![(String::new(), String::new())];
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        let (tag, after) = tag.split_once('>').unwrap();
        rest = after;
        say(&mut lines, text);
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap();
        match name {
            "script" | "style" if !tag.starts_with('/') => {
                rest = after.split_once(&format!("</{name}>")).unwrap().1;
            }
            "td" | "th" if !tag.starts_with('/') => lines.last_mut().unwrap().1.push_str(" |"),
            "dd" if !tag.starts_with('/') => lines.last_mut().unwrap().1.push(':'),
            _ if BLOCKS.contains(&name) => lines.push((name.to_owned(), String::new())),
            _ => {}
        }
        if name == "article" && !tag.starts_with('/') {
            lines.last_mut().unwrap().1.push_str("──");
        }
    }
    lines.retain(|(_, text)| !text.trim().is_empty());
    folded(&lines)
}

/// Text with its references put in, and no more than a blank between words.
fn say(lines: &mut [(String, String)], text: &str) {
    let line = &mut lines.last_mut().unwrap().1;
    for word in quick_xml::escape::unescape(text).unwrap().split_whitespace() {
        line.push(' ');
        line.push_str(word);
    }
}

fn folded(lines: &[(String, String)]) -> String {
    let mut out = String::new();
    let cards = lines.iter().position(|line| line.1.starts_with("──")).unwrap_or(lines.len());
    for rows in lines[..cards].chunk_by(|a, b| (a.0 == "tr") == (b.0 == "tr")) {
        few(&mut out, rows, if rows[0].0 == "tr" { MOST } else { usize::MAX }, "rows");
    }
    let mut cards = lines[cards..].chunk_by(|_, b| !b.1.starts_with("──"));
    for card in cards.by_ref().take(3) {
        few(&mut out, card, usize::MAX, "");
    }
    out + &format!("… {} more cards\n", cards.count())
}

fn few(out: &mut String, lines: &[(String, String)], most: usize, what: &str) {
    for (_, text) in lines.iter().take(most) {
        out.push_str(text.trim());
        out.push('\n');
    }
    if lines.len() > most {
        writeln!(out, "… {} more {what}", lines.len() - most).unwrap();
    }
}
