//! The unified diff of a file, as `patch` and `git apply` read it.

use std::io::{self, Write};
use std::path::{Component, Path};

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

const OLD: Style = AnsiColor::Red.on_default();
const NEW: Style = AnsiColor::Green.on_default();
const HUNK: Style = AnsiColor::Cyan.on_default();
const BOLD: Style = Style::new().bold();

/// Writes what changes from the old text to the new.
pub(super) fn write(path: &Path, old: &str, new: &str, out: &mut dyn Write) -> io::Result<()> {
    let name = name(path);
    writeln!(out, "{BOLD}--- a/{name}{BOLD:#}\n{BOLD}+++ b/{name}{BOLD:#}")?;
    // Lines end with a line feed only: who applies the diff takes a lone carriage return for text.
    let [old, new] = [old, new].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let diff = TextDiff::from_slices(&old, &new);
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        writeln!(out, "{HUNK}{}{HUNK:#}", hunk.header())?;
        for change in hunk.iter_changes() {
            let style = match change.tag() {
                ChangeTag::Delete => OLD,
                ChangeTag::Insert => NEW,
                ChangeTag::Equal => Style::new(),
            };
            let line = change.value();
            let end = line.trim_end_matches(['\r', '\n']).len();
            let (line, end) = line.split_at(end);
            write!(out, "{style}{}{line}{style:#}{end}", change.tag())?;
            if !change.value().ends_with('\n') {
                writeln!(out, "\n\\ No newline at end of file")?;
            }
        }
    }
    Ok(())
}

/// Whether a diff of the text can be shown: a control character would be lost, or be obeyed by the
/// terminal.
pub(super) fn is_showable(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// The path from where the diff is applied, with `/` between its parts.
fn name(path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy()),
        Component::ParentDir => Some("..".into()),
        _ => None,
    });
    crate::printable::printable(&parts.collect::<Vec<_>>().join("/"))
}
