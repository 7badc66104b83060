// Sign-ins by aws-amplify: `node amplify.mjs SCENARIO SETTINGS`.
import { Amplify } from "aws-amplify";
import * as auth from "aws-amplify/auth";
import { cognitoUserPoolsTokenProvider } from "aws-amplify/auth/cognito";
import { passkeys } from "./passkeys.mjs";
import { authenticatorCode, inboxCode, run, settings } from "./practice.mjs";

globalThis.navigator ??= { userAgent: "node" }; // without it the client confirms no device, and says nothing

const kept = new Map();
Amplify.configure({
  Auth: { Cognito: { userPoolId: settings.pool, userPoolClientId: settings.client, userPoolEndpoint: settings.endpoint } },
});
// After configure, which sets a storage of its own.
cognitoUserPoolsTokenProvider.setKeyValueStorage({
  setItem: async (key, value) => { kept.set(key, value); },
  getItem: async (key) => kept.get(key) ?? null,
  removeItem: async (key) => { kept.delete(key); },
  clear: async () => kept.clear(),
});

// Signs in, answering each step by the function of its name; tells the steps and who is signed in.
async function signIn(username, { flow = "USER_SRP_AUTH", password = settings.password, prefer, answers = {} } = {}) {
  const options = { authFlowType: flow, ...(prefer && { preferredChallenge: prefer }) };
  return follow(await auth.signIn({ username, ...(password && { password }), options }), answers);
}

async function follow(state, answers) {
  const steps = [];
  while (!state.isSignedIn) {
    const step = state.nextStep;
    steps.push(step.signInStep);
    const answer = answers[step.signInStep];
    if (!answer) return { steps };
    const given = await answer(step);
    state = await auth.confirmSignIn(typeof given === "string" ? { challengeResponse: given } : given);
  }
  const { tokens } = await auth.fetchAuthSession();
  return { steps, name: (await auth.getCurrentUser()).username, token: tokens.accessToken.payload.username };
}

const storedRefreshToken = () => [...kept].find(([key]) => key.endsWith(".refreshToken"))[1];
const riddles = {
  CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE: ({ additionalInfo }) => (additionalInfo.round === "1 of 2" ? "clock" : "footsteps"),
};
// USER_AUTH: what is offered is told beside the steps; the factor is chosen, or preferred from the start.
async function choose(username, factor, { prefer = false, last = {} } = {}) {
  let offered;
  const found = await signIn(username, {
    flow: "USER_AUTH", ...(prefer && { prefer: factor }), password: prefer && factor.startsWith("PASSWORD") && settings.password,
    answers: {
      CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION: ({ availableChallenges }) => { offered = availableChallenges; return factor; },
      CONFIRM_SIGN_IN_WITH_PASSWORD: () => settings.password,
      CONFIRM_SIGN_IN_WITH_EMAIL_CODE: () => inboxCode(username),
      CONFIRM_SIGN_IN_WITH_SMS_CODE: () => inboxCode(username),
      ...last,
    },
  });
  return { ...found, ...(offered && { offered }) };
}
const totp = () => authenticatorCode(settings.secret);

