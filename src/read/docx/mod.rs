//! Bytes of a Word document → its tables, each a sheet of its own. Finds the parts and says what was wrong;
//! the elements are read by `walk`.

mod parts;
mod story;
mod styles;
mod table;
mod walk;

use std::borrow::Cow;

use crate::model::Finding;
use crate::read::findings::unreadable_cell::UNREADABLE_CELL;

use super::decode;
use super::draft::{Budget, Draft};
use super::package::ZipPackage;
use parts::related;
use styles::Styles;
use walk::{Walk, WalkEnd};

const USUAL_PART: &str = "word/document.xml";

/// Reads the tables of a document in order of their beginnings, nested ones too; the reason in Vietnamese where
/// there is none or it costs too much.
pub(super) fn read(package: &mut ZipPackage, budget: &mut Budget) -> Result<Vec<Draft>, String> {
    let name = related(package, "", "officeDocument")?.unwrap_or_else(|| USUAL_PART.to_owned());
    let Some(part) = package.part(&name)? else {
        return Err(format!(
            "tệp không phải tài liệu Word (.docx) hoặc bị hỏng (không đọc được phần `{name}`); hãy mở bằng Word, lưu lại rồi gửi lại"
        ));
    };
    let styles = match related(package, &name, "styles")? {
        Some(styles) => package.part(&styles)?,
        None => None,
    };
    let styles = styles.map_or_else(Styles::default, |styles| Styles::of(&styles));
    let (text, whole) = letters(&part);
    tables(&text, whole, &styles, budget)
}

/// The part as letters, and whether these are all of it.
fn letters(part: &[u8]) -> (Cow<'_, str>, bool) {
    match std::str::from_utf8(part) {
        Ok(text) => (Cow::Borrowed(text), true),
        Err(error) => {
            if let Some(decoded) = decode::marked(part) {
                return (Cow::Owned(decoded.text), true);
            }
            let good = part.get(..error.valid_up_to()).unwrap_or_default();
            (String::from_utf8_lossy(good), false)
        }
    }
}

