//! How much less a run may read than the one that it would replace.

use serde::{Deserialize, Serialize};

/// From which loss on a complete run is held back. No stage reads it, so a change makes nothing run again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShrinkGuard {
    /// Percent of the files, or of the lines, that were read before.
    pub percent: u8,
}

impl ShrinkGuard {
    /// A fifth.
    pub const DEFAULT: Self = Self { percent: 20 };
    /// With all of it nothing is held back.
    pub const MOST: u8 = 100;

    /// Whether anything is held back.
    #[must_use]
    pub const fn is_on(self) -> bool {
        self.percent < Self::MOST
    }

    /// Whether so much less is too little.
    #[must_use]
    pub const fn is_too_little(self, before: u64, now: u64) -> bool {
        let lost = before.saturating_sub(now);
        let share = before.saturating_mul(self.percent as u64);
        self.is_on() && lost > 0 && lost.saturating_mul(100) >= share
    }
}

#[cfg(test)]
mod tests {
    use super::ShrinkGuard;

    #[test]
    fn a_fifth_less_is_too_little() {
        for (before, now, too_little) in [
            (0, 0, false),
            (10, 9, false),
            (10, 8, true),
            (5, 4, true),
            (8, 9, false),
            (42, 20, true),
        ] {
            assert_eq!(
                ShrinkGuard::DEFAULT.is_too_little(before, now),
                too_little,
                "{before} {now}"
            );
        }
        assert!(ShrinkGuard { percent: 0 }.is_too_little(1000, 999), "nothing may be lost");
        assert!(!ShrinkGuard { percent: 0 }.is_too_little(1000, 1000));
        assert!(!ShrinkGuard { percent: 100 }.is_too_little(10, 0), "it is off");
    }
}
