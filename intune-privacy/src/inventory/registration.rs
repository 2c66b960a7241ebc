//! How a type becomes known to the program.

use alloc::string::String;
use alloc::vec::Vec;
use alloc::{borrow::ToOwned, format};
use core::any;

use super::field::FieldEntry;
use super::ground::Ground;
use super::record::RecordEntry;
use crate::schema::{Classified, Inner, Schema};

/// A type, as the derive registers it.
#[derive(Clone, Copy, Debug)]
pub struct Registration {
    schema: &'static Schema,
    /// The name of a type that is or holds the one of the schema, with its parameters.
    type_name: fn() -> &'static str,
}

::inventory::collect!(Registration);

impl Registration {
    /// The registration of `T`.
    pub const fn of<T: Classified>() -> Self {
        Self { schema: T::SCHEMA, type_name: any::type_name::<T> }
    }

    /// Whether the type is one of this crate.
    pub(super) fn is_own(&self) -> bool {
        let krate = |path: &'static str| path.split("::").next();
        krate(self.schema.module()) == krate(module_path!())
    }

    fn of_inner(inner: Inner) -> Self {
        Self { schema: inner.schema, type_name: inner.type_name }
    }

    /// What the type holds, and the types that it holds.
    pub(super) fn entry(&self) -> (RecordEntry, Vec<Self>) {
        let schema = self.schema;
        let mut inner = Vec::new();
        let mut fields = Vec::new();
        for variant in schema.variants() {
            for field in variant.fields() {
                let nested = field.inner().map(Self::of_inner);
                let name = if schema.is_enum() {
                    format!("{}.{}", variant.name(), field.name())
                } else {
                    field.name().to_owned()
                };
                fields.push(FieldEntry {
                    name,
                    key: Some(field.key().to_owned()),
                    type_name: Some(field.type_name().to_owned()),
                    line: field.line(),
                    class: field.class(),
                    item: field.item(),
                    ground: Ground::of(field, variant, schema),
                    required: field.is_required(),
                    mam: field.is_mam(),
                    subject: field.is_subject(),
                    secret: field.is_secret(),
                    nested: nested.map(|it| it.name()),
                    action: None,
                });
                inner.extend(nested);
            }
        }
        let record = RecordEntry {
            name: self.name(),
            file: Some(file(schema.file())).filter(|file| !file.is_empty()),
            line: schema.line(),
            category: schema.category(),
            tied: schema.is_tied(),
            collected_if: schema.collected_if(),
            mam_only: schema.is_mam_only(),
            fields,
        };
        (record, inner)
    }

    /// The path of the type with the types that stand for its parameters.
    fn name(&self) -> String {
        let name = self.schema.name();
        let parameters = parameters((self.type_name)(), name).unwrap_or_default();
        match self.schema.module() {
            "" => format!("{name}{parameters}"),
            module => format!("{module}::{name}{parameters}"),
        }
    }
}

/// What stands in angle brackets behind a name in the name of a type, without lifetimes, which are
/// not the same for every compiler.
fn parameters(type_name: &str, name: &str) -> Option<String> {
    let starts = type_name.match_indices(name).map(|(at, _)| at);
    let mut rests = starts.filter_map(|at| {
        let before = type_name[..at].chars().next_back();
        let is_name = before.is_none_or(|c| !c.is_alphanumeric() && c != '_');
        is_name.then(|| &type_name[at + name.len()..]).filter(|rest| rest.starts_with('<'))
    });
    let rest = rests.next()?;
    let mut depth = 0_usize;
    let end = rest.char_indices().find_map(|(at, c)| {
        match c {
            '<' => depth += 1,
            // The arrow of a function's type closes nothing.
            '>' if !rest[..at].ends_with('-') => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    })?;
    let text = rest[..=end].replace("'_, ", "").replace("<'_>", "");
    (!text.is_empty()).then_some(text)
}

/// A file by a name that says nothing about the machine: of a dependency, from its own folder on.
fn file(name: &str) -> String {
    let name = name.replace('\\', "/");
    let is_absolute = name.starts_with('/') || name.get(1..3) == Some(":/");
    if !is_absolute {
        return name;
    }
    let source = name.rfind("/src/").unwrap_or(name.rfind('/').unwrap_or_default());
    let start = name[..source].rfind('/').map_or(0, |at| at + 1);
    name[start..].trim_start_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Registration, file, parameters};
    use crate::inventory::Inventory;

    /// Every type that is linked here is one of this crate.
    #[test]
    fn types_of_this_crate_are_not_listed_by_themselves() {
        if cfg!(feature = "audit") {
            assert!(::inventory::iter::<Registration>.into_iter().next().is_some());
        }
        assert_eq!(Inventory::linked(), Inventory::default());
    }

    #[test]
    fn only_parameters_that_are_types_are_part_of_a_name() {
        for (type_name, name, expected) in [
            ("app::Device", "Device", None),
            ("app::Device<'_>", "Device", None),
            ("app::Page<app::Device>", "Page", Some("<app::Device>")),
            ("app::Page<'_, app::Device<'_>>", "Page", Some("<app::Device>")),
            (
                "core::option::Option<alloc::vec::Vec<app::Page<app::Device, 3>>>",
                "Page",
                Some("<app::Device, 3>"),
            ),
            ("app::HomePage<app::Page<u8>>", "Page", Some("<u8>")),
            ("app::Page<fn(u8) -> u8>", "Page", Some("<fn(u8) -> u8>")),
            ("app::Page<", "Page", None),
        ] {
            assert_eq!(parameters(type_name, name).as_deref(), expected, "{type_name}");
        }
    }

    #[test]
    fn the_name_of_a_file_says_nothing_of_the_machine() {
        for (name, shown) in [
            ("src/device.rs", "src/device.rs"),
            ("crates\\fleet\\src\\lib.rs", "crates/fleet/src/lib.rs"),
            ("/home/adele/registry/fleet-1.0.0/src/device/id.rs", "fleet-1.0.0/src/device/id.rs"),
            ("C:\\Users\\adele\\fleet\\src\\lib.rs", "fleet/src/lib.rs"),
            ("/home/adele/fleet/device.rs", "fleet/device.rs"),
            ("/device.rs", "device.rs"),
        ] {
            assert_eq!(file(name), shown);
        }
    }
}
