//! The records of a part of an .xlsb. Source: [MS-XLSB] 2.1.4.

/// An entry of the list of sheets.
pub(super) const SHEET: u32 = 156;
/// A text that cells share.
pub(super) const TABLE_TEXT: u32 = 19;

/// Records of a part: a kind and a length of seven bits a byte, then the bytes.
pub(super) struct Records<'b>(pub(super) &'b [u8]);

impl<'b> Iterator for Records<'b> {
    type Item = (u32, &'b [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let kind = self.number(2)?;
        let length = usize::try_from(self.number(4)?).ok()?;
        let (data, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some((kind, data))
    }
}

impl Records<'_> {
    fn number(&mut self, most: u32) -> Option<u32> {
        let mut value = 0;
        for index in 0..most {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u32::from(byte & 0x7f) << (7 * index);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(value)
    }
}

pub(super) fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

pub(super) fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// A text with its length in front, and what follows it.
pub(super) fn wide_text(data: &[u8]) -> Option<(String, &[u8])> {
    let length = usize::try_from(u32_at(data, 0)?).ok()?.checked_mul(2)?;
    let (text, rest) = data.get(4..)?.split_at_checked(length)?;
    let units: Vec<u16> =
        text.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    Some((String::from_utf16_lossy(&units), rest))
}
