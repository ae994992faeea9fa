//! Whether the record of a draw holds: by itself, reckoned again from its seed, and against the plan and the register of
//! now, which may have changed since. Every difference is told, not only the first.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{DrawCandidate, DrawRecord, DrawnDistrict, DrawnFiles, Sentence};

use super::draw::{digest, order};
use super::seed::DrawSeed;

/// Something that a record says and that is otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawDifference {
    /// Against what.
    pub against: DrawAgainst,
    /// The district it is about, by its name; nothing where it is about the whole draw.
    pub district: Option<String>,
    /// What is told.
    pub said: Sentence,
}

/// What a record was held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DrawAgainst {
    /// Itself: somebody changed it, or drew by another rule.
    Itself,
    /// The plan and the register as they are now.
    Now,
}

/// What a record says that does not follow from its own seed and rule.
#[must_use]
pub fn check_record(record: &DrawRecord) -> Vec<DrawDifference> {
    let mut told = Differences { against: DrawAgainst::Itself, district: None, all: Vec::new() };
    if record.version != DrawRecord::VERSION {
        let (version, known) = (record.version, DrawRecord::VERSION);
        told.add(
            format!("biên bản theo phiên bản {version}, chương trình này biết phiên bản {known}"),
            format!("the record is of version {version}, this program knows version {known}"),
        );
        return told.all;
    }
    if digest(record) != record.digest {
        told.add(
            "mã biên bản không khớp nội dung: tệp đã bị sửa sau khi bốc thăm",
            "the digest is not that of the record: the file was changed after the draw",
        );
    }
    if DrawSeed::new(&record.seed).ok().is_none_or(|seed| seed.as_str() != record.seed) {
        told.add(
            "hạt giống không ở dạng đã quy định (NFC, không có dấu cách thừa, không có ký tự ẩn)",
            "the seed is not in its prescribed form (NFC, no further blanks, nothing unseen)",
        );
    }
    let mut seen = BTreeSet::new();
    for district in &record.districts {
        told.district = Some(district.unit_name.clone());
        let left_out = district.left_out.iter().map(|left| (&left.unit_id, &left.unit_name));
        let candidates = district.candidates.iter().map(|one| (&one.unit_id, &one.unit_name));
        for (id, name) in candidates.chain(left_out) {
            if !seen.insert(id) {
                told.add(
                    format!("{name} ({id}) có hai lần trong biên bản"),
                    format!("{name} ({id}) stands in the record twice"),
                );
            }
        }
        check_district(record, district, &mut told);
    }
    told.all
}

/// Reckons the tickets, the order and the choice of a district again.
fn check_district(record: &DrawRecord, district: &DrawnDistrict, told: &mut Differences) {
    let mut again = district.clone();
    for candidate in &mut again.candidates {
        candidate.tickets = candidate.files.map_or(1, DrawnFiles::tickets);
    }
    order(record, &mut again);
    let of = |unit: &str| again.candidates.iter().find(|candidate| candidate.unit_id == unit);
    for candidate in &district.candidates {
        let DrawCandidate { unit_id, unit_name, .. } = candidate;
        let Some(right) = of(unit_id) else { continue };
        let is = (candidate.tickets, candidate.ticket, candidate.hash.as_str());
        let due = (right.tickets, right.ticket, right.hash.as_str());
        if is != due {
            told.add(
                format!(
                    "{unit_name} ({unit_id}): ghi {} phiếu, phiếu nhỏ nhất số {}, mã {}; tính lại được {}, {}, {}",
                    is.0, is.1, is.2, due.0, due.1, due.2,
                ),
                format!(
                    "{unit_name} ({unit_id}): {} tickets, the lowest of them number {}, {} are written; reckoned again {}, {}, {}",
                    is.0, is.1, is.2, due.0, due.1, due.2,
                ),
            );
        }
        if candidate.drawn != right.drawn {
            told.add(
                if right.drawn {
                    format!("{unit_name} ({unit_id}) phải được chọn mà biên bản ghi là không")
                } else {
                    format!("{unit_name} ({unit_id}) ghi là được chọn mà tính lại thì không")
                },
                if right.drawn {
                    format!(
                        "{unit_name} ({unit_id}) is to be drawn, and the record says that it is not"
                    )
                } else {
                    format!(
                        "{unit_name} ({unit_id}) is written as drawn, and reckoned again it is not"
                    )
                },
            );
        }
    }
    let ids = |district: &DrawnDistrict| -> Vec<String> {
        district.candidates.iter().map(|candidate| candidate.unit_id.clone()).collect()
    };
    if ids(district) != ids(&again) {
        told.add(
            "các xã không đứng theo thứ tự mã tăng dần",
            "the communes do not stand in the order of their tickets",
        );
    }
}

