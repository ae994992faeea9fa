//! `DOC-TRUOC.txt`: what a bundle is, and how the same run is made from it. For whoever unpacks it, so it names no
//! place of the machine that packed it.

use std::fmt::Write as _;

use crate::model::{Exit, Lang};
use crate::pipeline::Pipeline;
use crate::store::Record;

use super::lack::BundleLack;
use super::past::Past;

/// The whole text; `pipeline_file` is the name of the pipeline file inside the bundle.
pub(super) fn text(
    pipeline: &Pipeline,
    record: &Record,
    pipeline_file: &str,
    past: Option<&Past>,
    lacks: &[BundleLack],
) -> String {
    let Record { pipeline: id, period, run, program, .. } = record;
    let meaning = Exit::of(record.exit_code).map_or("không rõ", Exit::title);
    let mut out = format!(
        "{}\n\
         {}\n\
         \n\
         Lượt chạy     {run}\n\
         Chương trình  tthc {program}\n\
         Kết thúc      mã {} ({meaning}), {} tệp đầu vào\n\
         \n\
         TRONG GÓI NÀY\n\
         \n  inbox/         các tệp đơn vị gửi, đúng từng byte như đã đọc\
         \n  pipelines/     khai báo: pipeline, biểu mẫu, chỉ số, danh mục đơn vị\
         \n  run/           kết quả của lượt chạy: bảng xếp hạng, phản hồi, bảng số liệu, run.json\n",
        pipeline.title,
        pipeline.period.title(),
        record.exit_code,
        record.inputs.len(),
    );
    if let Some(Past { folder, .. }) = past {
        let _ = writeln!(out, "  output/        kỳ trước, để so sánh ({folder})");
    }
    out += "  SHA256SUMS     mã kiểm của mọi tệp trong gói\n";
    if !lacks.is_empty() {
        out += "\nKHÔNG CÒN NHƯ LÚC CHẠY (chạy lại có thể ra kết quả khác)\n\n";
        for lack in lacks {
            let _ = writeln!(out, "  {}", lack.sentence(Lang::Vi));
        }
    }
    out += "\nKIỂM TRA GÓI (đứng trong thư mục này)\n\n  sha256sum -c SHA256SUMS\n";
    let _ = write!(out, "\nCHẠY LẠI (đứng trong thư mục này, cần tthc {program})\n\n");
    if let Some(Past { folder, run }) = past {
        let _ = writeln!(out, "  ln -s 'runs/{run}' '{folder}/latest'");
    }
    let _ = writeln!(
        out,
        "  tthc run '{pipeline_file}' --period {period} --inbox inbox --output output{}{} --publish",
        keys(&record.asked.set),
        day(record)
    );
    let _ = write!(
        out,
        "\nKết quả ở output/{id}/{period}/latest. So từng byte với lượt trong gói:\n\n  \
         (cd 'output/{id}/{period}/latest' && sha256sum -c ../../../../../run/SHA256SUMS)\n"
    );
    out
}

/// The day that the run tells of, where it tells of one: on another it would come out otherwise.
fn day(record: &Record) -> String {
    let day = record.stages.iter().find_map(|stage| stage.day);
    day.map(|day| format!(" --today {day}")).unwrap_or_default()
}

/// The keys that were set for the run, as a shell takes them.
fn keys(set: &[String]) -> String {
    set.iter()
        .map(|key| format!(" --set '{}'", key.replace('\'', "'\\''")))
        .collect::<Vec<_>>()
        .concat()
}
