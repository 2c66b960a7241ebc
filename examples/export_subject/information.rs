use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use intune_privacy::export::Information;

/// Why what a subject is to be told cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum Error {
    #[error("cannot read {}: {source}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("{}, line {line}: expected the fields of `Information`, as TOML or JSON", path.display())]
    Malformed { path: PathBuf, line: usize },
}

/// What Contoso tells the subjects of the data that comes with this example.
pub(crate) fn of_contoso() -> Result<Information, Error> {
    parse(Path::new("information.toml"), include_str!("information.toml"))
}

/// Reads a file of TOML, or of JSON if its name ends so.
pub(crate) fn read(path: &Path) -> Result<Information, Error> {
    match fs::read_to_string(path) {
        Ok(text) => parse(path, &text),
        Err(source) => Err(Error::Unreadable { path: path.to_owned(), source }),
    }
}

fn parse(path: &Path, text: &str) -> Result<Information, Error> {
    let parsed = if path.extension().is_some_and(|extension| extension == "json") {
        serde_json::from_str(text).map_err(|error| error.line())
    } else {
        toml::from_str(text).map_err(|error: toml::de::Error| {
            let start = error.span().map_or(0, |span| span.start);
            text.get(..start).unwrap_or_default().matches('\n').count() + 1
        })
    };
    parsed.map_err(|line| Error::Malformed { path: path.to_owned(), line })
}
