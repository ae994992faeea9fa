//! What stands around a table: letterhead, title, notes, signatures, and sheets of something else.

use super::{Layout, lay_out};
use crate::province::mess::{Mess, Messes};
use crate::province::paper::{Cell, Page};
use crate::province::source::Table;

impl Layout {
    /// Letterhead and title.
    pub(super) fn title(&mut self, table: &Table) {
        let messes = self.messes;
        let right = u32::try_from(self.columns.len()).unwrap() / 2;
        self.text(0, "ỦY BAN NHÂN DÂN");
        self.text(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        self.row += 1;
        let plain = !messes.has(Mess::NoLetterhead) && !messes.has(Mess::SenderBehindColon);
        if plain {
            let name = self.sender.to_uppercase();
            self.text(0, &name);
        }
        self.text(right, "Độc lập - Tự do - Hạnh phúc");
        self.row += 2;
        if !messes.has(Mess::Untitled) {
            self.text(0, table.form.sheet);
            self.row += 1;
            self.text(0, table.form.title);
            self.row += 1;
        }
        if messes.has(Mess::SenderBehindColon) {
            let name = format!("Đơn vị báo cáo: {}", self.sender);
            self.text(0, &name);
            self.row += 1;
        }
        self.text(0, "Kỳ báo cáo: Quý III năm 2023");
        self.row += 2;
    }

    /// Notes and signatures.
    pub(super) fn footer(&mut self, table: &Table) {
        let right = u32::try_from(self.columns.len()).unwrap() / 2;
        self.row += 1;
        let note = match table.form.id {
            "phu-luc-5" => "Ghi chú: - Kinh phí thực hiện khảo sát (nếu có): 12.000.000 đồng.",
            _ => "Lưu ý: Đối với các hồ sơ quá hạn đề nghị giải trình cụ thể lý do",
        };
        self.text(0, note);
        self.row += 2;
        self.text(right, "Ngày 05 tháng 10 năm 2023");
        self.row += 1;
        self.text(0, "NGƯỜI LẬP BIỂU");
        self.text(right, "TM. ỦY BAN NHÂN DÂN");
        self.row += 1;
        self.text(right, "CHỦ TỊCH");
        self.row += 1;
    }

    /// A sheet of something else in front.
    pub(super) fn jottings(&mut self) {
        if self.messes.has(Mess::Jottings) {
            let mut page = Page::new("Ghi chép");
            page.text(
                0,
                0,
                &crate::province::script::written("Việc cần làm trong tuần", self.messes),
            );
            page.put(1, 1, Cell::Number(2023.0));
            self.laid.pages.push(page);
        }
    }

    /// A hidden sheet with an earlier draft of the first table, every count one higher.
    pub(super) fn draft(&mut self, tables: &[Table]) {
        if !self.messes.has(Mess::HiddenDraft) {
            return;
        }
        let mut page = lay_out(&tables[..1], &self.sender, Messes(&[])).pages.remove(0);
        "Nháp".clone_into(&mut page.name);
        page.hidden = true;
        for cell in page.cells.values_mut() {
            if let Cell::Number(number) = cell {
                *number += 1.0;
            }
        }
        self.laid.pages.push(page);
    }
}
