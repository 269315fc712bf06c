//! One round over a mailbox: what is new since the last one, kept step by step, so that a
//! round which is cut off goes on where it was.

use patchbay_contract::Problem;
use patchbay_custody::{INBOX, InboxMark, InboxRound, InboxStep, NEWEST};
use patchbay_mail::{Flags, Header, Login, Mail, MailError, Server};
use patchbay_store::{FolderKnown, FolderNews, HeaderRow, Marks, Store};

use crate::problems::store_did_not_open;

/// Reads what is new. How many messages came; of the first round, none is new.
///
/// # Errors
/// The outer one when the database fails, the inner one when the mailbox does.
pub(super) async fn round(
    mail: &Mail,
    server: &Server,
    login: &Login,
    store: &Store,
    connection: &str,
) -> Result<Result<u32, MailError>, Problem> {
    let failed = |error| store_did_not_open(&error);
    let kept = store.mail_folder(connection, INBOX).await.map_err(failed)?;
    let mut is_first = kept.is_none();
    let known = kept.map(|(folder, marked)| {
        mark(&folder).known(marked.into_iter().map(|(uid, marks)| (uid, flags(marks))))
    });
    let mut round = match InboxRound::begin(mail, server, login, known).await {
        Ok(round) => round,
        Err(error) => return Ok(Err(error)),
    };
    let mut came = 0_u32;
    loop {
        let step = match round.next().await {
            Ok(step) => step,
            Err(error) => return Ok(Err(error)),
        };
        is_first |= step.anew;
        if !is_first {
            came = came.saturating_add(u32::try_from(step.came.len()).unwrap_or(u32::MAX));
        }
        let (folder, is_last) = (folder(step.mark), step.is_last);
        let kept = store.keep_mail_news(connection, INBOX, &folder, &news(step)).await;
        // It is not kept where the connection was ended meanwhile.
        if !kept.map_err(failed)? || is_last {
            break;
        }
    }
    round.end().await;
    Ok(Ok(came))
}

fn news(step: InboxStep) -> FolderNews {
    FolderNews {
        anew: step.anew,
        came: step.came.into_iter().map(row).collect(),
        marked: step.marked.into_iter().map(|(uid, flags)| (uid, marks(flags))).collect(),
        went: step.went,
        keep: NEWEST.into(),
    }
}

fn row(header: Header) -> HeaderRow {
    HeaderRow {
        uid: header.uid,
        from_name: header.from_name,
        from_address: header.from_address,
        subject: header.subject,
        written_at: header.date.map(|at| at.to_string()),
        arrived_at: header.arrived.map(|at| at.to_string()),
        message_id: header.message_id,
        marks: marks(header.flags),
    }
}

const fn marks(flags: Flags) -> Marks {
    let Flags { seen, answered, flagged, deleted, draft } = flags;
    Marks { seen, answered, flagged, deleted, draft }
}

const fn flags(marks: Marks) -> Flags {
    let Marks { seen, answered, flagged, deleted, draft } = marks;
    Flags { seen, answered, flagged, deleted, draft }
}

const fn mark(folder: &FolderKnown) -> InboxMark {
    let FolderKnown { validity, highest, messages, change_at } = *folder;
    InboxMark { validity, highest, messages, change_at }
}

const fn folder(mark: InboxMark) -> FolderKnown {
    let InboxMark { validity, highest, messages, change_at } = mark;
    FolderKnown { validity, highest, messages, change_at }
}
