import base64
import hashlib
import hmac
import json
import os
import secrets
import time

# The prime of RFC 3526, group 15, and its generator.
N = int(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
    "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
    "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F"
    "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B"
    "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510"
    "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7"
    "ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C"
    "BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
    16,
)
G = 2


def padded(number):  # big-endian, a zero byte before a set top bit, as Java's BigInteger has it
    return number.to_bytes(number.bit_length() // 8 + 1, "big")


def hashed(*parts):
    return int.from_bytes(hashlib.sha256(b"".join(parts)).digest(), "big")


def random():
    return secrets.token_hex(128)


def public(secret):
    return f"{pow(G, int(os.environ[secret], 16), N):x}"


def timestamp():  # in English, whatever the locale, and the day without a leading zero
    now = time.gmtime()
    day = "MonTueWedThuFriSatSun"[3 * now.tm_wday :][:3]
    month = "JanFebMarAprMayJunJulAugSepOctNovDec"[3 * now.tm_mon - 3 :][:3]
    return f"{day} {month} {now.tm_mday} {time.strftime('%H:%M:%S', now)} UTC {now.tm_year}"


def private_key(salt, identity, password):
    return hashed(padded(salt), hashlib.sha256(f"{identity}:{password}".encode()).digest())


def sign(group, name, timestamp, password, secret, reply):  # the last three are names of variables
    found = json.loads(os.environ[reply])["ChallengeParameters"]
    salt, server, own = int(found["SALT"], 16), int(found["SRP_B"], 16), int(os.environ[secret], 16)
    u = hashed(padded(pow(G, own, N)), padded(server))
    x = private_key(salt, group + name, os.environ[password])
    shared = pow(server - hashed(padded(N), padded(G)) * pow(G, x, N), own + u * x, N)
    pseudo_random = hmac.digest(padded(u), padded(shared), hashlib.sha256)
    key = hmac.digest(pseudo_random, b"Caldera Derived Key\x01", hashlib.sha256)[:16]
    message = (group + name).encode() + base64.b64decode(found["SECRET_BLOCK"]) + timestamp.encode()
    return base64.b64encode(hmac.digest(key, message, hashlib.sha256)).decode()
