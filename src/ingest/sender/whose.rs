//! Whose a table is, with all that says so; and the table in its file, of which that is asked.

use crate::ingest::lookups::Lookups;
use crate::ingest::table::bound_table::BoundTable;
use crate::ingest::table::lines::line::SheetLine;
use crate::model::{Finding, Sheet, UnitIx};
use crate::pipeline::Form;

use super::evidence::{EvidencePlace, SenderEvidence};

/// Whose table it is, with all that says so.
#[derive(Debug, Clone)]
pub(in crate::ingest) struct TableSender {
    /// The unit that sent it; none where nothing tells, or what tells disagrees.
    pub(in crate::ingest) sender: Option<UnitIx>,
    /// Whose lines come first, as its heading or its name tells.
    pub(in crate::ingest) opens: Opens,
    /// Whether nothing in the sheet tells of its sender.
    pub(in crate::ingest) silent: bool,
    pub(in crate::ingest) evidence: Vec<SenderEvidence>,
    /// Units that an unknown name may mean.
    pub(super) meant: Vec<UnitIx>,
    /// What is wrong with it.
    pub(in crate::ingest) finding: Option<Finding>,
}

/// Whose lines come first in a table with groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ingest) enum Opens {
    /// Nothing tells of anybody but the sender.
    Unnamed,
    /// A unit under the sender that the heading or the tab names.
    Unit(UnitIx),
    /// The same, named by the file alone.
    ByFile(UnitIx),
    /// An office under the sender that is not known, by its text, or several.
    Unclear(Box<SenderEvidence>),
}

/// A table whose sender is asked for.
pub(in crate::ingest) struct TableInFile<'a> {
    pub(in crate::ingest) file: &'a str,
    pub(in crate::ingest) sheet: &'a Sheet,
    pub(in crate::ingest) table: &'a BoundTable<'a>,
    pub(in crate::ingest) lines: &'a [SheetLine<'a>],
    pub(in crate::ingest) units: &'a Lookups<'a>,
}

/// A table in a file, for what is said of it.
#[derive(Clone, Copy)]
pub(in crate::ingest) struct TableAddress<'s> {
    pub(in crate::ingest) file: &'s str,
    pub(in crate::ingest) sheet: &'s str,
    pub(in crate::ingest) form: &'s Form,
}

impl TableSender {
    /// Whether its tab names units.
    pub(in crate::ingest) fn is_named_on_tab(&self) -> bool {
        self.evidence.iter().any(|one| one.place == EvidencePlace::Tab && !one.units().is_empty())
    }

    /// Where it is nobody's: everybody whose it may be, for a text names them and perhaps no one else.
    pub(in crate::ingest) fn candidates(&self, form: &Form, units: &Lookups) -> Vec<UnitIx> {
        let mut candidates = self.meant.clone();
        for one in &self.evidence {
            let senders = one.senders(form, units);
            let named = one.units().iter().any(|unit| senders.contains(unit));
            if named || senders.len() == 1 {
                candidates.extend(senders);
            }
        }
        candidates.sort_unstable();
        candidates.dedup();
        candidates
    }
}
