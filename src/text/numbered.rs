//! What is known of texts, found by a number of their letters: the texts of forms begin alike, and a number tells two of
//! them apart at once.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// Values by their texts. What comes first in it is nothing to go by.
#[derive(Debug, Clone)]
pub struct Numbered<V>(BTreeMap<(u64, String), V>);

impl<V> Numbered<V> {
    /// How many texts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a text.
    #[must_use]
    pub fn get(&self, text: &str) -> Option<&V> {
        let number = number(text);
        let mut alike =
            self.0.range((number, String::new())..).take_while(|(key, _)| key.0 == number);
        alike.find(|(key, _)| key.1 == text).map(|(_, value)| value)
    }

    /// Gives a text a value.
    pub fn insert(&mut self, text: String, value: V) {
        self.0.insert((number(&text), text), value);
    }

    /// All texts with their values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &V)> {
        self.0.iter().map(|((_, text), value)| (text.as_str(), value))
    }
}

impl<V: Default> Numbered<V> {
    /// The value of a text, where it has none yet a new one.
    pub fn of(&mut self, text: String) -> &mut V {
        self.0.entry((number(&text), text)).or_default()
    }
}

impl<V> Default for Numbered<V> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

fn number(text: &str) -> u64 {
    let mut letters = DefaultHasher::new();
    text.hash(&mut letters);
    letters.finish()
}

#[cfg(test)]
mod tests {
    use super::Numbered;

    #[test]
    fn a_text_is_found_by_all_its_letters() {
        let mut numbered: Numbered<Vec<u32>> = Numbered::default();
        let texts = ["", "Xã", "Xã A", "xã A", "Xã A ", "Phường 1", "Phường 10"];
        for (value, text) in (0..).zip(texts) {
            numbered.insert(text.to_owned(), vec![value]);
        }
        numbered.of("Phường 10".to_owned()).push(70);
        numbered.of("Phường 11".to_owned()).push(71);
        for (value, text) in (0..).zip(texts) {
            assert_eq!(numbered.get(text).and_then(|found| found.first()), Some(&value), "{text}");
        }
        assert_eq!(numbered.get("Phường 10"), Some(&vec![6, 70]));
        assert_eq!(numbered.get("Phường 11"), Some(&vec![71]));
        assert_eq!(numbered.get("Phường"), None);
        assert_eq!(numbered.len(), texts.len() + 1);
        assert_eq!(numbered.iter().count(), numbered.len());
    }
}