const scenarios = {
  ...passkeys,
  srp: () => signIn("plain"),
  srpByAlias: () => signIn("plain@example.com"),
  password: () => signIn("plain", { flow: "USER_PASSWORD_AUTH" }),
  migration: () => signIn("legacy", { flow: "USER_PASSWORD_AUTH" }),
  wrongPassword: () => signIn("plain", { password: "Wrong1!x" }),
  wrongPlainPassword: () => signIn("plain", { password: "Wrong1!x", flow: "USER_PASSWORD_AUTH" }),
  nobody: () => signIn("nobody"),
  disabled: () => signIn("disabled"),
  unconfirmed: () => signIn("unconfirmed"),
  resetRequired: () => signIn("reset-required"),
  customWithSrp: () => signIn("custom", { flow: "CUSTOM_WITH_SRP", answers: riddles }),
  custom: () => signIn("custom", { flow: "CUSTOM_WITHOUT_SRP", password: "", answers: riddles }),
  sms: () => signIn("sms", { answers: { CONFIRM_SIGN_IN_WITH_SMS_CODE: () => inboxCode("sms") } }),
  email: () => signIn("email", { answers: { CONFIRM_SIGN_IN_WITH_EMAIL_CODE: () => inboxCode("email") } }),
  totp: () => signIn("totp", { answers: { CONFIRM_SIGN_IN_WITH_TOTP_CODE: totp } }),
  wrongCodeThenRight: async () => {
    const { steps } = await signIn("sms");
    const errors = [];
    const right = await inboxCode("sms");
    for (const challengeResponse of [right === "000000" ? "000001" : "000000", right]) {
      try {
        const { isSignedIn } = await auth.confirmSignIn({ challengeResponse });
        return { steps, errors, isSignedIn };
      } catch (error) {
        errors.push(`${error.name}: ${error.message}`);
      }
    }
    return { steps, errors };
  },
  chooseTotp: () => signIn("choose-mfa", {
    answers: { CONTINUE_SIGN_IN_WITH_MFA_SELECTION: () => "TOTP", CONFIRM_SIGN_IN_WITH_TOTP_CODE: totp },
  }),
  chooseSms: () => signIn("choose-mfa", {
    answers: { CONTINUE_SIGN_IN_WITH_MFA_SELECTION: () => "SMS", CONFIRM_SIGN_IN_WITH_SMS_CODE: () => inboxCode("choose-mfa") },
  }),
  newPassword: () => signIn("new-password", {
    answers: {
      CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED: () => ({
        challengeResponse: "Changed2?", options: { userAttributes: { given_name: "New" } },
      }),
    },
  }),
  totpSetup: () => signIn("enroll-mfa", {
    answers: {
      CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION: () => "TOTP",
      CONTINUE_SIGN_IN_WITH_TOTP_SETUP: ({ totpSetupDetails }) => authenticatorCode(totpSetupDetails.sharedSecret),
    },
  }),
  emailSetup: () => signIn("enroll-mfa", {
    answers: {
      CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION: () => "EMAIL",
      CONTINUE_SIGN_IN_WITH_EMAIL_SETUP: () => "enroll-mfa@example.com",
      CONFIRM_SIGN_IN_WITH_EMAIL_CODE: () => inboxCode("enroll-mfa"),
    },
  }),
  choosePassword: () => choose("plain", "PASSWORD"),
  choosePasswordSrp: () => choose("plain", "PASSWORD_SRP"),
  chooseEmailCode: () => choose("otp-only", "EMAIL_OTP"),
  chooseSmsCode: () => choose("otp-only", "SMS_OTP"),
  preferPassword: () => choose("plain", "PASSWORD", { prefer: true }),
  preferPasswordSrp: () => choose("plain", "PASSWORD_SRP", { prefer: true }),
  preferEmailCode: () => choose("otp-only", "EMAIL_OTP", { prefer: true }),
  preferSmsCode: () => choose("otp-only", "SMS_OTP", { prefer: true }),
  preferUnavailable: () => choose("plain", "SMS_OTP", { prefer: true }),
  choosePasswordThenCode: () => choose("totp", "PASSWORD_SRP", { last: { CONFIRM_SIGN_IN_WITH_TOTP_CODE: totp } }),
  chooseWrongCodeThenRight: async () => {
    let state = await auth.signIn({ username: "otp-only", options: { authFlowType: "USER_AUTH", preferredChallenge: "EMAIL_OTP" } });
    const { destination, deliveryMedium } = state.nextStep.codeDeliveryDetails;
    const right = await inboxCode("otp-only");
    const errors = [];
    for (const challengeResponse of [right === "00000000" ? "00000001" : "00000000", right]) {
      try {
        state = await auth.confirmSignIn({ challengeResponse });
      } catch (error) {
        errors.push(`${error.name}: ${error.message}`);
      }
    }
    return { destination, deliveryMedium, errors, isSignedIn: state.isSignedIn };
  },
  chooseForNobody: () => choose("nobody", "PASSWORD"),
  signUpWithoutPassword: async () => {
    const begun = await auth.signUp({
      username: "sign-up",
      options: { userAttributes: { email: "sign-up@example.com", given_name: "Sign-up" }, autoSignIn: { authFlowType: "USER_AUTH" } },
    });
    const done = await auth.confirmSignUp({ username: "sign-up", confirmationCode: await inboxCode("sign-up") });
    const found = await follow(await auth.autoSignIn(), {});
    return { first: begun.nextStep.signUpStep, then: done.nextStep.signUpStep, ...found };
  },
  signUp: async () => {
    const begun = await auth.signUp({
      username: "sign-up", password: settings.password,
      options: { userAttributes: { email: "sign-up@example.com", given_name: "Sign-up" } },
    });
    const done = await auth.confirmSignUp({ username: "sign-up", confirmationCode: await inboxCode("sign-up") });
    return { destination: begun.nextStep.codeDeliveryDetails.destination, done: done.isSignUpComplete, ...(await signIn("sign-up")) };
  },
  forgotPassword: async () => {
    const begun = await auth.resetPassword({ username: "plain" });
    const confirmationCode = await inboxCode("plain");
    await auth.confirmResetPassword({ username: "plain", confirmationCode, newPassword: "Changed2?" });
    return { step: begun.nextStep.resetPasswordStep, ...(await signIn("plain", { password: "Changed2?" })) };
  },
  changePassword: async () => {
    await signIn("plain");
    await auth.updatePassword({ oldPassword: settings.password, newPassword: "Changed2?" });
    await auth.signOut();
    return signIn("plain", { password: "Changed2?" });
  },
  attributes: async () => {
    await signIn("plain");
    return auth.fetchUserAttributes();
  },
  preference: async () => {
    await signIn("plain");
    const { sharedSecret } = await auth.setUpTOTP();
    await auth.verifyTOTPSetup({ code: authenticatorCode(sharedSecret) });
    await auth.updateMFAPreference({ totp: "PREFERRED" });
    const preference = await auth.fetchMFAPreference();
    await auth.signOut();
    return { preference, ...(await signIn("plain", { answers: { CONFIRM_SIGN_IN_WITH_TOTP_CODE: () => authenticatorCode(sharedSecret, 1) } })) };
  },
  refresh: async () => {
    await signIn("plain");
    const before = await auth.fetchAuthSession();
    const old = storedRefreshToken();
    const after = await auth.fetchAuthSession({ forceRefresh: true });
    const rotated = storedRefreshToken() !== old;
    const again = await auth.fetchAuthSession({ forceRefresh: true });
    const [first, second, third] = [before, after, again].map((each) => each.tokens.accessToken.payload);
    return { sameSignIn: first.origin_jti === third.origin_jti, otherTokens: new Set([first.jti, second.jti, third.jti]).size, rotated };
  },
  device: async () => {
    const first = await signIn("device", { answers: { CONFIRM_SIGN_IN_WITH_TOTP_CODE: totp } });
    const { tokens } = await auth.fetchAuthSession({ forceRefresh: true });
    const devices = await auth.fetchDevices();
    await auth.signOut();
    const second = await signIn("device");
    await auth.forgetDevice();
    const left = await auth.fetchDevices();
    return {
      steps: [first.steps, second.steps], left: left.length,
      sameDevice: devices.map(({ id }) => id === tokens.accessToken.payload.device_key),
    };
  },
  globalSignOut: async () => {
    await signIn("plain");
    const tokens = () => [...kept.keys()].filter((key) => key.includes("Token")).map((key) => key.split(".").at(-1));
    const before = tokens().sort();
    await auth.signOut({ global: true });
    return { before, left: tokens() };
  },
};

await run(scenarios);
