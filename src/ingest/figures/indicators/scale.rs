//! The column that says in what an indicator is counted. Its wording is free; another order of magnitude is not.

use std::collections::BTreeSet;

use crate::text;

/// Words that change what a number means.
const MAGNITUDES: [&str; 8] = ["nghìn", "ngàn", "triệu", "tỷ", "tỉ", "đồng", "usd", "%"];

/// Whether a text says another magnitude than the first of the declared scales.
pub(super) fn differs(found: &str, scales: &[String]) -> bool {
    let key = text::key(found);
    let Some(declared) = scales.first() else { return false };
    !key.is_empty() && !scales.contains(&key) && magnitudes(&key) != magnitudes(declared)
}

fn magnitudes(key: &str) -> BTreeSet<&'static str> {
    // A rate (tỷ lệ) is no billion (tỷ).
    let plain = key.replace("tỷ lệ", " ").replace("tỉ lệ", " ").replace("phần trăm", "%");
    let spaced = plain.replace('%', " % ");
    let words: Vec<&str> = spaced.split(|c: char| !c.is_alphanumeric() && c != '%').collect();
    MAGNITUDES.into_iter().filter(|magnitude| words.contains(magnitude)).collect()
}

#[cfg(test)]
mod tests {
    use super::differs;

    #[test]
    fn wordings_are_free_and_magnitudes_are_not() {
        let scales = |scale: &str| vec![scale.to_owned()];
        for (found, scale) in [
            ("", "triệu đồng"),
            ("Triệu đồng", "triệu đồng"),
            ("(triệu đồng)", "triệu đồng"),
            ("VB", "văn bản"),
            ("Tỷ lệ (%)", "%"),
            ("Phần trăm", "%"),
            ("Tỷ lệ %", "%"),
        ] {
            assert!(!differs(found, &scales(scale)), "{found}");
        }
        for (found, scale) in [
            ("Tỷ đồng", "triệu đồng"),
            ("Đồng", "triệu đồng"),
            ("Nghìn hồ sơ", "hồ sơ"),
            ("%", "văn bản"),
            ("Văn bản", "%"),
        ] {
            assert!(differs(found, &scales(scale)), "{found}");
        }
    }
}
