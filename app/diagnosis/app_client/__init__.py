"""What is known of an app client and its user pool before a sign-in, in words, and where each part is known from."""
