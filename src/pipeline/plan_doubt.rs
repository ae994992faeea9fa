//! What a plan of inspection leaves in doubt. A decision may set a deadline on a Sunday, and then it holds: this is told to
//! those who prepare, and stops nothing.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use super::inspection::{InspectionPlan, InspectionTarget};
use super::register::{Match, Register};
use crate::model::{Lang, Sentence};
use crate::text::day;

/// Something of a plan that may be meant otherwise; units by their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanDoubt {
    /// Nobody works on that day.
    DayOff {
        /// The day.
        day: Date,
        /// What it is.
        of: PlanDay,
        /// Whose; nobody's own where all others are meant.
        units: Vec<String>,
    },
    /// A report is due when the visit has begun.
    DueAtVisit {
        /// Whose.
        unit: String,
        /// By when it is due.
        report_by: Date,
        /// First day of the visit.
        from: Date,
    },
    /// One office leads two visits at once.
    Overlap {
        /// The office.
        lead: String,
        /// Who is visited.
        units: [String; 2],
        /// First day of both.
        from: Date,
        /// Last day of both.
        to: Date,
    },
    /// A visit ends when all others have reported already.
    AfterOthers {
        /// Who is visited.
        unit: String,
        /// Last day of the visit.
        to: Date,
        /// By when the others report.
        others: Date,
    },
    /// An office that the register does not know, while it knows one of nearly the same name.
    NearOffice {
        /// As it is written.
        office: String,
        /// Of the register.
        near: String,
    },
    /// Who is visited was inspected not long ago.
    InspectedBefore {
        /// Who is visited.
        unit: String,
        /// When that ended.
        on: Date,
        /// What says so.
        document: String,
    },
}

/// What a day of a plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlanDay {
    /// The last day of reports.
    Report,
    /// The last day of the reports of everybody else.
    Others,
    /// The first day of a visit.
    First,
    /// The last day of a visit.
    Last,
}

impl InspectionPlan {
    /// What it leaves in doubt, by kind and day.
    #[must_use]
    pub fn doubts(&self, units: &Register) -> Vec<PlanDoubt> {
        let name = |id: &str| {
            units.find_id(id).map_or_else(|| id.to_owned(), |ix| units.get(ix).name.clone())
        };
        let mut doubts = self.days_off(&name);
        doubts.extend(self.targets.iter().filter(|target| target.report_by >= target.from).map(
            |target| PlanDoubt::DueAtVisit {
                unit: name(&target.unit),
                report_by: target.report_by,
                from: target.from,
            },
        ));
        doubts.extend(self.near_offices(units));
        doubts.extend(self.overlaps(&name));
        let late = self.targets.iter().filter_map(|target| {
            let others = self.others_report_by.filter(|others| target.to > *others)?;
            Some(PlanDoubt::AfterOthers { unit: name(&target.unit), to: target.to, others })
        });
        doubts.extend(late);
        doubts.extend(self.inspected_before(&name));
        doubts
    }

    fn days_off(&self, name: &impl Fn(&str) -> String) -> Vec<PlanDoubt> {
        let mut days: BTreeMap<(PlanDay, Date), Vec<String>> = BTreeMap::new();
        for target in &self.targets {
            let of = [
                (PlanDay::Report, target.report_by),
                (PlanDay::First, target.from),
                (PlanDay::Last, target.to),
            ];
            for key in of {
                days.entry(key).or_default().push(name(&target.unit));
            }
        }
        days.extend(self.others_report_by.map(|day| ((PlanDay::Others, day), Vec::new())));
        let off = days
            .into_iter()
            .filter(|((_, day), _)| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday));
        off.map(|((of, day), units)| PlanDoubt::DayOff { day, of, units }).collect()
    }

    fn near_offices(&self, units: &Register) -> Vec<PlanDoubt> {
        let offices = self.targets.iter().flat_map(|target| [&target.lead, &target.deputy]);
        let offices: BTreeSet<&String> = offices.filter(|office| !office.is_empty()).collect();
        let near = offices.into_iter().filter_map(|office| match units.find(office, |_, _| true) {
            Match::None(near) => {
                let near = units.get(*near.first()?).name.clone();
                Some(PlanDoubt::NearOffice { office: office.clone(), near })
            }
            Match::One(_) | Match::Many(_) => None,
        });
        near.collect()
    }

    fn overlaps(&self, name: &impl Fn(&str) -> String) -> Vec<PlanDoubt> {
        let both = |one: &InspectionTarget, other: &InspectionTarget| {
            let (from, to) = (one.from.max(other.from), one.to.min(other.to));
            (one.lead == other.lead && from <= to).then(|| PlanDoubt::Overlap {
                lead: one.lead.clone(),
                units: [name(&one.unit), name(&other.unit)],
                from,
                to,
            })
        };
        let pairs = self.targets.iter().enumerate().flat_map(|(place, one)| {
            self.targets[place + 1..].iter().filter_map(move |other| both(one, other))
        });
        pairs.collect()
    }

    /// Units that were inspected within the years that the draw leaves out, before the first visit.
    #[must_use]
    pub fn inspected_within(&self) -> BTreeSet<&str> {
        let years = self.draw.as_ref().map_or(0, |draw| draw.not_within_years);
        let begin = self.targets.iter().map(|target| target.from).min();
        let since = begin.and_then(|day| day.checked_sub(i16::from(years).years()).ok());
        let inspected =
            self.inspected.iter().filter(|past| since.is_some_and(|since| past.on > since));
        inspected.filter(|_| years > 0).map(|past| past.unit.as_str()).collect()
    }

    fn inspected_before(&self, name: &impl Fn(&str) -> String) -> Vec<PlanDoubt> {
        let within = self.inspected_within();
        let targets = self.targets.iter().filter(|target| within.contains(target.unit.as_str()));
        let last = targets.filter_map(|target| {
            let all = self.inspected.iter().filter(|past| past.unit == target.unit);
            let last = all.max_by_key(|past| past.on)?;
            let document = last.document.clone();
            Some(PlanDoubt::InspectedBefore { unit: name(&target.unit), on: last.on, document })
        });
        last.collect()
    }
}

