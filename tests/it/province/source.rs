//! The demonstration fixtures as tables: groups, lines and totals with what is typed in them and what is meant.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Range, Reader, Xlsx};
use tthc::model::CellRef;

use super::paper::Cell;
use crate::truth::{Row, csv};

/// A form, with its title and the columns of its counts in the order of the official layout.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    pub(crate) id: &'static str,
    pub(crate) sheet: &'static str,
    pub(crate) title: &'static str,
    /// Measure and header texts of each count.
    pub(crate) counts: &'static [(&'static str, &'static [&'static str])],
    /// First row of the fixture below its header.
    body: u32,
    pub(crate) label: &'static str,
}

const RECEIVED: &str = "Số lượng hồ sơ tiếp nhận";
const RESOLVED: &str = "Số lượng hồ sơ đã giải quyết";
const PENDING: &str = "Số lượng hồ sơ đang giải quyết";
const ANSWERS: &str = "Kết quả khảo sát (số phiếu và %)";

const DEPARTMENT: Form = Form {
    id: "phu-luc-2",
    sheet: "Phụ lục 2",
    title: "KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH TẠI CÁC SỞ, BAN, NGÀNH TỈNH",
    label: "Lĩnh vực giải quyết",
    body: 10,
    counts: &[
        ("received_total", &[RECEIVED, "Tổng số"]),
        ("received_online", &[RECEIVED, "Trong kỳ", "Trực tuyến"]),
        ("received_carried", &[RECEIVED, "Trong kỳ", "Từ kỳ trước"]),
        ("resolved_total", &[RESOLVED, "Tổng số"]),
        ("resolved_on_time", &[RESOLVED, "Trước hạn và Đúng hạn"]),
        ("resolved_overdue", &[RESOLVED, "Quá hạn"]),
        ("pending_total", &[PENDING, "Tổng số"]),
        ("pending_on_time", &[PENDING, "Trong hạn"]),
        ("pending_overdue", &[PENDING, "Quá hạn"]),
    ],
};

const DISTRICT: Form = Form {
    id: "phu-luc-3",
    sheet: "Phụ lục 3",
    title: "KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH TẠI UBND CÁC HUYỆN, THỊ XÃ, THÀNH PHỐ",
    label: "Lĩnh vực giải quyết",
    body: 10,
    counts: &[
        ("received_total", &[RECEIVED, "Tổng số"]),
        ("received_online", &[RECEIVED, "Trong kỳ", "Trực tuyến"]),
        ("received_carried", &[RECEIVED, "Trong kỳ", "Từ kỳ trước"]),
        ("received_direct", &[RECEIVED, "Trong kỳ", "Trực tiếp, dịch vụ bưu chính"]),
        ("resolved_total", &[RESOLVED, "Tổng số"]),
        ("resolved_on_time", &[RESOLVED, "Trước hạn và Đúng hạn"]),
        ("resolved_overdue", &[RESOLVED, "Quá hạn"]),
        ("pending_total", &[PENDING, "Tổng số"]),
        ("pending_on_time", &[PENDING, "Trong hạn"]),
        ("pending_overdue", &[PENDING, "Quá hạn"]),
    ],
};

const SURVEY: Form = Form {
    id: "phu-luc-5",
    sheet: "Phụ lục 5",
    title: "KẾT QUẢ KHẢO SÁT SỰ HÀI LÒNG CỦA NGƯỜI DÂN, TỔ CHỨC CỦA UBND CÁC HUYỆN, THỊ XÃ, THÀNH PHỐ",
    label: "Lĩnh vực",
    body: 9,
    counts: &[
        ("responses_direct", &["Số phiếu khảo sát trực tiếp"]),
        ("responses_online", &["Số phiếu khảo sát trực tuyến"]),
        ("very_satisfied", &[ANSWERS, "Rất hài lòng"]),
        ("satisfied", &[ANSWERS, "Hài lòng"]),
        ("neutral", &[ANSWERS, "Bình thường"]),
        ("dissatisfied", &[ANSWERS, "Không hài lòng"]),
        ("very_dissatisfied", &[ANSWERS, "Rất không hài lòng"]),
    ],
};

/// A count as it is typed and as it is meant.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// Where it stands in the fixture.
    pub(crate) at: CellRef,
    /// What is typed; nothing where the cell is blank.
    pub(crate) typed: Option<Cell>,
    /// What has to be read there; nothing where that is no figure, or a sum.
    pub(crate) meant: Option<i64>,
}

/// A line of a table.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Its label in the fixture.
    pub(crate) at: CellRef,
    pub(crate) ordinal: String,
    pub(crate) label: String,
    pub(crate) entries: Vec<Entry>,
    pub(crate) note: String,
    /// A number typed beside the table.
    pub(crate) beside: Option<f64>,
    /// A wrong rate, where a column of rates is added.
    pub(crate) rate: Option<&'static str>,
    pub(crate) unit: String,
    pub(crate) field: String,
}

/// What stands below one heading line, down to its total.
#[derive(Debug, Clone, Default)]
pub(crate) struct Block {
    /// The line that names a unit or a part; a table of one unit has none.
    pub(crate) head: Option<Line>,
    pub(crate) items: Vec<Line>,
    pub(crate) total: Option<Line>,
}

