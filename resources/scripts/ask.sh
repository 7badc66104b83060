ask() {
  if [ -z "${!1+set}" ]; then
    IFS= read -rsp "$1: " "$1"
    echo >&2
  fi
  export "${1?}"
}
