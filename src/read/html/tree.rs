//! A web page as a tree in one vector, filled by the tree builder of html5ever. Keeps of an element only what
//! tables need; elements that show nothing are kept without what is in them.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, ExpandedName, LocalName, Namespace, QualName, local_name, ns};

use super::style::{StyleSheets, Traits};

/// What a node is to a reader of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NodeKind {
    Root,
    Text,
    /// Shows nothing, nor does what is in it.
    Dropped,
    /// Part of a line of text.
    Inline,
    /// Begins and ends a line.
    Block,
    /// `<br>`
    Break,
    /// Takes space on the page and has no text.
    Picture,
    Table,
    Caption,
    ColumnGroup,
    Column,
    /// `<thead>` or `<tbody>`
    Group,
    /// `<tfoot>`, which stands last wherever it is written.
    Foot,
    Row,
    Cell,
}

/// A node by its index.
pub(super) type Id = u32;

const NONE: Id = Id::MAX;
/// The document.
const ROOT: Id = 0;
/// What is not part of the page: contents of templates, and what comes after the page is given up.
const NOWHERE: Id = 1;

#[derive(Debug)]
struct Node {
    kind: NodeKind,
    parent: Id,
    /// Of an element its first and last child; of a text where it begins and its length.
    first: u32,
    last: u32,
    before: Id,
    next: Id,
    traits: u32,
}

impl Node {
    const fn new(kind: NodeKind, first: u32, last: u32, traits: u32) -> Self {
        Self { kind, parent: NONE, first, last, before: NONE, next: NONE, traits }
    }
}

/// A page.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    traits: Vec<Traits>,
    letters: String,
}

impl Tree {
    fn new() -> Self {
        let nodes = vec![
            Node::new(NodeKind::Root, NONE, NONE, 0),
            Node::new(NodeKind::Dropped, NONE, NONE, 0),
        ];
        Self { nodes, traits: vec![Traits::PLAIN], letters: String::new() }
    }

    /// Whether the page has such a node.
    pub(super) fn has(&self, kind: NodeKind) -> bool {
        self.nodes.iter().any(|node| node.kind == kind)
    }

    /// What a node is.
    pub(super) fn kind(&self, id: Id) -> NodeKind {
        self.node(id).kind
    }

    /// What the attributes of an element say.
    pub(super) fn traits(&self, id: Id) -> &Traits {
        &self.traits[self.node(id).traits as usize]
    }

    /// The letters of a text.
    pub(super) fn text(&self, id: Id) -> &str {
        let node = self.node(id);
        let start = node.first as usize;
        self.letters.get(start..start + node.last as usize).unwrap_or_default()
    }

    /// Walks through the page without recursion: each node is entered, and left after what is in it.
    pub(super) fn walk<E>(&self, mut step: impl FnMut(Id, bool) -> Result<(), E>) -> Result<(), E> {
        let mut id = ROOT;
        loop {
            step(id, true)?;
            let node = self.node(id);
            if !matches!(node.kind, NodeKind::Text | NodeKind::Dropped) && node.first != NONE {
                id = node.first;
                continue;
            }
            loop {
                step(id, false)?;
                let node = self.node(id);
                if node.next != NONE {
                    id = node.next;
                    break;
                }
                if node.parent == NONE {
                    return Ok(());
                }
                id = node.parent;
            }
        }
    }

    /// Puts the foot of each table behind its other groups.
    pub(super) fn sort_feet(&mut self) {
        for id in 0..u32::try_from(self.nodes.len()).unwrap_or(NONE) {
            let node = self.node(id);
            if node.kind == NodeKind::Foot
                && node.next != NONE
                && self.kind(node.parent) == NodeKind::Table
            {
                let table = node.parent;
                self.detach(id);
                self.append(table, id);
            }
        }
    }

    fn node(&self, id: Id) -> &Node {
        &self.nodes[id as usize]
    }

    fn node_mut(&mut self, id: Id) -> &mut Node {
        &mut self.nodes[id as usize]
    }

    fn add(&mut self, node: Node) -> Id {
        self.nodes.push(node);
        u32::try_from(self.nodes.len() - 1).unwrap_or(NOWHERE)
    }

