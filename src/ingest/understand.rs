//! The sheets of one file → its reading: tables, lines, numbers and findings.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::ingest::findings::column::ambiguous_column::AMBIGUOUS_COLUMN;
use crate::ingest::findings::column::missing_column::MISSING_COLUMN;
use crate::ingest::findings::column::unknown_column::UNKNOWN_COLUMN;
use crate::ingest::findings::file::ambiguous_form::AMBIGUOUS_FORM;
use crate::ingest::findings::file::hidden_sheet::HIDDEN_SHEET;
use crate::ingest::findings::file::template_empty::TEMPLATE_EMPTY;
use crate::ingest::findings::file::unknown_form::UNKNOWN_FORM;
use crate::ingest::findings::file::unreadable_file::UNREADABLE_FILE;
use crate::ingest::findings::sender::unknown_sender::UNKNOWN_SENDER;
use crate::model::{Action, CellRef, Finding, Reading, Severity, Sheet, Status, UnitIx, Unused};
use crate::pipeline::{Binding, Form, Pipeline};
use crate::read::Book;
use crate::read::findings::sheet_without_form::SHEET_WITHOUT_FORM;
use crate::read::findings::unreadable_cell::UNREADABLE_CELL;

use super::context::TableContext;
use super::dossiers::ListHeader;
use super::figures::assemble::assemble;
use super::figures::earlier::EarlierTables;
use super::figures::file_words::FileWords;
use super::file_findings::FileFindings;
use super::lookups::Lookups;
use super::period::dated::dated;
use super::period::other_periods::{self, DatedTable};
use super::remarks;
use super::sender::foreign;
use super::sender::unused_forms::{Among, form_ix, hidden, unused};
use super::sender::weigh::{is_named, named_by_file, whose};
use super::sender::whose::{TableInFile, TableSender};
use super::table::bound_table::BoundTable;
use super::table::goes_on::goes_on;
use super::table::lines::roles::lines;
use super::table::locate::{Search, locate};
use super::table::lone_part::bind_lone_parts;
use super::table::nearest::{NearForm, alike, listed};
use super::table_of_file::{TableOfFile, only_sender, share_sender};
use super::template::settle::settle;
use super::template::templates::Templates;

/// What is known of a file while it is read.
#[derive(Debug, Default)]
struct Understanding {
    reading: Reading,
    findings: FileFindings,
}

/// Understands one file. A defect of the program that a file brings to light costs that file and no other.
/// What the file asked of the register comes with it.
#[must_use]
pub fn understand(
    file: &str,
    blake3: Option<&str>,
    book: Result<Book, String>,
    pipeline: &Pipeline,
) -> Reading {
    let units = Lookups::new(&pipeline.register);
    let start = || {
        let blake3 = blake3.map(str::to_owned);
        let reading = Reading { file: file.to_owned(), blake3, ..Reading::default() };
        Understanding { reading, findings: FileFindings::default() }
    };
    let understood = catch_unwind(AssertUnwindSafe(|| {
        let mut understanding = start();
        match book {
            Ok(book) => understanding.book(book, pipeline, &units),
            Err(reason) => understanding.refuse(reason),
        }
        understanding
    }));
    let Understanding { mut reading, findings } = understood.unwrap_or_else(|_| {
        let mut lost = start();
        lost.refuse("chương trình gặp lỗi khi đọc hiểu tệp này (lỗi của chương trình, không phải của tệp); hãy báo người quản trị".to_owned());
        lost
    });
    reading.findings = findings.into_findings(file);
    if reading.refused.is_some() {
        // Nothing in it could be used; who sent it did send all the same.
        let of_template = reading.templates.iter().find_map(|one| one.unit.as_ref());
        let of_template = of_template.and_then(|(id, _)| pipeline.register.find_id(id));
        let named = named_by_file(file, pipeline, &units).or(of_template);
        let unit = named.map(|unit| pipeline.register.get(unit).id.clone());
        for finding in reading.findings.iter_mut().filter(|finding| finding.unit_id.is_none()) {
            finding.unit_id.clone_from(&unit);
        }
        if let Some(unit) = named.filter(|_| reading.unused.is_empty()) {
            reading.unused.push(Unused { form: None, unit, doubtful: false });
        }
    }
    reading.asked = units.into_asked();
    reading
}

