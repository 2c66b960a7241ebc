//! What a value is of: equal values of two domains have unrelated pseudonyms.

use intune_privacy_taxonomy::{Item, items};
use zeroize::Zeroizing;

use super::prf::{Message, Prf};

/// What a value is of.
#[derive(Clone, Copy)]
pub(crate) enum Domain<'a> {
    /// A documented item.
    Item(&'a Item),
    /// A field that the documents do not list.
    Field { record: &'a str, field: &'a str },
    /// The keys of a map of records.
    Key { record: &'a str, field: &'a str },
    /// A data subject, in whatever field.
    Subject,
}

type Tag = [u8; 8];

/// The first bytes of a message, which stand for the name of a domain: messages with ready-made
/// tags are shorter than messages with names.
pub(super) struct Tags {
    items: Zeroizing<[Tag; items::ALL.len()]>,
    field: Zeroizing<Tag>,
    key: Zeroizing<Tag>,
    subject: Zeroizing<Tag>,
}

impl Tags {
    pub(super) fn new(prf: &Prf) -> Self {
        let mut by_row = Zeroizing::new([Tag::default(); items::ALL.len()]);
        for item in items::ALL {
            if let Some(tag) = by_row.get_mut(usize::from(item.row)) {
                *tag = tag_of(prf, &item_key(item));
            }
        }
        Self {
            items: by_row,
            field: Zeroizing::new(tag_of(prf, &[b"field"])),
            key: Zeroizing::new(tag_of(prf, &[b"key"])),
            subject: Zeroizing::new(tag_of(prf, &[b"subject"])),
        }
    }

    /// Starts a message about a value of `domain`. No message of one domain is the beginning of a
    /// message of another.
    #[inline]
    pub(super) fn begin(&self, domain: Domain<'_>, message: &mut Message<'_>) {
        match domain {
            Domain::Item(item) => match self.items.get(usize::from(item.row)) {
                Some(tag) => message.push(tag),
                None => self.begin(item_as_field(item), message),
            },
            Domain::Field { record, field } => {
                message.push(&*self.field);
                names(record, field, message);
            }
            Domain::Key { record, field } => {
                message.push(&*self.key);
                names(record, field, message);
            }
            Domain::Subject => message.push(&*self.subject),
        }
    }
}

/// A copy of an item whose row was changed to one that does not exist.
#[cold]
fn item_as_field(item: &Item) -> Domain<'_> {
    Domain::Field { record: item.category.as_str(), field: item.name }
}

fn tag_of(prf: &Prf, name: &[&[u8]]) -> Tag {
    let mut message = prf.message();
    for part in name {
        message.push(part);
    }
    message.digest().first_chunk().copied().unwrap_or_default()
}

/// `category.name`: the row of an item may be another in another release.
fn item_key(item: &Item) -> [&[u8]; 3] {
    [item.category.as_str().as_bytes(), b".", item.name.as_bytes()]
}

fn names(record: &str, field: &str, message: &mut Message<'_>) {
    message.push(&length(record));
    message.push(&length(field));
    message.push(record.as_bytes());
    message.push(field.as_bytes());
}

/// A schema has no names longer than this can count.
fn length(name: &str) -> [u8; 4] {
    u32::try_from(name.len()).unwrap_or(u32::MAX).to_be_bytes()
}
