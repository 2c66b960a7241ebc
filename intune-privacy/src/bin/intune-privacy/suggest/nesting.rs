//! How deep a file nests: a parser that calls itself needs stack for each step.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// How many tokens may stand one in another, or in a row that may be one expression.
///
/// No token takes the parser, or a visitor after it, deeper than one step of its recursion, and in a
/// build without optimization a step takes less than `STACK / DEEPEST` bytes.
const DEEPEST: usize = 10_000;

/// The stack that a thread needs to read a file.
pub(super) const STACK: usize = 512 << 20;

/// Whether a parser can read the tokens with that stack.
pub(super) fn is_readable(tokens: TokenStream) -> bool {
    depth(tokens) <= DEEPEST
}

/// An upper bound of how deep a parser has to go, found without recursion.
fn depth(tokens: TokenStream) -> usize {
    let mut deepest = 0;
    // For each open group: what is left of it, and how many tokens of the row went by.
    let mut open = vec![(tokens.into_iter().peekable(), 0)];
    let mut sum = 0;
    while let Some((tokens, row)) = open.last_mut() {
        let Some(token) = tokens.next() else {
            sum -= *row;
            open.pop();
            continue;
        };
        (*row, sum) = (*row + 1, sum + 1);
        deepest = deepest.max(sum);
        let ends = match &token {
            TokenTree::Punct(punct) => matches!(punct.as_char(), ';' | ','),
            // What follows braces is the next item, unless it goes on as an expression does.
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                match tokens.peek() {
                    Some(TokenTree::Ident(word)) => *word != "else" && *word != "as",
                    Some(TokenTree::Punct(punct)) => punct.as_char() == '#',
                    _ => false,
                }
            }
            _ => false,
        };
        if let TokenTree::Group(group) = token {
            // The row that a group ends is still there while the group is read.
            let row = if ends { std::mem::take(row) } else { 0 };
            open.push((group.stream().into_iter().peekable(), row));
        } else if ends {
            sum -= std::mem::take(row);
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::depth;

    #[track_caller]
    fn of(text: &str) -> usize {
        depth(text.parse().expect("tokens"))
    }

    #[test]
    fn rows_add_up_with_the_groups_that_hold_them() {
        assert_eq!(of(""), 0);
        assert_eq!(of("a b c"), 3);
        assert_eq!(of("a b; c"), 3);
        assert_eq!(of("a (b [c]) d"), 5);
        assert_eq!(of("((((x))))"), 5);
        assert_eq!(of("if a {} else if b {} else {}"), 9);
    }

    #[test]
    fn items_in_a_row_are_not_deep() {
        let items = "fn f() { g(); }\nstruct S { a: u8 }\n#[cfg(x)] mod m {}\n".repeat(10_000);
        assert!(of(&items) < 20, "{}", of(&items));
        assert_eq!(of(&format!("x = {}1;", "!".repeat(500))), 504);
    }
}
