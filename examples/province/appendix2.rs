//! Phụ lục 2: results at the departments. It has no column for files handed in directly.

use super::form::Form;

/// The layout.
pub static FORM: Form = Form {
    id: "phu-luc-2",
    sheet: "Phụ lục 2",
    title: "KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH TẠI CÁC SỞ, BAN, NGÀNH TỈNH",
    heads: &[
        (0, 0, 2, 0, "STT"),
        (0, 1, 2, 1, "Lĩnh vực giải quyết"),
        (0, 2, 0, 4, "Số lượng hồ sơ tiếp nhận"),
        (1, 2, 2, 2, "Tổng số"),
        (1, 3, 1, 4, "Trong kỳ"),
        (2, 3, 2, 3, "Trực tuyến"),
        (2, 4, 2, 4, "Từ kỳ trước"),
        (0, 5, 0, 7, "Số lượng hồ sơ đã giải quyết"),
        (1, 5, 2, 5, "Tổng số"),
        (1, 6, 2, 6, "Trước hạn và Đúng hạn"),
        (1, 7, 2, 7, "Quá hạn"),
        (0, 8, 0, 10, "Số lượng hồ sơ đang giải quyết"),
        (1, 8, 2, 8, "Tổng số"),
        (1, 9, 2, 9, "Trong hạn"),
        (1, 10, 2, 10, "Quá hạn"),
        (0, 11, 2, 11, "Ghi chú"),
    ],
    header_rows: 3,
    measures: &[
        "received_total",
        "received_online",
        "received_carried",
        "resolved_total",
        "resolved_on_time",
        "resolved_overdue",
        "pending_total",
        "pending_on_time",
        "pending_overdue",
    ],
    widths: &[6.0, 38.0, 10.0, 10.0, 10.0, 10.0, 11.0, 10.0, 10.0, 10.0, 10.0, 34.0],
    notes: &[
        "Lưu ý: Đối với các hồ sơ quá hạn đề nghị giải trình cụ thể lý do.",
        "- Riêng đối với Sở Tài nguyên và Môi trường thống kê kết quả giải quyết TTHC tại các Chi \
         nhánh Văn phòng Đăng ký đất đai các huyện, thị xã, thành phố.",
    ],
};
