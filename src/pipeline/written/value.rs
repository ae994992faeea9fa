//! A value as it stands in a file: missing, written, or written wrongly. Reading one never fails, so one
//! pass over a file finds all of its faults: a value of another type is read to its end and refused in words.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::shape::Shape;
use crate::model::Sentence;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{InBoth, as_written, both};

/// What is said where nothing stands.
pub(in crate::pipeline) const NOTHING: InBoth = ("chưa có gì", "nothing");
/// What is said of a text without a letter.
pub(in crate::pipeline) const EMPTY: InBoth = ("chuỗi trống", "an empty string");
/// What some values are.
pub(super) const A_TABLE: InBoth = ("một bảng", "a table");
pub(super) const A_DATE: InBoth = ("một ngày tháng", "a date");

/// A value as it stands in a file.
#[derive(Debug, Default)]
pub(in crate::pipeline) enum Declared<T> {
    /// The key is not there.
    #[default]
    Missing,
    /// A value of the right type.
    Written(T),
    /// A value of another type, in words.
    Wrong(Sentence),
}

/// A list as it stands in a file.
pub(in crate::pipeline) type List<T> = Vec<Declared<T>>;

impl<T: ValueType> Declared<T> {
    /// The value, if the key is there; a wrong value is a fault.
    pub(in crate::pipeline) fn optional(&self, at: &At) -> Option<&T> {
        match self {
            Self::Missing => None,
            Self::Written(value) => Some(value),
            Self::Wrong(found) => {
                at.wrong(found.clone(), T::EXPECTED);
                None
            }
        }
    }

    /// The value, if it is a right one; a wrong one is told where the key is read.
    pub(in crate::pipeline) const fn right(&self) -> Option<&T> {
        if let Self::Written(value) = self { Some(value) } else { None }
    }

    /// The value; a missing key is a fault too.
    pub(in crate::pipeline) fn required(&self, at: &At) -> Option<&T> {
        self.needed(at, T::EXPECTED)
    }

    /// The value; a missing key is a fault, and `expected` says more than the type does.
    pub(in crate::pipeline) fn needed(&self, at: &At, expected: impl Into<Sentence>) -> Option<&T> {
        if self.is_missing() {
            at.wrong(NOTHING, expected);
        }
        self.optional(at)
    }

    pub(in crate::pipeline) const fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }
}

impl Declared<String> {
    /// A text that says something; missing and blank are faults.
    pub(in crate::pipeline) fn text(&self, at: &At) -> Option<String> {
        let text = self.required(at)?;
        if text.trim().is_empty() {
            at.wrong(EMPTY, String::EXPECTED);
            return None;
        }
        Some(text.clone())
    }
}

impl<T: ValueType> Declared<List<T>> {
    /// The items of the right type with their places; no list is an empty list.
    pub(in crate::pipeline) fn items(&self, at: &At) -> Vec<(At, &T)> {
        let list = self.optional(at).map_or(&[][..], Vec::as_slice);
        list.iter()
            .enumerate()
            .filter_map(|(index, item)| {
                let at = at.item(index);
                item.optional(&at).map(|value| (at, value))
            })
            .collect()
    }

    /// The items; no list and an empty list are faults.
    pub(in crate::pipeline) fn some_items(&self, at: &At) -> Vec<(At, &T)> {
        if self.required(at).is_some_and(Vec::is_empty) {
            at.wrong(
                ("mảng trống", "an empty array"),
                ("ít nhất một phần tử", "at least one item"),
            );
        }
        self.items(at)
    }

    /// How many items are written, right or wrong.
    pub(in crate::pipeline) fn written(&self) -> usize {
        if let Self::Written(list) = self { list.len() } else { 0 }
    }
}

impl<'de, T: ValueType> Deserialize<'de> for Declared<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor(PhantomData))
    }
}

struct ValueVisitor<T>(PhantomData<T>);

impl<'de, T: ValueType> Visitor<'de> for ValueVisitor<T> {
    type Value = Declared<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED.1)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Self::Value, E> {
        Ok(or_wrong(T::flag(flag), || as_written(flag)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(or_wrong(T::whole(number), || the_number(number)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Declared::Wrong(the_number(number)))
    }

    fn visit_i128<E>(self, number: i128) -> Result<Self::Value, E> {
        Ok(Declared::Wrong(the_number(number)))
    }

    fn visit_u128<E>(self, number: u128) -> Result<Self::Value, E> {
        Ok(Declared::Wrong(the_number(number)))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Declared::Wrong(the_number(number)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(or_wrong(T::text(text), || both!("chuỗi \"{text}\"", "a string \"{text}\"")))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        Ok(or_wrong(T::list(list)?, || ("mảng", "an array").into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<Self::Value, A::Error> {
        Ok(match T::table(table)? {
            Ok(value) => Declared::Written(value),
            Err(found) => Declared::Wrong(found.into()),
        })
    }
}

fn the_number(number: impl fmt::Display) -> Sentence {
    both!("số `{number}`", "the number `{number}`")
}

fn or_wrong<T>(value: Option<T>, found: impl FnOnce() -> Sentence) -> Declared<T> {
    value.map_or_else(|| Declared::Wrong(found()), Declared::Written)
}

/// A type a value may have; whatever is not overridden is a value of another type.
pub(in crate::pipeline) trait ValueType: Sized {
    /// The type in words.
    const EXPECTED: InBoth;
    /// A list of it in words.
    const LIST: InBoth = ("mảng các bảng", "an array of tables");

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
    fn table<'de, A: MapAccess<'de>>(mut table: A) -> Result<Result<Self, InBoth>, A::Error> {
        let mut found = A_TABLE;
        while let Some((key, _)) = table.next_entry::<String, Skipped>()? {
            if is_date(&key) {
                found = A_DATE;
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
const DATE_KEY: &str = "$__toml_private";

/// A value that is read over, whatever it is, without counting as an unknown key.
pub(super) struct Skipped;

impl ValueType for Skipped {
    const EXPECTED: InBoth = ("", "");

    fn shape() -> Shape {
        Shape::Text(Vec::new())
    }
}

impl<'de> Deserialize<'de> for Skipped {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Declared::<Self>::deserialize(deserializer).map(|_| Self)
    }
}

/// Whether a key is a date in disguise.
pub(super) fn is_date(key: &str) -> bool {
    key.starts_with(DATE_KEY)
}
