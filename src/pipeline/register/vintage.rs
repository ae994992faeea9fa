//! Of which time a register is: codes and names meant other places before 1 July 2025.

/// What a register says about when its units exist.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vintage {
    /// The newest `valid_from`, of whatever period: how far somebody kept the register up.
    pub newest: Option<String>,
    /// Lines of units that do not exist in the period.
    pub left_out: usize,
    /// Units of the period that cease to exist before it ends.
    pub ending: usize,
    /// Whether any line bears a date.
    pub dated: bool,
}

impl Vintage {
    /// Takes a line into account: the dates of a unit, and the last day of the period where it is in it.
    pub(in crate::pipeline) fn see(
        &mut self,
        from: &str,
        to: &str,
        exists: bool,
        last_day: Option<&str>,
    ) {
        self.dated |= !from.is_empty() || !to.is_empty();
        if !from.is_empty() && self.newest.as_deref().is_none_or(|newest| newest < from) {
            self.newest = Some(from.to_owned());
        }
        if !exists {
            self.left_out += 1;
        } else if !to.is_empty() && last_day.is_some_and(|last| to < last) {
            self.ending += 1;
        }
    }
}
