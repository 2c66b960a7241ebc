//! Bytes that are counted and digested on their way.

use alloc::borrow::ToOwned;
use std::io::{self, Read, Write};

use sha2::{Digest as _, Sha256};

use crate::export::manifest::FileRecord;

/// A reader or writer, and the length and SHA-256 digest of what passes through it.
pub(super) struct Digesting<T> {
    inner: T,
    bytes: u64,
    hash: Sha256,
}

impl<T> Digesting<T> {
    pub(super) fn new(inner: T) -> Self {
        Self { inner, bytes: 0, hash: Sha256::new() }
    }

    /// What the manifest says of a file of that path.
    pub(super) fn record(self, path: &str) -> FileRecord {
        let mut hex = [0; 64];
        let sha256 = base16ct::lower::encode_str(&self.hash.finalize(), &mut hex);
        // The buffer is twice as long as a digest.
        let sha256 = sha256.map(ToOwned::to_owned).unwrap_or_default();
        FileRecord { path: path.to_owned(), bytes: self.bytes, sha256 }
    }

    fn pass(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        self.hash.update(bytes);
    }
}

impl<W: Write> Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.pass(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(bytes)?;
        self.pass(&bytes[..read]);
        Ok(read)
    }
}

/// Whether the text can be a digest.
pub(super) fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::Digesting;
    use std::io::Write;

    /// The test vector of FIPS 180-2, appendix B.1.
    #[test]
    fn what_passes_is_counted_and_digested() {
        let mut digesting = Digesting::new(std::io::sink());
        digesting.write_all(b"a").unwrap();
        digesting.write_all(b"bc").unwrap();
        let record = digesting.record("abc");
        assert_eq!(record.bytes, 3);
        assert_eq!(
            record.sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
