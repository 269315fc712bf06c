"use strict";

// Another link in the same tab is no other page to the browser, and runs nothing by itself.
addEventListener("hashchange", () => location.reload());

// What stands behind the # is for this page alone. The other script takes it out of the address.
const given = location.hash.slice(1);

if (/^[A-Za-z0-9_-]{1,200}$/.test(given)) {
  const server = new URL(".", location.href).href.replace(/\/$/, "");
  document.getElementById("server").value = server;
  document.getElementById("code").value = given;
  const link = new URLSearchParams({ server, code: given });
  document.getElementById("enter").href = `app.patchbay://enrol?${link}`;
  document.getElementById("missing").hidden = true;
  document.getElementById("there").hidden = false;
}
