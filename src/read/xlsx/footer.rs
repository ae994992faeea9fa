//! What an .xlsx prints at the foot of its sheets: there stands the code of the data that a published sheet was made from,
//! also where the file was saved again by another program.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::model::Limits;
use crate::read::package::ZipPackage;
use crate::read::xml::entity;

/// The texts at the foot of the sheets by their numbers, with the marks of the format, empty where nothing stands there;
/// none of what is no .xlsx.
#[must_use]
pub fn footers(bytes: &[u8], limits: &Limits) -> Vec<String> {
    let Ok(mut package) = ZipPackage::open(bytes, limits) else { return Vec::new() };
    let sheets = package.names().into_iter();
    let mut sheets: Vec<String> =
        sheets.filter(|name| name.to_lowercase().starts_with("xl/worksheets/sheet")).collect();
    // `sheet10` comes after `sheet9`.
    sheets.sort_by_key(|name| (name.len(), name.clone()));
    let parts = sheets.iter().map(|name| package.part(name).ok().flatten().unwrap_or_default());
    parts.map(|part| footer(&String::from_utf8_lossy(&part)).unwrap_or_default()).collect()
}

/// The footer stands behind all cells.
fn footer(part: &str) -> Option<String> {
    let behind = part.rfind("sheetData").map_or(part, |cells| &part[cells..]);
    let mut reader = Reader::from_str(behind);
    reader.config_mut().allow_unmatched_ends = true;
    let (mut inside, mut text) = (false, String::new());
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => inside |= start.local_name().as_ref() == "oddFooter",
            Ok(Event::Text(piece)) if inside => text.push_str(&piece.xml10_content()),
            Ok(Event::GeneralRef(piece)) if inside => text.push_str(&entity(&piece)),
            Ok(Event::End(_)) if inside => return Some(text),
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::footer;

    #[test]
    fn a_footer_is_found_behind_the_cells_whatever_prefix_its_program_writes() {
        let plain = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData><headerFooter><oddFooter>&amp;LA &amp;amp; B</oddFooter></headerFooter></worksheet>";
        assert_eq!(footer(plain).as_deref(), Some("&LA &amp; B"));
        let prefixed = "<x:worksheet><x:sheetData/><x:headerFooter differentFirst=\"0\"><x:oddHeader>k</x:oddHeader><x:oddFooter>Trang</x:oddFooter></x:headerFooter></x:worksheet>";
        assert_eq!(footer(prefixed).as_deref(), Some("Trang"));
        assert_eq!(footer("<worksheet><sheetData/></worksheet>"), None);
    }
}
