//! From the checked declaration to code: one static schema, one accessor, one `Debug`.
//!
//! Every view is library code that reads the two. Where mistakes were reported the same impls are
//! written with an empty schema, so that the rest of the program is not told the type is
//! unclassified.

use intune_privacy_taxonomy::row::{self, Row};
use intune_privacy_taxonomy::{Class, Demand, Item, Mam, Requirement, TypeFact};
use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Index, Member, Path};

use crate::bounds;
use crate::check::{self, Checked};
use crate::input::{Field, Input, Style, Variant};

/// The impls of a type that derives `Classified`.
pub(crate) fn classified(input: &Input, checked: &[Checked], broken: bool) -> TokenStream {
    let emitter = Emitter { input, checked, broken };
    let ident = &input.ident;
    let (generics, types, _) = input.generics.split_for_impl();
    let bounds = bounds::where_clause(input);
    let schema = emitter.schema();
    let holdings = emitter.holdings();
    let mutable = emitter.mutable_accessor();
    let comparison = emitter.comparison();
    let accessor = emitter.accessor();
    let render = emitter.render();
    let (late, early) = emitter.demands();
    let sinks = emitter.sinks();
    let registration = emitter.registration();
    let krate = krate(input.crate_path.as_ref());
    // A second `Debug` has been reported; the compiler need not say it again.
    let debug = (!input.derives_debug).then(|| {
        quote! {
            #[automatically_derived]
            impl #generics _privacy::core::fmt::Debug for #ident #types #bounds {
                fn fmt(
                    &self,
                    f: &mut _privacy::core::fmt::Formatter<'_>,
                ) -> _privacy::core::fmt::Result {
                    _privacy::debug(&self, f)
                }
            }
        }
    });
    quote! {
        #[doc(hidden)]
        #[allow(
            deprecated,
            unused_qualifications,
            clippy::absolute_paths,
            clippy::needless_update,
        )]
        const _: () = {
            use #krate::__private as _privacy;
            #[allow(unused_imports)]
            use _privacy::DataValue as __Value;

            #[automatically_derived]
            impl #generics _privacy::Record for #ident #types #bounds {
                #accessor
            }

            #render

            #[automatically_derived]
            impl #generics _privacy::Classified for #ident #types #bounds {
                const HOLDINGS: _privacy::Holdings = #holdings;
                const SCHEMA: &'static _privacy::Schema = {
                    #late
                    &#schema
                };
                #mutable
                #comparison
            }

            #debug

            #sinks

            #registration
        };
        #early
    }
}

/// The path of the facade.
pub(crate) fn krate(path: Option<&Path>) -> TokenStream {
    path.map_or_else(|| quote!(::intune_privacy), ToTokens::to_token_stream)
}

struct Emitter<'a> {
    input: &'a Input,
    checked: &'a [Checked],
    broken: bool,
}

