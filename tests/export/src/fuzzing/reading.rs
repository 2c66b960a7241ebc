//! Documents as readers have them that know nothing of this crate.

use pulldown_cmark::{Event, Options, Parser};
use scraper::Html;

/// The texts that bytes are cut into; what is missing is empty.
pub(super) fn texts<const N: usize>(data: &[u8]) -> [String; N] {
    let text = String::from_utf8_lossy(data);
    let mut parts = text.split('\u{1e}').map(String::from);
    [(); N].map(|()| parts.next().unwrap_or_default())
}

/// Texts as long as the others, in which nothing means anything. Paths and empty texts stay such, and
/// what is the same text stays so, and nothing else.
pub(super) fn harmless<const N: usize>(texts: &[String; N]) -> [String; N] {
    const LETTERS: &str = "აბგდევზთ";
    texts.each_ref().map(|text| {
        let first = texts.iter().position(|other| other == text).unwrap_or_default();
        let letter = LETTERS.chars().nth(first).unwrap_or('x');
        text.chars().map(|c| if c.is_alphanumeric() || c == ':' { c } else { letter }).collect()
    })
}

/// The page as a tree.
///
/// # Panics
///
/// If the parser finds anything to complain about.
#[track_caller]
pub(super) fn html(page: &str) -> Html {
    let html = Html::parse_document(page);
    assert!(html.errors.is_empty(), "{:?} in\n{page}", html.errors);
    html
}

/// The names of all elements, in their order, but for those around a character that is spelt out.
pub(super) fn elements(page: &str) -> Vec<String> {
    let html = html(page);
    let elements = html.root_element().descendent_elements();
    let own = elements.map(|it| it.value()).filter(|it| it.attr("class") != Some("control"));
    own.map(|it| it.name().to_owned()).collect()
}

/// A text as a page shows it.
pub(super) fn on_page(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let shown = text.chars().map(|c| match c {
        '\t' | '\n' => c.to_string(),
        '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => format!("U+{:04X}", u32::from(c)),
        c if c.is_control() => format!("U+{:04X}", u32::from(c)),
        c => c.to_string(),
    });
    shown.collect()
}

/// What is in a page of Markdown beside text.
pub(super) fn structure(markdown: &str) -> Vec<String> {
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let is_text =
        |event: &Event<'_>| matches!(event, Event::Text(_) | Event::Code(_) | Event::SoftBreak);
    parser.filter(|event| !is_text(event)).map(|event| format!("{event:?}")).collect()
}

/// The cell without the apostrophe that keeps it from being a formula.
///
/// # Panics
///
/// If the cell is one, or if there is an apostrophe for no reason.
#[track_caller]
pub(super) fn cell(cell: &str) -> &str {
    let seen = cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
    assert!(
        !seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']),
        "{cell:?} is a formula"
    );
    let Some(text) = cell.strip_prefix('\'') else { return cell };
    let is_ordinary = text.starts_with(|c: char| c.is_ascii_alphanumeric());
    assert!(!is_ordinary, "{cell:?} has an apostrophe for no reason");
    text
}