    fn add_element(&mut self, kind: NodeKind, traits: Traits) -> Id {
        if traits == Traits::PLAIN {
            return self.add(Node::new(kind, NONE, NONE, 0));
        }
        // Cells of a column follow each other in looks.
        if self.traits.last() != Some(&traits) {
            self.traits.push(traits);
        }
        let index = u32::try_from(self.traits.len() - 1).unwrap_or(0);
        self.add(Node::new(kind, NONE, NONE, index))
    }

    fn detach(&mut self, id: Id) {
        let Node { parent, before, next, .. } = *self.node(id);
        if parent == NONE {
            return;
        }
        match before {
            NONE => self.node_mut(parent).first = next,
            before => self.node_mut(before).next = next,
        }
        match next {
            NONE => self.node_mut(parent).last = before,
            next => self.node_mut(next).before = before,
        }
        let node = self.node_mut(id);
        (node.parent, node.before, node.next) = (NONE, NONE, NONE);
    }

    fn append(&mut self, parent: Id, id: Id) {
        let last = self.node(parent).last;
        match last {
            NONE => self.node_mut(parent).first = id,
            last => self.node_mut(last).next = id,
        }
        self.node_mut(parent).last = id;
        let node = self.node_mut(id);
        (node.parent, node.before, node.next) = (parent, last, NONE);
    }

    fn insert_before(&mut self, sibling: Id, id: Id) {
        let Node { parent, before, .. } = *self.node(sibling);
        if parent == NONE {
            return;
        }
        match before {
            NONE => self.node_mut(parent).first = id,
            before => self.node_mut(before).next = id,
        }
        self.node_mut(sibling).before = id;
        let node = self.node_mut(id);
        (node.parent, node.before, node.next) = (parent, before, sibling);
    }

    /// A node of a text; `None` where it lengthens the text before it.
    fn add_text(&mut self, before: Id, letters: &str) -> Option<Id> {
        let start = self.letters.len();
        self.letters.push_str(letters);
        let (Ok(from), Ok(length)) = (u32::try_from(start), u32::try_from(letters.len())) else {
            return None;
        };
        if before != NONE {
            let node = self.node_mut(before);
            if node.kind == NodeKind::Text && (node.first + node.last) as usize == start {
                node.last += length;
                return None;
            }
        }
        Some(self.add(Node::new(NodeKind::Text, from, length, 0)))
    }
}

/// An element while the tree is built; its name is of use to the tree builder only.
#[derive(Debug, Clone)]
pub(super) struct Handle {
    id: Id,
    ns: Namespace,
    local: LocalName,
}

impl Handle {
    const fn nameless(id: Id) -> Self {
        Self { id, ns: ns!(), local: local_name!("") }
    }
}

/// The tree while it is built, and how much its building may cost.
#[derive(Debug)]
pub(super) struct Builder {
    tree: RefCell<Tree>,
    sheets: RefCell<StyleSheets>,
    most_nodes: usize,
    /// Looks at names and nodes that are left. The tree builder searches its stack of open elements with them,
    /// so that they run out where elements are nested without end.
    looks: Cell<u64>,
    full: Cell<bool>,
}

impl Builder {
    /// A builder of a tree of at most so many nodes, with so many looks.
    pub(super) fn new(most_nodes: usize, looks: u64) -> Self {
        Self {
            tree: RefCell::new(Tree::new()),
            sheets: RefCell::default(),
            most_nodes,
            looks: Cell::new(looks),
            full: Cell::new(false),
        }
    }

    /// Whether elements are nested too deep.
    pub(super) fn is_tangled(&self) -> bool {
        self.looks.get() == 0
    }

    /// Whether the page has too many nodes.
    pub(super) fn is_full(&self) -> bool {
        self.full.get()
    }

    /// Takes note of a style sheet.
    pub(super) fn style(&self, text: &str) {
        self.sheets.borrow_mut().read(text);
    }

    fn look(&self) {
        self.looks.set(self.looks.get().saturating_sub(1));
    }

