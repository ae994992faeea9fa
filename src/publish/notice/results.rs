//! How a ranking came out, in sentences; each stands only where it is true.

use crate::model::{Rate, Scope};
use crate::pipeline::Ranking;
use crate::table::{Standing, StandingStatus};
use crate::text::{group_thousands, lower_first, percent};

use crate::publish::said::{Burden, Movers, class_counts, counted};
use crate::publish::workbook::ends;
use crate::publish::workbook::facts::{Facts, Missing};
use crate::publish::workbook::words;
use crate::publish::workbook::words::size;

/// The units of a ranking.
pub(super) struct LeagueResult<'a, 'f> {
    pub(super) facts: &'f Facts<'a>,
    pub(super) ranking: &'a Ranking,
    /// Those with a place, best first.
    pub(super) ranked: Vec<&'a Standing>,
    /// The others.
    pub(super) others: Vec<&'a Standing>,
    missing: Vec<Missing<'a>>,
}

impl<'a, 'f> LeagueResult<'a, 'f> {
    pub(super) fn of(facts: &'f Facts<'a>, ranking: &'a Ranking) -> Self {
        let standings = facts.inputs.rankings.of(&ranking.id);
        let (ranked, others) =
            standings.partition(|standing| standing.status == StandingStatus::Ranked);
        let missing = ends::missing(facts, ranking);
        Self { facts, ranking, ranked, others, missing }
    }

    /// The name of a unit as no other has it.
    pub(super) fn name(&self, standing: &Standing) -> String {
        let register = &self.facts.pipeline.register;
        let unit = register.find_id(&standing.unit_id);
        unit.map_or_else(|| standing.unit_name.clone(), |ix| register.name_apart(ix))
    }

    /// The same beside a place, with a mark where its figures are not whole.
    pub(super) fn marked(&self, standing: &Standing) -> String {
        ends::told_apart(self.facts, &self.missing, standing)
    }

    /// The league, as a sentence begins with it.
    pub(super) fn league(&self) -> String {
        let league = words::upper_first(&words::league(self.ranking));
        match self.ranking.scope {
            Scope::Own => league,
            Scope::Total => format!("{league} ({})", self.ranking.scope.title()),
        }
    }

    /// The sums of all that have a place, where the ranking is by one metric.
    pub(super) fn pooled(&self) -> Option<Rate> {
        let sums = self.ranked.iter().map(|standing| {
            Some(Rate { numerator: standing.numerator?, denominator: standing.denominator? })
        });
        let sums: Vec<Rate> = sums.collect::<Option<_>>()?;
        let sums = sums.into_iter().reduce(|a, b| Rate {
            numerator: a.numerator + b.numerator,
            denominator: a.denominator + b.denominator,
        });
        sums.filter(|sum| sum.denominator > 0)
    }

    /// All that there is to say, for a paragraph.
    pub(super) fn sentences(&self) -> String {
        if self.ranked.is_empty() {
            return format!("- {}: không có đơn vị nào được xếp hạng.", self.league());
        }
        let said = [Some(self.outcome()), self.moves(), self.classes(), self.concentration()];
        said.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    fn outcome(&self) -> String {
        let mut said = format!("- {}: xếp hạng {} đơn vị", self.league(), size(self.ranked.len()));
        if !self.others.is_empty() {
            said = format!("{said}, không xếp hạng {}", size(self.others.len()));
        }
        if let (Some(sum), [share]) = (self.pooled(), self.ranking.shares.as_slice()) {
            let title = &self.facts.pipeline.metric(share.metric).title;
            said = format!("{said}; {} chung {}", lower_first(title), self.figures(sum));
        }
        let first = self.ranked.first().map(|first| self.end(first));
        let places = [self.ranked.first(), self.ranked.last()].map(|one| one.and_then(|s| s.place));
        let last = self.ranked.last().filter(|_| places[0] != places[1]);
        let last = last.map(|last| format!(", đứng cuối {}", self.end(last))).unwrap_or_default();
        format!("{said}; đứng đầu {}{last}.", first.unwrap_or_default())
    }

    /// `97,65% (236.325/242.021 hồ sơ)`
    pub(super) fn figures(&self, sum: Rate) -> String {
        let scale = self
            .ranking
            .shares
            .first()
            .map(|share| self.facts.scale(self.facts.pipeline.metric(share.metric)));
        figures(sum, scale.unwrap_or_default())
    }

    fn end(&self, standing: &Standing) -> String {
        let tied = self.ranked.iter().filter(|other| other.place == standing.place).count();
        let others = match tied {
            0 | 1 => String::new(),
            _ => format!(" và {} đơn vị đồng hạng", size(tied - 1)),
        };
        let value = words::value(self.facts.pipeline, self.ranking, standing.value.unwrap_or(0.0));
        let points = if self.ranking.is_score() { " điểm" } else { "" };
        format!("{}{others} ({value}{points})", self.marked(standing))
    }

    /// How many went up and down, where there was a period before.
    fn moves(&self) -> Option<String> {
        let movers = Movers::of(self.facts, self.ranking);
        let counts = movers.counts().into_iter().zip(["tăng hạng", "giảm hạng", "giữ nguyên hạng"]);
        let counts = counts.filter(|(count, _)| *count > 0);
        let counts: Vec<String> =
            counts.map(|(count, what)| format!("{} đơn vị {what}", size(count))).collect();
        if counts.is_empty() {
            return None;
        }
        let far = |up, what: &str| {
            let (mover, more) = movers.far(up)?;
            let others = match more {
                0 => String::new(),
                more => format!(" và {} đơn vị khác", size(more)),
            };
            let (then, now) = (mover.then, mover.now);
            let name = self.marked(mover.standing);
            Some(format!("; {what} nhiều nhất: {name} ({then} → {now}){others}"))
        };
        let ends =
            [far(true, "tăng"), far(false, "giảm")].into_iter().flatten().collect::<String>();
        Some(format!("So với kỳ trước: {}{ends}.", counts.join(", ")))
    }

    /// How many units are in each class.
    fn classes(&self) -> Option<String> {
        let counts = class_counts(self.facts, self.ranking);
        (!counts.is_empty()).then(|| format!("Xếp loại: {}.", counted(&counts)))
    }

    /// What counts against its units.
    pub(super) fn burden(&self) -> Option<Burden<&'a Standing>> {
        Burden::of(self.facts, self.ranking, &self.ranked)
    }

    /// Whether a few hold much of it.
    fn concentration(&self) -> Option<String> {
        let burden = self.burden()?;
        let each = burden.heaviest()?;
        let named = each.iter().map(|(standing, count)| {
            format!("{} ({})", self.marked(standing), group_thousands(*count))
        });
        let (named, share) = (
            named.collect::<Vec<_>>().join(", "),
            percent(burden.share(&each).ratio().unwrap_or(0.0)),
        );
        let [few, all] = [each.len(), self.ranked.len()].map(size);
        let (total, what) = (group_thousands(burden.total), &burden.what);
        let how = burden.how.as_ref().map(|how| format!(" ({how})")).unwrap_or_default();
        Some(format!("{few} trong {all} đơn vị chiếm {share} của {total} {what}{how}: {named}."))
    }
}

/// `97,65% (236.325/242.021 hồ sơ)`
pub(super) fn figures(sum: Rate, scale: &str) -> String {
    let [above, below] = [sum.numerator, sum.denominator].map(group_thousands);
    let scale = if scale.is_empty() { String::new() } else { format!(" {scale}") };
    format!("{} ({above}/{below}{scale})", percent(sum.ratio().unwrap_or(0.0)))
}
