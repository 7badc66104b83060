"""What stays readable of the settings of user pools and app clients, and of a user's history, where AWS gives them.

By the member that it stands in; an app client's secret, templates of messages and whatever has another name do not. A
name with brackets is for the objects of a list: the same name may stand for something else outside of one.
"""

from collections.abc import Mapping

_LAMBDA = frozenset({"LambdaVersion", "LambdaArn"})

OPEN_SETTINGS: Mapping[str, frozenset[str]] = {
    "UserPools[]": frozenset({"Id", "Name", "LastModifiedDate", "CreationDate", "Status"}),
    "UserPoolClients[]": frozenset({"ClientId", "UserPoolId", "ClientName"}),
    "UserPoolClient": frozenset({
        "UserPoolId", "ClientName", "ClientId", "LastModifiedDate", "CreationDate", "RefreshTokenValidity",
        "AccessTokenValidity", "IdTokenValidity", "ReadAttributes", "WriteAttributes", "ExplicitAuthFlows",
        "SupportedIdentityProviders", "CallbackURLs", "LogoutURLs", "DefaultRedirectURI", "AllowedOAuthFlows",
        "AllowedOAuthScopes", "PreventUserExistenceErrors", "AuthSessionValidity", "ClientType",
    }),
    "TokenValidityUnits": frozenset({"AccessToken", "IdToken", "RefreshToken"}),  # here they are units of time
    "RefreshTokenRotation": frozenset({"Feature", "RetryGracePeriodSeconds"}),
    "UserPool": frozenset({
        "Id", "Name", "Arn", "DeletionProtection", "LastModifiedDate", "CreationDate", "AutoVerifiedAttributes",
        "AliasAttributes", "UsernameAttributes", "MfaConfiguration", "EstimatedNumberOfUsers", "Domain", "CustomDomain",
        "UserPoolTier", "Status",
    }),
    "PasswordPolicy": frozenset({"MinimumLength", "PasswordHistorySize", "TemporaryPasswordValidityDays"}),
    "SignInPolicy": frozenset({"AllowedFirstAuthFactors"}),
    "LambdaConfig": frozenset({
        "PreSignUp", "CustomMessage", "PostConfirmation", "PreAuthentication", "PostAuthentication",
        "DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse", "PreTokenGeneration",
        "UserMigration",
    }),
    "PreTokenGenerationConfig": _LAMBDA,
    "CustomSMSSender": _LAMBDA,
    "CustomEmailSender": _LAMBDA,
    "InboundFederation": _LAMBDA,
    "SchemaAttributes[]": frozenset({"Name", "AttributeDataType"}),
    "NumberAttributeConstraints": frozenset({"MinValue", "MaxValue"}),
    "StringAttributeConstraints": frozenset({"MinLength", "MaxLength"}),
    "VerificationMessageTemplate": frozenset({"DefaultEmailOption"}),
    "UserAttributeUpdateSettings": frozenset({"AttributesRequireVerificationBeforeUpdate"}),
    "EmailConfiguration": frozenset({"EmailSendingAccount"}),
    "SmsConfiguration": frozenset({"SnsCallerArn", "SnsRegion"}),
    "AdminCreateUserConfig": frozenset({"UnusedAccountValidityDays"}),
    "UserPoolAddOns": frozenset({"AdvancedSecurityMode"}),
    "AdvancedSecurityAdditionalFlows": frozenset({"CustomAuthMode"}),
    "RecoveryMechanisms[]": frozenset({"Priority", "Name"}),
    "WebAuthnConfiguration": frozenset({"RelyingPartyId", "UserVerification", "FactorConfiguration"}),
    # Of a user's history: what was tried when, with what outcome; not from where.
    "AuthEvents[]": frozenset({"EventId", "EventType", "CreationDate", "EventResponse"}),
    "EventRisk": frozenset({"RiskDecision", "RiskLevel"}),
    "ChallengeResponses[]": frozenset({"ChallengeName", "ChallengeResponse"}),
    "EventFeedback": frozenset({"FeedbackValue", "FeedbackDate"}),
}  # fmt: skip
