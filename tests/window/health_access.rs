//! Who can use what is said of a connection: axe-core on its diagnosis, on who holds it and on
//! the tests so far.

use patchbay_practice::{Decision, Endpoint, Misbehaviour, Trick};

use crate::access::{bring_the_judge, judge};
use crate::go;
use crate::security::press_word;
use crate::sign_in::practised;

#[tokio::test]
async fn a_diagnosis_and_the_tests_so_far_keep_nobody_out() {
    let practised = practised("axe-health").await;
    let app = practised.open().await;
    let mut wrong = String::new();
    let main = practised.begin(&app, "xero").await;
    app.press(".dialog-foot .primary").await.unwrap();
    app.wait_for_words(".sign-in-wait", "Waiting for your browser").await.unwrap();
    practised.decide(Decision::AllowAll).await;
    app.wait_for_words(".sign-in-step", "Which company").await.unwrap();
    app.press(".sign-in-step .primary").await.unwrap();
    app.wait_for_words(".sign-in-step", "is connected with").await.unwrap();
    // Its window closes with that, before it could answer.
    let _ = app.script("document.querySelector('.sign-in > .dialog-foot .primary').click()").await;
    app.driver().switch_to_window(main).await.unwrap();
    bring_the_judge(&app).await;

    go(&app, "/provider/xero?tab=accounts").await;
    press_word(&app, "#panel tbody", "Diagnose").await;
    app.wait_for_words("dialog .step", "Nothing is wrong").await.unwrap();
    judge(&app, "a connection that is well", &mut wrong).await;
    practised.practice.misbehave("xero", Misbehaviour::always(Endpoint::Api, Trick::Status(503)));
    press_word(&app, "dialog .dialog-foot", "Look again").await;
    app.wait_for_words("dialog .step", "One thing is to be put right").await.unwrap();
    judge(&app, "one that is not", &mut wrong).await;
    app.escape().await.unwrap();

    press_word(&app, "#panel tbody", "Who holds it").await;
    app.wait_for_words("dialog .step", "This computer holds it").await.unwrap();
    judge(&app, "who holds it", &mut wrong).await;
    app.escape().await.unwrap();

    go(&app, "/provider/xero?tab=activity").await;
    app.find(".tests tbody tr").await.unwrap();
    app.script("document.querySelectorAll('details').forEach((fold) => fold.open = true)")
        .await
        .unwrap();
    judge(&app, "the tests so far", &mut wrong).await;
    assert!(wrong.is_empty(), "{wrong}");
    app.close().await.unwrap();
}
