//! Signing in at a practice provider: the real app, the real browser of the person, and
//! the window that stands beside it.

use std::sync::Arc;

use jiff::Timestamp;
use patchbay_desktop::practice_folder::MARK;
use patchbay_practice::{COMPANIES, Decision, Practice};
use patchbay_test_support::thirtyfour::WindowHandle;
use patchbay_test_support::{App, Browser, Stage, StageBuilder, eventually};
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::{go, patchbay};

/// A practice firm whose providers are played by the test, so that they outlive the app.
pub(crate) struct Practised {
    pub(crate) stage: Stage,
    pub(crate) practice: Practice,
    _playing: DropGuard,
}

pub(crate) async fn practised(name: &str) -> Practised {
    let clock = Arc::new(Timestamp::now);
    let entropy = Arc::new(|bytes: &mut [u8]| getrandom::fill(bytes).unwrap());
    let providers = patchbay_providers::catalogue().into_iter().map(Arc::new);
    let practice = Practice::of(providers, clock, entropy);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let server = format!("http://{}", listener.local_addr().unwrap());
    let playing = CancellationToken::new();
    tokio::spawn(practice.clone().serve(listener, playing.clone().cancelled_owned()));

    let stage = StageBuilder::named(name).start().await.unwrap();
    std::fs::create_dir_all(stage.data_folder()).unwrap();
    std::fs::write(stage.data_folder().join(MARK), server).unwrap();
    stage.pretend_browser().await.unwrap();
    Practised { stage, practice, _playing: playing.drop_guard() }
}

impl Practised {
    pub(crate) async fn open(&self) -> App {
        let app = self.stage.open(patchbay(), &[]).await.unwrap();
        app.wait_for_words("h1", "Connections").await.unwrap();
        app.wait_for_words(".rail", "Practice").await.unwrap();
        app
    }

    /// Presses Connect on a provider's page. The sign-in's own window is looked at from
    /// here on; the main one is given back.
    async fn connect(&self, app: &App, provider: &str) -> WindowHandle {
        let main = self.begin(app, provider).await;
        app.press(".dialog-foot .primary").await.unwrap();
        app.wait_for_words(".sign-in-wait", "Waiting for your browser").await.unwrap();
        main
    }

    /// The same until the person has read what will be asked for.
    pub(crate) async fn begin(&self, app: &App, provider: &str) -> WindowHandle {
        let main = app.driver().window().await.unwrap();
        go(app, &format!("/provider/{provider}")).await;
        app.press("#connect button.primary").await.unwrap();
        look_at_sign_in(app, &main).await;
        app.wait_for_words("h1", "Connect").await.unwrap();
        app.wait_for_words(".sign-in .practice", "Practice").await.unwrap();
        main
    }

    /// Decides there without a browser, and goes where that leads.
    pub(crate) async fn decide(&self, decision: Decision<'_>) {
        let builder = reqwest::Client::builder().no_proxy();
        let http = builder.redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let page = self.sign_in_page().await;
        let form = "application/x-www-form-urlencoded";
        let deciding = http.post(&page).header("content-type", form).body(decision.form());
        let decided = deciding.send().await.unwrap();
        let home = decided.headers()["location"].to_str().unwrap();
        // What it answers is a page for the person, also where it is a no.
        http.get(home).send().await.unwrap();
    }

    /// The page that the system's browser was asked to open. It is given out once: the next
    /// is of the next sign-in.
    async fn sign_in_page(&self) -> String {
        eventually("the browser to be asked for a page", || async {
            let asked = std::fs::read_to_string(self.stage.browsed()).ok()?;
            let page = asked.lines().last()?.to_owned();
            std::fs::remove_file(self.stage.browsed()).ok()?;
            Some(page)
        })
        .await
        .unwrap()
    }

    /// Signs in there in a real browser, and allows the app.
    async fn allow(&self) {
        let page = self.sign_in_page().await;
        let browser = Browser::open(&self.stage, &page, "app.patchbay").await.unwrap();
        browser.tab().wait_for_words("h1", "wants to connect").await.unwrap();
        browser.tab().press("#allow").await.unwrap();
        let exchanged = "the code to be exchanged";
        eventually(exchanged, || async {
            (self.practice.counts("salesforce").exchanges > 0).then_some(())
        })
        .await
        .unwrap();
        browser.close().await.unwrap();
    }
}

