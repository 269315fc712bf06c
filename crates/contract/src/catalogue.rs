//! The words of the catalogue that the provider files, the store and the page share.

use serde::{Deserialize, Serialize};

/// Declares an enum with its stable names and the list of all its values.
macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $text)] $variant,)*
        }

        impl $name {
            /// Every value, in the order people see them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name on the wire, in files and in addresses.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }

            /// The value with this name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == name)
            }
        }
    };
}

pub(crate) use names;

names! {
    /// The groups of the hub, in the order they stand there.
    Category {
        /// The books.
        Accounting = "accounting",
        /// Tax software.
        Tax = "tax",
        /// Getting paid.
        Payments = "payments",
        /// Mail.
        Email = "email",
        /// Signatures.
        Esign = "esign",
        /// Artificial intelligence.
        Ai = "ai",
        /// Meetings.
        Meetings = "meetings",
        /// Calendars.
        Calendar = "calendar",
        /// Files.
        Storage = "storage",
        /// Chat and text messages.
        Communications = "communications",
        /// Clients and prospects.
        Crm = "crm",
        /// Programs that connect programs.
        Automation = "automation",
        /// Projects and building sites.
        Projects = "projects",
        /// Parcels.
        Shipping = "shipping",
        /// Signing in to Patchbay itself.
        SignIn = "sign_in",
        /// What the firm added.
        Custom = "custom",
    }
}

names! {
    /// What a firm needs before its first client arrives.
    Mandatory {
        /// An accounting ledger.
        Ledger = "ledger",
        /// A mailbox.
        Email = "email",
        /// An AI provider.
        Ai = "ai",
        /// Electronic signatures.
        Esign = "esign",
        /// A payment gateway.
        Payments = "payments",
    }
}

/// Whether a provider can be connected here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// Yes, as its file says.
    #[default]
    Connect,
    /// Only after the vendor has been asked.
    ByArrangement,
    /// No, and the file says what to do instead.
    NotSupported,
}

names! {
    /// Live or sandbox. They are never mixed.
    EnvironmentId {
        /// Real data.
        Live = "live",
        /// The vendor's playground.
        Sandbox = "sandbox",
    }
}

names! {
    /// The ways home from the browser.
    HomeWay {
        /// The firm server's page, which opens the app.
        Relay = "relay",
        /// A link with the app's own scheme.
        DeepLink = "deep_link",
        /// A port of this computer.
        Loopback = "loopback",
        /// A code that the person copies.
        Paste = "paste",
    }
}

/// What is typed into a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// A line of text.
    #[default]
    Text,
    /// Several lines, as a private key has.
    Lines,
    /// An https address.
    Address,
    /// A mail address.
    Email,
    /// A port.
    Port,
    /// One of a few values.
    Choice,
    /// Yes or no.
    Switch,
    /// A folder of this computer.
    Folder,
}

names! {
    /// The kinds of record that are synced.
    Entity {
        /// The company itself.
        Company = "company",
        /// The chart of accounts.
        Accounts = "accounts",
        /// The trial balance.
        TrialBalance = "trial_balance",
        /// Journal entries.
        Journals = "journals",
        /// Customers.
        Customers = "customers",
        /// Vendors.
        Vendors = "vendors",
        /// Contacts, where customers and vendors are one list.
        Contacts = "contacts",
        /// Items.
        Items = "items",
        /// Invoices to customers.
        Invoices = "invoices",
        /// Bills from vendors.
        Bills = "bills",
        /// Payments.
        Payments = "payments",
        /// Expenses.
        Expenses = "expenses",
        /// Tax rates.
        TaxRates = "tax_rates",
        /// Refunds.
        Refunds = "refunds",
        /// Disputes.
        Disputes = "disputes",
        /// Payouts.
        Payouts = "payouts",
        /// Subscriptions.
        Subscriptions = "subscriptions",
        /// Mail.
        Messages = "messages",
        /// Calendar events.
        Events = "events",
        /// Files.
        Files = "files",
        /// Signature requests.
        Envelopes = "envelopes",
        /// Meetings.
        Meetings = "meetings",
        /// Deals.
        Deals = "deals",
        /// Companies and organisations of a CRM.
        Organizations = "organizations",
        /// Projects.
        Projects = "projects",
        /// Parcels on their way.
        Shipments = "shipments",
    }
}

names! {
    /// Which way records go.
    Direction {
        /// From the provider to the firm.
        Read = "read",
        /// From the firm to the provider.
        Write = "write",
        /// Both ways.
        Both = "both",
    }
}

#[allow(clippy::derivable_impls, reason = "the macro that declares the enum knows no default")]
impl Default for Direction {
    fn default() -> Self {
        Self::Read
    }
}
