//! Phụ lục 5: satisfaction survey at the district (by field) and at its communes (one line each).

use super::form::Form;

/// The five levels, from the best; they are the last columns of figures.
pub const LEVELS: [&str; 5] =
    ["very_satisfied", "satisfied", "neutral", "dissatisfied", "very_dissatisfied"];

/// Title of the first part.
pub const AT_DISTRICT: &str = "Kết quả khảo sát tại UBND huyện, thị xã, thành phố";

/// Title of the second part.
pub const AT_COMMUNES: &str = "Kết quả khảo sát tại UBND cấp xã trên địa bàn quản lý";

/// The layout.
pub static FORM: Form = Form {
    id: "phu-luc-5",
    sheet: "Phụ lục 5",
    title: "KẾT QUẢ KHẢO SÁT SỰ HÀI LÒNG CỦA NGƯỜI DÂN, TỔ CHỨC CỦA UBND CÁC HUYỆN, THỊ XÃ, \
            THÀNH PHỐ",
    heads: &[
        (0, 0, 1, 0, "Stt"),
        (0, 1, 1, 1, "Lĩnh vực"),
        (0, 2, 1, 2, "Số phiếu khảo sát trực tiếp"),
        (0, 3, 1, 3, "Số phiếu khảo sát trực tuyến"),
        (0, 4, 0, 8, "Kết quả khảo sát (số phiếu và %)"),
        (1, 4, 1, 4, "Rất hài lòng"),
        (1, 5, 1, 5, "Hài lòng"),
        (1, 6, 1, 6, "Bình thường"),
        (1, 7, 1, 7, "Không hài lòng"),
        (1, 8, 1, 8, "Rất không hài lòng"),
        (0, 9, 1, 9, "Ghi chú"),
    ],
    header_rows: 2,
    measures: &[
        "responses_direct",
        "responses_online",
        "very_satisfied",
        "satisfied",
        "neutral",
        "dissatisfied",
        "very_dissatisfied",
    ],
    widths: &[6.0, 36.0, 12.0, 12.0, 17.0, 17.0, 16.0, 16.0, 16.0, 18.0],
    notes: &[
        "Ghi chú:",
        "- Nêu rõ các hình thức khảo sát tại cơ quan, đơn vị, có triển khai thực hiện khảo sát trên \
         Hệ thống một cửa điện tử của huyện hoặc triển khai thực hiện phần mềm khảo sát riêng?",
        "- Kinh phí thực hiện khảo sát (nếu có).",
    ],
};
