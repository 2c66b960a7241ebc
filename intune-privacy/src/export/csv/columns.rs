//! The columns of a record type, which are known before the first record.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::super::description::{Description, in_words};
use super::super::outline::{Node, Outline};
use super::super::scope::Plan;

/// The columns, and where in a record their values stand.
pub(super) struct Columns {
    pub(super) list: Vec<Column>,
    pub(super) root: Slot,
    branches: Vec<Branch>,
}

/// A column.
pub(super) struct Column {
    /// The keys on the way to it, separated by full stops.
    pub(super) name: String,
    pub(super) label: String,
    pub(super) description: Option<Description>,
}

/// Where a value goes.
#[derive(Clone, Copy)]
pub(super) enum Slot {
    /// To the column of that index.
    Column(usize),
    /// Its parts go to columns of their own.
    Branch(usize),
}

/// A record whose parts have columns of their own.
pub(super) struct Branch {
    /// The column of what is no part: the name of a variant, a value that is no record, or the
    /// entries of a map among the fields.
    pub(super) own: Option<usize>,
    pub(super) parts: Vec<(&'static str, Slot)>,
}

impl Columns {
    pub(super) fn new(plan: &Plan) -> Self {
        let mut columns = Self { list: Vec::new(), root: Slot::Column(0), branches: Vec::new() };
        if plan.described {
            // What the rows below the header are.
            columns.add(String::new(), String::new(), None);
        }
        let mut place = Place {
            outline: &plan.outline,
            columns: &mut columns,
            name: plan.schema.key(),
            around: Vec::new(),
        };
        let root = place.slot(&plan.outline.root, None);
        columns.root = root;
        if columns.list.is_empty() {
            // A line without a cell would be none.
            columns.add(String::new(), String::new(), None);
        }
        columns
    }

    pub(super) fn branch(&self, index: usize) -> Option<&Branch> {
        self.branches.get(index)
    }

    /// Adds a column and gives its index. A name that another column has is lengthened.
    fn add(&mut self, mut name: String, label: String, description: Option<&Description>) -> usize {
        while self.list.iter().any(|column| column.name == name) {
            name.push('_');
        }
        self.list.push(Column { name, label, description: description.cloned() });
        self.list.len() - 1
    }
}

/// Adds the columns of a place in the outline.
struct Place<'a> {
    outline: &'a Outline,
    columns: &'a mut Columns,
    /// What the record itself is called.
    name: &'static str,
    /// The shapes of the records around.
    around: Vec<usize>,
}

impl Place<'_> {
    /// Adds the columns of a node. `path` is `None` for the record itself.
    fn slot(&mut self, node: &Node, path: Option<&str>) -> Slot {
        // A record that comes again below itself could go on for ever.
        let known = node.shape.filter(|shape| !node.many && !self.around.contains(shape));
        let Some((index, shape)) =
            known.and_then(|index| Some((index, self.outline.shape(index)?)))
        else {
            return Slot::Column(self.add(node, path, node.description.as_ref()));
        };
        let (is_value, rest) = (shape.is_value(), shape.rest.as_ref());
        if shape.nodes.is_empty() && (is_value || rest.is_some() || node.is_variant) {
            return Slot::Column(self.add(node, path, rest));
        }
        let value = is_value.then(|| self.add(node, path, rest));
        self.around.push(index);
        let mut parts = Vec::with_capacity(shape.nodes.len());
        for part in &shape.nodes {
            let path = match path {
                Some(path) => format!("{path}.{}", part.key),
                None => part.key.to_owned(),
            };
            parts.push((part.key, self.slot(part, Some(&path))));
        }
        self.around.pop();
        let own = value.or_else(|| rest.map(|rest| self.add(node, path, Some(rest))));
        self.columns.branches.push(Branch { own, parts });
        Slot::Branch(self.columns.branches.len() - 1)
    }

    fn add(&mut self, node: &Node, path: Option<&str>, known: Option<&Description>) -> usize {
        let key = if path.is_some() { node.key } else { self.name };
        let label = known.map_or_else(|| in_words(key), |known| known.label.clone().into_owned());
        self.columns.add(path.unwrap_or(key).to_owned(), label, known)
    }
}
