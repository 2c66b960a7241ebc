//! The words of the pages, in each language.
//!
//! What the three classes mean is said after the 2018 edition of Microsoft's "Data collection in
//! Intune".

use alloc::format;
use alloc::string::String;

use intune_privacy_taxonomy::Language;

/// The words of one language.
pub(in crate::export) struct Words {
    pub(in crate::export) yes: &'static str,
    pub(in crate::export) no: &'static str,
    /// In the place of an empty value.
    pub(in crate::export) no_value: &'static str,
    /// One record; its number follows.
    pub(in crate::export) record: &'static str,
    pub(in crate::export) records: &'static str,
    /// Before the reason of a developer to hold data that no document lists.
    pub(in crate::export) undocumented: &'static str,
    pub(in crate::export) title: &'static str,
    pub(in crate::export) subject: &'static str,
    pub(in crate::export) made: &'static str,
    pub(in crate::export) nothing: &'static str,
    subject_access: &'static str,
    portability: &'static str,
    required_only: &'static str,
    /// Before the names of the classes.
    classes: &'static str,
    pub(in crate::export) guide: &'static str,
    pub(in crate::export) mam_only: &'static str,
    pub(in crate::export) redacted: &'static str,
    pub(in crate::export) in_clear: &'static str,
    pub(in crate::export) contents: &'static str,
    pub(in crate::export) kind: &'static str,
    pub(in crate::export) information: &'static str,
    pub(in crate::export) controller: &'static str,
    pub(in crate::export) purposes: &'static str,
    pub(in crate::export) categories: &'static str,
    pub(in crate::export) recipients: &'static str,
    pub(in crate::export) retention: &'static str,
    pub(in crate::export) rights: &'static str,
    pub(in crate::export) complaint: &'static str,
    pub(in crate::export) sources: &'static str,
    pub(in crate::export) automated_decisions: &'static str,
    pub(in crate::export) safeguards: &'static str,
    pub(in crate::export) none_of_this_kind: &'static str,
    pub(in crate::export) withheld: &'static str,
    pub(in crate::export) glossary: &'static str,
    pub(in crate::export) identified: &'static str,
    pub(in crate::export) pseudonymized: &'static str,
    pub(in crate::export) aggregated: &'static str,
    pub(in crate::export) inferred: &'static str,
    pub(in crate::export) files: &'static str,
    pub(in crate::export) digests: &'static str,
    pub(in crate::export) file: &'static str,
    pub(in crate::export) bytes: &'static str,
    /// Before the name of the file with the same facts for programs.
    pub(in crate::export) manifest: &'static str,
    /// Before the name of the program.
    pub(in crate::export) generator: &'static str,
    /// How many records of how many kinds there are.
    holds: fn(&str, &str) -> String,
    /// One record, and several.
    record_noun: [&'static str; 2],
    kind_noun: [&'static str; 2],
    /// A noun after 0 is in the singular.
    zero_is_singular: bool,
    /// The first paragraph of article 15 of the GDPR, with a letter.
    pub(in crate::export) article_15_1: fn(&str) -> String,
    pub(in crate::export) article_15_2: &'static str,
    /// A document and its editions.
    source: fn(&str, &str) -> String,
    pub(in crate::export) colon: &'static str,
    and: &'static str,
    /// After the number of the first day of a month.
    first_day: &'static str,
    months: [&'static str; 12],
}

impl Words {
    /// Labels of the documents are in English where there is no other, and so are the words.
    pub(in crate::export) const fn of(language: Language) -> &'static Self {
        match language {
            Language::French => &FRENCH,
            Language::Swedish => &SWEDISH,
            Language::Dutch => &DUTCH,
            _ => &ENGLISH,
        }
    }

    /// How many records of how many kinds a package holds.
    pub(in crate::export) fn summary(&self, records: u64, kinds: u64) -> String {
        if records == 0 {
            return self.nothing.into();
        }
        let kinds = format!("{kinds}\u{A0}{}", self.noun(kinds, self.kind_noun));
        (self.holds)(&self.count_of_records(records), &kinds)
    }

    pub(in crate::export) fn count_of_records(&self, count: u64) -> String {
        format!("{count}\u{A0}{}", self.noun(count, self.record_noun))
    }

    fn noun(&self, count: u64, [one, many]: [&'static str; 2]) -> &'static str {
        if count == 1 || count == 0 && self.zero_is_singular { one } else { many }
    }

    /// What a package of a scope of that kind is for. `classes` are the names of its classes.
    pub(in crate::export) fn purpose(&self, kind: &str, classes: &[&str]) -> Option<String> {
        match kind {
            "subject_access" => Some(self.subject_access.into()),
            "portability" => Some(self.portability.into()),
            "required_only" => Some(self.required_only.into()),
            "classes" => Some(format!("{} {}.", self.classes, self.list(classes))),
            _ => None,
        }
    }

    /// Where labels and classes come from.
    pub(in crate::export) fn taxonomy(&self, document: &str, editions: &[&str]) -> String {
        (self.source)(document, &self.list(editions))
    }

    /// A day, such as 22 November 2026.
    pub(in crate::export) fn date(&self, year: i16, month: i8, day: i8) -> Option<String> {
        let month = self.months.get(usize::try_from(month).ok()?.checked_sub(1)?)?;
        let first = if day == 1 { self.first_day } else { "" };
        Some(format!("{day}{first}\u{A0}{month} {year}"))
    }

    /// Several names in a sentence: `a, b and c`.
    fn list(&self, names: &[&str]) -> String {
        match names {
            [names @ .., last] if !names.is_empty() => {
                format!("{} {} {last}", names.join(", "), self.and)
            }
            names => names.concat(),
        }
    }
}

static ENGLISH: Words = Words {
    yes: "yes",
    no: "no",
    no_value: "no value",
    record: "Record",
    records: "Records",
    undocumented: "Not in Microsoft’s list:",
    title: "Your personal data",
    subject: "About",
    made: "Made on",
    nothing: "This package holds no records about you.",
    subject_access: "It answers a request for access to personal data (article 15 of the GDPR).",
    portability: "With it you can take the data that you provided to another service (article 20 of the GDPR).",
    required_only: "It holds required data only: what Intune needs in order to work.",
    classes: "It holds data of these classes:",
    guide: "Each kind has a part of its own on this page, and a file in the folder “data” that programs can read. At the end of each part stands what is not here, and why.",
    mam_only: "It is narrowed to what Intune collects when it manages apps and not devices.",
    redacted: "Some values in this copy are masked or replaced; the parts say which.",
    in_clear: "Values are shown in full.",
    contents: "Contents",
    kind: "Kind",
    information: "About this data",
    controller: "Who is responsible",
    purposes: "What it is used for",
    categories: "Categories of data",
    recipients: "Who receives it",
    retention: "How long it is kept",
    rights: "Your rights",
    complaint: "Where to complain",
    sources: "Where it comes from",
    automated_decisions: "Automated decisions",
    safeguards: "Safeguards for transfers to other countries",
    none_of_this_kind: "There are no records of this kind.",
    withheld: "What is not here, and why",
    glossary: "What the classes mean",
    identified: "It names you, or is tied to you, your device or an app on it, and Intune cannot manage the device without it. A name and a serial number are such data.",
    pseudonymized: "It stands under a code that a system made up. The code alone tells nobody who you are, and the service uses it to do its work for you.",
    aggregated: "It sums up many people or devices, and serves to run the service and make it better. It says nothing about a single person.",
    inferred: "Where a class is not in the document but follows from other facts, that is said beside it. Data that the document does not list has the class that the makers of the program gave it.",
    files: "Files",
    digests: "The SHA-256 digest is a fingerprint: as long as it is the same, the file has not been changed.",
    file: "File",
    bytes: "Bytes",
    manifest: "The facts of this page, for programs:",
    generator: "Made with",
    holds: |records, kinds| format!("This package holds {records} of {kinds} about you."),
    record_noun: ["record", "records"],
    kind_noun: ["kind", "kinds"],
    zero_is_singular: false,
    article_15_1: |letter| format!("Article 15(1)({letter})"),
    article_15_2: "Article 15(2)",
    source: |document, editions| {
        format!(
            "The names of the data and their classes are those of Microsoft’s “{document}”, editions {editions}."
        )
    },
    colon: ":",
    and: "and",
    first_day: "",
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
};

static FRENCH: Words = Words {
    yes: "oui",
    no: "non",
    no_value: "aucune valeur",
    record: "Enregistrement",
    records: "Enregistrements",
    undocumented: "Absent de la liste de Microsoft\u{A0}:",
    title: "Vos données personnelles",
    subject: "Concerne",
    made: "Établi le",
    nothing: "Ce dossier ne contient aucun enregistrement vous concernant.",
    subject_access: "Il répond à une demande d’accès aux données personnelles (article 15 du RGPD).",
    portability: "Il vous permet de transmettre à un autre service les données que vous avez fournies (article 20 du RGPD).",
    required_only: "Il ne contient que les données requises, dont Intune a besoin pour fonctionner.",
    classes: "Il contient les données de ces classes\u{A0}:",
    guide: "Chaque type a sa propre partie sur cette page, et un fichier dans le dossier «\u{A0}data\u{A0}» que des programmes peuvent lire. À la fin de chaque partie figure ce qui n’est pas là, et pourquoi.",
    mam_only: "Il se limite à ce qu’Intune collecte lorsqu’il gère les applications et non les appareils.",
    redacted: "Certaines valeurs de cette copie sont masquées ou remplacées\u{A0}; les parties indiquent lesquelles.",
    in_clear: "Les valeurs sont affichées en entier.",
    contents: "Sommaire",
    kind: "Type",
    information: "À propos de ces données",
    controller: "Qui est responsable",
    purposes: "À quoi elles servent",
    categories: "Catégories de données",
    recipients: "Qui les reçoit",
    retention: "Combien de temps elles sont conservées",
    rights: "Vos droits",
    complaint: "Où introduire une réclamation",
    sources: "D’où elles viennent",
    automated_decisions: "Décisions automatisées",
    safeguards: "Garanties pour les transferts vers d’autres pays",
    none_of_this_kind: "Il n’y a aucun enregistrement de ce type.",
    withheld: "Ce qui n’est pas là, et pourquoi",
    glossary: "Ce que signifient les classes",
    identified: "Elles vous nomment, ou se rattachent à vous, à votre appareil ou à une application, et Intune ne peut pas gérer l’appareil sans elles. Un nom ou un numéro de série en sont des exemples.",
    pseudonymized: "Elles portent un code créé par un système. Le code seul ne dit à personne qui vous êtes, et le service l’utilise pour travailler pour vous.",
    aggregated: "Elles résument beaucoup de personnes ou d’appareils, et servent à faire fonctionner le service et à l’améliorer. Elles ne disent rien d’une personne en particulier.",
    inferred: "Lorsqu’une classe ne figure pas dans le document mais découle d’autres faits, cela est indiqué à côté. Les données absentes du document ont la classe que les auteurs du programme leur ont donnée.",
    files: "Fichiers",
    digests: "L’empreinte SHA-256 permet de vérifier un fichier\u{A0}: tant qu’elle est la même, le fichier n’a pas été modifié.",
    file: "Fichier",
    bytes: "Octets",
    manifest: "Les faits de cette page, pour les programmes\u{A0}:",
    generator: "Créé avec",
    holds: |records, kinds| format!("Ce dossier contient {records} de {kinds} vous concernant."),
    record_noun: ["enregistrement", "enregistrements"],
    kind_noun: ["type", "types"],
    zero_is_singular: true,
    article_15_1: |letter| format!("Article 15, paragraphe 1, point {letter})"),
    article_15_2: "Article 15, paragraphe 2",
    source: |document, editions| {
        format!(
            "Les noms des données et leurs classes sont ceux du document de Microsoft «\u{A0}{document}\u{A0}», éditions {editions}."
        )
    },
    colon: "\u{A0}:",
    and: "et",
    first_day: "er",
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
};

static SWEDISH: Words = Words {
    yes: "ja",
    no: "nej",
    no_value: "inget värde",
    record: "Post",
    records: "Poster",
    undocumented: "Inte i Microsofts lista:",
    title: "Dina personuppgifter",
    subject: "Gäller",
    made: "Skapat den",
    nothing: "Det här paketet innehåller inga poster om dig.",
    subject_access: "Det svarar på en begäran om tillgång till personuppgifter (artikel 15 i GDPR).",
    portability: "Med det kan du föra över de uppgifter som du har lämnat till en annan tjänst (artikel 20 i GDPR).",
    required_only: "Det innehåller endast nödvändiga data, som Intune behöver för att fungera.",
    classes: "Det innehåller data av de här klasserna:",
    guide: "Varje slag har en egen del på den här sidan, och en fil i mappen ”data” som program kan läsa. Sist i varje del står vad som inte finns med, och varför.",
    mam_only: "Det är begränsat till vad Intune samlar in när det hanterar appar och inte enheter.",
    redacted: "Vissa värden i den här kopian är maskerade eller ersatta; delarna anger vilka.",
    in_clear: "Värdena visas i sin helhet.",
    contents: "Innehåll",
    kind: "Slag",
    information: "Om dessa uppgifter",
    controller: "Vem som är ansvarig",
    purposes: "Vad de används till",
    categories: "Kategorier av uppgifter",
    recipients: "Vem som får dem",
    retention: "Hur länge de sparas",
    rights: "Dina rättigheter",
    complaint: "Vart man vänder sig med klagomål",
    sources: "Var de kommer ifrån",
    automated_decisions: "Automatiserade beslut",
    safeguards: "Skyddsåtgärder vid överföring till andra länder",
    none_of_this_kind: "Det finns inga poster av det här slaget.",
    withheld: "Vad som inte finns med, och varför",
    glossary: "Vad klasserna betyder",
    identified: "De namnger dig, eller är knutna till dig, din enhet eller en app på den, och Intune kan inte hantera enheten utan dem. Ett namn och ett serienummer är sådana uppgifter.",
    pseudonymized: "De står under en kod som ett system har skapat. Koden ensam avslöjar inte vem du är, och tjänsten använder den för att göra sitt arbete åt dig.",
    aggregated: "De sammanfattar många personer eller enheter, och används till att driva och förbättra tjänsten. De säger ingenting om en enskild person.",
    inferred: "Där en klass inte står i dokumentet utan följer av andra fakta, anges det intill. Uppgifter som dokumentet inte tar upp har den klass som programmets utvecklare har gett dem.",
    files: "Filer",
    digests: "SHA-256-summan är ett fingeravtryck: så länge den är densamma har filen inte ändrats.",
    file: "Fil",
    bytes: "Byte",
    manifest: "Sidans fakta, för program:",
    generator: "Skapat med",
    holds: |records, kinds| format!("Det här paketet innehåller {records} av {kinds} om dig."),
    record_noun: ["post", "poster"],
    kind_noun: ["slag", "slag"],
    zero_is_singular: false,
    article_15_1: |letter| format!("Artikel 15.1 {letter}"),
    article_15_2: "Artikel 15.2",
    source: |document, editions| {
        format!(
            "Uppgifternas namn och klasser kommer från Microsofts ”{document}”, utgåvorna {editions}."
        )
    },
    colon: ":",
    and: "och",
    first_day: "",
    months: [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ],
};

static DUTCH: Words = Words {
    yes: "ja",
    no: "nee",
    no_value: "geen waarde",
    record: "Record",
    records: "Records",
    undocumented: "Niet in de lijst van Microsoft:",
    title: "Uw persoonsgegevens",
    subject: "Betreft",
    made: "Gemaakt op",
    nothing: "Dit pakket bevat geen records over u.",
    subject_access: "Het is het antwoord op een verzoek om inzage in persoonsgegevens (artikel 15 van de AVG).",
    portability: "Hiermee kunt u de gegevens die u hebt verstrekt naar een andere dienst meenemen (artikel 20 van de AVG).",
    required_only: "Het bevat alleen vereiste gegevens, die Intune nodig heeft om te werken.",
    classes: "Het bevat gegevens van deze klassen:",
    guide: "Elke soort heeft een eigen deel op deze pagina, en een bestand in de map ‘data’ dat programma’s kunnen lezen. Aan het eind van elk deel staat wat er niet is, en waarom.",
    mam_only: "Het is beperkt tot wat Intune verzamelt als het apps beheert en geen apparaten.",
    redacted: "Sommige waarden in deze kopie zijn afgeschermd of vervangen; de delen vermelden welke.",
    in_clear: "De waarden worden volledig getoond.",
    contents: "Inhoud",
    kind: "Soort",
    information: "Over deze gegevens",
    controller: "Wie verantwoordelijk is",
    purposes: "Waarvoor ze worden gebruikt",
    categories: "Categorieën van gegevens",
    recipients: "Wie ze ontvangt",
    retention: "Hoe lang ze worden bewaard",
    rights: "Uw rechten",
    complaint: "Waar u een klacht kunt indienen",
    sources: "Waar ze vandaan komen",
    automated_decisions: "Geautomatiseerde besluiten",
    safeguards: "Waarborgen bij doorgifte aan andere landen",
    none_of_this_kind: "Er zijn geen records van deze soort.",
    withheld: "Wat er niet is, en waarom",
    glossary: "Wat de klassen betekenen",
    identified: "Ze noemen u, of zijn verbonden met u, uw apparaat of een app daarop, en Intune kan het apparaat niet zonder beheren. Een naam en een serienummer zijn zulke gegevens.",
    pseudonymized: "Ze staan onder een code die een systeem heeft bedacht. De code alleen vertelt niemand wie u bent, en de dienst gebruikt die om zijn werk voor u te doen.",
    aggregated: "Ze vatten veel personen of apparaten samen, en dienen om de dienst te laten werken en te verbeteren. Ze zeggen niets over één persoon.",
    inferred: "Waar een klasse niet in het document staat maar uit andere feiten volgt, staat dat erbij. Gegevens die het document niet noemt, hebben de klasse die de makers van het programma eraan gaven.",
    files: "Bestanden",
    digests: "De SHA-256-waarde is een vingerafdruk: zolang die hetzelfde is, is het bestand niet gewijzigd.",
    file: "Bestand",
    bytes: "Bytes",
    manifest: "De feiten van deze pagina, voor programma’s:",
    generator: "Gemaakt met",
    holds: |records, kinds| format!("Dit pakket bevat {records} van {kinds} over u."),
    record_noun: ["record", "records"],
    kind_noun: ["soort", "soorten"],
    zero_is_singular: false,
    article_15_1: |letter| format!("Artikel 15, lid 1, onder {letter})"),
    article_15_2: "Artikel 15, lid 2",
    source: |document, editions| {
        format!(
            "De namen van de gegevens en hun klassen komen uit ‘{document}’ van Microsoft, edities {editions}."
        )
    },
    colon: ":",
    and: "en",
    first_day: "",
    months: [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
};
