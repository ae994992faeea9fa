//! XML spreadsheets of Excel 2003 → sheets. Read as a stream and by local names, for programs that write such
//! files choose their own prefixes; no entity that a file declares itself is unfolded.

mod cell;
mod rows;
mod styles;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::model::{CellRef, Finding};
use crate::read::findings::unreadable_cell::UNREADABLE_CELL;
use crate::text::LegacyFont;

use super::draft::{Budget, Draft};
use super::xml::{attribute, entity};
use cell::OpenCell;
use rows::{Rows, style};
use styles::Styles;

/// Most sheets of a workbook.
const MOST_SHEETS: usize = 10_000;
const CROWDED: &str = "tệp có hơn 10.000 trang tính (giới hạn của chương trình); hãy gửi lại bảng tính chỉ có biểu số liệu";

/// Reads the sheets of a workbook; where there is none, why, in Vietnamese, with what to do.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Draft>, String> {
    let text = String::from_utf8_lossy(bytes);
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let config = reader.config_mut();
    // Programs that put such files together by hand forget end tags and write "&" as it is.
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut book = XmlBook::default();
    let fault = loop {
        match reader.read_event() {
            Ok(Event::Eof) => break "tệp bị cắt cụt".to_owned(),
            Ok(event) => book.event(&event, budget)?,
            Err(error) => break error.to_string(),
        }
    };
    book.finish(&fault, budget)
}

/// What the letters at hand belong to.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Into {
    #[default]
    Nothing,
    Data,
    Visible,
}

#[derive(Debug, Default)]
struct XmlBook {
    styles: Styles,
    drafts: Vec<Draft>,
    sheet: Option<Draft>,
    rows: Rows,
    in_table: bool,
    in_comment: bool,
    cell: Option<OpenCell>,
    into: Into,
    visible: String,
}

