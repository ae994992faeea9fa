//! The records of a BIFF stream: a kind, a length and the data. Source: [MS-XLS] 2.3 and 2.4.

pub(super) const FORMULA: u16 = 0x0006;
pub(super) const END: u16 = 0x000a;
pub(super) const FILE_PASS: u16 = 0x002f;
pub(super) const FONT: u16 = 0x0031;
pub(super) const COLUMN_INFO: u16 = 0x007d;
pub(super) const BOUND_SHEET: u16 = 0x0085;
pub(super) const MULTIPLE_RK: u16 = 0x00bd;
pub(super) const RICH_STRING: u16 = 0x00d6;
pub(super) const EXTENDED_FORMAT: u16 = 0x00e0;
pub(super) const LABEL_OF_TABLE: u16 = 0x00fd;
pub(super) const DIMENSIONS: u16 = 0x0200;
pub(super) const NUMBER: u16 = 0x0203;
pub(super) const LABEL: u16 = 0x0204;
pub(super) const BOOLEAN_OR_ERROR: u16 = 0x0205;
pub(super) const ROW: u16 = 0x0208;
pub(super) const RK: u16 = 0x027e;
pub(super) const BEGIN: u16 = 0x0809;
/// A formula as the versions before wrote it; the cell is the same in front.
pub(super) const OLD_FORMULAS: [u16; 2] = [0x0206, 0x0406];

/// Records of a stream: where the data stand, the kind and the data.
pub(super) struct Records<'b> {
    stream: &'b [u8],
    at: usize,
}

impl<'b> Records<'b> {
    pub(super) const fn new(stream: &'b [u8], at: usize) -> Self {
        Self { stream, at }
    }
}

impl<'b> Iterator for Records<'b> {
    type Item = (usize, u16, &'b [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.stream.get(self.at..)?;
        let (kind, length) = (u16_at(rest, 0)?, usize::from(u16_at(rest, 2)?));
        let at = self.at + 4;
        let data = self.stream.get(at..at + length)?;
        self.at = at + length;
        Some((at, kind, data))
    }
}

pub(super) fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

pub(super) fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
