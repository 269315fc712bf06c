// Azurite, with what a firm has in its storage account: told the package's main file and the
// account's name and key. Ends with its input.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";

const [main, account, key, container] = process.argv.slice(2);
const storage = createRequire(main)("@azure/storage-blob");

const quiet = ["--inMemoryPersistence", "--disableTelemetry", "--silent"];
const server = spawn(process.execPath, [main, "--blobPort", "0", ...quiet], {
  env: { ...process.env, AZURITE_ACCOUNTS: `${account}:${key}` },
  stdio: ["ignore", "pipe", "inherit"],
});
process.stdin.resume().on("end", () => server.kill());
server.on("exit", () => process.exit());

const port = await new Promise((found) => {
  let said = "";
  server.stdout.on("data", (more) => {
    const listens = (said += more).match(/listens on http:\/\/[^:]+:(\d+)/);
    if (listens) found(listens[1]);
  });
});

// The vendor's own library makes the container and the signatures.
const credential = new storage.StorageSharedKeyCredential(account, key);
const at = `http://127.0.0.1:${port}/${account}`;
const blobs = new storage.BlobServiceClient(at, credential);
await blobs.getContainerClient(container).create();
await blobs.getContainerClient(container).uploadBlockBlob("return.pdf", "%PDF", 4);

const hour = 3600 * 1000;
const signature = (permissions, hours) =>
  storage
    .generateAccountSASQueryParameters(
      {
        startsOn: new Date(Date.now() - 2 * hour),
        expiresOn: new Date(Date.now() + hours * hour),
        permissions: storage.AccountSASPermissions.parse(permissions),
        services: "b",
        resourceTypes: "co",
        version: "2025-05-05",
      },
      credential,
    )
    .toString();

console.log(`list ${signature("rl", 1)}`);
console.log(`write-only ${signature("w", 1)}`);
console.log(`over ${signature("rl", -1)}`);
console.log(`port ${port}`);
