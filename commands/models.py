"""`sagsklar models`: which label models are shipped, and which one serves."""

import click


@click.command(name="models")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON a version.")
def command(as_json: bool) -> None:
    """List the shipped label models; the champion is marked. A damaged one ends the list with status 5."""
    import json

    from models.registry import SHIPPED, versions

    for one in versions(SHIPPED):
        scores = one.manifest["scores"]["trial"]
        if as_json:
            click.echo(json.dumps({"name": one.name, "champion": one.champion, "scores": scores}))
        else:
            mark = "*" if one.champion else " "
            click.echo(
                f"{mark} {one.name}  accuracy {scores['accuracy']:.1%}  abstained {scores['abstained']:.1%}"
            )
