//! The derive `DataValue`: a newtype or a field-less enum as a leaf value.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields, Path};

use crate::attribute::{entries, is_data};
use crate::bounds;
use crate::diagnostics::Diagnostics;
use crate::emit::krate;
use crate::serde_form::{ContainerForm, FieldForm, VariantForm};

/// The impl of `DataValue`, or one that shows nothing beside the reported mistakes.
pub(crate) fn expand(ast: &DeriveInput, diagnostics: &Diagnostics) -> TokenStream {
    let krate = krate(crate_path(ast, diagnostics).as_ref());
    let form = ContainerForm::parse(&ast.attrs, diagnostics);
    let body = match &ast.data {
        Data::Struct(data) => newtype(ast, &data.fields, &form, diagnostics),
        Data::Enum(data) => names(ast, data, &form, diagnostics),
        Data::Union(data) => {
            diagnostics.malformed(
                data.union_token,
                &format!("the union `{}` is no value", ast.ident),
                "nobody knows which of its fields is live",
                "write `enum` without fields, or a newtype",
            );
            None
        }
    };
    let Body { shape, value, change, bound } = body.unwrap_or_else(|| Body {
        shape: quote!(_privacy::Shape::TEXT),
        value: quote!(_privacy::Value::Null),
        change: None,
        bound: None,
    });
    let change = change.filter(|_| cfg!(feature = "erase")).map(|change| {
        quote! {
            #[inline]
            fn change(
                &mut self,
                __change: &mut dyn _privacy::Change,
            ) -> _privacy::core::result::Result<(), _privacy::Unchangeable> {
                #change
            }
        }
    });
    let ident = &ast.ident;
    let (generics, types, clause) = ast.generics.split_for_impl();
    let bounds = match (clause, bound) {
        (Some(clause), Some(bound)) => {
            let predicates = clause.predicates.iter();
            quote!(where #(#predicates,)* #bound)
        }
        (Some(clause), None) => quote!(#clause),
        (None, Some(bound)) => quote!(where #bound),
        (None, None) => TokenStream::new(),
    };
    quote! {
        #[doc(hidden)]
        #[allow(deprecated, unused_qualifications, clippy::absolute_paths)]
        const _: () = {
            use #krate::__private as _privacy;

            #[automatically_derived]
            impl #generics _privacy::DataValue for #ident #types #bounds {
                const SHAPE: _privacy::Shape = #shape;

                fn value(&self) -> _privacy::Value<'_> {
                    #value
                }

                #change
            }
        };
    }
}

struct Body {
    shape: TokenStream,
    value: TokenStream,
    /// How the value is changed; without, it cannot be.
    change: Option<TokenStream>,
    bound: Option<TokenStream>,
}

fn newtype(
    ast: &DeriveInput,
    fields: &Fields,
    form: &ContainerForm,
    diagnostics: &Diagnostics,
) -> Option<Body> {
    let mut iter = fields.iter();
    let (Some(field), None) = (iter.next(), iter.next()) else {
        diagnostics.malformed(
            &ast.ident,
            &format!("`{}` is no newtype, so it is no leaf value", ast.ident),
            "`DataValue` is for a struct of one field and for an enum without fields",
            "derive `Classified` for a record, and mark the field that holds it `nested`",
        );
        return None;
    };
    if matches!(fields, Fields::Named(_)) && !form.transparent {
        diagnostics.malformed(
            &ast.ident,
            &format!("serde writes `{}` as an object, not as its value", ast.ident),
            "a leaf value is written as the one field that it wraps",
            &format!("write `struct {}(...)`, or add `#[serde(transparent)]`", ast.ident),
        );
        return None;
    }
    if form.tag.is_some() || !FieldForm::parse(&field.attrs, diagnostics).is_plain() {
        diagnostics.malformed(
            &ast.ident,
            &format!("serde does not write `{}` as the field that it wraps", ast.ident),
            "a leaf value is written as the one field that it wraps",
            "move the serde attribute to the field that holds this type",
        );
        return None;
    }
    let member = fields.members().next()?;
    let ty = &field.ty;
    Some(Body {
        shape: quote!(<#ty as _privacy::DataValue>::SHAPE),
        value: quote!(<#ty as _privacy::DataValue>::value(&self.#member)),
        change: Some(quote!(<#ty as _privacy::DataValue>::change(&mut self.#member, __change))),
        bound: bounds::mentions_parameter(ty, &ast.generics)
            .then(|| quote!(#ty: _privacy::DataValue)),
    })
}

fn names(
    ast: &DeriveInput,
    data: &syn::DataEnum,
    form: &ContainerForm,
    diagnostics: &Diagnostics,
) -> Option<Body> {
    let ident = &ast.ident;
    if form.tag.is_some() || form.untagged {
        diagnostics.malformed(
            ident,
            &format!("serde does not write `{ident}` as the name of its variant"),
            "a leaf value of an enum is the name of its variant",
            "remove `tag` and `untagged`, or derive `Classified`",
        );
        return None;
    }
    let mut readable = true;
    let mut arms = Vec::new();
    for variant in &data.variants {
        if !matches!(variant.fields, Fields::Unit) {
            readable = false;
            diagnostics.malformed(
                &variant.ident,
                &format!(
                    "the variant `{}` holds fields, so `{ident}` is no leaf value",
                    variant.ident
                ),
                "`DataValue` is for an enum without fields",
                &format!("derive `Classified` for `{ident}` and annotate the fields"),
            );
            continue;
        }
        let variant_form = VariantForm::parse(&variant.attrs, diagnostics);
        let name = variant.ident.unraw().to_string();
        let name = variant_form
            .rename
            .unwrap_or_else(|| form.rename_all.map_or(name.clone(), |case| case.of_variant(&name)));
        let variant = &variant.ident;
        arms.push(quote!(Self::#variant => #name,));
    }
    let value = if data.variants.is_empty() {
        quote!(match *self {})
    } else {
        quote!(_privacy::Value::Str(match self { #(#arms)* }))
    };
    readable.then(|| Body {
        shape: quote!(_privacy::Shape::TEXT),
        value,
        change: None,
        bound: None,
    })
}

/// `#[data(crate = path)]`, the only key of this derive.
fn crate_path(ast: &DeriveInput, diagnostics: &Diagnostics) -> Option<Path> {
    let mut path = None;
    for attribute in ast.attrs.iter().filter(|attribute| is_data(attribute)) {
        for entry in entries(attribute, "crate = ::intune_privacy", diagnostics).0 {
            if entry.name == "crate" {
                path = entry.path("::intune_privacy", diagnostics);
            } else {
                diagnostics.malformed(
                    &entry.tokens,
                    &format!("`{}` does not belong on a leaf value", entry.name),
                    "a value is classified by the field that holds it",
                    &format!("remove `{}`", entry.tokens),
                );
            }
        }
    }
    path
}
