import base64
import secrets

from srp import G, N, padded, private_key


def new_device(identity):  # its password, and what Cognito keeps of it: the verifier and the salt
    password = base64.b64encode(secrets.token_bytes(40)).decode()
    salt = int.from_bytes(secrets.token_bytes(16), "big")
    verifier = pow(G, private_key(salt, identity, password), N)
    return "\n".join([password, *(base64.b64encode(padded(number)).decode() for number in (verifier, salt))])
