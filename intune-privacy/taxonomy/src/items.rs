//! The 90 documented data items, sorted by category and name; nothing else.
//!
//! To add one, put it in its sorted place, number its `row` and run the tests: order, uniqueness
//! and names are asserted at compile time in `table.rs`.

use crate::table::items;

items! {
    AccessControl, access_control {
        PRIVATE_KEY, "private_key", row 0 {
            labels: "Private keys for certificates", "Clés privées des certificats", "Privata nycklar för certifikat", "Persoonlijke sleutels voor certificaten";
            class: Identified Documented;
            collected: Required, mam No;
            value: Secret secret;
            editions: Y2018 Y2023;
            aliases: "private_keys" "certificate_private_key";
            generic: ;
        }
        STATIC_AUTHENTICATOR, "static_authenticator", row 1 {
            labels: "Static authenticators (customer's password)", "Authentificateurs statiques (mot de passe du client)", "Statiska autentiserare (kundens lösenord)", "Statische verificators (wachtwoord van de klant)";
            class: Identified Documented;
            collected: Required, mam No;
            value: Secret secret;
            editions: Y2018 Y2023;
            aliases: "static_authenticators" "customer_password";
            generic: ;
        }
    }

    AdminAccount, admin_account {
        ACTIVE_DIRECTORY_ID, "active_directory_id", row 2 {
            labels: "Active Directory ID of each customer IT admin", "ID Active Directory de chaque administrateur informatique du client", "Active Directory-ID för varje kunds IT-administratör", "Active Directory-id van elke IT-beheerder van de klant";
            class: Identified Documented;
            collected: Required, mam Yes;
            value: Guid;
            editions: Y2018 Y2023;
            aliases: "admin_active_directory_id" "admin_object_id";
            generic: ;
        }
        ADMIN_FULL_NAME, "admin_full_name", row 3 {
            labels: "Admin user first name and last name", "Prénom et nom de l’utilisateur administrateur", "Administratörens för- och efternamn", "Voor- en achternaam van de beheerder";
            class: Identified Documented;
            collected: Required, mam Yes;
            value: PersonName;
            editions: Y2018 Y2023;
            aliases: "admin_first_name" "admin_last_name" "admin_display_name";
            generic: ;
        }
        ADMIN_USER_NAME, "admin_user_name", row 4 {
            labels: "Admin user name", "Nom d’utilisateur de l’administrateur", "Administratörens användarnamn", "Gebruikersnaam van de beheerder";
            class: Identified Documented;
            collected: Required, mam Yes;
            value: PersonName;
            editions: Y2018 Y2023;
            aliases: "admin_username";
            generic: ;
        }
        OWNER_EMAIL, "owner_email", row 5 {
            labels: "Email address of account owner", "Adresse e-mail du propriétaire du compte", "E-postadress till kontots ägare", "E-mailadres van accounteigenaar";
            class: Identified Documented;
            collected: Required, mam Yes;
            value: Email;
            editions: Y2018 Y2023;
            aliases: "account_owner_email";
            generic: ;
        }
        PAYMENT_DATA, "payment_data", row 6 {
            labels: "Payment data for customer billing", "Données de paiement pour la facturation au client", "Betalningsdata för kundfakturering", "Betalingsgegevens voor klantfacturering";
            class: Identified Documented;
            collected: Required, mam Yes;
            value: Text;
            editions: Y2018 Y2023;
            aliases: "billing_data";
            generic: ;
        }
        PHONE_NUMBER, "phone_number", row 7 {
            labels: "Phone number", "Numéro de téléphone", "Telefonnummer", "Telefoonnummer";
            class: Identified Documented;
            collected: Required, mam Yes;
            value: Phone;
            editions: Y2018 Y2023;
            aliases: "admin_phone_number";
            generic: ;
        }
        SUBSCRIPTION_KEY, "subscription_key", row 8 {
            labels: "Subscription key", "Clé de l’abonnement", "Prenumerationsnyckel", "Abonnementssleutel";
            class: Identified Documented;
            collected: Required, mam Yes;
            value: Secret secret;
            editions: Y2018 Y2023;
            aliases: ;
            generic: ;
        }
        UPN, "upn", row 9 {
            labels: "UPN (email)", "Nom d’utilisateur principal (e-mail)", "UPN (e-post)", "UPN (e-mail)";
            class: Identified Documented;
            collected: Required, mam Yes;
            value: Email;
            editions: Y2018 Y2023;
            aliases: "admin_upn" "admin_user_principal_name";
            generic: ;
        }
    }

    AdminCreated, admin_created {
        COMPLIANCE_POLICY, "compliance_policy", row 10 {
            labels: "Compliance policies", "Stratégies de conformité", "Efterlevnadsprinciper", "Nalevingsbeleid";
            class: None Undocumented;
            collected: Required, mam No;
            value: Text;
            editions: Y2023;
            aliases: "compliance_policies";
            generic: ;
        }
        GROUP_POLICY, "group_policy", row 11 {
            labels: "Group policy", "Stratégie de groupe", "Grupprincip", "Groepsbeleid";
            class: None Undocumented;
            collected: Required, mam No;
            value: Text;
            editions: Y2023;
            aliases: "group_policies";
            generic: ;
        }
        LOB_APPLICATION, "lob_application", row 12 {
            labels: "Line-of-business (LOB) application", "Application métier (LOB)", "Verksamhetsspecifikt program (LOB)", "Line-Of-Business-toepassing (LOB)";
            class: None Undocumented;
            collected: Required, mam Yes;
            value: Text;
            editions: Y2023;
            aliases: "line_of_business_application" "lob_app";
            generic: ;
        }
        POWERSHELL_SCRIPT, "powershell_script", row 13 {
            labels: "PowerShell scripts", "Scripts PowerShell", "PowerShell-skript", "PowerShell-scripts";
            class: None Undocumented;
            collected: Required, mam No;
            value: Text;
            editions: Y2023;
            aliases: "powershell_scripts";
            generic: ;
        }
        PROFILE_NAME, "profile_name", row 14 {
            labels: "Profile names", "Noms de profil", "Profilnamn", "Profielnamen";
            class: None Undocumented;
            collected: Required, mam Yes;
            value: Text;
            editions: Y2023;
            aliases: "profile_names";
            generic: "profile_name" "profile_names";
        }
    }

    AdminUsage, admin_usage {
        CONSOLE_USAGE, "console_usage", row 15 {
            labels: "Admin usage data from across all Intune tenants", "Données d’utilisation de l’administrateur provenant de tous les locataires Intune", "Administratörsanvändningsdata från alla Intune-klientorganisationer", "Gebruiksgegevens van beheerders van alle Intune-tenants";
            class: Aggregated Documented;
            collected: Required, mam Yes;
            value: Count;
            editions: Y2018 Y2023;
            aliases: "admin_usage" "admin_control_selections";
            generic: ;
        }
    }

    ApplicationInventory, application_inventory {
        APP_ID, "app_id", row 16 {
            labels: "App ID", "ID de l’application", "App-ID", "App-id";
            class: Identified Documented;
            collected: Required only CorporateOwnedOrCompliantApp, mam Yes if ManagedAppsOnly;
            value: Text;
            editions: Y2018 Y2023;
            aliases: "application_id" "bundle_id";
            generic: "app_id" "application_id" "bundle_id";
        }
        APP_NAME, "app_name", row 17 {
            labels: "App name", "Nom de l’application", "Appnamn", "App-naam";
            class: Identified Documented;
            collected: Required only CorporateOwnedOrCompliantApp, mam Yes if ManagedAppsOnly;
            value: Text;
            editions: Y2018 Y2023;
            aliases: "application_name";
            generic: "app_name" "application_name";
        }
        INSTALL_LOCATION, "install_location", row 18 {
            labels: "Installation location", "Emplacement d’installation", "Installationsplats", "Installatielocatie";
            class: Identified Documented;
            collected: Required only CorporateOwnedOrCompliantApp, mam No;
            value: Path;
            editions: Y2018 Y2023;
            aliases: "installation_location" "app_install_location";
            generic: ;
        }
        SIZE, "size", row 19 {
            labels: "Size", "Taille", "Storlek", "Grootte";
            class: Identified Documented;
            collected: Required only CorporateOwnedOrCompliantApp, mam No;
            value: Number;
            editions: Y2018 Y2023;
            aliases: "app_size" "app_size_bytes" "size_in_byte";
            generic: "size";
        }
        VERSION, "version", row 20 {
            labels: "Version", "Version", "Version", "Versie";
            class: Identified Documented;
            collected: Required only CorporateOwnedOrCompliantApp, mam Yes if ManagedAppsOnly;
            value: Version;
            editions: Y2018 Y2023;
            aliases: "app_version" "application_version";
            generic: "version" "app_version";
        }
    }

    AuditLog, audit_log {
        ASSIGN, "assign", row 21 {
            labels: "Assign", "Affecter", "Tilldela", "Toewijzen";
            class: Identified Documented;
            collected: Required, mam Yes;
            value: Text;
            editions: Y2018 Y2023;
            aliases: "assign_activity";
            generic: "assign";
        }
        CREATE, "create", row 22 {
            labels: "Create", "Créer", "Skapa", "Maken";
            class: Identified Documented;
            collected: Required, mam Yes;
            value: Text;
            editions: Y2018 Y2023;
            aliases: "create_activity";
            generic: "create";
        }
        DELETE, "delete", row 23 {
            labels: "Delete", "Supprimer", "Ta bort", "Verwijderen";
            class: Identified Documented;
            collected: Required, mam Yes;
            value: Text;
            editions: Y2018 Y2023;
            aliases: "delete_activity";
            generic: "delete";
        }
        MANAGE, "manage", row 24 {
            labels: "Manage", "Gestion", "Hantera", "Beheren";
            class: Identified Documented;
            collected: Required, mam Yes;
            value: Text;
            editions: Y2018 Y2023;
            aliases: "manage_activity";
            generic: "manage";
        }
        REMOTE_TASK, "remote_task", row 25 {
            labels: "Remote tasks", "Tâches à distance", "Fjärråtgärder", "Externe taken";
            class: Identified Documented;
            collected: Required, mam Yes;
            value: Text;
            editions: Y2018 Y2023;
            aliases: "remote_tasks" "remote_task_activity";
            generic: ;
        }
        UPDATE, "update", row 26 {
            labels: "Update (edit)", "Mettre à jour (modifier)", "Uppdatera (redigera)", "Bijwerken (bewerken)";
            class: Identified Documented;
            collected: Required, mam Yes;
            value: Text;
            editions: Y2018 Y2023;
            aliases: "update_activity" "edit_activity";
            generic: "update";
        }
    }

    CustomerTenant, customer_tenant {
        THIRD_PARTY_TENANT_ID, "third_party_tenant_id", row 27 {
            labels: "Customer third-party tenant IDs (like Apple ID)", "ID de locataires tiers des clients (comme l’ID Apple)", "Kundens klientorganisations-ID hos tredje part (till exempel Apple-ID)", "Tenant-id's van derden van de klant (zoals Apple ID)";
            class: Identified Documented;
            collected: Required, mam No;
            value: Text;
            editions: Y2018 Y2023;
            aliases: "third_party_tenant_ids" "customer_apple_id";
            generic: ;
        }
    }

    DeviceData, device_data {
        ACCOUNT_ID, "account_id", row 28 {
            labels: "Account ID", "ID de compte", "Konto-ID", "Account-id";
            class: Pseudonymized Documented identified_when_tied;
            collected: Required, mam Yes;
            value: Guid;
            editions: Y2018 Y2023;
            aliases: ;
            generic: ;
        }
        APPLE_ID, "apple_id", row 29 {
            labels: "AppleID for iOS/iPadOS devices", "ID Apple pour appareils iOS/iPadOS", "AppleID för iOS/iPadOS-enheter", "AppleID voor iOS-/iPadOS-apparaten";
            class: Pseudonymized Documented identified_when_tied;
            collected: Required, mam No;
            value: Email;
            editions: Y2018 Y2023;
            aliases: "device_apple_id";
            generic: ;
        }
        DEVICE_MANAGEMENT_ID, "device_management_id", row 34 {
            labels: "Intune device management ID", "ID de gestion d’appareils Intune", "Intune-enhetshanterings-ID", "Intune-apparaatbeheer-id";
            class: Pseudonymized Documented identified_when_tied;
            collected: Required, mam Yes if MdmEnrolled;
            value: Guid;
            editions: Y2018 Y2023;
            aliases: "intune_device_management_id";
            generic: ;
        }
        EAS_DEVICE_ID, "eas_device_id", row 33 {
            labels: "EAS device ID", "ID d’appareil EAS", "EAS-enhets-ID", "EAS-apparaat-id";
            class: Pseudonymized Documented identified_when_tied;
            collected: Required, mam No;
            value: Text;
            editions: Y2018 Y2023;
            aliases: "exchange_active_sync_device_id";
            generic: ;
        }
        ENTRA_DEVICE_ID, "entra_device_id", row 30 {
            labels: "Microsoft Entra device ID", "ID d’appareil Microsoft Entra", "Microsoft Entra-enhets-ID", "Microsoft Entra-apparaat-id";
            class: Pseudonymized Documented identified_when_tied;
            collected: Required, mam Yes if EntraJoined;
            value: Guid;
            editions: Y2018 Y2023;
            aliases: "azure_ad_device_id" "azure_active_directory_device_id" "microsoft_entra_device_id";
            generic: ;
        }
        INTUNE_DEVICE_ID, "intune_device_id", row 31 {
            labels: "Intune device ID", "ID d’appareil Intune", "Intune-enhets-ID", "Intune-apparaat-id";
            class: Pseudonymized Documented identified_when_tied;
            collected: Required, mam Yes if MdmEnrolled;
            value: Guid;
            editions: Y2018 Y2023;
            aliases: ;
            generic: ;
        }
        LOCATION, "location", row 35 {
            labels: "Location (corporate devices only)", "Localisation (appareils d’entreprise uniquement)", "Plats (endast företagsenheter)", "Locatie (alleen zakelijke apparaten)";
            class: Pseudonymized Category identified_when_tied;
            collected: Required only CorporateOwned, mam No;
            value: Location;
            editions: Y2023;
            aliases: "device_location";
            generic: "location";
        }
        MAC_ADDRESS, "mac_address", row 36 {
            labels: "MAC address for Mac devices", "Adresse MAC pour appareils Mac", "MAC-adress för Mac-enheter", "MAC-adres voor Mac-apparaten";
            class: Pseudonymized Documented identified_when_tied;
            collected: Required, mam No;
            value: Mac;
            editions: Y2018 Y2023;
            aliases: "mac_device_mac_address";
            generic: ;
        }
        NETWORK_INFORMATION, "network_information", row 37 {
            labels: "Network information", "Informations réseau", "Nätverksinformation", "Netwerkgegevens";
            class: Pseudonymized Category identified_when_tied;
            collected: Required, mam No;
            value: Text;
            editions: Y2023;
            aliases: ;
            generic: "network_information";
        }
        PLATFORM_SPECIFIC_ID, "platform_specific_id", row 38 {
            labels: "Platform-specific IDs", "ID spécifique à la plateforme", "Plattformsspecifika ID:n", "Platformspecifieke id's";
            class: Pseudonymized Documented identified_when_tied;
            collected: Required, mam No;
            value: Text;
            editions: Y2018 Y2023;
            aliases: "platform_specific_ids";
            generic: ;
        }
        STORAGE_SPACE, "storage_space", row 32 {
            labels: "Device storage space", "Espace de stockage de l’appareil", "Enhetens lagringsutrymme", "Opslagruimte van apparaat";
            class: Pseudonymized Category identified_when_tied;
            collected: Required, mam No;
            value: Number;
            editions: Y2023;
            aliases: "device_storage_space" "total_storage_space_in_bytes" "free_storage_space_in_bytes";
            generic: "storage_space";
        }
        TENANT_ID, "tenant_id", row 39 {
            labels: "Tenant ID", "ID de locataire", "Klientorganisations-ID", "Tenant-id";
            class: Pseudonymized Documented identified_when_tied;
            collected: Required, mam Yes;
            value: Guid;
            editions: Y2018 Y2023;
            aliases: "azure_tenant_id";
            generic: ;
        }
        WINDOWS_ID, "windows_id", row 40 {
            labels: "Windows ID for Windows devices", "ID Windows pour appareils Windows", "Windows-ID för Windows-enheter", "Windows-id voor Windows-apparaten";
            class: Pseudonymized Documented identified_when_tied;
            collected: Required, mam No;
            value: Text;
            editions: Y2018 Y2023;
            aliases: "windows_device_id";
            generic: ;
        }
    }

    DeviceQuery, device_query {
        FILE_NAME, "file_name", row 84 {
            labels: "File name", "Nom de fichier", "Filnamn", "Bestandsnaam";
            class: None Undocumented;
            collected: Optional only CorporateOwnedWindowsWithDeviceQuery, mam Undocumented;
            value: Text;
            editions: Y2023;
            aliases: ;
            generic: "file_name";
        }
        FILE_PATH, "file_path", row 85 {
            labels: "File path", "Chemin de fichier", "Filsökväg", "Bestandspad";
            class: None Undocumented;
            collected: Optional only CorporateOwnedWindowsWithDeviceQuery, mam Undocumented;
            value: Path;
            editions: Y2023;
            aliases: ;
            generic: "file_path";
        }
    }

    Diagnostics, diagnostics {
        COMMAND, "command", row 78 {
            labels: "Commands provided to the feature", "Commandes fournies à la fonctionnalité", "Kommandon som ges till funktionen", "Opdrachten die aan de functie worden gegeven";
            class: Pseudonymized Documented;
            collected: Optional only OptionalDataConsent, mam Undocumented;
            value: Text;
            editions: Y2018;
            aliases: "commands" "feature_commands";
            generic: "command" "commands";
        }
        COMPANY_PORTAL_ERROR, "company_portal_error", row 81 {
            labels: "Intune Company Portal application errors", "Erreurs des applications du portail d’entreprise Intune", "Programfel i Intune-företagsportalen", "Toepassingsfouten van Intune-bedrijfsportal";
            class: Pseudonymized Documented;
            collected: Optional only OptionalDataConsent, mam Undocumented;
            value: Text;
            editions: Y2018;
            aliases: "company_portal_errors";
            generic: ;
        }
        CORRELATION_ID, "correlation_id", row 83 {
            labels: "Identifiers for reference, correlation, and management purposes", "Identificateurs à des fins de référence, de corrélation et de gestion", "Identifierare för referens-, korrelations- och hanteringsändamål", "Id's voor referentie-, correlatie- en beheerdoeleinden";
            class: Pseudonymized Documented;
            collected: Optional only OptionalDataConsent, mam Undocumented;
            value: Guid;
            editions: Y2018;
            aliases: "reference_id";
            generic: "correlation_id" "reference_id";
        }
        FEATURE_USE_COUNT, "feature_use_count", row 77 {
            labels: "Number of times a feature is used", "Nombre de fois où une fonctionnalité est utilisée", "Antal gånger som en funktion används", "Aantal keren dat een functie wordt gebruikt";
            class: Pseudonymized Documented;
            collected: Optional only OptionalDataConsent, mam Undocumented;
            value: Count;
            editions: Y2018;
            aliases: "feature_usage_count";
            generic: ;
        }
        RESPONSE_TIME, "response_time", row 79 {
            labels: "Response time of a service", "Temps de réponse d’un service", "Svarstid för en tjänst", "Reactietijd van een service";
            class: Pseudonymized Documented;
            collected: Optional only OptionalDataConsent, mam Undocumented;
            value: Number;
            editions: Y2018;
            aliases: "service_response_time";
            generic: "response_time";
        }
        SUCCESS_RATE, "success_rate", row 80 {
            labels: "Success rates of installations and other processes", "Taux de réussite des installations et d’autres processus", "Slutförandefrekvenser för installationer och andra processer", "Slagingspercentages van installaties en andere processen";
            class: Pseudonymized Documented;
            collected: Optional only OptionalDataConsent, mam Undocumented;
            value: Number;
            editions: Y2018;
            aliases: "success_rates";
            generic: "success_rate" "success_rates";
        }
        USER_OR_DEVICE_ID, "user_or_device_id", row 82 {
            labels: "User and device identifiers", "Identificateurs d’utilisateurs et d’appareils", "Användar- och enhetsidentifierare", "Gebruikers- en apparaat-id's";
            class: Pseudonymized Documented;
            collected: Optional only OptionalDataConsent, mam Undocumented;
            value: Guid;
            editions: Y2018;
            aliases: "diagnostic_device_id" "diagnostic_user_id";
            generic: ;
        }
    }

    HardwareInventory, hardware_inventory {
        DEVICE_NAME, "device_name", row 41 {
            labels: "Device name", "Nom de l’appareil", "Enhetsnamn", "Apparaatnaam";
            class: Identified Documented;
            collected: Required, mam Yes if FriendlyName;
            value: Text;
            editions: Y2018 Y2023;
            aliases: "device_friendly_name" "managed_device_name";
            generic: ;
        }
        DEVICE_TYPE, "device_type", row 42 {
            labels: "Device type", "Type d’appareil", "Enhetstyp", "Type apparaat";
            class: Identified Category;
            collected: Required, mam Yes;
            value: Text;
            editions: Y2023;
            aliases: ;
            generic: "device_type";
        }
        ICCID, "iccid", row 43 {
            labels: "ICCID", "ICCID", "ICCID", "ICCID";
            class: Identified Documented;
            collected: Required, mam No;
            value: Iccid;
            editions: Y2018 Y2023;
            aliases: ;
            generic: ;
        }
        IMEI, "imei", row 44 {
            labels: "IMEI number", "Numéro IMEI", "IMEI-nummer", "IMEI-nummer";
            class: Identified Documented;
            collected: Required, mam No;
            value: Imei;
            editions: Y2018 Y2023;
            aliases: "imei_number";
            generic: ;
        }
        IP_ADDRESS, "ip_address", row 45 {
            labels: "IP address", "Adresse IP", "IP-adress", "IP-adres";
            class: Identified Documented;
            collected: Required, mam No;
            value: Ip;
            editions: Y2018 Y2023;
            aliases: "ip_addr" "ip";
            generic: ;
        }
        MANUFACTURER, "manufacturer", row 46 {
            labels: "Manufacturer", "Fabricant", "Tillverkare", "Fabrikant";
            class: Identified Documented;
            collected: Required, mam Yes;
            value: Text;
            editions: Y2018 Y2023;
            aliases: "device_manufacturer";
            generic: "manufacturer";
        }
        MODEL, "model", row 47 {
            labels: "Model", "Modèle", "Modell", "Model";
            class: Identified Category;
            collected: Required, mam Yes;
            value: Text;
            editions: Y2023;
            aliases: "device_model";
            generic: "model";
        }
        OPERATING_SYSTEM, "operating_system", row 48 {
            labels: "Operating system", "Système d’exploitation", "Operativsystem", "Besturingssysteem";
            class: Identified Documented;
            collected: Required, mam Yes;
            value: Text;
            editions: Y2018 Y2023;
            aliases: "os";
            generic: "os";
        }
        OS_VERSION, "os_version", row 49 {
            labels: "Operating system version", "Version du système d’exploitation", "Operativsystemversion", "Versie van besturingssysteem";
            class: Identified Category;
            collected: Required, mam Yes;
            value: Version;
            editions: Y2023;
            aliases: "operating_system_version";
            generic: ;
        }
        SERIAL_NUMBER, "serial_number", row 50 {
            labels: "Serial number", "Numéro de série", "Serienummer", "Serienummer";
            class: Identified Documented;
            collected: Required, mam No;
            value: Serial;
            editions: Y2018 Y2023;
            aliases: "serial" "device_serial_number";
            generic: "serial";
        }
        WIFI_MAC_ADDRESS, "wifi_mac_address", row 51 {
            labels: "Wi-Fi MAC address", "Adresse MAC Wi-Fi", "Wi-Fi-MAC-adress", "Wi-Fi-MAC-adres";
            class: Identified Documented;
            collected: Required, mam No;
            value: Mac;
            editions: Y2018 Y2023;
            aliases: "wi_fi_mac_address" "wifi_mac";
            generic: ;
        }
    }

    ManagedApplication, managed_application {
        APP_ID, "app_id", row 59 {
            labels: "Managed application ID", "ID d’application managée", "ID för hanterat program", "Beheerde toepassings-id";
            class: Pseudonymized Documented;
            collected: Required, mam Yes;
            value: Text;
            editions: Y2018 Y2023;
            aliases: "managed_application_id" "managed_app_id";
            generic: "app_id";
        }
        APP_VERSION, "app_version", row 61 {
            labels: "Managed application version", "Version de l’application managée", "Version för hanterat program", "Versie van beheerde toepassing";
            class: Pseudonymized Category;
            collected: Required, mam Yes;
            value: Version;
            editions: Y2023;
            aliases: "managed_application_version";
            generic: "app_version";
        }
        DEVICE_MANAGEMENT_ID, "device_management_id", row 56 {
            labels: "Intune device management ID", "ID de gestion d’appareils Intune", "Intune-enhetshanterings-ID", "Intune-apparaatbeheer-id";
            class: Pseudonymized Documented;
            collected: Required, mam Yes if MdmEnrolled;
            value: Guid;
            editions: Y2018 Y2023;
            aliases: "intune_device_management_id";
            generic: ;
        }
        DEVICE_TAG, "device_tag", row 58 {
            labels: "Managed application device tag", "Balise d’appareil de l’application managée", "Enhetstagg för hanterat program", "Apparaattag voor beheerde toepassing";
            class: Pseudonymized Documented;
            collected: Required, mam Yes;
            value: Text;
            editions: Y2018 Y2023;
            aliases: "managed_application_device_tag";
            generic: "device_tag";
        }
        ENCRYPTION_KEY, "encryption_key", row 55 {
            labels: "Encryption keys", "Clés de chiffrement", "Krypteringsnycklar", "Coderingssleutels";
            class: Pseudonymized Documented;
            collected: Required, mam Yes;
            value: Secret secret;
            editions: Y2018 Y2023;
            aliases: "encryption_keys";
            generic: ;
        }
        ENROLLMENT_STATUS, "enrollment_status", row 53 {
            labels: "Device enrollment status", "État d’inscription de l’appareil", "Status för enhetsregistrering", "Status van apparaatinschrijving";
            class: Pseudonymized Category;
            collected: Required, mam Yes;
            value: Text;
            editions: Y2023;
            aliases: "device_enrollment_status" "device_registration_state";
            generic: "enrollment_status";
        }
        ENTRA_DEVICE_ID, "entra_device_id", row 52 {
            labels: "Microsoft Entra device ID", "ID d’appareil Microsoft Entra", "Microsoft Entra-enhets-ID", "Microsoft Entra-apparaat-id";
            class: Pseudonymized Documented;
            collected: Required, mam Yes if EntraJoined;
            value: Guid;
            editions: Y2018 Y2023;
            aliases: "azure_ad_device_id" "azure_active_directory_device_id" "microsoft_entra_device_id";
            generic: ;
        }
        HEALTH_STATUS, "health_status", row 54 {
            labels: "Device health status", "État d’intégrité de l’appareil", "Status för enhetens hälsotillstånd", "Status van apparaat";
            class: Pseudonymized Category;
            collected: Required, mam Yes if ThreatStatusWithMtd;
            value: Text;
            editions: Y2023;
            aliases: "device_health_status" "partner_reported_threat_state";
            generic: "health_status";
        }
        LAST_CHECK_IN, "last_check_in", row 57 {
            labels: "Last application check-in date/time", "Date/heure du dernier enregistrement de l’application", "Datum/tid för senaste programincheckning", "Datum/tijd van laatste toepassingsincheck";
            class: Pseudonymized Category;
            collected: Required, mam Yes;
            value: Timestamp;
            editions: Y2023;
            aliases: "last_application_check_in" "last_check_in_date_time";
            generic: "last_check_in";
        }
        MAM_ENROLLED_AT, "mam_enrolled_at", row 62 {
            labels: "MAM enrollment date/time", "Date/heure d’inscription MAM", "MAM-registreringsdatum/tid", "MAM-inschrijvingsdatum/-tijd";
            class: Pseudonymized Category;
            collected: Required, mam Yes;
            value: Timestamp;
            editions: Y2023;
            aliases: "mam_enrollment_date" "mam_enrollment_time" "mam_enrollment_date_time";
            generic: ;
        }
        MAM_ENROLLMENT_STATUS, "mam_enrollment_status", row 63 {
            labels: "MAM enrollment status", "État d’inscription MAM", "MAM-registreringsstatus", "MAM-inschrijvingsstatus";
            class: Pseudonymized Category;
            collected: Required, mam Yes;
            value: Text;
            editions: Y2023;
            aliases: ;
            generic: ;
        }
        SDK_VERSION, "sdk_version", row 60 {
            labels: "Managed application SDK version", "Version du SDK de l’application managée", "SDK-version för hanterat program", "SDK-versie van beheerde toepassing";
            class: Pseudonymized Category;
            collected: Required, mam Yes;
            value: Version;
            editions: Y2023;
            aliases: "managed_application_sdk_version" "management_sdk_version";
            generic: "sdk_version";
        }
    }

    Support, support {
        CONTACT, "contact", row 64 {
            labels: "Contact information (name, phone number, email address)", "Informations de contact (nom, numéro de téléphone, adresse e-mail)", "Kontaktinformation (namn, telefonnummer, e-postadress)", "Contactgegevens (naam, telefoonnummer, e-mailadres)";
            class: Identified Documented;
            collected: Required, mam No;
            value: Text;
            editions: Y2018 Y2023;
            aliases: "contact_information" "support_contact";
            generic: "contact";
        }
        EMAIL_DISCUSSION, "email_discussion", row 65 {
            labels: "Email discussions with Microsoft support, product, and customer experience team members", "Discussions par e-mail avec les équipes Microsoft du support, des produits et de l’expérience client", "E-postdiskussioner med Microsofts support-, produkt- och kundupplevelseteam", "E-mailgesprekken met de ondersteunings-, product- en klantervaringsteams van Microsoft";
            class: Identified Documented;
            collected: Required, mam No;
            value: Text;
            editions: Y2018 Y2023;
            aliases: "email_discussions" "support_conversation";
            generic: ;
        }
    }

    Telemetry, telemetry {
        DEVICE_CONFIGURATION, "device_configuration", row 86 {
            labels: "Device, configuration, connectivity, and status details", "Détails sur l’appareil, sa configuration, sa connectivité et son état", "Information om enheten, dess konfiguration, anslutning och status", "Details over het apparaat, de configuratie, connectiviteit en status";
            class: Pseudonymized Documented;
            collected: Optional only OptionalDataConsent, mam Undocumented;
            value: Text;
            editions: Y2023;
            aliases: "device_connectivity_and_configuration";
            generic: ;
        }
        HEALTH, "health", row 88 {
            labels: "Health of the device, operating system, apps, and drivers", "Intégrité de l’appareil, du système d’exploitation, des applications et des pilotes", "Hälsotillstånd för enheten, operativsystemet, appar och drivrutiner", "Status van apparaat, besturingssysteem, apps en stuurprogramma's";
            class: Pseudonymized Documented;
            collected: Optional only OptionalDataConsent, mam Undocumented;
            value: Text;
            editions: Y2023;
            aliases: "product_and_service_performance";
            generic: "health";
        }
        SOFTWARE_SETUP, "software_setup", row 89 {
            labels: "Software installation and update information", "Informations d’installation et de mise à jour des logiciels", "Programinstallations- och uppdateringsinformation", "Informatie over software-installatie en -update";
            class: Pseudonymized Documented;
            collected: Optional only OptionalDataConsent, mam Undocumented;
            value: Text;
            editions: Y2023;
            aliases: "software_setup_and_inventory";
            generic: ;
        }
        USAGE, "usage", row 87 {
            labels: "Usage of the device, operating system, applications, and services", "Utilisation de l’appareil, du système d’exploitation, des applications et des services", "Användning av enheten, operativsystemet, programmen och tjänsterna", "Gebruik van apparaat, besturingssysteem, toepassingen en services";
            class: Pseudonymized Documented;
            collected: Optional only OptionalDataConsent, mam Undocumented;
            value: Text;
            editions: Y2023;
            aliases: "product_and_service_usage";
            generic: "usage";
        }
    }

    TenantAccount, tenant_account {
        ENROLLED_COUNT, "enrolled_count", row 67 {
            labels: "Number of devices or users enrolled", "Nombre d’appareils ou d’utilisateurs inscrits", "Antal registrerade enheter eller användare", "Aantal ingeschreven apparaten of gebruikers";
            class: Aggregated Documented;
            collected: Required, mam No;
            value: Count;
            editions: Y2018 Y2023;
            aliases: "enrolled_device_count" "enrolled_user_count";
            generic: ;
        }
        INSTALLED_DEVICE_COUNT, "installed_device_count", row 66 {
            labels: "Devices on which the application is installed", "Appareils sur lesquels l’application est installée", "Enheter som programmet är installerat på", "Apparaten waarop de toepassing is geïnstalleerd";
            class: Aggregated Documented;
            collected: Required, mam Yes;
            value: Count;
            editions: Y2018 Y2023;
            aliases: ;
            generic: ;
        }
        INSTALLED_DEVICES, "installed_devices", row 69 {
            labels: "Number of installed devices", "Nombre d’appareils installés", "Antal installerade enheter", "Aantal geïnstalleerde apparaten";
            class: Aggregated Documented;
            collected: Required, mam No;
            value: Count;
            editions: Y2018 Y2023;
            aliases: "number_of_installed_devices";
            generic: ;
        }
        NOT_APPLICABLE_DEVICE_COUNT, "not_applicable_device_count", row 70 {
            labels: "Devices for which the application is not applicable", "Appareils pour lesquels l’application n’est pas applicable", "Enheter som programmet inte är tillämpligt för", "Apparaten waarvoor de toepassing niet van toepassing is";
            class: Aggregated Documented;
            collected: Required, mam No;
            value: Count;
            editions: Y2018 Y2023;
            aliases: ;
            generic: ;
        }
        NOT_INSTALLED_DEVICE_COUNT, "not_installed_device_count", row 71 {
            labels: "Devices for which the application is applicable but not installed", "Appareils pour lesquels l’application est applicable mais pas installée", "Enheter som programmet är tillämpligt för men inte installerat på", "Apparaten waarvoor de toepassing van toepassing is, maar niet is geïnstalleerd";
            class: Aggregated Documented;
            collected: Required, mam No;
            value: Count;
            editions: Y2018 Y2023;
            aliases: ;
            generic: ;
        }
        PENDING_INSTALL_DEVICE_COUNT, "pending_install_device_count", row 72 {
            labels: "Devices for which the application is applicable and installation is pending", "Appareils pour lesquels l’application est applicable et l’installation en attente", "Enheter som programmet är tillämpligt för och installationen väntar på", "Apparaten waarvoor de toepassing van toepassing is en de installatie in behandeling is";
            class: Aggregated Documented;
            collected: Required, mam No;
            value: Count;
            editions: Y2018 Y2023;
            aliases: ;
            generic: ;
        }
        PLATFORM_COUNT, "platform_count", row 68 {
            labels: "Number of identified device platforms", "Nombre de plateformes d’appareils identifiées", "Antal identifierade enhetsplattformar", "Aantal geïdentificeerde apparaatplatforms";
            class: Aggregated Documented;
            collected: Required, mam No;
            value: Count;
            editions: Y2018 Y2023;
            aliases: "identified_platform_count";
            generic: ;
        }
    }

    User, user {
        DISPLAY_NAME, "display_name", row 73 {
            labels: "Owner name or user display name", "Nom du propriétaire ou nom d’affichage de l’utilisateur", "Ägarens namn eller användarens visningsnamn", "Naam van de eigenaar of weergavenaam van de gebruiker";
            class: Identified Documented;
            collected: Required, mam Yes;
            value: PersonName;
            editions: Y2018 Y2023;
            aliases: "owner_name" "user_display_name";
            generic: ;
        }
        PHONE_NUMBER, "phone_number", row 74 {
            labels: "Phone number", "Numéro de téléphone", "Telefonnummer", "Telefoonnummer";
            class: Identified Documented;
            collected: Required, mam No;
            value: Phone;
            editions: Y2018 Y2023;
            aliases: "user_phone_number";
            generic: ;
        }
        PRINCIPAL_NAME, "principal_name", row 76 {
            labels: "User Principal Name or email address", "Nom d’utilisateur principal ou adresse e-mail", "Användarens huvudnamn eller e-postadress", "User principal name of e-mailadres";
            class: Identified Documented;
            collected: Required, mam Yes;
            value: Email;
            editions: Y2018 Y2023;
            aliases: "user_principal_name" "upn" "email_address" "email";
            generic: ;
        }
        THIRD_PARTY_ID, "third_party_id", row 75 {
            labels: "Third-party user identifier (like Apple ID)", "Identificateur d’utilisateur tiers (comme l’ID Apple)", "Användaridentifierare från tredje part (till exempel Apple-ID)", "Gebruikers-id van derden (zoals Apple ID)";
            class: Identified Documented;
            collected: Required, mam No;
            value: Text;
            editions: Y2018 Y2023;
            aliases: "third_party_user_id" "user_apple_id";
            generic: ;
        }
    }
}
