//! What the few words of a list mean, each looked up once: its fields, states and channels.

use std::collections::BTreeMap;

use crate::ingest::figures::fields::field_name;
use crate::pipeline::DossierList;
use crate::text;

/// The fields of a list, each by its first name.
#[derive(Debug, Default)]
pub(super) struct ListFields {
    names: Vec<String>,
    by_text: BTreeMap<String, u32>,
    by_key: BTreeMap<String, u32>,
}

impl ListFields {
    /// The place of a field; none of a blank one.
    pub(super) fn place(&mut self, raw: &str) -> Option<u32> {
        if let Some(place) = self.by_text.get(raw) {
            return Some(*place);
        }
        let normal = text::normal(raw);
        let name = field_name(&normal);
        let key = text::key(name);
        if key.is_empty() {
            return None;
        }
        let names = &mut self.names;
        let place = *self.by_key.entry(key).or_insert_with(|| {
            names.push(name.to_owned());
            u32::try_from(names.len() - 1).unwrap_or(u32::MAX)
        });
        self.by_text.insert(raw.to_owned(), place);
        Some(place)
    }

    /// The names by their places.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }
}

/// What words of a column say: yes, no, or nothing that is known.
#[derive(Debug)]
pub(super) struct ListWords<'p> {
    yes: &'p [String],
    no: &'p [String],
    known: BTreeMap<String, Option<bool>>,
}

impl<'p> ListWords<'p> {
    /// Whether a dossier has ended.
    pub(super) fn of_states(list: &'p DossierList) -> Self {
        Self { yes: &list.ended, no: &list.open, known: BTreeMap::new() }
    }

    /// Whether it was handed in online.
    pub(super) fn of_channels(list: &'p DossierList) -> Self {
        Self { yes: &list.online, no: &list.direct, known: BTreeMap::new() }
    }

    /// Words that say nothing that is known, in order.
    pub(super) fn strangers(&self) -> Vec<&str> {
        let unknown = self.known.iter().filter(|(_, said)| said.is_none());
        unknown.map(|(word, _)| word.as_str()).collect()
    }

    /// What a word says.
    pub(super) fn say(&mut self, raw: &str) -> Option<bool> {
        if let Some(said) = self.known.get(raw) {
            return *said;
        }
        let key = text::key(raw);
        let said = match (self.yes.contains(&key), self.no.contains(&key)) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        };
        self.known.insert(raw.to_owned(), said);
        said
    }
}