/// A form filled in.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) form: Form,
    pub(crate) blocks: Vec<Block>,
    /// A count whose column is left out.
    pub(crate) lost: Option<usize>,
    /// A count whose column stands there twice.
    pub(crate) twin: Option<usize>,
}

impl Table {
    /// Its lines, from the top.
    pub(crate) fn lines_mut(&mut self) -> impl Iterator<Item = &mut Line> {
        self.blocks
            .iter_mut()
            .flat_map(|block| block.head.iter_mut().chain(&mut block.items).chain(&mut block.total))
    }
}

/// What is known of the fixtures.
pub(crate) struct Known {
    /// The truth by file, sheet and row.
    rows: BTreeMap<(String, String, u32), Row>,
    /// What stands for a cell that cannot be read, by file, sheet and cell.
    unreadable: BTreeMap<(String, String, CellRef), i64>,
    /// Names of units by their id.
    units: BTreeMap<String, String>,
}

impl Known {
    pub(crate) fn load() -> Self {
        let key = |row: &Row| (row["file"].clone(), row["sheet"].clone());
        let rows = csv("fixtures/truth/binh-phuoc-2023q3.csv").into_iter().map(|row| {
            let (file, sheet) = key(&row);
            ((file, sheet, row["row"].parse::<u32>().unwrap() - 1), row)
        });
        let faults = csv("fixtures/faults/binh-phuoc-2023q3.csv").into_iter();
        let unreadable = faults.filter(|fault| matches!(&*fault["code"], "F130" | "F131"));
        let unreadable = unreadable.map(|fault| {
            let (file, sheet) = key(&fault);
            let cell = CellRef::parse(&fault["cell"]).unwrap();
            ((file, sheet, cell), fault["expected"].parse().unwrap())
        });
        let units = csv("pipelines/units/binh-phuoc-2023.csv").into_iter();
        let units = units.map(|unit| (unit["id"].clone(), unit["name"].clone()));
        Self { rows: rows.collect(), unreadable: unreadable.collect(), units: units.collect() }
    }

    /// The name of the unit that a file of the inbox is called after.
    pub(crate) fn sender(&self, stem: &str) -> &str {
        let district = stem.split_once('-').map_or(stem, |(code, _)| code);
        let department = self.units.get(&format!("70.{stem}"));
        department.or_else(|| self.units.get(district)).unwrap()
    }

    /// The tables of a file of the inbox.
    pub(crate) fn tables(&self, file: &str) -> Vec<Table> {
        let inbox = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/binh-phuoc-2023q3");
        let bytes = std::fs::read(inbox.join(file)).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let sheets = book.worksheets().into_iter();
        sheets.map(|(name, range)| self.table(file, &name, &range)).collect()
    }

    fn table(&self, file: &str, sheet: &str, range: &Range<Data>) -> Table {
        let form = [DEPARTMENT, DISTRICT, SURVEY].into_iter().find(|form| form.sheet == sheet);
        let form = form.unwrap();
        let mut blocks: Vec<Block> = Vec::new();
        let mut end = true;
        for row in form.body..range.height().try_into().unwrap() {
            let ordinal = shown(range.get_value((row, 0)));
            if ordinal.is_empty() {
                break;
            }
            let line = self.line(file, form, range, row, ordinal);
            if std::mem::take(&mut end) || line.entries.is_empty() {
                blocks.push(Block::default());
            }
            let block = blocks.last_mut().unwrap();
            match &*line.ordinal {
                "Tổng" => (block.total, end) = (Some(line), true),
                _ if line.entries.is_empty() => block.head = Some(line),
                _ => block.items.push(line),
            }
        }
        blocks.retain(|block| !block.items.is_empty());
        Table { form, blocks, lost: None, twin: None }
    }

    fn line(&self, file: &str, form: Form, range: &Range<Data>, row: u32, ordinal: String) -> Line {
        let known = self.rows.get(&(file.to_owned(), form.sheet.to_owned(), row));
        let word = |name: &str| known.map(|row| row[name].clone()).unwrap_or_default();
        let entry = |(column, (measure, _)): (u32, &(&str, _))| {
            let at = CellRef::new(row, column);
            let typed = typed(range.get_value((row, column)))?;
            let place = (file.to_owned(), form.sheet.to_owned(), at);
            let meant = known.and_then(|row| row[*measure].parse().ok());
            let meant = meant.or_else(|| self.unreadable.get(&place).copied());
            Some(Entry { at, typed: Some(typed), meant })
        };
        let note = 2 + u32::try_from(form.counts.len()).unwrap();
        Line {
            at: CellRef::new(row, 1),
            label: shown(range.get_value((row, 1))),
            entries: (2..).zip(form.counts).filter_map(entry).collect(),
            note: shown(range.get_value((row, note))),
            beside: None,
            rate: None,
            unit: word("unit_id"),
            field: word("field"),
            ordinal,
        }
    }
}

fn shown(data: Option<&Data>) -> String {
    data.map(ToString::to_string).unwrap_or_default()
}

fn typed(data: Option<&Data>) -> Option<Cell> {
    match data? {
        Data::Empty => None,
        Data::String(text) => Some(Cell::Text(text.clone())),
        Data::Float(number) => Some(Cell::Number(*number)),
        Data::Int(number) => Some(Cell::Number(f64::from(i32::try_from(*number).unwrap()))),
        other => panic!("{other:?} in a fixture"),
    }
}
