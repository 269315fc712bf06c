//! English.

use super::{Refused, Words};
use crate::paper::CopyWords;

/// The words.
pub(super) static WORDS: Words = Words {
    tag: "en",
    title: "Come in with your work account",
    welcome: "Come in with your work account",
    what: "You sign in at Microsoft with the account you work with. Then you get a code that lets your computer in at your firm’s Patchbay server.",
    sign_in: "Sign in at Microsoft",
    who: "For people of this firm. Are you not one of them yet? Ask an administrator to invite you by the address of your work account.",
    your_code: "Your code",
    as_whom: |name| format!("It lets a computer in as {name}."),
    open: "Open Patchbay",
    paste: "Patchbay opens with the code filled in, and asks you. If another computer is to come in, copy the code, and paste it in Patchbay there, on the page Settings, where the firm’s server is.",
    code: CopyWords {
        code: "Code",
        copy: "Copy",
        copied: "Copied",
        by_hand: "Now press Ctrl+C, or ⌘C on a Mac",
        note: "It works once, for ten minutes. Give it to nobody: whoever has it is taken for you.",
    },
    done: "This page has done its work",
    another: "The code is not shown again. Do you need another one? Then begin again.",
    again: "Begin again",
    refused: "There is no code for you yet",
    reason: |refused| match refused {
        Refused::NoAnswer => {
            "What came from Microsoft is no answer to a sign-in. Begin again here."
        }
        Refused::NotBegunHere => {
            "This browser began no such sign-in, or another one since. Begin again, and stay in one browser and one tab until the code is there."
        }
        Refused::Over => {
            "This sign-in was used already, or took longer than ten minutes. Begin again for a new code."
        }
        Refused::Denied => {
            "At Microsoft, access was not allowed. If you did not say no yourself, an administrator of your firm’s Microsoft account has to allow this app."
        }
        Refused::Failed => "Microsoft could not finish the sign-in. Begin again in a few minutes.",
        Refused::AppUnknown => {
            "Microsoft does not take this server for the app that your firm registered. An administrator has to look at the app’s secret, which may have ended, and at its id."
        }
        Refused::Away => {
            "Microsoft does not answer this server at the moment. Begin again in a few minutes."
        }
        Refused::NotTheDirectory => {
            "What answers this server is not your firm’s directory at Microsoft. An administrator has to look at the server’s settings and its way to the internet."
        }
        Refused::NotBelieved => {
            "What vouches for you does not hold: it is not of your firm, not of this sign-in, or not of this time. Begin again, and sign in with your firm’s account."
        }
        Refused::Guest => {
            "You signed in with an account of another organisation. Begin again with an account of this firm, or ask an administrator for a code."
        }
        Refused::Unknown => {
            "Nobody in this firm’s Patchbay has the address you signed in with. Ask an administrator to invite you by exactly that address, then begin again."
        }
        Refused::Ambiguous => {
            "More than one person or invitation has the address you signed in with. Ask an administrator to leave it to you alone, then begin again."
        }
        Refused::OtherAccount => {
            "Whoever has this address in Patchbay signs in with another account at Microsoft. If that was you, ask an administrator to end your former membership and to invite you anew."
        }
        Refused::Ended => {
            "You are not a member of this firm’s Patchbay any more. If you should be, ask an administrator to invite you anew."
        }
        Refused::InvitationOver => {
            "Your invitation ran out. Ask an administrator to invite you anew, then begin again."
        }
        Refused::TooOften => "This was tried too often. Wait a minute, then begin again.",
        Refused::DatabaseAway => {
            "The server’s database does not answer at the moment. Begin again in a few minutes."
        }
        Refused::Internal => {
            "The server failed. Begin again; if it fails again, tell an administrator."
        }
    },
    tell: "Nobody was let in and no computer was changed. If you ask for help, say this:",
    from: "This page is part of your firm’s own Patchbay. It loads nothing from elsewhere.",
};
