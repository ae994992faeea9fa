//! A plain line every few seconds where there is no terminal to draw on, and only where somebody asked to be
//! told (`-v`): cron mails whatever is said, so unasked nothing is.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Says something again and again until it is dropped.
#[derive(Debug)]
pub(super) struct Pulse {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Pulse {
    /// Calls `say` with the number of the beat, from 1, after each of these pauses; a shorter life says nothing.
    pub(super) fn every(pause: Duration, say: impl Fn(u32) + Send + 'static) -> Self {
        let (stop, stopped) = channel();
        let beat = move || {
            for number in 1.. {
                match stopped.recv_timeout(pause) {
                    Err(RecvTimeoutError::Timeout) => say(number),
                    Ok(()) | Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        };
        // Without another thread the run goes on and says less.
        let thread = thread::Builder::new().name("pulse".to_owned()).spawn(beat).ok();
        Self { stop: Some(stop), thread }
    }
}

impl Drop for Pulse {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // It says nothing any more, however it ended.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use super::Pulse;

    #[test]
    fn it_beats_until_it_is_dropped() {
        let (send, beats) = channel();
        let send = Mutex::new(send);
        let pulse = Pulse::every(Duration::from_millis(5), move |number| {
            send.lock().unwrap().send(number).unwrap();
        });
        assert_eq!([beats.recv().unwrap(), beats.recv().unwrap()], [1, 2]);
        drop(pulse);
        while beats.try_recv().is_ok() {}
        assert!(beats.recv().is_err(), "its end of the channel is gone with it");
    }

    #[test]
    fn a_short_life_says_nothing() {
        let (send, beats) = channel();
        let send = Mutex::new(send);
        drop(Pulse::every(Duration::from_mins(1), move |number| {
            send.lock().unwrap().send(number).unwrap();
        }));
        assert!(beats.recv().is_err());
    }
}
