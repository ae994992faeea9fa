//! The records of a BIFF stream: a kind, a length and the data. Source: [MS-XLS] 2.3 and 2.4.

pub(super) const FORMULA: u16 = 0x0006;
pub(super) const END: u16 = 0x000a;
/// A defined name.
pub(super) const NAME: u16 = 0x0018;
pub(super) const FILE_PASS: u16 = 0x002f;
pub(super) const FONT: u16 = 0x0031;
/// What did not fit into the record before.
pub(super) const CONTINUE: u16 = 0x003c;
pub(super) const COLUMN_INFO: u16 = 0x007d;
pub(super) const BOUND_SHEET: u16 = 0x0085;
pub(super) const MULTIPLE_RK: u16 = 0x00bd;
pub(super) const RICH_STRING: u16 = 0x00d6;
pub(super) const EXTENDED_FORMAT: u16 = 0x00e0;
pub(super) const SHARED_TEXTS: u16 = 0x00fc;
pub(super) const LABEL_OF_TABLE: u16 = 0x00fd;
pub(super) const DIMENSIONS: u16 = 0x0200;
/// A cell without content: calamine passes over it.
pub(super) const IGNORED: u16 = 0x0201;
pub(super) const NUMBER: u16 = 0x0203;
pub(super) const LABEL: u16 = 0x0204;
pub(super) const BOOLEAN_OR_ERROR: u16 = 0x0205;
pub(super) const TEXT_OF_FORMULA: u16 = 0x0207;
pub(super) const ROW: u16 = 0x0208;
pub(super) const RK: u16 = 0x027e;
pub(super) const NUMBER_FORMAT: u16 = 0x041e;
pub(super) const BEGIN: u16 = 0x0809;
/// A formula as the versions before wrote it; the cell is the same in front.
pub(super) const OLD_FORMULAS: [u16; 2] = [0x0206, 0x0406];

/// Whose a record is, counted as calamine counts: what stands in front of the first beginning is the sheet's too.
#[derive(Debug, Default)]
pub(super) struct Depth {
    begun: bool,
    inner: usize,
}

/// Whose a record is.
pub(super) enum RecordOwner {
    /// The sheet's own.
    Own,
    /// Of a chart or another sheet inside the sheet, whose records look like cells.
    Inner,
    /// The sheet ends here.
    Ends,
}

impl Depth {
    /// Takes the next record.
    pub(super) fn step(&mut self, kind: u16) -> RecordOwner {
        match kind {
            BEGIN if !std::mem::replace(&mut self.begun, true) => RecordOwner::Own,
            BEGIN => {
                self.inner += 1;
                RecordOwner::Inner
            }
            END if self.inner == 0 => RecordOwner::Ends,
            END => {
                self.inner -= 1;
                RecordOwner::Inner
            }
            _ if self.inner > 0 => RecordOwner::Inner,
            _ => RecordOwner::Own,
        }
    }
}

/// Bytes in front of the data of a record: its kind and the length.
pub(super) const HEAD: usize = 4;

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
        let at = self.at + HEAD;
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
