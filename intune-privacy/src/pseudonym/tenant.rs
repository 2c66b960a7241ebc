//! What one master key derives for one tenant.

use core::fmt::{self, Write};

use intune_privacy_taxonomy::Format;

use super::canonical::{self, Writer};
use super::domain::{Domain, Tags};
use super::prf::{Digest, Message, Prf};
use super::token::Token;
use super::{Algorithm, Key};

/// What one master key derives for one tenant and algorithm.
pub(super) struct TenantKey {
    prf: Prf,
    tags: Tags,
    /// The token with the id of the key and no digits yet.
    blank: Token,
}

impl TenantKey {
    pub(super) fn new(key: &Key, tenant: &str, algorithm: Algorithm) -> Self {
        let prf = |purpose| Prf::new(algorithm, &key.derive(purpose, algorithm, tenant));
        Self { prf: prf("value"), tags: Tags::new(&prf("domain")), blank: Token::blank(key.id()) }
    }

    pub(super) fn id(&self) -> &str {
        self.blank.key_id()
    }

    #[inline]
    pub(super) fn text(&self, domain: Domain<'_>, format: Option<Format>, text: &str) -> Token {
        let digest = match &self.prf {
            Prf::Hmac(key) => self.digest(key.start(), domain, format, text),
            Prf::Sip(key) => self.digest(key.start(), domain, format, text),
        };
        self.blank.with_digest(digest)
    }

    /// For each algorithm by itself, because this is what most tokens are made by.
    #[inline]
    fn digest(
        &self,
        mut message: impl Message,
        domain: Domain<'_>,
        format: Option<Format>,
        text: &str,
    ) -> Digest {
        self.tags.begin(domain, &mut message);
        canonical::text(format, text, &mut message);
        message.digest()
    }

    pub(super) fn display(
        &self,
        domain: Domain<'_>,
        format: Option<Format>,
        value: &dyn fmt::Display,
    ) -> Result<Token, fmt::Error> {
        let (token, written) = self.token(domain, |message| {
            let mut writer = Writer::new(format, message);
            write!(writer, "{value}")?;
            writer.end()
        });
        written.map(|()| token)
    }

    pub(super) fn bytes(&self, domain: Domain<'_>, bytes: &[u8]) -> Token {
        self.token(domain, |message| canonical::bytes(bytes, message)).0
    }

    fn token<R>(
        &self,
        domain: Domain<'_>,
        value: impl FnOnce(&mut dyn Message) -> R,
    ) -> (Token, R) {
        let (digest, written) = self.prf.of(|message| {
            self.tags.begin(domain, message);
            value(message)
        });
        (self.blank.with_digest(digest), written)
    }
}
