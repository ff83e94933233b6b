"""Touching what a locator means: places, soft keys, lists, menus, texts that are typed."""
