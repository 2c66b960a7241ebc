//! Pages of HTML, read as a browser reads them.

use scraper::{ElementRef, Html, Selector};

/// The page as a tree; a parser that finds anything to complain about fails the test.
///
/// # Panics
///
/// If the parser complains.
#[track_caller]
pub fn parse(page: &str) -> Html {
    let html = Html::parse_document(page);
    assert!(html.errors.is_empty(), "{:?}", html.errors);
    html
}

/// The elements that a CSS selector finds.
///
/// # Panics
///
/// If it is no selector.
pub fn select<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(selector).unwrap()).collect()
}
