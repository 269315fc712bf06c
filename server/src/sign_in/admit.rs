//! Who of the firm somebody is whom the directory vouches for, and the code for them.
//!
//! An account is known by what never changes of it. The first time, its address says whose it is:
//! one member who has no account yet, or one open invitation. An address that two have, or that
//! came from somebody who has another account, lets nobody in: addresses are given anew.

use jiff::Timestamp;
use patchbay_firm_store::{Action, Invitation, Member, NewEntry, Session};

use super::LIVES;
use super::refused::Refused;
use crate::auth::Secret;
use crate::directory::Person;

/// By what entries say that it was done.
const BY: &str = "Microsoft Entra ID";

/// Somebody who may come in with a computer.
pub(super) struct Admitted {
    /// What they are called.
    pub(super) name: String,
    pub(super) code: Secret,
}

/// Finds who they are, and makes a code for them. What refuses has changed nothing once the
/// change is dropped.
pub(super) async fn admit(
    change: &mut Session,
    person: &Person,
    origin: &str,
    now: Timestamp,
) -> Result<Admitted, Refused> {
    if person.is_guest {
        return Err(Refused::Guest);
    }
    let known = change.member_of_account(&person.account).await?;
    let has_left = known.is_some();
    let member = match known.filter(is_there) {
        Some(member) => member,
        None => by_address(change, person, has_left, origin, now).await?,
    };
    let code = Secret::for_link();
    change.add_link_for_member(&member.id, &code.hash(), now + LIVES, now).await?;
    let entry = by(&member.id, origin, Action::LinkMade, now);
    change.enter(&entry.with("by", BY)).await?;
    Ok(Admitted { name: member.name, code })
}

fn is_there(member: &Member) -> bool {
    member.ended_at.is_none()
}

/// The one with this address, whose account it is from now on.
async fn by_address(
    change: &mut Session,
    person: &Person,
    has_left: bool,
    origin: &str,
    now: Timestamp,
) -> Result<Member, Refused> {
    let nobody = if has_left { Refused::Ended } else { Refused::Unknown };
    let Some(address) = &person.address else { return Err(nobody) };
    let members = change.members_by_address(address).await?;
    let invited = change.invitations_by_address(address).await?;
    let there: Vec<&Member> = members.iter().filter(|member| is_there(member)).collect();
    let open: Vec<&Invitation> = invited.iter().filter(|one| one.expires_at > now).collect();
    let member = match (there.as_slice(), open.as_slice()) {
        ([member], []) => (*member).clone(),
        ([], [invitation]) => come(change, &invitation.id, origin, now).await?,
        ([], []) if has_left || !members.is_empty() => return Err(Refused::Ended),
        ([], []) if !invited.is_empty() => return Err(Refused::InvitationOver),
        ([], []) => return Err(Refused::Unknown),
        _ => return Err(Refused::Ambiguous),
    };
    if change.has_account(&member.id, &person.account.tenant).await? {
        return Err(Refused::OtherAccount);
    }
    change.bind_account(&person.account, &member.id, now).await?;
    let entry = by(&member.id, origin, Action::AccountBound, now).with("by", BY);
    let entry = entry.with("account", &person.account.object).with("address", address);
    change.enter(&entry).await?;
    Ok(member)
}

/// Makes a member of somebody who was invited. The code that was sent to them opens nothing from
/// then on.
async fn come(
    change: &mut Session,
    invitation: &str,
    origin: &str,
    now: Timestamp,
) -> Result<Member, Refused> {
    let invited = change.take_invitation(invitation, now).await?;
    let invited = invited.ok_or(Refused::InvitationOver)?;
    let id = change.add_member(&invited.name, invited.email.as_deref(), invited.role, now).await?;
    let entry = by(&id, origin, Action::MemberCame, now)
        .with("name", &invited.name)
        .with("role", invited.role.as_str())
        .with("by", BY);
    change.enter(&entry).await?;
    change.member(&id).await?.ok_or(Refused::Internal)
}

/// An entry by this member, of themselves.
fn by(member: &str, origin: &str, action: Action, now: Timestamp) -> NewEntry {
    NewEntry::new(now, Some(&format!("member:{member}")), origin, action).subject(member)
}
