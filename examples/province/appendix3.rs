//! Phụ lục 3: results at the district and at each of its communes.

use super::form::Form;

/// The layout.
pub static FORM: Form = Form {
    id: "phu-luc-3",
    sheet: "Phụ lục 3",
    title: "KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH TẠI UBND CÁC HUYỆN, THỊ XÃ, THÀNH PHỐ",
    heads: &[
        (0, 0, 2, 0, "STT"),
        (0, 1, 2, 1, "Lĩnh vực giải quyết"),
        (0, 2, 0, 5, "Số lượng hồ sơ tiếp nhận"),
        (1, 2, 2, 2, "Tổng số"),
        (1, 3, 1, 5, "Trong kỳ"),
        (2, 3, 2, 3, "Trực tuyến"),
        (2, 4, 2, 4, "Từ kỳ trước"),
        (2, 5, 2, 5, "Trực tiếp, dịch vụ bưu chính"),
        (0, 6, 0, 8, "Số lượng hồ sơ đã giải quyết"),
        (1, 6, 2, 6, "Tổng số"),
        (1, 7, 2, 7, "Trước hạn và Đúng hạn"),
        (1, 8, 2, 8, "Quá hạn"),
        (0, 9, 0, 11, "Số lượng hồ sơ đang giải quyết"),
        (1, 9, 2, 9, "Tổng số"),
        (1, 10, 2, 10, "Trong hạn"),
        (1, 11, 2, 11, "Quá hạn"),
        (0, 12, 2, 12, "Ghi chú"),
    ],
    header_rows: 3,
    measures: &[
        "received_total",
        "received_online",
        "received_carried",
        "received_direct",
        "resolved_total",
        "resolved_on_time",
        "resolved_overdue",
        "pending_total",
        "pending_on_time",
        "pending_overdue",
    ],
    widths: &[6.0, 33.0, 9.5, 9.5, 9.5, 11.0, 9.5, 10.5, 9.5, 9.5, 9.5, 9.5, 34.0],
    notes: &["Lưu ý: Đối với các hồ sơ quá hạn đề nghị giải trình cụ thể lý do"],
};
