//! An engine by its address, and how long it may take.

use std::net::{TcpStream, ToSocketAddrs as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use polars::prelude::{Column, DataFrame};

use crate::query::{Engine, EngineError, QueryTable, Step};

use super::spark;

/// An engine that speaks Spark Connect and sees the tables of a run.
#[derive(Debug, Clone)]
pub struct EngineApart {
    url: String,
    tables: PathBuf,
    /// For a connection and a first word.
    greeting: Duration,
    /// For all steps together.
    patience: Duration,
}

/// A file that the engine is to read: its name in queries, and its path as the engine sees it.
pub(super) type View = (String, String);

impl EngineApart {
    /// The engine at `url` (`sc://host:port`), which sees the folder with the tables of a run (`data`) as `tables`.
    #[must_use]
    pub fn new(url: &str, tables: &Path) -> Self {
        let (greeting, patience) = (Duration::from_secs(20), Duration::from_hours(1));
        Self { url: url.to_owned(), tables: tables.to_owned(), greeting, patience }
    }

    /// The same, waiting no longer than so: for a first word, and for all steps.
    #[must_use]
    pub fn waiting(self, greeting: Duration, patience: Duration) -> Self {
        Self { greeting, patience, ..self }
    }

    fn failed(&self, reason: impl Into<String>) -> EngineError {
        EngineError::Apart { url: self.url.clone(), reason: reason.into() }
    }

    /// Whether anything listens at all: the client would try for an hour.
    fn reach(&self) -> Result<(), EngineError> {
        let host = address(&self.url)
            .ok_or_else(|| self.failed("no address of an engine, expected `sc://host:port`"))?;
        let failed = |error: std::io::Error| self.failed(error.to_string());
        let mut refused = self.failed("the name has no address");
        for place in host.to_socket_addrs().map_err(failed)? {
            match TcpStream::connect_timeout(&place, self.greeting) {
                Ok(_) => return Ok(()),
                Err(error) => refused = failed(error),
            }
        }
        Err(refused)
    }

    /// What `ask` gives, unless it takes longer. What hangs is left behind: the program ends soon after.
    fn within<T: Send + 'static>(
        &self,
        limit: Duration,
        ask: impl FnOnce() -> Result<T, String> + Send + 'static,
    ) -> Result<T, EngineError> {
        let (told, answer) = channel();
        let asking = thread::Builder::new().name("engine".to_owned());
        let spawned = asking.spawn(move || told.send(ask()));
        spawned.map_err(|error| self.failed(error.to_string()))?;
        match answer.recv_timeout(limit) {
            Ok(answer) => answer.map_err(|reason| self.failed(reason)),
            Err(RecvTimeoutError::Timeout) => {
                Err(self.failed(format!("no answer within {} seconds", limit.as_secs_f32())))
            }
            Err(RecvTimeoutError::Disconnected) => Err(self.failed("the client broke down")),
        }
    }
}

impl Engine for EngineApart {
    fn run(&self, given: &[QueryTable], steps: &[Step]) -> Result<DataFrame, EngineError> {
        if steps.is_empty() {
            return Err(EngineError::NoStep);
        }
        self.reach()?;
        let url = self.url.clone();
        let session = self.within(self.greeting, move || spark::greet(&url))?;
        let path = |table: &str| self.tables.join(format!("{table}.parquet"));
        let views = given
            .iter()
            .map(|given| (given.name.clone(), path(&given.table).to_string_lossy().into_owned()));
        let (views, steps) = (views.collect::<Vec<View>>(), steps.to_vec());
        let columns: Vec<Column> =
            self.within(self.patience, move || spark::run(&session, &views, &steps))?;
        DataFrame::new_infer_height(columns).map_err(|error| self.failed(error.to_string()))
    }
}

/// `host:port` of an address; Spark Connect listens on 15002 where no port is named.
fn address(url: &str) -> Option<String> {
    let rest = url.strip_prefix("sc://")?;
    let host = rest.split(['/', ';', '?', '#']).next().filter(|host| !host.is_empty())?;
    let named = host.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok());
    Some(if named { host.to_owned() } else { format!("{host}:15002") })
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn an_address_has_a_port() {
        assert_eq!(address("sc://sail:50051").as_deref(), Some("sail:50051"));
        assert_eq!(address("sc://sail/;use_ssl=true").as_deref(), Some("sail:15002"));
        assert_eq!(address("http://sail:1"), None);
        assert_eq!(address("sc://"), None);
    }
}
