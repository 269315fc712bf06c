//! This computer at the firm's server, on the Settings page: it comes in, says how it stands,
//! and leaves.

use jiff::Timestamp;
use patchbay_contract::command::{
    ContactServer, Enrol, GetEnrolment, GetSync, LeaveServer, Subscribe, TakeInvitation,
};
use patchbay_contract::{
    EmbeddedServer, Enrolment, EnrolmentView, ErrorCode, Event, FirmRole, GoingAlong, Invitation,
    Leaving, NewEnrolment, Problem, Standing,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::scripted::Page;

const SERVER: &str = "https://patchbay.firm.example";

fn view(standing: Option<Standing>) -> EnrolmentView {
    let enrolment = standing.map(|standing| Enrolment {
        server: SERVER.into(),
        name: "Ana Miller".into(),
        role: FirmRole::Admin,
        device_name: "Front desk".into(),
        enrolled_at: Timestamp::UNIX_EPOCH,
        last_contact_at: None,
        standing,
    });
    EnrolmentView { enrolment, device_name: "desk-7".into() }
}

async fn with(view: &EnrolmentView) -> Page {
    let page = Page::open_at("/settings");
    page.answer::<GetEnrolment>(view).await;
    page.until("the section", |page| !page.all("#firm-server .button").is_empty()).await;
    page
}

#[wasm_bindgen_test]
async fn a_computer_comes_in_with_a_code_that_nobody_can_read_along() {
    let page = with(&view(None)).await;
    assert_eq!(page.value("#enrol-name"), "desk-7");
    assert_eq!(page.attributes("#enrol-code", "type"), ["password"]);
    page.type_into("#enrol-server", SERVER);
    page.type_into("#enrol-code", "a code");
    page.press_word("#firm-server .button", "Come in");
    let problem = Problem::new(
        ErrorCode::EnrolmentCodeRefused,
        "The firm’s server does not take this code.",
        "Nothing was changed.",
        "Ask for another.",
    );
    page.refuse::<Enrol>(&problem).await;
    page.until("the problem", |page| {
        page.text("#firm-server .problem-what").contains("does not take this code")
    })
    .await;
    assert_eq!(page.value("#enrol-server"), SERVER, "nothing has to be typed again");
    page.type_into("#enrol-code", "another code");
    page.press_word("#firm-server .button", "Come in");
    page.answer::<Enrol>(&view(Some(Standing::In))).await;
    let asked = page.asked::<Enrol>();
    let new = NewEnrolment {
        server: SERVER.into(),
        code: "another code".into(),
        device_name: "desk-7".into(),
    };
    assert_eq!(asked[1], new);
    page.until("how it stands", |page| {
        page.text("#firm-server .facts").contains("Ana Miller, Administrator")
    })
    .await;
    assert_eq!(page.text("#firm-server > .saved"), "This computer is in.");
    assert_eq!(page.all("#enrol-code").len(), 0);
}

/// A computer that is in at no server but the one inside the app.
async fn beside(kept: EmbeddedServer) -> Page {
    let page = with(&view(None)).await;
    let going_along = GoingAlong { embedded: Some(kept), ..GoingAlong::default() };
    page.answer::<GetSync>(&going_along).await;
    page.until("what it keeps", |page| page.all("#embedded-server").len() == 1).await;
    page
}

#[wasm_bindgen_test]
async fn what_the_server_inside_the_app_keeps_is_said_with_how_to_move_from_it() {
    let trouble = Problem::new(
        ErrorCode::EmbeddedKeepsNothing,
        "The firm server inside this app does not keep what is set here.",
        "Nothing is lost.",
        "Start Patchbay again.",
    );
    let kept = EmbeddedServer {
        since: Some(Timestamp::UNIX_EPOCH),
        last_sync_at: None,
        connections: 1,
        settings: 2,
        pending: 3,
        refused: 4,
        trouble: Some(trouble),
    };
    let page = beside(kept).await;
    let said = page.text("#embedded-server .facts");
    for part in ["1 connection, 2 settings", "3", "4, of services"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(page.text("#embedded-server .problem-what").contains("does not keep"));
    assert_eq!(page.all("#firm-server ol.steps li").len(), 3);
    page.type_into("#enrol-server", SERVER);
    page.type_into("#enrol-code", "a code");
    page.press_word("#firm-server .button", "Come in");
    page.answer::<Enrol>(&view(Some(Standing::In))).await;
    page.until("the move", |page| page.text("#firm-server > .saved").contains("has moved")).await;
    assert_eq!(page.all("#embedded-server").len(), 0);
}

#[wasm_bindgen_test]
async fn before_anything_is_connected_the_server_inside_the_app_has_nothing_to_show() {
    let page = beside(EmbeddedServer::default()).await;
    assert_eq!(page.all("#embedded-server .facts").len(), 0);
    assert!(page.text("#embedded-server").contains("once there is a vault"));
}

fn invitation(server: &str) -> Option<Invitation> {
    Some(Invitation { server: server.into(), code: "pbl_from-a-link".into() })
}

#[wasm_bindgen_test]
async fn a_link_fills_the_form_in_names_the_server_and_leaves_the_press_to_a_person() {
    let page = Page::open_at("/settings");
    page.answer::<Subscribe>(&Vec::new()).await;
    page.answer::<GetEnrolment>(&view(None)).await;
    page.until("the form", |page| page.all("#enrol-code").len() == 1).await;
    page.type_into("#enrol-name", "Front desk");
    page.send(0, &Event::Open(patchbay_contract::Page::FirmServer));
    page.answer::<TakeInvitation>(&invitation(SERVER)).await;
    page.until("the server's name", |page| page.text("#firm-server .consequence").contains(SERVER))
        .await;
    assert_eq!(page.value("#enrol-server"), SERVER);
    assert_eq!(page.value("#enrol-name"), "Front desk", "what was typed stays");
    assert!(page.asked::<Enrol>().is_empty(), "a link only asks");
    page.press_word("#firm-server .button", "Come in");
    page.answer::<Enrol>(&view(Some(Standing::In))).await;
    let asked = page.asked::<Enrol>();
    assert_eq!((asked[0].server.as_str(), asked[0].code.as_str()), (SERVER, "pbl_from-a-link"));
    page.until("being in", |page| page.text("#firm-server .pill").starts_with("In")).await;
    assert_eq!(page.all("#firm-server .consequence").len(), 0, "it has done its work");
}

#[wasm_bindgen_test]
async fn what_a_link_asks_goes_with_a_no_and_is_not_asked_where_the_computer_is_in_there() {
    let page = Page::open_at("/settings");
    page.answer::<Subscribe>(&Vec::new()).await;
    page.answer::<GetEnrolment>(&view(None)).await;
    page.until("the form", |page| page.all("#enrol-code").len() == 1).await;
    page.send(0, &Event::Open(patchbay_contract::Page::FirmServer));
    page.answer::<TakeInvitation>(&invitation("https://other.example")).await;
    page.until("the server's name", |page| page.all("#firm-server .consequence").len() == 1).await;
    page.press_word("#firm-server .button", "Not now");
    page.until("it to go", |page| page.all("#firm-server .consequence").is_empty()).await;
    assert_eq!(
        (page.value("#enrol-server").as_str(), page.value("#enrol-code").as_str()),
        ("", "")
    );

    let page = Page::open_at("/settings");
    page.answer::<Subscribe>(&Vec::new()).await;
    page.answer::<GetEnrolment>(&view(Some(Standing::In))).await;
    page.send(0, &Event::Open(patchbay_contract::Page::FirmServer));
    page.answer::<TakeInvitation>(&invitation(SERVER)).await;
    page.until("how it stands", |page| page.text("#firm-server .pill").starts_with("In")).await;
    assert!(page.all("#firm-server .consequence").is_empty(), "it is in there");
}

#[wasm_bindgen_test]
async fn a_link_to_another_server_changes_nothing_where_the_computer_is_in_already() {
    let page = Page::open_at("/settings");
    page.answer::<Subscribe>(&Vec::new()).await;
    page.answer::<GetEnrolment>(&view(Some(Standing::In))).await;
    page.send(0, &Event::Open(patchbay_contract::Page::FirmServer));
    page.answer::<TakeInvitation>(&invitation("https://other.example")).await;
    page.until("what it asks", |page| {
        let said = page.text("#firm-server .consequence");
        said.contains("https://other.example") && said.contains("stays there")
    })
    .await;
    assert!(page.asked::<Enrol>().is_empty());
}

#[wasm_bindgen_test]
async fn a_restored_server_is_gone_along_with_by_a_press_and_a_computer_shut_out_says_so() {
    let page = with(&view(Some(Standing::ShutOut))).await;
    assert_eq!(page.text("#firm-server .pill"), "Shut out");
    page.press_word("#firm-server .button", "Ask the server now");
    page.answer_to::<ContactServer>(&false, &view(Some(Standing::AnotherLife))).await;
    page.until("the restored one", |page| {
        page.text("#firm-server .pill").starts_with("Restored server")
    })
    .await;
    page.press_word("#firm-server .button", "Go on with this server");
    page.answer_to::<ContactServer>(&true, &view(Some(Standing::In))).await;
    page.until("being in", |page| page.text("#firm-server .pill").starts_with("In\n")).await;
}

#[wasm_bindgen_test]
async fn leaving_is_asked_about_and_goes_on_untold_only_after_it_failed() {
    let page = with(&view(Some(Standing::In))).await;
    page.press_word("#firm-server .button", "Leave the server…");
    page.until("the question", |page| page.all("dialog").len() == 1).await;
    assert!(!page.text("dialog").contains("without telling"));
    page.press_word("dialog .button", "Leave");
    let gone = Problem::new(ErrorCode::ServerNotReached, "Nobody answers.", "It is in.", "Check.");
    page.refuse::<LeaveServer>(&gone).await;
    page.until("the other way", |page| page.text("dialog").contains("without telling")).await;
    page.press_word("dialog .button", "Leave without telling the server");
    page.answer_to::<LeaveServer>(&Leaving { untold: true }, &view(None)).await;
    page.until("the form", |page| page.all("#enrol-code").len() == 1).await;
    assert_eq!(page.all("dialog").len(), 0);
    assert_eq!(page.text("#firm-server > .saved"), "This computer has left the server.");
}
