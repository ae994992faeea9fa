//! From files to places in memory, a step each: files become readings (`taken`), readings what was read of an inbox
//! (`read_inbox`), and that is checked (`validated`). A night has its tables on disk between the steps; who only asks needs
//! no disk.

pub(super) mod read_inbox;
pub(super) mod taken;
pub(super) mod validated;
