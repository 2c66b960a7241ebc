//! Files that are read: an inventory, or what belongs to it.

use std::path::Path;

use intune_privacy::inventory::{Inventory, InventoryError};

use crate::failure::Failure;
use crate::input::{self, InputError};

/// The largest file. An inventory of ten thousand types takes a few megabytes.
const LARGEST: u64 = 64 << 20;

/// Reads an inventory: a lock file, or JSON.
pub(super) fn inventory(file: &Path) -> Result<Inventory, Failure> {
    let text = text(file)?;
    Inventory::parse(&text).map_err(|error| {
        let name = input::name(file);
        Failure::Unreadable(match error {
            InventoryError::Malformed { line, column, .. } => {
                format!("{name}:{line}:{column}: this is no inventory of intune-privacy")
            }
            other => format!("{name}: {other}"),
        })
    })
}

/// Reads a text.
pub(super) fn text(file: &Path) -> Result<String, Failure> {
    input::read(file, LARGEST).map_err(|error| {
        let name = input::name(file);
        Failure::Unreadable(match error {
            InputError::Unreadable(error) => format!("{name}: cannot read: {error}"),
            InputError::TooLarge => format!("{name}: larger than 64 MiB, which no inventory is"),
            InputError::NotUtf8(before) => {
                format!("{name}:{}: this is no UTF-8 text", before.split('\n').count())
            }
        })
    })
}
