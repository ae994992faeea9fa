//! Sheets drawn as text, and the xlsx that shows them.
//!
//! A line is a row and `|` stands between cells. Digits make a number, so `1.234` is one and a fraction;
//! `"1.234"` in quotes stays text. `=A1+A2→3` is a formula and its stored result, `@30/09/2023` a date. `<<`
//! merges with the cell to the left and `^^` with the cell above; `^^57` still holds 57 under the merged cell. An
//! empty line is an empty row, and a sheet whose name begins with a dot is hidden.

#![expect(clippy::unwrap_used, reason = "a grid that cannot be drawn is a mistake in the test")]

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet};

/// Title and header of Phụ lục 2, as in the plan.
pub(crate) const HEAD_2: &str = "
    Phụ lục 2
    KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH TẠI CÁC SỞ, BAN, NGÀNH TỈNH

    STT | Lĩnh vực giải quyết | Số lượng hồ sơ tiếp nhận | << | << | Số lượng hồ sơ đã giải quyết | << | << | Số lượng hồ sơ đang giải quyết | << | << | Ghi chú
    ^^  | ^^ | Tổng số | Trong kỳ   | <<          | Tổng số | Trước hạn và Đúng hạn | Quá hạn | Tổng số | Trong hạn | Quá hạn | ^^
    ^^  | ^^ | ^^      | Trực tuyến | Từ kỳ trước | ^^      | ^^                    | ^^      | ^^      | ^^        | ^^      | ^^
";

/// Title and header of Phụ lục 3, as in the plan.
pub(crate) const HEAD_3: &str = "
    Phụ lục 3
    KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH TẠI UBND CÁC HUYỆN, THỊ XÃ, THÀNH PHỐ

    STT | Lĩnh vực giải quyết | Số lượng hồ sơ tiếp nhận | << | << | << | Số lượng hồ sơ đã giải quyết | << | << | Số lượng hồ sơ đang giải quyết | << | << | Ghi chú
    ^^  | ^^ | Tổng số | Trong kỳ   | <<          | <<                           | Tổng số | Trước hạn và Đúng hạn | Quá hạn | Tổng số | Trong hạn | Quá hạn | ^^
    ^^  | ^^ | ^^      | Trực tuyến | Từ kỳ trước | Trực tiếp, dịch vụ bưu chính | ^^      | ^^                    | ^^      | ^^      | ^^        | ^^      | ^^
";

/// Title and header of Phụ lục 5, as in the plan.
pub(crate) const HEAD_5: &str = "
    Phụ lục 5

    KẾT QUẢ KHẢO SÁT SỰ HÀI LÒNG CỦA NGƯỜI DÂN, TỔ CHỨC CỦA UBND CÁC HUYỆN, THỊ XÃ, THÀNH PHỐ

    Stt | Lĩnh vực | Số phiếu khảo sát trực tiếp | Số phiếu khảo sát trực tuyến | Kết quả khảo sát (số phiếu và %) | << | << | << | << | Ghi chú
    ^^  | ^^       | ^^ | ^^ | Rất hài lòng | Hài lòng | Bình thường | Không hài lòng | Rất không hài lòng | ^^
";

/// A head with lines below it.
pub(crate) fn under(head: &str, body: &str) -> String {
    format!("{}\n{}", head.trim_end(), body.strip_prefix('\n').unwrap_or(body))
}

/// The same grid so many rows lower and columns further to the right.
pub(crate) fn shifted(grid: &str, rows: usize, columns: usize) -> String {
    let lines = grid.strip_prefix('\n').unwrap_or(grid).lines();
    let right = |line: &str| match line.trim() {
        "" => String::new(),
        line => format!("{}{line}", "| ".repeat(columns)),
    };
    let lines: Vec<String> = lines.map(right).collect();
    format!("{}{}", "\n".repeat(rows + 1), lines.join("\n"))
}

/// The grids as an xlsx, one sheet each; the same grids give the same bytes at any time.
pub(crate) fn xlsx(sheets: &[(&str, &str)]) -> Vec<u8> {
    stamped(sheets, &[], None)
}

