//! Defaults: what a choice means before it is made, only connected accounts to choose, and
//! the same choice and its mark where the account is.

use patchbay_contract::command::{ChangeDefault, GetDefaults, GetHub, GetProvider};
use patchbay_contract::{
    AccountAt, Category, Choosable, DefaultChange, DefaultKind, DefaultOfKind, Defaults, ErrorCode,
    Held, IdentityMethod, Money, MoneyAccount, Part, Payments, Problem, ProviderPage, SaidBy,
    SegmentView, Signing, SigningFlow, Status,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixtures::{card, connection, hub, page_of};
use crate::scripted::{Page, says};

fn choosable(provider: &str, name: &str, address: Option<&str>) -> Choosable {
    Choosable {
        connection: provider.into(),
        provider: provider.into(),
        provider_name: name.into(),
        title: "Miller".into(),
        address: address.map(str::to_owned),
        status: Status::Connected,
        held: Held::Here,
    }
}

fn none_of(kind: DefaultKind) -> DefaultOfKind {
    DefaultOfKind { kind, chosen: None, address: None, choices: Vec::new() }
}

fn account(connection: &str, account: &str, money: Option<Money>, by_form: bool) -> MoneyAccount {
    MoneyAccount {
        at: AccountAt { connection: connection.into(), account: account.into() },
        provider: connection.into(),
        provider_name: connection.to_uppercase(),
        title: "Miller".into(),
        money,
        said_by: if by_form { SaidBy::Form } else { SaidBy::Person },
        status: Status::Connected,
        held: Held::Here,
    }
}

fn segment(id: &str, name: Option<&str>) -> SegmentView {
    SegmentView {
        id: id.into(),
        name: name.map(str::to_owned),
        operating: None,
        trust: None,
        unpaid: Vec::new(),
    }
}

/// A firm with nothing connected.
fn nothing() -> Defaults {
    Defaults {
        kinds: DefaultKind::ALL.iter().map(|kind| none_of(*kind)).collect(),
        payments: Payments { segments: vec![segment("others", None)], accounts: Vec::new() },
        signing: Vec::new(),
    }
}

fn with_meetings(chosen: &str) -> Defaults {
    let mut all = nothing();
    all.kinds[0] = DefaultOfKind {
        chosen: Some(chosen.into()),
        choices: vec![choosable("zoom", "Zoom", None), choosable("teams", "Microsoft Teams", None)],
        ..none_of(DefaultKind::Meeting)
    };
    all
}

async fn opened(known: &Defaults) -> Page {
    let page = Page::open_at("/defaults");
    page.answer::<GetDefaults>(known).await;
    page.until("the cards", |page| page.all("#default-meeting").len() == 1).await;
    page
}

#[wasm_bindgen_test]
async fn what_a_choice_means_stands_beside_it_before_it_is_made() {
    let page = opened(&with_meetings("teams")).await;
    assert!(page.text("#default-meeting").contains("made in Microsoft Teams, Miller."));
    assert_eq!(page.text("#default-meeting .consequence"), "");
    page.press("#default-meeting input[value=zoom]");
    let means =
        "New meetings will be made in Zoom, Miller. Microsoft Teams, Miller stays connected.";
    page.until("the consequence", |page| page.text("#default-meeting .consequence") == means).await;
    assert!(page.asked::<ChangeDefault>().is_empty(), "nothing is changed by looking");
    page.press_word("#default-meeting .button", "Save");
    page.answer::<ChangeDefault>(&with_meetings("zoom")).await;
    let wish =
        DefaultChange::Use { kind: DefaultKind::Meeting, connection: "zoom".into(), address: None };
    assert_eq!(page.asked::<ChangeDefault>(), [wish]);
    page.until("that it is so", |page| page.text("#default-meeting .saved") == "Saved.").await;
    assert!(page.text("#default-meeting").contains("are made in Zoom, Miller."));
    page.until("the focus", |page| page.has_focus("#default-meeting input[value=zoom]")).await;
}

#[wasm_bindgen_test]
async fn a_connection_that_nobody_named_is_chosen_by_one_name() {
    let mut all = with_meetings("teams");
    all.kinds[0].choices[0].title = "Zoom (6f61)".into();
    let mut stripe = account("stripe", "", Some(Money::Operating), true);
    stripe.title = "STRIPE (a1b2)".into();
    all.payments.accounts = vec![stripe];
    let page = opened(&all).await;
    page.press("#default-meeting input[value=zoom]");
    let means =
        "New meetings will be made in Zoom (6f61). Microsoft Teams, Miller stays connected.";
    page.until("the consequence", |page| page.text("#default-meeting .consequence") == means).await;
    let options: Vec<String> = page.all("#pays-others-operating option").iter().map(says).collect();
    assert_eq!(options, ["Nowhere yet", "STRIPE (a1b2)"]);
}

#[wasm_bindgen_test]
async fn what_another_computer_holds_is_chosen_with_where_it_is() {
    let mut all = with_meetings("teams");
    all.kinds[0].choices[1].held = Held::Elsewhere { by: Some("Ana".into()) };
    all.kinds[0].choices[0].held = Held::ByServer;
    let page = opened(&all).await;
    let shown = page.text("#default-meeting");
    assert!(shown.contains("are made in Microsoft Teams, Miller."), "{shown}");
    assert!(shown.contains("it is used there, and not from here."), "{shown}");
    assert!(shown.contains("Microsoft Teams, Miller (on another computer, connected by Ana)"));
    assert!(shown.contains("Zoom, Miller (held by the firm’s server)"), "{shown}");
    page.press("#default-meeting input[value=zoom]");
    page.press_word("#default-meeting .button", "Save");
    page.answer::<ChangeDefault>(&with_meetings("zoom")).await;
    let wish =
        DefaultChange::Use { kind: DefaultKind::Meeting, connection: "zoom".into(), address: None };
    assert_eq!(page.asked::<ChangeDefault>(), [wish]);
}

#[wasm_bindgen_test]
async fn a_default_that_is_not_known_here_says_so_and_can_be_chosen_away() {
    let mut all = nothing();
    all.kinds[0] =
        DefaultOfKind { chosen: Some("of-tomorrow".into()), ..none_of(DefaultKind::Meeting) };
    let page = opened(&all).await;
    let shown = page.text("#default-meeting");
    assert!(shown.contains("What was chosen is not known at this computer, or not yet"), "{shown}");
    assert_eq!(page.all("#default-meeting .empty").len(), 0);
    let kept = page.text("#default-meeting label:has(input:checked)");
    assert_eq!(kept, "What was chosen, which is not known here");
    page.press_word("#default-meeting .button", "Save");
    assert!(page.asked::<ChangeDefault>().is_empty(), "it stays as it is");
    page.press("#default-meeting input[value='']");
    page.press_word("#default-meeting .button", "Save");
    page.answer::<ChangeDefault>(&nothing()).await;
    let wish = DefaultChange::UseNone { kind: DefaultKind::Meeting };
    assert_eq!(page.asked::<ChangeDefault>(), [wish]);
}

#[wasm_bindgen_test]
async fn whose_money_another_computers_account_holds_is_said_there() {
    let mut all = nothing();
    let there = |connection: &str, money| MoneyAccount {
        held: Held::Elsewhere { by: None },
        said_by: SaidBy::Elsewhere,
        ..account(connection, "", money, false)
    };
    all.payments.accounts = vec![there("stripe", Some(Money::Operating)), there("square", None)];
    all.payments.segments[0].trust =
        Some(AccountAt { connection: "gone".into(), account: String::new() });
    let page = opened(&all).await;
    assert!(page.text("[data-account=stripe]").contains("The computer that connected it says so."));
    let unsaid = "That is said at the computer that connected it.";
    assert!(page.text("[data-account=square]").contains(unsaid));
    assert_eq!(page.all("[data-account] input").len(), 0);
    let options: Vec<String> = page.all("#pays-others-operating option").iter().map(says).collect();
    assert_eq!(options, ["Nowhere yet", "STRIPE, Miller (on another computer)"]);
    let shown = page.text("#segments");
    let unpaid = "not known at this computer as one for clients’ money: nothing is paid into it";
    assert_eq!(shown.matches(unpaid).count(), 1, "{shown}");
    assert!(!shown.contains("as one for fees"), "{shown}");
    assert_eq!(page.value("#pays-others-trust"), "kept");
    page.press("form:has(#pays-others-trust) button");
    assert!(page.asked::<ChangeDefault>().is_empty(), "it stays as it is");
    page.choose("#pays-others-trust", "");
    let means = "Money that the firm keeps for clients will be nowhere by default.";
    page.until("the consequence", |page| page.text("#segments .consequence").contains(means)).await;
    page.press("form:has(#pays-others-trust) button");
    page.answer::<ChangeDefault>(&nothing()).await;
    let wish = DefaultChange::Pay { segment: "others".into(), money: Money::Trust, into: None };
    assert_eq!(page.asked::<ChangeDefault>(), [wish]);
}

#[wasm_bindgen_test]
async fn where_nothing_is_connected_the_way_to_connect_is_shown() {
    let page = opened(&nothing()).await;
    let links = page.attributes(".default .empty a", "href");
    let expected = ["meetings", "esign", "email", "tax"].map(|name| format!("/?category={name}"));
    assert_eq!(links, expected);
    assert_eq!(page.attributes("#default-payments .empty a", "href"), ["/?category=payments"]);
    assert_eq!(page.all("#segments form").len(), 0);
}

#[wasm_bindgen_test]
async fn a_default_that_cannot_be_says_why_and_the_choice_stays() {
    let mut all = nothing();
    all.kinds[2] = DefaultOfKind {
        choices: vec![choosable("gmail", "Gmail", Some("office@firm.example"))],
        ..none_of(DefaultKind::Email)
    };
    let page = opened(&all).await;
    page.press("#default-email input[value=gmail]");
    page.until("its address", |page| page.value("#default-address") == "office@firm.example").await;
    page.type_into("#default-address", "office");
    page.press_word("#default-email .button", "Save");
    let what = "“office” is no address that mail can be sent from.";
    let wrong = Problem::new(ErrorCode::SenderAddressWrong, what, "Nothing was changed.", "Type.");
    page.refuse::<ChangeDefault>(&wrong).await;
    page.until("the problem", |page| page.text("#default-email .problem-what") == what).await;
    assert_eq!(page.value("#default-address"), "office");
}

#[wasm_bindgen_test]
async fn only_accounts_of_the_right_kind_can_be_paid_into() {
    let mut all = nothing();
    all.payments.accounts = vec![
        account("lawpay", "op-1", Some(Money::Operating), true),
        account("lawpay", "trust-1", Some(Money::Trust), true),
        account("stripe", "", None, false),
    ];
    let page = opened(&all).await;
    let options = |money: &str| -> Vec<String> {
        page.all(&format!("#pays-others-{money} option")).iter().map(says).collect()
    };
    assert_eq!(options("operating"), ["Nowhere yet", "LAWPAY, Miller, op-1"]);
    assert_eq!(options("trust"), ["Nowhere yet", "LAWPAY, Miller, trust-1"]);
    page.choose("#pays-others-trust", "0");
    let means = "Everybody else: what the firm keeps for them will be in LAWPAY, Miller, trust-1.";
    page.until("the consequence", |page| page.text("#segments .consequence").contains(means)).await;
    page.press("form:has(#pays-others-trust) button");
    all.payments.segments[0].trust =
        Some(AccountAt { connection: "lawpay".into(), account: "trust-1".into() });
    page.answer::<ChangeDefault>(&all).await;
    page.until("the focus", |page| page.has_focus("#pays-others-trust")).await;
    assert_eq!(page.value("#pays-others-trust"), "0");
    assert!(page.text("[data-account=stripe]").contains("Nobody said yet"));
    page.press("[data-account=stripe] input[value=operating]");
    page.press("[data-account=stripe] button");
    all.payments.accounts[2].money = Some(Money::Operating);
    page.answer::<ChangeDefault>(&all).await;
    page.until("one more", |page| page.all("#pays-others-operating option").len() == 3).await;
}

#[wasm_bindgen_test]
async fn a_segment_is_added_renamed_and_removed() {
    let mut all = nothing();
    all.payments.accounts = vec![account("lawpay", "op-1", Some(Money::Operating), true)];
    let page = opened(&all).await;
    assert_eq!(page.all("#segments #name-others").len(), 0, "everybody else stays");
    page.type_into("#new-segment", "Estates");
    page.press_word("#segments .button", "Add");
    all.payments.segments.insert(0, segment("estates", Some("Estates")));
    page.answer::<ChangeDefault>(&all).await;
    page.until("it", |page| page.text("[data-segment=estates] h4") == "Estates").await;
    assert_eq!(page.value("#new-segment"), "");
    page.type_into("#name-estates", "Heirs");
    page.press_word("[data-segment=estates] .button", "Rename");
    all.payments.segments[0].name = Some("Heirs".into());
    page.answer::<ChangeDefault>(&all).await;
    page.until("the name", |page| page.text("[data-segment=estates] h4") == "Heirs").await;
    page.press_word("[data-segment=estates] .button", "Remove");
    all.payments.segments.remove(0);
    page.answer::<ChangeDefault>(&all).await;
    page.until("it is gone", |page| page.all("[data-segment=estates]").is_empty()).await;
    page.until("the focus", |page| page.has_focus("#new-segment")).await;
}

#[wasm_bindgen_test]
async fn how_documents_are_signed_is_chosen_with_what_it_means() {
    let mut all = nothing();
    let method =
        IdentityMethod { id: "code".into(), label: "Access code".into(), note: "N".into() };
    all.signing = vec![Signing {
        provider: "docusign".into(),
        provider_name: "DocuSign".into(),
        is_chosen: false,
        flow: SigningFlow::Sequential,
        identity: None,
        methods: vec![method],
    }];
    let page = opened(&all).await;
    page.press("#signing-docusign input[value=parallel]");
    page.press("#signing-docusign input[value=code]");
    page.until("the consequence", |page| {
        page.text("#signing-docusign .consequence").contains("all at once, each after Access code")
    })
    .await;
    page.press_word("#signing-docusign .button", "Save");
    let wish = DefaultChange::Sign {
        provider: "docusign".into(),
        flow: SigningFlow::Parallel,
        identity: Some("code".into()),
    };
    page.until("the wish", |page| page.asked::<ChangeDefault>() == [wish.clone()]).await;
}

/// A platform of two accounts, of which the first is the default.
fn zoom() -> ProviderPage {
    let accounts =
        ["one", "two"].map(|label| connection("zoom", label, Status::Connected)).to_vec();
    ProviderPage {
        can_be: Some(DefaultKind::Meeting),
        defaults: vec![(accounts[0].id.clone(), DefaultKind::Meeting)],
        connections: Part::Working(accounts),
        ..page_of(card("zoom", "Zoom", Category::Meetings))
    }
}

#[wasm_bindgen_test]
async fn the_same_choice_stands_on_the_providers_settings() {
    let page = Page::open_at("/provider/zoom?tab=settings");
    page.answer::<GetProvider>(&zoom()).await;
    page.until("the mark", |page| page.text("#default-for .pill") == "Default for meetings").await;
    page.press_word("#default-for .button", "Use this for new meetings");
    page.answer::<ChangeDefault>(&nothing()).await;
    let wish = DefaultChange::Use {
        kind: DefaultKind::Meeting,
        connection: "zoom-two".into(),
        address: None,
    };
    assert_eq!(page.asked::<ChangeDefault>(), [wish]);
}

#[wasm_bindgen_test]
async fn a_card_marks_the_account_that_is_the_default() {
    let page = Page::open();
    let accounts =
        ["one", "two"].map(|label| connection("zoom", label, Status::Connected)).to_vec();
    let mut known = hub(vec![card("zoom", "Zoom", Category::Meetings)], accounts);
    known.defaults = vec![("zoom-two".into(), DefaultKind::Meeting)];
    page.answer::<GetHub>(&known).await;
    page.until("the mark", |page| {
        let marked = page.all("[data-provider=zoom] li:has(.mark)");
        marked.len() == 1 && says(&marked[0]).starts_with("two Default for meetings")
    })
    .await;
}
