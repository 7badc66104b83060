"""The dialog of profiles: the list, the editor, import and export, the choice of what is there in AWS."""
