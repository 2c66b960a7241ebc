//! A field of a schema in the form that the derive writes and the run time reads.
//!
//! A table of structs costs the compiler about as much as the rest of the derived code together.
//! So all the texts of a type's fields are one string, and a [`Row`] says where those of one field
//! stand in it. The rows of a type are one byte string.

/// Where a field's texts begin and how long each is, in the order name, head, type, key, reason;
/// and its flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs, reason = "the two sides of it are released together")]
pub struct Row {
    /// Where the texts begin.
    pub start: u32,
    /// The length of the name.
    pub name: u32,
    /// The length of the head, `, name: [class]`, which `Debug` writes for an erased field.
    pub head: u32,
    /// The length of the type.
    pub ty: u32,
    /// The length of the name that serde writes, if it is another.
    pub key: u32,
    /// The length of the reason of an undocumented field.
    pub reason: u32,
    /// The index among the type's nested records, plus 1.
    pub nested: u32,
    /// Bits of the other facts; from [`CLASS`] on, the class.
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
/// serde writes another name than the field's own.
pub const RENAMED: u32 = 1 << 7;
/// The documents call the data a secret.
pub const SECRET: u32 = 1 << 8;
/// The first bit of the class, which is its index in [`Class::ALL`](crate::Class::ALL) plus 1, or
/// 0 for none.
pub const CLASS: u32 = 16;

/// Stands for no item among the rows of the taxonomy.
pub const NO_ITEM: u8 = u8::MAX;

/// How many bytes a row takes.
pub const SIZE: usize = 32;

impl Row {
    /// The row of a field without texts and facts.
    pub const EMPTY: Self =
        Self { start: 0, name: 0, head: 0, ty: 0, key: 0, reason: 0, nested: 0, flags: 0 };

    /// The row as bytes.
    pub fn to_bytes(self) -> [u8; SIZE] {
        let Self { start, name, head, ty, key, reason, nested, flags } = self;
        let mut bytes = [0; SIZE];
        let numbers = [start, name, head, ty, key, reason, nested, flags];
        for (chunk, number) in bytes.chunks_exact_mut(4).zip(numbers) {
            chunk.copy_from_slice(&number.to_le_bytes());
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
            start: number(bytes, 0),
            name: number(bytes, 1),
            head: number(bytes, 2),
            ty: number(bytes, 3),
            key: number(bytes, 4),
            reason: number(bytes, 5),
            nested: number(bytes, 6),
            flags: number(bytes, 7),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Row;

    #[test]
    fn bytes_and_rows_are_the_same() {
        let row = Row {
            start: 1 << 20,
            name: 2,
            head: 300,
            ty: 4,
            key: 5,
            reason: 70_000,
            nested: 7,
            flags: u32::MAX,
        };
        assert_eq!(Row::from_bytes(&row.to_bytes()), row);
    }
}
