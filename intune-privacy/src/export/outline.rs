//! What a record type looks like once it is written: the tree of its keys, known without a record.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::Cell;

use super::description::Description;
use super::selection::{Reason, Selection};
use crate::policy::{Action, Place as Circumstances, Policy};
use crate::schema::{Field, Representation, Schema, Style, Variant};
use intune_privacy_taxonomy::{Class, Item, Language, row};

/// The shapes of all records at any depth. The first one is that of the record itself.
pub(super) struct Outline {
    /// The record itself, which has no key.
    pub(super) root: Node,
    pub(super) withheld: Vec<Withheld>,
    shapes: Vec<Shape>,
}

/// The keys of a record.
#[derive(Clone, Default)]
pub(super) struct Shape {
    /// The records of that shape, unless it is what stands under the key of a variant.
    schema: Option<&'static Schema>,
    /// The shape is not known yet: it is being made.
    is_open: bool,
    /// How a struct is written field by field, if that takes no more than its keys and values.
    pub(super) steps: Option<Steps>,
    /// In the order in which they are written. Of an enum, those of all variants.
    pub(super) nodes: Vec<Node>,
    /// The places of a record that is written as a list.
    pub(super) elements: Vec<Node>,
    /// The record is written as this value alone.
    alone: Option<Node>,
    /// It can be the name of a variant, which is text.
    pub(super) is_text: bool,
    /// The field whose entries are written among the keys: `flatten` of a map.
    pub(super) rest: Option<Description>,
}

/// The written fields of a struct with named fields, in their order.
#[derive(Clone)]
pub(super) struct Steps {
    schema: Cell<&'static Schema>,
    pub(super) fields: Vec<Step>,
}

/// A field that is written.
#[derive(Clone)]
pub(super) struct Step {
    /// Its index in the record.
    pub(super) index: usize,
    /// What JSON has before its value: a comma, the key and a colon. After them stands the marker of
    /// an erased field.
    pub(super) head: Rc<str>,
    pub(super) content: Content,
    /// serde's `skip_serializing_if` is asked for it.
    pub(super) can_be_skipped: bool,
    pub(super) is_nested: bool,
    /// The shape of the records in it.
    pub(super) shape: Option<usize>,
}

/// What is written of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// The value as it is, by nobody else's word.
    Clear,
    /// This marker, whatever the value is.
    Erased(&'static str),
    /// What the view makes of it.
    Viewed,
}

impl Steps {
    /// Whether these are the steps of records of that schema.
    #[inline]
    pub(super) fn are_of(&self, schema: &'static Schema) -> bool {
        let is_same = self.schema.get().is_same(schema);
        if is_same {
            // The next record has the same address of two that the schema can have.
            self.schema.set(schema);
        }
        is_same
    }
}

/// What stands under a key.
#[derive(Clone, Default)]
pub(super) struct Node {
    pub(super) key: &'static str,
    /// The field; `None` for nested records, and for the name of a variant.
    pub(super) description: Option<Description>,
    /// The shape of the records.
    pub(super) shape: Option<usize>,
    /// There can be several records.
    pub(super) many: bool,
    /// The key is the name of a variant, which is known by its key alone.
    pub(super) is_variant: bool,
}

/// A field that is left out of an export, or not shown in clear, and why.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Withheld {
    /// The keys on the way to it, separated by full stops.
    pub path: String,
    /// The documented item.
    pub item: Option<&'static Item>,
    /// The class.
    pub class: Option<Class>,
    /// Why.
    pub reason: Reason,
}

/// What decides about the fields, and the language that they are described in.
struct Rules<'a> {
    policy: &'a Policy,
    selection: Selection,
    language: Language,
}

impl Rules<'_> {
    /// What becomes of a field of a record of that type.
    fn action(&self, field: Field, schema: &'static Schema) -> Action {
        self.policy.action_at(field.flags(), || circumstances(field, schema))
    }
}