impl XmlBook {
    fn event(&mut self, event: &Event, budget: &mut Budget) -> Result<(), String> {
        match event {
            Event::Start(element) => self.start(element, budget)?,
            Event::Empty(element) => {
                self.start(element, budget)?;
                self.end(element.local_name().as_ref(), budget)?;
            }
            Event::End(element) => self.end(element.local_name().as_ref(), budget)?,
            Event::Text(text) if self.into != Into::Nothing => self.push(&text.xml10_content()),
            Event::CData(text) if self.into != Into::Nothing => self.push(&text.xml10_content()),
            Event::GeneralRef(reference) if self.into != Into::Nothing => {
                self.push(&entity(reference));
            }
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, element: &BytesStart, budget: &mut Budget) -> Result<(), String> {
        let name = element.local_name();
        if self.into == Into::Data {
            self.run(name.as_ref(), element);
            return Ok(());
        }
        match name.as_ref() {
            "Worksheet" => {
                self.close_sheet(budget)?;
                if self.drafts.len() >= MOST_SHEETS {
                    return Err(CROWDED.to_owned());
                }
                let name = attribute(element, "Name").unwrap_or_default();
                self.sheet = Some(Draft::new(name, false));
            }
            "Table" if self.sheet.is_some() => {
                self.in_table = true;
                self.rows = Rows::new(element);
            }
            "Column" => {
                if let Some(sheet) = self.sheet.as_mut().filter(|_| self.in_table) {
                    self.rows.column(element, &mut sheet.hidden_columns);
                }
            }
            "Row" => {
                self.close_cell(budget)?;
                if let Some(sheet) = self.sheet.as_mut().filter(|_| self.in_table) {
                    self.rows.row(element, &mut sheet.hidden_rows);
                }
            }
            "Cell" => self.open_cell(element, budget)?,
            "Comment" => self.in_comment = true,
            "Data" if !self.in_comment => {
                if let Some(cell) = &mut self.cell {
                    cell.kind = attribute(element, "Type");
                    self.into = Into::Data;
                }
            }
            "Visible" if self.sheet.is_some() => {
                self.visible.clear();
                self.into = Into::Visible;
            }
            name if self.sheet.is_none() => self.styles.start(name, element),
            _ => {}
        }
        Ok(())
    }

    /// An element inside of a text: a run in a font of its own.
    fn run(&mut self, name: &str, element: &BytesStart) {
        let Some(cell) = &mut self.cell else { return };
        cell.begin_run(name);
        if name == "Font" {
            let face = attribute(element, "Face");
            cell.font = cell.font.or_else(|| LegacyFont::parse(&face?));
        }
    }

    fn end(&mut self, name: &str, budget: &mut Budget) -> Result<(), String> {
        match name {
            "Worksheet" => self.close_sheet(budget)?,
            "Table" => {
                self.close_cell(budget)?;
                self.in_table = false;
            }
            "Row" | "Cell" => self.close_cell(budget)?,
            "Data" => self.into = Into::Nothing,
            "Comment" => self.in_comment = false,
            "Visible" => {
                self.into = Into::Nothing;
                let hides = self.visible.trim().starts_with("Sheet")
                    && self.visible.trim().ends_with("Hidden");
                self.sheet.iter_mut().for_each(|sheet| sheet.hidden |= hides);
            }
            name => match &mut self.cell {
                Some(cell) => cell.end_run(name),
                None => self.styles.end(name),
            },
        }
        Ok(())
    }

    fn push(&mut self, letters: &str) {
        match (self.into, &mut self.cell) {
            (Into::Data, Some(cell)) => cell.push(letters),
            (Into::Visible, _) => self.visible.push_str(letters),
            _ => {}
        }
    }

    fn open_cell(&mut self, element: &BytesStart, budget: &mut Budget) -> Result<(), String> {
        self.close_cell(budget)?;
        let Some(sheet) = self.sheet.as_mut().filter(|_| self.in_table) else { return Ok(()) };
        let at = self.rows.cell(element, &mut sheet.merges);
        let own = style(element);
        let style = own.as_deref().or_else(|| self.rows.style(at.column));
        let mut cell = OpenCell::new(at);
        (cell.font, cell.shown) = (self.styles.font(style), self.styles.shown(style));
        cell.has_formula = attribute(element, "Formula").is_some();
        self.cell = Some(cell);
        Ok(())
    }

    fn close_cell(&mut self, budget: &mut Budget) -> Result<(), String> {
        (self.into, self.in_comment) = (Into::Nothing, false);
        let (Some(mut cell), Some(sheet)) = (self.cell.take(), &mut self.sheet) else {
            return Ok(());
        };
        let (at, font, shown) = (cell.at, cell.font, cell.settle());
        let Some(value) = cell.value() else { return Ok(()) };
        if !Rows::holds(at) {
            if sheet.findings.is_empty() {
                let message = "có ô ở ngoài 1.048.576 dòng hoặc 16.384 cột (giới hạn của bảng tính); các ô đó không được tính";
                sheet.findings.push(Finding::new(&UNREADABLE_CELL, message).left_out());
            }
            return Ok(());
        }
        sheet.fonts.extend(font.map(|font| (at, font)));
        sheet.marks.extend(shown.map(|shown| (at, shown)));
        sheet.put(at, value, budget)
    }

    fn close_sheet(&mut self, budget: &mut Budget) -> Result<(), String> {
        self.close_cell(budget)?;
        self.in_table = false;
        self.drafts.extend(self.sheet.take());
        Ok(())
    }

    /// The sheets. A file that ends within one is broken there.
    fn finish(mut self, fault: &str, budget: &mut Budget) -> Result<Vec<Draft>, String> {
        // The text of a cell that is cut short cannot be told from a shorter one.
        self.cell = None;
        if let Some(sheet) = &mut self.sheet {
            let last = sheet.cells.last().map(|cell| cell.at);
            sheet.findings.push(broken(last, fault));
        }
        self.close_sheet(budget)?;
        if self.drafts.is_empty() {
            return Err(format!(
                "tệp bảng tính XML (Excel 2003) không có trang tính nào đọc được ({fault}); hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại"
            ));
        }
        Ok(self.drafts)
    }
}

fn broken(last: Option<CellRef>, fault: &str) -> Finding {
    let place = last.map_or("đầu trang".to_owned(), |cell| format!("ngay sau ô {cell}"));
    let message =
        format!("có ô {place} không giải mã được ({fault}); các ô từ đó trở đi không được tính");
    Finding::new(&UNREADABLE_CELL, message).left_out()
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::model::{Limits, Span, Value};
    use crate::read::draft::{Budget, Draft};

    fn drafts(text: &str) -> Result<Vec<Draft>, String> {
        read(text.as_bytes(), &mut Budget::new(&Limits::DEFAULT))
    }

    fn cells(draft: &Draft) -> Vec<String> {
        draft.cells.iter().map(|cell| format!("{}={:?}", cell.at, cell.value)).collect()
    }

    /// One sheet with these rows.
    fn sheet(rows: &str) -> Draft {
        let text = format!("<Workbook><Worksheet ss:Name='1'><Table>{rows}</Table></Worksheet>");
        drafts(&text).unwrap().remove(0)
    }

    const BOOK: &str = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
 <Styles><Style ss:ID="Default"><Font ss:FontName="Arial"/></Style>
  <Style ss:ID="s1"><Font ss:FontName=".VnTime"/></Style><Style ss:ID="s2" ss:Parent="s1"/></Styles>
 <Worksheet ss:Name="Biểu 6a &amp; 6b"><Table>
  <Column ss:Width="20"/><Column ss:Index="4" ss:Span="1" ss:Hidden="1"/>
  <Row><Cell ss:MergeDown="1"><Data ss:Type="String">STT</Data></Cell>
   <Cell ss:MergeAcross="3"><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>Số lượng</B><Font> hồ&#10;sơ &lt;1&gt; &lạ; A & B</Font></ss:Data>
    <Comment ss:Author="x"><ss:Data><Font>ghi chú</Font></ss:Data></Comment></Cell>
   <Cell><Data ss:Type="Error">#REF!</Data></Cell></Row>
  <Row ss:Index="4" ss:Hidden="1" ss:Span="1"><Cell ss:Index="2"><Data ss:Type="Number">1204</Data></Cell>
   <Cell ss:StyleID="s2"><Data ss:Type="String">§Êt</Data></Cell>
   <Cell><Data ss:Type="DateTime">2023-09-30T00:00:00.000</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
  <Row><Cell ss:Formula="=R[-1]C"/><Cell ss:Formula="=R[-1]C"><Data ss:Type="Number"></Data></Cell>
   <Cell ss:Formula="=IF(1,&quot;&quot;)"><Data ss:Type="String"></Data></Cell><Cell><Data ss:Type="Number">1.5E1</Data></Cell></Row>
 </Table><WorksheetOptions><Visible>SheetVeryHidden</Visible></WorksheetOptions></Worksheet>
 <ss:Worksheet ss:Name="Hai"><ss:Table><ss:Row><ss:Cell><ss:Data ss:Type="String">x</ss:Data></ss:Cell></ss:Row></ss:Table></ss:Worksheet>
</Workbook>"#;

    #[test]
    fn a_workbook_is_read() {
        let drafts = drafts(BOOK).unwrap();
        let [first, second] = drafts.as_slice() else { panic!() };
        assert_eq!((first.name.as_str(), first.hidden), ("Biểu 6a & 6b", true));
        let expected = [
            r#"A1=Text("STT")"#,
            r#"B1=Text("Số lượng hồ\nsơ <1> &lạ; A & B")"#,
            r##"F1=Fault("#REF!")"##,
            "B4=Number(1204.0)",
            r#"C4=Text("§Êt")"#,
            r#"D4=Date("30/09/2023")"#,
            "E4=Flag(true)",
            "A6=Uncalculated",
            "B6=Uncalculated",
            "D6=Number(15.0)",
        ];
        assert_eq!(cells(first), expected);
        let areas: Vec<_> =
            first.merges.iter().map(|a| format!("{}:{}", a.first, a.last)).collect();
        assert_eq!(areas, ["A1:A2", "B1:E1"]);
        assert_eq!(first.hidden_rows, [Span { first: 3, last: 4 }]);
        assert_eq!(first.hidden_columns, [Span { first: 3, last: 4 }]);
        assert_eq!(first.fonts.len(), 1);
        assert_eq!(first.fonts[0].0.to_string(), "C4");
        assert!(first.findings.is_empty());
        assert_eq!((second.name.as_str(), second.hidden, second.cells.len()), ("Hai", false, 1));
    }

    #[test]
    fn fonts_come_from_cell_row_column_or_table() {
        let styles = "<Styles><Style ss:ID='v'><Font ss:FontName='.VnTime'/></Style><Style ss:ID='u'/></Styles>";
        let x = "<Data ss:Type='String'>x</Data></Cell>";
        let rows = format!(
            "<Column ss:Index='2' ss:StyleID='v'/><Row><Cell>{x}<Cell>{x}<Cell ss:StyleID='v'>{x}</Row>
            <Row ss:StyleID='v'><Cell>{x}<Cell ss:StyleID='u'>{x}</Row>"
        );
        let text = format!("<Workbook>{styles}<Worksheet><Table>{rows}</Table></Worksheet>");
        let drafts = drafts(&text).unwrap();
        let at: Vec<_> = drafts[0].fonts.iter().map(|(at, _)| at.to_string()).collect();
        assert_eq!(at, ["B1", "C1", "A2"]);
    }

    #[test]
    fn a_broken_file_keeps_what_was_read() {
        let cut = BOOK.find("Boolean").unwrap();
        for text in [&BOOK[..cut], &BOOK[..BOOK.find("1204</Data>").unwrap() + 2]] {
            let drafts = drafts(text).unwrap();
            assert_eq!(drafts[0].findings.len(), 1);
            assert!(drafts[0].findings[0].message.contains("ngay sau ô"));
        }
        assert_eq!(
            drafts(&BOOK[..BOOK.find("1204</Data>").unwrap() + 2]).unwrap()[0].cells.len(),
            3
        );
        assert!(drafts("<Workbook><Style").unwrap_err().contains("hãy mở bằng Excel"));
        assert!(drafts("").unwrap_err().contains("không có trang tính nào"));
    }

    #[test]
    fn hostile_numbers_lead_nowhere() {
        let x = "<Data ss:Type='Number'>7</Data></Cell>";
        let most = "4294967295";
        let hostile = sheet(&format!(
            "<Column ss:Index='{most}' ss:Span='{most}' ss:Hidden='1'/>
            <Row><Cell ss:MergeAcross='{most}' ss:MergeDown='{most}'>{x}<Cell>{x}</Row>
            <Row ss:Index='{most}' ss:Span='{most}' ss:Hidden='1'><Cell ss:Index='{most}'>{x}<Cell>{x}</Row>
            <Row><Cell>{x}</Row><Row ss:Index='2'><Cell ss:Index='99999999999999'>{x}</Row>"
        ));
        assert_eq!(cells(&hostile), ["A1=Number(7.0)"]);
        assert_eq!(hostile.merges[0].last.to_string(), "XFD1048576");
        assert_eq!(hostile.findings.len(), 1);
        assert!(hostile.hidden_rows.is_empty() && hostile.hidden_columns.is_empty());
    }

    #[test]
    fn entities_of_a_file_do_not_unfold() {
        let doctype = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>";
        let text = format!(
            "{doctype}<Workbook><Worksheet><Table><Row><Cell><Data ss:Type='String'>&b;</Data></Cell>
            </Row></Table></Worksheet></Workbook>"
        );
        let drafts = drafts(&text).unwrap();
        assert_eq!(drafts[0].cells[0].value, Value::Text("&b;".to_owned()));
    }

    #[test]
    fn nesting_without_end_is_read_in_time() {
        let deep = format!("<Cell><Data ss:Type='String'>{}x", "<B>".repeat(200_000));
        assert_eq!(sheet(&format!("<Row>{deep}</Data></Cell></Row>")).cells.len(), 1);
        let rows = "<Row><Cell>".repeat(100_000);
        assert!(sheet(&rows).cells.is_empty());
    }
}
