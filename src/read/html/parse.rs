//! Text of a web page → its tree. Stands between tokenizer and tree builder: takes out what no reader of tables
//! needs, keeps what Office hides in comments, and gives up pages that would cost without end.

use std::cell::RefCell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::TreeSink as _;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{TokenizerResult, local_name};

use crate::model::Limits;

use super::tree::{Builder, Handle, Tree};

/// What a web page holds.
#[derive(Debug)]
pub(super) struct WebPage {
    /// The page.
    pub(super) tree: Tree,
    /// The `<title>`.
    pub(super) title: Option<String>,
    /// The name that Excel gave the sheet it saved.
    pub(super) tab: Option<String>,
    /// A page of frames, each of them in a file of its own.
    pub(super) has_frames: bool,
}

const TANGLED: &str =
    "trang web (HTML) lồng nhau quá sâu hoặc bị hỏng nên không được đọc; hãy gửi tệp bảng tính";

/// Bytes given to the tokenizer at a time.
const PIECE: usize = 1 << 16;
/// Looks at open elements: a page of tables needs one or two per byte.
const LOOKS_PER_BYTE: u64 = 20;
const FEWEST_LOOKS: u64 = 4_000_000;
/// Most attributes of one element.
const MOST_ATTRIBUTES: usize = 4000;

/// Reads a page; the reason in Vietnamese where it is given up.
pub(super) fn parse(text: &str, limits: &Limits) -> Result<WebPage, String> {
    if is_crowded(text) {
        return Err(TANGLED.to_owned());
    }
    // A cell is an element and a text, and as many cells may be blank or rows.
    let most_nodes = usize::try_from(limits.cells.saturating_mul(4)).unwrap_or(usize::MAX);
    let looks = FEWEST_LOOKS.saturating_add(LOOKS_PER_BYTE.saturating_mul(text.len() as u64));
    let builder = TreeBuilder::new(Builder::new(most_nodes, looks), TreeBuilderOpts::default());
    let filter = Filter { builder, seen: RefCell::default() };
    let tokenizer = Tokenizer::new(filter, TokenizerOpts::default());
    let input = BufferQueue::default();
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE));
        rest = after;
        input.push_back(StrTendril::from_slice(piece));
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        if let Some(reason) = tokenizer.sink.given_up() {
            return Err(reason);
        }
    }
    tokenizer.end();
    let Filter { builder, seen } = tokenizer.sink;
    let BesideTree { title, tab, has_frames, .. } = seen.into_inner();
    Ok(WebPage { tree: builder.sink.finish(), title, tab, has_frames })
}

/// Whether an element has so many attributes that looking for doubles among them would take for ever.
fn is_crowded(text: &str) -> bool {
    let (mut in_tag, mut words, mut last) = (false, 0, b' ');
    for byte in text.bytes() {
        match byte {
            b'<' | b'>' => (in_tag, words) = (false, 0),
            _ if last == b'<' => in_tag = byte.is_ascii_alphabetic(),
            _ if in_tag && (last.is_ascii_whitespace() || b"/\"'".contains(&last)) => {
                words += usize::from(!byte.is_ascii_whitespace());
                if words > MOST_ATTRIBUTES {
                    return true;
                }
            }
            _ => {}
        }
        last = byte;
    }
    false
}

/// Elements that only say how letters look. The tree builder opens and closes such elements anew wherever they
/// overlap with others, which can cost without end; as spans they nest like all elements.
const STYLING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// What stands beside the tree.
#[derive(Debug, Default)]
struct BesideTree {
    title: Option<String>,
    tab: Option<String>,
    has_frames: bool,
    /// In an island of XML, which is no part of the page.
    in_island: bool,
    /// A text being read that is wanted apart from the tree.
    wanted: Option<(WantedText, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WantedText {
    Title,
    Style,
    Tab,
}

impl BesideTree {
    fn start(&mut self, name: &str) {
        let wanted = match name {
            "title" if self.title.is_none() => WantedText::Title,
            "style" => WantedText::Style,
            "x:name" if self.tab.is_none() => WantedText::Tab,
            "xml" => {
                self.in_island = true;
                return;
            }
            "html" | "head" | "body" | "table" => {
                self.in_island = false;
                return;
            }
            "frameset" => {
                self.has_frames = true;
                return;
            }
            _ => return,
        };
        self.wanted = Some((wanted, String::new()));
    }

    /// Ends an element; gives the text of a style sheet.
    fn end(&mut self, name: &str) -> Option<String> {
        self.in_island &= name != "xml";
        match self.wanted.take()? {
            (WantedText::Style, text) => return Some(text),
            (WantedText::Title, text) => self.title = named(&text),
            (WantedText::Tab, text) => self.tab = named(&text),
        }
        None
    }

    /// Office hides what only Excel shall read in comments.
    fn comment(&mut self, text: &str) {
        if self.tab.is_none()
            && let Some((_, name)) = text.split_once("<x:Name>")
            && let Some((name, _)) = name.split_once('<')
        {
            let name = name.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
            self.tab = named(&name.replace("&amp;", "&"));
        }
    }
}

/// Most letters of a name.
const MOST_LETTERS: usize = 100;

/// A name on one line; `None` where it is blank.
fn named(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let name: String = words.join(" ").chars().take(MOST_LETTERS).collect();
    (!name.is_empty()).then_some(name)
}

struct Filter {
    builder: TreeBuilder<Handle, Builder>,
    seen: RefCell<BesideTree>,
}

impl Filter {
    fn given_up(&self) -> Option<String> {
        if self.builder.sink.is_full() {
            return Some(
                "trang web (HTML) quá lớn nên không được đọc; hãy gửi lại bảng tính chỉ có biểu số liệu"
                    .to_owned(),
            );
        }
        self.builder.sink.is_tangled().then(|| TANGLED.to_owned())
    }

    fn tag(&self, mut tag: Tag, line: u64) -> TokenSinkResult<Handle> {
        let mut seen = self.seen.borrow_mut();
        match tag.kind {
            TagKind::StartTag => seen.start(&tag.name),
            TagKind::EndTag => {
                if let Some(sheet) = seen.end(&tag.name) {
                    self.builder.sink.style(&sheet);
                }
            }
        }
        if seen.in_island {
            return TokenSinkResult::Continue;
        }
        if STYLING.contains(&&*tag.name) {
            tag.name = local_name!("span");
        }
        self.builder.process_token(Token::TagToken(tag), line)
    }
}

impl TokenSink for Filter {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        if self.builder.sink.is_tangled() || self.builder.sink.is_full() {
            return TokenSinkResult::Continue;
        }
        match token {
            Token::ParseError(_) => return TokenSinkResult::Continue,
            Token::CommentToken(text) => {
                self.seen.borrow_mut().comment(&text);
                return TokenSinkResult::Continue;
            }
            Token::TagToken(tag) => return self.tag(tag, line),
            Token::CharacterTokens(ref text) => {
                let mut seen = self.seen.borrow_mut();
                if let Some((_, wanted)) = &mut seen.wanted {
                    wanted.push_str(text);
                }
                if seen.in_island {
                    return TokenSinkResult::Continue;
                }
            }
            _ => {}
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
