//! The words about signing in in English.

use super::SignInWords;

/// The words.
pub(in crate::words) static WORDS: SignInWords = SignInWords {
    // The window.
    title: |provider| format!("Connect {provider}"),
    again: |connection| format!("Signing in again for {connection}"),
    steps: ["What is read", "Sign in", "Company", "Proof"],
    step_of: |step, all| format!("Step {step} of {all}"),
    what_and_why: "Patchbay will ask for this, and nothing else:",
    nothing_asked: "This provider decides on its own page what the app may do.",
    opens_browser: "Your own browser opens. Patchbay never sees your password.",
    open_browser: "Sign in in your browser",
    waiting: "Waiting for your browser",
    waiting_text: |provider| {
        format!(
            "Sign in on the page of {provider} and allow the app. This window goes on by itself."
        )
    },
    time_left: |minutes, seconds| format!("{minutes}:{seconds:02} left"),
    open_again: "Open the page again",
    address: "Address of the page",
    other_way: "Does it not come back? Use another way",
    other_way_text: "The page opens anew, and its answer comes home so. The address of that way has to be registered at the vendor.",
    paste: "Nothing happened? Paste the answer",
    paste_label: "Answer or code",
    paste_help: "The code that the page shows, or the whole address of the page where the browser stopped.",
    paste_it: "Use this answer",
    checking: |provider| format!("Asking {provider}…"),
    which: "Which company?",
    which_text: |provider| {
        format!("The sign-in at {provider} is good for several. Choose the one to connect.")
    },
    connected_already: "Connected already",
    connect_it: "Connect this company",
    proving: "Proving the connection",
    holds: "works",
    fails: "does not work",
    not_yet: "not tried yet",
    done: "Connected",
    done_text: |provider, account| format!("{provider} is connected with {account}."),
    done_plain: |provider| format!("{provider} is connected."),
    go_on: "Try again",
    new_secret: "Type a new secret",
    new_secret_for: |connection| format!("A new secret for {connection}"),
    new_secret_lead: "Type what changed at the vendor. What you leave empty stays as it is, and nothing is replaced before the new one works.",
    cancel: "Cancel",
    close: "Close",
    // The firm's app.
    app: "The firm’s app",
    app_lead: "You sign in with an app that your firm registers at the vendor. Nothing secret comes with Patchbay.",
    app_saved: |client_id| format!("Saved. Client id: {client_id}"),
    app_secret: |end| format!("Secret ends in {end}"),
    app_sealed: "Saved. Open the vault to see the client id.",
    register_at: "Register it here",
    to_register: "Redirect addresses to register",
    secret_help: "Sealed on this computer, and never shown again.",
    secret_kept: "Leave it empty to keep the one that is saved.",
    save_app: "Save the app",
    replace_app: "Replace…",
    remove_app: "Remove",
    // Connecting.
    connect: "Connect",
    connect_by_browser: "Connect in the browser",
    connect_as_client: "Connect as the firm’s own client",
    connect_lead: |provider| {
        format!("Sign in at {provider} in your own browser. A small window stays beside it.")
    },
    connect_lead_keys: |provider| {
        format!(
            "Paste what {provider} gave your firm. No browser opens: Patchbay signs in with it and proves the connection at once."
        )
    },
    or_browser: "Signing in in the browser needs the firm’s app first.",
    label: "Name in Patchbay (optional)",
    label_help: "What the firm calls this connection. Otherwise it has the company’s name.",
    optional_scopes: "Also allow",
    app_first: "First register the firm’s app at the vendor and save it here.",
    to_the_app: "Set up the firm’s app",
    reconnect: "Sign in again",
    began: "The sign-in goes on in its own window.",
    // Practising.
    practice: "Practice firm",
    practice_text: "Connect providers that are played on this computer: nothing is real and nothing leaves it. It opens beside this window, with a folder and a key of its own.",
    open_practice: "Open the practice firm",
};
