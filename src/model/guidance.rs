//! What a finding means, an example of it and how to mend it, for the official who reads it.

use super::Code;

/// What an official needs to know about a kind of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guidance {
    /// What it means.
    pub means: &'static str,
    /// An example, as it may stand in a form.
    pub example: &'static str,
    /// What to do.
    pub mend: &'static str,
}

const fn guidance(means: &'static str, example: &'static str, mend: &'static str) -> Guidance {
    Guidance { means, example, mend }
}

impl Code {
    /// What it means in Vietnamese, with an example and how to mend it.
    #[must_use]
    pub const fn guidance(self) -> Guidance {
        match self {
            Self::UnreadableFile
            | Self::UnknownForm
            | Self::UnknownSender
            | Self::SenderDisagrees
            | Self::HiddenSheet
            | Self::AmbiguousForm
            | Self::UnreadableCell
            | Self::SheetWithoutForm
            | Self::Misnamed => of_file(self),
            Self::MissingColumn
            | Self::UnknownColumn
            | Self::AmbiguousColumn
            | Self::StrayCells
            | Self::LegacyText
            | Self::HiddenLines
            | Self::MoreFindings
            | Self::UnknownUnit
            | Self::UnknownLine
            | Self::UnnamedTotal
            | Self::GroupUnnamed
            | Self::DetailLines
            | Self::OtherPeriod
            | Self::NumberingRestarts
            | Self::TotalOnly => of_table(self),
            Self::IndicatorTwice
            | Self::ScaleDiffers
            | Self::UnknownAnswer
            | Self::PercentUnclear
            | Self::FormsDisagree
            | Self::IndicatorsMissing => of_indicator(self),
            Self::CoveredCells
            | Self::StruckLine
            | Self::ReadPartly
            | Self::NotANumber
            | Self::NotACount
            | Self::NotCalculated
            | Self::BlankCount
            | Self::TextNumbers
            | Self::RoundedNumber
            | Self::UnitTwice
            | Self::SentTwice
            | Self::LinesRepeated
            | Self::ReceiptsUnreadable => of_cell(self),
            Self::IdentityBroken
            | Self::PartExceedsWhole
            | Self::TotalDiffers
            | Self::PercentageDiffers
            | Self::FieldTwice
            | Self::OverdueUnexplained
            | Self::Implausible => of_rule(self),
            Self::SmallSample
            | Self::SuddenChange
            | Self::CarriedDiffers
            | Self::CountedTwice
            | Self::SameAsBefore => of_comparison(self),
            Self::SubmissionMissing
            | Self::UnitMissing
            | Self::SubmissionLate
            | Self::UnitLeftOut
            | Self::WaiverEnded
            | Self::CheckFailed => of_period(self),
        }
    }
}

