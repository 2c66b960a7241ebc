//! From the syntax tree to the declaration as written. Nothing is looked up in the taxonomy here
//! but the closed vocabularies of the keys' values.

use intune_privacy_taxonomy::{
    Annotation, Category, Class, Condition, Container, ItemPath, MamClaim, MamCondition, REASON,
    Requirement, nearest,
};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Fields, Ident, Member, Path, Token};

use crate::attribute::{Entry, Value, entries, is_data, source};
use crate::diagnostics::Diagnostics;
use crate::input::{Field, FieldTokens, Input, Style, Variant};
use crate::serde_form::{ContainerForm, FieldForm, VariantForm};

/// The keys of a field.
const FIELD_KEYS: [&str; 12] = [
    "identified",
    "pseudonymized",
    "aggregated",
    "non_personal",
    "required",
    "optional",
    "mam",
    "item",
    "undocumented",
    "nested",
    "subject",
    "with",
];

/// The keys of a container.
const CONTAINER_KEYS: [&str; 5] = ["category", "tied", "collected_if", "workload", "crate"];

/// Reads the declaration of a type that derives `Classified`.
pub(crate) fn input(ast: DeriveInput, diagnostics: &Diagnostics) -> Input {
    let mut place = 0;
    let (container, crate_path) = container(&ast.attrs, diagnostics);
    let form = ContainerForm::parse(&ast.attrs, diagnostics);
    let derives_debug = derives_debug(&ast, diagnostics);
    let mut is_enum = false;
    let mut variants = match ast.data {
        Data::Struct(data) => {
            vec![variant(
                ast.ident.clone(),
                VariantForm::default(),
                data.fields,
                &mut place,
                diagnostics,
            )]
        }
        Data::Enum(data) => {
            is_enum = true;
            let variants = data.variants.into_iter().map(|v| {
                for attribute in v.attrs.iter().filter(|attribute| is_data(attribute)) {
                    diagnostics.malformed(
                        &attribute.meta,
                        &format!("`data` does not belong on the variant `{}`", v.ident),
                        "a variant's name is not classified; its fields are",
                        "move the attribute to the field that it speaks of",
                    );
                }
                let form = VariantForm::parse(&v.attrs, diagnostics);
                variant(v.ident, form, v.fields, &mut place, diagnostics)
            });
            variants.collect()
        }
        Data::Union(data) => {
            diagnostics.malformed(
                data.union_token,
                &format!("the union `{}` cannot be classified", ast.ident),
                "nobody knows which of its fields is live, so none can be redacted",
                "write `enum` with a variant for each field",
            );
            Vec::new()
        }
    };
    diagnostics.look_at(0);
    for attribute in ast.attrs.iter().filter(|attribute| attribute.path().is_ident("repr")) {
        if source(&attribute.meta).contains("packed") {
            diagnostics.malformed(
                &attribute.meta,
                &format!("the packed type `{}` cannot be classified", ast.ident),
                "a view borrows the fields, and fields of a packed type cannot be borrowed",
                "classify a type of the ordinary layout and convert to this one",
            );
            // The accessors would borrow them too.
            for field in variants.iter_mut().flat_map(|variant| &mut variant.fields) {
                field.annotation.unreadable = true;
            }
        }
    }
    Input {
        ident: ast.ident,
        generics: ast.generics,
        container,
        crate_path,
        form,
        derives_debug,
        is_enum,
        variants,
    }
}

/// Reports a `#[derive(Debug)]` in an attribute of its own below ours (P17). One beside ours is out
/// of a derive's sight: the compiler reports the conflicting implementations.
fn derives_debug(ast: &DeriveInput, diagnostics: &Diagnostics) -> bool {
    let mut found = false;
    for attribute in ast.attrs.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        let paths = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated);
        for path in paths.into_iter().flatten() {
            if path.segments.last().is_some_and(|segment| segment.ident == "Debug") {
                found = true;
                diagnostics.second_debug(&path, &ast.ident);
            }
        }
    }
    found
}

fn container(attributes: &[Attribute], diagnostics: &Diagnostics) -> (Container, Option<Path>) {
    let mut container = Container::default();
    let mut crate_path = None;
    let mut seen = Vec::new();
    for attribute in attributes.iter().filter(|attribute| is_data(attribute)) {
        let example = "category = hardware_inventory";
        let (entries, broken) = entries(attribute, example, diagnostics);
        container.unreadable |= broken;
        for entry in entries {
            let Some(key) = known_key(&entry, &CONTAINER_KEYS, &FIELD_KEYS, "type", diagnostics)
            else {
                container.unreadable = true;
                continue;
            };
            if repeated(&entry, key, &mut seen, diagnostics) {
                continue;
            }
            let read = match key {
                "category" => {
                    word_of(&entry, "category", Category::ALL, Category::as_str, diagnostics)
                        .map(|category| container.category = Some(category))
                }
                "collected_if" => {
                    word_of(&entry, "condition", Condition::ALL, Condition::as_str, diagnostics)
                        .map(|condition| container.collected_if = Some(condition))
                }
                "workload" => word_of(&entry, "workload", &["mam"], |name| name, diagnostics)
                    .map(|_| container.mam_only = true),
                "tied" => entry.word(diagnostics).map(|()| container.tied = true),
                _ => {
                    entry.path("::intune_privacy", diagnostics).map(|path| crate_path = Some(path))
                }
            };
            container.unreadable |= read.is_none();
        }
    }
    (container, crate_path)
}

