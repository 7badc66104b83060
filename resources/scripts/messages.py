import json
import os


def fill(request):  # with the values of the variables that it names as "$name"
    def value(found):
        if isinstance(found, dict):
            return {name: value(each) for name, each in found.items()}
        return os.environ[found[1:]] if found.startswith("$") else found

    return json.dumps(value(json.loads(request)))


def get(variable, *names):
    found = json.loads(os.environ[variable])
    for name in names:
        found = found.get(name) or {}
    return found or ""


def returned(variable):  # the name that Cognito gives the user
    parameters = get(variable, "ChallengeParameters") or {}
    return parameters.get("USERNAME") or parameters.get("USER_ID_FOR_SRP") or ""
