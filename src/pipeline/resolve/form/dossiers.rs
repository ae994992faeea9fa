//! Lists of dossiers as meant.

use crate::model::Sentence;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::as_written;
use crate::pipeline::form::{Binding, DossierColumn, DossierList, FormColumn};
use crate::pipeline::resolve::names::Names;
use crate::pipeline::written::form::FormDeclaration;
use crate::pipeline::written::value::{Declared, List};

use super::path::{keys, some_keys};

/// How a list of dossiers is read, where one may come; its form has no counts but those that follow from dossiers.
pub(super) fn dossiers(
    declared: &FormDeclaration,
    at: &At,
    columns: &[FormColumn],
    measures: &Names,
) -> Option<DossierList> {
    let list = declared.dossiers.optional(&at.key("dossiers"))?;
    for column in columns {
        let Binding::Count(measure) = column.binding else { continue };
        let Some(id) = measures.ids.get(measure.index()) else { continue };
        if !DossierList::COUNTS.contains(&id.as_str()) {
            let all = DossierList::COUNTS.map(|id| format!("`{id}`")).join(", ");
            at.key("column").wrong(as_written(id), Sentence::same(all));
        }
    }
    let at = at.key("dossiers");
    let may = |words: &Declared<List<String>>, key: &str| keys(words, &at.key(key));
    let must = |words: &Declared<List<String>>, key: &str| some_keys(words, &at.key(key));
    let columns = [
        (DossierColumn::Code, Some(may(&list.code, "code"))),
        (DossierColumn::Unit, must(&list.unit, "unit")),
        (DossierColumn::Field, must(&list.field, "field")),
        (DossierColumn::Received, must(&list.received, "received")),
        (DossierColumn::Due, must(&list.due, "due")),
        (DossierColumn::Finished, must(&list.finished, "finished")),
        (DossierColumn::Returned, Some(may(&list.returned, "returned"))),
        (DossierColumn::State, must(&list.state, "state")),
        (DossierColumn::Channel, must(&list.channel, "channel")),
        (DossierColumn::Paused, Some(may(&list.paused, "paused"))),
        (DossierColumn::PausedFrom, Some(may(&list.paused_from, "paused-from"))),
        (DossierColumn::PausedTo, Some(may(&list.paused_to, "paused-to"))),
        (DossierColumn::Supplements, Some(may(&list.supplements, "supplements"))),
    ];
    let others = may(&list.others, "others");
    let ended = must(&list.ended, "ended");
    let open = must(&list.open, "open");
    let online = must(&list.online, "online");
    let direct = must(&list.direct, "direct");
    let columns = columns.into_iter().map(|(column, keys)| Some((column, keys?)));
    Some(DossierList {
        columns: columns.collect::<Option<_>>()?,
        others,
        ended: ended?,
        open: open?,
        online: online?,
        direct: direct?,
    })
}