impl Understanding {
    fn refuse(&mut self, reason: String) {
        self.reading.refused = Some(Status::Unreadable);
        let finding = Finding::new(&UNREADABLE_FILE, reason).in_file(&self.reading.file);
        self.findings.push(finding.left_out());
    }

    fn book(&mut self, book: Book, pipeline: &Pipeline, units: &Lookups) {
        self.findings.extend(remarks::misnamed(&self.reading.file, book.format));
        let named = book.findings.into_iter().map(|finding| finding.in_file(&self.reading.file));
        self.findings.extend(named);
        let (templates, said) = Templates::of(&book.stamps, Among { pipeline, units });
        let file = &self.reading.file;
        self.findings.extend(said.into_iter().map(|finding| finding.in_file(file)));
        self.reading.templates = templates.known(&pipeline.register);
        self.sheets(&book.sheets, &templates, pipeline, units);
    }

    fn sheets(
        &mut self,
        read: &[Sheet],
        templates: &Templates,
        pipeline: &Pipeline,
        units: &Lookups,
    ) {
        let mut found: Vec<TableOfFile> = Vec::new();
        let mut unread: Vec<Unread> = Vec::new();
        // Sheets without a header that go on from a table, by their places and its place.
        let mut lost: Vec<(usize, CellRef, usize)> = Vec::new();
        // Tables that are none, or none that is read.
        let mut unused: Vec<(&Form, TableSender)> = Vec::new();
        for sheet in read.iter().filter(|sheet| !sheet.is_returned_list()) {
            if let Some(header) = ListHeader::of_sheet(sheet, pipeline) {
                self.list(sheet, &header, pipeline);
                continue;
            }
            let forms = pipeline.forms.iter().filter(|form| form.dossiers.is_none());
            let forms: Vec<&Form> =
                forms.filter(|form| !sheet.hidden || form.hidden_sheets).collect();
            if forms.is_empty() {
                let message = format!(
                    "trang tính \"{}\" bị ẩn nên không được đọc; nếu là số liệu, hãy bỏ ẩn",
                    sheet.name
                );
                let finding = Finding::new(&HIDDEN_SHEET, message).in_file(&self.reading.file);
                self.findings.push(finding.in_sheet(&sheet.name).left_out());
                unused.extend(hidden(&self.reading.file, sheet, Among { pipeline, units }));
                continue;
            }
            let sent = |table: &BoundTable| is_named(&self.reading.file, sheet, table, units);
            let mut search = locate(sheet, &forms, templates.of_sheet(&sheet.name), &sent);
            self.search_findings(sheet, &search);
            let nothing = search.tables.is_empty() && search.doubtful.is_empty();
            let nearest = search.nearest.take();
            let file = &self.reading.file;
            let near = nearest.iter().map(|near| &near.table);
            for table in near.chain(search.doubtful.iter().flat_map(|(_, tables)| tables)) {
                let asked = TableInFile { file, sheet, table, lines: &[], units };
                unused.push((table.form, whose(&asked)));
            }
            if nearest.is_some() || (nothing && !sheet.is_empty()) {
                let above = found.last().filter(|_| nothing && nearest.is_none());
                let at = above.and_then(|table| goes_on(sheet, &table.located));
                lost.extend(at.map(|at| (unread.len(), at, found.len() - 1)));
                unread.push(Unread { sheet: sheet.name.clone(), nearest, goes_on: None });
            }
            for table in std::mem::take(&mut search.tables) {
                let lines = lines(sheet, &table, units);
                let asked = TableInFile { file, sheet, table: &table, lines: &lines, units };
                let whose = whose(&asked);
                let above = found.last().filter(|above| above.goes_on_in(sheet, &table));
                let above = above.map(|above| &above.dated);
                let dated = dated(file, sheet, &table, pipeline.period, above);
                found.push(TableOfFile { sheet, located: table, lines, whose, dated });
            }
        }
        settle(&self.reading.file, &mut found, templates, Among { pipeline, units });
        share_sender(&self.reading.file, &mut found, pipeline);
        for (sheet, at, table) in lost {
            let TableOfFile { located, whose, .. } = &found[table];
            let (form, sender) = (located.form, whose.sender);
            unread[sheet].goes_on = Some(GoesOn { at, form, sender });
        }
        let beside = only_sender(&found, |_| true);
        for (form, whose) in &unused {
            self.unused(form, whose, beside, Among { pipeline, units });
        }
        self.leave_out_other_periods(&mut found, pipeline, units);
        let mut words = FileWords::default();
        let mut tables = EarlierTables::default();
        // Blocks differ in the whole file: a group may go on in the next sheet.
        let mut block = 0;
        for table in &mut found {
            let at = TableStart { units, block };
            block = self.table(pipeline, table, at, &mut words, &mut tables);
        }
        self.reading.fields = words.fields.into_words();
        self.unread_sheets(unread, pipeline);
    }

