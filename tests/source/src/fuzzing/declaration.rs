//! Declarations that are nearly right: bytes choose among the words of the grammar and its mistakes.

use arbitrary::Unstructured;
use intune_privacy_taxonomy::items;

/// The keys of a field and of a type, and what they may be misspelt as.
const KEYS: &[&str] = &[
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
    "category",
    "tied",
    "collected_if",
    "workload",
    "crate",
    "identifed",
    "requird",
    "non_personel",
    "catgory",
    "r#item",
    "type",
    "nonsense",
    "_",
    "Self",
];

/// What may stand after a key.
const VALUES: &[&str] = &[
    "hardware_inventory",
    "user",
    "device_data",
    "admin_data",
    "user::principal_name",
    "hardware_inventory::serial_number",
    "device_data::intune_device_id",
    "serial_number",
    "::user::principal_name",
    "a::b::c",
    "user::",
    "\"user::principal_name\"",
    "\"why it is held\"",
    "\"\"",
    "\" \"",
    "r\"raw\"",
    "b\"bytes\"",
    "mam",
    "optional_data_consent",
    "managed_apps_only",
    "entra_joined",
    "mdm_enrolled",
    "corporate_owned",
    "threat_status_with_mtd",
    "friendly_name",
    "module",
    "crate::module",
    "super::m",
    "::intune_privacy",
    "\"::intune_privacy\"",
    "1",
    "-1.5",
    "'a'",
    "'a",
    "true",
    "(a, b)",
    "[a]",
    "{ a }",
    "<T as U>::V",
    "fn()",
    "|x| x",
    "r#type",
    "=",
    "==",
    "user::principal_name, identified",
    "#[data]",
    "a b",
    "&'static str",
    "x!()",
];

/// Keys of serde's attributes, with what may follow them.
const SERDE: &[&str] = &[
    "rename = \"a\"",
    "rename = \"\"",
    "rename(serialize = \"a\", deserialize = \"b\")",
    "rename = 1",
    "rename",
    "rename_all = \"camelCase\"",
    "rename_all = \"nonsense\"",
    "rename_all_fields = \"kebab-case\"",
    "rename_all(serialize = \"PascalCase\")",
    "skip",
    "skip_serializing",
    "skip_serializing_if = \"Option::is_none\"",
    "skip_deserializing",
    "flatten",
    "transparent",
    "untagged",
    "other",
    "tag = \"t\"",
    "content = \"c\"",
    "with = \"module\"",
    "serialize_with = \"f\"",
    "serialize_with = \"not a path\"",
    "getter = \"f\"",
    "into = \"String\"",
    "from = \"String\"",
    "remote = \"R\"",
    "alias = \"b\"",
    "default",
    "default = \"f\"",
    "bound = \"T: Clone\"",
    "borrow",
    "deny_unknown_fields",
    "crate = \"serde\"",
    "variant_identifier",
    "= 1",
    "::",
    "nonsense(a(b))",
];

const TYPES: &[&str] = &[
    "String",
    "&'a str",
    "&'static str",
    "bool",
    "u8",
    "u64",
    "i32",
    "f64",
    "char",
    "()",
    "Uuid",
    "T",
    "Self",
    "Device",
    "super::Device",
    "[u8; 16]",
    "[u8; N]",
    "&'a [u8]",
    "SecretString",
    "secrecy::SecretBox<str>",
    "DateTime<Utc>",
    "serde_json::Value",
    "dyn Fn(u8) -> u8",
    "fn(u8) -> String",
    "impl Trait",
    "!",
    "_",
    "*const u8",
    "<T as U>::V",
    "(u8, String)",
    "m!()",
    "r#type",
    "IpAddr",
    "PathBuf",
    "SystemTime",
    "std::collections::HashMap<String, u8>",
    "Cow<'a, str>",
    "PhantomData<T>",
    "[[[u8; 2]; 2]; 2]",
    "for<'b> fn(&'b str)",
    "T::Item",
];

const NAMES: &[&str] = &[
    "id",
    "name",
    "r#type",
    "users",
    "is_encrypted",
    "version",
    "model",
    "inner",
    "deviceName",
    "_x",
    "password",
    "browsing_history",
    "sms",
    "count",
    "self_",
    "é",
    "device",
    "private_key",
    "T",
    "azure_ad_device_id",
    "manager",
    "size",
];

