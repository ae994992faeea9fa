//! A pipeline file as it is written.

use strum::VariantArray as _;

use super::published::{
    DataDeclaration, DeliverDeclaration, DistrictsDeclaration, NoticeDeclaration, PageDeclaration,
    ReturnMailDeclaration, WorkbookDeclaration,
};
use super::ranking::{MeasureDeclaration, MetricDeclaration, RankingDeclaration};
use super::table::table;
use super::value::List;
use super::words::{
    DAY, LIMIT, PERIOD, TIME_OF_DAY, codes, kept, levels, megabytes, none, whole, word, words,
};
use crate::model::Limits;
use crate::pipeline::deadline::Deadline;
use crate::pipeline::engine::RemoteEngine;
use crate::pipeline::fail_on::FailOn;
use crate::pipeline::keep::Keep;
use crate::pipeline::other_periods::OtherPeriods;
use crate::pipeline::policy::{Grade, Remedy};
use crate::pipeline::return_forms::ReturnForms;
use crate::pipeline::schedule::{Schedule, Weekday};
use crate::pipeline::shrink_guard::ShrinkGuard;

table! {
    /// A pipeline: `pipelines/nightly.toml`.
    "Một pipeline: `pipelines/nightly.toml`"
    Declaration {
        /// What it publishes, for people.
        "Công bố cái gì, viết cho người đọc"
        title [Always]: String,
        /// Lines of the issuing agency, top first.
        "Các dòng tên cơ quan ban hành, từ trên xuống"
        agency: List<String>; none(),
        /// Office that signs; none prints no signature block.
        "Chức danh người ký; không ghi thì không in khối chữ ký"
        signatory: String; "",
        /// Place in the date line of a signature.
        "Nơi ghi trong dòng ngày tháng khi ký"
        place: String; "",
        /// `2023`, `2023-H1`, `2023-Q3`, `2023-09`; or the one that was over last: `last-month`, `last-quarter`,
        /// `last-half`, `last-year`.
        "Kỳ báo cáo: `2023`, `2023-H1`, `2023-Q3`, `2023-09`; hoặc kỳ vừa qua: `last-month`, `last-quarter`, \
        `last-half`, `last-year`"
        period [Always]: String = PERIOD,
        /// Folder of submissions, beside this file; `{period}` becomes `2023q3`.
        "Thư mục nhận báo cáo, tính từ nơi có tệp này; `{period}` thành `2023q3`"
        inbox [Either]: String,
        /// What it goes on from where no files are sent to it: the runs of other pipelines.
        "Lấy số liệu ở đâu khi không nhận tệp: từ các lần chạy của pipeline khác"
        source [Either]: SourceDeclaration,
        /// Folder under which runs are kept, beside this file.
        "Thư mục lưu các lần chạy, tính từ nơi có tệp này"
        output [Always]: String,
        /// A lake that each published run is put into.
        "Hồ dữ liệu nhận mỗi lần chạy được công bố"
        lake: LakeDeclaration,
        /// Register of units: a CSV file beside this one.
        "Danh mục đơn vị: tệp CSV, tính từ nơi có tệp này"
        units [Always]: String,
        /// Table of other names of units: a CSV file beside this one.
        "Bảng tên gọi khác của đơn vị: tệp CSV, tính từ nơi có tệp này"
        aliases: String,
        /// Table of which unit became which when units were merged or divided: a CSV file beside this one.
        "Bảng đơn vị nào thành đơn vị nào khi sáp nhập, chia tách: tệp CSV, tính từ nơi có tệp này"
        successions: String,
        /// Form files that may be sent.
        "Các tệp biểu mẫu được gửi"
        forms [Always]: List<String>,
        /// File of shared measures and metrics.
        "Tệp số đếm và chỉ tiêu dùng chung"
        metrics: String,
        /// Files of the plans of inspection that it serves: their deadlines are those of its forms.
        "Các tệp kế hoạch kiểm tra mà pipeline phục vụ: hạn của kế hoạch là hạn gửi biểu"
        inspections: List<String>; none(),
        /// From where on a run ends with exit code 3.
        "Từ mức nào thì lần chạy kết thúc với mã 3"
        fail_on: String = words(&FailOn::ALL); word(FailOn::default()),
        /// From which finding on a unit gets its form back.
        "Từ phát hiện mức nào thì đơn vị nhận lại biểu"
        return_forms: String = words(&ReturnForms::ALL); word(ReturnForms::default()),
        /// What is done with a table that tells another period than that of the run.
        "Làm gì với bảng ghi kỳ khác kỳ của lần chạy"
        other_periods: String = words(&OtherPeriods::ALL); word(OtherPeriods::default()),
        /// When it runs by itself.
        "Khi nào tự chạy"
        schedule: ScheduleDeclaration,
        /// What one file may cost.
        "Một tệp được tốn bao nhiêu"
        limits: LimitsDeclaration,
        /// Which runs stay on disk.
        "Giữ những lần chạy nào trên đĩa"
        keep: KeepDeclaration; kept(),
        /// A run that lost so many percent of the files or lines that are published, or a unit, is not published
        /// without `--accept-fewer`; 100 holds nothing back.
        "Lần chạy mất từng này phần trăm số tệp hoặc số dòng so với bản đã công bố, hoặc mất một đơn vị, thì \
        không công bố nếu không có `--accept-fewer`; 100 là không giữ lại lần nào"
        shrink_guard: i64 = 0..=i64::from(ShrinkGuard::MOST); i64::from(ShrinkGuard::DEFAULT.percent),
        /// What further offices of a tier are called.
        "Các bộ phận khác của một cấp có tên gì"
        level: List<LevelDeclaration>,
        /// When forms are due; the last entry that concerns a form of a unit holds.
        "Hạn gửi biểu; mục cuối cùng nói về một biểu của một đơn vị là mục có hiệu lực"
        deadline: List<DeadlineDeclaration>,
        /// What is made of findings of a code.
        "Làm gì với các phát hiện của một mã"
        check: List<CheckDeclaration>,
        /// Findings that an office lives with for a time.
        "Những phát hiện được chấp nhận trong một thời gian"
        waiver: List<WaiverDeclaration>,
        /// Counts beside those of the file of metrics.
        "Các số đếm ngoài những số trong tệp chỉ tiêu"
        measure: List<MeasureDeclaration>,
        /// Metrics beside those of the file of metrics.
        "Các chỉ tiêu ngoài những chỉ tiêu trong tệp chỉ tiêu"
        metric: List<MetricDeclaration>,
        /// Lists of units in order.
        "Các bảng xếp hạng"
        ranking: List<RankingDeclaration>,
        /// What is published.
        "Các tệp Excel được công bố"
        workbook: List<WorkbookDeclaration>,
        /// The notice that an office signs.
        "Thông báo để cơ quan ký"
        notice: NoticeDeclaration,
        /// The figures as tables for people who go on working with them.
        "Số liệu dạng bảng cho người làm tiếp với số liệu"
        data: DataDeclaration,
        /// The rankings as one page for a telephone or a screen.
        "Các bảng xếp hạng trên một trang xem bằng điện thoại hoặc màn hình"
        page: PageDeclaration,
        /// A workbook for each district.
        "Mỗi huyện một tệp Excel"
        districts: DistrictsDeclaration,
        /// Fields in the order of the sheets; those that are not named stand behind them.
        "Thứ tự các lĩnh vực trên các trang tính; lĩnh vực không nêu đứng sau"
        fields: List<String>; none(),
        /// To whom published files are handed on, whenever they changed.
        "Gửi tệp đã công bố cho ai, mỗi khi có thay đổi"
        deliver: List<DeliverDeclaration>,
        /// How `tthc deliver --returns` mails the forms that go back, to the column `contact` of the register; no run
        /// does it by itself.
        "Cách `tthc deliver --returns` gửi tệp phản hồi đến địa chỉ ở cột `contact` của danh mục đơn vị; không lần chạy nào tự gửi"
        return_mail: ReturnMailDeclaration,
        /// Where sums and places are computed, if not in this program; they come out the same.
        "Nơi tính các chỉ tiêu và thứ hạng, nếu không phải chương trình này; kết quả như nhau"
        engine: EngineDeclaration,
    }
}

