//! Tables of web pages → sheets. Office systems save them under the name .xls, and Excel opens them. A table in a
//! table is a sheet of its own; texts above a table are its caption.

mod grid;
mod parse;
mod style;
mod table;
mod text;
mod tree;

use crate::model::{Shown, Value};
use crate::text::LegacyFont;

use super::draft::{Budget, Draft};
use super::runs::{PieceLook, UnreadPieces};
use grid::GridPlace;
use parse::{WebPage, parse};
use style::Face;
use table::{HtmlTable, OpenCell, keeps_rows, letter};
use text::{Flow, Titles};
use tree::{Id, NodeKind, Tree};

/// Most tables of a page, and of tables in each other.
const MOST_TABLES: usize = 20_000;
const MOST_NESTED: usize = 64;

/// Reads the tables of a page; where there is none, why, in Vietnamese, with what to do.
pub(super) fn read(text: &str, budget: &mut Budget) -> Result<Vec<Draft>, String> {
    let mut page = parse(text, budget.limits())?;
    // Programs that write such files by hand may forget the table around its rows.
    if !page.tree.has(NodeKind::Table) && ["<tr", "<TR"].iter().any(|row| text.contains(row)) {
        page = parse(&format!("<table>{text}"), budget.limits())?;
    }
    let WebPage { mut tree, title, tab, has_frames } = page;
    tree.sort_feet();
    let mut reading = PageReading::new(&tree, budget);
    tree.walk(|id, enters| if enters { reading.enter(id) } else { reading.leave(id) })?;
    let drafts = reading.finish(tab.or(title));
    match drafts.is_empty() {
        false => Ok(drafts),
        true if has_frames => Err(FRAMES.to_owned()),
        true if tree.has(NodeKind::Table) => Err(BLANK.to_owned()),
        true => Err(NONE.to_owned()),
    }
}

const NONE: &str = "tệp là trang web (HTML) không có bảng nào; hãy gửi tệp bảng tính";
const BLANK: &str = "tệp là trang web (HTML) chỉ có bảng trống; hãy gửi tệp bảng tính";
const FRAMES: &str = "tệp là trang web (HTML) gồm nhiều khung, số liệu nằm ở thư mục kèm theo; hãy mở bằng Excel, lưu lại thành một tệp .xlsx rồi gửi lại";

struct PageReading<'t, 'b> {
    tree: &'t Tree,
    budget: &'b mut Budget,
    /// Text of the page outside of tables.
    flow: Flow,
    /// Texts since the last table that holds data.
    titles: Titles,
    open: Vec<HtmlTable>,
    drafts: Vec<(usize, Draft)>,
    tables: usize,
    /// Elements around this place that are not shown.
    concealed: usize,
    /// Fonts named around this place.
    faces: Vec<Option<LegacyFont>>,
    /// Elements around this place that raise their text, and that strike it through.
    raised: usize,
    struck: usize,
    /// Something takes space above the first table.
    is_shifted: bool,
}

impl<'t, 'b> PageReading<'t, 'b> {
    fn new(tree: &'t Tree, budget: &'b mut Budget) -> Self {
        Self {
            tree,
            budget,
            flow: Flow::default(),
            titles: Titles::default(),
            open: Vec::new(),
            drafts: Vec::new(),
            tables: 0,
            concealed: 0,
            faces: Vec::new(),
            raised: 0,
            struck: 0,
            is_shifted: false,
        }
    }

    fn enter(&mut self, id: Id) -> Result<(), String> {
        let traits = self.tree.traits(id);
        self.concealed += usize::from(traits.hidden);
        self.faces.extend(traits.face.map(Face::legacy));
        self.raised += usize::from(traits.look.raised);
        self.struck += usize::from(traits.look.struck);
        match self.tree.kind(id) {
            NodeKind::Text => self.text(id),
            NodeKind::Block => self.block(),
            NodeKind::Break | NodeKind::Picture if self.open.is_empty() => {
                self.is_shifted |= self.tables == 0;
                self.flow.line();
            }
            NodeKind::Break => self.with(|table| table.flow.line()),
            NodeKind::Table => self.open_table()?,
            NodeKind::Column => {
                let hidden = traits.hidden;
                self.with(|table| table.column(traits.columns, hidden));
            }
            NodeKind::Group | NodeKind::Foot => {
                let hidden = traits.hidden;
                self.with(|table| table.open_group(hidden));
            }
            NodeKind::Row => {
                let hidden = traits.hidden;
                self.with(|table| table.open_row(hidden));
            }
            NodeKind::Cell => self.open_cell(id)?,
            NodeKind::Caption => self.with(|table| table.flow = Flow::default()),
            NodeKind::Root | NodeKind::Dropped | NodeKind::Inline | NodeKind::Picture => {}
            NodeKind::ColumnGroup => self.with(HtmlTable::open_columns),
        }
        Ok(())
    }

