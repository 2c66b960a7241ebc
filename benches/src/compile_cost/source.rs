//! The source of a crate of many structs with one derive.

use std::fmt::{self, Display, Formatter};

use super::Size;

/// A derive, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derive {
    /// The types alone.
    None,
    /// std's.
    Debug,
    /// serde's.
    Serialize,
    /// Ours.
    Classified,
    /// Ours with the feature `audit`.
    Audit,
    /// Ours with the feature `inventory`.
    Inventory,
}

impl Derive {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::None, Self::Debug, Self::Serialize, Self::Classified, Self::Audit, Self::Inventory];

    /// For readers.
    pub const fn title(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Debug => "derive(Debug)",
            Self::Serialize => "derive(Serialize)",
            Self::Classified => "derive(Classified)",
            Self::Audit => "derive(Classified), feature audit",
            Self::Inventory => "derive(Classified), feature inventory",
        }
    }

    /// In the name of a crate.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Debug => "debug",
            Self::Serialize => "serialize",
            Self::Classified => "classified",
            Self::Audit => "audit",
            Self::Inventory => "inventory",
        }
    }

    /// The feature of ours that it is built with.
    pub(crate) const fn feature(self) -> Option<&'static str> {
        match self {
            Self::Audit => Some("audit"),
            Self::Inventory => Some("inventory"),
            _ => None,
        }
    }

    const fn path(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Debug => Some("Debug"),
            Self::Serialize => Some("serde::Serialize"),
            Self::Classified | Self::Audit | Self::Inventory => Some("intune_privacy::Classified"),
        }
    }

    /// Whether it is of this library.
    pub const fn is_ours(self) -> bool {
        matches!(self, Self::Classified | Self::Audit | Self::Inventory)
    }
}

/// The source of a crate; its `Display` is the text.
///
/// The fields are twelve in turn, as in the record that everything else is measured with. The
/// annotations are those that the rules accept.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// The derive of all structs.
    pub derive: Derive,
    /// How many structs there are, of how many fields.
    pub size: Size,
}

/// Documented fields with their annotations.
const DOCUMENTED: [(&str, &str); 8] = [
    ("user_principal_name", "identified, required, mam"),
    ("device_name", "identified, required, mam"),
    ("serial_number", "identified, required"),
    ("imei", "identified, required"),
    ("ip_address", "identified, required"),
    ("wifi_mac_address", "identified, required"),
    ("user_phone_number", "identified, required"),
    ("intune_device_id", "identified, required, mam"),
];
const UNDOCUMENTED: &str = "identified, undocumented = \"free text\"";

impl Display for Source {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("#![allow(dead_code)]\n")?;
        self.head("User", f)?;
        for (name, data) in [DOCUMENTED[0], DOCUMENTED[1], DOCUMENTED[6]] {
            self.field(data, name, "String", f)?;
        }
        f.write_str("}\n")?;
        for number in 1..=self.size.structs {
            self.head(&format!("Device{number}"), f)?;
            for index in 0..self.size.fields as usize {
                let (kind, round) = (index % 12, index / 12);
                let suffix = if round == 0 { String::new() } else { format!("_{round}") };
                let name = |name| format!("{name}{suffix}");
                match kind {
                    8 => self.field("non_personal", &name("memory"), "u64", f)?,
                    9 => self.field("non_personal", &name("disk"), "u64", f)?,
                    10 => self.field(UNDOCUMENTED, &name("tag"), "Option<String>", f)?,
                    11 => self.field("nested", &name("user"), "User", f)?,
                    kind => {
                        let (field, data) = DOCUMENTED[kind];
                        // Only the first of its name is what the documents list.
                        let data = if round == 0 { data } else { UNDOCUMENTED };
                        self.field(data, &name(field), "String", f)?;
                    }
                }
            }
            f.write_str("}\n")?;
        }
        Ok(())
    }
}

impl Source {
    fn head(&self, name: &str, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("\n")?;
        if let Some(path) = self.derive.path() {
            writeln!(f, "#[derive({path})]")?;
        }
        writeln!(f, "pub struct {name} {{")
    }

    fn field(&self, data: &str, name: &str, ty: &str, f: &mut Formatter<'_>) -> fmt::Result {
        if self.derive.is_ours() {
            writeln!(f, "    #[data({data})]")?;
        }
        writeln!(f, "    pub {name}: {ty},")
    }
}
