//! Bytes as letters, six bits each, for what stands in a page.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The letters of bytes, filled up to fours.
pub(super) fn base64(bytes: &[u8]) -> String {
    let mut letters = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = (0..3)
            .fold(0, |bits: u32, at| bits << 8 | u32::from(three.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let six = (bits >> (18 - 6 * at)) & 63;
            letters.push(if at > three.len() { '=' } else { char::from(LETTERS[six as usize]) });
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn bytes_are_letters() {
        let letters = [&b""[..], b"M", b"Ma", b"Man", b"\0\xff\xbfa"].map(base64);
        assert_eq!(letters, ["", "TQ==", "TWE=", "TWFu", "AP+/YQ=="]);
    }
}
