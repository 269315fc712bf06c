//! What the core might say: small answers that a test changes where it matters.

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{
    AppView, ByHand, Can, Category, Connection, Custodian, DatabaseFacts, DisconnectPreview,
    EndProof, EnvironmentId, ErrorCode, GuideView, Hub, InstallationState, KeychainFacts,
    Mandatory, Own, Part, Problem, ProviderCard, ProviderPage, Receipt, ScopeView, ServerFacts,
    SignInKind, SignInView, Status, Support, TakenBack, WhoTellsIt,
};
use patchbay_ui::components::time;

/// An installation of which every part works.
pub(crate) fn healthy() -> InstallationState {
    InstallationState {
        version: "1.2.3".into(),
        data_folder: "/data/patchbay".into(),
        log_folder: Some("/data/patchbay/logs".into()),
        database: Part::Working(DatabaseFacts {
            file: "/data/patchbay/patchbay.db".into(),
            schema: 20_261_121_090_000,
            sqlite_version: "3.51.3".into(),
            made_at: Timestamp::UNIX_EPOCH,
        }),
        keychain: Part::Working(KeychainFacts {
            backend: "Secret Service".into(),
            holds_key: false,
        }),
        key_elsewhere: None,
        server: Part::Working(ServerFacts {
            embedded: true,
            address: "http://127.0.0.1:4711".into(),
            version: "1.2.3".into(),
        }),
        checked_at: Timestamp::UNIX_EPOCH,
    }
}

/// A problem, in the core's own words.
pub(crate) fn locked() -> Problem {
    Problem::new(ErrorCode::KeychainLocked, "It is locked.", "Nothing opens.", "Unlock it.")
}

/// A provider that can be connected.
pub(crate) fn card(id: &str, name: &str, category: Category) -> ProviderCard {
    ProviderCard {
        id: id.into(),
        name: name.into(),
        vendor: format!("{name} Inc."),
        category,
        purpose: format!("What {id} is for."),
        also_called: Vec::new(),
        fills: None,
        support: Support::Connect,
        verified: true,
        letters: name.chars().take(2).collect(),
        hue: 210,
        own: Own::BuiltIn,
        sign_ins: vec![SignInKind::Browser],
    }
}

/// Seven providers, in the order of the core: for each of the mandatory five one, a
/// second ledger, and one for chatting.
pub(crate) fn catalogue() -> Vec<ProviderCard> {
    let filling = |id: &str, name: &str, category, fills| ProviderCard {
        fills: Some(fills),
        ..card(id, name, category)
    };
    let mut quickbooks =
        filling("quickbooks", "QuickBooks Online", Category::Accounting, Mandatory::Ledger);
    quickbooks.also_called = vec!["QBO".into()];
    vec![
        quickbooks,
        filling("xero", "Xero", Category::Accounting, Mandatory::Ledger),
        filling("stripe", "Stripe", Category::Payments, Mandatory::Payments),
        filling("gmail", "Gmail", Category::Email, Mandatory::Email),
        filling("docusign", "DocuSign", Category::Esign, Mandatory::Esign),
        filling("openai", "OpenAI", Category::Ai, Mandatory::Ai),
        card("slack", "Slack", Category::Communications),
    ]
}

/// The five of the catalogue that fill the mandatory five.
pub(crate) const FIVE: [&str; 5] = ["xero", "stripe", "gmail", "docusign", "openai"];

/// A live connection of Ada's.
pub(crate) fn connection(provider: &str, label: &str, status: Status) -> Connection {
    Connection {
        id: format!("{provider}-{label}"),
        provider: provider.into(),
        environment: EnvironmentId::Live,
        label: Some(label.into()),
        account_id: None,
        account_name: None,
        owner: Some("Ada".into()),
        custodian: Custodian::ThisComputer,
        status,
        last_success: Some(time::now() - SignedDuration::from_mins(2)),
        next_clock: None,
        sign_in: None,
        made_at: Timestamp::UNIX_EPOCH,
        unnamed: None,
    }
}

/// A connection that was signed in to by the browser, as it can be again.
pub(crate) fn signed_in(provider: &str, label: &str, status: Status) -> Connection {
    Connection { sign_in: Some("browser".into()), ..connection(provider, label, status) }
}

