"""Where the program keeps what is the person's: settings and profiles, and the data beside them."""

from pathlib import Path

FOLDER = "cognito-flow-explorer"


def folders(home: Path | None) -> tuple[Path, Path]:
    """Return the folders of the configuration and of the data; `home` replaces both."""
    if home is not None:
        return home, home
    from platformdirs import user_config_path, user_data_path

    return user_config_path(FOLDER, appauthor=False), user_data_path(FOLDER, appauthor=False)
