//! `tthc schedule`.

pub(super) mod cron;
pub(super) mod guide;
pub(super) mod guide_english;
pub(super) mod job;
pub(super) mod systemd;
