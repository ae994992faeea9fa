//! What the few words of a list mean: its fields, states and channels.

use std::collections::{BTreeMap, BTreeSet};

use crate::ingest::figures::fields::field_name;
use crate::pipeline::DossierList;
use crate::text;

use super::list_cell::ListCell;
use super::meant::Meant;

/// The fields of a list, each by its first name.
#[derive(Debug, Default)]
pub struct ListFields {
    names: Vec<String>,
    by_key: BTreeMap<String, u32>,
    meant: Meant<Option<u32>>,
}

impl ListFields {
    /// The place of the field of a cell among [`ListFields::names`]; none of a blank one.
    pub fn place(&mut self, cell: ListCell<'_>) -> Option<u32> {
        let Self { names, by_key, meant } = self;
        let look_up = |raw: &str| {
            let normal = text::normal(raw);
            let name = field_name(&normal);
            let key = text::key(name);
            let place = || {
                names.push(name.to_owned());
                u32::try_from(names.len() - 1).unwrap_or(u32::MAX)
            };
            (!key.is_empty()).then(|| *by_key.entry(key).or_insert_with(place))
        };
        meant.of(&cell.text()?, look_up)
    }

    /// The names by their places.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }
}

/// What a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordSays {
    /// There is none.
    Blank,
    /// Nothing that is known.
    Nothing,
    /// The dossier has not ended, or was not handed in online.
    No,
    /// It has, or was.
    Yes,
}

/// What words of a column say.
#[derive(Debug)]
pub struct ListWords<'p> {
    yes: &'p [String],
    no: &'p [String],
    meant: Meant<WordSays>,
    strangers: BTreeSet<String>,
}

impl<'p> ListWords<'p> {
    /// Whether a dossier has ended.
    pub(super) fn of_states(list: &'p DossierList) -> Self {
        Self::new(&list.ended, &list.open)
    }

    /// Whether it was handed in online.
    pub(super) fn of_channels(list: &'p DossierList) -> Self {
        Self::new(&list.online, &list.direct)
    }

    fn new(yes: &'p [String], no: &'p [String]) -> Self {
        Self { yes, no, meant: Meant::default(), strangers: BTreeSet::new() }
    }

    /// Words that say nothing that is known, in order.
    pub(super) fn strangers(&self) -> Vec<&str> {
        self.strangers.iter().map(String::as_str).collect()
    }

    /// What the word of a cell says.
    pub fn say(&mut self, cell: ListCell<'_>) -> WordSays {
        let Self { yes, no, meant, strangers } = self;
        let look_up = |raw: &str| {
            if raw.trim().is_empty() {
                return WordSays::Blank;
            }
            let key = text::key(raw);
            if yes.contains(&key) {
                return WordSays::Yes;
            }
            if no.contains(&key) {
                return WordSays::No;
            }
            strangers.insert(raw.to_owned());
            WordSays::Nothing
        };
        match cell.text() {
            Some(word) => meant.of(&word, look_up),
            None if cell.is_blank() => WordSays::Blank,
            None => WordSays::Nothing,
        }
    }
}