const fn of_file(code: Code) -> Guidance {
    match code {
        Code::UnreadableFile => guidance(
            "Tệp không mở được: rỗng, bị cắt cụt, hỏng, có mật khẩu, quá lớn, hoặc không phải bảng tính. Không số liệu nào trong tệp được tính.",
            "bao-cao.xlsx: tệp có mật khẩu (đã mã hóa)",
            "Làm theo lời nhắn của phát hiện: bỏ mật khẩu, mở lại bằng Excel rồi lưu dạng .xlsx, hoặc gửi đúng tệp số liệu.",
        ),
        Code::UnknownForm => guidance(
            "Tệp mở được nhưng không trang nào có bảng theo biểu đã khai báo.",
            "Trang \"Sheet1\" có cột STT, Lĩnh vực nhưng không có \"Số lượng hồ sơ tiếp nhận\".",
            "Dùng đúng biểu mẫu; giữ nguyên chữ ở đầu cột. Xem các cột còn thiếu trong lời nhắn.",
        ),
        Code::UnknownSender => guidance(
            "Nhận ra biểu nhưng không biết của đơn vị nào, hoặc bảng ghi tên một cơ quan không có trong danh mục, nên số liệu không được tính.",
            "Phụ lục 3 không ghi tên huyện ở tiêu đề, tên nhóm, tên trang hay tên tệp.",
            "Ghi tên đơn vị ở đầu biểu, ví dụ \"UBND huyện Lộc Ninh\", hoặc trong tên tệp.",
        ),
        Code::SenderDisagrees => guidance(
            "Các chỗ nêu tên đơn vị không thống nhất. Nếu tên ghi trong bảng (tiêu đề, tên nhóm) rõ một đơn vị thì số liệu được tính cho đơn vị đó và chỉ cảnh báo về tên trang, tên tệp, thư mục; nếu chính bảng nêu hai đơn vị, hoặc bảng không nêu tên còn các chỗ khác không khớp, thì bảng không được tính cho đơn vị nào.",
            "Tiêu đề ghi \"Huyện Lộc Ninh\" nhưng tệp tên huyen-bu-dop.xlsx.",
            "Kiểm tra có gửi nhầm tệp hay không, rồi sửa tên cho thống nhất.",
        ),
        Code::HiddenSheet => guidance(
            "Trang tính bị ẩn không được đọc, vì thường là số liệu cũ hoặc trang nháp.",
            "Trang \"Kỳ trước\" bị ẩn.",
            "Nếu là số liệu phải báo cáo, hãy bỏ ẩn trang đó; nếu không, hãy xóa.",
        ),
        Code::AmbiguousForm => guidance(
            "Bảng giống nhau giữa hai biểu nên không biết là biểu nào; bảng không được tính.",
            "Đầu cột phù hợp với cả Phụ lục 2 và Phụ lục 3.",
            "Ghi tên phụ lục phía trên bảng.",
        ),
        Code::UnreadableCell => guidance(
            "Một phần của trang tính bị hỏng không giải mã được; các ô khác vẫn được đọc.",
            "Ô ngay sau F12 không giải mã được.",
            "Mở tệp bằng Excel, kiểm tra ô được nêu, lưu lại rồi gửi lại.",
        ),
        Code::SheetWithoutForm => guidance(
            "Trang tính có nội dung nhưng không có biểu nào đã khai báo; trang khác của tệp thì có.",
            "Trang \"Ghi chú\" chỉ có lời giải thích.",
            "Không cần làm gì nếu trang đó không phải số liệu.",
        ),
        _ => guidance(
            "Đuôi của tên tệp không đúng với nội dung; tệp được đọc theo nội dung.",
            "bao-cao.xls thực ra là trang web do hệ thống xuất ra.",
            "Nên lưu lại dạng .xlsx bằng Excel, hoặc đổi đuôi tên tệp cho đúng.",
        ),
    }
}