/// Writes declarations, as the bytes choose.
pub(super) struct Writer<'a> {
    bytes: Unstructured<'a>,
    /// Whether there are attributes of the crate's own.
    annotated: bool,
}

impl<'a> Writer<'a> {
    /// A writer of declarations with `#[data(...)]`.
    pub(super) fn annotated(data: &'a [u8]) -> Self {
        Self { bytes: Unstructured::new(data), annotated: true }
    }

    fn below(&mut self, end: usize) -> usize {
        self.bytes.choose_index(end).unwrap_or_default()
    }

    fn one_in(&mut self, count: usize) -> bool {
        // Without bytes there is nothing more.
        !self.bytes.is_empty() && self.below(count) == count - 1
    }

    fn pick<'b>(&mut self, words: &[&'b str]) -> &'b str {
        words[self.below(words.len())]
    }

    /// As many as the bytes say, fewer than `end`.
    fn some(&mut self, end: usize, mut write: impl FnMut(&mut Self) -> String) -> Vec<String> {
        let count = self.below(end);
        (0..count).map(|_| write(self)).collect()
    }

    /// A writer of declarations without.
    pub(super) fn plain(data: &'a [u8]) -> Self {
        Self { bytes: Unstructured::new(data), annotated: false }
    }

    /// A file of declarations, with what may be around them.
    pub(super) fn file(&mut self) -> String {
        let start = self.pick(&["", "", "", "\u{feff}", "#!/usr/bin/env rust\n", "#![allow(x)]\n"]);
        let body = self.items(3);
        let end = self.pick(&["", "\n", " // end", "/* end */", "\u{feff}"]);
        let file = format!("{start}{body}{end}");
        if self.one_in(4) { file.replace('\n', "\r\n") } else { file }
    }

    fn items(&mut self, depth: usize) -> String {
        self.some(6, |writer| writer.item(depth)).concat()
    }

    fn item(&mut self, depth: usize) -> String {
        let space = self.pick(&["\n", "\n\n", " ", "", "\n\t", " /* é */ ", "\r\n", " // a\n"]);
        let item = match self.below(12) {
            0 if depth > 0 => {
                format!("mod {} {{{}}}", self.pick(&["m", "n"]), self.items(depth - 1))
            }
            1 if depth > 0 => format!("fn f() {{ let x = 1; {} }}", self.items(depth - 1)),
            2 => self
                .pick(&[
                    "use intune_privacy::Classified;",
                    "use intune_privacy::{Classified, DataValue};",
                    "use intune_privacy::*;",
                    "use serde as intune_privacy;",
                    "type Name = Option<Device>;",
                    "type Device = User; type User = Device;",
                    "impl std::fmt::Debug for Device {}",
                    "impl<T> Debug for User {}",
                    "m! { struct Device { serial_number: String } }",
                    "// DECIDE(intune-privacy): a field\n",
                    "const X: &str = \"DECIDE(intune-privacy)\";",
                    "trait Tr { type T; }",
                ])
                .into(),
            3 => String::from("struct Serial(String);"),
            4 => String::from("#[derive(Debug)] pub enum State { On, Off }"),
            _ => self.declaration(),
        };
        format!("{space}{item}")
    }

    /// A struct, an enum or, rarely, a union.
    pub(super) fn declaration(&mut self) -> String {
        let attributes = self.attributes(true);
        let visibility = self.pick(&["", "pub ", "pub(crate) ", "pub(in a::b) "]);
        let name = self.pick(&["Device", "User", "r#type", "ManagedDevice", "é", "T"]);
        let generics = self.generics();
        let clause =
            self.pick(&["", "", "", " where T: Clone", " where", " where 'a: 'b, T: 'a + ?Sized"]);
        let body = match self.below(8) {
            0..4 => format!("struct {name}{generics}{clause} {}", self.named()),
            4 => format!("struct {name}{generics}{}{clause};", self.tuple()),
            5 => format!("struct {name}{generics}{clause};"),
            6 => {
                let variants = self.some(5, Self::variant).join(", ");
                format!("enum {name}{generics}{clause} {{ {variants} }}")
            }
            _ => format!("union {name}{generics}{clause} {}", self.named()),
        };
        format!("{attributes}{visibility}{body}")
    }

    fn generics(&mut self) -> &'static str {
        self.pick(&[
            "",
            "",
            "",
            "<T>",
            "<'a>",
            "<'a, T>",
            "<const N: usize>",
            "<'a: 'a, T: Clone + 'a = u8>",
            "<>",
            "<T: ?Sized, const N: usize = 3>",
            "<#[cfg(x)] T>",
            "<'a, 'b, T, U, const N: u8>",
        ])
    }

    fn variant(&mut self) -> String {
        let attributes = self.attributes(false);
        let name = self.pick(&["A", "B", "Unknown", "r#Fn", "É"]);
        let fields = match self.below(4) {
            0 => self.named(),
            1 => self.tuple(),
            2 => String::from(" = 3"),
            _ => String::new(),
        };
        format!("{attributes}{name}{fields}")
    }

    fn named(&mut self) -> String {
        let fields = self.some(6, |writer| {
            let (attributes, visibility) = (writer.attributes(false), writer.pick(&["", "pub "]));
            format!("{attributes}{visibility}{}: {}", writer.name(), writer.ty(3))
        });
        let (start, between, end) = match self.below(6) {
            0..3 => ("\n    ", ",\n    ", ",\n"),
            3 => ("", ",", ""),
            4 => ("\n\t// a\n\t", ", // \u{202e} b\n\t", "\n"),
            _ => (" ", ", ", " "),
        };
        if fields.is_empty() {
            return "{}".into();
        }
        format!("{{{start}{}{end}}}", fields.join(between))
    }

    fn tuple(&mut self) -> String {
        let fields = self.some(4, |writer| {
            let (attributes, visibility) = (writer.attributes(false), writer.pick(&["", "pub "]));
            format!("{attributes}{visibility}{}", writer.ty(3))
        });
        format!("({})", fields.join(", "))
    }

    fn name(&mut self) -> &'static str {
        if self.one_in(3) {
            self.pick(NAMES)
        } else {
            let index = self.below(items::ALL.len());
            items::ALL[index].name
        }
    }

    fn ty(&mut self, depth: usize) -> String {
        let wrapper = if depth == 0 { 9 } else { self.below(16) };
        match wrapper {
            0 | 1 => format!("Option<{}>", self.ty(depth - 1)),
            2 => format!("Vec<{}>", self.ty(depth - 1)),
            3 => format!("Box<{}>", self.ty(depth - 1)),
            4 => format!("({}, {})", self.ty(depth - 1), self.ty(depth - 1)),
            5 => format!("&'a mut {}", self.ty(depth - 1)),
            6 => format!("BTreeMap<String, {}>", self.ty(depth - 1)),
            7 => format!("[{}; N]", self.ty(depth - 1)),
            8 => format!("Foreign<'a, {}, 3>", self.ty(depth - 1)),
            _ => self.pick(TYPES).into(),
        }
    }

    fn attributes(&mut self, of_type: bool) -> String {
        let attributes = self.some(3, |writer| match writer.below(if of_type { 8 } else { 6 }) {
            0..3 if writer.annotated => writer.data(),
            3 => format!("#[serde({})]", writer.some(4, |it| it.pick(SERDE).into()).join(", ")),
            4 => String::from("/// A line.\n"),
            5 => String::from("#[cfg_attr(x, serde(skip), derive(Debug))]"),
            6 => format!(
                "#[derive({})]",
                writer.pick(&["Clone, Debug", "Clone", "", "std::fmt::Debug,", "Debug", "a b"])
            ),
            7 => format!("#[repr({})]", writer.pick(&["C", "packed", "C, packed(2)", "u8"])),
            _ => String::from("#[allow(unused)]"),
        });
        attributes.concat()
    }

    fn data(&mut self) -> String {
        if self.one_in(12) {
            return self
                .pick(&["#[data]", "#[data = 1]", "#[data[item]]", "#[data{}]", "#[a::data(x)]"])
                .into();
        }
        let comma = self.pick(&[", ", ", ", ", ", ",, ", " "]);
        let entries = self.some(6, |writer| {
            let key = writer.pick(KEYS);
            match writer.below(8) {
                0..5 => key.into(),
                5 => format!("{key} = {}", writer.pick(VALUES)),
                6 => format!("{key}({})", writer.pick(VALUES)),
                _ => format!("{key} {}", writer.pick(VALUES)),
            }
        });
        format!("#[data({})]", entries.join(comma))
    }
}