    /// A list of dossiers is counted by a query, which is not done here.
    fn list(&mut self, sheet: &Sheet, header: &ListHeader<'_>, pipeline: &Pipeline) {
        let form = &pipeline.forms[header.form.index()];
        let message = format!(
            "trang tính \"{}\" là danh sách hồ sơ của {}: ở đây không đếm được; hãy kiểm tra bằng lệnh tthc check, hoặc gửi lên để chương trình đếm",
            sheet.name, form.name
        );
        let finding = Finding::new(&UNKNOWN_FORM, message).in_file(&self.reading.file);
        self.findings.push(finding.in_sheet(&sheet.name).of_form(&form.id).left_out());
    }

    fn table(
        &mut self,
        pipeline: &Pipeline,
        table: &mut TableOfFile,
        at: TableStart<'_>,
        words: &mut FileWords,
        tables: &mut EarlierTables,
    ) -> u32 {
        let TableStart { block: first_block, units } = at;
        let TableOfFile { sheet, located, lines, whose, .. } = table;
        let unit = whose.sender.map(|sender| pipeline.register.get(sender).id.as_str());
        for alone in bind_lone_parts(sheet, located, lines) {
            let finding = alone.finding().in_file(&self.reading.file).in_sheet(&sheet.name);
            let finding = finding.of_form(&located.form.id);
            self.findings.push(match unit {
                Some(unit) => finding.about(unit),
                None => finding,
            });
        }
        self.header_findings(sheet, located, unit, pipeline);
        let doubted = whose.finding.is_some();
        self.findings.extend(whose.finding.take());
        let Some(sender) = whose.sender else {
            if !doubted {
                self.unknown_sender(sheet, located.form);
            }
            self.unused(located.form, whose, None, Among { pipeline, units });
            return first_block;
        };
        let form = form_ix(located.form, pipeline);
        let file = self.reading.file.clone();
        let context = TableContext { pipeline, units, file: &file, sheet, form, sender, whose };
        if let Some(finding) = foreign::lines_of_others(&context, located, lines) {
            self.findings.push(finding);
            self.unused(located.form, whose, None, Among { pipeline, units });
            return first_block;
        }
        self.findings.extend(remarks::hidden_lines(&context, located, lines));
        self.findings.extend(remarks::struck_labels(&context, located, lines));
        let (assembled, next) = assemble(&context, located, lines, words, tables, first_block);
        if located.is_template && assembled.holds_nothing() {
            self.empty_template(&context);
            self.unused(located.form, whose, None, Among { pipeline, units });
            return first_block;
        }
        self.findings.append(assembled.findings);
        self.reading.tables.push(assembled.table);
        next
    }

    /// Nobody filled the template in: that is said once, and of no line of it.
    fn empty_template(&mut self, context: &TableContext<'_>) {
        let TableContext { pipeline, form, sender, sheet, .. } = context;
        let (form, unit) = (&pipeline.forms[form.index()], pipeline.register.get(*sender));
        let message = format!(
            "mẫu {} của {} chưa được điền: không có số liệu nào; không có hồ sơ thì ghi 0",
            form.name, unit.name
        );
        let finding = Finding::new(&TEMPLATE_EMPTY, message).in_file(&self.reading.file);
        let finding = finding.in_sheet(&sheet.name).of_form(&form.id).about(&unit.id);
        self.findings.push(finding.left_out());
    }

