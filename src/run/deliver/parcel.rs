//! What is handed on: the published files of the run that `latest` points to, and what is said of them.

use std::path::Path;
use std::sync::Arc;

use crate::model::Sentence;
use crate::pipeline::Pipeline;
use crate::run::error::RunError;
use crate::store::{Disk, Folder, Output, Run, Shelf};

use super::index::page;

/// What is handed on.
#[derive(Debug, Clone)]
pub(super) struct Parcel {
    pub(super) pipeline_id: String,
    pub(super) title: String,
    /// `Quý III năm 2023`
    pub(super) period: String,
    pub(super) run: Run,
    pub(super) run_id: String,
    /// The published files, in order.
    pub(super) files: Vec<Output>,
    disk: Arc<dyn Disk>,
}

impl Parcel {
    /// What is published; `None` where nothing is.
    pub(super) fn of(
        pipeline: &Pipeline,
        folder: &Folder,
        disk: &Arc<dyn Disk>,
    ) -> Result<Option<Self>, RunError> {
        let Some(run) = folder.latest()? else { return Ok(None) };
        let mut files: Vec<Output> = run.record().published().cloned().collect();
        files.sort();
        Ok(Some(Self {
            pipeline_id: pipeline.id.clone(),
            title: pipeline.title.clone(),
            period: pipeline.period.title(),
            run_id: run.record().run.clone(),
            run,
            files,
            disk: Arc::clone(disk),
        }))
    }

    /// The workbooks that people open first, not what goes back to units.
    pub(super) fn workbooks(&self) -> impl Iterator<Item = &Output> {
        self.files.iter().filter(|output| !output.file.contains('/'))
    }

    /// Whether it lies in a folder, whole, under both names and on the page.
    pub(super) fn lies_in(&self, folder: &Path) -> bool {
        let shelf = self.shelf(folder);
        shelf.has(&self.run, &self.files) && shelf.shows(&page(&self.title, &shelf.runs()))
    }

    /// Puts it into a folder.
    pub(super) fn put_into(&self, folder: &Path) -> Result<(), Sentence> {
        let shelf = self.shelf(folder);
        let put = shelf.put(&self.run, &self.files);
        let pointed = put.and_then(|()| shelf.point_to(&self.run, &self.files));
        let shown = pointed.and_then(|()| shelf.index(&page(&self.title, &shelf.runs())));
        shown.map_err(|error| error.sentence())
    }

    fn shelf(&self, folder: &Path) -> Shelf {
        Shelf::new(folder, &self.pipeline_id, Arc::clone(&self.disk))
    }
}
