//! What a file declares: its structs and enums, with the places where text can be added.

use std::ops::Range;

use intune_privacy_taxonomy::{
    Annotation, Category, Class, Condition, Container, ItemPath, MamClaim, MamCondition,
    Requirement,
};
use proc_macro2::{Ident, Span, TokenStream};
use syn::ext::IdentExt;
use syn::meta::ParseNestedMeta;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{
    Attribute, Block, Fields, File, Generics, Item, ItemEnum, ItemImpl, ItemMod, ItemStruct,
    ItemType, LitStr, Meta, Path, Stmt, Token, Type, UseTree, Visibility,
};

use super::form::Form;
use super::nesting;
use super::source::{Fault, Source};

/// What marks a comment as a decision that is left to a person.
pub(super) const MARK: &str = "DECIDE(intune-privacy)";

/// What a file declares.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) declarations: Vec<Declaration>,
    pub(super) aliases: Vec<Alias>,
    /// Traits that are implemented by hand.
    pub(super) impls: Vec<Impl>,
}

/// A struct or an enum.
#[derive(Debug)]
pub(super) struct Declaration {
    pub(super) name: String,
    /// The modules and blocks around it.
    pub(super) scope: String,
    /// Where its name stands.
    pub(super) name_at: usize,
    /// Where an attribute can be added: after the others.
    pub(super) at: usize,
    /// Where its first `#[data(...)]` stands.
    pub(super) data_at: Option<usize>,
    pub(super) derives: Vec<DeriveList>,
    /// Derives that only some builds have.
    pub(super) conditional_derives: Vec<String>,
    pub(super) container: Container,
    /// What of the crate's names can be written without a path.
    pub(super) imports: Imports,
    /// Another name that serde gives it.
    pub(super) serde_name: Option<String>,
    /// Why a derive of the crate would refuse it.
    pub(super) obstacles: Vec<String>,
    /// What it is if it is no record.
    pub(super) leaf: Option<Leaf>,
    /// A person is asked to decide about it already.
    pub(super) marked: bool,
    /// A struct is its own only variant.
    pub(super) variants: Vec<Variant>,
}

/// What a type is that can derive `DataValue`.
#[derive(Clone, Debug)]
pub(super) enum Leaf {
    /// A struct around one value.
    Newtype(Form),
    /// An enum without fields.
    Names,
}

/// The list in `#[derive(...)]`.
#[derive(Debug)]
pub(super) struct DeriveList {
    /// The last part of each path, and where the path stands.
    pub(super) traits: Vec<(String, Range<usize>)>,
    /// Where the list ends, before the parenthesis.
    pub(super) end: usize,
}

#[derive(Debug)]
pub(super) struct Variant {
    /// The name, of a variant of an enum.
    pub(super) name: Option<String>,
    pub(super) fields: Vec<Field>,
}

#[derive(Debug)]
pub(super) struct Field {
    /// The name without `r#`; of a tuple field, its index.
    pub(super) name: String,
    /// Where its name stands, or its type if it has no name.
    pub(super) name_at: usize,
    /// Where it begins, with its attributes.
    pub(super) start: usize,
    /// Where an attribute can be added: after the others.
    pub(super) at: usize,
    /// The type as it is written.
    pub(super) ty: String,
    pub(super) form: Form,
    /// Other names that serde reads or writes it by.
    pub(super) serde_names: Vec<String>,
    /// A function of serde's writes it.
    pub(super) written_with: bool,
    /// What its `#[data(...)]` says.
    pub(super) annotation: Option<Annotation>,
    /// A person is asked to decide about it already.
    pub(super) marked: bool,
}

/// `type name = ...;`
#[derive(Debug)]
pub(super) struct Alias {
    pub(super) name: String,
    pub(super) scope: String,
    pub(super) form: Form,
}

/// `impl Trait for Type`
#[derive(Debug)]
pub(super) struct Impl {
    pub(super) name: String,
    pub(super) ty: String,
    pub(super) scope: String,
}

/// Which derives are imported.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Imports {
    pub(super) classified: bool,
    pub(super) data_value: bool,
}

impl Declaration {
    /// Whether all builds derive that trait.
    pub(super) fn derives(&self, name: &str) -> bool {
        self.derives.iter().any(|list| list.traits.iter().any(|(known, _)| known == name))
    }

