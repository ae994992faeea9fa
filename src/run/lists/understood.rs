//! Rows of a list as the query takes them: each column of words is gone through from the top, the columns side by side; then the
//! rows, side by side as well.

use polars::prelude::{Column, DataFrame};
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::ingest::{DossierRules, ListedDossier, RowWords};
use crate::model::DossierFault;
use crate::pipeline::DossierColumn;
use crate::table::TableError;
use crate::table::column::{counts, frame, words};

use super::rows::DossierRows;

/// Rows that are understood at once: few enough that what is known of them stays near.
const AT_ONCE: usize = 1 << 13;

/// A row number, and its dossier.
type NumberedDossier = (i64, ListedDossier);

/// A number of it that is put into a column.
type ToldNumber = fn(&NumberedDossier) -> Option<i64>;

/// The place of a row among all of a file: sheet by sheet.
pub(super) fn row_number(rows: &DossierRows, place: usize) -> i64 {
    (i64::try_from(rows.sheet).unwrap_or(0) << 32) | i64::from(rows.rows[place])
}

/// The table of the dossiers of rows, in a period of which `last` is the last minute.
pub(super) fn understood(
    rules: &mut DossierRules<'_>,
    rows: &DossierRows,
    last: i64,
) -> Result<DataFrame, TableError> {
    use DossierColumn as C;
    let DossierRules { units, fields, states, channels } = rules;
    let ((units, fields), (states, channels)) = rayon::join(
        || {
            rayon::join(
                || rows.column(C::Unit, |cell| units.place(cell)),
                || rows.column(C::Field, |cell| fields.place(cell)),
            )
        },
        || {
            rayon::join(
                || rows.column(C::State, |cell| states.say(cell)),
                || rows.column(C::Channel, |cell| channels.say(cell)),
            )
        },
    );
    let dossier = |place: usize| {
        let (unit, field) = (units[place], fields[place]);
        let words = RowWords { unit, field, state: states[place], channel: channels[place] };
        let dossier = ListedDossier::of(|of| rows.cell(place, of), words, last)?;
        Some((row_number(rows, place), dossier))
    };
    let height = rows.rows.len();
    let parts = (0..height.div_ceil(AT_ONCE)).into_par_iter().map(|part| {
        let places = part * AT_ONCE..height.min((part + 1) * AT_ONCE);
        table(&places.filter_map(dossier).collect::<Vec<NumberedDossier>>())
    });
    let mut all = table(&[])?;
    for part in parts.collect::<Result<Vec<DataFrame>, TableError>>()? {
        all.vstack_mut_owned(part)?;
    }
    all.rechunk_mut();
    Ok(all)
}

/// The table that the query begins with; units and fields are told by their places.
fn table(dossiers: &[NumberedDossier]) -> Result<DataFrame, TableError> {
    let numbers: [(&str, ToldNumber); 10] = [
        ("row_number", |(number, _)| Some(*number)),
        ("code", |(_, dossier)| dossier.code),
        ("unit_id", |(_, dossier)| Some(dossier.unit.into())),
        ("field", |(_, dossier)| dossier.field.map(i64::from)),
        ("received", |(_, dossier)| dossier.received),
        ("due", |(_, dossier)| dossier.due),
        ("ended", |(_, dossier)| dossier.ended),
        ("paused", |(_, dossier)| Some(dossier.paused)),
        ("supplements", |(_, dossier)| Some(dossier.supplements)),
        ("online", |(_, dossier)| dossier.online.map(i64::from)),
    ];
    let column = |(name, told)| counts(name, dossiers.iter().map(told));
    let mut columns: Vec<Column> = numbers.into_iter().map(column).collect();
    let faults: Vec<&str> = DossierFault::ALL.iter().map(|fault| fault.word()).collect();
    let fault = |(_, dossier): &NumberedDossier| dossier.fault.map(|fault| fault as u32);
    columns.push(words("fault", &faults, dossiers.iter().map(fault))?);
    frame(columns)
}
