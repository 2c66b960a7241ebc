//! Text of others that is safe on a terminal.

/// The text with those characters escaped that a terminal obeys or that make it show another text.
pub(crate) fn printable(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if is_unsafe(c) {
            safe.extend(c.escape_default());
        } else {
            safe.push(c);
        }
    }
    safe
}

/// Controls, and what is invisible or turns the direction of writing (Unicode category Cf).
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn what_a_terminal_obeys_is_escaped_and_the_rest_is_not() {
        assert_eq!(printable("é 文 'a' \\"), "é 文 'a' \\");
        assert_eq!(printable("a\u{1b}[31m\r\n\t\u{9b}"), r"a\u{1b}[31m\r\n\t\u{9b}");
        assert_eq!(printable("toml\u{202e}nosj"), r"toml\u{202e}nosj");
    }
}
