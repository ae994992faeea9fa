//! The time that a text tells, as months. A text may tell several: `Quý III và 9 tháng đầu năm 2023`.

use std::sync::LazyLock;

use crate::text;

use super::months::{MonthSpan, days};
use super::words::{PlacedWord, TimeWord, words};

/// Behind these words stands another paper, or what the figures are compared with.
static ELSEWHERE: LazyLock<Vec<String>> = LazyLock::new(|| {
    keys(&[
        "kèm theo",
        "so với",
        "so sánh",
        "cùng kỳ",
        "kỳ trước",
        "ghi chú",
        "lưu ý",
        "thời hạn",
        "hạn gửi",
        "gửi trước",
        "nguyên nhân",
        "lý do",
        "căn cứ",
    ])
});

/// A paper that is named with its own year.
static PAPERS: LazyLock<Vec<String>> = LazyLock::new(|| {
    keys(&[
        "kế hoạch",
        "quyết định",
        "công văn",
        "nghị định",
        "nghị quyết",
        "thông tư",
        "chỉ thị",
        "chương trình",
        "hướng dẫn",
    ])
});

fn keys(words: &[&str]) -> Vec<String> {
    words.iter().map(|words| text::key(words)).collect()
}

/// Longest text that is looked at, in bytes; what is longer explains.
const LONGEST: usize = 500;

/// What a text tells of time; where a year is missing it is that of the run.
pub(super) fn spans(text: &str, run: MonthSpan) -> Vec<MonthSpan> {
    if text.len() > LONGEST {
        return Vec::new();
    }
    text.split(['\n', '\r']).flat_map(|line| spans_of_line(line, run)).collect()
}

fn spans_of_line(line: &str, run: MonthSpan) -> Vec<MonthSpan> {
    let key = text::key(line);
    let mut words = words(&key);
    // Most lines say nothing of time, and then nothing else is looked for.
    if !words.iter().any(|placed| placed.word.may_tell()) {
        return Vec::new();
    }
    let end = ELSEWHERE.iter().filter_map(|words| key.find(words.as_str())).min();
    let key = &key[..end.unwrap_or(key.len())];
    if end.is_some() {
        words = self::words(key);
    }
    let mut line = TextLine { words: &words, run, named: Vec::new(), days: Vec::new() };
    line.read();
    let TextLine { mut named, days, .. } = line;
    if accrues(&words) {
        // From the new year to the last time that is named.
        let ends = days.iter().copied().chain(named.iter().map(|span| span.last));
        let last = ends.max().unwrap_or(run.last);
        return vec![MonthSpan::of(last / 12 * 12, last)];
    }
    let of_paper = PAPERS.iter().any(|paper| key.contains(paper.as_str()));
    if of_paper || named.iter().any(|span| !span.year_only) {
        named.retain(|span| !span.year_only);
    }
    named
}

/// Whether a line is of all that came since the new year, and not of that beside something else.
fn accrues(words: &[PlacedWord]) -> bool {
    let at = |place: usize| words.get(place).map(|placed| placed.word);
    let beside = |place: usize| place > 0 && matches!(at(place - 1), Some(TimeWord::And));
    let of_quarter = (0..words.len())
        .any(|i| at(i) == Some(TimeWord::Head) && at(i + 1) == Some(TimeWord::Quarter));
    !of_quarter
        && (0..words.len()).any(|i| {
            let since = at(i) == Some(TimeWord::From)
                && at(i + 1) == Some(TimeWord::Head)
                && at(i + 2) == Some(TimeWord::Year);
            (since || at(i) == Some(TimeWord::Accrued)) && !beside(i)
        })
}

/// A day; the year may be left to the day that follows.
#[derive(Debug, Clone, Copy)]
struct Date {
    day: u32,
    month: u32,
    year: Option<u32>,
}

struct TextLine<'w> {
    words: &'w [PlacedWord],
    run: MonthSpan,
    named: Vec<MonthSpan>,
    /// Months of single days, which tell nothing but the end of what adds up.
    days: Vec<u32>,
}