const fn of_table(code: Code) -> Guidance {
    match code {
        Code::MissingColumn => guidance(
            "Bảng thiếu một cột của biểu; các tỷ lệ cần cột đó không tính được.",
            "Không có cột \"Quá hạn\" dưới \"Số lượng hồ sơ đã giải quyết\".",
            "Thêm cột theo đúng biểu mẫu. Nếu cột có mà mang tên khác, báo người quản trị thêm tên đó vào biểu.",
        ),
        Code::UnknownColumn => guidance(
            "Bảng có cột mà biểu không có; cột đó không được tính.",
            "Cột \"Cán bộ phụ trách\".",
            "Không cần làm gì nếu là cột thêm để theo dõi riêng; nếu là số liệu, hãy dùng đúng tên cột của biểu.",
        ),
        Code::AmbiguousColumn => guidance(
            "Hai cột cùng có thể là một cột của biểu; không cột nào được tính.",
            "Hai cột cùng tên \"Quá hạn\" dưới một đầu cột.",
            "Đổi tên hoặc xóa cột thừa.",
        ),
        Code::StrayCells => guidance(
            "Có ô nằm ngoài các cột của bảng, không thuộc đầu cột nào; các ô này không được tính.",
            "Số 777 ở ô P15, bên phải cột cuối cùng.",
            "Xóa ô thừa, hoặc chuyển số liệu vào đúng cột.",
        ),
        Code::LegacyText => guidance(
            "Chữ ghi bằng bảng mã cũ (TCVN3/ABC hoặc VNI) đã được chuyển sang Unicode để đọc.",
            "\"§Êt ®ai\" là \"Đất đai\".",
            "Nên dùng phông Unicode (Times New Roman). Kiểm tra ví dụ trong lời nhắn có đúng không.",
        ),
        Code::HiddenLines => guidance(
            "Trong bảng có dòng hoặc cột bị ẩn; số liệu trong đó vẫn được tính.",
            "Dòng 9 bị ẩn nhưng có số hồ sơ.",
            "Bỏ ẩn để kiểm tra; nếu là số thừa, hãy xóa.",
        ),
        Code::MoreFindings => guidance(
            "Tệp có quá nhiều phát hiện nên chỉ một phần được liệt kê.",
            "Một cột lệch làm mọi dòng đều sai.",
            "Sửa các lỗi đã nêu trước, rồi kiểm tra lại tệp.",
        ),
        Code::UnknownUnit => guidance(
            "Tên đơn vị không có trong danh mục, hoặc là tên của nhiều đơn vị; số liệu của dòng hay nhóm không được tính.",
            "\"Xã Lộc Thanh\" trong khi danh mục có Lộc Thành và Lộc Thạnh.",
            "Sửa tên theo gợi ý. Nếu tên đúng là cách gọi khác, người quản trị dán dòng nêu trong lời nhắn vào bảng aliases.",
        ),
        Code::OtherPeriod => guidance(
            "Tiêu đề, tên trang hoặc tên tệp ghi kỳ khác với kỳ đang chạy (tháng, quý, 6 tháng, 9 tháng, năm, từ ngày đến ngày, lũy kế); bảng đó không được tính. Khi tiêu đề ghi đúng kỳ mà chỉ tên trang hay tên tệp ghi khác, bảng vẫn được tính.",
            "Tiêu đề ghi \"9 tháng đầu năm 2023\" trong khi đang tổng hợp Quý III năm 2023.",
            "Gửi đúng biểu của kỳ; nếu số liệu đúng mà tiêu đề, tên trang hay tên tệp chưa sửa, hãy sửa chỗ đó. Người quản trị có thể khai other-periods = \"count\".",
        ),
        Code::NumberingRestarts => guidance(
            "Số thứ tự quay lại 1 giữa một nhóm mà không có dòng tên đơn vị; có thể thiếu tên một đơn vị. Các dòng vẫn được tính cho đơn vị ở trên.",
            "1 Đất đai, 2 Hộ tịch, 1 Chứng thực, 2 Hộ tịch.",
            "Thêm dòng tên đơn vị phía trên, hoặc đánh lại số thứ tự.",
        ),
        Code::TotalOnly => guidance(
            "Đơn vị chỉ ghi dòng tổng, không có số liệu theo lĩnh vực. Số của dòng tổng được tính cho đơn vị, không theo lĩnh vực.",
            "Dưới \"III UBND xã Lộc Hòa\" chỉ có dòng \"Tổng: 120\".",
            "Ghi thêm các dòng theo lĩnh vực nếu biểu yêu cầu; nếu dòng tổng là của cả biểu, hãy ghi rõ \"Tổng cộng toàn huyện\".",
        ),
        Code::DetailLines => guidance(
            "Các dòng chỉ chi tiết cho dòng phía trên (ghi \"Trong đó\", đánh số 1.1, a), gạch đầu dòng hoặc thụt vào); chỉ dòng phía trên được tính để không tính hai lần.",
            "Dưới \"1 Đất đai: 60\" có \"1.1 Cấp lần đầu: 40\" và \"1.2 Biến động: 20\".",
            "Không cần làm gì nếu các dòng chi tiết cộng lại bằng dòng phía trên; nếu không bằng, hãy kiểm tra lại.",
        ),
        Code::GroupUnnamed => guidance(
            "Các dòng đầu bảng không có dòng tên đơn vị phía trên; được tính cho đơn vị gửi biểu.",
            "Ngay dưới đầu biểu là dòng \"1 Đất đai\", không có dòng \"I UBND huyện Lộc Ninh\".",
            "Thêm dòng tên đơn vị phía trên; kiểm tra các dòng đó có đúng là của đơn vị gửi không.",
        ),
        Code::UnknownLine => guidance(
            "Dòng có số liệu nhưng không rõ là của lĩnh vực hay đơn vị nào; dòng không được tính.",
            "Dòng có số mà ô tên lĩnh vực để trống.",
            "Ghi tên lĩnh vực hoặc đơn vị ở đầu dòng, hoặc xóa dòng thừa.",
        ),
        _ => guidance(
            "Dòng bằng tổng các dòng phía trên hoặc ngay dưới mà không ghi là dòng tổng. Tên dòng, dòng tổng của khối hoặc độ lớn của các số cho biết đó là dòng tổng nên không tính lần nữa; khi không có gì cho biết, dòng vẫn được tính.",
            "Dòng cuối nhóm không ghi \"Tổng\".",
            "Ghi \"Tổng\" ở đầu dòng. Nếu là một lĩnh vực thật, hãy kiểm tra lại số.",
        ),
    }
}

