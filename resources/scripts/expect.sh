expect() {
  if [ "$challenge" != "$1" ]; then
    echo "Cognito asks for ${challenge:-nothing more}, and not for $1." >&2
    exit 1
  fi
}
