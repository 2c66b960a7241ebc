//! How serde writes the type: the `#[serde(...)]` attributes that decide about names and shape.
//!
//! What our JSON cannot follow is refused, and so is what we do not know; nothing is ignored that
//! could make the two differ.

use syn::ext::IdentExt;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, ExprPath, Ident, LitStr, Token};

use crate::diagnostics::Diagnostics;

/// The container's part.
#[derive(Default)]
pub(crate) struct ContainerForm {
    pub(crate) rename: Option<String>,
    pub(crate) rename_all: Option<Case>,
    pub(crate) rename_all_fields: Option<Case>,
    pub(crate) tag: Option<String>,
    pub(crate) content: Option<String>,
    pub(crate) untagged: bool,
    pub(crate) transparent: bool,
}

/// A variant's part.
#[derive(Default)]
pub(crate) struct VariantForm {
    pub(crate) rename: Option<String>,
    pub(crate) rename_all: Option<Case>,
    pub(crate) skipped: bool,
    pub(crate) untagged: bool,
}

/// A field's part.
#[derive(Default)]
pub(crate) struct FieldForm {
    pub(crate) rename: Option<String>,
    pub(crate) skipped: bool,
    pub(crate) skipped_if: Option<ExprPath>,
    pub(crate) flattened: bool,
    /// The function that serde writes the field with.
    pub(crate) written_with: Option<ExprPath>,
}

/// A rule of `rename_all`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

impl Case {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "lowercase" => Self::Lower,
            "UPPERCASE" => Self::Upper,
            "PascalCase" => Self::Pascal,
            "camelCase" => Self::Camel,
            "snake_case" => Self::Snake,
            "SCREAMING_SNAKE_CASE" => Self::ScreamingSnake,
            "kebab-case" => Self::Kebab,
            "SCREAMING-KEBAB-CASE" => Self::ScreamingKebab,
            _ => return None,
        })
    }

    /// The name of a field, which is in snake case already.
    pub(crate) fn of_field(self, name: &str) -> String {
        match self {
            Self::Lower | Self::Snake => name.into(),
            Self::Upper | Self::ScreamingSnake => name.to_ascii_uppercase(),
            Self::Pascal => pascal(name),
            Self::Camel => lower_first(&pascal(name)),
            Self::Kebab => name.replace('_', "-"),
            Self::ScreamingKebab => name.to_ascii_uppercase().replace('_', "-"),
        }
    }

    /// The name of a variant, which is in Pascal case already.
    pub(crate) fn of_variant(self, name: &str) -> String {
        match self {
            Self::Pascal => name.into(),
            Self::Lower => name.to_ascii_lowercase(),
            Self::Upper => name.to_ascii_uppercase(),
            Self::Camel => lower_first(name),
            Self::Snake => snake(name),
            Self::ScreamingSnake => snake(name).to_ascii_uppercase(),
            Self::Kebab => snake(name).replace('_', "-"),
            Self::ScreamingKebab => snake(name).to_ascii_uppercase().replace('_', "-"),
        }
    }
}

fn pascal(name: &str) -> String {
    let mut pascal = String::new();
    let mut capital = true;
    for c in name.chars() {
        if c == '_' {
            capital = true;
        } else if capital {
            pascal.push(c.to_ascii_uppercase());
            capital = false;
        } else {
            pascal.push(c);
        }
    }
    pascal
}

fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    match chars.next() {
        Some(first) => first.to_ascii_lowercase().to_string() + chars.as_str(),
        None => String::new(),
    }
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for (index, c) in name.char_indices() {
        if index > 0 && c.is_uppercase() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}

impl ContainerForm {
    pub(crate) fn parse(attributes: &[Attribute], diagnostics: &Diagnostics) -> Self {
        let mut form = Self::default();
        each(attributes, diagnostics, |key, meta| {
            match key {
                "rename" => form.rename = names(meta)?.or(form.rename.take()),
                "rename_all" => form.rename_all = case(meta, diagnostics)?.or(form.rename_all),
                "rename_all_fields" => {
                    form.rename_all_fields = case(meta, diagnostics)?.or(form.rename_all_fields);
                }
                "tag" => form.tag = Some(text(meta)?.value()),
                "content" => form.content = Some(text(meta)?.value()),
                "untagged" => form.untagged = true,
                "transparent" => form.transparent = true,
                "into" | "remote" => {
                    skip_value(meta)?;
                    refuse(key, "the JSON would be that of another type", meta, diagnostics);
                }
                // They bear on deserialization, bounds or paths only.
                "deny_unknown_fields"
                | "default"
                | "bound"
                | "from"
                | "try_from"
                | "crate"
                | "expecting"
                | "variant_identifier"
                | "field_identifier" => skip_value(meta)?,
                _ => unknown(key, meta, diagnostics)?,
            }
            Ok(())
        });
        form
    }
}

impl VariantForm {
    pub(crate) fn parse(attributes: &[Attribute], diagnostics: &Diagnostics) -> Self {
        let mut form = Self::default();
        each(attributes, diagnostics, |key, meta| {
            match key {
                "rename" => form.rename = names(meta)?.or(form.rename.take()),
                "rename_all" => form.rename_all = case(meta, diagnostics)?.or(form.rename_all),
                "skip" | "skip_serializing" => form.skipped = true,
                "untagged" => form.untagged = true,
                "with" | "serialize_with" => {
                    skip_value(meta)?;
                    refuse(key, "the fields of the variant would not be seen", meta, diagnostics);
                }
                "alias" | "skip_deserializing" | "deserialize_with" | "bound" | "borrow"
                | "other" => skip_value(meta)?,
                _ => unknown(key, meta, diagnostics)?,
            }
            Ok(())
        });
        form
    }
}

