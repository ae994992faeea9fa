//! Where the files of a declaration lie inside a run and inside a bundle: as they lie to each other, below one folder.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// The place of a file of a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PlacedFile {
    /// Its name inside the run.
    pub(super) name: String,
    /// Whether it is declared by a whole path, which leads nowhere in another place.
    pub(super) foreign: bool,
}

/// Where declarations lie.
pub(super) const HOME: &str = "pipelines";
/// Where those lie that are declared by a whole path.
const FOREIGN: &str = "pipelines/ngoai";

/// Places the files, the pipeline file first; the others are reached from its folder. A file that is declared twice has
/// one place, two files have two.
pub(super) fn place(files: &[&Path]) -> Vec<PlacedFile> {
    let folder = files.first().and_then(|file| file.parent()).unwrap_or(Path::new(""));
    let whole: Vec<PathBuf> = files.iter().map(|file| straight(file)).collect();
    let own = |file: &Path| file.starts_with(folder);
    let near = files.iter().zip(&whole).filter(|(file, _)| own(file));
    let top = near
        .filter_map(|(_, whole)| whole.parent())
        .map(Path::to_owned)
        .reduce(|top, folder| common(&top, &folder))
        .unwrap_or_default();
    let mut placed: Vec<PlacedFile> = Vec::with_capacity(files.len());
    let mut taken = BTreeSet::new();
    for (at, (file, path)) in files.iter().zip(&whole).enumerate() {
        let known = whole[..at].iter().position(|before| before == path);
        if let Some(known) = known.and_then(|known| placed.get(known).cloned()) {
            placed.push(known);
            continue;
        }
        let inside = path.strip_prefix(&top).ok().filter(|_| own(file));
        let name = inside
            .map_or_else(|| outside(path, &taken), |inside| format!("{HOME}/{}", slashed(inside)));
        taken.insert(name.clone());
        placed.push(PlacedFile { name, foreign: inside.is_none() });
    }
    placed
}

/// Whether a file of this name is declared by a whole path.
pub(super) fn is_foreign(name: &str) -> bool {
    name.strip_prefix(FOREIGN).is_some_and(|rest| rest.starts_with('/'))
}

/// A name for a file of elsewhere that no other file has.
fn outside(path: &Path, taken: &BTreeSet<String>) -> String {
    let own = slashed(Path::new(path.file_name().unwrap_or_default()));
    let mut name = format!("{FOREIGN}/{own}");
    let mut number = 2;
    while taken.contains(&name) {
        name = format!("{FOREIGN}/{number}-{own}");
        number += 1;
    }
    name
}

/// A whole path without detours.
fn straight(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    path.components().fold(PathBuf::new(), |mut straight, part| {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                straight.pop();
            }
            other => straight.push(other),
        }
        straight
    })
}

fn common(a: &Path, b: &Path) -> PathBuf {
    let same = a.components().zip(b.components()).take_while(|(a, b)| a == b);
    same.map(|(part, _)| part).collect()
}

fn slashed(path: &Path) -> String {
    let parts = path.components().map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::place;

    fn names(files: &[&str]) -> Vec<String> {
        let files: Vec<&Path> = files.iter().map(Path::new).collect();
        place(&files).into_iter().map(|file| file.name).collect()
    }

    #[test]
    fn files_keep_their_places_to_each_other() {
        assert_eq!(
            names(&["pipelines/nightly.toml", "pipelines/forms/a.toml", "pipelines/u.csv"]),
            ["pipelines/nightly.toml", "pipelines/forms/a.toml", "pipelines/u.csv"]
        );
        assert_eq!(
            names(&["a.toml", "forms/b.toml"]),
            ["pipelines/a.toml", "pipelines/forms/b.toml"]
        );
        assert_eq!(
            names(&["/srv/x/a.toml", "/srv/x/../chung/b.toml", "/etc/u.csv"]),
            ["pipelines/x/a.toml", "pipelines/chung/b.toml", "pipelines/ngoai/u.csv"]
        );
    }

    #[test]
    fn two_files_of_one_name_have_two_places_and_one_file_has_one() {
        assert_eq!(
            names(&["/srv/a.toml", "/etc/u.csv", "/mnt/u.csv", "/mnt/../etc/u.csv"]),
            [
                "pipelines/a.toml",
                "pipelines/ngoai/u.csv",
                "pipelines/ngoai/2-u.csv",
                "pipelines/ngoai/u.csv"
            ]
        );
    }
}
