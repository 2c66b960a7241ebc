//! What can be told of a field's type from the way it is written.

use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::{Expr, GenericArgument, Lit, Path, PathArguments, Type};

/// A type without what it is wrapped in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) kind: Kind,
    /// The name that the type has in the files, if they declare it.
    pub(super) name: Option<String>,
    /// It can stand for "not collected": an `Option`, a list, a set or a map.
    pub(super) absent: bool,
}

/// What a type holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Bool,
    Integer,
    Float,
    Bytes,
    Guid,
    IpAddress,
    Path,
    Url,
    Time,
    Duration,
    Json,
    Secret,
    /// Some other type.
    Other,
    /// One of several names: an enum without fields.
    Names,
    /// A parameter of the type that declares the field.
    Parameter,
    /// Several values, such as a tuple.
    Several,
    /// A type that is no value, such as a function.
    NoValue,
}

impl Form {
    /// The form of a type as it is written, in a declaration with these parameters.
    pub(super) fn of(ty: &Type, parameters: &[Ident]) -> Self {
        let mut form = Self { kind: Kind::NoValue, name: None, absent: false };
        let mut ty = ty;
        // Each turn takes one wrapper off.
        loop {
            ty = match ty {
                Type::Paren(inner) => &inner.elem,
                Type::Group(inner) => &inner.elem,
                Type::Reference(inner) => {
                    form.absent |= matches!(*inner.elem, Type::Slice(_));
                    &inner.elem
                }
                Type::Slice(inner) if is_byte(&inner.elem) => return form.with(Kind::Bytes),
                Type::Slice(inner) => &inner.elem,
                Type::Array(inner) => {
                    if is_byte(&inner.elem) {
                        let guid = matches!(&inner.len, Expr::Lit(len) if is_16(&len.lit));
                        return form.with(if guid { Kind::Guid } else { Kind::Bytes });
                    }
                    &inner.elem
                }
                Type::Tuple(_) => return form.with(Kind::Several),
                Type::Path(path) if path.qself.is_none() => {
                    let Some(segment) = path.path.segments.last() else { return form };
                    let name = segment.ident.unraw().to_string();
                    if path.path.get_ident().is_some_and(|ident| parameters.contains(ident)) {
                        return form.with(Kind::Parameter);
                    }
                    let arguments = arguments(&segment.arguments);
                    match (&*name, &*arguments) {
                        (
                            "Vec" | "VecDeque" | "LinkedList" | "BinaryHeap" | "BTreeSet"
                            | "HashSet",
                            [inner, ..],
                        ) => {
                            form.absent = true;
                            if is_byte(inner) {
                                return form.with(Kind::Bytes);
                            }
                            inner
                        }
                        ("Option", [inner]) | ("BTreeMap" | "HashMap", [_, inner, ..]) => {
                            form.absent = true;
                            inner
                        }
                        ("Box" | "Rc" | "Arc" | "Cow", [inner]) => {
                            form.absent |= matches!(inner, Type::Slice(_));
                            inner
                        }
                        ("Wrapping" | "Saturating" | "NonZero", [inner]) => inner,
                        _ => {
                            // JSON can be `null`.
                            let kind = of_path(&path.path, &name, arguments.is_empty());
                            form.absent |= kind == Kind::Json;
                            // A path to another crate is no type of the files by the same name.
                            let own = kind == Kind::Other || path.path.segments.len() == 1;
                            form.name = own.then_some(name);
                            return form.with(kind);
                        }
                    }
                }
                _ => return form,
            }
        }
    }

    fn with(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }
}

/// The types among generic arguments.
fn arguments(arguments: &PathArguments) -> Vec<&Type> {
    let PathArguments::AngleBracketed(arguments) = arguments else { return Vec::new() };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect()
}

fn is_byte(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident("u8"))
}

fn is_16(literal: &Lit) -> bool {
    matches!(literal, Lit::Int(int) if int.base10_digits() == "16")
}

/// What a type of that name is: of the standard library, or of a crate whose types are values.
fn of_path(path: &Path, name: &str, plain: bool) -> Kind {
    match name {
        "Value" | "Map"
            if path.segments.first().is_some_and(|first| first.ident == "serde_json") =>
        {
            Kind::Json
        }
        "String" | "str" | "char" if plain => Kind::Text,
        "bool" => Kind::Bool,
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" | "u8" | "u16" | "u32" | "u64"
        | "usize" | "NonZeroU8" | "NonZeroU16" | "NonZeroU32" | "NonZeroU64" | "NonZeroU128"
        | "NonZeroUsize" | "NonZeroI8" | "NonZeroI16" | "NonZeroI32" | "NonZeroI64"
        | "NonZeroI128" | "NonZeroIsize" | "u128" => Kind::Integer,
        "f32" | "f64" => Kind::Float,
        "Uuid" if plain => Kind::Guid,
        "IpAddr" | "Ipv4Addr" | "Ipv6Addr" | "SocketAddr" | "SocketAddrV4" | "SocketAddrV6" => {
            Kind::IpAddress
        }
        "Path" | "PathBuf" => Kind::Path,
        "Url" if plain => Kind::Url,
        "SystemTime" | "NaiveDateTime" | "NaiveDate" | "OffsetDateTime" | "PrimitiveDateTime"
        | "UtcDateTime" | "Timestamp" | "Zoned" | "DateTime" => Kind::Time,
        "Duration" | "TimeDelta" => Kind::Duration,
        "SecretString" | "SecretBox" | "SecretSlice" => Kind::Secret,
        _ => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, Kind};

    #[track_caller]
    fn of(ty: &str) -> (Kind, bool) {
        let parameter = syn::parse_str("T").expect("a name");
        let form = Form::of(&syn::parse_str(ty).expect("a type"), &[parameter]);
        (form.kind, form.absent)
    }

    #[test]
    fn wrappers_are_looked_through() {
        for (ty, kind, absent) in [
            ("String", Kind::Text, false),
            ("std::string::String", Kind::Text, false),
            ("Option<Box<str>>", Kind::Text, true),
            ("&'a str", Kind::Text, false),
            ("Cow<'static, str>", Kind::Text, false),
            ("&[String]", Kind::Text, true),
            ("Box<[u64]>", Kind::Integer, true),
            ("[u64; 4]", Kind::Integer, false),
            ("[u8; 16]", Kind::Guid, false),
            ("Vec<u8>", Kind::Bytes, true),
            ("HashMap<String, Vec<Device>>", Kind::Other, true),
            ("BTreeMap<u8, T>", Kind::Parameter, true),
            ("chrono::DateTime<Utc>", Kind::Time, false),
            ("serde_json::Value", Kind::Json, true),
            ("(String, u8)", Kind::Several, false),
            ("fn() -> u8", Kind::NoValue, false),
            ("Box<dyn Error>", Kind::NoValue, false),
            ("*const u8", Kind::NoValue, false),
            ("r#type", Kind::Other, false),
            ("<T as Trait>::Out", Kind::NoValue, false),
        ] {
            assert_eq!(of(ty), (kind, absent), "{ty}");
        }
    }
}
