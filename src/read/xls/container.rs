//! The container of an .xls, an OLE compound file ([MS-CFB]) → the stream of the workbook, and back.

use std::io::{Cursor, Read as _, Write as _};

use cfb::{CompoundFile, Version};

use super::records::{u16_at, u32_at};

/// Takes the stream out, also where the container is not as it should be; `None` where there is none, or not all of it.
pub(super) fn open(bytes: &[u8]) -> Option<Vec<u8>> {
    strict(bytes).or_else(|| salvage(bytes))
}

/// A file that holds the stream and nothing else: what was measured is what calamine reads, however the file at
/// hand was put together.
pub(super) fn pack(stream: &[u8]) -> std::io::Result<Vec<u8>> {
    // Of a version 4 without small streams calamine says that it is empty.
    let mut file = CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new()))?;
    file.create_stream("Workbook")?.write_all(stream)?;
    file.flush()?;
    Ok(file.into_inner().into_inner())
}

fn strict(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).ok()?;
    let name = ["Workbook", "Book"].into_iter().find(|name| file.is_stream(name))?;
    let mut found = Vec::new();
    file.open_stream(name).ok()?.read_to_end(&mut found).ok()?;
    Some(found)
}

/// Longest stream of properties that is looked at.
const MOST_PROPERTIES: u64 = 1 << 16;

/// The stream with the properties that users give a document.
pub(super) fn properties(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).ok()?;
    let stream = file.open_stream("\u{5}DocumentSummaryInformation").ok()?;
    let mut found = Vec::new();
    stream.take(MOST_PROPERTIES).read_to_end(&mut found).ok()?;
    Some(found)
}

/// The stream as far as its sectors lead: none is followed in a circle.
fn salvage(bytes: &[u8]) -> Option<Vec<u8>> {
    let size = 1usize << u16_at(bytes, 30).filter(|shift| matches!(shift, 9 | 12))?;
    let most = bytes.len() / size + 1;
    let sector = |id: u32| {
        let start = usize::try_from(id).ok()?.checked_add(1)?.checked_mul(size)?;
        bytes.get(start..bytes.len().min(start.checked_add(size)?))
    };
    let mut tables: Vec<u32> = (76..512).step_by(4).filter_map(|at| u32_at(bytes, at)).collect();
    let mut more = u32_at(bytes, 68)?;
    while let Some(sector) = sector(more).filter(|_| tables.len() <= most) {
        tables.extend(numbers(sector));
        more = tables.pop()?;
    }
    tables.truncate(most);
    let next: Vec<u32> = tables.into_iter().filter_map(sector).flat_map(numbers).collect();
    let stream = |start: u32| -> Vec<u8> {
        chain(start, &next).take(most).filter_map(sector).flatten().copied().collect()
    };
    let directory = stream(u32_at(bytes, 48)?);
    let named = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        directory.chunks_exact(128).find(|entry| entry.starts_with(&name))
    };
    let entry = named("Workbook").or_else(|| named("Book"))?;
    let (start, length) = (u32_at(entry, 116)?, usize::try_from(u32_at(entry, 120)?).ok()?);
    let mut found = if length < 4096 {
        let (small, next) = (stream(u32_at(&directory, 116)?), stream(u32_at(bytes, 60)?));
        let next: Vec<u32> = numbers(&next).collect();
        let piece = |id: u32| small.get(usize::try_from(id).ok()? * 64..)?.get(..64);
        chain(start, &next).take(64).filter_map(piece).flatten().copied().collect()
    } else {
        stream(start)
    };
    // One that was cut off would be a part told as the whole.
    (found.len() >= length).then(|| {
        found.truncate(length);
        found
    })
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|four| u32_at(four, 0).unwrap_or(u32::MAX))
}

/// The sectors that follow each other; as many as the caller takes, for they may lead in a circle.
fn chain(start: u32, next: &[u32]) -> impl Iterator<Item = u32> {
    let after = |id: &u32| next.get(usize::try_from(*id).ok()?).copied();
    std::iter::successors(Some(start), after).take_while(|id| *id < 0xffff_fffa)
}
