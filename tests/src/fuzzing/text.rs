//! Texts that are hard to mask: of every documented format, nearly of one, or hostile to logs.

use super::source::Source;

/// Values of the documented formats, and pieces that make others of them.
const PIECES: [&str; 56] = [
    "adele@contoso.example",
    "adele_contoso.example#EXT#@fabrikam.example",
    "a@",
    "@contoso.example",
    "6f9619ff-8b86-d011-b42d-00cf4fc99e6d",
    "{6F9619FF-8B86-D011-B42D-00CF4FC99E6D}",
    "6f9619ff8b86d011b42d00cf4fc99e6d",
    "8946071512345678905",
    "8946071512345678905F",
    "490154203237518",
    "49-015420-323751-8",
    "203.0.113.7",
    "2001:db8:1:2:3:4:5:6",
    "2001:db8::1",
    "::ffff:203.0.113.7",
    "2002:cb00:7107::",
    "fe80::1%eth0",
    "59.3293, 18.0686",
    "-33.8688;151.2093",
    "a4:83:e7:12:34:56",
    "a483.e712.3456",
    "a483e7123456",
    r"C:\Users\adele\letter.docx",
    "/home/adele/photo.jpg",
    r"\\server\share\adele.vance",
    "Adele Vance",
    "Łukasz Żak",
    "王伟",
    "دانا",
    "+46 70 174 06 05",
    "(425) 555-0123",
    "C02XK1JGJHD3",
    "5CD-1234-XYZ",
    "2026-11-22T10:20:30.123Z",
    "2024-02-29 9:20",
    "10.0.22631.4317",
    "17.1",
    "[identified]",
    "[secret]",
    "[suppressed]",
    "[key 1]",
    "***",
    "*",
    "fuzz:0123456789abcdef0123456789abcdef",
    "null",
    "\", \"injected\": \"",
    " }, Injected { ",
    "\n",
    "\r\n\t\0",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{200b}",
    "e\u{301}",
    "\u{1F469}\u{200D}\u{1F4BB}",
    "\u{2028}",
    "\u{3164}",
];

/// Up to four pieces or arbitrary texts, one after the other; at times so many that no mask reads
/// them.
pub(super) fn hostile(source: &mut Source<'_>) -> String {
    let count = match source.below(64) {
        63 => return piece(source).repeat(source.below(128)),
        few => [1, 1, 1, 1, 0, 2, 3, 4][few % 8],
    };
    (0..count).map(|_| piece(source)).collect()
}

fn piece(source: &mut Source<'_>) -> String {
    match source.below(PIECES.len() + 8) {
        known if known < PIECES.len() => edited(source, PIECES[known]),
        _ => source.any().unwrap_or_default(),
    }
}

/// The text, at times with one character replaced or removed.
fn edited(source: &mut Source<'_>, text: &str) -> String {
    let place = source.below(4 * text.chars().count());
    let other: Option<char> = source.any().unwrap_or_default();
    let edit = |(at, c)| if at == place { other } else { Some(c) };
    text.chars().enumerate().filter_map(edit).collect()
}
