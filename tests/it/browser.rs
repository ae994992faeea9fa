//! A real Chromium that opens what is published as a reader does: over a pipe, with its own mouse and keyboard. Where it is not
//! installed a test says that it looked at nothing and passes; with `TTHC_BROWSER=require` it fails.
//!
//! All tests that run at one time share one Chromium, each with a window and a context of its own; the last one ends it. Every
//! wait has a limit. What it speaks is the DevTools protocol: JSON, each message ended by a zero byte.

#![expect(clippy::unwrap_used, reason = "a browser that does not do as it is told fails the test")]

mod chromium;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use chromium::Chromium;

/// What a browser may be called.
const PROGRAMS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
/// How long a test waits for what is to come, on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);
/// Keys that are more than a letter: what they are called, their number and what they write.
const KEYS: [(&str, u32, &str); 7] = [
    ("Enter", 13, "\r"),
    ("Tab", 9, ""),
    ("Escape", 27, ""),
    ("Home", 36, ""),
    ("End", 35, ""),
    ("ArrowDown", 40, ""),
    ("ArrowUp", 38, ""),
];

/// One window, in a context of its own.
pub(crate) struct Tab {
    chromium: Arc<Chromium>,
    context: Value,
    session: String,
}

impl Tab {
    /// `None` where there is no browser, which is said.
    #[track_caller]
    #[expect(
        clippy::print_stderr,
        reason = "whoever runs the tests is told what was not looked at"
    )]
    pub(crate) fn open() -> Option<Self> {
        let Some(program) = program() else {
            let required = std::env::var("TTHC_BROWSER").as_deref() == Ok("require");
            assert!(!required, "no {} here", PROGRAMS[0]);
            eprintln!("left out, for there is no browser: {}", std::panic::Location::caller());
            return None;
        };
        let chromium = Chromium::shared(&program);
        let browser = |method: &str, given: Value| chromium.call(None, method, &given).unwrap();
        let context = browser("Target.createBrowserContext", json!({}))["browserContextId"].clone();
        let blank = json!({"url": "about:blank", "browserContextId": context});
        let target = browser("Target.createTarget", blank)["targetId"].clone();
        let attached =
            browser("Target.attachToTarget", json!({"targetId": target, "flatten": true}));
        let session = attached["sessionId"].as_str().unwrap().to_owned();
        let tab = Self { chromium, context, session };
        for domain in ["Page", "Runtime", "Log", "Network"] {
            tab.call(&format!("{domain}.enable"), &json!({}));
        }
        // Several windows are open at once; each acts as the one in front.
        tab.call("Emulation.setFocusEmulationEnabled", &json!({"enabled": true}));
        Some(tab)
    }

    /// Speaks to the page in the words of the protocol.
    #[track_caller]
    fn call(&self, method: &str, given: &Value) -> Value {
        self.chromium
            .call(Some(&self.session), method, given)
            .unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Opens a file, until all of it is there.
    #[track_caller]
    pub(crate) fn load(&self, file: &Path) -> &Self {
        self.go(&format!("file://{}", file.display()))
    }

    /// Opens an address anew.
    #[track_caller]
    pub(crate) fn go(&self, url: &str) -> &Self {
        self.chromium.forget(&self.session);
        let went = self.call("Page.navigate", &json!({"url": url}));
        assert!(went["errorText"].is_null(), "{url}: {}", went["errorText"]);
        let loaded = self.chromium.wait(&self.session, "Page.loadEventFired", PATIENCE);
        assert!(loaded, "{url} is not loaded");
        self
    }

    /// The value of an expression of the page.
    #[track_caller]
    pub(crate) fn eval(&self, script: &str) -> Value {
        let given = json!({"expression": script, "awaitPromise": true, "returnByValue": true});
        let got = self.call("Runtime.evaluate", &given);
        let thrown = &got["exceptionDetails"];
        assert!(thrown.is_null(), "{}\n{script}", thrown["exception"]["description"]);
        got["result"]["value"].clone()
    }

    #[track_caller]
    pub(crate) fn number(&self, script: &str) -> f64 {
        self.eval(script).as_f64().unwrap_or_else(|| panic!("no number: {script}"))
    }

    #[track_caller]
    pub(crate) fn text(&self, script: &str) -> String {
        let value = self.eval(script);
        value.as_str().unwrap_or_else(|| panic!("no text but {value}: {script}")).to_owned()
    }

    /// A value for each element that a selector finds; in the script it is `e`.
    #[track_caller]
    pub(crate) fn each(&self, selector: &str, script: &str) -> Vec<String> {
        let all = format!(
            "[...document.querySelectorAll({})].map(e => String({script}))",
            json!(selector)
        );
        serde_json::from_value(self.eval(&all)).unwrap()
    }

    /// Waits until something is true of the page.
    #[track_caller]
    pub(crate) fn until(&self, script: &str) -> &Self {
        let begin = Instant::now();
        while self.eval(script) != json!(true) {
            assert!(begin.elapsed() < PATIENCE, "never true: {script}");
            std::thread::sleep(Duration::from_millis(20));
        }
        self
    }

    /// A click in the middle of the first such element, which has to be seen there.
    #[track_caller]
    pub(crate) fn click(&self, selector: &str) -> &Self {
        let at = self.eval(&format!(
            "(() => {{ const e = document.querySelector({0}); if (!e) return 'is not there';
            e.scrollIntoView({{block: 'center', behavior: 'instant'}});
            const r = e.getClientRects()[0]; if (!r) return 'is not shown';
            const [x, y] = [r.x + r.width / 2, r.y + r.height / 2];
            const top = document.elementFromPoint(x, y);
            return e.contains(top) ? [x, y] : 'lies under ' + (top ? top.outerHTML.slice(0, 80) : 'the edge') }})()",
            json!(selector)
        ));
        assert!(at.is_array(), "{selector} {at}");
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let button = if kind == "mouseMoved" { "none" } else { "left" };
            let given =
                json!({"type": kind, "x": at[0], "y": at[1], "button": button, "clickCount": 1});
            self.call("Input.dispatchMouseEvent", &given);
        }
        self
    }

    /// Sets the keyboard to the first such element, which has to take it.
    #[track_caller]
    pub(crate) fn focus(&self, selector: &str) -> &Self {
        let has = format!(
            "(() => {{ const e = document.querySelector({}); e?.focus(); return !!e && document.activeElement === e }})()",
            json!(selector)
        );
        assert_eq!(self.eval(&has), json!(true), "{selector} takes no keys");
        self
    }

    /// Presses a key that is more than a letter.
    #[track_caller]
    pub(crate) fn press(&self, key: &str) -> &Self {
        let known = KEYS.iter().find(|known| known.0 == key);
        let (_, number, written) = known.unwrap_or_else(|| panic!("what key is {key}"));
        for (kind, text) in [("keyDown", *written), ("keyUp", "")] {
            let given = json!({"type": kind, "key": key, "code": key, "text": text,
                "windowsVirtualKeyCode": number, "nativeVirtualKeyCode": number});
            self.call("Input.dispatchKeyEvent", &given);
        }
        self
    }

    /// Writes into whatever has the keyboard.
    #[track_caller]
    pub(crate) fn write(&self, text: &str) -> &Self {
        self.call("Input.insertText", &json!({"text": text}));
        self
    }

    /// Gives files to the first such element, as the dialog of the machine does.
    #[track_caller]
    pub(crate) fn choose(&self, selector: &str, files: &[PathBuf]) -> &Self {
        let sought = json!({"expression": format!("document.querySelector({})", json!(selector))});
        let element = self.call("Runtime.evaluate", &sought)["result"]["objectId"].clone();
        self.call("DOM.setFileInputFiles", &json!({"files": files, "objectId": element}));
        self
    }

    /// Presses a key that opens the dialog in which files are chosen, and chooses these.
    #[track_caller]
    pub(crate) fn choose_by_key(&self, key: &str, files: &[PathBuf]) -> &Self {
        let opened = "Page.fileChooserOpened";
        self.call("Page.setInterceptFileChooserDialog", &json!({"enabled": true}));
        self.press(key);
        assert!(self.chromium.wait(&self.session, opened, PATIENCE), "{key} opens no dialog");
        let dialogs = self.chromium.events(&self.session, &[opened]);
        let element = dialogs.last().map(|dialog| dialog["backendNodeId"].clone());
        self.call("DOM.setFileInputFiles", &json!({"files": files, "backendNodeId": element}));
        self
    }

    /// The size of the window, in points of the page; a telephone also has other manners.
    #[track_caller]
    pub(crate) fn size(&self, width: u32, height: u32, phone: bool) -> &Self {
        let scale = if phone { 2 } else { 1 };
        let given =
            json!({"width": width, "height": height, "deviceScaleFactor": scale, "mobile": phone});
        self.call("Emulation.setDeviceMetricsOverride", &given);
        self
    }

    /// What the reader prefers: light or dark; on screen or, with `print`, on paper.
    #[track_caller]
    pub(crate) fn prefers(&self, scheme: &str, media: &str) -> &Self {
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.call("Emulation.setEmulatedMedia", &json!({"media": media, "features": features}));
        self
    }

    /// The page's own scripts do not run any more, from the next file on.
    #[track_caller]
    pub(crate) fn without_scripts(&self) -> &Self {
        self.call("Emulation.setScriptExecutionDisabled", &json!({"value": true}));
        self
    }

    /// What it looks like, as PNG.
    #[track_caller]
    pub(crate) fn screenshot(&self) -> Vec<u8> {
        bytes(&self.call("Page.captureScreenshot", &json!({"format": "png"}))["data"])
    }

    /// What a printer makes of it, as PDF, of the paper that the page asks for.
    #[track_caller]
    pub(crate) fn pdf(&self) -> Vec<u8> {
        let given = json!({"preferCSSPageSize": true, "printBackground": false});
        bytes(&self.call("Page.printToPDF", &given)["data"])
    }

    /// The addresses that were asked for since the file was opened, itself among them; what stands in the page is no request.
    pub(crate) fn requests(&self) -> Vec<String> {
        let asked = self.chromium.events(&self.session, &["Network.requestWillBeSent"]);
        let urls = asked.iter().map(|event| event["request"]["url"].as_str().unwrap().to_owned());
        urls.filter(|url| !url.starts_with("data:")).collect()
    }

    /// What the page and its rules said on the console since the file was opened.
    pub(crate) fn console(&self) -> Vec<String> {
        let said = ["Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled"];
        let said = self.chromium.events(&self.session, &said);
        said.iter().map(ToString::to_string).collect()
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        let given = json!({"browserContextId": self.context});
        // A browser that is gone has no window left.
        let _ = self.chromium.call(None, "Target.disposeBrowserContext", &given);
        self.chromium.forget(&self.session);
    }
}

