//! What the name of a font says about the text set in it.

use serde::{Deserialize, Serialize};

/// An encoding of the time before Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Encoding {
    /// TCVN 5712 in its third form, also called ABC: one byte a letter, fonts `.VnTime`,
    /// `.VnArialH` ….
    Tcvn3,
    /// VNI for Windows: a base letter and a mark behind it, fonts `VNI-Times` ….
    Vni,
}

impl Encoding {
    /// What an official calls it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3 (ABC)",
            Self::Vni => "VNI",
        }
    }
}

/// A font of the time before Unicode. It is evidence and no proof: proper Unicode text in `.VnTime`
/// is common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegacyFont {
    /// The encoding it was made for.
    pub encoding: Encoding,
    /// It shows small letters as capitals: `.VnTimeH`.
    pub capitals: bool,
}

impl LegacyFont {
    /// The font behind a name; `None` for a font of another kind.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let family = family(name);
        if is_tcvn3(family) {
            return Some(Self { encoding: Encoding::Tcvn3, capitals: shows_capitals(family) });
        }
        is_vni(family).then_some(Self { encoding: Encoding::Vni, capitals: false })
    }
}

/// The name without a style or a size behind it: `.VnTimeH Bold 12`.
fn family(name: &str) -> &str {
    const STYLES: [&str; 4] = ["bold", "italic", "regular", "normal"];
    let mut family = name.trim();
    loop {
        let bare = family.trim_end_matches(|c: char| {
            c.is_ascii_digit() || c.is_whitespace() || ",;_-".contains(c)
        });
        let style = STYLES.iter().find_map(|style| strip_end(bare, style));
        match style {
            Some(shorter) => family = shorter,
            None => return bare,
        }
    }
}

fn strip_end<'n>(name: &'n str, end: &str) -> Option<&'n str> {
    let (head, tail) = name.split_at_checked(name.len().checked_sub(end.len())?)?;
    (tail.eq_ignore_ascii_case(end) && head.ends_with([' ', ',', ';', '-'])).then_some(head)
}

fn strip_start<'n>(name: &'n str, start: &str) -> Option<&'n str> {
    let (head, tail) = name.split_at_checked(start.len())?;
    head.eq_ignore_ascii_case(start).then_some(tail)
}

/// `.VnTime`, and without its point where that got lost. `VNtimes new roman` and `VN Arial` are
/// fonts of other encodings.
fn is_tcvn3(family: &str) -> bool {
    let pointless = family.strip_prefix("Vn").is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_uppercase()) && !rest.starts_with("Times")
    });
    strip_start(family, ".vn").is_some() || pointless
}

/// `VNI-Times`, `VNI Times`, `VniHelvetica`.
fn is_vni(family: &str) -> bool {
    strip_start(family, "vni")
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase() || "- _".contains(c)))
}

/// The name ends in `H`; where it is written in small letters only, in `h`.
fn shows_capitals(family: &str) -> bool {
    let all_small = !family.contains(|c: char| c.is_ascii_uppercase());
    family.ends_with('H') || (all_small && family.ends_with('h'))
}

#[cfg(test)]
mod tests {
    use super::{Encoding, LegacyFont};

    #[test]
    fn fonts_tell_their_encoding() {
        let small =
            [".VnTime", ".vntime", ".VnArial Narrow", "VnTime", ".VnTime, Bold", ".VnAristote"];
        let capitals = [
            ".VnTimeH",
            ".VNTIMEH",
            " .VnTimeH ",
            ".VnTimeH 12",
            ".vntimeh",
            ".VnArial NarrowH",
            ".VnBook-AntiquaH",
            "VnArialH",
            ".VnTimeH Bold Italic",
        ];
        let vni = [
            "VNI-Times",
            "VNI Times",
            "Vni-Helve-Condense",
            "vni-times",
            "VNI-Helve Bold",
            "VniHelvetica",
        ];
        let of = |encoding, capitals| Some(LegacyFont { encoding, capitals });
        for (names, expected) in [
            (&small[..], of(Encoding::Tcvn3, false)),
            (&capitals[..], of(Encoding::Tcvn3, true)),
            (&vni[..], of(Encoding::Vni, false)),
        ] {
            for name in names {
                assert_eq!(LegacyFont::parse(name), expected, "{name}");
            }
        }
    }

    #[test]
    fn other_fonts_tell_nothing() {
        for name in [
            "Times New Roman",
            "Vnđ",
            "",
            "V",
            ".",
            "VNtimes new roman",
            "VN Arial",
            "Vn",
            "VNI",
            "Vninh",
            "Vivaldi",
            "ÿÿÿ",
            "Bold",
            "VnTimes",
            "Vnexpress",
        ] {
            assert_eq!(LegacyFont::parse(name), None, "{name}");
        }
    }
}
