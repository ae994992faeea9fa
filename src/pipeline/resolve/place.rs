//! A path of a declaration, which lies beside the file that it is written in.

use std::path::{Component, Path, PathBuf};

/// A path as written beside a file of `folder`, without the detours through `..` that nobody wants to read.
pub(super) fn beside(folder: &Path, written: &str) -> PathBuf {
    let mut path = PathBuf::new();
    for part in folder.join(written).components() {
        let inside = matches!(path.components().next_back(), Some(Component::Normal(_)));
        match part {
            Component::CurDir => {}
            Component::ParentDir if inside => {
                path.pop();
            }
            other => path.push(other),
        }
    }
    if path.as_os_str().is_empty() { PathBuf::from(".") } else { path }
}

#[cfg(test)]
mod tests {
    use super::beside;
    use std::path::Path;

    #[test]
    fn detours_are_cut_short() {
        assert_eq!(beside(Path::new("pipelines"), "../output"), Path::new("output"));
        assert_eq!(beside(Path::new(""), "../output"), Path::new("../output"));
        assert_eq!(
            beside(Path::new("/srv/tthc/pipelines"), "../inbox"),
            Path::new("/srv/tthc/inbox")
        );
        assert_eq!(beside(Path::new("pipelines"), ".."), Path::new("."));
    }
}
