//! Excel's binary workbooks: entries of the list of sheets that lead to none, and cells that show something else than they
//! hold. Made of one that a real program wrote, record by record.

#![expect(clippy::unwrap_used, reason = "a workbook that cannot be changed fails the test")]

use crate::case::Case;
use crate::formats::fixture;
use crate::lost::with_parts;

const BOOK: &str = "xl/workbook.bin";
const LINKS: &str = "xl/_rels/workbook.bin.rels";
const STYLES: &str = "xl/styles.bin";
const TEXTS: &str = "xl/sharedStrings.bin";
const SHEET: &str = "xl/worksheets/sheet1.bin";

/// A record of a part: its kind and the data.
type Record = (u16, Vec<u8>);

fn records(mut part: &[u8]) -> Vec<Record> {
    let number = |most: usize, part: &mut &[u8]| {
        let mut value = 0;
        for index in 0..most {
            let (byte, rest) = part.split_first().unwrap();
            *part = rest;
            value |= usize::from(byte & 0x7f) << (7 * index);
            if byte & 0x80 == 0 {
                break;
            }
        }
        value
    };
    let mut records = Vec::new();
    while !part.is_empty() {
        let kind = u16::try_from(number(2, &mut part)).unwrap();
        let length = number(4, &mut part);
        let (data, rest) = part.split_at(length);
        records.push((kind, data.to_vec()));
        part = rest;
    }
    records
}

fn part(records: &[Record]) -> Vec<u8> {
    let seven = |value: usize| u8::try_from(value & 0x7f).unwrap();
    let mut part = Vec::new();
    for (kind, data) in records {
        match usize::from(*kind) {
            kind if kind < 0x80 => part.push(seven(kind)),
            kind => part.extend([seven(kind) | 0x80, seven(kind >> 7)]),
        }
        assert!(data.len() < 1 << 14);
        part.extend([seven(data.len()) | 0x80, seven(data.len() >> 7)]);
        part.extend(data);
    }
    part
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [&u32::try_from(units.len() / 2).unwrap().to_le_bytes()[..], &units].concat()
}

/// The workbook with the records of a part changed.
fn changed(bytes: &[u8], path: &str, change: impl Fn(&mut Vec<Record>)) -> Vec<u8> {
    with_parts(bytes, |name, content| {
        if name != path {
            return content;
        }
        let mut records = records(&content);
        change(&mut records);
        part(&records)
    })
}

fn read(bytes: &[u8]) -> [String; 2] {
    let reasons = "[reasons]\nmeasures = [\"resolved_overdue\", \"pending_overdue\"]\n";
    let case = Case::district("phu-luc-3").edit("pipelines/forms/phu-luc-3.toml", reasons, "");
    let case = case.bytes("692.xlsb", bytes);
    let night = case.read();
    [night.values(), night.findings()]
}

#[test]
fn a_dead_entry_of_the_list_costs_nothing() {
    let healthy = fixture("phu-luc-3.xlsb");
    let [truth, _] = read(&healthy);
    let macros = with_parts(&healthy, |name, content| {
        if name != LINKS {
            return content;
        }
        let link = r#"<Relationship Id="rId9" Type="x/xlMacrosheet" Target="macrosheets/sheet1.bin"/></Relationships>"#;
        String::from_utf8(content).unwrap().replace("</Relationships>", link).into_bytes()
    });
    for (bytes, link, told) in [
        (&healthy, wide("rId9"), "F107 error 692.xlsb!Kỳ trước: "),
        (&healthy, vec![0xff; 4], "F108 note 692.xlsb!Kỳ trước: "),
        (&macros, wide("rId9"), "F108 note 692.xlsb!Kỳ trước: "),
    ] {
        let entry = [&[0; 8][..], &link, &wide("Kỳ trước")].concat();
        let bytes = changed(bytes, BOOK, |records| {
            let at = records.iter().position(|(kind, _)| *kind == 156).unwrap();
            records.insert(at, (156, entry.clone()));
        });
        let [values, findings] = read(&bytes);
        assert_eq!(values, truth, "{findings}");
        assert!(findings.contains(told), "{findings}");
    }
}

