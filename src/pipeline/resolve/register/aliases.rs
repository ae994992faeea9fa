//! The table of aliases: other names of units, one a line, as a finding about an unknown name hands them over.

use std::collections::BTreeMap;
use std::path::Path;

use csv::{ReaderBuilder, Trim};

use crate::pipeline::fault::hint::nearest;
use crate::pipeline::fault::{Fault, Faults};
use crate::text;

const HEADER: [&str; 2] = ["alias", "unit_id"];

/// Other names by the id of their unit.
pub(super) type Aliases = BTreeMap<String, Vec<String>>;

/// Reads the table; `ids` are those of the register.
pub(in crate::pipeline) fn aliases(
    source: &str,
    path: &Path,
    ids: &[&str],
    faults: &Faults,
) -> Aliases {
    let wrong = |line: usize, column: &str, found: String, expected: &str, hint| {
        faults.push(Fault {
            file: path.display().to_string(),
            line: Some(line),
            path: column.to_owned(),
            found,
            expected: expected.to_owned(),
            hint,
        });
    };
    let mut aliases = Aliases::new();
    let mut reader =
        ReaderBuilder::new().flexible(true).trim(Trim::All).from_reader(source.as_bytes());
    if reader.headers().is_ok_and(|header| header.iter().ne(HEADER)) {
        wrong(1, "", "another header".to_owned(), "`alias,unit_id`", None);
        return aliases;
    }
    for (index, record) in reader.records().enumerate() {
        let line = index + 2;
        let fields = record.ok().filter(|record| record.len() == HEADER.len());
        let Some(fields) = fields else {
            wrong(line, "", "a line that is no pair".to_owned(), "`alias,unit_id`", None);
            continue;
        };
        let (alias, id) = (text::normal(&fields[0]), text::normal(&fields[1]));
        if alias.is_empty() {
            wrong(line, "alias", "nothing".to_owned(), "another name of the unit", None);
        } else if ids.contains(&id.as_str()) {
            aliases.entry(id).or_default().push(alias);
        } else {
            let hint = nearest(&id, ids.iter().copied());
            wrong(line, "unit_id", format!("`{id}`"), "the id of a unit of the register", hint);
        }
    }
    aliases
}