table! {
    /// `[engine]`: an engine that speaks Spark Connect (Sail, Spark); only a program that was built with the cargo feature
    /// `spark-connect` runs with it.
    "`[engine]`: máy tính toán theo giao thức Spark Connect (Sail, Spark); chỉ bản tthc biên dịch với `spark-connect` mới chạy được"
    EngineDeclaration {
        /// Its address: `sc://host:port`.
        "Địa chỉ: `sc://host:port`"
        url [Always]: String,
        /// The folder `output` as the engine sees it, where that is under another path.
        "Thư mục `output` theo đường dẫn mà máy tính toán thấy, nếu khác ở đây"
        folder: String,
        /// How many seconds it may take for what one stage asks.
        "Mỗi bước được đợi nhiều nhất từng này giây"
        seconds: i64 = RemoteEngine::SECONDS; i64::from(RemoteEngine::USUAL_SECONDS),
    }
}

table! {
    /// `[source]`
    "`[source]`: lấy số liệu ở đâu khi không nhận tệp"
    SourceDeclaration {
        /// Folder of a lake, beside this file: the runs of all pipelines of the period are put together.
        "Thư mục hồ dữ liệu, tính từ nơi có tệp này: gộp các lần chạy của mọi pipeline trong kỳ"
        runs [Always]: String,
    }
}

