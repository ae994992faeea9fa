//! The order in which people name the versions of a file: `bc`, `bc (1)`, `bc v9`, `bc v10`, `bc-sua`, `Copy of bc`,
//! `bc (bản cũ)`.

use crate::text;

/// A piece of a name; numbers are compared as numbers and stand before words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum VersionPiece {
    Number(u64),
    Word(String),
}

/// What the name of a file says of its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Version {
    /// The name without what tells the version.
    base: Vec<VersionPiece>,
    /// Whether it is called old, nothing, or new.
    pub(super) age: i8,
    /// What tells the version, in order.
    pub(in crate::ingest) marks: Vec<VersionPiece>,
    /// The whole name.
    pub(in crate::ingest) name: Vec<VersionPiece>,
}

/// Words that tell a later version, without marks; a number behind one belongs to it.
const NEWER: [&str; 31] = [
    "ban sao cua",
    "ban sao",
    "ban sua",
    "ban moi",
    "ban chinh thuc",
    "ban cuoi",
    "ban",
    "chinh sua",
    "sua doi",
    "da sua",
    "sua lai",
    "gui lai",
    "sua",
    "bo sung",
    "dieu chinh",
    "dinh chinh",
    "hieu chinh",
    "thay the",
    "cap nhat",
    "hoan chinh",
    "chinh thuc",
    "copy of",
    "copy",
    "final",
    "new",
    "rev",
    "version",
    "ver",
    "v",
    "lan",
    "moi",
];

/// Words that tell an earlier one.
const OLDER: [&str; 8] = ["ban cu", "ban dau", "ban nhap", "cu", "old", "backup", "bak", "draft"];

impl Version {
    /// Of the path of a file.
    pub(in crate::ingest) fn of(file: &str) -> Self {
        let start = file.rfind('/').map_or(0, |slash| slash + 1);
        let stem = file[start..].rfind('.').map_or(file, |dot| &file[..start + dot]);
        let (stem, copy) = numbered_copy(stem);
        let words = words_of(stem);
        let mut version =
            Self { base: Vec::new(), age: 0, marks: Vec::new(), name: pieces(&words) };
        let mut place = 0;
        while place < words.len() {
            place += version.take(&words, place);
        }
        if let Some(copy) = copy {
            version.marks.push(VersionPiece::Number(copy));
            version.name.push(VersionPiece::Number(copy));
            version.age = version.age.max(0);
        }
        version
    }

    /// Takes what stands at a place; gives how many words that is.
    fn take(&mut self, words: &[String], place: usize) -> usize {
        let rest = &words[place..];
        let stands = |phrase: &&str| {
            let count = phrase.split(' ').count();
            rest.len() >= count && phrase.split(' ').eq(rest[..count].iter().map(String::as_str))
        };
        // `dân cư` is no old version: without `bản` the word stands last.
        let last = |phrase: &&str| phrase.contains(' ') || rest.len() == 1;
        if let Some(phrase) = OLDER.iter().find(|phrase| stands(phrase) && last(phrase)) {
            self.age = -1;
            return phrase.split(' ').count();
        }
        if let Some(phrase) = NEWER.iter().find(|phrase| stands(phrase)) {
            let count = phrase.split(' ').count();
            let number = rest.get(count).filter(|word| is_number(word));
            // `v`, `lần` and `bản` are marks with a number only, which says it all.
            let counts = matches!(*phrase, "v" | "lan" | "ban" | "ver" | "rev" | "version");
            if number.is_some() || !counts {
                self.age = self.age.max(1);
                self.marks.extend((!counts).then(|| VersionPiece::Word((*phrase).to_owned())));
                self.marks.extend(number.map(|word| piece(word)));
                return count + usize::from(number.is_some());
            }
        }
        self.base.push(piece(&words[place]));
        1
    }

    /// Whether both are versions of one file by their names.
    pub(in crate::ingest) fn is_of(&self, other: &Self) -> bool {
        self.base == other.base
    }
}

/// `bc (1)`: the number that a browser or a file manager adds.
fn numbered_copy(stem: &str) -> (&str, Option<u64>) {
    let inside = || {
        let (before, number) = stem.strip_suffix(')')?.rsplit_once('(')?;
        Some((before, number.trim().parse().ok().filter(|number| *number < 1_000)?))
    };
    inside().map_or((stem, None), |(before, number)| (before, Some(number)))
}

/// Words and numbers, also where they are written together: `v10`.
fn words_of(stem: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in text::unmarked(stem).split(' ') {
        let mut digits = None;
        for letter in word.chars() {
            let digit = letter.is_ascii_digit();
            if digits != Some(digit) {
                out.push(String::new());
            }
            digits = Some(digit);
            if let Some(last) = out.last_mut() {
                last.push(letter);
            }
        }
    }
    out
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

fn piece(word: &str) -> VersionPiece {
    word.parse().map_or_else(|_| VersionPiece::Word(word.to_owned()), VersionPiece::Number)
}

fn pieces(words: &[String]) -> Vec<VersionPiece> {
    words.iter().map(|word| piece(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::Version;

    fn key(name: &str) -> (i8, Vec<super::VersionPiece>) {
        let version = Version::of(name);
        (version.age, version.marks)
    }

    #[test]
    fn versions_come_in_the_order_in_which_people_number_them() {
        for [earlier, later] in [
            ["bc.xlsx", "bc (1).xlsx"],
            ["bc (2).xlsx", "bc (10).xlsx"],
            ["a/bc v9.xlsx", "a/bc v10.xls"],
            ["bc-v9.xlsx", "bc_V10.xlsx"],
            ["bc.xlsx", "bc-sua.xlsx"],
            ["bc.xlsx", "bc (bản sửa).xlsx"],
            ["bc bản sửa.xlsx", "bc bản sửa 2.xlsx"],
            ["bc.xlsx", "bc lan 2.xlsx"],
            ["bc lần 2.xlsx", "bc lần 11.xlsx"],
            ["bc.xlsx", "Copy of bc.xlsx"],
            ["bc.xlsx", "bc - Copy.xlsx"],
            ["bc - Copy.xlsx", "bc - Copy (2).xlsx"],
            ["bc.xlsx", "Bản sao của bc.xlsx"],
            ["bc (bản cũ).xlsx", "bc.xlsx"],
            ["bc-cu.xlsx", "bc.xlsx"],
            ["bc.xlsx", "bc điều chỉnh lần 2.xlsx"],
            ["bc.xlsx", "Sửa bc.xlsx"],
        ] {
            assert!(Version::of(earlier).is_of(&Version::of(later)), "{earlier} {later}");
            assert!(key(earlier) < key(later), "{earlier} < {later}");
        }
        assert!(!Version::of("dan cu loc ninh.xlsx").is_of(&Version::of("loc ninh.xlsx")));
        assert_eq!(Version::of("so-xay-dung-thang-7.xlsx").age, 0);
    }
}