    /// Whether some builds do.
    pub(super) fn may_derive(&self, name: &str) -> bool {
        self.derives(name) || self.conditional_derives.iter().any(|known| known == name)
    }

    pub(super) fn fields(&self) -> impl Iterator<Item = &Field> {
        self.variants.iter().flat_map(|variant| &variant.fields)
    }
}

/// Reads the declarations of a file.
pub(super) fn read(source: &Source) -> Result<Outline, Fault> {
    let base = source.text.len() - code(&source.text).len();
    let fault = |span: Span, message: String| {
        let at = match span.byte_range() {
            // A mistake that has no place is at the end, where something is missing.
            Range { start: 0, end: 0 } => source.text.len(),
            range => (base + range.start).min(source.text.len()),
        };
        let at = (0..=at).rev().find(|at| source.text.is_char_boundary(*at)).unwrap_or(0);
        Fault::new(&source.path, Some(source.place(at)), message)
    };
    let code = code(&source.text);
    let tokens: TokenStream = code.parse().map_err(|error: proc_macro2::LexError| {
        fault(error.span(), "cannot be parsed: something is not closed, or is no Rust".into())
    })?;
    if !nesting::is_readable(tokens.clone()) {
        let message = "is nested too deep to be read";
        return Err(Fault::new(&source.path, None, message));
    }
    let file: File = syn::parse2(tokens)
        .map_err(|error| fault(error.span(), format!("cannot be parsed: {error}")))?;
    let mut reader = Reader {
        source,
        base,
        outline: Outline::default(),
        scope: String::new(),
        blocks: 0,
        imports: Imports::default(),
    };
    reader.visit_file(&file);
    Ok(reader.outline)
}

/// The text without a byte order mark and a shebang, which are no tokens.
fn code(text: &str) -> &str {
    let text = text.trim_start_matches('\u{feff}');
    let shebang = text.strip_prefix("#!").is_some_and(|rest| !rest.trim_start().starts_with('['));
    if shebang { text.find('\n').map_or("", |at| &text[at..]) } else { text }
}

struct Reader<'a> {
    source: &'a Source,
    /// Where the code begins.
    base: usize,
    outline: Outline,
    scope: String,
    /// How many blocks there were.
    blocks: usize,
    imports: Imports,
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_file(&mut self, file: &'ast File) {
        self.imports = Imports::default().with(file.items.iter());
        visit::visit_file(self, file);
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        let Some((_, items)) = &item.content else { return };
        let imports = Imports::default().with(items.iter());
        let scope = format!("{}::{}", self.scope, item.ident.unraw());
        self.inside(scope, imports, |reader| visit::visit_item_mod(reader, item));
    }

    fn visit_block(&mut self, block: &'ast Block) {
        let items = block.stmts.iter().filter_map(|statement| match statement {
            Stmt::Item(item) => Some(item),
            _ => None,
        });
        let imports = self.imports.with(items);
        self.blocks += 1;
        let scope = format!("{}::{{{}}}", self.scope, self.blocks);
        self.inside(scope, imports, |reader| visit::visit_block(reader, block));
    }

    fn visit_item_struct(&mut self, item: &'ast ItemStruct) {
        let at = self.start_of(&item.vis, item.struct_token.span);
        let variants = vec![(None, &item.fields)];
        self.declare(&item.attrs, at, &item.ident, &item.generics, variants, false);
        visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &'ast ItemEnum) {
        let at = self.start_of(&item.vis, item.enum_token.span);
        let variants = item.variants.iter();
        let variants = variants.map(|variant| (Some(&variant.ident), &variant.fields)).collect();
        self.declare(&item.attrs, at, &item.ident, &item.generics, variants, true);
        visit::visit_item_enum(self, item);
    }

    fn visit_item_type(&mut self, item: &'ast ItemType) {
        let form = Form::of(&item.ty, &parameters(&item.generics));
        let (name, scope) = (item.ident.unraw().to_string(), self.scope.clone());
        self.outline.aliases.push(Alias { name, scope, form });
        visit::visit_item_type(self, item);
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        if let Some((path, _)) = &item.trait_
            && let Some(name) = last_segment(path)
            && let Type::Path(ty) = &*item.self_ty
            && let Some(ty) = last_segment(&ty.path)
        {
            self.outline.impls.push(Impl { name, ty, scope: self.scope.clone() });
        }
        visit::visit_item_impl(self, item);
    }
}

