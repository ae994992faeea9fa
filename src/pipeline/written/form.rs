//! A form file as it is written.

use std::collections::BTreeMap;

use strum::VariantArray as _;

use super::table::table;
use super::types::OneOrMoreTexts;
use super::value::{Declared, List};
use super::words::{ID, WORD, levels, none, numbers, texts, word, words};
use crate::pipeline::form::{
    Binding, Groups, Items, KindWord, Numbers, Previous, Printed, Relation, Sample, Whose, Words,
};

table! {
    /// A form: `pipelines/forms/phu-luc-3.toml`.
    "Một biểu mẫu: `pipelines/forms/phu-luc-3.toml`"
    FormDeclaration {
        /// Name in tables.
        "Mã trong bảng"
        id [Always]: String = ID,
        /// Name for officials: `Phụ lục 3`.
        "Tên cho người đọc: `Phụ lục 3`"
        name [Always]: String,
        /// What the form reports.
        "Biểu báo cáo về việc gì"
        title [Always]: String,
        /// What prescribes it.
        "Văn bản quy định biểu"
        source [Always]: String,
        /// Title texts of which one settles the form.
        "Các câu trong tiêu đề mà chỉ một câu đã đủ nhận ra biểu"
        anchors [Always]: List<String>,
        /// Levels whose units send it.
        "Cấp của đơn vị gửi biểu"
        sent_by [Always]: List<String> = levels(),
        /// Levels whose units appear in it.
        "Cấp của đơn vị có trong biểu"
        covers [Always]: List<String> = levels(),
        /// Whether hidden sheets are read.
        "Có đọc trang tính ẩn hay không"
        hidden_sheets: bool; false,
        /// Whether it may be sent and is not asked for.
        "Biểu gửi cũng được, không gửi thì không đòi"
        optional: bool; false,
        /// How lists of dossiers, a row each, are counted into its lines; it is sent in no other way.
        "Cách đếm danh sách hồ sơ, mỗi hồ sơ một dòng, thành các dòng của biểu; biểu không gửi cách khác"
        dossiers: DossierListDeclaration,
        /// What its lines are.
        "Các dòng là gì"
        rows [Always]: RowsDeclaration,
        /// Titled parts.
        "Các phần có tiêu đề"
        part: List<PartDeclaration>,
        /// Other wordings of header texts.
        "Cách viết khác của chữ ở đầu cột"
        synonyms: BTreeMap<String, Declared<List<String>>>,
        /// Short words and what they stand for.
        "Từ viết tắt và từ đầy đủ"
        abbreviations: BTreeMap<String, Declared<String>>,
        /// Columns, found by the texts above them.
        "Các cột, tìm theo chữ ở đầu cột"
        column [Always]: List<ColumnDeclaration>,
        /// Sections of a form of indicators, which has at least one.
        "Các mục của biểu chỉ tiêu, ít nhất một"
        section: List<SectionDeclaration>,
        /// Sums that hold in a line.
        "Các đẳng thức trong một dòng"
        identity: List<IdentityDeclaration>,
        /// Counts that need a note.
        "Các số đếm cần ghi chú"
        reasons: ReasonsDeclaration,
        /// Sums that should not jump from period to period.
        "Các tổng không nên nhảy vọt giữa các kỳ"
        previous: PreviousDeclaration,
        /// How many answers a survey needs.
        "Một cuộc khảo sát cần bao nhiêu phiếu"
        sample: SampleDeclaration,
        /// Branches whose files must not be counted twice.
        "Các chi nhánh có tệp không được tính hai lần"
        branches: BranchesDeclaration,
        /// How numbers are typed.
        "Cách gõ số"
        numbers: NumbersDeclaration; numbers(),
        /// What the official form says below its table, a paragraph each.
        "Lời ghi dưới bảng của biểu chính thức, mỗi đoạn một dòng"
        notes: List<String>; none(),
    }
}

table! {
    /// `[reasons]`
    "`[reasons]`: các số đếm cần ghi chú"
    ReasonsDeclaration {
        /// Counts above 0 that need a note.
        "Các số đếm lớn hơn 0 thì cần ghi chú"
        measures [Always]: List<String>,
    }
}

