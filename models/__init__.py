"""What data scientists do: data sets, training, evaluation, artefacts; and the champions that are shipped."""