impl Outline {
    pub(super) fn new(
        schema: &'static Schema,
        policy: &Policy,
        selection: Selection,
        language: Language,
    ) -> Self {
        let mut outline = Self { root: Node::default(), withheld: Vec::new(), shapes: Vec::new() };
        let rules = Rules { policy, selection, language };
        outline.root = outline.records("", schema, false, &rules, "");
        outline
    }

    /// The headings of the categories that the written fields are of, in the order of the fields.
    pub(super) fn categories(&self) -> Vec<&'static str> {
        let shapes = self.shapes.iter().flat_map(|shape| {
            let nodes = shape.nodes.iter().chain(&shape.elements).chain(&shape.alone);
            nodes.filter_map(|node| node.description.as_ref()).chain(&shape.rest)
        });
        let mut categories = Vec::new();
        for category in self.root.description.iter().chain(shapes).filter_map(|it| it.category) {
            if !categories.contains(&category) {
                categories.push(category);
            }
        }
        categories
    }

    pub(super) fn shape(&self, index: usize) -> Option<&Shape> {
        self.shapes.get(index)
    }

    /// The node of records of a schema.
    fn records(
        &mut self,
        key: &'static str,
        schema: &'static Schema,
        many: bool,
        rules: &Rules<'_>,
        path: &str,
    ) -> Node {
        let index = self.shape_of(schema, rules, path);
        match &self.shapes[index] {
            Shape { alone: Some(alone), nodes, elements, is_text: false, rest: None, .. }
                if nodes.is_empty() && elements.is_empty() && !many =>
            {
                alone.clone().under(key)
            }
            _ => Node { shape: Some(index), many, ..Node::new(key) },
        }
    }

    fn find(&self, schema: &'static Schema) -> Option<usize> {
        self.shapes.iter().position(|shape| shape.schema.is_some_and(|known| known.is_same(schema)))
    }

    /// The index of a schema's shape. A schema that is reached again, as in a tree of records, has
    /// the shape that it has already.
    fn shape_of(&mut self, schema: &'static Schema, rules: &Rules<'_>, path: &str) -> usize {
        if let Some(index) = self.find(schema) {
            return index;
        }
        let index = self.shapes.len();
        let mut shape = Shape { schema: Some(schema), ..Shape::default() };
        self.shapes.push(Shape { is_open: true, ..shape.clone() });
        for variant in schema.variants() {
            self.add_variant(&mut shape, schema, variant, rules, path);
        }
        shape.steps = self.steps(schema, rules);
        self.shapes[index] = shape;
        index
    }

    /// The steps of a struct with names of its own for all fields.
    fn steps(&self, schema: &'static Schema, rules: &Rules<'_>) -> Option<Steps> {
        let [variant] = schema.variants() else { return None };
        let is_plain = schema.representation() == Representation::Struct
            && variant.style() == Style::Named
            && variant.fields().iter().all(|field| !field.is_flattened());
        let step = |(index, field): (usize, Field)| {
            if field.is_skipped() {
                return None;
            }
            let content = match rules.action(field, schema) {
                Action::Omit => return None,
                Action::Keep if !field.is_written_with() => Content::Clear,
                Action::Erase => Content::Erased(row::marker(field.flags())),
                _ => Content::Viewed,
            };
            Some(Step {
                index,
                head: head(field.key(), content),
                content,
                can_be_skipped: field.can_be_skipped(),
                is_nested: field.is_nested(),
                shape: field.nested().and_then(|records| self.find(records)),
            })
        };
        is_plain.then(|| Steps {
            schema: Cell::new(schema),
            fields: variant.fields().iter().enumerate().filter_map(step).collect(),
        })
    }

    fn add_variant(
        &mut self,
        shape: &mut Shape,
        schema: &'static Schema,
        variant: &'static Variant,
        rules: &Rules<'_>,
        path: &str,
    ) {
        let representation = match schema.representation() {
            plain @ (Representation::Struct | Representation::Transparent) => plain,
            _ if variant.untagged => Representation::Untagged,
            tagged => tagged,
        };
        let (key, inner_path) = match (representation, variant.key()) {
            (
                Representation::Struct | Representation::Transparent | Representation::Untagged,
                _,
            ) => ("", path.to_owned()),
            // serde refuses to write it.
            (_, None) => return,
            (Representation::External, Some(key)) => (key, join(path, key)),
            (Representation::Adjacent { content, .. }, Some(key)) => (key, join(path, content)),
            (_, Some(key)) => (key, path.to_owned()),
        };
        let content = self.content(schema, variant, rules, &inner_path);
        match representation {
            Representation::External => match content {
                None => shape.is_text = true,
                Some(content) => {
                    let node = self.node_of(key, content);
                    shape.put(Node { is_variant: true, ..node });
                }
            },
            Representation::Internal { tag } => {
                shape.put(Node::new(tag));
                if let Some(mut content) = self.among_keys(content) {
                    // The entries of a map are written among the keys, too.
                    if content.alone.take().is_some() {
                        content.rest = variant.fields().get(0).map(|field| {
                            Description::new(field, schema.category(), rules.language)
                        });
                    }
                    shape.extend(content);
                }
            }
            Representation::Adjacent { tag, content: content_key } => {
                shape.put(Node::new(tag));
                if let Some(content) = self.among_keys(content) {
                    let node = shape.nodes.iter_mut().find(|node| node.key == content_key);
                    match node {
                        // The content of one more variant: the keys of both.
                        Some(node) => {
                            let both = self.merged(node.clone(), content);
                            *node = self.node_of(content_key, both);
                        }
                        None => shape.nodes.push(self.node_of(content_key, content)),
                    }
                }
            }
            Representation::Untagged => match self.among_keys(content) {
                None => shape.is_text = true,
                Some(content) => shape.extend(content),
            },
            _ => shape.extend(content.unwrap_or_default()),
        }
    }

    /// A variant that holds nothing but a record, as the keys of that record.
    fn among_keys(&self, content: Option<Shape>) -> Option<Shape> {
        let content = content?;
        Some(match &content.alone {
            Some(Node { shape: Some(inner), many: false, .. }) => self.keys_of(*inner),
            _ => content,
        })
    }

    /// The keys of a shape, to be written among others.
    fn keys_of(&self, index: usize) -> Shape {
        match self.shapes.get(index) {
            Some(shape) if !shape.is_open => Shape { schema: None, steps: None, ..shape.clone() },
            // A record within itself, whose keys are not known yet: any value.
            _ => Shape { alone: Some(Node::default()), ..Shape::default() },
        }
    }

    /// What stands at a node, or else is of that shape.
    fn merged(&self, node: Node, other: Shape) -> Shape {
        let mut both = match node.shape {
            Some(inner) if !node.many => self.keys_of(inner),
            _ => Shape { alone: Some(node), ..Shape::default() },
        };
        both.extend(other);
        both
    }

    /// What stands under the key of a variant.
    fn node_of(&mut self, key: &'static str, content: Shape) -> Node {
        if let (Some(alone), true) = (&content.alone, content.nodes.is_empty()) {
            return alone.clone().under(key);
        }
        let index = self.shapes.len();
        self.shapes.push(content);
        Node { shape: Some(index), ..Node::new(key) }
    }

    /// What a variant holds without its name; `None` if that is nothing.
    fn content(
        &mut self,
        schema: &'static Schema,
        variant: &'static Variant,
        rules: &Rules<'_>,
        path: &str,
    ) -> Option<Shape> {
        let mut shape = Shape::default();
        let transparent = schema.representation() == Representation::Transparent;
        let one = transparent || variant.style() == Style::Tuple && variant.fields().len() == 1;
        for field in variant.fields() {
            let named = variant.style() == Style::Named && !transparent;
            let here = if named && !field.is_flattened() {
                join(path, field.key())
            } else {
                path.to_owned()
            };
            if !self.admits(field, schema, rules, &here) {
                if !named && !one && !field.is_skipped() {
                    shape.elements.push(Node::default());
                }
                continue;
            }
            let described = || Description::new(field, schema.category(), rules.language);
            let node = match field.nested() {
                Some(records) => {
                    self.records(field.key(), records, field.holds_many(), rules, &here)
                }
                None => Node { description: Some(described()), ..Node::new(field.key()) },
            };
            if one {
                shape.alone = Some(node);
            } else if !named {
                shape.elements.push(node);
            } else if !field.is_flattened() {
                shape.put(node);
            } else if let Node { shape: Some(inner), many: false, .. } = node {
                shape.extend(self.keys_of(inner));
            } else {
                shape.rest = Some(described());
            }
        }
        if matches!(variant.style(), Style::Unit) { None } else { Some(shape) }
    }

    /// Whether the field is written; if not, or not in clear, it is listed.
    fn admits(
        &mut self,
        field: Field,
        schema: &'static Schema,
        rules: &Rules<'_>,
        path: &str,
    ) -> bool {
        let action = rules.action(field, schema);
        let withheld = rules.selection.withholds(field.flags(), circumstances(field, schema));
        let reason = match withheld {
            Some(reason) => Some(reason),
            None if field.is_skipped() => Some(Reason::NotSerialized),
            None if action == Action::Keep => None,
            None => Some(Reason::Policy(action)),
        };
        let written = !field.is_skipped() && action != Action::Omit;
        if let Some(reason) = reason {
            self.withheld.push(Withheld {
                path: path.to_owned(),
                item: field.item(),
                class: field.class(),
                reason,
            });
        }
        written
    }
}

