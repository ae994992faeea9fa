//! Fields of procedures, with how much of the work each one is.

/// A field: its name, and its share of the files as a weight.
pub type Field = (&'static str, u32);

/// The field that is late most often.
pub const LAND: &str = "Đất đai";

/// Fields at a district, the usual ones first.
pub const DISTRICT: [Field; 12] = [
    (LAND, 46),
    ("Chứng thực", 16),
    ("Đăng ký kinh doanh", 14),
    ("Hộ tịch", 5),
    ("Xây dựng", 8),
    ("Bảo trợ xã hội", 6),
    ("Người có công", 4),
    ("Giáo dục và Đào tạo", 3),
    ("Môi trường", 2),
    ("Văn hóa và Thông tin", 2),
    ("Nông nghiệp", 2),
    ("Thi đua - Khen thưởng", 1),
];

/// Fields at a commune, the usual ones first.
pub const COMMUNE: [Field; 10] = [
    ("Chứng thực", 45),
    ("Hộ tịch", 28),
    ("Bảo trợ xã hội", 11),
    (LAND, 9),
    ("Người có công", 6),
    ("Tôn giáo", 2),
    ("Giáo dục và Đào tạo", 2),
    ("Xây dựng", 2),
    ("Thi đua - Khen thưởng", 1),
    ("Môi trường", 1),
];

/// Why land files are late.
const LAND_REASONS: [&str; 4] = [
    "Hồ sơ quá hạn do phải xác minh nguồn gốc sử dụng đất",
    "Hồ sơ quá hạn do chờ kết quả đo đạc, trích lục bản đồ địa chính",
    "Hồ sơ quá hạn do chờ cơ quan thuế xác định nghĩa vụ tài chính",
    "Hồ sơ quá hạn do người sử dụng đất chậm bổ sung giấy tờ",
];

/// Why other files are late.
const REASONS: [&str; 4] = [
    "Hồ sơ quá hạn do chờ ý kiến của cơ quan phối hợp",
    "Hồ sơ quá hạn do phải tra cứu, xác minh tại địa phương khác",
    "Hồ sơ quá hạn do lỗi đồng bộ phần mềm một cửa điện tử",
    "Hồ sơ quá hạn do công chức chậm kết thúc hồ sơ trên hệ thống",
];

/// An explanation for late files of a field.
pub fn reason(field: &str, pick: usize) -> &'static str {
    let reasons = if field == LAND { LAND_REASONS } else { REASONS };
    reasons[pick % reasons.len()]
}
