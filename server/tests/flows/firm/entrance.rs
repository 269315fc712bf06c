//! The link by which somebody lets a computer in, and its page. What the page does in a browser
//! is a story of the window.

use patchbay_contract::Invitation;

use super::*;

/// The server's own word for where it is reached.
const PUBLIC: &str = "https://firm.example/patchbay";

pub(super) async fn an_invitation_is_a_link_too_that_is_told_once_and_lets_one_in(ground: Ground) {
    let firm = Firm::open_with(ground, &format!("public_address = {PUBLIC:?}")).await;
    let ana = firm.owner().await;
    for (n, path) in [(2, "/api/invitations"), (3, "/api/devices/link")] {
        let asked = |request: RequestBuilder| {
            let request = request.header("idempotency-key", path);
            let is_named = path.ends_with("invitations");
            if is_named { request.json(&json!({ "name": "Bo", "role": "staff" })) } else { request }
        };
        let request = asked(firm.by(&ana.token, Method::POST, path));
        let made = firm.send(request, StatusCode::CREATED).await;
        let invitation = Invitation::from_address(made["link"].as_str().unwrap()).unwrap();
        assert_eq!(invitation.server, PUBLIC);
        assert_eq!(made["code"], invitation.code.as_str());
        let again = asked(firm.by(&ana.token, Method::POST, path));
        let again = firm.send(again, StatusCode::CREATED).await;
        assert!(again["link"].is_null() && again["code"].is_null(), "{again}");
        firm.enrol(&invitation.code, n).await;
    }
    let listed = firm.get(&ana.token, "/api/invitations").await;
    assert!(!listed.to_string().contains("pbl_"), "{listed}");
}

pub(super) async fn a_server_that_does_not_know_its_address_gives_the_path_of_the_link(
    ground: Ground,
) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    let request = firm.by(&ana.token, Method::POST, "/api/devices/link");
    let made = firm.send(request, StatusCode::CREATED).await;
    let code = made["code"].as_str().unwrap();
    assert_eq!(made["link"], format!("/enrol#{code}"));
}

pub(super) async fn the_page_of_an_invitation_hears_no_code_and_loads_its_own_files_alone(
    ground: Ground,
) {
    let firm = Firm::open(ground).await;
    for (language, title) in [("en", "Bring this computer in"), ("es-MX", "Dar de alta")] {
        let request = firm.ask(Method::GET, "/enrol").header("accept-language", language);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        for (name, value) in [("cache-control", "no-store"), ("referrer-policy", "no-referrer")] {
            assert_eq!(answer.headers()[name], value, "{name}");
        }
        let policy = answer.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"));
        assert!(policy.ends_with("frame-ancestors 'none'") && !policy.contains("unsafe"));
        let page = answer.text().await.unwrap();
        assert!(page.contains(&format!("<h1>{title}")), "{page}");
        assert!(!page.contains(" style=") && !page.contains(" onclick=") && !page.contains("pbl_"));
        let scripts: Vec<_> = page.split("<script src=\"").skip(1).collect();
        assert_eq!(scripts.len(), 2);
        let known = ["enrol/entrance.js", "connect/relay.js", "connect/relay.css"];
        for (file, kind) in known.into_iter().zip(["javascript", "javascript", "css"]) {
            assert!(page.contains(&format!("=\"{file}\"")), "{file}");
            let file = firm.ask(Method::GET, &format!("/{file}")).send().await.unwrap();
            assert!(file.headers()["content-type"].to_str().unwrap().contains(kind));
        }
    }
    let posted = firm.ask(Method::POST, "/enrol").send().await.unwrap();
    assert_eq!(posted.status(), StatusCode::METHOD_NOT_ALLOWED);
}
