//! An office that takes part in an inspection. A plan is published, and persons change: no name of a person stands in it.

use crate::model::Sentence;
use crate::pipeline::fault::hint::did_you_mean;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{InBoth, as_written};
use crate::pipeline::register::{Match, Register};
use crate::text::{begins_with_word, key, office_named};

const AN_OFFICE: InBoth = (
    "một cơ quan, không phải tên người: mã hoặc tên một đơn vị trong danh mục, hoặc tên cơ quan như `Thanh tra tỉnh`",
    "an office, never a person: id or name of a unit of the register, or the name of an office such as `Thanh tra tỉnh`",
);

/// What persons are called before their name.
const PERSONS: [&str; 9] = ["ông", "bà", "anh", "chị", "đồng chí", "đ/c", "mr", "mrs", "ms"];

/// Middle names that no office has: some family names are first words of offices too.
const MIDDLE_NAMES: [&str; 2] = ["thị", "văn"];

/// The name of an office: of a unit of the register as it is written there, else a text that is the name of one.
pub(super) fn office(word: &str, at: &At, units: Option<&Register>) -> Option<String> {
    let found = units.map(|units| (units, units.find(word, |_, _| true)));
    let known = units.and_then(|units| units.find_id(word));
    let known = known.or(match found {
        Some((_, Match::One(ix))) => Some(ix),
        _ => None,
    });
    if let Some((units, ix)) = units.zip(known) {
        return Some(units.get(ix).name.clone());
    }
    if is_office(word) {
        return Some(word.trim().to_owned());
    }
    let near = match &found {
        Some((units, Match::Many(near) | Match::None(near))) => {
            near.first().map(|ix| did_you_mean(&units.get(*ix).name))
        }
        _ => None,
    };
    at.wrong_hint(as_written(word), Sentence::from(AN_OFFICE), near);
    None
}

/// Whether a text is the name of an office and names nobody: neither first nor behind a dash, a comma or a bracket.
fn is_office(word: &str) -> bool {
    let parts = word.split(['-', '–', ',', ';', ':', '(', '/']).map(key);
    let persons = parts.filter(|part| PERSONS.iter().any(|title| begins_with_word(part, title)));
    let middle = key(word).split(' ').nth(1).is_some_and(|second| MIDDLE_NAMES.contains(&second));
    let control = word.contains(char::is_control);
    !control && !middle && persons.count() == 0 && office_named(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::is_office;

    #[test]
    fn an_office_is_no_person() {
        for office in [
            "Sở Nội vụ",
            "Thanh tra tỉnh",
            "Ban Quản lý Khu kinh tế",
            "Văn phòng UBND tỉnh",
            "UBND thành phố Đồng Xoài",
            "Công an tỉnh Bà Rịa",
            "Trung tâm Phục vụ hành chính công",
        ] {
            assert!(is_office(office), "{office}");
        }
        for other in [
            "Bà Nguyễn Thị A",
            "Nguyễn Văn A",
            "Ban Thị A",
            "Trường Văn A",
            "Sở Nội vụ - Bà A",
            "Sở Nội vụ (ông A)",
            "Phó Giám đốc Sở Nội vụ",
            "Mr. A",
            "Đồng chí A, Sở Nội vụ",
            "",
            "Sở",
        ] {
            assert!(!is_office(other), "{other}");
        }
    }
}