    fn put(
        &self,
        child: NodeOrText<Handle>,
        before: impl Fn(&Tree) -> Id,
        parent: impl Fn(&Tree) -> Id,
        link: impl Fn(&mut Tree, Id),
    ) {
        let mut tree = self.tree.borrow_mut();
        match child {
            NodeOrText::AppendNode(node) if node.id != NOWHERE => {
                tree.detach(node.id);
                link(&mut tree, node.id);
            }
            NodeOrText::AppendNode(_) => {}
            NodeOrText::AppendText(text) => {
                let parent = parent(&tree);
                if parent == NONE || holds_no_text(tree.kind(parent), &text) {
                    return;
                }
                let before = before(&tree);
                if let Some(id) = tree.add_text(before, &text) {
                    link(&mut tree, id);
                }
                self.full.set(self.full.get() || tree.nodes.len() > self.most_nodes);
            }
        }
    }
}

/// Whether a text of an element is none to a reader.
fn holds_no_text(kind: NodeKind, text: &str) -> bool {
    match kind {
        NodeKind::Dropped => true,
        NodeKind::Table
        | NodeKind::Group
        | NodeKind::Foot
        | NodeKind::Row
        | NodeKind::ColumnGroup => text.bytes().all(|b| b.is_ascii_whitespace()),
        _ => false,
    }
}

impl TreeSink for Builder {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle::nameless(ROOT)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        self.look();
        ExpandedName { ns: &target.ns, local: &target.local }
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Handle {
        let mut tree = self.tree.borrow_mut();
        if tree.nodes.len() >= self.most_nodes {
            self.full.set(true);
            return Handle { id: NOWHERE, ns: name.ns, local: name.local };
        }
        let is_html = name.ns == ns!(html);
        let selected = || attrs.iter().any(|attribute| *attribute.name.local == *"selected");
        let kind = match kind(&name.local, is_html) {
            NodeKind::Dropped if is_html && *name.local == *"option" && selected() => {
                NodeKind::Inline
            }
            kind => kind,
        };
        let attributes = attrs.iter().map(|a| (&*a.name.local, &*a.value));
        let traits = Traits::of(&name.local, attributes, &self.sheets.borrow());
        let id = tree.add_element(kind, traits);
        Handle { id, ns: name.ns, local: name.local }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        Handle::nameless(NOWHERE)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        Handle::nameless(NOWHERE)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let parent = parent.id;
        self.put(
            child,
            |tree| tree.node(parent).last,
            |_| parent,
            |tree, id| tree.append(parent, id),
        );
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        previous: &Handle,
        child: NodeOrText<Handle>,
    ) {
        let has_parent = self.tree.borrow().node(element.id).parent != NONE;
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, _: &Handle) -> Handle {
        Handle::nameless(NOWHERE)
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        self.look();
        x.id == y.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let sibling = sibling.id;
        self.put(
            child,
            |tree| tree.node(sibling).before,
            |tree| tree.node(sibling).parent,
            |tree, id| tree.insert_before(sibling, id),
        );
    }

    fn add_attrs_if_missing(&self, _: &Handle, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Handle) {
        self.tree.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut tree = self.tree.borrow_mut();
        loop {
            let child = tree.node(node.id).first;
            if child == NONE {
                return;
            }
            tree.detach(child);
            tree.append(new_parent.id, child);
        }
    }
}

fn kind(name: &str, is_html: bool) -> NodeKind {
    match name {
        "head" | "title" | "script" | "style" | "template" | "noscript" | "iframe" | "noembed"
        | "noframes" | "object" | "option" | "datalist" => NodeKind::Dropped,
        _ if !is_html => NodeKind::Inline,
        "br" => NodeKind::Break,
        "hr" | "img" | "input" => NodeKind::Picture,
        "table" => NodeKind::Table,
        "caption" => NodeKind::Caption,
        "colgroup" => NodeKind::ColumnGroup,
        "col" => NodeKind::Column,
        "thead" | "tbody" => NodeKind::Group,
        "tfoot" => NodeKind::Foot,
        "tr" => NodeKind::Row,
        "td" | "th" => NodeKind::Cell,
        "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "center" | "ul" | "ol" | "li"
        | "dl" | "dt" | "dd" | "pre" | "blockquote" | "address" | "form" | "fieldset"
        | "section" | "article" | "header" | "footer" | "main" | "nav" | "body" => NodeKind::Block,
        _ => NodeKind::Inline,
    }
}