impl PlanDoubt {
    /// What it is.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        Sentence::of(|lang| self.say(lang))
    }

    fn say(&self, lang: Lang) -> String {
        let vi = lang == Lang::Vi;
        match self {
            Self::DayOff { day, of, units } => {
                let what = of.say(lang);
                let off = day_off(*day, lang);
                let of = if units.is_empty() {
                    String::new()
                } else {
                    format!(": {}", units.join("; "))
                };
                let day = told(*day, lang);
                if vi {
                    format!("{what} {day} là {off}{of}")
                } else {
                    format!("{what} {day} is a {off}{of}")
                }
            }
            Self::DueAtVisit { unit, report_by, from } => {
                let (due, from) = (told(*report_by, lang), told(*from, lang));
                if vi {
                    format!("{unit}: hạn báo cáo {due} không trước ngày bắt đầu kiểm tra {from}")
                } else {
                    format!("{unit}: the report is due {due}, not before the visit begins {from}")
                }
            }
            Self::Overlap { lead, units: [one, other], from, to } => {
                let (from, to) = (told(*from, lang), told(*to, lang));
                if vi {
                    format!(
                        "{lead} chủ trì hai cuộc kiểm tra cùng lúc từ {from} đến {to}: {one}; {other}"
                    )
                } else {
                    format!("{lead} leads two visits at once from {from} to {to}: {one}; {other}")
                }
            }
            Self::AfterOthers { unit, to, others } => {
                let (to, others) = (told(*to, lang), told(*others, lang));
                if vi {
                    format!(
                        "{unit}: kiểm tra đến {to}, sau hạn báo cáo {others} của các đơn vị khác"
                    )
                } else {
                    format!(
                        "{unit}: visited until {to}, after all others have reported by {others}"
                    )
                }
            }
            Self::NearOffice { office, near } if vi => {
                format!("cơ quan `{office}` không có trong danh mục; có phải là `{near}`?")
            }
            Self::NearOffice { office, near } => {
                format!("the office `{office}` is not in the register; is `{near}` meant?")
            }
            Self::InspectedBefore { unit, on, document } => {
                let on = told(*on, lang);
                if vi {
                    format!(
                        "{unit}: đã được kiểm tra, kết thúc {on} ({document}); nội dung đó không kiểm tra lại"
                    )
                } else {
                    format!(
                        "{unit}: was inspected until {on} ({document}); the same is not inspected again"
                    )
                }
            }
        }
    }
}

impl PlanDay {
    const fn say(self, lang: Lang) -> &'static str {
        match self {
            Self::Report => lang.pick("hạn báo cáo", "the last day of reports"),
            Self::Others => lang.pick(
                "hạn báo cáo của các đơn vị khác",
                "the last day of the reports of all others",
            ),
            Self::First => lang.pick("ngày bắt đầu kiểm tra", "the first day of a visit"),
            Self::Last => lang.pick("ngày kết thúc kiểm tra", "the last day of a visit"),
        }
    }
}

fn day_off(day: Date, lang: Lang) -> &'static str {
    match day.weekday() {
        Weekday::Sunday => lang.pick("Chủ nhật", "Sunday"),
        _ => lang.pick("thứ Bảy", "Saturday"),
    }
}

/// A day as officials write it; in English as it sorts.
fn told(at: Date, lang: Lang) -> String {
    let iso = at.to_string();
    if lang == Lang::Vi { day(&iso) } else { iso }
}
