//! Who can use the window of a sign-in, and the firm's apps: axe-core on every step.

use patchbay_practice::Decision;

use crate::access::{bring_the_judge, judge};
use crate::go;
use crate::sign_in::practised;

#[tokio::test]
async fn every_step_of_a_sign_in_keeps_nobody_out() {
    let practised = practised("axe-sign-in").await;
    let app = practised.open().await;
    let mut wrong = String::new();
    let main = practised.begin(&app, "xero").await;
    bring_the_judge(&app).await;
    judge(&app, "what is read", &mut wrong).await;
    app.press(".dialog-foot .primary").await.unwrap();
    app.wait_for_words(".sign-in-wait", "Waiting for your browser").await.unwrap();
    app.script("document.querySelectorAll('details').forEach((fold) => fold.open = true)")
        .await
        .unwrap();
    judge(&app, "waiting", &mut wrong).await;
    practised.decide(Decision::AllowAll).await;
    app.wait_for_words(".sign-in-step", "Which company").await.unwrap();
    judge(&app, "choosing", &mut wrong).await;
    app.press(".sign-in-step .primary").await.unwrap();
    app.wait_for_words(".sign-in-step", "is connected with").await.unwrap();
    judge(&app, "done", &mut wrong).await;

    let close = "document.querySelector('.sign-in > .dialog-foot .primary').click()";
    // The window may be gone before the script has answered.
    let _ = app.script(close).await;
    app.driver().switch_to_window(main).await.unwrap();
    practised.begin(&app, "xero").await;
    bring_the_judge(&app).await;
    app.press(".dialog-foot .primary").await.unwrap();
    app.wait_for_words(".sign-in-wait", "Waiting for your browser").await.unwrap();
    practised.decide(Decision::Deny).await;
    app.find(".sign-in-step .problem").await.unwrap();
    judge(&app, "ended", &mut wrong).await;
    assert!(wrong.is_empty(), "{wrong}");
    app.close().await.unwrap();
}

#[tokio::test]
async fn the_firms_app_and_its_replacement_keep_nobody_out() {
    let practised = practised("axe-firm-app").await;
    let app = practised.open().await;
    bring_the_judge(&app).await;
    let mut wrong = String::new();
    go(&app, "/provider/xero?tab=settings").await;
    app.wait_for_words("#firm-app", "Saved. Client id").await.unwrap();
    judge(&app, "an app that is saved", &mut wrong).await;
    app.press("#firm-app .buttons .button").await.unwrap();
    app.find("#firm-app form").await.unwrap();
    judge(&app, "another in its place", &mut wrong).await;
    assert!(wrong.is_empty(), "{wrong}");
    app.close().await.unwrap();
}
