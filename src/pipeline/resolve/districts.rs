//! `[districts]`: the workbooks of districts.

use super::names::Names;
use crate::model::Level;
use crate::pipeline::districts::DistrictBooks;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::as_written;
use crate::pipeline::ranking::{Grouping, Ranking};
use crate::pipeline::written::published::DistrictsDeclaration;
use crate::pipeline::written::value::Declared;

/// The workbooks; `names` are the ids of all rankings, `rankings` those that are right.
pub(super) fn districts(
    declared: &DistrictsDeclaration,
    at: &At,
    names: &Names,
    rankings: &[Ranking],
) -> Option<DistrictBooks> {
    let folder = folder(&declared.folder, &at.key("folder"));
    let title = declared.title.text(&at.key("title"));
    let ranking = ranking(&declared.ranking, &at.key("ranking"), names, rankings);
    Some(DistrictBooks { folder: folder?, title: title?, ranking: ranking? })
}

/// A folder of the run that holds nothing else, by a name that links and shells take as it is.
fn folder(declared: &Declared<String>, at: &At) -> Option<String> {
    let folder = declared.text(at)?;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !folder.chars().all(plain) {
        at.wrong(
            as_written(folder),
            ("chữ cái không dấu, chữ số, `_` và `-`", "letters without marks, digits, `_` and `-`"),
        );
        return None;
    }
    let lower = folder.to_lowercase();
    if DistrictBooks::OTHERS.contains(&lower.as_str()) {
        at.wrong(
            as_written(folder),
            (
                "tên khác tên các thư mục có sẵn của mỗi lần chạy",
                "another name than that of a folder of each run",
            ),
        );
        return None;
    }
    Some(folder)
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