table! {
    /// `[lake]`
    "`[lake]`: hồ dữ liệu nhận mỗi lần chạy được công bố"
    LakeDeclaration {
        /// Folder of the lake, beside this file; where it is not there yet it is made.
        "Thư mục hồ dữ liệu, tính từ nơi có tệp này; chưa có thì được tạo"
        folder [Always]: String,
    }
}

table! {
    /// `[schedule]`
    "`[schedule]`: khi nào tự chạy"
    ScheduleDeclaration {
        /// Time of day: `01:00`.
        "Giờ chạy: `01:00`"
        at [Always]: String = TIME_OF_DAY,
        /// Time zone of that time.
        "Múi giờ của giờ đó"
        zone: String; Schedule::USUAL_ZONE,
        /// Days of the week; every day where neither they nor `monthly` are named.
        "Những ngày trong tuần; không ghi cả mục này lẫn `monthly` thì chạy mọi ngày"
        days: List<String> = words(&Weekday::ALL),
        /// Day of the month.
        "Ngày trong tháng"
        monthly: i64 = Schedule::MONTH_DAYS,
        /// How far it gives way to other programs.
        "Nhường chương trình khác đến mức nào"
        nice: i64 = Schedule::NICE; Schedule::USUAL_NICE,
        /// Who is written to when something is to be said.
        "Báo cho ai khi có điều cần nói"
        mail: String,
        /// What a shell runs when nothing could be published.
        "Lệnh mà shell chạy khi không công bố được gì"
        on_failure: String,
    }
}

table! {
    /// `[limits]`
    "`[limits]`: một tệp được tốn bao nhiêu"
    LimitsDeclaration {
        /// The file itself.
        "Dung lượng của chính tệp, MB"
        file_megabytes: i64 = LIMIT; megabytes(Limits::DEFAULT.file),
        /// All parts of a package.
        "Dung lượng mọi phần bên trong sau khi giải nén, MB"
        inflated_megabytes: i64 = LIMIT; megabytes(Limits::DEFAULT.inflated),
        /// Cells that hold anything.
        "Số ô có nội dung"
        cells: i64 = LIMIT; whole(Limits::DEFAULT.cells),
        /// Wall time.
        "Thời gian đọc, giây"
        seconds: i64 = LIMIT; whole(Limits::DEFAULT.seconds),
        /// Of the process that reads, beside the program.
        "Bộ nhớ của tiến trình đọc, ngoài chương trình, MB"
        memory_megabytes: i64 = LIMIT; megabytes(Limits::DEFAULT.memory),
    }
}

