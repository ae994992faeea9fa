//! Labels of lines as forms print them: a number in front, remarks in brackets.

use super::normal::{key, normal};

/// The key of a label without a number in front and without remarks in brackets: `2.1. Tổng số (nếu có)` and
/// `Tổng số` have one key.
#[must_use]
pub fn label_key(label: &str) -> String {
    key(&without_remarks(without_number(label.trim_start())))
}

/// A label without its remarks in brackets; a bracket that is not closed stays.
#[must_use]
pub fn without_remarks(label: &str) -> String {
    let mut out = String::new();
    let mut rest = label;
    while let Some((before, behind)) = rest.split_once('(') {
        let Some((_, after)) = behind.split_once(')') else { break };
        out.push_str(before);
        out.push(' ');
        rest = after;
    }
    out.push_str(rest);
    let out = normal(&out);
    // What a remark leaves in front of a mark: `điện tử (…).`
    [" .", " ,", " ;"].iter().fold(out, |out, gap| out.replace(gap, gap.trim_start()))
}

/// Cuts off `6.1.`, `2)`, `IV.`, `-`; a word that only begins with a digit or a letter of Roman numbers stays.
fn without_number(label: &str) -> &str {
    let dashed = label.trim_start_matches(['-', '+', '–', '•']).trim_start();
    let digits = dashed.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let numbered = digits.len() < dashed.len()
        && dashed.starts_with(|c: char| c.is_ascii_digit())
        && (digits.starts_with([')', '/', ' '])
            || dashed[..dashed.len() - digits.len()].ends_with('.'));
    if numbered {
        return digits.trim_start_matches([')', '/', ' ']);
    }
    let letters = dashed.trim_start_matches(['I', 'V', 'X']);
    let roman = letters.len() < dashed.len() && letters.starts_with(['.', ')', '/', '-', ':']);
    if roman { letters.trim_start_matches(['.', ')', '/', '-', ':', ' ']) } else { dashed }
}

#[cfg(test)]
mod tests {
    use super::{label_key, without_remarks};

    #[test]
    fn numbers_and_remarks_are_no_part_of_a_label() {
        for label in [
            "Tổng số PAKN đã tiếp nhận (trực tiếp hoặc do cơ quan có thẩm quyền chuyển đến)",
            "3.4.1 Tổng số PAKN đã tiếp nhận",
            "3.4.1. Tổng số PAKN (phản ánh) đã tiếp nhận.",
            "- Tổng số PAKN đã tiếp nhận:",
            "4) TỔNG SỐ PAKN ĐÃ TIẾP NHẬN",
        ] {
            assert_eq!(label_key(label), "tổng số pakn đã tiếp nhận", "{label}");
        }
        assert_eq!(label_key("IV. Cải cách tổ chức bộ máy"), "cải cách tổ chức bộ máy");
        assert_eq!(label_key("Vị trí việc làm"), "vị trí việc làm");
        assert_eq!(label_key("100% UBND"), "100% ubnd");
        assert_eq!(label_key("Số đơn vị (nếu"), "số đơn vị (nếu");
    }

    #[test]
    fn remarks_leave_no_gap() {
        assert_eq!(without_remarks("Tỷ lệ (PAKN) về (x), quy định (y)."), "Tỷ lệ về, quy định.");
    }
}
