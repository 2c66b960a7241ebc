//! What reads source text, on arbitrary text: the derive and the command `suggest`.
//!
//! A crate of procedural macros exports nothing but macros, so the modules of the derive are
//! included here, at the root as in their own crate. So are those of the command, which is part of a
//! binary.

extern crate proc_macro;

#[path = "../../../intune-privacy-derive/src/attribute.rs"]
mod attribute;
#[path = "../../../intune-privacy-derive/src/bounds.rs"]
mod bounds;
#[path = "../../../intune-privacy-derive/src/check.rs"]
mod check;
#[path = "../../../intune-privacy-derive/src/diagnostics.rs"]
mod diagnostics;
#[path = "../../../intune-privacy-derive/src/emit.rs"]
mod emit;
#[path = "../../../intune-privacy-derive/src/expansion.rs"]
mod expansion;
#[path = "../../../intune-privacy-derive/src/input.rs"]
mod input;
#[path = "../../../intune-privacy-derive/src/parse.rs"]
mod parse;
#[path = "../../../intune-privacy-derive/src/serde_form.rs"]
mod serde_form;
#[path = "../../../intune-privacy-derive/src/value.rs"]
mod value;

/// Modules of the command line; `suggest` finds the others at the root.
#[path = "../../../intune-privacy/src/bin/intune-privacy"]
mod command {
    #[allow(dead_code)] // The binary uses all of it.
    pub(crate) mod failure;
    #[allow(dead_code)]
    pub(crate) mod printable;
    #[allow(dead_code)]
    pub(crate) mod suggest;
}

use command::{failure, printable, suggest};

pub mod fuzzing;
