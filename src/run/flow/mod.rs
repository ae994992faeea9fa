//! From files to places in memory, a step each: the readings of files become what was read of an inbox (`read_inbox`), that is checked (`validated`), and all steps together make a world (`world`). A night does the same with
//! its tables on disk between the steps; who only asks needs no disk.

pub(super) mod read_inbox;
pub(super) mod validated;
pub(super) mod world;
