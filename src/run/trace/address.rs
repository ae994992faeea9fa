//! The address of a cell as a person types it: `FILE!SHEET!CELL`, or `FILE!bảng 2, dòng 5, cột 3`, as findings have it.

use crate::model::CellRef;

/// An address that was typed. Names of files and sheets may hold the sign between them, so that only who knows the names
/// can say where one ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellAddress {
    /// File and sheet as typed.
    names: String,
    /// The cell.
    pub at: CellRef,
}

impl CellAddress {
    /// Reads an address; `None` where it is none.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let counted = || {
            let from = COUNTED.iter().find_map(|word| typed.rfind(word))?;
            let at = CellRef::parse(&typed[from + COUNTED_FROM..])?;
            Some((&typed[..from], at))
        };
        let lettered = || {
            let (names, cell) = typed.rsplit_once('!')?;
            Some((names, CellRef::parse(&cell.trim().replace('$', "").to_uppercase())?))
        };
        let (names, at) = lettered().or_else(counted)?;
        names.contains('!').then(|| Self { names: names.to_owned(), at })
    }

    /// Each way to read it as a file and a sheet, the longest name of a file first. Quotes of a spreadsheet around the name
    /// of a sheet are none of it.
    pub fn ways(&self) -> impl Iterator<Item = (&str, &str)> {
        let ways = self.names.rmatch_indices('!');
        ways.map(|(at, _)| {
            let sheet = &self.names[at + 1..];
            let bare = sheet.strip_prefix('\'').and_then(|sheet| sheet.strip_suffix('\''));
            (&self.names[..at], bare.unwrap_or(sheet))
        })
    }
}

/// What stands in front of a row that is counted, and where its address begins behind it.
const COUNTED: [&str; 2] = [", số đếm ", ", dòng "];
const COUNTED_FROM: usize = 2;

#[cfg(test)]
mod tests {
    use super::CellAddress;
    use crate::model::CellRef;

    fn ways(typed: &str) -> (Vec<(String, String)>, String) {
        let address = CellAddress::parse(typed).unwrap();
        let ways = address.ways().map(|(file, sheet)| (file.to_owned(), sheet.to_owned()));
        (ways.collect(), address.at.to_string())
    }

    #[test]
    fn an_address_is_read_as_findings_print_it() {
        let one = |file: &str, sheet: &str| vec![(file.to_owned(), sheet.to_owned())];
        assert_eq!(ways("a/b.xlsx!Phụ lục 3!D9"), (one("a/b.xlsx", "Phụ lục 3"), "D9".to_owned()));
        assert_eq!(ways("a.xlsx!'Phụ lục 3'!$d$9").0, one("a.xlsx", "Phụ lục 3"));
        let counted = ways("a.docx!bảng 2, dòng 5, cột 3");
        assert_eq!(counted, (one("a.docx", "bảng 2"), "dòng 5, cột 3".to_owned()));
        assert_eq!(CellAddress::parse("a.docx!b, dòng 5, cột 3").unwrap().at, CellRef::new(4, 2));
        let listed = ways("a.csv!trang 1, số đếm 3 của hồ sơ từ dòng 5");
        assert_eq!(listed, (one("a.csv", "trang 1"), "số đếm 3 của hồ sơ từ dòng 5".to_owned()));
    }

    #[test]
    fn a_sign_in_a_name_leaves_several_ways() {
        let (found, at) = ways("gấp!.xlsx!T!1!B2");
        let found: Vec<(&str, &str)> =
            found.iter().map(|(file, sheet)| (file.as_str(), sheet.as_str())).collect();
        assert_eq!(found, [("gấp!.xlsx!T", "1"), ("gấp!.xlsx", "T!1"), ("gấp", ".xlsx!T!1")]);
        assert_eq!(at, "B2");
    }

    #[test]
    fn what_is_no_address_is_none() {
        for typed in ["nightly", "a.xlsx!B2", "a.xlsx!T!", "a.xlsx!T!B0", "a.xlsx!T!2B", "!"] {
            assert_eq!(CellAddress::parse(typed), None, "{typed}");
        }
    }
}
