//! Which characters are what they look like.

/// Letters that are blank: the fillers of Hangul.
const FILLERS: [char; 4] = ['\u{115F}', '\u{1160}', '\u{3164}', '\u{FFA0}'];

/// Whether no character is a control, is invisible, or changes the direction of text.
///
/// `escape_debug` escapes exactly what cannot be seen, and quotes and backslashes, which are plain.
pub(super) fn are_plain(text: &str) -> bool {
    let plain = |part: &str| part.escape_debug().eq(part.chars());
    is_printable_ascii(text) || text.split(['\'', '"', '\\']).all(plain)
}

fn is_printable_ascii(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Whether the character is a letter that can be seen without the ones around it: no combining
/// mark and no filler.
pub(super) fn is_letter(character: char) -> bool {
    character.is_ascii_alphabetic() || is_letter_beyond_ascii(character)
}

/// The same where the tables of Unicode have to be asked, which takes many times as long.
fn is_letter_beyond_ascii(character: char) -> bool {
    character.is_alphabetic()
        && !FILLERS.contains(&character)
        && character.escape_debug().eq([character])
}

/// A letter, or one of the digits 0 to 9.
pub(super) fn is_letter_or_digit(character: char) -> bool {
    character.is_ascii_digit() || is_letter(character)
}

/// Whether the character says no more than an initial does. Those of Chinese, Japanese and Korean
/// are a word or a syllable, often the whole family name.
pub(super) fn is_initial(character: char) -> bool {
    let is_word = matches!(
        character,
        '\u{1100}'..='\u{11FF}'
            | '\u{2E80}'..='\u{D7FF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{FF66}'..='\u{FFDC}'
            | '\u{20000}'..
    );
    is_letter_or_digit(character) && !is_word
}

/// Whether a letter is of the Latin script, which ends at U+024F and has a block of its own for
/// Vietnamese (Unicode, "Blocks").
pub(super) fn is_latin(letter: char) -> bool {
    matches!(letter, '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}

#[cfg(test)]
mod tests {
    use super::{are_plain, is_initial, is_latin, is_letter, is_letter_or_digit};

    #[test]
    fn plain_text_is_what_it_looks_like() {
        for text in [
            "",
            "Adele Vance",
            r#"it's "C:\x""#,
            "Ève",
            "E\u{301}ve",
            "Łukasz",
            "دانا",
            "अल्का",
            "王伟",
        ] {
            assert!(are_plain(text), "{text}");
        }
    }

    #[test]
    fn text_that_hides_something_is_not_plain() {
        for text in [
            "a\0b",
            "a\nb",
            "a\rb",
            "a\tb",
            "a\u{1B}[31mb",
            "a\u{7F}b",
            "a\u{85}b",
            "a\u{A0}b",
            "a\u{AD}b",
            "a\u{61C}b",
            "a\u{200B}b",
            "a\u{200D}b",
            "a\u{200F}b",
            "a\u{2028}b",
            "a\u{202E}b",
            "a\u{2066}b",
            "a\u{FEFF}b",
            "a\u{E0041}b",
            "a\u{E000}b",
            "a\u{FFFF}b",
            "\u{301}a",
            "'\u{301}a",
        ] {
            assert!(!are_plain(text), "{text:?}");
        }
    }

    #[test]
    fn letters_stand_alone() {
        for letter in ['a', 'Z', 'é', 'Ł', 'ß', 'д', 'א', 'د', 'अ', '王'] {
            assert!(is_letter(letter), "{letter}");
        }
        for other in ['1', '١', '_', '@', ' ', '\u{301}', '\u{5B4}', '\u{345}', '\u{3164}', '😀']
        {
            assert!(!is_letter(other), "{other:?}");
        }
    }

    #[test]
    fn digits_are_ascii() {
        assert!(is_letter_or_digit('7'));
        for other in ['١', '७', '７', '²', '½'] {
            assert!(!is_letter_or_digit(other), "{other}");
        }
    }

    #[test]
    fn a_word_is_no_initial() {
        for initial in ['a', '7', 'É', 'д', 'א', 'अ'] {
            assert!(is_initial(initial), "{initial}");
        }
        for other in ['王', 'か', 'カ', 'ｶ', '김', '\u{1100}', '\u{F900}', '\u{20000}', '-'] {
            assert!(!is_initial(other), "{other}");
        }
    }

    #[test]
    fn latin_has_accents() {
        assert!(['a', 'é', 'ł', 'ế'].into_iter().all(is_latin));
        assert!(!['а', 'ɑ', 'α', 'ａ', '王'].into_iter().any(is_latin));
    }
}
