"""Leaves a reason where a person finds it when the host is gone: on the console and in the deployment's log group."""
import aws
import logs
from problem import problem_of


def tell(facts, text, detail=""):
    """The console gets the text alone: what an application logs is for fewer eyes. Never fails."""
    print(text, flush=True)
    if not facts.get("logGroup"):
        return
    try:
        stream = {"logGroupName": facts["logGroup"], "logStreamName": aws.metadata("instance-id")}
        logs.create(stream)
        logs.put(stream, [f"{text}\n{detail}".strip()[:60000]])
    except Exception as error:
        print(problem_of(error), flush=True)
