// What the scenarios of both clients share: codes from the inbox and of authenticators, and the report to the test.
import { createHmac, webcrypto } from "node:crypto";

globalThis.crypto ??= webcrypto; // Node 18 has it only there, and aws-amplify looks for it among the globals

export const settings = JSON.parse(process.argv[3]);

// The newest code that the practice pool sent to a user.
export async function inboxCode(username) {
  const query = new URLSearchParams({ user_pool_id: settings.pool, username });
  const reply = await fetch(`${settings.endpoint}/practice/inbox?${query}`);
  const { messages } = await reply.json();
  return messages.at(-1).code;
}

// The code of an authenticator by RFC 6238; `away` counts steps of thirty seconds from now.
export function authenticatorCode(secret, away = 0) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + away));
  const digest = createHmac("sha1", key).update(counter).digest();
  const number = digest.readUInt32BE(digest[19] & 15) & 0x7fffffff;
  return String(number % 1000000).padStart(6, "0");
}

export function claims(token) {
  return JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString());
}

// Run the scenario that the first argument names and print what it found out, or the error that it met.
export async function run(scenarios) {
  let report;
  try {
    report = { found: await scenarios[process.argv[2]]() };
  } catch (error) {
    report = { error: { name: error.code ?? error.name, message: error.message } };
  }
  process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0));
}