    /// Tells which tables are of another period, and lets go of those that do not count for it.
    fn leave_out_other_periods(
        &mut self,
        found: &mut Vec<TableOfFile>,
        pipeline: &Pipeline,
        units: &Lookups,
    ) {
        let told = found.iter().map(|table| DatedTable {
            sheet: &table.sheet.name,
            form: table.located.form,
            sender: table.whose.sender,
            dated: &table.dated,
        });
        let settled =
            other_periods::settle(&self.reading.file, &told.collect::<Vec<_>>(), pipeline);
        let mut counts = settled.iter().map(|(counts, _)| *counts);
        found.retain(|table| {
            let counts = counts.next().unwrap_or(true);
            if !counts {
                self.unused(table.located.form, &table.whose, None, Among { pipeline, units });
            }
            counts
        });
        self.findings.extend(settled.into_iter().filter_map(|(_, finding)| finding));
    }

    /// Remembers who sent a form that does not count, or may have.
    fn unused(&mut self, form: &Form, whose: &TableSender, beside: Option<UnitIx>, among: Among) {
        for one in unused(&self.reading.file, form, whose, beside, among) {
            let known = |known: &Unused| (known.form, known.unit) == (one.form, one.unit);
            if !self.reading.unused.iter().any(known) {
                self.reading.unused.push(one);
            }
        }
    }

    fn unknown_sender(&mut self, sheet: &Sheet, form: &Form) {
        let levels: Vec<&str> = form.sent_by.iter().map(|level| level.title()).collect();
        let message = format!(
            "có {} nhưng không rõ của đơn vị nào: tiêu đề, tên nhóm, tên trang tính và tên tệp đều không nêu tên một đơn vị {} trong danh mục; hãy ghi tên đơn vị ở đầu biểu",
            form.name,
            levels.join(" hoặc ")
        );
        let finding = Finding::new(&UNKNOWN_SENDER, message).in_file(&self.reading.file);
        self.findings.push(finding.in_sheet(&sheet.name).left_out());
    }

    fn search_findings(&mut self, sheet: &Sheet, search: &Search) {
        if let Some(at) = search.given_up {
            let message = "trang tính có quá nhiều dòng giống dòng đầu biểu; từ ô này trở xuống không được đọc; hãy tách thành nhiều trang";
            let finding = Finding::new(&UNREADABLE_CELL, message).in_file(&self.reading.file);
            self.findings.push(finding.in_sheet(&sheet.name).at(at).left_out());
        }
        for (at, tables) in &search.doubtful {
            let names: Vec<&str> = tables.iter().map(|table| table.form.name.as_str()).collect();
            let message = format!(
                "bảng giống nhau giữa {}; hãy ghi tên phụ lục phía trên bảng; bảng này không được tính",
                names.join(" và ")
            );
            let finding = Finding::new(&AMBIGUOUS_FORM, message).in_file(&self.reading.file);
            self.findings.push(finding.in_sheet(&sheet.name).at(*at).left_out());
        }
    }

    fn header_findings(
        &mut self,
        sheet: &Sheet,
        table: &BoundTable,
        unit: Option<&str>,
        pipeline: &Pipeline,
    ) {
        let (form, header) = (table.form, &table.header);
        let here = |check, message| {
            let finding =
                Finding::new(check, message).in_file(&self.reading.file).in_sheet(&sheet.name);
            let finding = finding.of_form(&form.id);
            match unit {
                Some(unit) => finding.about(unit),
                None => finding,
            }
        };
        let measure_of = |column: usize| match form.columns[column].binding {
            Binding::Count(measure) => Some(pipeline.measure(measure).id.clone()),
            _ => None,
        };
        let mut findings = Vec::new();
        for index in header.missing(form) {
            let label = form.columns[index].label();
            let like = alike(&form.columns[index], header);
            let nearest = match like.first() {
                Some(_) => format!("; gần nhất là {}", listed(&like)),
                None => String::new(),
            };
            let message = format!("{} thiếu cột \"{label}\"{nearest}", form.name);
            let finding = here(&MISSING_COLUMN, message).expected(label).left_out();
            let finding = finding.of_measures(measure_of(index));
            // The cell is named in the message alone: it is the column that is missing, in every line.
            findings.push(match like.first() {
                Some((_, text)) => finding.found(text),
                None => finding,
            });
        }
        for (index, cells) in &header.ambiguous {
            let label = form.columns[*index].label();
            let places: Vec<String> = cells.iter().map(ToString::to_string).collect();
            let message = format!(
                "hai cột cùng có thể là \"{label}\" ({}); không cột nào được tính",
                places.join(", ")
            );
            let finding = here(&AMBIGUOUS_COLUMN, message).expected(label).left_out();
            let finding = finding.of_measures(measure_of(*index));
            findings.push(match cells.first() {
                Some(cell) => finding.at(*cell),
                None => finding,
            });
        }
        for (at, text) in &header.unknown {
            let message =
                format!("cột \"{text}\" không có trong {}; cột này không được tính", form.name);
            findings.push(here(&UNKNOWN_COLUMN, message).at(*at).found(text).left_out());
        }
        self.findings.extend(findings);
    }

