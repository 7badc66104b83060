"""What is wrong with a scenario, in words."""

from app.scenarios.scenario import ScenarioError
from app.texts import text


def problem_words(error: ScenarioError) -> str:
    """Return where it is, file and place as far as they are known, and one or two sentences."""
    where = ": ".join(part for part in (error.file, error.where) if part)
    said = text(f"scenario_problem.{error.problem}").replace("{detail}", error.detail)
    return f"{where}: {said}" if where else said
