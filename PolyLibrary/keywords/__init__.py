"""What a suite calls: one file a subject, thin: read the arguments, call the session, log one sentence."""