table! {
    /// `[previous]`
    "`[previous]`: so với kỳ trước"
    PreviousDeclaration {
        /// Counts that are compared with the period before.
        "Các số đếm so với kỳ trước"
        measures [Always]: List<String>,
        /// A jump by this factor is told.
        "Gấp từng này lần thì báo"
        times: i64 = Previous::TIMES; Previous::USUAL_TIMES,
        /// Counts below are not compared.
        "Số nhỏ hơn thì không so"
        from: i64 = Previous::FROM; Previous::USUAL_FROM,
        /// Count that was carried over.
        "Số chuyển từ kỳ trước sang"
        carried [With("pending")]: String,
        /// Count of the period before that it must equal.
        "Số của kỳ trước mà nó phải bằng"
        pending [With("carried")]: String,
    }
}

table! {
    /// `[sample]`
    "`[sample]`: một cuộc khảo sát cần bao nhiêu phiếu"
    SampleDeclaration {
        /// Counts of answers.
        "Các số đếm phiếu trả lời"
        responses [Always]: List<String>,
        /// Count of people served.
        "Số đếm người được phục vụ"
        population [Always]: String,
        /// Margin of error.
        "Sai số, phần trăm"
        error_percent: i64 = Sample::ERROR_PERCENT; Sample::USUAL_ERROR_PERCENT,
    }
}

table! {
    /// `[branches]`
    "`[branches]`: các chi nhánh có tệp không được tính hai lần"
    BranchesDeclaration {
        /// First words of names of branches.
        "Những từ đầu trong tên chi nhánh"
        titles [Always]: List<String>,
    }
}

table! {
    /// `[dossiers]`
    "`[dossiers]`: danh sách hồ sơ, mỗi hồ sơ một dòng"
    DossierListDeclaration {
        /// Header texts of the code of a dossier.
        "Chữ đầu cột mã hồ sơ"
        code: List<String>; none(),
        /// Header texts of who handles it.
        "Chữ đầu cột đơn vị giải quyết"
        unit [Always]: List<String>,
        /// Header texts of its field.
        "Chữ đầu cột lĩnh vực"
        field [Always]: List<String>,
        /// Header texts of when it came in.
        "Chữ đầu cột ngày tiếp nhận"
        received [Always]: List<String>,
        /// Header texts of when it is due.
        "Chữ đầu cột ngày hẹn trả"
        due [Always]: List<String>,
        /// Header texts of when it was finished.
        "Chữ đầu cột ngày kết thúc xử lý"
        finished [Always]: List<String>,
        /// Header texts of when its result was handed out, taken where it is not told finished.
        "Chữ đầu cột ngày trả kết quả, dùng khi không ghi ngày kết thúc xử lý"
        returned: List<String>; none(),
        /// Header texts of its state.
        "Chữ đầu cột trạng thái"
        state [Always]: List<String>,
        /// Header texts of how it was handed in.
        "Chữ đầu cột hình thức nộp"
        channel [Always]: List<String>,
        /// Header texts of the days for which its clock stood.
        "Chữ đầu cột số ngày tạm dừng"
        paused: List<String>; none(),
        /// Header texts of when its clock stopped.
        "Chữ đầu cột ngày bắt đầu tạm dừng"
        paused_from: List<String>; none(),
        /// Header texts of when its clock went on.
        "Chữ đầu cột ngày hết tạm dừng"
        paused_to: List<String>; none(),
        /// Header texts of how often more was asked for.
        "Chữ đầu cột số lần yêu cầu bổ sung"
        supplements: List<String>; none(),
        /// Header texts of columns that count for nothing; of any other that is not known it is told.
        "Chữ đầu các cột không dùng để đếm; cột lạ khác thì báo"
        others: List<String>; none(),
        /// States in which a dossier has ended.
        "Các trạng thái đã kết thúc"
        ended [Always]: List<String>,
        /// States in which it has not.
        "Các trạng thái chưa kết thúc"
        open [Always]: List<String>,
        /// Words of the channel for dossiers handed in online.
        "Các chữ chỉ hồ sơ nộp trực tuyến"
        online [Always]: List<String>,
        /// Words of the channel for all others.
        "Các chữ chỉ hồ sơ nộp cách khác"
        direct [Always]: List<String>,
    }
}

