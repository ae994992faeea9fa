//! What the label of a line names: a field, whatever stands around its name.

/// The name of a field without the word for one, a number, a dash or a mark behind it: `Lĩnh vực: Đất đai`,
/// `1.3. Đất đai`, `- Đất đai;`.
pub(in crate::ingest) fn field_name(label: &str) -> &str {
    let name = label.trim_start_matches(|c: char| "-–—+•* ".contains(c));
    let name = without_number(name);
    let words = ["lĩnh vực", "lv"];
    let behind = words.iter().find_map(|word| {
        let ends = name.char_indices().nth(word.chars().count()).map(|(at, _)| at)?;
        let (first, behind) = name.split_at(ends);
        let whole = behind.starts_with([' ', ':', '.', '-']);
        (first.to_lowercase() == *word && whole).then_some(behind)
    });
    let name = match behind.map(|rest| rest.trim_start_matches([':', '.', ' ', '-'])) {
        Some(behind) if !behind.is_empty() => behind,
        _ => name,
    };
    let name = name.trim_end_matches([';', ',', '.', ':', ' ']);
    if name.is_empty() { label } else { name }
}

/// A label without the number in front: `1.`, `1.3`, `12)`; `1 cửa điện tử` begins with a word.
fn without_number(label: &str) -> &str {
    let rest = label.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &label[..label.len() - rest.len()];
    let marked = number.contains('.') || rest.starts_with([')', '/']);
    let behind = rest.trim_start_matches([')', '/', ' ']);
    if marked && !number.is_empty() && !behind.is_empty() { behind } else { label }
}

#[cfg(test)]
mod tests {
    use super::field_name;

    #[test]
    fn a_field_is_called_by_its_name_alone() {
        for label in [
            "Đất đai",
            "Lĩnh vực Đất đai",
            "LĨNH VỰC: Đất đai",
            "1. Đất đai",
            "- Đất đai",
            "LV Đất đai;",
            "1.3 Lĩnh vực: Đất đai",
            "12) Lĩnh vực Đất đai",
        ] {
            assert_eq!(field_name(label), "Đất đai", "{label}");
        }
        assert_eq!(field_name("Lĩnh vực"), "Lĩnh vực");
        assert_eq!(field_name("1 cửa điện tử"), "1 cửa điện tử");
    }
}
