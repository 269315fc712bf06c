"use strict";

// What came leaves the address and the history before anything else happens: a reload asks
// for the bare address, which has nothing to give away.
history.replaceState(null, "", location.pathname);

const open = document.getElementById("open");
const code = document.getElementById("code");
const copy = document.getElementById("copy");
const said = document.getElementById("said");

async function copied() {
  try {
    await navigator.clipboard.writeText(code.value);
    return true;
  } catch {
    // The browser does not let a page write there: the old way, or the person's own keys.
    code.focus();
    code.select();
    return document.execCommand("copy");
  }
}

// A page that refused what came has none of these, and not every code has a link beside it.
if (copy) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    said.textContent = (await copied()) ? copy.dataset.copied : copy.dataset.byHand;
  });
}

if (open) {
  // Tried once, without being asked. The tab is never closed from here: the question
  // whether the app may be opened belongs to the tab and would go with it.
  location.assign(open.href);
}
