//! Đồng Nai without districts: 95 communes and the departments, each with a form of its own; the quarters on both sides of
//! 1 July 2025, in which what was left open by the old communes is carried over by the new ones; and a quarter of 2026 with
//! gaps planted.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use fastrand::Rng;

use super::counts::{self, Counts};
use super::fields::{Field, LAND};
use super::form06a::FORM;
use super::page::Letter;
use super::plain::Saved;
use super::register::{Unit, under};
use super::table::{Group, Table};
use super::{Period, Place};

/// Fields at a commune since July 2025, the usual ones first.
const COMMUNE: [Field; 9] = [
    ("Chứng thực", 38),
    ("Hộ tịch", 23),
    (LAND, 17),
    ("Bảo trợ xã hội", 8),
    ("Đăng ký kinh doanh", 6),
    ("Xây dựng", 4),
    ("Người có công", 3),
    ("Giáo dục và Đào tạo", 2),
    ("Môi trường", 1),
];

/// A department: its id without the province, files that it resolves in a quarter, its fields.
type Department = (&'static str, u32, &'static [Field]);

const DEPARTMENTS: [Department; 14] = [
    (
        "van-phong-ubnd-tinh",
        96,
        &[("Hội nghị, hội thảo quốc tế", 3), ("Kiến nghị về quy định hành chính", 1)],
    ),
    (
        "so-noi-vu",
        2_480,
        &[
            ("Việc làm", 5),
            ("Người có công", 4),
            ("Lao động nước ngoài", 3),
            ("Tổ chức phi chính phủ", 1),
        ],
    ),
    (
        "so-tu-phap",
        6_930,
        &[("Lý lịch tư pháp", 12), ("Công chứng", 3), ("Hộ tịch", 2), ("Luật sư", 1)],
    ),
    (
        "so-tai-chinh",
        4_215,
        &[("Thành lập và hoạt động doanh nghiệp", 9), ("Đầu tư tại Việt Nam", 2), ("Đấu thầu", 1)],
    ),
    (
        "so-cong-thuong",
        5_164,
        &[
            ("Xuất nhập khẩu", 7),
            ("Lưu thông hàng hóa trong nước", 3),
            ("Hóa chất", 2),
            ("Điện lực", 1),
        ],
    ),
    (
        "so-nong-nghiep-va-moi-truong",
        38_750,
        &[
            (LAND, 60),
            ("Môi trường", 3),
            ("Bảo vệ thực vật", 2),
            ("Thú y", 2),
            ("Tài nguyên nước", 1),
        ],
    ),
    ("so-xay-dung", 9_388, &[("Đường bộ", 12), ("Hoạt động xây dựng", 4), ("Nhà ở và công sở", 1)]),
    (
        "so-khoa-hoc-va-cong-nghe",
        274,
        &[
            ("Viễn thông và Internet", 3),
            ("Tiêu chuẩn đo lường chất lượng", 2),
            ("Xuất bản, in và phát hành", 1),
        ],
    ),
    (
        "so-van-hoa-the-thao-va-du-lich",
        403,
        &[("Quảng cáo", 3), ("Lữ hành", 2), ("Di sản văn hóa", 1)],
    ),
    (
        "so-giao-duc-va-dao-tao",
        1_572,
        &[("Hệ thống văn bằng, chứng chỉ", 6), ("Giáo dục trung học", 2)],
    ),
    (
        "so-y-te",
        2_936,
        &[
            ("Khám bệnh, chữa bệnh", 5),
            ("Dược phẩm", 4),
            ("An toàn thực phẩm", 3),
            ("Bảo trợ xã hội", 2),
        ],
    ),
    ("so-dan-toc-va-ton-giao", 61, &[("Tôn giáo", 4), ("Công tác dân tộc", 1)]),
    ("thanh-tra-tinh", 0, &[("Giải quyết khiếu nại", 1), ("Giải quyết tố cáo", 1)]),
    (
        "ban-quan-ly-khu-cong-nghiep-khu-kinh-te",
        3_347,
        &[("Đầu tư tại Việt Nam", 4), ("Lao động nước ngoài", 3), ("Môi trường", 1)],
    ),
];

