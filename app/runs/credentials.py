"""How a profile's calls reach its user pool, and what is asked before a signed one: the MFA code of an AWS profile."""

from app.auth.steps import Answer, Ask, Call, Field, Kind, Step
from app.cognito.client import CognitoApi
from app.cognito.reach import Reach
from app.driver import Performer, Result
from app.errors import ApiError
from app.profiles.profile import Profile

AWS_MFA = "AWS_MFA"  # the name of the question, and of its page and texts
CODE = Field(name="token_code", kind=Kind.CODE)


def reach(profile: Profile) -> Reach:
    """Return where a profile's calls go, and what they go through."""
    return Reach(
        region=profile.effective_region,
        endpoint_url=profile.endpoint_url,
        aws_profile=profile.aws_profile,
        practice=profile.practice,
        ca_bundle=profile.ca_bundle,
        proxy=profile.proxy,
        connect_seconds=profile.connect_seconds,
        read_seconds=profile.read_seconds,
    )


class WithCredentials:
    """Wraps a performer: before a signed call the AWS credentials are made ready, so that it waits for nobody.

    Where MFA wants a code it is asked through the same performer: the question stands on the timeline before the call,
    and the code is masked.
    """

    def __init__(self, perform: Performer, api: CognitoApi) -> None:
        self._perform = perform
        self._api = api

    def __call__(self, step: Step) -> Result:
        """Perform the step; raises Cancelled where nobody answers."""
        if isinstance(step, Call):
            self._api.make_ready(step.operation, self._code)
        return self._perform(step)

    def _code(self, serial: str, aws_profile: str, refusal: ApiError | None) -> str:
        params = {"serial": serial, "profile": aws_profile or "default"}
        answer = self._perform(Ask(name=AWS_MFA, fields=(CODE,), params=params, refusal=refusal))
        assert isinstance(answer, Answer), answer
        return answer.text(CODE.name)
