"""What can be done beside a sign-in: runs of their own that need a token or AWS credentials, and return findings."""

from app.auth.actions import (
    aws_lists,
    check_client,
    check_tokens,
    confirmation,
    devices,
    examine_refresh,
    factors,
    look_up_user,
    mfa,
    passkeys,
    password,
    recovery,
    sign_out,
    sign_up,
    user,
)
from app.auth.actions.info import ActionInfo, Findings

__all__ = ["ACTIONS", "ActionInfo", "Findings"]

_ALL: tuple[ActionInfo, ...] = (
    ActionInfo(name="list_devices", page="devices", run=devices.list_devices),
    ActionInfo(name="forget_device", page="devices", run=devices.forget_device),
    ActionInfo(name="update_device_status", page="devices", run=devices.update_device_status),
    ActionInfo(name="list_passkeys", page="passkeys", run=passkeys.list_passkeys),
    ActionInfo(name="register_passkey", page="passkeys", run=passkeys.register_passkey),
    ActionInfo(name="delete_passkey", page="passkeys", run=passkeys.delete_passkey),
    ActionInfo(name="passkey_mfa", page="passkeys", run=factors.passkey_mfa),
    ActionInfo(name="user_auth_factors", page="user_auth", run=factors.user_auth_factors),
    ActionInfo(name="sign_out", page="sign_out", run=sign_out.sign_out, hashes=True),
    ActionInfo(name="check_tokens", page="tokens", run=check_tokens.check_tokens),
    ActionInfo(name="sign_up", page="sign_up", run=sign_up.sign_up, hashes=True),
    ActionInfo(name="confirm_sign_up", page="sign_up", run=confirmation.confirm_sign_up, hashes=True),
    ActionInfo(name="resend_code", page="sign_up", run=confirmation.resend_code, hashes=True),
    ActionInfo(name="forgot_password", page="recovery", run=recovery.forgot_password, hashes=True),
    ActionInfo(name="reset_password", page="recovery", run=recovery.reset_password, hashes=True),
    ActionInfo(name="change_password", page="user", run=password.change_password),
    ActionInfo(name="mfa_preference", page="user", run=mfa.mfa_preference),
    ActionInfo(name="enrol_totp", page="user", run=mfa.enrol_totp),
    ActionInfo(name="get_user", page="user", run=user.get_user),
    ActionInfo(name="examine_refresh", page="refresh", run=examine_refresh.examine_refresh),
    ActionInfo(name="look_up_user", page="look_up_user", run=look_up_user.look_up_user),
    ActionInfo(name="list_user_pools", page="aws_checks", run=aws_lists.list_user_pools, needs="region"),
    ActionInfo(name="list_app_clients", page="aws_checks", run=aws_lists.list_app_clients, needs="pool"),
    ActionInfo(name="check_client", page="aws_checks", run=check_client.check_client),
)

ACTIONS: dict[str, ActionInfo] = {action.name: action for action in _ALL}
