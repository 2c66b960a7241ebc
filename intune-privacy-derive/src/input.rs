//! The declaration as written: every value keeps its tokens, so that a mistake can be shown on
//! them.

use intune_privacy_taxonomy::{Annotation, Container};
use syn::{Generics, Ident, Member, Path, Type};

use crate::serde_form::{ContainerForm, FieldForm, VariantForm};

/// A type that derives `Classified`.
pub(crate) struct Input {
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) container: Container,
    /// `crate = path`
    pub(crate) crate_path: Option<Path>,
    pub(crate) form: ContainerForm,
    /// A `#[derive(Debug)]` follows, which has been reported.
    pub(crate) derives_debug: bool,
    pub(crate) is_enum: bool,
    /// The variants; a struct has one.
    pub(crate) variants: Vec<Variant>,
}

/// A variant of an enum, or the fields of a struct.
pub(crate) struct Variant {
    pub(crate) ident: Ident,
    pub(crate) form: VariantForm,
    pub(crate) style: Style,
    pub(crate) fields: Vec<Field>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Named,
    Tuple,
    Unit,
}

/// A field with what `#[data(...)]` says of it.
pub(crate) struct Field {
    pub(crate) member: Member,
    pub(crate) ty: Type,
    pub(crate) annotation: Annotation,
    pub(crate) tokens: FieldTokens,
    pub(crate) form: FieldForm,
}

/// Where the parts of the annotation are written.
#[derive(Default)]
pub(crate) struct FieldTokens {
    pub(crate) attribute: Option<proc_macro2::TokenStream>,
    pub(crate) classes: Vec<Ident>,
    pub(crate) requirements: Vec<Ident>,
    pub(crate) mam: Option<proc_macro2::TokenStream>,
    pub(crate) mam_condition: Option<Ident>,
    pub(crate) item: Option<Path>,
    pub(crate) undocumented: Option<proc_macro2::TokenStream>,
    pub(crate) nested: Option<Ident>,
    pub(crate) subject: Option<Ident>,
    pub(crate) with: Option<Path>,
}