fn tables(
    text: &str,
    whole: bool,
    styles: &Styles,
    budget: &mut Budget,
) -> Result<Vec<Draft>, String> {
    let mut walk = Walk::new(styles, budget);
    let reason = match walk.read(text) {
        Ok(()) => None,
        Err(WalkEnd::Refused(reason)) => return Err(reason),
        Err(WalkEnd::Cut(_)) if !whole => Some("có chữ không đúng bảng mã UTF-8".to_owned()),
        Err(WalkEnd::Cut(reason)) => Some(reason),
    };
    if let Some(reason) = &reason {
        walk.cut(reason)?;
    }
    let mut drafts = walk.finish();
    match (reason, drafts.last_mut()) {
        (None, None) => Err(
            "tệp Word (.docx) không có bảng nào; hãy gửi tệp có biểu số liệu dạng bảng hoặc bảng tính .xlsx"
                .to_owned(),
        ),
        (Some(reason), None) => Err(format!(
            "tệp Word (.docx) bị hỏng ({reason}); hãy mở bằng Word, lưu lại rồi gửi lại"
        )),
        (Some(reason), Some(last)) if last.findings.is_empty() => {
            let message = format!(
                "tệp bị hỏng sau bảng này ({reason}); phần sau không đọc được và không được tính"
            );
            last.findings.push(Finding::new(&UNREADABLE_CELL, message).left_out());
            Ok(drafts)
        }
        _ => Ok(drafts),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::read;
    use crate::model::{CellRef, Limits, Span, Value};
    use crate::read::draft::{Budget, Draft};
    use crate::read::package::ZipPackage;

    const LINKS: &str = r#"<Relationships><Relationship Id="r" Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>"#;
    const PART_LINKS: &str =
        r#"<Relationships><Relationship Type="x/styles" Target="styles.xml"/></Relationships>"#;
    const STYLES: &str = r#"<w:styles><w:style w:styleId="VN"><w:rPr><w:rFonts w:ascii=".VnTimeH"/></w:rPr></w:style></w:styles>"#;

    fn read_parts(parts: &[(&str, &str)]) -> Result<Vec<Draft>, String> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        let limits = Limits::DEFAULT;
        let mut package = ZipPackage::open(&bytes, &limits).unwrap();
        read(&mut package, &mut Budget::new(&limits))
    }

    fn document(body: &str) -> String {
        format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>")
    }

    fn read_body(body: &str) -> Result<Vec<Draft>, String> {
        read_parts(&[
            ("_rels/.rels", LINKS),
            ("word/_rels/document2.xml.rels", PART_LINKS),
            ("word/styles.xml", STYLES),
            ("word/document2.xml", &document(body)),
        ])
    }

    /// `text` may begin with properties of the cell, in brackets: `[gridSpan=2 vMerge=restart]Tổng`.
    fn cell(text: &str) -> String {
        let (props, text) = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((props, text)) => (props, text),
            None => ("", text),
        };
        let props: String = props
            .split_whitespace()
            .map(|prop| match prop.split_once('=') {
                Some((name, value)) => format!("<w:{name} w:val=\"{value}\"/>"),
                None => format!("<w:{prop}/>"),
            })
            .collect();
        let paragraphs =
            text.split('|').map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"));
        format!("<w:tc><w:tcPr>{props}</w:tcPr>{}</w:tc>", paragraphs.collect::<String>())
    }

    fn row(cells: &[&str]) -> String {
        format!("<w:tr>{}</w:tr>", cells.iter().map(|text| cell(text)).collect::<String>())
    }

    fn table(rows: &[&[&str]]) -> String {
        format!("<w:tbl>{}</w:tbl>", rows.iter().map(|cells| row(cells)).collect::<String>())
    }

    fn paragraph(text: &str) -> String {
        format!("<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    }

    /// All cells, row by row: `1,2 Đất đai`.
    fn shown(draft: &Draft) -> Vec<String> {
        let cells = draft.cells.iter().map(|cell| {
            let value = match &cell.value {
                Value::Number(number) => format!("{number}#"),
                Value::Text(text) => text.clone(),
                other => format!("{other:?}"),
            };
            format!("{},{} {value}", cell.at.row, cell.at.column)
        });
        cells.collect()
    }

    fn areas(draft: &Draft) -> Vec<[u32; 4]> {
        let corners = draft
            .merges
            .iter()
            .map(|area| [area.first.row, area.first.column, area.last.row, area.last.column]);
        corners.collect()
    }

    #[test]
    fn a_form_lines_up_below_its_header_and_takes_the_texts_above() {
        let body = [
            table(&[&["UBND HUYỆN LỘC NINH|Số: 12/BC", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]]),
            paragraph("Biểu số 06a &#8211; quý III"),
            paragraph(" "),
            table(&[
                &["[vMerge=restart]STT", "[vMerge=restart]Lĩnh vực", "[gridSpan=3]Đã giải quyết"],
                &["[vMerge]", "[vMerge]", "[vMerge=restart]Tổng số", "[gridSpan=2]Trong đó"],
                &["[vMerge]", "[vMerge]", "[vMerge]", "Đúng hạn", "Quá hạn"],
                &["1", "Đất đai", "015", "1.234", " 12 "],
            ]),
        ];
        let drafts = read_body(&body.concat()).unwrap();
        assert_eq!(drafts[0].name, "bảng 1");
        let form = &drafts[1];
        assert_eq!(form.name, "bảng 2");
        let caption = [
            "UBND HUYỆN LỘC NINH\nSố: 12/BC",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Biểu số 06a – quý III",
        ];
        assert_eq!(form.caption, caption);
        let cells = [
            "0,0 STT",
            "0,1 Lĩnh vực",
            "0,2 Đã giải quyết",
            "1,2 Tổng số",
            "1,3 Trong đó",
            "2,3 Đúng hạn",
            "2,4 Quá hạn",
            "3,0 1#",
            "3,1 Đất đai",
            "3,2 015",
            "3,3 1.234",
            "3,4 12#",
        ];
        assert_eq!(shown(form), cells);
        assert_eq!(form.cells[0].at.to_string(), "dòng 1, cột 1");
        let merged = [[0, 2, 0, 4], [1, 3, 1, 4], [0, 0, 2, 0], [0, 1, 2, 1], [1, 2, 2, 2]];
        assert_eq!(areas(form), merged);
        assert!(form.findings.is_empty());
    }

    #[test]
    fn content_controls_nested_tables_and_text_boxes() {
        let boxed = format!(
            "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{0}{1}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict>{0}{1}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            paragraph("Biểu 06b"),
            table(&[&["hộp"]]),
        );
        let body = format!(
            "<w:p><w:r><w:t>Trước</w:t></w:r>{boxed}</w:p><w:sdt><w:sdtContent><w:tbl><w:sdt><w:sdtContent><w:tr>{}<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt><w:tr><w:tc><w:p><w:r><w:t>trên</w:t></w:r>{boxed}</w:p>{}<w:p/></w:tc>{}</w:tr></w:tbl></w:sdtContent></w:sdt>",
            cell("a"),
            cell("7"),
            table(&[&["trong", "8"]]),
            cell("9"),
        );
        let drafts = read_body(&body).unwrap();
        let names: Vec<&str> = drafts.iter().map(|draft| draft.name.as_str()).collect();
        assert_eq!(names, ["bảng 1", "bảng 2", "bảng 3", "bảng 4"]);
        assert_eq!(drafts[0].caption, ["Biểu 06b"]);
        assert_eq!(shown(&drafts[1]), ["0,0 a", "0,1 7#", "1,0 trên", "1,1 9#"]);
        assert_eq!(drafts[1].caption, ["Biểu 06b", "hộp", "Trước"]);
        assert_eq!(shown(&drafts[3]), ["0,0 trong", "0,1 8#"]);
        assert_eq!(drafts[3].caption, ["trên"]);
    }

    #[test]
    fn tracked_changes_fields_and_marks() {
        let runs = "<w:p><w:ins><w:r><w:t>1</w:t></w:r></w:ins><w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>8</w:t></w:r></w:moveFrom><w:r><w:instrText>SUM</w:instrText><w:t>2</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>7</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>3</w:t></w:r></w:p>";
        let marks = "<w:p><w:r><w:t>a&amp;</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:softHyphen/><w:sym w:char=\"2713\"/><w:t><![CDATA[<d>]]></w:t></w:r></w:p>";
        let old = "<w:tcPr><w:gridSpan w:val=\"1\"/><w:tcPrChange><w:tcPr><w:gridSpan w:val=\"5\"/></w:tcPr></w:tcPrChange></w:tcPr>";
        let body = format!(
            "<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{}</w:tr><w:tr><w:trPr><w:hidden/><w:gridBefore w:val=\"2\"/></w:trPr><w:tc>{old}{runs}</w:tc><w:tc>{marks}</w:tc></w:tr>{}</w:tbl>",
            cell("mất"),
            row(&["[hMerge=restart]x", "[hMerge]y", "z"]),
        );
        let drafts = read_body(&body).unwrap();
        let cells = ["0,2 123#", "0,3 a&\tb\nc-✓<d>", "1,0 x", "1,1 y", "1,2 z"];
        assert_eq!(shown(&drafts[0]), cells);
        assert_eq!(drafts[0].hidden_rows, [Span::one(0)]);
        assert_eq!(areas(&drafts[0]), [[1, 0, 1, 1]]);
    }

    #[test]
    fn fonts_of_runs_and_styles() {
        let font = |name: &str| format!("<w:rPr><w:rFonts w:ascii=\"{name}\"/></w:rPr>");
        let styled = "<w:pPr><w:pStyle w:val=\"VN\"/></w:pPr>";
        let body = format!(
            "<w:tbl><w:tr><w:tc><w:p><w:r>{}<w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p>{styled}<w:r><w:t>b</w:t></w:r></w:p></w:tc><w:tc><w:p>{styled}<w:r>{}<w:t>c</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            font("VNI-Times"),
            font("Arial")
        );
        let drafts = read_body(&body).unwrap();
        let fonts: Vec<_> = drafts[0].fonts.iter().map(|(at, font)| (*at, font.capitals)).collect();
        assert_eq!(fonts, [(CellRef::counted(0, 0), false), (CellRef::counted(0, 1), true)]);
    }

    #[test]
    fn what_is_no_report_is_refused() {
        assert!(read_body(&paragraph("Kính gửi")).unwrap_err().contains("không có bảng nào"));
        assert!(read_parts(&[("a", "")]).unwrap_err().contains("word/document.xml"));
        assert!(read_body("<w:tbl><w:tr><w:tc>").unwrap_err().contains("bị hỏng"));
    }

    #[test]
    fn what_stands_before_the_damage_is_kept() {
        let good = table(&[&["a", "1"]]);
        let cut = format!(
            "<w:document>{good}<w:tbl>{}<w:tr>{}<w:tc><w:p><w:r><w:t>12",
            row(&["b"]),
            cell("2")
        );
        let drafts = read_parts(&[("word/document.xml", &cut)]).unwrap();
        assert_eq!(shown(&drafts[1]), ["0,0 b", "1,0 2#"]);
        assert_eq!(drafts[1].findings[0].place.cell, Some(CellRef::counted(1, 1)));
        let cut = format!("<w:document>{good}<w:p><w:r></w:p>");
        let drafts = read_parts(&[("word/document.xml", &cut)]).unwrap();
        assert!(drafts[0].findings[0].message.contains("sau bảng này"));
    }

    #[test]
    fn hostile_documents_cost_little() {
        let deep = "<w:tbl><w:tr><w:tc>".repeat(200_000);
        assert!(read_body(&deep).unwrap_err().contains("lồng nhau"));
        assert!(read_body(&"<w:tbl/>".repeat(200_000)).unwrap_err().contains("10000 bảng"));
        let wide =
            table(&[&["[gridSpan=999999999]a", "b", "[gridSpan=99999999999999]c"], &["1", "2"]]);
        let drafts = read_body(&wide).unwrap();
        assert_eq!(shown(&drafts[0]), ["0,0 a", "1,0 1#", "1,1 2#"]);
        assert_eq!(areas(&drafts[0]), [[0, 0, 0, 16_383]]);
        assert_eq!(drafts[0].findings.len(), 1);
    }
}
