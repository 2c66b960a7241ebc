//! A file of facts to fill in.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

use crate::inventory::lock::quoted;
use crate::inventory::record::module;
use crate::inventory::{FieldEntry, Inventory, RecordEntry};

const HEAD: &str = r#"# What the record of processing activities has to say (GDPR, Regulation (EU) 2016/679, Article 30)
# and the code does not know. Take away the `# ` before what you state. What is left out is listed
# in the record as an open point; `false` and an empty list state that there is none.

# Article 30(1)(a), where applicable: none, or a table as of the controller, further below.
# joint_controllers = []
# representative = false
# data_protection_officer = false

# Article 30(1)(g): a general description of the measures of Article 32(1).
# security = ["encryption at rest", "access by role"]

# Article 30(1)(a).
[controller]
# name = "Contoso Ltd"
# contact = "1 Example Street, Oslo"

# [data_protection_officer]
# name = "The data protection officer"
# contact = "dpo@contoso.example"
"#;

const ACTIVITY: &str = r#"# purposes = ["to keep devices up to date"]                          # Article 30(1)(b)
# legal_basis = "Article 6(1)(f): the security of the network"       # Article 6(1)
# data_subjects = ["employees"]                                      # Article 30(1)(c)
# recipients = ["the help desk"]                                     # Article 30(1)(d)
# transfers = [{ to = "a third country", safeguards = "adequacy" }]  # Article 30(1)(e)
# retention = "12 months after a device is retired"                  # Article 30(1)(f)
# security = ["two persons approve a wipe"]                          # Article 30(1)(g)
"#;

/// The text: an activity for each module.
pub(super) fn write(inventory: &Inventory) -> String {
    let mut modules: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for record in inventory.records() {
        if record.fields().iter().any(FieldEntry::is_personal) {
            let names = modules.entry(title(record)).or_default();
            if !names.contains(&record.name()) {
                names.push(record.name());
            }
        }
    }
    let mut out = String::from(HEAD);
    for (title, names) in modules {
        // A string takes everything.
        let _ = writeln!(out, "\n[[activities]]\nname = {}\nrecords = [", quoted(title));
        for name in names {
            let _ = writeln!(out, "    {},", quoted(name));
        }
        out.push_str("]\n");
        out.push_str(ACTIVITY);
    }
    out
}

/// The module, or the type if it is in none. An empty name is none.
fn title(record: &RecordEntry) -> &str {
    let title = module(record.name()).unwrap_or(record.name());
    if title.trim().is_empty() { "activity" } else { title }
}
