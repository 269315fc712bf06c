//! What a person sees and what the browser is told; and where there is nothing to see.

use super::browser::Browser;
use super::*;

/// The addresses that the page leads to or loads.
fn addresses(page: &str) -> Vec<&str> {
    let after = |name| page.split(name).skip(1);
    after(" href=\"").chain(after(" src=\"")).filter_map(|rest| rest.split('"').next()).collect()
}

pub(in super::super) async fn the_pages_load_their_own_files_alone_and_are_kept_by_nobody(
    ground: Ground,
) {
    let directory = Directory::hostile();
    let (firm, _) = firm_at(&directory.issuer(), ground).await;
    let mut browser = Browser::new();
    for (path, leads_to) in [
        ("/sign-in", &["connect/relay.css", "sign-in/microsoft"][..]),
        ("/sign-in/microsoft/callback", &["../../connect/relay.css", "../../sign-in"]),
        (
            "/sign-in/microsoft/callback?code=a&state=%3Cb%3E",
            &["../../connect/relay.css", "../../sign-in", "../../connect/relay.js"],
        ),
    ] {
        let answer = browser.ask(&firm.base, path).await;
        for (name, value) in [
            ("cache-control", "no-store"),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
        ] {
            assert_eq!(answer.headers()[name], value, "{path}: {name}");
        }
        let policy = answer.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{policy}");
        assert!(policy.ends_with("frame-ancestors 'none'") && !policy.contains("unsafe"));
        let here: url::Url = answer.url().clone();
        let page = answer.text().await.unwrap();
        assert_eq!(addresses(&page), leads_to, "{path}");
        assert!(!page.contains("<b>") && !page.contains(" style=") && !page.contains(" onclick="));
        // Each of them leads to something, wherever the server is below an address.
        for address in leads_to {
            let found = here.join(address).unwrap();
            let found = browser.ask(&firm.base, found.path()).await;
            assert!(found.status().as_u16() < 400, "{path}: {address}");
        }
    }
}

pub(in super::super) async fn nothing_secret_is_in_an_address_and_the_cookie_is_for_this_server(
    ground: Ground,
) {
    let directory = Directory::hostile();
    let (firm, _) = firm_at(&directory.issuer(), ground).await;
    let mut browser = Browser::new();
    let answer = browser.ask(&firm.base, "/sign-in/microsoft").await;
    let cookie = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
    let secret = cookie.split(['=', ';']).nth(1).unwrap();
    let address = answer.headers()["location"].to_str().unwrap();
    assert!(secret.len() == 43 && !address.contains(secret), "{address}");
    assert!(address.starts_with(&format!("{}/authorize?", directory.issuer())), "{address}");
    assert!(!address.contains("secret"), "{address}");
    let kept = firm.ground.all_that_is_kept().await;
    assert!(!kept.windows(43).any(|bytes| bytes == secret.as_bytes()), "the cookie is kept");

    // A question for the head alone begins nothing.
    let head = firm.ask(Method::HEAD, "/sign-in/microsoft").send().await.unwrap();
    assert!(head.status() == StatusCode::OK && head.headers().get("set-cookie").is_none());
    let posted = firm.ask(Method::POST, "/sign-in/microsoft").send().await.unwrap();
    assert_eq!(
        code_of(posted).await,
        (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed".into())
    );
}

pub(in super::super) async fn the_pages_speak_the_browsers_language(ground: Ground) {
    let directory = Directory::hostile();
    let (firm, _) = firm_at(&directory.issuer(), ground).await;
    for (accepted, expected) in [
        ("es-MX,es;q=0.9", "Iniciar sesión en Microsoft"),
        ("fr", "Sign in at Microsoft"),
        ("en-US", "Sign in at Microsoft"),
    ] {
        let request = firm.ask(Method::GET, "/sign-in").header("accept-language", accepted);
        let page = request.send().await.unwrap().text().await.unwrap();
        assert!(page.contains(expected), "{accepted}: {page}");
    }
}

pub(in super::super) async fn a_firm_without_a_directory_has_no_such_pages(ground: Ground) {
    let firm = Firm::open(ground).await;
    for path in ["/sign-in", "/sign-in/microsoft", "/sign-in/microsoft/callback?code=a&state=b"] {
        let answer = firm.ask(Method::GET, path).send().await.unwrap();
        assert_eq!(code_of(answer).await, (StatusCode::NOT_FOUND, "not_found".into()), "{path}");
    }
}
