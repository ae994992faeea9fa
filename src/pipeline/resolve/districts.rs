//! `[districts]`: the workbooks of districts.

use super::names::{Names, Once};
use super::run_folder::run_folder;
use crate::model::Level;
use crate::pipeline::districts::DistrictBooks;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::as_written;
use crate::pipeline::ranking::{Grouping, Ranking};
use crate::pipeline::written::published::DistrictsDeclaration;
use crate::pipeline::written::value::Declared;

/// The workbooks; `names` are the ids of all rankings, `rankings` those that are right, `folders`
/// those of the run that other keys have.
pub(super) fn districts(
    declared: &DistrictsDeclaration,
    at: &At,
    names: &Names,
    rankings: &[Ranking],
    folders: &mut Once,
) -> Option<DistrictBooks> {
    let folder = run_folder(&declared.folder, &at.key("folder"), folders);
    let title = declared.title.text(&at.key("title"));
    let ranking = ranking(&declared.ranking, &at.key("ranking"), names, rankings);
    Some(DistrictBooks { folder: folder?, title: title?, ranking: ranking? })
}

/// A list of communes without groups: a part of it is told with the places of the whole.
fn ranking(
    declared: &Declared<String>,
    at: &At,
    names: &Names,
    rankings: &[Ranking],
) -> Option<usize> {
    let id = declared.text(at)?;
    let place = names.find(at, &id)?;
    // One that is wrong itself is told where it stands.
    let ranking = rankings.iter().find(|ranking| ranking.id == id)?;
    if ranking.league != Level::Commune || ranking.grouping != Grouping::Whole {
        at.wrong(
            as_written(id),
            ("bảng xếp hạng mọi xã trong một danh sách", "a ranking of all communes in one list"),
        );
        return None;
    }
    Some(place)
}
