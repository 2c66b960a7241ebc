//! Packages that somebody changed.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::sync::OnceLock;

use arbitrary::Unstructured;
use intune_privacy::export::{Format, Manifest, VerifyError, verify};
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::packages::{Folder, filled};

/// How zip files begin, and so an input that is one.
const ZIP: &[u8] = b"PK";

/// A package from bytes: a zip file, or what to do to a package that is valid. It is found to be
/// invalid, or every file is what its manifest says, and what the package held before if the manifest
/// is the same.
///
/// # Panics
///
/// If something is not as it should be.
pub fn package(data: &[u8]) {
    if data.starts_with(ZIP) {
        is_valid_or_found(data);
    } else {
        is_valid_or_found(&cut(&mut Unstructured::new(data)));
        is_valid_or_found(&packed(&mut Unstructured::new(data)));
    }
}

/// The bytes of a valid package.
fn own() -> &'static [u8] {
    static OWN: OnceLock<Vec<u8>> = OnceLock::new();
    OWN.get_or_init(|| {
        let folder = Folder::new();
        filled(folder.zip("a.zip").format(Format::Xml)).expect("a package");
        fs::read(folder.path("a.zip")).expect("the package")
    })
}

/// The files of a zip file by name, as far as they can be read.
fn files(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return files };
    for index in 0..zip.len() {
        let Ok(file) = zip.by_index(index) else { continue };
        let Ok(name) = file.name().map(String::from) else { continue };
        let mut content = Vec::new();
        // No file of a test is longer, and one of a fuzzer may say that it is.
        if file.take(1 << 20).read_to_end(&mut content).is_ok() {
            files.insert(name, content);
        }
    }
    files
}

/// The valid package with other bytes in some places.
fn cut(bytes: &mut Unstructured<'_>) -> Vec<u8> {
    let mut zip = own().to_vec();
    while !bytes.is_empty() && !zip.is_empty() {
        let at = usize::from(bytes.arbitrary::<u16>().unwrap_or_default()) % zip.len();
        let (what, byte) = bytes.arbitrary::<(u8, u8)>().unwrap_or_default();
        match what % 8 {
            0 => zip.truncate(at),
            1 => zip.insert(at, byte),
            2 => drop(zip.remove(at)),
            3 => zip.push(byte),
            4 => zip[at] ^= 1 << (byte % 8),
            _ => zip[at] = byte,
        }
    }
    zip
}

/// The files of the valid package, changed and packed anew.
fn packed(bytes: &mut Unstructured<'_>) -> Vec<u8> {
    let mut files: Vec<_> = files(own()).into_iter().collect();
    let mut methods = Vec::new();
    while !bytes.is_empty() && !files.is_empty() {
        let at = bytes.choose_index(files.len()).unwrap_or_default();
        let (name, content) = &mut files[at];
        let place = usize::from(bytes.arbitrary::<u16>().unwrap_or_default());
        let (what, byte) = bytes.arbitrary::<(u8, u8)>().unwrap_or_default();
        match what % 10 {
            0 => drop(files.remove(at)),
            1 => {
                let copy = files[at].clone();
                files.push((format!("{}{}", copy.0, char::from(byte)), copy.1));
            }
            2 => name.insert(place % (name.len() + 1), char::from(byte % 128)),
            3 => drop(name.pop()),
            4 => content.truncate(place),
            5 => content.insert(place % (content.len() + 1), byte),
            6 => methods.push(byte),
            7 if !content.is_empty() => drop(content.remove(place % content.len())),
            _ if !content.is_empty() => {
                let place = place % content.len();
                content[place] = byte;
            }
            _ => {}
        }
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (index, (name, content)) in files.iter().enumerate() {
        let is_stored = methods.get(index).is_some_and(|byte| byte % 2 == 0);
        let method =
            if is_stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method);
        // Two files of one name are not written.
        if zip.start_file(name.as_str(), options).is_ok() {
            zip.write_all(content).expect("it is written");
        }
    }
    zip.finish().expect("a zip file").into_inner()
}

fn is_valid_or_found(bytes: &[u8]) {
    let folder = Folder::new();
    let path = folder.path("a.zip");
    fs::write(&path, bytes).expect("a file");
    let manifest = match verify(&path) {
        Ok(manifest) => manifest,
        Err(VerifyError::Invalid { findings }) => {
            assert!(!findings.is_empty(), "invalid, and nothing is found");
            for finding in findings {
                let finding = finding.to_string();
                assert!(!finding.contains(char::is_control), "{finding:?}");
            }
            return;
        }
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    let (files, before) = (files(bytes), files(own()));
    let own_manifest = &files["manifest.json"];
    let said: Manifest = serde_json::from_slice(own_manifest).expect("a manifest");
    assert_eq!(format!("{said:?}"), format!("{manifest:?}"), "another manifest is returned");
    assert_eq!(files.keys().filter(|name| !name.ends_with('/')).count(), manifest.files.len() + 1);
    for file in &manifest.files {
        let content = &files[&file.path];
        assert_eq!(content.len() as u64, file.bytes, "{}", file.path);
        let digest = Sha256::digest(content);
        let digits = digest.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        assert_eq!(digits, file.sha256, "{}", file.path);
    }
    if *own_manifest == before["manifest.json"] {
        assert!(
            files.iter().all(|(name, content)| name.ends_with('/') || before[name] == *content)
        );
    }
}
