// Passkeys by aws-amplify: registered, listed, used and deleted, with the authenticator of these tests.
import * as auth from "aws-amplify/auth";
import { Authenticator, becomeBrowser } from "./authenticator.mjs";
import { settings } from "./practice.mjs";

const username = "passkey";
const page = { origin: "http://localhost:5173" };

async function withPasskey() {
  becomeBrowser(new Authenticator(page));
  await auth.signIn({ username, password: settings.password });
  await auth.associateWebAuthnCredential();
  const { credentials } = await auth.listWebAuthnCredentials();
  return credentials;
}

const begin = (more) => auth.signIn({ username, options: { authFlowType: "USER_AUTH", ...more } });

// Signs in by passkey after a sign-out; what is told comes from the token that this sign-in brought.
async function signInBy(start) {
  await auth.signOut();
  const { isSignedIn, steps = [] } = await start();
  const { tokens } = await auth.fetchAuthSession();
  return { isSignedIn, steps, token: tokens.accessToken.payload.username };
}

export const passkeys = {
  passkeyListed: async () => (await withPasskey()).map(({ credentialId, createdAt, ...told }) => (
    { ...told, id: typeof credentialId, recent: Math.abs(Date.now() - createdAt.getTime()) < 60000 }
  )),
  passkeyPreferred: async () => {
    await withPasskey();
    return signInBy(() => begin({ preferredChallenge: "WEB_AUTHN" }));
  },
  passkeySelected: async () => {
    await withPasskey();
    return signInBy(async () => {
      const { nextStep } = await begin();
      const { isSignedIn } = await auth.confirmSignIn({ challengeResponse: "WEB_AUTHN" });
      return { isSignedIn, steps: [nextStep.signInStep, ...nextStep.availableChallenges] };
    });
  },
  passkeyDeleted: async () => {
    const [{ credentialId }] = await withPasskey();
    await auth.deleteWebAuthnCredential({ credentialId });
    const { credentials: left } = await auth.listWebAuthnCredentials();
    await auth.signOut();
    const { nextStep } = await begin({ preferredChallenge: "WEB_AUTHN" });
    return { left, step: nextStep.signInStep, available: nextStep.availableChallenges };
  },
  passkeyTwice: async () => {
    await withPasskey();
    return auth.associateWebAuthnCredential(); // the authenticator finds its passkey among those excluded
  },
  passkeyRegisteredElsewhere: () => {
    page.origin = "https://evil.example";
    return withPasskey();
  },
  passkeyUsedElsewhere: async () => {
    await withPasskey();
    page.origin = "https://evil.example";
    return signInBy(() => begin({ preferredChallenge: "WEB_AUTHN" }));
  },
};
