//! What is published and handed on, as it is written.

use super::table::table;
use super::value::List;
use super::words::{DOCX, HTML, ID, XLSX, none, words};
use crate::pipeline::data_edition::DataTable;
use crate::pipeline::delivery::MailDelivery;
use crate::pipeline::notice::NoticeAudience;
use crate::pipeline::workbook::SheetKind;

table! {
    /// `[[workbook]]`
    "`[[workbook]]`: một tệp Excel được công bố"
    WorkbookDeclaration {
        /// A file name that ends in `.xlsx`.
        "Tên tệp có đuôi `.xlsx`"
        file [Always]: String = XLSX,
        /// Title on its summary sheet.
        "Tiêu đề trên trang tổng hợp"
        title [Always]: String,
        /// Its sheets, in order.
        "Các trang tính, theo thứ tự"
        sheets [Always]: List<String> = SheetKind::words(),
    }
}

table! {
    /// `[notice]`: two pages to sign, filled in from the tables of the run.
    "`[notice]`: hai trang để ký, điền từ các bảng của lần chạy"
    NoticeDeclaration {
        /// A file name that ends in `.docx`.
        "Tên tệp có đuôi `.docx`"
        file [Always]: String = DOCX,
        /// What it is about.
        "Về việc gì"
        title [Always]: String,
        /// What stands behind its number: `TB-SNV`.
        "Phần đứng sau số của thông báo: `TB-SNV`"
        number: String,
        /// Ids of rankings, each of one list; the first is printed as a table.
        "Mã các bảng xếp hạng, mỗi bảng một danh sách; bảng đầu được in thành bảng"
        rankings [Always]: List<String>,
        /// What is asked of whom.
        "Đề nghị ai làm gì"
        request: List<RequestDeclaration>,
        /// Lines of who gets it.
        "Các dòng nơi nhận"
        recipients: List<String>; none(),
    }
}

table! {
    /// `[[notice.request]]`: not made where nobody is concerned.
    "`[[notice.request]]`: không nêu khi không có ai liên quan"
    RequestDeclaration {
        /// Whom: all, who sent nothing, whose figures are not whole, who gets a form back, who holds most of what is late.
        "Ai: tất cả, ai chưa gửi, ai thiếu số liệu, ai nhận lại biểu, ai chiếm phần lớn hồ sơ trễ"
        of [Always]: String = words(&NoticeAudience::ALL),
        /// What they are asked to do.
        "Đề nghị làm gì"
        text [Always]: String,
    }
}

table! {
    /// `[data]`: a workbook with a sheet for each table.
    "`[data]`: một tệp Excel, mỗi bảng một trang tính"
    DataDeclaration {
        /// A file name that ends in `.xlsx`.
        "Tên tệp có đuôi `.xlsx`"
        file [Always]: String = XLSX,
        /// Its tables, in order.
        "Các bảng, theo thứ tự"
        tables: List<String> = words(&DataTable::ALL); words(&DataTable::ALL),
        /// What the file is found by.
        "Từ khóa để tìm tệp"
        keywords: List<String>; none(),
    }
}

table! {
    /// `[page]`: every ranking in one file that needs nothing but a browser.
    "`[page]`: mọi bảng xếp hạng trong một tệp chỉ cần trình duyệt"
    PageDeclaration {
        /// A file name that ends in `.html`.
        "Tên tệp có đuôi `.html`"
        file [Always]: String = HTML,
        /// Its head; the title of the pipeline where it says nothing.
        "Tiêu đề; không ghi thì lấy tiêu đề của pipeline"
        title: String,
    }
}

table! {
    /// `[districts]`: a workbook for each district, with its communes, fields, late files and forms.
    "`[districts]`: mỗi huyện một tệp Excel, có các xã, lĩnh vực, hồ sơ trễ và biểu của huyện"
    DistrictsDeclaration {
        /// Folder inside the run.
        "Thư mục trong lần chạy"
        folder [Always]: String = ID,
        /// What they tell.
        "Nói về việc gì"
        title [Always]: String,
        /// Id of the ranking of all communes in one list.
        "Mã bảng xếp hạng mọi xã trong một danh sách"
        ranking [Always]: String,
    }
}

table! {
    /// `[[deliver]]`: a folder, a mail or a command.
    "`[[deliver]]`: một thư mục, một thư điện tử hoặc một lệnh"
    DeliverDeclaration {
        /// Folder that gets the published files, beside this file.
        "Thư mục nhận tệp công bố, tính từ nơi có tệp này"
        folder [Either]: String,
        /// Addresses that get a mail.
        "Các địa chỉ nhận thư"
        mail [Either]: List<String>,
        /// Address that the mail comes from.
        "Địa chỉ gửi thư"
        from [With("mail")]: String,
        /// Where readers find the files: the mail names them there, and they are not attached to it.
        "Nơi người đọc tìm thấy tệp: thư chỉ nêu nơi đó, không đính kèm tệp"
        link [Beside("mail")]: String,
        /// Program that takes the mail.
        "Chương trình gửi thư"
        sendmail [Beside("mail")]: String; MailDelivery::SENDMAIL,
        /// What a shell runs.
        "Lệnh mà shell chạy"
        command [Either]: String,
    }
}

table! {
    /// `[return-mail]`: how forms that go back are mailed.
    "`[return-mail]`: cách gửi tệp phản hồi"
    ReturnMailDeclaration {
        /// Address that the mails come from, and that answers go to.
        "Địa chỉ gửi thư, cũng là nơi nhận trả lời"
        from [Always]: String,
        /// Program that takes the mails.
        "Chương trình gửi thư"
        sendmail: String; MailDelivery::SENDMAIL,
    }
}