impl Node {
    fn new(key: &'static str) -> Self {
        Self { key, ..Self::default() }
    }

    fn under(self, key: &'static str) -> Self {
        Self { key, ..self }
    }
}

impl Shape {
    /// Whether it can be written as something else than keys and their values.
    pub(super) fn is_value(&self) -> bool {
        self.is_text || self.alone.is_some() || !self.elements.is_empty()
    }

    /// Adds a node. Of two with one key, as variants can have them, neither says what it is unless
    /// both say the same.
    fn put(&mut self, node: Node) {
        match self.nodes.iter_mut().find(|other| other.key == node.key) {
            Some(other) if node.shape.is_none() && other.shape.is_none() => {
                if other.description != node.description {
                    other.description = None;
                }
            }
            Some(other) if node.shape == other.shape => other.many |= node.many,
            Some(other) => *other = Node::new(node.key),
            None => self.nodes.push(node),
        }
    }

    /// Adds what another variant holds.
    fn extend(&mut self, other: Self) {
        let without_keys = self.nodes.is_empty() && other.nodes.is_empty();
        for node in other.nodes {
            self.put(node);
        }
        self.alone = match (self.alone.take(), other.alone) {
            (None, None) => None,
            (Some(one), None) | (None, Some(one)) if without_keys => Some(one),
            _ => Some(Node::default()),
        };
        if self.elements.is_empty() {
            self.elements = other.elements;
        } else if !other.elements.is_empty() {
            self.elements.iter_mut().for_each(|element| *element = Node::default());
        }
        self.is_text |= other.is_text;
        self.rest = self.rest.take().or(other.rest);
    }
}

const fn circumstances(field: Field, schema: &'static Schema) -> Circumstances {
    Circumstances { item: field.item_row(), schema: Some(schema) }
}

fn head(key: &str, content: Content) -> Rc<str> {
    // A text always has a form in JSON.
    let json = |text| serde_json::to_string(text).unwrap_or_default();
    let marker = match content {
        Content::Erased(marker) => json(marker),
        Content::Clear | Content::Viewed => String::new(),
    };
    format!(",{}:{marker}", json(key)).into()
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}
