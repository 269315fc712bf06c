//! The app at a firm server: it comes in by a code or a link, goes along with another computer,
//! has a person choose where both changed one thing, and says how old it is when the server is
//! gone. Each of that keeps nobody out.

use std::time::Duration;

use patchbay_contract::{Invitation, NewEnrolment};
use patchbay_desktop::Installation;
use patchbay_test_support::{App, Browser, Stage, StageBuilder};
use patchbay_vault::Keychain;

use crate::access::{bring_the_judge, judge};
use crate::go;
use crate::in_memory::InMemory;
use crate::patchbay;
use crate::security::{make_vault, press_word, with_vault};
use crate::server::Server;

/// Types this into a field.
pub(crate) async fn typed(app: &App, field: &str, text: &str) {
    app.find(field).await.unwrap();
    let script = format!(
        "const field = document.querySelector('{field}');
         field.focus();
         field.value = '{text}';
         field.dispatchEvent(new Event('input', {{ bubbles: true }}))"
    );
    app.script(&script).await.unwrap();
}

/// Another computer of the same person.
pub(crate) async fn another(server: &Server, home: &tempfile::TempDir) -> Installation {
    let keychain = Keychain::over(InMemory::default(), Duration::from_secs(5));
    let other = Installation::in_folder(home.path(), None, keychain);
    let code = server.another_code().await;
    let new =
        NewEnrolment { server: server.base.clone(), code, device_name: "The other desk".into() };
    other.enrol(new).await.unwrap();
    other
}

#[tokio::test]
async fn a_link_that_is_opened_in_the_persons_browser_lets_this_computer_in_by_one_press() {
    let mut server = Server::open().await;
    let (stage, app) = with_vault("firm-server-link").await;
    stage.wait_for_scheme("app.patchbay").await.unwrap();
    let code = server.first_code().await;
    let link = Invitation { server: server.base.clone(), code: code.clone() }.address();
    let browser = Browser::open(&stage, &link, "app.patchbay").await.unwrap();
    browser.tab().wait_for_words("h1", "Bring this computer in").await.unwrap();
    browser.tab().press("#enter").await.unwrap();
    app.wait_for_words("#firm-server .consequence", &server.base).await.unwrap();
    let address = browser.tab().driver().current_url().await.unwrap();
    assert!(!address.as_str().contains(&code), "the code stays in no address: {address}");
    browser.close().await.unwrap();
    bring_the_judge(&app).await;
    let mut wrong = String::new();
    judge(&app, "what a link asks", &mut wrong).await;
    assert!(wrong.is_empty(), "{wrong}");
    press_word(&app, "#firm-server", "Come in").await;
    app.wait_for_words("#firm-server .facts", "Ana Miller").await.unwrap();
    assert!(!stage.app_log().contains(&code), "the code is in the log");
    app.close().await.unwrap();
    server.stops().await;
}

