// Sign-ins by amazon-cognito-identity-js: `node identity.mjs SCENARIO SETTINGS`.
import identity from "amazon-cognito-identity-js";
import { authenticatorCode, claims, inboxCode, run, settings } from "./practice.mjs";

const { AuthenticationDetails, CognitoUser, CognitoUserAttribute, CognitoUserPool } = identity;

class Memory {
  setItem(key, value) { this[key] = value; return value; }
  getItem(key) { return Object.hasOwn(this, key) ? this[key] : null; }
  removeItem(key) { delete this[key]; }
  clear() { for (const key of Object.keys(this)) delete this[key]; }
}

const Storage = new Memory();
const Pool = new CognitoUserPool({ UserPoolId: settings.pool, ClientId: settings.client, endpoint: settings.endpoint, Storage });
const userOf = (Username) => new CognitoUser({ Username, Pool, Storage });

// Calls a method that takes (error, result) as its last argument.
const asked = (object, method, ...given) => new Promise((resolve, reject) => {
  object[method](...given, (error, result) => (error ? reject(error) : resolve(result)));
});

// Signs in, answering what is asked for by the functions given, which return the answer; tells what was asked.
function signIn(username, { password = settings.password, flow = "USER_SRP_AUTH", answers = {} } = {}) {
  const user = userOf(username);
  user.setAuthenticationFlowType(flow);
  const asked = [];
  return new Promise((resolve, reject) => {
    const answer = async (name, parameters, send) => {
      asked.push(name);
      try {
        send(await answers[name](parameters, user));
      } catch (error) {
        reject(error);
      }
    };
    const callbacks = {
      onSuccess: (session, toConfirm) => resolve({ user, session, asked, toConfirm, name: claims(session.getAccessToken().getJwtToken()).username }),
      onFailure: reject,
      newPasswordRequired: (attributes, required) => answer("newPassword", { attributes, required }, ([chosen, added]) =>
        user.completeNewPasswordChallenge(chosen, added, callbacks)),
      mfaRequired: (name, parameters) => answer("sms", parameters, (code) => user.sendMFACode(code, callbacks, "SMS_MFA")),
      totpRequired: (name, parameters) => answer("totp", parameters, (code) => user.sendMFACode(code, callbacks, "SOFTWARE_TOKEN_MFA")),
      selectMFAType: (name, parameters) => answer("select", parameters, (choice) => user.sendMFASelectionAnswer(choice, callbacks)),
      mfaSetup: () => user.associateSoftwareToken({
        onFailure: reject,
        associateSecretCode: (secret) => answer("setup", secret, (code) => user.verifySoftwareToken(code, "phone", callbacks)),
      }),
      customChallenge: (parameters) => answer("custom", parameters, (text) => user.sendCustomChallengeAnswer(text, callbacks)),
    };
    const details = new AuthenticationDetails({ Username: username, Password: password || undefined });
    if (flow === "CUSTOM_AUTH" && !password) user.initiateAuth(details, callbacks);
    else user.authenticateUser(details, callbacks);
  });
}

const told = ({ asked, name }) => ({ asked, name });
const riddles = { custom: ({ round }) => (round === "1 of 2" ? "clock" : "footsteps") };
const sms = async () => inboxCode("sms");
const totp = async () => authenticatorCode(settings.secret);
const done = (user, method, ...given) => new Promise((onSuccess, onFailure) => { user[method](...given, { onSuccess, onFailure }); });
const once = (first, then) => { let used = false; return async () => { if (used) return then(); used = true; return first; }; };