impl Emitter<'_> {
    fn schema(&self) -> TokenStream {
        let Input { ident, container, form, .. } = self.input;
        let name = ident.unraw().to_string();
        let line = Literal::u32_unsuffixed(line(ident.span()));
        let variants = if self.broken { Vec::new() } else { self.variants() };
        let mut rows = TokenStream::new();
        if let Some(key) = &form.rename {
            rows.extend(quote!(key: _privacy::core::option::Option::Some(#key),));
        }
        if let Some(category) = container.category {
            let category = format_ident!("{category:?}");
            rows.extend(quote! {
                category: _privacy::core::option::Option::Some(_privacy::Category::#category),
            });
        }
        if let Some(condition) = container.collected_if {
            let condition = format_ident!("{condition:?}");
            rows.extend(quote! {
                collected_if: _privacy::core::option::Option::Some(_privacy::Condition::#condition),
            });
        }
        if container.tied {
            rows.extend(quote!(tied: true,));
        }
        if container.mam_only {
            rows.extend(quote!(mam_only: true,));
        }
        if let Some(representation) = self.representation() {
            rows.extend(quote!(representation: _privacy::Representation::#representation,));
        }
        if self.input.is_enum {
            rows.extend(quote!(is_enum: true,));
        }
        quote! {
            _privacy::Schema {
                name: #name,
                module: _privacy::core::module_path!(),
                file: _privacy::core::file!(),
                line: #line,
                variants: &[#(#variants),*],
                #rows
                .._privacy::Schema::PLAIN
            }
        }
    }

    /// The entry of the type in the inventory. What a generic type holds depends on its parameters, so
    /// it has none by itself.
    fn registration(&self) -> Option<TokenStream> {
        let generics = &self.input.generics;
        if !cfg!(feature = "inventory")
            || self.broken
            || generics.type_params().next().is_some()
            || generics.const_params().next().is_some()
        {
            return None;
        }
        let ident = &self.input.ident;
        let lifetimes = generics.lifetimes().map(|_| quote!('static));
        Some(quote! {
            _privacy::inventory::submit! {
                _privacy::Registration::of::<#ident<#(#lifetimes),*>>()
            }
        })
    }

    /// How serde writes the type, unless it is a plain struct.
    fn representation(&self) -> Option<TokenStream> {
        let form = &self.input.form;
        Some(match (&form.tag, &form.content) {
            (Some(tag), Some(content)) => quote!(Adjacent { tag: #tag, content: #content }),
            (Some(tag), None) => quote!(Internal { tag: #tag }),
            _ if form.untagged => quote!(Untagged),
            _ if form.transparent => quote!(Transparent),
            _ if self.input.is_enum => quote!(External),
            _ => return None,
        })
    }

    /// What the record holds at any depth. Records of the type itself add nothing, and leaving
    /// them out keeps a recursive type from depending on its own schema.
    fn holdings(&self) -> TokenStream {
        if self.broken {
            return quote!(_privacy::Holdings::UNKNOWN);
        }
        let pairs = || self.input.variants.iter().zip(self.checked);
        let identified = pairs().any(|(variant, _)| {
            let mut annotations = variant.fields.iter().map(|field| &field.annotation);
            annotations.any(|annotation| annotation.class() == Some(Class::Identified))
        });
        let beyond_mam = pairs()
            .any(|(_, checked)| checked.items.iter().flatten().any(|item| item.mam != Mam::Yes));
        let nested: Vec<_> = self
            .input
            .variants
            .iter()
            .flat_map(|variant| &variant.fields)
            .filter(|field| field.annotation.nested && !bounds::mentions_self(field, self.input))
            .map(|field| &field.ty)
            .collect();
        let deep = |found: bool, fact: &str| {
            let fact = Ident::new(fact, Span::call_site());
            if found {
                quote!(true)
            } else {
                quote!(false #(|| <#nested as _privacy::Nested>::HOLDINGS.#fact)*)
            }
        };
        let (identified, beyond_mam) =
            (deep(identified, "identified"), deep(beyond_mam, "beyond_mam"));
        quote!(_privacy::Holdings::new(#identified, #beyond_mam))
    }

    fn variants(&self) -> Vec<TokenStream> {
        let variants = self.input.variants.iter().zip(self.checked);
        let variants = variants.map(|(variant, checked)| {
            let name = variant.ident.unraw().to_string();
            let fields = self.table(variant, checked);
            let mut rows = TokenStream::new();
            if !variant.form.skipped {
                let key = self.variant_key(variant, &name);
                rows.extend(quote!(key: _privacy::core::option::Option::Some(#key),));
            }
            match variant.style {
                Style::Named => {}
                Style::Tuple => rows.extend(quote!(style: _privacy::Style::Tuple,)),
                Style::Unit => rows.extend(quote!(style: _privacy::Style::Unit,)),
            }
            if variant.form.untagged {
                rows.extend(quote!(untagged: true,));
            }
            quote! {
                _privacy::Variant {
                    name: #name,
                    fields: #fields,
                    #rows
                    .._privacy::Variant::PLAIN
                }
            }
        });
        variants.collect()
    }

    /// The name that serde writes for a variant.
    fn variant_key(&self, variant: &Variant, name: &str) -> String {
        let form = &self.input.form;
        if !self.input.is_enum {
            return form.rename.clone().unwrap_or_else(|| name.into());
        }
        let all = || form.rename_all.map(|case| case.of_variant(name));
        let renamed = variant.form.rename.clone();
        renamed.or_else(all).unwrap_or_else(|| name.into())
    }

    /// The table of a variant's fields: their texts, and where to find them.
    fn table(&self, variant: &Variant, checked: &Checked) -> TokenStream {
        if variant.fields.is_empty() {
            return quote!(_privacy::Fields::NONE);
        }
        let (open, close) = match variant.style {
            Style::Tuple => ("(", ")"),
            _ => (" { ", " }"),
        };
        let mut text = format!("{}{open}", variant.ident.unraw());
        let mut rows: Vec<Row> = Vec::new();
        let mut items = Vec::new();
        let mut nested = Vec::new();
        for (field, item) in variant.fields.iter().zip(&checked.items) {
            if !rows.is_empty() {
                text.push_str(", ");
            }
            let head = length(text.len());
            if variant.style == Style::Named {
                text.extend([&*field.annotation.name, ": "]);
            }
            let value = length(text.len());
            if field.annotation.class().is_some() {
                text.push_str(row::marker(self.flags(field, *item)));
            }
            rows.push(Row { head, value, end: length(text.len()), ..Row::EMPTY });
            items.push(item.map_or_else(
                || Literal::u8_unsuffixed(row::NO_ITEM).to_token_stream(),
                |item| item_path(field, item),
            ));
        }
        text.push_str(close);
        let keys = length(text.len());
        for (row, field) in rows.iter_mut().zip(&variant.fields) {
            let key = self.key(variant, field);
            let key = key.as_deref().unwrap_or(&field.annotation.name);
            (row.key_at, row.key) = (length(text.len()), length(key.len()));
            text.push_str(key);
        }
        let mut flags = 0;
        let mut bytes = Vec::new();
        for ((row, field), item) in rows.into_iter().zip(&variant.fields).zip(&checked.items) {
            let mut row = self.row(row, variant, field, *item, &mut text);
            if field.annotation.nested {
                nested.push(&field.ty);
                row.nested = length(nested.len());
            }
            flags |= row.flags & row::SHAPING;
            bytes.extend(row.to_bytes());
        }
        let keys = Literal::u32_unsuffixed(keys);
        let rows = Literal::byte_string(&bytes);
        let flags = Literal::u32_unsuffixed(flags);
        quote! {
            _privacy::Fields {
                text: #text,
                rows: #rows,
                keys: #keys,
                flags: #flags,
                items: &[#(#items),*],
                nested: &[#(<#nested as _privacy::Nested>::inner),*],
            }
        }
    }

    /// The row of a field whose head and key are placed; its other texts are added to the others.
    fn row(
        &self,
        row: Row,
        variant: &Variant,
        field: &Field,
        item: Option<&'static Item>,
        text: &mut String,
    ) -> Row {
        let annotation = &field.annotation;
        let mut add = |part: &str| {
            let at = length(text.len());
            text.push_str(part);
            at
        };
        let name_at = if variant.style == Style::Named { row.head } else { add(&annotation.name) };
        let ty_at = add(&annotation.ty);
        let reason = annotation.undocumented.as_deref().unwrap_or_default();
        add(reason);
        Row {
            name_at,
            name: length(annotation.name.len()),
            ty_at,
            ty: length(annotation.ty.len()),
            reason: length(reason.len()),
            line: line(match &field.member {
                Member::Named(name) => name.span(),
                Member::Unnamed(_) => field.ty.span(),
            }),
            flags: self.flags(field, item),
            ..row
        }
    }

    /// The name that serde writes, where it is not the field's own.
    fn key(&self, variant: &Variant, field: &Field) -> Option<String> {
        if variant.style != Style::Named {
            return None;
        }
        let form = &self.input.form;
        let all = if self.input.is_enum {
            variant.form.rename_all.or(form.rename_all_fields)
        } else {
            form.rename_all
        };
        let name = &field.annotation.name;
        let key = field.form.rename.clone().or_else(|| all.map(|case| case.of_field(name)))?;
        (key != *name).then_some(key)
    }

    fn flags(&self, field: &Field, item: Option<&'static Item>) -> u32 {
        let (annotation, form) = (&field.annotation, &field.form);
        let phantom = self.input.form.transparent && annotation.ty.contains("PhantomData");
        let facts = [
            (annotation.requirements.contains(&Requirement::Required), row::REQUIRED),
            (annotation.mam.is_some(), row::MAM),
            (annotation.subject, row::SUBJECT),
            (form.skipped || phantom, row::SKIPPED),
            (form.skipped_if.is_some(), row::SKIPPED_IF),
            (form.flattened, row::FLATTENED),
            (form.written_with.is_some(), row::WRITTEN_WITH),
        ];
        let facts = facts.iter().filter(|(holds, _)| *holds).fold(0, |bits, (_, bit)| bits | bit);
        let secret = item.is_some_and(|item| item.secret);
        facts | row::slot(annotation.class(), secret, annotation.nested)
    }

    /// The method that reaches everything.
    fn accessor(&self) -> TokenStream {
        let value = self.dispatch(&quote!(_privacy::Value::Null), |_, index, field, reference| {
            let annotation = &field.annotation;
            if annotation.unreadable || annotation.missing {
                return None;
            }
            let ty = &field.ty;
            Some(if annotation.with.is_some() {
                quote!({ let _ = #reference; _privacy::Value::Rendered(self, #index) })
            } else if annotation.nested {
                quote!(<#ty as _privacy::Nested>::nested_value(#reference))
            } else {
                quote!(<#ty as __Value>::value(#reference))
            })
        });
        let mut others = TokenStream::new();
        if let Some(variant) = self.variant_number() {
            others.extend(quote!(_privacy::Slot::Variant => _privacy::Value::Uint(#variant),));
        }
        if self.fields().any(|field| field.form.skipped_if.is_some()) {
            let skipped = self.dispatch(&quote!(false), |_, _, field, reference| {
                field.form.skipped_if.as_ref().map(|skip| quote!(#skip(#reference)))
            });
            others.extend(quote! {
                _privacy::Slot::Skipped(__index) => _privacy::Value::Bool(#skipped),
            });
        }
        if self.has_written() {
            others.extend(quote! {
                _privacy::Slot::Written(__index) => _privacy::Value::Rendered(self, __index),
            });
        }
        quote! {
            fn get(&self, __slot: _privacy::Slot) -> _privacy::Value<'_> {
                match __slot {
                    _privacy::Slot::Field(__index) => #value,
                    _privacy::Slot::Schema => {
                        _privacy::Value::Schema(<Self as _privacy::Classified>::SCHEMA)
                    }
                    #others
                    _ => _privacy::Value::Null,
                }
            }
        }
    }

    /// The method that reaches fields to change them. Inlined, it is compiled only where it is
    /// called.
    #[cfg(feature = "erase")]
    fn mutable_accessor(&self) -> Option<TokenStream> {
        let fixed = |field: &Field| {
            let annotation = &field.annotation;
            annotation.unreadable || annotation.missing || annotation.with.is_some()
        };
        if self.fields().all(fixed) {
            return None;
        }
        let otherwise = quote!(_privacy::ValueMut::Fixed);
        let body = self.dispatch_by(&quote!(&mut), &otherwise, |_, _, field, reference| {
            let ty = &field.ty;
            if fixed(field) {
                None
            } else if field.annotation.nested {
                Some(quote!(<#ty as _privacy::Nested>::nested_mut(#reference)))
            } else {
                Some(quote!(<#ty as __Value>::leaf_mut(#reference)))
            }
        });
        Some(quote! {
            #[inline]
            fn get_mut(&mut self, __index: usize) -> _privacy::ValueMut<'_> {
                #body
            }
        })
    }

    #[cfg(not(feature = "erase"))]
    #[expect(clippy::unused_self, reason = "the other half of the feature needs it")]
    fn mutable_accessor(&self) -> Option<TokenStream> {
        None
    }

    /// The method that compares two records field by field. Inlined, it is compiled only where it is
    /// called.
    #[cfg(feature = "audit")]
    fn comparison(&self) -> TokenStream {
        // Of a rejected type some fields cannot be borrowed.
        if self.broken {
            return TokenStream::new();
        }
        let compare = |index: usize, field: &Field, one: TokenStream, other: TokenStream| {
            let annotation = &field.annotation;
            let ty = &field.ty;
            if annotation.with.is_some() {
                quote!({ let _ = (#one, #other); _privacy::is_same_field(self, __other, #index) })
            } else if annotation.nested {
                quote!(<#ty as _privacy::Nested>::holds_same(#one, #other))
            } else {
                quote!(<#ty as __Value>::is_same(#one, #other))
            }
        };
        if !self.input.is_enum {
            let fields = self.fields().enumerate().map(|(index, field)| {
                let member = &field.member;
                compare(index, field, quote!(&self.#member), quote!(&__other.#member))
            });
            return quote! {
                #[inline]
                fn is_same_record(&self, __other: &Self) -> bool {
                    let _ = __other;
                    true #(&& #fields)*
                }
            };
        }
        let arms = self.input.variants.iter().map(|variant| {
            let ident = &variant.ident;
            let fields = variant.fields.iter().enumerate();
            let all = fields.clone().map(|(index, field)| {
                let (one, other) = (format_ident!("__{index}"), format_ident!("__other_{index}"));
                compare(index, field, quote!(#one), quote!(#other))
            });
            let bind = |prefix: &str| {
                let bindings = fields.clone().map(|(index, field)| {
                    let (member, binding) = (&field.member, format_ident!("{prefix}{index}"));
                    quote!(#member: #binding,)
                });
                quote!(#(#bindings)*)
            };
            let (ones, others) = (bind("__"), bind("__other_"));
            quote!((Self::#ident { #ones }, Self::#ident { #others }) => true #(&& #all)*,)
        });
        let arms: Vec<_> = arms.collect();
        let rest = (arms.len() != 1).then(|| quote!(_ => false,));
        quote! {
            #[inline]
            fn is_same_record(&self, __other: &Self) -> bool {
                match (self, __other) { #(#arms)* #rest }
            }
        }
    }

    #[cfg(not(feature = "audit"))]
    #[expect(clippy::unused_self, reason = "the other half of the feature needs it")]
    fn comparison(&self) -> TokenStream {
        TokenStream::new()
    }

    /// The number of the present variant of an enum that has any.
    fn variant_number(&self) -> Option<TokenStream> {
        if !self.input.is_enum || self.input.variants.is_empty() {
            return None;
        }
        let arms = self.input.variants.iter().zip(0_u64..).map(|(variant, number)| {
            let ident = &variant.ident;
            quote!(Self::#ident { .. } => #number,)
        });
        Some(quote!(match self { #(#arms)* }))
    }

    /// The user's functions that some fields are written with; most types have none.
    fn render(&self) -> Option<TokenStream> {
        let rendered = self.fields().any(|field| field.tokens.with.is_some()).then(|| {
            let error = quote!(_privacy::core::result::Result::Err(_privacy::core::fmt::Error));
            let body = self.dispatch(&error, |_, _, field, reference| {
                field.tokens.with.as_ref().map(|path| quote!(#path::fmt(#reference, __f)))
            });
            quote! {
                fn render(
                    &self,
                    __index: usize,
                    __f: &mut _privacy::core::fmt::Formatter<'_>,
                ) -> _privacy::core::fmt::Result {
                    #body
                }
            }
        });
        let written = self.written();
        if rendered.is_none() && !self.has_written() {
            return None;
        }
        let ident = &self.input.ident;
        let (generics, types, _) = self.input.generics.split_for_impl();
        let bounds = bounds::where_clause(self.input);
        Some(quote! {
            #[automatically_derived]
            impl #generics _privacy::Render for #ident #types #bounds {
                #rendered
                #written
            }
        })
    }

    /// A match on the variant and the field's index; `arm` gets both, the field and a reference to
    /// its value.
    fn dispatch(
        &self,
        otherwise: &TokenStream,
        arm: impl Fn(&Variant, usize, &Field, TokenStream) -> Option<TokenStream>,
    ) -> TokenStream {
        self.dispatch_by(&quote!(&), otherwise, arm)
    }

    /// The same with references of the kind that `borrow` makes: `&` or `&mut`.
    fn dispatch_by(
        &self,
        borrow: &TokenStream,
        otherwise: &TokenStream,
        arm: impl Fn(&Variant, usize, &Field, TokenStream) -> Option<TokenStream>,
    ) -> TokenStream {
        if !self.input.is_enum {
            let fields = self.input.variants.iter().flat_map(|variant| {
                variant.fields.iter().enumerate().map(move |(index, field)| (variant, index, field))
            });
            let arms: Vec<_> = fields
                .filter_map(|(variant, index, field)| {
                    let member = &field.member;
                    let body = arm(variant, index, field, quote!(#borrow self.#member))?;
                    Some(quote!(#index => #body,))
                })
                .collect();
            return select(&arms, otherwise);
        }
        let mut complete = true;
        let mut variants = Vec::new();
        for variant in &self.input.variants {
            let mut bindings = Vec::new();
            let mut arms = Vec::new();
            for (index, field) in variant.fields.iter().enumerate() {
                let binding = format_ident!("__{index}");
                let Some(body) = arm(variant, index, field, quote!(#binding)) else {
                    continue;
                };
                let member = &field.member;
                bindings.push(quote!(#member: #binding,));
                arms.push(quote!(#index => #body,));
            }
            if arms.is_empty() {
                complete = false;
                continue;
            }
            let ident = &variant.ident;
            let body = select(&arms, otherwise);
            variants.push(quote!(Self::#ident { #(#bindings)* .. } => #body,));
        }
        if variants.is_empty() {
            return quote!({ let _ = __index; #otherwise });
        }
        let rest = (!complete).then(|| quote!(_ => #otherwise,));
        quote!(match self { #(#variants)* #rest })
    }

    fn fields(&self) -> impl Iterator<Item = &Field> {
        self.input.variants.iter().flat_map(|variant| &variant.fields)
    }

    /// Whether serde writes a field with a function of the user's.
    fn has_written(&self) -> bool {
        self.fields().any(|field| field.form.written_with.is_some())
    }

    /// What serde's `with` and `serialize_with` need: a generic function cannot be called through
    /// `dyn Record`, so each such field gets a type that serializes it.
    #[cfg(feature = "serde")]
    fn written(&self) -> Option<TokenStream> {
        if !self.has_written() {
            return None;
        }
        let ident = &self.input.ident;
        let bounds = bounds::where_clause(self.input);
        let (_, types, _) = self.input.generics.split_for_impl();
        let mut generics = self.input.generics.clone();
        generics.params.insert(0, syn::parse_quote!('__record));
        let (wide, wide_types, _) = generics.split_for_impl();
        let nothing = quote!(());
        let body = self.dispatch(&nothing, |variant, _, field, reference| {
            let function = field.form.written_with.as_ref()?;
            let member = &field.member;
            let fetch = if self.input.is_enum {
                let variant = &variant.ident;
                quote! {
                    match self.0 {
                        #ident::#variant { #member: __value, .. } => #function(__value, __serializer),
                        #[allow(unreachable_patterns)]
                        _ => _privacy::core::result::Result::Err(
                            <__S::Error as _privacy::serde::ser::Error>::custom("no such field"),
                        ),
                    }
                }
            } else {
                quote!(#function(&self.0.#member, __serializer))
            };
            Some(quote! {{
                let _ = #reference;
                struct __Written #generics (&'__record #ident #types) #bounds;
                impl #wide _privacy::serde::Serialize for __Written #wide_types #bounds {
                    fn serialize<__S: _privacy::serde::Serializer>(
                        &self,
                        __serializer: __S,
                    ) -> _privacy::core::result::Result<__S::Ok, __S::Error> {
                        #fetch
                    }
                }
                __visit(&__Written(self))
            }})
        });
        Some(quote! {
            fn written_with(
                &self,
                __index: usize,
                __visit: &mut dyn _privacy::core::ops::FnMut(&dyn _privacy::erased_serde::Serialize),
            ) {
                #body
            }
        })
    }

    #[cfg(not(feature = "serde"))]
    #[expect(clippy::unused_self, reason = "the other half of the feature needs it")]
    fn written(&self) -> Option<TokenStream> {
        None
    }

    /// The traits by which sinks accept records, where they hold: of no field, and of no nested
    /// record. A record that holds records of its own type would depend on itself, so it has none
    /// of them; one that is broken has all, so that it is reported once.
    fn sinks(&self) -> TokenStream {
        let identified = |field: &Field| field.annotation.class() == Some(Class::Identified);
        let personal = |field: &Field| {
            identified(field) || field.annotation.class() == Some(Class::Pseudonymized)
        };
        let beyond_mam = |field: &Field| {
            let annotation = &field.annotation;
            annotation.mam.is_none()
                && annotation.class().is_some_and(|class| class != Class::NonPersonal)
        };
        let mut sinks = TokenStream::new();
        sinks.extend(self.sink("NoIdentified", identified));
        sinks.extend(self.sink("NoPersonal", personal));
        sinks.extend(self.sink("MamCollected", beyond_mam));
        sinks
    }

    fn sink(&self, name: &str, refuses: impl Fn(&Field) -> bool) -> Option<TokenStream> {
        let nested = || self.fields().filter(|field| field.annotation.nested);
        let recursive = nested().any(|field| bounds::mentions_self(field, self.input));
        if !self.broken && (recursive || self.fields().any(refuses)) {
            return None;
        }
        let name = Ident::new(name, Span::call_site());
        let ident = &self.input.ident;
        let (generics, types, clause) = self.input.generics.split_for_impl();
        let predicates = clause.into_iter().flat_map(|clause| &clause.predicates);
        // The lifetime keeps the compiler from refusing a bound that does not hold.
        let records = nested().filter(|_| !self.broken).map(|field| {
            let ty = &field.ty;
            quote!(for<'__any> #ty: _privacy::#name)
        });
        let bounds: Vec<_> = predicates.map(ToTokens::to_token_stream).chain(records).collect();
        let bounds = (!bounds.is_empty()).then(|| quote!(where #(#bounds),*));
        Some(quote! {
            #[automatically_derived]
            impl #generics _privacy::#name for #ident #types #bounds {}
        })
    }

    /// What the types have to fulfil: inside the schema for a generic type, which is known only
    /// when it is used, and otherwise each in a constant of its own, so that all are reported.
    fn demands(&self) -> (TokenStream, TokenStream) {
        let generic = bounds::is_generic(self.input);
        let krate = krate(self.input.crate_path.as_ref());
        let mut checks = TokenStream::new();
        for (variant, checked) in self.input.variants.iter().zip(self.checked) {
            for demand in &checked.demands {
                let check = demand_check(self.input, variant, demand, generic);
                checks.extend(if generic {
                    quote!(#check;)
                } else {
                    quote! {
                        const _: () = {
                            use #krate::__private as _privacy;
                            #check
                        };
                    }
                });
            }
        }
        if generic { (checks, TokenStream::new()) } else { (TokenStream::new(), checks) }
    }
}

/// `if <the fact does not hold> { panic!(<the finding>) }`, with the panic on the token to change.
fn demand_check(input: &Input, variant: &Variant, demand: &Demand, generic: bool) -> TokenStream {
    let ty = |index: &usize| {
        let ty = variant.fields[*index].ty.to_token_stream();
        if generic { ty } else { bounds::outside_impl(ty, input) }
    };
    let shape = |index: &usize, fact: &str| {
        let (ty, fact) = (ty(index), Ident::new(fact, Span::call_site()));
        quote!(<#ty as _privacy::DataValue>::SHAPE.#fact)
    };
    let holdings = |index: &usize| {
        let ty = ty(index);
        quote!(<#ty as _privacy::Nested>::HOLDINGS)
    };
    // A record of the type itself tells nothing that its own fields do not.
    let others = |indices: &[usize]| -> Vec<TokenStream> {
        let others =
            indices.iter().filter(|index| !bounds::mentions_self(&variant.fields[**index], input));
        others.map(holdings).collect()
    };
    let fact = match &demand.fact {
        TypeFact::Number(index) => shape(index, "number"),
        TypeFact::Absent(index) => shape(index, "absent"),
        TypeFact::Secret(index) => shape(index, "secret"),
        TypeFact::SomeIdentified(indices) => {
            let nested = others(indices);
            quote!(false #(|| #nested.identified || #nested.unknown)*)
        }
        TypeFact::NoneIdentified(indices) => {
            let nested = others(indices);
            quote!(true #(&& !#nested.identified)*)
        }
        TypeFact::WithinMam(index) => {
            let nested = others(&[*index]);
            quote!(true #(&& !#nested.beyond_mam)*)
        }
        // A fact that this version does not know counts as unfulfilled.
        _ => quote!(false),
    };
    let finding = &demand.finding;
    let panic =
        panic_on(check::tokens(&variant.fields[finding.field], finding), &finding.to_string());
    quote!(if !(#fact) { #panic })
}

/// A panic whose expression spans from the first to the last of `tokens`, which is how the
/// compiler underlines all of them on stable.
fn panic_on(tokens: TokenStream, message: &str) -> TokenStream {
    let mut spans = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => group.span_close(),
        other => other.span(),
    });
    let first = spans.next().unwrap_or_else(Span::call_site);
    let last = spans.last().unwrap_or(first);
    let mut arguments = Group::new(Delimiter::Parenthesis, quote!("{}", #message));
    arguments.set_span(last);
    let path = quote_spanned!(first=> _privacy::core::panic!);
    quote!(#path #arguments)
}

/// A length as the table holds it. No source text is longer than 4 GiB.
fn length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The line where a token stands; outside of a compiler, none.
fn line(span: Span) -> u32 {
    if proc_macro::is_available() { length(span.unwrap().line()) } else { 0 }
}

/// The constant of an item, with the span of the user's word for it, so that an editor shows its
/// documentation there.
fn item_path(field: &Field, item: &Item) -> TokenStream {
    let span = match (&field.tokens.item, &field.member) {
        (Some(path), _) => path.segments.last().map(|segment| segment.ident.span()),
        (None, Member::Named(ident)) => Some(ident.span()),
        (None, Member::Unnamed(Index { span, .. })) => Some(*span),
    };
    let category = Ident::new(item.category.as_str(), Span::call_site());
    let name = Ident::new(&item.name.to_uppercase(), span.unwrap_or_else(Span::call_site));
    quote!(_privacy::rows::#category::#name)
}

fn select(arms: &[TokenStream], otherwise: &TokenStream) -> TokenStream {
    if arms.is_empty() {
        return quote!({ let _ = __index; #otherwise });
    }
    quote! {
        match __index {
            #(#arms)*
            _ => #otherwise,
        }
    }
}
