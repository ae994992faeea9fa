//! An engine by its address, and how long it may take.

use std::io;
use std::net::{TcpStream, ToSocketAddrs as _};
use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use polars::prelude::{Column, DataFrame};

use crate::model::Sentence;
use crate::pipeline::RemoteEngine;
use crate::query::{Engine, EngineError, QueryTable, Step};
use crate::run::request::StopSignal;

use super::spark::{self, SparkSession, View};

/// For a connection and a first word.
const GREETING: Duration = Duration::from_secs(20);

/// How often somebody who waits looks whether the run is to end.
const GLANCE: Duration = Duration::from_millis(100);

/// An engine that speaks Spark Connect and sees the tables of a run.
pub(super) struct EngineApart {
    remote: RemoteEngine,
    /// The folder with the tables, as it sees them.
    tables: PathBuf,
    stop: StopSignal,
    /// What it was greeted by, if it was.
    session: Mutex<Option<SparkSession>>,
}

impl EngineApart {
    pub(super) const fn new(remote: RemoteEngine, tables: PathBuf, stop: StopSignal) -> Self {
        Self { remote, tables, stop, session: Mutex::new(None) }
    }

    fn limit(&self) -> Duration {
        limit(&self.remote)
    }

    fn failed(&self, reason: impl Into<Sentence>) -> EngineError {
        EngineError::Apart { url: self.remote.told().to_owned(), reason: reason.into() }
    }

    fn said(&self, reason: &impl ToString) -> EngineError {
        self.failed(Sentence::same(reason.to_string()))
    }

    fn greeted(&self) -> MutexGuard<'_, Option<SparkSession>> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The session, of which there is one for all that is asked.
    fn session(&self) -> Result<SparkSession, EngineError> {
        let mut session = self.greeted();
        if let Some(session) = &*session {
            return Ok(session.clone());
        }
        // The client would try for an hour.
        reach(&self.remote).map_err(|reason| self.failed(reason))?;
        let url = self.remote.url.clone();
        let greeted = self.within(greeting(&self.remote), move || spark::greet(&url))?;
        Ok(session.insert(greeted).clone())
    }

    /// What `ask` gives, unless it takes longer or the run is to end. What hangs is left behind: the program ends soon after.
    fn within<T: Send + 'static>(
        &self,
        limit: Duration,
        ask: impl FnOnce() -> Result<T, String> + Send + 'static,
    ) -> Result<T, EngineError> {
        let (told, answer) = channel();
        let asking = thread::Builder::new().name("engine".to_owned());
        let spawned = asking.spawn(move || told.send(ask()));
        spawned.map_err(|error| self.said(&error))?;
        let began = Instant::now();
        loop {
            match answer.recv_timeout(GLANCE) {
                Ok(answer) => return answer.map_err(|reason| self.said(&reason)),
                Err(RecvTimeoutError::Disconnected) => {
                    let reason = ("phần nối với máy bị hỏng", "the client broke down");
                    return Err(self.failed(reason));
                }
                Err(RecvTimeoutError::Timeout) if self.stop.check().is_err() => {
                    return Err(self.failed(("lượt chạy bị dừng", "the run was told to end")));
                }
                Err(RecvTimeoutError::Timeout) if began.elapsed() < limit => {}
                Err(RecvTimeoutError::Timeout) => {
                    let seconds = limit.as_secs();
                    return Err(self.failed(Sentence::new(
                        format!("không trả lời trong {seconds} giây"),
                        format!("no answer within {seconds} seconds"),
                    )));
                }
            }
        }
    }
}

fn limit(remote: &RemoteEngine) -> Duration {
    Duration::from_secs(remote.seconds.into())
}

/// For a first word.
fn greeting(remote: &RemoteEngine) -> Duration {
    GREETING.min(limit(remote))
}

/// Whether anything listens at all.
///
/// # Errors
/// Why nothing was reached.
pub(super) fn reach(remote: &RemoteEngine) -> Result<(), Sentence> {
    let host = RemoteEngine::host(&remote.url).unwrap_or_default();
    let said = |error: io::Error| Sentence::same(error.to_string());
    let mut refused = Sentence::new("tên máy không có địa chỉ", "the name has no address");
    for place in host.to_socket_addrs().map_err(said)? {
        match TcpStream::connect_timeout(&place, greeting(remote)) {
            Ok(_) => return Ok(()),
            Err(error) => refused = said(error),
        }
    }
    Err(refused)
}

impl Engine for EngineApart {
    fn run(&self, given: &[QueryTable], steps: &[Step]) -> Result<DataFrame, EngineError> {
        if steps.is_empty() {
            return Err(EngineError::NoStep);
        }
        let session = self.session()?;
        let path = |table: &str| self.tables.join(format!("{table}.parquet"));
        let views = given
            .iter()
            .map(|given| (given.name.clone(), path(&given.table).to_string_lossy().into_owned()));
        let (views, steps) = (views.collect::<Vec<View>>(), steps.to_vec());
        let answer = self.within(self.limit(), move || spark::run(&session, &views, &steps));
        if answer.is_err() {
            // Nobody says goodbye to one that may hang.
            self.greeted().take();
        }
        let columns: Vec<Column> = answer?;
        DataFrame::new_infer_height(columns).map_err(|error| self.said(&error))
    }
}

impl Drop for EngineApart {
    /// The views go with their session. An engine that does not let go of it has answered all the same.
    fn drop(&mut self) {
        let session = self.greeted().take();
        if let Some(session) = session {
            let _ = self.within(greeting(&self.remote), move || spark::leave(&session));
        }
    }
}