    fn leave(&mut self, id: Id) -> Result<(), String> {
        let traits = self.tree.traits(id);
        match self.tree.kind(id) {
            NodeKind::Block => self.block(),
            NodeKind::Table => self.close_table(),
            NodeKind::Group | NodeKind::Foot => self.with(HtmlTable::close_group),
            NodeKind::Row => self.with(|table| table.guise.close_row()),
            NodeKind::Cell => self.close_cell()?,
            NodeKind::Caption => self.with(HtmlTable::close_caption),
            NodeKind::ColumnGroup => {
                let hidden = traits.hidden;
                self.with(|table| table.close_columns(traits.columns, hidden));
            }
            _ => {}
        }
        self.concealed -= usize::from(traits.hidden);
        self.raised -= usize::from(traits.look.raised);
        self.struck -= usize::from(traits.look.struck);
        if traits.face.is_some() {
            self.faces.pop();
        }
        Ok(())
    }

    /// Does something with the innermost table.
    fn with(&mut self, action: impl FnOnce(&mut HtmlTable)) {
        if let Some(table) = self.open.last_mut() {
            action(table);
        }
    }

    fn text(&mut self, id: Id) {
        let letters = self.tree.text(id);
        let blank = letters.chars().all(char::is_whitespace);
        let Some(table) = self.open.last_mut() else {
            let shows = letters.chars().any(|c| !c.is_ascii_whitespace());
            self.is_shifted |= shows && self.tables == 0;
            if self.concealed == 0 {
                self.flow.letters(letters);
            }
            return;
        };
        let look = PieceLook { raised: self.raised > 0, struck: self.struck > 0 };
        match table.cell.as_mut().filter(|_| !look.is_plain()) {
            Some(cell) => cell.left_out.push(letters, look),
            None => table.flow.letters(letters),
        }
        if let Some(cell) = table.cell.as_mut().filter(|_| !blank) {
            cell.font = cell.font.or_else(|| self.faces.last().copied().flatten());
        }
    }

    fn block(&mut self) {
        match self.open.last_mut() {
            Some(table) => table.flow.block(),
            None => self.titles.push(&self.flow.take()),
        }
    }

    fn open_table(&mut self) -> Result<(), String> {
        self.tables += 1;
        if self.tables > MOST_TABLES || self.open.len() >= MOST_NESTED {
            return Err(format!(
                "trang web (HTML) có hơn {MOST_TABLES} bảng hoặc hơn {MOST_NESTED} bảng lồng nhau; hãy gửi tệp bảng tính"
            ));
        }
        self.titles.push(&self.flow.take());
        let mut caption = self.titles.clone();
        for around in self.open.iter().filter(|around| !around.guise.is_data) {
            caption.extend(&around.guise.titles);
            caption.push(around.flow.untold());
        }
        let mut draft = Draft::new(format!("bảng {}", self.tables), self.concealed > 0);
        draft.caption = caption.into_texts();
        self.open.push(HtmlTable::new(self.tables, draft));
        Ok(())
    }

    fn close_table(&mut self) {
        let Some(mut table) = self.open.pop() else { return };
        table.close_group();
        // In the cell around it a table stands on lines of its own.
        self.with(|around| around.flow.block());
        if table.draft.cells.is_empty() {
            return;
        }
        if table.guise.is_data {
            self.titles.clear();
            for around in &mut self.open {
                around.guise.titles.clear();
                around.flow.tell();
            }
        } else if !table.draft.hidden {
            self.titles.extend(&table.guise.titles);
        }
        self.drafts.push((table.number, table.draft));
    }

    fn open_cell(&mut self, id: Id) -> Result<(), String> {
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        let traits = self.tree.traits(id);
        let placed = table.grid.place(traits.columns, traits.rows, &mut table.draft.merges)?;
        table.flow = Flow::default();
        table.cell = Some(OpenCell { id, placed, font: None, left_out: UnreadPieces::default() });
        Ok(())
    }

    fn close_cell(&mut self) -> Result<(), String> {
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        let Some(cell) = table.cell.take() else { return Ok(()) };
        let mut text = table.flow.take();
        let partly = cell.left_out.settle(&mut text);
        let percent = text.trim_end().ends_with('%').then_some(Shown::Percent);
        let Some(value) = self.tree.traits(cell.id).value(text) else { return Ok(()) };
        let GridPlace::At(at) = cell.placed else {
            table.too_large();
            return Ok(());
        };
        table.guise.cell(&value);
        table.draft.fonts.extend(cell.font.map(|font| (at, font)));
        // A text that ends in a percent sign says so itself.
        let percent = percent.filter(|_| matches!(value, Value::Number(_)));
        table.draft.marks.extend(partly.or(percent).map(|shown| (at, shown)));
        table.draft.put(at, value, self.budget)
    }

