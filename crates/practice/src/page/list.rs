//! The list of what is played, with what has happened and the switches.

use std::fmt::Write;

use super::{document, escaped};
use crate::Practice;
use crate::misbehaviour::{Misbehaviour, Trick};
use crate::role::Role;

/// The list. The switches are the names of misbehaviours.
pub(crate) fn list(practice: &Practice, places: &[&str], switches: &[&str]) -> String {
    let mut out = String::from(
        "<h1>What is played here</h1>\n<p>Each service answers as its file says. Make one \
         misbehave to see what the app does about it.</p>\n",
    );
    for role in practice.roles().filter(|role| role.is_played()) {
        provider(&mut out, role, places, switches);
    }
    document("What is played here", &out)
}

fn provider(out: &mut String, role: &Role, places: &[&str], switches: &[&str]) {
    let id = escaped(&role.provider.id);
    let name = escaped(&role.provider.name);
    let desk = role.desk();
    let counts = desk.counts;
    let on: Vec<String> = desk.misbehaviours().map(said).collect();
    let _ = write!(
        out,
        "<section aria-labelledby=\"of-{id}\">\n<h2 id=\"of-{id}\">{name}</h2>\n\
         <p>{} allowed · {} exchanged · {} renewed · {} refused · {} taken back · {} lost · {} calls</p>\n",
        counts.authorizations,
        counts.exchanges,
        counts.refreshes,
        counts.refused,
        counts.revoked,
        counts.lost,
        counts.probes
    );
    if !on.is_empty() {
        let _ = writeln!(out, "<p class=\"on\">Misbehaves: {}</p>", escaped(&on.join(", ")));
    }
    let _ = write!(
        out,
        "<form method=\"post\" action=\"/-/switches\">\n\
         <input type=\"hidden\" name=\"provider\" value=\"{id}\">\n\
         <label>At <select name=\"at\">{}</select></label>\n\
         <label>it <select name=\"how\">{}</select></label>\n\
         <label>times <input name=\"times\" inputmode=\"numeric\" size=\"3\" \
         placeholder=\"always\"></label>\n\
         <button name=\"do\" value=\"misbehave\">Misbehave</button>\n\
         <button name=\"do\" value=\"behave\">Behave</button>\n\
         <button name=\"do\" value=\"revoke\">Take all permissions back</button>\n\
         </form>\n",
        options(places),
        options(switches)
    );
    let failures = failures(role);
    if !failures.is_empty() {
        let _ = write!(
            out,
            "<form method=\"post\" action=\"/-/switches\">\n\
             <input type=\"hidden\" name=\"provider\" value=\"{id}\">\n\
             <label>A failure of its file <select name=\"failure\">{failures}</select></label>\n\
             <button name=\"do\" value=\"fail\">Fail like this</button>\n</form>\n"
        );
    }
    out.push_str("</section>\n");
}

/// A misbehaviour, as short as it can be said.
fn said(on: &Misbehaviour) -> String {
    match &on.trick {
        Trick::Fails(failure) | Trick::SentHome(failure) => {
            let named = failure.code.as_ref().or(failure.text.as_ref());
            format!("{:?}: {}", on.at, named.map_or("a failure of its file", String::as_str))
        }
        trick => format!("{:?}: {trick:?}", on.at),
    }
}

/// The failures that the provider's file names, by their place in it.
fn failures(role: &Role) -> String {
    let mut out = String::new();
    for (n, trouble) in role.provider.error.iter().enumerate() {
        if Misbehaviour::named(trouble).is_some() {
            let says = escaped(&trouble.says);
            let _ = write!(out, "<option value=\"{n}\">{says}</option>");
        }
    }
    out
}

fn options(names: &[&str]) -> String {
    names.iter().map(|name| format!("<option>{}</option>", escaped(name))).collect()
}
