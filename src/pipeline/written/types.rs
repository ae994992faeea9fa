//! Types a declared value may have. A value of another type is read to its end and refused in words.

use std::collections::BTreeMap;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess};

use super::shape::Shape;
use super::value::{Declared, List};

/// A type a value may have; whatever is not overridden is a value of another type.
pub(in crate::pipeline) trait Written: Sized {
    /// The type in words.
    const EXPECTED: &'static str;
    /// A list of it in words.
    const LIST: &'static str = "an array of tables";

    fn text(_: &str) -> Option<Self> {
        None
    }

    fn whole(_: i64) -> Option<Self> {
        None
    }

    fn flag(_: bool) -> Option<Self> {
        None
    }

    fn list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<Option<Self>, A::Error> {
        while list.next_element::<Skipped>()?.is_some() {}
        Ok(None)
    }

    /// `Err` holds what the table turned out to be, in words.
    fn table<'de, A: MapAccess<'de>>(mut table: A) -> Result<Result<Self, &'static str>, A::Error> {
        let mut found = "a table";
        while let Some((key, _)) = table.next_entry::<String, Skipped>()? {
            if key.starts_with(DATE_KEY) {
                found = "a date";
            }
        }
        Ok(Err(found))
    }

    /// What the value may be.
    fn shape() -> Shape;

    /// Keys that may stand in the table at a path below this value.
    fn keys(_: &[&str]) -> Vec<String> {
        Vec::new()
    }
}

/// How the parser hands over a date: a table with this one key.
pub(in crate::pipeline) const DATE_KEY: &str = "$__toml_private";

impl Written for String {
    const EXPECTED: &'static str = "a text";
    const LIST: &'static str = "an array of texts";

    fn text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }

    fn shape() -> Shape {
        Shape::Text(Vec::new())
    }
}

impl Written for i64 {
    const EXPECTED: &'static str = "a whole number";

    fn whole(number: i64) -> Option<Self> {
        Some(number)
    }

    fn shape() -> Shape {
        Shape::Whole
    }
}

impl Written for bool {
    const EXPECTED: &'static str = "`true` or `false`";

    fn flag(flag: bool) -> Option<Self> {
        Some(flag)
    }

    fn shape() -> Shape {
        Shape::Flag
    }
}

impl<T: Written> Written for List<T> {
    const EXPECTED: &'static str = T::LIST;
    const LIST: &'static str = "an array of arrays";

    fn list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<Option<Self>, A::Error> {
        let mut items = Self::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Some(items))
    }

    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }

    fn keys(path: &[&str]) -> Vec<String> {
        T::keys(path)
    }
}

/// A table whose keys are free.
impl<T: Written> Written for BTreeMap<String, Declared<T>> {
    const EXPECTED: &'static str = "a table";

    fn table<'de, A: MapAccess<'de>>(mut table: A) -> Result<Result<Self, &'static str>, A::Error> {
        let mut entries = Self::new();
        while let Some((key, value)) = table.next_entry::<String, Declared<T>>()? {
            if key.starts_with(DATE_KEY) {
                return Ok(Err("a date"));
            }
            entries.insert(key, value);
        }
        Ok(Ok(entries))
    }

    fn shape() -> Shape {
        Shape::Free(Box::new(T::shape()))
    }
}

/// One text, or several.
#[derive(Debug)]
pub(in crate::pipeline) struct Texts(pub(in crate::pipeline) List<String>);

impl Written for Texts {
    const EXPECTED: &'static str = "a text or an array of texts";

    fn text(text: &str) -> Option<Self> {
        Some(Self(vec![Declared::Written(text.to_owned())]))
    }

    fn list<'de, A: SeqAccess<'de>>(list: A) -> Result<Option<Self>, A::Error> {
        Ok(<List<String>>::list(list)?.map(Self))
    }

    fn shape() -> Shape {
        Shape::OneOrMore(Box::new(String::shape()))
    }
}

/// A value that is read over, whatever it is, without counting as an unknown key.
pub(in crate::pipeline) struct Skipped;

impl Written for Skipped {
    const EXPECTED: &'static str = "";

    fn shape() -> Shape {
        Shape::Text(Vec::new())
    }
}

impl<'de> Deserialize<'de> for Skipped {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Declared::<Self>::deserialize(deserializer).map(|_| Self)
    }
}
