"""Forms as administrators draw them: read from form-js, shown as fields, answers checked on the server."""
