"""The App client dialog: what is known of the chosen profile's app client, and how to turn a flow on."""
