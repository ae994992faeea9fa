//! Whether the texts above a column of a sheet are those of a column of the form.

/// A text, by its number.
pub(super) type TextIx = u32;

/// Texts from the top, each in any of several wordings.
#[derive(Debug)]
pub struct WordedPath {
    pub(super) words: Vec<Vec<TextIx>>,
    pub(super) of_another_time: bool,
}

/// A text above a column of a sheet, as a form knows it.
#[derive(Debug, Clone)]
pub struct HeaderText {
    pub(super) number: Option<TextIx>,
    pub(super) of_another_time: bool,
    /// Two texts of the form that it is made of, one behind the other.
    pub(super) joined: Vec<(TextIx, TextIx)>,
    /// Texts of the form that it is but for one letter or its marks.
    pub(super) near: Vec<TextIx>,
}

impl WordedPath {
    /// Whether header texts from the top are this path: the lowest text is its last word, and its other words stand
    /// above in order; or, in a header of one row, both its words stand in one text: `Tiếp nhận trực tuyến`,
    /// `Tổng số hồ sơ tiếp nhận`, `Đang giải quyết - Quá hạn`.
    #[must_use]
    pub fn fits<'t>(&self, found: impl DoubleEndedIterator<Item = &'t HeaderText> + Clone) -> bool {
        let mut higher = found.clone();
        let (Some((last, above)), Some(lowest)) = (self.words.split_last(), higher.next_back())
        else {
            return false;
        };
        if !self.of_another_time && { found }.any(|text| text.of_another_time) {
            return false;
        }
        let in_order = lowest.is_one_of(last)
            && above.iter().all(|word| higher.any(|text| text.is_one_of(word)));
        in_order || matches!(above, [above] if lowest.joins(above, last))
    }

    /// Whether header texts from the top are this path but for a slip of the hand in any of them.
    #[must_use]
    pub fn fits_nearly<'t>(
        &self,
        found: impl DoubleEndedIterator<Item = &'t HeaderText> + Clone,
    ) -> bool {
        let mut higher = found.clone();
        let (Some((last, above)), Some(lowest)) = (self.words.split_last(), higher.next_back())
        else {
            return false;
        };
        let same_time = self.of_another_time || !{ found }.any(|text| text.of_another_time);
        same_time
            && lowest.is_nearly(last)
            && above.iter().all(|word| higher.any(|text| text.is_nearly(word)))
    }
}

impl HeaderText {
    /// Whether it may be a text of the form with a slip in it.
    #[must_use]
    pub const fn is_near_any(&self) -> bool {
        !self.near.is_empty()
    }

    fn is_nearly(&self, word: &[TextIx]) -> bool {
        self.is_one_of(word) || self.near.iter().any(|near| word.contains(near))
    }

    fn is_one_of(&self, word: &[TextIx]) -> bool {
        self.number.is_some_and(|number| word.contains(&number))
    }

    /// Whether it is a text of each, in either order and nothing else.
    fn joins(&self, above: &[TextIx], below: &[TextIx]) -> bool {
        self.joined.iter().any(|(first, second)| {
            (above.contains(first) && below.contains(second))
                || (below.contains(first) && above.contains(second))
        })
    }
}
