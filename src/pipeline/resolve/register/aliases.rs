//! The table of aliases: other names of units, one a line, as a finding about an unknown name hands them over.

use std::collections::BTreeMap;
use std::path::Path;

use csv::{ReaderBuilder, Trim};

use crate::model::Sentence;
use crate::pipeline::fault::hint::nearest;
use crate::pipeline::fault::said::{InBoth, as_written};
use crate::pipeline::fault::{Fault, Faults};
use crate::pipeline::resolve::reach::A_UNIT_ID;
use crate::pipeline::written::columns::ALIASES;
use crate::pipeline::written::value::NOTHING;
use crate::text;

const COLUMNS: InBoth = ("`alias,unit_id`", "`alias,unit_id`");

/// Other names by the id of their unit.
pub(super) type Aliases = BTreeMap<String, Vec<String>>;

/// Reads the table; `ids` are those of the register.
pub(in crate::pipeline) fn aliases(
    source: &str,
    path: &Path,
    ids: &[&str],
    faults: &Faults,
) -> Aliases {
    let wrong = |line: usize, column: &str, found: Sentence, expected: InBoth, hint| {
        faults.push(Fault {
            file: path.display().to_string(),
            line: Some(line),
            path: column.to_owned(),
            found,
            expected: expected.into(),
            hint,
        });
    };
    let mut aliases = Aliases::new();
    let mut reader =
        ReaderBuilder::new().flexible(true).trim(Trim::All).from_reader(source.as_bytes());
    if reader.headers().is_ok_and(|header| header.iter().ne(ALIASES.map(|column| column.name))) {
        wrong(1, "", Sentence::new("dòng đầu khác", "another header"), COLUMNS, None);
        return aliases;
    }
    for (index, record) in reader.records().enumerate() {
        let line = index + 2;
        let fields = record.ok().filter(|record| record.len() == ALIASES.len());
        let Some(fields) = fields else {
            let found = Sentence::new("dòng không phải một cặp", "a line that is no pair");
            wrong(line, "", found, COLUMNS, None);
            continue;
        };
        let (alias, id) = (text::normal(&fields[0]), text::normal(&fields[1]));
        if alias.is_empty() {
            let expected = ("tên gọi khác của đơn vị", "another name of the unit");
            wrong(line, "alias", NOTHING.into(), expected, None);
        } else if ids.contains(&id.as_str()) {
            aliases.entry(id).or_default().push(alias);
        } else {
            let hint = nearest(&id, ids.iter().copied());
            wrong(line, "unit_id", as_written(id), A_UNIT_ID, hint);
        }
    }
    aliases
}