impl Reader<'_> {
    fn inside(&mut self, scope: String, imports: Imports, visit: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.scope, scope);
        let outer_imports = std::mem::replace(&mut self.imports, imports);
        visit(self);
        (self.scope, self.imports) = (outer, outer_imports);
    }

    fn bytes(&self, span: Span) -> Range<usize> {
        let Range { start, end } = span.byte_range();
        self.base + start..self.base + end
    }

    fn start_of(&self, visibility: &Visibility, next: Span) -> usize {
        let span = match visibility {
            Visibility::Public(token) => token.span,
            Visibility::Restricted(restricted) => restricted.pub_token.span,
            Visibility::Inherited => next,
        };
        self.bytes(span).start
    }

    fn declare(
        &mut self,
        attributes: &[Attribute],
        at: usize,
        ident: &Ident,
        generics: &Generics,
        variants: Vec<(Option<&Ident>, &Fields)>,
        is_enum: bool,
    ) {
        let parameters = parameters(generics);
        let metas = metas(attributes);
        let serde = ContainerSerde::of(&metas);
        let leaf = leaf(&variants, &parameters, is_enum, &serde);
        let mut data = attributes.iter().filter(|attribute| attribute.path().is_ident("data"));
        let start = attributes.first().map_or(at, |first| self.bytes(first.pound_token.span).start);
        let declaration = Declaration {
            name: ident.unraw().to_string(),
            scope: self.scope.clone(),
            name_at: self.bytes(ident.span()).start,
            at,
            data_at: data.next().map(|first| self.bytes(first.pound_token.span).start),
            derives: attributes.iter().filter_map(|it| self.derive_list(it)).collect(),
            conditional_derives: conditional_derives(&metas),
            container: container(&metas),
            imports: self.imports,
            serde_name: serde.name,
            obstacles: [serde.obstacle, packed(&metas)].into_iter().flatten().collect(),
            leaf,
            marked: self.source.text[start..at].contains(MARK),
            variants: variants
                .into_iter()
                .map(|(name, fields)| Variant {
                    name: name.map(|name| name.unraw().to_string()),
                    fields: self.fields(fields, &parameters),
                })
                .collect(),
        };
        self.outline.declarations.push(declaration);
    }

    fn derive_list(&self, attribute: &Attribute) -> Option<DeriveList> {
        let Meta::List(list) = &attribute.meta else { return None };
        if !list.path.is_ident("derive") {
            return None;
        }
        let paths = list.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated).ok()?;
        let traits =
            paths.iter().filter_map(|path| Some((last_segment(path)?, self.bytes(path.span()))));
        let traits: Vec<_> = traits.collect();
        let end = match traits.last() {
            Some((_, range)) => range.end,
            None => self.bytes(list.delimiter.span().close()).start,
        };
        Some(DeriveList { traits, end })
    }

    fn fields(&self, fields: &Fields, parameters: &[Ident]) -> Vec<Field> {
        let mut before = match fields {
            Fields::Named(fields) => self.bytes(fields.brace_token.span.open()).end,
            Fields::Unnamed(fields) => self.bytes(fields.paren_token.span.open()).end,
            Fields::Unit => return Vec::new(),
        };
        let fields = fields.iter().enumerate().map(|(index, field)| {
            let ty = self.bytes(field.ty.span());
            let first = field.ident.as_ref().map_or_else(|| field.ty.span(), Ident::span);
            let at = self.start_of(&field.vis, first);
            let start = field.attrs.first();
            let start = start.map_or(at, |first| self.bytes(first.pound_token.span).start);
            let name = field.ident.as_ref();
            let name = name.map_or_else(|| index.to_string(), |name| name.unraw().to_string());
            let metas = metas(&field.attrs);
            let (serde_names, written_with) = field_serde(&metas);
            let text = self.source.slice(&ty).to_owned();
            let marked = self.source.text.get(before..at).is_some_and(|text| text.contains(MARK));
            before = ty.end;
            Field {
                annotation: annotation(&metas, &name, &text),
                name,
                name_at: self.bytes(first).start,
                start,
                at,
                ty: text,
                form: Form::of(&field.ty, parameters),
                serde_names,
                written_with,
                marked,
            }
        });
        fields.collect()
    }
}