const scenarios = {
  srp: async () => told(await signIn("plain")),
  srpByAlias: async () => told(await signIn("plain@example.com")),
  password: async () => told(await signIn("plain", { flow: "USER_PASSWORD_AUTH" })),
  migration: async () => told(await signIn("legacy", { flow: "USER_PASSWORD_AUTH" })),
  wrongPassword: async () => told(await signIn("plain", { password: "Wrong1!x" })),
  wrongPlainPassword: async () => told(await signIn("plain", { password: "Wrong1!x", flow: "USER_PASSWORD_AUTH" })),
  nobody: async () => told(await signIn("nobody")),
  unconfirmed: async () => told(await signIn("unconfirmed")),
  disabled: async () => told(await signIn("disabled")),
  resetRequired: async () => told(await signIn("reset-required")),
  customWithSrp: async () => told(await signIn("custom", { flow: "CUSTOM_AUTH", answers: riddles })),
  custom: async () => told(await signIn("custom", { flow: "CUSTOM_AUTH", password: "", answers: riddles })),
  sms: async () => told(await signIn("sms", { answers: { sms } })),
  wrongSms: async () => told(await signIn("sms", { answers: { sms: async () => "000000" } })),
  totp: async () => told(await signIn("totp", { answers: { totp } })),
  wrongTotp: async () => told(await signIn("totp", { answers: { totp: async () => authenticatorCode(settings.secret, 9) } })),
  chooseSms: async () => told(await signIn("choose-mfa", {
    answers: { select: async () => "SMS_MFA", sms: async () => inboxCode("choose-mfa") },
  })),
  chooseTotp: async () => told(await signIn("choose-mfa", { answers: { select: async () => "SOFTWARE_TOKEN_MFA", totp } })),
  newPassword: async () => {
    const required = [];
    const answers = { newPassword: async (asked) => { required.push(...asked.required); return ["Changed2?", { given_name: "New" }]; } };
    const { asked } = await signIn("new-password", { answers });
    const again = await signIn("new-password", { password: "Changed2?" });
    return { asked, required, name: again.name };
  },
  totpSetup: async () => {
    let secret;
    const { asked } = await signIn("enroll-mfa", { answers: { setup: async (given) => { secret = given; return authenticatorCode(given); } } });
    const again = await signIn("enroll-mfa", { answers: { totp: async () => authenticatorCode(secret, 1) } });
    return { asked: [...asked, ...again.asked], name: again.name };
  },
  signUp: async () => {
    const attributes = { email: "sign-up@example.com", given_name: "Sign-up" };
    const list = Object.entries(attributes).map(([Name, Value]) => new CognitoUserAttribute({ Name, Value }));
    const created = await asked(Pool, "signUp", "sign-up", settings.password, list, null);
    const destination = created.codeDeliveryDetails.Destination;
    const confirmed = await asked(created.user, "confirmRegistration", await inboxCode("sign-up"), false);
    return { destination, confirmed, ...told(await signIn("sign-up")) };
  },
  forgotPassword: async () => {
    const user = userOf("plain");
    const details = await new Promise((resolve, reject) => user.forgotPassword({ onSuccess: reject, onFailure: reject, inputVerificationCode: resolve }));
    const code = await inboxCode("plain");
    await new Promise((resolve, reject) => user.confirmPassword(code, "Changed2?", { onSuccess: resolve, onFailure: reject }));
    return { medium: details.CodeDeliveryDetails.DeliveryMedium, ...told(await signIn("plain", { password: "Changed2?" })) };
  },
  changePassword: async () => {
    const { user } = await signIn("plain");
    await asked(user, "changePassword", settings.password, "Changed2?");
    return told(await signIn("plain", { password: "Changed2?" }));
  },
  attributes: async () => {
    const { user } = await signIn("plain");
    const found = await asked(user, "getUserAttributes");
    return Object.fromEntries(found.map((each) => [each.getName(), each.getValue()]));
  },
  refresh: async () => {
    const { user, session } = await signIn("plain");
    const refreshed = await asked(user, "refreshSession", session.getRefreshToken());
    const [before, after] = [session, refreshed].map((each) => claims(each.getAccessToken().getJwtToken()));
    return { sameSignIn: before.origin_jti === after.origin_jti, otherToken: before.jti !== after.jti };
  },
  device: async () => {
    const nextCode = async () => authenticatorCode(settings.secret, 1);
    const first = await signIn("device-opt-in", { answers: { totp } });
    const { deviceKey } = first.user;
    await done(first.user, "setDeviceStatusRemembered");
    const second = await signIn("device-opt-in");
    const refreshed = await asked(second.user, "refreshSession", second.session.getRefreshToken());
    const { Devices } = await done(second.user, "listDevices", 10, null);
    await done(second.user, "forgetDevice");
    const { refused } = await refreshError(second.session);
    const third = await signIn("device-opt-in", { answers: { totp: nextCode } });
    const sessions = [first.session, second.session, refreshed];
    return {
      asked: [first, second, third].map((each) => each.asked),
      toConfirm: [first, third].map((each) => each.toConfirm),
      sameDevice: [...sessions.map(deviceOf), ...Devices.map((each) => each.DeviceKey)].map((each) => each === deviceKey),
      refused,
      anotherOne: third.user.deviceKey !== deviceKey,
    };
  },
  deviceForgottenElsewhere: async () => {
    const { user, session } = await signIn("device", { answers: { totp } });
    const { deviceKey } = user;
    await call("ForgetDevice", { AccessToken: session.getAccessToken().getJwtToken(), DeviceKey: deviceKey });
    const again = await signIn("device", { answers: { totp: async () => authenticatorCode(settings.secret, 1) } });
    return { asked: again.asked, anotherOne: deviceOf(again.session) !== deviceKey };
  },
  deviceWithAnotherSecret: async () => {
    await signIn("device", { answers: { totp } });
    const name = Object.keys(Storage).find((each) => each.endsWith(".randomPasswordKey"));
    Storage.setItem(name, "made up");
    return told(await signIn("device"));
  },
  revoke: async () => {
    const { user, session } = await signIn("plain");
    await new Promise((resolve, reject) => user.signOut((error) => (error ? reject(error) : resolve())));
    return refreshError(session);
  },
  globalSignOut: async () => {
    const { user, session } = await signIn("plain");
    const result = await new Promise((resolve, reject) => user.globalSignOut({ onSuccess: resolve, onFailure: reject }));
    return { result, ...(await refreshError(session)) };
  },
};

const deviceOf = (session) => claims(session.getAccessToken().getJwtToken()).device_key;

// A call that the client itself does not make, or not in this way.
async function call(operation, body) {
  const reply = await fetch(settings.endpoint, {
    method: "POST",
    headers: { "X-Amz-Target": `AWSCognitoIdentityProviderService.${operation}`, "Content-Type": "application/x-amz-json-1.1" },
    body: JSON.stringify(body),
  });
  const text = await reply.text();
  return text ? JSON.parse(text) : {};
}

// What a refresh with the tokens of a session is refused with. Sent once: the client itself would repeat it for seconds.
async function refreshError(session) {
  const { __type, message } = await call("InitiateAuth", {
    ClientId: settings.client, AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters: { REFRESH_TOKEN: session.getRefreshToken().getToken(), DEVICE_KEY: null },
  });
  return { refused: `${__type}: ${message}` };
}

await run(scenarios);
