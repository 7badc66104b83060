if result.isSignedIn {
    let user = try await Amplify.Auth.getCurrentUser()
    print("signed in as \(user.username)")
} else {
    print("Amplify waits for \(result.nextStep)")
}
