//! Texts in pieces of different fonts: from which letter on a text looks how. calamine gives the whole text, so only the
//! lengths are followed here. BIFF5 differs where said.

use std::collections::BTreeMap;

use super::super::runs::RunStarts;
use super::records::u16_at;

/// The runs of the texts that all cells share, by the places of these; of a table and the records that go on with it.
/// Source: [MS-XLS] 2.4.265 and 2.5.293.
pub(super) fn of_table(records: &[&[u8]]) -> BTreeMap<u32, RunStarts> {
    let mut table = TextsOfRecords { open: &[], next: records.iter() };
    let mut found = BTreeMap::new();
    if table.go_on().and_then(|()| table.skip(8)).is_none() {
        return found;
    }
    for place in 0.. {
        if table.open.is_empty() && table.go_on().is_none() {
            break;
        }
        match table.text() {
            Some(runs) if runs.is_empty() => {}
            Some(runs) => _ = found.insert(place, runs),
            // What follows cannot be told apart any more.
            None => break,
        }
    }
    found
}

/// The table of shared texts, with what is left of the record at hand.
struct TextsOfRecords<'t> {
    open: &'t [u8],
    next: std::slice::Iter<'t, &'t [u8]>,
}

impl TextsOfRecords<'_> {
    fn go_on(&mut self) -> Option<()> {
        self.open = self.next.next()?;
        Some(())
    }

    /// Passes over bytes, which may go on in the records that follow.
    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > self.open.len() {
            bytes -= self.open.len();
            self.go_on()?;
        }
        self.open = &self.open[bytes..];
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        while self.open.is_empty() {
            self.go_on()?;
        }
        let (&byte, rest) = self.open.split_first()?;
        self.open = rest;
        Some(byte)
    }

    fn number(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    /// Passes over a text; its runs.
    fn text(&mut self) -> Option<RunStarts> {
        let (length, flags) = (self.number()?, self.byte()?);
        let runs = if flags & 8 == 0 { 0 } else { self.number()? };
        let behind = if flags & 4 == 0 { [0, 0] } else { [self.number()?, self.number()?] };
        self.letters(length.into(), flags)?;
        let runs = (0..runs).map(|_| Some((self.number()?, self.number()?)));
        let runs = runs.collect::<Option<RunStarts>>()?;
        self.skip(usize::from(behind[0]) | usize::from(behind[1]) << 16)?;
        Some(runs)
    }

    /// Passes over letters; where they go on in another record, it begins with how wide they are there.
    fn letters(&mut self, mut letters: usize, mut flags: u8) -> Option<()> {
        loop {
            let wide = usize::from(flags & 1) + 1;
            let here = letters.min(self.open.len() / wide);
            self.open = &self.open[here * wide..];
            letters -= here;
            if letters == 0 {
                return Some(());
            }
            self.go_on()?;
            flags = self.byte()?;
        }
    }
}

/// The runs behind a text that stands in its cell.
pub(super) fn of_cell(data: &[u8], is_biff8: bool) -> Option<RunStarts> {
    const TEXT: usize = 6;
    let length = usize::from(u16_at(data, TEXT)?);
    if is_biff8 {
        let wide = usize::from(data.get(TEXT + 2)? & 1) + 1;
        let behind = data.get(TEXT + 3 + length * wide + 2..)?;
        let runs = behind.chunks_exact(4).map(|run| Some((u16_at(run, 0)?, u16_at(run, 2)?)));
        return runs.collect();
    }
    let behind = data.get(TEXT + 2 + length + 1..)?;
    Some(behind.chunks_exact(2).map(|run| (run[0].into(), run[1].into())).collect())
}

#[cfg(test)]
mod tests {
    use super::{of_cell, of_table};

    /// A text of the table with one run, in letters of one byte.
    fn text(letters: &str, run: Option<(u16, u16)>) -> Vec<u8> {
        let mut bytes = u16::try_from(letters.len()).unwrap().to_le_bytes().to_vec();
        bytes.push(if run.is_some() { 8 } else { 0 });
        bytes.extend(run.iter().flat_map(|_| [1, 0]));
        bytes.extend(letters.bytes());
        bytes
            .extend(run.iter().flat_map(|run| [run.0.to_le_bytes(), run.1.to_le_bytes()].concat()));
        bytes
    }

    #[test]
    fn runs_of_a_table_that_goes_on_in_other_records() {
        let [a, b, c] = [text("ab", None), text("1201", Some((3, 6))), text("80", Some((0, 7)))];
        let whole = [vec![0; 8], a, b, c].concat();
        let expected = [(1, vec![(3, 6)]), (2, vec![(0, 7)])];
        let read = |records: &[&[u8]]| of_table(records).into_iter().collect::<Vec<_>>();
        assert_eq!(read(&[&whole]), expected);
        // Inside the letters of the second, which are of two bytes from there on; and inside of its run.
        let (first, rest) = whole.split_at(20);
        assert_eq!(first.last_chunk(), Some(b"12"));
        let wide = [&[1, b'0', 0, b'1', 0, 3][..], &rest[3..]].concat();
        assert_eq!(read(&[first, &wide[..6], &wide[6..]]), expected);
        for cut in 0..whole.len() {
            assert!(read(&[&whole[..cut]]).len() < 2);
        }
    }

    #[test]
    fn runs_of_a_cell() {
        let head = [0; 6];
        let new = [&head[..], &[2, 0, 0, b'4', b'1', 1, 0, 1, 0, 6, 0]].concat();
        let old = [&head[..], &[2, 0, b'4', b'1', 1, 1, 6]].concat();
        assert_eq!(of_cell(&new, true), Some(vec![(1, 6)]));
        assert_eq!(of_cell(&old, false), Some(vec![(1, 6)]));
        assert_eq!(of_cell(&old[..9], false), None);
    }
}