const fn of_cell(code: Code) -> Guidance {
    match code {
        Code::ReadPartly => guidance(
            "Trong ô có phần viết nhô lên (dấu chú thích), hạ xuống hoặc bị gạch ngang (số đã bỏ). Phần đó không phải chữ số nên ô được đọc không có nó.",
            "Ô ghi 4 với số 1 nhô lên phía sau được tính là 4, không phải 41.",
            "Ghi chú thích ở cột Ghi chú; xóa hẳn số đã bỏ thay vì gạch ngang.",
        ),
        Code::StruckLine => guidance(
            "Dòng bị gạch ngang nên không rõ đã bỏ hay chưa. Các số đều bị gạch thì dòng không được tính; chỉ tên dòng bị gạch thì số liệu vẫn được tính.",
            "\"Đất đai\" và các số bên phải đều bị gạch ngang.",
            "Nếu dòng đã bỏ, hãy xóa cả dòng; nếu không, hãy bỏ gạch ngang.",
        ),
        Code::CoveredCells => guidance(
            "Ô gộp che các ô còn giữ số liệu; người mở tệp chỉ thấy ô gộp nên số bị che không được tính.",
            "C11:C13 là một ô gộp hiện 474, nhưng C12 và C13 vẫn giữ 134 và 57.",
            "Bỏ gộp ô, rồi xóa số thừa hoặc ghi số vào từng ô.",
        ),
        Code::NotANumber => guidance(
            "Ô phải là số nhưng không đọc được thành một số; ô không được tính.",
            "\"1O5\" (chữ O thay cho số 0), \"xem phụ lục\", hoặc một ngày tháng.",
            "Nhập lại số.",
        ),
        Code::NotACount => guidance(
            "Số đếm không thể âm, lẻ hay lớn bất thường; ô không được tính.",
            "1.234 nhập dạng số thập phân thay cho 1234.",
            "Nhập lại số nguyên, không có dấu phân cách.",
        ),
        Code::NotCalculated => guidance(
            "Công thức báo lỗi hoặc chưa được tính; ô không được tính và không bị coi là 0.",
            "#REF!, #DIV/0!, hoặc tệp do phần mềm khác tạo ra chưa mở bằng Excel.",
            "Mở bằng Excel, sửa công thức, để Excel tính lại rồi lưu.",
        ),
        Code::BlankCount => guidance(
            "Dòng có số ở vài cột nhưng để trống cột khác. Ô trống được hiểu là số suy ra từ các ô khác của dòng hoặc từ dòng tổng; nếu không suy ra được thì không được coi là 0, và số liệu của đơn vị chưa đủ.",
            "Đã giải quyết 500, quá hạn 100, đúng hạn để trống được hiểu là 400.",
            "Điền đủ các cột; không có hồ sơ thì ghi 0.",
        ),
        Code::TextNumbers => guidance(
            "Số được gõ dạng chữ và đã được hiểu thành số.",
            "\"1.234\" hay \"120 hồ sơ\".",
            "Nên nhập dạng số để tránh nhầm.",
        ),
        Code::UnitTwice => guidance(
            "Một đơn vị đứng hai lần trong cùng biểu; chỉ lần đầu được tính.",
            "\"Xã Tân Tiến\" có hai nhóm.",
            "Gộp hai nhóm làm một, hoặc sửa tên nếu là hai đơn vị khác nhau.",
        ),
        Code::RoundedNumber => guidance(
            "Số được ghi làm tròn theo nghìn, triệu; được tính đúng như ghi, nhưng không phải số đếm chính xác.",
            "\"8,98 ngàn hồ sơ\" được tính là 8.980.",
            "Ghi số chính xác, ví dụ 8.976.",
        ),
        Code::LinesRepeated => guidance(
            "Một bảng lặp lại các dòng đã có ở bảng trước của cùng biểu trong tệp; chỉ lần đầu được tính.",
            "Trang \"Phụ lục 3 (2)\" là bản sao của trang \"Phụ lục 3\".",
            "Xóa bảng thừa. Nếu là số liệu của hệ thống khác, đặt tên trang theo hệ thống, ví dụ \"Trên hệ thống của Bộ\".",
        ),
        Code::SentTwice => guidance(
            "Cùng một biểu của một đơn vị nằm trong nhiều tệp với số liệu khác nhau; tệp nhận sau được tính. Không rõ giờ nhận thì là lỗi: bản sau theo tên được tính (\"(1)\", \"-sua\", \"lần 2\", \"v10\" sau \"v9\"), rồi tệp ít lỗi hơn, rồi tệp đứng sau theo tên. Tệp chỉ có một phần số liệu không thay tệp đầy đủ. Các tệp không có chung đơn vị nào đều được tính. Số liệu của một đơn vị và lĩnh vực có ở hai biểu (hoặc do cả đơn vị và cấp trên gửi) chỉ tính một lần: biểu nhận sau, nếu không rõ thì biểu khai báo trước; lĩnh vực chỉ có ở một biểu vẫn được tính.",
            "692.xlsx và 692-sua.xlsx.",
            "Bỏ tệp cũ khỏi thư mục nhận báo cáo, hoặc ghi giờ nhận vào received.csv.",
        ),
        _ => guidance(
            "Sổ nhận báo cáo received.csv có dòng không đọc được, nên không biết giờ nhận của tệp đó.",
            "Dòng 3: \"05-10\" không phải ngày giờ.",
            "Ghi hai cột file,received_at; giờ nhận dạng 2023-10-05 16:30.",
        ),
    }
}

