//! What a template was made for, weighed against the tables of its file. It is the strongest evidence of all and no more:
//! where a sheet, or what is around it, says another unit, period or form, nothing counts until somebody has looked.

use crate::ingest::findings::sender::template_contradicted::TEMPLATE_CONTRADICTED;
use crate::ingest::period::dated::dated_by_template;
use crate::ingest::sender::unused_forms::Among;
use crate::ingest::sender::weigh::whose_of_template;
use crate::ingest::sender::whose::{TableAddress, TableInFile, TableSender};
use crate::ingest::table_of_file::TableOfFile;
use crate::model::{Finding, UnitIx};

use super::made_for::MadeFor;
use super::templates::Templates;

/// Gives the tables of templates to those whom they were made for, or to nobody.
pub(in crate::ingest) fn settle(
    file: &str,
    found: &mut [TableOfFile],
    templates: &Templates,
    among: Among,
) {
    for made in templates.iter() {
        let is_under = |table: &TableOfFile| {
            templates.of_sheet(&table.sheet.name).is_some_and(|own| std::ptr::eq(own, made))
        };
        let mut tables: Vec<&mut TableOfFile> =
            found.iter_mut().filter(|table| is_under(table)).collect();
        let is_of_form = |table: &TableOfFile| table.located.form.id == made.form.id;
        if !tables.iter().any(|table| is_of_form(table)) {
            for table in &mut tables {
                other_form(file, table, made, among);
            }
            continue;
        }
        tables.retain(|table| is_of_form(table));
        Settling { file, made, among }.settle(&mut tables);
    }
}

/// All tables of a template are of other forms than its own.
fn other_form(file: &str, table: &mut TableOfFile, made: &MadeFor, among: Among) {
    let (form, name) = (table.located.form, &made.form.name);
    let message = format!(
        "tệp làm trên mẫu của {name} nhưng trang tính có {}; không rõ biểu nào đúng nên bảng này không được tính; hãy lấy đúng mẫu rồi gửi lại",
        form.name
    );
    let finding = Finding::new(&TEMPLATE_CONTRADICTED, message).in_file(file);
    let finding = finding.in_sheet(&table.sheet.name).of_form(&form.id);
    let finding = finding.found(&form.name).expected(name).left_out();
    table.whose.is_nobodys(made.unit, finding, &among.pipeline.register);
}

struct Settling<'a> {
    file: &'a str,
    made: &'a MadeFor<'a>,
    among: Among<'a>,
}

impl Settling<'_> {
    fn settle(&self, tables: &mut [&mut TableOfFile]) {
        let weighed = |table: &TableOfFile| self.made.unit.map(|unit| self.weighed(table, unit));
        let weighed: Vec<Option<TableSender>> = tables.iter().map(|table| weighed(table)).collect();
        let agreed = tables
            .iter()
            .zip(&weighed)
            .find_map(|(table, weighed)| weighed.as_ref()?.sender.filter(|_| !table.whose.silent));
        for (table, weighed) in tables.iter_mut().zip(weighed) {
            let named = table.whose.sender.filter(|_| !table.whose.silent);
            if let (Some(agreed), Some(unit)) = (agreed, self.made.unit)
                && named.is_some_and(|named| named != agreed)
            {
                // The sheet that the template had is there and is right: this one was put beside it.
                let at = self.address(table);
                table.whose.stands_beside_template(unit, at, &self.among.pipeline.register);
                continue;
            }
            if let Some(weighed) = weighed {
                table.whose = weighed;
            }
            let (sheet, located) = (table.sheet, &table.located);
            let (run, period) = (self.among.pipeline.period, self.made.period);
            table.dated = dated_by_template(self.file, sheet, located, run, period);
        }
    }

    fn weighed(&self, table: &TableOfFile, unit: UnitIx) -> TableSender {
        let TableOfFile { sheet, located, lines, .. } = table;
        let (file, units) = (self.file, self.among.units);
        whose_of_template(&TableInFile { file, sheet, table: located, lines, units }, unit)
    }

    fn address<'t>(&'t self, table: &TableOfFile<'t>) -> TableAddress<'t> {
        TableAddress { file: self.file, sheet: &table.sheet.name, form: table.located.form }
    }
}