/// What ending that would mean, where the provider is told.
pub(crate) fn preview(connection: &Connection) -> DisconnectPreview {
    DisconnectPreview {
        connection: connection.id.clone(),
        title: connection.title().into(),
        provider: "Xero".into(),
        reads: vec!["Invoices".into()],
        writes: Vec::new(),
        last_of: None,
        default_for: Vec::new(),
        segments: 0,
        others: 0,
        sign_in_under_way: false,
        to_do: 0,
        told_by: WhoTellsIt::Patchbay { also_ends: None },
        by_hand: ByHand { how: Some("Open Connected apps there.".into()), page: None },
    }
}

/// The receipt of one that was ended as it should be.
pub(crate) fn receipt(connection: &Connection) -> Receipt {
    Receipt {
        id: format!("receipt-of-{}", connection.id),
        connection: connection.id.clone(),
        provider: connection.provider.clone(),
        environment: connection.environment,
        title: connection.title().into(),
        account: None,
        connected_at: connection.made_at,
        ended_at: time::now(),
        ended_by: Some("Ada".into()),
        taken: TakenBack::Confirmed,
        proof: EndProof::RefusedAfterwards,
        works_until: None,
        said: None,
        by_hand: None,
    }
}

/// A connection whose credential died.
pub(crate) fn dead(provider: &str, label: &str) -> Connection {
    let why = "The password was changed.".into();
    connection(provider, label, Status::ReconnectNeeded { why })
}

/// A firm with these providers and connections.
pub(crate) fn hub(providers: Vec<ProviderCard>, connections: Vec<Connection>) -> Hub {
    Hub {
        providers,
        broken: Vec::new(),
        connections: Part::Working(connections),
        defaults: Vec::new(),
        practice: false,
        at: Timestamp::UNIX_EPOCH,
    }
}

/// The page of a provider with one way to sign in and nothing connected.
pub(crate) fn page_of(card: ProviderCard) -> ProviderPage {
    ProviderPage {
        does: format!("What {} does for the firm.", card.id),
        reads: vec!["Invoices".into()],
        writes: Vec::new(),
        never: Vec::new(),
        environments: vec![(EnvironmentId::Live, "Live".into(), None)],
        sign_ins: vec![sign_in("browser", "In the browser")],
        guide: Vec::new(),
        errors: Vec::new(),
        limits: Vec::new(),
        sync: Vec::new(),
        trial_balance: Vec::new(),
        webhooks: None,
        ways_out: Vec::new(),
        unchecked: Vec::new(),
        can: Can { probe: true, renew: true, revoke: false, events: false, sync: false },
        documentation: None,
        file: None,
        connections: Part::Working(Vec::new()),
        key_hints: Vec::new(),
        defaults: Vec::new(),
        can_be: None,
        card,
    }
}

/// A way to sign in that asks for nothing.
pub(crate) fn sign_in(id: &str, label: &str) -> SignInView {
    SignInView {
        id: id.into(),
        label: label.into(),
        note: None,
        kind: SignInKind::Browser,
        fields: Vec::new(),
        scopes: Vec::new(),
        scopes_text: None,
        homes: Vec::new(),
        clocks: None,
        proofs: Vec::new(),
        seen_proofs: Vec::new(),
        app: None,
        revoke_by_hand: None,
        has_companies: true,
        files: Vec::new(),
        reads_mail: false,
    }
}

/// The app that a firm registers for one.
pub(crate) fn app() -> AppView {
    AppView {
        register_at: "https://developer.example.com/apps".into(),
        client_id_label: "Client ID".into(),
        client_secret_label: None,
        secret_optional: false,
        review: None,
    }
}

/// A scope, and why.
pub(crate) fn scope(value: &str, reason: &str) -> ScopeView {
    ScopeView { value: value.into(), reason: reason.into(), optional: false }
}

/// A step for every way to sign in.
pub(crate) fn step(title: &str) -> GuideView {
    GuideView {
        sign_in: None,
        title: title.into(),
        text: "As it says there.".into(),
        link: None,
        copy: None,
    }
}