const fn of_indicator(code: Code) -> Guidance {
    match code {
        Code::IndicatorTwice => guidance(
            "Một chỉ tiêu có số liệu ở hai dòng của cùng biểu; chỉ dòng đầu được tính.",
            "Hai dòng \"Số TTHC công bố mới\" đều ghi số.",
            "Xóa dòng thừa, hoặc sửa tên nếu là hai chỉ tiêu khác nhau.",
        ),
        Code::ScaleDiffers => guidance(
            "Cột đơn vị tính ghi đơn vị khác với biểu mẫu nên số liệu không thể được dùng như của biểu.",
            "Kế hoạch giải ngân tính bằng triệu đồng nhưng cột đơn vị tính ghi \"Đồng\".",
            "Đổi số liệu về đơn vị tính của biểu và giữ nguyên cột đơn vị tính.",
        ),
        Code::UnknownAnswer => guidance(
            "Ô trả lời không phải mã số cũng không phải câu trả lời nào ghi trong biểu.",
            "Hình thức khảo sát ghi \"3\" trong khi chỉ có 0, 1, 2.",
            "Ghi đúng mã số của câu trả lời như cột đơn vị tính hướng dẫn.",
        ),
        Code::FormsDisagree => guidance(
            "Chỉ tiêu của Phụ lục 1 khác với số cộng từ biểu khác của cùng đơn vị trong cùng kỳ. Cả hai số đều được giữ.",
            "Phụ lục 1 ghi 1.240 hồ sơ đã giải quyết xong, Phụ lục 3 cộng được 1.234.",
            "Kiểm tra hai biểu có cùng kỳ và cùng phạm vi không, rồi sửa số sai.",
        ),
        Code::IndicatorsMissing => guidance(
            "Biểu gửi thiếu số liệu của một số chỉ tiêu: dòng không có trong biểu, để trống, hoặc ghi số không đọc được.",
            "Dòng \"Số TTHC công bố mới\" để trống.",
            "Điền các chỉ tiêu được liệt kê; không phát sinh thì ghi 0.",
        ),
        _ => guidance(
            "Một tỷ lệ từ 1 trở xuống có thể là số lẻ của ô định dạng phần trăm (0,855 là 85,5%) hoặc là tỷ lệ dưới 1%; không có số liệu nào cho biết.",
            "Ô ghi 0,855, các chỉ tiêu tử số và mẫu số để trống.",
            "Ghi kèm dấu phần trăm, ví dụ 85,5%, hoặc điền các chỉ tiêu thành phần.",
        ),
    }
}