    /// Says why sheets were not read; a file of nothing else is not used at all.
    fn unread_sheets(&mut self, unread: Vec<Unread>, pipeline: &Pipeline) {
        if self.reading.tables.is_empty() {
            return self.no_table(unread, pipeline);
        }
        for Unread { sheet, nearest, goes_on } in unread {
            let finding = match (goes_on, nearest) {
                (Some(lines), _) => lines.finding(&sheet, pipeline),
                (None, Some(near)) => {
                    let mut finding = near.finding();
                    finding.severity = Severity::Error;
                    finding
                }
                (None, None) => Finding::new(
                    &SHEET_WITHOUT_FORM,
                    format!(
                        "trang tính \"{sheet}\" không có biểu nào đã khai báo nên không được đọc"
                    ),
                ),
            };
            self.findings.push(finding.in_file(&self.reading.file).in_sheet(&sheet).left_out());
        }
    }

    fn no_table(&mut self, unread: Vec<Unread>, pipeline: &Pipeline) {
        self.reading.refused = Some(Status::Unrecognised);
        let says_why = |finding: &Finding| {
            finding.action == Action::LeftOut && finding.severity >= Severity::Error
        };
        if self.findings.iter().any(says_why) {
            return;
        }
        let nearest = unread.into_iter().find_map(|u| Some((u.sheet, u.nearest?)));
        let finding = nearest.map_or_else(
            || unknown_form(pipeline),
            |(sheet, near)| near.finding().in_sheet(&sheet),
        );
        self.findings.push(finding.in_file(&self.reading.file).left_out());
    }
}

/// Where a table stands among those of its file.
#[derive(Clone, Copy)]
struct TableStart<'u> {
    units: &'u Lookups<'u>,
    /// Its first block.
    block: u32,
}

/// A sheet in which no form was found, and the form it came nearest to.
struct Unread<'p> {
    sheet: String,
    nearest: Option<NearForm<'p>>,
    /// Where it goes on from a table above, without a header of its own.
    goes_on: Option<GoesOn<'p>>,
}

/// Lines without a header that belong to a table above.
struct GoesOn<'p> {
    at: CellRef,
    form: &'p Form,
    sender: Option<UnitIx>,
}

impl GoesOn<'_> {
    /// The figures are lost, not only a sheet that nobody declared.
    fn finding(&self, sheet: &str, pipeline: &Pipeline) -> Finding {
        let message = format!(
            "\"{sheet}\" không có đầu cột nhưng từ {} có số liệu đi tiếp {} ở trên; các dòng này không được tính; hãy nối lại thành một bảng, hoặc lặp lại đầu cột",
            self.at, self.form.name
        );
        let mut finding = Finding::new(&SHEET_WITHOUT_FORM, message).of_form(&self.form.id);
        finding.severity = Severity::Error;
        match self.sender {
            Some(sender) => finding.about(&pipeline.register.get(sender).id),
            None => finding,
        }
    }
}

fn unknown_form(pipeline: &Pipeline) -> Finding {
    let names: Vec<&str> = pipeline.forms.iter().map(|form| form.name.as_str()).collect();
    let message = format!(
        "không nhận ra biểu mẫu: không trang tính nào có bảng theo {}; hãy gửi đúng biểu",
        names.join(", ")
    );
    Finding::new(&UNKNOWN_FORM, message)
}
