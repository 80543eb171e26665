// The module is filled by its own commit.