/// What a record says otherwise than a draw by the plan and the register of now would, with the same seed.
#[must_use]
pub fn compare_draws(record: &DrawRecord, now: &DrawRecord) -> Vec<DrawDifference> {
    let mut told = Differences { against: DrawAgainst::Now, district: None, all: Vec::new() };
    let since = |day: &Option<String>| day.clone().unwrap_or_else(|| "–".to_owned());
    let weights = |record: &DrawRecord| {
        record.weights.as_ref().map_or_else(|| "–".to_owned(), |weights| weights.metric.clone())
    };
    for (vi, en, then, now) in [
        ("tên kế hoạch", "name of the plan", record.plan.id.clone(), now.plan.id.clone()),
        (
            "số quyết định",
            "number of the decision",
            record.plan.number.clone(),
            now.plan.number.clone(),
        ),
        (
            "nội dung kế hoạch",
            "title of the plan",
            record.plan.title.clone(),
            now.plan.title.clone(),
        ),
        (
            "nguồn hạt giống",
            "source of the seed",
            record.seed_source.clone(),
            now.seed_source.clone(),
        ),
        (
            "không chọn nơi đã kiểm tra từ ngày",
            "who was inspected since is left out",
            since(&record.not_inspected_since),
            since(&now.not_inspected_since),
        ),
        ("phiếu thêm theo", "further tickets by", weights(record), weights(now)),
    ] {
        told.unless_same((vi, en), &then, &now);
    }
    let by_id: BTreeMap<&str, &DrawnDistrict> =
        now.districts.iter().map(|district| (district.unit_id.as_str(), district)).collect();
    for then in &record.districts {
        told.district = Some(then.unit_name.clone());
        match by_id.get(then.unit_id.as_str()) {
            Some(now) => compare_district(then, now, &mut told),
            None => told.add(
                "kế hoạch nay không kiểm tra huyện này, hoặc danh mục không còn",
                "the plan does not inspect this district now, or the register does not know it",
            ),
        }
    }
    let known: BTreeSet<&str> =
        record.districts.iter().map(|district| district.unit_id.as_str()).collect();
    for added in now.districts.iter().filter(|now| !known.contains(now.unit_id.as_str())) {
        told.district = Some(added.unit_name.clone());
        told.add(
            "kế hoạch nay kiểm tra huyện này, biên bản không có",
            "the plan inspects this district now, and the record has no draw of it",
        );
    }
    told.all
}

fn compare_district(then: &DrawnDistrict, now: &DrawnDistrict, told: &mut Differences) {
    let pair = |district: &DrawnDistrict| format!("{} – {}", district.from, district.to);
    for (words, was, is) in [
        (("tên", "name"), then.unit_name.clone(), now.unit_name.clone()),
        (
            ("số xã phải chọn", "communes to draw"),
            then.communes.to_string(),
            now.communes.to_string(),
        ),
        (("ngày kiểm tra", "days of the visit"), pair(then), pair(now)),
        (("kỳ báo cáo", "period"), then.period.to_string(), now.period.to_string()),
    ] {
        told.unless_same(words, &was, &is);
    }
    let [was, is] = [then, now].map(standings);
    for (id, standing) in &was {
        match is.get(id) {
            None => told.add(
                format!("{} ({id}) không còn trong danh mục của huyện", standing.name),
                format!("{} ({id}) is not in the register of the district any more", standing.name),
            ),
            Some(now) => standing.compare(id, now, told),
        }
    }
    for (id, standing) in is.iter().filter(|(id, _)| !was.contains_key(*id)) {
        told.add(
            format!("{} ({id}) nay có trong danh mục của huyện, biên bản không có", standing.name),
            format!(
                "{} ({id}) is in the register of the district now, not in the record",
                standing.name
            ),
        );
    }
}

/// What a draw has about a commune, drawn from or left out.
struct CommuneStanding<'r> {
    name: &'r str,
    left_out: Option<(&'r str, &'r str)>,
    tickets: u32,
}

fn standings(district: &DrawnDistrict) -> BTreeMap<&str, CommuneStanding<'_>> {
    let candidates = district.candidates.iter().map(|one| {
        let standing =
            CommuneStanding { name: &one.unit_name, left_out: None, tickets: one.tickets };
        (one.unit_id.as_str(), standing)
    });
    let left_out = district.left_out.iter().map(|left| {
        let why = Some((left.inspected_on.as_str(), left.document.as_str()));
        (
            left.unit_id.as_str(),
            CommuneStanding { name: &left.unit_name, left_out: why, tickets: 0 },
        )
    });
    candidates.chain(left_out).collect()
}

impl CommuneStanding<'_> {
    fn compare(&self, id: &str, now: &Self, told: &mut Differences) {
        if self.name != now.name {
            told.add(
                format!("{} ({id}) nay tên là {}", self.name, now.name),
                format!("{} ({id}) is called {} now", self.name, now.name),
            );
        }
        let name = self.name;
        match (self.left_out, now.left_out) {
            (None, Some((on, document))) => told.add(
                format!("{name} ({id}) nay không được chọn vì đã kiểm tra đến {on} ({document})"),
                format!("{name} ({id}) would be left out now: inspected until {on} ({document})"),
            ),
            (Some((on, document)), None) => told.add(
                format!("{name} ({id}) bị để ngoài vì đã kiểm tra đến {on} ({document}), nay không còn lý do đó"),
                format!("{name} ({id}) was left out as inspected until {on} ({document}); nothing says so now"),
            ),
            (Some(was), Some(is)) if was != is => told.add(
                format!("{name} ({id}): lần kiểm tra trước ghi {} ({}), nay là {} ({})", was.0, was.1, is.0, is.1),
                format!("{name} ({id}): inspected until {} ({}), now {} ({})", was.0, was.1, is.0, is.1),
            ),
            (None, None) if self.tickets != now.tickets => told.add(
                format!("{name} ({id}): {} phiếu, theo số liệu nay là {}", self.tickets, now.tickets),
                format!("{name} ({id}): {} tickets, by the figures of now {}", self.tickets, now.tickets),
            ),
            _ => {}
        }
    }
}

/// What was told so far.
struct Differences {
    against: DrawAgainst,
    district: Option<String>,
    all: Vec<DrawDifference>,
}

impl Differences {
    fn add(&mut self, vi: impl Into<String>, en: impl Into<String>) {
        let (against, district) = (self.against, self.district.clone());
        self.all.push(DrawDifference { against, district, said: Sentence::new(vi, en) });
    }

    fn unless_same(&mut self, (vi, en): (&str, &str), then: &str, now: &str) {
        if then != now {
            self.add(
                format!("{vi}: biên bản ghi “{then}”, nay là “{now}”"),
                format!("{en}: “{then}” in the record, “{now}” now"),
            );
        }
    }
}
