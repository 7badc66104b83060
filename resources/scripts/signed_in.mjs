terminal.close();
if (state.isSignedIn) {
  const { tokens } = await fetchAuthSession();
  console.log("signed in, access token:", tokens.accessToken.toString());
} else {
  console.error("Amplify waits for", state.nextStep.signInStep);
  process.exitCode = 1;
}
