//! The macro that turns the rows of `items.rs` into constants, and the compile-time checks of the
//! whole table.

use crate::item::Item;

/// Declares the items: one documented static each, in a module per category, and the table of all.
macro_rules! items {
    (
        $( $Category:ident, $module:ident {
            $( $NAME:ident, $name:literal, row $row:literal {
                labels: $en:literal, $fr:literal, $sv:literal, $nl:literal;
                class: $class:ident $Basis:ident $($tied:ident)?;
                collected: $Requirement:ident $(only $Condition:ident)?, mam $Mam:ident $(if $MamCondition:ident)?;
                value: $Format:ident $($secret:ident)?;
                editions: $($Edition:ident)+;
                aliases: $($alias:literal)*;
                generic: $($generic:literal)*;
            } )+
        } )+
    ) => {
        $(
            #[doc = concat!("The items of [`Category::", stringify!($Category), "`](crate::Category).")]
            pub mod $module {
                use crate::category::Category;
                use crate::facts::*;
                use crate::item::Item;

                $(
                    #[doc = concat!($en, ".\n\n* class: ", stringify!($class), " (", stringify!($Basis), ")")]
                    $(#[doc = concat!("* linkage: ", stringify!($tied))])?
                    #[doc = concat!("* collection: ", stringify!($Requirement) $(, ", only if ", stringify!($Condition))?)]
                    #[doc = concat!("* collected by MAM: ", stringify!($Mam) $(, ", condition ", stringify!($MamCondition))?)]
                    #[doc = concat!("* format: ", stringify!($Format) $(, ", ", stringify!($secret))?)]
                    #[doc = concat!("* source: \"Data collection in Intune\", editions", $(" ", stringify!($Edition)),+)]
                    pub static $NAME: Item = Item {
                        name: $name,
                        category: Category::$Category,
                        labels: Labels { en: $en, fr: $fr, sv: $sv, nl: $nl },
                        class: $crate::table::items!(@class $class),
                        basis: Basis::$Basis,
                        identified_when_tied: $crate::table::items!(@flag $($tied)?),
                        requirement: Requirement::$Requirement,
                        mam: Mam::$Mam,
                        mam_condition: $crate::table::items!(@option MamCondition $($MamCondition)?),
                        condition: $crate::table::items!(@option Condition $($Condition)?),
                        format: Format::$Format,
                        secret: $crate::table::items!(@flag $($secret)?),
                        editions: &[$(Edition::$Edition),+],
                        aliases: &[$($alias),*],
                        generic_names: &[$($generic),*],
                        row: $row,
                    };
                )+
            }
        )+

        /// The row number of each item, which is what generated code refers to: a number costs the
        /// compiler less than a reference to a static.
        #[doc(hidden)]
        pub mod rows {
            $(
                pub mod $module {
                    $(
                        #[doc = concat!($en, ". See [`", stringify!($NAME), "`](crate::items::", stringify!($module), "::", stringify!($NAME), ").")]
                        pub const $NAME: u8 = $row;
                    )+
                }
            )+
        }

        /// All items, sorted by category and name.
        pub static ALL: [&crate::item::Item; crate::table::COUNT] = [$($(&$module::$NAME),+),+];
    };

    (@class None) => { None };
    (@class $Class:ident) => { Some(Class::$Class) };
    (@flag) => { false };
    (@flag $flag:ident) => { true };
    (@option $Enum:ident) => { None };
    (@option $Enum:ident $Variant:ident) => { Some($Enum::$Variant) };
}

pub(crate) use items;

/// All items in the order of the documents: the index is [`Item::row`].
pub(crate) static BY_ROW: [&Item; COUNT] = {
    let mut by_row = crate::items::ALL;
    let mut i = 0;
    while i < COUNT {
        by_row[crate::items::ALL[i].row as usize] = crate::items::ALL[i];
        i += 1;
    }
    by_row
};

/// How many items the documents list.
pub(crate) const COUNT: usize = 90;

const _: () = assert!(strictly_sorted(&crate::items::ALL), "items must be sorted and unique");
const _: () = assert!(rows_are_a_permutation(&crate::items::ALL), "every row number occurs once");
const _: () = assert!(names_are_snake_case(&crate::items::ALL), "names must be ASCII snake_case");

const fn strictly_sorted(items: &[&Item; COUNT]) -> bool {
    let mut i = 1;
    while i < COUNT {
        let (before, after) = (items[i - 1], items[i]);
        let same = before.category as u8 == after.category as u8;
        let sorted = if same {
            less(before.name.as_bytes(), after.name.as_bytes())
        } else {
            (before.category as u8) < after.category as u8
        };
        if !sorted {
            return false;
        }
        i += 1;
    }
    true
}

const fn less(a: &[u8], b: &[u8]) -> bool {
    let mut i = 0;
    while i < a.len() && i < b.len() {
        if a[i] != b[i] {
            return a[i] < b[i];
        }
        i += 1;
    }
    a.len() < b.len()
}

const fn rows_are_a_permutation(items: &[&Item; COUNT]) -> bool {
    let mut seen = [false; COUNT];
    let mut i = 0;
    while i < COUNT {
        let row = items[i].row as usize;
        if row >= COUNT || seen[row] {
            return false;
        }
        seen[row] = true;
        i += 1;
    }
    true
}

const fn names_are_snake_case(items: &[&Item; COUNT]) -> bool {
    let mut i = 0;
    while i < COUNT {
        if !snake_case(items[i].name) {
            return false;
        }
        let mut j = 0;
        while j < items[i].aliases.len() {
            if !snake_case(items[i].aliases[j]) {
                return false;
            }
            j += 1;
        }
        i += 1;
    }
    true
}

const fn snake_case(name: &str) -> bool {
    let bytes = name.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        if !(bytes[i].is_ascii_lowercase() || bytes[i].is_ascii_digit() || bytes[i] == b'_') {
            return false;
        }
        i += 1;
    }
    !bytes.is_empty()
}

