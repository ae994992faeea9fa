//! Tables of a declaration file: the keys of one, the types of their values, what has to be there and what each is for,
//! said once.

/// A table: a struct whose keys are its fields with dashes, and which knows the keys below it. A key is written as
/// `name [need]: type = narrow; default`: `need` is a [`KeyNeed`](super::shape::KeyNeed), `narrow` the words, range or pattern
/// that its value is taken from, `default` what counts where it is not there. What it is for stands above it, in
/// English and in Vietnamese.
macro_rules! table {
    ($(#[doc = $about:literal])+ $about_vi:literal $name:ident {
        $($(#[doc = $purpose:literal])+ $purpose_vi:literal
            $field:ident $([$need:ident $(($other:literal))?])?: $type:ty $(= $narrow:expr)? $(; $default:expr)?,)*
    }) => {
        $(#[doc = $about])+
        #[derive(Debug, Default, serde::Deserialize)]
        #[serde(rename_all = "kebab-case", default)]
        pub(in crate::pipeline) struct $name {
            $($(#[doc = $purpose])+ pub(in crate::pipeline) $field: $crate::pipeline::written::value::Declared<$type>,)*
        }

        impl $crate::pipeline::written::value::ValueType for $name {
            const EXPECTED: $crate::pipeline::fault::said::InBoth = $crate::pipeline::written::value::A_TABLE;

            fn table<'de, A: serde::de::MapAccess<'de>>(
                table: A,
            ) -> Result<Result<Self, $crate::pipeline::fault::said::InBoth>, A::Error> {
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
                use $crate::pipeline::written::shape::{Key, KeyNeed, Shape};
                let keys = vec![$(Key {
                    key: stringify!($field).replace('_', "-"),
                    about: $crate::model::Sentence::new($purpose_vi, concat!($($purpose,)+).trim()),
                    need: [$(KeyNeed::$need $(($other))?,)? KeyNeed::Never][0],
                    default: [$(Some(toml::Value::from($default)),)? None].into_iter().next().flatten(),
                    shape: <$type as $crate::pipeline::written::value::ValueType>::shape()$(.of($narrow.into()))?,
                },)*];
                let about = $crate::model::Sentence::new($about_vi, concat!($($about),+).trim());
                Shape::Table { about, keys }
            }
        }
    };
}

pub(in crate::pipeline) use table;