/// The same as it is made from a template: with the texts of the names `tthc_form`, each of the workbook (``) or of a
/// sheet, and of the property of that name.
pub(crate) fn stamped(
    sheets: &[(&str, &str)],
    names: &[(&str, &str)],
    property: Option<&str>,
) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let day = ExcelDateTime::from_ymd(2023, 10, 5).unwrap();
    let properties = DocProperties::new().set_creation_datetime(&day);
    workbook.set_properties(&match property {
        Some(text) => properties.set_custom_property("tthc_form", text),
        None => properties,
    });
    for (name, grid) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name.trim_start_matches('.')).unwrap();
        sheet.set_hidden(name.starts_with('.'));
        draw(sheet, grid);
    }
    for (sheet, text) in names {
        let name = if sheet.is_empty() { "" } else { &format!("'{sheet}'!") };
        workbook.define_name(format!("{name}tthc_form"), &format!("=\"{text}\"")).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

fn draw(sheet: &mut Worksheet, grid: &str) {
    let lines = grid.strip_prefix('\n').unwrap_or(grid).lines();
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split('|').map(str::trim).collect()).collect();
    let at = |row: usize, column: usize| rows.get(row).and_then(|row| row.get(column)).copied();
    for (row, cells) in rows.iter().enumerate() {
        for (column, text) in cells.iter().enumerate() {
            if let Some(covered) = text.strip_prefix("<<").or_else(|| text.strip_prefix("^^")) {
                if !covered.is_empty() {
                    put(sheet, number(row), letter(column), covered);
                }
                continue;
            }
            if text.is_empty() {
                continue;
            }
            let joins = |at: Option<&str>, mark| at.is_some_and(|text| text.starts_with(mark));
            let wide = (column + 1..cells.len()).take_while(|&c| joins(at(row, c), "<<")).count();
            let high = (row + 1..rows.len()).take_while(|&r| joins(at(r, column), "^^")).count();
            if wide + high > 0 {
                let (r, c) = (number(row), letter(column));
                let end = (number(row + high), letter(column + wide));
                sheet.merge_range(r, c, end.0, end.1, "", &Format::new()).unwrap();
            }
            put(sheet, number(row), letter(column), text);
        }
    }
}

fn number(row: usize) -> u32 {
    u32::try_from(row).unwrap()
}

fn letter(column: usize) -> u16 {
    u16::try_from(column).unwrap()
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, text: &str) {
    if let Some(quoted) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        sheet.write_string(row, column, quoted).unwrap();
    } else if let Some((formula, result)) = text.strip_prefix('=').and_then(|t| t.split_once('→'))
    {
        let formula = Formula::new(formula).set_result(result);
        sheet.write_formula(row, column, formula).unwrap();
    } else if let Some(date) = text.strip_prefix('@') {
        let parts: Vec<u16> = date.split('/').map(|part| part.parse().unwrap()).collect();
        let [day, month, year] = parts[..] else { panic!("`{text}` is no date") };
        let day = ExcelDateTime::from_ymd(year, month.try_into().unwrap(), day.try_into().unwrap());
        let format = Format::new().set_num_format("dd/mm/yyyy");
        sheet.write_with_format(row, column, day.unwrap(), &format).unwrap();
    } else if text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && let Ok(number) = text.parse::<f64>()
    {
        sheet.write_number(row, column, number).unwrap();
    } else {
        sheet.write_string(row, column, text).unwrap();
    }
}

/// A zip of these parts, nothing compressed: workbooks that no Excel would write.
pub(crate) fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in parts {
        let offset = size(bytes.len());
        let mut head: Vec<u8> =
            [20u16, 0, 0, 0, 0x21].iter().flat_map(|v| v.to_le_bytes()).collect();
        for value in [crc32(content.as_bytes()), size(content.len()), size(content.len())] {
            head.extend(value.to_le_bytes());
        }
        head.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        head.extend([0; 2]);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&head);
        bytes.extend(name.as_bytes());
        bytes.extend(content.as_bytes());
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&head);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
    let (start, length) = (size(bytes.len()), size(directory.len()));
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([count, count].concat());
    bytes.extend([length.to_le_bytes(), start.to_le_bytes()].concat());
    bytes.extend([0; 2]);
    bytes
}

fn size(length: usize) -> u32 {
    u32::try_from(length).unwrap()
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 * (sum & 1)))
    })
}

const XML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// An xlsx with one sheet whose cells are given as XML, as other programs write them.
pub(crate) fn workbook_of(name: &str, rows: &str) -> Vec<u8> {
    let relation = |kind: &str, target: &str| {
        format!(
            r#"{XML}<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let book = format!(
        r#"{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="{name}" sheetId="1" r:id="r1"/></sheets></workbook>"#
    );
    let sheet =
        format!(r#"{XML}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>"#);
    zip(&[
        ("_rels/.rels", &relation("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &relation("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}