    /// The tables that hold anything, in the order of the page.
    fn finish(mut self, name: Option<String>) -> Vec<Draft> {
        self.drafts.sort_by_key(|(number, _)| *number);
        let mut drafts: Vec<Draft> = self.drafts.into_iter().map(|(_, draft)| draft).collect();
        if let [only] = drafts.as_mut_slice()
            && self.tables == 1
            && !self.is_shifted
            && keeps_rows(only)
        {
            letter(only);
            only.name = name.unwrap_or_else(|| std::mem::take(&mut only.name));
        }
        drafts
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::model::{Area, CellRef, Limits, Notation, Span, Value};
    use crate::read::draft::{Budget, Draft};
    use crate::text::Encoding;

    fn drafts(text: &str) -> Result<Vec<Draft>, String> {
        read(text, &mut Budget::new(&Limits::DEFAULT))
    }

    fn one(text: &str) -> Draft {
        let mut drafts = drafts(text).unwrap();
        assert_eq!(drafts.len(), 1);
        drafts.remove(0)
    }

    /// Address and value of each cell, in order; numbers with a mark.
    fn cells(draft: &Draft) -> Vec<String> {
        let shown = |value: &Value| match value {
            Value::Number(number) => format!("#{number}"),
            Value::Text(text) => text.clone(),
            other => format!("{other:?}"),
        };
        draft.cells.iter().map(|cell| format!("{}={}", cell.at, shown(&cell.value))).collect()
    }

    fn areas(draft: &Draft) -> Vec<String> {
        draft.merges.iter().map(|Area { first, last }| format!("{first}:{last}")).collect()
    }

    const FORM: &str = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head>
        <!--[if gte mso 9]><xml><x:ExcelWorkbook><x:Name>Biểu 6a &amp; 6b</x:Name></xml><![endif]-->
        <title>bieu06</title><style><!--.xl65 {font-family:\".VnTime\", serif;}--></style></head>
        <body><div align=center><table border=0>
        <col width=64><col width=64 span=2 style='display:none'>
        <tr><td rowspan=3>STT<td rowspan=3>Lĩnh&nbsp;vực,\n   công việc<td colspan=4>Số lượng hồ sơ tiếp nhận
        <tr><td rowspan=2>Tổng số<td colspan=3>Trong kỳ
        <tr><td>Trực tuyến<td>Trực tiếp<td>Kỳ trước
        <tr><td x:num>1</td><td class=xl65>§Êt ®ai</td><td x:num=\"1234\" x:fmla=\"=D4\">1.234</td><td>1204<td>1.204<td>
        <tr style='display:none'><td><td>ẩn
        </table></div></body></html>";

    #[test]
    fn a_form_of_excel_has_letters_and_its_tab() {
        let form = one(FORM);
        assert_eq!((form.name.as_str(), form.hidden), ("Biểu 6a & 6b", false));
        let expected = [
            "A1=STT",
            "B1=Lĩnh\u{a0}vực, công việc",
            "C1=Số lượng hồ sơ tiếp nhận",
            "C2=Tổng số",
            "D2=Trong kỳ",
            "D3=Trực tuyến",
            "E3=Trực tiếp",
            "F3=Kỳ trước",
            "A4=#1",
            "B4=§Êt ®ai",
            "C4=#1234",
            "D4=#1204",
            "E4=1.204",
            "B5=ẩn",
        ];
        assert_eq!(cells(&form), expected);
        assert_eq!(areas(&form), ["A1:A3", "B1:B3", "C1:F1", "C2:C3", "D2:F2"]);
        assert_eq!(form.hidden_rows, [Span::one(4)]);
        assert_eq!(form.hidden_columns, [Span { first: 1, last: 2 }]);
        let [(at, font)] = form.fonts.as_slice() else { panic!() };
        assert_eq!((at.to_string(), font.encoding), ("B4".to_owned(), Encoding::Tcvn3));
    }

    #[test]
    fn texts_and_letterheads_above_a_table_are_its_caption() {
        let page =
            "<title>x</title><table><tr><td>UBND HUYỆN<br>PHÚ RIỀNG<td>CỘNG HÒA XÃ HỘI</table>
            <h2>BÁO CÁO <i>kết quả</i></h2><p>Quý III năm 2023</p><p>&nbsp;</p>
            <table><caption>Biểu 6a</caption><tr><td>1<td>2</table>
            Ghi chú<table><tr><td>3<td>4<td>5</table>";
        let drafts = drafts(page).unwrap();
        let names: Vec<_> = drafts.iter().map(|draft| draft.name.as_str()).collect();
        assert_eq!(names, ["bảng 1", "bảng 2", "bảng 3"]);
        assert_eq!(
            drafts[1].caption,
            [
                "UBND HUYỆN\nPHÚ RIỀNG",
                "CỘNG HÒA XÃ HỘI",
                "BÁO CÁO kết quả",
                "Quý III năm 2023",
                "Biểu 6a"
            ]
        );
        assert_eq!(drafts[2].caption, ["Ghi chú"]);
        assert_eq!(cells(&drafts[1]), ["dòng 1, cột 1=#1", "dòng 1, cột 2=#2"]);
    }

    #[test]
    fn a_table_in_a_table_is_a_sheet_of_its_own() {
        let page = "<table><tr><td>SỞ NỘI VỤ<tr><td>Biểu 6a
            <table><thead><tr><td>STT<td>Đơn vị<tbody><tr><td>1<td>Sở Y tế</table>Người lập biểu
            <table style='display:none'><tr><td>7</table></table>";
        let drafts = drafts(page).unwrap();
        assert_eq!(drafts.len(), 3);
        assert_eq!(
            cells(&drafts[0]),
            ["dòng 1, cột 1=SỞ NỘI VỤ", "dòng 2, cột 1=Biểu 6a\nNgười lập biểu"]
        );
        assert_eq!(drafts[1].caption, ["SỞ NỘI VỤ", "Biểu 6a"]);
        assert_eq!(drafts[1].cells.len(), 4);
        assert_eq!(drafts[2].caption, ["Người lập biểu"]);
        assert!(drafts[2].hidden && !drafts[0].hidden);
    }

    #[test]
    fn a_line_break_or_a_text_above_takes_the_letters_away() {
        let notation = |page: &str| one(page).cells[0].at.notation;
        assert_eq!(notation(" \n<p> </p><table><td>1</table>sau"), Notation::Letters);
        assert_eq!(notation("<table><td>Tên<br>đơn vị</table>"), Notation::Numbers);
        assert_eq!(notation("<p>&nbsp;</p><table><td>1</table>"), Notation::Numbers);
        assert_eq!(notation("<table><tr><td>1<caption>a</caption></table>"), Notation::Numbers);
    }

    #[test]
    fn what_is_not_shown_is_no_text() {
        let page = "<xml><x:Name>Trang 2</x:Name><x:Print/>xx</xml><script>if (a<b) '<td>'</script>
            <table><tr><td><!-- a -->12<style>td{}</style><template><b>x</b></template>
            <td><p>Sở</p> <div>Y&#x20;&nbsp;tế &lt;1&gt; &amp;amp;</div></table>";
        let form = one(page);
        assert_eq!(form.cells[0].value, Value::Number(12.0));
        assert_eq!(form.cells[1].text(), Some("Sở\nY \u{a0}tế <1> &amp;"));
    }

    #[test]
    fn the_foot_stands_last_and_spans_end_with_their_group() {
        let page = "<table><tfoot><tr><td>Tổng<tbody><tr><td rowspan=9>a<td>1<tr><td>2</table>";
        let form = one(page);
        assert_eq!(cells(&form)[3], "A3=Tổng");
        assert_eq!(areas(&form), ["A1:A2"]);
    }

    #[test]
    fn rows_without_a_table_are_one_all_the_same() {
        assert_eq!(cells(&one("<tr><td>STT<td>2<tr><td>3")), ["A1=STT", "B1=#2", "A2=#3"]);
    }

    #[test]
    fn pages_without_a_table_say_what_to_do() {
        assert!(drafts("").unwrap_err().contains("không có bảng nào"));
        assert!(drafts("<p>Chào</p><table><tr><td> </table>").unwrap_err().contains("bảng trống"));
        assert!(
            drafts("<frameset rows='*,39'><frame src=a></frameset>").unwrap_err().contains("khung")
        );
    }

    #[test]
    fn hostile_spans_cost_nothing() {
        let mut page = String::from("<table>");
        for _ in 0..2000 {
            page += "<tr><td colspan=1000 rowspan=65534>x<td colspan=999999999 rowspan=0>1";
        }
        let form = one(&page);
        assert!(form.merges.iter().all(|area| area.last.column < 1 << 14 && area.last.row < 2000));
        assert_eq!(form.findings.len(), 1);
        let crossed = "<tr><td rowspan=9><td><td rowspan=8><td><td rowspan=7><td>".repeat(20_000);
        drafts(&format!("<table>{crossed}<td>1</table>")).unwrap();
    }

    #[test]
    fn nesting_without_end_is_given_up() {
        for element in ["<div>", "<table><tr><td>", "<font face=a>", "<p><b>", "<ul><li>", "<svg>"]
        {
            let page = format!("{}<table><td>1", element.repeat(50_000));
            match drafts(&page) {
                Ok(drafts) => assert_eq!(drafts[0].cells[0].at, CellRef::new(0, 0)),
                Err(reason) => assert!(reason.contains("hãy gửi tệp bảng tính"), "{reason}"),
            }
        }
    }
}
