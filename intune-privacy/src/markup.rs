//! Text from outside, as part of an HTML page.

use alloc::format;
use alloc::string::String;

use askama::Template;
use askama::filters::HtmlSafe;

/// Text that cannot disturb the page around it: markup is escaped, and a character that a reader
/// cannot see but that could reorder the page's own text is shown by its number.
#[derive(Template)]
#[template(path = "text.html")]
pub(crate) struct Text<'a>(pub(crate) &'a str);

/// It is escaped already.
impl HtmlSafe for Text<'_> {}

/// A piece of a text.
enum Piece<'a> {
    Plain(&'a str),
    /// A character by its number.
    Control(String),
}

impl<'a> Text<'a> {
    fn pieces(&self) -> impl Iterator<Item = Piece<'a>> + use<'a> {
        let mut rest = self.0;
        core::iter::from_fn(move || {
            let first = rest.chars().next()?;
            if is_control(first) {
                rest = &rest[first.len_utf8()..];
                return Some(Piece::Control(format!("U+{:04X}", u32::from(first))));
            }
            let (plain, after) = rest.split_at(rest.find(is_control).unwrap_or(rest.len()));
            rest = after;
            Some(Piece::Plain(plain))
        })
    }
}

/// Whether a character has no shape of its own and is more than a line break or tab: the control
/// characters, and of the directional ones those that reach beyond their place. The marks that do
/// not (U+200E, U+200F, U+061C) belong to the writing of Arabic and Hebrew.
fn is_control(char: char) -> bool {
    match char {
        '\t' | '\n' | '\r' => false,
        '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        _ => char.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::string::ToString;

    use super::Text;

    #[test]
    fn markup_is_escaped() {
        let text = Text("<b a=\"1\" b='2'>&amp;</b>").to_string();
        assert!(!text.contains(['<', '>', '"', '\'']), "{text}");
        assert!(text.contains("&#38;amp;"), "{text}");
    }

    #[test]
    fn a_character_that_turns_the_direction_is_shown_by_its_number() {
        let text = Text("a\u{202E}b\u{0}").to_string();
        let mark = |number: &str| format!("<span class=\"control\">U+{number}</span>");
        assert_eq!(text, format!("a{}b{}", mark("202E"), mark("0000")));
    }

    #[test]
    fn lines_and_marks_of_right_to_left_writing_stay() {
        let text = "one\r\ntwo\t\u{200F}\u{645}\u{631}";
        assert_eq!(Text(text).to_string(), text);
    }
}
