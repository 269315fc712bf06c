//! The consent page, and what can stand in its place.

use std::fmt::Write;

use patchbay_providers::sign_in::ScopesAsked;

use super::{document, escaped};
use crate::company::{ALL, COMPANIES};
use crate::desk::Asked;
use crate::role::Role;

/// Asks whether the app may do what it asks for, and for which company.
pub(crate) fn consent(role: &Role, asked: &Asked) -> String {
    let provider = &role.provider;
    let name = escaped(&provider.name);
    let title = format!("Connect to {}", provider.name);
    let heading = heading(role, &format!("Your firm’s app wants to connect to {name}"));
    let app = escaped(&role.app.client_id);
    let permissions = permissions(role, asked);
    let choices = choices(role, asked);
    let home = match asked.redirect.as_deref() {
        Some(home) => {
            format!("<p class=\"small\">The answer goes to <code>{}</code>.</p>\n", escaped(home))
        }
        None => "<p class=\"small\">You will get a code to copy.</p>\n".to_owned(),
    };
    let content = format!(
        "{heading}<p>The app <code>{app}</code> asks for these permissions:</p>\n\
         <ul class=\"scopes\">\n{permissions}</ul>\n\
         <form method=\"post\">\n<fieldset>\n<legend>Which company?</legend>\n{choices}</fieldset>\n\
         <div class=\"buttons\">\n\
         <button id=\"allow\" name=\"decision\" value=\"allow\">Allow</button>\n\
         <button id=\"deny\" name=\"decision\" value=\"deny\">Deny</button>\n</div>\n</form>\n{home}"
    );
    document(&title, &content)
}

fn permissions(role: &Role, asked: &Asked) -> String {
    let mut out = String::new();
    let oauth = asked.sign_ins.first().and_then(|n| role.oauth(*n));
    let on_the_app = oauth.is_some_and(|oauth| oauth.scopes_asked == ScopesAsked::OnTheApp);
    for scope in &asked.scopes {
        let known = oauth.and_then(|o| o.scope.iter().find(|known| known.value == *scope));
        let reason = known.map(|known| known.reason.as_str()).unwrap_or_default();
        let _ = writeln!(out, "<li>{}<code>{}</code></li>", escaped(reason), escaped(scope));
    }
    if on_the_app {
        out.push_str(
            "<li>As ticked on the app itself; nothing is asked for in the address.</li>\n",
        );
    }
    out
}

fn choices(role: &Role, asked: &Asked) -> String {
    let mut out = String::new();
    for (n, company) in COMPANIES.iter().enumerate() {
        let checked = if n == 0 { " checked" } else { "" };
        choice(&mut out, company.key, company.name, checked);
    }
    let lists = asked.sign_ins.first().and_then(|n| role.sign_in(*n));
    if lists.is_some_and(|sign_in| sign_in.discovery.is_some()) {
        choice(&mut out, ALL, "All of them", "");
    }
    out
}

fn choice(out: &mut String, key: &str, name: &str, checked: &str) {
    let _ = writeln!(
        out,
        "<label><input type=\"radio\" name=\"company\" value=\"{key}\"{checked}> {}</label>",
        escaped(name)
    );
}

/// The code, for the person to copy.
pub(crate) fn code(role: &Role, code: &str) -> String {
    let heading = heading(role, "Copy this code");
    let code = escaped(code);
    let content = format!(
        "{heading}<p>Paste it where you began, and close this page.</p>\n\
         <p class=\"code\"><code id=\"code\">{code}</code></p>\n"
    );
    document("Copy this code", &content)
}

/// What a vendor shows that sends nobody back.
pub(crate) fn denied(role: &Role) -> String {
    let heading = heading(role, "Nothing was connected");
    document("Not connected", &format!("{heading}<p>You may close this page.</p>\n"))
}

/// A request that nobody may be sent back for.
pub(crate) fn mistake(role: &Role, why: &str) -> String {
    let heading = heading(role, "This sign-in cannot begin");
    let why = escaped(why);
    document("Cannot begin", &format!("{heading}<p id=\"mistake\" role=\"alert\">{why}</p>\n"))
}

/// The heading, in HTML, below the provider's monogram. Whoever sees no more of the page
/// than this still reads that it is not the vendor's.
fn heading(role: &Role, html: &str) -> String {
    let letters = escaped(&role.provider.tile.letters);
    let vendor = escaped(&role.provider.vendor);
    format!(
        "<p class=\"tile\" aria-hidden=\"true\">{letters}</p>\n<h1>{html}</h1>\n\
         <p class=\"small\">This is not a page of {vendor}. Patchbay plays it, to practise.</p>\n"
    )
}
