//! What a firm does with what it connected: it asks its AI, reads its mail and its books. In
//! the real window, each look of it judged by axe-core.

use patchbay_practice::{Books, COMPANIES, Decision, Endpoint, Gate, Misbehaviour, Trick};
use patchbay_test_support::App;

use crate::access::{bring_the_judge, judge};
use crate::go;
use crate::security::press_word;
use crate::sign_in::{Practised, practised};

/// Connects the practice firm's account by the form of this sign-in.
async fn connect_by_form(practised: &Practised, app: &App, provider: &str, sign_in: &str) {
    go(app, &format!("/provider/{provider}")).await;
    for (field, value) in practised.practice.credentials_of(provider, sign_in) {
        let input = app.find(&format!("#{sign_in}-live-{field}")).await.expect(&field);
        input.send_keys(&value).await.unwrap();
    }
    press_word(app, "#key-form", "Test and save").await;
    app.find("#key-form .key-done").await.expect(provider);
}

#[tokio::test]
async fn a_question_to_all_keeps_nobody_out_before_while_and_after_it_is_asked() {
    let practised = practised("axe-ai").await;
    let app = practised.open().await;
    bring_the_judge(&app).await;
    let mut wrong = String::new();
    go(&app, "/ai").await;
    app.wait_for_words(".empty", "No AI provider can be asked yet").await.unwrap();
    judge(&app, "nobody to ask", &mut wrong).await;

    for provider in ["gemini", "openai", "mistral"] {
        connect_by_form(&practised, &app, provider, "key").await;
    }
    let gate = Gate::default();
    let spoil = |provider, trick| {
        practised.practice.misbehave(provider, Misbehaviour::always(Endpoint::Api, trick));
    };
    spoil("mistral", Trick::NoAnswer);
    spoil("openai", Trick::Hold(gate.clone()));
    go(&app, "/ai").await;
    app.wait_for_words("#ai-order", "Models not listed yet").await.unwrap();
    judge(&app, "three to ask", &mut wrong).await;

    app.find("#ai-question").await.unwrap().send_keys("What is a trial balance?").await.unwrap();
    press_word(&app, "#ai-ask", "Ask all").await;
    app.wait_for_words("#ai-answers [role=status]", "2 of 3").await.unwrap();
    app.wait_for_words("[data-provider=openai]", "Is being asked").await.unwrap();
    judge(&app, "one still being asked", &mut wrong).await;

    gate.open();
    app.wait_for_words("[data-provider=openai] .pill", "Answered").await.unwrap();
    app.wait_for_words("[data-provider=gemini] .pill", "Answered").await.unwrap();
    app.wait_for_words("[data-provider=mistral] .pill", "No answer").await.unwrap();
    app.find("[data-provider=mistral] .problem-what").await.unwrap();
    judge(&app, "two answered and one failed", &mut wrong).await;
    assert!(wrong.is_empty(), "{wrong}");
    app.close().await.unwrap();
}

#[tokio::test]
async fn the_mail_of_a_mailbox_keeps_nobody_out_read_paused_or_failing() {
    let practised = practised("axe-mail").await;
    let app = practised.open().await;
    bring_the_judge(&app).await;
    let mut wrong = String::new();
    go(&app, "/provider/yahoo_mail?tab=mail").await;
    app.wait_for_words(".empty", "No mailbox of this provider").await.unwrap();
    judge(&app, "no mailbox", &mut wrong).await;

    connect_by_form(&practised, &app, "yahoo_mail", "app_password").await;
    go(&app, "/provider/yahoo_mail?tab=mail").await;
    app.wait_for_words(".mailbox tbody", "Missing receipts").await.unwrap();
    judge(&app, "mail that was read", &mut wrong).await;
    press_word(&app, ".mailbox", "Pause reading").await;
    app.wait_for_words(".mailbox", "Reading is paused").await.unwrap();
    judge(&app, "reading that is paused", &mut wrong).await;

    let down = Misbehaviour::always(Endpoint::Mail, Trick::Status(503));
    practised.practice.misbehave("yahoo_mail", down);
    press_word(&app, ".mailbox", "Go on reading").await;
    app.find(".mailbox .problem-what").await.unwrap();
    judge(&app, "mail that cannot be read", &mut wrong).await;
    assert!(wrong.is_empty(), "{wrong}");
    app.close().await.unwrap();
}

#[tokio::test]
async fn a_trial_balance_keeps_nobody_out_asked_for_read_and_not_tying() {
    let practised = practised("axe-books").await;
    let app = practised.open().await;
    let main = practised.begin(&app, "xero").await;
    app.press(".dialog-foot .primary").await.unwrap();
    app.wait_for_words(".sign-in-wait", "Waiting for your browser").await.unwrap();
    practised.decide(Decision::Allow(&COMPANIES[0])).await;
    app.wait_for_words(".sign-in-step", "is connected with").await.unwrap();
    let close = "document.querySelector('.sign-in > .dialog-foot .primary').click()";
    // The window may be gone before the script has answered.
    let _ = app.script(close).await;
    app.driver().switch_to_window(main).await.unwrap();
    bring_the_judge(&app).await;
    let mut wrong = String::new();
    go(&app, "/provider/xero?tab=accounts").await;
    press_word(&app, "#panel tbody", "Trial balance").await;
    app.find("dialog #books-day").await.unwrap();
    judge(&app, "which day and basis", &mut wrong).await;
    press_word(&app, "dialog", "Read it").await;
    app.wait_for_words("dialog .pill.good", "8 accounts, ties at 189,900.50").await.unwrap();
    app.wait_for_words("dialog .tax-file", "No folder for tax software").await.unwrap();
    judge(&app, "a trial balance that ties", &mut wrong).await;
    press_word(&app, "dialog", "Save for a spreadsheet").await;
    app.wait_for_words("dialog", ".csv").await.unwrap();
    judge(&app, "one that was saved", &mut wrong).await;

    let books = Misbehaviour::always(Endpoint::Api, Trick::Books(Books::DoNotTie));
    practised.practice.misbehave("xero", books);
    press_word(&app, "dialog", "Read it").await;
    app.wait_for_words("dialog .pill.bad", "Does not tie").await.unwrap();
    judge(&app, "one that does not tie", &mut wrong).await;
    assert!(wrong.is_empty(), "{wrong}");
    app.close().await.unwrap();
}

#[tokio::test]
async fn how_files_for_tax_software_are_written_keeps_nobody_out() {
    let practised = practised("axe-tax-files").await;
    let app = practised.open().await;
    let folder = tempfile::tempdir().unwrap();
    bring_the_judge(&app).await;
    let mut wrong = String::new();
    go(&app, "/provider/cch_axcess").await;
    let typed = app.find("#file-live-folder").await.unwrap();
    typed.send_keys(folder.path().display().to_string()).await.unwrap();
    press_word(&app, "#key-form", "Test and save").await;
    app.find("#key-form .key-done").await.unwrap();
    go(&app, "/provider/cch_axcess?tab=accounts").await;
    press_word(&app, "#panel tbody", "How files are written").await;
    app.find("dialog #tax-file-name").await.unwrap();
    judge(&app, "how files are written", &mut wrong).await;
    assert!(wrong.is_empty(), "{wrong}");
    app.close().await.unwrap();
}
