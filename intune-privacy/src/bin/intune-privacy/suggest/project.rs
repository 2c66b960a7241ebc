//! All files together: which type a name means.

use std::collections::HashMap;

use super::form::{Form, Kind};
use super::outline::{Alias, Declaration, Leaf, Outline};
use super::source::Source;

/// The place of a declaration: its file, and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Id {
    pub(super) file: usize,
    pub(super) index: usize,
}

/// The files and what they declare.
#[derive(Debug)]
pub(super) struct Project {
    pub(super) files: Vec<(Source, Outline)>,
    types: HashMap<String, Vec<Named>>,
}

/// What a name of a type stands for.
#[derive(Clone, Copy, Debug)]
enum Named {
    Declared(Id),
    Alias { file: usize, index: usize },
}

/// What a field holds, as far as the files tell.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) kind: Kind,
    pub(super) absent: bool,
    /// The leaf types of the files that are around it.
    pub(super) leaves: Vec<Id>,
    /// The type of the files, if it is no leaf.
    pub(super) record: Option<Id>,
}

/// How many aliases and newtypes may be one in another; a cycle ends there.
const DEEPEST: usize = 16;

impl Project {
    pub(super) fn new(files: Vec<(Source, Outline)>) -> Self {
        let mut types: HashMap<String, Vec<Named>> = HashMap::new();
        for (file, (_, outline)) in files.iter().enumerate() {
            for (index, declaration) in outline.declarations.iter().enumerate() {
                let named = Named::Declared(Id { file, index });
                types.entry(declaration.name.clone()).or_default().push(named);
            }
            for (index, alias) in outline.aliases.iter().enumerate() {
                types.entry(alias.name.clone()).or_default().push(Named::Alias { file, index });
            }
        }
        Self { files, types }
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = Id> {
        let files = self.files.iter().enumerate();
        files.flat_map(|(file, (_, outline))| {
            (0..outline.declarations.len()).map(move |index| Id { file, index })
        })
    }

    pub(super) fn source(&self, id: Id) -> &Source {
        &self.files[id.file].0
    }

    pub(super) fn declaration(&self, id: Id) -> &Declaration {
        &self.files[id.file].1.declarations[id.index]
    }

    /// Whether a trait of that name is implemented by hand for the type.
    pub(super) fn implements(&self, id: Id, name: &str) -> bool {
        let mut files = self.files.iter().enumerate();
        files.any(|(file, (_, outline))| {
            outline.impls.iter().filter(|it| it.name == name).any(|it| {
                it.ty == self.declaration(id).name
                    && matches!(
                        self.named(&it.ty, file, &it.scope),
                        Some(Named::Declared(found)) if found == id
                    )
            })
        })
    }

    /// What a form means in the declaration. Types that `is_record` says are records are no leaves.
    pub(super) fn held(&self, form: &Form, at: Id, is_record: impl Fn(Id) -> bool) -> Held {
        let mut held =
            Held { kind: form.kind, absent: form.absent, leaves: Vec::new(), record: None };
        let (mut form, mut file) = (form, at.file);
        let mut scope = &*self.declaration(at).scope;
        for _ in 0..DEEPEST {
            held.kind = form.kind;
            held.absent |= form.absent;
            let Some(name) = &form.name else { return held };
            match self.named(name, file, scope) {
                None => return held,
                Some(Named::Alias { file: in_file, index }) => {
                    let alias = self.alias(in_file, index);
                    (form, file, scope) = (&alias.form, in_file, &alias.scope);
                }
                Some(Named::Declared(id)) => {
                    let declaration = self.declaration(id);
                    held.kind = Kind::Other;
                    match &declaration.leaf {
                        _ if is_record(id) => {
                            held.record = Some(id);
                            return held;
                        }
                        Some(Leaf::Names) => {
                            held.leaves.push(id);
                            held.kind = Kind::Names;
                            return held;
                        }
                        Some(Leaf::Newtype(inner)) => {
                            held.leaves.push(id);
                            (form, file, scope) = (inner, id.file, &declaration.scope);
                        }
                        // Its values are its author's business.
                        None if self.implements(id, "DataValue") => return held,
                        None => {
                            held.record = Some(id);
                            return held;
                        }
                    }
                }
            }
        }
        held.kind = Kind::NoValue;
        held
    }

    fn alias(&self, file: usize, index: usize) -> &Alias {
        &self.files[file].1.aliases[index]
    }

    /// The type that a name means in a scope: the one that is declared there, or else in a scope
    /// around it, or else the only one in all files.
    fn named(&self, name: &str, file: usize, scope: &str) -> Option<Named> {
        let all = self.types.get(name)?;
        let mut around = Some(scope);
        while let Some(here) = around {
            let mut found = all.iter().filter(|named| self.scope_of(**named) == (file, here));
            if let Some(first) = found.next() {
                // Two of them, under different `cfg`: nobody knows which.
                return found.next().is_none().then_some(*first);
            }
            around = here.rfind("::").map(|at| &here[..at]);
        }
        match &**all {
            [one] => Some(*one),
            _ => None,
        }
    }

    fn scope_of(&self, named: Named) -> (usize, &str) {
        match named {
            Named::Declared(id) => (id.file, &self.declaration(id).scope),
            Named::Alias { file, index } => (file, &self.alias(file, index).scope),
        }
    }
}
