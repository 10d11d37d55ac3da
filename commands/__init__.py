"""The `sagsklar` program: one file a command, nothing imported before it is needed."""