table! {
    /// `[keep]`
    "`[keep]`: giữ những lần chạy nào trên đĩa"
    KeepDeclaration {
        /// So many newest runs of each period stay.
        "Giữ từng này lần chạy mới nhất của mỗi kỳ"
        runs: i64 = Keep::RUNS,
        /// Runs younger than so many days stay.
        "Giữ các lần chạy chưa quá từng này ngày"
        days: i64 = Keep::DAYS,
        /// Whether the latest complete run of each period stays.
        "Có giữ lần chạy đủ cuối cùng của mỗi kỳ hay không"
        last_of_period: bool; Keep::DEFAULT.last_of_period,
    }
}

table! {
    /// `[[level]]`
    "`[[level]]`: bộ phận gửi thay đơn vị của một cấp"
    LevelDeclaration {
        /// The tier.
        "Cấp"
        level [Always]: String = levels(),
        /// What may stand in front of the name of a unit and means the unit: `Trung tâm Phục vụ hành chính công`; for
        /// districts and communes these centres where it is missing.
        "Những từ có thể đứng trước tên đơn vị mà vẫn chỉ đơn vị đó: `Trung tâm Phục vụ hành chính công`; không \
        ghi thì cấp huyện và cấp xã có các trung tâm này"
        offices: List<String>,
    }
}

table! {
    /// `[[deadline]]`
    "`[[deadline]]`: hạn gửi biểu"
    DeadlineDeclaration {
        /// Days after the last day of the period.
        "Số ngày sau ngày cuối của kỳ"
        days_after [Either]: i64 = Deadline::DAYS_AFTER,
        /// A day: `2023-10-05`.
        "Một ngày: `2023-10-05`"
        date [Either]: String = DAY,
        /// A time of day: `17:00`.
        "Giờ trong ngày: `17:00`"
        time: String; Deadline::END_OF_DAY.to_string(),
        /// Ids of forms; all where missing.
        "Mã các biểu; không ghi là mọi biểu"
        forms: List<String>; none(),
        /// Levels of units; all where missing.
        "Cấp của đơn vị; không ghi là mọi cấp"
        levels: List<String> = levels(); none(),
        /// Ids of units; all where missing.
        "Mã các đơn vị; không ghi là mọi đơn vị"
        units: List<String>; none(),
    }
}

table! {
    /// `[[check]]`
    "`[[check]]`: làm gì với các phát hiện của một mã"
    CheckDeclaration {
        /// Finding code.
        "Mã phát hiện"
        code [Always]: String = codes(),
        /// How bad it is; `beta` is told, on trial.
        "Mức độ; `beta` là chỉ báo, đang thử"
        severity: String = words(&Grade::ALL),
        /// What becomes of the figures.
        "Số liệu bị xử lý thế nào"
        action: String = words(Remedy::VARIANTS),
    }
}

table! {
    /// `[[waiver]]`
    "`[[waiver]]`: phát hiện được chấp nhận trong một thời gian"
    WaiverDeclaration {
        /// Finding code.
        "Mã phát hiện"
        code [Always]: String = codes(),
        /// Ids of units; all where missing.
        "Mã các đơn vị; không ghi là mọi đơn vị"
        units: List<String>; none(),
        /// Ids of forms; all where missing.
        "Mã các biểu; không ghi là mọi biểu"
        forms: List<String>; none(),
        /// Who decided.
        "Cơ quan quyết định"
        office [Always]: String,
        /// Why.
        "Lý do"
        reason [Always]: String,
        /// Its last day: `2023-12-31`.
        "Ngày cuối có hiệu lực: `2023-12-31`"
        until [Always]: String = DAY,
    }
}