fn program() -> Option<PathBuf> {
    let paths: Vec<PathBuf> =
        std::env::var_os("PATH").iter().flat_map(std::env::split_paths).collect();
    let files = PROGRAMS.iter().flat_map(|name| paths.iter().map(move |path| path.join(name)));
    files.into_iter().find(|file| file.is_file())
}

/// Bytes that were sent as letters, six bits each.
fn bytes(text: &Value) -> Vec<u8> {
    let six = |letter: u8| match letter {
        b'A'..=b'Z' => u32::from(letter - b'A'),
        b'a'..=b'z' => u32::from(letter - b'a') + 26,
        b'0'..=b'9' => u32::from(letter - b'0') + 52,
        b'+' => 62,
        b'/' => 63,
        other => panic!("no letter of base64: {other}"),
    };
    let letters = text.as_str().unwrap().trim_end_matches('=').as_bytes();
    let of_four = letters.chunks(4).flat_map(|four| {
        let bits = four.iter().fold(0, |bits, &letter| bits << 6 | six(letter));
        let bits = bits << (6 * (4 - four.len()));
        bits.to_be_bytes()[1..four.len()].to_vec()
    });
    of_four.collect()
}

#[test]
fn letters_are_bytes() {
    let bytes = ["", "TQ==", "TWE=", "TWFu", "AP+/YQ=="].map(|text| bytes(&json!(text)));
    assert_eq!(bytes, [&b""[..], b"M", b"Ma", b"Man", b"\0\xff\xbfa"]);
}

