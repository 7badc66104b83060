// A software authenticator and as much of a browser around it as aws-amplify looks for: made for these tests alone.
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

const ES256 = -7;
const [PRESENT, VERIFIED, ATTESTED] = [0x01, 0x04, 0x40];

class PublicKeyCredential {
  constructor(id, response) {
    Object.assign(this, { id: id.toString("base64url"), rawId: bufferOf(id), type: "public-key", authenticatorAttachment: "platform", response });
  }
  getClientExtensionResults() { return {}; }
}
class AuthenticatorAttestationResponse {
  constructor(members) { Object.assign(this, members); }
  getTransports() { return ["internal"]; }
  getPublicKeyAlgorithm() { return ES256; }
  getPublicKey() { return bufferOf(this.key.publicKey.export({ type: "spki", format: "der" })); }
  getAuthenticatorData() { return this.authenticatorData; }
}
class AuthenticatorAssertionResponse {
  constructor(members) { Object.assign(this, members); }
}

// CBOR, as much of it as a credential has: numbers, byte strings, texts and maps (as lists of pairs).
function cbor(value) {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.length), ...value.flat().map(cbor)]);
}
function head(kind, length) {
  if (length < 24) return Buffer.from([(kind << 5) | length]);
  if (length < 256) return Buffer.from([(kind << 5) | 24, length]);
  return Buffer.from([(kind << 5) | 25, length >> 8, length & 255]);
}

function bufferOf(bytes) {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
}
const hash = (bytes) => createHash("sha256").update(bytes).digest();

// Passkeys that live as long as the process; `page.origin` is where the page that asks for them is.
export class Authenticator {
  constructor(page) {
    this.page = page;
    this.passkeys = [];
  }

  async create({ publicKey: { challenge, rp, user, pubKeyCredParams, excludeCredentials } }) {
    if (!pubKeyCredParams.some(({ alg }) => alg === ES256)) throw new DOMException("No such algorithm", "NotSupportedError");
    if (this.#among(excludeCredentials).length) throw new DOMException("It is here already", "InvalidStateError");
    const key = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const passkey = { id: randomBytes(32), key, rpId: rp.id, userHandle: Buffer.from(user.id), counter: 0 };
    this.passkeys.push(passkey);
    const { x, y } = key.publicKey.export({ format: "jwk" });
    const point = [x, y].map((each) => Buffer.from(each, "base64url"));
    const cose = cbor([[1, 2], [3, ES256], [-1, 1], [-2, point[0]], [-3, point[1]]]);
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, passkey.id.length]), passkey.id, cose]);
    const data = Buffer.concat([this.#data(passkey, ATTESTED), attested]);
    return new PublicKeyCredential(passkey.id, new AuthenticatorAttestationResponse({
      key, clientDataJSON: bufferOf(this.#clientData("webauthn.create", challenge)), authenticatorData: bufferOf(data),
      attestationObject: bufferOf(cbor([["fmt", "none"], ["attStmt", []], ["authData", data]])),
    }));
  }

  async get({ publicKey: { challenge, rpId, allowCredentials } }) {
    const [passkey] = this.#among(allowCredentials).filter((each) => each.rpId === rpId);
    if (!passkey) throw new DOMException("No passkey for this page", "NotAllowedError");
    passkey.counter += 1;
    const clientData = this.#clientData("webauthn.get", challenge);
    const data = this.#data(passkey, 0);
    const signature = sign("sha256", Buffer.concat([data, hash(clientData)]), passkey.key.privateKey);
    return new PublicKeyCredential(passkey.id, new AuthenticatorAssertionResponse({
      clientDataJSON: bufferOf(clientData), authenticatorData: bufferOf(data), signature: bufferOf(signature),
      userHandle: bufferOf(passkey.userHandle),
    }));
  }

  #among(credentials) {
    const ids = credentials.map(({ id }) => Buffer.from(id).toString("base64url"));
    return this.passkeys.filter(({ id }) => ids.includes(id.toString("base64url")));
  }

  #clientData(type, challenge) {
    const { origin } = this.page;
    return Buffer.from(JSON.stringify({ type, challenge: Buffer.from(challenge).toString("base64url"), origin, crossOrigin: false }));
  }

  #data({ rpId, counter }, flags) {
    const end = Buffer.alloc(5);
    end.writeUInt8(PRESENT | VERIFIED | flags);
    end.writeUInt32BE(counter, 1);
    return Buffer.concat([hash(rpId), end]);
  }
}

// From now on this process looks like a browser with that authenticator.
export function becomeBrowser(authenticator) {
  const classes = { PublicKeyCredential, AuthenticatorAttestationResponse, AuthenticatorAssertionResponse };
  Object.assign(globalThis, classes, { window: { document: {}, isSecureContext: true, ...classes } });
  Object.defineProperty(globalThis, "navigator", { value: { userAgent: "test", credentials: authenticator }, configurable: true });
}
