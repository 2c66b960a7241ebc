//! Text of others in Markdown.

use core::fmt::{self, Write};

/// A text that Markdown shows as it is, in one line: also in the cell of a table, where neither its
/// marks nor its line breaks end the cell. It must not be at the start of a line. An address is no
/// link, but for that of a mailbox, which nothing in Markdown keeps from being one.
///
/// Source: GitHub Flavored Markdown Spec 0.29: backslash escapes (6.1), entities (6.2), tables
/// (4.10), extended autolinks (6.9).
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a>(pub(super) &'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut last = [' '; 3];
        let mut chars = self.0.chars().peekable();
        while let Some(c) = chars.next() {
            let starts_address = match c {
                ':' => chars.peek() == Some(&'/'),
                '.' => last.iter().all(|c| c.eq_ignore_ascii_case(&'w')),
                _ => false,
            };
            match c {
                // A cell ends at every bar, whatever is in front of it, in some programs.
                '|' => f.write_str("&#124;")?,
                // Within a word it marks nothing, and names are full of them.
                '_' if last[2].is_alphanumeric()
                    && chars.peek().is_some_and(|c| c.is_alphanumeric()) =>
                {
                    f.write_char(c)?;
                }
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '&' | '#' | '!' | '$' => {
                    write!(f, "\\{c}")?;
                }
                _ if starts_address => write!(f, "\\{c}")?,
                _ if is_unsafe(c) => write_unsafe(c, "\\\\", f)?,
                _ => f.write_char(c)?,
            }
            last = [last[1], last[2], c];
        }
        Ok(())
    }
}

/// A name as code, if that shows all of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Code<'a>(pub(super) &'a str);

impl fmt::Display for Code<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0;
        if text.is_empty() || text.trim() != text || text.contains(['`', '|']) {
            return Text(text).fmt(f);
        }
        f.write_char('`')?;
        for c in text.chars() {
            if is_unsafe(c) { write_unsafe(c, "\\", f) } else { f.write_char(c) }?;
        }
        f.write_char('`')
    }
}

/// Controls, and what is invisible or turns the direction of writing (Unicode category Cf).
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

fn write_unsafe(c: char, backslash: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match c {
        '\n' | '\r' | '\t' => f.write_char(' '),
        _ => write!(f, "{backslash}u{{{:x}}}", u32::from(c)),
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::{Code, Text};

    #[test]
    fn text_has_no_marks() {
        for (text, written) in [
            ("plain, é 文 (1) - it's", "plain, é 文 (1) - it's"),
            ("non_personal _a_", "non_personal \\_a\\_"),
            ("a|b", "a&#124;b"),
            ("a\\|b", "a\\\\&#124;b"),
            ("`c` *d* _e_ ~f~", "\\`c\\` \\*d\\* \\_e\\_ \\~f\\~"),
            ("<script>&lt;", "\\<script\\>\\&lt;"),
            ("![a](b) $x$ #1", "\\!\\[a\\](b) \\$x\\$ \\#1"),
            ("http://a WWW.b w.c", "http\\://a WWW\\.b w.c"),
            ("a\nb\r\nc\td", "a b  c d"),
            ("a\u{202e}b\u{1b}", "a\\\\u{202e}b\\\\u{1b}"),
            ("", ""),
        ] {
            assert_eq!(Text(text).to_string(), written, "{text:?}");
        }
    }

    #[test]
    fn code_is_text_where_it_would_not_be_shown() {
        for (text, written) in [
            ("fleet::Device<'a, T>", "`fleet::Device<'a, T>`"),
            ("a*b\\", "`a*b\\`"),
            ("a\nb\u{202e}", "`a b\\u{202e}`"),
            ("a`b", "a\\`b"),
            ("a|b", "a&#124;b"),
            (" a", " a"),
            ("", ""),
        ] {
            assert_eq!(Code(text).to_string(), written, "{text:?}");
        }
    }
}