/// A page that does what pages do: what the harness sees and does is what a reader would.
const PAGE: &str = r#"<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<style>:root { color-scheme: light dark } body { background: light-dark(white, black) } @media print { .chip { display: none } } .under { position: fixed; inset: 0 auto auto 0 } .over { position: fixed; inset: 0 }</style>
<p id="said">chưa</p><button class="chip">Nút</button><input><a href="a#there">đến</a><article id="there">ở đây</article>
<script>const said = document.querySelector('#said');
document.querySelector('button').onclick = () => said.textContent = 'bấm';
document.querySelector('input').oninput = e => said.textContent = e.target.value;
document.querySelector('input').onkeydown = e => { if (e.key === 'Enter') said.textContent += ' ⏎' };
document.onkeydown = e => { if (e.key === 'Escape') said.textContent = 'thôi' }</script>"#;

#[test]
#[expect(clippy::disallowed_methods, reason = "the page lies in a temporary folder")]
fn a_browser_does_as_it_is_told() {
    let Some(tab) = Tab::open() else { return };
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("trang.html");
    std::fs::write(&file, PAGE).unwrap();
    let said = || tab.text("document.querySelector('#said').innerText");
    tab.load(&file);
    assert_eq!(tab.requests(), [format!("file://{}", file.display())]);
    assert_eq!(tab.console(), [""; 0]);
    tab.click("button");
    assert_eq!(said(), "bấm");
    tab.click("input").write("yên lạc").press("Enter");
    assert_eq!(said(), "yên lạc ⏎");
    tab.focus("button").press("Enter");
    assert_eq!(said(), "bấm");
    tab.press("Tab").write("!").press("Escape");
    assert_eq!(said(), "thôi");
    assert_eq!(tab.each("input, button", "e.localName"), ["button", "input"]);
    let ground = "getComputedStyle(document.body).backgroundColor";
    assert_eq!(tab.text(ground), "rgb(255, 255, 255)");
    assert_eq!(tab.prefers("dark", "").text(ground), "rgb(0, 0, 0)");
    assert!(tab.size(390, 844, true).screenshot().starts_with(b"\x89PNG"));
    assert!(tab.until("devicePixelRatio === 2").number("innerWidth") >= 390.0);
    assert!(tab.pdf().starts_with(b"%PDF"));
    // What breaks the rules of the page is seen.
    tab.eval("document.body.append(Object.assign(new Image, {src: 'http://127.0.0.1/a.png'}))");
    tab.eval("fetch('http://127.0.0.1/b').catch(() => 0)");
    let violated =
        tab.console().iter().filter(|line| line.contains("violates the following")).count();
    assert_eq!(violated, 2, "{:?}", tab.console());
    std::fs::write(&file, PAGE.replace("chưa</p>", "chưa</p><div class=over></div>")).unwrap();
    let covered = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        tab.load(&file).click("button");
    }));
    assert!(covered.is_err(), "what lies under something is clicked");
    tab.without_scripts().load(&file);
    assert_eq!(said(), "chưa");
}
