//! Types a declared value may have: texts, numbers, flags, lists, tables with free keys.

use std::collections::BTreeMap;

use serde::de::{MapAccess, SeqAccess};

use super::shape::Shape;
use super::value::{A_DATE, A_TABLE, Declared, List, ValueType, is_date};
use crate::pipeline::fault::said::InBoth;

impl ValueType for String {
    const EXPECTED: InBoth = ("một chuỗi chữ", "a text");
    const LIST: InBoth = ("mảng các chuỗi chữ", "an array of texts");

    fn text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }

    fn shape() -> Shape {
        Shape::Text(Vec::new())
    }
}

impl ValueType for i64 {
    const EXPECTED: InBoth = ("một số nguyên", "a whole number");

    fn whole(number: i64) -> Option<Self> {
        Some(number)
    }

    fn shape() -> Shape {
        Shape::Whole(None)
    }
}

impl ValueType for bool {
    const EXPECTED: InBoth = ("`true` hoặc `false`", "`true` or `false`");

    fn flag(flag: bool) -> Option<Self> {
        Some(flag)
    }

    fn shape() -> Shape {
        Shape::Flag
    }
}

impl<T: ValueType> ValueType for List<T> {
    const EXPECTED: InBoth = T::LIST;
    const LIST: InBoth = ("mảng các mảng", "an array of arrays");

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
impl<T: ValueType> ValueType for BTreeMap<String, Declared<T>> {
    const EXPECTED: InBoth = A_TABLE;

    fn table<'de, A: MapAccess<'de>>(mut table: A) -> Result<Result<Self, InBoth>, A::Error> {
        let mut entries = Self::new();
        while let Some((key, value)) = table.next_entry::<String, Declared<T>>()? {
            if is_date(&key) {
                return Ok(Err(A_DATE));
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
pub(in crate::pipeline) struct OneOrMoreTexts(pub(in crate::pipeline) List<String>);

impl ValueType for OneOrMoreTexts {
    const EXPECTED: InBoth =
        ("một chuỗi chữ hoặc mảng các chuỗi chữ", "a text or an array of texts");

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
