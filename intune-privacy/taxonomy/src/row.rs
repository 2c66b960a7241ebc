//! A field of a schema in the form that the derive writes and the run time reads.
//!
//! A table of structs costs the compiler about as much as the rest of the derived code together.
//! So all the texts of a variant's fields are one string, and a [`Row`] says where those of one
//! field stand in it. The rows of a variant are one byte string.
//!
//! The string begins with what `Debug` writes if every field is erased, such as
//! `Device { serial_number: [identified], imei: [identified] }`. A view writes each run of erased
//! fields as one piece of it.

use crate::facts::Class;

/// Where a field's texts stand; and its flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs, reason = "the two sides of it are released together")]
pub struct Row {
    /// Where the head begins: `name: [class]`, of an unnamed field `[class]`.
    pub head: u32,
    /// Where in the head the value stands.
    pub value: u32,
    /// Where the head ends.
    pub end: u32,
    /// Where the name begins.
    pub name_at: u32,
    /// The length of the name.
    pub name: u32,
    /// Where the type begins, with the reason of an undocumented field behind it.
    pub ty_at: u32,
    /// The length of the type.
    pub ty: u32,
    /// The length of the reason.
    pub reason: u32,
    /// Where the name that serde writes begins.
    pub key_at: u32,
    /// The length of the name that serde writes.
    pub key: u32,
    /// The index among the type's nested records, plus 1.
    pub nested: u32,
    /// The line of the file where the field is declared.
    pub line: u32,
    /// Bits of the other facts; from [`CLASS`] on the class, and from [`SLOT`] on what a policy decides
    /// by.
    pub flags: u32,
}

/// The data is required.
pub const REQUIRED: u32 = 1;
/// The MAM workload collects the data.
pub const MAM: u32 = 1 << 1;
/// The field identifies the data subject.
pub const SUBJECT: u32 = 1 << 2;
/// serde never writes the field.
pub const SKIPPED: u32 = 1 << 3;
/// serde asks a function whether to write the field.
pub const SKIPPED_IF: u32 = 1 << 4;
/// serde writes the fields inside in place of the field.
pub const FLATTENED: u32 = 1 << 5;
/// serde writes the field with a function of the user's.
pub const WRITTEN_WITH: u32 = 1 << 6;
/// The documents call the data a secret.
pub const SECRET: u32 = 1 << 7;
/// The facts that decide which fields serde writes.
pub const SHAPING: u32 = SKIPPED | SKIPPED_IF | FLATTENED;
/// The first bit of the class, which is its index in [`Class::ALL`](crate::Class::ALL) plus 1, or
/// 0 for none.
pub const CLASS: u32 = 16;
/// The bits of the class, once they are shifted down.
pub const CLASSES: u32 = 0xFF;
/// The first bit of what a policy decides by: [`UNCLASSED`], the class's index plus 1, [`NESTED`],
/// or [`SECRET_SLOT`].
pub const SLOT: u32 = 24;
/// How many slots there may be, a power of 2.
pub const SLOTS: usize = 8;
/// The slot of a field that has neither a class nor records.
pub const UNCLASSED: u32 = 0;
/// The slot of a field that holds records and has no class.
pub const NESTED: u32 = 5;
/// The slot of a secret.
pub const SECRET_SLOT: u32 = 6;

/// The facts of a class, a secret or a field of records, as bits of the flags.
pub const fn slot(class: Option<Class>, secret: bool, nested: bool) -> u32 {
    let index = match class {
        Some(class) => class as u32 + 1,
        None => 0,
    };
    let slot = match class {
        _ if secret => SECRET_SLOT,
        None if nested => NESTED,
        _ => index,
    };
    slot << SLOT | index << CLASS | if secret { SECRET } else { 0 }
}

/// Stands for no item among the rows of the taxonomy.
pub const NO_ITEM: u8 = u8::MAX;

/// How many bytes a row takes.
pub const SIZE: usize = 52;

impl Row {
    /// The row of a field without texts and facts.
    pub const EMPTY: Self = Self::from_bytes(&[0; SIZE]);

    /// The row as bytes.
    pub const fn to_bytes(self) -> [u8; SIZE] {
        let Self { head, value, end, name_at, name, ty_at, ty, reason, key_at, key, .. } = self;
        let Self { nested, line, flags, .. } = self;
        let numbers =
            [head, value, end, name_at, name, ty_at, ty, reason, key_at, key, nested, line, flags];
        let mut bytes = [0; SIZE];
        let mut at = 0;
        while at < SIZE {
            bytes[at] = numbers[at / 4].to_le_bytes()[at % 4];
            at += 1;
        }
        bytes
    }

