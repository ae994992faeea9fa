//! Who sends the form of an example, and whose units appear in it.

use std::collections::BTreeSet;

use crate::ingest::lookups::Lookups;
use crate::ingest::sender::heading::pieces;
use crate::ingest::sender::weigh::whose;
use crate::ingest::sender::whose::TableInFile;
use crate::ingest::table::bound_table::BoundTable;
use crate::model::{Level, Sheet, UnitIx};
use crate::pipeline::{Form, Noted, Pipeline};

use super::names::UnitNames;

/// What tells who sends an example.
pub(super) struct SenderOfExample<'a> {
    /// The file as it was named; only looked at.
    pub(super) file: &'a str,
    pub(super) sheet: &'a Sheet,
    pub(super) table: &'a BoundTable<'a>,
    /// Labels of lines that name units.
    pub(super) listed: &'a [&'a str],
    pub(super) pipeline: Option<&'a Pipeline>,
}

/// The tier that sends the form.
pub(super) fn sent_by(sent: &SenderOfExample, names: UnitNames) -> Noted<Vec<Level>> {
    let heading = pieces(sent.sheet, &sent.table.heading);
    let heading: Vec<&str> = heading.iter().map(|piece| piece.text).collect();
    if let Some(pipeline) = sent.pipeline {
        let register = &pipeline.register;
        if let Some(unit) = sender_of(sent, &heading, names, pipeline) {
            let unit = register.get(unit);
            let seen = format!("Ví dụ do {} gửi, theo danh mục của pipeline.", unit.name);
            return Noted::plain(vec![unit.level]).seen(seen);
        }
    }
    let listed: Vec<Level> = sent.listed.iter().filter_map(|label| names.level(label)).collect();
    let several = |level: &Level| listed.iter().filter(|listed| *listed == level).count() > 1;
    if listed.iter().any(|level| level.is_next_below_whole() && several(level)) {
        return Noted::plain(vec![Level::Province]).assumed(
            "bên gửi là cấp tỉnh vì bảng nêu nhiều sở, ngành hoặc nhiều huyện",
            "sent by the province, for the table names several departments or districts",
        );
    }
    let titles = heading.iter().filter_map(|text| names.level(text));
    match titles.max() {
        Some(level) => Noted::plain(vec![level]).assumed(
            format!("bên gửi là {} vì phía trên bảng có tên một đơn vị cấp đó", level.title()),
            format!("sent by a {}, for one is named above the table", level.word()),
        ),
        None => Noted::plain(vec![Level::Department]).assumed(
            "không rõ ai gửi biểu này; tạm ghi sở, ban, ngành",
            "nothing tells who sends it; departments are taken",
        ),
    }
}

/// The unit nearest to the ground, of those named in heading, sheet or file, that is above nearly all units listed.
fn sender_of(
    sent: &SenderOfExample,
    heading: &[&str],
    names: UnitNames,
    pipeline: &Pipeline,
) -> Option<UnitIx> {
    let register = &pipeline.register;
    let listed: Vec<UnitIx> = sent.listed.iter().filter_map(|label| names.unit(label)).collect();
    let above_nearly_all = |unit: UnitIx| {
        let below = listed.iter().filter(|ix| register.line_up(**ix).any(|above| above == unit));
        below.count() * 10 >= listed.len() * 9
    };
    let mut named: Vec<UnitIx> = heading.iter().filter_map(|text| names.unit(text)).collect();
    named.extend(names.unit(&sent.sheet.name));
    named.extend(by_file(sent, pipeline));
    named.extend(&listed);
    let lowest = named.into_iter().filter(|unit| above_nearly_all(*unit));
    // Of equals the one named first.
    lowest.min_by_key(|unit| std::cmp::Reverse(register.line_up(*unit).count()))
}

/// What reading would tell from the names of sheet and file.
fn by_file(sent: &SenderOfExample, pipeline: &Pipeline) -> Option<UnitIx> {
    let levels = Level::ALL.into_iter().filter(|level| !level.is_whole()).collect();
    let form = Form { sent_by: levels, ..sent.table.form.clone() };
    let table = BoundTable {
        form: &form,
        header: sent.table.header.clone(),
        // No heading: it was looked at already.
        heading: u32::MAX..u32::MAX,
        repeats: Vec::new(),
        end: sent.table.end,
        title: None,
        is_template: false,
        is_calculated: false,
    };
    let units = Lookups::new(&pipeline.register);
    let (file, sheet) = (sent.file, sent.sheet);
    whose(&TableInFile { file, sheet, table: &table, lines: &[], units: &units }).sender
}

/// The tiers that appear in the form: those of the units listed, and the sender's own where it has lines of fields.
pub(super) fn covers(
    listed: &[&str],
    own_fields: bool,
    sent_by: &Noted<Vec<Level>>,
    names: UnitNames,
) -> Noted<Vec<Level>> {
    let mut levels: BTreeSet<Level> =
        listed.iter().filter_map(|label| names.level(label)).collect();
    if own_fields || levels.is_empty() {
        levels.extend(&sent_by.value);
    }
    let covers = Noted::plain(levels.into_iter().collect());
    if !listed.is_empty() {
        let unknown = listed.iter().filter(|label| !names.knows(label)).count();
        let seen = format!("Ví dụ nêu tên {} đơn vị.", listed.len());
        return if names.register.is_empty() {
            covers.seen(seen).assumed(
                "cấp của các đơn vị được đoán từ chữ đầu của tên",
                "the levels of the units are guessed from the first words of their names",
            )
        } else if unknown > 0 {
            covers.seen(seen).assumed(
                format!("{unknown} tên chưa có trong danh mục đơn vị"),
                format!("{unknown} names are not in the register of units"),
            )
        } else {
            covers.seen(seen)
        };
    }
    covers.assumed(
        "mỗi đơn vị gửi chỉ báo cáo cho chính mình",
        "each unit that sends it reports on itself alone",
    )
}
