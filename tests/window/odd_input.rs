//! What nobody should type, pasted into the forms of the real window: far too long, signs that
//! nobody sees, paths that lead elsewhere, files without end. Each is answered in words, stays
//! where it was typed, and leaves the page as usable as before.

use patchbay_test_support::{App, eventually};

use crate::go;
use crate::security::press_word;
use crate::sign_in::practised;

/// More than any field was made for.
fn a_book() -> String {
    "All work and no play. ".repeat(50_000)
}

/// Puts a text into a field at once, as pasting does.
async fn paste(app: &App, css: &str, text: &str) {
    app.find(css).await.unwrap();
    let text = serde_json::to_string(text).unwrap();
    let script = format!(
        "const field = document.querySelector({css:?});
         field.focus();
         field.value = {text};
         field.dispatchEvent(new Event('input', {{ bubbles: true }}));"
    );
    app.script(&script).await.unwrap();
}

/// What is answered, once something is, with nothing lost of what was typed.
async fn answered(app: &App, within: &str, field: &str, what: &str) -> String {
    let said = eventually(&format!("an answer to {what}"), || async {
        let said = format!(
            "return [...document.querySelectorAll(
                 '{within} :is(.outcome, .field-error)')].map((one) => one.innerText).join(' ')"
        );
        let said = app.script(&said).await.ok()?.as_str()?.trim().to_owned();
        (!said.is_empty()).then_some(said)
    })
    .await
    .unwrap();
    let typed = format!("return document.querySelector('{field}').value.length");
    let typed = app.script(&typed).await.unwrap();
    assert!(typed.as_u64().unwrap() > 0, "{what} is gone");
    let is_well = app.script("return document.getElementById('panic').hidden").await.unwrap();
    assert_eq!(is_well, true, "the page broke down over {what}");
    said
}

#[tokio::test]
async fn what_nobody_should_type_is_answered_in_words_in_every_form_and_stays_typed() {
    let practised = practised("odd-input").await;
    let app = practised.open().await;

    // A key.
    let (form, key) = ("#key-form", "#key-live-api_key");
    for (what, text) in [
        ("blanks alone", "   ".to_owned()),
        ("a book for a key", a_book()),
        ("a sign that nobody sees", "abc\u{200b}def\u{202e}".to_owned()),
        ("a page of HTML", "<!doctype html><script>alert(1)</script>".to_owned()),
    ] {
        go(&app, "/provider/mistral").await;
        paste(&app, key, &text).await;
        press_word(&app, form, "Test and save").await;
        answered(&app, form, key, what).await;
    }
    // A name far too long, beside a key that works.
    let good = practised.practice.credentials_of("mistral", "key")["api_key"].clone();
    paste(&app, key, &good).await;
    paste(&app, "#label-key-live", &a_book()).await;
    press_word(&app, form, "Test and save").await;
    let said = answered(&app, form, "#label-key-live", "a book for a name").await;
    assert!(said.contains("100 letters"), "{said}");
    paste(&app, "#label-key-live", "Ours").await;
    press_word(&app, form, "Test and save").await;
    app.find("#key-form .key-done").await.unwrap();

    // Another name.
    go(&app, "/provider/mistral?tab=accounts").await;
    press_word(&app, "#panel tbody", "Rename").await;
    paste(&app, "#account-name", &a_book()).await;
    press_word(&app, "dialog", "Save the name").await;
    answered(&app, "dialog", "#account-name", "a book for a name").await;
    // What nobody sees is not part of a name.
    paste(&app, "#account-name", "Ours\u{202e} too\u{200b}").await;
    press_word(&app, "dialog", "Save the name").await;
    let named = app.wait_for_words("#panel tbody th", "Ours too").await.unwrap();
    assert!(!named.contains(['\u{202e}', '\u{200b}']), "{named:?}");

    // A folder, and how files in it are called.
    let folder = tempfile::tempdir().unwrap();
    let field = "#file-live-folder";
    for (what, text) in [
        ("a folder from nowhere", "Tax imports".to_owned()),
        ("a folder that is a file", "/etc/hostname".to_owned()),
        ("a book for a folder", a_book()),
    ] {
        go(&app, "/provider/drake").await;
        paste(&app, field, &text).await;
        press_word(&app, form, "Test and save").await;
        answered(&app, form, field, what).await;
    }
    paste(&app, field, &folder.path().display().to_string()).await;
    press_word(&app, form, "Test and save").await;
    app.find("#key-form .key-done").await.unwrap();
    go(&app, "/provider/drake?tab=accounts").await;
    press_word(&app, "#panel tbody", "How files are written").await;
    for (what, text) in [
        ("a name that leads elsewhere", "../{client}TB".to_owned()),
        ("a name that ends otherwise", "{client}".to_owned()),
        ("a book for a name", a_book()),
    ] {
        paste(&app, "#tax-file-name", &text).await;
        press_word(&app, "dialog", "Save").await;
        answered(&app, "dialog", "#tax-file-name", what).await;
    }
    press_word(&app, "dialog", "Cancel").await;

    // A mailbox.
    let field = "#app_password-live-email";
    for (what, text) in [
        ("no address at all", "nobody".to_owned()),
        ("an address of two lines", "a@b.example\nRCPT TO:<c@d.example>".to_owned()),
        ("a book for an address", a_book()),
    ] {
        go(&app, "/provider/yahoo_mail").await;
        paste(&app, field, &text).await;
        paste(&app, "#app_password-live-password", "not a password").await;
        press_word(&app, form, "Test and save").await;
        answered(&app, form, field, what).await;
    }

    // The firm server's address.
    go(&app, "/settings").await;
    for (what, text) in [
        ("an address of another kind", "javascript:alert(1)".to_owned()),
        ("an address without TLS", "http://firm.example".to_owned()),
        ("a book for an address", a_book()),
    ] {
        paste(&app, "#relay-address", &text).await;
        press_word(&app, "#relay", "Save the address").await;
        answered(&app, "#relay", "#relay-address", what).await;
    }
    app.wait_for_words("h1", "Settings").await.unwrap();
    app.close().await.unwrap();
}
