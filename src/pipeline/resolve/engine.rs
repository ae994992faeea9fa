//! `[engine]`: where sums and places are computed, if not in this program.

use std::path::PathBuf;

use crate::model::Sentence;
use crate::pipeline::engine::RemoteEngine;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{InBoth, as_written, number_of};
use crate::pipeline::written::pipeline::EngineDeclaration;

const ADDRESS: InBoth =
    ("địa chỉ Spark Connect, ví dụ `sc://sail:50051`", "an address such as `sc://sail:50051`");

const FOLDER: InBoth =
    ("thư mục kết quả theo cách máy tính toán thấy", "the folder of results as the engine sees it");

pub(super) fn engine(declared: &EngineDeclaration, at: &At) -> Option<RemoteEngine> {
    let EngineDeclaration { url, folder, seconds } = declared;
    let url_at = at.key("url");
    let url = url.needed(&url_at, ADDRESS).map(|url| url.trim().to_owned()).filter(|url| {
        let right = RemoteEngine::host(url).is_some();
        if !right {
            url_at.wrong(Sentence::same(format!("{url:?}")), ADDRESS);
        }
        right
    });
    let folder_at = at.key("folder");
    let folder = folder.optional(&folder_at);
    if folder.is_some_and(|folder| folder.trim().is_empty()) {
        folder_at.wrong(("đường dẫn trống", "an empty path"), FOLDER);
    }
    let seconds_at = at.key("seconds");
    let asked = seconds.optional(&seconds_at).copied();
    let wrong = asked.filter(|asked| !RemoteEngine::SECONDS.contains(asked));
    if let Some(wrong) = wrong {
        seconds_at.wrong(as_written(wrong), number_of(&RemoteEngine::SECONDS));
    }
    let seconds = asked.and_then(|asked| u32::try_from(asked).ok());
    let seconds = seconds.unwrap_or(RemoteEngine::USUAL_SECONDS);
    Some(RemoteEngine { url: url?, folder: folder.map(PathBuf::from), seconds })
}
