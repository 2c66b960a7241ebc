//! The rules of the taxonomy crate, put on the tokens of the declaration.

use intune_privacy_taxonomy::{Annotation, Demand, Finding, Item, Place, rules};
use proc_macro2::TokenStream;
use quote::ToTokens;

use crate::diagnostics::Diagnostics;
use crate::input::{Field, Input, Variant};

/// What the rules leave to the code generator, for one variant.
pub(crate) struct Checked {
    /// The documented item of each field.
    pub(crate) items: Vec<Option<&'static Item>>,
    /// What the compiler has to settle.
    pub(crate) demands: Vec<Demand>,
}

/// Checks each variant as a record of its own: only one of them exists at a time.
pub(crate) fn run(input: &Input, diagnostics: &Diagnostics) -> Vec<Checked> {
    let mut place = 0;
    let variants = input.variants.iter().map(|variant| {
        let checked = check_variant(input, variant, place, diagnostics);
        place += variant.fields.len();
        checked
    });
    variants.collect()
}

fn check_variant(
    input: &Input,
    variant: &Variant,
    place: usize,
    diagnostics: &Diagnostics,
) -> Checked {
    let annotations: Vec<Annotation> =
        variant.fields.iter().map(|field| field.annotation.clone()).collect();
    let found = rules::check(&input.container, &annotations);
    for finding in &found.findings {
        diagnostics.look_at(place + 1 + finding.field);
        diagnostics.finding(tokens(&variant.fields[finding.field], finding), finding);
    }
    Checked { items: found.items, demands: found.demands }
}

/// The tokens that a finding is about; the field's name where the written ones are missing.
pub(crate) fn tokens(field: &Field, finding: &Finding) -> TokenStream {
    let written = &field.tokens;
    let of = |part: Option<&dyn ToTokens>| part.map(ToTokens::to_token_stream);
    let tokens = match finding.place {
        Place::Type => Some(field.ty.to_token_stream()),
        Place::Attribute => written.attribute.clone(),
        Place::Class(index) => of(written.classes.get(index).map(|class| class as _)),
        Place::Requirement(index) => of(written.requirements.get(index).map(|word| word as _)),
        Place::Mam => written.mam.clone(),
        Place::MamCondition => of(written.mam_condition.as_ref().map(|word| word as _)),
        Place::Item => of(written.item.as_ref().map(|path| path as _)),
        Place::Undocumented => written.undocumented.clone(),
        Place::Nested => of(written.nested.as_ref().map(|word| word as _)),
        Place::Subject => of(written.subject.as_ref().map(|word| word as _)),
        Place::With => of(written.with.as_ref().map(|path| path as _)),
        _ => None,
    };
    tokens.unwrap_or_else(|| match &field.member {
        syn::Member::Named(ident) => ident.to_token_stream(),
        syn::Member::Unnamed(_) => field.ty.to_token_stream(),
    })
}