impl TextLine<'_> {
    fn at(&self, place: usize) -> Option<TimeWord> {
        self.words.get(place).map(|placed| placed.word)
    }

    const fn own_year(&self) -> u32 {
        self.run.last / 12
    }

    fn read(&mut self) {
        let mut place = 0;
        while place < self.words.len() {
            place = self.step(place).unwrap_or(place + 1);
        }
    }

    /// Reads what begins at a place; gives the place behind it.
    fn step(&mut self, place: usize) -> Option<usize> {
        self.days_between(place)
            .or_else(|| self.single_day(place))
            .or_else(|| self.first_months(place))
            .or_else(|| self.parts(place))
            .or_else(|| self.behind_kind(place))
            .or_else(|| self.year_alone(place))
    }

    /// `15/6/2023`, `15/6`, `15 tháng 6 năm 2023`.
    fn date(&self, place: usize) -> Option<(Date, usize)> {
        let place = place + usize::from(self.at(place) == Some(TimeWord::Day));
        if let Some((date, next)) = self.machine_date(place) {
            return Some((date, next));
        }
        let (TimeWord::Number(day @ 1..=31, 1..=2), month) = (self.at(place)?, self.at(place + 2)?)
        else {
            return None;
        };
        let (TimeWord::Number(month @ 1..=12, 1..=2), between) = (month, self.at(place + 1)?)
        else {
            return None;
        };
        if !matches!(between, TimeWord::Month | TimeWord::Sign('/' | '.' | '-')) {
            return None;
        }
        let (year, next) = self.year_behind(place + 3);
        Some((Date { day, month, year }, self.behind_time(next)))
    }

    /// `2023-06-15`, `2023/06/15`, as programs write a day; perhaps with the time behind it: `2023-06-15 00:00:00`.
    fn machine_date(&self, place: usize) -> Option<(Date, usize)> {
        let at = |behind: usize| self.at(place + behind);
        let (
            Some(TimeWord::Number(year @ 1990..=2100, 4)),
            Some(TimeWord::Sign(sign @ ('-' | '/' | '.'))),
        ) = (at(0), at(1))
        else {
            return None;
        };
        let (
            Some(TimeWord::Number(month @ 1..=12, 1..=2)),
            Some(TimeWord::Number(day @ 1..=31, 1..=2)),
        ) = (at(2), at(4))
        else {
            return None;
        };
        let date = Date { day, month, year: Some(year) };
        (at(3) == Some(TimeWord::Sign(sign))).then_some((date, self.behind_time(place + 5)))
    }

    /// The place behind the time of a day, where one stands there: `23:59:59`, `T23:59`.
    fn behind_time(&self, place: usize) -> usize {
        let hour = place + usize::from(self.at(place) == Some(TimeWord::ShortMonth));
        let number = |place| matches!(self.at(place), Some(TimeWord::Number(_, 1..=2)));
        let behind = |place| self.at(place) == Some(TimeWord::Sign(':')) && number(place + 1);
        match number(hour) && behind(hour + 1) {
            true if behind(hour + 3) => hour + 5,
            true => hour + 3,
            false => place,
        }
    }

    /// `từ ngày 15/6/2023 đến ngày 14/9/2023`.
    fn days_between(&mut self, place: usize) -> Option<usize> {
        let start = place + usize::from(self.at(place) == Some(TimeWord::From));
        let (from, mut next) = self.date(start)?;
        let joins = |word| matches!(word, TimeWord::To | TimeWord::Sign('-'));
        let gap = next;
        while self.at(next).is_some_and(joins) {
            next += 1;
        }
        let (to, end) = self.date(next).filter(|_| next > gap)?;
        let last = to.year.unwrap_or(self.own_year());
        // `15/12 - 14/3/2023` begins in the year before.
        let turned = u32::from(from.month > to.month);
        let first = from.year.unwrap_or(last - turned);
        self.named.push(days(
            (first * 12 + from.month - 1, from.day),
            (last * 12 + to.month - 1, to.day),
        ));
        Some(end)
    }

    /// The day of a paper or a signature: `ngày 05/10/2023`, `ngày … tháng 10 năm 2023`.
    fn single_day(&mut self, place: usize) -> Option<usize> {
        let named = self.at(place) == Some(TimeWord::Day);
        if let Some((date, next)) =
            self.date(place).filter(|(date, _)| named || date.year.is_some())
        {
            self.days.push(date.year.unwrap_or(self.own_year()) * 12 + date.month - 1);
            return Some(next);
        }
        let mut next = place + 1;
        while named && matches!(self.at(next), Some(TimeWord::Sign(_) | TimeWord::Other)) {
            next += 1;
        }
        if !named || self.at(next) != Some(TimeWord::Month) {
            return None;
        }
        next += 1;
        while matches!(
            self.at(next),
            Some(TimeWord::Sign(_) | TimeWord::Year | TimeWord::Number(..))
        ) {
            next += 1;
        }
        Some(next)
    }

    /// `9 tháng đầu năm 2023`, `6 tháng cuối năm`, `9T/2023`.
    fn first_months(&mut self, place: usize) -> Option<usize> {
        let months = number(self.at(place)?).filter(|months| (2..=12).contains(months))?;
        let short = self.at(place + 1) == Some(TimeWord::ShortMonth);
        let glued = self.words.get(place + 1)?.glued;
        if self.at(place + 1) != Some(TimeWord::Month) && !(short && glued) {
            return None;
        }
        let bound = self.at(place + 2);
        let (year, next) = self.year_behind(
            place + 2 + usize::from(bound == Some(TimeWord::Head) || bound == Some(TimeWord::Tail)),
        );
        let bounded = matches!(bound, Some(TimeWord::Head | TimeWord::Tail)) || year.is_some();
        if !bounded && (short || !matches!(months, 6 | 9 | 12)) {
            return None;
        }
        let year = year.or_else(|| self.year_before(place)).unwrap_or(self.own_year());
        let span = if bound == Some(TimeWord::Tail) { (13 - months, 12) } else { (1, months) };
        self.named.push(MonthSpan::months(year, span.0, span.1));
        Some(next)
    }

    /// Quarters and months, one or several: `Quý III/2023`, `tháng 7, 8, 9 năm 2023`, `T9/2023`.
    fn parts(&mut self, place: usize) -> Option<usize> {
        let (unit, short) = match self.at(place)? {
            TimeWord::Quarter => (TimeWord::Quarter, false),
            TimeWord::ShortQuarter => (TimeWord::Quarter, true),
            TimeWord::Month => (TimeWord::Month, false),
            TimeWord::ShortMonth => (TimeWord::Month, true),
            _ => return None,
        };
        let (months, most) = if unit == TimeWord::Quarter { (3, 4) } else { (1, 12) };
        let mut first = place + 1;
        while matches!(self.at(first), Some(TimeWord::Sign('.' | '-' | ':'))) {
            first += 1;
        }
        if short && !self.words.get(first)?.glued {
            return None;
        }
        let ((from, mut year), mut next) = self.part(first, most)?;
        let (mut to, own) = (from, year);
        while let Some(((part, of), end)) = self.another(next, unit, most) {
            (to, year, next) = (part, of.or(year), end);
        }
        // `Q3` may be a ward or a district, `T1` a form.
        let before = place.checked_sub(1).and_then(|before| self.at(before));
        let alone = place == 0 && next == self.words.len();
        let before_year = self.year_before(place);
        if short && year.or(before_year).is_none() && before != Some(TimeWord::Kind) && !alone {
            return None;
        }
        let of = year.or(before_year).unwrap_or(self.own_year());
        let from = own.unwrap_or(of) * 12 + (from - 1) * months;
        let to = of * 12 + to * months - 1;
        // `đến tháng 9` is the end of something.
        if before == Some(TimeWord::To) || from > to {
            self.days.push(to);
        } else {
            self.named.push(MonthSpan::of(from, to));
        }
        Some(next)
    }

    /// A number of a quarter or month, with the year behind it, and the place behind both.
    fn part(&self, place: usize, most: u32) -> Option<((u32, Option<u32>), usize)> {
        let mut part = number(self.at(place)?)?;
        let mut next = place + 1;
        if part == 10
            && let Some(TimeWord::Spelled(more @ 1..=2)) = self.at(next)
        {
            (part, next) = (part + more, next + 1);
        }
        let (year, end) = self.year_behind(next);
        (1..=most)
            .contains(&part)
            .then_some(((part, year), if year.is_some() { end } else { next }))
    }

    /// The next of several.
    fn another(
        &self,
        place: usize,
        unit: TimeWord,
        most: u32,
    ) -> Option<((u32, Option<u32>), usize)> {
        let mut next = place;
        while matches!(
            self.at(next),
            Some(TimeWord::To | TimeWord::And | TimeWord::Sign(',' | '+' | '-' | '&'))
        ) {
            next += 1;
        }
        if next == place {
            return None;
        }
        let named = self.at(next) == Some(unit);
        let found = self.part(next + usize::from(named), most)?;
        // `Quý I và 3 tháng đầu năm`, `tháng 9 - 30/9`.
        let other = matches!(
            self.at(found.1),
            Some(TimeWord::Month | TimeWord::ShortMonth | TimeWord::Sign('/'))
        );
        (named || !other).then_some(found)
    }

    /// `Kỳ báo cáo: 09/2023`, `kỳ III/2023`.
    fn behind_kind(&mut self, place: usize) -> Option<usize> {
        let mut before = self.words[..place].iter().rev().map(|placed| placed.word);
        if before.find(|word| !matches!(word, TimeWord::Sign(_))) != Some(TimeWord::Kind) {
            return None;
        }
        let quarter = matches!(self.at(place)?, TimeWord::Spelled(1..=4));
        let ((part, year), next) = self.part(place, if quarter { 4 } else { 12 })?;
        let year = year?;
        let span = if quarter { (part * 3 - 2, part * 3) } else { (part, part) };
        self.named.push(MonthSpan::months(year, span.0, span.1));
        Some(next)
    }

    fn year_alone(&mut self, place: usize) -> Option<usize> {
        let (Some(TimeWord::Year), TimeWord::Number(year, 4)) =
            (self.at(place), self.at(place + 1)?)
        else {
            return None;
        };
        let span = MonthSpan::months(year, 1, 12);
        self.named.push(MonthSpan { year_only: true, ..span });
        Some(place + 2)
    }

    /// The year that stands at a place, behind `năm`, `/` and the like, and the place behind it.
    fn year_behind(&self, place: usize) -> (Option<u32>, usize) {
        let mut next = place;
        while next < place + 3
            && matches!(
                self.at(next),
                Some(TimeWord::Year | TimeWord::Sign('/' | '-' | '.' | ',' | '('))
            )
        {
            next += 1;
        }
        match self.at(next) {
            Some(TimeWord::Number(year @ 1990..=2100, 4)) => (Some(year), next + 1),
            Some(TimeWord::Number(year, 2))
                if next > place && self.at(next - 1) == Some(TimeWord::Sign('/')) =>
            {
                (Some(2000 + year), next + 1)
            }
            _ => (None, place),
        }
    }

    /// `2023-Q3`, `năm 2022, quý IV`.
    fn year_before(&self, place: usize) -> Option<u32> {
        let before = self.words[..place].iter().rev().map(|placed| placed.word);
        match before.into_iter().find(|word| !matches!(word, TimeWord::Sign(_))) {
            Some(TimeWord::Number(year @ 1990..=2100, 4)) => Some(year),
            _ => None,
        }
    }
}

const fn number(word: TimeWord) -> Option<u32> {
    match word {
        TimeWord::Number(number, 1..=2) | TimeWord::Spelled(number) => Some(number),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
