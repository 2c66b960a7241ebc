//! What one master key derives for one tenant.

use core::fmt::{self, Write};

use intune_privacy_taxonomy::Format;

use super::canonical::{self, Writer};
use super::domain::{Domain, Tags};
use super::prf::Prf;
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
        let mut message = self.prf.message();
        self.tags.begin(domain, &mut message);
        canonical::text(format, text, &mut message);
        self.blank.with_digest(message.digest())
    }

    pub(super) fn display(
        &self,
        domain: Domain<'_>,
        format: Option<Format>,
        value: &dyn fmt::Display,
    ) -> Result<Token, fmt::Error> {
        let mut message = self.prf.message();
        self.tags.begin(domain, &mut message);
        let mut writer = Writer::new(format, &mut message);
        write!(writer, "{value}")?;
        writer.end()?;
        Ok(self.blank.with_digest(message.digest()))
    }

    pub(super) fn bytes(&self, domain: Domain<'_>, bytes: &[u8]) -> Token {
        let mut message = self.prf.message();
        self.tags.begin(domain, &mut message);
        canonical::bytes(bytes, &mut message);
        self.blank.with_digest(message.digest())
    }
}
