//! The proof that a kit is on paper: two of its groups, typed while the sheet is away.

use leptos::prelude::*;
use patchbay_contract::command::CheckKit;
use patchbay_contract::{ErrorCode, KitProof, KitSheet};

use super::new_kit::{NewKit, Step};
use crate::components::act::{outcome, send};
use crate::components::plain::{foot, form, part, sentence};
use crate::components::{Typed, TypedField};
use crate::state::Doing;
use crate::words::words;

/// One group that was asked for.
#[derive(Clone, Copy)]
struct Asked {
    group: u8,
    typed: RwSignal<String>,
    /// Whether it differs from the sheet, as it was sent last.
    differs: RwSignal<bool>,
}

pub(super) fn proof(kit: NewKit) -> AnyView {
    let w = words().security;
    let groups = kit.sheet.with_untracked(|sheet| sheet.as_ref().map(|sheet| sheet.proof.clone()));
    let asked: Vec<Asked> = groups.unwrap_or_default().into_iter().map(Asked::new).collect();
    let doing = kit.desk.doing();
    let fields = asked.iter().enumerate().map(|(n, asked)| asked.field(doing, n == 0)).collect();
    let check = move || {
        let number = kit.sheet.with_untracked(|sheet| {
            let sheet = sheet.as_ref()?;
            for asked in &asked {
                asked.differs.set(!asked.is_on(sheet));
            }
            Some(sheet.number)
        });
        let Some(number) = number else { return };
        let groups = asked.iter().map(|asked| asked.typed.get_untracked()).collect();
        doing.ask::<CheckKit>(KitProof { number, groups }, move |()| {
            kit.sheet.set(None);
            kit.step.set(Step::Checked(number));
        });
    };
    let children = vec![
        sentence("", w.proof),
        part("div", &[("class", "proof")], fields),
        outcome(doing),
        foot(vec![kit.to_sheet(""), send(doing, w.check)]),
    ];
    form(check, children)
}

impl Asked {
    fn new(group: u8) -> Self {
        Self { group, typed: RwSignal::new(String::new()), differs: RwSignal::new(false) }
    }

    /// Its field. Whether the proof holds is the core's to say; which group it was that
    /// failed is known here.
    fn field(self, doing: Doing, first: bool) -> AnyView {
        let w = words().security;
        let id = format!("group-{}", self.group);
        let error = move || {
            let failed = doing.failed()?.code == ErrorCode::KitProofWrong;
            (failed && self.differs.get()).then(|| (w.group_wrong)(self.group))
        };
        let label = (w.group)(self.group);
        let field = TypedField::new(id, label, "", self.typed, Typed::Group, error);
        TypedField { first, ..field }.draw()
    }

    /// Whether it is the sheet's, as people type: with spaces, in small letters.
    fn is_on(self, sheet: &KitSheet) -> bool {
        let at = usize::from(self.group).checked_sub(1);
        at.and_then(|at| sheet.groups.get(at)).is_some_and(|group| {
            self.typed.with_untracked(|typed| typed.trim().eq_ignore_ascii_case(group))
        })
    }
}
