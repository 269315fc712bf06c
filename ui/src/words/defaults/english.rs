//! The words about what the firm does by default in English.

use patchbay_contract::{DefaultKind, Held, Money, SigningFlow};

use super::DefaultWords;

/// The words.
pub(in crate::words) static WORDS: DefaultWords = DefaultWords {
    title: "Defaults",
    lead: "What Patchbay uses where nobody chose otherwise.",
    // One connection a kind.
    kind: |kind| match kind {
        DefaultKind::Meeting => "Meetings",
        DefaultKind::Esign => "Signatures",
        DefaultKind::Email => "Sender of mail",
        DefaultKind::Tax => "Tax returns",
    },
    kind_lead: |kind| match kind {
        DefaultKind::Meeting => "One platform is the firm’s. New meetings are made with it.",
        DefaultKind::Esign => "Documents are sent to be signed with it.",
        DefaultKind::Email => "Mail of the firm is sent from it.",
        DefaultKind::Tax => "Trial balances are made for it.",
    },
    is: |kind, name| match kind {
        DefaultKind::Meeting => format!("New meetings are made in {name}."),
        DefaultKind::Esign => format!("Documents are sent to be signed with {name}."),
        DefaultKind::Email => format!("Mail of the firm is sent from {name}."),
        DefaultKind::Tax => format!("Trial balances go to {name}."),
    },
    is_none: |kind| match kind {
        DefaultKind::Meeting => "No platform is chosen: whoever makes a meeting is asked.",
        DefaultKind::Esign => "None is chosen: whoever sends a document is asked.",
        DefaultKind::Email => "No sender is chosen: mail of the firm is not sent.",
        DefaultKind::Tax => "No target is chosen: whoever exports is asked.",
    },
    will_be: |kind, name| match kind {
        DefaultKind::Meeting => format!("New meetings will be made in {name}."),
        DefaultKind::Esign => format!("Documents will be sent to be signed with {name}."),
        DefaultKind::Email => format!("Mail of the firm will be sent from {name}."),
        DefaultKind::Tax => format!("Trial balances will go to {name}."),
    },
    will_be_none: |kind| match kind {
        DefaultKind::Meeting => "Whoever makes a meeting will be asked where.",
        DefaultKind::Esign => "Whoever sends a document will be asked with what.",
        DefaultKind::Email => "Mail of the firm will not be sent.",
        DefaultKind::Tax => "Whoever exports will be asked for what.",
    },
    stays: |name| format!("{name} stays connected."),
    choose: "Use",
    none: "None",
    none_there: |kind| match kind {
        DefaultKind::Meeting => "No meeting platform is connected yet.",
        DefaultKind::Esign => "No service for signatures is connected yet.",
        DefaultKind::Email => "No mailbox is connected yet.",
        DefaultKind::Tax => "No tax software is connected yet.",
    },
    connect_one: "Connect one",
    sender: "Address that mail is sent from",
    sender_help: "The mailbox has to be allowed to send from it.",
    save: "Save",
    save_what: |what| format!("Save: {what}"),
    saved: "Saved.",
    only_live: "Sandboxes are for trying out and are not offered here.",
    held: |held| match held {
        Held::Here => None,
        Held::ByServer => Some("held by the firm’s server".into()),
        Held::Elsewhere { by: Some(by) } => Some(format!("on another computer, connected by {by}")),
        Held::Elsewhere { by: None } => Some("on another computer".into()),
    },
    held_means: |held| match held {
        Held::Here => "",
        Held::ByServer => "What opens it is at the firm’s server.",
        Held::Elsewhere { .. } => {
            "What opens it is on another computer of the firm: it is used there, and not from here."
        }
    },
    kept: "What was chosen, which is not known here",
    not_known: "What was chosen is not known at this computer, or not yet: nothing is done with it from here. It may come with the next sync; or choose another.",
    // On cards and on a provider's page.
    mark: |kind| match kind {
        DefaultKind::Meeting => "Default for meetings",
        DefaultKind::Esign => "Default for signatures",
        DefaultKind::Email => "Default sender of mail",
        DefaultKind::Tax => "Default for tax returns",
    },
    use_it: |kind| match kind {
        DefaultKind::Meeting => "Use this for new meetings",
        DefaultKind::Esign => "Use this for signatures",
        DefaultKind::Email => "Send mail of the firm from this",
        DefaultKind::Tax => "Use this for tax returns",
    },
    use_what: |kind, account| match kind {
        DefaultKind::Meeting => format!("Use {account} for new meetings"),
        DefaultKind::Esign => format!("Use {account} for signatures"),
        DefaultKind::Email => format!("Send mail of the firm from {account}"),
        DefaultKind::Tax => format!("Use {account} for tax returns"),
    },
    all_defaults: "All defaults of the firm",
    lost: |kind| match kind {
        DefaultKind::Meeting => {
            "It is the firm’s default for meetings. Choose another one afterwards."
        }
        DefaultKind::Esign => {
            "It is the firm’s default for signatures. Choose another one afterwards."
        }
        DefaultKind::Email => "It is the firm’s sender of mail. Choose another one afterwards.",
        DefaultKind::Tax => {
            "It is the firm’s default for tax returns. Choose another one afterwards."
        }
    },
    lost_payments: |count| match count {
        1 => {
            "Clients pay into it by default in one place. Choose another account afterwards.".into()
        }
        _ => format!(
            "Clients pay into it by default in {count} places. Choose other accounts afterwards."
        ),
    },
    // Payments.
    payments: "Payments",
    payments_lead: "Clients’ money and the firm’s own never share an account: an account is offered for its own kind only.",
    accounts: "Whose money each account holds",
    no_accounts: "No payment service is connected yet.",
    money: |money| match money {
        Money::Operating => "Operating account",
        Money::Trust => "Trust account",
    },
    money_unknown: "Nobody said yet: it is not offered until somebody does",
    by_form: "The form that connected it says so.",
    said_elsewhere: "The computer that connected it says so.",
    unsaid_elsewhere: "That is said at the computer that connected it.",
    holds: |account| format!("Whose money {account} holds"),
    holds_help: |money| match money {
        Money::Operating => "The firm’s own: fees that it earned.",
        Money::Trust => "Its clients’: what the firm only keeps for them.",
    },
    segments: "Where clients pay",
    segments_lead: "Clients who pay alike are a segment. Whoever is in none pays as everybody else does.",
    everybody_else: "Everybody else",
    pays: |money, who| match money {
        Money::Operating => format!("Fees: {who}"),
        Money::Trust => format!("Money kept for them: {who}"),
    },
    as_everybody_else: "As everybody else",
    nowhere: "Nowhere yet",
    not_paid: |money| match money {
        Money::Operating => {
            "The account that was chosen is not known at this computer as one for fees: nothing is paid into it. It may come with the next sync; or choose another."
        }
        Money::Trust => {
            "The account that was chosen is not known at this computer as one for clients’ money: nothing is paid into it. It may come with the next sync; or choose another."
        }
    },
    will_pay: |money, who, account| match money {
        Money::Operating => format!("{who}: fees will be paid into {account}."),
        Money::Trust => format!("{who}: what the firm keeps for them will be in {account}."),
    },
    will_pay_as_others: |who| format!("{who} will pay as everybody else does."),
    will_not_pay: |money| match money {
        Money::Operating => "Fees will be paid nowhere by default.",
        Money::Trust => "Money that the firm keeps for clients will be nowhere by default.",
    },
    no_account_for: |money| match money {
        Money::Operating => "No operating account is known yet.",
        Money::Trust => "No trust account is known yet.",
    },
    new_segment: "New segment",
    new_segment_help: "For example: Estates, or Monthly bookkeeping.",
    add: "Add",
    remove: "Remove",
    remove_what: |name| format!("Remove {name}"),
    remove_means: |name| format!("The clients of {name} will pay as everybody else does."),
    rename: "Rename",
    rename_what: |name| format!("Rename {name}"),
    segment_name: |name| format!("Another name for {name}"),
    // Signatures.
    signing: |provider| format!("How documents are signed with {provider}"),
    order: "Order",
    flow: |flow| match flow {
        SigningFlow::Sequential => "One after the other",
        SigningFlow::Parallel => "All at once",
    },
    flow_help: |flow| match flow {
        SigningFlow::Sequential => "Each is asked when the one before has signed.",
        SigningFlow::Parallel => "Everybody is asked at the same time.",
    },
    identity: "Finding out who signs",
    nobody_asked: "Nobody is asked",
    nobody_asked_help: "Whoever has the mail may sign. For some tax forms that is not enough.",
    begins_with: "Nobody chose yet; this is what Patchbay begins with.",
    will_sign: |provider, flow, method| {
        let order = match flow {
            SigningFlow::Sequential => "one after the other",
            SigningFlow::Parallel => "all at once",
        };
        match method {
            Some(method) => format!(
                "With {provider}, people will be asked {order}, each after {method}. What was sent already stays as it is."
            ),
            None => format!(
                "With {provider}, people will be asked {order}, and not who they are. What was sent already stays as it is."
            ),
        }
    },
};
