//! A cell: quoted where a reader needs it, and never the start of a formula.

use alloc::vec::Vec;
#[cfg(feature = "export")]
use std::io;

/// Writes a text. One that a spreadsheet program could take for a formula, or a reader for an
/// absent value, gets an apostrophe in front.
#[inline]
pub(crate) fn text(out: &mut Vec<u8>, text: &str) {
    let guarded = is_guarded(text);
    if is_quoted(text.as_bytes()) {
        out.push(b'"');
        if guarded {
            out.push(b'\'');
        }
        double_quotes(out, text.as_bytes());
        out.push(b'"');
    } else {
        if guarded {
            out.push(b'\'');
        }
        out.extend_from_slice(text.as_bytes());
    }
}

/// What is written inside a quoted cell.
#[cfg(feature = "export")]
pub(crate) struct Quoted<'a>(pub(crate) &'a mut Vec<u8>);

#[cfg(feature = "export")]
impl io::Write for Quoted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        double_quotes(self.0, bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn double_quotes(out: &mut Vec<u8>, bytes: &[u8]) {
    if !bytes.contains(&b'"') {
        out.extend_from_slice(bytes);
        return;
    }
    for piece in bytes.split_inclusive(|byte| *byte == b'"') {
        out.extend_from_slice(piece);
        if piece.ends_with(b"\"") {
            out.push(b'"');
        }
    }
}

/// Whether a cell has to be quoted.
#[inline]
fn is_quoted(bytes: &[u8]) -> bool {
    // Most texts are short and have no such byte, so none is looked for in particular.
    bytes.iter().fold(false, |found, byte| found | IS_QUOTED[usize::from(*byte)])
}

/// The bytes that a cell is quoted for. The separators of other dialects are among them: a program
/// that splits at them as well would find the start of a cell in the middle of this one.
static IS_QUOTED: [bool; 256] = {
    let mut table = [false; 256];
    let mut bytes: &[u8] = b"\",;\t\n\r";
    while let Some((byte, rest)) = bytes.split_first() {
        table[*byte as usize] = true;
        bytes = rest;
    }
    table
};

/// Whether a text needs an apostrophe in front: also if it has one already, so that exactly one
/// can be taken off again.
#[inline]
fn is_guarded(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b'!'..=b'&' | b'('..=b'*' | b',' | b'.'..=b'<' | b'>' | b'?' | b'A'..=b'~') => false,
        _ => may_start_formula(text),
    }
}

/// The rare part: a text that starts with no ordinary character of ASCII.
#[cold]
fn may_start_formula(text: &str) -> bool {
    // A reader takes a byte-order mark at the start of a file away, and empty lines with it.
    let first = text.chars().next();
    matches!(first, None | Some('\'' | '\t' | '\r' | '\n' | '\u{feff}'))
        || text
            .trim_start_matches(is_blank)
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// Whether a program that trims its cells, or a person, does not see the character.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
        )
}

#[cfg(test)]
mod tests {
    use super::text;
    use alloc::vec::Vec;

    fn cell(value: &str) -> Vec<u8> {
        let mut out = Vec::new();
        text(&mut out, value);
        out
    }

    #[test]
    fn a_cell_is_quoted_where_a_reader_needs_it() {
        for (value, written) in [
            ("C02", "C02"),
            ("a b", "a b"),
            ("a,b", "\"a,b\""),
            ("a\"b\"", "\"a\"\"b\"\"\""),
            ("a\rb", "\"a\rb\""),
            ("a\nb", "\"a\nb\""),
            ("a;=b", "\"a;=b\""),
            ("a\t=b", "\"a\t=b\""),
            ("\"", "\"\"\"\""),
        ] {
            assert_eq!(cell(value), written.as_bytes(), "{value:?}");
        }
    }

    #[test]
    fn a_cell_that_starts_a_formula_has_an_apostrophe() {
        for value in [
            "=1",
            "+1",
            "-1",
            "@SUM(A1)",
            "＝1",
            "＋1",
            "－1",
            "＠1",
            " =1",
            "\u{a0}=1",
            "\u{3000}＝1",
            "\u{feff}=1",
            "\u{feff}a",
            "\u{200f}\u{202e}-1",
            "\0=1",
            "\u{7f}=1",
            "'",
            "'a",
            "'=1",
            "",
        ] {
            let mut expected = Vec::from("'");
            expected.extend(value.as_bytes());
            assert_eq!(cell(value), expected, "{value:?}");
        }
        for value in ["\t", "\tx", "\r", "\n", "\r\n=1", " \t=1", "=\"a\""] {
            assert!(cell(value).starts_with(b"\"'"), "{value:?}");
        }
    }

    #[test]
    fn other_cells_have_none() {
        for value in ["a", "1", "a=1", "é", " a", "\u{200f}a", "\0", "[", "{", "\u{ffff}", " "] {
            assert_eq!(cell(value), value.as_bytes(), "{value:?}");
        }
    }

    #[test]
    fn every_first_byte_is_decided_by_the_same_rule() {
        for byte in 0..=0x7f_u8 {
            let value = char::from(byte);
            let mut buffer = [0; 4];
            let value = &*value.encode_utf8(&mut buffer);
            assert_eq!(super::is_guarded(value), super::may_start_formula(value), "{value:?}");
        }
    }
}