/// What an office did in a quarter, by field.
pub type Work = Vec<(&'static str, Counts)>;

/// Files left open, by field.
type Open = BTreeMap<&'static str, u32>;

/// An office with its letterhead and its work.
#[derive(Debug, Clone)]
pub struct Office {
    /// Id and name.
    pub place: Place,
    /// `XÃ TÂN TIẾN`, with what stood above it where there were districts.
    pub named: String,
    /// Its work.
    pub work: Work,
}

/// The units of one time and what became of them.
pub struct Vintages {
    /// Communes of June 2025, with the district of each.
    pub old: Vec<(Place, Place)>,
    /// Communes since July 2025.
    pub new: Vec<Place>,
    /// Departments of June 2025, with the province of each.
    pub old_departments: Vec<(Place, Place)>,
    /// Departments since July 2025.
    pub departments: Vec<Place>,
    /// Old id, new id, whether all of it went there.
    pub became: Vec<(String, String, bool)>,
}

impl Vintages {
    /// Reads the register of both times and the successions.
    pub fn read(units: &Path, successions: &Path) -> Result<Self, Box<dyn Error>> {
        let units: Vec<Unit> = super::register::read(units)?;
        let below = |above: &[Place], level: &str| -> Vec<(Place, Place)> {
            let of = |place: &Place| {
                let units = under(&units, &place.id, level).into_iter();
                units.map(|unit| (unit, place.clone())).collect::<Vec<_>>()
            };
            above.iter().flat_map(of).collect()
        };
        let provinces = ["70", "75"].map(|id| {
            let known = units.iter().find(|unit| unit.place.id == id);
            known.map_or_else(|| Place::new(id, ""), |unit| unit.place.clone())
        });
        let districts =
            provinces.iter().flat_map(|province| under(&units, &province.id, "district"));
        let districts: Vec<Place> = districts.collect();
        // The register lists the departments of then before those of now.
        let departments = below(&provinces, "department");
        let (old_departments, departments) = departments.split_at(DEPARTMENTS.len() * 2);
        let mut reader = csv::Reader::from_path(successions)?;
        let mut became = Vec::new();
        for record in reader.records() {
            let record = record?;
            let text = |at: usize| record.get(at).unwrap_or_default().to_owned();
            became.push((text(0), text(2), text(4) == "whole"));
        }
        Ok(Self {
            old: below(&districts, "commune"),
            new: under(&units, "75", "commune"),
            old_departments: old_departments.to_vec(),
            departments: departments.iter().map(|(department, _)| department.clone()).collect(),
            became,
        })
    }

    /// The second quarter of 2025, the last of the old communes.
    pub fn before(&self, seed: u64) -> Vec<Office> {
        let commune = |(place, district): &(Place, Place)| {
            let mut rng = Rng::with_seed(place.seed(seed));
            let resolved = rng.u32(150..=1_900);
            let named = format!("{}, {}", place.capitals(), district.capitals());
            let work = work(&mut rng, &COMMUNE, resolved, None);
            Office { place: place.clone(), named, work }
        };
        let department = |(place, province): &(Place, Place)| {
            let (resolved, fields) = department(place)?;
            let mut rng = Rng::with_seed(place.seed(seed));
            let named = format!("{} {}", place.capitals(), province.capitals());
            let work = work(&mut rng, fields, resolved / 2, None);
            Some(Office { place: place.clone(), named, work })
        };
        let departments = self.old_departments.iter().filter_map(department);
        self.old.iter().map(commune).chain(departments).collect()
    }

    /// The third quarter of 2025: each new commune goes on with what its old ones left open, half of it where one was
    /// divided.
    pub fn after(&self, before: &[Office], seed: u64) -> Vec<Office> {
        let before: BTreeMap<&str, &Work> =
            before.iter().map(|office| (office.place.id.as_str(), &office.work)).collect();
        let of_old = |place: &Place| {
            let (mut open, mut resolved) = (Open::new(), 0);
            for (old, _, whole) in self.became.iter().filter(|row| row.1 == place.id) {
                let divided = if *whole { 1 } else { 2 };
                for (field, counts) in before.get(old.as_str()).copied().into_iter().flatten() {
                    resolved += counts.value("resolved_total") / divided;
                    *open.entry(*field).or_default() += counts.value("pending_total") / divided;
                }
            }
            (open, resolved)
        };
        let office = |place: &Place| {
            let mut rng = Rng::with_seed(place.seed(seed));
            let (open, resolved) = of_old(place);
            let resolved = resolved * rng.u32(85..=125) / 100;
            let fields = department(place).map_or(COMMUNE.as_slice(), |known| known.1);
            let work = work(&mut rng, fields, resolved, Some(&open));
            Office { place: place.clone(), named: place.capitals(), work }
        };
        self.new.iter().chain(&self.departments).map(office).collect()
    }

    /// A quarter of 2026.
    pub fn now(after: &[Office], seed: u64, small: &[(&str, u32)]) -> Vec<Office> {
        let files = |office: &Office| -> u32 {
            office.work.iter().map(|(_, counts)| counts.value("resolved_total")).sum()
        };
        let office = |office: &Office| {
            let mut rng = Rng::with_seed(office.place.seed(seed));
            let usual = files(office) * rng.u32(90..=140) / 100;
            let given = small.iter().find(|(id, _)| *id == office.place.id);
            let resolved = given.map_or(usual, |(_, resolved)| *resolved);
            let fields = department(&office.place).map_or(COMMUNE.as_slice(), |known| known.1);
            Office { work: work(&mut rng, fields, resolved, None), ..office.clone() }
        };
        after.iter().map(office).collect()
    }
}

/// What a department resolves in a quarter, and its fields.
fn department(place: &Place) -> Option<(u32, &'static [Field])> {
    let slug = place.id.split_once('.')?.1;
    let (_, resolved, fields) = DEPARTMENTS.iter().find(|known| known.0 == slug)?;
    Some((*resolved, fields))
}

/// The work of an office: how late it is on the whole is its own, land files are later.
fn work(rng: &mut Rng, fields: &[Field], resolved: u32, open: Option<&Open>) -> Work {
    let usual = rng.u32(0..=45);
    let shares = counts::split(rng, resolved, fields);
    let parts = fields.iter().zip(shares);
    parts
        .map(|(field, share)| {
            let land = if field.0 == LAND { 2 } else { 1 };
            let late = |rng: &mut Rng| share * (usual * land + rng.u32(0..=12)) / 1000;
            let overdue = late(rng);
            let pending = share * rng.u32(20..=110) / 1000;
            let late = pending * usual / 400;
            let received = share + pending;
            let carried = match open {
                Some(open) => open.get(field.0).copied().unwrap_or_default().min(received),
                None => received * rng.u32(30..=90) / 1000,
            };
            let online = (received - carried) * rng.u32(420..=930) / 1000;
            let direct = received - carried - online;
            let (on_time, waiting) = (share - overdue, pending - late);
            (field.0, Counts { online, carried, direct, on_time, overdue, waiting, late })
        })
        .collect()
}

impl Office {
    /// Its form, filled in.
    pub fn table(&self) -> Table {
        let mut rng = Rng::with_seed(self.place.seed(0));
        let line = |(field, counts): &(&'static str, Counts)| {
            counts::line(&mut rng, &FORM, &self.place.id, field, counts)
        };
        let lines = self.work.iter().map(line).collect();
        let group = Group { unit_id: self.place.id.clone(), title: None, lines, total: Vec::new() };
        let mut table = Table { form: &FORM, groups: vec![group] };
        table.add_up();
        table
    }

    /// Who sends it and who signs.
    pub fn letter(&self, period: Period) -> Letter {
        let is_department = self.place.id.contains('.');
        let above = if is_department {
            "ỦY BAN NHÂN DÂN TỈNH ĐỒNG NAI"
        } else {
            "ỦY BAN NHÂN DÂN"
        };
        let place = if is_department { "Đồng Nai" } else { self.place.proper() };
        let signer = if is_department {
            vec!["THỦ TRƯỞNG CƠ QUAN"]
        } else {
            vec!["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
        };
        Letter {
            sender: [above.to_owned(), self.named.clone()],
            place: place.to_owned(),
            signer,
            period,
        }
    }

    /// Path in the inbox, as it is saved.
    pub fn file(&self, saved: Saved) -> String {
        let ending = saved.ending();
        match self.place.id.split_once('.') {
            Some((province, slug)) => format!("so-nganh/{province}-{slug}.{ending}"),
            None => format!("cap-xa/{}-{}.{ending}", self.place.id, self.place.slug()),
        }
    }
}
