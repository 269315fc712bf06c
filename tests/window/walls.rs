//! What the window and the page may not do.

use crate::opened;

/// Calls a command as a script in the page would, and says how it ended.
fn call(command: &str, arguments: &str) -> String {
    format!(
        "const done = arguments[0];
         window.__TAURI_INTERNALS__.invoke('{command}', {arguments})
           .then(() => done('allowed'), (error) => done('refused: ' + JSON.stringify(error)))"
    )
}

#[tokio::test]
async fn the_page_may_call_our_commands_and_none_of_the_systems() {
    let (_stage, app) = opened("commands").await;
    let ours = app.driver().execute_async(call("installation_state", "{ request: null }"), vec![]);
    assert_eq!(ours.await.unwrap().json(), "allowed");
    for (command, arguments) in [
        (
            "plugin:event|listen",
            "{ event: 'deep-link://new-url', target: { kind: 'Any' }, handler: 1 }",
        ),
        ("plugin:deep-link|get_current", "{}"),
        ("plugin:window|close", "{}"),
        (
            "plugin:webview|create_webview_window",
            "{ options: { label: 'x', url: 'https://example.com' } }",
        ),
        ("plugin:path|resolve_directory", "{ directory: 1 }"),
        ("no_such_command", "{}"),
    ] {
        let ended = app.driver().execute_async(call(command, arguments), vec![]).await.unwrap();
        let ended = ended.json().as_str().unwrap_or_default().to_string();
        assert!(ended.starts_with("refused") && ended.contains("not"), "{command} was {ended}");
    }
    app.close().await.unwrap();
}

#[tokio::test]
async fn the_main_window_never_leaves_its_own_page() {
    let (stage, app) = opened("navigation").await;
    let before = app.address().await.unwrap();
    app.script("location.href = 'https://example.com/'; open('https://example.com/')")
        .await
        .unwrap();
    patchbay_test_support::eventually("the attempt to be refused", || async {
        stage.app_log().contains("the main window was kept from leaving").then_some(())
    })
    .await
    .unwrap();
    assert_eq!(app.address().await.unwrap(), before);
    app.wait_for_words("h1", "This installation").await.unwrap();
    app.close().await.unwrap();
}

#[tokio::test]
async fn the_page_can_neither_run_foreign_scripts_nor_reach_foreign_hosts() {
    let (_stage, app) = opened("csp").await;
    let reached = app
        .driver()
        .execute_async(
            "const done = arguments[0];
             const violated = [];
             document.addEventListener('securitypolicyviolation', (event) => {
               violated.push(event.effectiveDirective);
               if (violated.length === 2) done([window.foreign === true, violated.sort()]);
             });
             const script = document.createElement('script');
             script.textContent = 'window.foreign = true';
             document.head.append(script);
             fetch('http://127.0.0.1:9/').catch(() => {});",
            vec![],
        )
        .await
        .unwrap();
    let reached = reached.json().clone();
    assert_eq!(reached[0], false, "an inline script ran");
    assert_eq!(reached[1], serde_json::json!(["connect-src", "script-src-elem"]));
    app.close().await.unwrap();
}
