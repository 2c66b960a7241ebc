//! The 7 kinds of data that Intune never collects, nor lets an administrator see (2023 edition).

use crate::facts::Labels;

/// A kind of end-user data or content that is never collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NeverCollected {
    /// The name, which no field may have.
    pub name: &'static str,
    /// The label in four languages.
    pub labels: Labels,
    /// Other names of the same data.
    pub aliases: &'static [&'static str],
}

impl NeverCollected {
    /// Whether `name` names this data.
    pub fn is_named(&self, name: &str) -> bool {
        self.name == name || self.aliases.contains(&name)
    }
}

/// All of them, in the order of the document.
///
/// ```
/// use intune_privacy_taxonomy::NEVER_COLLECTED;
/// assert!(NEVER_COLLECTED.iter().any(|kind| kind.is_named("browsing_history")));
/// ```
pub static NEVER_COLLECTED: [NeverCollected; 7] = [
    NeverCollected {
        name: "call_or_browsing_history",
        labels: Labels {
            en: "Calling or web browsing history of an end user",
            fr: "Historique des appels ou de navigation web d’un utilisateur",
            sv: "En slutanvändares samtals- eller webbhistorik",
            nl: "Gespreks- of browsegeschiedenis van een eindgebruiker",
        },
        aliases: &["browsing_history", "web_history", "call_history", "call_log"],
    },
    NeverCollected {
        name: "personal_email",
        labels: Labels {
            en: "Personal email",
            fr: "E-mail personnel",
            sv: "Personlig e-post",
            nl: "Persoonlijke e-mail",
        },
        aliases: &["personal_emails", "personal_mail"],
    },
    NeverCollected {
        name: "text_message",
        labels: Labels {
            en: "Text messages",
            fr: "SMS",
            sv: "Textmeddelanden",
            nl: "Sms-berichten",
        },
        aliases: &["text_messages", "sms", "sms_messages"],
    },
    NeverCollected {
        name: "contact",
        labels: Labels { en: "Contacts", fr: "Contacts", sv: "Kontakter", nl: "Contactpersonen" },
        aliases: &["contacts", "address_book"],
    },
    NeverCollected {
        name: "personal_account_password",
        labels: Labels {
            en: "Passwords for personal accounts",
            fr: "Mots de passe de comptes personnels",
            sv: "Lösenord för personliga konton",
            nl: "Wachtwoorden voor persoonlijke accounts",
        },
        aliases: &["personal_password", "personal_passwords"],
    },
    NeverCollected {
        name: "calendar_event",
        labels: Labels {
            en: "Calendar events",
            fr: "Événements de calendrier",
            sv: "Kalenderhändelser",
            nl: "Agendagebeurtenissen",
        },
        aliases: &["calendar_events", "calendar"],
    },
    NeverCollected {
        name: "photo",
        labels: Labels {
            en: "Photos, including those in a photo app or camera",
            fr: "Photos, y compris celles d’une application photo ou de l’appareil photo",
            sv: "Foton, inklusive de i en fotoapp eller kamera",
            nl: "Foto's, inclusief foto's in een foto-app of camera",
        },
        aliases: &["photos", "camera_roll"],
    },
];
