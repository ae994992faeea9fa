//! How a unit stands, and by how many files it is apart from those next to it, for a person.

use crate::cli::diff::page::DiffPage;
use crate::pipeline::Ranking;
use crate::rank::FilesBetween;
use crate::run::{Neighbour, PlaceTrace};
use crate::table::Sum;

/// Units of one place that are named; of more it is told how many there are.
const NAMED: usize = 3;

impl DiffPage<'_> {
    /// How a unit stands in one ranking.
    pub(super) fn standing(&mut self, place: &PlaceTrace) {
        let words = self.words;
        let ranking = &words.pipeline.rankings[place.ranking];
        let own = &place.standing;
        let group = own.group.as_ref().map_or(String::new(), |id| format!(" – {}", words.unit(id)));
        let at = if let Some(at) = own.place {
            words.say(
                format!("hạng {at} trong {} đơn vị có hạng", own.of),
                format!("place {at} of {} ranked", own.of),
            )
        } else {
            let why = words.status(own.status);
            words.say(format!("không xếp hạng: {why}"), format!("unranked: {why}"))
        };
        let title = format!("{} · {} ({}){group}: {at}", own.unit_name, ranking.title, ranking.id);
        let title = self.paint.strong(&title);
        self.line(&format!("\n{title}"));
        let value = self.value(own.value, &place.sums, ranking);
        self.line(&format!("  {value}"));
        if let Some(short) = place.short_by {
            let short = words.whole(short);
            let least = words.whole(ranking.minimum_denominator);
            let said = words.say(
                format!("  mẫu số còn thiếu {short} mới đủ mức tối thiểu {least}"),
                format!("  {short} more below the line would reach the minimum of {least}"),
            );
            self.line(&said);
        }
        let above = words.pick("đứng ngay trên", "next above");
        let tied = words.pick("đồng hạng", "tied");
        let below = words.pick("đứng ngay dưới", "next below");
        self.neighbours(above, &place.above, place, true);
        self.neighbours(tied, &place.tied, place, true);
        self.neighbours(below, &place.below, place, false);
    }

    fn neighbours(&mut self, what: &str, others: &[Neighbour], of: &PlaceTrace, upward: bool) {
        let words = self.words;
        let ranking = &words.pipeline.rankings[of.ranking];
        // The one that needs least comes first.
        let mut others: Vec<&Neighbour> = others.iter().collect();
        others.sort_by_key(|other| {
            other.reach.iter().map(|reach| reach.files.unwrap_or(i64::MAX)).min()
        });
        for other in others.iter().take(NAMED) {
            let row = &other.standing;
            let at = row.place.map_or(String::new(), |place| {
                words.say(format!(", hạng {place}"), format!(", place {place}"))
            });
            let value = self.value(row.value, &other.sums, ranking);
            let who = if upward { &of.standing.unit_name } else { &row.unit_name };
            let files: Vec<String> =
                other.reach.iter().map(|reach| self.files_between(who, reach)).collect();
            let files =
                if files.is_empty() { String::new() } else { format!("; {}", files.join("; ")) };
            self.line(&format!("  {what}: {}{at}, {value}{files}", row.unit_name));
        }
        let more = others.len().saturating_sub(NAMED);
        if more > 0 {
            let line = words.more(more);
            self.line(&format!("  {what}: {line}"));
        }
    }

    /// How many files would bring a unit level.
    fn files_between(&self, who: &str, reach: &FilesBetween) -> String {
        let words = self.words;
        let metric = words.pipeline.metric(reach.metric);
        let counted = metric.numerator_title.as_str();
        let scale = metric.numerator.terms.first().map(|&(_, of)| words.pipeline.measure(of));
        let scale = scale.map_or("", |measure| measure.scale.as_str());
        match (reach.files, reach.fewer) {
            (None, _) => words.say(
                format!("{who} không thể đứng ngang chỉ nhờ “{counted}” (mẫu số giữ nguyên)"),
                format!("{who} cannot draw level by “{counted}” alone (denominator as it is)"),
            ),
            (Some(files), fewer) => {
                let files = words.whole(files);
                let (vi, en) =
                    if fewer { ("cần bớt", "fewer") } else { ("cần thêm", "more") };
                words.say(
                    format!("{who} {vi} {files} {scale} “{counted}” để đứng ngang hoặc trên (mẫu số giữ nguyên)"),
                    format!(
                        "{who} needs {files} {en} “{counted}” to draw level or pass (denominator as it is)"
                    ),
                )
            }
        }
    }

    /// What a unit is ranked by.
    fn value(&self, value: Option<f64>, sums: &[Option<Sum>], ranking: &Ranking) -> String {
        let words = self.words;
        if let Some(declared) = words.pipeline.indicator_of(ranking) {
            let title = &words.pipeline.measure(declared.measure).title;
            let told =
                value.map_or_else(|| "–".to_owned(), |value| declared.told(value, words.lang));
            return format!("{title}: {told}");
        }
        let rate = |sum: &Option<Sum>| words.rate(sum.map(|sum| (sum.numerator, sum.denominator)));
        let rates: Vec<String> = sums.iter().map(rate).collect();
        let rates = rates.join(" + ");
        let points = value.filter(|_| ranking.is_score()).map(|points| {
            let points = format!("{points:.2}");
            words.say(format!("{} điểm", points.replace('.', ",")), format!("{points} points"))
        });
        points.map_or_else(|| rates.clone(), |points| format!("{points}: {rates}"))
    }
}
