//! Which run was handed on to whom: a link beside `latest` for each, switched by rename. Whoever has not got what
//! `latest` points to is still owed it; nothing else is kept.

use std::fs;
use std::path::Path;

use super::error::StoreError;
use super::folder::Folder;

/// The folder of these links.
const HANDED: &str = "delivered";

impl Folder {
    /// Id of the run that somebody got last.
    #[must_use]
    pub fn handed(&self, to: &str) -> Option<String> {
        let target = fs::read_link(self.path().join(HANDED).join(to)).ok()?;
        Some(target.file_name()?.to_string_lossy().into_owned())
    }

    /// Keeps that somebody got a run.
    ///
    /// # Errors
    /// The disk refuses; it is owed then.
    pub fn hand(&self, to: &str, id: &str) -> Result<(), StoreError> {
        let (folder, disk) = (self.path().join(HANDED), self.disk());
        let (link, next) = (folder.join(to), folder.join(format!(".{to}")));
        disk.make_folder(&folder).map_err(StoreError::at(&folder))?;
        disk.remove(&next).map_err(StoreError::at(&next))?;
        let target = Path::new("../runs").join(id);
        disk.point(&next, &target).map_err(StoreError::at(&next))?;
        disk.rename(&next, &link).map_err(StoreError::at(&link))?;
        disk.sync(&folder).map_err(StoreError::at(&folder))
    }
}
