//! A path of the file system.

use super::Ends;

/// The extensions that may stay. The end of a name is no extension for having a dot before it:
/// `C:\Users\adele.vance` is the home of a person.
const EXTENSIONS: [&str; 73] = [
    "7z", "aac", "apk", "appx", "avi", "bak", "bat", "bmp", "cab", "cer", "cfg", "cmd", "conf",
    "crt", "csv", "dll", "dmg", "doc", "docm", "docx", "eml", "epub", "exe", "gif", "gz", "heic",
    "htm", "html", "ico", "ics", "inf", "ini", "ipa", "iso", "jar", "jpeg", "jpg", "js", "json",
    "lnk", "log", "mkv", "mov", "mp3", "mp4", "msg", "msi", "msix", "odt", "ost", "pdf", "pfx",
    "pkg", "png", "ppt", "pptx", "ps1", "pst", "rtf", "svg", "sys", "tar", "tmp", "txt", "vbs",
    "wav", "xls", "xlsm", "xlsx", "xml", "yaml", "yml", "zip",
];

/// The drive with its slash, the `/` or the `\\` at the start, and the extension.
pub(super) fn ends(text: &str) -> Ends<'_> {
    Ends { before: root(text), after: extension(text).unwrap_or_default() }
}

fn root(text: &str) -> &str {
    let length = match text.as_bytes() {
        [drive, b':', b'\\' | b'/', ..] if drive.is_ascii_alphabetic() => 3,
        [b'\\', b'\\', ..] => 2,
        [b'/', ..] => 1,
        _ => 0,
    };
    &text[..length]
}

/// The extension with its dot. What is before the dot is no part of the root.
fn extension(text: &str) -> Option<&str> {
    let file = text.rsplit(['/', '\\']).next()?;
    let (stem, extension) = file.rsplit_once('.')?;
    let is_known = EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension));
    (is_known && !stem.is_empty()).then(|| &file[stem.len()..])
}

#[cfg(test)]
mod tests {
    use super::EXTENSIONS;
    use crate::mask::tests::check;
    use intune_privacy_taxonomy::Format;

    #[test]
    fn the_root_and_the_extension_stay() {
        check(
            Format::Path,
            &[
                (r"C:\Users\adele\Contract of Adele Vance.docx", r"C:\***.docx"),
                ("c:/Users/adele/setup.EXE", "c:/***.EXE"),
                (r"C:\Program Files\Contoso", r"C:\***"),
                (r"\\server\share\adele\photo.jpg", r"\\***.jpg"),
                (r"\\?\C:\Users\adele\setup.exe", r"\\***.exe"),
                ("/home/adele/letter.txt", "/***.txt"),
                ("/Users/adele", "/***"),
                ("Documents/adele.vance.pdf", "***.pdf"),
                ("adele's \"letter\".txt", "***.txt"),
                ("/home/адель/письмо.txt", "/***.txt"),
            ],
        );
    }

    #[test]
    fn nothing_else_shows_any_part() {
        check(
            Format::Path,
            &[
                // The end of a name is no extension.
                ("/home/adele.vance", "/***"),
                (r"C:\Users\adele.v", r"C:\***"),
                (r"C:\Users\adele.v\", r"C:\***"),
                ("/home/adele/.ssh", "/***"),
                ("/home/adele/.exe", "/***"),
                ("/home/adele/setup.exe.", "/***"),
                ("/home/adele/setup.ехе", "/***"),
                ("setup.exe:adele", "***"),
                ("letter", "***"),
                ("1:\\Users\\adele", "***"),
                ("é:\\Users\\adele", "***"),
                (r"C:Users\adele", "***"),
                // More than half would stay.
                (r"C:\a.exe", "***"),
                (r"C:\", "***"),
                ("/", "***"),
                ("//", "/***"),
                ("/.", "/***"),
                (r"\\a", "***"),
                ("a.txt", "***"),
                // Invisible characters.
                ("/home/adele\0/letter.txt", "***"),
                ("/home/adele/letter\u{202E}txt.exe", "***"),
                ("/home/adele\n/letter.txt", "***"),
                ("", "***"),
            ],
        );
    }

    #[test]
    fn extensions_are_short_and_sorted() {
        assert!(EXTENSIONS.is_sorted());
        let is_short = |known: &&str| {
            (1..=4).contains(&known.len())
                && known.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        assert!(EXTENSIONS.iter().all(is_short));
    }
}
