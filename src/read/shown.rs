//! What a number format makes of a number: another number, or nothing at all.

use crate::model::Shown;

/// How positive numbers in a format are shown, where that is not what they are: `0%`, `#,##0,`, `;;;`.
pub(super) fn mark_of(code: &str) -> Option<Shown> {
    let mut letters = code.chars();
    let (mut blank, mut percent) = (true, false);
    // Separators behind the last digit divide by a thousand each.
    let (mut digits, mut behind) = (false, false);
    while let Some(letter) = letters.next() {
        match letter {
            ';' if blank => return Some(Shown::Hidden),
            ';' => break,
            // The next letter stands for itself, or fills the cell.
            '_' | '\\' | '*' => {
                blank &= letter != '\\';
                letters.next();
            }
            '"' => {
                blank &= letters.by_ref().take_while(|letter| *letter != '"').count() == 0;
            }
            // A colour, a condition or a currency.
            '[' => letters.by_ref().take_while(|letter| *letter != ']').for_each(drop),
            '0' | '#' | '?' => (digits, behind, blank) = (true, false, false),
            ',' => behind = digits,
            '.' => (digits, behind, blank) = (digits, behind, false),
            '%' => (percent, blank) = (true, false),
            letter => blank &= letter.is_whitespace(),
        }
    }
    if percent { Some(Shown::Percent) } else { behind.then_some(Shown::Scaled) }
}

/// The formats of percentages that need not be declared.
pub(super) const fn mark_of_builtin(id: u32) -> Option<Shown> {
    if matches!(id, 9 | 10) { Some(Shown::Percent) } else { None }
}

#[cfg(test)]
mod tests {
    use super::mark_of;
    use crate::model::Shown;

    #[test]
    fn formats_that_show_another_number() {
        for code in ["0%", "0.00%", "[Red]0%;0", "_(* 0.0%_)"] {
            assert_eq!(mark_of(code), Some(Shown::Percent), "{code}");
        }
        for code in ["#,##0,", "0.0,,", "#,##0,\" nghìn\"", "0,;0"] {
            assert_eq!(mark_of(code), Some(Shown::Scaled), "{code}");
        }
        for code in [";;;", "\"\";0", "[White];;", ";;;@"] {
            assert_eq!(mark_of(code), Some(Shown::Hidden), "{code}");
        }
        for code in [
            "General",
            "#,##0",
            "#,##0.00",
            "_(* #,##0_);_(* \\(#,##0\\);_(* \"-\"_)",
            "0;-0;;@",
            "\"%\"0",
            "0\\%",
            "@",
            "dd/mm/yyyy",
            "# ##0;[Red]-0",
        ] {
            assert_eq!(mark_of(code), None, "{code}");
        }
    }
}
