//! Tables of a declaration file: the keys of one, the types of their values and what each is for, said once.

/// A table: a struct whose keys are its fields with dashes, and which knows the keys below it. What stands behind
/// `=` are the words that a text is taken from.
macro_rules! table {
    ($(#[doc = $about:literal])+ $name:ident {
        $($(#[doc = $purpose:literal])* $field:ident: $type:ty $(= $words:expr)?,)*
    }) => {
        $(#[doc = $about])+
        #[derive(Debug, Default, serde::Deserialize)]
        #[serde(rename_all = "kebab-case", default)]
        pub(in crate::pipeline) struct $name {
            $($(#[doc = $purpose])* pub(in crate::pipeline) $field: $crate::pipeline::written::value::Declared<$type>,)*
        }

        impl $crate::pipeline::written::value::ValueType for $name {
            const EXPECTED: &'static str = "a table";

            fn table<'de, A: serde::de::MapAccess<'de>>(
                table: A,
            ) -> Result<Result<Self, &'static str>, A::Error> {
                let table = serde::de::value::MapAccessDeserializer::new(table);
                <Self as serde::Deserialize>::deserialize(table).map(Ok)
            }

            fn keys(path: &[&str]) -> Vec<String> {
                match path.split_first() {
                    None => vec![$(stringify!($field).replace('_', "-"),)*],
                    $(Some((key, below)) if *key == stringify!($field).replace('_', "-") =>
                        <$type as $crate::pipeline::written::value::ValueType>::keys(below),)*
                    Some(_) => Vec::new(),
                }
            }

            fn shape() -> $crate::pipeline::written::shape::Shape {
                let keys = vec![$($crate::pipeline::written::shape::Key {
                    key: stringify!($field).replace('_', "-"),
                    about: concat!($($purpose,)*).trim(),
                    shape: <$type as $crate::pipeline::written::value::ValueType>::shape()$(.of($words))?,
                },)*];
                $crate::pipeline::written::shape::Shape::Table { about: concat!($($about),+).trim(), keys }
            }
        }
    };
}

pub(in crate::pipeline) use table;
