"""The phone as a device: restarts and resets that are waited for, uploads, requests of any kind."""