    /// The row that these bytes stand for.
    #[inline]
    pub const fn from_bytes(bytes: &[u8; SIZE]) -> Self {
        const fn number(bytes: &[u8; SIZE], index: usize) -> u32 {
            let at = index * 4;
            u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
        }
        Self {
            head: number(bytes, 0),
            value: number(bytes, 1),
            end: number(bytes, 2),
            name_at: number(bytes, 3),
            name: number(bytes, 4),
            ty_at: number(bytes, 5),
            ty: number(bytes, 6),
            reason: number(bytes, 7),
            key_at: number(bytes, 8),
            key: number(bytes, 9),
            nested: number(bytes, 10),
            line: number(bytes, 11),
            flags: number(bytes, 12),
        }
    }
}

/// The class in the flags; `None` if there is none, or none that this version knows.
#[inline]
pub const fn class(flags: u32) -> Option<Class> {
    match (flags >> CLASS & CLASSES).checked_sub(1) {
        Some(index) if (index as usize) < Class::ALL.len() => Some(Class::ALL[index as usize]),
        _ => None,
    }
}

/// In place of a secret.
pub const SECRET_MARKER: &str = "[secret]";

/// In place of an erased value of a field with these flags.
#[inline]
pub const fn marker(flags: u32) -> &'static str {
    const OF_SLOT: [&str; SLOTS] = {
        let mut markers = [class_marker(None); SLOTS];
        let mut i = 0;
        while i < Class::ALL.len() {
            markers[i + 1] = class_marker(Some(Class::ALL[i]));
            i += 1;
        }
        markers[SECRET_SLOT as usize] = SECRET_MARKER;
        markers
    };
    OF_SLOT[(flags >> SLOT) as usize % SLOTS]
}

/// In place of an erased value of that class; of the strictest if there is none.
#[inline]
pub const fn class_marker(class: Option<Class>) -> &'static str {
    match class {
        Some(Class::Pseudonymized) => "[pseudonymized]",
        Some(Class::Aggregated) => "[aggregated]",
        Some(Class::NonPersonal) => "[non_personal]",
        Some(Class::Identified) | None => "[identified]",
    }
}

// The slots of the classes stay clear of the others.
const _: () = assert!(Class::ALL.len() < NESTED as usize && (SECRET_SLOT as usize) < SLOTS);

#[cfg(test)]
mod tests {
    use super::{
        CLASS, CLASSES, NESTED, Row, SECRET, SECRET_MARKER, SECRET_SLOT, SLOT, UNCLASSED, class,
        class_marker, marker, slot,
    };
    use crate::facts::Class;

    #[test]
    fn a_class_is_read_back_and_no_other() {
        for known in Class::ALL.iter().copied() {
            assert_eq!(class(slot(Some(known), false, false)), Some(known));
            assert_eq!(class(slot(Some(known), true, false)), Some(known));
        }
        assert_eq!(class(slot(None, false, true)), None);
        for unknown in u32::try_from(Class::ALL.len()).unwrap() + 1..=CLASSES {
            assert_eq!(class(unknown << CLASS), None);
        }
    }

    #[test]
    fn a_marker_is_the_name_of_the_class_in_brackets() {
        for class in Class::ALL.iter().copied() {
            let marker = class_marker(Some(class));
            let name = marker.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
            assert_eq!(name, Some(class.as_str()));
        }
    }

    #[test]
    fn a_field_is_marked_by_its_class_and_a_secret_as_such() {
        for class in Class::ALL.iter().copied() {
            assert_eq!(marker(slot(Some(class), false, false)), class_marker(Some(class)));
            assert_eq!(marker(slot(Some(class), true, false)), SECRET_MARKER);
        }
        for slot in [UNCLASSED, NESTED, 7, u32::MAX] {
            assert_eq!(marker(slot << SLOT), "[identified]");
        }
    }

    #[test]
    fn a_secret_goes_over_a_class_and_a_class_over_records() {
        let identified = Some(Class::Identified);
        assert_eq!(slot(identified, false, false), 1 << SLOT | 1 << CLASS);
        assert_eq!(slot(identified, false, true), 1 << SLOT | 1 << CLASS);
        assert_eq!(slot(identified, true, false), SECRET_SLOT << SLOT | 1 << CLASS | SECRET);
        assert_eq!(slot(None, false, true), NESTED << SLOT);
        assert_eq!(slot(None, false, false), UNCLASSED << SLOT);
    }

    #[test]
    fn bytes_and_rows_are_the_same() {
        let row = Row {
            head: 1 << 20,
            value: (1 << 20) + 2,
            end: (1 << 20) + 300,
            name_at: 1 << 30,
            name: 2,
            ty_at: 3,
            ty: 4,
            reason: 70_000,
            key_at: 5,
            key: 6,
            nested: 7,
            line: 8,
            flags: u32::MAX,
        };
        assert_eq!(Row::from_bytes(&row.to_bytes()), row);
    }
}
