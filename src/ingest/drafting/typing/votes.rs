//! What a point and a comma between digits mean, by how they were used.

/// Votes for what a point and a comma between digits mean.
#[derive(Debug, Default)]
pub(super) struct Votes {
    point_groups: usize,
    comma_groups: usize,
    point_decimals: usize,
    comma_decimals: usize,
}

impl Votes {
    /// Counts how one number uses them.
    pub(in crate::ingest::drafting) fn take(&mut self, number: &str) {
        let groups = |sign: char| {
            let parts: Vec<&str> = number.split(sign).collect();
            parts.len() > 1 && parts[1..].iter().all(|part| part.len() == 3)
        };
        let decimals = |sign: char| {
            let mut parts = number.rsplitn(2, sign);
            let last = parts.next().unwrap_or_default();
            let digits = last.bytes().all(|byte| byte.is_ascii_digit());
            let alone = parts.next().is_some_and(|whole| !whole.contains(sign));
            alone && digits && !last.is_empty() && last.len() != 3
        };
        self.point_decimals += usize::from(decimals('.'));
        self.comma_decimals += usize::from(decimals(','));
        let (point, comma) = (number.contains('.'), number.contains(','));
        self.point_groups += usize::from(point && (groups('.') || comma && !decimals('.')));
        self.comma_groups += usize::from(comma && (groups(',') || point && !decimals(',')));
    }

    /// All votes.
    pub(in crate::ingest::drafting) const fn all(&self) -> usize {
        self.point_groups + self.comma_groups + self.point_decimals + self.comma_decimals
    }

    const fn vietnamese(&self) -> usize {
        self.point_groups + self.comma_decimals
    }

    /// Numbers were typed in both ways.
    pub(super) const fn disagree(&self) -> bool {
        self.vietnamese() > 0 && self.vietnamese() < self.all()
    }

    /// Points between thousands, unless every number in sight says otherwise.
    pub(super) const fn separators(&self) -> (char, char) {
        if self.vietnamese() == 0 && self.all() > 0 { (',', '.') } else { ('.', ',') }
    }
}

#[cfg(test)]
mod tests {
    use super::Votes;

    pub(super) fn separators(numbers: &[&str]) -> (char, char, bool) {
        let mut votes = Votes::default();
        for number in numbers {
            votes.take(number);
        }
        let (thousands, decimal) = votes.separators();
        (thousands, decimal, votes.disagree())
    }

    #[test]
    fn separators_are_told_by_where_they_stand() {
        assert_eq!(separators(&["1.234", "85,7"]), ('.', ',', false));
        assert_eq!(separators(&["1,234", "85.7"]), (',', '.', false));
        assert_eq!(separators(&["1,234.5"]), (',', '.', false));
        assert_eq!(separators(&["1.234,5"]), ('.', ',', false));
        assert_eq!(separators(&["1.234", "1,234"]), ('.', ',', true));
        assert_eq!(separators(&["12"]), ('.', ',', false));
    }
}