impl Imports {
    /// These, and those of `use` among the items.
    fn with<'a>(mut self, items: impl Iterator<Item = &'a Item>) -> Self {
        for item in items {
            let Item::Use(item) = item else { continue };
            let UseTree::Path(path) = &item.tree else { continue };
            if path.ident == "intune_privacy" {
                self.take(&path.tree);
            }
        }
        self
    }

    fn take(&mut self, tree: &UseTree) {
        match tree {
            UseTree::Name(name) => {
                self.classified |= name.ident == "Classified";
                self.data_value |= name.ident == "DataValue";
            }
            UseTree::Glob(_) => *self = Self { classified: true, data_value: true },
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.take(tree)),
            UseTree::Path(_) | UseTree::Rename(_) => {}
        }
    }
}

/// What each attribute says, and whether only some builds have it.
fn metas(attributes: &[Attribute]) -> Vec<(Meta, bool)> {
    let mut metas = Vec::new();
    for attribute in attributes {
        match &attribute.meta {
            Meta::List(list) if list.path.is_ident("cfg_attr") => {
                let parser = Punctuated::<Meta, Token![,]>::parse_terminated;
                let inner = list.parse_args_with(parser).unwrap_or_default();
                metas.extend(inner.into_iter().skip(1).map(|meta| (meta, true)));
            }
            meta => metas.push((meta.clone(), false)),
        }
    }
    metas
}

/// Visits each key of the lists of that name; what cannot be read is the compiler's business.
fn each_key(
    metas: &[(Meta, bool)],
    name: &str,
    mut visit: impl FnMut(&str, &ParseNestedMeta<'_>) -> syn::Result<()>,
) -> bool {
    let mut readable = true;
    for (meta, _) in metas.iter().filter(|(meta, _)| meta.path().is_ident(name)) {
        let read = match meta {
            Meta::List(list) => list.parse_nested_meta(|meta| {
                let key = meta.path.get_ident().map(|key| key.unraw().to_string());
                visit(&key.unwrap_or_default(), &meta)?;
                // What the visitor had no use for.
                while !meta.input.is_empty() && !meta.input.peek(Token![,]) {
                    meta.input.parse::<proc_macro2::TokenTree>()?;
                }
                Ok(())
            }),
            _ => Err(syn::Error::new_spanned(meta, "no list")),
        };
        readable &= read.is_ok();
    }
    readable
}

/// What serde says of a type.
#[derive(Default)]
struct ContainerSerde {
    name: Option<String>,
    obstacle: Option<String>,
    transparent: bool,
    /// An enum without fields is not written as the name of its variant.
    tagged: bool,
}

impl ContainerSerde {
    fn of(metas: &[(Meta, bool)]) -> Self {
        let mut serde = Self::default();
        each_key(metas, "serde", |key, meta| {
            match key {
                "rename" => serde.name = names(meta)?.pop(),
                "transparent" => serde.transparent = true,
                "tag" | "untagged" => serde.tagged = true,
                "into" | "remote" => {
                    serde.obstacle =
                        Some(format!("serde's `{key}` writes another type: classify that one"));
                }
                _ => {}
            }
            Ok(())
        });
        serde
    }
}

/// The names that serde has for a field, and whether a function of serde's writes it.
fn field_serde(metas: &[(Meta, bool)]) -> (Vec<String>, bool) {
    let (mut all, mut written_with) = (Vec::new(), false);
    each_key(metas, "serde", |key, meta| {
        match key {
            "rename" | "alias" => all.extend(names(meta)?),
            "with" | "serialize_with" => written_with = true,
            _ => {}
        }
        Ok(())
    });
    (all, written_with)
}

/// `= "name"`, or both names of `(serialize = "name", deserialize = "name")`.
fn names(meta: &ParseNestedMeta<'_>) -> syn::Result<Vec<String>> {
    if meta.input.peek(Token![=]) {
        return Ok(vec![meta.value()?.parse::<LitStr>()?.value()]);
    }
    let mut names = Vec::new();
    meta.parse_nested_meta(|inner| {
        names.push(inner.value()?.parse::<LitStr>()?.value());
        Ok(())
    })?;
    Ok(names)
}

fn conditional_derives(metas: &[(Meta, bool)]) -> Vec<String> {
    let mut derives = Vec::new();
    for (meta, conditional) in metas {
        if let Meta::List(list) = meta
            && *conditional
            && list.path.is_ident("derive")
            && let Ok(paths) = list.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated)
        {
            derives.extend(paths.iter().filter_map(last_segment));
        }
    }
    derives
}

