//! Text of others that is safe on a terminal.

use std::fmt::Write;

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

/// As [`printable`], but lines remain lines.
pub(crate) fn printable_lines(text: &str) -> String {
    text.split_inclusive(['\r', '\n']).fold(String::with_capacity(text.len()), |mut safe, line| {
        let end = line.trim_end_matches(['\r', '\n']).len();
        safe.push_str(&printable(&line[..end]));
        safe.push_str(&line[end..]);
        safe
    })
}

/// JSON with those characters in the form that JSON has for them, so that it says the same.
pub(crate) fn printable_json(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        // A line break is never inside of a JSON string.
        if is_unsafe(c) && c != '\n' {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // A string takes everything.
                let _ = write!(safe, "\\u{unit:04x}");
            }
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
    use super::{printable, printable_json, printable_lines};

    #[test]
    fn what_a_terminal_obeys_is_escaped_and_the_rest_is_not() {
        assert_eq!(printable("é 文 'a' \\"), "é 文 'a' \\");
        assert_eq!(printable("a\u{1b}[31m\r\n\t\u{9b}"), r"a\u{1b}[31m\r\n\t\u{9b}");
        assert_eq!(printable("toml\u{202e}nosj"), r"toml\u{202e}nosj");
    }

    #[test]
    fn lines_remain_lines() {
        assert_eq!(printable_lines("a\u{1b}[31m\r\nb\t\n"), "a\\u{1b}[31m\r\nb\\t\n");
        assert_eq!(printable_lines(""), "");
    }

    #[test]
    fn printable_json_says_the_same() {
        let text = "é\u{1b}\u{7f}\u{9b}\u{202e}\u{e0041}\n\"\\";
        let json = serde_json::to_string_pretty(&[text]).unwrap();
        let safe = printable_json(&json);
        assert_eq!(safe, "[\n  \"é\\u001b\\u007f\\u009b\\u202e\\udb40\\udc41\\n\\\"\\\\\"\n]");
        assert_eq!(serde_json::from_str::<[String; 1]>(&safe).unwrap(), [text]);
    }
}