const fn of_rule(code: Code) -> Guidance {
    match code {
        Code::IdentityBroken => guidance(
            "Trong một dòng, tổng ghi sẵn khác với các thành phần cộng lại.",
            "Đã giải quyết 118, trong khi đúng hạn 110 + quá hạn 6 = 116.",
            "Kiểm tra từng ô của dòng; sửa tổng hoặc thành phần.",
        ),
        Code::PartExceedsWhole => guidance(
            "Thành phần lớn hơn tổng số chứa nó.",
            "Trực tuyến 120 trong khi tiếp nhận 100.",
            "Kiểm tra lại các ô của dòng.",
        ),
        Code::TotalDiffers => guidance(
            "Dòng tổng khác với các dòng cộng lại. Dòng tổng chỉ để đối chiếu; số liệu các dòng mới được tính.",
            "Dòng \"Tổng\" ghi 528, cộng các dòng được 527.",
            "Tìm dòng sai hoặc thiếu rồi sửa; nên dùng công thức SUM.",
        ),
        Code::PercentageDiffers => guidance(
            "Tỷ lệ hoặc điểm ghi sẵn khác với kết quả tính từ số đếm. Tỷ lệ ghi sẵn không được dùng.",
            "Ghi 28,6% trong khi 22 trên 99 phiếu là 22,2%.",
            "Tính lại: tử số và mẫu số phải là các cột của biểu.",
        ),
        Code::FieldTwice => guidance(
            "Một lĩnh vực đứng hai lần trong cùng đơn vị; cả hai đều được tính.",
            "Hai dòng \"Hộ tịch\".",
            "Gộp hai dòng, hoặc sửa tên lĩnh vực.",
        ),
        Code::OverdueUnexplained => guidance(
            "Dòng có hồ sơ quá hạn nhưng cột Ghi chú để trống; kế hoạch yêu cầu giải trình cụ thể lý do.",
            "Quá hạn 3 hồ sơ, Ghi chú trống.",
            "Ghi lý do quá hạn vào cột Ghi chú của dòng đó.",
        ),
        _ => guidance(
            "Một ô lớn hơn mức mà một lĩnh vực của một đơn vị có thể có trong kỳ; vẫn được tính.",
            "Hộ tịch của một xã: 1.250.000 hồ sơ.",
            "Kiểm tra có gõ thừa chữ số hay nhập nhầm cột không.",
        ),
    }
}