fn packed(metas: &[(Meta, bool)]) -> Option<String> {
    let packed = |(meta, _): &(Meta, bool)| match meta {
        Meta::List(list) => {
            list.path.is_ident("repr") && list.tokens.to_string().contains("packed")
        }
        _ => false,
    };
    metas.iter().any(packed).then(|| {
        "fields of a packed type cannot be borrowed: classify a type of the ordinary layout".into()
    })
}

/// What `#[data(...)]` on the type says.
fn container(metas: &[(Meta, bool)]) -> Container {
    let mut container = Container::default();
    let readable = each_key(metas, "data", |key, meta| {
        match key {
            "category" => container.category = Category::from_name(&word(meta)?),
            "collected_if" => container.collected_if = Condition::from_name(&word(meta)?),
            "workload" => container.mam_only = word(meta)? == "mam",
            "tied" => container.tied = true,
            _ => {}
        }
        Ok(())
    });
    container.unreadable = !readable;
    container
}

/// What `#[data(...)]` on a field says.
fn annotation(metas: &[(Meta, bool)], name: &str, ty: &str) -> Option<Annotation> {
    let mut annotation = Annotation::new(name, ty);
    let data = |(meta, _): &&(Meta, bool)| meta.path().is_ident("data");
    let conditional = metas.iter().find(data)?.1;
    let readable = each_key(metas, "data", |key, meta| {
        annotation.classes.extend(Class::from_name(key));
        annotation.requirements.extend(Requirement::from_name(key));
        match key {
            "mam" => annotation.mam = Some(mam_claim(meta)?),
            "item" => annotation.item = Some(item_path(&meta.value()?.parse()?)),
            "undocumented" => {
                annotation.undocumented = Some(meta.value()?.parse::<LitStr>()?.value());
            }
            "nested" => annotation.nested = true,
            "subject" => annotation.subject = true,
            "with" => annotation.with = last_segment(&meta.value()?.parse()?),
            _ => {}
        }
        Ok(())
    });
    annotation.unreadable = !readable || conditional;
    Some(annotation)
}

fn mam_claim(meta: &ParseNestedMeta<'_>) -> syn::Result<MamClaim> {
    let mut claim = MamClaim::Plain;
    if meta.input.peek(syn::token::Paren) {
        meta.parse_nested_meta(|inner| {
            let condition = inner.path.get_ident().map(ToString::to_string).unwrap_or_default();
            claim = MamCondition::from_name(&condition).map_or(claim, MamClaim::If);
            Ok(())
        })?;
    }
    Ok(claim)
}

fn item_path(path: &Path) -> ItemPath {
    let mut segments = path.segments.iter().rev().map(|segment| segment.ident.unraw().to_string());
    let name = segments.next().unwrap_or_default();
    ItemPath { category: segments.next(), name }
}

fn word(meta: &ParseNestedMeta<'_>) -> syn::Result<String> {
    Ok(meta.value()?.call(Ident::parse_any)?.to_string())
}

/// What the type is if it can derive `DataValue`.
fn leaf(
    variants: &[(Option<&Ident>, &Fields)],
    parameters: &[Ident],
    is_enum: bool,
    serde: &ContainerSerde,
) -> Option<Leaf> {
    if serde.tagged {
        return None;
    }
    match variants {
        [(None, fields)] if fields.len() == 1 => {
            let field = fields.iter().next()?;
            let wraps = matches!(fields, Fields::Unnamed(_)) || serde.transparent;
            let plain = !field.attrs.iter().any(|attribute| attribute.path().is_ident("serde"));
            (wraps && plain).then(|| Leaf::Newtype(Form::of(&field.ty, parameters)))
        }
        variants
            if is_enum && variants.iter().all(|(_, fields)| matches!(fields, Fields::Unit)) =>
        {
            Some(Leaf::Names)
        }
        _ => None,
    }
}

fn parameters(generics: &Generics) -> Vec<Ident> {
    generics.type_params().map(|parameter| parameter.ident.clone()).collect()
}

fn last_segment(path: &Path) -> Option<String> {
    path.segments.last().map(|segment| segment.ident.unraw().to_string())
}
