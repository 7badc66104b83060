: "${AWS_ACCESS_KEY_ID:?}" "${AWS_SECRET_ACCESS_KEY:?}"
keys() {
  printf 'user = "%s:%s"\n' "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY"
  if [ -n "${AWS_SESSION_TOKEN-}" ]; then
    printf 'header = "X-Amz-Security-Token: %s"\n' "$AWS_SESSION_TOKEN"
  fi
}
