//! The process of a browser and the pipe to it: what is asked, what is answered, and what happened meanwhile.

#![expect(clippy::unwrap_used, reason = "a browser that does not start fails the test")]

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// Nothing of the world outside, no first greeting, and no slower for lying behind another window. Tests run as root, too, and
/// open nothing but pages of their own.
const MANNERS: &str = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run \
    --disable-background-networking --disable-component-update --disable-sync --disable-extensions \
    --disable-backgrounding-occluded-windows --disable-renderer-backgrounding \
    --disable-background-timer-throttling --force-color-profile=srgb --hide-scrollbars --lang=vi \
    --window-size=1280,900 --remote-debugging-pipe";
/// How long an answer may take.
const PATIENCE: Duration = Duration::from_mins(1);
/// How long it may take to go.
const PARTING: Duration = Duration::from_secs(10);

/// A browser that was started here and is ended here.
pub(super) struct Chromium {
    pipe: Mutex<Pipe>,
    child: Mutex<Child>,
    /// Its profile goes after it.
    _home: TempDir,
}

struct Pipe {
    to: ChildStdin,
    from: Receiver<Value>,
    /// Number of the last question.
    asked: u64,
    /// What happened and was not looked at yet.
    events: Vec<Value>,
}

/// A test that failed with a lock in its hand leaves nothing half done.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Chromium {
    /// The one that is open, or else a new one.
    pub(super) fn shared(program: &Path) -> Arc<Self> {
        static OPEN: Mutex<Weak<Chromium>> = Mutex::new(Weak::new());
        let mut open = held(&OPEN);
        open.upgrade().unwrap_or_else(|| {
            let new = Arc::new(Self::start(program));
            *open = Arc::downgrade(&new);
            new
        })
    }

    /// The protocol is spoken on files 3 and 4, which a shell sets.
    fn start(program: &Path) -> Self {
        let home = tempfile::tempdir().unwrap();
        let line = format!(
            "exec \"$0\" {MANNERS} --user-data-dir=\"$1\" about:blank 3<&0 4>&1 0</dev/null 1>/dev/null 2>&1"
        );
        let mut child = Command::new("sh")
            .args(["-c", &line])
            .args([program, home.path()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (to, out) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let (send, from) = channel();
        std::thread::spawn(move || {
            let messages = BufReader::new(out).split(0).map_while(Result::ok);
            let messages = messages.filter_map(|text| serde_json::from_slice(&text).ok());
            // Ends when there is no browser or nobody who listens.
            messages.map_while(|message: Value| send.send(message).ok()).for_each(drop);
        });
        let pipe = Pipe { to, from, asked: 0, events: Vec::new() };
        Self { pipe: Mutex::new(pipe), child: Mutex::new(child), _home: home }
    }

    /// Asks the browser, or one of its pages, and waits for the answer.
    pub(super) fn call(
        &self,
        session: Option<&str>,
        method: &str,
        given: &Value,
    ) -> Result<Value, String> {
        let mut pipe = held(&self.pipe);
        pipe.asked += 1;
        let id = json!(pipe.asked);
        let mut message = json!({"id": id, "method": method, "params": given});
        if let Some(session) = session {
            message["sessionId"] = json!(session);
        }
        let sent = pipe.to.write_all(format!("{message}\0").as_bytes());
        sent.and_then(|()| pipe.to.flush()).map_err(|error| error.to_string())?;
        let until = Instant::now() + PATIENCE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let mut got = pipe.from.recv_timeout(left).map_err(|error| error.to_string())?;
            if got["id"] != id {
                pipe.events.push(got);
            } else if got["error"].is_null() {
                return Ok(got["result"].take());
            } else {
                return Err(got["error"].to_string());
            }
        }
    }

    /// Whether something happens to a page, if it did not already.
    pub(super) fn wait(&self, session: &str, method: &str, at_most: Duration) -> bool {
        let until = Instant::now() + at_most;
        while self.events(session, &[method]).is_empty() {
            // Others ask meanwhile; what they are told of this page is kept.
            let mut pipe = held(&self.pipe);
            let got = pipe.from.recv_timeout(Duration::from_millis(50));
            pipe.events.extend(got);
            if Instant::now() > until {
                return false;
            }
        }
        true
    }

    /// What happened to a page, of these kinds.
    pub(super) fn events(&self, session: &str, methods: &[&str]) -> Vec<Value> {
        let pipe = held(&self.pipe);
        let mine = pipe.events.iter().filter(|event| event["sessionId"] == json!(session));
        let mine = mine.filter(|event| methods.iter().any(|method| event["method"] == *method));
        mine.map(|event| event["params"].clone()).collect()
    }

    /// What happened to a page does not matter any more.
    pub(super) fn forget(&self, session: &str) {
        held(&self.pipe).events.retain(|event| event["sessionId"] != json!(session));
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        let _ = self.call(None, "Browser.close", &json!({}));
        let mut child = held(&self.child);
        let until = Instant::now() + PARTING;
        while matches!(child.try_wait(), Ok(None)) && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(20));
        }
        // It did not go by itself.
        if matches!(child.try_wait(), Ok(None)) {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