/// What shows only beside other forms, units or periods.
const fn of_comparison(code: Code) -> Guidance {
    match code {
        Code::SmallSample => guidance(
            "Số phiếu khảo sát ít hơn cỡ mẫu cần cho số hồ sơ đã giải quyết (sai số 5%: n ≥ N / (1 + 0,0025 N)); tỷ lệ hài lòng kém tin cậy.",
            "52 phiếu cho 4.200 hồ sơ, cần ít nhất 366.",
            "Khảo sát thêm ở kỳ sau; kiểm tra số phiếu có ghi thiếu không.",
        ),
        Code::SuddenChange => guidance(
            "Tổng của đơn vị gấp nhiều lần, hoặc chỉ bằng một phần nhỏ, so với kỳ trước; vẫn được tính.",
            "Kỳ trước tiếp nhận 410 hồ sơ, kỳ này 4.100.",
            "Kiểm tra có gõ thừa chữ số, thiếu đơn vị, hay báo cáo lũy kế thay cho trong kỳ không.",
        ),
        Code::CarriedDiffers => guidance(
            "Số kỳ trước chuyển sang khác với số đang giải quyết ở cuối kỳ trước.",
            "Cuối kỳ trước còn 57 hồ sơ, kỳ này ghi chuyển sang 75.",
            "Đối chiếu với báo cáo kỳ trước; nếu kỳ trước sai, báo lại để sửa.",
        ),
        Code::SameAsBefore => guidance(
            "Mọi số liệu của biểu giống hệt kỳ trước; vẫn được tính. Thường là tệp của kỳ trước được gửi lại.",
            "Cả 27 số liệu của Phụ lục 2 giống hệt Quý II năm 2023.",
            "Kiểm tra có gửi nhầm tệp của kỳ trước không; nếu đúng là không đổi thì để nguyên.",
        ),
        _ => guidance(
            "Hồ sơ của một chi nhánh nằm trong số liệu của hai đơn vị, hoặc hai lần trong một đơn vị, nên bị tính hai lần.",
            "Sở ghi dòng \"Đất đai\" bằng đúng tổng các dòng Chi nhánh VPĐKĐĐ ngay dưới.",
            "Chỉ giữ hồ sơ của chi nhánh ở một nơi theo thẩm quyền giải quyết.",
        ),
    }
}

/// Who sent what in the period, and what the pipeline makes of it.
const fn of_period(code: Code) -> Guidance {
    match code {
        Code::SubmissionMissing => guidance(
            "Đơn vị phải gửi biểu của kỳ này nhưng chưa gửi.",
            "Huyện Bù Đốp chưa gửi Phụ lục 3.",
            "Gửi biểu; nếu đã gửi, xem tệp có bị báo là không đọc được hay không rõ đơn vị không.",
        ),
        Code::SubmissionLate => guidance(
            "Biểu được nhận sau hạn nộp; số liệu vẫn được tính.",
            "Hạn 05/10/2023 17:00, nhận 06/10/2023 08:12.",
            "Gửi đúng hạn ở kỳ sau; nếu giờ nhận sai, sửa trong received.csv.",
        ),
        Code::UnitLeftOut => guidance(
            "Khai báo của pipeline quy định: đơn vị có phát hiện này thì mọi số liệu của đơn vị trong biểu đó không được tính.",
            "Xã Tân Tiến không được xếp hạng vì dòng tổng không khớp (F203).",
            "Sửa phát hiện được nêu rồi gửi lại biểu.",
        ),
        Code::WaiverEnded => guidance(
            "Miễn trừ khai báo trong pipeline đã hết hạn trước ngày cuối kỳ nên không còn áp dụng.",
            "Miễn F206 cho huyện Lộc Ninh đến hết 30/6/2023, kỳ này là quý III.",
            "Gia hạn hoặc xóa miễn trừ trong tệp khai báo.",
        ),
        Code::CheckFailed => guidance(
            "Chương trình gặp lỗi khi chạy một quy tắc, nên không biết quy tắc đó có được tuân thủ không.",
            "Quy tắc F203 không chạy được.",
            "Báo người quản trị kèm các tệp của kỳ; đừng dùng kết quả trước khi sửa.",
        ),
        _ => guidance(
            "Đơn vị trực thuộc phải có trong biểu của cấp trên nhưng không có.",
            "Phụ lục 3 của thị xã Chơn Thành không có xã Quang Minh.",
            "Thêm nhóm của đơn vị đó, kể cả khi không có hồ sơ (ghi 0).",
        ),
    }
}
