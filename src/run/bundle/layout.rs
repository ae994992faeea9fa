//! Where the files of a declaration lie inside a bundle: as they lie to each other, below one folder.

use std::path::{Component, Path, PathBuf};

/// A file of a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PackedFile {
    /// Where it is.
    pub(super) path: PathBuf,
    /// Its name inside the bundle.
    pub(super) name: String,
    /// Whether it is declared by a whole path, which leads nowhere in another place.
    pub(super) foreign: bool,
}

/// Where declarations lie inside a bundle.
const HOME: &str = "pipelines";
/// Where those lie that are declared by a whole path.
const FOREIGN: &str = "pipelines/ngoai";

/// Places the files, the pipeline file first; the others are reached from its folder.
pub(super) fn place(files: &[PathBuf]) -> Vec<PackedFile> {
    let folder = files.first().and_then(|file| file.parent()).unwrap_or(Path::new(""));
    let whole: Vec<PathBuf> = files.iter().map(|file| straight(file)).collect();
    let own = |file: &PathBuf| file.starts_with(folder);
    let near = files.iter().zip(&whole).filter(|(file, _)| own(file));
    let top = near
        .filter_map(|(_, whole)| whole.parent())
        .map(Path::to_owned)
        .reduce(|top, folder| common(&top, &folder))
        .unwrap_or_default();
    let placed = files.iter().zip(&whole).map(|(file, whole)| {
        let inside = whole.strip_prefix(&top).ok().filter(|_| own(file));
        let name = match inside {
            Some(inside) => format!("{HOME}/{}", slashed(inside)),
            None => {
                format!("{FOREIGN}/{}", slashed(Path::new(whole.file_name().unwrap_or_default())))
            }
        };
        PackedFile { path: file.clone(), name, foreign: inside.is_none() }
    });
    placed.collect()
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
    use std::path::PathBuf;

    use super::place;

    #[test]
    fn files_keep_their_places_to_each_other() {
        let names = |files: &[&str]| -> Vec<String> {
            let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
            place(&files).into_iter().map(|file| file.name).collect()
        };
        assert_eq!(
            names(&["pipelines/nightly.toml", "pipelines/forms/a.toml", "pipelines/u.csv"]),
            ["pipelines/nightly.toml", "pipelines/forms/a.toml", "pipelines/u.csv"]
        );
        assert_eq!(
            names(&["a.toml", "forms/b.toml"]),
            ["pipelines/a.toml", "pipelines/forms/b.toml"]
        );
        assert_eq!(
            names(&["/srv/x/a.toml", "/srv/x/../shared/b.toml", "/etc/u.csv"]),
            ["pipelines/x/a.toml", "pipelines/shared/b.toml", "pipelines/ngoai/u.csv"]
        );
    }
}