fn variant(
    ident: Ident,
    form: VariantForm,
    fields: Fields,
    place: &mut usize,
    diagnostics: &Diagnostics,
) -> Variant {
    let style = match &fields {
        Fields::Named(_) => Style::Named,
        Fields::Unnamed(_) => Style::Tuple,
        Fields::Unit => Style::Unit,
    };
    let members: Vec<Member> = fields.members().collect();
    let fields = members.into_iter().zip(fields).map(|(member, f)| {
        *place += 1;
        diagnostics.look_at(*place);
        let name = match &member {
            Member::Named(ident) => ident.unraw().to_string(),
            Member::Unnamed(index) => index.index.to_string(),
        };
        let mut field = Field {
            annotation: Annotation::new(name, source(&f.ty)),
            member,
            ty: f.ty,
            tokens: FieldTokens::default(),
            form: FieldForm::parse(&f.attrs, diagnostics),
        };
        field.annotate(&f.attrs, diagnostics);
        field.check_form(diagnostics);
        field
    });
    Variant { ident, form, style, fields: fields.collect() }
}

impl Field {
    /// Refuses a function of serde's where the view has to look inside the field, past it.
    fn check_form(&self, diagnostics: &Diagnostics) {
        let inside = if self.annotation.nested {
            "nested"
        } else if self.form.flattened {
            "flattened"
        } else {
            return;
        };
        if let Some(function) = &self.form.written_with {
            diagnostics.malformed(
                function,
                &format!(
                    "`{}` is {inside}, so serde's function for it cannot be followed",
                    self.annotation.name
                ),
                "a view writes what is inside such a field itself, as each part has a class",
                "remove the function, or do its work in a type of its own",
            );
        }
    }

    /// Reads every `#[data(...)]` of the field.
    fn annotate(&mut self, attributes: &[Attribute], diagnostics: &Diagnostics) {
        let mut seen = Vec::new();
        self.annotation.missing = true;
        for attribute in attributes.iter().filter(|attribute| is_data(attribute)) {
            self.annotation.missing = false;
            self.tokens.attribute.get_or_insert_with(|| attribute.meta.to_token_stream());
            let (entries, broken) = entries(attribute, "identified, required", diagnostics);
            self.annotation.unreadable |= broken;
            for entry in entries {
                let key = known_key(&entry, &FIELD_KEYS, &CONTAINER_KEYS, "field", diagnostics);
                let Some(key) = key else {
                    self.annotation.unreadable = true;
                    continue;
                };
                if repeated(&entry, key, &mut seen, diagnostics) {
                    continue;
                }
                let read = self.read(key, &entry, diagnostics);
                self.annotation.unreadable |= read.is_none();
            }
        }
    }

    /// Reads one entry; `None` if it cannot be read, which has been reported.
    fn read(&mut self, key: &str, entry: &Entry, diagnostics: &Diagnostics) -> Option<()> {
        let Self { annotation, tokens, .. } = self;
        if let Some(class) = Class::from_name(key) {
            entry.word(diagnostics)?;
            annotation.classes.push(class);
            tokens.classes.push(entry.key.clone());
            return Some(());
        }
        if let Some(requirement) = Requirement::from_name(key) {
            entry.word(diagnostics)?;
            annotation.requirements.push(requirement);
            tokens.requirements.push(entry.key.clone());
            return Some(());
        }
        match key {
            "mam" => {
                annotation.mam = Some(mam_claim(entry, tokens, diagnostics)?);
                tokens.mam = Some(entry.tokens.clone());
            }
            "item" => {
                let path = entry.path("hardware_inventory::serial_number", diagnostics)?;
                annotation.item = Some(item_path(&path, diagnostics)?);
                tokens.item = Some(path);
            }
            "undocumented" => {
                let reason = entry.text(diagnostics)?;
                if reason.value().trim().is_empty() {
                    diagnostics.malformed(
                        &reason,
                        &format!("the reason why `{}` is held is empty", annotation.name),
                        "a field that the documents do not list says why it is held",
                        &format!("write `{REASON:?}`"),
                    );
                    return None;
                }
                annotation.undocumented = Some(reason.value());
                tokens.undocumented = Some(entry.tokens.clone());
            }
            "with" => {
                let path = entry.path("module", diagnostics)?;
                annotation.with = Some(source(&path));
                tokens.with = Some(path);
            }
            "subject" => {
                entry.word(diagnostics)?;
                annotation.subject = true;
                tokens.subject = Some(entry.key.clone());
            }
            _ => {
                entry.word(diagnostics)?;
                annotation.nested = true;
                tokens.nested = Some(entry.key.clone());
            }
        }
        Some(())
    }
}

