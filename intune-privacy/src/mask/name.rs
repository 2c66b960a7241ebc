//! A person's name.

use super::Ends;
use super::character::{is_initial, is_letter};

/// The first letter of a name of at least 2. An accent that is a character of its own is hidden.
pub(super) fn ends(text: &str) -> Option<Ends<'_>> {
    let first = text.chars().next()?;
    let letters = text.chars().filter(|c| is_letter(*c)).take(2).count();
    (is_letter(first) && is_initial(first) && letters == 2)
        .then(|| Ends::first(&text[..first.len_utf8()]))
}

#[cfg(test)]
mod tests {
    use crate::mask::tests::check;
    use intune_privacy_taxonomy::Format;

    #[test]
    fn person_name() {
        check(
            Format::PersonName,
            &[
                ("Adele Vance", "A***"),
                ("Vance, Adele", "V***"),
                ("Bo", "B***"),
                ("d'Artagnan", "d***"),
                ("Øyvind", "Ø***"),
                ("Élodie", "É***"),
                ("E\u{301}lodie", "E***"),
                ("Дарья", "Д***"),
                ("دانا", "د***"),
                ("अल्का", "अ***"),
                // Fewer than 2 letters.
                ("B", "***"),
                ("B.", "***"),
                ("B 12", "***"),
                ("E\u{301}", "***"),
                // The first character is no letter, or more than an initial.
                (" Adele", "***"),
                ("\"Adele\"", "***"),
                ("'t Hooft", "***"),
                ("7of9", "***"),
                ("\u{301}Adele", "***"),
                ("\u{3164}Adele", "***"),
                ("王伟", "***"),
                ("김민준", "***"),
                ("たなか", "***"),
                // Invisible characters, and those that a log could obey.
                ("Ad\0ele", "***"),
                ("Ad\nele", "***"),
                ("Ad\u{200B}ele", "***"),
                ("Ad\u{202E}ele", "***"),
                ("A\u{1B}[2Jdele", "***"),
                ("\u{FEFF}Adele", "***"),
                ("", "***"),
            ],
        );
    }
}
