challenge=$(helper get reply ChallengeName)
session=$(helper get reply Session)
returned=$(helper returned reply)
username=${returned:-$username}
