//! The departments of the province: their fields, their work, and their sheet, Phụ lục 2.

use fastrand::Rng;

use super::counts::{self, Load};
use super::fields::Field;
use super::page::Letter;
use super::table::{Group, Table};
use super::{Period, Place, appendix2};

/// A department: its code without the province, its work in a quarter, its fields.
type Department = (&'static str, Load, &'static [&'static str]);

/// A load without a given number of late files.
const fn load(resolved: u32) -> Load {
    Load { resolved, overdue: None }
}

/// A load of which so many files are late.
const fn late(resolved: u32, overdue: u32) -> Load {
    Load { resolved, overdue: Some(overdue) }
}

/// A load of which nothing is late.
const fn prompt(resolved: u32) -> Load {
    late(resolved, 0)
}

/// All departments.
static DEPARTMENTS: [Department; 20] = [
    (
        "van-phong-ubnd-tinh",
        late(164, 1),
        &["Hội nghị, hội thảo quốc tế", "Tiếp nhận kiến nghị về quy định hành chính", "Đấu thầu"],
    ),
    (
        "so-noi-vu",
        load(412),
        &[
            "Công chức, viên chức",
            "Thi đua - Khen thưởng",
            "Tôn giáo",
            "Tổ chức phi chính phủ",
            "Chính quyền địa phương",
            "Văn thư - Lưu trữ",
        ],
    ),
    (
        "so-tu-phap",
        load(4_386),
        &[
            "Lý lịch tư pháp",
            "Hộ tịch",
            "Công chứng",
            "Luật sư",
            "Quốc tịch",
            "Đấu giá tài sản",
            "Giám định tư pháp",
            "Trợ giúp pháp lý",
        ],
    ),
    (
        "so-tai-chinh",
        load(238),
        &["Quản lý giá", "Quản lý công sản", "Tin học - Thống kê", "Tài chính doanh nghiệp"],
    ),
    (
        "so-ke-hoach-va-dau-tu",
        load(2_147),
        &[
            "Thành lập và hoạt động doanh nghiệp",
            "Đầu tư tại Việt Nam",
            "Thành lập và hoạt động hợp tác xã",
            "Đấu thầu",
        ],
    ),
    (
        "so-cong-thuong",
        load(3_905),
        &[
            "Xúc tiến thương mại",
            "Lưu thông hàng hóa trong nước",
            "An toàn thực phẩm",
            "Điện lực",
            "Hóa chất",
            "Kinh doanh khí",
            "Vật liệu nổ công nghiệp",
        ],
    ),
    (
        "so-nong-nghiep-va-phat-trien-nong-thon",
        load(1_326),
        &[
            "Thú y",
            "Bảo vệ thực vật",
            "Trồng trọt",
            "Lâm nghiệp",
            "Chăn nuôi",
            "Quản lý chất lượng nông lâm sản và thủy sản",
            "Thủy lợi",
            "Thủy sản",
        ],
    ),
    (
        "so-giao-thong-van-tai",
        load(6_218),
        &["Đường bộ", "Đăng kiểm", "Đường thủy nội địa", "Cấp, đổi giấy phép lái xe"],
    ),
    (
        "so-xay-dung",
        load(587),
        &[
            "Hoạt động xây dựng",
            "Quản lý chất lượng công trình xây dựng",
            "Quy hoạch xây dựng, kiến trúc",
            "Nhà ở và công sở",
            "Kinh doanh bất động sản",
        ],
    ),
    (
        "so-tai-nguyen-va-moi-truong",
        load(11_842),
        &[
            "Đất đai",
            "Giao dịch bảo đảm",
            "Môi trường",
            "Tài nguyên nước",
            "Địa chất và khoáng sản",
            "Đo đạc, bản đồ và thông tin địa lý",
            "Khí tượng, thủy văn",
        ],
    ),
    (
        "so-thong-tin-va-truyen-thong",
        late(143, 2),
        &[
            "Xuất bản, in và phát hành",
            "Báo chí",
            "Phát thanh, truyền hình và thông tin điện tử",
            "Bưu chính",
        ],
    ),
    (
        "so-lao-dong-thuong-binh-va-xa-hoi",
        load(2_763),
        &[
            "Người có công",
            "Việc làm",
            "Quản lý lao động ngoài nước",
            "An toàn, vệ sinh lao động",
            "Giáo dục nghề nghiệp",
            "Bảo trợ xã hội",
            "Phòng, chống tệ nạn xã hội",
            "Trẻ em",
            "Lao động, tiền lương",
        ],
    ),
    (
        "so-van-hoa-the-thao-va-du-lich",
        late(216, 3),
        &[
            "Nghệ thuật biểu diễn",
            "Quảng cáo",
            "Lữ hành",
            "Thể dục thể thao",
            "Di sản văn hóa",
            "Gia đình",
            "Thư viện",
        ],
    ),
    (
        "so-khoa-hoc-va-cong-nghe",
        prompt(182),
        &[
            "An toàn bức xạ và hạt nhân",
            "Tiêu chuẩn đo lường chất lượng",
            "Hoạt động khoa học và công nghệ",
            "Sở hữu trí tuệ",
        ],
    ),
    (
        "so-giao-duc-va-dao-tao",
        prompt(1_094),
        &[
            "Hệ thống văn bằng, chứng chỉ",
            "Giáo dục trung học",
            "Giáo dục thường xuyên",
            "Quy chế thi, tuyển sinh",
            "Giáo dục dân tộc",
            "Đào tạo với nước ngoài",
        ],
    ),
    (
        "so-y-te",
        late(1_478, 23),
        &[
            "Khám bệnh, chữa bệnh",
            "Dược phẩm",
            "An toàn thực phẩm",
            "Y tế dự phòng",
            "Mỹ phẩm",
            "Trang thiết bị y tế",
            "Giám định y khoa",
            "Dân số",
            "Y dược cổ truyền",
            "Tổ chức cán bộ",
        ],
    ),
    (
        "thanh-tra-tinh",
        prompt(0),
        &["Giải quyết khiếu nại", "Giải quyết tố cáo", "Tiếp công dân", "Phòng, chống tham nhũng"],
    ),
    (
        "ban-quan-ly-khu-kinh-te",
        load(734),
        &[
            "Đầu tư tại Việt Nam",
            "Xuất nhập khẩu",
            "Hoạt động xây dựng",
            "Lao động nước ngoài",
            "Môi trường",
        ],
    ),
    ("ban-dan-toc", prompt(17), &["Công tác dân tộc", "Người có uy tín", "Chính sách dân tộc"]),
    (
        "bao-hiem-xa-hoi-tinh",
        load(15_670),
        &[
            "Thu bảo hiểm xã hội, bảo hiểm y tế",
            "Cấp sổ, thẻ",
            "Thực hiện chính sách bảo hiểm xã hội",
            "Chi trả chế độ",
            "Thực hiện chính sách bảo hiểm y tế",
        ],
    ),
];

/// Name of a department in a path: its code without the province.
pub fn slug(department: &Place) -> &str {
    department.id.split_once('.').map_or(&department.id, |(_, slug)| slug)
}

/// Phụ lục 2 of a department, or nothing for a department without fields here.
pub fn table(department: &Place, seed: u64) -> Option<Table> {
    let (_, load, names) = DEPARTMENTS.iter().find(|known| known.0 == slug(department))?;
    let mut rng = Rng::with_seed(department.seed(seed));
    let fields = weighted(names);
    let group = Group {
        unit_id: department.id.clone(),
        title: None,
        lines: counts::lines(&mut rng, &appendix2::FORM, &department.id, &fields, *load),
        total: Vec::new(),
    };
    let mut table = Table { form: &appendix2::FORM, groups: vec![group] };
    table.add_up();
    Some(table)
}

/// Who sends the workbook and who signs it.
pub fn letter(department: &Place, period: Period) -> Letter {
    Letter {
        sender: ["UBND TỈNH BÌNH PHƯỚC".to_owned(), department.capitals()],
        place: "Bình Phước".to_owned(),
        signer: vec![signer(&department.name)],
        period,
    }
}

/// The head of a department.
fn signer(name: &str) -> &'static str {
    match name {
        _ if name.starts_with("Văn phòng") => "CHÁNH VĂN PHÒNG",
        _ if name.starts_with("Thanh tra") => "CHÁNH THANH TRA",
        _ if name.starts_with("Ban ") => "TRƯỞNG BAN",
        _ => "GIÁM ĐỐC",
    }
}

/// Fields with weights: each has a little over half the work of the one before it.
fn weighted(names: &[&'static str]) -> Vec<Field> {
    let mut weight = 1_000;
    let halve = |name: &&'static str| {
        let field = (*name, weight);
        weight = weight * 6 / 10 + 1;
        field
    };
    names.iter().map(halve).collect()
}
