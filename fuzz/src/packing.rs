//! Packages around data of the fuzzer, so that it changes what a reader sees and no checksum or compression stands
//! in between. Parts are stored as they are.

use std::io::{Cursor, Write as _};

use zip::write::{SimpleFileOptions, ZipWriter};

const FIXED: &str = "a package of fixed parts can be written to memory";

/// A zip archive of parts, by name.
///
/// # Panics
/// The archive cannot be written.
#[must_use]
pub fn zip<'p>(parts: impl IntoIterator<Item = (&'p str, &'p [u8])>) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        // A name that stands there already is refused, which leaves the archive as it is.
        if archive.start_file(name, stored).is_ok() {
            archive.write_all(bytes).expect(FIXED);
        }
    }
    archive.finish().expect(FIXED).into_inner()
}

/// Data as `N` parts that zeros stand between; XML holds none.
#[must_use]
pub fn split<const N: usize>(data: &[u8]) -> [&[u8]; N] {
    let mut parts = data.splitn(N, |byte| *byte == 0);
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

/// Relationships of a part: identity, kind and target of each.
#[must_use]
pub fn links(links: &[(&str, &str, &str)]) -> String {
    let link = |(id, kind, target): &(&str, &str, &str)| {
        format!(
            r#"<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>"#
        )
    };
    let links: String = links.iter().map(link).collect();
    format!("<Relationships>{links}</Relationships>")
}

/// A workbook of Excel 97 around its stream.
///
/// # Panics
/// The container cannot be written.
#[must_use]
pub fn ole(workbook: &[u8]) -> Vec<u8> {
    let container =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()));
    let mut container = container.expect(FIXED);
    container.create_stream("Workbook").expect(FIXED).write_all(workbook).expect(FIXED);
    container.flush().expect(FIXED);
    container.into_inner().into_inner()
}

/// A record of an .xlsb: its kind and its length, seven bits a byte, and its bytes.
#[must_use]
pub fn record(kind: u16, bytes: &[u8]) -> Vec<u8> {
    let mut record = Vec::new();
    for mut number in [usize::from(kind), bytes.len()] {
        while number > 0x7f {
            record.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        record.push(number.to_le_bytes()[0]);
    }
    record.extend(bytes);
    record
}

/// Whether no record of an .xlsb says that it is longer than what is there.
#[must_use]
pub fn is_whole(mut records: &[u8]) -> bool {
    let number = |rest: &mut &[u8], most: u32| {
        let mut number = 0;
        for index in 0..most {
            let Some((byte, after)) = rest.split_first() else { break };
            *rest = after;
            number |= usize::from(byte & 0x7f) << (7 * index);
            if byte & 0x80 == 0 {
                break;
            }
        }
        number
    };
    while !records.is_empty() {
        number(&mut records, 2);
        let length = number(&mut records, 4);
        let Some(rest) = records.get(length..) else { return false };
        records = rest;
    }
    true
}

/// A text of an .xlsb with its length in front.
#[must_use]
pub fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u32::try_from(units.len()).unwrap_or(0).to_le_bytes();
    length.into_iter().chain(units.into_iter().flat_map(u16::to_le_bytes)).collect()
}
