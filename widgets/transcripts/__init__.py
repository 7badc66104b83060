"""The dialogs of transcripts: what is saved or exported and how, and the runs of earlier starts."""