impl FieldForm {
    pub(crate) fn parse(attributes: &[Attribute], diagnostics: &Diagnostics) -> Self {
        let mut form = Self::default();
        each(attributes, diagnostics, |key, meta| {
            match key {
                "rename" => form.rename = names(meta)?.or(form.rename.take()),
                "skip" | "skip_serializing" => form.skipped = true,
                "skip_serializing_if" => form.skipped_if = Some(text(meta)?.parse()?),
                "flatten" => form.flattened = true,
                "serialize_with" => form.written_with = Some(text(meta)?.parse()?),
                "with" => {
                    let module = text(meta)?;
                    let mut path: ExprPath = module.parse()?;
                    path.path.segments.push(Ident::new("serialize", module.span()).into());
                    form.written_with = Some(path);
                }
                "getter" => {
                    skip_value(meta)?;
                    refuse(key, "it belongs to a remote definition", meta, diagnostics);
                }
                "alias" | "default" | "skip_deserializing" | "deserialize_with" | "bound"
                | "borrow" => skip_value(meta)?,
                _ => unknown(key, meta, diagnostics)?,
            }
            Ok(())
        });
        form
    }

    /// Whether serde says anything that changes what is written.
    pub(crate) fn is_plain(&self) -> bool {
        let Self { rename, skipped, skipped_if, flattened, written_with } = self;
        rename.is_none() && !skipped && skipped_if.is_none() && !flattened && written_with.is_none()
    }
}

fn each(
    attributes: &[Attribute],
    diagnostics: &Diagnostics,
    mut visit: impl FnMut(&str, &ParseNestedMeta<'_>) -> syn::Result<()>,
) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        let result = attribute.parse_nested_meta(|meta| {
            let key = meta.path.get_ident().map(|key| key.unraw().to_string());
            visit(&key.unwrap_or_default(), &meta)
        });
        if let Err(error) = result {
            diagnostics.malformed(
                &attribute.meta,
                &format!("this serde attribute cannot be read: {error}"),
                "our JSON follows serde's, so it has to know every attribute",
                "write it as serde's documentation does",
            );
        }
    }
}

fn text(meta: &ParseNestedMeta<'_>) -> syn::Result<LitStr> {
    meta.value()?.parse()
}

/// `= "name"`, or the `serialize` part of `(serialize = "name", deserialize = "name")`.
fn names(meta: &ParseNestedMeta<'_>) -> syn::Result<Option<String>> {
    Ok(names_literal(meta)?.map(|name| name.value()))
}

fn names_literal(meta: &ParseNestedMeta<'_>) -> syn::Result<Option<LitStr>> {
    if meta.input.peek(Token![=]) {
        return text(meta).map(Some);
    }
    let mut name = None;
    meta.parse_nested_meta(|inner| {
        let value = text(&inner)?;
        if inner.path.is_ident("serialize") {
            name = Some(value);
        }
        Ok(())
    })?;
    Ok(name)
}

fn case(meta: &ParseNestedMeta<'_>, diagnostics: &Diagnostics) -> syn::Result<Option<Case>> {
    let Some(name) = names_literal(meta)? else {
        return Ok(None);
    };
    let case = Case::from_name(&name.value());
    if case.is_none() {
        diagnostics.malformed(
            &name,
            &format!("{:?} is no rule of serde's `rename_all`", name.value()),
            "the rules are lowercase, UPPERCASE, PascalCase, camelCase, snake_case, \
             SCREAMING_SNAKE_CASE, kebab-case and SCREAMING-KEBAB-CASE",
            "write `\"camelCase\"`",
        );
    }
    Ok(case)
}

/// Skips `= value` or `(...)` after a key that does not matter here.
fn skip_value(meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    while !meta.input.is_empty() && !meta.input.peek(Token![,]) {
        meta.input.parse::<proc_macro2::TokenTree>()?;
    }
    Ok(())
}

fn refuse(key: &str, why: &str, meta: &ParseNestedMeta<'_>, diagnostics: &Diagnostics) {
    diagnostics.malformed(
        &meta.path,
        &format!("serde's `{key}` cannot be followed"),
        why,
        "classify the type that serde writes instead",
    );
}

fn unknown(key: &str, meta: &ParseNestedMeta<'_>, diagnostics: &Diagnostics) -> syn::Result<()> {
    skip_value(meta)?;
    diagnostics.malformed(
        &meta.path,
        &format!("the serde attribute `{key}` is unknown here"),
        "our JSON follows serde's, so an attribute that we do not know is refused",
        &format!("remove `{key}`"),
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Case;

    #[test]
    fn fields_and_variants_are_renamed_as_serde_does() {
        let rules = [
            ("lowercase", "serial_number", "entrajoined"),
            ("UPPERCASE", "SERIAL_NUMBER", "ENTRAJOINED"),
            ("PascalCase", "SerialNumber", "EntraJoined"),
            ("camelCase", "serialNumber", "entraJoined"),
            ("snake_case", "serial_number", "entra_joined"),
            ("SCREAMING_SNAKE_CASE", "SERIAL_NUMBER", "ENTRA_JOINED"),
            ("kebab-case", "serial-number", "entra-joined"),
            ("SCREAMING-KEBAB-CASE", "SERIAL-NUMBER", "ENTRA-JOINED"),
        ];
        for (name, field, variant) in rules {
            let case = Case::from_name(name).expect("a rule of serde");
            assert_eq!(case.of_field("serial_number"), field);
            assert_eq!(case.of_variant("EntraJoined"), variant);
        }
        assert!(Case::from_name("camelcase").is_none());
        assert_eq!(Case::Camel.of_variant("Éclair"), "Éclair");
    }
}