/// The workbook with two more fonts, a raised one and a struck one; its third style is of a font and a format of numbers.
fn styled(font: u8, format: u8) -> Vec<u8> {
    changed(&fixture("phu-luc-3.xlsb"), STYLES, |records| {
        let at = records.iter().position(|(kind, _)| *kind == 43).unwrap();
        for (flags, place) in [(0, 1), (8, 0)] {
            let mut font = records[at].1.clone();
            (font[2], font[6]) = (flags, place);
            records.push((43, font));
            let last = records.pop().unwrap();
            let end = records.iter().position(|(kind, _)| *kind == 612).unwrap();
            records.insert(end, last);
        }
        let own = records.iter().position(|(kind, _)| *kind == 617).unwrap();
        let style = &mut records[own + 3].1;
        style[2..6].copy_from_slice(&[format, 0, font, 0]);
    })
}

/// The first cell with the number 60, which is that of C8.
fn of_c8(records: &mut [Record]) -> &mut Record {
    let number = [2, 0, 0, 0, 1, 0, 0, 0, 0xf2, 0, 0, 0];
    records.iter_mut().find(|(kind, data)| *kind == 2 && data[..] == number).unwrap()
}

#[test]
fn a_style_that_shows_something_else_is_doubted() {
    for (font, format, told, words) in
        [(0, 9, "F131 error", "định dạng phần trăm"), (2, 0, "F130 error", "gạch ngang")]
    {
        let bytes = changed(&styled(font, format), SHEET, |records| of_c8(records).1[4] = 2);
        let [values, findings] = read(&bytes);
        assert!(!values.contains("received_total=60"), "{values}");
        let told = format!("{told} 692.xlsb!Phụ lục 3!C8: ");
        let told = findings.lines().find(|line| line.starts_with(&told));
        assert!(told.is_some_and(|line| line.contains(words)), "{findings}");
    }
}

#[test]
fn pieces_of_a_shared_text_are_no_digits() {
    let [truth, _] = read(&fixture("phu-luc-3.xlsb"));
    for (style, text, from, font) in [(1, "601", 2, 1u16), (1, "60 42", 2, 2), (2, "160", 1, 0)] {
        let bytes = changed(&styled(2, 0), TEXTS, |records| {
            let place = u32::from_le_bytes(records[0].1[4..8].try_into().unwrap());
            records[0].1[4..8].copy_from_slice(&(place + 1).to_le_bytes());
            let run = [1, 0, 0, 0, from, 0, font.to_le_bytes()[0], 0];
            let end = records.len() - 1;
            records.insert(end, (19, [&[1], &wide(text)[..], &run].concat()));
        });
        let bytes = changed(&bytes, SHEET, |records| {
            let (kind, data) = of_c8(records);
            *kind = 7;
            data[4] = style;
            data[8..12].copy_from_slice(&26u32.to_le_bytes());
        });
        let [values, findings] = read(&bytes);
        assert_eq!(values, truth, "{text}: {findings}");
        assert!(findings.contains("F118 warning 692.xlsb!Phụ lục 3!C8: "), "{text}: {findings}");
    }
}

/// A defined name that is a text, of the workbook or of a sheet by its place.
fn text_name(name: &str, sheet: u32, text: &str) -> Record {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = u16::try_from(units.len() / 2).unwrap().to_le_bytes();
    let formula = [&[0x17], &length[..], &units].concat();
    let size = u32::try_from(formula.len()).unwrap().to_le_bytes();
    let data = [&[0; 5][..], &sheet.to_le_bytes(), &wide(name), &size, &formula, &[0; 4]].concat();
    (39, data)
}

#[test]
fn a_name_that_is_a_stamp_is_read() {
    let names = [
        text_name("khac", u32::MAX, "x"),
        text_name("tthc_form", u32::MAX, "phu-luc-3;1;692;2023-Q3"),
        text_name("tthc_form", 0, "phu-luc-3;2;692;2023-Q3"),
        // Cut off.
        (39, vec![0; 11]),
    ];
    let bytes = changed(&fixture("phu-luc-3.xlsb"), BOOK, |records| {
        let at = records.iter().rposition(|(kind, _)| *kind == 156).unwrap() + 1;
        records.splice(at..at, names.clone());
    });
    let told = crate::stamps::stamps(&bytes);
    assert_eq!(
        told,
        ["tên: phu-luc-3;1;692;2023-Q3", "tên của Phụ lục 3: phu-luc-3;2;692;2023-Q3"]
    );
}