#[tokio::test]
async fn a_computer_goes_along_with_another_and_says_what_waits_and_what_is_to_be_chosen() {
    let mut server = Server::open().await;
    let (_stage, app) = with_vault("firm-server").await;
    bring_the_judge(&app).await;
    let mut wrong = String::new();
    go(&app, "/settings").await;
    typed(&app, "#enrol-server", &server.base).await;
    typed(&app, "#enrol-code", &server.first_code().await).await;
    press_word(&app, "#firm-server", "Come in").await;
    app.wait_for_words("#firm-server .facts", "Ana Miller").await.unwrap();
    press_word(&app, "#syncing", "Send and fetch now").await;
    app.wait_for_words("#syncing .saved", "agree").await.unwrap();
    app.wait_for_words(".rail-sync", "Synced").await.unwrap();
    judge(&app, "a computer in step", &mut wrong).await;

    let home = tempfile::tempdir().unwrap();
    let other = another(&server, &home).await;
    other.set_relay(Some("https://other.firm.example")).await.unwrap();
    other.sync_now().await.unwrap();
    typed(&app, "#relay-address", "https://here.firm.example").await;
    press_word(&app, "#relay", "Save the address").await;
    app.wait_for_words("#relay .saved", "is saved").await.unwrap();
    press_word(&app, "#syncing", "Send and fetch now").await;
    let shown = app.wait_for_words("#syncing .conflict", "other.firm.example").await.unwrap();
    assert!(shown.contains("https://here.firm.example"), "both values are shown: {shown}");
    app.wait_for_words(".rail-sync", "1 to choose").await.unwrap();
    judge(&app, "a choice", &mut wrong).await;
    press_word(&app, "#syncing .conflict", "Take the server’s").await;
    app.wait_for_words("#syncing .saved", "Chosen").await.unwrap();
    app.wait_for_words(".rail-sync", "Synced").await.unwrap();

    server.stops().await;
    press_word(&app, "#syncing", "Send and fetch now").await;
    app.wait_for_words("#syncing .outcome", "Nobody answers").await.unwrap();
    app.wait_for_words("#syncing .offline", "last agreed").await.unwrap();
    app.wait_for_words(".rail-sync", "Server offline").await.unwrap();
    judge(&app, "a server that is gone", &mut wrong).await;
    server.starts().await;
    press_word(&app, "#syncing", "Send and fetch now").await;
    app.wait_for_words("#syncing .saved", "agree").await.unwrap();
    other.close().await;
    assert!(wrong.is_empty(), "{wrong}");
    app.close().await.unwrap();
    server.stops().await;
}

/// What lies in the data folder under names that begin so.
fn folders(stage: &Stage, beginning: &str) -> usize {
    let all = std::fs::read_dir(stage.data_folder()).unwrap();
    let names = all.map(|one| one.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with(beginning)).count()
}

#[tokio::test]
async fn the_server_inside_the_app_keeps_what_is_set_and_gives_it_to_the_firms_own() {
    let mut server = Server::open().await;
    let stage = StageBuilder::named("embedded-server").start().await.unwrap();
    let app = stage.open(patchbay(), &[]).await.unwrap();
    bring_the_judge(&app).await;
    let mut wrong = String::new();
    go(&app, "/settings").await;
    app.wait_for_words("#embedded-server", "once there is a vault").await.unwrap();
    typed(&app, "#relay-address", "https://here.firm.example").await;
    press_word(&app, "#relay", "Save the address").await;
    app.wait_for_words("#relay .saved", "is saved").await.unwrap();
    make_vault(&app).await;
    go(&app, "/settings").await;
    app.wait_for_words("#embedded-server .facts", "1 setting").await.unwrap();
    app.wait_for_words("#embedded-server .facts", "Nothing").await.unwrap();
    judge(&app, "the server inside the app", &mut wrong).await;

    typed(&app, "#enrol-server", &server.base).await;
    typed(&app, "#enrol-code", &server.first_code().await).await;
    press_word(&app, "#firm-server", "Come in").await;
    app.wait_for_words("#firm-server > .saved", "has moved").await.unwrap();
    press_word(&app, "#syncing", "Send and fetch now").await;
    app.wait_for_words("#syncing .saved", "agree").await.unwrap();
    let home = tempfile::tempdir().unwrap();
    let other = another(&server, &home).await;
    other.sync_now().await.unwrap();
    let set = other.relay().await.unwrap().address;
    assert_eq!(set.as_deref(), Some("https://here.firm.example"));
    other.close().await;
    app.close().await.unwrap();
    assert_eq!(folders(&stage, "firm-server"), 1);

    let app = stage.open(patchbay(), &[]).await.unwrap();
    go(&app, "/settings").await;
    app.wait_for_words("#firm-server .facts", "Ana Miller").await.unwrap();
    app.close().await.unwrap();
    assert_eq!(folders(&stage, "firm-server-until-"), 1, "it is set aside");
    assert_eq!(folders(&stage, "firm-server"), 1, "and none is begun");
    assert!(wrong.is_empty(), "{wrong}");
    server.stops().await;
}