/// Looks into the window that is not the main one, once it is there.
async fn look_at_sign_in(app: &App, main: &WindowHandle) {
    let window = eventually("the window of the sign-in", || async {
        app.driver().windows().await.ok()?.into_iter().find(|window| window != main)
    })
    .await
    .unwrap();
    app.driver().switch_to_window(window).await.unwrap();
}

async fn is_connected(app: &App) {
    go(app, "/").await;
    let card = ".provider[data-provider=salesforce]";
    app.wait_for_words(card, "Connected").await.unwrap();
    app.wait_for_words(card, COMPANIES[0].name).await.unwrap();
}

#[tokio::test]
async fn a_sign_in_in_the_persons_own_browser_comes_home_by_a_link_and_the_card_says_connected() {
    let practised = practised("sign-in-warm").await;
    let app = practised.open().await;
    practised.stage.wait_for_scheme("app.patchbay").await.unwrap();
    let main = practised.connect(&app, "salesforce").await;
    practised.allow().await;
    app.wait_for_words(".sign-in-step", "Connected").await.unwrap();
    app.wait_for_words(".sign-in-step", COMPANIES[0].name).await.unwrap();
    app.wait_for_words(".sign-in-step", "Straight into Patchbay").await.unwrap();
    // Neither window brings the answer back when it is loaded anew.
    app.driver().refresh().await.unwrap();
    app.wait_for_words(".sign-in-step", COMPANIES[0].name).await.unwrap();
    app.driver().switch_to_window(main).await.unwrap();
    app.driver().refresh().await.unwrap();
    is_connected(&app).await;
    assert_eq!(practised.practice.counts("salesforce").exchanges, 1);
    assert_eq!(practised.stage.app_log().matches("a link arrived").count(), 1);
    app.close().await.unwrap();
}

#[tokio::test]
async fn a_sign_in_that_is_answered_while_the_app_is_closed_starts_it_and_ends_well() {
    let practised = practised("sign-in-cold").await;
    let app = practised.open().await;
    practised.stage.wait_for_scheme("app.patchbay").await.unwrap();
    practised.connect(&app, "salesforce").await;
    // As the system ends it when the person signs out: nothing is cancelled.
    practised.stage.end_app().await.unwrap();
    // The driver keeps the session of a window that is gone until it is told.
    let _ = app.close().await;
    practised.allow().await;
    practised.stage.end_app().await.unwrap();
    let app = practised.open().await;
    is_connected(&app).await;
    app.close().await.unwrap();
}

#[tokio::test]
async fn who_misses_an_answer_is_led_from_the_sign_ins_window_to_the_doctor() {
    let practised = practised("sign-in-lost").await;
    let app = practised.open().await;
    let main = practised.connect(&app, "salesforce").await;
    app.press(".sign-in-step .fold + .buttons .button").await.unwrap();
    let sign_in = app.driver().window().await.unwrap();
    app.driver().switch_to_window(main).await.unwrap();
    app.wait_for_words("#ways-home", "When a sign-in does not come back").await.unwrap();
    app.driver().switch_to_window(sign_in).await.unwrap();
    app.wait_for_words(".sign-in-wait", "Waiting for your browser").await.unwrap();
    app.close().await.unwrap();
}

#[tokio::test]
async fn closing_the_window_of_a_sign_in_ends_it_and_a_late_answer_is_refused() {
    let practised = practised("sign-in-closed").await;
    let app = practised.open().await;
    practised.stage.wait_for_scheme("app.patchbay").await.unwrap();
    let main = practised.connect(&app, "salesforce").await;
    // Pressed by a script: the driver would wait for an answer of the page that goes. It may go
    // before the script has answered; that it is gone is looked for below.
    let press = "document.querySelector('.sign-in > .dialog-foot .button').click()";
    let _ = app.script(press).await;
    eventually("the window to be closed", || async {
        (app.driver().windows().await.ok()?.len() == 1).then_some(())
    })
    .await
    .unwrap();
    app.driver().switch_to_window(main).await.unwrap();
    let link = "app.patchbay://connect/salesforce/return?code=late&state=nobodys";
    practised.stage.open_link(link).await.unwrap();
    app.wait_for_words(".toasts", "nobody here asked for").await.unwrap();
    assert_eq!(practised.practice.counts("salesforce").exchanges, 0);
    app.close().await.unwrap();
}