#[cfg(test)]
mod tests {
    use super::{COUNT, names_are_snake_case, rows_are_a_permutation, snake_case, strictly_sorted};
    use crate::item::Item;
    use crate::items::ALL;

    /// The table with another item in that place.
    fn with(place: usize, item: &Item, test: fn(&[&Item; COUNT]) -> bool) -> bool {
        let mut items: [&Item; COUNT] = ALL;
        items[place] = item;
        test(&items)
    }

    /// What the build checks of the table would be seen in any place.
    #[test]
    fn a_mistake_in_the_table_is_found_in_every_place() {
        assert!(
            strictly_sorted(&ALL) && rows_are_a_permutation(&ALL) && names_are_snake_case(&ALL)
        );
        for place in 1..COUNT {
            assert!(!with(place, ALL[place - 1], strictly_sorted), "{place}");
            assert!(!with(place, ALL[place - 1], rows_are_a_permutation), "{place}");
            let mut swapped = ALL;
            swapped.swap(place - 1, place);
            assert!(!strictly_sorted(&swapped), "{place}");
            assert!(rows_are_a_permutation(&swapped), "{place}");
        }
        for (place, item) in ALL.into_iter().enumerate() {
            let beyond = Item { row: u8::try_from(COUNT).unwrap(), ..*item };
            assert!(!with(place, &beyond, rows_are_a_permutation), "{place}");
            let named = Item { name: "Serial", ..*item };
            assert!(!with(place, &named, names_are_snake_case), "{place}");
            let called = Item { aliases: &["serial", "serial-number"], ..*item };
            assert!(!with(place, &called, names_are_snake_case), "{place}");
        }
        let longer = ["a", "ab"].map(|name| Item { name, ..*ALL[0] });
        let mut items: [&Item; COUNT] = ALL;
        (items[0], items[1]) = (&longer[1], &longer[0]);
        assert!(!strictly_sorted(&items), "a name that begins another stands before it");
        for name in ["", "a b", "é", "A", "a-b"] {
            assert!(!snake_case(name), "{name}");
        }
    }
}
