//! Words of faults in both languages.

use std::fmt::Display;
use std::ops::RangeInclusive;

use crate::model::{Lang, Sentence};

/// A few words in Vietnamese and in English, where nothing stands in them that was found.
pub(in crate::pipeline) type InBoth = (&'static str, &'static str);

/// A sentence in Vietnamese and in English, each as `format!` takes it.
macro_rules! both {
    ($vi:literal, $en:literal) => {
        $crate::model::Sentence::new(format!($vi), format!($en))
    };
}

pub(in crate::pipeline) use both;

/// What stands in a file, or may stand there: `name`.
pub(in crate::pipeline) fn as_written(word: impl Display) -> Sentence {
    Sentence::same(format!("`{word}`"))
}

/// Words as a sentence lists them: `never, gaps, error or warning`.
pub(in crate::pipeline) fn alternatives(words: &[String]) -> Sentence {
    Sentence::of(|lang| match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} {} {last}", others.join(", "), lang.pick("hoặc", "or")),
        None => String::new(),
    })
}

/// What is said of two keys of which one is enough.
pub(in crate::pipeline) const ONE_OF_TWO: InBoth = ("một trong hai", "one of the two");
/// What is said of a number that is too small.
pub(in crate::pipeline) const AT_LEAST_ONE: InBoth =
    ("một số từ 1 trở lên", "a number of at least 1");

/// Behind what it is, what it may be: `a level: province, district or commune`.
pub(in crate::pipeline) fn headed(what: InBoth, words: &Sentence) -> Sentence {
    Sentence::of(|lang| format!("{}: {}", lang.pick(what.0, what.1), words.say(lang)))
}

/// No more than so many.
pub(in crate::pipeline) fn at_most(most: usize) -> Sentence {
    both!("nhiều nhất {most}", "at most {most}")
}

/// A number of a range.
pub(in crate::pipeline) fn number_of(range: &RangeInclusive<i64>) -> Sentence {
    let (least, most) = (range.start(), range.end());
    both!("một số từ {least} đến {most}", "a number from {least} to {most}")
}

/// What every fault says: what is there, and what should be.
pub(super) fn against(found: &Sentence, expected: &Sentence, lang: Lang) -> String {
    let (found, expected) = (found.say(lang), expected.say(lang));
    match lang {
        Lang::Vi => format!("{found}, cần {expected}"),
        Lang::En => format!("found {found}, expected {expected}"),
    }
}
