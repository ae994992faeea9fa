//! Faults planted into the files: where in the fixtures, what is changed there, and which finding has to name it.

use tthc::model::CellRef;

use super::layout::lines::{BESIDE, RATE};
use super::paper::Cell;
use super::source::{Block, Line, Table};

/// What is changed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Change {
    /// Nothing: the fixture has the fault.
    Printed,
    /// So much is added to a count; what is typed counts, and the total of an item sums it.
    Add(i64),
    /// A count is typed so that it cannot be read.
    Text(&'static str),
    Number(f64),
    Date(&'static str),
    Uncalculated,
    Blank,
    /// A line is about something of this name.
    Named(&'static str),
    /// A unit or a field comes again at the end.
    Again,
    /// A group of this name comes at the end.
    Stranger(&'static str),
    /// A number beside the table.
    Beside(f64),
    /// A rate that is not the one of its counts.
    Rate(&'static str),
    /// No reason for what is overdue.
    Unexplained,
    /// The line is not there.
    Gone,
    /// The column of the count is not there, or twice.
    Lost,
    Twin,
}

use Change::{
    Add, Again, Beside, Blank, Date, Gone, Lost, Named, Number, Printed, Rate, Stranger, Text,
    Twin, Uncalculated, Unexplained,
};

/// A fault.
#[derive(Debug, Clone)]
pub(crate) struct Plant {
    /// The file of the fixtures, without folder and ending.
    pub(crate) file: &'static str,
    pub(crate) sheet: &'static str,
    /// Where in the fixtures the change is made.
    pub(crate) at: &'static str,
    pub(crate) change: Change,
    /// The finding that names it.
    pub(crate) code: &'static str,
}

macro_rules! plants {
    ($($file:literal, $sheet:literal, $at:literal, $change:expr => $code:literal;)+) => {
        pub(crate) const PLANTS: &[Plant] =
            &[$(Plant { file: $file, sheet: $sheet, at: $at, change: $change, code: $code },)+];
    };
}

plants! {
    // In the fixtures from the beginning.
    "692-huyen-loc-ninh", "Phụ lục 3", "D48", Printed => "F203";
    "698-huyen-phu-rieng", "Phụ lục 3", "H18", Printed => "F203";
    "so-xay-dung", "Phụ lục 2", "E16", Printed => "F203";
    "695-huyen-dong-phu", "Phụ lục 3", "G98", Printed => "F201";
    "689-thanh-pho-dong-xoai", "Phụ lục 3", "J16", Printed => "F201";
    "so-giao-thong-van-tai", "Phụ lục 2", "C11", Printed => "F202";
    "697-thi-xa-chon-thanh", "Phụ lục 3", "", Printed => "F302";
    "693-huyen-bu-dop", "Phụ lục 5", "F12", Printed => "F204";
    "690-thi-xa-binh-long", "Phụ lục 5", "E27", Printed => "F204";
    "691-huyen-bu-gia-map", "Phụ lục 3", "D29", Printed => "F130";
    "696-huyen-bu-dang", "Phụ lục 3", "F12", Printed => "F131";

    // Sums.
    "bao-hiem-xa-hoi-tinh", "Phụ lục 2", "F16", Add(1) => "F203";
    "so-giao-duc-va-dao-tao", "Phụ lục 2", "F17", Add(-90) => "F203";
    "694-huyen-hon-quan", "Phụ lục 3", "K27", Add(9) => "F203";
    "so-nong-nghiep-va-phat-trien-nong-thon", "Phụ lục 2", "F13", Add(3) => "F201";
    "695-huyen-dong-phu", "Phụ lục 3", "C14", Add(7) => "F201";
    "so-lao-dong-thuong-binh-va-xa-hoi", "Phụ lục 2", "C15", Add(-100) => "F202";

    // Cells that are no count.
    "so-y-te", "Phụ lục 2", "C11", Text("1,234") => "F130";
    "van-phong-ubnd-tinh", "Phụ lục 2", "D12", Text("3O") => "F130";
    "696-huyen-bu-dang", "Phụ lục 5", "C22", Text("2E4") => "F130";
    "697-thi-xa-chon-thanh", "Phụ lục 5", "F25", Text("một trăm mười tám") => "F130";
    "so-tai-nguyen-va-moi-truong", "Phụ lục 2", "C11", Number(4.196) => "F131";
    "so-noi-vu", "Phụ lục 2", "D13", Number(-45.0) => "F131";
    "so-tu-phap", "Phụ lục 2", "E12", Date("2023-09-01") => "F130";
    "so-ke-hoach-va-dau-tu", "Phụ lục 2", "H12", Uncalculated => "F132";
    "698-huyen-phu-rieng", "Phụ lục 3", "G22", Uncalculated => "F132";
    "so-cong-thuong", "Phụ lục 2", "I13", Blank => "F133";
    "691-huyen-bu-gia-map", "Phụ lục 5", "D22", Blank => "F133";

    // Units and fields.
    "692-huyen-loc-ninh", "Phụ lục 5", "B27", Named("UBND xã Lộc Thảnh") => "F120";
    "694-huyen-hon-quan", "Phụ lục 3", "B20", Again => "F140";
    "690-thi-xa-binh-long", "Phụ lục 3", "B59", Stranger("UBND xã Thanh Xuân Hạ") => "F120";
    "so-tai-chinh", "Phụ lục 2", "B12", Again => "F205";
    "689-thanh-pho-dong-xoai", "Phụ lục 5", "B28", Gone => "F302";

    // Columns, and what stands beside them.
    "so-thong-tin-va-truyen-thong", "Phụ lục 2", "D11", Lost => "F110";
    "so-khoa-hoc-va-cong-nghe", "Phụ lục 2", "E11", Twin => "F112";
    "so-van-hoa-the-thao-va-du-lich", "Phụ lục 2", "B13", Beside(77.0) => "F113";
    "so-giao-thong-van-tai", "Phụ lục 2", "G12", Rate("89,6%") => "F204";
    "ban-quan-ly-khu-kinh-te", "Phụ lục 2", "H12", Unexplained => "F206";
    "697-thi-xa-chon-thanh", "Phụ lục 3", "I12", Unexplained => "F206";
}

/// Lines that come again stand so many rows further down in the fixture that there is not.
const AGAIN: u32 = 1_000;

impl Plant {
    fn cell(&self) -> Option<CellRef> {
        CellRef::parse(self.at)
    }

    /// The cell of the fixture that the finding is about; nothing where it is about the sheet.
    pub(crate) fn origin(&self) -> Option<CellRef> {
        let cell = self.cell()?;
        let below = |cell: CellRef| CellRef::new(cell.row + AGAIN, cell.column);
        match self.change {
            Gone | Lost => None,
            // A unit that comes again is told by its name, a field by its first count.
            Again if self.code == "F205" => Some(below(cell.beside(2))),
            Again | Stranger(_) => Some(below(cell)),
            Twin => Some(CellRef::new(9, cell.column)),
            Beside(_) => Some(cell.beside(BESIDE)),
            Rate(_) => Some(cell.beside(RATE)),
            _ => Some(cell),
        }
    }

    /// Makes the change in the tables of its file.
    pub(crate) fn apply(&self, tables: &mut [Table]) {
        let Some(cell) = self.cell().filter(|_| self.change != Printed) else { return };
        let table = tables.iter_mut().find(|table| table.form.sheet == self.sheet).unwrap();
        let index = cell.column.checked_sub(2).map(|index| index as usize);
        match self.change {
            Lost => table.lost = index,
            Twin => table.twin = index,
            Stranger(name) => {
                let mut block = copied(block_of(table, cell));
                name.clone_into(&mut block.head.as_mut().unwrap().label);
                table.blocks.push(block);
            }
            Again if self.code == "F205" => field_again(block_of(table, cell), cell),
            Again => {
                let block = copied(block_of(table, cell));
                table.blocks.push(block);
            }
            Gone => {
                let block = block_of(table, cell);
                block.items.retain(|line| line.at.row != cell.row);
            }
            Add(more) => add(block_of(table, cell), cell, more),
            _ => self.change_line(line_of(table, cell), index),
        }
    }

    fn change_line(&self, line: &mut Line, index: Option<usize>) {
        let typed = match self.change {
            Text(text) => Some(Cell::Text(text.to_owned())),
            Number(number) => Some(Cell::Number(number)),
            Date(day) => Some(Cell::Date(day)),
            Uncalculated => Some(Cell::Formula("SUM(A1:A2)*0+1".to_owned(), None)),
            Blank => None,
            Named(name) => return name.clone_into(&mut line.label),
            Beside(number) => return line.beside = Some(number),
            Rate(rate) => return line.rate = Some(rate),
            Unexplained => return line.note.clear(),
            _ => unreachable!("{self:?} changes more than a line"),
        };
        let entry = &mut line.entries[index.unwrap()];
        entry.typed = typed;
    }
}

fn block_of(table: &mut Table, cell: CellRef) -> &mut Block {
    let holds = |block: &Block| {
        let lines = block.head.iter().chain(&block.items).chain(&block.total);
        lines.into_iter().any(|line| line.at.row == cell.row)
    };
    table.blocks.iter_mut().find(|block| holds(block)).unwrap()
}

fn line_of(table: &mut Table, cell: CellRef) -> &mut Line {
    table.lines_mut().find(|line| line.at.row == cell.row).unwrap()
}

/// The same group again, of which nothing counts.
fn copied(block: &Block) -> Block {
    let mut block = block.clone();
    let lines = block.head.iter_mut().chain(&mut block.items).chain(&mut block.total);
    for line in lines {
        move_down(line);
        line.entries.iter_mut().for_each(|entry| entry.meant = None);
    }
    block
}

fn move_down(line: &mut Line) {
    line.at.row += AGAIN;
    line.entries.iter_mut().for_each(|entry| entry.at.row += AGAIN);
}

/// A field again; both lines count, and the total sums both.
fn field_again(block: &mut Block, cell: CellRef) {
    let mut line = block.items.iter().find(|line| line.at.row == cell.row).unwrap().clone();
    for (index, entry) in line.entries.iter().enumerate() {
        let total = block.total.as_mut().unwrap();
        typed_more(&mut total.entries[index].typed, entry.meant.unwrap());
    }
    move_down(&mut line);
    line.ordinal = (block.items.len() + 1).to_string();
    block.items.push(line);
}

fn add(block: &mut Block, cell: CellRef, more: i64) {
    let index = cell.column as usize - 2;
    if let Some(line) = block.items.iter_mut().find(|line| line.at.row == cell.row) {
        let entry = &mut line.entries[index];
        typed_more(&mut entry.typed, more);
        *entry.meant.as_mut().unwrap() += more;
    }
    let total = block.total.as_mut().unwrap();
    typed_more(&mut total.entries[index].typed, more);
}

fn typed_more(typed: &mut Option<Cell>, more: i64) {
    let Some(Cell::Number(number)) = typed else { panic!("{typed:?} is no number") };
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    let more = more as f64;
    *number += more;
}
