//! `[engine]`: where sums and places are computed, if not in this program. Of no artifact: it gives the same bytes.

use std::ops::RangeInclusive;
use std::path::PathBuf;

/// An engine apart that speaks Spark Connect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteEngine {
    /// Its address: `sc://host:port`, perhaps with parameters such as `/;token=…`.
    pub url: String,
    /// The folder of results as the engine sees it; `None` where it sees it under its own path.
    pub folder: Option<PathBuf>,
    /// How long it may take for what one stage asks, in seconds.
    pub seconds: u32,
}

impl RemoteEngine {
    /// Seconds that may be declared.
    pub(in crate::pipeline) const SECONDS: RangeInclusive<i64> = 1..=86_400;
    /// Seconds where nothing is declared.
    pub const USUAL_SECONDS: u32 = 600;

    /// The engine at an address, which sees what this machine sees.
    #[must_use]
    pub const fn at(url: String) -> Self {
        Self { url, folder: None, seconds: Self::USUAL_SECONDS }
    }

    /// `host:port` of an address, Spark Connect listening on 15002 where no port is named; `None` of what is none.
    #[must_use]
    pub fn host(url: &str) -> Option<String> {
        let host = Self::server(url)?.strip_prefix("sc://")?;
        if host.is_empty() || host.contains(|letter: char| letter.is_whitespace()) {
            return None;
        }
        match host.rsplit_once(':') {
            Some((name, port)) if !name.is_empty() && port.parse::<u16>().is_ok() => {
                Some(host.to_owned())
            }
            Some(_) => None,
            None => Some(format!("{host}:15002")),
        }
    }

    /// An address without what may be secret in it.
    #[must_use]
    pub fn told(&self) -> &str {
        Self::server(&self.url).unwrap_or_default()
    }

    fn server(url: &str) -> Option<&str> {
        let end = "sc://".len();
        let rest = url.get(end..)?;
        let stop = rest.find(['/', ';', '?', '#']).map_or(url.len(), |stop| end + stop);
        url.get(..stop)
    }
}

#[cfg(test)]
mod tests {
    use super::RemoteEngine;

    #[test]
    fn an_address_has_a_port_and_tells_no_secret() {
        let host = |url: &str| RemoteEngine::host(url);
        assert_eq!(host("sc://sail:50051").as_deref(), Some("sail:50051"));
        assert_eq!(host("sc://sail/;use_ssl=true").as_deref(), Some("sail:15002"));
        for wrong in
            ["http://sail:1", "sc://", "sc:", "", "sc://sail:port", "sc://:1", "sc://a b:1"]
        {
            assert_eq!(host(wrong), None, "{wrong}");
        }
        let secret = RemoteEngine::at("sc://sail:50051/;token=abc".to_owned());
        assert_eq!(secret.told(), "sc://sail:50051");
    }
}