table! {
    /// `[rows]`
    "`[rows]`: các dòng là gì"
    RowsDeclaration {
        /// What a group line names.
        "Dòng nhóm nêu tên gì"
        groups [Always]: String = words(Groups::VARIANTS),
        /// What a line of figures names.
        "Dòng số liệu nêu tên gì"
        items [Always]: String = words(Items::VARIANTS),
        /// Words of total lines.
        "Từ của dòng tổng"
        total: List<String>; texts(&Words::TOTAL),
        /// Words of headings without figures.
        "Từ của dòng đầu mục không có số liệu"
        heading: List<String>; texts(&Words::HEADING),
        /// Words of lines that name a source of figures.
        "Từ của dòng nêu nguồn số liệu"
        source: List<String>; texts(&Words::SOURCE),
        /// Words that notes begin with.
        "Từ mở đầu ghi chú"
        note: List<String>; texts(&Words::NOTE),
        /// Words of signature lines.
        "Từ của dòng chữ ký"
        signature: List<String>; texts(&Words::SIGNATURE),
    }
}

table! {
    /// `[[part]]`
    "`[[part]]`: một phần có tiêu đề"
    PartDeclaration {
        /// Texts of its title, the first one as the official form prints it.
        "Các câu tiêu đề của phần, câu đầu như biểu chính thức in"
        titles [Always]: List<String>,
        /// What its lines name.
        "Dòng của phần nêu tên gì"
        items [Always]: String = words(&Items::IN_PARTS),
    }
}

table! {
    /// `[[column]]`
    "`[[column]]`: một cột"
    ColumnDeclaration {
        /// Name, where it is not that of its measure or role; a printed figure without a measure needs one.
        "Mã, khi không phải mã của số đếm hay vai trò; con số in sẵn không có số đếm thì cần mã"
        id: String = ID,
        /// Header texts from the top.
        "Chữ ở đầu cột, từ trên xuống"
        path [Always]: List<String>,
        /// Header texts of the official form from the top, where the path leaves some out.
        "Chữ ở đầu cột của biểu chính thức, từ trên xuống, khi `path` bỏ bớt"
        head: List<String>,
        /// Header texts of columns it may be split into.
        "Chữ ở đầu các cột mà cột này có thể được tách thành"
        parts: List<List<String>>,
        /// The count it holds.
        "Số đếm trong cột"
        measure [Either]: String,
        /// What it holds in place of a count.
        "Cột có gì thay cho số đếm"
        role [Either]: String = words(&Binding::ROLES),
        /// The formula of a printed figure.
        "Công thức của con số in sẵn"
        printed [Either]: PrintedDeclaration,
        /// Whether a sheet without it is complete.
        "Trang tính thiếu cột này vẫn là đủ"
        optional: bool; false,
    }
}

table! {
    /// `printed = { … }` of a column
    "`printed = { … }` của một cột"
    PrintedDeclaration {
        /// Sum above the line; the measure of the column where there is one and nothing is said.
        "Tổng ở tử số; cột có số đếm mà không ghi thì là số đếm đó"
        numerator: String,
        /// Sum below the line; without it the figure is a sum.
        "Tổng ở mẫu số; không ghi thì con số là một tổng"
        denominator: String,
        /// What the ratio is multiplied by: 100 for percent.
        "Tỷ số nhân với: 100 là phần trăm"
        scale [Beside("denominator")]: i64 = 1..=i64::from(u32::MAX); Printed::PERCENT,
    }
}

table! {
    /// `[[section]]` of a form of indicators
    "`[[section]]` của biểu chỉ tiêu"
    SectionDeclaration {
        /// As printed: `III`.
        "Như in: `III`"
        number [Always]: String,
        /// As printed.
        "Như in"
        title [Always]: String,
        /// Other wordings of the title.
        "Cách viết khác của tiêu đề"
        also: List<String>; none(),
        /// Its lines.
        "Các dòng"
        indicator [Always]: List<IndicatorDeclaration>,
    }
}

