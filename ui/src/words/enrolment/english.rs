//! The words about this computer at the firm's server in English.

use patchbay_contract::FirmRole;

use super::{EnrolmentWords, counted};

/// The words.
pub(in crate::words) static WORDS: EnrolmentWords = EnrolmentWords {
    title: "This computer at the firm’s server",
    lead: "Where your firm runs a Patchbay server, this computer comes in with a link or a code that an owner or an administrator sends you. Without one, everything works on this computer alone, by the server inside this app.",
    asked: |server| {
        format!(
            "A link asks this computer to come in at {server}. Go on only if somebody of your firm gave it to you."
        )
    },
    asked_already: |server| {
        format!(
            "A link asks this computer to come in at {server}. It is in at a server already, and stays there. If it is to come in at another one, leave this one first, and open the link again."
        )
    },
    not_now: "Not now",
    server: "Address of the server",
    server_help: "As it came with the code, for example https://patchbay.your-firm.com.",
    code: "Code",
    code_help: "It lets one computer in, once. It is sent to that server alone, and not kept.",
    name: "Name of this computer",
    name_help: "By which your firm knows it in the list of computers.",
    enter: "Come in",
    embedded_title: "The server inside this app",
    embedded_text: "It keeps a second copy of what is set here, for this computer alone, while Patchbay runs. Passwords, keys and tokens never go there.",
    kept_since: "Keeps it since",
    kept: "It has",
    kept_count: |connections, settings| {
        let connections = counted(connections, "1 connection", "connections");
        format!("{connections}, {}", counted(settings, "1 setting", "settings"))
    },
    kept_last: "Complete at",
    kept_pending: "To be told",
    kept_pending_count: |pending| match pending {
        0 => "Nothing".into(),
        more => more.to_string(),
    },
    kept_refused: "Not taken",
    kept_refused_count: |refused| {
        format!("{refused}, of services that Patchbay does not know by itself")
    },
    kept_not_yet: "It begins once there is a vault and it is open; connecting the first service makes one.",
    move_title: "Move to your firm’s server",
    move_steps: &[
        "Have your firm’s server set up, by whoever looks after your computers. It gives its first owner a link; later ones are invited.",
        "Open that link on this computer, or paste it below, and come in.",
        "What is set here goes along: connections with their names and states, which of them is the default, where clients pay, and settings. What opens the connections stays on this computer. A service of your own goes along once its file is offered there. The copy of the server inside this app is set aside in the data folder, and nothing is deleted.",
    ],
    moved: "This computer has moved to the firm’s server. How far it is stands under “Shared through the firm’s server”.",
    entered: "This computer is in.",
    left: "This computer has left the server.",
    is_in: "In",
    is_out: "Shut out",
    is_restored: "Restored server",
    shut_out_text: "The server does not let this computer in any more. Ask an administrator why. To come in again, leave the server here, then come in with another code.",
    restored_text: "The server was restored from a backup. Look whether it is the right one before you go on with it.",
    at: "Server",
    in_as: "In as",
    role: |role| match role {
        FirmRole::Owner => "Owner",
        FirmRole::Admin => "Administrator",
        FirmRole::Staff => "Staff",
        FirmRole::Support => "Support",
    },
    computer: "Computer",
    since: "Since",
    last_answer: "Last answer",
    none_yet: "None yet",
    ask: "Ask the server now",
    answered: "The server has answered.",
    go_along: "Go on with this server",
    leave: "Leave the server…",
    leave_title: "Leave the firm’s server?",
    leave_text: "The server lets this computer in no more, and its key is removed here. Your connections and what opens them stay on this computer. To come in again you need another code.",
    leave_untold: "Leave without telling the server",
    leave_now: "Leave",
    stay: "Stay",
};