fn mam_claim(
    entry: &Entry,
    tokens: &mut FieldTokens,
    diagnostics: &Diagnostics,
) -> Option<MamClaim> {
    let condition = match &entry.value {
        Value::None => return Some(MamClaim::Plain),
        Value::Assigned(_) => None,
        Value::Listed(inner) => syn::parse2::<Ident>(inner.clone()).ok(),
    };
    let Some(condition) = condition else {
        diagnostics.malformed(
            &entry.tokens,
            "`mam` takes one condition in parentheses, or nothing",
            &choices("condition", MamCondition::ALL.iter().map(|known| known.as_str())),
            "write `mam`",
        );
        return None;
    };
    let known =
        known_word(&condition, "condition", MamCondition::ALL, MamCondition::as_str, diagnostics)?;
    tokens.mam_condition = Some(condition);
    Some(MamClaim::If(known))
}

fn item_path(path: &Path, diagnostics: &Diagnostics) -> Option<ItemPath> {
    let segments: Vec<_> =
        path.segments.iter().map(|segment| segment.ident.unraw().to_string()).collect();
    match &*segments {
        [name] if path.leading_colon.is_none() => {
            Some(ItemPath { category: None, name: name.clone() })
        }
        [category, name] if path.leading_colon.is_none() => {
            Some(ItemPath { category: Some(category.clone()), name: name.clone() })
        }
        _ => {
            let tail = segments.iter().rev().take(2).rev().map(String::as_str).collect::<Vec<_>>();
            diagnostics.malformed(
                path,
                &format!("`{}` is no path to a data item", source(path)),
                "an item is `category::name`, or `name` where that is unambiguous",
                &format!("write `{}`", tail.join("::")),
            );
            None
        }
    }
}

/// The key of an entry, by its exact name. A misspelt one is reported, and still counts as what
/// it was meant for, so that the rest of the attribute can be checked.
fn known_key<'a>(
    entry: &Entry,
    here: &[&'a str],
    elsewhere: &[&str],
    place: &str,
    diagnostics: &Diagnostics,
) -> Option<&'a str> {
    if let Some(key) = here.iter().find(|key| **key == entry.name) {
        return Some(key);
    }
    let name = &entry.name;
    if elsewhere.contains(&name.as_str()) {
        let other = if place == "type" { "a field" } else { "the type" };
        diagnostics.malformed(
            &entry.tokens,
            &format!("`{name}` does not belong on a {place}"),
            &format!("it is a key of {other}"),
            &format!("remove `{}`", source(&entry.tokens)),
        );
        return None;
    }
    if let Some(near) = nearest(name, here.iter().copied()) {
        diagnostics.malformed(
            &entry.key,
            &format!("unknown key `{name}`"),
            &format!("a key with a similar name exists: `{near}`"),
            &format!("write `{near}`"),
        );
        here.iter().find(|key| **key == near).copied()
    } else {
        diagnostics.malformed(
            &entry.tokens,
            &format!("unknown key `{name}`"),
            &format!("the keys of a {place} are {}", list(here.iter().copied())),
            &format!("remove `{}`", source(&entry.tokens)),
        );
        None
    }
}

fn repeated(entry: &Entry, key: &str, seen: &mut Vec<String>, diagnostics: &Diagnostics) -> bool {
    if seen.iter().any(|known| known == key) {
        diagnostics.malformed(
            &entry.tokens,
            &format!("`{key}` is repeated"),
            "each key stands once",
            &format!("remove `{}`", source(&entry.tokens)),
        );
        return true;
    }
    seen.push(key.into());
    false
}

/// The value after `=`, out of a closed vocabulary.
fn word_of<T: Copy>(
    entry: &Entry,
    what: &str,
    all: &[T],
    name: fn(T) -> &'static str,
    diagnostics: &Diagnostics,
) -> Option<T> {
    let word = entry.assigned_word(name(*all.first()?), diagnostics)?;
    known_word(&word, what, all, name, diagnostics)
}

fn known_word<T: Copy>(
    word: &Ident,
    what: &str,
    all: &[T],
    name: fn(T) -> &'static str,
    diagnostics: &Diagnostics,
) -> Option<T> {
    let text = word.unraw().to_string();
    if let Some(known) = all.iter().find(|known| name(**known) == text) {
        return Some(*known);
    }
    let names = || all.iter().map(|known| name(*known));
    let near = nearest(&text, names());
    diagnostics.malformed(
        word,
        &format!("unknown {what} `{text}`"),
        &match near {
            Some(near) => format!("a {what} with a similar name exists: `{near}`"),
            None => choices(what, names()),
        },
        &match near {
            Some(near) => format!("write `{near}`"),
            None => format!("write one of them, such as `{}`", names().next().unwrap_or_default()),
        },
    );
    all.iter().find(|known| Some(name(**known)) == near).copied()
}

fn choices<'a>(what: &str, names: impl Iterator<Item = &'a str>) -> String {
    format!("the {what} is one of {}", list(names))
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