table! {
    /// `indicator = [{ … }]` of a section
    "`indicator = [{ … }]` của một mục"
    IndicatorDeclaration {
        /// As printed: `3.1`.
        "Như in: `3.1`"
        number: String; "",
        /// The measure it is.
        "Số đếm của dòng; không có thì dòng là đầu mục"
        id: String = WORD,
        /// As printed.
        "Như in"
        label [Always]: String,
        /// Other wordings of the label.
        "Cách viết khác của nhãn"
        also: List<String>; none(),
        /// Id of the line it stands under.
        "Mã của dòng cấp trên"
        under: String,
        /// What its value is.
        "Giá trị là gì"
        kind [With("id")]: String = words(KindWord::VARIANTS),
        /// Scales it may be counted in, the first one as printed.
        "Đếm bằng gì, cái đầu như in; cần khi là số lượng hoặc số tiền"
        scale [Beside("id")]: OneOrMoreTexts,
        /// Words of coded answers and their codes.
        "Các câu trả lời và mã của chúng; cần khi là câu trả lời"
        answers [Beside("id")]: BTreeMap<String, Declared<i64>>,
        /// The two counts that a percentage follows from.
        "Hai số đếm mà tỷ lệ tính từ đó"
        ratio [Beside("id")]: List<String>,
        /// The sum of another form that it equals.
        "Tổng của biểu khác mà nó phải bằng"
        agrees_with [Beside("id")]: AgreementDeclaration,
        /// Whether it may be left blank.
        "Được để trống"
        optional: bool; false,
        /// Levels that are asked.
        "Các cấp được hỏi; không ghi là mọi cấp"
        asked_of: List<String> = levels(); none(),
    }
}

table! {
    /// `agrees-with = { … }` of an indicator
    "`agrees-with = { … }` của một chỉ tiêu"
    AgreementDeclaration {
        /// Ids of the other forms.
        "Mã các biểu khác"
        forms [Always]: List<String>,
        /// Sum of measures.
        "Tổng các số đếm"
        sum [Always]: String,
        /// Whose lines are summed.
        "Cộng các dòng của ai"
        lines [Always]: String = words(Whose::VARIANTS),
    }
}

table! {
    /// `[[identity]]`
    "`[[identity]]`: một đẳng thức trong một dòng"
    IdentityDeclaration {
        /// Name in messages.
        "Tên trong thông báo"
        id [Always]: String = ID,
        /// The whole, one count or several.
        "Tổng, một hoặc nhiều số đếm"
        whole [Always]: OneOrMoreTexts,
        /// The counts that make it up.
        "Các số đếm hợp thành"
        parts [Always]: List<String>,
        /// Whether the parts are all of it.
        "Các phần có là tất cả hay không"
        relation: String = words(Relation::VARIANTS); word(Relation::default()),
    }
}

table! {
    /// `[numbers]`
    "`[numbers]`: cách gõ số"
    NumbersDeclaration {
        /// Separator of thousands.
        "Dấu phân cách hàng nghìn"
        thousands: String; Numbers::THOUSANDS.to_string(),
        /// Decimal separator.
        "Dấu thập phân"
        decimal: String; Numbers::DECIMAL.to_string(),
        /// Words that may follow a number.
        "Từ có thể đứng sau số"
        suffixes: List<String>; none(),
        /// Texts that mean zero.
        "Chữ có nghĩa là 0"
        zero: List<String>; none(),
        /// Texts that mean no figure.
        "Chữ có nghĩa là không có số"
        none: List<String>; none(),
        /// Words and what they multiply by.
        "Từ và số mà nó nhân lên"
        multiples: BTreeMap<String, Declared<i64>>,
        /// The largest figure that is plausible.
        "Số lớn nhất còn có thể tin"
        largest: i64 = 1..=i64::MAX,
    }
}
