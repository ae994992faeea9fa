//! A part of a package as a tree: elements without the prefix of their space, what they are given, and their text.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

#[derive(Default)]
pub(super) struct Element {
    pub(super) name: String,
    given: BTreeMap<String, String>,
    pub(super) inside: Vec<Element>,
    /// The text directly inside of it.
    pub(super) text: String,
}

impl Element {
    pub(super) fn read(xml: &str) -> Self {
        let mut reader = Reader::from_str(xml);
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().unwrap() {
                Event::Start(tag) => open.push(Self::of(&tag)),
                Event::Empty(tag) => open.last_mut().unwrap().inside.push(Self::of(&tag)),
                Event::End(_) => {
                    let closed = open.pop().unwrap();
                    open.last_mut().unwrap().inside.push(closed);
                }
                Event::Text(text) => open.last_mut().unwrap().text.push_str(&text),
                Event::GeneralRef(name) => {
                    let number = name.resolve_char_ref().unwrap();
                    let named = || quick_xml::escape::resolve_predefined_entity(&name).unwrap();
                    let text = number.map_or_else(|| named().to_owned(), |c| c.to_string());
                    open.last_mut().unwrap().text.push_str(&text);
                }
                Event::Eof => return open.pop().unwrap().inside.pop().unwrap_or_default(),
                _ => {}
            }
        }
    }

    fn of(tag: &BytesStart<'_>) -> Self {
        let given = tag.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            let value = quick_xml::escape::unescape(&attribute.value).unwrap().into_owned();
            (local(attribute.key.as_ref()), value)
        });
        Self { name: local(tag.name().as_ref()), given: given.collect(), ..Self::default() }
    }

    /// What an attribute says; nothing where it is not given.
    pub(super) fn get(&self, name: &str) -> &str {
        self.given.get(name).map_or("", String::as_str)
    }

    pub(super) fn is(&self, name: &str) -> bool {
        matches!(self.get(name), "1" | "true")
    }

    /// The number of an attribute that tells one.
    pub(super) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name).parse().ok()
    }

    pub(super) fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.inside.iter().filter(move |inner| inner.name == name)
    }

    pub(super) fn first(&self, name: &str) -> Option<&Self> {
        self.inside.iter().find(|inner| inner.name == name)
    }

    /// All such elements, however deep.
    pub(super) fn deep<'e>(&'e self, name: &str) -> Vec<&'e Self> {
        let own = self.inside.iter().filter(|inner| inner.name == name);
        own.chain(self.inside.iter().flat_map(|inner| inner.deep(name))).collect()
    }

    /// All text inside of it, however deep, but for that of some elements.
    pub(super) fn words(&self, but: &str) -> String {
        let inner = self.inside.iter().filter(|inner| inner.name != but);
        inner.fold(self.text.clone(), |text, inner| text + &inner.words(but))
    }

    /// The whole of it in a line or, where it holds much, in several.
    pub(super) fn outline(&self, indent: usize, leave: &dyn Fn(&Self) -> Option<String>) -> String {
        let space = " ".repeat(indent);
        if let Some(told) = leave(self) {
            return if told.is_empty() { told } else { format!("{space}{told}\n") };
        }
        let given = self.given.iter().filter(|(key, _)| !key.starts_with("xmlns"));
        let given = given.map(|(key, value)| match key.as_str() {
            "val" => format!(" {value}"),
            key => format!(" {key}={value}"),
        });
        let text = if self.text.trim().is_empty() { "" } else { self.text.as_str() };
        let head = format!("{}{}", self.name, given.collect::<String>());
        let head = if text.is_empty() { head } else { format!("{head} \"{text}\"") };
        let parts: Vec<String> =
            self.inside.iter().map(|inner| inner.outline(indent + 2, leave)).collect();
        let inside = parts.concat();
        if inside.lines().count() == 1 {
            return format!("{space}{head} › {}", inside.trim_start());
        }
        format!("{space}{head}\n{inside}")
    }
}

/// A name without the prefix of its space.
fn local(name: &str) -> String {
    match name.split_once(':') {
        Some(("xmlns", _)) | None => name.to_owned(),
        Some((_, local)) => local.to_owned(),
    }
}
